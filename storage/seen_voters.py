"""Who was seen in a chat, where Telegram does not say who is in it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion
from storage.counterpoints import Counterpoint
from storage.questions import Question
from storage.screening import Standing
from storage.votes import VoteLog


async def was_seen(session: AsyncSession, chat_id: int, person_id: int, since: datetime) -> bool:
    """Say whether somebody asked, countered or voted in a chat, by Telegram's id of it, since then, or writes there."""
    here = select(Discussion.id).join(Chat).where(Chat.telegram_id == chat_id)
    own = select(Counterpoint.id).where(col(Counterpoint.discussion_id).in_(here))
    asked = select(Question.id).where(col(Question.discussion_id).in_(here), Question.person_id == person_id)
    asked = asked.where(Question.asked_at >= since)
    countered = own.where(Counterpoint.author_id == person_id, Counterpoint.submitted_at >= since)
    voted = select(VoteLog.id).where(col(VoteLog.counterpoint_id).in_(own), VoteLog.person_id == person_id)
    voted = voted.where(VoteLog.voted_at >= since)
    writes = select(Standing.posts).join(Chat).where(Chat.telegram_id == chat_id)
    writes = writes.where(Standing.person_id == person_id, Standing.posts > 0)
    return bool((await session.exec(select(or_(*(one.exists() for one in (asked, countered, voted, writes)))))).one())
