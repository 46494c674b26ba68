"""Signing in with a password from another Telegram account, and a forgotten password (R-11, R-12)."""

import re

from bot.fsm.common import POLICY_VERSION, masked_iin, masked_phone, phone_of
from bot.fsm.email import read_email
from bot.fsm.form import Ask, Choose, Form, Given, Learn, Option, Secret, Share
from bot.fsm.password import Password
from bot.fsm.readers import read_iin, read_phone
from bot.fsm.registration import Registration, code_words, policy_words
from bot.words import N_
from domain.not_allowed import NotAllowed, Reason

LOGIN_LENGTH = (4, 30)
_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9._\-]{3,29}")
AGREE = (Option(POLICY_VERSION, N_("I have read it and agree")),)
NAMES = ("iin", "phone", "login", "email")
WITHDRAWN = ":withdrawn"
"""How what is learned of a password ends when the consent has been withdrawn."""

NEW_PASSWORD = N_("Think of a password: 8 to 40 characters. Type it here; we delete your message at once.")
AGAIN = N_("Type the same password once more.")


def read_login(text: str, _given: Given) -> str:
    """A login: Latin letters, digits and . _ -, beginning with a letter, so that it is no IIN and no phone."""
    if not _LOGIN.fullmatch(text):
        raise NotAllowed(Reason.LOGIN_UNREADABLE, at_least=LOGIN_LENGTH[0], at_most=LOGIN_LENGTH[1])
    return text


def read_name_to_sign_in(text: str, given: Given) -> str:
    """An IIN, a phone, a login or an e-mail, with its kind before it (R-11)."""
    kind, _colon, name = text.partition(":")  # an answer that is kept reads as itself
    text = name if kind in NAMES else text
    if "@" in text:
        return "email:" + read_email(text, given).casefold()
    if _LOGIN.fullmatch(text):
        return "login:" + text.casefold()
    digits = re.sub(r"\D", "", text)
    if len(digits) == 12:
        return "iin:" + read_iin(digits, given)
    if not digits:
        raise NotAllowed(Reason.IDENTITY_UNREADABLE)
    return "phone:" + read_phone(text, given)


def name_shown(value: str, _given: Given) -> str:
    """What was typed, without what nobody else should read."""
    kind, _colon, name = value.partition(":")
    masks = {"iin": masked_iin, "phone": masked_phone}
    return masks[kind](name) if kind in masks else name


def is_withdrawn(given: Given) -> bool:
    """The password was right, and the consent has been withdrawn: it is asked for anew."""
    return (given.get("password") or "").endswith(WITHDRAWN)


class SignIn(Form):
    """By IIN, phone, login or e-mail, with the password (R-11)."""

    title = N_("Signing in")

    who = Ask(
        N_("Your IIN, phone, login or e-mail?"),
        label=N_("Name to sign in"),
        why=N_("You need the password that you have set in «My data» before."),
        read=read_name_to_sign_in,
        shown=name_shown,
    )
    remember = Choose(
        N_("Shall we remember you here?"),
        (
            Option("yes", N_("Yes, this is my own phone")),
            Option("no", N_("No, others use this phone too")),
        ),
        label=N_("Remember me"),
    )
    password = Password(
        N_("Your password? We delete your message at once."),
        about=("who",),
        way=Option("forgotten", N_("Forgotten the password?"), opens="Forgotten"),
    )
    policy = Choose(policy_words, AGREE, when=is_withdrawn)


class Forgotten(Form):
    """Phone, IIN and consent, a code, then the new password twice (R-12)."""

    title = N_("Forgotten password")

    phone = Share(
        N_("Your mobile number? A code comes to it.\nPress the button under the chat, or type the number."),
        label=N_("Phone"),
        read=read_phone,
        shown=lambda value, _given: masked_phone(value),
    )
    iin = Ask(
        N_("Your IIN, 12 digits?"),
        label=N_("IIN"),
        why=N_("We send a code only to a number that is registered together with this IIN."),
        read=read_iin,
        shown=lambda value, _given: masked_iin(value),
    )
    policy = Choose(policy_words, AGREE)
    base = Learn("phone", ("phone", "iin"), ("valid",), Registration.base.outcomes)
    code = Secret(code_words, phone=phone_of)
    password = Password(NEW_PASSWORD, about=("iin",))
    again = Password(AGAIN, about=("password",))


def old_phone(given: Given) -> str:
    """The number that the account has now."""
    return str(given.facts.known["phone"])


class SetPassword(Form):
    """A code to the own number where one can be sent, then the password twice (R-10)."""

    title = N_("Password")

    code = Secret(
        lambda given: code_words(Given({"phone": old_phone(given)}, {}, given.facts)),
        phone=old_phone,
        when=lambda given: given.facts.codes,
    )
    password = Password(
        NEW_PASSWORD,
        why=N_("With it you can sign in from another Telegram account. Here you stay signed in without it."),
    )
    again = Password(AGAIN, about=("password",))


class SetLogin(Form):
    """A name of one's own to sign in by, beside IIN, phone and e-mail (R-11)."""

    title = N_("Login")

    login = Ask(
        N_("Choose a login: 4 to 30 Latin letters, digits, dots, hyphens or underscores. It begins with a letter."),
        label=N_("Login"),
        why=N_("You can sign in with it in place of the IIN."),
        read=read_login,
    )
