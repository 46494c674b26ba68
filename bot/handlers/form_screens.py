"""How a form looks at each of its places: a question, the review before sending, the pause after a day."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.fsm.form import (
    Attach,
    Choose,
    Facts,
    Form,
    Given,
    Grid,
    Learn,
    Option,
    Secret,
    Share,
    Step,
    journey,
    progress,
    step_back,
)
from bot.fsm.password import Password
from bot.handlers import papers
from bot.handlers.drafts import Draft
from bot.screen import Button, Rows, Screen, lines
from bot.taps import BACK, CANCEL, FormTap, other_language
from bot.words import N_, Html, _, bold, say

PAGE = 6


def draw(
    form: type[Form],
    draft: Draft,
    facts: Facts,
    step: Step | None,
    head: Html | None,
    error: Html | None,
    page: int,
    sent: bool,
    only: Sequence[Option],
) -> Screen:
    """The question of a step, or the review where everything is answered."""
    given = draft.given(facts)
    if step is None:
        return _review(form, draft, given, head, error)
    old = step.value if step.value and not isinstance(step.ask, Secret | Password) else None
    title = title_words(form, given, step)
    if isinstance(step.ask, Attach):
        echo = papers.attached_words(step.ask, draft.answers, facts)
    else:
        echo = _("Your answer so far: {value}", value=shown_words(step, old)) if old else None
    why = Html(f"<i>{say(step.ask.why)}</i>") if step.ask.why else None
    question = step.ask.question(step.given) if sent else _("No code is valid now. Press «Send the code again».")
    text = lines(head, title, warning(error), question, why, echo, _another_way(draft, step))
    first = not step_back(form, given, step.ask.name)
    return _with_buttons(draft, step, text, page, old, first, only)


def title_words(form: type[Form], given: Given, step: Step) -> Html:
    """The form's name, and which of how many questions this is."""
    at, of = progress(form, given, step)
    return Html(f"<b>{say(form.title)}</b>" + (f" · {at} / {of}" if step.ask.visible and of > 1 else ""))


def _another_way(draft: Draft, step: Step) -> Html | None:
    """After three failures on one question: a way round, or a person."""
    if not draft.is_stuck(step.ask.name):
        return None
    return _(
        "Doesn't it work out? Go back a step, or leave the form for later with /menu: your answers stay here for 30 "
        "days. In /help there are answers, and people to ask. Contact centre {centre}, WhatsApp {whatsapp}."
    )


def pause(form: type[Form], draft: Draft, facts: Facts, step: Step | None) -> Screen:
    """Where the person stopped, a day ago or more."""
    given = draft.given(facts)
    if step is None:
        where = _("You have answered everything; only sending is left.")
    else:
        at, of = progress(form, given, step)
        where = _("You stopped at {at} of {of}. Your answers are kept.", at=at, of=of)
    rows = (
        (_tap(draft, _("Continue"), "on"),),
        (_tap(draft, _("Start over"), "over"),),
        (_tap(draft, say(CANCEL), "cancel"),),
        (other_language(),),
    )
    return Screen(lines(bold(say(form.title)), where), rows)


def _tap(draft: Draft, words: str, verb: str, arg: str = "") -> Button:
    return Button(words, FormTap(draft=draft.id, rev=draft.rev, verb=verb, arg=arg).pack())


def shown_words(step: Step, value: str) -> Html:
    """An answer as people read it."""
    return say(step.ask.shown(value.removeprefix("own:"), step.given))


def warning(error: Html | None) -> Html | None:
    """What is wrong, above the question."""
    return Html(f"⚠️ {error}") if error else None


def _with_buttons(
    draft: Draft, step: Step, text: Html, page: int, old: str | None, first: bool, only: Sequence[Option]
) -> Screen:
    tap = partial(_tap, draft)
    ask, rows = step.ask, list[tuple[Button, ...]]()
    ways = (
        *(() if first else (tap(say(BACK), "back"),)),
        tap(say(CANCEL), "cancel"),
    )
    if isinstance(ask, Share):
        keep = (Button(say(BACK)),) if not first else ()
        rows_below = ((*keep, Button(say(CANCEL))), (Button(other_language().text),))
        return Screen(text, rows_below, ask_contact=_("📱 Share my number"))
    if isinstance(ask, Grid):
        rows += [tuple(tap(say(one.words), "o", one.key) for one in row) for row in ask.rows(step.given)]
    elif isinstance(ask, Choose):
        rows += _option_rows(only or ask.options(step.given), page, tap)
        rows += [(tap(_("☰ The whole list"), "page", "0"),)] if only else []
    if isinstance(ask, Attach):
        return Screen(text, (*papers.rows_of(ask, draft.answers, tap), ways, (other_language(),)))
    if isinstance(ask, Learn | Password):
        rows += [(tap(say(way.words), "o", way.key),)] if (way := ask.way(step.given)) else []
    if isinstance(ask, Learn):
        rows.append((tap(_("Check again"), "again"),))
    if isinstance(ask, Secret):
        rows.append((tap(_("Send the code again"), "again"),))
    if ask.optional:
        rows.append((tap(_("Skip"), "skip"),))
    if old is not None:
        rows.append((tap(_("Keep this answer"), "keep"),))
    return Screen(text, (*rows, ways, (other_language(),)))


def _option_rows(options: Sequence[Option], page: int, tap: Callable[..., Button]) -> list[tuple[Button, ...]]:
    pages = max(1, -(-len(options) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows: list[tuple[Button, ...]] = [
        (tap(say(option.words), "o", option.key),) for option in options[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        before = tap("◀", "page", str((page - 1) % pages))
        after = tap("▶", "page", str((page + 1) % pages))
        rows.append((before, tap(f"{page + 1} / {pages}", "page", str(page)), after))
    return rows


def _review(form: type[Form], draft: Draft, given: Given, head: Html | None, error: Html | None) -> Screen:
    tap = partial(_tap, draft)
    told = [step for step in journey(form, given) if step.ask.label and step.value]
    facts = Html("\n".join(f"{say(s.ask.label or '')}: <b>{shown_words(s, s.value or '')}</b>" for s in told))
    extra = form.before_sending(given) if form.before_sending else None
    if extra == error:  # what stands in the way of sending is said once
        extra = None
    text = lines(head, bold(say(form.title)), warning(error), _("Please check your answers:"), facts, extra)
    pens = [tap(f"✎ {say(s.ask.label or '')}", "edit", s.ask.name) for s in told]
    rows: Rows = tuple(tuple(pens[i : i + 2]) for i in range(0, len(pens), 2))
    send = tap("✅ " + say(form.send or N_("Send")), "send")
    return Screen(text, ((send,), *rows, (tap(say(BACK), "back"), tap(say(CANCEL), "cancel")), (other_language(),)))
