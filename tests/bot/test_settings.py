"""Settings: what the environment may say, and how kindly it is told that it is wrong."""

from __future__ import annotations

import base64
import logging

import pytest
from pydantic import ValidationError

from bot.settings import HOW_TO_MEND, Settings, explain

KEY = base64.b64encode(bytes(range(32))).decode()
TOKEN = "777000:playground"
SECRET = "sixteen-characters"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a newcomer must give."""
    for name in HOW_TO_MEND:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATA_KEY", KEY)


def wrong(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[str]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as error:
        Settings()
    for value in environment.values():
        assert not value or value not in explain(error.value) + str(error.value)
    return explain(error.value).splitlines()


def test_a_token_and_a_key_are_enough() -> None:
    settings = Settings()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///balabaqsha.db"
    assert settings.webhook_url is settings.sms_login is settings.registry_url is None


def test_every_setting_has_its_explanation() -> None:
    assert {name.upper() for name in Settings.model_fields} == set(HOW_TO_MEND)


def test_without_anything_both_needed_ones_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = wrong(monkeypatch, BOT_TOKEN="", DATA_KEY="")
    assert [line.split(".")[0] for line in lines] == ["BOT_TOKEN is not set", "DATA_KEY is not set"]
    assert "@BotFather" in lines[0]
    assert "python -m bot new-key" in lines[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not a token"),
        ("DATA_KEY", "short"),
        ("DATA_KEY", "c2hvcnQ="),
        ("TELEGRAM_API_URL", "ftp://there"),
        ("TELEGRAM_API_URL", "https:///nowhere"),
        ("WEBHOOK_URL", "http://bot.example.kz/hook"),
        ("WEBHOOK_SECRET", "too short"),
        ("WEBHOOK_PORT", "7777777"),
        ("WEBHOOK_PORT", "eighty"),
        ("SMS_URL", "sms.example"),
        ("SMS_SENDER", "LONGER THAN ELEVEN"),
        ("REGISTRY_URL", "relay.example"),
        ("REGISTRY_URL", "http://[::1"),
    ],
)
def test_a_wrong_value_is_named_with_its_mending_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert wrong(monkeypatch, **{name: value}) == [f"{name} cannot be used. {HOW_TO_MEND[name]}"]


@pytest.mark.parametrize(
    ("given", "value", "lacking"),
    [
        ("WEBHOOK_URL", "https://bot.example.kz/hook", "WEBHOOK_SECRET"),
        ("SMS_LOGIN", "akimat-login", "SMS_PASSWORD"),
        ("SMS_PASSWORD", "hidden-word", "SMS_LOGIN"),
        ("REGISTRY_URL", "https://gateway.example.kz", "REGISTRY_TOKEN"),
        ("REGISTRY_TOKEN", "hidden-token", "REGISTRY_URL"),
    ],
)
def test_what_belongs_together_is_asked_for_together(
    monkeypatch: pytest.MonkeyPatch, given: str, value: str, lacking: str
) -> None:
    (line,) = wrong(monkeypatch, **{given: value})
    assert line == f"{lacking} is needed with {given}. {HOW_TO_MEND[lacking]}"


def test_several_faults_have_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = wrong(monkeypatch, SMS_LOGIN="akimat-login", REGISTRY_TOKEN="hidden-token")
    assert [line.split()[0] for line in lines] == ["SMS_PASSWORD", "REGISTRY_URL"]


def test_everything_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "TELEGRAM_API_URL": "http://127.0.0.1:8080/",
        "WEBHOOK_URL": "https://bot.example.kz/hook",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": "8443",
        "SMS_LOGIN": "login",
        "SMS_PASSWORD": "hidden-word",
        "SMS_SENDER": "BALABAQSHA",
        "REGISTRY_URL": "http://gateway.local/registry",
        "REGISTRY_TOKEN": "hidden-token",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.telegram_api_url == "http://127.0.0.1:8080"
    assert settings.webhook_port == 8443


def test_a_webhook_on_loopback_needs_no_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9000/hook")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    assert Settings().webhook_url == "http://127.0.0.1:9000/hook"


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("SMS_LOGIN", "login")
    monkeypatch.setenv("SMS_PASSWORD", "hidden-word")
    monkeypatch.setenv("REGISTRY_URL", "https://gateway.example.kz")
    monkeypatch.setenv("REGISTRY_TOKEN", "hidden-token")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    settings = Settings()
    logging.getLogger().warning("%s %r", settings, settings)
    for secret in (TOKEN, KEY, SECRET, "hidden-word", "hidden-token"):
        assert secret not in f"{settings} {settings!r} {settings.model_dump_json()}" + caplog.text
