"""Posts to screen: only what a test is about is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.moderation.screening import Author, Earlier, Post, Rules

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ACTING = Rules(watch=False)


def a_post(text: str = "Walking hardly changed.", **facts: Any) -> Post:
    """Return a post of somebody who is neither new nor trusted, in a chat that acts."""
    return Post(**{"text": text, "at": NOW, "author": Author(posts=5), "rules": ACTING} | facts)


def a_newcomer(text: str = "Walking hardly changed.", **facts: Any) -> Post:
    return a_post(text, **{"author": Author()} | facts)


def after(*seconds_ago: float, text: str = "and then", posts: int = 5, **facts: Any) -> Author:
    """Return an author who posted so many seconds ago."""
    earlier = (Earlier(NOW - timedelta(seconds=seconds), text, **facts) for seconds in seconds_ago)
    return Author(posts=posts, recent=tuple(earlier))


def rules(**wishes: Any) -> Rules:
    return replace(ACTING, **wishes)
