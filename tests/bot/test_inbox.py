"""Updates are worked off once each, in the order of their chat; a poisonous one is put aside, and nobody else notices."""

import logging
from typing import Any

import pytest

from bot.fsm.form import Said
from bot.handlers.routes import Handlers
from bot.house import Turn
from bot.inbox import ATTEMPTS, chat_of, is_private
from bot.screen import Screen
from tests.bot.conftest import Inside
from tests.conversations.harness import Person

CALL_CENTRE = "339-72-22"
TYPED = "Құпия Айтылмасова"
Json = dict[str, Any]


async def speaking_person(inside: Inside, id: str = "aigul", language: str = "Қазақша") -> Person:
    """Somebody who has chosen a language."""
    person = await inside.world.person(id)
    await person.start()
    await person.taps(language)
    return person


def states(inside: Inside) -> list[tuple[Any, ...]]:
    return inside.rows("SELECT state, attempts, answered FROM inbox ORDER BY update_id")


# ---- poison ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Anything typed that is no command fails; what was typed is noted here."""
    tried: list[str] = []

    async def said(_forms: object, _turn: Turn, _state: object, _draft: object, said: Said) -> Screen:
        tried.append(str(said.text))
        raise ValueError(f"cannot digest {said.text}")

    monkeypatch.setattr("bot.handlers.forms.Forms.said", said)
    return tried


async def registering(inside: Inside) -> Person:
    """Somebody in the middle of a form."""
    aigul = await speaking_person(inside)
    button = next(b for message in await aigul.chat() for row in message["buttons"] for b in row)
    await aigul.taps(button["text"])
    return aigul


async def test_poison_is_tried_three_times_and_put_aside_and_the_person_is_told(
    inside: Inside, poison: list[str]
) -> None:
    aigul = await registering(inside)
    await aigul.says(TYPED)
    assert poison == [TYPED] * ATTEMPTS == [TYPED] * 3
    assert states(inside)[-1][:2] == ("parked", 3)
    await aigul.sees(CALL_CENTRE, "/menu")


async def test_the_chat_and_all_others_go_on_after_poison(inside: Inside, poison: list[str]) -> None:
    aigul = await registering(inside)
    olga = await speaking_person(inside, "olga", "Русский")
    await inside.world.post("/sim/people/aigul/say?wait=0", {"text": TYPED})
    await olga.says("/help")
    await olga.sees(CALL_CENTRE)
    await aigul.says("/language")
    await aigul.sees("[Русский]")
    await inside.playground.rebuild_bot()
    await inside.until_idle()
    assert len(poison) == 3, "what was put aside stays aside"


