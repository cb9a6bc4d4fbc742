"""Keyboards: which buttons stand under which message of ours; a press of any other is forged, or not of this time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, case
from sqlmodel import Field, SQLModel, col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.upsert import insert

Shown = tuple[int, int, str]
"""Telegram's ids of a chat and of a message in it, and what its buttons send, one to a line."""


class Keyboard(SQLModel, table=True):
    """The buttons under a message. Ids of messages are Telegram's, so they mean the same after a backup is restored."""

    chat_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    message_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    data: str = Field(default="", sa_type=Text)
    """What they send when they are pressed, one to a line."""
    former: str = Field(default="", sa_type=Text)
    """What they sent before the last change: whoever presses one that is just going is told what became of it."""


_KEYBOARD = SQLModel.metadata.tables["keyboard"]
_NEW = insert(_KEYBOARD)
_FORMER = case((_KEYBOARD.c.data == _NEW.excluded.data, _KEYBOARD.c.former), else_=_KEYBOARD.c.data)
_SHOW = _NEW.on_conflict_do_update(
    index_elements=["chat_id", "message_id"], set_={"data": _NEW.excluded.data, "former": _FORMER}
)
_THIS = (col(Keyboard.chat_id) == bindparam("chat"), col(Keyboard.message_id) == bindparam("message"))
_CLEAR = (
    update(Keyboard)
    .where(*_THIS, col(Keyboard.data) != "")
    .values(data="", former=_KEYBOARD.c.data)
    .execution_options(synchronize_session=None)
)
_FORGET = delete(Keyboard).where(*_THIS).execution_options(synchronize_session=None)


def data_of(params: dict[str, Any]) -> str:
    """Return what the buttons of a call's parameters send, one to a line; nothing where there are none, or links."""
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", ())
    return "\n".join(one["callback_data"] for row in rows for one in row if "callback_data" in one)


async def show(session: AsyncSession, shown: Iterable[Shown]) -> None:
    """Note what stands under messages now, in the order in which it came to stand there."""
    connection = await session.connection()
    for chat_id, message_id, data in shown:
        if data:
            await connection.execute(_SHOW, {"chat_id": chat_id, "message_id": message_id, "data": data, "former": ""})
        else:
            await connection.execute(_CLEAR, {"chat": chat_id, "message": message_id})


async def forget(session: AsyncSession, chat_id: int, message_ids: Collection[int]) -> None:
    """Note that messages are not there any more."""
    gone = [{"chat": chat_id, "message": message} for message in message_ids]
    await (await session.connection()).execute(_FORGET, gone)


async def stands(session: AsyncSession, chat_id: int, message_id: int, data: str) -> bool:
    """Say whether a button that sends this stands under a message, or did so until its last change."""
    query = select(Keyboard.data, Keyboard.former)
    shown = (await session.exec(query.where(Keyboard.chat_id == chat_id, Keyboard.message_id == message_id))).first()
    return shown is not None and any(data in part.split("\n") for part in shown) and data != ""
