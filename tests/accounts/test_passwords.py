"""Passwords, logins and sessions: kept, tried, locked out, ended (R-10 … R-12)."""

import logging
from datetime import timedelta

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from domain.not_allowed import NotAllowed, Reason
from domain.person import Person
from tests.families.desk import FATHER, HER_IIN, MOTHER, STRANGER, Desk
from usecases import cabinet, families, passwords, sessions
from usecases.sessions import Way

GOOD, BAD = "Қызыл-Алма 2026", "жасыл алма!9"
HASHED = passwords.hash_of(GOOD)
HERS = f"iin:{HER_IIN}"


async def with_password(desk: Desk, person: int = MOTHER) -> None:
    async with desk.acting(person) as act:
        await passwords.set_password(act, person, HASHED)


async def tries(desk: Desk, person: int, name: str, text: str) -> passwords.Try:
    """One try, as a conversation makes it."""
    async with desk.acting(person) as act:
        tried = await passwords.begin(act, name)
    if not passwords.fits(tried.hashed, text):
        async with desk.acting(person) as act:
            await passwords.failed(act, tried)
    return tried


def test_argon2id_with_the_parameters_of_RFC_9106() -> None:
    kept = extract_parameters(HASHED)
    assert kept.type is Type.ID
    assert (kept.memory_cost, kept.time_cost, kept.parallelism, kept.hash_len, kept.salt_len) == (65536, 3, 4, 32, 16)
    assert passwords.hash_of(GOOD) != HASHED, "another salt each time"


def test_only_the_password_itself_fits() -> None:
    assert passwords.fits(HASHED, GOOD)
    assert not passwords.fits(HASHED, BAD)
    assert not passwords.fits(HASHED, GOOD.casefold())
    assert passwords.fits(passwords.hash_of("й" * 8), "и\u0306" * 8), "however the keyboard composes its letters"


def test_nobodys_password_takes_a_comparison_too() -> None:
    assert not passwords.fits(None, "nobody has this password")


async def test_kept_is_a_sealed_hash_bound_to_its_row(desk: Desk) -> None:
    await with_password(desk)
    async with desk.acting(MOTHER) as act:
        row = await act.tx.credential_of(parent_id=MOTHER)
        assert b"argon2" not in row["password"]
        assert act.seal.open_json("credential", str(MOTHER), row["password"]) == HASHED


