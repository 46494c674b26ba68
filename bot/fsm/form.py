"""The grammar of conversations.

A form is a list of questions. Its place is never stored: *the next question is the first that applies and whose
answer still reads well in the light of the earlier ones*. Back, editing from the review, resuming after a restart, and
asking again when an earlier answer changed all follow from that. The FSM state of a form is only a bookmark: the
question the parent stepped back to.

A question reads what was said into a short canonical text, or raises NotAllowed with the reason. `Learn` is a
question that is put to another system, `Secret` one whose answer is never kept; what they find out is kept as
`Learned`, together with the answers it is about and the time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from aiogram.fsm.state import State, StatesGroup

from bot.places import Places, Spot
from bot.words import Html, Msg, Words, _, in_each, say
from domain.not_allowed import NotAllowed, Reason
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said, whatever the channel: words, a shared phone or place, a document made safe and kept.

    Something else entirely: all None. `message` is the one it was said in, to be deleted where it is a secret.
    """

    text: str | None = None
    phone: str | None = None
    own: bool = False
    document: int | None = None
    location: Spot | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. `ends`: choosing it ends the form with these words; `opens`: another form comes first.

    `carries`: the answers that the other form begins with. `answers`: it stands for these answers, to this question
    and to others.
    """

    key: str
    words: Words
    ends: Msg | None = None
    opens: str | None = None
    carries: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Learned:
    """What another system or a code told us: `about` are the answers it holds for."""

    value: str
    about: str
    at: datetime
    facts: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the other system has still to answer."""
        return self.value in {"pending", "unavailable"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that hangs on a half-done form: what it is, and its size in bytes."""

    kind: str
    size: int

    @property
    def words(self) -> Html:
        """PDF, 120 KB."""
        return _("{kind}, {size} KB", kind=self.kind.upper(), size=max(1, round(self.size / 1024)))


@dataclass(frozen=True, slots=True)
class Facts:
    """One snapshot per update of what the questions need to know."""

    now: datetime
    today: date
    rules: Rules
    places: Places
    sms: bool
    registry: bool
    lists: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    attached: Mapping[int, Attached] = field(default_factory=dict)
    eds: frozenset[str] = frozenset()
    """The ways in which a digital signature (ЭЦҚ) can be given: phone, file."""

    @property
    def codes(self) -> bool:
        """Whether a code can prove a typed number: only one registered with the IIN may ring (R-11)."""
        return self.sms and self.registry


@dataclass(frozen=True, slots=True)
class Given:
    """What has been answered and learned so far."""

    answers: Mapping[str, str]
    learned: Mapping[str, Learned]
    facts: Facts

    def __getitem__(self, question: str) -> str:
        return self.answers[question]

    def get(self, question: str) -> str | None:
        """The answer to a question, None if it has none."""
        return self.answers.get(question)

    def knows(self, name: str) -> str | None:
        """What was learned under this name."""
        return self.learned[name].value if name in self.learned else None


Condition = Callable[[Given], bool]


def always(_given: Given) -> bool:
    """The condition of a question that always applies."""
    return True


class Ask(State):
    """A question answered in words. `read` turns them into the canonical answer or raises NotAllowed."""

    visible = True

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        *,
        label: Msg | None = None,
        why: Msg | None = None,
        read: Callable[[str, Given], str] = lambda text, _given: text,
        when: Condition = always,
        optional: bool = False,
        shown: Callable[[str, Given], Words] = lambda value, _given: value,
    ) -> None:
        super().__init__()
        self._name = ""
        self.words, self.label, self.why = words, label, why
        self._read, self.applies, self.optional, self._shown = read, when, optional, shown

    @property
    def name(self) -> str:
        """Its name in the form, under which its answer is kept."""
        if not self._name:
            self._name = str(self._state)
        return self._name

    def question(self, given: Given) -> Html:
        """The words of the question in the language of the moment."""
        return say(self.words) if isinstance(self.words, Msg) else self.words(given)

    def shown(self, value: str, given: Given) -> Words:
        """An answer as people read it."""
        return self._shown(value, given)

    def read(self, said: Said, given: Given) -> str:
        """The canonical answer in what was said; NotAllowed names what is wrong with it."""
        if said.text is None or said.text.startswith("/"):  # a command that does not exist is no answer
            raise NotAllowed(Reason.WORDS_EXPECTED)
        return self._read(said.text.strip(), given)

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """The answer kept for this question, if it still reads well."""
        value = answers.get(self.name)
        if value is None or (value == "" and self.optional):
            return value
        try:
            return value if self.read(Said(text=value), given) == value else None
        except NotAllowed:
            return None


class Choose(Ask):
    """A question with options: by button, by the option's words in either language, or by its number.

    `gone` says why somebody else's deed may have taken away what was chosen.
    """

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        options: str | Sequence[Option] | Callable[[Given], Sequence[Option]],
        *,
        label: Msg | None = None,
        why: Msg | None = None,
        when: Condition = always,
        optional: bool = False,
        gone: Reason | None = None,
    ) -> None:
        super().__init__(words, label=label, why=why, when=when, optional=optional)
        self._options, self.gone = options, gone

    def options(self, given: Given) -> Sequence[Option]:
        """What may be chosen now; a string names a list of the snapshot."""
        if isinstance(self._options, str):
            return given.facts.lists.get(self._options, ())
        return self._options(given) if callable(self._options) else self._options

    def option(self, key: str, given: Given) -> Option | None:
        """The option with this key, if it is offered."""
        return next((o for o in self.options(given) if o.key == key), None)

    def shown(self, value: str, given: Given) -> Words:
        """The words of the option chosen."""
        option = self.option(value, given)
        return option.words if option else value

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """The option chosen, if it is still offered."""
        value = answers.get(self.name)
        if value is None or (value == "" and self.optional):
            return value
        return value if self.option(value, given) else None

    def read(self, said: Said, given: Given) -> str:
        """The key of the option that was typed: its words, the beginning of its words, or its number."""
        if said.text is None:
            raise NotAllowed(Reason.CHOICE_EXPECTED)
        options = self.options(given)
        typed = said.text.casefold().strip()
        spoken = {o.key: [w.casefold() for w in in_each(o.words)] for o in options}
        exact = [key for key, words in spoken.items() if typed in words]
        begun = [key for key, words in spoken.items() if any(w.startswith(typed) for w in words)]
        if len(exact) == 1 or (not exact and len(begun) == 1 and len(typed) > 1):
            return (exact or begun)[0]
        if typed.isdecimal() and 0 < int(typed) <= len(options):
            return options[int(typed) - 1].key
        raise NotAllowed(Reason.CHOICE_EXPECTED)


class Grid(Choose):
    """Options that stand side by side, such as the days of a month."""

    def rows(self, given: Given) -> Sequence[Sequence[Option]]:
        """The options as they stand."""
        return [[option] for option in self.options(given)]


class Share(Ask):
    """A phone number, shared as the own Telegram contact or, where a code can prove it, typed.

    `own:` before the number marks one that Telegram vouches for.
    """

    def read(self, said: Said, given: Given) -> str:
        """The number in E.164, marked if it is the person's own contact."""
        if said.phone is None:
            if not given.facts.codes:
                raise NotAllowed(Reason.CONTACT_NEEDED)
            return super().read(said, given)
        if not said.own:
            raise NotAllowed(Reason.CONTACT_NOT_OWN)
        return "own:" + super().read(Said(text=said.phone), given)

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """The number kept, while its kind is accepted."""
        value = answers.get(self.name)
        return value if value and (value.startswith("own:") or given.facts.codes) else None


class Attach(Ask):
    """One document or several, as their ids: `7,9`, and `7,9+` while more may come.

    `otherwise` are the answers that lead on without it, `taken` says which other papers are taken too.
    """

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        *,
        label: Msg,
        why: Msg | None = None,
        when: Condition = always,
        taken: Callable[[Given], Html] | None = None,
        otherwise: Mapping[str, str] | None = None,
        at_most: int = 5,
    ) -> None:
        super().__init__(words, label=label, why=why, when=when)
        self.taken, self.otherwise, self.at_most = taken, otherwise or {}, at_most

    def kept(self, answers: Mapping[str, str]) -> tuple[int, ...]:
        """The documents attached so far."""
        ids = answers.get(self.name, "").rstrip("+").split(",")
        return tuple(int(each) for each in ids if each.isdecimal())

    def add(self, answers: Mapping[str, str], document: int) -> str:
        """The answer with one more document; NotAllowed FILES_TOO_MANY (at_most)."""
        kept = self.kept(answers)
        if document in kept:
            return _ids(kept) + "+"
        if len(kept) >= self.at_most:
            raise NotAllowed(Reason.FILES_TOO_MANY, at_most=self.at_most)
        return _ids((*kept, document)) + "+"

    def read(self, said: Said, given: Given) -> str:
        """The document sent, of those that are at hand."""
        if said.document is None or said.document not in given.facts.attached:
            raise NotAllowed(Reason.FILE_EXPECTED)
        return str(said.document)

    def shown(self, value: str, given: Given) -> Words:
        """What is attached, by kind and size."""
        kept = (given.facts.attached[int(each)] for each in value.split(","))
        return Html("; ".join(one.words for one in kept))

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """The documents attached, once the person is done and while all of them are at hand."""
        kept = self.kept(answers)
        there = bool(kept) and all(document in given.facts.attached for document in kept)
        return _ids(kept) if there and not answers[self.name].endswith("+") else None


