"""Referrals at work: a department gives or refuses them in the order of the queue, a kindergarten takes the child (R-71)."""

from bot.handlers.gardens import group_words, name_of
from bot.handlers.referral_words import GROUNDS
from bot.handlers.referrals import deadline_words
from bot.handlers.rights import RIGHTS
from bot.handlers.staff.sheet_words import page_of, turning
from bot.handlers.voucher import number_of
from bot.places import places
from bot.screen import Button, Screen, column, lines
from bot.taps import StaffTap, go, staff_button
from bot.words import Html, _, bold, date_words, escape, say
from domain.calendar import local_day
from domain.not_allowed import NotAllowed, Reason
from domain.place import region_of
from domain.queue import right_of
from domain.referral import ReferralGround
from usecases import bulletins, families, queues, referrals, staff
from usecases.act import Act, Row, instant

button = staff_button
Rows = list[tuple[Button, ...]]


async def department_rows(act: Act, queue_place: str) -> Rows:
    """The way to those who ask, where a region works by referrals or somebody still asks."""
    count = await act.tx.count_referrals_asked(queue_place=queue_place)
    if not count and referrals.REFERRAL not in referrals.ways_in(act, region_of(queue_place)):
        return []
    return [(button(_("📨 Referrals asked for: {count}", count=count), "refs", 0, queue_place),)]


async def kindergarten_rows(act: Act, garden: Row) -> Rows:
    """The way to the children who come by referral, where there are any."""
    count = await act.tx.count_referrals_coming(kindergarten_id=garden["id"])
    return [(button(_("📨 Children by referral: {count}", count=count), "refcoming", garden["id"]),)] if count else []


# ---- the department --------------------------------------------------------------------------------------------------


async def asked(act: Act, tapped: StaffTap) -> Screen:
    """Who asks."""
    queue_place, _dot, page = tapped.arg.partition(".")
    return await asked_screen(act, queue_place, said=page)


async def asked_screen(act: Act, queue_place: str, head: Html | None = None, said: str = "") -> Screen:
    """Who asks in a queue place, group by group, the first in the queue first."""
    page, pages = page_of(said, await act.tx.count_referrals_asked(queue_place=queue_place), referrals.SHOWN)
    rows = await referrals.asked_in(act, queue_place, page * referrals.SHOWN)
    text = lines(
        head,
        bold(_("Referrals asked for")),
        _("Queue place: {place}", place=places().name(queue_place)),
        _("In each group the first in the queue comes first; only the first can be given the referral.")
        if rows
        else _("Nobody asks."),
    )
    every = [button(_label(row), "refone", row["id"]) for row in rows]
    turns = turning(page, pages, "refs", 0, f"{queue_place}.{{}}")
    return Screen(text, (*column(*every), *turns, (go(_("🗂 Staff"), "staff"),)))


def _label(row: Row) -> Html:
    return Html(f"№ {number_of(row['application_id'])} · {say(name_of(row))}")


async def one(act: Act, tapped: StaffTap) -> Screen:
    """One who asks: the child, its place in the queue, the group, what giving would do."""
    row = await referrals.to_decide(act, tapped.id)
    application = await act.tx.child_of_application(application_id=row["application_id"])
    bulletin = await bulletins.one(act, row["group_id"])
    lodged = instant(application["lodged_at"])
    first, fits = await referrals.is_first(act, row), referrals.fits(act, application, bulletin)
    facts = (
        _("Child: <b>{name}</b>", name=families.child_person(act, application).full_name),
        _("Application No. {number}", number=number_of(application["id"])),
        _(
            "Category: {category} of 21, {right}, year of birth: {year}",
            category=application["category"],
            right=RIGHTS[right_of(application["category"])],
            year=application["born"][:4],
        ),
        _("Applied on: {day}", day=date_words(local_day(lodged))) if lodged else None,
        _("Kindergarten: <b>{name}</b>", name=name_of(bulletin.listed.row)),
        group_words(bulletin.group),
        _("free places: {free}", free=bulletin.group.free),
    )
    text = lines(
        _("📨 <b>Referral No. {number}</b>", number=row["id"]),
        Html("\n".join(each for each in facts if each)),
        _(
            "Given, the place is held, and the family is told at once. Working days it has to confirm: {days}.",
            days=queues.rules_of(act, row["region"]).number("referral_confirm"),
        )
        if first
        else _("Somebody who asks for the group stands before in the queue: decide about that child first."),
        None if fits else _("The group does not fit the child any more: its age or what was asked for has changed."),
    )
    give = button(_("✅ Give the referral"), "refgive", row["id"]) if first and bulletin.group.free and fits else None
    refuse = button(_("↩ Give none, with a reason"), "refdeny", row["id"])
    return Screen(text, column(give, refuse, button(_("⬅ Back"), "refs", 0, row["queue_place"])))


