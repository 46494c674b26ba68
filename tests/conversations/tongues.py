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
    auezov: str
    astana: str
    yesil: str
    turkistan: str
    qazygurt: str
    balbobek: str
    baiterek: str
    aq_bulaq: str
    bal_bulaq: str
    months: str
    standing: str
    week: str
    working_left: tuple[str, str, str]
    calendar_left: tuple[str, str, str]
    today_is_last: str
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
    # the contract
    choose: str
    remind_choose: str
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
    details_of: str
    mini_part: str
    no_free_place: str
    registers_silent: str
    signing_unavailable: str
    label_iin: str

    def day(self, iso: str) -> str:
        """18 қараша 2026"""
        day = date.fromisoformat(iso)
        return f"{day.day} {self.months.split()[day.month - 1]} {day.year}"

    def till(self, iso: str) -> str:
        """18 қараша, сәрсенбі, 23:59"""
        day = date.fromisoformat(iso)
        return f"{day.day} {self.months.split()[day.month - 1]}, {self.week.split()[day.weekday()]}, 23:59"

    def working(self, iso: str, left: int) -> str:
        """18 қараша, сәрсенбі, 23:59 (2 жұмыс күні қалды)"""
        return self.till(iso) + self.working_left[_plural(left)].format(left)

    def calendar(self, iso: str, left: int) -> str:
        """16 желтоқсан, сәрсенбі, 23:59 (28 күнтізбелік күн қалды)"""
        return self.till(iso) + self.calendar_left[_plural(left)].format(left)

    def today(self, iso: str) -> str:
        """18 қараша, сәрсенбі, 23:59 (бүгін – соңғы күн)"""
        return self.till(iso) + self.today_is_last

    def month(self, iso: str) -> str:
        """Қараша 2026"""
        year, month = iso.split("-")
        return f"{self.standing.split()[int(month) - 1]} {year}"


def _plural(count: int) -> int:
    """1 день, 2 дня, 5 дней; in Kazakh all three are the same."""
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else 2


