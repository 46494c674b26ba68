"""The contract with a kindergarten: signed by the family (R-55), on paper in both languages, checked by staff."""

import html
from collections.abc import Callable

from bot.contract import Page, pdf_of
from bot.fsm.common import masked_iin, masked_phone
from bot.fsm.contract import Contract as ContractForm
from bot.fsm.form import Facts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.gardens import address_of, group_words, name_of
from bot.handlers.snapshot import snapshot
from bot.handlers.voucher import STATES, application_screen, signed_by, signing_facts
from bot.house import Turn
from bot.screen import Drawing, File, Screen
from bot.words import LANGUAGES, Html, _, date_words, moment_words, say, speaking
from domain.calendar import local_day
from domain.kindergarten import Group
from usecases import contracts, families, signing, vouchers
from usecases.act import Act, Row
from usecases.contracts import Contract, Signature
from usecases.families import Parent
from usecases.ports import Paper

# ---- signing ---------------------------------------------------------------------------------------------------------


async def load_contract(act: Act, turn: Turn, draft: Draft) -> Facts:
    """The snapshot for the contract; NotAllowed NO_FREE_PLACE when the place has gone meanwhile."""
    row, known = await signing_facts(act, turn, draft)
    group_id = int(draft.answers["kindergarten"][1:])
    chosen = await vouchers.free_class(act, row, group_id)
    garden = {
        "garden": name_of(chosen),
        "address": address_of(chosen),
        "group": group_words(await group_with(act, group_id)),
    }
    allowed = vouchers.signatures(act, row, "contract_signature")
    return snapshot(act, turn, row["region"], known={**known, **garden, "signatures": allowed})