async def give(act: Act, tapped: StaffTap) -> Screen:
    """The place is the child's for as long as the family considers."""
    row = await referrals.to_decide(act, tapped.id)
    await referrals.give(act, tapped.id)
    return await asked_screen(act, row["queue_place"], _("✅ <b>The referral is given.</b> The family is told."))


async def grounds(act: Act, tapped: StaffTap) -> Screen:
    """Why is none given?"""
    row = await referrals.to_decide(act, tapped.id)
    text = _(
        "<b>Giving no referral</b>\n\nThe family is told the reason. The application stays in the queue. Which is it?"
    )
    every = [button(say(words), "refdenied", row["id"], ground) for ground, words in GROUNDS.items()]
    return Screen(text, column(button(_("⬅ Back"), "refone", row["id"]), *every))


async def denied(act: Act, tapped: StaffTap) -> Screen:
    """None is given."""
    if tapped.arg not in set(ReferralGround):
        raise NotAllowed(Reason.ANSWER_UNKNOWN)
    row = await referrals.to_decide(act, tapped.id)
    await referrals.deny(act, tapped.id, ReferralGround(tapped.arg))
    return await asked_screen(
        act, row["queue_place"], _("↩ <b>No referral is given.</b> The family is told the reason.")
    )


# ---- the kindergarten ------------------------------------------------------------------------------------------------


async def coming(act: Act, tapped: StaffTap) -> Screen:
    """The children who come."""
    page, pages = page_of(tapped.arg, await act.tx.count_referrals_coming(kindergarten_id=tapped.id), referrals.SHOWN)
    rows = await referrals.coming(act, tapped.id, page * referrals.SHOWN)
    text = lines(bold(_("Children by referral")), None if rows else _("Nobody comes by referral now."))
    every = [button(escape(families.child_person(act, row).full_name), "refchild", row["id"]) for row in rows]
    turns = turning(page, pages, "refcoming", tapped.id, "{}")
    return Screen(text, (*column(*every), *turns, (go(_("🗂 Staff"), "staff"),)))


async def child(act: Act, tapped: StaffTap) -> Screen:
    """One of them, and what enrolling does: it cannot be undone, so going back stands first."""
    row = await referrals.to_enrol(act, tapped.id)
    application = await act.tx.child_of_application(application_id=row["application_id"])
    group = (await bulletins.one(act, row["group_id"])).group
    text = lines(
        _("📨 <b>Referral No. {number}</b>", number=row["id"]),
        Html(
            "\n".join(
                (
                    _("Child: <b>{name}</b>", name=families.child_person(act, application).full_name),
                    group_words(group),
                    _("To be enrolled by: {deadline}", deadline=deadline_words(act, row) or ""),
                )
            )
        ),
        _(
            "Enrol the child once it is here with its documents. It then belongs to your contingent, and the family is told."
        ),
    )
    back = button(_("⬅ Back"), "refcoming", row["kindergarten_id"])
    return Screen(text, column(back, button(_("✅ The child is enrolled"), "refenrol", row["id"])))


async def enrol(act: Act, tapped: StaffTap) -> Screen:
    """The child is in the contingent (R-57)."""
    row = await referrals.enrol(act, tapped.id)
    garden = await staff.own_kindergarten(act, row["kindergarten_id"])
    back = button(_("📨 Children by referral"), "refcoming", garden["id"])
    return Screen(_("✅ <b>The child is enrolled.</b> The family is told."), column(back, go(_("🗂 Staff"), "staff")))


DEEDS = {
    "refs": asked,
    "refone": one,
    "refgive": give,
    "refdeny": grounds,
    "refdenied": denied,
    "refcoming": coming,
    "refchild": child,
    "refenrol": enrol,
}
