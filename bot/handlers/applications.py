"""Applying for the voucher queue: the snapshot and what sending does (R-30, R-33, R-34)."""

from bot.fsm.application import Apply
from bot.fsm.claim import NO_RIGHT
from bot.fsm.common import POLICY_VERSION
from bot.fsm.form import Facts, Option
from bot.fsm.place import kept_locality
from bot.handlers.claims import claim_right
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.localities import listed
from bot.handlers.place import mine
from bot.handlers.receipts import next_words, receipt_buttons, received_words
from bot.handlers.rights import right_words
from bot.handlers.snapshot import look_up, snapshot
from bot.handlers.voucher import queue_words
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button
from bot.words import _
from domain.application import parse
from domain.place import region_of
from usecases import applications, cabinet, families, vouchers
from usecases.act import Act


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The own children without a live application."""
    parent = await families.parent(act, turn.parent_id)
    children = await families.children(act, turn.parent_id or 0)
    options = [Option(f"c{child.id}", child.person.full_name) for child in children if child.live_application is None]
    district = draft.answers.get("district")
    localities, spots = await listed(act, draft)
    return snapshot(
        act,
        turn,
        region_of(district) if district else None,
        {"children": options, "localities": localities},
        {"my_place": mine(turn.person), "spots": spots, "old_policy": parent.policy != POLICY_VERSION},
    )


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The application stands in the queue: number, time, place (R-34)."""
    parent = await families.parent(act, turn.parent_id)
    if "policy" in answers:
        await cabinet.accept_policy(act, parent.id, answers["policy"])
    application = parse({**answers, "child": answers["child"][1:]})
    learned = draft.learned.get("statuses")
    codes = (learned.facts.get("codes") or "").split(",") if learned else None
    statuses = None if codes is None else tuple(code for code in codes if code)
    application_id = await applications.lodge(act, parent.id, application, statuses)
    if (basis := answers["right"]) != NO_RIGHT:
        await claim_right(act, parent.id, application_id, basis, answers, operation=draft.id)
    if locality := kept_locality(answers):
        await act.tx.set_locality(application_id=application_id, locality=locality)
    row = await vouchers.own(act, parent.id, application_id)
    text = lines(
        received_words(row),
        await queue_words(act, row),
        await right_words(act, row),
        next_words(act, row),
        _("Questions? Contact centre: {centre}."),
    )
    buttons = column(*receipt_buttons(application_id), go(_("📋 My applications"), "apps"), menu_button())
    return Screen(text, buttons, fresh=True)


APPLY = Kind(Apply, load, finish, look_up)
