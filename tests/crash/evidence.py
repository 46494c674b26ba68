"""What the database holds when all is over, read without the bot."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain import journal, voucher
from domain.voucher import State, Voucher
from storage.seal import Keys, Seal
from usecases.vouchers import voucher_of

Row = sqlite3.Row


class Evidence:
    """Questions to the file."""

    def __init__(self, connection: sqlite3.Connection, seal: Seal) -> None:
        self._connection, self._seal = connection, seal

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """What a query finds."""
        return self._connection.execute(sql, values).fetchall()

    def count(self, what: str, *values: Any) -> int:
        """How many there are: `count("inbox WHERE state = 'waiting'")`."""
        return int(self.rows(f"SELECT count(*) FROM {what}", *values)[0][0])

    def iins(self, table: str) -> Counter[str]:
        """The IINs of parents or children, with how often each is there."""
        rows = self.rows(f"SELECT iin_hash, data FROM {table}")
        return Counter(self._seal.open_json(table, row["iin_hash"].hex(), row["data"])["iin"] for row in rows)

    def events(self, application_id: int) -> list[str]:
        """What the journal says happened to a voucher, in order."""
        return [row["name"] for row in self._journal(application_id)]

    def _journal(self, application_id: int) -> list[Row]:
        return self.rows(
            "SELECT name, data FROM journal WHERE subject = 'voucher' AND subject_id = ? ORDER BY id", application_id
        )

    def replayed(self, application: Row) -> Voucher:
        """The voucher as the journal alone tells it."""
        told = self._journal(application["id"])
        events = [journal.restore("voucher", row["name"], json.loads(row["data"])) for row in told]
        begin = Voucher(application["id"], application["region"])
        return voucher.replay(begin, tuple(event for event in events if isinstance(event, voucher.Event)))

    def kept(self, application: Row) -> Voucher:
        """The voucher as its row tells it."""
        return voucher_of(application)

    def application_of(self, child_iin: str) -> Row:
        """The one application for a child."""
        (row,) = self.rows(
            "SELECT a.* FROM application a JOIN child c ON c.id = a.child_id WHERE c.iin_hash = ?",
            self._seal.fingerprint("iin", child_iin),
        )
        return row

    def owed(self, now: int) -> dict[str, int]:
        """What the bot still has to do at this moment; nothing if it is at rest."""
        what = {
            "updates wait": "inbox WHERE state = 'waiting'",
            "updates are done but not answered": "inbox WHERE state = 'done' AND answered = 0",
            "letters are due": f"letter WHERE state = 'waiting' AND not_before <= {now:d}",
        }
        return {words: number for words, table in what.items() if (number := self.count(table))}


@contextmanager
def opened(database: Path, data_key: str) -> Iterator[Evidence]:
    """The database, read only."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        yield Evidence(connection, Seal(Keys.parse(data_key)))
    finally:
        connection.close()


AFTER = {
    State.CONFIRMED: ["Issued", "InterestConfirmed"],
    State.REFUSED: ["Issued", "VoucherRefused"],
}
"""The whole journal of a voucher that stands there."""
