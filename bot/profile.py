"""How the bot presents itself in Telegram: commands and descriptions, in each language and bilingual by default."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription, TelegramMethod
from aiogram.types import BotCommand

from bot.words import LANGUAGES, N_, _, say, speaking

log = logging.getLogger(__name__)

COMMANDS = {
    "menu": N_("Menu"),
    "status": N_("Where my applications stand"),
    "language": N_("Language"),
    "help": N_("Help"),
    "cancel": N_("Leave the form"),
}


async def publish(bot: Bot) -> None:
    """Tell Telegram; what it refuses or misses now is told again at the next start."""
    try:
        for method in _methods():
            await bot(method)
    except TelegramAPIError as error:
        log.warning("the profile was not published: %s", type(error).__name__)


def _methods() -> list[TelegramMethod[bool]]:
    methods: list[TelegramMethod[bool]] = []
    spoken = {}
    for code in LANGUAGES:
        with speaking(code):
            spoken[code] = (
                [BotCommand(command=name, description=say(words)) for name, words in COMMANDS.items()],
                _(
                    "A place in kindergarten: from the voucher queue to the monthly timesheet, without missing a deadline."
                ),
                _("The kindergarten queue, the voucher, the timesheet."),
            )
    both = _both(spoken["kk"][0], spoken["ru"][0])
    methods.append(SetMyCommands(commands=both))
    methods.append(SetMyDescription(description=f"{spoken['kk'][1]}\n\n{spoken['ru'][1]}"))
    methods.append(SetMyShortDescription(short_description=f"{spoken['kk'][2]} {spoken['ru'][2]}"[:120]))
    for code, (commands, description, short) in spoken.items():
        methods.append(SetMyCommands(commands=commands, language_code=code))
        methods.append(SetMyDescription(description=description, language_code=code))
        methods.append(SetMyShortDescription(short_description=short, language_code=code))
    return methods


def _both(kk: list[BotCommand], ru: list[BotCommand]) -> list[BotCommand]:
    return [
        BotCommand(command=one.command, description=f"{one.description} · {two.description}")
        for one, two in zip(kk, ru, strict=True)
    ]
