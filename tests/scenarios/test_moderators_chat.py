"""Moderators who read in a chat of their own: cards, list and decisions there."""

from __future__ import annotations

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from storage.chat_settings import Screening
from tests.scenarios.moderating import log, status
from tests.scenarios.moderating_queue import LINK, cards, meets, private, screened, writes
from tests.town import Town, labels, text_of


async def a_room(town: Town) -> PlaygroundChat:
    """Give the moderators a chat of their own, in which Jonas is too."""
    cast = town.cast
    room = PlaygroundChat(-1001000000088, "supergroup", "Moderators")
    room.members[cast.bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
    town.telegram.found(cast.alena, room)
    for person in (cast.vera, cast.jonas):
        room.members[person.id] = MEMBER
    await town.says(cast.alena, room, "/help")
    await screened(town, Screening.ON, moderators_chat_id=room.id)
    return room


async def test_cards_list_and_decisions_in_a_chat_of_their_own(town: Town) -> None:
    cast = town.cast
    room = await a_room(town)
    await meets(town, cast.vera)
    message = await writes(town, cast.mara, LINK)
    assert cards(town, cast.vera) == []
    card = town.from_bot(room)[-1]
    assert labels(card) == ["Delete", "Dismiss", "Warn", "Mute", "Ban"]
    (shown,) = await town.says(cast.vera, room, "/queue")
    assert text_of(shown).startswith("Waits for you · 1")
    answer = await town.press(cast.jonas, card, "Ban")
    assert answer["text"] == "Only a moderator who may ban users in this group can do that."
    (no,) = await town.says(cast.jonas, room, "/queue")
    assert text_of(no) == "Only a moderator of this group can do that."
    await town.press(cast.vera, card, "Mute")
    assert message.is_deleted
    assert "Vera muted them." in text_of(card)


# The place does not work any more


async def a_topic(town: Town) -> tuple[PlaygroundChat, int]:
    """Let the moderators read in a topic of a forum of their own."""
    room = await a_room(town)
    room.is_forum = True
    topic = town.telegram.open_topic(town.cast.alena, room, "Queue")
    await screened(town, Screening.ON, moderators_chat_id=room.id, moderators_thread_id=topic.id)
    return room, topic.id


def told(town: Town) -> list[str]:
    """Return what Vera was told in private, in lines."""
    return [" ".join(text_of(one).split()) for one in town.from_bot(private(town, town.cast.vera))[1:]]


async def read_in_private(town: Town) -> bool:
    """Say whether /settings says that the moderators read in private."""
    panel = (await town.says(town.cast.vera, town.cast.group, "/settings"))[-1]
    return "Moderators read: in private" in labels(panel)


async def test_cards_come_in_private_when_the_topic_is_deleted(town: Town) -> None:
    room, topic = await a_topic(town)
    await meets(town, town.cast.vera)
    await writes(town, town.cast.mara, LINK)
    (first,) = [one for one in town.from_bot(room) if one.thread == topic]
    assert labels(first)
    del room.topics[topic]

    await writes(town, town.cast.jonas, LINK + "2")
    await town.advance(seconds=1)

    assert told(town)[0] == (
        "What is for the moderators of The reading group does not arrive any more where they chose to read it: "
        "that topic is closed or deleted. It comes to each of you in private from now on, with what was missing; "
        "/settings here, sent in another chat or topic, moves it there."
    )
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Mute")
    assert status(town, town.cast.jonas) is Status.RESTRICTED
    assert (await read_in_private(town), len(told(town))) == (True, 2)
    (entry,) = [one for one in await log(town) if one.action == "chosen"]
    assert (entry.actor_id, entry.before, entry.after) == (0, {"staff": str(room.id)}, {"staff": "private"})


async def test_the_list_comes_in_private_when_the_bot_may_not_write_in_the_room(town: Town) -> None:
    room = await a_room(town)
    room.members[town.cast.bot.id] = MEMBER
    await meets(town, town.cast.vera)
    town.telegram.lock(room, ())

    await writes(town, town.cast.mara, LINK)
    await town.says(town.cast.vera, town.cast.group, "/queue")
    await town.advance(seconds=1)

    said = told(town)
    assert "I may not write there." in said[0]
    assert [words.startswith("Waits for you · 1") for words in said[1:]] == [False, True]
    assert len(cards(town, town.cast.vera)) == 2
    await town.advance(hours=13)
    assert "has waited for a moderator" in told(town)[-1]


async def test_the_choice_is_over_when_the_bot_is_removed_from_the_room(town: Town) -> None:
    room = await a_room(town)
    await meets(town, town.cast.vera)
    town.telegram.ban(town.cast.bot, room, by=town.cast.alena)
    await town.settle()
    await town.advance(seconds=1)

    assert ["I am not in that chat any more." in words for words in told(town)] == [True]
    assert await read_in_private(town)
    await town.advance(minutes=5)
    assert len(told(town)) == 1


async def test_the_group_hears_of_it_when_no_moderator_knows_the_bot(town: Town) -> None:
    room = await a_room(town)
    town.telegram.ban(town.cast.bot, room, by=town.cast.alena)
    await town.settle()
    await town.advance(seconds=1)
    assert "Open a private chat with me" in text_of(town.from_bot(town.cast.group)[-1])


async def test_a_card_that_cannot_be_shown_in_the_group_itself_is_not_tried_for_ever(town: Town) -> None:
    cast = town.cast
    rude = await writes(town, cast.mara, "rude words")
    cast.group.members[cast.bot.id] = MEMBER
    for person in (cast.jonas, cast.ana):
        town.telegram.say(person, cast.group, "/report", reply_to=rude)
    town.telegram.lock(cast.group, ())
    for _ in range(3):
        await town.advance(seconds=30)
    tries = [params for method, params in town.request.calls if method == "sendMessage" and "Reported" in str(params)]
    assert len(tries) == 1
