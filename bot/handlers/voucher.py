"""An application and its voucher as the family sees it, and what can be done with it (R-50 … R-58)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape

from aiogram.fsm.context import FSMContext

from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION
from bot.fsm.contract import ConfirmInterest
from bot.fsm.form import Facts, Option
from bot.handlers.deadlines import buttons_of
from bot.handlers.drafts import Draft
from bot.handlers.endings import end_words, refused_words, stop_words
from bot.handlers.forms import Forms, Kind
from bot.handlers.kinsfolk import button as family_button
from bot.handlers.kinsfolk import family_words
from bot.handlers.localities import place_words
from bot.handlers.referral_words import referral_button, referral_line
from bot.handlers.rights import RIGHTS, right_button, right_words
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import GardenTap, RateTap, VoucherTap, WaitTap, ask_button, go, help_button, menu_button
from bot.words import (
    LANGUAGES,
    N_,
    Html,
    Msg,
    Name,
    _,
    bold,
    date_words,
    escape,
    last_moment_words,
    moment_words,
    n_,
    say,
    speaking,
)
from domain import voucher
from domain.calendar import last_day, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.queue import right_of
from domain.voucher import Signature, State
from usecases import applications, contracts, families, kin, queues, support, vouchers
from usecases.act import Act, Row, instant
from usecases.joining import LIVE
from usecases.ports import Paper

STATES: dict[str, Msg] = {
    State.QUEUED: N_("In the queue. Wait for the voucher"),
    State.ISSUED: N_("The voucher is issued: confirm interest"),
    State.STOP_LISTED: N_("On the stop-list: the queue place can be restored"),
    State.CONFIRMED: N_("Interest is confirmed: choose a kindergarten"),
    State.WAITING: N_("In waiting lists: the contract clock stands still"),
    State.CONTRACT_SENT: N_("The contract is sent: the kindergarten has to sign"),
    State.ENROLLED: N_("Enrolled in the kindergarten"),
    State.REFUSED: N_("The voucher was refused; the queue place is annulled"),
    State.ARCHIVED: N_("In the archive"),
    State.CANCELLED: N_("The voucher is cancelled"),
    State.WITHDRAWN: N_("Deleted by the family"),
    State.AGED_OUT: N_("Over: the child has grown over the age of the queue"),
    State.LEFT: N_("The child has left the kindergarten"),
}
GUIDES: dict[str, str] = {
    State.QUEUED: "queue",
    State.STOP_LISTED: "queue",
    State.ISSUED: "voucher",
    State.CONFIRMED: "kindergarten",
    State.WAITING: "kindergarten",
    State.CONTRACT_SENT: "contract",
    State.ENROLLED: "contract",
}
"""The section whose guide helps in each state."""
OFFERED = N_("A place is offered from the waiting list: answer")
MOVING = N_("Enrolled; a transfer to another kindergarten is under way")


def state_words(row: Row) -> Html:
    """Where the voucher stands, in a line."""
    if row["held_group_id"] is not None:
        return say(OFFERED if row["state"] == State.WAITING else MOVING)
    return say(STATES[row["state"]])


def number_of(application_id: int) -> str:
    """The number of an application as people read it."""
    return f"{application_id:07d}"


def working_deadline(act: Act, due_at: datetime) -> Html:
    """27 наурыз, жұма, 23:59 (2 working days left), R-3."""
    days = act.law.calendar.working_days_between(local_day(act.now), last_day(due_at))
    if not days:
        return _("{moment} (today is the last day)", moment=last_moment_words(due_at))
    return n_(
        "{moment} ({count} working day left)",
        "{moment} ({count} working days left)",
        days,
        moment=last_moment_words(due_at),
    )


def calendar_deadline(act: Act, due_at: datetime) -> Html:
    """27 наурыз, жұма, 23:59 (12 calendar days left), R-3."""
    days = (last_day(due_at) - local_day(act.now)).days
    if days <= 0:
        return _("{moment} (today is the last day)", moment=last_moment_words(due_at))
    return n_(
        "{moment} ({count} calendar day left)",
        "{moment} ({count} calendar days left)",
        days,
        moment=last_moment_words(due_at),
    )


def deadline_of(act: Act, row: Row) -> Html | None:
    """The end of the clock that runs for the family, in words."""
    due_at = instant(row["due_at"])
    if due_at is None:
        return None
    calendar_days = row["state"] in (State.STOP_LISTED, State.WAITING)
    return calendar_deadline(act, due_at) if calendar_days else working_deadline(act, due_at)


def tap(words: str, verb: str, application_id: int) -> Button:
    """A button about an application."""
    return Button(words, VoucherTap(verb=verb, id=application_id).pack())


def wait(words: str, verb: str, application_id: int) -> Button:
    """A button about the waiting lists of an application."""
    return Button(words, WaitTap(verb=verb, id=application_id).pack())


@dataclass(frozen=True, slots=True)
class Deed:
    """What the family has to do now: the words, and the button that does it; the child's name, if it is about one."""

    words: Html
    button: Button
    name: str = ""

    @property
    def named(self) -> Button:
        """The button with the child's name, where several children may have something to do."""
        return replace(self.button, text=f"{self.button.text} · {escape(self.name)}") if self.name else self.button


