"""What moderators do by hand in Telegram: the records follow, and everybody whom it concerns is told."""

from __future__ import annotations

import pytest

from bot.playground.telegram.members import ALL_PERMISSIONS, Status
from tests.scenarios.debating import WALKING, counted, opened, presses
from tests.scenarios.moderating import log, meets_privately, orders, status, written
from tests.town import Town, labels, text_of


async def test_a_ban_lifted_by_hand_is_over_for_the_bot_too(town: Town) -> None:
    await meets_privately(town, town.cast.jonas)
    await orders(town, "/ban 2d spam", await written(town, town.cast.jonas))
    town.telegram.unban(town.cast.jonas, town.cast.group, by=town.cast.alena)
    await town.settle()
    (announced,) = [text_of(one) for one in town.from_bot(town.cast.group) if "Jonas" in text_of(one)]
    assert announced == "Алена lifted the ban of Jonas in Telegram: they may come back."
    told = text_of(town.from_bot(town.telegram.private(town.cast.jonas))[-1])
    assert told == "You may come back to The reading group: the ban was lifted."
    entry = (await log(town))[-1]
    assert (entry.action, entry.actor_id, entry.person_id) == ("unban", town.cast.alena.id, town.cast.jonas.id)


async def test_a_ban_lifted_by_hand_does_not_come_back_when_its_time_is_over(town: Town) -> None:
    town.telegram.restrict(town.cast.jonas, town.cast.group, {"can_send_messages"}, by=town.cast.vera)
    await orders(town, "/ban 2d", await written(town, town.cast.jonas))
    town.telegram.unban(town.cast.jonas, town.cast.group, by=town.cast.vera)
    town.telegram.join(town.cast.jonas, town.cast.group)
    await town.settle()
    await town.advance(days=3)
    assert status(town, town.cast.jonas) is Status.MEMBER
    assert [entry.action for entry in await log(town)][-1] != "expired"


async def test_a_mute_ended_by_hand_is_over_for_the_bot_too(town: Town) -> None:
    await orders(town, "/mute 2h", await written(town, town.cast.jonas))
    town.telegram.restrict(town.cast.jonas, town.cast.group, ALL_PERMISSIONS, by=town.cast.alena)
    await town.settle()
    assert text_of(town.from_bot(town.cast.group)[-1]) == "Алена ended the mute of Jonas in Telegram."
    assert await orders(town, f"/unmute {town.cast.jonas.id}") == ["Jonas is not muted."]


async def test_a_mute_that_is_only_changed_goes_on(town: Town) -> None:
    await orders(town, "/mute 2h", await written(town, town.cast.jonas))
    town.telegram.restrict(town.cast.jonas, town.cast.group, {"can_invite_users"}, by=town.cast.alena)
    await town.settle()
    assert "unmute" not in [entry.action for entry in await log(town)]


async def test_who_bans_and_mutes_by_hand_stands_in_the_log(town: Town) -> None:
    await written(town, town.cast.jonas)
    town.telegram.restrict(town.cast.jonas, town.cast.group, set(), by=town.cast.alena)
    town.telegram.ban(town.cast.mara, town.cast.group, by=town.cast.alena)
    town.telegram.unban(town.cast.mara, town.cast.group, by=town.cast.vera)
    await town.settle()
    found = [(entry.action, entry.actor_id, entry.person_id) for entry in await log(town)]
    alena, vera = town.cast.alena.id, town.cast.vera.id
    assert found == [
        ("mute", alena, town.cast.jonas.id),
        ("ban", alena, town.cast.mara.id),
        ("unban", vera, town.cast.mara.id),
    ]


async def test_what_the_bot_does_itself_is_noted_once(town: Town) -> None:
    message = await written(town, town.cast.jonas)
    await orders(town, "/mute 2h", message)
    await orders(town, "/unmute", message)
    await orders(town, "/ban", message)
    await orders(town, "/unban", message)
    await orders(town, "/kick", await written(town, town.cast.mara))
    assert [entry.action for entry in await log(town)] == ["mute", "unmute", "ban", "unban", "kick"]


async def test_a_ban_by_hand_keeps_the_votes_out_when_an_older_ban_is_over(town: Town) -> None:
    mara, jonas, group = town.cast.mara, town.cast.jonas, town.cast.group
    card = await opened(town, mara, WALKING)
    await presses(town, jonas, card, "Agree")
    await orders(town, "/ban 2h", await written(town, jonas))
    town.telegram.ban(jonas, group, by=town.cast.alena)
    await town.settle()
    assert "Agree" in labels(card)[0]
    await town.advance(hours=2, minutes=1)
    assert (status(town, jonas), await counted(town)) == (Status.KICKED, {})
    town.telegram.unban(jonas, group, by=town.cast.alena)
    await town.settle()
    await town.advance(minutes=1)
    assert await counted(town) == {jonas.id: 1}


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "by the bot"])
async def test_a_mute_taken_back_below_a_ban_promises_nothing(town: Town, by_hand: bool) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    private = await meets_privately(town, mara)
    message = await written(town, mara)
    announced = next(one for one in await town.says(vera, group, "/mute 2h", reply_to=message) if text_of(one))
    await town.advance(minutes=2)
    if by_hand:
        town.telegram.ban(mara, group, by=town.cast.alena)
        await town.settle()
    else:
        await orders(town, "/ban worse", message)
    await town.press(vera, announced, "Undo")
    assert text_of(announced) == "Vera ended the mute of Mara, who stays banned."
    assert text_of(town.from_bot(private)[-1]) == "The mute in The reading group was taken back. The ban stands."
    assert status(town, mara) is Status.KICKED


async def test_a_ban_taken_back_says_that_the_one_before_it_stands(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    message = await written(town, mara)
    town.telegram.ban(mara, group, by=town.cast.alena)
    await town.settle()
    announced = next(one for one in await town.says(vera, group, "/ban 2h", reply_to=message) if text_of(one))
    await town.press(vera, announced, "Undo")
    assert text_of(announced) == "Vera lifted the ban of Mara, who is banned still: there was a ban before it."
    assert status(town, mara) is Status.KICKED
