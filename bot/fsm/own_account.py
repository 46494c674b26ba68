"""Forms about one's own account that are proven by a code: another phone, a copy of one's data, deleting them."""

from datetime import timedelta

from bot.fsm.common import masked_phone, phone_of
from bot.fsm.form import Choose, Form, Given, Learn, Option, Secret, Share
from bot.fsm.readers import read_phone
from bot.fsm.registration import Registration, code_words
from bot.fsm.signing_in import old_phone
from bot.words import N_, Html, _
from domain.not_allowed import NotAllowed, Reason


def codes_go(given: Given) -> bool:
    """Whether a code can be sent at all."""
    return given.facts.codes


def own_code_words(given: Given) -> Html:
    """Where the code to the account's own number went."""
    return code_words(Given({"phone": old_phone(given)}, {}, given.facts))


def own_code(signs: str) -> Secret:
    """A code to the number that the account has, where one can be sent."""
    return Secret(
        own_code_words, phone=old_phone, signs=lambda _given: signs, when=codes_go, lasts=timedelta(minutes=30)
    )


def read_other_phone(text: str, given: Given) -> str:
    """A number that is another one than the account's."""
    phone = read_phone(text, given)
    if phone == old_phone(given):
        raise NotAllowed(Reason.PHONE_SAME)
    return phone


def new_code_words(given: Given) -> Html:
    """Where the code to the new number went."""
    return Html(_("Now the new number.") + "\n" + code_words(given))


class ChangePhone(Form):
    """Both numbers are proven, each by its own code (R-10, R-11)."""

    title = N_("Another phone")

    old = own_code("old")
    phone = Share(
        N_("Your new mobile number?\nPress the button under the chat to share it, or type it."),
        label=N_("Phone"),
        why=N_(
            "No access to the old number? Register the new one in your name in eGov Mobile or at 1414, then sign in with a "
            "code from SMS: the new number is kept then."
        ),
        read=read_other_phone,
        shown=lambda value, _given: masked_phone(value),
    )
    base = Learn("own_phone", ("phone",), ("valid",), Registration.base.outcomes, when=codes_go)
    code = Secret(new_code_words, phone=phone_of, signs=lambda _given: "new", when=codes_go)


class ExportData(Form):
    """Everything that is kept about the person and their children, as a file."""

    title = N_("A copy of my data")

    sure = Choose(
        N_(
            "You get a JSON file here in the chat: everything the bot keeps about you and your children, with IINs in full. "
            "After it come the documents you have sent.\nWhoever opens this chat can open the files. Delete them when you "
            "don't need them any more."
        ),
        (Option("yes", N_("Send me the file")),),
    )
    code = own_code("export")


NOTHING_DELETED = N_("Nothing has been deleted.")


def what_follows(given: Given) -> Html:
    """What goes, what stays, for how long and why; made by whoever looked at the data."""
    words: Html = given.facts.known["follows"]
    return words


class DeleteData(Form):
    """Everything that need not be kept (R-10, R-36, R-53, R-57)."""

    title = N_("Delete my data")

    sure = Choose(
        what_follows,
        (
            Option("no", N_("Keep everything"), ends=NOTHING_DELETED),
            Option("yes", N_("Delete my data for good")),
        ),
    )
    code = own_code("delete")
