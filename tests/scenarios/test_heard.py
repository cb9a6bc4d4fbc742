"""A message is heard whatever it is made of, and what Telegram shows in it is what counts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.telegram.chats import Message
from storage.chats import Premoderation
from tests.scenarios.debating import SHOES, asked, premoderate
from tests.scenarios.moderating import orders
from tests.town import Town, text_of

WORDS = "their shoes by the door"
SITE = "limes.example/why"
DIRECTIONS = str.maketrans("", "", "\u200e\u200f")
"""Marks that keep a sentence in order around a name from right to left, its own among them."""


@pytest.fixture
async def town(town: Town) -> Town:
    await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/start")
    return town


def paragraph(*text: Any) -> dict[str, Any]:
    return {"rich_message": {"blocks": [{"type": "paragraph", "text": list(text)}]}}


async def publish(town: Town, message: Message) -> list[Message]:
    """Let a message arrive, and return what the bot says in its chat."""
    before = set(message.chat.messages)
    town.telegram.publish(message)
    await town.settle()
    return [one for one in town.from_bot(message.chat) if one.id not in before]


def linked(text: str, link: str) -> dict[str, Any]:
    """Return a text in which Telegram shows a link."""
    return {"text": text, "entities": [{"type": "url", "offset": text.index(link), "length": len(link)}]}


async def test_a_long_text_asks_in_private_and_commands_in_the_group(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    private = town.telegram.private(mara)
    (said,) = await publish(town, Message(private, paragraph({"type": "bold", "text": SHOES}), sender=mara))
    assert WORDS in text_of(said)
    command = {"type": "bot_command", "text": "/ask", "bot_command": "/ask"}
    (said,) = await publish(town, Message(group, paragraph(command, ": ", SHOES), sender=mara))
    assert WORDS in text_of(said) or "already" in text_of(said)


async def test_a_reply_that_begins_as_a_question_is_answered_where_the_article_does_and_else_met_with_silence(
    town: Town,
) -> None:
    answer = await asked(town)
    question = "Who paid for the free buses"
    said = [await town.says(town.cast.mara, town.cast.group, one, reply_to=answer) for one in (question, "What a pity")]
    assert [len(one) for one in said] == [1, 0]
    silent = await town.says(town.cast.mara, town.cast.group, "Where do dolphins sleep", reply_to=answer)
    assert silent == []


async def test_a_link_alone_is_no_counterpoint_with_or_without_its_scheme(town: Town) -> None:
    answer = await asked(town)
    content = linked(f"/counter {SITE}", SITE)
    content["entities"].insert(0, {"type": "bot_command", "offset": 0, "length": 8})
    (said,) = await publish(town, Message(town.cast.group, content, sender=town.cast.ana, reply_to=answer))
    assert text_of(said).startswith("A link alone cannot be voted on.")


async def test_a_link_without_its_scheme_is_a_source(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)
    content = linked(f"/counter Walking grew, by the count of May: {SITE}", SITE)
    content["entities"].insert(0, {"type": "bot_command", "offset": 0, "length": 8})
    said = await publish(town, Message(town.cast.group, content, sender=town.cast.ana, reply_to=answer))
    card = next(one for one in said if "Walking grew" in text_of(one))
    assert "Walking grew, by the count of May" in text_of(card)
    assert any(one.get("url") == f"https://{SITE}" for one in card.content["entities"])


async def test_words_picked_that_stand_nowhere_become_no_counterpoint_to_them(town: Town) -> None:
    answer = await asked(town)
    content = {"text": "/counter They walk less.", "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}
    sent = Message(town.cast.group, content, sender=town.cast.ana, reply_to=answer)
    sent.reply_details = {"quote": {"text": "nobody wrote this", "position": 0, "is_manual": True}}
    (said,) = await publish(town, sent)
    assert text_of(said).startswith("The words that you quoted do not stand in the article like this.")


async def test_a_reply_of_buttons_or_nothing_alone_is_met_with_silence_in_the_group(town: Town) -> None:
    answer = await asked(town)
    for blocks in ([], [{"type": "buttons", "buttons": [[{"text": "Buy", "url": "https://limes.example"}]]}]):
        sent = Message(town.cast.group, {"rich_message": {"blocks": blocks}}, sender=town.cast.mara, reply_to=answer)
        assert await publish(town, sent) == []


@pytest.mark.parametrize("name", ["…", "!?#@/", "." * 64, "שלום עולם", "\u200fمرحبا", "\u200b"])
async def test_any_name_is_said_as_it_is(town: Town, name: str) -> None:
    town.cast.jonas.first_name = name
    bad = town.telegram.say(town.cast.jonas, town.cast.group, "Good morning")
    await town.settle()
    (said,) = await town.says(town.cast.vera, town.cast.group, "/warn spam", reply_to=bad)
    told = text_of(said).translate(DIRECTIONS)
    assert told == f"Warned {name.translate(DIRECTIONS)}: spam. First warning in 30 days."


@pytest.mark.parametrize(
    "words", ["To jest nie.to miejsce", "Brali m.in. chleb", "Per. punkt 2.5.1.3 proszę", "Read the README.md first"]
)
async def test_who_wrote_no_link_learns_what_was_taken_for_one(town: Town, words: str) -> None:
    await orders(town, "/lock links")
    sent = town.telegram.say(town.cast.mara, town.cast.group, words)
    (taken,) = sent.content["entities"]
    (said,) = await publish(town, sent)
    assert sent.is_deleted
    link = words[taken["offset"] : taken["offset"] + taken["length"]]
    assert f"Telegram takes {link} for one; with a space after the dot it is none." in text_of(said)


async def test_a_topic_of_the_private_chat_has_the_private_chats_article(town: Town) -> None:
    mara = town.cast.mara
    private = town.telegram.private(mara)
    raw = Message(private, {"text": f"/ask {SHOES}"}, sender=mara).as_json()
    raw |= {"message_id": 501, "date": int(town.clock().timestamp()), "message_thread_id": 7, "is_topic_message": True}
    town.request.calls.clear()
    town.telegram.queues[town.cast.bot.id].add("message", raw)
    await town.settle()
    sent = [params for name, params in town.request.calls if name == "sendMessage"]
    assert [WORDS in one["text"] and str(one["message_thread_id"]) == "7" for one in sent] == [True]


async def test_an_answer_among_a_channels_direct_messages_names_their_topic(town: Town) -> None:
    mara = town.cast.mara
    chat = {"id": -1_000_000_700, "type": "supergroup", "title": "Letters", "is_direct_messages": True}
    raw = Message(town.cast.group, {"text": "/help"}, sender=mara).as_json()
    raw |= {
        "message_id": 9,
        "date": int(town.clock().timestamp()),
        "chat": chat,
        "direct_messages_topic": {"topic_id": 3},
    }
    town.request.calls.clear()
    town.telegram.queues[town.cast.bot.id].add("message", raw)
    await town.settle()
    sent = [params for name, params in town.request.calls if name == "sendMessage"]
    assert {str(one.get("direct_messages_topic_id")) for one in sent} == {"3"}
