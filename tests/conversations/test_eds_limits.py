"""Signing with ЭЦҚ is not for ever: wrong files, sessions a day, and whom a signed text lets in (R-11, R-51)."""

from bot.app import App
from tests.conversations.eds_words import cms, newest_file, sends_cms, signs
from tests.conversations.given import Story
from tests.conversations.test_eds import at_ways, words
from tests.conversations.tongues import Said, Tongue


class Limits(Tongue):
    """A language with these words too."""

    that_was_the_last = Said(
        "Сәйкес келмеген 5 файл жіберілді, сондықтан осы қол қою аяқталды.",
        "Прислано файлов, которые не подошли: 5. Поэтому это подписание завершено.",
    )
    so_many_a_day = Said(
        "ЭЦҚ-мен қол қоюды тәулігіне 20 рет бастауға болады", "За сутки начать подписание ЭЦП можно 20 раз"
    )
    lets_in = Said("мына Telegram аккаунтына ашылады: …{}", "откроются аккаунту Telegram: …{}")
    not_asked = Said("мұны өзіңіз сұрамаған болсаңыз, қол қоймаңыз", "если Вы сами об этом не просили")


async def test_five_files_that_do_not_fit(story: Story) -> None:
    """R-51: each is judged for a while; then the signing is over, and another one may be begun."""
    world, e, ours = story.world, words(story), Limits(story.w.code)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.by_file)
    for _ in range(4):
        await sends_cms(aigul, b"hello")
        await aigul.sees(e.not_readable, f"[{e.send_document_again}]")
    await sends_cms(aigul, b"hello")
    await aigul.sees(e.not_readable, ours.that_was_the_last, f"[{e.sign_again}]", f"[{e.another_way}]")
    await aigul.taps(e.sign_again)
    await aigul.does_not_see(ours.that_was_the_last)
    await sends_cms(aigul, await cms(world, aigul, kind="rsa"))
    await aigul.sees(story.w.interest_confirmed)


async def test_so_many_signings_a_day(story: Story) -> None:
    """R-51: each one on a phone occupies a line to SIGEX; the code by SMS still signs, and tomorrow ЭЦҚ does again."""
    world, e, ours = story.world, words(story), Limits(story.w.code)
    with world.given():
        aigul = await at_ways(story)
        await aigul.taps(e.on_phone)
        assert isinstance(world._playground.bot, App)
        async with world._playground.bot._house.acting() as act:
            row = await act.tx.person_by_telegram(telegram_id=aigul.user_id)
            for number in range(19):
                await act.tx.open_signing(
                    person_id=row["id"], draft_id=0, about="", way="file", reference=str(number), document=b"",
                    is_pdf=0, names=b"", session=None, now=act.seconds, expires_at=act.seconds + 1,
                )  # fmt: skip
            await act.tx.end_signings_of_draft(draft_id=0)
    await aigul.taps(e.another_way)
    await aigul.taps(e.by_file)
    await aigul.sees(ours.so_many_a_day, f"[{e.another_way}]")
    await aigul.does_not_see(f"[{e.send_document_again}]")
    await world.clock.advance(hours=24, minutes=1)
    await aigul.taps(e.another_way)
    await aigul.taps(e.on_phone)
    await aigul.sees(e.time_is_over)
    await aigul.taps(e.sign_again)
    await signs(world, aigul, kind="rsa")
    await aigul.sees(story.w.interest_confirmed)


async def test_the_text_says_whom_it_lets_in(story: Story) -> None:
    """R-11: a link that was forwarded shows another one's account."""
    world, w, e, ours = story.world, story.w, words(story), Limits(story.w.code)
    with world.given():
        guest = await story.person("zhanna")
    await guest.taps(e.sign_in)
    await guest.taps(e.with_eds)
    await guest.taps(w.agree)
    await guest.taps(e.by_file)
    text = (await newest_file(world, guest)).decode()
    assert f"{ours.lets_in.format(str(guest.user_id)[-4:])} " in text
    assert ours.not_asked in text
    await guest.sees(f"[{e.send_document_again}]", f"[{w.cancel}]")