def next_deed(act: Act, row: Row) -> Deed | None:
    """The one thing this application waits for, if the family has to do it."""
    row = vouchers.as_of_now(act, row)
    due_at = instant(row["due_at"])
    if due_at is None or act.now >= due_at or (row["state"] == State.WAITING and row["held_group_id"] is None):
        return None
    who = families.child_person(act, row).given
    told: dict[str, tuple[Msg, Button]] = {
        State.ISSUED: (
            N_("🔔 The voucher for {name} is issued. Confirm interest by: {deadline}"),
            tap(_("Confirm interest"), "interest", row["id"]),
        ),
        State.STOP_LISTED: (
            N_("🔔 {name} is on the stop-list. Restore the queue place by: {deadline}"),
            tap(_("Restore the queue place"), "restore", row["id"]),
        ),
        State.CONFIRMED: (
            N_("🔔 Choose a kindergarten for {name} and sign the contract by: {deadline}"),
            tap(_("Choose a kindergarten"), "choose", row["id"]),
        ),
        State.WAITING: (
            N_("🎉 A place is offered to {name} from the waiting list. Answer by: {deadline}"),
            wait(_("Look at the offered place"), "offer", row["id"]),
        ),
    }
    if row["state"] not in told:
        return None
    words, button = told[row["state"]]
    told_words = _(words, name=who, deadline=deadline_of(act, row))
    more = extension_words(act, row)
    return Deed(Html(f"{told_words}\n{more}") if more else told_words, button, who)


async def application_screen(act: Act, turn: Turn, application_id: int, head: Html | None = None) -> Screen:
    """One application, whole, with what can be done now."""
    row = vouchers.as_of_now(act, await vouchers.own(act, turn.parent_id, application_id))
    person = families.child_person(act, row)
    facts = [
        _("Child: <b>{name}</b>", name=person.full_name),
        _("Place: {place}", place=await place_words(act, row["region"], row["district"], row["locality"])),
        _("Group type: {group_type}", group_type=say(GROUP_TYPES[row["group_type"]])),
        _("Language of instruction: {language}", language=say(LANGUAGES_OF_INSTRUCTION[row["language"]])),
        _("Applied on: {day}", day=date_words(local_day(_at(row["lodged_at"])))),
    ]
    text = lines(
        head,
        _("<b>Application No. {number}</b>", number=number_of(row["id"])),
        Html("\n".join(facts)),
        bold(state_words(row)),
        await _where_it_stands(act, row),
        await referral_line(act, row),
        await right_words(act, row),
        await family_words(act, row, turn.parent_id),
    )
    paper = row["state"] in (State.CONTRACT_SENT, State.ENROLLED) and bool(await contracts.in_force(act, row["id"]))
    return Screen(
        text,
        (
            *_buttons(act, row, paper=paper),
            *buttons_of(act, row),
            *column(await referral_button(act, row), await right_button(act, row)),
            *column(ask_button(f"a{row['id']}") if await support.is_staffed(act) else None),
            *column(go(_("📋 My applications"), "apps")),
            (help_button(GUIDES.get(row["state"], "application")), menu_button()),
        ),
    )


def _at(kept: int) -> datetime:
    at = instant(kept)
    assert at is not None
    return at


async def _where_it_stands(act: Act, row: Row) -> Html | None:
    match row["state"]:
        case State.QUEUED:
            return lines(await queue_words(act, row), wish_words(row))
        case State.CONTRACT_SENT:
            return lines(await garden_words(act, row["kindergarten_id"]), _answer_words(act, row))
        case State.ENROLLED:
            return lines(await garden_words(act, row["kindergarten_id"]), await _transfer_words(act, row))
        case State.WAITING:
            return await _waiting_words(act, row)
        case State.ISSUED | State.STOP_LISTED | State.CONFIRMED:
            by = _("Do it by: {deadline}", deadline=deadline_of(act, row))
            return lines(await refused_words(act, row), stop_words(row), by, extension_words(act, row))
    return await end_words(act, row)