async def test_logs_tell_where_and_never_what(
    inside: Inside, poison: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    aigul = await registering(inside)
    await aigul.says(TYPED)
    await aigul.shares_contact()
    said = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "ValueError at test_inbox.py" in said
    for private in (*TYPED.split(), "cannot digest", aigul.phone.removeprefix("+"), aigul.iin, "Айгүл"):
        assert private not in said


async def test_an_update_that_cannot_be_read_is_put_aside_too(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    await inside.takes({"update_id": 5, "message": {"from": {"id": aigul.user_id}, "text": ["no", "text"]}})
    assert inside.rows("SELECT state, attempts FROM inbox WHERE update_id = 5") == [("parked", 3)]
    await aigul.sees(CALL_CENTRE)


# ---- once ------------------------------------------------------------------------------------------------------------


async def test_an_exception_after_the_effect_does_not_run_the_update_again(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    aigul = await inside.world.person("aigul")
    await aigul.start()
    switch, where, switched, broken = Handlers._switch, Handlers.where, [], [KeyError("after the effect")]

    async def counted(self: Handlers, turn: Turn, state: Any, language: str) -> Screen:
        switched.append(language)
        return await switch(self, turn, state, language)

    async def failing(self: Handlers, turn: Turn, state: Any) -> Screen:
        if broken:
            raise broken.pop()
        return await where(self, turn, state)

    monkeypatch.setattr(Handlers, "_switch", counted)
    monkeypatch.setattr(Handlers, "where", failing)
    await aigul.taps("Русский")
    assert switched == ["ru"]
    assert (await inside.row_of(aigul))["language"] == "ru"
    assert states(inside)[-1] == ("done", 0, 1)
    assert len(await inside.heard(aigul)) == 2, "the screen that follows was drawn anew"


async def test_the_same_update_twice_acts_once(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    before = await inside.heard(aigul)
    update = {"update_id": 77, "message": {"text": "/help"}}
    await inside.world.post("/sim/people/aigul/update", update)
    await inside.world.post("/sim/people/aigul/update", update)
    assert len(await inside.heard(aigul)) == len(before) + 1


async def test_what_was_typed_is_erased_when_it_is_done(inside: Inside) -> None:
    await speaking_person(inside)
    assert inside.rows("SELECT count(*) FROM inbox WHERE body IS NOT NULL") == [(0,)]


async def test_a_chat_is_worked_off_in_its_order(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    for text in ("/language", "/help", "/menu"):
        await inside.world.post("/sim/people/aigul/say?wait=0", {"text": text})
    await inside.until_idle()
    first, second, third = (await inside.heard(aigul))[-3:]
    assert "Русском" in first or "Выберите" in first
    assert CALL_CENTRE in second
    assert third not in (first, second)


# ---- groups, and kinds that are not ours -----------------------------------------------------------------------------


async def test_a_group_is_left_and_not_answered(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    said = len(await inside.heard(aigul))
    group = {"id": -1005000, "type": "supergroup", "title": "Ата-аналар"}
    await aigul.sends(chat=group, text="/start")
    calls = await inside.world.calls("telegram")
    there = [call["method"] for call in calls if str(call["parameters"].get("chat_id")) == str(group["id"])]
    assert there == ["leaveChat"]
    assert len(await inside.heard(aigul)) == said
    assert states(inside)[-1] == ("done", 0, 1)


@pytest.mark.parametrize(
    "update",
    [
        {"poll": {"id": "1", "question": "?"}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "hello"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "from nobody"}},
        {"message": "no message at all"},
        {},
    ],
)
async def test_what_comes_from_nobody_is_passed_over(inside: Inside, update: Json) -> None:
    await inside.until_idle()
    before = len(await inside.world.calls("telegram"))
    await inside.takes({"update_id": 6, **update})
    assert states(inside) == [("done", 0, 1)]
    assert len(await inside.world.calls("telegram")) == before


async def test_a_kind_of_update_that_nobody_handles_is_done_all_the_same(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    who = {"id": aigul.user_id, "is_bot": False, "first_name": "Айгүл"}
    query = {"id": "1", "from": who, "query": "кезек", "offset": ""}
    await inside.takes({"update_id": 8, "inline_query": query})
    assert inside.rows("SELECT state, attempts, answered FROM inbox WHERE update_id = 8") == [("done", 0, 1)]


def test_whose_turn_an_update_is() -> None:
    private = {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}}
    group = {"chat": {"id": -5, "type": "group"}, "from": {"id": 5}}
    assert chat_of({"update_id": 1, "message": private}) == chat_of({"update_id": 1, "message": group}) == 5
    assert chat_of({"update_id": 1, "poll": {"id": "1"}}) == 0
    assert is_private({"update_id": 1, "message": private})
    assert not is_private({"update_id": 1, "message": group})
    assert is_private({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": private}})
    assert not is_private({"update_id": 1, "callback_query": {"from": {"id": 5}, "message": group}})
    assert is_private({"update_id": 1, "callback_query": {"from": {"id": 5}, "inline_message_id": "x"}})


# ---- Telegram out of reach -------------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits sixteen seconds for an outage here."""
    monkeypatch.setattr("bot.chat.RETRIES", (0.0,))


@pytest.mark.usefixtures("impatient")
async def test_a_screen_that_is_owed_is_sent_at_a_later_tick(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    before = len(await inside.heard(aigul))
    await inside.world.fails("telegram", 500, method="sendMessage", times=4)
    await aigul.says("/menu")
    assert states(inside)[-1] == ("done", 0, 0)
    await inside.world.clock.advance(seconds=30)
    assert states(inside)[-1] == ("done", 0, 0), "two attempts of the tick went wrong as well"
    assert len(await inside.heard(aigul)) == before
    await inside.world.clock.advance(seconds=30)
    assert states(inside)[-1] == ("done", 0, 1)
    assert len(await inside.heard(aigul)) == before + 1
    await inside.world.clock.advance(seconds=30)
    assert len(await inside.heard(aigul)) == before + 1, "and only once"


@pytest.mark.usefixtures("impatient")
async def test_a_screen_that_is_owed_is_sent_after_a_restart(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    before = len(await inside.heard(aigul))
    await inside.world.fails("telegram", 0, method="sendMessage", times=2)
    await aigul.says("/menu")
    assert len(await inside.heard(aigul)) == before
    await inside.playground.rebuild_bot()
    await inside.until_idle()
    assert len(await inside.heard(aigul)) == before + 1
    assert states(inside)[-1] == ("done", 0, 1)


async def test_a_short_outage_is_only_a_delay(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    before = len(await inside.heard(aigul))
    await inside.world.fails("telegram", 502, method="sendMessage")
    await aigul.says("/help")
    assert len(await inside.heard(aigul)) == before + 1


async def test_whoever_has_blocked_the_bot_is_noted_and_welcome_back(inside: Inside) -> None:
    aigul = await speaking_person(inside)
    await inside.world.fails("telegram", 403, method="sendMessage")
    await aigul.says("/help")
    assert (await inside.row_of(aigul))["reachable"] == 0
    assert states(inside)[-1] == ("done", 0, 1)
    await aigul.says("/help")
    assert (await inside.row_of(aigul))["reachable"] == 1
    await aigul.sees(CALL_CENTRE)
