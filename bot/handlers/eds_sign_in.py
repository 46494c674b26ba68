"""Signing in with ЭЦҚ: a random text is signed, and the account with the signer's IIN opens in this chat (R-11)."""

import secrets
from collections.abc import Callable
from html import unescape

from aiogram.fsm.context import FSMContext

from bot.fsm.eds_sign_in import SignInByEds
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.rooms import home
from bot.handlers.snapshot import plain
from bot.house import Turn
from bot.screen import Screen
from bot.words import LANGUAGES, _, moment_words, speaking
from domain.not_allowed import NotAllowed, Reason
from usecases import families
from usecases.act import Act
from usecases.ports import Paper


async def begin(turn: Turn, state: FSMContext, forms: Forms) -> Screen:
    """Open the form; NotAllowed NOT_NOW for who is signed in, SIGNING_UNAVAILABLE where no ЭЦҚ can be checked."""
    if turn.parent_id is not None:
        raise NotAllowed(Reason.NOT_NOW)
    if not turn.house.eds:
        raise NotAllowed(Reason.SIGNING_UNAVAILABLE)
    return await forms.open(turn, state, "SignInByEds", {})


async def challenge(act: Act, turn: Turn, _draft: Draft, reference: str) -> Callable[[], Paper]:
    """What is signed: a text that nobody could have had signed before, and that says whom it lets in, for the link to
    eGov Mobile may be forwarded.
    """
    number, names, texts = secrets.token_hex(16), [], []
    account = " ".join(filter(None, (f"…{str(turn.person['telegram_id'])[-4:]}", turn.called)))
    for language in LANGUAGES:
        with speaking(language):
            names.append(unescape(_("Signing in to Balabaqsha Bot")))
            texts.append(
                unescape(
                    _(
                        "I sign in to Balabaqsha Bot from another Telegram account.\nMy family's data will open to the "
                        "Telegram account: {account}\nDon't sign if this is not your account, or if you did not ask for it "
                        "yourself.\n{moment}\nSigning No. {reference}\nRandom number: {number}",
                        account=account,
                        moment=moment_words(act.now),
                        reference=reference,
                        number=number,
                    )
                )
            )
    paper = Paper(names[0], names[1], False, "\n\n".join(texts).encode())
    return lambda: paper


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The account is open here; NotAllowed NO_ACCOUNT, ACCOUNT_UNVERIFIED."""
    iin = draft.learned["eds"].facts["iin"]
    assert iin is not None, "a signature that holds names its signer"
    await families.sign_in(act, iin, answers["policy"])
    turn.person = await act.tx.person_by_id(person_id=turn.person_id)
    return await home(act, turn, _("✅ <b>You are signed in.</b> Your family's data are open here."))


SIGN_IN_BY_EDS = Kind(SignInByEds, plain, finish, paper=challenge)
