"""What the bot may do in a chat: said when it is added, and when something stops or starts working."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Send
from bot.chat.event import Event, EventKind
from bot.chat.handler import on
from bot.chat.members import CAN_DELETE, CAN_RESTRICT, Member
from bot.texts import Html, say
from storage.chats import Place

NEEDED = (CAN_RESTRICT, CAN_DELETE, "can_pin_messages", "can_invite_users")
"""The rights that something here needs, the most important first. Their words are chosen by their names."""


def missing(me: Member | None) -> tuple[str, ...]:
    """Return the rights that the bot lacks in a group."""
    return tuple(right for right in NEEDED if me is None or not me.has_right(right))


async def greet(event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """Say hello to a group that the bot was added to, and what it cannot do there; a channel is not written to."""
    if event.chat.private or event.chat.kind == "channel":
        return []
    lacking = missing(event.rank)
    parts = [say("welcome", event.language), *([lament(lacking, event.language)] if lacking else [])]
    return [Send(Place(event.chat.id), "\n\n".join(parts))]


async def compare(event: Event, _session: AsyncSession, _now: datetime) -> list[Effect]:
    """Say what has stopped or started working when the bot's rights were changed."""
    if event.chat.private or event.chat.kind == "channel":
        return []
    before, now = missing(event.former_rank), missing(event.rank)
    lost = [right for right in now if right not in before]
    gained = [right for right in before if right not in now]
    parts = [lament(lost, event.language)] if lost else []
    if gained:
        parts.append(say("rights-gained", event.language, list=_lines("gained", gained, event.language)))
    return [Send(Place(event.chat.id), "\n\n".join(parts), silent=True, fades=True, fades_alone=True)] if parts else []


def lament(lacking: Collection[str], language: str) -> str:
    """Return what does not work without some rights, and what to do about it."""
    names = ", ".join(say("right-name", language, right=right) for right in lacking)
    return say("rights-missing", language, list=_lines("without", lacking, language), rights=names)


def _lines(kind: str, rights: Collection[str], language: str) -> Html:
    return Html("\n".join(f"• {say(f'right-{kind}', language, right=right)}" for right in rights))


HANDLERS = (on(EventKind.JOINED, act=greet), on(EventKind.RIGHTS, act=compare))
"""What is done when the bot comes, or may do more or less."""
