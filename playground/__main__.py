"""`python -m playground`: the bot in a browser page, with everything around it made up."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import webbrowser
from datetime import datetime
from pathlib import Path

from playground.moments import instant
from playground.server import Playground


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--database", type=Path, help="the bot's file, kept; else a temporary one")
    parser.add_argument("--now", type=_instant, help="where the clock begins, ISO 8601")
    parser.add_argument("--frozen", action="store_true", help="the clock stands still till moved")
    parser.add_argument("--without-bot", action="store_true", help="the servers only")
    parser.add_argument("--browser", action="store_true", help="open the page, if there is a screen")
    return parser.parse_args(given)


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError:
        raise argparse.ArgumentTypeError("an ISO 8601 instant: 2026-11-20T09:00:00") from None


async def run(options: argparse.Namespace) -> None:
    """Stand until somebody says stop."""
    playground = Playground(
        options.database,
        options.now,
        options.port,
        frozen=options.frozen,
        with_bot=not options.without_bot,
    )
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    try:
        await playground.start()
        _greet(playground, options)
        await stopped.wait()
    finally:
        await playground.stop()


def _greet(playground: Playground, options: argparse.Namespace) -> None:
    print(f"Playground: {playground.url} (nobody here is real; Ctrl+C stops it)", flush=True)
    if options.without_bot:
        for name, value in playground.environment.items():
            print(f"{name}={value}", flush=True)
    if options.browser:
        _open(playground.url)


def _open(url: str) -> None:
    """A page in the browser, if there is a screen to open it on."""
    screen = sys.platform in {"darwin", "win32"} or {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
    try:
        opened = bool(screen) and webbrowser.open_new_tab(url)
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        print(f"No screen here; open {url} yourself.", flush=True)


def main() -> int:
    """The command."""
    try:
        asyncio.run(run(arguments()))
    except OSError as error:
        print(f"The playground cannot start: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
