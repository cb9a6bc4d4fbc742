"""The outbox: what is to be done in Telegram, kept until Telegram has done it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, SmallInteger, TextClause, bindparam, false, insert, text
from sqlalchemy.orm import defer
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import keyboards
from storage.database import ROWS_PER_SLICE, Instant, choice, index_where
from storage.prepared import Prepared


class OutboxStatus(StrEnum):
    """What became of a row. `unclear`: the process died, or the line broke, while it was being sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCLEAR = "unclear"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    DROPPED = "dropped"


class Priority(IntEnum):
    """Who goes first when the line is full."""

    REPLY = 0
    BULK = 1


MESSAGE = "{message}"
"""Stands in the buttons of a next call for the number of the message that it follows."""
DELETIONS = frozenset({"deleteMessage", "deleteMessages"})
"""Acts that change nothing about people."""
ABOUT_MESSAGES = DELETIONS | {"editMessageReplyMarkup", "editMessageText", "pinChatMessage", "unpinChatMessage"}
"""Methods that do something about messages of their chat."""
_SHOWS_BUTTONS = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
LEFT_BEHIND = "the group became a supergroup, where its messages are not"
"""Why these are given up."""
UNDONE = "status IN ('failed', 'dropped')"
"""What Telegram did not do, written out as the index of it has it."""
SETTLED = (OutboxStatus.SENT, OutboxStatus.SUPERSEDED, OutboxStatus.DROPPED)
"""What nothing more is done about."""
FULL = "CAST(params AS VARCHAR) != '{}'"
"""What has words still."""
TO_FORGET = f"(subject IS NULL OR {FULL})"
"""What tidying may take away once it is old, written out as the index of it has it."""
_FULL, _TO_FORGET = text(FULL), text(TO_FORGET)


class OutboxRow(SQLModel, table=True):
    """One call of the Bot API that is owed.

    Hundreds a second are made: nothing listens yet to the values of a new one, so they are set at once.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        index_where("ix_outbox_waiting", "status = 'waiting'", "id"),
        index_where("ix_outbox_shown", "subject IS NOT NULL", "chat_id", "message_id"),
        index_where("ix_outbox_refused", UNDONE, "due_at"),
        index_where("ix_outbox_to_forget", TO_FORGET, "due_at"),
        index_where("ix_outbox_sending", "status = 'sending'", "status"),
        Index(None, "sent_at"),
    )

    id: int = Field(default=None, primary_key=True)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram's id of the chat; none for answers to buttons."""
    method: str
    params: dict[str, Any] = Field(sa_type=JSON)
    """Parameters of the method without `chat_id`."""
    file: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The picture that goes with it, or those of an album one after the other."""
    instead: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """Parameters of a message that is sent in its place where a picture is refused."""
    priority: int = Field(default=Priority.REPLY, sa_type=SmallInteger)
    once: bool = False
    """Never to be repeated when in doubt: editions."""
    status: OutboxStatus = Field(default=OutboxStatus.WAITING, sa_type=choice(OutboxStatus))
    due_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    subject: str | None = Field(default=None, index=True)
    """What the message shows, such as `question:12`."""
    fade_seconds: float | None = None
    """The message leaves the chat so long after it was sent, with the command that it answers."""
    fades_alone: bool = False
    """It answers no bare command but somebody's words or file, and those stay."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    """The message that Telegram made of it."""
    error: str | None = None
    update_id: int | None = Field(default=None, sa_type=BigInteger)
    """The update that this is an effect of."""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    asker_id: int | None = Field(default=None, sa_type=BigInteger)
    """Telegram id of who gets it as a reply, to give each their turn; none for notices, editions and the like."""
    ahead: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """It replies to a moderator, and goes before other replies."""
    lapses: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """It is given up where the chat asks for more than may be said there in a minute."""
    next_call: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """What is owed once this is a message, whose number `MESSAGE` stands for: {"chat_id", "method", "params"}."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(_DEFAULTS | values)

    @property
    def asked(self) -> bool:
        """Whether it has a share of the chat's room with the replies to others."""
        return self.asker_id is not None and not self.ahead and not self.bulk

    @property
    def messages(self) -> int:
        """How many messages Telegram counts: an album is as many as it has pictures."""
        return len(self.params.get("media", ())) or 1

    @property
    def bulk(self) -> bool:
        """Whether it waits for replies."""
        return self.priority > Priority.REPLY

    def ask(self, person_id: int, *, ahead: bool, lapses: bool) -> None:
        """Let it be a new reply to somebody."""
        self.__dict__.update(asker_id=person_id, ahead=ahead, lapses=lapses)

    def shows(self, message_id: int) -> keyboards.Shown:
        """Return the buttons that it puts under a message."""
        return self.chat_id or 0, message_id, keyboards.data_of(self.params)


