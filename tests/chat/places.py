"""Where somebody's words and links can stand in a message, by the field that brings them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.chat.updates import CHANNEL

Content = dict[str, Any]
FILE = {"file_id": "F", "file_unique_id": "U"}
SHOP = "pearls.lt/buy"


def _shown(field: str, words: str, name: str) -> Content:
    """Return a text with the shop's address, where it stands in it, as Telegram shows it."""
    entity = {"type": "url", "offset": words.find(SHOP), "length": len(SHOP)}
    return {field: words} | ({name: [entity]} if SHOP in words else {})


def _named(kind: str, field: str = "file_name") -> Callable[[str], Content]:
    return lambda words: {kind: {**FILE, field: words}}


PLACES: Mapping[str, Callable[[str], Content]] = {
    "text": lambda words: _shown("text", words, "entities"),
    "caption": lambda words: {"photo": [FILE], **_shown("caption", words, "caption_entities")},
    "rich_message": lambda words: {
        "rich_message": {
            "blocks": [
                {"type": "heading", "size": 1, "text": "News"},
                {
                    "type": "details",
                    "summary": "More",
                    "blocks": [{"type": "table", "cells": [[{"text": [_rich(words)]}]]}],
                },
            ]
        }
    },
    "poll": lambda words: {
        "poll": {"question": "Which?", "options": [{"text": "No"}, _shown("text", words, "text_entities")]}
    },
    "checklist": lambda words: {
        "checklist": {"title": "To do", "tasks": [{"id": 1, **_shown("text", words, "text_entities")}]}
    },
    "checklist_tasks_added": lambda words: {
        "checklist_tasks_added": {"tasks": [{"id": 2, **_shown("text", words, "text_entities")}]}
    },
    "poll_option_added": lambda words: {
        "poll_option_added": {"option_persistent_id": "x", **_shown("option_text", words, "option_text_entities")}
    },
    "contact": lambda words: {"contact": {"first_name": "Ona", "last_name": words, "phone_number": "+370 600"}},
    "document": _named("document"),
    "audio": _named("audio", "performer"),
    "video": _named("video"),
    "animation": _named("animation"),
    "venue": lambda words: {"venue": {"title": words, "address": "Mill Street", "location": {}}},
    "game": lambda words: {"game": {"title": "Pearls", **_shown("text", words, "text_entities"), "photo": []}},
    "invoice": lambda words: {"invoice": {"title": words, "description": "Ten of them"}},
    "giveaway": lambda words: {"giveaway": {"chats": [], "prize_description": words}},
    "giveaway_winners": lambda words: {"giveaway_winners": {"chat": {}, "prize_description": words}},
    "paid_media": lambda words: {
        "paid_media": {"paid_media": [{"type": "video", "video": {**FILE, "file_name": words}}]}
    },
    "story": lambda words: {"story": {"id": 1, "chat": {**CHANNEL, "title": words}}},
    "forward_origin": lambda words: {
        "text": "Look",
        "forward_origin": {"type": "channel", "chat": {**CHANNEL, "title": words}, "message_id": 1},
    },
    "external_reply": lambda words: {
        "text": "Look",
        "external_reply": {"origin": {"type": "hidden_user", "sender_user_name": "x"}},
        "quote": {"position": 0, **_shown("text", words, "entities")},
    },
    "reply_markup": lambda words: {
        "text": "Look",
        "reply_markup": {"inline_keyboard": [[{"text": words, "url": f"https://{SHOP}"}]]},
    },
}
"""Contents with such words, which are a text or hold the shop's address."""
SILENT = frozenset({"dice", "live_photo", "location", "photo", "sticker", "video_note", "voice"})
"""Kinds that show nobody's words but a caption."""
TELLS_LINKS = frozenset(
    {"text", "caption", "rich_message", "poll", "checklist", "checklist_tasks_added", "poll_option_added", "contact"}
    | {"audio", "game", "external_reply", "reply_markup"}
)
"""Where an address is a link: Telegram shows it as one, or somebody's own names are looked through."""


def _rich(words: str) -> Any:
    return {"type": "url", "text": words, "url": f"https://{SHOP}"} if SHOP in words else words
