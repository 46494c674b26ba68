"""Carries any form: ask, answer, back, cancel, edit, review, send.

An answer is read and kept in one transaction, together with what it brings about. Then the place is derived anew:
what is to be learned is asked of other systems outside any transaction, a code is sent when its question is reached,
and the screen is drawn. All of that can be repeated at any moment, so a crash loses nothing.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from aiogram.fsm.context import FSMContext

from bot.files import Incoming
from bot.fsm.finding import Find
from bot.fsm.form import (
    Attach,
    Choose,
    Facts,
    Form,
    Learn,
    Learned,
    Option,
    Said,
    Secret,
    Share,
    Sign,
    Step,
    answers_of,
    place,
    step_back,
)
from bot.fsm.password import Password
from bot.fsm.table import Table
from bot.handlers import drafts, papers, signatures
from bot.handlers.drafts import Draft
from bot.handlers.form_screens import draw, pause, shown_words, title_words, warning
from bot.house import Turn
from bot.reasons import reason_words
from bot.screen import Screen, lines
from bot.secrets import erase
from bot.taps import BACK, CANCEL, FormTap
from bot.words import Html, _, in_each, say
from domain.not_allowed import NotAllowed, Reason
from domain.one_time_code import Outcome
from usecases import codes, signing
from usecases.act import Act
from usecases.ports import BadSignature, Signed

Load = Callable[[Act, Turn, Draft], Awaitable[Facts]]
LookUp = Callable[[Turn, Draft, Learn], Awaitable[Learned]]
Hear = Callable[[Turn, Draft, Step, str], Awaitable[Learned]]
Finish = Callable[[Act, Turn, Draft, dict[str, str]], Awaitable[Screen]]
Take = Callable[[Turn, Draft, Incoming], Awaitable[tuple[str | None, Html | None]]]
"""Reads a file that was sent: the answer it is, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A form with what it needs around it: its snapshot, its look-ups, what sending it does, how a table is read.

    One that is asked in `passing` is over as soon as the person turns to something else. `hear` judges the passwords;
    `paper` is what a form has signed with ЭЦҚ. One that `leads` somewhere shows that when it is done, even if another one
    is half done.
    """

    form: type[Form]
    load: Load
    finish: Finish
    look_up: LookUp | None = None
    passing: bool = False
    take: Take | None = None
    hear: Hear | None = None
    paper: signatures.Papers | None = None
    leads: bool = False


class Forms:
    """All the forms of the product, by name."""

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self.kinds = kinds

    # ---- opening and showing -------------------------------------------------------------------------------------

    async def open(self, turn: Turn, state: FSMContext, name: str, preset: dict[str, str]) -> Screen:
        """Begin a form, or go on with it where it was left."""
        async with turn.acting() as act:
            await self.pass_by(act, turn)
            draft = await drafts.of_form(act, turn.person_id, name)
            if draft is None or any(draft.answers.get(key) != value for key, value in preset.items()):
                await drafts.open_one(act, turn.person_id, name, preset)
            else:
                await act.tx.raise_draft(draft_id=draft.id)
            await state.set_state(None)
        return await self._opened(turn, state)

    async def pass_by(self, act: Act, turn: Turn) -> None:
        """The person turns to something else: what was asked in passing is skipped."""
        draft = await drafts.newest(act, turn.person_id)
        if draft is not None and draft.form in self.kinds and self.kinds[draft.form].passing:
            await act.tx.drop_draft(draft_id=draft.id)

    async def _opened(self, turn: Turn, state: FSMContext) -> Screen:
        shown = await self.show(turn, state)
        assert shown is not None, "a form that has just been opened is the newest"
        return shown

    async def resume(self, turn: Turn, state: FSMContext, done: Screen) -> Screen:
        """After a form is done: on with the newest unfinished one, or what the finished one said."""
        shown = await self.show(turn, state, head=done.text)
        return replace(
            shown or done, forget=done.forget, drawing=done.drawing, document=done.document, files=done.files
        )

    async def current(self, turn: Turn) -> Draft | None:
        """The form the person is in the middle of."""
        async with turn.looking() as act:
            draft = await drafts.newest(act, turn.person_id)
        return draft if draft and draft.form in self.kinds else None

    async def standing(self, turn: Turn, state: FSMContext) -> tuple[Draft, str | None] | None:
        """The form the person is in the middle of, and the name of the question there; None at its end."""
        draft = await self.current(turn)
        if draft is None:
            return None
        step = await self._step(turn, state, draft)
        return draft, step.ask.name if step else None

    async def show(
        self,
        turn: Turn,
        state: FSMContext,
        *,
        head: Html | None = None,
        error: Html | None = None,
        page: int = 0,
        again: bool = False,
        only: Sequence[Option] = (),
    ) -> Screen | None:
        """The screen of the form the person is in, after learning and sending what its place asks for."""
        draft = await self.current(turn)
        if draft is None:
            return None
        kind = self.kinds[draft.form]
        mark = await self._bookmark(state, kind.form)
        draft, facts = await self._learn(turn, kind, draft, mark, again)
        step = place(kind.form, draft.given(facts), mark)
        sent = True
        if step is not None and (gone := _gone(draft, step)) is not None:
            error, draft = error or gone, await self._without(turn, draft, step)
        if step is not None and isinstance(step.ask, Secret):
            sent, error = await self._send_code(turn, draft, step, error)
        if step is not None and isinstance(step.ask, Sign) and kind.paper is not None:
            title = lines(head, title_words(kind.form, draft.given(facts), step))
            return await signatures.place(turn, kind.paper, draft, step, title, error=warning(error), again=again)
        return draw(kind.form, draft, facts, step, head, error, page, sent, only)

    async def come_back(self, turn: Turn, state: FSMContext) -> Screen | None:
        """The form the person is in; after a day or more, first where they stopped in it."""
        draft = await self.current(turn)
        if draft is None or not draft.is_forgotten(turn.now):
            return await self.show(turn, state)
        kind = self.kinds[draft.form]
        facts = await self._facts(turn, kind, draft)
        step = place(kind.form, draft.given(facts), await self._bookmark(state, kind.form))
        return pause(kind.form, draft, facts, step)

    async def _without(self, turn: Turn, draft: Draft, step: Step) -> Draft:
        async with turn.acting() as act:
            return await drafts.save(act, draft.without(step.ask.name)) or draft

    async def _bookmark(self, state: FSMContext, form: type[Form]) -> str | None:
        marked = await state.get_state()
        group, _colon, name = (marked or "").partition(":")
        return name if group == form.__full_group_name__ else None

    async def _facts(self, turn: Turn, kind: Kind, draft: Draft) -> Facts:
        async with turn.looking() as act:
            return await papers.with_attached(act, kind.form, await kind.load(act, turn, draft))

    async def _learn(self, turn: Turn, kind: Kind, draft: Draft, mark: str | None, again: bool) -> tuple[Draft, Facts]:
        """Put to other systems what this place wants to know, until a person has to answer."""
        facts = await self._facts(turn, kind, draft)
        asked: set[str] = set()
        while (step := place(kind.form, draft.given(facts), mark)) and isinstance(step.ask, Learn):
            known = draft.learned.get(step.ask.name)
            settled = (
                known is not None
                and known.about == step.ask.subject(step.given)
                and not known.is_open
                and turn.now - known.at < step.ask.lasts
            )
            if step.ask.name in asked or (settled and not again) or kind.look_up is None:
                break
            asked.add(step.ask.name)
            learned = await kind.look_up(turn, draft, step.ask)
            saved = await self._keep(turn, draft.learn(step.ask.name, learned), learned)
            if saved is None:
                draft = await self.current(turn) or draft
                break
            draft, facts = saved, await self._facts(turn, kind, saved)
        return draft, facts

    async def _keep(self, turn: Turn, draft: Draft, learned: Learned) -> Draft | None:
        async with turn.acting() as act:
            return await drafts.save_learned(act, draft, ask_again=learned.is_open)

    async def _send_code(self, turn: Turn, draft: Draft, step: Step, error: Html | None) -> tuple[bool, Html | None]:
        """Whether the code of this question is on its way, and why not."""
        assert isinstance(step.ask, Secret)
        if not turn.house.sms:
            return False, reason_words(NotAllowed(Reason.SIGNING_UNAVAILABLE))
        phone, purpose = step.ask.phone(step.given), _purpose(draft, step)
        async with turn.looking() as act:
            live = await codes.live_code(act, purpose, phone)
        if live is None and error is None:
            try:
                async with turn.acting() as act:
                    await codes.send(act, purpose, phone)
            except NotAllowed as no:
                return False, reason_words(no)
        return live is not None or error is None, error

    async def retry(self, turn: Turn, state: FSMContext, draft_id: int) -> Screen | None:
        """Ask a register again for a form that waits for it; the screen if the answer has changed."""
        draft = await self.current(turn)
        step = await self._step(turn, state, draft) if draft is not None and draft.id == draft_id else None
        if draft is None or step is None or not isinstance(step.ask, Learn):
            async with turn.acting() as act:
                await act.tx.stop_retrying(draft_id=draft_id)
            return None
        shown = await self.show(turn, state, again=True)
        after = await self.current(turn)
        before = draft.learned.get(step.ask.name)
        now = after.learned.get(step.ask.name) if after else None
        return shown if (before and before.value) != (now and now.value) else None

    async def _step(self, turn: Turn, state: FSMContext, draft: Draft) -> Step | None:
        kind = self.kinds[draft.form]
        facts = await self._facts(turn, kind, draft)
        return place(kind.form, draft.given(facts), await self._bookmark(state, kind.form))

    # ---- what is said and pressed ----------------------------------------------------------------------------------

    async def said(self, turn: Turn, state: FSMContext, draft: Draft, said: Said) -> Screen | None:
        """Something was said in the middle of a form."""
        kind = self.kinds[draft.form]
        if (verb := _verb(said)) is not None:
            return await self._press(turn, state, draft, verb, "")
        facts = await self._facts(turn, kind, draft)
        step = place(kind.form, draft.given(facts), await self._bookmark(state, kind.form))
        if step is None or isinstance(step.ask, Learn | Sign):
            return await self.show(turn, state)
        if isinstance(step.ask, Secret):
            return await self._code(turn, state, kind, draft, step, said)
        if isinstance(step.ask, Password):
            return await self._password(turn, state, kind, draft, step, said)
        if _gone(draft, step):  # what was typed was meant for another question, perhaps a code
            shown = await self.show(turn, state)
            return replace(shown, forget=(said.text or "").strip().isdecimal()) if shown else None
        try:
            value = step.ask.read(said, step.given)
        except NotAllowed as no:
            return await self._not_understood(turn, state, draft, step, said, no)
        return await self._answer(turn, state, kind, draft, step, value)

    async def sent(self, turn: Turn, state: FSMContext, draft: Draft, incoming: Incoming) -> Screen | None:
        """A file was sent: where a document is asked for it is made safe, and kept together with the answer."""
        kind = self.kinds[draft.form]
        facts = await self._facts(turn, kind, draft)
        step = place(kind.form, draft.given(facts), await self._bookmark(state, kind.form))
        if step is not None and isinstance(step.ask, Table) and kind.take is not None:
            return await self._take(turn, state, kind, draft, step, incoming)
        if step is not None and isinstance(step.ask, Sign):
            return await self._signed_file(turn, state, draft, step, incoming)
        if step is None or not isinstance(step.ask, Attach):
            return await self.said(turn, state, draft, Said())
        try:
            step.ask.add(draft.answers, 0)
            safe = await papers.fetch(turn.house, incoming)
            async with turn.acting() as act:
                await drafts.save(act, await papers.attach(act, draft, step.ask, facts, safe))
        except NotAllowed as no:
            return await self.show(turn, state, error=reason_words(no))
        return await self.show(turn, state)

    async def _take(
        self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, step: Step, incoming: Incoming
    ) -> Screen | None:
        """A table: what it says is the answer, and the file itself isn't kept."""
        assert kind.take is not None
        try:
            value, error = await kind.take(turn, draft, incoming)
        except NotAllowed as no:
            if no.reason in OVER:
                raise
            value, error = None, reason_words(no)
        if value is None:
            return await self.show(turn, state, error=error)
        return await self._answer(turn, state, kind, draft, step, value)

    # ---- digital signatures (ЭЦҚ) --------------------------------------------------------------------------------

    async def _signed_file(
        self, turn: Turn, state: FSMContext, draft: Draft, step: Step, incoming: Incoming
    ) -> Screen | None:
        """A file was sent where a signature is waited for: judged, and if it holds the form is done."""
        async with turn.looking() as act:
            session = await signing.newest(act, draft.id)
        if session is None or session.state != "open" or not signatures.fits(session, draft, step):
            return await self.show(turn, state)
        try:
            cms = await signatures.fetch(turn.house, incoming)
            signed = await signatures.judged(turn, session, cms, step)
        except BadSignature as no:
            words = await signatures.wrong_file(turn, session, no)
            return await self._signed_badly(turn, state, draft, step, words)
        except NotAllowed as no:
            return await self._signed_badly(turn, state, draft, step, reason_words(no))
        return await self._signed(turn, state, draft, step, session, cms, signed)

    async def _signed_badly(
        self, turn: Turn, state: FSMContext, draft: Draft, step: Step, words: Html
    ) -> Screen | None:
        async with turn.acting() as act:
            await drafts.save(act, draft.fails(step.ask.name))
        return await self.show(turn, state, error=words)

    async def _signed(
        self,
        turn: Turn,
        state: FSMContext,
        draft: Draft,
        step: Step,
        session: signing.Session,
        cms: bytes,
        signed: Signed,
    ) -> Screen | None:
        """The signature holds: the session is used up in the transaction in which the form is done, or neither is."""
        kind, subject = self.kinds[draft.form], step.ask.subject(step.given) if isinstance(step.ask, Sign) else ""
        right = draft.learn(step.ask.name, Learned("ok", subject, turn.now, {"iin": signed.iin}))
        about = draft.answers.get("application", "")
        try:
            facts = await self._facts(turn, kind, draft)
            async with turn.acting() as act:
                await signing.use(act, session, cms, signed, int(about) if about.isdecimal() else None)
                await state.set_state(None)
                done = await self._carry_out(act, turn, kind, right, facts)
        except NotAllowed as no:
            await signatures.ended(turn, session, "refused")
            return await self._not_allowed(turn, state, draft, no)
        return await self.resume(turn, state, done)

    async def signed_on_phone(self, turn: Turn, state: FSMContext, session_id: int) -> Screen | None:
        """A session on the phone has come to an end: what follows, None if nobody waits for it any more."""
        async with turn.looking() as act:
            session = await signing.by_id(act, session_id)
            draft = await drafts.by_id(act, session.draft_id) if session else None
        if session is None or session.state == "used":
            return None
        found = await self._sign_step(turn, draft) if draft and draft.form in self.kinds else None
        if draft is None or found is None or not signatures.fits(session, draft, found):
            await signatures.ended(turn, session, "expired")
            return None
        if session.state != "signed" or session.cms is None:
            return await self._if_asked(turn, state, draft)
        try:
            signed = await signatures.judged(turn, session, session.cms, found)
        except BadSignature as no:
            await signatures.ended(turn, session, "refused", no.flaw)
            return await self._if_asked(turn, state, draft)
        return await self._signed(turn, state, draft, found, session, session.cms, signed)

    async def _sign_step(self, turn: Turn, draft: Draft) -> Step | None:
        kind = self.kinds[draft.form]
        return signatures.sign_step(kind.form, draft.given(await self._facts(turn, kind, draft)))

    async def _if_asked(self, turn: Turn, state: FSMContext, draft: Draft) -> Screen | None:
        """The form's screen, unless the person is in the middle of something else."""
        now = await self.current(turn)
        step = await self._step(turn, state, now) if now is not None and now.id == draft.id else None
        return await self.show(turn, state) if step is not None and isinstance(step.ask, Sign) else None

    async def _not_understood(
        self, turn: Turn, state: FSMContext, draft: Draft, step: Step, said: Said, no: NotAllowed
    ) -> Screen | None:
        """Offer what may have been meant; else say what is wrong, and after three times another way."""
        if isinstance(step.ask, Find) and (few := step.ask.like(said, step.given)):
            return await self.show(turn, state, head=_("Did you mean one of these?"), only=few)
        if draft.is_forgotten(turn.now):
            return await self.come_back(turn, state)
        async with turn.acting() as act:
            await drafts.save(act, draft.fails(step.ask.name))
        return await self.show(turn, state, error=reason_words(no))

    async def pressed(self, turn: Turn, state: FSMContext, tap: FormTap) -> Screen | None:
        """A button of a form was pressed; an old one is explained and changes nothing."""
        draft = await self.current(turn)
        if draft is None or (draft.id, draft.rev) != (tap.draft, tap.rev):
            shown = await self.show(turn, state)
            return shown.with_toast(_("This button is out of date")) if shown else None
        return await self._press(turn, state, draft, tap.verb, tap.arg)

    async def _press(self, turn: Turn, state: FSMContext, draft: Draft, verb: str, arg: str) -> Screen | None:
        kind = self.kinds[draft.form]
        facts = await self._facts(turn, kind, draft)
        given, mark = draft.given(facts), await self._bookmark(state, kind.form)
        step = place(kind.form, given, mark)
        match verb:
            case "o" | "skip" if step is not None:
                return await self._choose(turn, state, kind, draft, step, arg)
            case "page":
                return await self.show(turn, state, page=int(arg) if arg.isdecimal() else 0)
            case "back" if before := step_back(kind.form, given, mark):
                return await self._mark(turn, state, kind, draft, before)
            case "edit" if kind.form.ask(arg):
                return await self._mark(turn, state, kind, draft, arg)
            case "keep":
                return await self._mark(turn, state, kind, draft, None)
            case "on":
                return await self._mark(turn, state, kind, draft, mark)
            case "over":
                return await self._start_over(turn, state, kind, draft)
            case "again":
                return await self._again(turn, state, draft, step)
            case "done" | "show" | "replace" | "cant" | "without" if step is not None and isinstance(step.ask, Attach):
                return await self._papers(turn, state, draft, step.ask, step, verb)
            case "cancel":
                return await self._cancel(turn, state, draft)
            case "send" if step is None:
                return await self._finish(turn, state, kind, draft)
        return await self.show(turn, state)

    async def _papers(
        self, turn: Turn, state: FSMContext, draft: Draft, ask: Attach, step: Step, verb: str
    ) -> Screen | None:
        """What can be done with the documents attached: done, look, choose others, go on without."""
        if verb == "cant":
            return papers.other_papers(draft, ask, step.given)
        if verb == "show":
            shown = await self.show(turn, state)
            return replace(shown, fresh=True, papers=await papers.opened(turn, ask, draft)) if shown else None
        try:
            changed = papers.changed(ask, draft, verb)
        except NotAllowed as no:
            return await self.show(turn, state, error=reason_words(no))
        async with turn.acting() as act:
            if verb != "done":
                await papers.drop(act, ask, draft)
            await drafts.save(act, changed)
            await state.set_state(None)
        return await self.show(turn, state)

    async def _mark(self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, name: str | None) -> Screen | None:
        async with turn.acting() as act:
            await drafts.save(act, draft)
            ask = kind.form.ask(name) if name else None
            await state.set_state(ask)
        return await self.show(turn, state)

    async def _start_over(self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft) -> Screen | None:
        """The same form about the same thing, without answers."""
        about = {name: value for name, value in draft.answers.items() if kind.form.ask(name) is None}
        async with turn.acting() as act:
            await drafts.open_one(act, turn.person_id, draft.form, about)
            await state.set_state(None)
        return await self.show(turn, state)

    async def _choose(
        self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, step: Step, key: str
    ) -> Screen | None:
        if key == "" and step.ask.optional:
            return await self._answer(turn, state, kind, draft, step, "")
        if (
            isinstance(step.ask, Learn | Password)
            and (way := step.ask.way(step.given))
            and way.opens
            and way.key == key
        ):
            carried = {name: draft.answers[name] for name in way.carries}
            return await self.open(turn, state, way.opens, carried)
        option = step.ask.option(key, step.given) if isinstance(step.ask, Choose) else None
        if option is None:
            return await self.show(turn, state, error=reason_words(NotAllowed(Reason.ANSWER_UNKNOWN)))
        return await self._answer(turn, state, kind, draft, step, key)

    async def _answer(
        self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, step: Step, value: str
    ) -> Screen | None:
        """Keep an answer; the last one of a form without a review sends it."""
        option = step.ask.option(value, step.given) if isinstance(step.ask, Choose) else None
        if option is not None and option.ends is not None:
            return await self._end(turn, state, draft, say(option.ends))
        if option is not None and option.opens is not None:
            return await self.open(turn, state, option.opens, {})
        answered = draft.answer((option and option.answers) or {step.ask.name: value})
        done: Screen | None = None
        try:
            async with turn.acting() as act:
                await state.set_state(None)
                if kind.form.review is None and await self._is_whole(act, turn, kind, answered):
                    done = await self._carry_out(act, turn, kind, answered, await kind.load(act, turn, answered))
                else:
                    await drafts.save(act, answered)
        except NotAllowed as no:
            return await self._not_allowed(turn, state, draft, no)
        if done is not None:
            return done if kind.leads else await self.resume(turn, state, done)
        shown = await self.show(turn, state)
        return replace(shown, echo=shown_words(step, value)) if shown and isinstance(step.ask, Share) else shown

    async def _is_whole(self, act: Act, turn: Turn, kind: Kind, draft: Draft) -> bool:
        return place(kind.form, draft.given(await kind.load(act, turn, draft))) is None

    async def _code(
        self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, step: Step, said: Said
    ) -> Screen | None:
        """A code was typed. The right one is remembered as `Learned`, never kept, and sends a form without review."""
        assert isinstance(step.ask, Secret)
        typed = re.sub(r"\D", "", said.text or "")
        if not typed:
            return await self.show(turn, state, error=reason_words(NotAllowed(Reason.WORDS_EXPECTED)))
        facts = await self._facts(turn, kind, draft)
        right = draft.learn(step.ask.name, Learned("ok", step.ask.subject(step.given), turn.now))
        whole = place(kind.form, right.given(facts)) is None and kind.form.review is None
        done: Screen | None = None
        try:
            async with turn.acting() as act:
                verdict = await codes.verify(act, _purpose(draft, step), step.ask.phone(step.given), typed)
                if verdict.outcome is Outcome.OK:
                    await state.set_state(None)
                    if whole:
                        done = await self._carry_out(act, turn, kind, right, facts)
                    else:
                        await drafts.save(act, right)
                else:
                    await drafts.save(act, draft.fails(step.ask.name))
        except NotAllowed as no:
            return replace(await self._not_allowed(turn, state, draft, no), forget=True)
        if done is not None:
            return replace(await self.resume(turn, state, done), forget=True)
        error = None if verdict.outcome is Outcome.OK else _verdict_words(verdict.outcome, verdict.tries_left, facts)
        shown = await self.show(turn, state, error=error)
        return replace(shown, forget=True) if shown else None

    async def _password(
        self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft, step: Step, said: Said
    ) -> Screen | None:
        """A password was typed: it leaves the chat first. What it is worth is remembered, the password itself never."""
        assert isinstance(step.ask, Password)
        assert kind.hear is not None, "a form that asks for a password hears it"
        erased = await erase(turn, said.message)
        try:
            learned = await kind.hear(turn, draft, step, step.ask.read(said, step.given))
        except NotAllowed as no:
            async with turn.acting() as act:
                await drafts.save(act, draft.fails(step.ask.name))
            shown = await self.show(turn, state, error=reason_words(no))
        else:
            shown = await self._heard(turn, state, kind, draft.learn(step.ask.name, learned))
        return replace(shown, forget=not erased) if shown else None

    async def _heard(self, turn: Turn, state: FSMContext, kind: Kind, right: Draft) -> Screen | None:
        """The password is a good one: on to the next question, or it was the last and the form is sent."""
        facts = await self._facts(turn, kind, right)
        whole = place(kind.form, right.given(facts)) is None and kind.form.review is None
        done: Screen | None = None
        try:
            async with turn.acting() as act:
                await state.set_state(None)
                if whole:
                    done = await self._carry_out(act, turn, kind, right, facts)
                else:
                    await drafts.save(act, right)
        except NotAllowed as no:
            return await self._not_allowed(turn, state, right, no)
        return await self.show(turn, state) if done is None else await self.resume(turn, state, done)

    async def _again(self, turn: Turn, state: FSMContext, draft: Draft, step: Step | None) -> Screen | None:
        """Another code, or another look into a register."""
        if step is not None and isinstance(step.ask, Secret) and turn.house.sms:
            try:
                async with turn.acting() as act:
                    await codes.send(act, _purpose(draft, step), step.ask.phone(step.given))
            except NotAllowed as no:
                shown = await self.show(turn, state)
                return shown.with_toast(reason_words(no), alert=True) if shown else None
            shown = await self.show(turn, state)
            return shown.with_toast(_("A new code is on its way.")) if shown else None
        return await self.show(turn, state, again=True)

    async def _cancel(self, turn: Turn, state: FSMContext, draft: Draft) -> Screen | None:
        return await self._end(turn, state, draft, _("Cancelled. Nothing has been sent."))

    async def _end(self, turn: Turn, state: FSMContext, draft: Draft, words: Html) -> Screen:
        async with turn.acting() as act:
            for ask in papers.asks_of(self.kinds[draft.form].form):
                await papers.drop(act, ask, draft)
            await act.tx.drop_draft(draft_id=draft.id)
            await state.set_state(None)
        return await self.resume(turn, state, Screen(words))

    async def _finish(self, turn: Turn, state: FSMContext, kind: Kind, draft: Draft) -> Screen | None:
        facts = await self._facts(turn, kind, draft)
        try:
            async with turn.acting() as act:
                done = await self._carry_out(act, turn, kind, draft, facts)
                await state.set_state(None)
        except NotAllowed as no:
            return await self._not_allowed(turn, state, draft, no)
        return await self.resume(turn, state, done)

    async def _carry_out(self, act: Act, turn: Turn, kind: Kind, draft: Draft, facts: Facts) -> Screen:
        answers = answers_of(kind.form, draft.given(facts))
        done = await kind.finish(act, turn, draft, answers)
        await act.tx.drop_draft(draft_id=draft.id)
        return done

    async def _not_allowed(self, turn: Turn, state: FSMContext, draft: Draft, no: NotAllowed) -> Screen:
        """The rules said no at the end: the answers stay, and the sentence says how to mend them.

        Where nothing can be mended any more the form is over.
        """
        if no.reason in OVER:
            async with turn.acting() as act:
                await act.tx.drop_draft(draft_id=draft.id)
                await state.set_state(None)
            return Screen(Html(f"⚠️ {reason_words(no)}"))
        shown = await self.show(turn, state, error=reason_words(no))
        return shown or Screen(reason_words(no))


