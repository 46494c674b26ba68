"""A month's marks from a file: template, a look at what would change, errors by line, all or nothing (R-60)."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.conversations.given import ALIKHAN_WHOLE, Story
from tests.conversations.harness import Person, World
from tests.conversations.marking_words import Marking

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def newest_file(world: World, person: Person) -> tuple[str, bytes]:
    """The newest file that the bot has sent: its name and content."""
    sent = [
        one["media"] for one in await person.chat() if one["media"] and one["from"] == "bot" and "url" in one["media"]
    ]
    async with world._session.get(f"{world._playground.url}{sent[-1]['url']}") as answer:
        return str(sent[-1]["name"]), await answer.read()


def filled(template: bytes, cells: dict[tuple[int, int], Any]) -> bytes:
    """The template with some cells (line, day) written by a clerk in Excel."""
    book = load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}
    for (line, day), value in cells.items():
        sheet.cell(line, columns[str(day)]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_table_with_errors_then_right(story: Story) -> None:
    """R-60: every wrong line is named with how to mend it, nothing is half-done; then the dry run, then all of it."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.opens_month(clerk, "2026-11")
    await clerk.taps(m.from_file)
    await clerk.sees(f"{m.sick_letter} – {m.sick.removeprefix('+ ')}", f"[{m.have_table}]")
    await clerk.taps(m.get_table)
    await clerk.sees(m.send_table)
    name, template = await newest_file(world, clerk)
    assert name == "tabel-ALM-101-2026-11-1.xlsx"
    sheet, legend = load_workbook(BytesIO(template)).worksheets
    head, line = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head[:5] == ["№", *head[1:3], "1", "2"]
    assert line[:3] == ["1", ALIKHAN_WHOLE, "2026-11"]
    assert line[3:18] == ["-"] * 15, "before the child came"
    assert line[18] is None
    assert len([*legend.iter_rows()]) == 9
    everything = str([[cell.value for cell in row] for one in (sheet, legend) for row in one.iter_rows()])
    assert aigul.children[0] not in everything

    wrong = {(2, 17): "Ы", (2, 21): m.sick_letter, (2, 24): '=IF(1=1,"Б","")'}
    broken = load_workbook(BytesIO(filled(template, wrong)))
    broken.worksheets[0].append(["7777777", "Біреу"])
    out = BytesIO()
    broken.save(out)
    await clerk.attaches(out.getvalue(), name, XLSX)
    await clerk.sees(m.please_mend, m.bad_mark, m.bad_day_off, m.bad_formula, m.bad_child, m.send_table)
    await clerk.says("18 Б")
    await clerk.sees(m.table_expected)
    await clerk.attaches(b"PK\x03\x04 not a workbook", name, XLSX)
    await clerk.sees(m.unreadable)

    await clerk.attaches(filled(template, {(2, 18): m.sick_letter}), name, XLSX)
    await clerk.sees(m.would_change.format(month=w.month("2026-11")), f"{ALIKHAN_WHOLE} – {m.sick_short}")
    await clerk.taps(m.take_over)
    await clerk.sees(m.taken_over, f"[{w.publish_month}]")
    await clerk.taps(ALIKHAN_WHOLE)
    await clerk.sees("[17 ✓] [18 +] [19 ✓]", "[21 ·]", "[24 ✓]")


async def test_a_table_of_ones_own(story: Story) -> None:
    """R-60: CSV by IIN, as Excel writes it here; what stands already is nothing to take over; published months stay."""
    world, w, m = story.world, story.w, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
        await world.clock.to("2026-12-01 08:30")
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(m.from_file)
        await clerk.taps(m.have_table)
    table = f"ИИН;ФИО;17;18\r\n{aigul.children[0]};Сынақов;б;\r\n"
    await clerk.attaches(table.encode(), "табель.csv", "text/csv")
    await clerk.sees(ALIKHAN_WHOLE)
    await clerk.does_not_see(aigul.children[0])
    await clerk.taps(m.take_over)
    await clerk.taps(m.from_file)
    await clerk.taps(m.have_table)
    await clerk.attaches(table.encode(), "табель.csv", "text/csv")
    await clerk.sees(m.nothing_new)
    with world.given():
        await clerk.taps(w.cancel)
        await story.publishes(clerk, "2026-11")
    button = await clerk.button(ALIKHAN_WHOLE)
    await clerk.presses({**button, "data": "k:file_send:1:202611"})
    await clerk.attaches(table.replace(";б;", ";;б").encode(), "табель.csv", "text/csv")
    await clerk.sees(m.please_mend)
    await clerk.does_not_see(m.would_change.format(month=w.month("2026-11")))


async def test_a_clerk_who_leaves_in_the_middle(story: Story) -> None:
    """The half-done form ends with the right."""
    world, m = story.world, Marking(story.w.code)
    with world.given():
        aigul, clerk = await story.enrolled()
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(m.from_file)
        await clerk.taps(m.have_table)
        table = f"№;17\n1;{m.sick_letter}\n"
        await clerk.attaches(table.encode(), "t.csv", "text/csv")
        button = await clerk.button(m.take_over)
        await world.operator("staff", "remove", str(clerk.user_id))
    await clerk.presses(button)
    await clerk.does_not_see(ALIKHAN_WHOLE, m.taken_over)
    await clerk.attaches(table.encode(), "t.csv", "text/csv")
    await clerk.does_not_see(ALIKHAN_WHOLE, m.take_over)
    assert aigul.children


def bomb() -> bytes:
    """A workbook of a few kilobytes that unfolds into more than is opened."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _line in range(1500):
        sheet.append(["0" * 16000])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_bomb_is_not_unpacked(story: Story) -> None:
    world, m = story.world, Marking(story.w.code)
    with world.given():
        _aigul, clerk = await story.enrolled()
        await story.opens_month(clerk, "2026-11")
        await clerk.taps(m.from_file)
        await clerk.taps(m.have_table)
    content = bomb()
    assert len(content) < 500_000
    await clerk.attaches(content, "t.xlsx", XLSX)
    await clerk.sees(m.too_large)
    await clerk.attaches(b"0" * (2 * 1024 * 1024 + 1), "t.csv", "text/csv")
    await clerk.sees(m.too_large)
