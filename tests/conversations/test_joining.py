"""Joining an application: by kinship, by an invitation; objecting, and who acts first (R-21)."""

import asyncio
import re

from tests.conversations.family_words import Family
from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person


async def joins(story: Story, parent: Person, iin: str) -> None:
    """«Join an application» with a child's IIN, up to the answer of the register."""
    f = Family(story.w)
    await parent.says("/status")
    await parent.taps(f.join)
    await parent.sees(f.whose)
    await parent.says(iin)


async def joined(story: Story) -> tuple[Person, Person]:
    """The mother applied, the father has joined; both are told of nothing else."""
    f = Family(story.w)
    aigul = await story.queued()
    daniyar = await story.parent("daniyar")
    await joins(story, daniyar, aigul.children[0])
    await daniyar.taps(f.yes_join)
    return aigul, daniyar


async def link_of(person: Person) -> str:
    """What the deep link on the screen carries."""
    for message in reversed(await person.chat()):
        if found := re.search(r"\?start=(join_[\w-]+)", message["text"]):
            return found[1]
    raise AssertionError("no link on the screen")


async def invites(story: Story, parent: Person) -> str:
    """A link for the other parent."""
    f = Family(story.w)
    await parent.says("/status")
    await parent.taps(f.details_of.format(name=ALIKHAN))
    await parent.taps(f.both)
    await parent.taps(f.invite)
    await parent.taps(f.make_link)
    await parent.sees(f.works_once.format(moment=f"{f.day('2026-11-23')}, "))
    return await link_of(parent)


async def registers(story: Story, parent: Person) -> None:
    """Register from the button on the screen."""
    f = Family(story.w)
    await parent.taps(f.register)
    await parent.shares_contact()
    await parent.says(parent.iin)
    await parent.taps(f.agree)
    await parent.says(await parent.code())
    await parent.taps(f.my_data)
    await parent.taps(f.finish_registration)
    await story.skips_what_can_wait(parent)


async def test_by_kinship(story: Story) -> None:
    """R-21: nothing is shown before the register has confirmed; then the application is in both cabinets."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
    await joins(story, daniyar, aigul.children[0])
    await daniyar.sees(f.found, ALIKHAN_WHOLE, "0000001", f.in_queue)
    await daniyar.taps(f.yes_join)
    await daniyar.sees(f.updated, ALIKHAN_WHOLE, f.number.format(number=1, waiting=1))
    assert len(await aigul.letters()) == 1
    await aigul.sees(f.joined.format(name=ALIKHAN), f.father.format(name="Данияр"), f"[{f.object}]")
    await aigul.taps(f.both)
    await aigul.sees(f.mother.format(name="Айгүл"), f.you, f.father.format(name="Данияр"))
    await joins(story, daniyar, aigul.children[0])
    await daniyar.taps(f.yes_join)
    await daniyar.sees(f.child_exists)


async def test_no_kinship_no_application(story: Story) -> None:
    """R-21: a stranger learns nothing, not even whether there is one."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        zhanna = await story.parent("zhanna")
    await joins(story, zhanna, aigul.children[0])
    await zhanna.sees(f.no_kinship)
    await zhanna.does_not_see(ALIKHAN, "0000001", f.found, f.yes_join)
    assert await aigul.letters() == []


async def test_a_child_without_an_application_is_added(story: Story) -> None:
    """R-21: there is nothing to join, and the way on is offered."""
    world, f = story.world, Family(story.w)
    with world.given():
        daniyar = await story.parent("daniyar")
    await joins(story, daniyar, daniyar.children[0])
    await daniyar.sees(f.nothing_found)
    await daniyar.taps(f.add_the_child)
    await daniyar.sees(f.child_added.format(name=ALIKHAN))


