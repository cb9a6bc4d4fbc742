"""Screening in a group: what is looked at, what is done about it, and that nothing else is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.playground.bot_api.faults import Fault
from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import ChatMembership, Status
from storage.chat_settings import Screening
from storage.inbox import InboxRow
from storage.screening import Standing, lessons
from tests.scenarios.debating import crowd
from tests.scenarios.moderating import before, orders
from tests.scenarios.moderating_queue import LINK, cards, meets, picture, private, queue, screened, writes
from tests.town import Town, labels, text_of


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    return town


async def kept_words(town: Town) -> list[str]:
    async with town.database.read() as session:
        return [payload for payload in await session.exec(select(InboxRow.payload)) if payload]


async def posts(town: Town) -> dict[int, int]:
    async with town.database.read() as session:
        return {one.person_id: one.posts for one in await session.exec(select(Standing))}


async def test_words_that_nothing_speaks_against_leave_a_count_and_no_words(town: Town) -> None:
    await writes(town, town.cast.mara, "The bus was late again this morning.")
    await writes(town, town.cast.mara, "And so was the next one.")
    assert await posts(town) == {town.cast.mara.id: 2}
    assert await kept_words(town) == []
    assert await queue(town) == []


async def test_a_link_of_somebody_new_is_shown_to_the_moderators_and_stays(town: Town) -> None:
    await screened(town, Screening.ON)
    message = await writes(town, town.cast.mara, LINK)
    (card,) = cards(town, town.cast.vera)
    assert "Looks like spam · The reading group" in text_of(card)
    assert "From Mara:" in text_of(card)
    assert LINK in text_of(card)
    assert "A link by somebody new here (no earlier posts)" in text_of(card)
    assert "It still stands." in text_of(card)
    assert "Nothing on record about them here." in text_of(card)
    assert labels(card) == ["Delete", "Dismiss", "Warn", "Mute", "Ban"]
    assert not message.is_deleted
    assert await kept_words(town) == []


async def test_what_is_on_the_blocklist_is_deleted_and_queued(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["free coins"])
    message = await writes(town, town.cast.mara, "Get free coins here")
    assert message.is_deleted
    (card,) = cards(town, town.cast.vera)
    assert "“free coins” is on this chat's blocklist." in text_of(card)
    assert "I deleted it." in text_of(card)


async def test_a_new_chat_only_watches_and_is_asked_once_after_a_week(town: Town) -> None:
    async def words() -> list[str]:
        return [text_of(one) for one in town.from_bot(private(town, town.cast.vera))]

    await screened(town, Screening.WATCH, blocklist=["free coins"])
    message = await writes(town, town.cast.mara, "Get free coins here")
    assert not message.is_deleted
    (card,) = cards(town, town.cast.vera)
    assert "I only watch here: it still stands." in text_of(card)
    await town.advance(days=6, hours=23)
    assert not any("For a week" in one for one in await words())
    await town.advance(hours=2)
    (asked,) = [one for one in town.from_bot(private(town, town.cast.vera)) if "For a week" in text_of(one)]
    assert labels(asked) == ["Switch on", "Keep watching"]
    await town.advance(days=8)
    assert sum("For a week" in one for one in await words()) == 1
    await town.press(town.cast.vera, asked, "Switch on")
    assert "Vera switched screening on in The reading group" in text_of(asked)
    assert (await writes(town, town.cast.jonas, "Get free coins here")).is_deleted


async def test_the_week_counts_from_its_beginning_also_after_the_bot_was_down(town: Town) -> None:
    await screened(town, Screening.WATCH, blocklist=["free coins"])
    await writes(town, town.cast.mara, "Get free coins here")
    await town.advance(hours=1)
    await writes(town, town.cast.jonas, "Get free coins here")
    await town.stop()
    town.clock.at += timedelta(days=7, hours=2)
    await town.start(with_article=False)
    await town.advance(seconds=1)
    assert text_of(town.from_bot(private(town, town.cast.vera))[-1]) == (
        "For a week I have only watched over The reading group. 2 times something looked like spam to me; "
        "you have the cards. Switched on, I delete what is clear and show you what is not."
    )


async def test_the_group_is_asked_without_cards_where_no_moderator_knows_the_bot(town: Town) -> None:
    await screened(town, Screening.WATCH, blocklist=["free coins"])
    town.telegram.block(town.cast.vera, town.cast.bot)
    await town.settle()
    await writes(town, town.cast.mara, "Get free coins here")
    await town.advance(days=7, hours=1)
    assert text_of(town.from_bot(town.cast.group)[-1]) == (
        "For a week I have only watched over The reading group. One person wrote what looked like spam to me. "
        "Moderators who open a private chat with me find it there in /queue. "
        "Switched on, I delete what is clear and show its moderators what is not."
    )


async def test_an_edit_is_looked_at_again(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    message = await writes(town, town.cast.mara, "Good morning to all of you")
    town.telegram.edit(town.cast.mara, message, "Buy coins")
    await town.settle()
    assert message.is_deleted
    assert len(await queue(town)) == 1


async def test_an_album_counts_once_and_its_caption_is_read(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    for _ in range(8):
        picture(town, town.cast.mara, album="7")
    await town.settle()
    assert await queue(town) == []
    assert await posts(town) == {town.cast.mara.id: 1}
    shown = picture(town, town.cast.mara, "Buy coins", album="8")
    await town.settle()
    forwarded = [one for one in town.from_bot(private(town, town.cast.vera)) if one.forward_origin]
    assert len(forwarded) == 1
    assert shown.is_deleted


async def test_a_picture_is_forwarded_before_it_is_deleted_however_long_that_takes(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    town.api.faults.retry_after = 20
    town.api.faults.add("forwardMessage", Fault.TOO_MANY, 1)
    shown = picture(town, town.cast.mara, "Buy coins")
    await town.received()
    assert not shown.is_deleted
    await town.advance(seconds=21)
    assert [one for one in town.from_bot(private(town, town.cast.vera)) if one.forward_origin]
    assert shown.is_deleted


async def test_a_picture_that_cannot_be_forwarded_does_not_stay_for_ever(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    town.api.faults.retry_after = 300
    town.api.faults.add("forwardMessage", Fault.TOO_MANY, 1)
    shown = picture(town, town.cast.mara, "Buy coins")
    await town.received()
    assert not shown.is_deleted
    town.clock.at += timedelta(seconds=31)
    town.app.sender.wake()
    await town.received()
    assert shown.is_deleted


async def test_five_posts_in_ten_seconds_are_a_flood(town: Town) -> None:
    await screened(town, Screening.ON)
    said = [await writes(town, town.cast.mara, f"Thought number {place} of the morning") for place in range(6)]
    assert [one.is_deleted for one in said] == [False, False, False, False, True, True]
    (card,) = cards(town, town.cast.vera)
    (entry,) = await queue(town)
    assert "5 posts within 10 seconds." in text_of(card)
    assert len(entry.evidence["messages"]) == 2


async def test_those_who_run_the_group_are_not_screened(town: Town) -> None:
    cast = town.cast
    await screened(town, Screening.ON, blocklist=["coins"])
    cast.group.members[cast.alena.id] = ChatMembership(Status.CREATOR, is_anonymous=True)
    for person in (cast.vera, cast.alena):
        assert not (await writes(town, person, "About coins")).is_deleted
    assert await queue(town) == []


async def test_a_channel_of_somebody_is_a_stranger_and_the_linked_one_is_not(town: Town) -> None:
    cast = town.cast
    town.telegram.say(cast.ana, cast.comments, "/help")
    await town.settle()
    async with town.database.write() as session:
        from storage import chat_settings, chats

        chat = await chats.find_chat(session, cast.comments.id)
        await chat_settings.choose(session, chat.id, screening=Screening.ON, blocklist=["coins"])
    stranger = town.telegram.add_chat(type(cast.channel)(-1001000000077, "channel", "Coins daily"))
    theirs = town.telegram.speak_as(stranger, cast.comments, "Buy coins")
    ours = town.telegram.speak_as(cast.channel, cast.comments, "Coins are what this article is about")
    post = town.telegram.post(cast.ana, cast.channel, "Coins, part two")
    await town.settle()
    assert theirs.is_deleted
    assert not ours.is_deleted
    assert not post.is_deleted
    (entry,) = await queue(town)
    assert entry.person_id == stranger.id


async def test_a_bot_that_is_no_admin_does_nothing(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    town.cast.group.members[town.cast.bot.id] = ChatMembership(Status.MEMBER)
    assert not (await writes(town, town.cast.mara, "Buy coins")).is_deleted
    assert await queue(town) == []


async def test_a_command_with_unwanted_words_is_not_carried_out(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    said = await town.says(town.cast.mara, town.cast.group, "/ask where do I buy coins?")
    assert said == []
    assert await town.says(town.cast.mara, town.cast.group, "/counterpoints") != []


async def test_a_rush_sends_five_cards_and_one_word(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    for person in crowd(town, 9):
        town.telegram.say(person, town.cast.group, "Buy coins")
    await town.settle()
    assert len(await queue(town)) == 9
    said = [text_of(one) for one in town.from_bot(private(town, town.cast.vera))]
    assert sum("Looks like spam" in one for one in said) == 5
    assert sum("one by one" in one for one in said) == 1


async def taught(town: Town) -> list[bool]:
    async with town.database.read() as session:
        return [spam for _, spam in await lessons(session, 1)]


SPAM = "Earn $900 a day from home, write to me in private, only five places left, @anna_earns"


async def test_moderators_teach_and_an_unban_unlearns(town: Town) -> None:
    await screened(town, Screening.ON)
    await writes(town, town.cast.jonas, "Good morning")
    await town.advance(seconds=30)  # the general model is learnt
    assert (await writes(town, town.cast.mara, SPAM)).is_deleted
    (card,) = cards(town, town.cast.vera)
    assert "Reads like spam" in text_of(card)
    await town.press(town.cast.vera, card, "Ban")
    assert await taught(town) == [True]
    await town.press(town.cast.vera, card, "Undo")
    assert await taught(town) == []
    await town.press(town.cast.vera, card, "Dismiss")
    assert await taught(town) == [False]
    general = town.app.models.model(1)
    await town.advance(minutes=11)
    own = town.app.models.model(1)
    assert general is not None
    assert own is not None
    assert own.likelihood(SPAM) < general.likelihood(SPAM)
    assert not (await writes(town, town.cast.jonas, SPAM)).is_deleted


async def test_an_unban_by_hand_unlearns_too(town: Town) -> None:
    await screened(town, Screening.ON)
    await writes(town, town.cast.jonas, "Good morning")
    await town.advance(seconds=30)
    await writes(town, town.cast.mara, SPAM)
    (card,) = cards(town, town.cast.vera)
    await town.press(town.cast.vera, card, "Ban")
    assert await taught(town) == [True]
    town.telegram.unban(town.cast.mara, town.cast.group, by=town.cast.vera)
    await town.settle()
    assert await taught(town) == []


@pytest.mark.parametrize("before", ["/ ", "/x ", "/start@other_bot ", "/counter "])
async def test_a_slash_hides_no_spam(town: Town, before: str) -> None:
    await screened(town, Screening.ON)
    await writes(town, town.cast.jonas, "Good morning")
    await town.advance(seconds=30)
    assert (await writes(town, town.cast.mara, before + SPAM)).is_deleted


async def test_a_link_behind_a_command_of_nobody_is_looked_at(town: Town) -> None:
    await screened(town, Screening.ON)
    await writes(town, town.cast.mara, f"/x {LINK}")
    assert "A link by somebody new here" in text_of(cards(town, town.cast.vera)[0])


async def test_spam_goes_also_while_telegram_does_not_say_who_moderates(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    assert (await writes(town, town.cast.mara, "Buy coins")).is_deleted
    town.api.faults.add("getChatAdministrators", Fault.TOO_MANY, 50)
    assert (await writes(town, town.cast.ana, "Buy coins")).is_deleted
    assert len(await queue(town)) == 2


async def test_a_deletion_that_telegram_refuses_is_told(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    before(town, "deleteMessage", lambda: town.telegram.promote(town.cast.bot, town.cast.group, {"can_manage_chat"}))
    message = await writes(town, town.cast.mara, "Buy coins")
    await town.advance(seconds=30)
    assert not message.is_deleted
    told = [text_of(one) for one in town.from_bot(private(town, town.cast.vera))]
    assert any("What was to be deleted stands still" in one for one in told)


async def test_an_unban_unlearns_although_another_ban_came_upon_the_first(town: Town) -> None:
    await screened(town, Screening.ON)
    await writes(town, town.cast.jonas, "Good morning")
    await town.advance(seconds=30)
    await writes(town, town.cast.mara, SPAM)
    await town.press(town.cast.vera, cards(town, town.cast.vera)[0], "Ban")
    await town.advance(minutes=2)
    await orders(town, f"/ban {town.cast.mara.id} 7d")
    assert await taught(town) == [True]
    await orders(town, f"/unban {town.cast.mara.id}")
    assert await taught(town) == []


async def test_nobody_but_moderators_is_free_of_the_list_of_words(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["coins"])
    async with town.database.write() as session:
        session.add(Standing(chat_id=1, person_id=town.cast.mara.id, posts=500, approved=9))
    assert (await writes(town, town.cast.mara, "Buy coins")).is_deleted
    assert not (await writes(town, town.cast.mara, "Buy bread")).is_deleted
    assert not (await writes(town, town.cast.vera, "Buy coins")).is_deleted


@pytest.mark.parametrize(
    ("mode", "checks", "rights", "said"),
    [
        (Screening.OFF, {}, None, "Screening is off here"),
        (Screening.ON, {"off": ["blocklisted"]}, None, "Screening is off here"),
        (Screening.WATCH, {}, None, "I only watch here so far"),
        (Screening.ON, {}, {"can_manage_chat"}, "I may not delete messages here"),
        (Screening.ON, {}, set(), "I am no administrator here"),
        (Screening.ON, {}, None, "It holds for everybody but the moderators."),
    ],
    ids=["off", "check off", "watching", "may not delete", "no administrator", "works"],
)
async def test_a_new_word_on_the_list_comes_with_what_it_does(
    town: Town, mode: Screening, checks: dict[str, Any], rights: set[str] | None, said: str
) -> None:
    await screened(town, mode, checks=checks)
    if rights:
        town.telegram.promote(town.cast.bot, town.cast.group, rights)
    elif rights is not None:
        town.cast.group.members[town.cast.bot.id] = ChatMembership(Status.MEMBER)
    await town.settle()
    (told,) = [words for words in await orders(town, "/filter add coins") if "on the list" in words]
    assert said in told


async def test_small_talk_makes_nobody_known(town: Town) -> None:
    for place in range(8):
        await writes(town, town.cast.mara, ("hm", "ok!", "yes", "+1")[place % 4])
        await town.advance(seconds=20)
    assert await posts(town) == {town.cast.mara.id: 1}


async def test_a_file_is_judged_by_its_name_and_shown_with_it(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["free coins"])
    document = town.telegram.files.add("free coins.pdf", b"%PDF", folder="documents").as_document()
    message = town.telegram.publish(Message(town.cast.group, {"document": document}, sender=town.cast.mara))
    await town.settle()
    assert message.is_deleted
    assert "free coins.pdf" in text_of(cards(town, town.cast.vera)[0])


async def test_a_kind_of_poll_that_the_library_cannot_read_is_judged(town: Town) -> None:
    await screened(town, Screening.ON, blocklist=["free coins"])
    poll = {"id": "1", "question": "Vote", "options": [{"text": "for free coins"}], "of_a_later_version": True}
    message = town.telegram.publish(Message(town.cast.group, {"poll": poll}, sender=town.cast.mara))
    await town.settle()
    assert message.is_deleted


async def test_a_flood_teaches_no_words(town: Town) -> None:
    await screened(town, Screening.ON)
    for place in range(6):
        await writes(town, town.cast.mara, f"Thought number {place} of the morning")
    await town.press(town.cast.vera, cards(town, town.cast.vera)[0], "Ban")
    assert await taught(town) == []


async def test_a_ban_for_spam_teaches_until_it_is_undone(town: Town) -> None:
    message = await writes(town, town.cast.mara, "Buy my course, it is the best of all")
    await town.says(town.cast.vera, town.cast.group, "/ban spam, for the third time", reply_to=message)
    assert await taught(town) == [True]
    await orders(town, f"/unban {town.cast.mara.id}")
    assert await taught(town) == []


async def test_a_ban_for_something_else_teaches_nothing(town: Town) -> None:
    message = await writes(town, town.cast.mara, "You are all too slow to understand it")
    await town.says(town.cast.vera, town.cast.group, "/ban insults", reply_to=message)
    assert await taught(town) == []


async def test_spam_of_a_newcomer_goes_though_a_weaker_check_speaks_first(town: Town) -> None:
    await screened(town, Screening.ON)
    honest = await writes(town, town.cast.jonas, "The map is at https://example.org/map")
    message = await writes(town, town.cast.mara, "Лёгкий зaрaбoтoк дoмa, пишитe мeнeджеру https://example.org/shop")
    assert message.is_deleted
    assert not honest.is_deleted
    card = text_of(cards(town, town.cast.vera)[-1])
    assert "A link by somebody new here" in card
