"""Signing in with ЭЦҚ from another Telegram account (R-11): whose signature it is, theirs is the account."""

from bot.fsm.contract import eds_options, eds_words, way_of
from bot.fsm.form import Choose, Form, Given, Sign
from bot.fsm.registration import policy_words
from bot.fsm.signing_in import AGREE
from bot.words import N_, Html, _


def signing_in_words(_given: Given) -> Html:
    """What signing in does, and what is never asked for."""
    return _(
        "If you have registered here before, from another Telegram account, sign a short text with your digital signature "
        "(ЭЦҚ): your family's data then open here too.\n\nThe other accounts are told of it. The password of your key is "
        "never typed here."
    )


class SignInByEds(Form):
    """Sign in with a digital signature."""

    title = N_("Signing in with ЭЦҚ")

    policy = Choose(policy_words, AGREE)
    how = Choose(signing_in_words, eds_options)
    eds = Sign(eds_words, way=lambda given: way_of(given["how"]) or "", iin=lambda _given: None)
