"""A person to ask: the question with the place it came up in, the hours of work, one's own questions (R-72)."""

from collections.abc import Mapping, Sequence

from aiogram.fsm.context import FSMContext

from bot.fsm.form import Facts, Form
from bot.fsm.support import AskSupport
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.rooms import first_screen
from bot.handlers.snapshot import snapshot
from bot.handlers.voucher import number_of
from bot.help import help_book
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, length, lines
from bot.sections import SECTIONS
from bot.taps import SupportTap, ask_button, go, menu_button, support_button
from bot.words import N_, Html, Msg, _, bold, day_words, escape, language, moment_words, say
from domain.calendar import local, local_day
from domain.not_allowed import NotAllowed, Reason
from domain.support import QuestionState, closes_at
from usecases import support, vouchers
from usecases.act import Act
from usecases.support import ABOUT, Word

SHOWN = 6  # questions in the list
ROOM = 3300  # of the 4096 characters of a message: the words that were written

STATES: dict[str, Msg] = {
    QuestionState.OPEN: N_("waits for support"),
    QuestionState.TAKEN: N_("somebody is answering"),
    QuestionState.ANSWERED: N_("answered"),
    QuestionState.CLOSED: N_("answered, and it helped"),
}
WHO: dict[str, Msg] = {support.PERSON: N_("You"), support.SUPPORT: N_("Support")}
PLACES = {"a": "application", "s": "section", "h": "help", "u": "update", "q": "question"}
"""The first letter of what a button says about the place it stands in."""


def office_words(act: Act) -> Html:
    """Whether somebody answers now, and until when; else when somebody will (local time)."""
    opens = support.opens_at(act)
    if opens > act.now:
        moment = f"{day_words(local_day(opens))}, {local(opens):%H:%M}"
        return _("Support is not at work now. Somebody answers from: {moment}, Kazakhstan time.", moment=moment)
    closes = local(closes_at(local_day(act.now), support.rules_of(act)))
    return _("Support is at work now. Today until: {hour}, Kazakhstan time.", hour=f"{closes:%H:%M}")


def context_words(context: Mapping[str, str]) -> list[Html]:
    """Where in the bot a question came up, line by line."""
    told = []
    if (section := SECTIONS.get(context.get("section", ""))) is not None:
        told.append(_("Section: {section}", section=section))
    if (form := form_named(context.get("form", ""))) is not None:
        told.append(_("Form: {form}", form=form.title))
        ask = form.ask(context.get("ask", ""))
        if ask is not None and ask.label is not None:
            told.append(_("Its question: {question}", question=ask.label))
    if (entry := help_book().entries.get(context.get("help", ""))) is not None:
        told.append(_("Answer read: {question}", question=entry.question[language()]))
    if context.get("application"):
        told.append(_("Application No. {number}", number=number_of(int(context["application"]))))
    if context.get("update"):
        told.append(_("A failure of ours, No. {number}", number=context["update"]))
    return told


def form_named(name: str) -> type[Form] | None:
    """A form by its name."""
    return next((each for each in Form.__subclasses__() if each.__name__ == name), None)


# ---- asking ----------------------------------------------------------------------------------------------------------


async def begin(turn: Turn, state: FSMContext, forms: Forms, arg: str) -> Screen:
    """Ask a person, from wherever one is; NotAllowed NOBODY_ANSWERS, QUESTIONS_TOO_MANY, NOT_YOURS."""
    if turn.person["language"] is None:
        return first_screen()
    preset = dict.fromkeys((*ABOUT, "question"), "") | await _place(turn, state, forms, arg)
    async with turn.looking() as act:
        await support.may_ask(act)
    return await forms.open(turn, state, "AskSupport", preset)


async def _place(turn: Turn, state: FSMContext, forms: Forms, arg: str) -> dict[str, str]:
    """Where one is: what the button says, else the form that is open; never an answer given in it."""
    key, value = PLACES.get(arg[:1]), arg[1:]
    if key in ("application", "question"):
        await _must_be_own(turn, key, value)
    if key in ("section", "help", "update") or (key and value.isdecimal()):
        return {str(key): value}
    found = await forms.standing(turn, state)
    if found is None:
        return {}
    draft, ask = found
    if draft.form == "AskSupport":
        return {name: draft.answers.get(name, "") for name in (*ABOUT, "question")}
    about = draft.answers.get("application", "")
    return {"form": draft.form, "ask": ask or "", "application": about if about.isdecimal() else ""}


