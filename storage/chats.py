"""Chats, people and discussions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, Table, bindparam, false, text, true
from sqlmodel import Field, SQLModel, col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import Instant, choice, index_where
from storage.upsert import Insert, add_new, change, insert


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: Telegram's chat, and the topic or comment thread in it (0: the chat itself)."""

    chat_id: int
    thread_id: int = 0


NOWHERE_ID = -(2**53)
"""Ids below this are none of Telegram's, which have at most 52 bits: by so much they are our number of another chat,
with which this one was united."""


class Chat(SQLModel, table=True):
    """A chat that the bot is or was in."""

    id: int = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, unique=True)
    former_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    """The id before the group became a supergroup."""
    kind: str
    title: str = ""
    resting: bool = False
    """Nothing is sent here until the chat is heard from again: the bot was removed or blocked."""
    seen_at: datetime = Field(sa_type=Instant)


class Person(SQLModel, table=True):
    """Somebody (or a channel) who used the bot, or has a username and wrote where the bot is."""

    __table_args__ = (Index("ix_person_folded_username", text("lower(username)")),)

    id: int = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, unique=True)
    name: str
    username: str | None = None
    language: str | None = None
    seen_at: datetime = Field(sa_type=Instant)


class Presence(SQLModel, table=True):
    """Somebody was seen in a group: they said something to the bot there, or run it."""

    __table_args__ = (Index(None, "chat_id", "moderates"),)

    person_id: int = Field(sa_type=BigInteger, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id", primary_key=True)
    moderates: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether Telegram once named them as one of its administrators."""


class Premoderation(StrEnum):
    """Whose counterpoints a moderator sees before they are open to votes."""

    ALL = "all"
    NEWCOMERS = "newcomers"
    NONE = "none"


class Discussion(SQLModel, table=True):
    """The debate of an article, with all its versions, in a chat, or in one topic or comment thread of it."""

    __table_args__ = (
        Index(None, "chat_id", "thread_id"),
        index_where("ix_discussion_current", "is_current", "chat_id", "thread_id", unique=True),
    )

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(foreign_key="chat.id")
    thread_id: int = Field(default=0, sa_type=BigInteger)
    is_current: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """Whether this is the article that people talk about there now."""
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id", index=True)
    """The latest version of the article; none where nobody has chosen one yet."""
    topic: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether the thread is known to be a topic of a forum, which Telegram wants named."""
    premoderation: Premoderation = Field(
        default=Premoderation.NEWCOMERS,
        sa_type=choice(Premoderation),
        sa_column_kwargs={"server_default": Premoderation.NEWCOMERS.value},
    )
    author_id: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram id of the article's author, named by the host."""
    created_at: datetime = Field(sa_type=Instant)


async def remember_chat(session: AsyncSession, chat: Chat) -> None:
    """Keep what is known of a chat now; being heard from ends its rest."""
    await remember_chats(session, [chat])


async def remember_chats(session: AsyncSession, known: Sequence[Chat]) -> None:
    """Keep what is known of chats now, each named once; one that became a supergroup since keeps its new id."""
    if not known:
        return
    ids = [chat.telegram_id for chat in known]
    moved = set(await session.exec(select(Chat.former_id).where(col(Chat.former_id).in_(ids))))
    values = [chat.model_dump(exclude={"id", "former_id"}) for chat in known if chat.telegram_id not in moved]
    if values:
        await (await session.connection()).execute(_SEEN_CHAT, values)


async def remember_people(session: AsyncSession, known: Sequence[Person]) -> None:
    """Keep what is known of people now, each named once; who had a username before somebody else has it no more."""
    if not known:
        return
    connection = await session.connection()
    taken = sorted({one.username.lower() for one in known if one.username is not None})
    if taken:  # theirs too, which they get back at once
        await connection.execute(_LOST, {"taken": taken})
    await connection.execute(_SEEN_PERSON, [one.model_dump(exclude={"id"}) for one in known])


async def meet(session: AsyncSession, person: Person) -> None:
    """Keep somebody who is not known yet; whoever is stays as they are."""
    await add_new(session, person)


def _seen(table: Table, *facts: str) -> Insert:
    """Return the statement that keeps the newest facts of a Telegram id."""
    statement = insert(table)
    news = {name: statement.excluded[name] for name in facts}
    return statement.on_conflict_do_update(index_elements=["telegram_id"], set_=news)


_SEEN_CHAT = _seen(SQLModel.metadata.tables["chat"], "kind", "title", "resting", "seen_at")
_LOST = (
    update(Person)
    .where(func.lower(col(Person.username)).in_(bindparam("taken", expanding=True)))
    .values(username=None)
    .execution_options(synchronize_session=None)
)
_SEEN_PERSON = _seen(SQLModel.metadata.tables["person"], "name", "username", "language", "seen_at")


async def note_presence(session: AsyncSession, seen: Collection[tuple[int, int]], *, moderates: bool = False) -> None:
    """Keep that people were seen in groups, each (Telegram's id of the chat, that of the person).

    Args:
        session: An open transaction.
        seen: Who, and where.
        moderates: Whether Telegram named them as its administrators.
    """
    if not seen:
        return
    chat_ids = {chat_id for chat_id, _ in seen}
    found = await session.exec(select(Chat.telegram_id, Chat.id).where(col(Chat.telegram_id).in_(chat_ids)))
    ours = dict(found.all())
    pairs = [
        {"chat_id": ours[chat_id], "person_id": person_id, "moderates": moderates}
        for chat_id, person_id in seen
        if chat_id in ours
    ]
    if pairs:
        stored = _MODERATES if moderates else _PRESENCE.on_conflict_do_nothing()
        await (await session.connection()).execute(stored, pairs)


_PRESENCE = insert(SQLModel.metadata.tables["presence"])
_MODERATES = _PRESENCE.on_conflict_do_update(index_elements=["person_id", "chat_id"], set_={"moderates": True})


async def moderated(session: AsyncSession, chat_ids: Collection[int]) -> set[int]:
    """Return of which chats, by our numbers, Telegram once named the administrators."""
    named = select(Presence.chat_id).where(col(Presence.chat_id).in_(chat_ids), col(Presence.moderates).is_(True))
    return set(await session.exec(named.distinct()))


async def seen_in(session: AsyncSession, person_id: int) -> set[int]:
    """Return our numbers of the groups in which somebody was seen."""
    return set(await session.exec(select(Presence.chat_id).where(Presence.person_id == person_id)))


async def find_chat(session: AsyncSession, telegram_id: int) -> Chat | None:
    """Return the chat of a Telegram id, also of the id it had before it became a supergroup."""
    query = select(Chat).where(or_(col(Chat.telegram_id) == telegram_id, col(Chat.former_id) == telegram_id))
    return (await session.exec(query)).first()


async def private_chats(session: AsyncSession, people: Collection[int]) -> list[int]:
    """Return which of these people, by Telegram id, have a private chat with the bot that it may write to."""
    query = select(Chat.telegram_id)
    query = query.where(col(Chat.telegram_id).in_(people), Chat.kind == "private", col(Chat.resting).is_(False))
    return list(await session.exec(query.order_by(col(Chat.telegram_id))))


async def groups_seen(session: AsyncSession, most: int) -> list[Chat]:
    """Return the groups that the bot is in, at the most so many, those heard from last first."""
    query = select(Chat).where(col(Chat.kind).in_(("group", "supergroup")), col(Chat.resting).is_(False))
    return list(await session.exec(query.order_by(col(Chat.seen_at).desc()).limit(most)))


async def premoderate(session: AsyncSession, discussion: Discussion, whose: Premoderation) -> None:
    """Choose whose counterpoints wait for a moderator in a place, whatever its article."""
    same = (col(Discussion.chat_id) == discussion.chat_id, col(Discussion.thread_id) == discussion.thread_id)
    await change(session, Discussion, *same, premoderation=whose)


async def find_person(session: AsyncSession, telegram_id: int) -> Person | None:
    """Return the person of a Telegram id."""
    return (await session.exec(select(Person).where(Person.telegram_id == telegram_id))).first()


async def find_username(session: AsyncSession, username: str) -> Person | None:
    """Return who was seen last with a username, in any case."""
    query = select(Person).where(func.lower(col(Person.username)) == username.lower())
    return (await session.exec(query.order_by(col(Person.seen_at).desc(), col(Person.id).desc()).limit(1))).first()


async def get_chat(session: AsyncSession, chat_id: int) -> Chat | None:
    """Return a chat by our own number; that of one that was united with another leads to that."""
    found = await session.get(Chat, chat_id)
    if found is None or found.telegram_id >= NOWHERE_ID:
        return found
    return await session.get(Chat, NOWHERE_ID - found.telegram_id)


def numbers_of(chat_id: int) -> SelectOfScalar[int] | SelectOfScalar[None]:
    """Return the question for our numbers of a chat: its own, and that of a chat that was united with it."""
    return select(Chat.id).where(or_(col(Chat.id) == chat_id, col(Chat.telegram_id) == NOWHERE_ID - chat_id))


async def find_discussion(session: AsyncSession, place: Place) -> Discussion | None:
    """Return the discussion of a place: the debate of the article that it has now."""
    called = or_(col(Chat.telegram_id) == place.chat_id, col(Chat.former_id) == place.chat_id)
    query = select(Discussion).join(Chat).where(called, Discussion.thread_id == place.thread_id, Discussion.is_current)
    return (await session.exec(query)).first()


async def get_discussion(session: AsyncSession, discussion_id: int) -> tuple[Discussion, Chat] | None:
    """Return a discussion and its chat."""
    query = select(Discussion, Chat).join_from(Discussion, Chat)
    return (await session.exec(query.where(Discussion.id == discussion_id))).first()


async def open_discussion(session: AsyncSession, place: Place, now: datetime) -> Discussion:
    """Return the discussion of a place, begun now if there was none.

    Raises:
        LookupError: The chat is not known; the wrapper remembers it before any handler runs.
    """
    chat = await find_chat(session, place.chat_id)
    if chat is None:
        raise LookupError(place.chat_id)
    await add_new(session, Discussion(chat_id=chat.id, thread_id=place.thread_id, created_at=now))
    here = (Discussion.chat_id == chat.id, Discussion.thread_id == place.thread_id, Discussion.is_current)
    return (await session.exec(select(Discussion).where(*here))).one()


async def discussions(session: AsyncSession) -> list[tuple[int, str]]:
    """Return the discussions that have an article: number, and title of the chat."""
    query = select(Discussion.id, Chat.title).join_from(Discussion, Chat)
    query = query.where(col(Discussion.snapshot_id).is_not(None)).order_by(col(Discussion.id))
    return list(await session.exec(query))


async def note_topic(session: AsyncSession, place: Place) -> None:
    """Note that a place is a topic of a forum."""
    discussion = await find_discussion(session, place)
    if discussion is not None and place.thread_id and not discussion.topic:
        discussion.topic = True
        await session.flush()


async def put_to_rest(session: AsyncSession, telegram_id: int) -> None:
    """Send nothing to this chat until it is heard from again."""
    await session.exec(update(Chat).where(col(Chat.telegram_id) == telegram_id).values(resting=True))


async def telegram_chat(session: AsyncSession, chat_id: int) -> int:
    """Return Telegram's id of a chat by our own number.

    Raises:
        LookupError: There is none.
    """
    chat = await get_chat(session, chat_id)
    if chat is None:
        raise LookupError(chat_id)
    return chat.telegram_id
