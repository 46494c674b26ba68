"""Documents in a form: fetched and made safe, attached, looked at, replaced, done without."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.files import Incoming
from bot.files import fetch as fetch_file
from bot.fsm.form import Attach, Attached, Facts, Form, Given, Said
from bot.handlers.drafts import Draft
from bot.house import House, Turn
from bot.screen import Button, Paper, Rows, Screen, column, lines
from bot.taps import BACK, FormTap, other_language
from bot.words import N_, Html, _, say
from domain.not_allowed import NotAllowed, Reason
from gateways.documents import SafeFile, check
from usecases import documents
from usecases.act import Act

Tap = Callable[..., Button]


def asks_of(form: type[Form]) -> tuple[Attach, ...]:
    """The questions of a form that are answered with documents."""
    return tuple(ask for ask in form.asks() if isinstance(ask, Attach))


async def with_attached(act: Act, form: type[Form], facts: Facts) -> Facts:
    """The snapshot with the documents that the person has sent and not yet handed in."""
    if not asks_of(form):
        return facts
    rows = await act.tx.loose_documents(person_id=act.person_id)
    return replace(facts, attached={row["id"]: Attached(row["kind"], row["size"]) for row in rows})


async def fetch(house: House, incoming: Incoming) -> SafeFile:
    """A file that came, made safe; NotAllowed with one of the FILE_… reasons."""
    return await check(await fetch_file(house, incoming), incoming.name, incoming.mime, house.scanner)


async def attach(act: Act, draft: Draft, ask: Attach, facts: Facts, safe: SafeFile) -> Draft:
    """Keep the file, and the answer with it."""
    document = await documents.keep(act, safe.kind, safe.content, scanned=safe.scanned)
    at_hand = replace(facts, attached={**facts.attached, document: Attached(safe.kind, len(safe.content))})
    read = ask.read(Said(document=document), draft.given(at_hand))
    return _answered(draft, {ask.name: ask.add(draft.answers, int(read))})


def changed(ask: Attach, draft: Draft, verb: str) -> Draft:
    """The draft after «Done», «Replace» or going on without; NotAllowed FILE_EXPECTED when nothing is attached."""
    rest = {name: value for name, value in draft.answers.items() if name != ask.name}
    if verb == "done":
        if not ask.kept(draft.answers):
            raise NotAllowed(Reason.FILE_EXPECTED)
        return _answered(draft, {ask.name: draft.answers[ask.name].rstrip("+")})
    return replace(draft, answers={**rest, **ask.otherwise} if verb == "without" else rest)


def _answered(draft: Draft, answers: Mapping[str, str]) -> Draft:
    return replace(draft, answers={**draft.answers, **answers})


async def drop(act: Act, ask: Attach, draft: Draft) -> None:
    """Delete what was attached and not sent."""
    if kept := ask.kept(draft.answers):
        await documents.drop(act, kept)


async def opened(turn: Turn, ask: Attach, draft: Draft) -> tuple[Paper, ...]:
    """What the person has attached, as it will be sent."""
    papers = []
    async with turn.looking() as act:
        for document_id in ask.kept(draft.answers):
            document = await documents.own(act, document_id)
            papers.append(Paper(document.kind, document.content))
    return tuple(papers)


# ---- words and buttons -----------------------------------------------------------------------------------------------


def attached_words(ask: Attach, answers: Mapping[str, str], facts: Facts) -> Html | None:
    """What is attached so far, one a line."""
    kept = [facts.attached[each] for each in ask.kept(answers) if each in facts.attached]
    if not kept:
        return None
    told = [Html(f"{number}. {one.words}") for number, one in enumerate(kept, 1)]
    return Html("\n".join([_("Attached:"), *told, _("Send one more, or press «Done».")]))


def rows_of(ask: Attach, answers: Mapping[str, str], tap: Tap) -> Rows:
    """The buttons under a question for documents."""
    cant = (tap(_("I can't get this document"), "cant"),) if ask.taken else ()
    if not ask.kept(answers):
        return (cant,) if cant else ()
    look = (tap(_("Show"), "show"), tap(_("Replace"), "replace"))
    return ((tap(_("✅ Done"), "done"),), look, *((cant,) if cant else ()))


def other_papers(draft: Draft, ask: Attach, given: Given) -> Screen:
    """Which other papers are taken too, and the way on without (R-32)."""

    def tap(words: str, verb: str) -> Button:
        return Button(words, FormTap(draft=draft.id, rev=draft.rev, verb=verb).pack())

    without = _(WITHOUT) if ask.otherwise else None
    on = tap(_("Go on without the right"), "without") if ask.otherwise else None
    text = lines(ask.taken(given) if ask.taken else None, without)
    return Screen(text, (*column(tap(say(BACK), "page"), on), (other_language(),)))


WITHOUT = N_(
    "Or go on without the right: the application then stands on general grounds, with the time of today. The right can be "
    "claimed later, as soon as you have the document: «My applications» → «Right to go first»."
)
