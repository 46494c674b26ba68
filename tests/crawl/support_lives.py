"""A question to support on the road: asked, taken, answered, asked again (R-72)."""

from tests.crawl.lives import Road
from tests.crawl.rig import Hand


async def somebody_asks(road: Road) -> Hand:
    """From the application; support is there, and has been told."""
    support = road.rig.hand("support")
    await support.starts(road.language)
    await road.goes(road.parent, "g:ask:a1", "AskSupport", {"words": "Сұрағым бар."})
    return support


async def support_answers(road: Road, support: Hand) -> None:
    """The oldest question; the answer has come into the chat."""
    await support.taps("sp:take:1")
    await road.goes(support, "sp:answer:1", "AnswerQuestion", {"words": "Жауабы осы."})
    await road.rig.waits(minutes=1)


async def a_question_and_its_answer(road: Road) -> None:
    """Every place of both forms, and the room of support."""
    support = await somebody_asks(road)
    await road.visit(support, None)
    await support_answers(road, support)
