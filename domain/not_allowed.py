"""Why the rules say no: codes, never sentences. The words for each code belong to the bot."""

from collections.abc import Mapping
from enum import StrEnum, auto


class Reason(StrEnum):
    """One code for each way in which the rules say no."""

    # Identity numbers and phones
    IIN_LENGTH = auto()
    IIN_LETTERS = auto()
    IIN_IMPOSSIBLE = auto()
    IIN_ZEROS = auto()
    IIN_UNKNOWN = auto()
    PHONE_NOT_MOBILE = auto()
    PHONE_FOREIGN = auto()
    PHONE_NOT_IN_BASE = auto()
    CONTACT_NOT_OWN = auto()
    # One-time codes
    CODE_TOO_SOON = auto()
    CODE_DAILY_CAP = auto()
    CODE_PAUSED = auto()
    CODE_WRONG = auto()
    CODE_EXPIRED = auto()
    UNKNOWN_CODE = auto()
    SIGNATURE_NOT_ACCEPTED = auto()
    # Accounts, invitations, access
    ACCOUNT_EXISTS = auto()
    NOT_REGISTERED = auto()
    POLICY_NOT_ACCEPTED = auto()
    CONSENT_MISSING = auto()
    INVITE_USED = auto()
    INVITE_UNKNOWN = auto()
    NOT_YOURS = auto()
    NOT_STAFF = auto()
    OWN_CASE = auto()
    # Children
    CHILD_EXISTS = auto()
    CHILD_TOO_OLD = auto()
    CHILD_HAS_APPLICATION = auto()
    KINSHIP_UNKNOWN = auto()
    KINSHIP_PENDING = auto()
    # Applications and the queue (R-30 … R-43)
    ANSWER_MISSING = auto()
    ANSWER_UNKNOWN = auto()
    APPLICATION_EXISTS = auto()
    APPLICATION_UNKNOWN = auto()
    CHILD_INCOMPLETE = auto()
    ROUND_TOO_FEW = auto()
    ROUND_COUNT = auto()
    ROUND_DONE = auto()
    # Documents and claims
    FILE_EXPECTED = auto()
    FILE_EMPTY = auto()
    FILE_TOO_LARGE = auto()
    FILE_KIND = auto()
    FILE_LIES = auto()
    FILE_BROKEN = auto()
    FILE_UNFOLDS = auto()
    FILE_LOCKED = auto()
    FILE_INFECTED = auto()
    FILE_UNCHECKED = auto()
    FILE_LOST = auto()
    FILES_TOO_MANY = auto()
    CERTIFICATE_EXPIRED = auto()
    CLAIM_DECIDED = auto()
    # The voucher (R-50 … R-58)
    NOT_NOW = auto()
    TOO_LATE = auto()
    RESTORE_USED = auto()
    EXTENSION_NOT_YET = auto()
    EXTENSION_USED = auto()
    NO_FREE_PLACE = auto()
    GROUP_DOES_NOT_FIT = auto()
    MONTHS_NOT_MISSED = auto()
    NOT_OVER_AGE = auto()
    # The timesheet (R-60 … R-67)
    MONTH_NOT_OVER = auto()
    MARKS_MISSING = auto()
    SHEET_CHANGED = auto()
    ALREADY_ANSWERED = auto()
    DAYS_MISSING = auto()
    DAY_OUTSIDE_MONTH = auto()
    WORDS_MISSING = auto()
    # Reading what was said
    WORDS_EXPECTED = auto()
    CHOICE_EXPECTED = auto()
    CONTACT_NEEDED = auto()
    NAME_UNREADABLE = auto()
    DATE_UNREADABLE = auto()
    NUMBER_EXPECTED = auto()
    TOO_LONG = auto()
    PLACE_UNREADABLE = auto()
    EMAIL_UNREADABLE = auto()
    SIGNING_UNAVAILABLE = auto()


class NotAllowed(Exception):
    """The rules say no. Nothing was changed.

    `facts` are what the sentence for the reason may need, such as `seconds=34`.
    """

    def __init__(self, reason: Reason, **facts: int | str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, int | str] = facts
