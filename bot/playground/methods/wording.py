"""What a bot's message says: text or caption with entities, link preview, buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground import html, units
from bot.playground.entities import CAPTION_LIMIT, TEXT_LIMIT, finish, given
from bot.playground.errors import bad_request
from bot.playground.methods.call import Call

DATA_LIMIT = 64
"""Bytes of callback data."""

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def text_of(call: Call) -> dict[str, Any]:
    """Return the text of a message with its entities.

    Raises:
        ApiError: It is empty or too long, or cannot be parsed.
    """
    if not call.text("text"):
        raise bad_request("message text is empty")
    words, entities = parsed(call.text("text"), call.text("parse_mode"), call.structure("entities", "entities"))
    if not words:
        raise bad_request("text must be non-empty")
    if units.length(words) > TEXT_LIMIT:
        raise bad_request("message is too long")
    options = call.structure("link_preview_options", "link preview options")
    shown = {"text": words} | ({"entities": entities} if entities else {})
    return shown | ({"link_preview_options": dict(options)} if options else {})


def caption_of(given_by: Mapping[str, Any]) -> dict[str, Any]:
    """Return the caption of a file with its entities, or nothing where there is none.

    Args:
        given_by: Has `caption`, and `parse_mode` or `caption_entities`.

    Raises:
        ApiError: It is too long, or cannot be parsed.
    """
    caption, mode = str(given_by.get("caption") or ""), str(given_by.get("parse_mode") or "")
    words, entities = parsed(caption, mode, given_by.get("caption_entities"))
    if units.length(words) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return ({"caption": words} if words else {}) | ({"caption_entities": entities} if entities else {})


def captioned(call: Call) -> dict[str, Any]:
    """Return the caption that a call names."""
    entities = call.structure("caption_entities", "caption entities")
    return caption_of(
        {"caption": call.text("caption"), "parse_mode": call.text("parse_mode"), "caption_entities": entities}
    )


def parsed(text: str, mode: str, entities: Any = None) -> tuple[str, list[html.Entity]]:
    """Return a text and its entities, by markup or as the bot named them."""
    if mode.lower() == "html":
        return finish(*html.parse(text))
    if mode and mode.lower() != "none":
        raise bad_request("unsupported parse_mode")
    return finish(text, given(entities or [], text))


def keyboard_of(call: Call) -> dict[str, Any] | None:
    """Return the inline keyboard that a call names; other keyboards are no part of a message.

    Raises:
        ApiError: A button does nothing, or its data is too long.
    """
    markup = call.structure("reply_markup", "reply keyboard markup")
    if not isinstance(markup, Mapping) or "inline_keyboard" not in markup:
        return None
    rows = [[_button(button) for button in row] for row in markup["inline_keyboard"]]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Mapping[str, Any]) -> dict[str, Any]:
    if not str(button.get("text") or ""):
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not any(action in button for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not (html.checked_url(str(url)) and re.match(r"(https?|tg|ton)://|[^:]+\.", str(url))):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return {name: value for name, value in button.items() if value is not None}