def _gone(draft: Draft, step: Step) -> Html | None:
    """Why a question that had been answered is asked again: what was chosen is not to be had any more."""
    if step.value is not None or not isinstance(step.ask, Choose) or step.ask.gone is None:
        return None
    return reason_words(NotAllowed(step.ask.gone)) if draft.answers.get(step.ask.name) else None


def _purpose(draft: Draft, step: Step) -> str:
    """What a code is for: this draft, and what it signs; a code of one signature is worth nothing for another."""
    assert isinstance(step.ask, Secret)
    return f"{draft.form}:{draft.id}:{step.ask.signs(step.given)}"


OVER = {
    Reason.TOO_LATE,
    Reason.NOT_NOW,
    Reason.ALREADY_ANSWERED,
    Reason.SHEET_CHANGED,
    Reason.NOT_YOURS,
    Reason.NOT_STAFF,
    Reason.ROUND_DONE,
    Reason.ANNOUNCEMENT_SENT,
    Reason.ACCOUNT_EXISTS,
    Reason.NO_ACCOUNT,
    Reason.ACCOUNT_UNVERIFIED,
    Reason.CHILD_EXISTS,
    Reason.CLAIM_DECIDED,
    Reason.OFFER_OVER,
    Reason.TRANSFER_UNDER_WAY,
}
VERBS = {"back": BACK, "cancel": CANCEL}


def _verb(said: Said) -> str | None:
    """Back and Cancel as words: from the reply keyboard, or typed without the sign before them."""
    typed = (said.text or "").casefold().strip()
    for verb, words in VERBS.items():
        if any(typed in (each.casefold(), each.casefold().partition(" ")[2]) for each in in_each(words) if typed):
            return verb
    return None


def _verdict_words(outcome: Outcome, tries_left: int, facts: Facts) -> Html:
    match outcome:
        case Outcome.WRONG:
            return reason_words(NotAllowed(Reason.CODE_WRONG, tries_left=tries_left))
        case Outcome.PAUSED:
            return reason_words(NotAllowed(Reason.CODE_PAUSED, seconds=60 * facts.rules.number("code_pause")))
        case _:
            return reason_words(NotAllowed(Reason.CODE_EXPIRED))
