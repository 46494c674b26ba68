"""Work that is done once for a day or a year, in short slices: the writer is never held for long, and a tick that was killed
goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from usecases.act import Act, Row


@dataclass(frozen=True, slots=True)
class Chore:
    """Work that is to be done for a scope (queue place, region, country), and where it goes on."""

    name: str
    scope: str
    doing: int
    category: int = 0
    lodged_at: int = 0
    after: int = 0

    @property
    def is_new(self) -> bool:
        """Nothing of it is done yet."""
        return self.after == 0


async def next_chore(act: Act, name: str, scopes: list[str], wanted: Callable[[str], int]) -> Chore | None:
    """The first scope for which the day or year that is wanted (0: none) isn't done."""
    known = {row["scope"]: row for row in await act.tx.chores(name=name)}
    for scope in scopes:
        target, row = wanted(scope), known.get(scope)
        if target > (row["done"] if row else 0):
            return _chore(name, scope, target, row)
    return None


def _chore(name: str, scope: str, target: int, row: Row | None) -> Chore:
    if row is None or row["doing"] != target:
        return Chore(name, scope, target)
    return Chore(name, scope, target, row["category"], row["lodged_at"], row["application_id"])


async def go_on(act: Act, chore: Chore, after: int, category: int = 0, lodged_at: int = 0) -> bool:
    """A slice is done: where the next begins. There is more to do."""
    await act.tx.go_on_with_chore(
        name=chore.name,
        scope=chore.scope,
        doing=chore.doing,
        category=category,
        lodged_at=lodged_at,
        application_id=after,
    )
    return True


async def finish(act: Act, chore: Chore) -> bool:
    """All of it is done; another scope may wait."""
    await act.tx.finish_chore(name=chore.name, scope=chore.scope, done=chore.doing)
    return True