def extension_words(act: Act, row: Row) -> Html | None:
    """On the last day of the contract term: more time can be had, today and once (R-54)."""
    if not may_extend(act, row):
        return None
    days = vouchers.rules_of(act, row).number("contract_extension")
    return n_(
        "➕ Today, and only today, you can extend the term by {count} working day, once. One tap is enough.",
        "➕ Today, and only today, you can extend the term by {count} working days, once. One tap is enough.",
        days,
    )


async def _waiting_words(act: Act, row: Row) -> Html:
    """The place that is offered, or how long the contract clock stands still, and the lists."""
    deadline = deadline_of(act, row) or ""
    every = await act.tx.lists_of(application_id=row["id"])
    told = [
        _("• {name}: {number} of {length}", name=_name(one), number=one["number"], length=one["length"])
        for one in every
    ]
    if row["held_group_id"] is None:
        return lines(_("The contract clock stands still until: {deadline}", deadline=deadline), Html("\n".join(told)))
    offered = await garden_words(act, row["held_kindergarten_id"])
    return lines(
        offered, _("The place is held for you. Answer by: {deadline}", deadline=deadline), Html("\n".join(told))
    )


async def _transfer_words(act: Act, row: Row) -> Html | None:
    """Where the child is to go, while the other kindergarten considers (R-58)."""
    if row["held_kindergarten_id"] is None:
        return None
    garden = await act.tx.kindergarten_by_id(kindergarten_id=row["held_kindergarten_id"])
    asked = _("Transfer asked for: <b>{name}</b>. Until it has signed, nothing changes.", name=_name(garden))
    return lines(asked, _answer_words(act, row))


def _name(garden: Row) -> Name:
    return Name(garden["name_kk"], garden["name_ru"])


async def queue_words(act: Act, row: Row) -> Html:
    """The number in the queue, how many stand there, and the category in words (R-41)."""
    category = _(
        "Category: {category} of 21, {right}, year of birth: {year}",
        category=row["category"],
        right=RIGHTS[right_of(row["category"])],
        year=row["born"][:4],
    )
    return Html(f"{await queue_place_words(act, row)}\n{category}")


async def queue_place_words(act: Act, row: Row) -> Html:
    """The number in the queue, and how many stand there (R-40, R-41)."""
    standing = await applications.standing(act, row)
    return _(
        "Number in the queue: <b>{number}</b> of {waiting}\nQueue place: {place}",
        number=standing.number,
        waiting=standing.waiting,
        place=places().name(row["queue_place"]),
    )


def wish_words(row: Row) -> Html | None:
    """Since when the family is marked as still wanting a place (R-35)."""
    if row["interested_at"] is None:
        return None
    return _("Marked as «Interested»: {day}", day=date_words(queues.wish(row)))


def interested_button(application_id: int) -> Button:
    """The family still wants a place (R-35)."""
    return tap(_("Interested"), "interested", application_id)


async def garden_words(act: Act, kindergarten_id: int) -> Html:
    """A kindergarten: its name, address and phone."""
    garden = await act.tx.kindergarten_by_id(kindergarten_id=kindergarten_id)
    return _(
        "Kindergarten: <b>{name}</b>\n{address}\nPhone: {phone}",
        name=_name(garden),
        address=Name(garden["address_kk"], garden["address_ru"]),
        phone=garden["phone"],
    )


def _answer_words(act: Act, row: Row) -> Html:
    """Until when the kindergarten answers, or that it is late and the department knows."""
    due_at = instant(row["due_at"])
    if due_at is None:
        return _("The kindergarten has not answered in time. The education department knows and reminds it.")
    return _("The kindergarten answers by: {deadline}", deadline=working_deadline(act, due_at))


