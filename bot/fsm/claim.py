"""What is claimed with documents: a right to go first (R-32), kinship that no register knows (R-20); and returning it."""

from collections.abc import Mapping, Sequence
from datetime import date

from aiogram.fsm.state import State

from bot.fsm.common import day_shown, masked_iin
from bot.fsm.form import Ask, Attach, Choose, Form, Given, Option
from bot.fsm.place import districts, regions
from bot.fsm.readers import read_born, read_iin, read_name, read_words
from bot.words import N_, Html, Msg, _, say
from domain.claim import EXPIRING, Basis, Paper, check_certificate

NO_RIGHT = "none"

BASES: dict[str, Msg] = {
    Basis.SERVICEMAN: N_("Child of a serviceman"),
    Basis.FALLEN_SERVICEMAN: N_("Child of a fallen or missing serviceman"),
    Basis.SPECIAL_BODY: N_("Child of an employee of a special state body"),
    Basis.PARENT_WITH_DISABILITY: N_("A parent with disability"),
    Basis.ORPHAN: N_("An orphan, or a child without parental care"),
    Basis.LARGE_FAMILY: N_("A large family"),
    Basis.SPECIAL_NEEDS: N_("Special educational needs"),
    Basis.CHILD_WITH_DISABILITY: N_("The family raises a child with disability"),
    Basis.TEACHER: N_("Child of a teacher"),
}
PAPERS: dict[str, Msg] = {
    Basis.SERVICEMAN: N_("the certificate from the place of service, not older than a month"),
    Basis.FALLEN_SERVICEMAN: N_("the notice of death or missing in action, or the certificate of the military office"),
    Basis.SPECIAL_BODY: N_("the certificate from the place of work, not older than a month"),
    Basis.PARENT_WITH_DISABILITY: N_("the state certificate of the parent's disability"),
    Basis.ORPHAN: N_("the state certificate of guardianship or of the orphan's status"),
    Basis.LARGE_FAMILY: N_("the state certificate of a large family"),
    Basis.SPECIAL_NEEDS: N_("the conclusion of the psychological, medical and pedagogical consultation"),
    Basis.CHILD_WITH_DISABILITY: N_("the state certificate of the child's disability"),
    Basis.TEACHER: N_("the certificate from the place of work, not older than a month"),
}
KINSHIP_PAPERS: dict[str, Msg] = {
    Paper.BIRTH_CERTIFICATE: N_("The birth certificate"),
    Paper.GUARDIANSHIP: N_("The papers of guardianship"),
}
RETURN_REASONS: dict[str, Msg] = {
    "unreadable": N_("The document cannot be read: please take the photo in better light"),
    "another_document": N_("This is another document than the one that is needed"),
    "expired": N_("The document is out of date"),
    "another_person": N_("The document is about another person"),
    "pages_missing": N_("A page or the stamp is missing"),
    "other": N_("Another reason, in words"),
}

_DATE_OF_ISSUE = N_("On which day was the certificate issued? For example 05.11.2026.")
_HOW = N_(
    "A photo or a file: PDF, JPEG or PNG, 20 MB at most each, five at most together. Only the department sees it."
)


def options_of_bases() -> tuple[Option, ...]:
    """Every basis of a right."""
    return tuple(Option(str(basis), words) for basis, words in BASES.items())


def has_right(given: Given) -> bool:
    """A right is claimed."""
    return given.get("right") in BASES


def has_certificate(given: Given) -> bool:
    """The right is proved by a certificate that is valid for a month only."""
    return given.get("right") in EXPIRING


def read_issued(text: str, given: Given) -> str:
    """The day of a certificate that is still valid, ISO."""
    issued = read_born(text, given)
    check_certificate(date.fromisoformat(issued), given.facts.today, given.facts.rules)
    return issued


def proof_words(given: Given) -> Html:
    """Which document proves the right."""
    return _("Send the document that proves the right: {paper}.", paper=say(PAPERS[given["right"]]))


def taken_words(given: Given) -> Html:
    """Which other papers are taken too (R-32)."""
    return _(
        "We ask for {paper}. If you have another official paper that shows the same – a decision of a court or an akimat, "
        "a certificate from a register or from eGov, a pension certificate – send that: it is taken too, and the department "
        "tells you what is missing.",
        paper=say(PAPERS[given["right"]]),
    )


