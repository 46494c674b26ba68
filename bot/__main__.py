"""The command line: run · migrate · staff · import · calendar · rules · feedback · new-key."""

import argparse
import asyncio
import base64
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvloop
from aiogram.exceptions import TelegramAPIError
from pydantic import ValidationError

from bot import feedback_command, law_commands, marks_command
from bot.app import App, import_places, invite, telegram
from bot.clock import SystemClock
from bot.places import places
from bot.settings import Settings, explain
from domain.rules import RuleBook
from gateways import holidays_kz, tables
from storage.dialect_sqlite import UnsupportedDatabase
from storage.migrations import NewerSchema
from storage.seal import Keys
from storage.sole import AlreadyRunning
from storage.store import Store
from usecases import staff
from usecases.act import Act, Law
from usecases.imports import import_applications
from usecases.kindergartens import COLUMNS, EXAMPLE, import_kindergartens


def main() -> int:
    """Do what the command line says; 2 when it or the settings can't be used."""
    arguments = _parser().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("aiogram.event", "apscheduler", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    if arguments.command == "new-key":
        sys.stdout.write(base64.b64encode(os.urandom(32)).decode() + "\n")
        return 0
    try:
        if getattr(arguments, "template", False):
            _write_template(arguments.file)
            return 0
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(explain(error) + "\n")
        return 2
    except (OSError, UserError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        uvloop.run(COMMANDS[arguments.command](settings, arguments))
    except (ValueError, OSError, UserError, UnsupportedDatabase, NewerSchema, AlreadyRunning) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


class UserError(Exception):
    """What the operator has to mend, in words."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="receive updates and serve people until stopped")
    commands.add_parser("migrate", help="bring the database's schema up to date")
    commands.add_parser("new-key", help="print a new DATA_KEY")
    people = commands.add_parser("staff", help="invite, list and remove staff").add_subparsers(
        dest="what", required=True
    )
    add = people.add_parser("add", help="print a one-time link for a clerk")
    add.add_argument("role", choices=("department", "kindergarten", "support"))
    add.add_argument(
        "scope",
        nargs="?",
        default=staff.COUNTRY,
        help="KATO code of the queue place, or the kindergarten's code; support answers the whole country",
    )
    people.add_parser("list", help="list staff: Telegram id, role, place")
    remove = people.add_parser("remove", help="end every right of a clerk at once")
    remove.add_argument("telegram_id", type=int, help="the clerk's Telegram id, as `staff list` shows it")
    imports = commands.add_parser("import", help="import data").add_subparsers(dest="what", required=True)
    gardens = imports.add_parser("kindergartens", help="add or renew kindergartens and their groups from CSV or XLSX")
    gardens.add_argument("file", type=Path)
    gardens.add_argument("--template", action="store_true", help="write an empty table with an example to FILE instead")
    gardens.add_argument("--dry-run", action="store_true", help="only look whether every line can be used")
    classifier = imports.add_parser("places", help="add or renew localities (KATO) from CSV")
    classifier.add_argument("file", type=Path)
    classifier.add_argument("--dry-run", action="store_true", help="only look whether every line can be used")
    queues = imports.add_parser("applications", help="bring applications lodged elsewhere from CSV")
    queues.add_argument("file", type=Path)
    queues.add_argument("--dry-run", action="store_true", help="only look whether every line can be used")
    marks = imports.add_parser("timesheets", help="bring the marks of a kindergarten's month from CSV or XLSX")
    marks.add_argument("file", type=Path)
    marks.add_argument("--kindergarten", required=True, help="its code")
    marks.add_argument("--month", required=True, help="such as 2026-11")
    marks.add_argument("--dry-run", action="store_true", help="only look what would change")
    law_commands.add_to(commands)
    feedback_command.add_to(commands)
    return parser


async def _run(settings: Settings, _arguments: argparse.Namespace) -> None:
    app, stop = App(settings, SystemClock()), asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await app.start()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    logging.getLogger("bot").info("running")
    await stop.wait()
    await app.stop()


@asynccontextmanager
async def _acting(settings: Settings) -> AsyncIterator[Act]:
    store = await Store.open(settings.database_url, Keys.parse(settings.data_key.get_secret_value()))
    try:
        law = Law(RuleBook.load(), holidays_kz.calendar())
        async with store.transaction() as tx:
            yield Act(tx, store.seal, law, SystemClock().now())
    finally:
        await store.close()


async def _migrate(settings: Settings, _arguments: argparse.Namespace) -> None:
    async with _acting(settings):
        sys.stdout.write("The database is up to date.\n")


async def _staff(settings: Settings, arguments: argparse.Namespace) -> None:
    await STAFF[arguments.what](settings, arguments)


async def _list_staff(settings: Settings, _arguments: argparse.Namespace) -> None:
    async with _acting(settings) as act:
        for row in await act.tx.every_staff():
            sys.stdout.write(f"{row['telegram_id']}\t{row['role']}\t{row['scope']}\n")


async def _remove_staff(settings: Settings, arguments: argparse.Namespace) -> None:
    async with _acting(settings) as act:
        ended = await staff.remove(act, arguments.telegram_id)
    if not ended:
        raise UserError("Nobody with this Telegram id is staff. `python -m bot staff list` shows who is.")
    sys.stdout.write(f"Removed. Rights ended: {ended}\n")


async def _add_staff(settings: Settings, arguments: argparse.Namespace) -> None:
    name = await _username(settings)
    async with _acting(settings) as act:
        token = await invite(act, arguments.role, arguments.scope)
    sys.stdout.write(f"Open once, within 7 days: https://t.me/{name}?start={token}\n")


async def _username(settings: Settings) -> str:
    """The bot's own name, which the link needs; asked of Telegram."""
    bot = telegram(settings)
    try:
        return (await bot.me()).username or ""
    except TelegramAPIError:
        raise UserError("Telegram does not answer, so the link can't be made. Please try again.") from None
    finally:
        await bot.session.close()


async def _import(settings: Settings, arguments: argparse.Namespace) -> None:
    content = arguments.file.read_bytes()
    if arguments.what == "applications":
        await _import_applications(settings, content.decode("utf-8-sig"), dry=arguments.dry_run)
        return
    if arguments.what == "timesheets":
        async with _acting(settings) as act:
            sys.stdout.write(await marks_command.bring(act, arguments, content) + "\n")
        return
    async with _acting(settings) as act:
        match arguments.what:
            case "places":
                rows = await import_places(act, content.decode("utf-8-sig"), dry=arguments.dry_run)
            case _:
                districts = set(places().districts)
                rows = await import_kindergartens(act, tables.read(content), districts, dry=arguments.dry_run)
    said = "Rows that can be imported" if arguments.dry_run else "Rows imported"
    sys.stdout.write(f"{said}: {rows}\n")


def _write_template(path: Path) -> None:
    """The columns and one example line; a file that is there is not written over."""
    if path.exists():
        raise UserError(f"{path} exists; name a new file.")
    write = tables.write_xlsx if path.suffix.lower() == ".xlsx" else tables.write_csv
    write(path, [COLUMNS, EXAMPLE])
    sys.stdout.write(f"Written: {path}. Replace the example line; `--dry-run` checks the file.\n")


async def _import_applications(settings: Settings, text: str, *, dry: bool) -> None:
    async with _acting(settings) as act:
        done = await import_applications(act, text, set(places().districts), dry=dry)
    words = "Applications that can be imported" if dry else "Applications imported"
    sys.stdout.write(f"{words}: {done.new} (here already: {done.known})\n")


STAFF = {"add": _add_staff, "list": _list_staff, "remove": _remove_staff}


async def _law(settings: Settings, arguments: argparse.Namespace) -> None:
    async with _acting(settings) as act:
        for line in await law_commands.DEEDS[arguments.command, arguments.what](act, arguments):
            sys.stdout.write(line + "\n")


async def _feedback(settings: Settings, arguments: argparse.Namespace) -> None:
    async with _acting(settings) as act:
        for line in await feedback_command.told(act, arguments):
            sys.stdout.write(line + "\n")


COMMANDS = {
    "run": _run, "migrate": _migrate, "staff": _staff, "import": _import, "calendar": _law, "rules": _law,
    "feedback": _feedback,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
