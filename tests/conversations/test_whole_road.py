"""The whole road, from Start to a confirmed timesheet."""

from tests.conversations.given import ALIKHAN, ALIKHAN_WHOLE, Story


async def test_from_start_to_the_queue(story: Story) -> None:
    """R-10, R-20, R-30, R-34, R-40, R-41."""
    world, w = story.world, story.w
    aigul = await world.person("aigul")
    await aigul.start()
    await aigul.sees("Баланы балабақшаға орналастыру", "Место в детском саду", "[Қазақша]", "[Русский]")
    await aigul.taps(w.name)
    await aigul.sees(w.welcome, f"[{w.register}]")

    await aigul.taps(w.register)
    await aigul.sees(f"{w.registration} · 1 / 5", w.ask_phone, w.share)
    await aigul.shares_contact()
    await aigul.sees("+7 ••• ••• 00 01", f"{w.registration} · 2 / 5", w.ask_iin)
    await aigul.says("930312 400016")
    await aigul.sees(w.policy)
    await aigul.taps(w.agree)
    await aigul.sees(w.code_sent, "+7 ••• ••• 00 01")
    await aigul.says(await aigul.code())
    await aigul.sees(w.are_these_yours, "Сынақова Айгүл Мысалқызы", w.female, w.day("1993-03-12"))
    await aigul.taps(w.my_data)
    await aigul.sees(w.check_answers, "••••••••0016", "+7 ••• ••• 00 01")
    await aigul.taps(w.finish_registration)
    await aigul.sees(w.registered)
    await aigul.taps(w.skip)  # the e-mail
    await aigul.taps(w.skip)  # «My place»
    await aigul.sees(w.my_applications)

    await aigul.taps(w.apply)
    await aigul.sees(w.which_child)
    await aigul.taps(w.add_child)
    await aigul.sees(w.ask_child_iin)
    await aigul.says("230415500016")
    await aigul.sees(w.kinship_confirmed, ALIKHAN_WHOLE, w.male, w.day("2023-04-15"))
    await aigul.taps(w.my_child)
    await aigul.sees(w.ask_nationality)
    await aigul.taps(w.skip)
    await aigul.sees(w.check_answers, "••••••••0016")
    await aigul.taps(w.save)
    await aigul.sees(w.child_added.format(name=ALIKHAN), w.which_region)

    await aigul.says(w.almaty)
    await aigul.sees(w.which_district)
    await aigul.says(w.bostandyq)
    await aigul.sees(w.which_group)
    await aigul.taps(w.general_group)
    await aigul.sees(w.which_language)
    await aigul.taps(w.russian)
    await aigul.sees(w.ask_right)
    await aigul.taps(w.no_right)
    await aigul.sees(w.ask_consent)
    await aigul.taps(w.consent)
    await aigul.sees(
        w.check_answers, "Сынақов Әлихан", w.almaty, w.bostandyq, w.general_group, w.russian, w.statuses, w.no_status
    )
    await aigul.taps(f"✎ {w.label_language}")
    await aigul.sees(w.which_language, w.answer_so_far, w.russian)
    await aigul.taps(w.kazakh)
    await aigul.sees(w.check_answers, w.kazakh)
    await aigul.does_not_see(w.russian)
    await aigul.taps(w.send)
    await aigul.sees(
        w.received,
        "0000001",
        w.number.format(number=1, waiting=1),
        w.category.format(category=18, year=2023),
        w.wait_for_voucher,
    )


