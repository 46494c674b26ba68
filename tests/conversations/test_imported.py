"""A queue lodged elsewhere is brought in, and the parents join it (R-21)."""

from pathlib import Path

from tests.conversations.family_words import Family
from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.test_joining import joins

HEAD = "child_iin,surname,given,patronymic,born,sex,district,group_type,language,right,lodged_at,number\n"


async def test_brought_in_then_joined(story: Story, tmp_path: Path) -> None:
    """R-21, R-43: it counts in the queue, a round copes with it, and the first parent to join is the applicant."""
    world, f = story.world, Family(story.w)
    with world.given():
        department = await story.person("dep_almaty")
        aigul, zhanna = await story.parent("aigul"), await story.parent("zhanna")
        file = tmp_path / "queue.csv"
        line = "Сынақов,Әлихан,Даниярұлы,2023-04-15,male,751410000,general,kk,,2025-03-01 09:30,А-17"
        file.write_text(f"{HEAD}{aigul.children[0]},{line}\n", encoding="utf-8")
    said = await world.operator("import", "applications", str(file), "--dry-run")
    assert said == "Applications that can be imported: 1 (here already: 0)\n"
    for told in ("1 (here already: 0)", "0 (here already: 1)"):
        assert await world.operator("import", "applications", str(file)) == f"Applications imported: {told}\n"

    await department.says("/menu")
    await department.taps(f.staff)
    await department.taps(f.nobody_joined.format(count=1))
    await department.sees(ALIKHAN_WHOLE, "0000001", f.earlier_number.format(number="А-17"))
    await department.says("/menu")
    await department.taps(f.staff)
    await department.taps(f.hold_round)
    await department.says("1")
    await department.sees(f.nobody_to_tell.format(count=1))
    await department.taps(f.cancel)

    await joins(story, zhanna, aigul.children[0])
    await zhanna.sees(f.no_kinship)
    await zhanna.does_not_see(ALIKHAN)
    await joins(story, aigul, aigul.children[0])
    await aigul.sees(f.found, ALIKHAN_WHOLE, f.day("2025-03-01"))
    await aigul.taps(f.yes_join)
    await aigul.sees(f.updated, f.number.format(number=1, waiting=1))
    await story.round(department)
    assert len(await aigul.letters()) == 1
    await story.confirms_interest(aigul)
    await department.says("/menu")
    await department.taps(f.staff)
    await department.does_not_see(f.nobody_joined.format(count=1))
