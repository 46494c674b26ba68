"""Reason → words: why the rules say no, in a sentence that says how to mend it. Complete by test."""

from bot.words import N_, Html, Msg, _
from domain.not_allowed import NotAllowed, Reason

WORDS: dict[Reason, Msg] = {
    Reason.IIN_LENGTH: N_("An IIN has 12 digits; here there are {digits}. Please check and type it again."),
    Reason.IIN_LETTERS: N_("An IIN consists of digits only, without letters. Please type the 12 digits."),
    Reason.IIN_IMPOSSIBLE: N_(
        "No such IIN has ever been issued: the last digit does not fit the others. One digit is probably mistyped. "
        "Please compare it with the card."
    ),
    Reason.IIN_ZEROS: N_("An IIN does not consist of zeros alone. Please type the 12 digits from the card."),
    Reason.IIN_UNKNOWN: N_("The register does not know this IIN. Please check it."),
    Reason.PHONE_NOT_MOBILE: N_(
        "This is not a mobile number of Kazakhstan. Please type it like this: 8 701 234 56 78."
    ),
    Reason.PHONE_FOREIGN: N_(
        "This is a number of another country. We need a mobile number of Kazakhstan, for example 8 701 234 56 78."
    ),
    Reason.PHONE_NOT_IN_BASE: N_("In the mobile citizens' database this number does not stand together with this IIN."),
    Reason.CONTACT_NOT_OWN: N_(
        "This is somebody else's contact. Please share your own with the button under the chat."
    ),
    Reason.CONTACT_NEEDED: N_(
        "Please share your number with the button under the chat: that way Telegram confirms that it is yours."
    ),
    Reason.CODE_TOO_SOON: N_("A new code can be sent in {seconds} seconds."),
    Reason.CODE_DAILY_CAP: N_(
        "Today's limit of codes is used up. Please try again tomorrow, or call the contact centre {centre}."
    ),
    Reason.CODE_PAUSED: N_("There were too many wrong codes. A new one can be sent in {seconds} seconds."),
    Reason.CODE_WRONG: N_("This code is wrong. Compare it with the last SMS. Tries left: {tries_left}."),
    Reason.CODE_EXPIRED: N_("The code has expired. Press «Send the code again»."),
    Reason.UNKNOWN_CODE: N_("This code is unknown. Press «Send the code again»."),
    Reason.SIGNATURE_NOT_ACCEPTED: N_("In your region this kind of signature is not accepted."),
    Reason.SIGNING_UNAVAILABLE: N_(
        "Signing is not possible here: no service for it is connected. Please go to the education department."
    ),
    Reason.SIGNINGS_TOO_MANY: N_(
        "Within 24 hours signing can be begun {at_most} times, and you have done so. Your answers are kept: please sign "
        "tomorrow, or in another way."
    ),
    Reason.SIGNING_OVER: N_("The time for signing is over, or this signature has been used already. Please sign anew."),
    Reason.NO_ACCOUNT: N_(
        "Nobody is registered here with the IIN of this signature yet. Please register: it takes two minutes."
    ),
    Reason.ACCOUNT_UNVERIFIED: N_(
        "The account with this IIN has not been verified yet, so a signature does not open it. Please register, or go to "
        "the education department with your identity card."
    ),
    Reason.ACCOUNT_EXISTS: N_(
        "There is an account with this IIN already, and without the registers we cannot check that it is yours. "
        "The contact centre helps: {centre}."
    ),
    Reason.WATCHES_FULL: N_(
        "At most {at_most} kindergartens and districts can be watched at once. Take one of them off first."
    ),
    Reason.REFERRALS_NOT_HERE: N_("In this region a place is got with a voucher; no referrals are given here."),
    Reason.REFERRAL_EXISTS: N_("The child asks for a place already, or has a referral. Give that up first."),
    Reason.NOT_FIRST: N_("Somebody who asks for the same group stands before in the queue: that child comes first."),
    Reason.PASSWORD_LENGTH: N_("A password has {at_least} to {at_most} characters. Please type another one."),
    Reason.PASSWORD_EASY: N_(
        "This password is easy to guess. Please take one that is not your IIN, phone or login, and not one sign repeated."
    ),
    Reason.PASSWORD_DIFFERS: N_("The two passwords are not the same. Please type the second one again, or go back."),
    Reason.PASSWORD_WRONG: N_(
        "This name and this password do not belong together. Tries left: {tries_left}.\nIf several people share the phone "
        "or the e-mail, sign in with the IIN."
    ),
    Reason.PASSWORD_PAUSED: N_(
        "There were too many wrong passwords. Try again in {seconds} seconds, or sign in with a code from SMS."
    ),
    Reason.PASSWORD_DAILY_CAP: N_(
        "Today's tries are used up. Sign in with a code from SMS, or try the password again tomorrow."
    ),
    Reason.LOGIN_UNREADABLE: N_(
        "A login has {at_least} to {at_most} Latin letters, digits, dots, hyphens or underscores, and begins with a letter."
    ),
    Reason.LOGIN_TAKEN: N_("This login is taken. Please choose another one."),
    Reason.IDENTITY_UNREADABLE: N_(
        "This is not an IIN, a phone, a login or an e-mail. Please type it like this: 8 701 234 56 78, or the 12 digits of "
        "your IIN."
    ),
    Reason.ACCOUNT_UNKNOWN: N_("Nobody is registered here with this IIN. Press «Register»; it takes two minutes."),
    Reason.NO_WAY_BACK: N_(
        "This is the last account that is signed in, and there would be no way back: codes by SMS are not connected here. "
        "Set a password first."
    ),
    Reason.PHONE_SAME: N_("This is your number already. Please give the new one."),
    Reason.DATA_NEEDED: N_(
        "The data cannot be deleted yet: a child is in a kindergarten by contract, and nobody else of the family looks after "
        "it here."
    ),
    Reason.NOT_REGISTERED: N_("Please register first: press /start."),
    Reason.POLICY_NOT_ACCEPTED: N_("Without accepting the data policy we cannot go on."),
    Reason.CONSENT_MISSING: N_("Without your consent the application cannot be sent."),
    Reason.INVITE_USED: N_("This invitation has been used already. Please ask for a new one."),
    Reason.INVITE_UNKNOWN: N_("This invitation is unknown or out of date. Please ask for a new one."),
    Reason.NOT_YOURS: N_("This does not belong to your family, so it cannot be opened here."),
    Reason.NOT_STAFF: N_("This needs the rights of staff, which this account does not have."),
    Reason.OWN_CASE: N_("This concerns your own family: please leave it to another clerk."),
    Reason.CHILD_EXISTS: N_("This child is in your list already."),
    Reason.CHILD_TOO_OLD: N_(
        "Children under {years} stand in this queue; this child is older. The school admits at this age: ask the "
        "education department."
    ),
    Reason.CHILD_HAS_APPLICATION: N_(
        "This child has a live application, so it cannot be removed from the list. You find the application in "
        "«My applications»."
    ),
    Reason.KINSHIP_UNKNOWN: N_(
        "We cannot confirm that you are a parent or guardian of this child. Go to the education department with the "
        "birth certificate or the papers of guardianship."
    ),
    Reason.JOIN_NEEDS_REGISTER: N_(
        "The register of kinship is not connected here, so an application can only be joined by an invitation. Ask the "
        "parent who applied: «My applications» → the application → «Both parents»."
    ),
    Reason.LINK_CONTESTED: N_(
        "The other parent has objected to your joining, and the education department has not decided yet. Until then you "
        "can look, but not act."
    ),
    Reason.LINK_REMOVED: N_(
        "The education department has decided that this child is not in your list. Questions? Go to the department with "
        "your papers."
    ),
    Reason.LINK_DECIDED: N_("This has been settled already."),
    Reason.KINSHIP_PENDING: N_("The register of kinship has not answered yet."),
    Reason.ANSWER_MISSING: N_("An answer is still missing."),
    Reason.ANSWER_UNKNOWN: N_("One answer does not fit any more. Please choose again."),
    Reason.APPLICATION_EXISTS: N_(
        "This child has a live application already, and one child can have only one. You find it in «My applications»."
    ),
    Reason.APPLICATION_UNKNOWN: N_("This application does not exist any more."),
    Reason.CHILD_INCOMPLETE: N_("The child's date of birth is missing. Please add it."),
    Reason.ROUND_TOO_FEW: N_(
        "So many vouchers cannot be issued: of those in the queue, the age allows {available}. Type a smaller number."
    ),
    Reason.ROUND_COUNT: N_("A round has at least one voucher."),
    Reason.ROUND_DONE: N_("This round has been held already; nothing was issued twice."),
    Reason.ROUND_REPEATED: N_(
        "Round No. {round} of today was for the same place and the same number of vouchers. Is this meant to be one more?"
    ),
    Reason.ANNOUNCEMENT_SENT: N_("This announcement has been sent already; nobody gets it twice."),
    Reason.FILE_EXPECTED: N_("Please send a photo or a file here: PDF, JPEG or PNG. The paper clip 📎 is below."),
    Reason.FILE_EMPTY: N_("This file is empty. Please choose it again and send it once more."),
    Reason.FILE_TOO_LARGE: N_(
        "This file is larger than {at_most} MB. Please send a smaller one: a photo taken with the phone is enough."
    ),
    Reason.FILE_KIND: N_(
        "Files of this kind cannot be opened here. Please send a PDF, JPEG or PNG, or simply take a photo of the paper."
    ),
    Reason.FILE_LIES: N_(
        "The name of this file promises one kind, its content is another, so we do not take it. Please send the PDF "
        "itself, or a photo of the paper."
    ),
    Reason.FILE_BROKEN: N_("This file is damaged and cannot be opened. Please send it once more, or take a new photo."),
    Reason.FILE_UNFOLDS: N_(
        "This file unpacks into more than we can open. Please send an ordinary photo of the paper instead."
    ),
    Reason.FILE_LOCKED: N_("This PDF is locked with a password. Please send it without a password."),
    Reason.FILE_INFECTED: N_(
        "The check for viruses stopped this file, and it has not been kept. Please take a photo of the paper instead."
    ),
    Reason.FILE_UNCHECKED: N_(
        "The check for viruses does not answer just now, so the file cannot be taken yet. Please send it again in a few "
        "minutes; your answers are kept."
    ),
    Reason.FILE_LOST: N_("The file could not be fetched from Telegram. Please send it once more."),
    Reason.FILES_TOO_MANY: N_("At most {at_most} files go together. Press «Done», or «Replace» to choose others."),
    Reason.CERTIFICATE_EXPIRED: N_(
        "A certificate from work is valid for {months} month from its date, and this one is older. Please get a new one; "
        "your answers are kept meanwhile. Or go back and apply without the right: it can be claimed later."
    ),
    Reason.CLAIM_DECIDED: N_("This has been decided already."),
    Reason.NOT_NOW: N_("This is not possible at this stage. Look at the current state below."),
    Reason.TOO_LATE: N_("The deadline has passed, so this is no longer possible."),
    Reason.RESTORE_USED: N_("The queue place has been restored once already; it can be done only once."),
    Reason.EXTENSION_NOT_YET: N_("An extension can be asked for only on the last day of the term."),
    Reason.EXTENSION_USED: N_("The term has been extended once already; it can be done only once."),
    Reason.NO_FREE_PLACE: N_("The last free place there has just gone. Please choose another kindergarten."),
    Reason.GROUP_DOES_NOT_FIT: N_("This group does not fit the application. Please choose another one."),
    Reason.PLACES_TAKEN: N_(
        "So few places are not possible: {at_least} are taken or offered already. Please type {at_least} or more."
    ),
    Reason.LISTS_FULL: N_("A child waits in {at_most} lists at most. Leave one of them first."),
    Reason.IN_LIST: N_("The child waits in this list already."),
    Reason.NOT_IN_LIST: N_("The child does not wait in this list any more."),
    Reason.HAS_FREE_PLACE: N_("This kindergarten has a free place just now: you can choose it at once."),
    Reason.PAUSE_USED: N_("The contract clock can stand still for {days} calendar days in all, and they are used up."),
    Reason.OFFER_CONSIDERED: N_("Another place is being considered already."),
    Reason.OFFER_OVER: N_("This offer is over. Look at the current state below."),
    Reason.TRANSFER_UNDER_WAY: N_("A transfer is under way already. Wait for the answer, or take it back first."),
    Reason.SAME_KINDERGARTEN: N_("The child is in this kindergarten already. Please choose another one."),
    Reason.MONTHS_NOT_MISSED: N_("These months were not missed in a row."),
    Reason.NOT_OVER_AGE: N_("The child is not {years} years old yet, so the place in the queue stays."),
    Reason.MONTH_NOT_OVER: N_("The month is not over yet. It can be published from the 1st of the next month."),
    Reason.MARKS_MISSING: N_("Some days have no mark yet."),
    Reason.SHEET_CHANGED: N_("The timesheet has changed since you opened it. Please look at it again."),
    Reason.ALREADY_ANSWERED: N_("This month has been answered already."),
    Reason.DAYS_MISSING: N_("Please name the days by their numbers, for example: 3, 5, 12–14."),
    Reason.DAY_OUTSIDE_MONTH: N_("The timesheet of this month has no such day."),
    Reason.DAY_IS_OFF: N_(
        "Day {day} is a day off by the calendar: nobody is absent then. If the kindergarten worked, mark who came."
    ),
    Reason.DAY_IS_WORKING: N_("Day {day} is a working day. If the kindergarten did not work, mark it as closed."),
    Reason.TABLE_EXPECTED: N_("Please send the table here as a file: XLSX or CSV. The paper clip 📎 is below."),
    Reason.TABLE_TOO_LARGE: N_(
        "This table is larger than a timesheet can be: {at_most} MB at most, one group or one kindergarten a file."
    ),
    Reason.TABLE_UNREADABLE: N_(
        "This file cannot be read as a table. Please open it in Excel, save it anew as XLSX, and send it once more."
    ),
    Reason.WORDS_WITH_NUMBER: N_(
        "There is a number in your words that looks like an IIN or a phone. Other people read them, so please write the "
        "same without such numbers."
    ),
    Reason.FEEDBACK_TODAY: N_("You have told us what you think today, thank you! Tomorrow you can again."),
    Reason.REVIEW_NOT_YOURS: N_("Families whose child is in this kindergarten, or was, can rate it."),
    Reason.REVIEW_ANSWERED: N_(
        "This review cannot be answered now: it has an answer already, or the family has changed it."
    ),
    Reason.QUESTION_TAKEN: N_("Somebody else answers this question already."),
    Reason.QUESTION_OVER: N_("This question is settled already. You may ask again at any time."),
    Reason.QUESTIONS_TOO_MANY: N_(
        "{at_most} of your questions wait for an answer already. Please wait for it, or write more when it has come."
    ),
    Reason.QUESTIONS_HELD: N_("You have {at_most} questions already. Answer one of them, or give it back."),
    Reason.NOBODY_ANSWERS: N_(
        "Nobody answers questions in this chat yet. Please call the contact centre: {centre}, WhatsApp {whatsapp}."
    ),
    Reason.WORDS_MISSING: N_("Please write a word or two about what was true."),
    Reason.WORDS_EXPECTED: N_("Please answer with words or numbers here."),
    Reason.CHOICE_EXPECTED: N_("Please choose one of the buttons, or type its words."),
    Reason.NAME_UNREADABLE: N_("A name consists of letters, spaces and hyphens, 60 characters at most."),
    Reason.DATE_UNREADABLE: N_("Please type the date as day, month and year, for example 27.03.2023."),
    Reason.NUMBER_EXPECTED: N_("Please type a whole number from 1 to {at_most}."),
    Reason.PLACES_UNREADABLE: N_("Please type a whole number from 0 to {at_most}."),
    Reason.PLACE_UNREADABLE: N_("The name of a place begins with a letter. Please type it as it is written on maps."),
    Reason.EMAIL_UNREADABLE: N_("This does not look like an e-mail. Please type it like this: {example}."),
    Reason.TOO_LONG: N_("That is too long: {at_most} characters at most. Please shorten it."),
}


def reason_words(no: NotAllowed) -> Html:
    """The sentence for a reason, in the language of the moment."""
    return _(WORDS[no.reason], **no.facts)
