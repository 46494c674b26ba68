"""Signing interest in an issued voucher (R-50, R-51), and the contract with a kindergarten (R-55).

With ЭЦҚ on the phone or by a file, or with a one-time code: what the region's rules allow and what is connected here.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.fsm.common import masked_phone
from bot.fsm.form import Choose, Form, Given, Option, Secret, Sign
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


EDS_WORDS = {
    "phone": N_("📱 Sign with eGov Mobile"),
    "file": N_("💻 Sign at a computer, send a .cms file"),
}


def eds_options(given: Given, about: str = "") -> tuple[Option, ...]:
    """The ways of signing with ЭЦҚ that are connected; the key names what is signed too."""
    return tuple(Option(f"{way}{about}", words) for way, words in EDS_WORDS.items() if way in given.facts.eds)


def ways(given: Given, code: Option, about: str = "") -> tuple[Option, ...]:
    """How this may be signed: by the region's rule, and by what is connected."""
    allowed = given.facts.known["signatures"]
    with_eds = eds_options(given, about) if "eds" in allowed else ()
    return (*with_eds, code) if "code" in allowed and given.facts.sms else with_eds


def way_of(answer: str | None) -> str | None:
    """phone or file, where the answer to how it is signed says so."""
    return next((way for way in EDS_WORDS if (answer or "").partition("-")[0] == way), None)


def own_iin(given: Given) -> str:
    """Whose signature it has to be."""
    return str(given.facts.known["iin"])


def eds_words(_given: Given) -> Html:
    """Drawn with the session instead."""
    return _("Sign with your digital signature (ЭЦҚ).")


def by_eds(asked: str, signs: Callable[[Given], str] = lambda _given: "") -> Sign:
    """Signing with ЭЦҚ, where the question `asked` is answered so; `signs`: which of several things is signed."""
    return Sign(
        eds_words,
        way=lambda given: way_of(given[asked]) or "",
        iin=own_iin,
        signs=signs,
        when=lambda given: way_of(given.get(asked)) is not None,
    )


def by_code(asked: str, signs: Callable[[Given], str] = lambda _given: "") -> Secret:
    """Signing with a one-time code, where the question `asked` is answered so."""
    return Secret(
        signing_words,
        phone=own_phone,
        signs=signs,
        when=lambda given: way_of(given.get(asked)) is None,
        lasts=timedelta(minutes=5),
    )


class ConfirmInterest(Form):
    """Interest in the voucher, signed."""

    title = N_("Confirming interest")

    sure = Choose(interest_words, lambda given: ways(given, Option("yes", N_("Sign: send me a code"))))
    eds = by_eds("sure")
    code = by_code("sure")


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


def contract_ways(given: Given) -> tuple[Option, ...]:
    """The same, in every way in which it may be signed."""
    return ways(given, agreeing(given)[0], f"-{given['kindergarten']}")


class Contract(Form):
    """The contract with the kindergarten that was chosen (R-54, R-55); `kindergarten` names its group."""

    title = N_("Signing the contract")

    agree = Choose(contract_words, contract_ways)
    eds = by_eds("agree", lambda given: given["kindergarten"])
    code = by_code("agree", lambda given: given["kindergarten"])
