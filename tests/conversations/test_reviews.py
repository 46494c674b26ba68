"""A family rates the kindergarten, the department reads, the kindergarten answers, everybody sees (R-70)."""

from tests.conversations.given import ALIKHAN, Story
from tests.conversations.harness import Person
from tests.conversations.review_words import ReviewTongue

WORDS = "Тәрбиешілері мейірімді.\nАсы дәмді <3"


def words(story: Story) -> ReviewTongue:
    return ReviewTongue(story.w.code)


async def at_rating(story: Story) -> tuple[Person, Person, Person, ReviewTongue]:
    """A parent in the room of reviews of the child's own kindergarten, its clerk, and the department's."""
    r = words(story)
    with story.world.given():
        aigul, clerk = await story.enrolled()
        department = await story.world.person("dep_almaty")
        await clerk.letters()
        await department.letters()
    await goes_to_reviews(aigul, r)
    return aigul, clerk, department, r


async def goes_to_reviews(parent: Person, r: ReviewTongue) -> None:
    await parent.says("/menu")
    await parent.taps(r.my_applications)
    await parent.taps(r.details_of.format(name=ALIKHAN))
    await parent.taps(r.rate)


async def writes(parent: Person, r: ReviewTongue, said: str = WORDS) -> None:
    await parent.taps(r.write_review)
    await parent.taps(r.five)
    await parent.says(said)
    await parent.taps(r.to_department)


async def test_written_read_shown_answered(story: Story) -> None:
    """The whole way, everything seen by whom it concerns and by nobody before."""
    aigul, clerk, department, r = await at_rating(story)
    await aigul.sees(r.balbobek, r.no_reviews, f"[{r.write_review}]")
    await aigul.taps(r.write_review)
    await aigul.sees(r.how_rate)
    await aigul.taps(r.five)
    await aigul.says("Мейірімді, телефоны 8 701 234 56 78")
    await aigul.sees(r.with_number)
    await aigul.says(WORDS)
    await aigul.sees(WORDS, r.five, r.read_first)
    await aigul.taps(r.to_department)
    await aigul.sees(r.thanks, r.being_read, r.no_reviews)
    await aigul.does_not_see(WORDS)
    (letter,) = await department.letters()
    assert r.waits in letter.text
    assert WORDS not in letter.text
    await department.taps(r.open)
    await department.sees(WORDS, "★★★★★", r.balbobek)
    await department.does_not_see("Айгүл", "Сынақова")
    await department.taps(r.accept)
    await department.sees(r.accepted)
    (letter,) = await aigul.letters()
    assert r.in_catalogue in letter.text
    (letter,) = await clerk.letters()
    assert r.new_review in letter.text
    assert WORDS in letter.text
    await clerk.says("/menu")
    await clerk.taps(r.staff)
    await clerk.taps(r.without_answer.format(count=1))
    await clerk.sees(WORDS)
    await clerk.does_not_see("Айгүл", "Сынақова", ALIKHAN)
    await clerk.taps(r.answer_first)
    await clerk.says("Рақмет, ата-ана!")
    await clerk.taps(r.to_department)
    await clerk.sees(r.answer_with_department)
    await clerk.taps(r.reviews)
    await clerk.sees(r.answer_is_read)
    await clerk.does_not_see(f"[{r.answer_first}]")
    (letter,) = await department.letters()
    assert r.answer_waits in letter.text
    await department.taps(r.open)
    await department.sees(WORDS, "Рақмет, ата-ана!")
    await department.taps(r.accept)
    (letter,) = await aigul.letters()
    assert r.garden_answered in letter.text
    await everybody_reads_it(story, r)


async def everybody_reads_it(story: Story, r: ReviewTongue) -> None:
    """Somebody whose child never was there."""
    with story.world.given():
        zhanna = await story.parent("zhanna")
        await zhanna.says("/menu")
        await zhanna.taps(r.kindergartens)
        await zhanna.taps(r.set_place)
        await zhanna.says(r.almaty)
        await zhanna.says(r.bostandyq)
        await zhanna.says("/menu")
    await zhanna.taps(r.kindergartens)
    await zhanna.taps(f"{r.balbobek}…")
    await zhanna.sees(r.average.format(average="5,0", count=1))
    await zhanna.taps(r.reviews)
    await zhanna.sees(WORDS, "Рақмет, ата-ана!", r.who_may)
    await zhanna.does_not_see(f"[{r.write_review}]", "Айгүл", "Сынақова")


