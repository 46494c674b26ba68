"""«Help»: questions and answers to be searched or leafed through, a guide for every section, and people to ask (R-72).

Words that are typed while the help stands on the screen are looked for; in the middle of a form only where a search was
asked for, since else they are the form's answer.
"""

import asyncio
from datetime import date

from babel.dates import format_date

from bot.handlers import support
from bot.handlers.drafts import Draft
from bot.handlers.rooms import help_words
from bot.handlers.sources import SOURCES, source_words, term_words
from bot.help import Entry, Guide, help_book, search
from bot.house import Turn
from bot.screen import Button, Rows, Screen, column, lines
from bot.sections import FORMS, SECTIONS
from bot.taps import HelpTap, ask_button, go, help_tap, menu_button, other_language
from bot.typed import Labelled
from bot.words import LOCALES, Html, _, bold, escape, language, say, standing_blanks
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.place import region_of
from domain.rules import Rule, Rules, Unit
from usecases.act import Act
from usecases.support import is_staffed

SEARCHING = "find"
"""Stands in a button of the screens where typed words are looked for even in the middle of a form."""
OF_HELP = tuple(HelpTap(verb=verb).pack() for verb in ("find", "sections"))
"""How a button begins that only the screens of the help have; the guide of a room is offered in the room."""


# ---- rooms -----------------------------------------------------------------------------------------------------------


async def room(act: Act, turn: Turn, draft: Draft | None) -> Screen:
    """What the bot does, the ways to an answer, and people to ask; back to the form, if there is one."""
    section = FORMS.get(draft.form) if draft is not None else None
    typed = _("Type your question here in your own words, or look below.") if draft is None else None
    rows = column(
        go(_("Go on with the form"), "form") if draft is not None else None,
        help_tap(_("📖 Guide: {section}", section=SECTIONS[section]), "guide", section) if section else None,
        help_tap(_("🔎 Find an answer"), "find"),
        help_tap(_("📚 Guides and answers"), "sections"),
        go(_("⭐ Rate the bot"), "feedback") if draft is None else None,
    )
    district = turn.person["district"]
    rules = act.law.rulebook.at(local_day(act.now), region_of(district) if district else None)
    text = lines(help_words(rules), typed)
    return Screen(text, (*rows, *await support.ways(act), (menu_button(), other_language())))


async def pressed(turn: Turn, tapped: HelpTap) -> Screen:
    """A button of the help; NotAllowed NOT_NOW for what isn't there."""
    async with turn.looking() as act:
        match tapped.verb:
            case "find":
                return _asking()
            case "sections":
                return _sections()
            case "guide" if tapped.arg in SECTIONS:
                return await _guide(act, turn, tapped.arg)
            case "answer" if tapped.arg in help_book().entries:
                return await _answer(act, turn, help_book().entries[tapped.arg])
    raise NotAllowed(Reason.NOT_NOW)


def _asking() -> Screen:
    text = lines(
        bold(_("🔎 Find an answer")),
        _("Type your question in your own words, in Kazakh or in Russian. Mistyped letters are no harm."),
    )
    return Screen(text, column(*_ways_back()))


def _ways_back() -> tuple[Button, ...]:
    """Below a search; the first stands for it: words that are typed next are looked for again."""
    return (
        help_tap(_("📚 Guides and answers"), "sections", SEARCHING),
        go(_("❓ Help"), "help"),
        menu_button(),
    )


def _sections() -> Screen:
    buttons = [help_tap(say(words), "guide", section) for section, words in SECTIONS.items()]
    pairs: Rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    text = lines(bold(_("📚 Guides and answers")), _("What is it about?"))
    find = help_tap(_("🔎 Find an answer"), "find")
    return Screen(text, (*pairs, (find,), (go(_("❓ Help"), "help"), menu_button())))


async def _guide(act: Act, turn: Turn, section: str) -> Screen:
    """The steps of a section, and the questions about it."""
    guide, rules = help_book().guides[section], rules_of(act, turn)
    steps = [f"{number}. {filled(step, guide.rules, rules)}" for number, step in enumerate(guide.steps[language()], 1)]
    text = lines(
        _("📖 <b>Guide: {section}</b>", section=SECTIONS[section]),
        Html("\n".join(steps)),
        sources_said(guide, rules),
        bold(_("Questions and answers")),
    )
    questions = [help_tap(entry.question[language()], "answer", entry.key) for entry in help_book().of_section(section)]
    ask = ask_button(f"s{section}") if await is_staffed(act) else None
    foot = (help_tap(_("📚 All sections"), "sections"), menu_button())
    return Screen(text, (*column(*questions, ask), foot))


async def _answer(act: Act, turn: Turn, entry: Entry) -> Screen:
    rules = rules_of(act, turn)
    text = lines(
        bold(escape(entry.question[language()])),
        filled(entry.answer[language()], entry.rules, rules),
        sources_said(entry, rules),
    )
    ask = ask_button(f"h{entry.key}") if await is_staffed(act) else None
    more = help_tap(_("📖 Guide: {section}", section=SECTIONS[entry.section]), "guide", entry.section)
    return Screen(text, (*column(more, help_tap(_("🔎 Find an answer"), "find"), ask), (menu_button(),)))


# ---- typed words -----------------------------------------------------------------------------------------------------


async def heard(turn: Turn, text: str | None, buttons: Labelled, *, in_form: bool) -> Screen | None:
    """What was found for words that were typed while the help stood there; None: they were meant for something else."""
    kept = [data for _words, data in buttons if data.startswith(OF_HELP)]
    searching = any(data.endswith(f":{SEARCHING}") for data in kept)
    if not text or text.startswith("/") or not kept or (in_form and not searching):
        return None
    async with turn.house.finder:
        found = await asyncio.to_thread(search, text)
    if found:
        said = _("Perhaps it is one of these:")
    else:
        said = _("Nothing like this was found. Try other words, look into the sections, or ask a person.")
    async with turn.looking() as act:
        ask = ask_button() if await is_staffed(act) else None
    answers = [help_tap(entry.question[language()], "answer", entry.key) for entry in found]
    asked = Html(f"<blockquote>{escape(text[:200])}</blockquote>")
    return Screen(lines(bold(_("🔎 Find an answer")), asked, said), column(*answers, ask, *_ways_back()))


# ---- numbers and sources ---------------------------------------------------------------------------------------------


def rules_of(act: Act, turn: Turn) -> Rules:
    """The rules of today, where the person lives (R-1)."""
    district = turn.person["district"]
    return act.law.rulebook.at(local_day(act.now), region_of(district) if district else None)


def filled(words: str, keys: tuple[str, ...], rules: Rules) -> Html:
    """An answer with the numbers of the rules."""
    blanks = {**standing_blanks(), **{key: _value(rules.rule(key)) for key in keys}}
    return escape(words.strip().format(**blanks))


def _value(rule: Rule) -> str:
    """2 working days; a day of the year; else the bare number."""
    if rule.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS):
        return term_words(rule)
    if rule.unit is Unit.DAY_OF_YEAR:
        return format_date(date.fromisoformat(f"2024-{rule.value}"), "d MMMM", locale=LOCALES[language()])
    return str(rule.value)


def sources_said(one: Entry | Guide, rules: Rules) -> Html:
    """Who says so, each once."""
    told = [source_words(rules.rule(key)) for key in one.rules] + [say(SOURCES[each]) for each in one.sources]
    said = _("Source: {source}", source=Html("; ".join(dict.fromkeys(told))))
    return Html(f"<i>{said}</i>")
