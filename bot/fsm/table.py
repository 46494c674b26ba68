"""A question that is answered with a table; what it says is kept, the file is not. And marks from such a table (R-60)."""

import json
from collections.abc import Mapping

from aiogram.fsm.state import State

from bot.fsm.form import Ask, Form, Given, Said
from bot.words import N_, Html, Words, _
from domain.not_allowed import NotAllowed, Reason


class Table(Ask):
    """Answered by a file alone, which the form's own reader turns into a JSON object."""

    def read(self, said: Said, given: Given) -> str:
        """Words are no table: NotAllowed TABLE_EXPECTED."""
        raise NotAllowed(Reason.TABLE_EXPECTED)

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """What the table said; it is judged again when it is carried out."""
        return answers.get(self.name)


def children_words(value: str, _given: Given) -> Words:
    """How many children's marks the table changes."""
    return _("children: {count}", count=len(json.loads(value)))


def preview_words(given: Given) -> Html:
    """What the table would change, as the month stands now."""
    return Html(given.facts.known.get("preview", ""))


class MarksFile(Form):
    """The marks of a month from a table: looked through first, then taken over, all or none."""

    title = N_("Marks from a file")

    table = Table(
        N_(
            "Send the filled-in table as a file: XLSX or CSV, 2 MB at most. Nothing changes before you have seen what would."
        ),
        label=N_("Table"),
        why=N_(
            "An empty cell means: present, or off by the calendar. Children who are not in the table stay as they are."
        ),
        shown=children_words,
    )
    review = State()
    send = N_("Take the marks over")
    before_sending = preview_words