_DEFAULTS = {name: field.get_default() for name, field in OutboxRow.model_fields.items() if not field.is_required()}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a row when it was tried."""

    row: int
    becomes: OutboxStatus
    at: datetime
    message: int | None = None
    why: str | None = None

    def columns(self) -> dict[str, Any]:
        """Return what is noted, by the names of the parameters."""
        return {"row": self.row, "becomes": self.becomes, "at": self.at, "message": self.message, "why": self.why}


_OUTBOX = SQLModel.metadata.tables["outbox"]
_NEW = tuple(name for name in OutboxRow.model_fields if name != "id")
_STORE = Prepared(insert(_OUTBOX).returning(_OUTBOX.c.id), _NEW, returns=True)
_MARK = Prepared(
    update(OutboxRow)
    .where(col(OutboxRow.id) == bindparam("row"))
    .values(
        status=bindparam("becomes"), sent_at=bindparam("at"), message_id=bindparam("message"), error=bindparam("why")
    )
    .execution_options(synchronize_session=None)
)


async def store_effects(session: AsyncSession, rows: Sequence[OutboxRow]) -> None:
    """Keep rows in one insert and give them their ids, in order; the buttons of edits count from now on."""
    if not rows:
        return
    stored = await _STORE.run(session, [row.__dict__ for row in rows])
    # Rows get their numbers in the order of the values. `sort_by_parameter_order` would insert them one by one here.
    for row, (number,) in zip(rows, sorted(stored), strict=True):
        row.__dict__["id"] = number
    edits = [row for row in rows if row.method.startswith("edit") and "message_id" in row.params]
    await keyboards.show(session, [row.shows(row.params["message_id"]) for row in edits])


async def mark(session: AsyncSession, marks: Sequence[Delivery]) -> None:
    """Note what became of rows."""
    await _MARK.run(session, [one.columns() for one in marks])


async def note_done(session: AsyncSession, done: Sequence[tuple[OutboxRow, Delivery]]) -> None:
    """Note which buttons stand in Telegram by what was done there: those of new messages, none under deleted ones."""
    shown = [row.shows(mark.message) for row, mark in done if row.method in _SHOWS_BUTTONS and mark.message is not None]
    await keyboards.show(session, [one for one in shown if one[2]])
    for row, mark in done:
        if row.method in DELETIONS and mark.becomes is OutboxStatus.SENT and mark.why is None:
            await keyboards.forget(session, row.chat_id or 0, deleted_by(row))


def deleted_by(row: OutboxRow) -> list[int]:
    """Return the messages that a row deletes."""
    return row.params.get("message_ids") or [row.params["message_id"]]


async def begin_sending(session: AsyncSession, row_ids: Collection[int]) -> None:
    """Note, before they are tried, that rows that may go out only once are being sent."""
    begun = update(OutboxRow).where(col(OutboxRow.id).in_(row_ids)).values(status=OutboxStatus.SENDING)
    await session.exec(begun.execution_options(synchronize_session=None))


async def wait_again(session: AsyncSession, row: OutboxRow) -> None:
    """Note that a row was certainly not sent: it is owed still, perhaps to the new id of its chat."""
    this = update(OutboxRow).where(col(OutboxRow.id) == row.id)
    await session.exec(this.values(status=OutboxStatus.WAITING, chat_id=row.chat_id))


async def doubt_interrupted(session: AsyncSession) -> int:
    """Call unclear what was being sent when the process died, and count it."""
    done = await session.exec(update(OutboxRow).where(text("status = 'sending'")).values(status=OutboxStatus.UNCLEAR))
    return done.rowcount


async def waiting_effects(session: AsyncSession) -> list[OutboxRow]:
    """Return what is owed, in order."""
    waiting = select(OutboxRow).where(OutboxRow.status == OutboxStatus.WAITING)
    return list(await session.exec(waiting.order_by(col(OutboxRow.id))))


async def sent_since(session: AsyncSession, since: datetime, besides: Collection[str] = ()) -> list[OutboxRow]:
    """Return what was sent to chats since then, oldest first, without its files: what the limits must remember.

    Args:
        session: An open transaction.
        since: The moment from which on.
        besides: Methods that do not count.
    """
    query = select(OutboxRow).where(OutboxRow.status == OutboxStatus.SENT, col(OutboxRow.sent_at) > since)
    query = query.where(col(OutboxRow.chat_id).is_not(None), col(OutboxRow.method).not_in(besides))
    query = query.options(defer(OutboxRow.file))  # type: ignore[arg-type] # SQLModel says bytes
    return list(await session.exec(query.order_by(col(OutboxRow.sent_at))))


async def drop_for(session: AsyncSession, chat_id: int, why: str) -> None:
    """Give up what is owed to a chat that cannot be written to."""
    owed = update(OutboxRow).where(col(OutboxRow.chat_id) == chat_id, col(OutboxRow.status) == OutboxStatus.WAITING)
    await session.exec(owed.values(status=OutboxStatus.DROPPED, error=why))


async def call_off_deletion(session: AsyncSession, chat_id: int, message_id: int) -> list[OutboxRow]:
    """Let a message stay that was to leave its chat, and return what was to do it, dropped."""
    owed = select(OutboxRow).where(OutboxRow.status == OutboxStatus.WAITING, OutboxRow.chat_id == chat_id)
    owed = owed.where(OutboxRow.method == "deleteMessage", col(OutboxRow.subject).is_(None))
    rows = [row for row in await session.exec(owed) if row.params.get("message_id") == message_id]
    for row in rows:
        row.status = OutboxStatus.DROPPED
    return rows


async def redirect(session: AsyncSession, old_id: int, new_id: int) -> None:
    """Send what is owed to a group to its supergroup, but for what is about messages: that has others by their ids."""
    owed = update(OutboxRow).where(col(OutboxRow.chat_id) == old_id, col(OutboxRow.status) == OutboxStatus.WAITING)
    stays = owed.where(col(OutboxRow.method).in_(ABOUT_MESSAGES))
    await session.exec(stays.values(status=OutboxStatus.DROPPED, error=LEFT_BEHIND))
    waiting = select(OutboxRow).where(OutboxRow.chat_id == old_id, OutboxRow.status == OutboxStatus.WAITING)
    for row in await session.exec(waiting):
        follow(row, new_id)
    await session.flush()


def follow(row: OutboxRow, new_id: int) -> None:
    """Let a row go to the supergroup that its group became: what it answered is not there."""
    row.chat_id = new_id
    row.params = {name: value for name, value in row.params.items() if name != "reply_parameters"}


async def count_by_status(session: AsyncSession) -> dict[str, int]:
    """Count the rows of each status, also of one that a later version gave."""
    rows = await session.exec(select(OutboxRow.status, func.count()).group_by(col(OutboxRow.status)))
    return dict(rows.all())


async def forget_old(session: AsyncSession, before: datetime, most: int = ROWS_PER_SLICE) -> int:
    """Forget some of what was settled long ago, and count it.

    All of it, or the words of messages that may still be pressed or pointed to.
    """
    old = await _before(session, before, SETTLED, most)
    whole = delete(OutboxRow).where(col(OutboxRow.id).in_(old), col(OutboxRow.subject).is_(None))
    await session.exec(whole.execution_options(synchronize_session=None))
    await _empty(session, old)
    return len(old)


async def forget_failed(session: AsyncSession, before: datetime, most: int = ROWS_PER_SLICE) -> int:
    """Forget the words and files of some of what failed or is unclear since long ago, and count it."""
    old = await _before(session, before, (OutboxStatus.FAILED, OutboxStatus.UNCLEAR), most, _FULL)
    await _empty(session, old)
    return len(old)


async def _before(
    session: AsyncSession,
    before: datetime,
    states: Collection[OutboxStatus],
    most: int,
    besides: TextClause = _TO_FORGET,
) -> list[int]:
    """Return some of the rows that were due before a moment and have something to forget, oldest first."""
    old = select(OutboxRow.id).where(_TO_FORGET, besides, col(OutboxRow.due_at) < before)
    found = await session.exec(old.where(col(OutboxRow.status).in_(states)).order_by(col(OutboxRow.due_at)).limit(most))
    return [row for row in found if row is not None]


async def _empty(session: AsyncSession, row_ids: Collection[int]) -> None:
    """Forget the words and files of rows."""
    emptied = update(OutboxRow).where(col(OutboxRow.id).in_(row_ids)).execution_options(synchronize_session=None)
    await session.exec(emptied.values(params={}, file=None, instead=None, asker_id=None))
