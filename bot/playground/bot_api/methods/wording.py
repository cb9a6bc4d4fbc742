"""What a bot's message says: text or caption with entities, link preview, buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.playground.bot_api.methods.call import Call
from bot.playground.bot_api.methods.parameters import Parameters
from bot.playground.telegram.errors import bad_request
from bot.playground.telegram.text import html_parser, utf16
from bot.playground.telegram.text.entities import CAPTION_LIMIT, TEXT_LIMIT, finish, given
from bot.playground.telegram.text.tdlib import Entity

DATA_LIMIT = 64
"""Bytes of callback data."""

_ACTIONS = (
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query"),
    *("switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game"),
    *("pay",),
)


def text_of(call: Call) -> dict[str, Any]:
    """Return the text of a message with its entities.

    Raises:
        ApiError: It is empty or too long, or cannot be parsed.
    """
    if not call.text("text"):
        raise bad_request("message text is empty")
    words, entities = parsed(call.text("text"), call.text("parse_mode"), call.objects("entities"))
    if not words:
        raise bad_request("text must be non-empty")
    if utf16.length(words) > TEXT_LIMIT:
        raise bad_request("message is too long")
    entities = _introduced(call, entities)
    options = call.object("link_preview_options")
    shown = {"text": words} | ({"entities": entities} if entities else {})
    return shown | ({"link_preview_options": dict(options.values)} if options else {})


def _introduced(call: Call, entities: list[Entity]) -> list[Entity]:
    """Show who is mentioned as Telegram does: as a whole user; somebody it does not know is not mentioned."""
    mentioned = [call.telegram.account(entity["user"]["id"]) if "user" in entity else None for entity in entities]
    return [
        {**entity, "user": account.as_user()} if account else entity
        for entity, account in zip(entities, mentioned, strict=True)
        if account or "user" not in entity
    ]


def caption_of(given_by: Parameters) -> dict[str, Any]:
    """Return the caption of a file with its entities, or nothing where there is none.

    Raises:
        ApiError: It is too long, or cannot be parsed.
    """
    entities = given_by.objects("caption_entities")
    words, entities_kept = parsed(given_by.text("caption"), given_by.text("parse_mode"), entities)
    if utf16.length(words) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return ({"caption": words} if words else {}) | ({"caption_entities": entities_kept} if entities_kept else {})


def parsed(text: str, mode: str, entities: Sequence[Parameters] = ()) -> tuple[str, list[Entity]]:
    """Return a text and its entities, by markup or as the bot named them."""
    if mode.lower() == "html":
        return finish(*html_parser.parse(text))
    if mode and mode.lower() != "none":
        raise bad_request("unsupported parse_mode")
    return finish(text, given([_entity(entity) for entity in entities], text))


def keyboard_of(call: Call) -> dict[str, Any] | None:
    """Return the inline keyboard that a call names; other keyboards are no part of a message.

    Raises:
        ApiError: A button does nothing, or its data is too long.
    """
    markup = call.object("reply_markup")
    if markup is None or "inline_keyboard" not in markup.values:
        return None
    rows = [
        [_button(button) for button in Parameters({"row": row}).objects("row")]
        for row in markup.array("inline_keyboard") or []
    ]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _entity(entity: Parameters) -> Entity:
    """Return an entity with the types that it has to have."""
    kept: Entity = {name: entity.text(name) for name in _STRINGS if entity.text(name)}
    user = entity.object("user")
    span = {"offset": entity.integer("offset"), "length": entity.integer("length")}
    return kept | span | ({"user": dict(user.values)} if user else {})


_STRINGS = ("type", "url", "language", "custom_emoji_id")


def _button(button: Parameters) -> dict[str, Any]:
    if not button.text("text"):
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not any(action in button.values for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button.values and not 1 <= len(button.text("callback_data").encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.text("url")
    if "url" in button.values and not html_parser.checked_url(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    strings = {name: button.text(name) for name in ("text", "callback_data", "url") if name in button.values}
    return {name: value for name, value in button.values.items() if value is not None} | strings
