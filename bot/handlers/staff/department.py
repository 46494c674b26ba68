"""An education department's work: rounds of vouchers for its queue place (R-40, R-43)."""

from collections.abc import Sequence

from bot.fsm.form import Facts, Option
from bot.fsm.round import Round
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.voucher import number_of
from bot.house import Turn
from bot.places import places
from bot.reasons import reason_words
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button
from bot.words import N_, Html, Msg, _
from domain.not_allowed import NotAllowed
from domain.place import region_of
from domain.queue import Skip, Skipped
from usecases import applications, families, queues, staff
from usecases.act import Act, instant

NAMED = 10  # of those passed over, on one screen

SKIPS: dict[Skip, Msg] = {
    Skip.TOO_YOUNG: N_("too young yet"),
    Skip.TOO_OLD: N_("over the age for a voucher"),
    Skip.NO_PLACE: N_("no free place in the locality"),
    Skip.REFERRED: N_("a place is held by referral"),
}


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The clerk's own queue places, the length of the queue, a round like this of today, and what it would do."""
    serves = await act.tx.staff_of(person_id=turn.person_id)
    own = [Option(row["scope"], places().name(row["scope"])) for row in serves if row["role"] == "department"]
    place, count = draft.answers.get("queue_place"), draft.answers.get("count")
    known: dict[str, object] = {}
    if place in {option.key for option in own}:
        known["waiting"] = await act.tx.queue_length(queue_place=place)
        if count:
            earlier = await applications.same_round(act, place, int(count))
            known |= {"earlier": (earlier["id"], instant(earlier["held_at"]))} if earlier else {}
            known["preview"] = await _preview(act, place, int(count))
    return snapshot(act, turn, region_of(place) if place else None, {"queue_places": own}, known)


async def _preview(act: Act, place: str, count: int) -> Html:
    try:
        preview = await applications.preview(act, place, count)
    except NotAllowed as no:
        return reason_words(no)
    skipped = preview.picked.skipped
    without_place, referred = (sum(one.why is why for one in skipped) for why in (Skip.NO_PLACE, Skip.REFERRED))
    text = _(
        "The vouchers go to the first {count} of the queue whose age allows it.\nPassed over because of age: {passed}\n"
        "With unverified data: {unverified}\n\nThe families are told at once. Working days they have to confirm interest: "
        "{days}. A round cannot be taken back.",
        count=count,
        passed=len(skipped) - without_place - referred,
        unverified=preview.unverified,
        days=queues.rules_of(act, region_of(place)).number("confirm_interest"),
    )
    unconfirmed = _("Have not confirmed this year that they still want a place: {count}", count=preview.unconfirmed)
    places_words = _("Passed over because their locality has no free place: {count}", count=without_place)
    unjoined = _("Whose parents nobody can tell, as none has joined: {count}", count=preview.unjoined)
    return lines(
        text,
        unconfirmed,
        unjoined if preview.unjoined else None,
        places_words if without_place else None,
        _("Passed over because a place is held for them by referral: {count}", count=referred) if referred else None,
        await _skipped_words(act, skipped),
    )


async def _skipped_words(act: Act, skipped: Sequence[Skipped]) -> Html | None:
    """Whom the round passes over and why, by number and name, as far as they fit."""
    if not skipped:
        return None
    rows = await applications.children_of(act, [one.candidate.id for one in skipped[:NAMED]])
    told = [
        _(
            "No. {number}, {name}: {why}",
            number=number_of(one.candidate.id),
            name=families.child_person(act, rows[one.candidate.id]).given,
            why=SKIPS[one.why],
        )
        for one in skipped[:NAMED]
    ]
    more = [_("and {count} more", count=len(skipped) - NAMED)] if len(skipped) > NAMED else []
    return Html("\n".join([_("Passed over:"), *told, *more]))


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The vouchers are issued, all or none, once."""
    place, count = answers["queue_place"], int(answers["count"])
    await staff.must_serve(act, "department", place)
    after = answers.get("again", "").removeprefix("after")
    round_id = await applications.hold_round(act, place, count, draft.id, int(after) if after else None)
    text = _(
        "✅ <b>Round No. {round} is held.</b>\nQueue place: {place}\nVouchers issued: {count}",
        round=round_id,
        place=places().name(place),
        count=count,
    )
    return Screen(text, column(go(_("🗂 Staff"), "staff"), menu_button()), fresh=True)


ROUND = Kind(Round, load, finish)
