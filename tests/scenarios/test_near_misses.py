"""Commands written nearly right: they do what is meant, or say exactly what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import Status
from bot.playground.telegram.people import PlaygroundPerson
from tests.scenarios.moderating import log, orders, status, written
from tests.scenarios.newcomers import strangers
from tests.town import Town, text_of


async def picks(town: Town, person: PlaygroundPerson, command: str, rest: str) -> list[str]:
    """Let Vera pick somebody from the list that Telegram offers after a command."""
    group = town.cast.group
    seen = set(group.messages)
    entities = [
        {"type": "bot_command", "offset": 0, "length": len(command)},
        {
            "type": "text_mention",
            "offset": len(command) + 1,
            "length": len(person.first_name),
            "user": person.as_user(),
        },
    ]
    content = {"text": f"{command} {person.first_name}{rest}", "entities": entities}
    town.telegram.publish(Message(group, content, sender=town.cast.vera))
    await town.settle()
    return [text_of(one) for one in town.from_bot(group) if one.id not in seen]


@pytest.mark.parametrize("command", ["warn", "mute 2h", "ban", "kick", "undo", "lock", "slow 30s", "filter list"])
async def test_a_command_for_groups_says_so_in_private(town: Town, command: str) -> None:
    for person in (town.cast.vera, town.cast.mara):
        (said,) = await town.says(person, town.telegram.private(person), f"/{command}")
        assert text_of(said) == "That is for groups. Write it in the group that it is about."


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("/mute @mara_k\n2h", id="on lines of their own"),
        pytest.param("/mute @mara_k, 2h", id="with a comma"),
        pytest.param("/mute @mara_k 1h30m", id="joined"),
        pytest.param("/mute @mara_k 2 hours, off topic", id="in words"),
    ],
)
async def test_a_mute_is_understood_however_it_is_parted(town: Town, command: str) -> None:
    mara = town.cast.mara
    await town.says(mara, town.cast.group, "/help")
    (said,) = await orders(town, command)
    assert said.startswith("Muted Mara for ")
    assert status(town, mara) is Status.RESTRICTED


async def test_slow_mode_and_locks_take_words_too(town: Town) -> None:
    assert (await orders(town, "/slow 30 seconds 2 hours"))[0].startswith(
        "Slow mode: one message a person in 30 seconds, for 2 hours."
    )
    assert await orders(town, "/lock polls 2 hours") == ["Locked for 2 hours: only moderators can send polls."]
    assert await orders(town, "/lock 1h30m") == ["Locked for 90 minutes: only moderators can write."]
    assert (await orders(town, "/lock polls please"))[0].startswith("I can lock messages, media,")


@pytest.mark.parametrize("pause", ["10", "0", "5x", "often"])
async def test_a_pause_that_is_none_gets_the_sentence_of_slow_mode(town: Town, pause: str) -> None:
    assert await orders(town, f"/slow {pause}") == [
        "Write the pause between two messages of a person: /slow 30s. /slow off ends it."
    ]


async def test_somebody_without_a_username_is_picked_as_telegram_offers_them(town: Town) -> None:
    jonas = town.cast.jonas
    assert await picks(town, jonas, "/mute", " 2h off topic") == ["Muted Jonas for 2 hours: off topic."]
    assert await picks(town, jonas, "/unmute", "") == ["Taken back for Jonas."]
    assert await picks(town, jonas, "/undo", "") == ["There is nothing to take back."]
    assert await picks(town, town.cast.vera, "/warn", "") == ["You cannot do that to yourself."]


async def test_a_reply_to_an_announcement_means_whom_it_is_about(town: Town) -> None:
    mara, group, vera = town.cast.mara, town.cast.group, town.cast.vera
    (muted,) = await town.says(vera, group, "/mute 2h off topic", reply_to=await written(town, mara))
    assert await orders(town, "/unmute", muted) == ["Taken back for Mara."]
    assert await orders(town, "/ban", muted) == ["Banned Mara."]
    ban = (await log(town))[-1]
    assert (ban.person_id, ban.evidence) == (mara.id, {"message": None})
    (rules,) = await town.says(vera, group, "/setrules Be kind.")
    assert await orders(town, "/ban", rules) == ["I cannot do that to myself."]


async def test_a_line_that_names_two_people_is_asked_about(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    (stranger,) = strangers(town)
    town.telegram.join(stranger, group, invited_by=mara)
    await town.settle()
    line = list(group.messages.values())[-1]
    assert await orders(town, "/ban advertiser", line) == [
        f"Whom of these: Mara (@mara_k), {stranger.first_name} ({stranger.id})? "
        "Write the @username or id after the command."
    ]
    assert await orders(town, f"/ban {stranger.id} advertiser") == [f"Banned {stranger.first_name}: advertiser."]
    assert status(town, mara) is Status.MEMBER


async def test_who_came_by_themselves_is_meant_by_the_line_that_says_so(town: Town) -> None:
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    line = list(town.cast.group.messages.values())[-1]
    assert await orders(town, "/ban", line) == [f"Banned {stranger.first_name}."]


async def test_an_id_that_telegram_does_not_know(town: Town) -> None:
    assert await orders(town, "/ban 123456789") == [
        "I have not seen 123456789 here, and Telegram shows me nobody like that in this group. "
        "Reply to a message of theirs."
    ]


@pytest.mark.parametrize("words", ["c*", "???a", "come and buy cheap coins from us"])
async def test_a_word_that_could_never_be_found_is_not_taken(town: Town, words: str) -> None:
    assert await orders(town, f"/filter add coins, {words}") == [
        f"I could not look for “{words}”. An entry has up to 6 words, and beside * or ? at least two letters."
    ]
    assert await orders(town, "/filter list") == ["The list is empty."]


async def test_the_ladder_does_not_shorten_a_mute(town: Town) -> None:
    mara, group = town.cast.mara, town.cast.group
    spam = await written(town, mara)
    for _ in range(2):
        await orders(town, "/warn", spam)
        await town.advance(minutes=2)
    await orders(town, "/mute 7d hate", spam)
    until = group.members[mara.id].until
    await town.advance(minutes=2)
    assert await orders(town, "/warn hate", spam, by=town.cast.alena) == [
        "Warned Mara: hate. Third warning in 30 days. They are muted for longer already, and that stays."
    ]
    assert group.members[mara.id].until == until
    assert await orders(town, "/mute 1h", spam) == ["Muted Mara for an hour."], "who names a time decides about it"
    assert group.members[mara.id].until == town.clock() + timedelta(hours=1)
