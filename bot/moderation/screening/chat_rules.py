"""The rules of a chat's screening: the usual ones, and what its moderators have chosen otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.moderation.sanctions.ladder import within
from bot.moderation.screening import Rules
from bot.moderation.screening.blocklist import Blocklist, blocklist, entry
from bot.moderation.screening.post import CHECK_NAMES
from bot.texts import Refusal
from storage.chat_settings import ChatSettings, Screening

BOUNDS: Mapping[str, tuple[int, int]] = {
    "flood_posts": (2, 100),
    "flood_seconds": (1, 600),
    "repeats": (2, 20),
    "repeat_seconds": (10, 3600),
    "newcomer_posts": (0, 100),
    "trusted_posts": (1, 1000),
    "trusted_approved": (1, 100),
    "mentions": (2, 50),
}
"""The least and the most of each number that a chat may choose."""


def rules_of(chosen: ChatSettings) -> Rules:
    """Return the rules of a chat.

    Args:
        chosen: Its settings. `checks` may hold any number of `BOUNDS`, and under `off` the names of checks; the rest
            is passed over.
    """
    return Rules(
        checks=CHECK_NAMES.difference(_off(chosen.checks)),
        watch=chosen.screening is not Screening.ON,
        blocklist=_words(chosen.blocklist),
        **within(BOUNDS, chosen.checks),
    )


def _off(checks: Mapping[str, Any]) -> Iterable[str]:
    off = checks.get("off", ())
    return [name for name in off if isinstance(name, str)] if isinstance(off, list) else ()


def _words(entries: Iterable[str]) -> Blocklist:
    """Return the words that a chat does not want; an entry that cannot be looked for is passed over."""
    return blocklist(word for word in map(_entry, entries) if word)


def _entry(text: str) -> str:
    try:
        return entry(text)
    except Refusal:
        return ""
