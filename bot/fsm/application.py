"""The application for the voucher queue (R-30)."""

from aiogram.fsm.state import State

from bot.fsm.claim import NO_RIGHT, issued_question, options_of_bases, proof_question, right_question
from bot.fsm.common import GROUP_TYPES, LANGUAGES_OF_INSTRUCTION, POLICY_VERSION, options_of, with_registry
from bot.fsm.form import Choose, Form, Given, Learn, Option
from bot.fsm.place import district_question, locality_name_question, locality_question, region_question
from bot.fsm.registration import policy_words
from bot.words import N_, Html, Msg, _, say
from domain.not_allowed import Reason


def children(given: Given) -> tuple[Option, ...]:
    """The own children without a live application (R-33), and adding one."""
    return (*given.facts.lists["children"], Option("add", N_("➕ Add a child"), opens="AddChild"))


NO_STATUS = N_("none")
STATUSES: dict[str, Msg] = {
    "large_family": N_("large family"),
    "low_income": N_("low-income family"),
    "child_with_disability": N_("child with disability"),
    "parent_with_disability": N_("parent with disability"),
    "orphan": N_("orphan or child without parental care"),
    "serviceman": N_("family of a serviceman"),
}


def status_words(given: Given) -> Html | None:
    """The social status, filled in by the system (R-30)."""
    learned = given.learned.get("statuses")
    if learned is None:
        return None
    known = [say(STATUSES[code]) for code in (learned.facts.get("codes") or "").split(",") if code in STATUSES]
    return _("Social status by the registers: {statuses}", statuses=", ".join(known) or say(NO_STATUS))


class Apply(Form):
    """Application for the voucher queue (R-30)."""

    title = N_("Application for a voucher")

    child = Choose(N_("Which child is it for?"), children, label=N_("Child"), gone=Reason.APPLICATION_EXISTS)
    region = region_question(N_("In which region do you look for a kindergarten?"))
    district = district_question()
    locality = locality_question()
    locality_name = locality_name_question()
    group_type = Choose(
        N_("Which type of group does the child need?"),
        options_of(GROUP_TYPES),
        label=N_("Group type"),
    )
    language = Choose(
        N_("In which language should the child be taught?"),
        options_of(LANGUAGES_OF_INSTRUCTION),
        label=N_("Language of instruction"),
    )
    right = right_question(
        (Option(NO_RIGHT, N_("No, on general grounds")), *options_of_bases()),
        N_("Does the child have a right to go first?"),
    )
    issued = issued_question()
    proof = proof_question({"right": NO_RIGHT})
    policy = Choose(
        policy_words,
        (Option(POLICY_VERSION, N_("I have read it and agree")),),
        when=lambda given: bool(given.facts.known.get("old_policy")),
    )
    consent = Choose(
        N_("May we check these data and the family's social status in the state registers?"),
        (Option("yes", N_("Yes, I consent")),),
        label=N_("Consent"),
        why=N_("The department needs this check to place the child in the queue. Without consent we cannot send."),
    )
    statuses = Learn(
        "status",
        ("child",),
        ("valid", "not_found", "invalid"),
        {
            "pending": N_(
                "The registers are waiting for your consent to tell us the social status: answer the SMS from 1414.\n"
                "As soon as they have your answer, we go on by ourselves."
            ),
            "timeout": N_("The consent from 1414 was not given in time. Press «Check again» to ask once more."),
            "unavailable": N_(
                "The registers of social status do not answer just now. Your answers are kept, and we go on by "
                "ourselves as soon as they answer."
            ),
        },
        when=with_registry,
    )
    review = State()
    send = N_("Send")
    before_sending = status_words
