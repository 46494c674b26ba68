"""Support answers: the open questions, oldest first, one clerk has each, the answer goes into the chat (R-72).

Who asks is a number here: no name, no IIN, no phone, no document. The words are read by whoever has taken the question.
"""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts
from bot.fsm.support import AnswerQuestion
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.snapshot import snapshot
from bot.handlers.support import WHO, context_words, exchange, office_words
from bot.handlers.voucher import state_words
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import SupportTap, go, menu_button, support_button
from bot.words import LANGUAGE_NAMES, N_, Html, Msg, _, bold, last_moment_words, moment_words, n_
from domain.support import QuestionState
from usecases import support, vouchers
from usecases.act import Act, Row, instant

SHOWN = 8
SEEN_BY_CLERK: dict[str, Msg] = {**WHO, support.PERSON: N_("The person"), support.SUPPORT: N_("Support")}


async def questions_button(act: Act) -> Button:
    """The way into the list, with how many wait."""
    return support_button(_("💬 Questions: {count}", count=await act.tx.count_open_questions()), "list")


async def press(turn: Turn, state: FSMContext, forms: Forms, tapped: SupportTap) -> Screen:
    """A clerk's button; whether it is theirs is checked by the use case."""
    if tapped.verb == "answer":
        async with turn.looking() as act:
            await support.held(act, tapped.id)
        return await forms.open(turn, state, "AnswerQuestion", {"question": str(tapped.id)})
    async with turn.acting() as act:
        return await DEEDS[tapped.verb](act, tapped.id)


async def _list(act: Act, _id: int) -> Screen:
    return await list_screen(act)


async def list_screen(act: Act, head: Html | None = None) -> Screen:
    """What this clerk has, then what waits, the oldest first."""
    own, waiting = await support.taken_ones(act), await support.open_ones(act, SHOWN)
    count = await act.tx.count_open_questions()
    text = lines(
        head,
        bold(_("Questions: {count}", count=count)),
        n_(
            "The oldest stand first. Whoever takes one has it for {count} working day, or until it is given back.",
            "The oldest stand first. Whoever takes one has it for {count} working days, or until it is given back.",
            support.rules_of(act).number("support_holds"),
        ),
        None if waiting or own else _("Nothing waits."),
        office_words(act),
    )
    buttons = [support_button(f"✋ {_line(row)}", "open", row["id"]) for row in own]
    buttons += [support_button(_line(row), "open", row["id"]) for row in waiting]
    return Screen(text, column(*buttons, go(_("🗂 Staff"), "staff")))


def _line(row: Row) -> str:
    since = instant(row["waits_since"])
    return f"№ {row['id']} · {moment_words(since)}" if since else f"№ {row['id']}"


async def _open(act: Act, question_id: int) -> Screen:
    return await question_screen(act, question_id)


async def question_screen(act: Act, question_id: int) -> Screen:
    """Where a question came up; its words, once this clerk has it."""
    row = await support.seen(act, question_id)
    text = lines(_("<b>Question No. {number}</b>", number=question_id), await _about(act, row))
    back = support_button(_("⬅ Back"), "list")
    if row["taken_by"] == act.person_id:
        words = exchange(await support.words_of(act, question_id), SEEN_BY_CLERK)
        deeds = (
            support_button(_("✍ Answer"), "answer", question_id),
            support_button(_("↩ Give back"), "back", question_id),
        )
        return Screen(lines(text, words, _held_words(row)), column(*deeds, back))
    if row["state"] == QuestionState.TAKEN:
        return Screen(lines(text, _("Somebody else has it.")), column(back))
    hint = _("Its words are shown to whoever takes it.")
    return Screen(lines(text, hint), column(support_button(_("✋ Take it"), "take", question_id), back))


def _held_words(row: Row) -> Html | None:
    held = instant(row["held_until"])
    return _("You have it until: {moment}", moment=last_moment_words(held)) if held else None


async def _about(act: Act, row: Row) -> Html:
    """The place in the bot, the state of the application, the language, the region: what an answer needs."""
    context, since = support.context_of(row), instant(row["waits_since"])
    told = context_words(context)
    if context.get("application"):
        application = await act.tx.application_by_id(application_id=int(context["application"]))
        told += [_("State: {state}", state=state_words(vouchers.as_of_now(act, application)))] if application else []
    told.append(_("Language: {language}", language=LANGUAGE_NAMES.get(row["language"] or "", "–")))
    if row["district"]:
        told.append(_("Place: {place}", place=places().name(row["district"])))
    told.append(_("Asked: {moment}", moment=moment_words(since)) if since else Html(""))
    return Html("\n".join(told))


async def _take(act: Act, question_id: int) -> Screen:
    await support.take(act, question_id)
    return await question_screen(act, question_id)


async def _back(act: Act, question_id: int) -> Screen:
    await support.give_back(act, question_id)
    return await list_screen(act, _("↩ Question No. {number} is everybody's again.", number=question_id))


# ---- answering -------------------------------------------------------------------------------------------------------


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """What is answered; only while this clerk has it."""
    question_id = int(draft.answers["question"])
    row = await support.held(act, question_id)
    asked = [word for word in await support.words_of(act, question_id) if word.by == support.PERSON][-1:]
    hint = _(
        "Write the answer, 1000 characters at most. The person reads it in the chat. Language: {language}",
        language=LANGUAGE_NAMES.get(row["language"] or "", "–"),
    )
    return snapshot(act, turn, known={"asked": lines(exchange(asked, SEEN_BY_CLERK), hint)})


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """It goes into the chat of whoever asked."""
    question_id = int(draft.answers["question"])
    await support.answer(act, question_id, answers["words"])
    text = _("✅ <b>Question No. {number} is answered.</b>", number=question_id)
    return Screen(text, column(support_button(_("💬 Questions"), "list"), menu_button()), fresh=True)


ANSWER_QUESTION = Kind(AnswerQuestion, load, finish)

DEEDS: dict[str, Callable[[Act, int], Awaitable[Screen]]] = {
    "list": _list,
    "open": _open,
    "take": _take,
    "back": _back,
}
VERBS = {"answer", *DEEDS}
