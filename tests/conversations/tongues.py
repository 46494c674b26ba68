"""The words as parents and clerks read them, literally, in both languages.

They are not taken from the catalogues: a transcript must notice when a translation breaks.
"""

from dataclasses import dataclass
from datetime import date

MONTHS_KK = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
STANDING_RU = "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь"
WEEK_KK = "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"
WEEK_RU = "понедельник вторник среда четверг пятница суббота воскресенье"


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """One language: how days are said, and the sentences that transcripts look for."""

    code: str
    name: str
    other_name: str
    almaty: str
    bostandyq: str
    astana: str
    yesil: str
    turkistan: str
    qazygurt: str
    balbobek: str
    months: str
    standing: str
    week: str
    # getting in
    register: str
    welcome: str
    registration: str
    ask_phone: str
    share: str
    ask_iin: str
    policy: str
    agree: str
    code_sent: str
    my_data: str
    are_these_yours: str
    not_my_data: str
    nothing_kept: str
    check_answers: str
    finish_registration: str
    registered: str
    back: str
    cancel: str
    cancelled: str
    keep: str
    answer_so_far: str
    out_of_date: str
    menu: str
    my_applications: str
    my_children: str
    apply: str
    help: str
    go_on: str
    iin_length: str
    iin_letters: str
    iin_impossible: str
    iin_zeros: str
    phone_not_mobile: str
    phone_foreign: str
    contact_not_own: str
    contact_needed: str
    words_expected: str
    choice_expected: str
    send_again: str
    code_on_its_way: str
    too_soon: str
    code_wrong: str
    code_expired: str
    code_paused: str
    code_cap: str
    no_code_now: str
    sms_late: str
    sms_failed: str
    not_in_base: str
    not_together: str
    base_pending: str
    base_silent: str
    register_silent: str
    check_again: str
    unverified: str
    account_exists: str
    unreadable_name: str
    unreadable_date: str
    ask_surname: str
    ask_given: str
    ask_patronymic: str
    ask_sex: str
    ask_born: str
    skip: str
    female: str
    male: str
    signed_in_elsewhere: str
    not_registered: str
    # children
    add_child: str
    ask_child_iin: str
    kinship_confirmed: str
    my_child: str
    another_child: str
    nothing_kept_child: str
    ask_nationality: str
    ask_child_surname: str
    ask_child_given: str
    ask_child_patronymic: str
    ask_child_born: str
    ask_child_sex: str
    boy: str
    save: str
    child_added: str
    child_unverified: str
    child_exists: str
    kinship_not_confirmed: str
    kinship_unknown: str
    no_child: str
    has_application: str
    # applying
    which_child: str
    which_region: str
    which_district: str
    which_group: str
    which_language: str
    ask_consent: str
    consent: str
    general_group: str
    kazakh: str
    russian: str
    label_language: str
    label_district: str
    label_group: str
    statuses: str
    large_family: str
    no_status: str
    send: str
    received: str
    wait_for_voucher: str
    number: str
    category: str
    application_exists: str
    too_old: str
    status_pending: str
    status_silent: str
    lodged: str
    details: str
    not_yours: str
    not_staff: str
    not_now: str
    too_late: str
    # the department
    staff: str
    staff_menu: str
    hold_round: str
    how_many: str
    number_expected: str
    round_too_few: str
    families_told: str
    passed_over: str
    with_unverified: str
    issue: str
    round_held: str
    issued_count: str
    clerk_department: str
    clerk_kindergarten: str
    invite_used: str
    invite_unknown: str
    # the voucher
    issued: str
    remind_issued: str
    confirm_interest: str
    you_confirm: str
    sign_interest: str
    signing: str
    interest_confirmed: str
    goes_to_stop_list: str
    stop_listed: str
    on_stop_list: str
    remind_stop_list: str
    restore: str
    restored: str
    in_queue: str
    in_archive: str
    archived: str
    second_miss: str
    not_restored: str
    no_contract: str
    apply_anew: str
    refuse_voucher: str
    refusing: str
    place_annulled: str
    keep_voucher: str
    yes_refuse: str
    voucher_refused: str
    state_refused: str
    state_issued: str
    state_confirmed: str
    state_sent: str
    state_enrolled: str
    state_cancelled: str
    interest_told: str
    refused_told: str
    working_days_1: str
    working_days: str
    calendar_days: str
    last_day: str
    # the contract
    choose: str
    remind_choose: str
    with_free_place: str
    nothing_free: str
    contract: str
    sign_contract: str
    contract_sent: str
    extend: str
    extended: str
    extension_not_yet: str
    extension_used: str
    contract_waits: str
    open_contract: str
    sign: str
    signed: str
    refuse_contract: str
    law_knows: str
    incomplete: str
    expired: str
    unvaccinated: str
    contract_is_refused: str
    contract_refused: str
    ground: str
    enrolled: str
    silent: str
    answer_today: str
    contracts: str
    # the timesheet
    timesheets: str
    sheets_room: str
    publish_month: str
    publish: str
    published: str
    month_not_over: str
    what_is_true: str
    sick: str
    no_reason: str
    day_off: str
    present: str
    ready: str
    not_confirmed: str
    last_day_sheet: str
    last_hours: str
    was_missed: str
    one_of_two: str
    cancelled_voucher: str
    look_and_confirm: str
    compare: str
    confirm: str
    cannot_be_changed: str
    confirmed_sheet: str
    disagree: str
    which_days: str
    what_was_true: str
    days_missing: str
    send_to_kindergarten: str
    disagreement_sent: str
    parent_disagrees: str
    open_timesheet: str
    parent_writes: str
    publish_again: str
    what_do_you_answer: str
    kindergarten_answered: str
    kindergarten_answers: str
    look_at_it: str
    already_answered: str
    sheet_changed: str
    state_unconfirmed: str
    state_sheet_refused: str
    state_sheet_confirmed: str
    please_publish: str
    next_sheet: str

    def day(self, iso: str) -> str:
        """18 қараша 2026"""
        day = date.fromisoformat(iso)
        return f"{day.day} {self.months.split()[day.month - 1]} {day.year}"

    def till(self, iso: str) -> str:
        """18 қараша, сәрсенбі, 23:59"""
        day = date.fromisoformat(iso)
        return f"{day.day} {self.months.split()[day.month - 1]}, {self.week.split()[day.weekday()]}, 23:59"

    def month(self, iso: str) -> str:
        """Қараша 2026"""
        year, month = iso.split("-")
        return f"{self.standing.split()[int(month) - 1]} {year}"