def _buttons(act: Act, row: Row, *, paper: bool) -> tuple[tuple[Button, ...], ...]:
    """What can be done; `paper`: there is a contract, as there is none for whoever came by referral."""
    every: list[Button | None] = []
    deed = next_deed(act, row)
    every.append(deed.button if deed else None)
    if row["state"] == State.QUEUED:
        every += [tap(_("📈 The queue"), "queue", row["id"]), interested_button(row["id"])]
    if may_extend(act, row):
        every.append(extend_button(act, row))
    if row["state"] in (State.CONFIRMED, State.WAITING):
        every.append(wait(_("🕓 Waiting lists"), "room", row["id"]))
    if row["state"] == State.WAITING:
        every.append(tap(_("Choose a kindergarten"), "choose", row["id"]))
    if row["state"] in (State.ISSUED, State.CONFIRMED, State.WAITING):
        every.append(tap(_("Refuse the voucher"), "refuse", row["id"]))
    if row["state"] in LOOKING:
        every.append(Button(_("🏫 Kindergartens"), GardenTap(verb="room", app=row["id"]).pack()))
    if paper:
        every.append(tap(_("📄 Contract as PDF"), "contract", row["id"]))
    if row["state"] == State.ENROLLED:
        every += _enrolled_buttons(row)
    if row["state"] in (State.ARCHIVED, State.REFUSED, State.CANCELLED, State.LEFT):
        every.append(go(_("📝 Apply for a voucher"), "apply"))
    if row["state"] in LIVE:
        every.append(family_button(_("👪 Both parents"), "family", row["id"]))
    every.append(tap(_("🧾 Receipt"), "receipt", row["id"]))
    every.append(Button(_("Copy the number"), copy=number_of(row["id"])))
    if row["state"] in (State.QUEUED, State.STOP_LISTED):
        every.append(tap(_("Delete the application"), "withdraw", row["id"]))
    return column(*every)


def _enrolled_buttons(row: Row) -> list[Button]:
    moving = row["held_kindergarten_id"] is not None
    transfer = (
        tap(_("Take the transfer back"), "transfer_back", row["id"])
        if moving
        else tap(_("🔁 Transfer to another"), "transfer", row["id"])
    )
    rate = Button(_("⭐ Rate the kindergarten"), RateTap(verb="room", id=row["kindergarten_id"], app=row["id"]).pack())
    return [rate, transfer, tap(_("The child leaves"), "leave", row["id"])]


LOOKING = (State.QUEUED, State.ISSUED, State.STOP_LISTED, State.CONFIRMED)  # kindergartens may be marked meanwhile


def may_extend(act: Act, row: Row) -> bool:
    """Whether the contract term can be extended today: on its last day, once (R-54)."""
    try:
        voucher.decide(vouchers.voucher_of(row), voucher.AskExtension(), act.now, act.law.calendar, act.law.rulebook)
    except NotAllowed:
        return False
    return True


def extend_button(act: Act, row: Row) -> Button:
    """More time for the contract, by so many working days (R-54)."""
    days = vouchers.rules_of(act, row).number("contract_extension")
    return tap(n_("➕ Extend by {count} working day", "➕ Extend by {count} working days", days), "extend", row["id"])


# ---- what the buttons do ---------------------------------------------------------------------------------------------


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: VoucherTap) -> Screen:
    """A button about an application: judged by the use case, whoever pressed it and however old it is."""
    match tapped.verb:
        case "interest":
            return await _open_interest(turn, state, forms, tapped.id)
        case "refuse":
            return await _ask_refusal(turn, tapped.id)
    command = COMMANDS.get(tapped.verb)
    async with turn.acting() as act:
        if command is None:
            return await application_screen(act, turn, tapped.id)
        row = await vouchers.own(act, turn.parent_id, tapped.id)
        await vouchers.carry_out(act, row, command[0])
        return await application_screen(act, turn, tapped.id, say(command[1]))


COMMANDS: dict[str, tuple[voucher.Command, Msg]] = {
    "restore": (
        voucher.Restore(),
        N_("✅ <b>The queue place is restored</b> with the original time of application. It could be done only once."),
    ),
    "extend": (
        voucher.AskExtension(),
        N_("✅ <b>The term is extended.</b> It cannot be extended again."),
    ),
    "refuse_yes": (voucher.Refuse(), N_("The voucher is refused, and the queue place is annulled.")),
}


async def _open_interest(turn: Turn, state: FSMContext, forms: Forms, application_id: int) -> Screen:
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        await kin.may_act(act, row["child_id"])
        allowed = vouchers.signatures(act, row, "confirm_interest_signature")
        command = voucher.ConfirmInterest(allowed[0])
        voucher.decide(vouchers.voucher_of(row), command, act.now, act.law.calendar, act.law.rulebook)
    must_be_signable(turn, allowed)
    return await forms.open(turn, state, "ConfirmInterest", {"application": str(application_id)})


