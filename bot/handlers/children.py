"""Children: the list, and adding one (R-20)."""

from datetime import date

from bot.fsm.child import AddChild
from bot.fsm.common import masked_iin
from bot.handlers import drafts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.registration import person_of
from bot.handlers.snapshot import look_up, plain
from bot.house import Turn
from bot.screen import Button, Screen, column, lines
from bot.taps import KinTap, go, help_button, menu_button
from bot.words import Html, _, bold, date_words, escape, n_
from domain.calendar import local_day
from domain.person import months_old
from usecases import cabinet, families
from usecases.act import Act


async def finish(act: Act, turn: Turn, draft: Draft, answers: dict[str, str]) -> Screen:
    """The child is in the list; an application that waits for it goes on with it."""
    kinship = answers.get("kinship")
    parent = await families.parent(act, turn.parent_id)
    person = person_of(draft, answers)
    register = draft.learned.get("register")
    child_id = await families.add_child(
        act,
        parent.id,
        answers["iin"],
        person,
        nationality=answers.get("nationality") or (register.facts.get("nationality") if register else None),
        relation=kinship or "declared",
        verified=kinship is not None,
    )
    waiting = await drafts.of_form(act, turn.person_id, "Apply")
    if waiting is not None:
        await drafts.save(act, waiting.answer({"child": f"c{child_id}"}))
    text = _("✅ <b>{name}</b> has been added.", name=person.given)
    if kinship is None:
        text = Html(
            text
            + "\n"
            + _("The data are marked as unverified: the education department will check them by your papers.")
        )
    return Screen(text, column(go(_("📝 Apply for a voucher"), "apply", f"c{child_id}"), menu_button()), fresh=True)


ADD_CHILD = Kind(AddChild, plain, finish, look_up)


async def children_room(act: Act, turn: Turn, head: Html | None = None) -> Screen:
    """«My children»."""
    await families.parent(act, turn.parent_id)
    children = await families.children(act, turn.parent_id or 0)
    told = [_child_words(act, child) for child in children] or [_("No child has been added yet.")]
    removable = [child for child in children if child.live_application is None]
    return Screen(
        lines(head, bold(_("My children")), *told),
        (
            *column(
                go(_("➕ Add a child"), "addchild"),
                *(_button(_("🗑 Remove: {name}", name=child.person.given), "remove", child.id) for child in removable),
            ),
            (help_button("children"), menu_button()),
        ),
    )


def _button(words: str, verb: str, child_id: int) -> Button:
    return Button(words, KinTap(verb=verb, id=child_id).pack())


def _child_words(act: Act, child: families.Child) -> Html:
    born, today = child.person.born, local_day(act.now)
    facts = [
        _("IIN: {iin}", iin=masked_iin(child.iin)),
        _("born {born}", born=date_words(born)) if born else None,
        _("Age: {age}", age=_age(born, today)) if born else None,
        _("verified by the registers") if child.verified else _("not verified yet"),
        _("has an application") if child.live_application else None,
    ]
    name = escape(child.person.full_name)
    return Html(f"<b>{name}</b>\n" + " · ".join(fact for fact in facts if fact))


def _age(born: date, today: date) -> Html:
    months = months_old(born, today)
    if months < 24:
        return n_("{count} month", "{count} months", months)
    return n_("{count} year", "{count} years", months // 12)


async def pressed(turn: Turn, tapped: KinTap) -> Screen:
    """A child is to be taken off the list: the consequence has its own screen, the safe choice first."""
    if tapped.verb == "removed":
        async with turn.acting() as act:
            child = await cabinet.remove_child(act, turn.parent_id, tapped.id)
            return await children_room(act, turn, _("{name} is no longer in your list.", name=child.person.given))
    async with turn.looking() as act:
        child = await cabinet.removable(act, turn.parent_id, tapped.id)
    text = _(
        "<b>Removing {name} from your list</b>\n\nYou will not see this child or earlier applications for it here any "
        "more. The other parent's list stays as it is. You can add the child again with its IIN.",
        name=child.person.given,
    )
    keep = go(_("No, keep the child in the list"), "children")
    return Screen(text, column(keep, _button(_("Yes, remove from my list"), "removed", child.id)))
