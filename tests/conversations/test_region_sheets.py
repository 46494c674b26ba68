"""A department looks at its timesheets: shares, families at risk, old disputes, unpublished months (R-64, R-65, R-67)."""

from io import BytesIO

from openpyxl import load_workbook

from tests.conversations.given import ALIKHAN, Story
from tests.conversations.marking_words import NEIGHBOUR, Marking, two_groups
from tests.conversations.test_marks_file import newest_file


async def test_the_department_counts(story: Story) -> None:
    """R-62, R-67: a picture with its facts in text, lists by page, a file without names; everything masked."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, bota, clerk, department = await two_groups(story)
        await world.clock.to("2026-12-01 09:00")
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(f"📅 {m.group}")
        await clerk.taps(w.publish_month)
        await clerk.taps(w.publish)
        await aigul.taps(w.confirm)
        await aigul.taps(w.confirm)
        await world.clock.to("2026-12-03 12:00")
        await department.says("/menu")
        await department.taps(w.staff)
    await department.taps(m.months)
    shown = [one["media"]["type"] for one in await department.chat() if one["media"]]
    assert shown == ["photo"]
    await department.sees(
        m.title.format(month=w.month("2026-11")),
        m.numbers.format(gardens=1, children=2),
        m.confirmed_share.format(count=1, share=50),
        "01.12 – 50 %; 02.12 – 50 %; 03.12 – 50 %",
        f"50 % – {w.balbobek}",
    )
    await department.does_not_see(ALIKHAN)
    await department.taps(m.by_garden)
    await department.sees(w.balbobek, m.garden_row.format(children=2, confirmed=1, share=50))
    await department.taps(w.back)
    await department.taps(m.unpublished.format(count=1))
    await department.sees(w.balbobek, m.without.format(count=1, all=2))
    await department.taps(w.back)
    await department.taps(m.as_file)
    name, content = await newest_file(world, department)
    assert name == "timesheets-750000000-2026-11.xlsx"
    gardens, by_day, risk, disputes, behind = load_workbook(BytesIO(content)).worksheets
    rows = [
        [[cell.value for cell in row] for row in page.iter_rows()] for page in (gardens, by_day, risk, disputes, behind)
    ]
    assert rows[0][1][:6] == ["ALM-101", w.balbobek, 2, 1, 50, 0]
    assert rows[1][0][2:] == ["01.12", "02.12", "03.12"]
    assert rows[1][1][2:] == [50, 50, 50]
    assert [len(page) for page in rows] == [2, 2, 1, 1, 2]
    assert rows[4][1] == ["ALM-101", w.balbobek, 1, 2]
    told = str(rows)
    assert not any(secret in told for secret in (ALIKHAN, NEIGHBOUR, "Сынақов", aigul.children[0], bota.iin))


async def test_families_at_risk_and_old_disputes(story: Story) -> None:
    """R-63, R-64, R-65: one month missed is listed until the next is settled; a dispute after five days."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, _bota, clerk, department = await two_groups(story)
        await world.clock.to("2026-12-01 09:00")
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(m.publish_all)
        await clerk.taps(w.publish)
        await story.disputes(aigul)
        await world.clock.to("2026-12-05 12:00")
        await department.says("/menu")
        await department.taps(w.staff)
        await department.taps(m.months)
    await department.sees(m.old_disputes.format(count=0), m.risk.format(count=0))
    await department.taps(m.unpublished.format(count=0))
    await department.sees(m.none_behind)
    with world.given():
        await world.clock.to("2026-12-11 12:00")
        await department.says("/menu")
        await department.taps(w.staff)
        await department.taps(m.months)
    await department.taps(m.old_disputes.format(count=1))
    await department.sees(f"№ 0000001, {w.month('2026-11')}", w.balbobek, m.open_for)
    await department.taps(w.back)
    await department.taps(m.risk.format(count=1))
    await department.sees("№ 0000002, B•••••", w.balbobek, m.missed.format(month=w.month("2026-11")))
    await department.does_not_see(NEIGHBOUR)
    with world.given():
        await world.clock.to("2027-01-04 12:00")
        await story.opens_month(clerk, "2026-12")
        await clerk.taps(m.publish_all)
        await clerk.taps(w.publish)
        await department.says("/menu")
        await department.taps(w.staff)
    await department.taps(m.months)
    await department.sees(m.title.format(month=w.month("2026-12")), m.risk.format(count=1))


async def test_only_the_own_region_is_counted(story: Story) -> None:
    """Another department, a kindergarten's clerk, a parent, a clerk who left: nobody sees anything."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
        department = await world.person("dep_almaty")
        elsewhere = await story.person("dep_astana")
        await department.says("/menu")
        await department.taps(w.staff)
        button = await department.button(m.months)
    verbs = ("months", "month_gardens", "month_risk", "month_disputes", "month_behind", "month_file")
    for verb in verbs:
        for person in (aigul, clerk, elsewhere):
            await person.presses({**button, "data": f"o:{verb}:0:750000000.202611"})
            await person.sees(w.not_staff)
            await person.does_not_see(w.balbobek)
    await department.presses({**button, "data": "o:months:0:750000000.999999"})
    await department.does_not_see(w.balbobek)
    with world.given():
        await world.operator("staff", "remove", str(department.user_id))
    for verb in verbs:
        await department.presses({**button, "data": f"o:{verb}:0:750000000.202611"})
        await department.sees(w.not_staff)
