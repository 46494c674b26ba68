"""Words typed in place of a button: the buttons of the screen a person sees last, outside of forms.

A form reads what is typed by itself, so its screens are not kept. A kept button is judged like a pressed one: what it
asks for may be over by now.
"""

from collections.abc import Sequence

from bot.screen import Screen
from usecases.act import Row, Seal

TABLE = "person.buttons"
FORM = "f:"

Labelled = Sequence[Sequence[str]]
"""Words and data of each button, as on the screen."""


def of_screen(screen: Screen) -> list[list[str]]:
    """The buttons of a screen that may be typed; none of a form's."""
    every = [[button.inline().text, button.data] for row in screen.rows for button in row if button.data is not None]
    is_form = screen.asks_below or any(data.startswith(FORM) for _words, data in every)
    return [] if is_form else every


def of_person(seal: Seal, person: Row) -> list[list[str]]:
    """The buttons kept for a person."""
    kept: list[list[str]] = seal.open_json(TABLE, str(person["id"]), person["buttons"]) if person["buttons"] else []
    return kept


def pressed(text: str, buttons: Labelled) -> str | None:
    """The data of the one button that these words, or this number, name."""
    said = _bare(text)
    named = [data for words, data in buttons if said and said in (_bare(words), words.casefold())]
    if len(named) == 1:
        return named[0]
    counted = text.strip()
    if counted.isascii() and counted.isdigit() and 0 < int(counted) <= len(buttons):
        return buttons[int(counted) - 1][1]
    return None


def _bare(words: str) -> str:
    """Without the sign before them."""
    return words.casefold().strip().lstrip("".join({c for c in words if not c.isalnum()} - set("«(")))
