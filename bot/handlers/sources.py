"""Where a rule comes from, said as what it is: a guide of the portal, the order, the press, or our own decision (R-1)."""

import re

from bot.words import N_, Html, Msg, Words, _, n_, say
from domain.rules import Rule, Unit

ORDER = N_(
    "order No. 372 of the Minister of Education of 30 December 2024, item 49, sub-item 24, as the portal's guide "
    "«Табельді қалай растауға болады?» quotes it"
)
SOURCES: dict[str, Words] = {
    "S0": N_("the portal's guide to the voucher queue (Smart Nation Balabaqsha)"),
    "S1": N_("the portal's guide to confirming the timesheet (Smart Nation Balabaqsha)"),
    "S2": N_("the portal's guide for parents (balabaqsha.snation.kz)"),
    "S3": N_("the portal guide of the region (akmola.kz) to the queue and the voucher"),
    "S4": N_("the portal guide of the city (e.astana.kz) to the queue"),
    "press": N_("announcements of the ministry and the regions in the press; we have not seen the text of the act"),
    "ours": N_("the product's own rule: no text that we know says anything about it"),
}


def source_words(rule: Rule) -> Html:
    """Who says so; what a region or a clerk entered stands as they wrote it."""
    if "item 49" in rule.source:
        return say(ORDER)
    named = re.match(r"(S\d|press|ours)\b", rule.source)
    return say(SOURCES[named[1]]) if named else _("an entry of the education department: {source}", source=rule.source)


def term_words(rule: Rule) -> Html:
    """2 working days, 28 calendar days, 1 month."""
    number = int(rule.value)
    match rule.unit:
        case Unit.WORKING_DAYS:
            return n_("{count} working day", "{count} working days", number)
        case Unit.MONTHS:
            return n_("{count} month", "{count} months", number)
        case Unit.YEARS:
            return n_("{count} year", "{count} years", number)
    return n_("{count} calendar day", "{count} calendar days", number)


HOLIDAYS: dict[str, Msg] = {
    "new_year": N_("New Year"),
    "christmas": N_("Orthodox Christmas"),
    "womens_day": N_("International Women's Day"),
    "nauryz": N_("Nauryz"),
    "unity_day": N_("Day of Unity of the People of Kazakhstan"),
    "defender_day": N_("Defender of the Fatherland Day"),
    "victory_day": N_("Victory Day"),
    "capital_day": N_("Capital Day"),
    "constitution_day": N_("Constitution Day"),
    "republic_day": N_("Republic Day"),
    "independence_day": N_("Independence Day"),
    "kurban_ait": N_("Kurban Ait"),
    "moved_day_off": N_("a day off moved by decree"),
    "weekend": N_("weekend"),
    "override": N_("a day off by decision of the department"),
}
