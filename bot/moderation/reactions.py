"""Reactions: who is new and reacts to many messages at once says nothing, and wants their own name to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import DeleteReactions, Effect
from bot.chat.event import Event
from bot.chat.message.group_message import Reacted
from bot.chat.message.json_fields import JSON
from bot.moderation.chat_admins import ChatAdmins
from bot.moderation.review import delivery
from bot.moderation.review.evidence import REACTIONS
from bot.moderation.screening.actions import record_deletion
from storage import chats, reviews
from storage.chats import Chat
from storage.reviews import Review, ReviewKind
from storage.subjects import Subject

MANY = 10
"""Messages to which nobody reacts within a minute who reads them."""
A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
"""How long each further reaction of somebody goes who reacted to many."""
REMEMBERED = 50_000
"""People kept in mind before all are forgotten."""


class Reactions:
    """Remembers to what people new to a chat have reacted within a minute."""

    def __init__(self) -> None:
        self._lately: dict[tuple[int, int], dict[int, datetime]] = {}
        self._caught: dict[tuple[int, int], datetime] = {}

    def count(self, one: Reacted) -> int:
        """Note a reaction; return to how many messages the same person reacted, or 0 while they are not many."""
        key = (one.chat_id, one.person_id)
        if len(self._lately) >= REMEMBERED:
            self._lately.clear()
            self._caught.clear()
        earlier = self._lately.get(key, {}).items()
        recent = self._lately[key] = {message: at for message, at in earlier if abs(one.at - at) < A_MINUTE}
        recent[one.message_id] = one.at
        caught = self._caught.get(key)
        if len(recent) < MANY and (caught is None or abs(one.at - caught) >= AN_HOUR):
            return 0
        self._caught[key] = one.at
        return len(recent)


def finding(count: int, *, watched: bool) -> JSON:
    """Return what is found about somebody who reacted to so many messages, as it travels with the update."""
    reason = {"check": "reacting", "key": "screened-reactions", "values": {"count": count}}
    return {"check": "reacting", "action": "delete", "watched": watched, "deletes": not watched, "reasons": [reason]}


async def act(event: Event, session: AsyncSession, now: datetime, admins: ChatAdmins | None) -> list[Effect]:
    """Take the reactions of a stranger away, and tell the moderators once; nobody who runs the chat is one."""
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None or admins is None or not admins.may_look or event.person.id in admins.people:
        return []
    found = event.found or {}
    gone = DeleteReactions(event.chat.id, event.person.id) if found["deletes"] and admins.may_delete else None
    former = await reviews.latest(session, chat.id, _subject(event))
    if former is not None and former.ruling is None:
        return [gone] if gone is not None else []
    review = _entry(event, chat, now, gone="no" if gone is None else "yes")
    await reviews.enter(session, review)
    shown = await delivery.show(session, review, admins.moderators, now)
    if gone is None:
        return shown
    evidence = {name: review.evidence[name] for name in ("check", "reasons")}
    return [*shown, replace(gone, subject=await record_deletion(session, review, "unreact", evidence, now))]


def _subject(event: Event) -> str:
    return str(Subject(REACTIONS, event.person.id))


def _entry(event: Event, chat: Chat, now: datetime, *, gone: str) -> Review:
    found = event.found or {}
    reasons = [{**one, "values": {**one["values"], "gone": gone}} for one in found["reasons"]]
    return Review(
        chat_id=chat.id,
        kind=ReviewKind.SPAM,
        subject=_subject(event),
        person_id=event.person.id,
        name=event.person.name,
        words="",
        evidence={**{name: found[name] for name in ("check", "action", "watched")}, "reasons": reasons},
        opened_at=now,
    )