def must_be_signable(turn: Turn, allowed: tuple[Signature, ...]) -> None:
    """NotAllowed SIGNING_UNAVAILABLE when nothing that may sign is connected here."""
    with_code = "code" in allowed and turn.house.sms is not None
    if not with_code and not ("eds" in allowed and turn.house.eds):
        raise NotAllowed(Reason.SIGNING_UNAVAILABLE)


def signed_by(answers: Mapping[str, str]) -> Signature:
    """With what a form has been signed."""
    return "eds" if "eds" in answers else "code"


async def _ask_refusal(turn: Turn, application_id: int) -> Screen:
    """The consequence has its own screen, the safe choice first (R-53)."""
    async with turn.looking() as act:
        row = await vouchers.own(act, turn.parent_id, application_id)
        voucher.decide(vouchers.voucher_of(row), voucher.Refuse(), act.now, act.law.calendar, act.law.rulebook)
        return ask_refusal(act, row)


def ask_refusal(act: Act, row: Row) -> Screen:
    """What refusing the voucher would mean."""
    text = _(
        "<b>Refusing the voucher of {name}</b>\n\nIf you refuse, the queue place is annulled. To get a voucher "
        "later you would have to apply again and wait from the end of the queue.\n\nThis cannot be undone.",
        name=families.child_person(act, row).given,
    )
    return Screen(
        text,
        column(
            tap(_("No, keep the voucher"), "open", row["id"]),
            tap(_("Yes, refuse the voucher"), "refuse_yes", row["id"]),
        ),
    )


# ---- the forms that sign ---------------------------------------------------------------------------------------------


async def signing_facts(act: Act, turn: Turn, draft: Draft) -> tuple[Row, dict[str, object]]:
    """The application of a form that signs, and what such a form needs to know."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    parent = await families.parent(act, turn.parent_id)
    return row, {
        "phone": parent.phone,
        "iin": parent.iin,
        "child": families.child_person(act, row).full_name,
        "deadline": deadline_of(act, row) or "",
    }


async def load_interest(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The snapshot for confirming interest."""
    row, known = await signing_facts(act, turn, draft)
    allowed = vouchers.signatures(act, row, "confirm_interest_signature")
    return snapshot(act, turn, row["region"], known={**known, "signatures": allowed})


def choice(act: Act, turn: Turn, row: Row, free: list[Row], known: Mapping[str, object]) -> Facts:
    """A snapshot in which one of these groups is chosen."""
    options = [Option(f"g{one['group_id']}", _with_free_places(one)) for one in free]
    gardens = {f"g{one['group_id']}": (_name(one), Name(one["address_kk"], one["address_ru"])) for one in free}
    return snapshot(act, turn, row["region"], {"kindergartens": options}, {**known, "gardens": gardens})


def _with_free_places(row: Row) -> Html:
    return _(
        "{name} · ages {age_from}–{age_to} · free: {free}",
        name=Name(row["name_kk"], row["name_ru"]),
        age_from=row["age_from"],
        age_to=row["age_to"],
        free=row["free"],
    )


async def confirm_interest(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Interest is confirmed; the five working days begin."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    await vouchers.carry_out(act, row, voucher.ConfirmInterest(signed_by(answers)))
    head = _("✅ <b>Interest is confirmed.</b> Next: choose a kindergarten and sign the contract.")
    return await application_screen(act, turn, row["id"], head)


async def interest_paper(act: Act, turn: Turn, draft: Draft, reference: str) -> Callable[[], Paper]:
    """The statement that is signed with ЭЦҚ: short, in both languages, about this voucher and this signing only."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    parent = await families.parent(act, turn.parent_id)
    names, texts = [], []
    for each in LANGUAGES:
        with speaking(each):
            names.append(unescape(_("Confirming interest in the voucher No. {number}", number=number_of(row["id"]))))
            texts.append(unescape(_statement(act, row, parent, reference)))
    paper = Paper(names[0], names[1], False, "\n\n".join(texts).encode())
    return lambda: paper


def _statement(act: Act, row: Row, parent: families.Parent, reference: str) -> Html:
    return _(
        "I, {parent}, confirm that {child} still needs a place in a kindergarten.\nVoucher: application No. {number}.\n"
        "{moment}\nSigning No. {reference}",
        parent=parent.person.full_name,
        child=families.child_person(act, row).full_name,
        number=number_of(row["id"]),
        moment=moment_words(act.now),
        reference=reference,
    )


CONFIRM_INTEREST = Kind(ConfirmInterest, load_interest, confirm_interest, paper=interest_paper)
