"""Sanctions in the group: what a moderator writes, what everybody reads, and what Telegram does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.telegram.members import ALL_PERMISSIONS, ChatMembership, Status
from tests.playground_request import START
from tests.scenarios.debating import WALKING, opened, presses
from tests.scenarios.moderating import before, log, meets_privately, orders, status, written
from tests.town import Town, labels, text_of


async def test_the_third_warning_is_a_mute_and_the_fourth_a_ban(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    assert await orders(town, "/warn links", spam) == ["Warned Mara: links. First warning in 30 days."]
    assert await orders(town, "/warn links", spam) == ["Vera warned Mara less than a minute ago. That counts once."]
    await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Warned Mara. Second warning in 30 days."]
    await town.advance(minutes=2)
    (third,) = await town.says(town.cast.vera, group, "/warn links.", reply_to=spam)
    assert text_of(third) == "Muted Mara for 12 hours: third warning in 30 days (links ×2)."
    assert labels(third) == ["Undo", "Audit log"]
    assert status(town, mara) is Status.RESTRICTED
    assert group.members[mara.id].until == town.clock() + timedelta(hours=12)
    await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Banned Mara: fourth warning in 30 days (links ×2)."]
    assert status(town, mara) is Status.KICKED


async def test_marks_between_a_command_a_name_a_time_and_a_reason(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    assert await orders(town, f"/warn: @{mara.username} – links") == ["Warned Mara: links. First warning in 30 days."]
    for order in (
        "/mute – 2h: links",
        "/mute=2h - links",
        f"/mute @{mara.username}; 2h… links",
        f"/mute {mara.id}: 2h, links",
    ):
        assert await orders(town, order, spam) == ["Muted Mara for 2 hours: links."], order
        await orders(town, "/unmute!", spam)
    assert town.from_bot(group) != []


async def test_undo_gives_back_each_permission(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    own = frozenset(ALL_PERMISSIONS - {"can_send_polls", "can_react_to_messages"})
    spam = await written(town, mara)
    group.members[mara.id] = ChatMembership(Status.RESTRICTED, permissions=own, until=town.clock() + timedelta(days=3))
    former = group.members[mara.id]
    (muted,) = await town.says(town.cast.vera, group, "/mute 2h off topic", reply_to=spam)
    assert text_of(muted) == "Muted Mara for 2 hours: off topic."
    assert group.members[mara.id].permissions == frozenset()
    answer = await town.press(town.cast.vera, muted, "Undo")
    assert answer["text"] == "Taken back for Mara."
    assert group.members[mara.id] == former
    assert text_of(muted) == "Vera ended the mute of Mara, who has the same permissions as before it."
    assert labels(muted) == []


async def test_a_mute_ends_by_itself_also_while_the_bot_was_down(town: Town) -> None:
    mara = town.cast.mara
    spam = await written(town, mara)
    await orders(town, "/mute 30m", spam)
    await town.stop()
    town.clock.at += timedelta(hours=1)
    await town.start(with_article=False)
    await town.app.tick()
    await town.settle()
    assert status(town, mara) is Status.MEMBER
    assert await orders(town, "/unmute", spam) == ["Mara is not muted."]
    assert [one.action for one in await log(town)] == ["mute", "expired"]


async def test_an_older_restriction_comes_back_when_a_mute_ends(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    older = ChatMembership(Status.RESTRICTED, permissions=ALL_PERMISSIONS - {"can_send_polls"})
    group.members[mara.id] = older
    await orders(town, "/mute 30m", spam)
    await town.advance(minutes=31)
    assert group.members[mara.id] == older


async def test_the_bot_demoted_in_the_middle_corrects_what_it_said(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    await meets_privately(town, vera)
    spam = await written(town, mara)
    before(town, "restrictChatMember", lambda: town.telegram.demote(town.cast.bot, group))
    muted, *_ = await town.says(vera, group, "/mute 2h", reply_to=spam)  # what it can no longer do follows
    await town.advance(seconds=20)
    assert text_of(muted).startswith("Mara was not muted. I lack the right for it")
    assert labels(muted) == []
    told = text_of(town.from_bot(town.telegram.private(vera))[-1])
    assert told.startswith("In The reading group: Mara was not muted. I lack the right")
    assert [one.action for one in await log(town)] == ["mute", "refused"]
    await town.advance(seconds=20)
    assert len(await log(town)) == 2


async def test_each_sanction_is_taken_back_by_its_own_command(town: Town) -> None:
    mara = town.cast.mara
    spam = await written(town, mara)
    await orders(town, "/warn", spam)
    assert await orders(town, "/unwarn", spam) == ["Taken back for Mara."]
    assert await orders(town, "/unwarn", spam) == ["Mara has no warning here."]
    await orders(town, "/mute 2h", spam)
    assert await orders(town, "/unmute @MARA_K") == ["Taken back for Mara."]
    assert status(town, mara) is Status.MEMBER
    assert await orders(town, "/ban 7d", spam) == ["Banned Mara for a week."]
    assert await orders(town, f"/unban {mara.id}") == ["Taken back for Mara."]
    assert status(town, mara) is Status.LEFT
    assert [one.action for one in await log(town)] == ["warn", "unwarn", "mute", "unmute", "ban", "unban"]


async def test_a_warning_that_was_taken_back_does_not_count(town: Town) -> None:
    spam = await written(town, town.cast.mara)
    for _ in range(3):
        await orders(town, "/warn", spam)
        await orders(town, "/unwarn", spam)
        await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Warned Mara. First warning in 30 days."]


async def test_undoing_the_mute_of_a_third_warning_takes_that_warning_back(town: Town) -> None:
    spam = await written(town, town.cast.mara)
    for _ in range(2):
        await orders(town, "/warn", spam)
        await town.advance(minutes=2)
    (muted,) = await town.says(town.cast.vera, town.cast.group, "/warn", reply_to=spam)
    await town.press(town.cast.vera, muted, "Undo")
    await town.advance(minutes=2)
    assert await orders(town, "/warn", spam) == ["Muted Mara for 12 hours: third warning in 30 days."]


async def test_somebody_removed_may_come_back_and_is_restricted_as_before(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    older = ChatMembership(Status.RESTRICTED, permissions=ALL_PERMISSIONS - {"can_send_polls"})
    group.members[mara.id] = older
    assert await orders(town, "/kick shouting", spam) == ["Removed Mara: shouting. They may come back."]
    assert not group.membership(mara.id, town.clock()).is_present
    town.telegram.join(mara, group)
    assert group.members[mara.id] == older


async def test_undo_takes_back_what_it_replies_to_or_ones_own_latest(town: Town) -> None:
    mara, jonas, group, vera = town.cast.mara, town.cast.jonas, town.cast.group, town.cast.vera
    (first,) = await town.says(vera, group, "/mute 2h", reply_to=await written(town, mara))
    await orders(town, "/mute 2h", await written(town, jonas))
    assert await orders(town, "/undo", by=town.cast.alena) == ["There is nothing to take back."]
    assert await orders(town, "/undo", first) == ["Taken back for Mara."]
    assert await orders(town, "/undo") == ["Taken back for Jonas."]
    assert await orders(town, "/undo") == ["There is nothing to take back."]


async def test_the_person_is_told_in_private_and_when_it_is_taken_back(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    private = await meets_privately(town, mara)
    (muted,) = await town.says(town.cast.vera, group, "/mute 2h off topic.", reply_to=await written(town, mara))
    told = text_of(town.from_bot(private)[-1])
    assert told.startswith("You can read but not write in The reading group for 2 hours: off topic.")
    await town.press(town.cast.vera, muted, "Undo")
    assert text_of(town.from_bot(private)[-1]).startswith("You can write in The reading group again as before")


async def test_what_was_done_by_hand_is_lifted_too(town: Town) -> None:
    mara, jonas, group = town.cast.mara, town.cast.jonas, town.cast.group
    spam = await written(town, mara)
    await written(town, jonas)
    town.telegram.restrict(mara, group)
    town.telegram.ban(jonas, group)
    assert await orders(town, "/unmute", spam) == ["Mara is no longer restricted."]
    assert await orders(town, f"/unban {jonas.id}") == ["Jonas is no longer banned and may come back."]
    assert status(town, mara) is Status.MEMBER
    assert status(town, jonas) is Status.LEFT
    assert await orders(town, "/unmute", spam) == ["Mara is not muted."]


async def test_a_channel_is_banned_and_may_speak_again(town: Town) -> None:
    group, channel = town.cast.group, town.cast.channel
    news = town.telegram.speak_as(channel, group, "News")
    await town.settle()
    assert (await orders(town, "/mute 2h", news))[0].startswith("A channel cannot be muted")
    (banned,) = await town.says(town.cast.vera, group, "/ban ads", reply_to=news)
    assert text_of(banned) == "Banned Ana writes: ads."
    assert group.banned_senders == {channel.id}
    await town.press(town.cast.vera, banned, "Undo")
    assert group.banned_senders == set()


async def test_the_ban_of_a_channel_ends_by_itself(town: Town) -> None:
    group, channel = town.cast.group, town.cast.channel
    news = town.telegram.speak_as(channel, group, "News")
    await town.settle()
    await orders(town, "/ban 1d", news)
    await town.advance(days=1, minutes=1)
    assert group.banned_senders == set()


async def test_a_muted_person_who_is_banned_and_let_back_is_muted_still(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    await orders(town, "/mute 2h", spam)
    muted = group.members[mara.id]
    banned = (await town.says(town.cast.vera, group, "/ban", reply_to=spam))[-1]
    await town.press(town.cast.vera, banned, "Undo")
    town.telegram.join(mara, group)
    assert group.members[mara.id] == muted


async def test_a_mute_that_is_undone_during_a_ban_does_not_come_back_with_its_end(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    spam = await written(town, mara)
    older = ChatMembership(Status.RESTRICTED, permissions=ALL_PERMISSIONS - {"can_send_polls"})
    group.members[mara.id] = older
    (muted,) = await town.says(vera, group, "/mute 2h", reply_to=spam)
    banned = (await town.says(vera, group, "/ban", reply_to=spam))[-1]
    await town.press(vera, muted, "Undo")
    assert status(town, mara) is Status.KICKED
    await town.press(vera, banned, "Undo")
    town.telegram.join(mara, group)
    assert group.members[mara.id] == older


async def test_undo_does_not_let_in_whom_somebody_banned_since(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    (muted,) = await town.says(town.cast.vera, group, "/mute 2h", reply_to=spam)
    town.telegram.ban(mara, group)
    await town.press(town.cast.vera, muted, "Undo")
    assert status(town, mara) is Status.KICKED


async def test_a_second_mute_takes_the_place_of_the_first(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    (first,) = await town.says(town.cast.vera, group, "/mute 2h", reply_to=spam)
    assert await orders(town, "/mute 1d", spam, by=town.cast.alena) == ["Vera muted Mara a moment ago."]
    await town.advance(minutes=2)
    (second,) = await town.says(town.cast.alena, group, "/mute 1d", reply_to=spam)
    answer = await town.press(town.cast.vera, first, "Undo")
    assert answer["text"] == "Алена has decided again about Mara since. Undo that decision instead."
    await town.press(town.cast.vera, second, "Undo")
    assert status(town, mara) is Status.MEMBER


async def test_the_second_to_undo_is_told_who_was_first(town: Town) -> None:
    vera, alena, group = town.cast.vera, town.cast.alena, town.cast.group
    (muted,) = await town.says(vera, group, "/mute 2h", reply_to=await written(town, town.cast.mara))
    first = town.telegram.tap(vera, muted, muted.keyboard["inline_keyboard"][0][0]["callback_data"])
    second = town.telegram.tap(alena, muted, muted.keyboard["inline_keyboard"][0][0]["callback_data"])
    await town.settle()
    assert first.answer is not None
    assert first.answer["text"] == "Taken back for Mara."
    assert second.answer is not None
    assert second.answer["text"] == "Vera took that back already."


async def test_a_mute_that_arrives_too_late_for_its_end_is_lifted_all_the_same(town: Town) -> None:
    """Half a minute before its end Telegram takes a mute for ever: the bot knows that it was late, and ends it."""
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    before(town, "restrictChatMember", lambda: setattr(town.clock, "at", START + timedelta(seconds=45)))
    await orders(town, "/mute 1m", spam)
    assert group.members[mara.id].until is None
    town.api.call = type(town.api).call.__get__(town.api)  # type: ignore[method-assign]  # as it was
    await town.advance(seconds=30)
    assert status(town, mara) is Status.MEMBER


async def test_the_undo_that_telegram_refuses_leaves_the_mute_on_record(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    private = await meets_privately(town, vera)
    (muted,) = await town.says(vera, group, "/mute 2h", reply_to=await written(town, mara))
    before(town, "restrictChatMember", lambda: town.telegram.demote(town.cast.bot, group))
    await town.press(vera, muted, "Undo")
    await town.advance(seconds=20)
    assert text_of(town.from_bot(private)[-1]).startswith("In The reading group: Mara is muted still. I lack the right")
    town.api.call = type(town.api).call.__get__(town.api)  # type: ignore[method-assign]  # as it was
    town.telegram.promote(town.cast.bot, group)
    await town.settle()
    assert await orders(town, f"/unmute {mara.id}") == ["Taken back for Mara."]
    assert status(town, mara) is Status.MEMBER


@pytest.mark.usefixtures("live_totals")
async def test_votes_count_again_when_a_ban_ends_by_itself(town: Town) -> None:
    mara, jonas, group = town.cast.mara, town.cast.jonas, town.cast.group
    card = await opened(town, mara, WALKING)
    await presses(town, jonas, card, "Agree")
    await orders(town, "/ban 2h", await written(town, jonas))
    await town.advance(seconds=1)
    assert "Agree 1" in labels(card)  # a ban alone changes no total: that would tell how somebody voted
    await town.advance(hours=2, minutes=1)
    assert "Agree 1" in labels(card)
    assert group.membership(jonas.id, town.clock()).status is Status.LEFT


BAD = {
    "nobody": ("/mute 2h", "Whom? Reply to a message of theirs, or write their @username or id after the command."),
    "a stranger": ("/ban @nobody_here", "I have not seen @nobody_here here. Reply to a message of theirs"),
    "a strange id": ("/ban 123456789", "I have not seen 123456789 here, and Telegram shows me nobody like that"),
    "oneself": ("/warn @vera_reads", "You cannot do that to yourself."),
    "the bot": ("/ban 8000000001", "I cannot do that to myself."),
    "the host": ("/ban @alena_host", "Алена is an administrator here."),
    "no duration": ("/mute @mara_k", "For how long? For example /mute 2h"),
    "nonsense": ("/mute @mara_k 5x", "“5x” is not a length of time that I know."),
    "nought": ("/mute @mara_k 0m", "The shortest time is a minute"),
    "ten seconds": ("/ban @mara_k 10s", "The shortest time is a minute"),
    "400 days": ("/ban @mara_k 400d", "The longest time is 365 days"),
    "less than nothing": ("/ban @mara_k -2h", "“-2h” is not a length of time that I know."),
    "nothing to end": ("/unban @mara_k", "Mara is not banned."),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
async def test_one_clear_sentence(town: Town, case: tuple[str, str]) -> None:
    for person in (town.cast.mara, town.cast.alena):
        await town.says(person, town.cast.group, "/help")
    command, sentence = case
    (said,) = await orders(town, command)
    assert said.startswith(sentence)
    assert await log(town) == []


async def test_a_deleted_account_and_somebody_who_left(town: Town) -> None:
    mara, jonas, group = town.cast.mara, town.cast.jonas, town.cast.group
    gone, left = await written(town, mara), await written(town, jonas)
    mara.first_name = ""
    town.telegram.leave(jonas, group)
    assert await orders(town, "/mute 2h", gone) == ["That account was deleted. Nobody can write with it any more."]
    assert (await orders(town, "/mute 2h", left))[0].startswith("Jonas is no longer in this group.")
    assert await orders(town, "/ban", left) == ["Banned Jonas."]
    assert (await orders(town, "/mute 2h", left))[0] == "Jonas is banned already."


async def test_the_bot_names_the_right_that_it_lacks(town: Town) -> None:
    spam = await written(town, town.cast.mara)
    town.telegram.promote(town.cast.bot, town.cast.group, {"can_manage_chat"})
    await town.settle()
    assert (await orders(town, "/mute 2h", spam))[0].startswith("I may not ban or restrict anybody here.")
    assert (await orders(town, "/purge 5"))[0].startswith("I may not delete messages here.")


async def test_a_removal_that_was_done_by_half_is_told_as_it_is(town: Town) -> None:
    about = await written(town, town.cast.mara)
    before(town, "unbanChatMember", lambda: town.telegram.promote(town.cast.bot, town.cast.group, {"can_manage_chat"}))
    await orders(town, "/kick", about)
    await town.advance(seconds=30)
    assert status(town, town.cast.mara) is Status.KICKED
    (told,) = [text_of(one) for one in town.from_bot(town.cast.group) if "lifts the ban" in text_of(one)]
    assert told.startswith("Mara was removed, but cannot come back until somebody lifts the ban in Telegram.")
