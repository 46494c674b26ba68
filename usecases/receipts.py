"""The receipt of an application carries a keyed value, by which staff can tell a true one from a forged one."""

import re
from hmac import compare_digest

from usecases import staff
from usecases.act import Act, Row

PREFIX = "check_"
_PAYLOAD = re.compile(r"check_(\d{1,18})_([0-9a-f]{16})")


def check_value(act: Act, row: Row) -> str:
    """Sixteen letters that only we can work out for this application."""
    about = f"{row['id']}:{row['child_id']}:{row['lodged_at']}"
    return act.seal.fingerprint("receipt", about).hex()[:16]


def payload(act: Act, row: Row) -> str:
    """What the deep link on a receipt carries: the number and the value, nothing personal."""
    return f"{PREFIX}{row['id']:07d}_{check_value(act, row)}"


async def checked(act: Act, said: str) -> Row | None:
    """The application a receipt is about, if the receipt is ours; NotAllowed NOT_STAFF unless a clerk asks."""
    await staff.must_be_staff(act)
    found = _PAYLOAD.fullmatch(said)
    row = await act.tx.application_by_id(application_id=int(found[1])) if found else None
    if found is None or row is None or not compare_digest(check_value(act, row), found[2]):
        return None
    return row
