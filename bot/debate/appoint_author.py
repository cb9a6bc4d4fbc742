"""/appoint: the host says who the author of the article is, whose replies carry a badge."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.texts import Refusal
from storage import audit, chats
from storage.audit import Act
from storage.subjects import Subject


async def appoint(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/appoint author` as a reply to somebody: whose replies carry the author's badge."""
    if event.text.strip().lower() != "author" or event.reply is None or event.reply.person is None:
        raise Refusal("appoint-how")
    author = event.reply.person
    if author.speaks_as_chat or event.reply.to_us:
        raise Refusal("appoint-person")
    discussion = await chats.open_discussion(session, event.place, now)
    act = Act(
        event.person.id,
        "appointed",
        Subject("discussion", discussion.id),
        discussion_id=discussion.id,
        before={"author": discussion.author_id},
        after={"author": author.id},
    )
    await audit.record(session, act, now)
    person = chats.Person(
        telegram_id=author.id, name=author.name, username=author.username, language=author.language, seen_at=now
    )
    await chats.remember_people(session, [person])
    discussion.author_id = author.id
    session.add(discussion)
    return [event.reply_with("appointed", person=author.name)]