async def sign_contract(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The contract is signed and sent; now the kindergarten has to answer."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    await vouchers.send_contract(act, row, int(answers["kindergarten"][1:]), signed_by(answers))
    head = _("✅ <b>The contract is signed and sent.</b> We tell you as soon as the kindergarten has answered.")
    screen = await application_screen(act, turn, row["id"], head)
    drawing = await drawing_of(act, await contracts.of_application(act, row["id"]))
    return Screen(screen.text, screen.rows, drawing=drawing)


async def contract_paper(act: Act, turn: Turn, draft: Draft, reference: str) -> Callable[[], Paper]:
    """The contract as a PDF, for the family to sign with ЭЦҚ: the very bytes that are kept."""
    row = await vouchers.own(act, turn.parent_id, int(draft.answers["application"]))
    return await paper_for(act, row, int(draft.answers["kindergarten"][1:]), reference)


async def paper_for(act: Act, row: Row, group_id: int, reference: str) -> Callable[[], Paper]:
    """The contract for a place in a group that is free, or held for the application; NotAllowed NO_FREE_PLACE."""
    chosen = await vouchers.free_class(act, row, group_id)
    coming = await contracts.coming(act, row["id"], chosen["id"], group_id)
    pages, names, at = [], [], act.now
    for language in LANGUAGES:
        with speaking(language):
            page = await _page(act, coming, reference)
            pages.append(page)
            names.append(html.unescape(_("{title} No. {number}", title=page.title, number=coming.number)))
    return lambda: Paper(names[0], names[1], True, pdf_of(tuple(pages), "", at))


CONTRACT = Kind(ContractForm, load_contract, sign_contract, paper=contract_paper)


async def group_with(act: Act, group_id: int) -> Group:
    """A group by its id."""
    row = await act.tx.class_by_id(group_id=group_id)
    return Group(row["id"], row["group_type"], row["language"], row["age_from"], row["age_to"], row["places"])


# ---- on paper --------------------------------------------------------------------------------------------------------


async def own_paper(turn: Turn, application_id: int) -> Screen:
    """The family opens its contract again; NotAllowed NOT_YOURS, NOT_NOW when there is none."""
    async with turn.looking() as act:
        await vouchers.own(act, turn.parent_id, application_id)
        screen = await application_screen(act, turn, application_id)
        drawing = await drawing_of(act, await contracts.of_application(act, application_id))
    return Screen(screen.text, screen.rows, drawing=drawing)


async def drawing_of(act: Act, contract: Contract) -> Drawing:
    """A contract, to be drawn."""
    pages = []
    for language in LANGUAGES:
        with speaking(language):
            pages.append(await _page(act, contract))
    payload, at = contracts.payload(act, contract), (contract.kindergarten or contract.family).at

    def draw(bot: str) -> File:
        link = f"https://t.me/{bot}?start={payload}"
        return f"balabaqsha-contract-{contract.number}.pdf", pdf_of(tuple(pages), link, at)

    return draw


async def _page(act: Act, contract: Contract, reference: str | None = None) -> Page:
    """What the contract says, in the language of the moment; with a `reference` it is still to be signed."""
    row = await act.tx.child_of_application(application_id=contract.application_id)
    garden = await act.tx.kindergarten_by_id(kindergarten_id=contract.kindergarten_id)
    group = await group_with(act, contract.group_id)
    parent = await _parent(act, row, contract.family)
    child, iin = families.child_person(act, row), families.child_iin(act, row)
    parts = (
        (
            _("Parties"),
            (
                (_("Parent or legal representative"), parent.person.full_name),
                (_("Parent's IIN"), masked_iin(parent.iin)),
                (_("Preschool organisation"), say(name_of(garden))),
                (_("Address"), say(address_of(garden))),
                (_("Phone"), garden["phone"]),
            ),
        ),
        (
            _("Child"),
            (
                (_("Surname, name, patronymic"), child.full_name),
                (_("Date of birth"), date_words(child.born) if child.born else "–"),
                (_("Child's IIN"), masked_iin(iin)),
            ),
        ),
        (
            _("Place in the group"),
            (
                (_("Group"), group_words(group)),
                (_("Paid by"), _("voucher, application No. {number}", number=f"{contract.application_id:07d}")),
                (_("Term"), _term(contract)),
            ),
        ),
        (
            _("Signatures"),
            (
                await _family_signed(act, contract, parent, reference),
                _kindergarten_signed(garden, contract.kindergarten),
            ),
        ),
    )
    plain = html.unescape
    return Page(
        title=plain(_("Electronic contract with a kindergarten")),
        number=plain(
            _("No. {number}, {moment}", number=contract.number, moment=moment_words(contract.family.at)),
        ),
        parts=tuple(
            (plain(head), tuple((plain(label), plain(value)) for label, value in facts)) for head, facts in parts
        ),
        terms=plain(
            _(
                "The preschool organisation takes the child into the group named here. Every month, from the 1st to the "
                "10th, the parent confirms the timesheet of attendance of the month before."
            )
        ),
        scan="" if reference else plain(_("Staff scan this code to see whether the contract is genuine and in force.")),
    )


async def _parent(act: Act, row: Row, signature: Signature) -> Parent:
    """Who signed for the family, a nameless shell if they have deleted their data; the applicant where nobody knows (R-55)."""
    return await families.parent(act, signature.parent_id or row["parent_id"])


def _term(contract: Contract) -> Html:
    until = _("until the child leaves the kindergarten or goes to school")
    if contract.kindergarten is None:
        return _("from the day on which the kindergarten signs, {until}", until=until)
    return _("from: {day}, {until}", day=date_words(local_day(contract.kindergarten.at)), until=until)


async def _family_signed(act: Act, contract: Contract, parent: Parent, reference: str | None) -> tuple[str, Html]:
    signature = contract.family
    if reference is not None:
        words = _(
            "{name}, digital signature (ЭЦҚ), signing No. {reference}",
            name=parent.person.full_name,
            reference=reference,
        )
        return _("Parent"), words
    evidence = await signing.evidence(act, contract.application_id, signature.at)
    if evidence is not None:
        return _("Parent"), _(
            "{name}, digital signature (ЭЦҚ), certificate No. {certificate}, {moment}",
            name=evidence.name,
            certificate=evidence.certificate,
            moment=moment_words(signature.at),
        )
    return _("Parent"), _(
        "{name}, one-time code by SMS to {phone}, {moment}",
        name=parent.person.full_name,
        phone=masked_phone(parent.phone),
        moment=moment_words(signature.at),
    )


def _kindergarten_signed(garden: Row, signature: Signature | None) -> tuple[str, Html]:
    label = _("Kindergarten")
    if signature is None:
        return label, _("not signed yet")
    return label, _(
        "{code}, in the bot, by a member of staff (No. {clerk}), {moment}",
        code=garden["code"],
        clerk=signature.person_id or "–",
        moment=moment_words(signature.at),
    )


# ---- checking --------------------------------------------------------------------------------------------------------


async def checked_contract(act: Act, payload: str) -> Html:
    """What a clerk sees who has scanned a contract; no name of anybody stands there. NotAllowed NOT_STAFF."""
    found = await contracts.checked(act, payload)
    if found is None:
        return _("❌ <b>This contract is not genuine, or not in force.</b> No such contract stands here.")
    row, contract = found
    row = vouchers.as_of_now(act, row)
    garden = await act.tx.kindergarten_by_id(kindergarten_id=contract.kindergarten_id)
    signed = contract.kindergarten
    return _(
        "✅ <b>The contract is genuine.</b>\nNo. {number}\nKindergarten: {kindergarten}\nSigned by the family: {family}\n"
        "Signed by the kindergarten: {signed}\nNow: {state}",
        number=contract.number,
        kindergarten=name_of(garden),
        family=moment_words(contract.family.at),
        signed=moment_words(signed.at) if signed else _("not signed yet"),
        state=say(STATES[row["state"]]),
    )
