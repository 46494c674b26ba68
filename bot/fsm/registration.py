"""Registration of a parent or legal representative (R-10, R-11), also signing in from another Telegram account."""

from aiogram.fsm.state import State

from bot.fsm.common import (
    NOT_GIVEN,
    POLICY_VERSION,
    SEX_WORDS,
    SEXES,
    day_shown,
    masked_iin,
    masked_phone,
    phone_of,
    with_registry,
    without_registry,
)
from bot.fsm.form import Ask, Choose, Form, Given, Learn, Option, Secret, Share
from bot.fsm.readers import read_born, read_iin, read_name, read_phone
from bot.words import N_, Html, _, say

POLICY = N_(
    "<b>How we use your data</b>\n"
    "We take your phone number, IIN and what the state registers say about you and your children: names, sex, date of "
    "birth, kinship, social status.\n"
    "We need them for one thing: the voucher queue, the voucher, the contract and the timesheet. The education "
    "department of your place and the kindergarten you choose see what their work needs; support sees the questions that you "
    "send to it, without your name and numbers; nobody else sees anything.\n"
    "Data are kept encrypted. You may withdraw your consent at any time in «My data» or through the contact centre "
    "{centre}; without it we cannot serve the application.\n"
    "Version of the policy: {version}"
)


def policy_words(_given: Given) -> Html:
    """The data policy with its version."""
    return _(POLICY, version=POLICY_VERSION)


def found_person(given: Given) -> Html:
    """The register's data about the person, to be recognised."""
    found = given.learned["register"].facts
    return _(
        "The register of citizens says:\n\n<b>{name}</b>\nSex: {sex}\nDate of birth: {born}\n\nAre these your data?",
        name=" ".join(filter(None, (found["surname"], found["given"], found["patronymic"]))),
        sex=say(SEX_WORDS.get(found["sex"] or "", NOT_GIVEN)),
        born=day_shown(found["born"], given) if found["born"] else say(NOT_GIVEN),
    )


def code_words(given: Given) -> Html:
    """Where the code went."""
    return _(
        "We have sent a one-time code by SMS to {phone}.\nType the code here. It is valid for {minutes} minutes.",
        phone=masked_phone(phone_of(given)),
        minutes=given.facts.rules.number("code_lifetime"),
    )


class Registration(Form):
    """Who are you, and may we use your data? (R-10)"""

    title = N_("Registration")

    phone = Share(
        N_(
            "Your mobile number?\nPress the button under the chat to share it, or type it, for example 8 701 234 56 78."
        ),
        label=N_("Phone"),
        why=N_("A code comes to this number, and reminders if Telegram cannot reach you."),
        read=read_phone,
        shown=lambda value, _given: masked_phone(value),
    )
    iin = Ask(
        N_("Your IIN, 12 digits?"),
        label=N_("IIN"),
        why=N_("It stands on your identity card. With it we find you in the state registers."),
        read=read_iin,
        shown=lambda value, _given: masked_iin(value),
    )
    policy = Choose(
        policy_words,
        (Option(POLICY_VERSION, N_("I have read it and agree")),),
    )
    base = Learn(
        "phone",
        ("phone", "iin"),
        ("valid",),
        {
            "invalid": N_(
                "In the mobile citizens' database this number does not stand together with this IIN, so we sent no "
                "code.\nRegister the number in your name in eGov Mobile or at a public service centre (1414), then "
                "press «Check again». Or go back and give another number."
            ),
            "not_found": N_(
                "The mobile citizens' database does not know this number.\nRegister it in your name in eGov Mobile or "
                "at a public service centre (1414), then press «Check again». Or go back and give another number."
            ),
            "pending": N_(
                "The mobile citizens' database is waiting for your consent: answer the SMS from 1414.\nAs soon as it "
                "has your answer, we go on by ourselves."
            ),
            "timeout": N_("The consent from 1414 was not given in time. Press «Check again» to ask once more."),
            "unavailable": N_(
                "The mobile citizens' database does not answer just now. Your answers are kept, and we go on by "
                "ourselves as soon as it answers."
            ),
        },
        when=with_registry,
    )
    code = Secret(code_words, phone=phone_of, when=lambda given: given.facts.codes)
    register = Learn(
        "person",
        ("iin",),
        ("valid",),
        {
            "invalid": N_("The register of citizens did not accept this IIN. Go back and check it."),
            "not_found": N_("The register of citizens does not know this IIN. Go back and check it."),
            "pending": N_(
                "The register of citizens is waiting for your consent: answer the SMS from 1414.\nAs soon as it has "
                "your answer, we go on by ourselves."
            ),
            "timeout": N_("The consent from 1414 was not given in time. Press «Check again» to ask once more."),
            "unavailable": N_(
                "The register of citizens does not answer just now. Your answers are kept, and we go on by ourselves "
                "as soon as it answers."
            ),
        },
        when=with_registry,
    )
    mine = Choose(
        found_person,
        (
            Option("yes", N_("Yes, these are my data")),
            Option(
                "no",
                N_("These are not my data"),
                ends=N_(
                    "Then we stop here, and nothing has been kept.\nPlease call the contact centre, people will help "
                    "you: {centre}, WhatsApp {whatsapp}. To try another IIN, press /start."
                ),
            ),
        ),
        when=with_registry,
    )
    surname = Ask(
        N_("Your surname, as in your identity card?"),
        label=N_("Surname"),
        why=N_("The state registers cannot be asked here yet, so we take your word and mark the data as unverified."),
        read=read_name,
        when=without_registry,
    )
    given = Ask(N_("Your given name?"), label=N_("Name"), read=read_name, when=without_registry)
    patronymic = Ask(
        N_("Your patronymic? If you have none, skip it."),
        label=N_("Patronymic"),
        read=read_name,
        when=without_registry,
        optional=True,
    )
    sex = Choose(N_("Your sex?"), SEXES, label=N_("Sex"), when=without_registry)
    born = Ask(
        N_("Your date of birth, for example 27.03.1990?"),
        label=N_("Date of birth"),
        read=read_born,
        when=without_registry,
        shown=day_shown,
    )
    review = State()
    send = N_("Finish the registration")
