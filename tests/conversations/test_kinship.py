"""A child whom no register knows as the parent's own: a document, and the department decides (R-20)."""

from tests.conversations.given import Story
from tests.conversations.harness import Person
from tests.documents.files import paper, saved

ARTEM = "Артём"
SURNAME = "Тестов"


async def asks_for_the_child(story: Story) -> Person:
    """A parent whose kinship with the child is unknown to the register."""
    w, zhanna = story.w, await story.parent("zhanna")
    await zhanna.says("/menu")
    await zhanna.taps(w.my_children)
    await zhanna.taps(w.add_child)
    await zhanna.says(zhanna.children[0])
    await zhanna.sees(w.kinship_not_confirmed, f"[{w.send_paper}]")
    return zhanna


async def types_the_child(story: Story, zhanna: Person) -> None:
    """Type what stands in the birth certificate, and send it."""
    w = story.w
    await zhanna.taps(w.send_paper)
    await zhanna.does_not_see(ARTEM, SURNAME)
    await zhanna.says(SURNAME)
    await zhanna.says(ARTEM)
    await zhanna.taps(w.skip)
    await zhanna.says("25.06.2023")
    await zhanna.says(w.boy)
    await zhanna.taps(w.skip)
    await zhanna.sees(w.which_department)
    await zhanna.says(w.astana)
    await zhanna.says(w.yesil)
    await zhanna.taps(w.birth_certificate)
    await zhanna.attaches(saved(paper()), "paper.pdf", "application/pdf")
    await zhanna.taps(w.done)
    await zhanna.taps(w.to_department)
    await zhanna.sees(w.with_department)


async def test_the_department_accepts_and_the_child_is_there(story: Story) -> None:
    """R-20: typed by the parent, proved by a document, added as the clerk chooses."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person("dep_astana")
    zhanna = await asks_for_the_child(story)
    await types_the_child(story, zhanna)
    await zhanna.says("/menu")
    await zhanna.taps(w.my_children)
    await zhanna.sees(w.no_child)
    assert len(await clerk.letters()) == 1
    await clerk.taps(w.open)
    await clerk.sees(w.birth_certificate, f"{SURNAME} {ARTEM}", "••••••••0018")
    await clerk.taps(w.accept)
    await clerk.taps_twice(w.accept_guardian)
    assert len(await zhanna.letters()) == 1
    await zhanna.sees(w.child_accepted.format(name=ARTEM))
    await zhanna.taps(w.apply)
    await zhanna.sees(w.which_region)
    await clerk.says("/menu")
    await clerk.taps(w.staff)
    await clerk.sees(w.documents_to_check.format(count=0))


async def test_returned_and_sent_again(story: Story) -> None:
    """R-20: the reason is told, and what was typed is still there."""
    world, w = story.world, story.w
    with world.given():
        clerk = await story.person("dep_astana")
        zhanna = await asks_for_the_child(story)
        await types_the_child(story, zhanna)
        await clerk.letters()
    await clerk.taps(w.open)
    await clerk.taps(w.return_it)
    await clerk.taps(w.out_of_date_document)
    await clerk.taps(w.send_return)
    await zhanna.letters()
    await zhanna.sees(w.document_returned, ARTEM, w.out_of_date_document)
    await zhanna.taps(w.send_document_again)
    await zhanna.attaches(saved(paper(pages=2)), "paper.pdf", "application/pdf")
    await zhanna.taps(w.done)
    await zhanna.sees(w.check_answers, SURNAME, ARTEM)
    await zhanna.taps(w.to_department)
    await zhanna.sees(w.with_department)
    await clerk.letters()
    await clerk.sees(w.document_waits)


async def test_cancelled_it_comes_back_to_the_child(story: Story) -> None:
    """Nothing is sent, and the form before it goes on."""
    w = story.w
    with story.world.given():
        zhanna = await asks_for_the_child(story)
    await zhanna.taps(w.send_paper)
    await zhanna.taps(w.cancel)
    await zhanna.sees(w.cancelled, w.kinship_not_confirmed)
