"""What the cards of the queue show of messages: every one of a person, as it is now, and whether it still stands."""

from __future__ import annotations

import pytest
from sqlmodel import update

from bot.playground.telegram.chats import Message
from storage.chat_settings import Screening
from storage.reviews import Review
from storage.screening import lessons
from tests.scenarios.debating import crowd
from tests.scenarios.moderating import log
from tests.scenarios.moderating_queue import LINK, cards, meets, picture, private, screened, writes
from tests.town import Town, text_of

SCAM = "Then look here: https://scam.example/offer"
COINS = "Buy coins"


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    await screened(town, Screening.ON, blocklist=["coins"])
    return town


def forwarded(town: Town) -> list[Message]:
    """Return what Vera has forwarded in private."""
    return [one for one in town.from_bot(private(town, town.cast.vera)) if one.forward_origin]


async def test_a_ban_takes_the_later_message_too_that_stood(town: Town) -> None:
    first = await writes(town, town.cast.mara, COINS)
    second = await writes(town, town.cast.mara, SCAM)
    (card,) = cards(town, town.cast.vera)
    assert [first.is_deleted, second.is_deleted] == [True, False]
    assert f"Then “{SCAM}”" in text_of(card)
    assert "One of 2 still stands." in text_of(card)
    await town.press(town.cast.vera, card, "Ban")
    assert second.is_deleted
    assert f"Then “{SCAM}” (deleted)" in text_of(card)
    assert "Both are deleted." in text_of(card)


async def test_a_later_message_that_is_deleted_is_on_the_card_and_in_the_log(town: Town) -> None:
    honest = "An honest word about coins in the article, long thought"
    await writes(town, town.cast.mara, LINK)
    assert (await writes(town, town.cast.mara, honest)).is_deleted
    (card,) = cards(town, town.cast.vera)
    assert f"Then “{honest}” (deleted)" in text_of(card)
    assert "“coins” is on this chat's blocklist." in text_of(card)
    assert "One of 2 still stands." in text_of(card)
    (entry,) = await log(town)
    assert (entry.action, entry.reason) == ("delete", "“coins” is on this chat's blocklist")


async def test_an_edited_message_is_shown_and_learnt_as_it_is_now(town: Town) -> None:
    message = await writes(town, town.cast.mara, LINK)
    town.telegram.edit(town.cast.mara, message, "Buy coins now")
    await town.settle()
    assert message.is_deleted
    (card,) = cards(town, town.cast.vera)
    assert "Buy coins now" in text_of(card)
    assert "I deleted it." in text_of(card)
    await town.press(town.cast.vera, card, "Ban")
    async with town.database.read() as session:
        assert await lessons(session, 1) == [("Buy coins now", True)]


@pytest.mark.parametrize("label", ["Warn", "Mute", "Ban"])
async def test_nothing_stands_any_more_after_a_decision(town: Town, label: str) -> None:
    await writes(town, town.cast.mara, LINK)
    (card,) = cards(town, town.cast.vera)
    assert "It still stands." in text_of(card)
    await town.press(town.cast.vera, card, label)
    assert "It is deleted." in text_of(card)
    await town.press(town.cast.vera, card, "Undo")
    assert "It is deleted." in text_of(card)


async def test_a_long_row_of_messages_shows_the_newest(town: Town) -> None:
    for place in range(8):
        await writes(town, town.cast.mara, f"{COINS}, the {place}. time")
        await town.advance(seconds=20)
    (card,) = cards(town, town.cast.vera)
    assert "3 more messages of theirs." in text_of(card)
    assert [place for place in range(8) if f"the {place}. time" in text_of(card)] == [0, 4, 5, 6, 7]
    assert "All 8 are deleted." in text_of(card)


async def test_later_pictures_are_forwarded_before_they_are_deleted(town: Town) -> None:
    await writes(town, town.cast.mara, COINS)
    for place in range(12):
        shown = picture(town, town.cast.mara, f"My holiday, coins included, {place}")
        await town.settle()
        assert shown.is_deleted
        await town.advance(seconds=20)
    assert len(forwarded(town)) == 10
    (card,) = cards(town, town.cast.vera)
    assert "2 pictures or files were deleted before I could forward them." in text_of(card)


