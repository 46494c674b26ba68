"""Half-done forms as they are kept: answers and what was learned, sealed, under a revision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.fsm.form import Facts, Given, Learned
from usecases.act import Act, Row, seconds

_MINUTE = timedelta(minutes=1)
FORGOTTEN = timedelta(days=1)  # after so long one may not remember what was asked
PATIENCE = 3  # failures on one question, after which another way is offered
RETRIES = (*[_MINUTE / 2] * 6, *[_MINUTE * 2] * 5, *[_MINUTE * 10] * 6, *[_MINUTE * 60] * 22)  # a day in all


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-done form of a person. `preset`: the names of what it was begun with, which the person never said."""

    id: int
    person_id: int
    form: str
    rev: int
    answers: dict[str, str]
    learned: dict[str, Learned]
    updated_at: datetime
    retries: int = 0
    failed: tuple[str, int] = ("", 0)
    preset: tuple[str, ...] = ()

    def is_forgotten(self, now: datetime) -> bool:
        """Whether it was left so long ago that the parent is told where it stopped."""
        return now - self.updated_at >= FORGOTTEN

    def is_stuck(self, name: str) -> bool:
        """Whether this question has been answered in vain too often."""
        return self.failed[0] == name and self.failed[1] >= PATIENCE

    def fails(self, name: str) -> "Draft":
        """With one more failure on a question."""
        return replace(self, failed=(name, self.failed[1] + 1 if self.failed[0] == name else 1))

    def given(self, facts: Facts) -> Given:
        """What has been answered and learned, in the light of this moment."""
        return Given(self.answers, self.learned, facts)

    def answer(self, answers: Mapping[str, str]) -> "Draft":
        """With more answers."""
        return replace(self, answers={**self.answers, **answers}, failed=("", 0))

    def without(self, name: str) -> "Draft":
        """With one answer less."""
        return replace(self, answers={key: value for key, value in self.answers.items() if key != name})

    def learn(self, name: str, learned: Learned) -> "Draft":
        """With one more thing learned."""
        return replace(self, learned={**self.learned, name: learned})


def _box(act: Act, draft: Draft) -> bytes:
    learned = {
        name: {"value": one.value, "about": one.about, "at": seconds(one.at), "facts": dict(one.facts)}
        for name, one in draft.learned.items()
    }
    kept = {"answers": draft.answers, "learned": learned, "failed": draft.failed, "preset": draft.preset}
    return act.seal.close_json("draft", f"{draft.person_id}:{draft.form}", kept)


def read(act: Act, row: Row) -> Draft:
    """The draft kept in a row."""
    kept: dict[str, Any] = act.seal.open_json("draft", f"{row['person_id']}:{row['form']}", row["answers"])
    learned = {
        name: Learned(one["value"], one["about"], datetime.fromtimestamp(one["at"], UTC), one["facts"])
        for name, one in kept["learned"].items()
    }
    name, times = kept.get("failed", ("", 0))
    return Draft(
        id=row["id"],
        person_id=row["person_id"],
        form=row["form"],
        rev=row["rev"],
        answers=kept["answers"],
        learned=learned,
        updated_at=datetime.fromtimestamp(row["updated_at"], UTC),
        retries=row["retries"],
        failed=(name, times),
        preset=tuple(kept.get("preset", ())),
    )


async def newest(act: Act, person_id: int) -> Draft | None:
    """The draft that is resumed first."""
    row = await act.tx.newest_draft(person_id=person_id)
    return read(act, row) if row else None


async def of_form(act: Act, person_id: int, form: str) -> Draft | None:
    """The person's draft of this form."""
    row = await act.tx.draft_of_form(person_id=person_id, form=form)
    return read(act, row) if row else None


async def by_id(act: Act, draft_id: int) -> Draft | None:
    """A draft by its id."""
    row = await act.tx.draft_by_id(draft_id=draft_id)
    return read(act, row) if row else None


async def open_one(act: Act, person_id: int, form: str, answers: dict[str, str]) -> Draft:
    """A new draft with these answers, in place of any other of the same form: its buttons are out of date."""
    await act.tx.drop_draft_of_form(person_id=person_id, form=form)
    box = _box(act, Draft(0, person_id, form, 0, answers, {}, act.now, preset=tuple(answers)))
    row = await act.tx.open_draft(person_id=person_id, form=form, answers=box, now=act.seconds)
    return read(act, row)


async def save(act: Act, draft: Draft) -> Draft | None:
    """Keep the draft under the next revision; None if somebody was faster."""
    box = _box(act, draft)
    saved = await act.tx.save_draft(draft_id=draft.id, rev=draft.rev, answers=box, now=act.seconds)
    return replace(draft, rev=draft.rev + 1, updated_at=act.now) if saved else None


async def save_learned(act: Act, draft: Draft, *, ask_again: bool) -> Draft | None:
    """Keep what was learned; a register that has not answered is asked again, less and less often, for a day."""
    wait = RETRIES[draft.retries] if ask_again and draft.retries < len(RETRIES) else None
    box = _box(act, draft)
    retry_at = seconds(act.now + wait) if wait else None
    saved = await act.tx.save_learned(draft_id=draft.id, rev=draft.rev, answers=box, retry_at=retry_at)
    return replace(draft, rev=draft.rev + 1, retries=draft.retries + 1) if saved else None
