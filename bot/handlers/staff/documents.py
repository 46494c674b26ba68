"""A department checks documents: rights to go first (R-32) and kinship that no register knows (R-20).

A clerk sees claims of the own queue place only, numbers masked; a document is shown when it is asked for, can't be passed
on, and goes with the next screen.
"""

from datetime import date

from aiogram.fsm.context import FSMContext

from bot.fsm.claim import BASES, KINSHIP_PAPERS, ReturnClaim
from bot.fsm.common import NOT_GIVEN, SEX_WORDS, masked_iin
from bot.fsm.form import Attached, Facts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Forms, Kind
from bot.handlers.rights import RIGHTS
from bot.handlers.snapshot import snapshot
from bot.house import Turn
from bot.places import places
from bot.screen import Button, Paper, Screen, column, lines
from bot.taps import ClaimTap, go, menu_button
from bot.words import N_, Html, Msg, _, bold, date_words, moment_words, say
from domain.claim import Basis, right_of
from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from usecases import claims, families, staff
from usecases.act import Act, Row, instant

PAGE = 8

RELATIONS: dict[str, Msg] = {
    "mother": N_("✅ Accept: the mother"),
    "father": N_("✅ Accept: the father"),
    "guardian": N_("✅ Accept: a guardian"),
}


def button(words: str, verb: str, claim_id: int, arg: str = "") -> Button:
    """A clerk's button about a claim."""
    return Button(words, ClaimTap(verb=verb, id=claim_id, arg=arg).pack())


async def documents_button(act: Act, queue_place: str) -> Button:
    """The way into the list, with how many wait."""
    waiting = await act.tx.count_waiting_claims(queue_place=queue_place)
    return button(_("📎 Documents to check: {count}", count=waiting), "list", 0, queue_place)


async def press(turn: Turn, state: FSMContext, forms: Forms, tapped: ClaimTap) -> Screen:
    """A clerk's button; whether the claim is theirs to see is checked by the use case."""
    if tapped.verb == "return":
        async with turn.looking() as act:
            await claims.to_decide(act, tapped.id)
        return await forms.open(turn, state, "ReturnClaim", {"claim": str(tapped.id)})
    do = DEEDS.get(tapped.verb)
    if do is None:
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    async with turn.acting() as act:
        return await do(act, tapped)


async def _list(act: Act, tapped: ClaimTap) -> Screen:
    scope, _dot, page = tapped.arg.partition(".")
    return await list_screen(act, scope, int(page) if page.isdecimal() else 0)


async def list_screen(act: Act, scope: str, page: int = 0, head: Html | None = None) -> Screen:
    """What waits in a queue place, the oldest first."""
    await staff.must_serve(act, "department", scope)
    count = await act.tx.count_waiting_claims(queue_place=scope)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages - 1)
    rows = await act.tx.waiting_claims(queue_place=scope, at_most=PAGE, skip=page * PAGE)
    text = lines(
        head,
        bold(_("Documents to check: {count}", count=count)),
        _("Queue place: {place}", place=places().name(scope)),
        None if rows else _("Nothing waits."),
    )
    buttons = [button(_line(row), "open", row["id"]) for row in rows]
    turning = (
        button("◀", "list", 0, f"{scope}.{(page - 1) % pages}"),
        button(f"{page + 1} / {pages}", "list", 0, f"{scope}.{page}"),
        button("▶", "list", 0, f"{scope}.{(page + 1) % pages}"),
    )
    return Screen(text, (*column(*buttons), *((turning,) if pages > 1 else ()), (go(_("🗂 Staff"), "staff"),)))


def _line(row: Row) -> str:
    return f"№ {row['id']} · {say(_basis_words(row))}"


def _basis_words(row: Row) -> Msg:
    return BASES[row["basis"]] if row["kind"] == "right" else KINSHIP_PAPERS[row["basis"]]


async def _open(act: Act, tapped: ClaimTap) -> Screen:
    return await claim_screen(act, tapped.id)


async def claim_screen(act: Act, claim_id: int) -> Screen:
    """A claim, with its documents to be opened one by one."""
    row = await claims.to_decide(act, claim_id)
    files = await act.tx.documents_of_claim(claim_id=claim_id)
    told = [
        Html(f"{number}. {Attached(one['kind'], one['size']).words} · {_scanned(one)}")
        for number, one in enumerate(files, 1)
    ]
    about = await _right_words(act, row) if row["kind"] == "right" else _kinship_words(act, row)
    lodged = instant(row["lodged_at"])
    text = lines(
        _("<b>Document No. {number}</b>", number=claim_id),
        about,
        await _parent_words(act, row),
        Html("\n".join([_("Documents:"), *told])),
        _("Sent: {moment}", moment=moment_words(lodged)) if lodged else None,
    )
    shows = [
        button(_("👁 Show document {number}", number=number), "show", claim_id, str(one["id"]))
        for number, one in enumerate(files, 1)
    ]
    return Screen(
        text,
        column(
            *shows,
            button(_("✅ Accept"), "accept", claim_id),
            button(_("↩ Return with a reason"), "return", claim_id),
            button(_("⬅ Back"), "list", 0, row["queue_place"]),
        ),
    )


