"""Telegram's HTML parse mode, read by Telegram's own code."""

from __future__ import annotations

from html import escape

from bot.playground.telegram.errors import ApiError, bad_request
from bot.playground.telegram.text import tdlib
from bot.playground.telegram.text.tdlib import Entity


def parse(markup: str) -> tuple[str, list[Entity]]:
    """Return the text of Telegram HTML and its entities, offsets in UTF-16 units.

    Raises:
        ApiError: With Telegram's sentence about what cannot be parsed.
    """
    try:
        return tdlib.parse_html(markup)
    except tdlib.TdlibError as error:
        raise unparsable(str(error).removeprefix("Can't parse entities: ")) from None


def checked_url(href: str) -> str:
    """Return the address of a link as Telegram would store it, or nothing where it is no address."""
    _, entities = parse(f'<a href="{escape(href)}">x</a>') if href else ("", [])
    return next((str(entity.get("url", href)) for entity in entities), "")


def unparsable(why: str) -> ApiError:
    """Refuse markup or entities."""
    return bad_request(f"can't parse entities: {why}")
