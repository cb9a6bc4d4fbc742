"""Vectors of texts, kept so that nothing is embedded twice, and the notices that an article is being read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Discussion
from storage.database import Instant
from storage.upsert import insert


class VectorsRow(SQLModel, table=True):
    """The vectors of texts by one model: of an article's sentences, or of sentences about other things."""

    __tablename__ = "vectors"

    fingerprint: str = Field(primary_key=True)
    """Of the texts: other words, or another cut of them, are other vectors."""
    model: str = Field(primary_key=True)
    """Name and version of the model."""
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id", index=True)
    """The article whose sentences they are."""
    dimensions: int
    content: bytes = Field(sa_type=LargeBinary)
    """Rows of 16-bit floats, little-endian."""
    made_at: datetime = Field(sa_type=Instant)


class ReadingNotice(SQLModel, table=True):
    """A message of ours that tells how far an article is read for its meaning; gone when it is."""

    __tablename__ = "reading_notice"

    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    """Telegram's id."""
    message_id: int = Field(sa_type=BigInteger, primary_key=True)
    snapshot_id: int = Field(foreign_key="snapshot.id", index=True)
    language: str
    """Of the words in the message."""


async def find_vectors(session: AsyncSession, fingerprint: str, model: str) -> VectorsRow | None:
    """Return the vectors of texts by a model."""
    return await session.get(VectorsRow, (fingerprint, model))


async def keep_vectors(session: AsyncSession, row: VectorsRow) -> None:
    """Keep vectors; those of the same article by another model, or of another cut, are forgotten."""
    await session.exec(insert(VectorsRow).values(**row.model_dump()).on_conflict_do_nothing())
    if row.snapshot_id is not None:
        query = delete(VectorsRow).where(col(VectorsRow.snapshot_id) == row.snapshot_id)
        query = query.where((col(VectorsRow.model) != row.model) | (col(VectorsRow.fingerprint) != row.fingerprint))
        await session.exec(query)


async def current_snapshots(session: AsyncSession) -> list[int]:
    """Return the articles that are discussed now, the newest first."""
    found = await session.exec(select(Discussion.snapshot_id).distinct().order_by(col(Discussion.snapshot_id).desc()))
    return [number for number in found if number is not None]


async def give_notice(session: AsyncSession, notice: ReadingNotice) -> None:
    """Remember that a message tells how far an article is read."""
    await session.merge(notice)


async def notices_of(session: AsyncSession, snapshot_id: int) -> list[ReadingNotice]:
    """Return the messages that tell how far an article is read."""
    return list(await session.exec(select(ReadingNotice).where(ReadingNotice.snapshot_id == snapshot_id)))


async def end_notices(session: AsyncSession, snapshot_id: int) -> None:
    """Forget the messages that told how far an article is read."""
    await session.exec(delete(ReadingNotice).where(col(ReadingNotice.snapshot_id) == snapshot_id))
