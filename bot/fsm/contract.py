"""Signing with a one-time code: interest in an issued voucher (R-50, R-51), and the contract with a kindergarten (R-55)."""

from datetime import timedelta

from bot.fsm.common import masked_phone
from bot.fsm.form import Choose, Form, Given, Option, Secret
from bot.words import N_, Html, _
from domain.not_allowed import Reason


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
    """What signing the contract means."""
    name, address = given.facts.known["gardens"][given["kindergarten"]]
    return _(
        "Electronic contract\n\nChild: <b>{child}</b>\nKindergarten: <b>{kindergarten}</b>\n{address}\n\n"
        "When you sign and send it, the kindergarten has {days} working days to sign on its side.",
        child=given.facts.known["child"],
        kindergarten=name,
        address=address,
        days=given.facts.rules.number("kindergarten_answer"),
    )


def agreeing(given: Given) -> tuple[Option, ...]:
    """Agreeing with the contract of this very kindergarten; choosing another one asks again."""
    return (Option(f"yes-{given['kindergarten']}", N_("Sign and send: send me a code")),)


def choosing_words(given: Given) -> Html:
    """The list that follows, or that there is nothing to choose from now."""
    if not given.facts.lists["kindergartens"]:
        return _(
            "At this moment no kindergarten of your place has a free place in a group that fits the child's age, group "
            "type and language.\nLeave this form and join waiting lists: «My applications» → «Waiting lists». The contact "
            "centre helps too: 8 (727) 339-72-22.\n\nSign by: {deadline}",
            deadline=given.facts.known["deadline"],
        )
    return _(
        "Kindergartens with a free place for {child}. Which one do you choose?\n\nSign by: {deadline}",
        child=given.facts.known["child"],
        deadline=given.facts.known["deadline"],
    )


class Contract(Form):
    """A kindergarten with a free place, and the contract with it (R-54, R-55)."""

    title = N_("Choosing a kindergarten")

    kindergarten = Choose(choosing_words, "kindergartens", label=N_("Kindergarten"), gone=Reason.NO_FREE_PLACE)
    agree = Choose(contract_words, agreeing)
    code = Secret(signing_words, phone=own_phone, signs=lambda given: given["kindergarten"], lasts=timedelta(minutes=5))
