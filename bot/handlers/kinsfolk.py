"""Who of a family is who, and who did what: words for screens and letters (R-21)."""

import json
from datetime import UTC, datetime

from bot.screen import Button, lines
from bot.taps import JoinTap
from bot.words import N_, Html, Msg, _, date_words, say
from domain.calendar import local_day
from usecases import families
from usecases.act import Act, Row

RELATIONS: dict[str, Msg] = {
    "mother": N_("mother"),
    "father": N_("father"),
    "guardian": N_("guardian"),
    "declared": N_("parent"),
    "vouched": N_("parent"),
}


def button(words: str, verb: str, about: int, at: int = 0, rung: str = "") -> Button:
    """A button about a family and its letters."""
    return Button(words, JoinTap(verb=verb, id=about, at=at, rung=rung).pack())


async def who_words(act: Act, parent_id: int, relation: str) -> Html:
    """mother, Aigul"""
    given = (await families.parent(act, parent_id)).person.given
    return _("{relation}, {name}", relation=RELATIONS[relation], name=given)


async def doer_words(
    act: Act, child_id: int, subject: str, subject_id: int, parent_id: int | None, at: int | None
) -> Html | None:
    """Who of the family did it at that instant (None: did the last thing), if it was not this parent."""
    deed = await act.tx.last_deed(subject=subject, subject_id=subject_id, child_id=child_id, at=at)
    if deed is None or deed["parent_id"] == parent_id:
        return None
    who = await who_words(act, deed["parent_id"], deed["relation"])
    if at is not None:
        return _("Who did it: {who}", who=who)
    day = local_day(datetime.fromtimestamp(json.loads(deed["data"])["at"], UTC))
    return _("The last step was made by: {who} ({day})", who=who, day=date_words(day))


async def family_words(act: Act, row: Row, parent_id: int | None) -> Html | None:
    """What the other parent has done last; that one may only look, if so."""
    link = await act.tx.joining_of(child_id=row["child_id"], parent_id=parent_id)
    contested = link is not None and link["state"] == "contested"
    return (
        lines(
            say(ONLY_LOOK) if contested else None,
            await doer_words(act, row["child_id"], "voucher", row["id"], parent_id, None),
        )
        or None
    )


ONLY_LOOK = N_(
    "⚠️ The other parent has objected to your joining. Until the education department decides, you can look, but not act."
)
