"""The sections of the bot, as its help and whoever asks a person name them; and which forms belong to which."""

from bot.words import N_, Msg

SECTIONS: dict[str, Msg] = {
    "register": N_("Registration and signing in"),
    "children": N_("My children"),
    "application": N_("The application"),
    "queue": N_("The queue"),
    "voucher": N_("The voucher"),
    "kindergarten": N_("Choosing a kindergarten"),
    "contract": N_("The contract"),
    "timesheet": N_("The attendance timesheet"),
    "account": N_("My account"),
    "eds": N_("The digital signature (ЭЦҚ)"),
}
FORMS: dict[str, str] = {
    "Registration": "register",
    "SignIn": "register",
    "Forgotten": "register",
    "SignInByEds": "eds",
    "AddChild": "children",
    "ProveKinship": "children",
    "Join": "application",
    "JoinInvited": "application",
    "AskInviter": "application",
    "Vouch": "application",
    "Apply": "application",
    "ClaimRight": "application",
    "ConfirmInterest": "voucher",
    "LookIn": "kindergarten",
    "WriteReview": "kindergarten",
    "Contract": "contract",
    "AcceptPlace": "contract",
    "Transfer": "contract",
    "Dispute": "timesheet",
    "Email": "account",
    "MyPlace": "account",
    "SetPassword": "account",
    "SetLogin": "account",
    "ChangePhone": "account",
    "ExportData": "account",
    "DeleteData": "account",
    "Feedback": "account",
}
"""The section in which a family's form stands; staff have no guide."""