KK = Tongue(
    code="kk",
    name="Қазақша",
    other_name="Русский",
    almaty="Алматы қаласы",
    bostandyq="Бостандық ауданы",
    astana="Астана қаласы",
    yesil="Есіл ауданы",
    turkistan="Түркістан облысы",
    qazygurt="Қазығұрт ауданы",
    balbobek="«Балбөбек» бөбекжай-бақшасы",
    months=MONTHS_KK,
    standing=MONTHS_KK.title(),
    week=WEEK_KK,
    # getting in
    register="Register",
    welcome="First comes registration.",
    registration="Registration",
    ask_phone="Your mobile number?",
    share="Share my number",
    ask_iin="Your IIN, 12 digits?",
    policy="How we use your data",
    agree="I have read it and agree",
    code_sent="Type the code here.",
    my_data="Yes, these are my data",
    are_these_yours="Are these your data?",
    not_my_data="These are not my data",
    nothing_kept="Then we stop here, and nothing has been kept.",
    check_answers="Please check your answers:",
    finish_registration="Finish the registration",
    registered="You are registered.",
    back="⬅ Back",
    cancel="✖ Cancel",
    cancelled="Cancelled. Nothing has been sent.",
    keep="Keep this answer",
    answer_so_far="Your answer so far:",
    out_of_date="This button is out of date",
    menu="Menu",
    my_applications="My applications",
    my_children="My children",
    apply="Apply for a voucher",
    help="Help",
    go_on="Go on with the form",
    iin_length="An IIN has 12 digits; here there are",
    iin_letters="An IIN consists of digits only, without letters.",
    iin_impossible="No such IIN has ever been issued",
    iin_zeros="An IIN does not consist of zeros alone.",
    phone_not_mobile="This is not a mobile number of Kazakhstan.",
    phone_foreign="This is a number of another country.",
    contact_not_own="This is somebody else's contact.",
    contact_needed="Please share your number with the button under the chat",
    words_expected="Please answer with words or numbers here.",
    choice_expected="Please choose one of the buttons, or type its words.",
    send_again="Send the code again",
    code_on_its_way="A new code is on its way.",
    too_soon="A new code can be sent in {seconds} seconds.",
    code_wrong="Tries left: {tries_left}.",
    code_expired="The code has expired.",
    code_paused="There were too many wrong codes.",
    code_cap="Today's limit of codes is used up.",
    no_code_now="No code is valid now.",
    sms_late="The SMS service does not answer just now.",
    sms_failed="The SMS could not be sent to this number.",
    not_in_base="The mobile citizens' database does not know this number.",
    not_together=(
        "In the mobile citizens' database this number does not stand together with this IIN, so we sent no "
        "code."
    ),
    base_pending="The mobile citizens' database is waiting for your consent",
    base_silent="The mobile citizens' database does not answer just now.",
    register_silent="The register of citizens does not answer just now.",
    check_again="Check again",
    unverified="Your data are marked as unverified",
    account_exists="There is an account with this IIN already",
    unreadable_name="A name consists of letters, spaces and hyphens",
    unreadable_date="Please type the date as day, month and year",
    ask_surname="Your surname, as in your identity card?",
    ask_given="Your given name?",
    ask_patronymic="Your patronymic? If you have none, skip it.",
    ask_sex="Your sex?",
    ask_born="Your date of birth, for example 27.03.1990?",
    skip="Skip",
    female="Female",
    male="Male",
    signed_in_elsewhere="Your cabinet has been opened from another Telegram account",
    not_registered="Please register first",
    # children
    add_child="➕ Add a child",
    ask_child_iin="The child's IIN, 12 digits?",
    kinship_confirmed="The kinship is confirmed.",
    my_child="Yes, this is my child",
    another_child="No, another child",
    nothing_kept_child="Nothing has been kept. Check the IIN and add the child again.",
    ask_nationality="The child's nationality (ethnicity)? You may skip this.",
    ask_child_surname="The child's surname, as in the birth certificate?",
    ask_child_given="The child's given name?",
    ask_child_patronymic="The child's patronymic? If there is none, skip it.",
    ask_child_born="The child's date of birth, for example 27.03.2023?",
    ask_child_sex="Is it a girl or a boy?",
    boy="A boy",
    save="Save",
    child_added="{name} has been added.",
    child_unverified="The data are marked as unverified: the education department will check them by your papers.",
    child_exists="This child is in your list already.",
    kinship_not_confirmed="The register of kinship does not confirm",
    kinship_unknown="We cannot confirm that you are a parent or guardian of this child.",
    no_child="No child has been added yet.",
    has_application="has an application",
    # applying
    which_child="Which child is it for?",
    which_region="In which region do you look for a kindergarten?",
    which_district="Which district or city?",
    which_group="Which type of group does the child need?",
    which_language="In which language should the child be taught?",
    ask_consent="May we check these data and the family's social status in the state registers?",
    consent="Yes, I consent",
    general_group="General group",
    kazakh="Kazakh",
    russian="Russian",
    label_language="Language of instruction",
    label_district="District or city",
    label_group="Group type",
    statuses="Social status by the registers:",
    large_family="large family",
    no_status="none",
    send="Send",
    received="The application is received",
    wait_for_voucher="What happens next: wait for the voucher.",
    number="Number in the queue: {number} of {waiting}",
    category="Category: {category} of 21, on general grounds; children born in {year}",
    application_exists="This child has a live application already",
    too_old="Children under",
    status_pending="The registers are waiting for your consent to tell us the social status",
    status_silent="The registers of social status do not answer just now.",
    lodged="has been sent",
    details="Details",
    not_yours="This does not belong to your family, so it cannot be opened here.",
    not_staff="This needs the rights of staff, which this account does not have.",
    not_now="This is not possible at this stage.",
    too_late="The deadline has passed, so this is no longer possible.",
    # the department
    staff="🗂 Staff",
    staff_menu="Menu of staff",
    hold_round="Hold a round of vouchers",
    how_many="How many vouchers are issued in this round?",
    number_expected="Please type a whole number from 1 to",
    round_too_few="So many vouchers cannot be issued",
    families_told="The families are told at once",
    passed_over="Passed over because of age: {passed}",
    with_unverified="With unverified data: {unverified}",
    issue="Issue the vouchers",
    round_held="Round No. {round} is held.",
    issued_count="Vouchers issued: {count}",
    clerk_department="You are a clerk of the education department",
    clerk_kindergarten="You are a clerk of the kindergarten",
    invite_used="This invitation has been used already.",
    invite_unknown="This invitation is unknown or out of date.",
    # the voucher
    issued="The voucher for {name} is issued",
    remind_issued="The voucher for {name} waits for you.",
    confirm_interest="Confirm interest",
    you_confirm="still needs a place in a kindergarten.",
    sign_interest="Sign: send me a code",
    signing="Typing it here signs.",
    interest_confirmed="Interest is confirmed.",
    goes_to_stop_list="and the application goes to the stop-list.",
    stop_listed="Interest in the voucher of {name} was not confirmed in time.",
    on_stop_list="On the stop-list: the queue place can be restored",
    remind_stop_list="The application of {name} is still on the stop-list.",
    restore="Restore the queue place",
    restored="The queue place is restored",
    in_queue="In the queue. Wait for the voucher",
    in_archive="In the archive",
    archived="The application of {name} (No. {number}) is in the archive.",
    second_miss="Interest was not confirmed in time for the second time",
    not_restored="The queue place was not restored within 28 calendar days.",
    no_contract="The contract with a kindergarten was not signed in time",
    apply_anew="You can apply anew",
    refuse_voucher="Refuse the voucher",
    refusing="Refusing the voucher of {name}",
    place_annulled="If you refuse, the queue place is annulled.",
    keep_voucher="No, keep the voucher",
    yes_refuse="Yes, refuse the voucher",
    voucher_refused="The voucher is refused, and the queue place is annulled.",
    state_refused="The voucher was refused; the queue place is annulled",
    state_issued="The voucher is issued: confirm interest",
    state_confirmed="Interest is confirmed: choose a kindergarten",
    state_sent="The contract is sent: the kindergarten has to sign",
    state_enrolled="Enrolled in the kindergarten",
    state_cancelled="The voucher is cancelled",
    interest_told="Interest in the voucher of {name} is confirmed.",
    refused_told="The voucher of {name} has been refused",
    working_days_1="{moment} ({count} working day left)",
    working_days="{moment} ({count} working days left)",
    calendar_days="{moment} ({count} calendar days left)",
    last_day="{moment} (today is the last day)",
    # the contract
    choose="Choose a kindergarten",
    remind_choose="Choose a kindergarten for {name} and sign the contract.",
    with_free_place="Kindergartens with a free place for {child}.",
    nothing_free="At this moment no kindergarten of your place has a free place",
    contract="Electronic contract",
    sign_contract="Sign and send: send me a code",
    contract_sent="The contract is signed and sent.",
    extend="Extend by 2 working days",
    extended="The term is extended by 2 working days.",
    extension_not_yet="An extension can be asked for only on the last day of the term.",
    extension_used="The term has been extended once already",
    contract_waits="A contract waits for your signature",
    open_contract="Open the contract",
    sign="✍ Sign",
    signed="The child is enrolled, and the family is told.",
    refuse_contract="Refuse the contract",
    law_knows="The law knows only these grounds.",
    incomplete="Documents are incomplete",
    expired="Documents have expired",
    unvaccinated="The ratio of unvaccinated children is exceeded",
    contract_is_refused="The contract is refused, and the family is told the ground.",
    contract_refused="The kindergarten has refused the contract of {name}.",
    ground="The ground: {ground}",
    enrolled="{name} is enrolled in the kindergarten",
    silent="A kindergarten has not answered a contract in time",
    answer_today="The term for your answer is over; please answer today.",
    contracts="✍ Contracts",
    # the timesheet
    timesheets="Timesheets",
    sheets_room="Attendance timesheet",
    publish_month="Publish the month",
    publish="📣 Publish",
    published="Published: {count} timesheet.",
    month_not_over="The month is not over yet.",
    what_is_true="What is true for this day?",
    sick="sick",
    no_reason="without reason",
    day_off="day off or holiday",
    present="present",
    ready="The timesheet for {month} is ready.",
    not_confirmed="The timesheet for {month} is not confirmed yet.",
    last_day_sheet="Today is the last day to confirm the timesheet for {month}.",
    last_hours="The last hours: the timesheet for {month} is not confirmed.",
    was_missed="{month} was not confirmed. If this month is not confirmed either, the voucher is cancelled.",
    one_of_two="The timesheet for {month} was not confirmed in time: 1 of 2.",
    cancelled_voucher="The voucher of {name} is cancelled.",
    look_and_confirm="{name}: look and confirm",
    compare="Compare the marks with the real days.",
    confirm="✅ Confirm",
    cannot_be_changed="After that it cannot be changed.",
    confirmed_sheet="Confirmed:",
    disagree="I disagree",
    which_days="Which days are marked wrongly?",
    what_was_true="What was it really like on these days?",
    days_missing="Please name the days by their numbers",
    send_to_kindergarten="Send to the kindergarten",
    disagreement_sent="Your disagreement is sent to the kindergarten.",
    parent_disagrees="A parent disagrees with a timesheet",
    open_timesheet="Open the timesheet",
    parent_writes="The parent writes about the days {days}: {words}",
    publish_again="Publish again",
    what_do_you_answer="What do you answer the parent?",
    kindergarten_answered="The kindergarten has answered about {name}'s timesheet for {month}.",
    kindergarten_answers="The kindergarten answers: {answer}",
    look_at_it="Look at it",
    already_answered="This month has been answered already.",
    sheet_changed="The timesheet has changed since you opened it.",
    state_unconfirmed="Not confirmed in time",
    state_sheet_refused="Refused; it does not count as a missed month",
    state_sheet_confirmed="Confirmed",
    please_publish="Please publish the timesheet for {month}.",
    next_sheet="Next: {name}",
)