async def test_in_a_rush_pictures_are_saved_and_shown_with_the_card_from_the_list(town: Town) -> None:
    for person in crowd(town, 25):
        picture(town, person, COINS)
    await town.settle()
    await town.advance(seconds=60)
    assert len(cards(town, town.cast.vera)) == 5
    assert len(forwarded(town)) == 20
    (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    await town.press(town.cast.vera, shown, "8")
    again, card = town.from_bot(private(town, town.cast.vera))[-2:]
    assert again.forward_origin
    assert "I deleted it." in text_of(card)
    for _ in range(3):
        await town.press(town.cast.vera, shown, "›")
    await town.press(town.cast.vera, shown, "25")
    *_, before, card = town.from_bot(private(town, town.cast.vera))
    assert not before.forward_origin
    assert "A picture or file was deleted before I could forward it." in text_of(card)


async def test_an_entry_of_an_older_version_opens_and_is_decided(town: Town) -> None:
    first, second = await writes(town, town.cast.mara, LINK), await writes(town, town.cast.mara, SCAM)
    old = {"check": "link", "action": "hold", "reasons": [], "media": False, "done": "standing"}
    async with town.database.write() as session:
        await session.exec(update(Review).values(evidence={**old, "messages": [first.id, second.id]}))
    (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    await town.press(town.cast.vera, shown, "1")
    card = town.from_bot(private(town, town.cast.vera))[-1]
    assert "Then one without words\nBoth still stand." in text_of(card)
    await town.press(town.cast.vera, card, "Ban")
    assert [first.is_deleted, second.is_deleted] == [True, True]


async def reported(town: Town, message: Message) -> Message:
    for person in (town.cast.jonas, town.cast.ana):
        await writes(town, person, "/report", reply_to=message)
    return cards(town, town.cast.vera)[-1]


async def test_a_reported_picture_with_harmless_words_is_forwarded(town: Town) -> None:
    shown = picture(town, town.cast.mara, "harmless words")
    await town.settle()
    card = await reported(town, shown)
    assert len(forwarded(town)) == 1
    await town.press(town.cast.vera, card, "Warn")
    assert shown.is_deleted
    assert "It is deleted." in text_of(card)
    await town.press(town.cast.vera, card, "Undo")
    (listed,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    await town.press(town.cast.vera, listed, "1")
    assert len(forwarded(town)) == 2


async def test_of_a_reported_album_the_card_says_that_the_others_stay(town: Town) -> None:
    pictures = [picture(town, town.cast.mara, "ugly" if not place else "", "9") for place in range(3)]
    await town.settle()
    card = await reported(town, pictures[0])
    assert "It is one of several pictures that were sent together. I know only this one" in text_of(card)


async def test_where_the_bot_only_watches_nothing_is_called_dealt_with(town: Town) -> None:
    await screened(town, Screening.WATCH, blocklist=["coins"])
    await writes(town, town.cast.mara, COINS)
    (shown,) = await town.says(town.cast.vera, private(town, town.cast.vera), "/queue")
    assert "1. Spam? I only watch · Mara: “Buy coins”" in text_of(shown)
    await writes(town, town.cast.mara, f"{COINS} again")
    assert "I only watch here. Both still stand." in text_of(cards(town, town.cast.vera)[0])


async def test_what_is_decided_in_a_topic_is_announced_in_it(town: Town) -> None:
    forum, (topic, *_) = town.cast.forum, town.cast.forum.topics
    await town.says(town.cast.mara, forum, "/help", thread=topic)
    message = town.telegram.say(town.cast.mara, forum, "rude words", thread=topic)
    await town.settle()
    for person in (town.cast.jonas, town.cast.ana):
        await town.says(person, forum, "/report", thread=topic, reply_to=message)
    await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Warn")
    said = town.from_bot(forum)[-1]
    assert text_of(said).startswith("Warned Mara")
    assert said.thread == topic
