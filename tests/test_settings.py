"""Settings: what is accepted, what is refused, and that the token is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import TELEGRAM, Settings

TOKEN = "123456789:AAF-a_secret_of_35_characters"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder without settings around."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "TOKEN",
        "API_URL",
        "DATABASE_URL",
        "RATE_LIMITS",
        "LANGUAGE",
        "FADE_AFTER",
        "SEMANTIC",
        "EMBEDDINGS_URL",
    ):
        monkeypatch.delenv(f"COUNTERPOINT_{name}", raising=False)


def test_a_file_saved_with_a_byte_order_mark_is_read_whole() -> None:
    Path("counterpoint.env").write_bytes(
        b"\xef\xbb\xbfCOUNTERPOINT_LANGUAGE=lt\r\nCOUNTERPOINT_TOKEN=" + TOKEN.encode()
    )
    found = Settings()
    assert (found.language, found.token and found.token.get_secret_value()) == ("lt", TOKEN)


def test_what_holds_when_nothing_is_set() -> None:
    settings = Settings()
    assert settings.token is None
    assert settings.api_url == TELEGRAM
    assert settings.rate_limits == "telegram"
    assert settings.database_url == "sqlite+aiosqlite:///counterpoint.db"


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("api_url", "https://api.telegram.org/", "https://api.telegram.org"),
        ("api_url", "http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("api_url", "http://[::1]:8081/base/", "http://[::1]:8081/base"),
        ("embeddings_url", "http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("embeddings_url", "", None),
        ("semantic", "off", "off"),
        ("database_url", "sqlite+aiosqlite:////srv/c.db", "sqlite+aiosqlite:////srv/c.db"),
        ("language", "be", "be"),
        ("fade_after", "0", 0.0),
        ("fade_after", "86400", 86400.0),
    ],
)
def test_right_values(monkeypatch: pytest.MonkeyPatch, name: str, given: str, value: object) -> None:
    monkeypatch.setenv(f"COUNTERPOINT_{name.upper()}", given)
    assert getattr(Settings(), name) == value


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("api_url", "ftp://example.org"),
        ("embeddings_url", "ftp://example.org"),
        ("semantic", "perhaps"),
        ("api_url", "api.telegram.org"),
        ("api_url", "https://"),
        ("api_url", "http://example.org:port"),
        ("api_url", ""),
        ("database_url", "postgresql+asyncpg://localhost/c"),
        ("database_url", "sqlite:///c.db"),
        ("database_url", "counterpoint.db"),
        ("rate_limits", "on"),
        ("language", "english"),
        ("language", "../en"),
        ("fade_after", "-1"),
        ("fade_after", "86401"),
        ("fade_after", "soon"),
        ("fade_after", "nan"),
    ],
)
def test_wrong_values_are_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, given: str) -> None:
    monkeypatch.setenv(f"COUNTERPOINT_{name.upper()}", given)
    with pytest.raises(ValidationError) as caught:
        Settings()
    (error,) = caught.value.errors(include_input=False)
    assert error["loc"] == (name,)
    assert "input_value" not in str(caught.value)


@pytest.mark.parametrize("url", [TELEGRAM, "https://API.telegram.org/", "http://api.telegram.org:443"])
def test_telegrams_own_pace_cannot_be_switched_off(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("COUNTERPOINT_RATE_LIMITS", "off")
    monkeypatch.setenv("COUNTERPOINT_API_URL", url)
    with pytest.raises(ValidationError, match="COUNTERPOINT_RATE_LIMITS=off is for a Bot API server of your own"):
        Settings()


def test_the_pace_of_a_server_of_ones_own_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOINT_RATE_LIMITS", "off")
    monkeypatch.setenv("COUNTERPOINT_API_URL", "http://127.0.0.1:8081")
    assert Settings().rate_limits == "off"


def test_settings_come_from_a_file_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counterpoint.env").write_text(f"COUNTERPOINT_TOKEN={TOKEN}\nCOUNTERPOINT_LANGUAGE=be\nOTHER=1\n")
    monkeypatch.setenv("COUNTERPOINT_LANGUAGE", "pl")
    settings = Settings()
    assert settings.language == "pl"
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOINT_TOKEN", TOKEN)
    settings = Settings()
    monkeypatch.setenv("COUNTERPOINT_RATE_LIMITS", "off")
    with pytest.raises(ValidationError) as caught:
        Settings()
    with pytest.raises(ValidationError) as frozen:
        settings.token = None
    shown = f"{settings!r} {settings} {settings.model_dump_json()} {caught.value!r} {caught.value} {frozen.value}"
    assert "AAF-a_secret" not in shown


def test_the_example_file_names_only_settings_that_there_are() -> None:
    example = Path(__file__).parent.parent / "config" / "counterpoint.example.env"
    lines = (line.lstrip("# ") for line in example.read_text().splitlines())
    names = {line.partition("=")[0] for line in lines if line.startswith("COUNTERPOINT_")}
    assert names == {f"COUNTERPOINT_{name.upper()}" for name in Settings.model_fields}
