"""/start: the doors at which somebody waits, else what the bot does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.help import give_help
from bot.moderation.captcha.newcomers import Captcha
from storage import newcomers

SHOWN_DOORS = 5
"""Doors that are shown to somebody who waits at several."""


class StartCommand:
    """Greets who begins to talk with the bot."""

    def __init__(self, captcha: Captcha) -> None:
        self._captcha = captcha

    async def start(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """`/start`: the doors at which somebody waits, else what the bot does."""
        waits = await newcomers.doors_of(session, event.person.id, SHOWN_DOORS) if event.chat.private else []
        found = [one for number in waits if (one := await self._captcha.message_of(session, number)) is not None]
        own = [replace(one, language=event.language) for one in found]
        asked: list[Effect] = [event.post(one.in_private("door-private"), one.buttons()) for one in own]
        return asked or await give_help(event, session, now)
