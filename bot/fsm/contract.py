"""Signing with a one-time code: interest in an issued voucher (R-50, R-51), and the contract with a kindergarten (R-55)."""

from datetime import timedelta

from bot.fsm.common import masked_phone
from bot.fsm.form import Choose, Form, Given, Option, Secret
from bot.words import N_, Html, _


def own_phone(given: Given) -> str:
    """The number the parent registered with."""
    return str(given.facts.known["phone"])


def signing_words(given: Given) -> Html:
    """Where the code that signs went."""
    return _(
        "We have sent a one-time code by SMS to {phone}. Typing it here signs.\nThe code is valid for {minutes} "
        "minutes.",
        phone=masked_phone(own_phone(given)),
        minutes=given.facts.rules.number("code_lifetime"),
    )


def interest_words(given: Given) -> Html:
    """What confirming interest means."""
    return _(
        "You confirm that <b>{child}</b> still needs a place in a kindergarten.\n"
        "After that you have {days} working days to choose a kindergarten and sign the contract.\n\n"
        "Answer by: {deadline}",
        child=given.facts.known["child"],
        days=given.facts.rules.number("contract"),
        deadline=given.facts.known["deadline"],
    )


class ConfirmInterest(Form):
    """Interest in the voucher, signed with a code."""

    title = N_("Confirming interest")

    sure = Choose(interest_words, (Option("yes", N_("Sign: send me a code")),))
    code = Secret(signing_words, phone=own_phone, lasts=timedelta(minutes=5))


def contract_words(given: Given) -> Html:
    """What signing the contract means; the group was chosen in the catalogue."""
    known = given.facts.known
    return _(
        "Electronic contract\n\nChild: <b>{child}</b>\nKindergarten: <b>{kindergarten}</b>\n{address}\nGroup: {group}\n\n"
        "When you sign and send it, the kindergarten has {days} working days to sign on its side.\n\nSign by: {deadline}",
        child=known["child"],
        kindergarten=known["garden"],
        address=known["address"],
        group=known["group"],
        days=given.facts.rules.number("kindergarten_answer"),
        deadline=known["deadline"],
    )


def agreeing(given: Given) -> tuple[Option, ...]:
    """Agreeing with the contract of this very kindergarten; choosing another one asks again."""
    return (Option(f"yes-{given['kindergarten']}", N_("Sign and send: send me a code")),)


class Contract(Form):
    """The contract with the kindergarten that was chosen (R-54, R-55); `kindergarten` names its group."""

    title = N_("Signing the contract")

    agree = Choose(contract_words, agreeing)
    code = Secret(signing_words, phone=own_phone, signs=lambda given: given["kindergarten"], lasts=timedelta(minutes=5))