KK = Tongue(
    code="kk",
    name="Қазақша",
    other_name="Русский",
    almaty="Алматы қаласы",
    bostandyq="Бостандық ауданы",
    auezov="Әуезов ауданы",
    astana="Астана қаласы",
    yesil="Есіл ауданы",
    turkistan="Түркістан облысы",
    qazygurt="Қазығұрт ауданы",
    balbobek="«Балбөбек» бөбекжай-бақшасы",
    baiterek="«Бәйтерек» бөбекжай-бақшасы",
    aq_bulaq="«Ақ бұлақ» ауылдық балабақшасы",
    bal_bulaq="«Бал бұлақ» шағын орталығы",
    months=MONTHS_KK,
    standing=MONTHS_KK.title(),
    week=WEEK_KK,
    working_left=(" ({} жұмыс күні қалды)",) * 3,
    calendar_left=(" ({} күнтізбелік күн қалды)",) * 3,
    today_is_last=" (бүгін – соңғы күн)",
    # getting in
    register="Тіркелу",
    welcome="Алдымен тіркелу керек.",
    registration="Тіркелу",
    ask_phone="Ұялы телефон нөміріңіз қандай?",
    share="📱 Нөмірімді жіберу",
    ask_iin="ЖСН-іңізді жазыңыз (12 цифр).",
    policy="Деректер саясаты: деректеріңізді қалай пайдаланамыз",
    agree="Таныстым және қабылдаймын",
    code_sent="Кодты осында жазыңыз.",
    my_data="Иә, менің деректерім",
    are_these_yours="Бұл Сіздің деректеріңіз бе?",
    not_my_data="Жоқ, менің деректерім емес",
    nothing_kept="Онда осы жерде тоқтаймыз, ештеңе сақталған жоқ.",
    check_answers="Жауаптарыңызды тексеріңіз:",
    finish_registration="Тіркелуді аяқтау",
    registered="Сіз тіркелдіңіз.",
    back="⬅ Артқа",
    cancel="✖ Болдырмау",
    cancelled="Тоқтатылды. Ештеңе жіберілген жоқ.",
    keep="Осы жауапты қалдыру",
    answer_so_far="Қазіргі жауабыңыз:",
    out_of_date="Бұл батырма ескірген",
    menu="🏠 Мәзір",
    my_applications="Менің өтініштерім",
    my_children="Менің балаларым",
    apply="📝 Ваучерге өтініш беру",
    help="Көмек",
    go_on="Толтыруды жалғастыру",
    iin_length="ЖСН-де 12 цифр болады, мұнда –",
    iin_letters="ЖСН тек цифрлардан тұрады, әріп болмайды.",
    iin_impossible="Мұндай ЖСН болуы мүмкін емес:",
    iin_zeros="ЖСН тек нөлдерден тұрмайды.",
    phone_not_mobile="Бұл Қазақстанның ұялы нөмірі емес.",
    phone_foreign="Бұл басқа елдің нөмірі.",
    contact_not_own="Бұл басқа адамның нөмірі.",
    contact_needed="Нөміріңізді чат астындағы батырмамен жіберіңіз:",
    words_expected="Мұнда сөзбен немесе санмен жауап беріңіз.",
    choice_expected="Батырмалардың бірін таңдаңыз немесе ондағы сөзді жазыңыз.",
    send_again="Кодты қайта жіберу",
    code_on_its_way="Жаңа код жолда.",
    too_soon="Жаңа кодты {seconds} секундтан кейін жіберуге болады.",
    code_wrong="Қалған мүмкіндік: {tries_left}.",
    code_expired="Кодтың мерзімі өтті.",
    code_paused="Код тым көп рет қате терілді.",
    code_cap="Бүгінгі кодтар саны бітті.",
    no_code_now="Қазір жарамды код жоқ.",
    sms_late="⏳ SMS қызметі қазір жауап бермей тұр.",
    sms_failed="⚠️ Бұл нөмірге SMS жіберілмеді.",
    not_in_base="Мобильді азаматтар базасында (МАБ) бұл нөмір жоқ.",
    not_together="Мобильді азаматтар базасында (МАБ) бұл нөмір осы ЖСН-ге тіркелмеген, сондықтан код жіберілмеді.",
    base_pending="Мобильді азаматтар базасы (МАБ) келісіміңізді күтіп тұр:",
    base_silent="Мобильді азаматтар базасы (МАБ) қазір жауап бермей тұр.",
    register_silent="«Жеке тұлғалар» дерекқоры қазір жауап бермей тұр.",
    check_again="Қайта тексеру",
    unverified="Деректеріңіз «расталмаған» деп белгіленді:",
    account_exists="Бұл ЖСН-мен кабинет бар, ал дерекқорларсыз оның Сіздікі екенін тексере алмаймыз.",
    unreadable_name="Аты-жөні әріптен, бос орын мен дефистен тұрады, ең көбі 60 таңба.",
    unreadable_date="Күнді былай жазыңыз: күн, ай, жыл. Мысалы: 27.03.2023.",
    ask_surname="Тегіңізді жеке куәліктегідей жазыңыз.",
    ask_given="Атыңызды жазыңыз.",
    ask_patronymic="Әкеңіздің атын жазыңыз. Жоқ болса, өткізіп жіберіңіз.",
    ask_sex="Жынысыңызды таңдаңыз.",
    ask_born="Туған күніңізді жазыңыз, мысалы: 27.03.1990",
    skip="Өткізіп жіберу",
    female="Әйел",
    male="Ер",
    signed_in_elsewhere="Жеке кабинетіңіз басқа Telegram аккаунтынан ашылды",
    not_registered="Алдымен тіркеліңіз:",
    # children
    add_child="➕ Баланы қосу",
    ask_child_iin="Баланың ЖСН-ін жазыңыз (12 цифр).",
    kinship_confirmed="Туыстық расталды.",
    my_child="Иә, бұл менің балам",
    another_child="Жоқ, басқа бала",
    nothing_kept_child="Ештеңе сақталған жоқ. ЖСН-ді тексеріп, баланы қайта қосыңыз.",
    ask_nationality="Баланың ұлтын жазыңыз. Өткізіп жіберуге де болады.",
    ask_child_surname="Баланың тегін туу туралы куәліктегідей жазыңыз.",
    ask_child_given="Баланың атын жазыңыз.",
    ask_child_patronymic="Баланың әкесінің атын жазыңыз. Жоқ болса, өткізіп жіберіңіз.",
    ask_child_born="Баланың туған күнін жазыңыз, мысалы: 27.03.2023",
    ask_child_sex="Қыз ба, ұл ма?",
    boy="Ұл",
    save="Сақтау",
    child_added="Бала қосылды: {name}.",
    child_unverified="Деректер «расталмаған» деп белгіленді: білім басқармасы оларды құжаттарыңыз бойынша тексереді.",
    child_exists="Бұл бала тізіміңізде бар.",
    kinship_not_confirmed=(
        "Мемлекеттік дерекқорда осы баланың ата-анасы немесе қорғаншысы екеніңіз расталмады, сондықтан "
        "оның деректерін көрсете алмаймыз."
    ),
    kinship_unknown="Осы баланың ата-анасы немесе қорғаншысы екеніңізді растай алмаймыз.",
    no_child="Бала әлі қосылмаған.",
    has_application="өтініші бар",
    # applying
    which_child="Қай балаңызға өтініш бересіз?",
    which_region="Балабақшаны қай облыстан немесе қаладан іздейсіз?",
    which_district="Қай аудан немесе қала?",
    which_group="Балаға қандай топ керек?",
    which_language="Балаңыздың қай тілде оқығанын қалайсыз?",
    ask_consent="Осы деректер мен отбасының әлеуметтік мәртебесін мемлекеттік дерекқорлардан тексеруге келісесіз бе?",
    consent="Иә, келісемін",
    general_group="Жалпы топ",
    kazakh="Қазақша",
    russian="Орысша",
    label_language="Оқу тілі",
    label_district="Аудан немесе қала",
    label_group="Топ түрі",
    statuses="Мемлекеттік дерекқорлар бойынша әлеуметтік мәртебе:",
    large_family="көпбалалы отбасы",
    no_status="жоқ",
    send="Жіберу",
    received="Өтініш қабылданды",
    wait_for_voucher="Әрі қарай: ваучердің берілуін күтіңіз.",
    number="Кезектегі нөмір: {number} (барлығы: {waiting})",
    category="Санат: {category} (барлығы 21), жалпы негіздерде, балалардың туған жылы: {year}",
    application_exists="Бұл баланың қолданыстағы өтініші бар, бір балаға тек бір өтініш беріледі.",
    too_old="Бұл кезекте",
    status_pending="Әлеуметтік мәртебені анықтау үшін келісіміңіз керек:",
    status_silent="Әлеуметтік мәртебе дерекқоры қазір жауап бермей тұр.",
    lodged="Өтініш жіберілді: {name}",
    details="Толығырақ",
    not_yours="Бұл Сіздің отбасыңызға қатысты емес, сондықтан ашылмайды.",
    not_staff="Бұған қызметкер құқығы керек, бұл аккаунтта ондай құқық жоқ.",
    not_now="Бұл кезеңде мұны жасауға болмайды.",
    too_late="Мерзімі өтті, енді мұны жасауға болмайды.",
    # the department
    staff="🗂 Қызметкерлер бөлімі",
    hold_round="🎫 Ваучер бөлу (итерация)",
    how_many="Бұл итерацияда неше ваучер беріледі?",
    number_expected="Бүтін сан жазыңыз: ең азы 1, ең көбі",
    round_too_few="Сонша ваучер беруге болмайды.",
    families_told="Отбасыларға бірден хабарланады, оларда 2 жұмыс күні болады.",
    passed_over="Жасына байланысты өткізіп жіберілгені: {passed}",
    with_unverified="Деректері расталмағаны: {unverified}",
    issue="Ваучерлерді беру",
    round_held="Итерация өткізілді: № {round}.",
    issued_count="Берілген ваучер саны: {count}",
    clerk_department="✅ Сіз білім басқармасының қызметкері болып тіркелдіңіз:",
    clerk_kindergarten="✅ Сіз балабақша қызметкері болып тіркелдіңіз:",
    invite_used="Бұл шақыру пайдаланылған.",
    invite_unknown="Бұл шақыру белгісіз немесе ескірген.",
    # the voucher
    issued="Ваучер берілді: {name}",
    remind_issued="Ваучер жауабыңызды күтіп тұр: {name}.",
    confirm_interest="Қызығушылықты растау",
    you_confirm="Балаңызға балабақшадан орын әлі керек екенін растайсыз.",
    sign_interest="Қол қою: код алу",
    signing="Кодты осында жазсаңыз, қол қойғаныңыз болады.",
    interest_confirmed="Қызығушылық расталды.",
    goes_to_stop_list="Растамасаңыз, ваучер жарамсыз болады, өтініш тоқтау парағына ауысады.",
    stop_listed="Қызығушылық мерзімінде расталмады: {name}.",
    on_stop_list="Тоқтау парағында: кезекті қалпына келтіруге болады",
    remind_stop_list="Өтініш әлі тоқтау парағында: {name}.",
    restore="Кезекті қалпына келтіру",
    restored="Кезек қалпына келтірілді",
    in_queue="Кезекте. Ваучердің берілуін күтіңіз",
    in_archive="Мұрағатта",
    archived="Өтініш мұрағатқа жіберілді: {name} (№ {number}).",
    second_miss="Қызығушылық екінші рет мерзімінде расталмады, ал кезек бір рет қана қалпына келтіріледі.",
    not_restored="Кезек 28 күнтізбелік күн ішінде қалпына келтірілмеді.",
    no_contract="Балабақшамен келісімшартқа мерзімінде қол қойылмады, сондықтан ваучер жарамсыз.",
    apply_anew="Қайтадан өтініш бере аласыз.",
    refuse_voucher="Ваучерден бас тарту",
    refusing="Ваучерден бас тарту: {name}",
    place_annulled="Бас тартсаңыз, кезек жойылады.",
    keep_voucher="Жоқ, ваучерді қалдыру",
    yes_refuse="Иә, ваучерден бас тарту",
    voucher_refused="Ваучерден бас тартылды, кезек жойылды.",
    state_refused="Ваучерден бас тартылды, кезек жойылды",
    state_issued="Ваучер берілді: қызығушылықты растаңыз",
    state_confirmed="Қызығушылық расталды: балабақша таңдаңыз",
    state_sent="Келісімшарт жіберілді: балабақша қол қоюы керек",
    state_enrolled="Балабақшаға қабылданды",
    state_cancelled="Ваучер жойылды",
    interest_told="Ваучер бойынша қызығушылық расталды: {name}.",
    refused_told="Ваучерден бас тартылды: {name}",
    # the contract
    choose="Мектепке дейінгі ұйымды таңдау",
    remind_choose="Балабақша таңдап, келісімшартқа қол қойыңыз.",
    nothing_free="Балаңыздың жасына, топ түріне және оқу тіліне сай бос орны бар балабақша қазір жоқ.",
    contract="Электрондық келісімшарт",
    sign_contract="Қол қою және жіберу: код алу",
    contract_sent="Келісімшартқа қол қойылды, ол жіберілді.",
    extend="2 жұмыс күніне ұзарту",
    extended="Мерзім 2 жұмыс күніне ұзартылды.",
    extension_not_yet="Ұзартуды тек мерзімнің соңғы күні сұрауға болады.",
    extension_used="Мерзім бір рет ұзартылған, екінші рет болмайды.",
    contract_waits="Келісімшарт қол қоюыңызды күтіп тұр",
    open_contract="Келісімшартты ашу",
    sign="✍ Қол қою",
    signed="Бала қабылданды, отбасына хабарланды.",
    refuse_contract="Келісімшарттан бас тарту",
    law_knows="Заңда тек осы негіздер бар.",
    incomplete="Құжаттар толық емес",
    expired="Құжаттардың мерзімі өткен",
    unvaccinated="Екпе алмаған балалар үлесі асқан",
    contract_is_refused="Келісімшарттан бас тартылды, негізі отбасына хабарланды.",
    contract_refused="Балабақша келісімшарт жасаудан бас тартты.",
    ground="Бала: {name}. Себебі: {ground}",
    enrolled="Бала балабақшаға қабылданды: {name}.",
    silent="Балабақша келісімшартқа мерзімінде жауап бермеді",
    answer_today="Жауап беру мерзімі өтіп кетті. Бүгін жауап беріңіз.",
    contracts="✍ Келісімшарттар",
    # the timesheet
    timesheets="📅 Табельдер",
    sheets_room="Қатысу табелі",
    publish_month="📣 Айды жариялау",
    publish="📣 Жариялау",
    published="Жарияланды: {count} табель.",
    month_not_over="Ай әлі біткен жоқ.",
    what_is_true="Бұл күні шын мәнінде қалай болды?",
    sick="ауыруына байланысты келмеді",
    no_reason="дәлелді себепсіз",
    day_off="демалыс немесе мереке күні",
    present="қатысты",
    ready="Табель дайын: {month}.",
    not_confirmed="Табель әлі расталған жоқ: {month}.",
    last_day_sheet="Табельді растаудың соңғы күні – бүгін: {month}.",
    last_hours="Соңғы сағаттар: табель расталмаған: {month}.",
    was_missed="❗ Расталмай қалды: {month}. Осы айдың табелі де расталмаса, ваучер жойылады.",
    one_of_two="Табель уақытында расталмады: {month}.",
    cancelled_voucher="Ваучер жойылды: {name}.",
    look_and_confirm="{name}: көру және растау",
    compare="Белгілер нақты қатысуға сәйкес пе, тексеріңіз.",
    confirm="✅ Растау",
    cannot_be_changed="Растаған соң өзгертуге болмайды.",
    confirmed_sheet="Расталды:",
    disagree="Келіспеймін",
    which_days="Қай күндер қате белгіленген?",
    what_was_true="Сол күндері шын мәнінде қалай болды?",
    days_missing="Күндерді санмен жазыңыз, мысалы:",
    send_to_kindergarten="Балабақшаға жіберу",
    disagreement_sent="Келіспейтініңіз балабақшаға жіберілді.",
    parent_disagrees="Ата-ана табельмен келіспейді",
    open_timesheet="Табельді ашу",
    parent_writes="Ата-ана жазды (күндер: {days}): {words}",
    publish_again="Қайта жариялау",
    what_do_you_answer="Ата-анаға қандай жауап бересіз?",
    kindergarten_answered="Балабақша табель бойынша жауап берді: {month}, {name}.",
    kindergarten_answers="Балабақшаның жауабы: {answer}",
    look_at_it="Көру",
    already_answered="Бұл ай бойынша жауап берілген.",
    sheet_changed="Сіз ашқаннан бері табель өзгерді.",
    state_unconfirmed="Мерзімінде расталмады",
    state_sheet_refused="Растаудан бас тартылды, расталмаған айға саналмайды",
    state_sheet_confirmed="Расталды",
    please_publish="Табельді жариялаңыз: {month}.",
    next_sheet="Келесі: {name}",
    details_of="{name}: толығырақ",
    mini_part="Шағын орталық, толық емес күн",
    no_free_place="Ондағы соңғы бос орын жаңа ғана толды.",
    registers_silent="Мемлекеттік дерекқорлар қазір жауап бермей тұр.",
    signing_unavailable="Мұнда кодпен қол қою мүмкін емес:",
    label_iin="ЖСН",
)

