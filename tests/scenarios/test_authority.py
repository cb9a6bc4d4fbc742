"""Who may do what: the table that the code makes, and every forbidden pair tried through the playground."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.chat.event import EventKind
from bot.chat.permissions import ONLY, RIGHTS, Role
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from bot.texts import tell
from storage import silences
from storage.silences import Silence
from tests.permission_table import Permission, as_text, duties
from tests.scenarios.debating import WALKING, submitted
from tests.scenarios.moderating import forges, meets_privately, offered, orders, written
from tests.town import Town, text_of

LIVELY = {"inbox", "outbox", "keyboard", "person", "chat", "standing", "presence"}
"""Tables that change whenever anything is said."""
ACTS = {"restrictChatMember", "banChatMember", "unbanChatMember", "banChatSenderChat", "setChatPermissions"}
ALL_ROLES = frozenset(Role) - {Role.ANYBODY}


@dataclass(frozen=True)
class Stranger:
    """Somebody who lacks some roles."""

    lacks: frozenset[Role]
    make: Callable[[Town], PlaygroundPerson | PlaygroundChat]


def former_moderator(town: Town) -> PlaygroundPerson:
    town.telegram.promote(town.cast.jonas, town.cast.group)
    town.telegram.demote(town.cast.jonas, town.cast.group)
    return town.cast.jonas


def other_moderator(town: Town) -> PlaygroundPerson:
    town.telegram.promote(town.cast.jonas, town.cast.forum)
    return town.cast.jonas


def rightless(town: Town, *, is_anonymous: bool = False) -> PlaygroundPerson:
    town.telegram.promote(town.cast.jonas, town.cast.group, {"can_manage_chat"}, is_anonymous=is_anonymous)
    return town.cast.jonas


STRANGERS = {
    "member": Stranger(ALL_ROLES, lambda town: town.cast.jonas),
    "moderator of another chat": Stranger(ALL_ROLES, other_moderator),
    "former moderator": Stranger(ALL_ROLES, former_moderator),
    "channel": Stranger(ALL_ROLES, lambda town: town.cast.channel),
    "moderator without the right": Stranger(frozenset({*RIGHTS, Role.HOST}), rightless),
    "anonymous admin without the right": Stranger(
        frozenset({*RIGHTS, Role.HOST}), lambda town: rightless(town, is_anonymous=True)
    ),
    "moderator": Stranger(frozenset({Role.HOST}), lambda town: town.cast.vera),
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town in which there is something to decide: a held counterpoint, a mute, a report, a chat with its log."""
    town = Town(tmp_path)
    await town.start()
    await submitted(town, town.cast.mara, WALKING)
    spam = await written(town, town.cast.ana)
    await town.says(town.cast.mara, town.cast.group, "/report", reply_to=spam)
    await orders(town, "/mute 2h", spam, by=town.cast.alena)
    silence = {"chat_id": 1, "counterpoint_id": 1, "person_id": town.cast.mara.id, "actor_id": town.cast.vera.id}
    async with town.database.write() as session:
        await silences.impose(session, Silence(**silence, decided_at=town.clock()))
    yield town
    await town.stop()


async def everything(town: Town) -> dict[str, list[Any]]:
    """Return all that the bot keeps, but for what is said and heard."""
    async with town.database.read() as session:
        connection = await session.connection()
        tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in LIVELY]
        return {table.name: [tuple(row) for row in await connection.execute(select(table))] for table in tables}


def refusals() -> set[str]:
    return {tell(key) for key in ONLY.values()}


def bot_post(town: Town) -> Message:
    return next(one for one in reversed(town.from_bot(town.cast.group)) if one.keyboard)