def _ids(documents: Sequence[int]) -> str:
    return ",".join(map(str, documents))


class Learn(Ask):
    """A question put to another system (`look_up`) once the questions it is about are answered."""

    visible = False

    def __init__(
        self,
        look_up: str,
        about: Sequence[str],
        good: Sequence[str],
        outcomes: Mapping[str, Msg],
        *,
        when: Condition = always,
        lasts: timedelta = timedelta(hours=12),
        ways: Mapping[str, Option] | None = None,
    ) -> None:
        super().__init__(lambda given: self.outcome(given), when=when)
        self.ways = ways or {}
        self.look_up, self.about, self.good, self.outcomes, self.lasts = (
            look_up, about, good, outcomes, lasts,
        )  # fmt: skip

    def outcome(self, given: Given) -> Html:
        """What to say about the answer we got, or didn't."""
        return say(self.outcomes[given.knows(self.name) or "unavailable"])

    def way(self, given: Given) -> Option | None:
        """Another form that leads on after this outcome."""
        return self.ways.get(given.knows(self.name) or "unavailable")

    def subject(self, given: Given) -> str:
        """The answers that were asked about; another subject makes what was learned void."""
        return "|".join(given.answers.get(name, "") for name in self.about)

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """What was learned about these very answers, if it is good and still fresh."""
        learned = given.learned.get(self.name)
        if learned is None or learned.about != self.subject(given):
            return None
        fresh = given.facts.now - learned.at < self.lasts
        return learned.value if fresh and learned.value in self.good else None


