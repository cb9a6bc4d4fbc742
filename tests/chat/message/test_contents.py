"""All that a message says, wherever Telegram shows it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.message.contents import JSON, contents
from tests.chat.updates import CHANNEL, GROUP, a_message, entity

WANTED = "cheap pearls"
SHOP = "https://pearls.example/buy"
AT_WORDS = entity("url", 0, len(SHOP))


@pytest.mark.parametrize(
    "part",
    [
        {"caption": WANTED, "photo": []},
        {"poll": {"question": WANTED, "options": []}},
        {"poll": {"question": "?", "options": [{"text": "no"}, {"text": WANTED}]}},
        {"poll": {"question": "?", "options": [], "explanation": WANTED}},
        {"poll": {"question": "?", "options": [], "description": WANTED}},
        {"checklist": {"title": WANTED, "tasks": []}},
        {"checklist": {"title": "To do", "tasks": [{"id": 1, "text": WANTED}]}},
        {"contact": {"phone_number": "+1", "first_name": "Ann", "last_name": WANTED}},
        {"document": {"file_id": "a", "file_name": WANTED}},
        {"audio": {"file_id": "a", "title": WANTED}},
        {"video": {"file_id": "a", "file_name": WANTED}},
        {"venue": {"title": "Here", "address": WANTED}},
        {"game": {"title": WANTED, "description": "", "photo": []}},
        {"invoice": {"title": "x", "description": WANTED}},
        {"forward_origin": {"type": "channel", "chat": {**CHANNEL, "title": WANTED}}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": WANTED}},
        {"quote": {"text": WANTED}, "external_reply": {"origin": {"type": "hidden_user", "sender_user_name": "x"}}},
        {"external_reply": {"chat": {**CHANNEL, "title": WANTED}}},
        {"external_reply": {"poll": {"question": WANTED, "options": []}}},
        {"reply_markup": {"inline_keyboard": [[{"text": WANTED, "url": SHOP}]]}},
        {
            "rich_message": {
                "blocks": [{"type": "list", "items": [{"text": ["so ", {"type": "bold", "text": WANTED}]}]}]
            }
        },
    ],
    ids=lambda part: "-".join(part),
)
def test_words_are_found_wherever_they_are_shown(part: JSON) -> None:
    assert any(WANTED in said for said in contents(a_message("Look", **part)).words)


@pytest.mark.parametrize(
    "part",
    [
        {"text": SHOP, "entities": [AT_WORDS]},
        {"text": "pearls", "entities": [{**entity("text_link", 0, 6), "url": SHOP}]},
        {"caption": SHOP, "caption_entities": [AT_WORDS]},
        {"poll": {"question": SHOP, "question_entities": [AT_WORDS], "options": []}},
        {"poll": {"question": "?", "options": [{"text": SHOP, "text_entities": [AT_WORDS]}]}},
        {"poll": {"question": "?", "options": [{"text": "a", "media": {"link": {"url": SHOP}}}]}},
        {"checklist": {"title": "a", "tasks": [{"id": 1, "text": SHOP, "text_entities": [AT_WORDS]}]}},
        {"quote": {"text": SHOP, "entities": [AT_WORDS]}, "external_reply": {"origin": {}}},
        {"reply_markup": {"inline_keyboard": [[{"text": "go", "url": SHOP}]]}},
        {"link_preview_options": {"url": SHOP}},
        {"contact": {"phone_number": "+1", "first_name": "Pearls", "last_name": SHOP}},
        {"rich_message": {"blocks": [{"text": {"type": "url", "text": "now", "url": SHOP}}]}},
    ],
    ids=lambda part: "-".join(part),
)
def test_addresses_are_found_wherever_they_are_shown(part: JSON) -> None:
    assert contents(a_message(**{"text": "Look", **part})).links == (SHOP,)


def test_each_task_of_a_long_checklist_is_read() -> None:
    sites = [f"https://pearls.example/{number}" for number in range(30)]
    tasks = [{"id": at, "text": one, "text_entities": [entity("url", 0, len(one))]} for at, one in enumerate(sites, 1)]
    said = contents(a_message(checklist={"title": "To buy", "tasks": tasks}))
    assert (said.words, said.links) == (("To buy", *sites), tuple(sites))


def test_a_quote_of_this_chat_is_not_what_the_person_says() -> None:
    said = contents(a_message("Who wrote that?", quote={"text": WANTED}, reply_to_message=a_message(WANTED)))
    assert said.words == ("Who wrote that?",)


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ({"story": {"id": 1, "chat": CHANNEL}}, CHANNEL["title"]),
        ({"story": {"id": 1, "chat": GROUP}}, None),
        ({"reply_to_story": {"id": 1, "chat": CHANNEL}}, CHANNEL["title"]),
        ({"reply_to_story": {"id": 1, "chat": GROUP}}, None),
        ({"giveaway": {"chats": [GROUP, CHANNEL], "winner_count": 1}}, CHANNEL["title"]),
        ({"giveaway_winners": {"chat": CHANNEL, "winners": []}}, CHANNEL["title"]),
        ({"external_reply": {"origin": {"chat": CHANNEL}, "chat": CHANNEL}}, CHANNEL["title"]),
        ({"external_reply": {"origin": {"type": "hidden_user", "sender_user_name": "x"}}}, None),
    ],
    ids=[
        *("a story", "a story of the group", "a reply to a story", "a reply to one of the group", "a giveaway"),
        *("winners", "a quote of a channel", "a quote of a person"),
    ],
)
def test_what_comes_from_another_chat_names_it(part: JSON, title: str | None) -> None:
    assert contents(a_message("Look", **part)).chat == title


NAMES = ("poll", "question", "options", "text", "entities", "text_entities", "external_reply", "quote", "story", "url")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=6))
def test_whatever_is_of_the_wrong_type_says_nothing_and_breaks_nothing(parts: dict[str, Any]) -> None:
    said = contents(a_message(**{"text": WANTED, **parts}))
    assert all(isinstance(one, str) for one in (*said.words, *said.links, *said.mentions))