RU = Tongue(
    code="ru",
    name="Русский",
    other_name="Қазақша",
    almaty="г. Алматы",
    bostandyq="Бостандыкский район",
    auezov="Ауэзовский район",
    astana="г. Астана",
    yesil="район Есиль",
    turkistan="Туркестанская область",
    qazygurt="Казыгуртский район",
    balbobek="Ясли-сад «Балбобек»",
    baiterek="Ясли-сад «Байтерек»",
    aq_bulaq="Сельский детский сад «Родничок»",
    bal_bulaq="Мини-центр «Бал булак»",
    months=MONTHS_RU,
    standing=STANDING_RU,
    week=WEEK_RU,
    working_left=(" (остался {} рабочий день)", " (осталось {} рабочих дня)", " (осталось {} рабочих дней)"),
    calendar_left=(
        " (остался {} календарный день)",
        " (осталось {} календарных дня)",
        " (осталось {} календарных дней)",
    ),
    today_is_last=" (сегодня последний день)",
    # getting in
    register="Зарегистрироваться",
    welcome="Сначала регистрация.",
    registration="Регистрация",
    ask_phone="Какой у Вас мобильный номер?",
    share="📱 Отправить мой номер",
    ask_iin="Введите Ваш ИИН (12 цифр).",
    policy="Политика данных: как мы используем Ваши данные",
    agree="Прочитано, принимаю",
    code_sent="Введите его здесь.",
    my_data="Да, это мои данные",
    are_these_yours="Это Ваши данные?",
    not_my_data="Нет, данные не мои",
    nothing_kept="Тогда остановимся, ничего не сохранено.",
    check_answers="Проверьте ответы:",
    finish_registration="Завершить регистрацию",
    registered="Вы зарегистрированы.",
    back="⬅ Назад",
    cancel="✖ Отмена",
    cancelled="Отменено. Ничего не отправлено.",
    keep="Оставить этот ответ",
    answer_so_far="Ваш ответ сейчас:",
    out_of_date="Кнопка устарела",
    menu="🏠 Меню",
    my_applications="Мои заявления",
    my_children="Мои дети",
    apply="📝 Подать заявление на ваучер",
    help="Помощь",
    go_on="Продолжить заполнение",
    iin_length="В ИИН 12 цифр, а здесь",
    iin_letters="ИИН состоит только из цифр, без букв.",
    iin_impossible="Такого ИИН быть не может:",
    iin_zeros="ИИН не бывает из одних нулей.",
    phone_not_mobile="Это не мобильный номер Казахстана.",
    phone_foreign="Это номер другой страны.",
    contact_not_own="Это чужой контакт.",
    contact_needed="Отправьте свой номер кнопкой под чатом:",
    words_expected="Ответьте здесь словами или цифрами.",
    choice_expected="Выберите одну из кнопок или напишите её слова.",
    send_again="Отправить код ещё раз",
    code_on_its_way="Новый код уже в пути.",
    too_soon="Новый код можно отправить через {seconds} сек.",
    code_wrong="Осталось попыток: {tries_left}.",
    code_expired="Срок кода истёк.",
    code_paused="Слишком много неверных кодов.",
    code_cap="Лимит кодов на сегодня исчерпан.",
    no_code_now="Действующего кода сейчас нет.",
    sms_late="⏳ Служба SMS сейчас не отвечает.",
    sms_failed="⚠️ На этот номер SMS не отправилось.",
    not_in_base="Этого номера нет в базе мобильных граждан (БМГ).",
    not_together="В базе мобильных граждан (БМГ) этот номер не привязан к этому ИИН, поэтому код не отправлен.",
    base_pending="База мобильных граждан (БМГ) ждёт Вашего согласия:",
    base_silent="База мобильных граждан (БМГ) сейчас не отвечает.",
    register_silent="База «Физические лица» сейчас не отвечает.",
    check_again="Проверить ещё раз",
    unverified="Ваши данные отмечены как неподтверждённые:",
    account_exists="С этим ИИН кабинет уже есть, а без государственных баз нельзя проверить, что он Ваш.",
    unreadable_name="Имя состоит из букв, пробелов и дефисов, не больше 60 знаков.",
    unreadable_date="Введите день, месяц и год, например: 27.03.2023.",
    ask_surname="Введите Вашу фамилию, как в удостоверении личности.",
    ask_given="Введите Ваше имя.",
    ask_patronymic="Введите Ваше отчество. Если его нет, пропустите.",
    ask_sex="Выберите Ваш пол.",
    ask_born="Введите Вашу дату рождения, например: 27.03.1990",
    skip="Пропустить",
    female="Женский",
    male="Мужской",
    signed_in_elsewhere="В Ваш личный кабинет вошли с другого аккаунта Telegram",
    not_registered="Сначала зарегистрируйтесь:",
    # children
    add_child="➕ Добавить ребёнка",
    ask_child_iin="Введите ИИН ребёнка (12 цифр).",
    kinship_confirmed="Родство подтверждено.",
    my_child="Да, это мой ребёнок",
    another_child="Нет, другой ребёнок",
    nothing_kept_child="Ничего не сохранено. Проверьте ИИН и добавьте ребёнка снова.",
    ask_nationality="Введите национальность ребёнка. Можно пропустить.",
    ask_child_surname="Введите фамилию ребёнка, как в свидетельстве о рождении.",
    ask_child_given="Введите имя ребёнка.",
    ask_child_patronymic="Введите отчество ребёнка. Если его нет, пропустите.",
    ask_child_born="Введите дату рождения ребёнка, например: 27.03.2023",
    ask_child_sex="Девочка или мальчик?",
    boy="Мальчик",
    save="Сохранить",
    child_added="Ребёнок добавлен: {name}.",
    child_unverified="Данные отмечены как неподтверждённые: управление образования проверит их по документам.",
    child_exists="Этот ребёнок уже есть в Вашем списке.",
    kinship_not_confirmed=(
        "Государственная база не подтвердила, что Вы родитель или опекун этого ребёнка, поэтому показать "
        "его данные мы не можем."
    ),
    kinship_unknown="Мы не можем подтвердить, что Вы родитель или опекун этого ребёнка.",
    no_child="Пока не добавлен ни один ребёнок.",
    has_application="заявление есть",
    # applying
    which_child="На какого ребёнка подаёте заявление?",
    which_region="В какой области или городе ищете детский сад?",
    which_district="Какой район или город?",
    which_group="Какая группа нужна ребёнку?",
    which_language="На каком языке должен заниматься ребёнок?",
    ask_consent="Вы согласны, чтобы мы сверили эти данные и социальный статус семьи с государственными базами?",
    consent="Да, согласие даю",
    general_group="Общая группа",
    kazakh="Казахский",
    russian="Русский",
    label_language="Язык обучения",
    label_district="Район или город",
    label_group="Вид группы",
    statuses="Социальный статус по государственным базам:",
    large_family="многодетная семья",
    no_status="нет",
    send="Отправить",
    received="Заявление принято",
    wait_for_voucher="Что дальше: ожидайте выдачи ваучера.",
    number="Номер в очереди: {number} (всего: {waiting})",
    category="Категория: {category} (всего 21), на общих основаниях, год рождения детей: {year}",
    application_exists="У этого ребёнка уже есть действующее заявление, а оно может быть только одно.",
    too_old="В этой очереди стоят дети до",
    status_pending="Чтобы узнать социальный статус, нужно Ваше согласие:",
    status_silent="База социальных статусов сейчас не отвечает.",
    lodged="Заявление отправлено: {name}",
    details="Подробнее",
    not_yours="Это не относится к Вашей семье, поэтому открыть нельзя.",
    not_staff="Для этого нужны права сотрудника, у этого аккаунта их нет.",
    not_now="На этом этапе это невозможно.",
    too_late="Срок истёк, теперь это невозможно.",
    # the department
    staff="🗂 Для сотрудников",
    hold_round="🎫 Провести итерацию",
    how_many="Сколько ваучеров выдать в этой итерации?",
    number_expected="Введите целое число от 1 до",
    round_too_few="Столько ваучеров выдать нельзя.",
    families_told="Семьи узнают сразу, у них будет 2 рабочих дня.",
    passed_over="Пропущены из-за возраста: {passed}",
    with_unverified="С неподтверждёнными данными: {unverified}",
    issue="Выдать ваучеры",
    round_held="Итерация проведена: № {round}.",
    issued_count="Выдано ваучеров: {count}",
    clerk_department="✅ Теперь Вы сотрудник управления образования:",
    clerk_kindergarten="✅ Теперь Вы сотрудник детского сада:",
    invite_used="Это приглашение уже использовано.",
    invite_unknown="Это приглашение неизвестно или устарело.",
    # the voucher
    issued="Ваучер выдан: {name}",
    remind_issued="Ваучер ждёт Вашего ответа: {name}.",
    confirm_interest="Подтвердить заинтересованность",
    you_confirm="Вы подтверждаете, что ребёнку ещё нужно место в детском саду.",
    sign_interest="Подписать: получить код",
    signing="Введите код здесь, это и будет подписью.",
    interest_confirmed="Заинтересованность подтверждена.",
    goes_to_stop_list="Иначе ваучер станет недействительным, а заявление перейдёт в стоп-лист.",
    stop_listed="Заинтересованность не подтверждена в срок: {name}.",
    on_stop_list="В стоп-листе: очередь можно восстановить",
    remind_stop_list="Заявление всё ещё в стоп-листе: {name}.",
    restore="Восстановить очередь",
    restored="Очередь восстановлена",
    in_queue="В очереди. Ожидайте выдачи ваучера",
    in_archive="В архиве",
    archived="Заявление в архиве: {name} (№ {number}).",
    second_miss="Заинтересованность не подтверждена в срок второй раз, а очередь восстанавливается только один раз.",
    not_restored="Очередь не была восстановлена в течение 28 календарных дней.",
    no_contract="Договор с детским садом не был подписан в срок, поэтому ваучер недействителен.",
    apply_anew="Вы можете подать новое заявление.",
    refuse_voucher="Отказаться от ваучера",
    refusing="Отказ от ваучера: {name}",
    place_annulled="Если Вы откажетесь, очередь аннулируется.",
    keep_voucher="Нет, оставить ваучер",
    yes_refuse="Да, отказаться от ваучера",
    voucher_refused="Вы отказались от ваучера, очередь аннулирована.",
    state_refused="Отказ от ваучера, очередь аннулирована",
    state_issued="Ваучер выдан: подтвердите заинтересованность",
    state_confirmed="Заинтересованность подтверждена: выберите детский сад",
    state_sent="Договор отправлен: детский сад должен подписать",
    state_enrolled="Ребёнок зачислен в детский сад",
    state_cancelled="Ваучер аннулирован",
    interest_told="Заинтересованность в ваучере подтверждена: {name}.",
    refused_told="Отказ от ваучера: {name}",
    # the contract
    choose="Выбрать дошкольную организацию",
    remind_choose="Выберите детский сад и подпишите договор.",
    nothing_free="Сейчас нет детского сада со свободным местом, подходящим по возрасту, виду группы и языку.",
    contract="Электронный договор",
    sign_contract="Подписать и отправить: SMS-код",
    contract_sent="Договор подписан и отправлен.",
    extend="Продлить на 2 рабочих дня",
    extended="Срок продлён на 2 рабочих дня.",
    extension_not_yet="Попросить о продлении можно только в последний день срока.",
    extension_used="Срок уже продлевали, это можно сделать только один раз.",
    contract_waits="Договор ждёт Вашей подписи",
    open_contract="Открыть договор",
    sign="✍ Подписать",
    signed="Ребёнок зачислен, семья извещена.",
    refuse_contract="Отказать в договоре",
    law_knows="Закон знает только эти основания.",
    incomplete="Документы неполные",
    expired="Срок документов истёк",
    unvaccinated="Превышена доля непривитых детей",
    contract_is_refused="В договоре отказано, основание сообщено семье.",
    contract_refused="Детский сад не подписал договор.",
    ground="Ребёнок: {name}. Основание: {ground}",
    enrolled="Ребёнок зачислен в детский сад: {name}.",
    silent="Детский сад не ответил на договор в срок",
    answer_today="Срок ответа истёк. Пожалуйста, ответьте сегодня.",
    contracts="✍ Договоры",
    # the timesheet
    timesheets="📅 Табели",
    sheets_room="Табель посещаемости",
    publish_month="📣 Опубликовать месяц",
    publish="📣 Опубликовать",
    published="Опубликовано: {count} табель.",
    month_not_over="Месяц ещё не закончился.",
    what_is_true="Как было в этот день на самом деле?",
    sick="по болезни",
    no_reason="без уважительной причины",
    day_off="выходной или праздник",
    present="присутствовал(а)",
    ready="Табель готов: {month}.",
    not_confirmed="Табель ещё не подтверждён: {month}.",
    last_day_sheet="Сегодня последний день подтвердить табель: {month}.",
    last_hours="Последние часы, а табель не подтверждён: {month}.",
    was_missed="❗ Не подтверждено: {month}. Если не подтвердить и этот месяц, ваучер аннулируется.",
    one_of_two="Табель не подтверждён вовремя: {month}.",
    cancelled_voucher="Ваучер аннулирован: {name}.",
    look_and_confirm="{name}: проверить и подтвердить",
    compare="Проверьте, совпадают ли отметки с тем, как было.",
    confirm="✅ Подтвердить",
    cannot_be_changed="После этого изменить его нельзя.",
    confirmed_sheet="Подтверждено:",
    disagree="Не согласен(-на)",
    which_days="Какие дни отмечены неверно?",
    what_was_true="Как было на самом деле в эти дни?",
    days_missing="Укажите дни числами, например:",
    send_to_kindergarten="Отправить в детский сад",
    disagreement_sent="Ваше несогласие отправлено в детский сад.",
    parent_disagrees="Родитель не согласен с табелем",
    open_timesheet="Открыть табель",
    parent_writes="Родитель пишет (дни: {days}): {words}",
    publish_again="Опубликовать снова",
    what_do_you_answer="Что Вы ответите родителю?",
    kindergarten_answered="Детский сад ответил по табелю: {month}, {name}.",
    kindergarten_answers="Ответ детского сада: {answer}",
    look_at_it="Посмотреть",
    already_answered="По этому месяцу ответ уже дан.",
    sheet_changed="Табель изменился с тех пор, как Вы его открыли.",
    state_unconfirmed="Не подтверждено в срок",
    state_sheet_refused="Отказ от подтверждения, пропущенным месяцем не считается",
    state_sheet_confirmed="Подтверждено",
    please_publish="Опубликуйте табель: {month}.",
    next_sheet="Далее: {name}",
    details_of="{name}: подробнее",
    mini_part="Мини-центр, неполный день",
    no_free_place="Последнее свободное место там только что заняли.",
    registers_silent="Государственные базы сейчас не отвечают.",
    signing_unavailable="Подписать кодом здесь нельзя:",
    label_iin="ИИН",
)
