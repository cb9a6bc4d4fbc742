"""Countering without a command: a button in the group, words in private, and a card whose writer nobody knows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from storage.chats import Premoderation
from tests.scenarios.debating import WALKING, asked, buttons, premoderate, presses
from tests.town import Town, labels, text_of

ASKS = "What would you say against it?"


async def follows(town: Town, person: PlaygroundPerson, message: Message, label: str) -> Message:
    """Let somebody press a button that leads into private and go there; return what the bot says there last."""
    said = await presses(town, person, message, label)
    return await starts(town, person, str(said["url"]))


async def starts(town: Town, person: PlaygroundPerson, link: str) -> Message:
    """Let somebody follow a link to the bot, and return what it says there last."""
    (word,) = parse_qs(urlsplit(link).query)["start"]
    return await writes(town, person, f"/start {word}")


async def writes(town: Town, person: PlaygroundPerson, words: str, **more: object) -> Message:
    """Let somebody write in private, and return what the bot says then, last."""
    return (await town.says(person, town.telegram.private(person), words, **more))[-1]


async def drafted(town: Town, person: PlaygroundPerson, words: str, *, on: Message | None = None) -> Message:
    """Let somebody counter an answer in private up to the preview, and return that."""
    await follows(town, person, on or await asked(town), "Counter this")
    return await writes(town, person, words)


def cards(town: Town) -> list[Message]:
    """Return the cards of the group."""
    return [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("#")]


async def test_a_button_words_and_post_make_a_card_without_a_command(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)
    before = len(town.cast.group.messages)

    prompt = await follows(town, town.cast.mara, answer, "Counter this")
    assert text_of(prompt).startswith("¶ 7\n“Most of the new riders")
    assert text_of(prompt).endswith(ASKS)
    preview = await writes(town, town.cast.mara, WALKING)
    assert labels(preview) == ["Post", "Change", "Cancel"]
    assert WALKING in text_of(preview)
    assert len(town.cast.group.messages) == before
    await town.restart()
    await town.press(town.cast.mara, preview, "Post")

    (card,) = cards(town)
    assert text_of(card).startswith("#1 · counterpoint to ¶ 7 “")
    assert card.reply_to is answer
    assert len(town.cast.group.messages) == before + 1
    assert [one["text"] for one in buttons(card)] == ["Agree", "Disagree", "Pass", "Rebut", "Support"]
    assert text_of(preview) == "#1 is in The reading group now, from a participant."
    assert buttons(preview)[-1] == {"text": "To the card", "url": f"https://t.me/c/1000000001/{card.id}"}
