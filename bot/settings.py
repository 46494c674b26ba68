"""Everything the bot is told by its environment, checked once at start.

`explain` turns what is wrong into one line per variable, saying how to mend it. It never repeats a
value: half of them are secrets, and a start-up error ends in a log.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateways.cms.certificates import Trust, load
from storage.seal import BadKey, Keys

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

HOW_TO_MEND = {
    "BOT_TOKEN": "Give the token that @BotFather gave you, digits, a colon and letters.",
    "TELEGRAM_API_URL": "Leave it out, or give the http(s) address of your own Bot API server.",
    "DATABASE_URL": "Give sqlite:///relative.db or sqlite:////absolute/path.db.",
    "WEBHOOK_URL": "Give the public https:// address for Telegram to call, or none to poll.",
    "WEBHOOK_SECRET": "Give 16 to 256 characters of A-Z, a-z, 0-9, _ and -, chosen at random.",
    "WEBHOOK_HOST": "Give the address to listen on, such as 127.0.0.1.",
    "WEBHOOK_PORT": "Give the port to listen on, a number from 1 to 65535.",
    "SMS_URL": "Leave it out for smsc.kz, or give the http(s) address that speaks its dialect.",
    "SMS_LOGIN": "Give the login of the smsc.kz account.",
    "SMS_PASSWORD": "Give the password of the smsc.kz account.",
    "SMS_SENDER": "Leave it out, or give the name registered with smsc.kz, at most 11 characters.",
    "REGISTRY_URL": "Give the http(s) address of the register gateway.",
    "REGISTRY_TOKEN": "Give the bearer token of the register gateway.",
    "EDS_ROOTS": "Give files or folders with the root certificates that digital signatures must lead to, PEM or DER,"
    " separated by commas; certificates between the roots and people may stand beside them.",
    "EDS_OCSP_URL": "Leave it out for the national responder, or give the http(s) address of another.",
    "SIGEX_URL": "Leave it out, or give https://sigex.kz for signing on the phone with eGov Mobile.",
    "CLAMAV_HOST": "Leave it out, or give the host of a clamd that scans documents for viruses.",
    "CLAMAV_PORT": "Give the port of clamd, a number from 1 to 65535.",
    "HEALTH_HOST": "Leave it out for 127.0.0.1, or give the address on which /healthz and /metrics are to answer.",
    "HEALTH_PORT": "Leave it out, or give the port for /healthz and /metrics, a number from 1 to 65535.",
    "LETTERS_PER_SECOND": "Leave it out for 25, or give a whole number from 1 to 1000, as Telegram allows your bot.",
    "DATA_KEY": "Make one with `python -m bot new-key` and keep it safe: without it the stored data"
    " cannot be read. Older keys may follow the new one after commas.",
}

NEEDED_WITH = {
    "WEBHOOK_SECRET": "WEBHOOK_URL",
    "SMS_LOGIN": "SMS_PASSWORD",
    "SMS_PASSWORD": "SMS_LOGIN",
    "REGISTRY_URL": "REGISTRY_TOKEN",
    "REGISTRY_TOKEN": "REGISTRY_URL",
    "EDS_ROOTS": "SIGEX_URL",
}


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not an http(s) address")
    return url.rstrip("/")


def _public(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("Telegram calls https addresses only")
    return _http(url)


def _like(pattern: str) -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError("not of the right shape")
        return secret

    return AfterValidator(check)


def _readable_key(secret: SecretStr) -> SecretStr:
    try:
        Keys.parse(secret.get_secret_value())
    except BadKey:
        raise ValueError("not a key") from None
    return secret


def _certificates(paths: str) -> str:
    try:
        Trust(load(certificate_files(paths)))
    except OSError:
        raise ValueError("not readable") from None
    return paths


def certificate_files(paths: str) -> list[Path]:
    """The files and folders of EDS_ROOTS."""
    return [Path(each.strip()) for each in paths.split(",") if each.strip()]


HttpUrl = Annotated[str, AfterValidator(_http)]
PublicUrl = Annotated[str, AfterValidator(_public)]
BotToken = Annotated[SecretStr, _like(r"\d+:[A-Za-z0-9_-]+")]
WebhookSecret = Annotated[SecretStr, _like(r"[A-Za-z0-9_-]{16,256}")]
DataKey = Annotated[SecretStr, AfterValidator(_readable_key)]


class Settings(BaseSettings):
    """The bot's settings; each is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, frozen=True, hide_input_in_errors=True, validate_default=True
    )

    bot_token: BotToken
    data_key: DataKey
    telegram_api_url: HttpUrl = "https://api.telegram.org"
    database_url: str = "sqlite:///balabaqsha.db"

    webhook_url: PublicUrl | None = None
    webhook_secret: WebhookSecret | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)

    sms_url: HttpUrl = "https://smsc.kz/sys/send.php"
    sms_login: str | None = None
    sms_password: SecretStr | None = None
    sms_sender: str | None = Field(default=None, max_length=11)

    registry_url: HttpUrl | None = None
    registry_token: SecretStr | None = None

    eds_roots: Annotated[str, AfterValidator(_certificates)] | None = None
    eds_ocsp_url: HttpUrl = "http://ocsp.pki.gov.kz"
    sigex_url: HttpUrl | None = None

    clamav_host: str | None = None
    clamav_port: int = Field(default=3310, ge=1, le=65535)

    health_host: str = "127.0.0.1"
    health_port: int | None = Field(default=None, ge=1, le=65535)
    letters_per_second: int = Field(default=25, ge=1, le=1000)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {name.upper() for name, value in self if value}
        lacking = [need for need, of in NEEDED_WITH.items() if of in given and need not in given]
        if lacking:
            raise PydanticCustomError("lacking", "settings are lacking", {"names": lacking})
        return self


def explain(error: ValidationError) -> str:
    """One line per wrong variable: its name and how to mend it; never a value."""
    return "\n".join(line for problem in error.errors() for line in _lines(problem))


def _lines(problem: ErrorDetails) -> list[str]:
    if problem["type"] == "lacking":
        names: list[str] = problem["ctx"]["names"]
        return [_line(name, f"is needed with {NEEDED_WITH[name]}") for name in names]
    name = str(problem["loc"][0]).upper()
    return [_line(name, "is not set" if problem["type"] == "missing" else "cannot be used")]


def _line(name: str, what: str) -> str:
    return f"{name} {what}. {HOW_TO_MEND[name]}"