async def test_a_silent_register_is_asked_again(story: Story) -> None:
    """R-10, R-21: the form goes on by itself."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
    await world.fails("registry", 503)
    await joins(story, daniyar, aigul.children[0])
    await daniyar.sees(f.silent_register)
    await world.clock.advance(seconds=30)
    await daniyar.letters()
    await daniyar.sees(f.found, ALIKHAN_WHOLE)


async def test_the_first_action_counts_and_the_other_sees_who_did_it(story: Story) -> None:
    """R-21: both press at once; it happens once, and the other is told by whom, in the letter and on the screen."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul, daniyar = await joined(story)
        await story.round()
        await world.clock.to("2026-11-19 12:00")
        await aigul.letters()
        await daniyar.letters()
        hers, his = await aigul.button(f.restore), await daniyar.button(f.restore)
    await asyncio.gather(aigul.presses(hers), daniyar.presses(his))
    told = [person for person in (aigul, daniyar) if f.restored_letter.format(name=ALIKHAN) in await _all(person)]
    assert len(told) == 1
    first, second = (daniyar, aigul) if told == [aigul] else (aigul, daniyar)
    who = f.father.format(name="Данияр") if first is daniyar else f.mother.format(name="Айгүл")
    assert f.who_did.format(who=who) in await _all(second)
    assert f.not_now in await _all(second)
    await second.says("/status")
    await second.taps(f.details_of.format(name=ALIKHAN))
    await second.sees(f.in_queue, f.last_step.format(who=who))
    await first.says("/status")
    await first.taps(f.details_of.format(name=ALIKHAN))
    await first.does_not_see(f.last_step.format(who=""))


async def _all(person: Person) -> str:
    return "\n".join(str(message["text"]) for message in await person.chat() if message["from"] == "bot")


async def test_objected_and_removed(story: Story) -> None:
    """R-21: until the department decides the one who joined may look, but not act; removed, they see nothing."""
    world, f = story.world, Family(story.w)
    with world.given():
        department = await story.person("dep_almaty")
        elsewhere = await story.person("dep_astana")
        aigul, daniyar = await joined(story)
        await aigul.letters()
    await aigul.taps(f.object)
    await aigul.sees(f.father.format(name="Данияр"), f"[{f.let_stand}]")
    await aigul.taps_twice(f.yes_object)
    await aigul.sees(f.objection_sent)
    assert len(await daniyar.letters()) == 1
    await daniyar.sees(f.contested, ALIKHAN)
    await story.round(department)
    await daniyar.letters()
    await daniyar.taps(f.confirm_interest)
    await daniyar.sees(f.only_look)
    await daniyar.taps(f.my_applications)
    await daniyar.taps(f.details_of.format(name=ALIKHAN))
    await daniyar.sees(ALIKHAN_WHOLE, f.contested)
    await daniyar.taps(f.both)
    await daniyar.taps(f.invite)
    await daniyar.taps(f.make_link)
    await daniyar.sees(f.only_look)

    decide = await department.button(f.open)
    await elsewhere.presses({**decide, "message_id": 1})
    await elsewhere.sees(f.not_staff)
    await department.presses(decide)
    await department.sees(ALIKHAN_WHOLE, "Д. С.", "А. С.", "+7 ••• •••")
    await department.does_not_see("Айгүл", daniyar.iin, aigul.iin)
    await department.taps(f.remove_link)
    await department.taps_twice(f.yes_remove)
    await daniyar.letters()
    await daniyar.sees(f.removed)
    await aigul.letters()
    await aigul.sees(f.removed)
    await daniyar.says("/status")
    await daniyar.does_not_see(ALIKHAN)
    await joins(story, daniyar, aigul.children[0])
    await daniyar.taps(f.yes_join)
    await daniyar.sees(f.parted)


async def test_objected_and_kept(story: Story) -> None:
    """R-21: both may act again, and it is settled."""
    world, f = story.world, Family(story.w)
    with world.given():
        department = await story.person("dep_almaty")
        aigul, daniyar = await joined(story)
        await aigul.letters()
        objecting = await aigul.button(f.object)
        await aigul.taps(f.object)
        await aigul.taps(f.yes_object)
    await department.says("/menu")
    await department.taps(f.staff)
    await department.taps(f.objections.format(count=1))
    await department.taps(f"{ALIKHAN_WHOLE}…")
    await department.taps(f.keep_link)
    for parent in (aigul, daniyar):
        await parent.letters()
        await parent.sees(f.kept)
    await aigul.presses(objecting)
    await aigul.sees(f.settled)
    await story.round(department)
    await story.confirms_interest(daniyar)