async def test_from_the_round_to_the_kindergarten(story: Story) -> None:
    """R-43, R-50, R-51, R-54, R-55, R-57."""
    world, w = story.world, story.w
    with world.given():
        aigul = await story.queued()
        dep = await world.person("dep_almaty")
        clerk = await story.person("kg_almaty")

    await dep.start()
    await dep.sees("[Қазақша]")
    await dep.taps(w.name)
    await dep.sees(f"[{w.staff}]")
    await dep.taps(w.staff)
    await dep.taps(w.hold_round)
    await dep.sees(w.how_many)
    await dep.says("2")
    await dep.sees(w.round_too_few)
    await dep.taps(w.back)
    await dep.says("1")
    await dep.sees(w.families_told, w.passed_over.format(passed=0), w.with_unverified.format(unverified=0))
    await dep.taps_twice(w.issue)
    await dep.sees(w.issued_count.format(count=1))

    letters = await aigul.letters()
    assert [letter.at for letter in letters] == ["2026-11-16 10:00"]
    await aigul.sees(
        w.issued.format(name=ALIKHAN),
        w.working("2026-11-18", 2),
        w.goes_to_stop_list,
    )
    await world.clock.advance(seconds=80)
    await aigul.taps(w.confirm_interest)
    await aigul.sees(ALIKHAN_WHOLE, w.you_confirm, w.till("2026-11-18"))
    await aigul.taps(w.sign_interest)
    await aigul.sees(w.signing, "+7 ••• ••• 00 01")
    await aigul.says(await aigul.code())
    await aigul.sees(w.interest_confirmed, w.till("2026-11-23"))

    await world.clock.advance(seconds=80)
    await aigul.taps(w.choose)
    await aigul.sees(ALIKHAN, f"[{w.balbobek}")
    await aigul.taps(f"{w.balbobek}…")
    await aigul.taps(f"{w.choose_this}…")
    await aigul.sees(w.contract, w.balbobek)
    await aigul.taps(w.sign_contract)
    await aigul.sees(w.signing)
    await aigul.says(await aigul.code())
    await aigul.sees(w.contract_sent, w.state_sent, w.till("2026-11-18"))

    await clerk.sees(w.contract_waits, "0000001", w.till("2026-11-18"))
    await clerk.taps(w.open_contract)
    await clerk.sees(ALIKHAN_WHOLE, w.day("2023-04-15"))
    await clerk.taps_twice(w.sign)
    await aigul.sees(w.enrolled.format(name=ALIKHAN))
    assert len(await aigul.letters()) == 1
    await aigul.taps(w.details)
    await aigul.sees(w.state_enrolled)
    await aigul.does_not_see(w.refuse_voucher)


async def test_the_months_that_follow(story: Story) -> None:
    """R-60, R-61, R-62, R-63."""
    world, w = story.world, story.w
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.opens_month(clerk, "2026-11")
        await aigul.letters()

    await clerk.taps(ALIKHAN_WHOLE)
    await clerk.sees(w.present, w.day_off)
    await clerk.taps("18 ✓")
    await clerk.sees("[18 +]")
    await clerk.taps(w.back)
    await clerk.taps(w.publish_month)
    await clerk.taps_twice(w.publish)
    await clerk.sees(f"⏳ {ALIKHAN_WHOLE}")
    assert await aigul.letters() == []

    await world.clock.to("2026-12-01 09:00")
    assert [letter.at for letter in await aigul.letters()] == ["2026-12-01 09:00"]
    await aigul.sees(w.ready.format(month=w.month("2026-11")), w.till("2026-12-10"))
    await aigul.sees(w.month("2026-11"), f"+ {w.sick}: 18", w.till("2026-12-10"))
    await aigul.taps(w.confirm)
    await aigul.sees(w.cannot_be_changed)
    await aigul.taps_twice(w.confirm)
    await aigul.sees(w.already_answered, w.state_sheet_confirmed)
    await world.clock.to("2026-12-31 12:00")
    assert await aigul.letters() == []

    await world.clock.to("2027-01-01 10:00")
    await story.publishes(clerk, "2026-12")
    await aigul.sees(w.ready.format(month=w.month("2026-12")))
    await aigul.taps(w.disagree)
    await aigul.sees(w.which_days)
    await aigul.says("кеше")
    await aigul.sees(w.days_missing)
    await aigul.says("3, 7-8")
    await aigul.sees(w.what_was_true.format(days="3, 7–8"))
    await aigul.taps(w.sick)
    await aigul.says("Әлихан ауырып қалды")
    await aigul.sees(w.check_answers, "3, 7–8", w.was_so.format(day=3), "Әлихан ауырып қалды", w.refusing_is_safe)
    await aigul.taps(w.send_to_kindergarten)
    await aigul.sees(w.disagreement_sent)

    await clerk.sees(w.parent_disagrees, ALIKHAN_WHOLE)
    await clerk.taps(w.open_timesheet)
    await clerk.sees(w.was_so.format(day=8), w.parent_writes.format(words="Әлихан ауырып қалды"), "! 3✓")
    for day in (3, 7, 8):
        await clerk.taps(f"{day} ✓")
    await clerk.taps(w.publish_again)
    await clerk.sees(w.what_do_you_answer)
    await clerk.says("Түзетілді")
    await clerk.taps(w.publish_again)
    await aigul.sees(w.kindergarten_answered.format(name=ALIKHAN, month=w.month("2026-12")), w.till("2027-01-06"))
    await aigul.sees(w.what_changed, w.was_so.format(day=7), w.kindergarten_answers.format(answer="Түзетілді"))
    await aigul.taps(w.confirm)
    await aigul.taps(w.confirm)
    await aigul.sees(w.confirmed_sheet)
    await world.clock.to("2027-01-31 12:00")
    assert await aigul.letters() == []
