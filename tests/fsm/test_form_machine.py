"""Whatever is said, pressed, learned or changed, in whatever order: the grammar keeps its word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hypothesis import given as tried_with
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.fsm.form import Ask, Choose, Given, Learn, Secret, Share, Step, answers_of, journey, place, progress
from domain.not_allowed import NotAllowed
from tests.fsm.filling import Filling, facts
from tests.fsm.trip import ROADS, TOWNS, Trip

TEXTS = st.one_of(
    st.sampled_from(["Айгүл", "1", "2", "3", "5", "20", "8 701 234 56 78", "поезд", "ұшақ", "ал", "алматы", "", "no"]),
    st.text(max_size=8),
)
PHONES = st.sampled_from(["+77012345678", "87771234567", "+79161234567"])
NAMES = st.sampled_from([ask.name for ask in Trip.asks()])


def light(given: Given, ask: Ask) -> Given:
    """What may be known when a question is asked: the good answers of the questions before it."""
    asks = Trip.asks()
    before = {a.name for a in asks[: asks.index(ask)]}
    good = {name: value for name, value in answers_of(Trip, given).items() if name in before}
    return Given(good, given.learned, given.facts)


def reads_well(ask: Ask, filling: Filling) -> bool:
    """Whether the answer kept for a question is good where it stands."""
    return ask.answered(filling.answers, light(filling.given, ask)) is not None


class Conversation(RuleBasedStateMachine):
    """Somebody who does whatever can be done with a form."""

    def __init__(self) -> None:
        super().__init__()
        self.one = Filling(Trip, facts(lists={"towns": TOWNS}))

    # ---- what a person does ------------------------------------------------------------------------------------

    @rule(text=TEXTS)
    def says(self, text: str) -> None:
        if self.one.step is not None and not isinstance(self.one.step.ask, (Learn, Secret)):
            before = dict(self.one.answers)
            try:
                self.one.says(text)
            except NotAllowed:
                assert self.one.answers == before, "what is not read leaves everything as it was"

    @rule(number=st.integers(0, 5))
    def presses_an_option(self, number: int) -> None:
        step = self.one.step
        if step is not None and isinstance(step.ask, Choose) and (options := step.ask.options(step.given)):
            self.one.picks(options[number % len(options)].key)

    @rule(phone=PHONES, own=st.booleans())
    def shares(self, phone: str, own: bool) -> None:
        if self.one.step is not None and isinstance(self.one.step.ask, Share):
            try:
                self.one.shares(phone, own=own)
            except NotAllowed:
                return

    @rule()
    def skips(self) -> None:
        if self.one.step is not None and self.one.step.ask.optional:
            self.one.skips()

    @rule()
    def goes_back(self) -> None:
        was, said = self.one.asks, self.one.result
        moved = self.one.back()
        assert moved == (self.one.asks != was)
        assert self.one.result == said

    @rule(name=NAMES)
    def edits(self, name: str) -> None:
        said = self.one.result
        self.one.edits(name)
        assert self.one.result == said

    @rule()
    def goes_back_and_keeps(self) -> None:
        self.one.keeps()
        was, said = self.one.asks, self.one.result
        while self.one.back():
            assert self.one.asks != was
        assert self.one.keeps().asks == was
        assert self.one.result == said

    # ---- what happens around them --------------------------------------------------------------------------------

    @rule(value=st.sampled_from(["valid", "valid", "invalid", "pending", "timeout"]))
    def a_register_answers(self, value: str) -> None:
        if self.one.step is not None and isinstance(self.one.step.ask, Learn):
            self.one.learns(value)

    @rule()
    def types_the_code(self) -> None:
        if self.one.step is not None and isinstance(self.one.step.ask, Secret):
            self.one.proves()

    @rule(towns=st.sets(st.sampled_from(TOWNS)))
    def the_list_changes(self, towns: set[object]) -> None:
        offered = [town for town in TOWNS if town in towns]
        self.one.facts = replace(self.one.facts, lists={"towns": offered})

    @rule(sms=st.booleans(), registry=st.booleans())
    def what_is_connected_changes(self, sms: bool, registry: bool) -> None:
        self.one.facts = replace(self.one.facts, sms=sms, registry=registry)

    @rule(minutes=st.integers(1, 900))
    def time_passes(self, minutes: int) -> None:
        self.one.waits(timedelta(minutes=minutes))

    @rule(mark=st.one_of(st.none(), st.text(max_size=5), NAMES))
    def the_bookmark_is_lost_or_stale(self, mark: str | None) -> None:
        said, derived = self.one.result, place(Trip, self.one.given)
        self.one.mark = mark
        assert self.one.result == said
        assert place(Trip, self.one.given) == derived

    # ---- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def the_place_is_the_first_question_that_applies_and_has_no_good_answer(self) -> None:
        applying = [ask for ask in Trip.asks() if ask.applies(light(self.one.given, ask))]
        first = next((ask for ask in applying if not reads_well(ask, self.one)), None)
        derived = place(Trip, self.one.given)
        assert (derived.ask if derived else None) is first

    @invariant()
    def the_bookmark_wins_only_if_it_is_on_the_way(self) -> None:
        way = [step.ask.name for step in journey(Trip, self.one.given) if step.ask.visible]
        derived = place(Trip, self.one.given)
        assert self.one.asks == (self.one.mark if self.one.mark in way else derived and derived.ask.name)

    @invariant()
    def what_a_finished_form_says_reads_well(self) -> None:
        for name in self.one.result:
            ask = Trip.ask(name)
            assert ask is not None
            assert ask.applies(light(self.one.given, ask))
            assert reads_well(ask, self.one)

    @invariant()
    def progress_counts_visible_questions_that_apply(self) -> None:
        if self.one.step is not None:
            at, of = progress(Trip, self.one.given, self.one.step)
            visible = [ask for ask in Trip.asks() if ask.visible]
            assert 1 <= at <= of <= len(visible)
            walked = [step.ask for step in journey(Trip, self.one.given) if step.ask.visible]
            assert of >= len(walked)
            if self.one.step.ask.visible:
                assert walked[at - 1] is self.one.step.ask

    @invariant()
    def registers_and_codes_are_never_among_the_answers(self) -> None:
        assert not {"base", "code"} & set(self.one.answers)

    @precondition(lambda self: self.one.result.get("road") is not None)
    @invariant()
    def the_way_leads_to_the_town(self) -> None:
        roads = {option.key for option in ROADS[self.one.result["town"]]}
        assert self.one.result["road"] in roads


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


# ---- a change, and what it brings about ------------------------------------------------------------------------------

GOOD = {
    "who": ["Айгүл", "Дана"],
    "town": [town.key for town in TOWNS],
    "road": ["train", "bus", "plane"],
    "berth": ["low", "high", ""],
    "days": [str(n) for n in range(1, 21)],
    "phone": ["+77012345678", "own:+77771234567"],
    "note": ["", "something"],
}


def answer(filling: Filling, data: st.DataObject) -> None:
    """Give any good answer to the question that stands there."""
    step = filling.here
    if isinstance(step.ask, Learn):
        filling.learns("valid")
    elif isinstance(step.ask, Secret):
        filling.proves()
    else:
        good = [v for v in GOOD[step.ask.name] if step.ask.answered({step.ask.name: v}, step.given) is not None]
        filling.answers[step.ask.name], filling.mark = data.draw(st.sampled_from(good)), None


def walked(filling: Filling) -> Iterator[Step]:
    """The questions as they come; each is to be answered before the next."""
    for _question in Trip.asks():
        if filling.step is not None:
            yield filling.step
    assert filling.step is None, "a form ends"


def fill(filling: Filling, data: st.DataObject) -> None:
    """Answer until nothing is asked any more."""
    for _step in walked(filling):
        answer(filling, data)


@settings(max_examples=60)
@tried_with(st.data())
def test_a_change_asks_again_exactly_what_no_longer_reads_well(data: st.DataObject) -> None:
    one = Filling(Trip, facts(lists={"towns": TOWNS}))
    fill(one, data)
    old, known = dict(one.answers), dict(one.learned)
    changed = data.draw(st.sampled_from([name for name in one.result if name not in ("base", "code")]))
    answer(one.edits(changed), data)
    asked = {changed}
    for step in walked(one):
        before = step.ask.answered(old, replace(step.given, learned=known))
        assert before is None, "what reads well is not asked again"
        assert step.ask.name not in asked, "nothing is asked twice"
        asked.add(step.ask.name)
        answer(one, data)
    for name, value in one.result.items():
        assert name in asked or name in known or value == old[name], "what was not asked again is as it was"
