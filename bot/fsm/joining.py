"""Joining an application that somebody else lodged: by kinship or by an invitation, and signing for who came (R-21)."""

from datetime import timedelta

from bot.fsm.child import found_child
from bot.fsm.common import masked_iin
from bot.fsm.contract import own_phone, signing_words
from bot.fsm.form import Ask, Choose, Form, Given, Learn, Option, Secret
from bot.fsm.readers import read_iin
from bot.words import N_, Html, Msg, _

RELATED = ("mother", "father", "guardian")
NOTHING_KEPT = N_("Nothing has been kept. Check the IIN and try again.")
_UNCONFIRMED = N_(
    "The register of kinship does not confirm that you are a parent or guardian of this child, so the application cannot "
    "be opened to you.\nIf that is a mistake, add the child with a document: «My children» → «Add a child». The education "
    "department looks at it. Contact centre: {centre}."
)
_SILENT = N_("The registers do not answer just now. We go on by ourselves as soon as they answer.")
_PENDING = N_(
    "The register is waiting for your consent: answer the SMS from 1414.\nAs soon as it has your answer, we go on by "
    "ourselves."
)
_LATE = N_("The consent from 1414 was not given in time. Press «Check again» to ask once more.")
_OUTCOMES: dict[str, Msg] = {
    "invalid": _UNCONFIRMED,
    "not_found": _UNCONFIRMED,
    "pending": _PENDING,
    "timeout": _LATE,
    "unavailable": _SILENT,
}
_ASK = Option("ask", N_("Ask who invited me"), opens="AskInviter", carries=("invitation",))


def _kinship(*, invited: bool) -> Learn:
    """Kinship, asked of the register; one who was invited may ask the inviter where it is silent."""
    ways = dict.fromkeys(("pending", "timeout", "unavailable"), _ASK) if invited else None
    return Learn("kinship", ("iin",), RELATED, _OUTCOMES, ways=ways)


def _register() -> Learn:
    return Learn("person", ("iin",), ("valid",), _OUTCOMES)


def application_words(given: Given) -> Html:
    """What the parent is about to join; nothing of it is said before the kinship is confirmed."""
    return given.facts.known.get("application") or _(
        "{found}\n\nNo live application of this child is known here. You can add the child and apply yourself.",
        found=found_child(given),
    )


def joining_options(given: Given) -> tuple[Option, ...]:
    """Joining, or adding the child where there is nothing to join."""
    no = Option("no", N_("No, go back"), ends=NOTHING_KEPT)
    if given.facts.known.get("application") is None:
        return Option("add", N_("Add the child")), no
    return Option("join", N_("Yes, join")), no


class Join(Form):
    """By the child's IIN and kinship confirmed by the register."""

    title = N_("Joining an application")

    iin = Ask(
        N_("The IIN of the child whose application you join, 12 digits?"),
        label=N_("Child's IIN"),
        why=N_("It stands on the birth certificate. The register says whether you are a parent or guardian."),
        read=read_iin,
        shown=lambda value, _given: masked_iin(value),
    )
    kinship = _kinship(invited=False)
    register = _register()
    join = Choose(application_words, joining_options)


class JoinInvited(Form):
    """By an invitation; `invitation` and `iin` are given with it, and the register is asked."""

    title = N_("Joining an application")

    kinship = _kinship(invited=True)
    register = _register()
    join = Choose(application_words, joining_options)


def asking_words(given: Given) -> Html:
    """Why the one who invited has to sign."""
    return _(
        "The register of kinship gives no answer, so the parent who invited you has to confirm that you belong to the "
        "family, with a code by SMS.\nWe tell them your given name and the last digits of your IIN: {iin}",
        iin=given.facts.known["iin"],
    )


class AskInviter(Form):
    """The register is silent: the one who invited is asked to sign; `invitation` is given."""

    title = N_("Joining an application")

    sure = Choose(
        asking_words,
        (Option("yes", N_("Ask for confirmation")), Option("no", N_("No, go back"), ends=N_("Nothing has been sent."))),
    )


def vouching_words(given: Given) -> Html:
    """Who came with the invitation, and what signing does."""
    known = given.facts.known
    return _(
        "With your invitation came: <b>{who}</b>, IIN {iin}\nChild: <b>{child}</b>\n\nThe register of kinship gives no "
        "answer. If you confirm, this person sees the application and may act: confirm, choose a kindergarten, refuse. "
        "Confirm only somebody whom you know well.",
        who=known["who"],
        iin=known["iin"],
        child=known["child"],
    )


class Vouch(Form):
    """The inviter signs with a code for the one who came; `invitation` is given."""

    title = N_("Confirming who came")

    sure = Choose(
        vouching_words,
        (
            Option("no", N_("Not now"), ends=N_("Nothing has been confirmed.")),
            Option("yes", N_("I confirm: send me a code")),
        ),
    )
    code = Secret(signing_words, phone=own_phone, signs=lambda given: given["invitation"], lasts=timedelta(minutes=5))
