"""An education department's work: rounds of vouchers for its queue place (R-43)."""

from bot.fsm.form import Facts, Option
from bot.fsm.round import Round
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.places import places
from bot.reasons import reason_words
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button
from bot.words import Html, _
from domain.not_allowed import NotAllowed
from domain.place import region_of
from usecases import applications, staff
from usecases.act import Act


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The clerk's own queue places, the length of the queue, and what the round would do."""
    serves = await act.tx.staff_of(person_id=turn.person_id)
    own = [Option(row["scope"], places().name(row["scope"])) for row in serves if row["role"] == "department"]
    place, count = draft.answers.get("queue_place"), draft.answers.get("count")
    known: dict[str, object] = {}
    if place in {option.key for option in own}:
        known["waiting"] = await act.tx.queue_length(queue_place=place)
        if count:
            known["preview"] = await _preview(act, place, int(count))
    return snapshot(act, turn, region_of(place) if place else None, {"queue_places": own}, known)


async def _preview(act: Act, place: str, count: int) -> Html:
    try:
        preview = await applications.preview(act, place, count)
    except NotAllowed as no:
        return Html(f"⚠️ {reason_words(no)}")
    text = _(
        "The vouchers go to the first {count} of the queue whose age allows it.\nPassed over because of age: {passed}\n"
        "With unverified data: {unverified}\n\nThe families are told at once and have 2 working days. A round cannot be "
        "taken back.",
        count=count,
        passed=len(preview.picked.passed_over),
        unverified=preview.unverified,
    )
    unconfirmed = _("Have not confirmed this year that they still want a place: {count}", count=preview.unconfirmed)
    unjoined = _("Whose parents nobody can tell, as none has joined: {count}", count=preview.unjoined)
    return lines(text, unconfirmed, unjoined if preview.unjoined else None)


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The vouchers are issued, all or none, once."""
    place, count = answers["queue_place"], int(answers["count"])
    await staff.must_serve(act, "department", place)
    round_id = await applications.hold_round(act, place, count, operation=draft.id)
    text = _(
        "✅ <b>Round No. {round} is held.</b>\nQueue place: {place}\nVouchers issued: {count}",
        round=round_id,
        place=places().name(place),
        count=count,
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff"), menu_button()), fresh=True)


ROUND = Kind(Round, load, finish)
