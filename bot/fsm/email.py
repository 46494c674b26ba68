"""The e-mail, asked once after registration; many parents have none, so it can be skipped (R-13)."""

from email_validator import EmailNotValidError, validate_email

from bot.fsm.form import Ask, Form, Given
from bot.words import N_
from domain.not_allowed import NotAllowed, Reason


def read_email(text: str, _given: Given) -> str:
    """An address that may exist; whether it does nobody asks."""
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise NotAllowed(Reason.EMAIL_UNREADABLE, example="aigul@mail.kz") from None


class Email(Form):
    """One question."""

    title = N_("E-mail")

    email = Ask(
        N_("Your e-mail? If you have none, skip this."),
        label=N_("E-mail"),
        why=N_("It is kept in case you cannot be reached by phone. You can change it at any time in «My data»."),
        read=read_email,
        optional=True,
    )
