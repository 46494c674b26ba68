"""What the bot says about itself before anybody has pressed Start."""

import asyncio

from tests.conversations.harness import Json, World

COMMANDS = ["menu", "status", "language", "help", "cancel"]


async def shown(world: World) -> Json:
    """The bot's profile, once it has been published."""
    while not (bot := (await world.get("/sim/state"))["bot"])["short_description"].get("ru"):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    profile: Json = bot
    return profile


async def test_commands_and_descriptions_speak_both_languages(world: World) -> None:
    """R-73."""
    async with asyncio.timeout(10):
        bot = await shown(world)
    assert all([each["command"] for each in bot["commands"][code]] == COMMANDS for code in ("", "kk", "ru"))
    assert [each["description"] for each in bot["commands"]["kk"]][:3] == ["Мәзір", "Өтініштерімнің жайы", "Тіл"]
    assert [each["description"] for each in bot["commands"]["ru"]][:3] == ["Меню", "Что с моими заявлениями", "Язык"]
    assert "ваучер кезегінен ай сайынғы табельге дейін" in bot["description"]["kk"]
    assert "от очереди на ваучер до ежемесячного табеля" in bot["description"]["ru"]
    assert bot["description"][""] == f"{bot['description']['kk']}\n\n{bot['description']['ru']}"
