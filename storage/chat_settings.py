"""What the moderators of a chat have chosen."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, and_, col, delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat, Discussion, Person
from storage.database import Instant, Languages, choice, index_where


class Screening(StrEnum):
    """What is done about messages that look like spam or break the rules."""

    OFF = "off"
    WATCH = "watch"
    """Only the moderators are told what would be done."""
    ON = "on"


class TotalsShown(StrEnum):
    """When people are told how many voted how."""

    LIVE = "live"
    BATCHES = "batches"
    """With five new votes or more at a time, so that nobody's vote can be read from them."""
    CLOSING = "closing"
    """When the voting on a counterpoint is over."""


class Door(StrEnum):
    """What a newcomer has to do before they may write."""

    OPEN = "open"
    BUTTON = "button"
    RULES = "rules"


class ChatSettings(SQLModel, table=True):
    """The settings of one chat. A chat without a row has the defaults."""

    __tablename__ = "chat_settings"
    __table_args__ = (
        index_where("ix_chat_settings_read_elsewhere", "moderators_chat_id IS NOT NULL", "moderators_chat_id"),
        index_where("ix_chat_settings_spoken", "language IS NOT NULL", "language"),
        index_where("ix_chat_settings_to_ask", "asked_at IS NULL", "screening", "watched_since"),
    )

    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    language: str | None = None
    """The language of the bot's words here; the operator's where it is not chosen."""
    totals: TotalsShown = Field(
        default=TotalsShown.BATCHES,
        sa_type=choice(TotalsShown),
        sa_column_kwargs={"server_default": TotalsShown.BATCHES.value},
    )
    small_told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the chat was told that so few people vote there that totals can tell; it is told once."""
    moderators_chat_id: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram id of the chat in which moderators read what is for them; in private where there is none."""
    moderators_thread_id: int = Field(default=0, sa_type=BigInteger)
    """The topic of it."""
    screening: Screening = Field(default=Screening.WATCH, sa_type=choice(Screening))
    watched_since: datetime | None = Field(default=None, sa_type=Instant)
    """When the chat was first screened; after a week of watching a new chat is asked whether to go on."""
    asked_at: datetime | None = Field(default=None, sa_type=Instant)
    """When its moderators were asked whether to switch screening on; they are asked once."""
    checks: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What differs from the defaults of the checks."""
    blocklist: list[str] = Field(default_factory=list, sa_type=JSON)
    ladder: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What differs from the defaults of the ladder of sanctions."""
    door: Door = Field(default=Door.OPEN, sa_type=choice(Door))
    rules: str = ""
    """The rules of the chat, in its moderators' words."""
    reasons: list[str] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    """The moderators' own reasons for which a counterpoint is not accepted."""


class PanelMessage(SQLModel, table=True):
    """A message with the settings of a chat, that leaves when it was not used for a while."""

    __tablename__ = "settings_panel"

    subject: str = Field(primary_key=True)
    """The name by which the outbox knows it."""
    chat_id: int = Field(sa_type=BigInteger)
    """Telegram id of the chat where it is."""
    command_id: int = Field(sa_type=BigInteger)
    """The message that asked for it, which leaves too."""
    leaves_at: datetime = Field(sa_type=Instant, index=True)


async def settings_of(session: AsyncSession, chat_id: int) -> ChatSettings:
    """Return the settings of a chat, by our own number; the defaults where nothing was chosen."""
    return await session.get(ChatSettings, chat_id) or ChatSettings(chat_id=chat_id)


async def open_panel(session: AsyncSession, panel: PanelMessage) -> None:
    """Keep that there is a new panel."""
    session.add(panel)
    await session.flush()


async def keep_panel(session: AsyncSession, subject: str, leaves_at: datetime) -> None:
    """Let a panel stay longer: it was used."""
    await session.exec(update(PanelMessage).where(col(PanelMessage.subject) == subject).values(leaves_at=leaves_at))


async def panels_due(session: AsyncSession, now: datetime) -> list[PanelMessage]:
    """Return the panels that were not used for a while."""
    return list(await session.exec(select(PanelMessage).where(PanelMessage.leaves_at <= now)))


async def close_panel(session: AsyncSession, subject: str) -> PanelMessage | None:
    """Forget a panel, and return what was kept of it."""
    found = await session.get(PanelMessage, subject)
    await session.exec(delete(PanelMessage).where(col(PanelMessage.subject) == subject))
    return found


async def totals_shown(session: AsyncSession, discussion_id: int) -> TotalsShown:
    """Return when people are told how many voted how in a discussion."""
    query = select(ChatSettings.totals).join(Discussion, col(Discussion.chat_id) == col(ChatSettings.chat_id))
    chosen = (await session.exec(query.where(Discussion.id == discussion_id))).first()
    return TotalsShown(chosen or TotalsShown.BATCHES)


async def moderators_shut_out(session: AsyncSession) -> list[Chat]:
    """Return the chats whose moderators chose a chat to read in that the bot is not in any more."""
    theirs = aliased(Chat)
    shut_out = select(ChatSettings.chat_id).where(col(ChatSettings.moderators_chat_id).is_not(None))
    shut_out = shut_out.join(theirs, col(theirs.telegram_id) == col(ChatSettings.moderators_chat_id))
    shut_out = shut_out.where(col(theirs.resting).is_(True))
    query = select(Chat).where(col(Chat.id).in_(shut_out), col(Chat.resting).is_(False))
    return list(await session.exec(query.order_by(col(Chat.id))))


async def languages_chosen(session: AsyncSession) -> dict[int, str]:
    """Return the languages that chats chose, by Telegram's id of the chat."""
    query = select(Chat.telegram_id, ChatSettings.language).join_from(Chat, ChatSettings)
    found = await session.exec(query.where(col(ChatSettings.language).is_not(None)))
    return {chat_id: language for chat_id, language in found if language is not None}


async def language_of(session: AsyncSession, chat_id: int) -> str:
    """Return the language in which the bot writes into a chat, by Telegram's id: in private it is the person's own."""
    return await _language(session, or_(col(Chat.telegram_id) == chat_id, col(Chat.former_id) == chat_id))


async def language_of_group(session: AsyncSession, chat_id: int) -> str:
    """Return the language in which the bot writes into a group, by our number."""
    return await _language(session, col(Chat.id) == chat_id)


async def _language(session: AsyncSession, such: ColumnElement[bool]) -> str:
    its_person = and_(col(Chat.kind) == "private", col(Person.telegram_id) == col(Chat.telegram_id))
    query = select(Person.language, ChatSettings.language).select_from(Chat).outerjoin(Person, its_person)
    found = await session.exec(query.outerjoin(ChatSettings).where(such))
    languages: Languages = session.info["languages"]
    return languages.choose(*(found.first() or (None, None)))


async def choose(session: AsyncSession, chat_id: int, **chosen: Any) -> None:
    """Keep what moderators of a chat have chosen, by the names of the columns."""
    changed = update(ChatSettings).where(col(ChatSettings.chat_id) == chat_id).values(**chosen)
    if (await session.exec(changed)).rowcount == 0:
        session.add(ChatSettings(chat_id=chat_id, **chosen))
        await session.flush()
