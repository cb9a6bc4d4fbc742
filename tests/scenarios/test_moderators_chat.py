"""Moderators who read in a chat of their own: cards, list and decisions there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.chats import Chat
from bot.playground.members import MEMBER, MODERATION, Membership, Status
from storage.settings import Screening
from tests.scenarios.moderating_queue import LINK, cards, meets, screened, writes
from tests.town import Town, labels, text_of


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    await town.start()
    yield town
    await town.stop()


async def a_room(town: Town) -> Chat:
    """Give the moderators a chat of their own, in which Jonas is too."""
    cast = town.cast
    room = Chat(-1001000000088, "supergroup", "Moderators")
    room.members[cast.bot.id] = Membership(Status.ADMINISTRATOR, rights=MODERATION)
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
    assert labels(card) == ["Reject", "Dismiss", "Warn", "Mute", "Ban"]
    (shown,) = await town.says(cast.vera, room, "/queue")
    assert text_of(shown).startswith("Waits for you · 1")
    answer = await town.press(cast.jonas, card, "Ban")
    assert answer["text"] == "Only a moderator who may ban users in this group can do that."
    (no,) = await town.says(cast.jonas, room, "/queue")
    assert text_of(no) == "Only a moderator of this group can do that."
    await town.press(cast.vera, card, "Mute")
    assert message.is_deleted
    assert "Vera muted them." in text_of(card)
