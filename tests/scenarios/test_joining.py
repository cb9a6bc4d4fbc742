"""Newcomers at the door: they press a button before they may write, and nobody is banned for being slow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.chat import members
from bot.moderation.captcha.newcomers import let_in
from bot.playground.telegram.members import ALL_PERMISSIONS, OPEN, PERMISSIONS, Status
from bot.playground.telegram.messaging import data_of
from storage.chat_settings import Door
from storage.chats import Chat
from storage.chats import Person as KnownPerson
from storage.newcomers import Newcomer, NewcomerStatus
from tests.playground_request import START
from tests.scenarios.moderating import offered
from tests.scenarios.newcomers import ACCEPT, PRESS, choose, post, posts, presses, rank, strangers, words
from tests.town import Town, labels

GRANTED = "Thank you. You are in The reading group now, unless its moderators have decided otherwise already."
RULES = "Be kind.\nSay where you know it from: <a source>."


async def test_an_open_door_asks_nobody_and_keeps_nobody(town: Town) -> None:
    (stranger,) = strangers(town)

    town.telegram.join(stranger, town.cast.group)
    await town.settle()

    assert town.from_bot(town.cast.group) == []
    assert rank(town, stranger).status is Status.MEMBER
    async with town.database.read() as session:
        assert (await session.exec(select(Newcomer))).all() == []
        kept = await session.exec(select(KnownPerson).where(KnownPerson.telegram_id == stranger.id))
        assert kept.all() == []


async def test_a_newcomer_may_write_when_they_have_pressed(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)

    town.telegram.join(stranger, town.cast.group)
    await town.settle()

    asked = post(town)
    assert words(asked).startswith("Welcome, Newcomer 1. Please press the button below")
    assert labels(asked) == [PRESS]
    assert rank(town, stranger).permissions == frozenset()
    assert await presses(town, stranger, asked) == "Thank you. You can write here now."
    assert rank(town, stranger).status is Status.MEMBER
    await town.advance(seconds=20)
    assert posts(town) == []


async def test_the_rules_are_shown_as_they_are_and_accepted(town: Town) -> None:
    await choose(town, door=Door.RULES, rules=RULES)
    (stranger,) = strangers(town)

    town.telegram.join(stranger, town.cast.group)
    await town.settle()

    assert RULES in str(post(town).content["text"])
    assert labels(post(town)) == [ACCEPT]
    await presses(town, stranger, post(town))
    assert rank(town, stranger).status is Status.MEMBER


async def test_without_rules_there_is_nothing_to_accept(town: Town) -> None:
    await choose(town, door=Door.RULES)
    town.telegram.join(strangers(town)[0], town.cast.group)
    await town.settle()
    assert labels(post(town)) == [PRESS]


@given(allowed=st.sets(st.sampled_from(PERMISSIONS)), hours=st.none() | st.integers(1, 8000))
def test_the_permissions_that_somebody_came_with_come_back(allowed: set[str], hours: int | None) -> None:
    until = START + timedelta(hours=hours) if hours else None
    former = {name: name in allowed for name in PERMISSIONS}
    about = {"former": former, "former_until": until, "late_at": START}
    newcomer = Newcomer(chat_id=1, person_id=7, name="", status=NewcomerStatus.LATE, **about)

    given_back = let_in(newcomer, Chat(telegram_id=-1, kind="supergroup", seen_at=START), START)

    assert (given_back.permissions, given_back.until) == (former, until)


@pytest.mark.parametrize("hours", [None, 5], ids=["for ever", "for a while"])
async def test_somebody_restricted_before_is_restricted_alike_afterwards(town: Town, hours: int | None) -> None:
    await choose(town, door=Door.BUTTON)
    until = town.clock() + timedelta(hours=hours) if hours else None
    allowed = {"can_send_messages", "can_send_photos", "can_invite_users", "can_edit_tag"}
    town.telegram.restrict(town.cast.mara, town.cast.group, allowed, until)
    town.telegram.leave(town.cast.mara, town.cast.group)
    before = rank(town, town.cast.mara)
    town.telegram.join(town.cast.mara, town.cast.group)
    await town.settle()
    assert rank(town, town.cast.mara).permissions == frozenset()
    # Who leaves and comes again meanwhile keeps what they came with at first.
    town.telegram.leave(town.cast.mara, town.cast.group)
    town.telegram.join(town.cast.mara, town.cast.group)
    await town.settle()

    await presses(town, town.cast.mara, post(town))

    after = rank(town, town.cast.mara)
    assert (after.status, after.permissions, after.until) == (before.status, before.permissions, before.until)


async def test_a_restriction_that_ended_meanwhile_is_not_given_back(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    town.telegram.restrict(town.cast.mara, town.cast.group, OPEN, town.clock() + timedelta(minutes=5))
    town.telegram.leave(town.cast.mara, town.cast.group)
    town.telegram.join(town.cast.mara, town.cast.group)
    await town.settle()
    await town.advance(minutes=6)

    await presses(town, town.cast.mara, post(town))

    assert rank(town, town.cast.mara).permissions == ALL_PERMISSIONS


async def test_nobody_is_put_out_for_being_slow(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()

    await town.advance(seconds=61)

    assert "One newcomer has not pressed the button yet." in words(post(town))
    assert labels(post(town)) == [PRESS, "Later, in private"]
    assert rank(town, stranger).is_present
    assert rank(town, stranger).permissions == frozenset()
    await town.advance(hours=3)
    await presses(town, stranger, post(town))
    assert rank(town, stranger).status is Status.MEMBER
    await town.advance(seconds=20)
    assert posts(town) == []


async def test_who_is_late_may_press_in_private(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    await town.advance(seconds=61)
    link = post(town).keyboard["inline_keyboard"][1][0]["url"]
    private = town.telegram.private(stranger)

    (asked,) = await town.says(stranger, private, f"/start {link.partition('start=')[2]}")
    assert words(asked).startswith("You wait at the door of The reading group.")
    await presses(town, stranger, asked)

    assert words(asked) == "Thank you. You can write in The reading group now."
    assert labels(asked) == []
    assert rank(town, stranger).status is Status.MEMBER
    (again,) = await town.says(stranger, private, f"/start {link.partition('start=')[2]}")
    assert "not let in yet" in words(again)


async def test_the_message_leaves_after_a_day(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    town.telegram.join(strangers(town)[0], town.cast.group)
    await town.settle()
    await town.advance(seconds=61)
    assert len(posts(town)) == 1
    await town.advance(hours=25)
    assert posts(town) == []


async def test_who_is_late_for_days_is_let_in_by_start(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    await town.advance(hours=30)
    assert posts(town) == []
    private = town.telegram.private(stranger)
    (asked,) = await town.says(stranger, private, "/start")
    assert words(asked).startswith("You wait at the door of The reading group.")
    await presses(town, stranger, asked)
    assert rank(town, stranger).status is Status.MEMBER
    (helped,) = await town.says(stranger, private, "/start")
    assert words(helped).startswith("I answer questions about an article")


async def test_who_left_or_was_banned_is_not_waited_for(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    left, banned, waits = strangers(town, 3)
    for stranger in (left, banned, waits):
        town.telegram.join(stranger, town.cast.group)
    await town.settle()
    town.telegram.leave(left, town.cast.group)
    town.telegram.ban(banned, town.cast.group, by=town.cast.vera)
    await town.settle()
    await town.advance(seconds=61)
    assert "One newcomer has not pressed the button yet." in words(post(town))
    town.telegram.join(left, town.cast.group)
    await town.settle()
    assert rank(town, left).permissions == frozenset()
    await presses(town, left, posts(town)[-1])
    assert rank(town, left).status is Status.MEMBER
    async with town.database.read() as session:
        kept = await session.exec(select(KnownPerson.telegram_id).where(KnownPerson.telegram_id == waits.id))
        assert list(kept) == []


async def test_only_who_is_asked_may_press(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()

    for person in (town.cast.mara, town.cast.vera, town.cast.alena):
        assert await presses(town, person, post(town)) == (
            "This is for newcomers who were not let in yet. You need not press it."
        )

    assert rank(town, stranger).permissions == frozenset()


@pytest.mark.parametrize("data", ["door:", "door:99", "door:1:1", "door:-1", "door:٣", "door:" + "9" * 40])
async def test_forged_buttons_are_answered_and_let_nobody_in(town: Town, data: str) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    asked = post(town)
    answer = await offered(town, stranger, asked, data)
    assert answer["text"] == "This button belongs to something that is no longer here."

    assert rank(town, stranger).permissions == frozenset()


async def test_a_button_of_one_group_does_nothing_in_another(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    (there,) = await town.says(town.cast.mara, town.cast.forum, "/help")
    town.telegram.join(stranger, town.cast.forum)
    assert "no longer here" in str((await offered(town, stranger, there, data_of(post(town))[0]))["text"])
    assert rank(town, stranger).permissions == frozenset()


async def test_pressing_twice_is_pressing_once(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    first, second = strangers(town, 2)
    for person in (first, second):
        town.telegram.join(person, town.cast.group)
    await town.settle()
    for _ in range(2):
        town.telegram.tap(first, post(town), data_of(post(town))[0])
    await town.settle()
    assert list(town.request.methods()).count("restrictChatMember") == 3


async def test_those_who_come_together_share_one_message(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    people = strangers(town, 7)
    for person in people:
        town.telegram.join(person, town.cast.group)
    await town.settle()
    await town.advance(seconds=20)

    names = "Newcomer 1, Newcomer 2, Newcomer 3, Newcomer 4, Newcomer 5 and 2 more."
    assert words(post(town)).startswith(f"Welcome, {names}")
    await presses(town, people[2], post(town))
    await town.advance(seconds=20)
    assert "Newcomer 3" not in words(post(town))
    town.telegram.join(town.telegram.add_person(strangers(town)[0]), town.cast.group)
    await town.advance(seconds=21)
    assert len(posts(town)) == 1


async def test_telegrams_own_lines_go_where_the_door_asks(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    town.telegram.join(strangers(town)[0], town.cast.group)
    await town.settle()
    await town.advance(seconds=20)
    assert [one for one in town.cast.group.messages.values() if "new_chat_members" in one.content] == []


async def test_bots_and_appointed_administrators_are_not_asked(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.promote(stranger, town.cast.group, by=town.cast.alena)
    await town.settle()
    assert posts(town) == []


async def test_who_was_let_in_once_is_not_asked_again(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    await presses(town, stranger, post(town))
    town.telegram.leave(stranger, town.cast.group)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    assert rank(town, stranger).status is Status.MEMBER


async def test_the_button_does_not_lift_what_a_moderator_decided(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    first, second = strangers(town, 2)
    for person in (first, second):
        town.telegram.join(person, town.cast.group)
    await town.settle()
    town.telegram.restrict(first, town.cast.group, {"can_send_messages"}, by=town.cast.vera)
    await town.settle()

    assert await presses(town, first, post(town)) == (
        "A moderator has decided since what you may do here. Please ask them."
    )

    assert rank(town, first).permissions == {"can_send_messages"}
    await town.advance(seconds=20)
    assert "Newcomer 1" not in words(post(town))


async def test_the_button_does_not_lift_a_mute_and_works_when_that_is_over(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    hello = town.telegram.say(stranger, town.cast.group, "Buy my books")
    await town.settle()
    await town.says(town.cast.vera, town.cast.group, "/mute 2h advertising", reply_to=hello)

    assert "A moderator has decided" in await presses(town, stranger, post(town))
    assert rank(town, stranger).permissions == frozenset()
    await town.says(town.cast.vera, town.cast.group, "/unmute", reply_to=hello)
    assert rank(town, stranger).permissions == frozenset()
    await presses(town, stranger, post(town))

    assert rank(town, stranger).status is Status.MEMBER


@pytest.mark.parametrize("moment", ["before the press", "before the minute is over"])
async def test_a_restart_in_the_middle_loses_nothing(town: Town, moment: str) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.join(stranger, town.cast.group)
    await town.settle()
    await town.restart()
    if moment == "before the minute is over":
        await town.advance(seconds=61)
        assert "One newcomer" in words(post(town))
        await town.restart()
    await presses(town, stranger, post(town))
    assert rank(town, stranger).status is Status.MEMBER
    await town.advance(seconds=20)
    assert posts(town) == []


# Who asks to be let in


async def test_who_asks_to_join_presses_in_private_and_is_in(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.ask_to_join(stranger, town.cast.group)
    await town.settle()
    (asked,) = town.from_bot(town.telegram.private(stranger))
    assert words(asked).startswith("You asked to join The reading group.")

    await presses(town, stranger, asked)

    assert rank(town, stranger).status is Status.MEMBER
    assert posts(town) == []
    assert words(asked) == GRANTED


@pytest.mark.parametrize("door", [Door.OPEN, Door.BUTTON])
async def test_a_request_that_telegram_waits_for_is_left_to_the_moderators_at_once(town: Town, door: Door) -> None:
    await choose(town, door=door)
    (stranger,) = strangers(town)
    town.cast.group.guard = town.cast.bot.id
    town.request.calls.clear()
    town.telegram.ask_to_join(stranger, town.cast.group)
    await town.settle()
    answers = [params["result"] for name, params in town.request.calls if name == "answerChatJoinRequestQuery"]
    assert (answers, town.telegram.join_queries) == (["queue"], {})
    assert stranger.id in town.cast.group.requests
    for asked in town.from_bot(town.telegram.private(stranger)):
        await presses(town, stranger, asked)
    assert rank(town, stranger).is_in is (door is Door.BUTTON)


async def test_a_request_that_was_declined_is_not_called_granted(town: Town) -> None:
    await choose(town, door=Door.BUTTON)
    (stranger,) = strangers(town)
    town.telegram.ask_to_join(stranger, town.cast.group)
    await town.settle()
    town.telegram.answer_request(stranger, town.cast.group, town.cast.vera, welcome=False)
    (asked,) = town.from_bot(town.telegram.private(stranger))
    await presses(town, stranger, asked)
    assert words(asked) == GRANTED
    assert not rank(town, stranger).is_in


async def test_a_request_not_pressed_in_time_is_left_to_the_moderators(town: Town) -> None:
    await choose(town, door=Door.RULES, rules=RULES)
    (stranger,) = strangers(town)
    town.telegram.ask_to_join(stranger, town.cast.group)
    await town.settle()
    (asked,) = town.from_bot(town.telegram.private(stranger))
    assert labels(asked) == [ACCEPT]
    old = asked.keyboard
    await town.restart()

    await town.advance(seconds=61)

    assert words(asked).startswith("Nobody pressed the button within a minute")
    assert stranger.id in town.cast.group.requests
    asked.keyboard = old
    assert await presses(town, stranger, asked) == "The moderators decide about your request now."
    town.telegram.answer_request(stranger, town.cast.group, town.cast.vera, welcome=True)
    await town.settle()
    assert posts(town) == []
    assert rank(town, stranger).status is Status.MEMBER


async def test_with_an_open_door_requests_are_the_moderators_own(town: Town) -> None:
    (stranger,) = strangers(town)
    town.telegram.ask_to_join(stranger, town.cast.group)
    await town.settle()
    assert town.from_bot(town.telegram.private(stranger)) == []
    assert stranger.id in town.cast.group.requests


def test_all_permissions_of_telegram_are_known() -> None:
    assert sorted(members.PERMISSIONS) == sorted(PERMISSIONS)
