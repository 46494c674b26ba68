"""What is said of digital signatures is said of all of them, and the settings they need (R-51, R-55)."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.handlers.signatures import ENDED, FLAWS
from bot.settings import Settings, explain
from playground.authority import roots
from playground.bot_process import DATA_KEY, TOKEN
from usecases.ports import Flaw


def test_every_flaw_has_words() -> None:
    assert set(FLAWS) == set(Flaw)
    assert set(ENDED) == {"cancelled", "expired", "refused"}


def wrong(**given: str) -> str:
    """What is said of these settings."""
    with pytest.raises(ValidationError) as error:
        Settings(bot_token=TOKEN, data_key=DATA_KEY, **given)  # type: ignore[arg-type]
    return explain(error.value)


def test_roots_are_read_at_start(tmp_path: Path) -> None:
    """Better a clear word then than a family that cannot sign later."""
    file = tmp_path / "roots.pem"
    assert wrong(eds_roots=str(file)).startswith("EDS_ROOTS cannot be used.")
    file.write_bytes(b"no certificate")
    assert wrong(eds_roots=str(file)).startswith("EDS_ROOTS cannot be used.")
    file.write_bytes(roots())
    settings = Settings(bot_token=TOKEN, data_key=DATA_KEY, eds_roots=f"{file}, {tmp_path}")
    assert settings.eds_roots is not None
    assert wrong(sigex_url="https://sigex.kz").startswith("EDS_ROOTS is needed with SIGEX_URL.")
