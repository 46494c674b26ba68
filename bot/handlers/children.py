"""Children: the list, and adding one (R-20)."""

from bot.fsm.child import AddChild
from bot.handlers import drafts
from bot.handlers.drafts import Draft
from bot.handlers.forms import Kind
from bot.handlers.registration import person_of
from bot.handlers.snapshot import look_up, plain
from bot.house import Turn
from bot.screen import Screen, column, lines
from bot.taps import go, menu_button
from bot.words import Html, _, bold, date_words, escape
from usecases import families
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
        await drafts.save(act, waiting.answer("child", f"c{child_id}"))
    text = _("✅ <b>{name}</b> has been added.", name=person.given)
    if kinship is None:
        text = Html(
            text
            + "\n"
            + _("The data are marked as unverified: the education department will check them by your papers.")
        )
    return Screen(text, column(go(_("📝 Apply for a voucher"), "apply", f"c{child_id}"), menu_button()), fresh=True)


ADD_CHILD = Kind(AddChild, plain, finish, look_up)


async def children_room(act: Act, turn: Turn) -> Screen:
    """«My children»."""
    await families.parent(act, turn.parent_id)
    children = await families.children(act, turn.parent_id or 0)
    told = [_child_words(child) for child in children] or [_("No child has been added yet.")]
    text = lines(bold(_("My children")), *told)
    return Screen(text, column(go(_("➕ Add a child"), "addchild"), menu_button()))


def _child_words(child: families.Child) -> Html:
    born = child.person.born
    facts = [
        _("born {born}", born=date_words(born)) if born else None,
        _("has an application") if child.live_application else None,
    ]
    name = escape(child.person.full_name)
    return Html(f"<b>{name}</b>\n" + " · ".join(fact for fact in facts if fact))
