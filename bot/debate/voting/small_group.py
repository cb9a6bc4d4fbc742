"""Where few people vote, totals can tell how somebody voted: the group is told so, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Send
from bot.chat.event import Event
from bot.debate.cards import chat_of, get
from bot.texts import say
from storage import chat_settings, chats, counterpoints, votes
from storage.chat_settings import TotalsShown
from storage.chats import Place

FEW_VOTERS = 8
"""Voters of a group from which totals tell little of single people."""


async def warn(event: Event, session: AsyncSession, counterpoint_id: int, now: datetime) -> list[Effect]:
    """Say once that totals can tell, when people are first told how so few of them voted."""
    counterpoint = await get(session, counterpoint_id)
    if not 0 < counterpoints.told(counterpoint).votes < FEW_VOTERS:
        return []
    chat = await chat_of(session, counterpoint)
    chosen = await chat_settings.settings_of(session, chat.id)
    if chat.kind == "private" or chosen.small_told_at is not None or chosen.totals is TotalsShown.CLOSING:
        return []
    if await votes.count_voters(session, chat.id, FEW_VOTERS) >= FEW_VOTERS:
        return []
    language = await chat_settings.language_of(session, chat.telegram_id)
    words = say("small-group", language, totals=chosen.totals.value)
    if not event.chat.private:
        post = replace(event.post(words), silent=True)
    elif (place := await _main_place(session, counterpoint.discussion_id, chat.telegram_id)) is not None:
        post = Send(place, words, silent=True)
    else:
        return []
    await chat_settings.choose(session, chat.id, small_told_at=now)
    return [post]


async def _main_place(session: AsyncSession, discussion_id: int, telegram_id: int) -> Place | None:
    """Return where a group reads that has one discussion for all; None in a topic, where the next press tells it."""
    found = await chats.get_discussion(session, discussion_id)
    return Place(telegram_id) if found is not None and not found[0].thread_id else None
