"""Adding a child by IIN; kinship is asked first, the register's data are shown only when it is confirmed (R-20)."""

from aiogram.fsm.state import State

from bot.fsm.common import NOT_GIVEN, SEX_WORDS, day_shown, masked_iin, with_registry, without_registry
from bot.fsm.form import Ask, Choose, Condition, Form, Given, Learn, Option
from bot.fsm.readers import read_born, read_iin, read_name
from bot.words import N_, Html, _, say

_UNCONFIRMED = N_(
    "The register of kinship does not confirm that you are a parent or guardian of this child, so we cannot show its "
    "data.\nCheck the IIN. If it is right, send the birth certificate or the papers of guardianship here: the education "
    "department of your place looks at them, and we tell you. Questions? Contact centre: {centre}."
)
_SEND_PAPER = Option("paper", N_("📎 Send a document"), opens="ProveKinship", carries=("iin",))
_SILENT = N_(
    "The registers do not answer just now. Your answers are kept, and we go on by ourselves as soon as they answer."
)
_PENDING = N_(
    "The register is waiting for your consent: answer the SMS from 1414.\nAs soon as it has your answer, we go on by "
    "ourselves."
)
_LATE = N_("The consent from 1414 was not given in time. Press «Check again» to ask once more.")


def found_child(given: Given) -> Html:
    """The register's data about the child."""
    found = given.learned["register"].facts
    return _(
        "The kinship is confirmed. The register says:\n\n<b>{name}</b>\nSex: {sex}\nDate of birth: {born}\n\n"
        "Is this your child?",
        name=" ".join(filter(None, (found["surname"], found["given"], found["patronymic"]))),
        sex=say(SEX_WORDS.get(found["sex"] or "", NOT_GIVEN)),
        born=day_shown(found["born"], given) if found["born"] else say(NOT_GIVEN),
    )


def lacks(fact: str) -> Condition:
    """The register was asked and has no such fact."""

    def condition(given: Given) -> bool:
        register = given.learned.get("register")
        return register is not None and not register.facts.get(fact)

    return condition


class AddChild(Form):
    """Which child is yours?"""

    title = N_("Adding a child")

    iin = Ask(
        N_("The child's IIN, 12 digits?"),
        label=N_("Child's IIN"),
        why=N_("It stands on the birth certificate."),
        read=read_iin,
        shown=lambda value, _given: masked_iin(value),
    )
    kinship = Learn(
        "kinship",
        ("iin",),
        ("mother", "father", "guardian"),
        {
            "invalid": _UNCONFIRMED,
            "not_found": _UNCONFIRMED,
            "pending": _PENDING,
            "timeout": _LATE,
            "unavailable": _SILENT,
        },
        when=with_registry,
        ways={"invalid": _SEND_PAPER, "not_found": _SEND_PAPER},
    )
    register = Learn(
        "person",
        ("iin",),
        ("valid",),
        {
            "invalid": N_("The register of citizens did not accept this IIN. Go back and check it."),
            "not_found": N_("The register of citizens does not know this IIN. Go back and check it."),
            "pending": _PENDING,
            "timeout": _LATE,
            "unavailable": _SILENT,
        },
        when=with_registry,
    )
    mine = Choose(
        found_child,
        (
            Option("yes", N_("Yes, this is my child")),
            Option(
                "no",
                N_("No, another child"),
                ends=N_("Nothing has been kept. Check the IIN and add the child again."),
            ),
        ),
        when=with_registry,
    )
    surname = Ask(
        N_("The child's surname, as in the birth certificate?"),
        label=N_("Surname"),
        why=N_("The state registers cannot be asked here yet, so we take your word and mark the data as unverified."),
        read=read_name,
        when=without_registry,
    )
    given = Ask(N_("The child's given name?"), label=N_("Name"), read=read_name, when=without_registry)
    patronymic = Ask(
        N_("The child's patronymic? If there is none, skip it."),
        label=N_("Patronymic"),
        read=read_name,
        when=without_registry,
        optional=True,
    )
    born = Ask(
        N_("The child's date of birth, for example 27.03.2023?"),
        label=N_("Date of birth"),
        read=read_born,
        when=lambda given: without_registry(given) or lacks("born")(given),
        shown=day_shown,
    )
    sex = Choose(
        N_("Is it a girl or a boy?"),
        (Option("female", N_("A girl")), Option("male", N_("A boy"))),
        label=N_("Sex"),
        when=lambda given: without_registry(given) or lacks("sex")(given),
    )
    nationality = Ask(
        N_("The child's nationality (ethnicity)? You may skip this."),
        label=N_("Nationality"),
        read=read_name,
        when=lambda given: without_registry(given) or lacks("nationality")(given),
        optional=True,
    )
    review = State()
    send = N_("Save")
