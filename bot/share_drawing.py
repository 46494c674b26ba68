"""A queue place's month as a picture: the confirmed share by day, and the kindergartens where it is smallest.

The parts of a bar have hatches of their own, so that they are told apart without colours; the same stands in the text.
"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.drawing import BLUE, GREY, ORANGE, painted
from bot.words import Html, Name, _, say
from domain.timesheet import SheetState
from usecases.act import Row
from usecases.region_sheets import GardenMonth, RegionMonth

INCHES = (7.2, 6.4)
GARDENS = 6  # as many bars as can be read
NAME = 30  # letters of a name
SKY, LIGHT = "#56B4E9", "#DDDDDD"

_LOOKS = ((BLUE, ""), (SKY, ".."), (ORANGE, "//"), (LIGHT, ""), ("white", "xx"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A kindergarten: its name, and the shares of its parts, in percent."""

    name: str
    parts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """What is drawn, with its words in the language of the moment."""

    days: Sequence[tuple[int, float]]
    bars: Sequence[Bar]
    by_day: Html
    by_garden: Html
    parts: tuple[Html, ...]


def shares(region: RegionMonth, name_of: Callable[[Row], Name]) -> Shares:
    """A picture's contents; `name_of` is given the row of a kindergarten."""
    return Shares(
        [(day.day, 100 * region.share_by(day)) for day in region.days],
        [Bar(cut(html.unescape(say(name_of(one.row)))), _parts(one)) for one in region.lagging[:GARDENS]],
        _("Confirmed by day of the window, % of the children"),
        _("Kindergartens with the smallest share, %"),
        (_("confirmed"), _("no answer yet"), _("disputed"), _("not in time"), _("not published")),
    )


def cut(name: str) -> str:
    """A name as far as there is room for it."""
    return name if len(name) <= NAME else name[: NAME - 1] + "…"


def _parts(one: GardenMonth) -> tuple[float, ...]:
    counts = (
        one.confirmed,
        one.count(SheetState.PUBLISHED),
        one.count(SheetState.DISPUTED, SheetState.REFUSED),
        one.count(SheetState.UNCONFIRMED),
        one.unpublished,
    )
    return tuple(100 * count / max(one.children, 1) for count in counts)


def draw(what: Shares) -> bytes:
    """The picture as PNG; takes a while: call it in a thread."""

    def paint(figure: Any, font: Any) -> None:
        above, below = figure.subplots(2, 1, height_ratios=(2, 3))
        _days(above, what, font)
        _bars(below, what, font)
        for axes in (above, below):
            _tidy(axes, font)

    return painted(paint, INCHES)


def _days(axes: Any, what: Shares, font: Any) -> None:
    axes.set_title(what.by_day, fontproperties=font, loc="left")
    axes.bar([day for day, _share in what.days], [share for _day, share in what.days], color=BLUE, width=0.7)
    for day, share in what.days:
        axes.annotate(
            f"{share:.0f}", (day, share), (0, 2), textcoords="offset points", ha="center", fontproperties=font
        )
    axes.set_xlim(0.3, 10.7)
    axes.set_xticks(range(1, 11))
    axes.set_ylim(0, 115)
    axes.set_yticks([0, 50, 100])


def _bars(axes: Any, what: Shares, font: Any) -> None:
    axes.set_title(what.by_garden, fontproperties=font, loc="left")
    at = range(len(what.bars))
    left = [0.0] * len(what.bars)
    for number, words in enumerate(what.parts):
        wide = [bar.parts[number] for bar in what.bars]
        colour, hatch = _LOOKS[number]
        axes.barh(at, wide, left=left, color=colour, hatch=hatch, edgecolor=GREY, linewidth=0.6, label=words)
        left = [one + more for one, more in zip(left, wide, strict=True)]
    axes.set_yticks(list(at), [bar.name for bar in what.bars])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.legend(prop=font, frameon=False, ncols=2, loc="upper center", bbox_to_anchor=(0.35, -0.12))


def _tidy(axes: Any, font: Any) -> None:
    axes.tick_params(colors=GREY)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