def right_question(options: Sequence[Option], words: Msg) -> Choose:
    """Which right the child has."""
    return Choose(
        words,
        options,
        label=N_("Right to go first"),
        why=N_(
            "A right counts only after the department has checked its document. Until then the application stands in the "
            "ordinary order."
        ),
    )


def issued_question() -> Ask:
    """When a certificate that expires was issued."""
    return Ask(
        _DATE_OF_ISSUE,
        label=N_("Date of the certificate"),
        why=N_("A certificate from work is valid for one month."),
        read=read_issued,
        when=has_certificate,
        shown=day_shown,
    )


def proof_question(otherwise: Mapping[str, str] | None = None) -> Attach:
    """The documents that prove the right; `otherwise` leads on without it."""
    return Attach(proof_words, label=N_("Documents"), why=_HOW, when=has_right, taken=taken_words, otherwise=otherwise)


class ClaimRight(Form):
    """The right of an application that stands already, claimed later or once more."""

    title = N_("Right to go first")

    right = right_question(options_of_bases(), N_("Which right does the child have?"))
    issued = issued_question()
    proof = proof_question()
    review = State()
    send = N_("Send to the department")


def kinship_words(given: Given) -> Html:
    """Which document proves the kinship."""
    return _("Send the document: {paper}.", paper=say(KINSHIP_PAPERS[given["paper"]]))


def other_kinship_papers(given: Given) -> Html:
    """What else proves kinship."""
    return _(
        "If the paper is lost, a certificate about the registration of birth from eGov is taken too, or a decision of a "
        "court or an akimat on guardianship. The department helps to get them: contact centre {centre}."
    )


class ProveKinship(Form):
    """A child whom no register knows as the parent's own: typed, and proved with a document."""

    title = N_("Adding a child by document")

    iin = Ask(
        N_("The child's IIN, 12 digits?"),
        label=N_("Child's IIN"),
        read=read_iin,
        shown=lambda value, _given: masked_iin(value),
    )
    surname = Ask(
        N_("The child's surname, as in the birth certificate?"),
        label=N_("Surname"),
        why=N_("The department compares what you type with the document."),
        read=read_name,
    )
    given = Ask(N_("The child's given name?"), label=N_("Name"), read=read_name)
    patronymic = Ask(
        N_("The child's patronymic? If there is none, skip it."),
        label=N_("Patronymic"),
        read=read_name,
        optional=True,
    )
    born = Ask(
        N_("The child's date of birth, for example 27.03.2023?"),
        label=N_("Date of birth"),
        read=read_born,
        shown=day_shown,
    )
    sex = Choose(
        N_("Is it a girl or a boy?"),
        (Option("female", N_("A girl")), Option("male", N_("A boy"))),
        label=N_("Sex"),
    )
    nationality = Ask(
        N_("The child's nationality (ethnicity)? You may skip this."),
        label=N_("Nationality"),
        read=read_name,
        optional=True,
    )
    region = Choose(
        N_("Which region's department should look at the document?"),
        regions,
        label=N_("Region"),
    )
    district = Choose(N_("Which district or city?"), districts, label=N_("District or city"))
    paper = Choose(
        N_("Which document do you send?"),
        tuple(Option(str(paper), words) for paper, words in KINSHIP_PAPERS.items()),
        label=N_("Document"),
    )
    proof = Attach(kinship_words, label=N_("Documents"), why=_HOW, taken=other_kinship_papers)
    review = State()
    send = N_("Send to the department")


def returning_words(given: Given) -> Html | None:
    """What returning a claim does."""
    return _("The family is told this reason at once, and can send the document again.")


class ReturnClaim(Form):
    """A clerk returns a claim with a reason."""

    title = N_("Returning a document")

    reason = Choose(
        N_("Why is it returned? The family reads this."),
        tuple(Option(key, words) for key, words in RETURN_REASONS.items()),
        label=N_("Reason"),
    )
    words = Ask(
        N_("Write in a sentence or two what is missing and how to mend it."),
        label=N_("In words"),
        read=read_words,
        when=lambda given: given.get("reason") == "other",
    )
    review = State()
    send = N_("Return it")
    before_sending = returning_words