async def test_returned_with_a_reason_changed_and_taken_back(story: Story) -> None:
    aigul, _clerk, department, r = await at_rating(story)
    await writes(aigul, r)
    await department.letters()
    await department.taps(r.open)
    stale = await department.button(r.accept)
    await department.taps(r.back_with_reason)
    await department.taps(r.names_people)
    await department.taps(r.give_back)
    (letter,) = await aigul.letters()
    assert r.returned in letter.text
    assert r.names_people in letter.text
    await department.presses(stale)
    await department.does_not_see(r.accepted)
    await aigul.taps(r.reviews)
    await aigul.sees(r.names_people)
    await aigul.taps(r.change_review)
    await aigul.sees(WORDS, r.read_first)
    await aigul.taps(r.to_department)
    await aigul.taps(r.take_back)
    await aigul.sees(r.sure)
    await aigul.taps(r.keep)
    await aigul.taps(r.take_back)
    await aigul.taps(r.yes_take_back)
    await aigul.sees(r.gone, f"[{r.write_review}]")
    assert WORDS.split("\n")[0].encode() not in b"".join(
        str(row).encode() for row in story.world.tells("SELECT words, answer FROM review")
    )


async def test_taken_down_later(story: Story) -> None:
    """What everybody reads the department can take down again, with a reason."""
    aigul, _clerk, department, r = await at_rating(story)
    with story.world.given():
        await writes(aigul, r)
        await department.letters()
        await department.taps(r.open)
        await department.taps(r.accept)
        await aigul.letters()
    await department.taps(r.public)
    await department.sees(r.what_is_public.format(count=1))
    await department.taps(f"№ 1 · {r.five_drawn}…")
    await department.sees(WORDS, r.balbobek)
    await department.does_not_see(f"[{r.answer_down}]", "Айгүл")
    await department.taps(r.review_down)
    await department.taps(r.names_people)
    await department.taps(r.give_back)
    (letter,) = await aigul.letters()
    assert r.returned in letter.text
    await aigul.taps(r.reviews)
    await aigul.sees(r.no_reviews, f"[{r.change_review}]")


async def test_forged_buttons_open_nothing(story: Story) -> None:
    """Whoever presses has to be the family, the department of the place, or the kindergarten's clerk."""
    aigul, _clerk, _department, r = await at_rating(story)
    await writes(aigul, r)
    with story.world.given():
        zhanna = await story.parent("zhanna")
        elsewhere = await story.person("dep_astana")
        await zhanna.says("/menu")
        await elsewhere.says("/menu")
    at = {"message_id": (await zhanna.chat())[-1]["id"], "data": ""}
    for data in (
        "open:1:0:r1",
        "accept:1:0:r1",
        "return:1:0:r1",
        "one:1:0:",
        "public:0:0:750000000",
        "read:0:0:750000000",
        "ours:1:0:",
        "reply:1:0:",
    ):
        await zhanna.presses({**at, "data": f"r2:{data}"})
        await zhanna.sees(r.not_staff)
        await zhanna.does_not_see(WORDS)
    for data in ("drop:1:0:", "drop_yes:1:0:", "write:1:0:", "accept:1:0:x", "room:999:0:", "nonsense:1:0:"):
        await zhanna.presses({**at, "data": f"r2:{data}"})
        assert await zhanna.is_answered()
    at = {"message_id": (await elsewhere.chat())[-1]["id"], "data": ""}
    for data in ("open:1:0:r1", "accept:1:0:r1"):
        await elsewhere.presses({**at, "data": f"r2:{data}"})
        await elsewhere.sees(r.not_staff)
    assert story.world.tells("SELECT state, revision FROM review") == [("waiting", 1)]
