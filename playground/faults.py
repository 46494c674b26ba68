"""Faults on demand: the next so many calls to a target fail in the way that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

TARGETS = ("telegram", "sms", "registry", "sigex", "ocsp")
STATES = ("valid", "invalid", "pending", "timeout", "not_found")
UNHURT = frozenset({"getupdates"})  # a poller never stops calling: it would use up every fault


@dataclass
class Fault:
    """`code` 0 drops the connection; a state instead of a number is a register's answer.

    With `after` the call takes effect first and only its answer is lost or replaced.
    """

    target: str
    code: int | str
    method: str | None = None
    retry_after: int | None = None
    description: str | None = None
    after: bool = False
    times: int = 1

    def hits(self, target: str, method: str) -> bool:
        """Is it meant for this call?"""
        if self.target != target:
            return False
        if self.method is None:
            return method.lower() not in UNHURT
        return self.method.lower().rsplit("/", 1)[-1] == method.lower()


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, asked: Mapping[str, Any]) -> Fault:
        """Order a fault; `times` 0 takes back those of the same target and method.

        Raises ValueError in plain words.
        """
        fault = _read(asked)
        if fault.times:
            self._coming.append(fault)
        else:
            same = (fault.target, fault.method)
            self._coming = [f for f in self._coming if (f.target, f.method) != same]
        return fault

    def take(self, target: str, method: str) -> Fault | None:
        """The fault for this call, if one is due; it is used up once."""
        for fault in self._coming:
            if fault.hits(target, method):
                fault.times -= 1
                if not fault.times:
                    self._coming.remove(fault)
                return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        """What is still to come."""
        return [asdict(fault) for fault in self._coming]

    def forget(self) -> None:
        """Nothing is to fail any more."""
        self._coming.clear()


def _read(asked: Mapping[str, Any]) -> Fault:
    unknown = set(asked) - set(Fault.__dataclass_fields__)
    if unknown:
        raise ValueError(f"A fault has no field {sorted(unknown)[0]!r}.")
    if asked.get("target") not in TARGETS:
        raise ValueError(f"`target` is one of {', '.join(TARGETS)}.")
    if not isinstance(asked.get("times", 1), int) or asked.get("times", 1) < 0:
        raise ValueError("`times` is a whole number, 0 or more.")
    _check_code(asked["target"], asked.get("code"))
    return Fault(**asked)


def _check_code(target: str, code: object) -> None:
    if target == "registry" and code in STATES:
        return
    if not isinstance(code, int) or isinstance(code, bool):
        states = f" or one of {', '.join(STATES)}" if target == "registry" else ""
        raise ValueError(f"`code` is an HTTP status, 0 for a dropped connection{states}.")
    if code != 0 and not 400 <= code <= 599 and not (target == "sms" and 1 <= code <= 9):
        more = ", or smsc's error code 1–9" if target == "sms" else ""
        raise ValueError(f"`code` is 0 or an HTTP status of 400–599{more}.")