def _scanned(file: Row) -> Html:
    return _("checked for viruses") if file["scanned"] else _("not checked for viruses")


async def _right_words(act: Act, row: Row) -> Html:
    application = await act.tx.child_of_application(application_id=row["application_id"])
    person = families.child_person(act, application)
    iin = act.seal.open_json("child", application["child_hash"].hex(), application["child_data"])["iin"]
    issued = claims.data_of(act, row)["issued"]
    right = say(RIGHTS[right_of(Basis(row["basis"]))])
    parts = [
        _("Right to go first: <b>{basis}</b> ({right})", basis=say(BASES[row["basis"]]), right=right),
        _("Date of the certificate: {day}", day=date_words(date.fromisoformat(issued))) if issued else None,
        _("Application No. {number}", number=f"{row['application_id']:07d}"),
        _child_words(person, iin),
    ]
    return Html("\n".join(part for part in parts if part))


def _kinship_words(act: Act, row: Row) -> Html:
    child = claims.typed_child(act, row)
    parts = [
        _("Adding a child: <b>{paper}</b>", paper=say(KINSHIP_PAPERS[row["basis"]])),
        _("The register of kinship does not confirm it. The child's data are as the parent typed them:"),
        _child_words(child.person, child.iin),
    ]
    return Html("\n".join(parts))


def _child_words(person: Person, iin: str) -> Html:
    return _(
        "Child: <b>{name}</b>\nIIN: {iin}\nDate of birth: {born}\nSex: {sex}",
        name=person.full_name,
        iin=masked_iin(iin),
        born=date_words(person.born) if person.born else say(NOT_GIVEN),
        sex=say(SEX_WORDS.get(person.sex or "", NOT_GIVEN)),
    )


async def _parent_words(act: Act, row: Row) -> Html:
    parent = await families.parent(act, row["parent_id"])
    words = _("Sent by: <b>{name}</b>\nIIN: {iin}", name=parent.person.full_name, iin=masked_iin(parent.iin))
    return words if parent.verified else Html(words + "\n" + _("The parent's own data are unverified."))


async def _show(act: Act, tapped: ClaimTap) -> Screen:
    document = await claims.show_document(act, tapped.id, int(tapped.arg) if tapped.arg.isdecimal() else 0)
    screen = await claim_screen(act, tapped.id)
    return Screen(screen.text, screen.rows, fresh=True, papers=(Paper(document.kind, document.content, secret=True),))


async def _accept(act: Act, tapped: ClaimTap) -> Screen:
    """Accepting has its own question: the family is told at once."""
    row = await claims.to_decide(act, tapped.id)
    back = button(_("⬅ Back"), "open", tapped.id)
    if row["kind"] == "kinship":
        text = _(
            "<b>Accept the document?</b>\nThe child is added to the parent's list, and the family is told at once. Who is "
            "the parent to the child by the document?"
        )
        return Screen(text, column(back, *(button(say(w), "yes", tapped.id, key) for key, w in RELATIONS.items())))
    text = _(
        "<b>Accept the document?</b>\nThe application moves ahead in the queue: {right}. The family is told at once, and it "
        "cannot be taken back here.",
        right=say(RIGHTS[right_of(Basis(row["basis"]))]),
    )
    return Screen(text, column(back, button(_("✅ Accept"), "yes", tapped.id)))


async def _yes(act: Act, tapped: ClaimTap) -> Screen:
    row = await claims.accept(act, tapped.id, tapped.arg or None)
    return await list_screen(act, row["queue_place"], head=_("✅ <b>Accepted.</b> The family is told."))


async def load_return(act: Act, turn: Turn, draft: Draft) -> Facts:
    """Only while it waits, and only in the clerk's own queue place."""
    await claims.to_decide(act, int(draft.answers["claim"]))
    return snapshot(act, turn)


async def finish_return(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """Returned; the family is told the reason."""
    row = await claims.give_back(act, int(draft.answers["claim"]), answers["reason"], answers.get("words"))
    text = _("↩ <b>Returned.</b> The family is told the reason.")
    return Screen(
        text, column(button(_("📎 Documents to check"), "list", 0, row["queue_place"]), menu_button()), fresh=True
    )


RETURN_CLAIM = Kind(ReturnClaim, load_return, finish_return)

DEEDS = {"list": _list, "open": _open, "show": _show, "accept": _accept, "yes": _yes}