async def test_by_every_name_R_11(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        await cabinet.set_email(act, MOTHER, "Aigul@Mail.kz")
    await with_password(desk)
    async with desk.acting(MOTHER) as act:
        await passwords.set_login(act, MOTHER, "Aigul.S")
    for name in (HERS, "phone:+77000000001", "email:aigul@mail.kz", "login:aigul.s"):
        tried = await tries(desk, STRANGER, name, GOOD)
        assert tried.parent_id == MOTHER
        async with desk.acting(STRANGER) as act:
            await passwords.succeeded(act, name, MOTHER, tried.set_at)


async def test_an_email_names_the_account_that_had_it_first_R_11(desk: Desk) -> None:
    """Nobody proves an e-mail: who sets somebody else's must not end signing in by it."""
    for person in (MOTHER, FATHER):
        await with_password(desk, person)
        async with desk.acting(person) as act:
            await cabinet.set_email(act, person, "family@mail.kz")
    assert (await tries(desk, STRANGER, "email:family@mail.kz", GOOD)).parent_id == MOTHER
    async with desk.acting(FATHER) as act:
        assert (await cabinet.account(act, FATHER)).email == "family@mail.kz"
    async with desk.acting(MOTHER) as act:
        await cabinet.set_email(act, MOTHER, "another@mail.kz")
    async with desk.acting(FATHER) as act:
        await cabinet.set_email(act, FATHER, "family@mail.kz")
    assert (await tries(desk, STRANGER, "email:family@mail.kz", GOOD)).parent_id == FATHER
    await with_password(desk, FATHER)
    assert (await tries(desk, STRANGER, "email:family@mail.kz", GOOD)).parent_id == FATHER


async def test_a_phone_of_two_people_is_nobodys_and_a_typed_one_too_R_11(desk: Desk) -> None:
    """A number that somebody has only typed names no account, and takes none away from who has proven it."""
    await with_password(desk)
    async with desk.acting(CLERKS_OWN) as act:
        name = Person("Мысалов", "Нұрлан")
        await families.register(act, families.Citizen("890401300402", "+77000000001", name, False, "1"))
        claimer = (await act.tx.person_by_id(person_id=CLERKS_OWN))["parent_id"]
        await passwords.set_password(act, claimer, HASHED)
    assert (await tries(desk, STRANGER, "phone:+77000000001", GOOD)).parent_id == MOTHER
    async with desk.acting(FATHER) as act:
        await cabinet.change_phone(act, FATHER, "+77000000001")
        await passwords.set_password(act, FATHER, HASHED)
    assert (await tries(desk, STRANGER, "phone:+77000000001", GOOD)).parent_id is None


async def test_nothing_tells_that_two_names_mean_one_account_R_11(desk: Desk) -> None:
    """Five wrong ones by the IIN pause the IIN; the phone may be tried as one of nobody may."""
    await with_password(desk)
    for _ in range(5):
        await tries(desk, STRANGER, HERS, BAD)
    hers = await tries(desk, FATHER, "phone:+77000000001", BAD)
    nobodys = await tries(desk, CLERKS_OWN, "phone:+77000000099", BAD)
    assert hers.tries_left == nobodys.tries_left == 4


async def test_the_days_tries_are_counted_over_all_names_R_11(desk: Desk) -> None:
    """By whatever names: after twenty-five the right password is as wrong as any other, and nothing tells why."""
    await with_password(desk)
    names = (HERS, "phone:+77000000001")
    for number in range(25):
        async with desk.acting(MOTHER) as act:
            await act.tx.add_person(telegram_id=1000 + number, now=0)
            guesser = (await act.tx.person_by_telegram(telegram_id=1000 + number))["id"]
        await tries(desk, guesser, names[number % 2], BAD)
        desk.now += timedelta(minutes=6)
    desk.now += timedelta(minutes=10)
    tried = await tries(desk, FATHER, names[0], GOOD)
    assert (tried.parent_id, tried.hashed) == (MOTHER, None)
    desk.now += timedelta(days=1)
    assert (await tries(desk, FATHER, names[1], GOOD)).hashed == HASHED


async def test_a_login_belongs_to_one(desk: Desk) -> None:
    for person in (MOTHER, FATHER):
        await with_password(desk, person)
    async with desk.acting(MOTHER) as act:
        await passwords.set_login(act, MOTHER, "aigul")
        await passwords.set_login(act, MOTHER, "Aigul")
        assert await passwords.login_of(act, MOTHER) == "Aigul"
    with pytest.raises(NotAllowed, match=Reason.LOGIN_TAKEN):
        async with desk.acting(FATHER) as act:
            await passwords.set_login(act, FATHER, "AIGUL")


async def test_a_login_needs_a_password(desk: Desk) -> None:
    async with desk.acting(MOTHER) as act:
        assert await passwords.login_of(act, MOTHER) is None
        with pytest.raises(NotAllowed, match=Reason.NOT_NOW):
            await passwords.set_login(act, MOTHER, "aigul")


async def test_five_wrong_ones_lock_the_account_out_for_everybody_R_11(desk: Desk) -> None:
    await with_password(desk)
    left = [(await tries(desk, STRANGER, HERS, BAD)).tries_left for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(NotAllowed, match=Reason.PASSWORD_PAUSED):
        await tries(desk, FATHER, HERS, GOOD)
    desk.now += timedelta(minutes=10)
    tried = await tries(desk, FATHER, HERS, GOOD)
    assert tried.parent_id == MOTHER
    async with desk.acting() as act:
        told = await act.tx.due_letters(urgency=0, now=act.seconds, at_most=100)
    assert [(row["person_id"], row["kind"]) for row in told if row["kind"] == "password_guessed"] == [
        (MOTHER, "password_guessed")
    ]


async def test_whoever_guesses_at_many_accounts_is_locked_out_R_11(desk: Desk) -> None:
    for number in range(5):
        await tries(desk, STRANGER, f"login:nobody{number}", BAD)
    with pytest.raises(NotAllowed, match=Reason.PASSWORD_PAUSED):
        await tries(desk, STRANGER, HERS, GOOD)


async def test_tries_that_are_being_judged_count_too(desk: Desk) -> None:
    """Five at once are five, though none is judged yet."""
    await with_password(desk)
    for _ in range(5):
        async with desk.acting(STRANGER) as act:
            await passwords.begin(act, HERS)
    with pytest.raises(NotAllowed, match=Reason.PASSWORD_PAUSED):
        await tries(desk, STRANGER, HERS, GOOD)


async def test_the_right_one_forgives(desk: Desk) -> None:
    await with_password(desk)
    await tries(desk, STRANGER, HERS, BAD)
    tried = await tries(desk, STRANGER, HERS, GOOD)
    async with desk.acting(STRANGER) as act:
        await passwords.succeeded(act, HERS, MOTHER, tried.set_at)
    assert (await tries(desk, STRANGER, HERS, BAD)).tries_left == 4


async def test_a_password_that_was_changed_meanwhile_opens_nothing(desk: Desk) -> None:
    await with_password(desk)
    tried = await tries(desk, STRANGER, HERS, GOOD)
    desk.now += timedelta(seconds=1)
    await with_password(desk)
    async with desk.acting(STRANGER) as act:
        with pytest.raises(NotAllowed, match=Reason.PASSWORD_WRONG):
            await passwords.succeeded(act, HERS, MOTHER, tried.set_at)


async def test_the_true_owner_puts_the_claimers_password_out_R_10(desk: Desk) -> None:
    """Who typed somebody's IIN without proof loses the account with password, login and e-mail."""
    iin, name = "890401300402", Person("Мысалов", "Нұрлан")
    async with desk.acting(7) as act:
        await act.tx.add_person(telegram_id=70, now=0)
    async with desk.acting() as act:
        claimer = (await act.tx.person_by_telegram(telegram_id=70))["id"]
    async with desk.acting(claimer) as act:
        await families.register(act, families.Citizen(iin, "+77000000070", name, False, "1"))
        parent_id = (await act.tx.person_by_id(person_id=claimer))["parent_id"]
        await passwords.set_password(act, parent_id, HASHED)
    async with desk.acting(CLERKS_OWN) as act:
        await families.register(act, families.Citizen(iin, "+77000000071", name, True, "1"))
        assert not await passwords.has_password(act, parent_id)
        assert (await act.tx.person_by_id(person_id=claimer))["parent_id"] is None


CLERKS_OWN = 4


async def test_sessions_R_11(desk: Desk) -> None:
    async with desk.acting(STRANGER) as act:
        await act.tx.attach_parent(person_id=STRANGER, parent_id=None)
        await sessions.sign_in(act, MOTHER, Way.PASSWORD, remember=False)
        assert [one["id"] for one in await sessions.accounts(act, MOTHER)] == [MOTHER, STRANGER]
    async with desk.acting(MOTHER) as act:
        with pytest.raises(NotAllowed, match=Reason.NOT_YOURS):
            await sessions.sign_out(act, MOTHER, [FATHER], way_back=True)
        with pytest.raises(NotAllowed, match=Reason.NO_WAY_BACK):
            await sessions.sign_out(act, MOTHER, [MOTHER, STRANGER], way_back=False)
    desk.now += timedelta(hours=12)
    async with desk.acting() as act:
        assert sessions.is_over(await act.tx.person_by_id(person_id=STRANGER), act.seconds)
        assert not await sessions.lapse(act)
        assert [one["id"] for one in await sessions.accounts(act, MOTHER)] == [MOTHER]


async def test_who_is_signed_in_elsewhere_stays_there(desk: Desk) -> None:
    async with desk.acting(FATHER) as act:
        with pytest.raises(NotAllowed, match=Reason.NOT_NOW):
            await sessions.sign_in(act, MOTHER, Way.PASSWORD)


async def test_a_stranger_has_no_sessions(desk: Desk) -> None:
    async with desk.acting(CLERKS_OWN) as act:
        with pytest.raises(NotAllowed, match=Reason.NOT_REGISTERED):
            await sessions.accounts(act, None)


async def test_nothing_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await with_password(desk)
    await tries(desk, STRANGER, HERS, GOOD)
    await tries(desk, STRANGER, HERS, BAD)
    assert GOOD not in caplog.text
    assert BAD not in caplog.text
    assert HASHED not in caplog.text