async def test_by_an_invitation_and_the_register(story: Story) -> None:
    """R-21: one link, one person; the register confirms; nobody else can use it."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        daniyar, zhanna = await story.parent("daniyar"), await story.parent("zhanna")
    old = await invites(story, aigul)
    token = await invites(story, aigul)
    await daniyar.start(old)
    await daniyar.sees(f.invite_unknown)
    await zhanna.start(token)
    await zhanna.sees(f.no_kinship)
    await zhanna.does_not_see(ALIKHAN, f.ask_inviter)
    await daniyar.start(token)
    await daniyar.sees(f.found, ALIKHAN_WHOLE)
    await daniyar.taps_twice(f.yes_join)
    await aigul.letters()
    await aigul.sees(f.joined.format(name=ALIKHAN), f.father.format(name="Данияр"))
    await daniyar.says("/status")
    await daniyar.sees(ALIKHAN)
    await zhanna.start(token)
    await zhanna.sees(f.invite_unknown)


async def test_who_is_invited_registers_first(story: Story) -> None:
    """R-21: the link waits for seven days."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
    token = await invites(story, aigul)
    daniyar = await world.person("daniyar")
    await daniyar.start(token)
    await daniyar.sees("осы сілтемені тағы бір рет ашыңыз", "откройте эту ссылку ещё раз")
    await daniyar.taps(f.name)
    await daniyar.start(token)
    await daniyar.sees(f.register_first, f"[{f.register}]")
    with world.given():
        await registers(story, daniyar)
        await world.clock.to("2026-11-23 09:59")
    await daniyar.start(token)
    await daniyar.sees(f.found)
    await world.clock.to("2026-11-23 10:00")
    await daniyar.taps(f.yes_join)
    await daniyar.sees(f.invite_unknown)


async def test_where_the_register_is_silent_the_inviter_signs(story: Story) -> None:
    """R-21: with a code, for somebody whose given name and last digits are shown."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        daniyar = await story.parent("daniyar")
        token = await invites(story, aigul)
    await world.fails("registry", 503, times=50)
    await daniyar.start(token)
    await daniyar.sees(f.silent_register)
    await daniyar.does_not_see(ALIKHAN)
    await daniyar.taps(f.ask_inviter)
    await daniyar.taps(f.ask_confirmation)
    await daniyar.sees(f.asked)
    await aigul.letters()
    await aigul.sees(f.came.format(who="Данияр"), daniyar.iin[-4:])
    await aigul.does_not_see(daniyar.iin)
    await world.clock.advance(seconds=80)
    await aigul.taps(f.look_and_confirm)
    await aigul.taps(f.i_confirm)
    await daniyar.says("/status")
    await daniyar.does_not_see(ALIKHAN)
    await aigul.says(await aigul.code())
    await daniyar.letters()
    await daniyar.sees(f.vouched)
    await daniyar.taps(f.details)
    await daniyar.sees(ALIKHAN_WHOLE)


async def test_the_inviter_does_not_know_who_came(story: Story) -> None:
    """R-21: the invitation is void, and nobody has joined."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul = await story.queued()
        zhanna = await story.parent("zhanna")
        token = await invites(story, aigul)
        await world.fails("registry", 503, times=50)
        await zhanna.start(token)
        await zhanna.taps(f.ask_inviter)
        await zhanna.taps(f.ask_confirmation)
        await aigul.letters()
        look = await aigul.button(f.look_and_confirm)
    await zhanna.presses({**look, "message_id": 1})
    await zhanna.sees(f.not_yours)
    await aigul.taps_twice(f.do_not_know)
    await zhanna.letters()
    await zhanna.sees(f.not_vouched)
    await aigul.presses(look)
    await aigul.sees(f.settled)
    await zhanna.start(token)
    await zhanna.sees(f.invite_unknown)


async def test_a_stranger_tries_every_button(story: Story) -> None:
    """R-21: every id is checked against whoever presses it, there or not."""
    world, f = story.world, Family(story.w)
    with world.given():
        aigul, _ = await joined(story)
        await invites(story, aigul)
        zhanna = await story.parent("zhanna")
        await zhanna.says("/menu")
        button = await zhanna.button(f.my_children)
    for verb in ("family", "invite", "invite_yes", "object", "object_yes", "vouch", "vouch_no", "seen"):
        for id in (1, 77):
            await zhanna.presses({**button, "data": f"y:{verb}:{id}:0:"})
            await zhanna.sees(f.not_yours)
            await zhanna.does_not_see(ALIKHAN, "Айгүл", "Данияр")
    for verb in ("links", "unjoined"):
        await zhanna.presses({**button, "data": f"k:{verb}:0:750000000"})
        await zhanna.sees(f.not_staff)
    for verb in ("link", "link_keep", "link_remove", "link_gone"):
        await zhanna.presses({**button, "data": f"k:{verb}:1:"})
        await zhanna.sees(f.not_staff)
    for data in ("y:seen:x:0:", "y:seen:1:99999999999999999999999:", "y:seen:1:-1:../..", "y:nonsense:1:0:"):
        await zhanna.presses({**button, "data": data})
        assert await zhanna.is_answered()
    await zhanna.start("join_nonsense")
    await zhanna.sees(f.invite_unknown)
