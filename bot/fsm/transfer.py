"""Signing for a place that was offered from a waiting list (R-56) or is elsewhere (R-58), and reinstating (R-64)."""

from aiogram.fsm.state import State

from bot.fsm.contract import by_code, by_eds, contract_ways, ways
from bot.fsm.form import Ask, Choose, Form, Given, Option
from bot.fsm.readers import read_words
from bot.words import N_, Html, _
from domain.not_allowed import Reason


def offered_words(given: Given) -> Html:
    """What accepting the offered place means."""
    name, address = given.facts.known["offered"]
    return _(
        "Electronic contract\n\nChild: <b>{child}</b>\nKindergarten: <b>{kindergarten}</b>\n{address}\n\n"
        "When you sign and send it, the kindergarten has {days} working days to sign on its side, and the child leaves "
        "all waiting lists.\n\nThe place is held by: {deadline}",
        child=given.facts.known["child"],
        kindergarten=name,
        address=address,
        days=given.facts.rules.number("kindergarten_answer"),
        deadline=given.facts.known["deadline"],
    )


class AcceptPlace(Form):
    """An offered place, signed; `group` is the one that was offered."""

    title = N_("The offered place")

    agree = Choose(offered_words, lambda given: ways(given, Option("yes", N_("Sign and send: send me a code"))))
    eds = by_eds("agree", lambda given: given["group"])
    code = by_code("agree", lambda given: given["group"])


def elsewhere_words(given: Given) -> Html:
    """The list that follows, or that there is nothing to choose from now."""
    if not given.facts.lists["kindergartens"]:
        return _(
            "At this moment no other kindergarten of your place has a free place in a group that fits the child's age, "
            "group type and language.\nThe child stays where it is. Look here again later: places become free."
        )
    return _(
        "Where is {child} to go? The voucher goes along, without a new queue. Until the other kindergarten has signed, "
        "the child stays where it is.",
        child=given.facts.known["child"],
    )


def transfer_words(given: Given) -> Html:
    """What signing the contract of a transfer means."""
    name, address = given.facts.known["gardens"][given["kindergarten"]]
    return _(
        "Electronic contract: transfer\n\nChild: <b>{child}</b>\nFrom: {old}\nTo: <b>{kindergarten}</b>\n{address}\n\n"
        "When you sign and send it, the other kindergarten has {days} working days to sign. With its signature the old "
        "contract ends. If it refuses, nothing changes.",
        child=given.facts.known["child"],
        old=given.facts.known["old"],
        kindergarten=name,
        address=address,
        days=given.facts.rules.number("kindergarten_answer"),
    )


class Transfer(Form):
    """Another kindergarten with a free place, and the contract with it (R-58)."""

    title = N_("Transfer to another kindergarten")

    kindergarten = Choose(elsewhere_words, "kindergartens", label=N_("Kindergarten"), gone=Reason.NO_FREE_PLACE)
    agree = Choose(transfer_words, contract_ways)
    eds = by_eds("agree", lambda given: given["kindergarten"])
    code = by_code("agree", lambda given: given["kindergarten"])


def reinstating_words(given: Given) -> Html:
    """What reinstating does, before it is final."""
    back = _(
        "{child} is in the kindergarten again from today. The family and the kindergarten are told at once, and the months "
        "that were missed count no more.",
        child=given.facts.known["child"],
    )
    if not given.facts.known["over"]:
        return back
    over = _(
        "⚠️ The place has been given to another child meanwhile. The group would be over its places by: {over}. It gives "
        "no place away until that is evened out.",
        over=given.facts.known["over"],
    )
    return Html(f"{back}\n\n{over}")


class Reinstate(Form):
    """The department takes the cancelling of a voucher back, with a reason."""

    title = N_("Reinstating a voucher")

    reason = Ask(
        N_("Why is the voucher reinstated? Write a sentence or two."),
        label=N_("Reason"),
        why=N_("The reason is kept with your name; only the department sees it."),
        read=read_words,
    )
    review = State()
    send = N_("Reinstate")
    before_sending = reinstating_words
