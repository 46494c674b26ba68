"""What the bot says about itself: name, descriptions and command lists, by language."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from playground.parameters import Parameters
from playground.refusal import bad
from playground.signals import Signals

Json = dict[str, Any]
Method = Callable[[Parameters], Awaitable[Any]]

USERNAME = "balabaqsha_playground_bot"
NAME = "Balabaqsha Bot"
LONGEST = {"name": 64, "description": 512, "short_description": 120}
COMMANDS = 100
PRIVATE = "all_private_chats"


class Profile:
    """The bot's own page at Telegram."""

    def __init__(self, bot_id: int, signals: Signals) -> None:
        self._id = bot_id
        self._signals = signals
        self._texts: dict[str, dict[str, str]] = {}
        self._commands: dict[str, dict[str, list[Json]]] = {}
        self.forget()

    def methods(self) -> dict[str, Method]:
        """By name in small letters."""
        table: dict[str, Method] = {
            "getme": self.get_me,
            "setmycommands": self.set_commands,
            "getmycommands": self.get_commands,
            "deletemycommands": self.delete_commands,
        }
        for name in LONGEST:
            word = name.replace("_", "")
            table[f"setmy{word}"] = self._setter(name)
            table[f"getmy{word}"] = self._getter(name)
        return table

    def user(self) -> Json:
        """The bot as a sender."""
        name = self._texts["name"].get("", NAME)
        return {"id": self._id, "is_bot": True, "first_name": name, "username": USERNAME}

    def shown(self) -> Json:
        """For the page: every text and command list, by language code ("" for the rest)."""
        return {
            "id": self._id,
            "username": USERNAME,
            "name": self._texts["name"].get("", NAME),
            "names": self._texts["name"],
            "description": self._texts["description"],
            "short_description": self._texts["short_description"],
            "commands": self._commands.get("default", {}) | self._commands.get(PRIVATE, {}),
        }

    def forget(self) -> None:
        """As BotFather made it."""
        self._texts = {name: {} for name in LONGEST}
        self._commands = {}

    async def get_me(self, asked: Parameters) -> Json:
        """getMe."""
        del asked
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    async def set_commands(self, asked: Parameters) -> bool:
        """setMyCommands."""
        commands = asked.json("commands")
        if not isinstance(commands, list) or len(commands) > COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH" if commands else "can't parse commands JSON object")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "").lstrip("/")):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands.setdefault(_scope(asked), {})[_language(asked)] = commands
        self._signals.tell("bot")
        return True

    async def get_commands(self, asked: Parameters) -> list[Json]:
        """getMyCommands."""
        return self._commands.get(_scope(asked), {}).get(_language(asked), [])

    async def delete_commands(self, asked: Parameters) -> bool:
        """deleteMyCommands."""
        self._commands.get(_scope(asked), {}).pop(_language(asked), None)
        return True

    def _setter(self, name: str) -> Method:
        async def set_text(asked: Parameters) -> bool:
            if len(asked.text(name)) > LONGEST[name]:
                raise bad(f"BOT_{name.upper()}_TOO_LONG")
            self._texts[name][_language(asked)] = asked.text(name)
            self._signals.tell("bot")
            return True

        return set_text

    def _getter(self, name: str) -> Method:
        async def get_text(asked: Parameters) -> Json:
            texts = self._texts[name]
            default = texts.get("", NAME if name == "name" else "")
            return {name: texts.get(_language(asked)) or default}

        return get_text


def _language(asked: Parameters) -> str:
    code = asked.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language_code specified")
    return code


def _scope(asked: Parameters) -> str:
    scope = asked.json("scope") or {"type": "default"}
    return scope["type"] if len(scope) == 1 else json.dumps(scope, sort_keys=True)