class Secret(Ask):
    """A one-time code. The code is never kept, only that it was right, for which phone, and when."""

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        *,
        phone: Callable[[Given], str],
        signs: Callable[[Given], str] = lambda _given: "",
        when: Condition = always,
        lasts: timedelta = timedelta(hours=1),
    ) -> None:
        super().__init__(words, when=when)
        self.phone, self.signs, self.lasts = phone, signs, lasts

    def subject(self, given: Given) -> str:
        """The phone the code goes to and what it signs; for anything else it is worth nothing."""
        return f"{self.phone(given)}|{self.signs(given)}"

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """`ok` while a code sent to this very phone, for this very purpose, has proved right lately."""
        learned = given.learned.get(self.name)
        if learned is None or learned.about != self.subject(given):
            return None
        return learned.value if given.facts.now - learned.at < self.lasts else None


class Sign(Ask):
    """A digital signature (ЭЦҚ) under a paper of ours, given on the phone or sent as a file; only that it was right is known.

    `way` is phone or file; `signs` names what is signed; `iin` whose signature it has to be, None: anybody's.
    """

    def __init__(
        self,
        words: Msg | Callable[[Given], Html],
        *,
        way: Callable[[Given], str],
        iin: Callable[[Given], str | None],
        signs: Callable[[Given], str] = lambda _given: "",
        when: Condition = always,
    ) -> None:
        super().__init__(words, when=when)
        self.way, self.iin, self.signs = way, iin, signs

    def subject(self, given: Given) -> str:
        """What this signature signs; for anything else it is worth nothing."""
        return self.signs(given)

    def answered(self, answers: Mapping[str, str], given: Given) -> str | None:
        """`ok` in the transaction in which the signature has proved right; it is never kept."""
        learned = given.learned.get(self.name)
        return learned.value if learned is not None and learned.about == self.subject(given) else None