async def command(town: Town, by: PlaygroundPerson | PlaygroundChat, word: str) -> list[str]:
    """Let somebody try a command as a reply, with words that it could take."""
    group, about = town.cast.group, bot_post(town)
    known = set(group.messages)
    if isinstance(by, PlaygroundChat):
        town.telegram.speak_as(by, group, f"/{word} 5", about)
    else:
        town.telegram.say(by, group, f"/{word} 5", reply_to=about)
    await town.settle()
    return [text_of(one) for one in town.from_bot(group) if one.id not in known]


def forged(duty: Permission) -> tuple[str, ...]:
    """Return what a forged button may say: the shapes that the buttons of the bot have, about things that there are."""
    return tuple(f"{duty.word}:{rest}" for rest in ("1", "1:0", "1:1", "1:0:", "1:0:spam", "1:1:spam", "review:1"))


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS.keys())
async def test_nobody_does_what_they_may_not(town: Town, stranger: Stranger) -> None:
    who = stranger.make(town)
    await town.settle()
    town.request.calls.clear()
    table = [duty for duty in duties(town.app.handlers) if duty.role in stranger.lacks]
    assert table
    before = await everything(town)
    for duty in table:
        await town.advance(minutes=1, seconds=1)
        if duty.kind is EventKind.COMMAND:
            (said,) = await command(town, who, duty.word)
            # One that is about another chat may not find out which: then it says what is missing.
            assert duty.elsewhere or said == tell(ONLY[duty.role]), f"/{duty.word}"
        elif isinstance(who, PlaygroundPerson):
            answers = {(await offered(town, who, bot_post(town), data)).get("text") for data in forged(duty)}
            assert tell(ONLY[duty.role]) in answers, duty.word
            assert answers <= refusals() | {tell("button-old")}, duty.word
        assert await everything(town) == before, duty.word
    assert not ACTS & set(town.request.methods())


async def test_a_moderator_does_nothing_here_from_a_chat_of_their_own(town: Town) -> None:
    jonas = other_moderator(town)
    post = town.telegram.say(jonas, town.cast.forum, "/help", thread=next(iter(town.cast.forum.topics)))
    await town.settle()
    private = await meets_privately(town, jonas)
    before = await everything(town)
    town.request.calls.clear()
    for duty in duties(town.app.handlers):
        if duty.kind is EventKind.BUTTON and duty.role is not Role.ANYBODY:
            for where in (post, town.from_bot(private)[-1]):
                for data in forged(duty):
                    assert await offered(town, jonas, where, data), data
    assert await everything(town) == before
    assert not ACTS & set(town.request.methods())


async def test_an_anonymous_admin_acts_where_all_of_them_have_the_right(town: Town) -> None:
    town.telegram.promote(town.cast.jonas, town.cast.group, is_anonymous=True)
    spam = await written(town, town.cast.mara)
    assert await orders(town, "/mute 2h", spam, by=town.cast.jonas) == ["Muted Mara for 2 hours."]


async def test_a_button_is_pressed_twice(town: Town) -> None:
    (muted,) = await town.says(
        town.cast.vera, town.cast.group, "/mute 2h", reply_to=await written(town, town.cast.mara)
    )
    data = muted.keyboard["inline_keyboard"][0][0]["callback_data"]
    await town.press(town.cast.vera, muted, "Undo")
    before = await everything(town)
    assert (await forges(town, town.cast.vera, muted, data))["text"] == "Vera took that back already."
    assert await everything(town) == before


async def test_the_table_says_of_each_command_who_may_and_what_it_does(town: Town) -> None:
    table = duties(town.app.handlers)
    assert {duty.word for duty in table if duty.role is Role.RESTRICTER and duty.kind is EventKind.COMMAND} >= {
        *("warn", "unwarn", "mute", "unmute", "ban", "unban", "kick", "undo", "slow", "lock", "unlock")
    }
    assert [duty.word for duty in table if not duty.does] == []
    text = as_text(table)
    assert "| /purge | moderator who may delete messages |" in text
    assert "| button `undo` | moderator who may ban users, of the chat that it is about |" in text
