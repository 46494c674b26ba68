"""Localities as questions offer them and as people read them."""

from bot.fsm.form import Option
from bot.handlers.drafts import Draft
from bot.places import Spot, places
from bot.words import Html, Name, language, say
from usecases.act import Act, Row

Listed = tuple[list[Option], dict[str, Spot]]


async def listed(act: Act, draft: Draft) -> Listed:
    """The localities of the district answered, or where the districts of the region answered lie."""
    if district := draft.answers.get("district"):
        return _localities(await act.tx.localities_of(district=district))
    if region := draft.answers.get("region"):
        return [], _spots(await act.tx.district_spots(region=region))
    return [], {}


def _localities(rows: list[Row]) -> Listed:
    spoken = f"name_{language()}"
    every = [row[spoken] for row in rows]
    twice = {name for name in every if every.count(name) > 1} if len(set(every)) < len(every) else set()
    options = [Option(row["code"], _named(row, row[spoken] in twice)) for row in rows]
    return sorted(options, key=lambda option: say(option.words).casefold()), _spots(rows)


def _named(row: Row, is_one_of_several: bool) -> Name:
    """The name, and what stands above it where several have the same name."""
    if not is_one_of_several or row["above_kk"] is None:
        return Name(row["name_kk"], row["name_ru"])
    return Name(f"{row['name_kk']} ({row['above_kk']})", f"{row['name_ru']} ({row['above_ru']})")


def _spots(rows: list[Row]) -> dict[str, Spot]:
    return {row["code"]: (row["latitude"], row["longitude"]) for row in rows if row["latitude"] is not None}


async def locality_name(act: Act, kept: str | None) -> Name | None:
    """The name of a kept locality: from the classifier, or as it was typed."""
    if kept is None:
        return None
    row = await act.tx.place_by_code(code=kept) if kept.isdecimal() else None
    return Name(row["name_kk"], row["name_ru"]) if row else Name(kept, kept)


async def place_words(act: Act, region: str, district: str, kept: str | None) -> Html:
    """A place as people read it: region, district, locality."""
    names = (places().name(region), places().name(district), await locality_name(act, kept))
    return Html(", ".join(say(name) for name in names if name is not None))