RU = Tongue(
    code="ru",
    name="Русский",
    other_name="Қазақша",
    almaty="г. Алматы",
    bostandyq="Бостандыкский район",
    astana="г. Астана",
    yesil="район Есиль",
    turkistan="Туркестанская область",
    qazygurt="Казыгуртский район",
    balbobek="Ясли-сад «Балбобек»",
    months=MONTHS_RU,
    standing=STANDING_RU,
    week=WEEK_RU,
    # getting in
    register="Register",
    welcome="First comes registration.",
    registration="Registration",
    ask_phone="Your mobile number?",
    share="Share my number",
    ask_iin="Your IIN, 12 digits?",
    policy="How we use your data",
    agree="I have read it and agree",
    code_sent="Type the code here.",
    my_data="Yes, these are my data",
    are_these_yours="Are these your data?",
    not_my_data="These are not my data",
    nothing_kept="Then we stop here, and nothing has been kept.",
    check_answers="Please check your answers:",
    finish_registration="Finish the registration",
    registered="You are registered.",
    back="⬅ Back",
    cancel="✖ Cancel",
    cancelled="Cancelled. Nothing has been sent.",
    keep="Keep this answer",
    answer_so_far="Your answer so far:",
    out_of_date="This button is out of date",
    menu="Menu",
    my_applications="My applications",
    my_children="My children",
    apply="Apply for a voucher",
    help="Help",
    go_on="Go on with the form",
    iin_length="An IIN has 12 digits; here there are",
    iin_letters="An IIN consists of digits only, without letters.",
    iin_impossible="No such IIN has ever been issued",
    iin_zeros="An IIN does not consist of zeros alone.",
    phone_not_mobile="This is not a mobile number of Kazakhstan.",
    phone_foreign="This is a number of another country.",
    contact_not_own="This is somebody else's contact.",
    contact_needed="Please share your number with the button under the chat",
    words_expected="Please answer with words or numbers here.",
    choice_expected="Please choose one of the buttons, or type its words.",
    send_again="Send the code again",
    code_on_its_way="A new code is on its way.",
    too_soon="A new code can be sent in {seconds} seconds.",
    code_wrong="Tries left: {tries_left}.",
    code_expired="The code has expired.",
    code_paused="There were too many wrong codes.",
    code_cap="Today's limit of codes is used up.",
    no_code_now="No code is valid now.",
    sms_late="The SMS service does not answer just now.",
    sms_failed="The SMS could not be sent to this number.",
    not_in_base="The mobile citizens' database does not know this number.",
    not_together=(
        "In the mobile citizens' database this number does not stand together with this IIN, so we sent no "
        "code."
    ),
    base_pending="The mobile citizens' database is waiting for your consent",
    base_silent="The mobile citizens' database does not answer just now.",
    register_silent="The register of citizens does not answer just now.",
    check_again="Check again",
    unverified="Your data are marked as unverified",
    account_exists="There is an account with this IIN already",
    unreadable_name="A name consists of letters, spaces and hyphens",
    unreadable_date="Please type the date as day, month and year",
    ask_surname="Your surname, as in your identity card?",
    ask_given="Your given name?",
    ask_patronymic="Your patronymic? If you have none, skip it.",
    ask_sex="Your sex?",
    ask_born="Your date of birth, for example 27.03.1990?",
    skip="Skip",
    female="Female",
    male="Male",
    signed_in_elsewhere="Your cabinet has been opened from another Telegram account",
    not_registered="Please register first",
    # children
    add_child="➕ Add a child",
    ask_child_iin="The child's IIN, 12 digits?",
    kinship_confirmed="The kinship is confirmed.",
    my_child="Yes, this is my child",
    another_child="No, another child",
    nothing_kept_child="Nothing has been kept. Check the IIN and add the child again.",
    ask_nationality="The child's nationality (ethnicity)? You may skip this.",
    ask_child_surname="The child's surname, as in the birth certificate?",
    ask_child_given="The child's given name?",
    ask_child_patronymic="The child's patronymic? If there is none, skip it.",
    ask_child_born="The child's date of birth, for example 27.03.2023?",
    ask_child_sex="Is it a girl or a boy?",
    boy="A boy",
    save="Save",
    child_added="{name} has been added.",
    child_unverified="The data are marked as unverified: the education department will check them by your papers.",
    child_exists="This child is in your list already.",
    kinship_not_confirmed="The register of kinship does not confirm",
    kinship_unknown="We cannot confirm that you are a parent or guardian of this child.",
    no_child="No child has been added yet.",
    has_application="has an application",
    # applying
    which_child="Which child is it for?",
    which_region="In which region do you look for a kindergarten?",
    which_district="Which district or city?",
    which_group="Which type of group does the child need?",
    which_language="In which language should the child be taught?",
    ask_consent="May we check these data and the family's social status in the state registers?",
    consent="Yes, I consent",
    general_group="General group",
    kazakh="Kazakh",
    russian="Russian",
    label_language="Language of instruction",
    label_district="District or city",
    label_group="Group type",
    statuses="Social status by the registers:",
    large_family="large family",
    no_status="none",
    send="Send",
    received="The application is received",
    wait_for_voucher="What happens next: wait for the voucher.",
    number="Number in the queue: {number} of {waiting}",
    category="Category: {category} of 21, on general grounds; children born in {year}",
    application_exists="This child has a live application already",
    too_old="Children under",
    status_pending="The registers are waiting for your consent to tell us the social status",
    status_silent="The registers of social status do not answer just now.",
    lodged="has been sent",
    details="Details",
    not_yours="This does not belong to your family, so it cannot be opened here.",
    not_staff="This needs the rights of staff, which this account does not have.",
    not_now="This is not possible at this stage.",
    too_late="The deadline has passed, so this is no longer possible.",
    # the department
    staff="🗂 Staff",
    staff_menu="Menu of staff",
    hold_round="Hold a round of vouchers",
    how_many="How many vouchers are issued in this round?",
    number_expected="Please type a whole number from 1 to",
    round_too_few="So many vouchers cannot be issued",
    families_told="The families are told at once",
    passed_over="Passed over because of age: {passed}",
    with_unverified="With unverified data: {unverified}",
    issue="Issue the vouchers",
    round_held="Round No. {round} is held.",
    issued_count="Vouchers issued: {count}",
    clerk_department="You are a clerk of the education department",
    clerk_kindergarten="You are a clerk of the kindergarten",
    invite_used="This invitation has been used already.",
    invite_unknown="This invitation is unknown or out of date.",
    # the voucher
    issued="The voucher for {name} is issued",
    remind_issued="The voucher for {name} waits for you.",
    confirm_interest="Confirm interest",
    you_confirm="still needs a place in a kindergarten.",
    sign_interest="Sign: send me a code",
    signing="Typing it here signs.",
    interest_confirmed="Interest is confirmed.",
    goes_to_stop_list="and the application goes to the stop-list.",
    stop_listed="Interest in the voucher of {name} was not confirmed in time.",
    on_stop_list="On the stop-list: the queue place can be restored",
    remind_stop_list="The application of {name} is still on the stop-list.",
    restore="Restore the queue place",
    restored="The queue place is restored",
    in_queue="In the queue. Wait for the voucher",
    in_archive="In the archive",
    archived="The application of {name} (No. {number}) is in the archive.",
    second_miss="Interest was not confirmed in time for the second time",
    not_restored="The queue place was not restored within 28 calendar days.",
    no_contract="The contract with a kindergarten was not signed in time",
    apply_anew="You can apply anew",
    refuse_voucher="Refuse the voucher",
    refusing="Refusing the voucher of {name}",
    place_annulled="If you refuse, the queue place is annulled.",
    keep_voucher="No, keep the voucher",
    yes_refuse="Yes, refuse the voucher",
    voucher_refused="The voucher is refused, and the queue place is annulled.",
    state_refused="The voucher was refused; the queue place is annulled",
    state_issued="The voucher is issued: confirm interest",
    state_confirmed="Interest is confirmed: choose a kindergarten",
    state_sent="The contract is sent: the kindergarten has to sign",
    state_enrolled="Enrolled in the kindergarten",
    state_cancelled="The voucher is cancelled",
    interest_told="Interest in the voucher of {name} is confirmed.",
    refused_told="The voucher of {name} has been refused",
    working_days_1="{moment} ({count} working day left)",
    working_days="{moment} ({count} working days left)",
    calendar_days="{moment} ({count} calendar days left)",
    last_day="{moment} (today is the last day)",
    # the contract
    choose="Choose a kindergarten",
    remind_choose="Choose a kindergarten for {name} and sign the contract.",
    with_free_place="Kindergartens with a free place for {child}.",
    nothing_free="At this moment no kindergarten of your place has a free place",
    contract="Electronic contract",
    sign_contract="Sign and send: send me a code",
    contract_sent="The contract is signed and sent.",
    extend="Extend by 2 working days",
    extended="The term is extended by 2 working days.",
    extension_not_yet="An extension can be asked for only on the last day of the term.",
    extension_used="The term has been extended once already",
    contract_waits="A contract waits for your signature",
    open_contract="Open the contract",
    sign="✍ Sign",
    signed="The child is enrolled, and the family is told.",
    refuse_contract="Refuse the contract",
    law_knows="The law knows only these grounds.",
    incomplete="Documents are incomplete",
    expired="Documents have expired",
    unvaccinated="The ratio of unvaccinated children is exceeded",
    contract_is_refused="The contract is refused, and the family is told the ground.",
    contract_refused="The kindergarten has refused the contract of {name}.",
    ground="The ground: {ground}",
    enrolled="{name} is enrolled in the kindergarten",
    silent="A kindergarten has not answered a contract in time",
    answer_today="The term for your answer is over; please answer today.",
    contracts="✍ Contracts",
    # the timesheet
    timesheets="Timesheets",
    sheets_room="Attendance timesheet",
    publish_month="Publish the month",
    publish="📣 Publish",
    published="Published: {count} timesheet.",
    month_not_over="The month is not over yet.",
    what_is_true="What is true for this day?",
    sick="sick",
    no_reason="without reason",
    day_off="day off or holiday",
    present="present",
    ready="The timesheet for {month} is ready.",
    not_confirmed="The timesheet for {month} is not confirmed yet.",
    last_day_sheet="Today is the last day to confirm the timesheet for {month}.",
    last_hours="The last hours: the timesheet for {month} is not confirmed.",
    was_missed="{month} was not confirmed. If this month is not confirmed either, the voucher is cancelled.",
    one_of_two="The timesheet for {month} was not confirmed in time: 1 of 2.",
    cancelled_voucher="The voucher of {name} is cancelled.",
    look_and_confirm="{name}: look and confirm",
    compare="Compare the marks with the real days.",
    confirm="✅ Confirm",
    cannot_be_changed="After that it cannot be changed.",
    confirmed_sheet="Confirmed:",
    disagree="I disagree",
    which_days="Which days are marked wrongly?",
    what_was_true="What was it really like on these days?",
    days_missing="Please name the days by their numbers",
    send_to_kindergarten="Send to the kindergarten",
    disagreement_sent="Your disagreement is sent to the kindergarten.",
    parent_disagrees="A parent disagrees with a timesheet",
    open_timesheet="Open the timesheet",
    parent_writes="The parent writes about the days {days}: {words}",
    publish_again="Publish again",
    what_do_you_answer="What do you answer the parent?",
    kindergarten_answered="The kindergarten has answered about {name}'s timesheet for {month}.",
    kindergarten_answers="The kindergarten answers: {answer}",
    look_at_it="Look at it",
    already_answered="This month has been answered already.",
    sheet_changed="The timesheet has changed since you opened it.",
    state_unconfirmed="Not confirmed in time",
    state_sheet_refused="Refused; it does not count as a missed month",
    state_sheet_confirmed="Confirmed",
    please_publish="Please publish the timesheet for {month}.",
    next_sheet="Next: {name}",
)
