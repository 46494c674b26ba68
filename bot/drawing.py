"""A number over time, and numbers side by side, as pictures: PNGs in the language of the moment.

Whoever draws does so in a thread (it takes about a tenth of a second), one picture at a time: matplotlib is not made
for threads. Colours are told apart by the colour-blind, and marks have shapes of their own. Dates are digits.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from bot.words import Html, _

INCHES, DPI = (7.2, 4.2), 100
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#555555"  # Okabe and Ito's
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers, each from its day on, the days on which something of one's own moved it, and the words.

    `ends` stands at the first and the last number instead of them.
    """

    points: Sequence[tuple[date, int]]
    moved: Sequence[date]
    title: Html
    number: Html
    cause: Html
    ends: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Numbers side by side: under which name, how long a bar, which words at its end; `own` stands out, if it is there."""

    title: Html
    bars: Sequence[tuple[str, int, str]]
    own: str | None = None


def chart(points: Sequence[tuple[date, int]], moved: Sequence[date]) -> Chart:
    """A chart with its words in the language of the moment; a thread does not know it."""
    return Chart(
        points,
        [day for day in moved if day >= points[0][0]],
        _("Number in the queue (the smaller, the nearer)"),
        _("number"),
        _("your category or state changed"),
    )


def draw(what: Chart) -> bytes:
    """The picture, well below 100 kB."""

    def paint(figure: Any, font: Any) -> None:
        axes = figure.add_subplot()
        _plot(axes, what, font)
        _label(axes, what, font)

    return painted(paint, INCHES)


def painted(paint: Callable[[Any, Any], None], inches: tuple[float, float]) -> bytes:
    """What `paint` puts on a figure, in a font that has every Kazakh letter, as PNG; one picture at a time."""
    # read when first needed: most starts of the bot, and most of its memory, can do without
    from matplotlib import get_data_path
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    with _one_at_a_time:
        font = FontProperties(fname=str(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"), size=11)
        figure = Figure(figsize=inches, dpi=DPI, facecolor="white", layout="constrained")
        canvas: Any = FigureCanvasAgg(figure)
        paint(figure, font)
        png = io.BytesIO()
        canvas.print_png(png)
        return png.getvalue()


def _plot(axes: Any, what: Chart, font: Any) -> None:
    days, numbers = [day for day, _number in what.points], [number for _day, number in what.points]
    axes.plot(days, numbers, drawstyle="steps-post", color=BLUE, linewidth=2.5, label=what.number)
    axes.plot(days[-1:], numbers[-1:], "o", color=BLUE, markersize=8)
    own = [(day, _number_on(what.points, day)) for day in what.moved]
    if own:
        look = {"color": ORANGE, "markersize": 8, "linestyle": "none", "label": what.cause}
        axes.plot([day for day, _n in own], [n for _day, n in own], marker="D", **look)
        axes.legend(prop=font, frameon=False, loc="best")
    said = what.ends or (str(numbers[0]), str(numbers[-1]))
    for at, words in {0: said[0], len(days) - 1: said[1]}.items():
        axes.annotate(
            words, (days[at], numbers[at]), (0, 8), textcoords="offset points", ha="center",
            fontproperties=font,
        )  # fmt: skip


def _number_on(points: Sequence[tuple[date, int]], day: date) -> int:
    return [number for on, number in points if on <= day][-1]


def draw_bars(what: Bars) -> bytes:
    """The picture, as high as it has bars; the own one has stripes, so that it is told apart without colours."""

    def paint(figure: Any, font: Any) -> None:
        axes = figure.add_subplot()
        axes.set_title(what.title, fontproperties=font, loc="left")
        at, long = range(len(what.bars)), [number for _name, number, _words in what.bars]
        looks = [(ORANGE, "//") if name == what.own else (BLUE, "") for name, _number, _words in what.bars]
        drawn = axes.barh(at, long, color=[colour for colour, _hatch in looks], edgecolor="white", linewidth=0.6)
        for bar, (_colour, hatch) in zip(drawn, looks, strict=True):
            bar.set_hatch(hatch)
        axes.bar_label(drawn, [words for _name, _number, words in what.bars], padding=3, fontproperties=font)
        axes.set_yticks(list(at), [name for name, _number, _words in what.bars])
        axes.set_xlim(0, 1.2 * max(*long, 1))
        axes.invert_yaxis()
        axes.set_xticks([])
        _tidy(axes, font)
        axes.spines["bottom"].set_visible(False)

    return painted(paint, (INCHES[0], 1 + 0.32 * len(what.bars)))


def _label(axes: Any, what: Chart, font: Any) -> None:
    from matplotlib import dates
    from matplotlib.ticker import MaxNLocator

    read: Any = dates  # its classes are not typed
    axes.set_title(what.title, fontproperties=font, loc="left")
    axes.xaxis.set_major_locator(read.AutoDateLocator(minticks=2, maxticks=6))
    axes.xaxis.set_major_formatter(read.DateFormatter("%d.%m.%y"))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_ylim(bottom=0, top=1.15 * max(number for _day, number in what.points) + 1)
    if what.points[0][0] == what.points[-1][0]:
        axes.set_xticks([what.points[0][0]])
    axes.margins(x=0.06)
    axes.grid(axis="y", color="#DDDDDD")
    _tidy(axes, font)


def _tidy(axes: Any, font: Any) -> None:
    axes.tick_params(colors=GREY)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
