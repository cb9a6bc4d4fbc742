"""The audit log: who decided what, and why; it is only ever added to."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.debate import Audit


async def note(session: AsyncSession, entry: Audit) -> None:
    """Add an entry."""
    session.add(entry)
    await session.flush()


async def latest(session: AsyncSession, subject: str, action: str | None = None) -> Audit | None:
    """Return the newest entry about a subject such as `counterpoint:12`, or the newest of one action."""
    question = select(Audit).where(Audit.subject == subject)
    if action is not None:
        question = question.where(Audit.action == action)
    return (await session.exec(question.order_by(col(Audit.id).desc()).limit(1))).first()
