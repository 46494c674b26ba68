"""The right answer to any question, derived from the question itself: an option, a text that it reads, a code, a file.

Nothing here knows the order of a form's questions. What a story wants (a certain child, a right that needs a document) it
says as `wishes`: question → the text or the option's key to prefer.
"""

from collections.abc import AsyncIterator, Mapping

from bot.fsm.contract import way_of
from bot.fsm.form import Ask, Attach, Choose, Learn, Said, Secret, Share, Sign, Step
from bot.fsm.password import Password
from bot.fsm.table import Table
from domain.not_allowed import NotAllowed
from playground.files import picture_size
from tests.crawl.rig import Answer, Hand, Place
from tests.documents.files import picture
from usecases import signing

Wishes = Mapping[str, str]

TEXTS = (
    "930312400016", "+7 700 000 00 01", "Сынақова", "2", "18", "05.11.2026", "05.05.2023", "aigul@mail.kz",
    "Ауылдың аты", "Балам сол күні ауырып қалды.", "login-01",
)  # fmt: skip
"""One for every reader there is; the first that a question reads is its answer."""

PICTURE = picture()
PASSWORD = "Қызыл-Алма 2026"
"""Long enough to be set, and the same the second time."""


def text_for(ask: Ask, step: Step, wishes: Wishes) -> str:
    """A text that this question takes for an answer."""
    for text in (*([wishes[ask.name]] if ask.name in wishes else []), *TEXTS):
        if reads(step, Said(text=text)):
            return text
    raise AssertionError(f"no text in TEXTS answers {ask.name}: add one")


def reads(step: Step | None, said: Said) -> bool:
    """Whether the place takes this for an answer (rightly: the test isn't about readers)."""
    if step is None or isinstance(step.ask, Learn | Secret | Sign):
        return False
    try:
        step.ask.read(said, step.given)
    except NotAllowed:
        return False
    return True


def option_for(ask: Choose, step: Step, wishes: Wishes) -> str:
    """The option to choose: the one wished for, else the first that leads on in this form, with a code if it signs."""
    offered = {option.key: option for option in ask.options(step.given)}
    if wishes.get(ask.name) in offered:
        return wishes[ask.name]
    leads = (key for key, option in offered.items() if option.ends is None and option.opens is None)
    return next(key for key in leads if way_of(key) is None)


async def answer_rightly(hand: Hand, at: Place, wishes: Wishes) -> Answer:
    """Answer the question that is asked, or send what is reviewed."""
    if at.step is None:
        return await hand.presses("send")
    match at.step.ask:
        case Learn():
            hand.rig.playground.faults.forget()
            return await hand.presses("again")
        case Secret():
            return await hand.says(hand.code())
        case Share() if at.step.ask.name in wishes:
            return await hand.says(wishes[at.step.ask.name])
        case Share():
            return await hand.shares()
        case Password():
            return await hand.says(PASSWORD)
        case Sign():
            return await hand.sends(document=await signature(hand, at))
        case Attach():
            await hand.sends(photo=photo(hand))
            return await hand.presses("done")
        case Table():
            return await hand.sends(**marks_table(hand))
        case Choose() as ask:
            return await hand.presses("o", option_for(ask, at.step, wishes))
        case ask if ask.optional and ask.name not in wishes:
            return await hand.presses("skip")
        case ask:
            return await hand.says(text_for(ask, at.step, wishes))


async def signature(hand: Hand, at: Place) -> dict[str, object]:
    """The person's own signature under what is waiting for it, as a file that Telegram holds."""
    async with hand.rig.house.looking() as act:
        session = await signing.newest(act, at.draft.id)
    assert session is not None, "the place begins one"
    cms = await hand.rig.playground.pens.sign(hand.person.iin, "rsa", session.paper.content)
    file = hand.rig.playground.files.keep("sign.cms", "application/octet-stream", cms)
    return file.telegram() | {"file_name": file.name, "mime_type": file.mime}


def photo(hand: Hand) -> list[dict[str, object]]:
    """A photo that Telegram holds."""
    file = hand.rig.playground.files.keep("photo.jpg", "image/jpeg", PICTURE, "photos")
    width, height = picture_size(PICTURE)
    return [file.telegram() | {"width": width, "height": height}]


def marks_table(hand: Hand) -> dict[str, object]:
    """The first child was sick on Friday, 27 November."""
    file = hand.rig.playground.files.keep("табель.csv", "text/csv", "№;27\n1;Б\n".encode())
    return {"document": file.telegram() | {"file_name": file.name, "mime_type": file.mime}}


async def places(hand: Hand, form: str, wishes: Wishes) -> AsyncIterator[Place]:
    """Every place of a form that is open, each answered rightly after it was looked at, until the form is done."""
    for _step in range(40):
        at = await hand.rig.place(hand.person)
        if at is None or at.draft.form != form:
            return
        yield at
        now = await hand.rig.place(hand.person)
        assert now is not None
        assert now.name == at.name, "who looks leaves everything as it was"
        await answer_rightly(hand, now, wishes)
    raise AssertionError(f"{form} does not come to an end")


async def fill(hand: Hand, form: str, **wishes: str) -> None:
    """Fill in a form that is open, and send it."""
    async for _place in places(hand, form, wishes):
        pass
