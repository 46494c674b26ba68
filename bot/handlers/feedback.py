"""«Rate the bot» (R-70): for everybody, registered or not, once a day."""

from aiogram.fsm.context import FSMContext

from bot.fsm.review import Feedback
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.snapshot import plain
from bot.house import Turn
from bot.reasons import reason_words
from bot.screen import Screen, column
from bot.taps import menu_button
from bot.words import _, language
from domain.not_allowed import NotAllowed, Reason
from usecases import feedback
from usecases.act import Act


async def room(turn: Turn, state: FSMContext, forms: Forms) -> Screen:
    """The form, or that today's has been said."""
    async with turn.looking() as act:
        if feedback.has_said(act, turn.person):
            return Screen(reason_words(NotAllowed(Reason.FEEDBACK_TODAY)), column(menu_button()))
    return await forms.open(turn, state, "Feedback", {})


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Kept without who said it."""
    await feedback.give(act, language(), int(answers["stars"]), answers.get("words") or "")
    text = _("✅ <b>Thank you!</b> The people who make this bot read it; it is kept without your name.")
    return Screen(text, column(menu_button()))


FEEDBACK = Kind(Feedback, plain, finish)
