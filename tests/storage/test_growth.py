"""What jobs and the start look for is found by indexes, however many chats, people and counterpoints there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import chat_settings, closing_times, inbox, outbox, screening
from storage.database import Database
from tests.databases import noting, scans

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
ALLOWED = ("ix_inbox_waiting", "ix_outbox_waiting", "ix_chat_settings_read_elsewhere", "ix_chat_settings_spoken")
"""Indexes of nothing but what is looked for: to go through one whole is no walk through its table."""

Look = Callable[[AsyncSession], Awaitable[Any]]
LOOKS: dict[str, Look] = {
    "updates that wait": inbox.waiting_updates,
    "effects that wait": outbox.waiting_effects,
    "effects in doubt": outbox.doubt_interrupted,
    "what was sent lately": lambda session: outbox.sent_since(session, NOW, ["sendChatAction"]),
    "languages": chat_settings.languages_chosen,
    "moderators who cannot read": chat_settings.moderators_shut_out,
    "chats that were watched long enough": lambda session: screening.watched_since(session, NOW),
    "closing times": lambda session: closing_times.due(session, NOW, 10),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
async def test_nothing_goes_through_a_table_that_grows(database: Database, look: Look) -> None:
    with noting(database) as asked:
        async with database.write() as session:
            await look(session)
    assert asked
    assert [step for _, step in await scans(database, asked) if not step.endswith(ALLOWED)] == []
