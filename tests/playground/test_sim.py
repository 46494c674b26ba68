"""The calls of /sim, each as docs/playground.md promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.playground.conftest import NOW, EchoBot, Page


def echo(page: Page) -> EchoBot:
    assert isinstance(page.playground.bot, EchoBot)
    return page.playground.bot


async def test_start_answers_with_what_the_bot_sent(page: Page) -> None:
    said = await page.act("aigul", "start")
    [message] = said["messages"]
    assert message["text"] == "Hi 👋 Айгүл"
    assert message["html"] == "<b>Hi 👋 Айгүл</b>"
    assert message["from"] == "bot"
    assert message["buttons"] == [
        [{"text": "One", "data": "one"}],
        [{"text": "Site", "url": "https://example.org/"}, {"text": "Copy", "copy": "42"}],
    ]


async def test_a_tap_edits_and_toasts(page: Page) -> None:
    await page.act("aigul", "start")
    said = await page.act("aigul", "tap", text="One")
    edited, toast = said["messages"]
    assert (edited["text"], edited["edited"], edited["buttons"]) == ("tapped one", True, [])
    assert (toast["id"], toast["kind"], toast["text"]) == (None, "toast", "Done")


async def test_a_tap_by_data_and_by_message(page: Page) -> None:
    first = (await page.act("aigul", "start"))["messages"][0]["id"]
    await page.act("aigul", "start")
    said = await page.act("aigul", "tap", data="one", message_id=first)
    assert said["messages"][0]["id"] == first


async def test_a_missing_button_names_the_buttons_there_are(page: Page) -> None:
    await page.act("aigul", "start")
    said = await page.act("aigul", "tap", 404, text="Two")
    assert [key["text"] for key in said["buttons"]] == ["One", "Site", "Copy"]


async def test_links_and_copies_are_answered_without_the_bot(page: Page) -> None:
    await page.act("aigul", "start")
    assert (await page.act("aigul", "tap", text="Site"))["opened"] == "https://example.org/"
    assert (await page.act("aigul", "tap", text="Copy"))["copied"] == "42"


async def test_the_reply_keyboard_shares_the_own_contact_and_goes(page: Page) -> None:
    await page.act("aigul", "start")
    asked = await page.act("aigul", "say", text="contact")
    assert asked["messages"][0]["keyboard"] == [[{"text": "Share", "contact": True}], [{"text": "No"}]]
    said = await page.act("aigul", "tap", text="Share")
    assert said["messages"][0]["text"] == "77000000001 True"
    assert (await page.get("/sim/people/aigul/chat"))["keyboard"] is None


async def test_a_foreign_card_is_not_the_own_contact(page: Page) -> None:
    await page.act("aigul", "start")
    for card in ({"phone": "+77010000000"}, {"user_id": 1}, {"phone": "8 700 000 00 01", "user_id": None}):
        said = await page.act("aigul", "contact", **card)
        assert said["messages"][0]["text"].endswith("False")
    said = await page.act("aigul", "contact", phone="8 700 000 00 01")
    assert said["messages"][0]["text"] == "8 700 000 00 01 True"


async def test_a_file_goes_up_and_comes_down(page: Page) -> None:
    await page.act("aigul", "start")
    from aiohttp import FormData

    form = FormData()
    form.add_field("file", b"%PDF-1.7", filename="анықтама.pdf", content_type="application/pdf")
    status, body = await page.raw("POST", "/sim/people/aigul/file", data=form)
    assert status == 200
    assert "got анықтама.pdf" in body.decode()
    chat = await page.get("/sim/people/aigul/chat")
    media = next(m["media"] for m in chat["messages"] if m["media"])
    assert (media["type"], media["name"], media["size"]) == ("document", "анықтама.pdf", 8)
    assert await page.raw("GET", media["url"]) == (200, b"%PDF-1.7")


async def test_block_and_unblock_reach_the_bot(page: Page) -> None:
    await page.act("aigul", "start")
    await page.act("aigul", "block")
    await page.act("aigul", "say", 409, text="hello?")
    assert (await page.get("/sim/people"))["people"][0]["blocked"] is True
    await page.act("aigul", "unblock")
    assert echo(page).members == ["kicked", "member"]


async def test_nobody_speaks_before_start(page: Page) -> None:
    assert "Start" in (await page.act("aigul", "say", 409, text="hello"))["error"]
    assert (await page.get("/sim/people/aigul/chat"))["messages"] == []


async def test_staff_start_with_their_own_invitation_once(page: Page) -> None:
    assert ("department", "750000000") in echo(page).invited
    first = await page.act("dep_almaty", "start")
    again = await page.act("dep_almaty", "start")
    assert first["messages"][0]["text"].endswith("invite-750000000")
    assert not again["messages"][0]["text"].endswith("invite-750000000")


async def test_the_clock_stops_at_every_due_instant(page: Page) -> None:
    bot = echo(page)
    bot.due = [NOW + timedelta(minutes=5), NOW + timedelta(minutes=7), NOW + timedelta(days=2)]
    said = await page.post("/sim/clock", advance="PT1H")
    assert said["now"] == (NOW + timedelta(hours=1)).isoformat()
    assert bot.ticks == [NOW + timedelta(minutes=m) for m in (5, 7, 60)]
    assert said["next_due"] == (NOW + timedelta(days=2)).isoformat()
    assert said["messages"] == []


async def test_other_ways_to_move_the_clock(page: Page) -> None:
    bot = echo(page)
    assert (await page.post("/sim/clock", advance="working_day"))["now"] == "2026-11-23T04:00:00+00:00"
    bot.due = [NOW + timedelta(days=5)]
    assert (await page.post("/sim/clock", advance="next_due"))["now"] == "2026-11-25T04:00:00+00:00"
    assert (await page.post("/sim/clock", now="2026-12-01T09:00"))["now"] == "2026-12-01T04:00:00+00:00"
    assert (await page.post("/sim/clock", advance="P1M"))["now"] == "2027-01-01T04:00:00+00:00"
    assert (await page.post("/sim/clock", frozen=False))["frozen"] is False
    await page.post("/sim/clock", 400, now="2026-01-01")
    await page.post("/sim/clock", 400, advance="an hour")
    await page.post("/sim/clock", 400)


async def test_a_new_person_has_rows_in_the_registers(page: Page) -> None:
    asked: dict[str, Any] = {"name": "Дина Жаңа", "children": [{"name": "Жаңа Али", "born": "2023-05-01"}]}
    person = await page.post("/sim/people", 201, **asked)
    assert person["children"][0]["iin"].startswith("2305015")
    said = await page.act(person["id"], "start")
    assert said["messages"][0]["text"] == "Hi 👋 Дина"
    await page.post("/sim/people", 400, nome="?")


async def test_a_raw_update_is_filled_in_and_can_be_repeated(page: Page) -> None:
    await page.act("aigul", "start")
    said = await page.act("aigul", "update", message={"text": "raw"})
    assert said["messages"][0]["text"] == "echo raw"
    again = await page.act("aigul", "update", message={"text": "raw"}, update_id=said["update_id"])
    assert again["update_id"] == said["update_id"]
    assert again["messages"][0]["text"] == "echo raw"
    sticker = await page.act("aigul", "update", message={"sticker": _sticker()})
    assert sticker["messages"][0]["text"] == "echo None"
    await page.act("aigul", "update", 400, nothing=1)


def _sticker() -> dict[str, Any]:
    size = {"width": 1, "height": 1, "is_animated": False, "is_video": False}
    return {"file_id": "S", "file_unique_id": "s", "type": "regular", **size}


async def test_reset_begins_anew(page: Page) -> None:
    await page.act("aigul", "start")
    await page.post("/sim/people", 201, name="Дина Жаңа")
    await page.post("/sim/clock", advance="P3D")
    before = echo(page)
    said = await page.post("/sim/reset", now="2026-12-01T09:00+05:00")
    assert echo(page) is not before
    assert said["clock"]["now"] == "2026-12-01T04:00:00+00:00"
    assert not any(person["started"] for person in said["people"])
    assert (await page.get("/sim/calls"))["calls"] == []


async def test_the_bot_is_rebuilt_between_two_acts(page: Page) -> None:
    await page.act("aigul", "start")
    before = echo(page)
    await page.playground.rebuild_bot()
    assert echo(page) is not before
    assert (await page.act("aigul", "say", text="still"))["messages"][0]["text"] == "echo still"
    await page.post("/sim/rebuild")
    assert (await page.act("aigul", "tap", text="One"))["messages"][0]["text"] == "tapped one"


async def test_state_shows_everything_at_a_glance(page: Page) -> None:
    state = await page.get("/sim/state")
    assert state["playground"] is True
    assert state["idle"] is True
    assert {"id", "name", "role", "language_code", "phone", "iin", "children"} <= set(state["people"][0])


async def test_errors_are_plain(page: Page) -> None:
    assert "nobody" in (await page.act("nobody", "start", 404))["error"]
    assert "/sim/nonsense" in (await page.get("/sim/nonsense", 404))["error"]
    assert "tap" in (await page.get("/sim/people/aigul/tap", 405))["error"]
    assert "wait" in (await page.post("/sim/people/aigul/say?wait=x", 400, text="/start"))["error"]
    status, _ = await page.raw("GET", "/sim/state", headers={"Host": "evil.example"})
    assert status == 403


async def test_events_tell_the_page_what_changed(page: Page) -> None:
    from aiohttp import ClientSession

    async with ClientSession() as session, session.get(f"{page.playground.url}/sim/events") as stream:
        assert await stream.content.readline() == b": hello\n"
        await page.act("aigul", "start")
        await stream.content.readline()
        line = await stream.content.readline()
        assert line.startswith(b"data: ")
        assert b"chat:aigul" in line
