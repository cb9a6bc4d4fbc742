"""Who moderates a chat, asked when it matters."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.chat.event import ChatRef, Event, EventKind, PersonRef
from bot.chat.members import Member
from bot.chat.permissions import Role, may
from bot.texts import Refusal
from tests.playground_request import START


@dataclass
class Town:
    """A chat whose administrators are known, and who asked for them."""

    admins: frozenset[int]
    asked: list[int] = field(default_factory=list)

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        self.asked.append(chat_id)
        return tuple(Member(one, "", "administrator") for one in self.admins)


def said_by(person: PersonRef, chat: ChatRef) -> Event:
    return Event(EventKind.COMMAND, chat, person, 5, START, word="rule", language="en")


GROUP, PRIVATE = ChatRef(-100, "supergroup"), ChatRef(7, "private")
ADMIN, MEMBER = PersonRef(7, "Vera"), PersonRef(8, "Mara")
ANONYMOUS, CHANNEL = PersonRef(-100, "Group", speaks_as_chat=True), PersonRef(-300, "Ana", speaks_as_chat=True)


@pytest.mark.parametrize(
    ("person", "chat", "allowed"),
    [
        pytest.param(ADMIN, GROUP, True, id="administrator"),
        pytest.param(MEMBER, GROUP, False, id="member"),
        pytest.param(MEMBER, PRIVATE, True, id="in private"),
        pytest.param(ANONYMOUS, GROUP, True, id="anonymous administrator"),
        pytest.param(CHANNEL, GROUP, False, id="a channel"),
    ],
)
async def test_who_moderates(person: PersonRef, chat: ChatRef, allowed: bool) -> None:
    assert await may(said_by(person, chat), Role.MODERATOR, Town(frozenset({ADMIN.id})).administrators) is allowed


@pytest.mark.parametrize("role", [Role.RESTRICTER, Role.CLEANER])
async def test_nobody_bans_in_private(role: Role) -> None:
    with pytest.raises(Refusal, match="That is for groups"):
        await may(said_by(ADMIN, PRIVATE), role, Town(frozenset()).administrators)


async def test_it_is_asked_anew_each_time() -> None:
    town = Town(frozenset({ADMIN.id}))
    assert await may(said_by(ADMIN, GROUP), Role.MODERATOR, town.administrators)
    town.admins = frozenset()
    assert not await may(said_by(ADMIN, GROUP), Role.MODERATOR, town.administrators)
    assert town.asked == [GROUP.id] * 2
