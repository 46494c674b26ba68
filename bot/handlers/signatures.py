"""The question for a digital signature (ЭЦҚ): the session on the phone or for a file, its screens, judging what came."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.files import Incoming
from bot.files import fetch as fetch_file
from bot.fsm.form import Form, Given, Sign, Step, journey
from bot.handlers.drafts import Draft
from bot.house import House, Turn
from bot.reasons import reason_words
from bot.screen import Button, Rows, Screen, column, lines
from bot.taps import CANCEL, FormTap, other_language
from bot.words import N_, Html, Msg, _, moment_words, say
from domain.not_allowed import NotAllowed
from gateways.cms.verifier import MOST_BYTES
from usecases import signing
from usecases.act import Act
from usecases.ports import BadSignature, Flaw, Paper, Refused, Signed, Unavailable
from usecases.signing import Session

Papers = Callable[[Act, Turn, Draft, str], Awaitable[Callable[[], Paper]]]
"""What a form has signed, under a reference of its own; drawing it may take a while."""

FLAWS: dict[Flaw, Msg] = {
    Flaw.GARBAGE: N_(
        "This is not a signature that we can read. We need a .cms file, as NCALayer or eGov Mobile makes it."
    ),
    Flaw.TOO_LARGE: N_(
        "This file is too large for a signature. A .cms file takes a few kilobytes; the document stays out."
    ),
    Flaw.NOT_DETACHED: N_(
        "The document stands inside this signature. Please sign once more and choose a signature without the document "
        "(detached)."
    ),
    Flaw.MANY_SIGNERS: N_("Several people have signed here. Exactly one signature is needed: yours."),
    Flaw.TAMPERED: N_(
        "This signature belongs to another document. Please sign the very file that stands above, without changing it."
    ),
    Flaw.BAD_SIGNATURE: N_("The signature is damaged. Please sign once more."),
    Flaw.FOREIGN: N_(
        "The certificate was not issued by the National Certification Authority, so we cannot rely on it."
    ),
    Flaw.EXPIRED: N_(
        "The certificate of this signature is out of date. A new one is issued in eGov Mobile or at egov.kz."
    ),
    Flaw.PURPOSE: N_(
        "This key is not there for signing documents. Please take your own signing key (RSA or GOST, not the one for "
        "signing in)."
    ),
    Flaw.ORGANISATION: N_("This is an organisation's key. Please sign with your own, a natural person's."),
    Flaw.REVOKED: N_(
        "The certificate of this signature has been revoked. A new one is issued in eGov Mobile or at egov.kz."
    ),
    Flaw.ANOTHER_PERSON: N_(
        "Another person has signed: the IIN in the signature is not yours. Please sign with your own key."
    ),
}

ENDED: dict[str, Msg] = {
    "cancelled": N_("You have cancelled the signing in eGov Mobile. Nothing has been sent."),
    "expired": N_("The time for signing is over. Nothing has been sent."),
    "refused": N_("The signature could not be accepted. Nothing has been sent."),
}
AWAY = N_("eGov Mobile's signing service does not answer just now. Your answers are kept.")


def sign_step(form: type[Form], given: Given) -> Step | None:
    """The question for a signature, where the answers given lead to one."""
    return next((step for step in journey(form, given) if isinstance(step.ask, Sign)), None)


def about(draft: Draft, step: Step) -> str:
    """What a session is for: the form and what it signs."""
    assert isinstance(step.ask, Sign)
    return f"{draft.form}:{step.ask.subject(step.given)}"


def fits(session: Session, draft: Draft, step: Step) -> bool:
    """Whether a session is for this very question, asked in this very way."""
    assert isinstance(step.ask, Sign)
    return (session.about, session.way) == (about(draft, step), step.ask.way(step.given))


# ---- the place in the form -------------------------------------------------------------------------------------------


async def place(
    turn: Turn, papers: Papers, draft: Draft, step: Step, title: Html, *, error: Html | None, again: bool
) -> Screen:
    """The screen of the question: begins a session where there is none, tells how the last one ended."""
    async with turn.looking() as act:
        session = await signing.newest(act, draft.id)
    if session is not None and not fits(session, draft, step):
        session = None
    if session is not None and session.state in ENDED and not again:
        return _ended(draft, session, title, error)
    anew = session is None or turn.now >= session.expires_at or (again and _is_over_or_elsewhere(session))
    if session is None or anew:
        try:
            session = await _begin(turn, papers, draft, step)
        except (Unavailable, Refused):
            return Screen(lines(title, Html(f"⚠️ {say(AWAY)}")), _other_ways(draft, _("Try again")))
        except NotAllowed as no:
            return Screen(lines(title, Html(f"⚠️ {reason_words(no)}")), _other_ways(draft))
    shown = _on_phone if session.way == "phone" else _at_computer
    return shown(draft, session, lines(title, error), send=anew or again)


def _is_over_or_elsewhere(session: Session) -> bool:
    """Whether signing again takes another session; at a computer the same document may have been signed by now."""
    return session.way == "phone" or session.state in ENDED


async def _begin(turn: Turn, papers: Papers, draft: Draft, step: Step) -> Session:
    """A new session, kept before anybody can sign; raises Unavailable, Refused, NotAllowed SIGNINGS_TOO_MANY."""
    assert isinstance(step.ask, Sign)
    house, reference = turn.house, signing.reference()
    async with turn.looking() as act:
        await signing.must_be_few(act)
        draw = await papers(act, turn, draft, reference)
    async with house.easel:
        paper = await asyncio.to_thread(draw)
    phone = None
    if step.ask.way(step.given) == "phone":
        assert house.sigex is not None, "offered only where it is connected"
        name = (await house.bot.me()).username or ""
        phone = await house.sigex.open(f"{paper.name_kk} / {paper.name_ru}", f"https://t.me/{name}")
    async with turn.acting() as act:
        session = await signing.begin(act, draft.id, about(draft, step), reference, paper, phone)
    house.signing_opened.set()
    return session


def _on_phone(draft: Draft, session: Session, head: Html, *, send: bool) -> Screen:
    assert session.phone is not None
    text = lines(
        head,
        _(
            "On this phone: press «Open eGov Mobile», look at the document and sign it there.\nOn a computer: scan the "
            "picture above with eGov Mobile.\nAs soon as you have signed, we go on by ourselves."
        ),
        _secret(),
        _until(session.expires_at),
    )
    link = Button(_("📱 Open eGov Mobile"), url=session.phone.link)
    return Screen(text, (*column(link), *_other_ways(draft)), picture=session.phone.qr)


def _at_computer(draft: Draft, session: Session, head: Html, *, send: bool) -> Screen:
    text = lines(
        head,
        _(
            "The document stands above as a file. Save it on a computer, sign it in NCALayer with your own signing key "
            "(a CMS signature, without the document in it), and send the .cms file here."
        ),
        _secret(),
        _until(session.expires_at),
    )
    document = file_of(session) if send else None
    return Screen(text, _other_ways(draft, _("Send the document again")), document=document)


def file_of(session: Session) -> tuple[str, bytes]:
    """The document to be signed, as a file."""
    ending = "pdf" if session.paper.is_pdf else "txt"
    return f"balabaqsha-sign-{session.reference}.{ending}", session.paper.content


def _ended(draft: Draft, session: Session, title: Html, error: Html | None) -> Screen:
    words = say(FLAWS[Flaw(session.flaw)]) if session.flaw else say(ENDED[session.state])
    rest = _("Nothing has been sent. You can sign again, or in another way.") if session.flaw else None
    return Screen(lines(title, error or Html(f"⚠️ {words}"), rest), _other_ways(draft, _("Sign again")))


def _secret() -> Html:
    return _("The password of your key is never typed here.")


def _until(at: datetime) -> Html:
    return _("Valid until: {moment}", moment=moment_words(at))


def _other_ways(draft: Draft, again: str | None = None) -> Rows:
    def tap(words: str, verb: str) -> Button:
        return Button(words, FormTap(draft=draft.id, rev=draft.rev, verb=verb).pack())

    first = tap(again, "again") if again else None
    return (*column(first, tap(_("Sign in another way"), "back"), tap(say(CANCEL), "cancel")), (other_language(),))


# ---- what came -------------------------------------------------------------------------------------------------------


async def fetch(house: House, incoming: Incoming) -> bytes:
    """A file that is to be a signature; BadSignature TOO_LARGE before it is fetched, NotAllowed FILE_LOST."""
    if incoming.size > MOST_BYTES:
        raise BadSignature(Flaw.TOO_LARGE)
    return await fetch_file(house, incoming)


async def judged(turn: Turn, session: Session, cms: bytes, step: Step) -> Signed:
    """Who has signed our stored bytes, if it is who has to; BadSignature."""
    assert isinstance(step.ask, Sign)
    assert turn.house.verifier is not None, "offered only where there is one"
    signed = await turn.house.verifier.verify(session.paper.content, cms, turn.house.clock.now())
    if step.ask.iin(step.given) not in (None, signed.iin):
        raise BadSignature(Flaw.ANOTHER_PERSON)
    return signed


async def wrong_file(turn: Turn, session: Session, no: BadSignature) -> Html:
    """Why a file is not accepted, and how to mend it; and that it was the last one, where it was."""
    async with turn.house.acting() as act:
        count = await signing.wrong_file(act, session, no.flaw.value)
    over = _("{count} files that don't fit have been sent, so this signing is over.", count=count) if count else None
    return lines(say(FLAWS[no.flaw]), over)


async def ended(turn: Turn, session: Session, state: str, flaw: Flaw | None = None) -> None:
    """The session came to nothing."""
    async with turn.house.acting() as act:
        await signing.end(act, session.id, state, flaw.value if flaw else None)