class Form(StatesGroup):
    """A conversation with an end. `title` heads its screens; a form with `review` shows all answers before sending."""

    title: ClassVar[Msg]
    review: ClassVar[State | None] = None
    send: ClassVar[Msg | None] = None
    before_sending: ClassVar[Callable[[Given], Html | None] | None] = None

    @classmethod
    @cache
    def asks(cls) -> tuple[Ask, ...]:
        """Its questions, in order."""
        return tuple(state for state in cls.__states__ if isinstance(state, Ask))

    @classmethod
    def ask(cls, name: str) -> Ask | None:
        """The question with this name."""
        return cls._named().get(name)

    @classmethod
    @cache
    def _named(cls) -> dict[str, Ask]:
        return {ask.name: ask for ask in cls.asks()}


@dataclass(frozen=True, slots=True)
class Step:
    """A question on the way, the light it stands in, and its answer if it has one."""

    ask: Ask
    given: Given
    value: str | None


def journey(form: type[Form], given: Given) -> Iterator[Step]:
    """The questions that apply, in order, up to and including the first without a good answer."""
    so_far = Given({k: v for k, v in given.answers.items() if not form.ask(k)}, given.learned, given.facts)
    for ask in form.asks():
        if not ask.applies(so_far):
            continue
        value = ask.answered(given.answers, so_far)
        yield Step(ask, so_far, value)
        if value is None:
            return
        so_far = Given({**so_far.answers, ask.name: value}, given.learned, given.facts)


def place(form: type[Form], given: Given, bookmark: str | None = None) -> Step | None:
    """The question to ask now: the bookmarked one if it is on the way, else the derived one; None when all is said."""
    steps = list(journey(form, given))
    marked = [s for s in steps if s.ask.name == bookmark and s.ask.visible]
    if marked:
        return marked[0]
    return steps[-1] if steps and steps[-1].value is None else None


def answers_of(form: type[Form], given: Given) -> dict[str, str]:
    """The answers that apply and read well: what a finished form says."""
    own = {s.ask.name: s.value for s in journey(form, given) if s.value is not None}
    return {**{k: v for k, v in given.answers.items() if not form.ask(k)}, **own}


def step_back(form: type[Form], given: Given, bookmark: str | None) -> str | None:
    """The question before the present one; None at the first."""
    now = place(form, given, bookmark)
    before = None
    for step in journey(form, given):
        if now is not None and step.ask is now.ask:
            break
        if step.ask.visible and not isinstance(step.ask, Secret | Sign):
            before = step.ask.name
    return before


def progress(form: type[Form], given: Given, step: Step) -> tuple[int, int]:
    """Which question this is and of how many, as far as can be told now."""
    walked = [s.ask for s in journey(form, given) if s.ask.visible]
    total = [a for a in form.asks() if a.visible and (a in walked or a.applies(step.given))]
    return (total.index(step.ask) + 1 if step.ask in total else len(total)), len(total)