async def _must_be_own(turn: Turn, key: str, value: str) -> None:
    if not value.isdecimal():
        raise NotAllowed(Reason.NOT_YOURS)
    async with turn.looking() as act:
        if key == "application":
            await vouchers.own(act, turn.parent_id, int(value))
        else:
            await support.own(act, int(value))


async def load(act: Act, turn: Turn, draft: Draft) -> Facts:
    """What goes along, as whoever asks sees it before sending."""
    where = [*context_words(draft.answers), *([_("its state")] if draft.answers.get("application") else [])]
    head = _(ALONG) if where else _("With it support sees your language and your place, nothing else about you.")
    along = Html("\n".join((head, *(Html(f"• {line}") for line in where))))
    return snapshot(act, turn, known={"along": lines(along, office_words(act))})


ALONG = N_("With it support sees your language, your place, and where you are in the bot, nothing else about you:")


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """It waits for support."""
    if draft.answers.get("question"):
        number = await support.ask_again(act, int(draft.answers["question"]), answers["words"])
    else:
        number = await support.ask(act, draft.answers, answers["words"])
    text = lines(
        _("✅ <b>Question No. {number} has been sent to support.</b>", number=number),
        office_words(act),
        _("The answer comes into this chat."),
    )
    return Screen(text, column(go(_("📨 My questions"), "asked"), menu_button()), fresh=True)


ASK_SUPPORT = Kind(AskSupport, load, finish)


async def ways(act: Act) -> Rows:
    """To a person, where there is one, and to one's own questions, where there are any."""
    asked = await act.tx.questions_of_person(person_id=act.person_id, at_most=1)
    return column(
        ask_button() if await support.is_staffed(act) else None,
        go(_("📨 My questions"), "asked") if asked else None,
    )


# ---- one's own questions ---------------------------------------------------------------------------------------------


async def asked_room(act: Act, turn: Turn) -> Screen:
    """The newest questions, and what became of them."""
    rows = await act.tx.questions_of_person(person_id=turn.person_id, at_most=SHOWN)
    text = lines(bold(_("My questions")), None if rows else _("You have asked nothing yet."), office_words(act))
    buttons = [support_button(f"№ {row['id']} · {say(STATES[row['state']])}", "mine", row["id"]) for row in rows]
    ask = ask_button() if await support.is_staffed(act) else None
    return Screen(text, column(*buttons, ask, go(_("❓ Help"), "help"), menu_button()))


async def _mine(act: Act, _turn: Turn, question_id: int) -> Screen:
    row = await support.own(act, question_id)
    text = lines(
        _("<b>Question No. {number}</b>: {state}", number=question_id, state=STATES[row["state"]]),
        exchange(await support.words_of(act, question_id), WHO),
    )
    deeds = settling(question_id) if row["state"] == QuestionState.ANSWERED else ()
    return Screen(text, column(*deeds, go(_("📨 My questions"), "asked"), menu_button()))


def exchange(words: Sequence[Word], who: Mapping[str, Msg]) -> Html:
    """What was written to and fro, oldest first: the newest words, and so many of those before as a message has room for."""
    told, room = list[Html](), ROOM
    for word in reversed(words):
        said = Html(f"{say(who[word.by])}, {moment_words(word.at)}\n<blockquote>{escape(word.text)}</blockquote>")
        room -= length(said)
        if told and room < 0:
            told.append(_("What was written before does not fit here."))
            break
        told.append(said)
    return Html("\n".join(reversed(told)))


def settling(question_id: int) -> tuple[Button, ...]:
    """What can be done with an answer."""
    return (
        support_button(_("👍 That helps"), "helped", question_id),
        support_button(_("↩ Ask again"), "again", question_id),
    )


async def _helped(act: Act, _turn: Turn, question_id: int) -> Screen:
    await support.helped(act, question_id)
    return Screen(_("👍 We are glad. Question No. {number} is done with.", number=question_id), column(menu_button()))


DEEDS = {"mine": _mine, "helped": _helped}


async def pressed(turn: Turn, state: FSMContext, forms: Forms, tapped: SupportTap) -> Screen:
    """A button about one's own question; NotAllowed NOT_NOW for one that isn't ours, and what the use case says."""
    if tapped.verb == "again":
        return await begin(turn, state, forms, f"q{tapped.id}")
    if tapped.verb not in DEEDS:
        raise NotAllowed(Reason.NOT_NOW)
    async with turn.acting() as act:
        return await DEEDS[tapped.verb](act, turn, tapped.id)
