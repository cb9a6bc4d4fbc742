"""/purge, /lock, /unlock, /slow, /filter and /premod: what everybody in the group is held to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.telegram.members import OPEN
from bot.texts import Refusal
from storage import chats, locks
from storage.chat_settings import settings_of
from storage.chats import Place
from tests.scenarios.moderating import before, log, meets_privately, orders, written
from tests.town import Town, text_of


async def test_purge_takes_away_all_from_there_to_here(town: Town) -> None:
    vera, group = town.cast.vera, town.cast.group
    kept = await written(town, vera, "First.")
    spam = [await written(town, vera, f"Coins {number}.") for number in range(130)]
    assert (await orders(town, "/purge", spam[0]))[0].startswith("Up to 130 messages are deleted.")
    assert all(message.is_deleted for message in spam)
    assert not kept.is_deleted
    assert [
        len(params["message_ids"].split(",")) for name, params in town.request.calls if name == "deleteMessages"
    ] == [
        100,
        30,
    ]
    assert group.messages[kept.id] is kept


async def test_purge_takes_away_the_last_few(town: Town) -> None:
    spam = [await written(town, town.cast.mara, f"Coins {number}.") for number in range(4)]
    assert (await orders(town, "/purge 3"))[0].startswith("Up to 3 messages are deleted.")
    assert [message.is_deleted for message in spam] == [False, True, True, True]
    assert [(one.action, one.evidence) for one in await log(town)] == [("purge", {"most": 3})]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        pytest.param("/purge", "Reply to the first message that is to go", id="nothing named"),
        pytest.param("/purge 0", "Reply to the first message that is to go", id="nought"),
        pytest.param("/purge 5000", "That is more than 1,000 messages at once.", id="too many"),
        pytest.param("/purge many", "A number is missing", id="no number"),
    ],
)
async def test_a_purge_that_cannot_be(town: Town, command: str, sentence: str) -> None:
    town.cast.group.last_id = 6000
    assert (await orders(town, command))[0].startswith(sentence)


async def test_a_purge_in_a_topic_would_reach_into_others(town: Town) -> None:
    forum, mara, jonas, vera = town.cast.forum, town.cast.mara, town.cast.jonas, town.cast.vera
    here, there = list(forum.topics)[:2]
    buses = town.telegram.say(mara, forum, "Buses", thread=here)
    bikes = town.telegram.say(jonas, forum, "Bikes", thread=there)
    for more in ({"thread": here, "reply_to": buses}, {"thread": here}, {}):
        (said,) = await town.says(vera, forum, "/purge 3", **more)
        assert text_of(said).startswith("Messages of other topics and comments can stand between these")
    assert not buses.is_deleted
    assert not bikes.is_deleted


async def test_a_purge_in_comments_would_reach_into_those_of_other_posts(town: Town) -> None:
    comments, ana, mara = town.cast.comments, town.cast.ana, town.cast.mara
    for words in ("First", "Second"):
        town.telegram.post(ana, town.cast.channel, words)
    await town.settle()
    first, second = [one for one in comments.messages.values() if one.is_automatic_forward]
    spam = town.telegram.say(mara, comments, "Coins", thread=first.id)
    for more in ({"thread": first.id}, {"reply_to": spam}):
        (said,) = await town.says(ana, comments, "/purge 2", **more)
        assert text_of(said).startswith("Messages of other topics and comments can stand between these")
    assert not second.is_deleted
    plain = town.telegram.say(mara, comments, "In the group itself")
    (said,) = await town.says(ana, comments, "/purge 1")
    assert text_of(said).startswith("The message is deleted.")
    assert plain.is_deleted


async def test_a_purge_in_a_plain_group_goes_along_a_chain_of_replies(town: Town) -> None:
    first = await written(town, town.cast.mara, "Coins.")
    second = town.telegram.reply(town.cast.jonas, first, "No.")
    await orders(town, "/purge", second)
    assert [first.is_deleted, second.is_deleted] == [False, True]


async def test_the_48_hours_are_said(town: Town) -> None:
    spam = await written(town, town.cast.mara)
    town.clock.at += timedelta(hours=49)
    (said,) = await orders(town, "/purge", spam)
    assert said.startswith("Telegram lets me delete only messages of the last 48 hours.")


async def test_a_lock_takes_from_everybody_and_gives_back(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    assert await orders(town, "/lock") == ["Locked: only moderators can write."]
    with pytest.raises(Refusal):
        town.telegram.say(mara, group, "May I?")
    assert await orders(town, "/lock media") == [
        "Locked: only moderators can send pictures, videos, files and voice messages."
    ]
    assert await orders(town, "/unlock messages") == ["Everybody can write again."]
    assert "can_send_messages" in group.permissions
    assert "can_send_photos" not in group.permissions, "the other lock holds it still"
    assert await orders(town, "/unlock") == ["Pictures, videos, files and voice messages are unlocked."]
    assert group.permissions == OPEN
    assert await orders(town, "/unlock") == ["That is not locked."]


async def test_a_lock_for_a_while_ends_by_itself(town: Town) -> None:
    group = town.cast.group
    assert await orders(town, "/lock polls 2h") == ["Locked for 2 hours: only moderators can send polls."]
    await town.stop()
    town.clock.at += timedelta(hours=3)
    await town.start(with_article=False)
    await town.app.tick()
    await town.settle()
    assert group.permissions == OPEN
    assert text_of(town.from_bot(group)[-1]) == "Polls are unlocked."
    assert [one.action for one in await log(town)] == ["lock", "unlock"]


async def test_a_lock_that_telegram_refuses_is_not_on_record(town: Town) -> None:
    group, vera = town.cast.group, town.cast.vera
    private = await meets_privately(town, vera)
    before(town, "setChatPermissions", lambda: town.telegram.demote(town.cast.bot, group))
    await orders(town, "/lock")
    await town.advance(seconds=20)
    assert text_of(town.from_bot(private)[-1]).startswith(
        "In The reading group: The lock was not set. I lack the right"
    )
    town.telegram.promote(town.cast.bot, group)
    await town.settle()
    assert await orders(town, "/unlock") == ["That is not locked."]


async def test_slow_mode_is_kept_and_ends(town: Town) -> None:
    assert (await orders(town, "/slow 30s 2h"))[0].startswith(
        "Slow mode: one message a person in 30 seconds, for 2 hours."
    )
    async with town.database.read() as session:
        chat = await chats.find_chat(session, town.cast.group.id)
        assert chat is not None
        assert [(one.what, one.seconds) for one in await locks.locks_of(session, chat.id or 0)] == [("slow", 30)]
    await town.advance(hours=2, minutes=1)
    assert text_of(town.from_bot(town.cast.group)[-1]) == "Slow mode is off."
    assert await orders(town, "/slow off") == ["Slow mode is not on."]
    assert (await orders(town, "/slow"))[0].startswith("Write the pause between two messages")
    assert await orders(town, "/slow 2s") == ["The pause may be 5 seconds to an hour."]


async def test_marks_around_what_is_ordered_change_nothing(town: Town) -> None:
    assert (await orders(town, "/slow: 30s – 2h"))[0].startswith("Slow mode: one message a person in 30 seconds, for 2")
    assert await orders(town, "/slow off.") == ["Slow mode is off."]
    assert (await orders(town, "/lock: links – 2h!"))[0].startswith("Locked for 2 hours: I delete messages with links")
    assert (await orders(town, "/unlock links."))[0].startswith("Links")
    assert await orders(town, "/premod – all!") == ["Every counterpoint waits for a moderator from now on."]


async def test_the_list_of_words_is_kept_in_order(town: Town) -> None:
    assert await orders(town, "/filter list") == ["The list is empty."]
    (added,) = await orders(town, "/filter add Casino*, free  Coins")
    assert added.startswith("2 added. 2 on the list now.")
    assert await orders(town, "/filter add casino*") == ["That is on the list already."]
    assert await orders(town, "/filter list") == ["2 entries: casino*, free coins"]
    assert await orders(town, "/filter remove casino*") == ["Removed. 1 on the list now."]
    assert await orders(town, "/filter remove dice") == ["That is not on the list. /filter list shows what is."]
    async with town.database.read() as session:
        chat = await chats.find_chat(session, town.cast.group.id)
        assert chat is not None
        assert (await settings_of(session, chat.id or 0)).blocklist == ["free coins"]
    assert [one.action for one in await log(town)] == ["filter-add", "filter-remove"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        pytest.param("/filter", "Write /filter add and a word", id="nothing"),
        pytest.param("/filter add", "Write /filter add and a word", id="no word"),
        pytest.param("/filter add " + "a" * 61, "An entry has up to 60 characters.", id="too long"),
        pytest.param("/filter add *", "“*” would match nearly everything.", id="everything"),
        pytest.param("/filter add a*b*c*d*e", "“a*b*c*d*e” would match nearly everything.", id="many stars"),
        pytest.param(
            "/filter add " + ",".join(f"w{number}" for number in range(501)),
            "The list has room for 500 entries.",
            id="too many",
        ),
    ],
)
async def test_a_word_that_is_not_taken(town: Town, command: str, sentence: str) -> None:
    assert (await orders(town, command))[0].startswith(sentence)
    assert await log(town) == []


async def test_premoderation_is_chosen(town: Town) -> None:
    assert await orders(town, "/premod all") == ["Every counterpoint waits for a moderator from now on."]
    async with town.database.read() as session:
        discussion = await chats.find_discussion(session, Place(town.cast.group.id))
    assert discussion is not None
    assert discussion.premoderation == "all"
    assert (await orders(town, "/premod some"))[0].startswith("Write whose counterpoints a moderator sees first")
    assert [(one.before, one.after) for one in await log(town)] == [
        ({"premoderation": "newcomers"}, {"premoderation": "all"})
    ]


async def test_what_comes_too_soon_goes_and_its_writer_is_told_once(town: Town) -> None:
    mara, jonas, group, vera = town.cast.mara, town.cast.jonas, town.cast.group, town.cast.vera
    await orders(town, "/slow 30s")
    first = await written(town, mara, "One.")
    (told,) = await town.says(mara, group, "Two.")
    assert text_of(told) == "Mara, slow mode is on: one message in 30 seconds. I delete what comes sooner."
    assert await town.says(mara, group, "/article") == [], "a command that is taken away is not answered"
    others = [await written(town, jonas, "I too."), await written(town, vera, "A."), await written(town, vera, "B.")]
    assert [one.is_deleted for one in (first, *others)] == [False] * 4
    assert not [one for one in group.messages.values() if one.words in ("Two.", "/article")]
    town.clock.at += timedelta(seconds=31)
    later = await written(town, mara, "Three.")
    assert not later.is_deleted
    await orders(town, "/slow off")
    assert not (await written(town, mara, "Four.")).is_deleted


async def test_locks_that_telegram_does_not_know_are_held_by_the_bot(town: Town) -> None:
    mara, jonas, group, vera = town.cast.mara, town.cast.jonas, town.cast.group, town.cast.vera
    for what in ("links", "forwards", "channels"):
        await orders(town, f"/lock {what}")
    link = await written(town, mara, "See https://example.org/a")
    plain = await written(town, mara, "See there.")
    forward = town.telegram.forward(jonas, plain, group)
    channel = town.telegram.speak_as(town.cast.channel, group, "News")
    moderators = await written(town, vera, "See https://example.org/b")
    edited = town.telegram.edit(mara, plain, "See https://example.org/c")
    await town.settle()
    assert [one.is_deleted for one in (link, forward, channel, moderators, edited)] == [True, True, True, False, True]
    told = [text_of(one) for one in town.from_bot(group)]
    assert sum(words.startswith("Mara, links are locked here") for words in told) == 1
    await orders(town, "/unlock")
    assert not (await written(town, mara, "See https://example.org/d")).is_deleted


async def test_a_channels_own_posts_stay_in_its_comments(town: Town) -> None:
    comments, ana = town.cast.comments, town.cast.ana
    await town.says(ana, comments, "/lock channels")
    post = town.telegram.post(ana, town.cast.channel, "https://example.org/a")
    await town.settle()
    assert post.words in [one.words for one in comments.messages.values() if one.is_automatic_forward]
