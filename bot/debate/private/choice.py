"""/articles in private: the debates that somebody may read there, and the choice of one."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.debate.card_view import MAX_LABEL_CHARS, MAX_TITLE_CHARS
from bot.debate.private.scope import is_reader
from bot.texts import Refusal, say, tell
from storage import chats, debates, opinions
from storage.chats import Chat, Discussion

MAX_CHOICES = 12
"""Debates that are offered."""


async def offer(event: Event, session: AsyncSession) -> list[Effect]:
    """Return the debates of the groups in which somebody was seen, and the one of their own chat with the bot."""
    found = (await debates.readable(session, event.person.id))[:MAX_CHOICES]
    if not found:
        raise Refusal("article-none-here")
    titles = await debates.titles(session, [debate.id for debate, _ in found])
    lines, rows = [say("choice-title", event.language)], []
    read = await opinions.find_walk(session, event.person.id)
    for debate, chat in found:
        where = chat.title if chat.kind != "private" else tell("choice-own", event.language)
        title = shorten(titles[debate.id], MAX_TITLE_CHARS)
        is_read = "yes" if debate.id == read else "no"
        lines.append(say("choice-line", event.language, chat=where, title=title, read=is_read))
        rows.append((Button(shorten(f"{where} · {titles[debate.id]}", MAX_LABEL_CHARS), f"read:{debate.id}"),))
    return [event.post("\n".join(lines), tuple(rows))]


async def look(event: Event, telegram: TelegramQueries) -> tuple[Discussion, Chat]:
    """Find the chosen debate, and whether this person may read it.

    Raises:
        Refusal: There is none, or they are not in its group.
    """
    async with telegram.database.read() as session:
        found = await chats.get_discussion(session, number(event))
    if found is None:
        raise Refusal("button-old")
    if found[1].telegram_id != event.person.id and not await is_reader(event, telegram, found[1]):
        raise Refusal("scope-not-member")
    return found


async def choose(event: Event, session: AsyncSession, _now: datetime, chosen: tuple[Discussion, Chat]) -> list[Effect]:
    """A debate: from now on everything in private is about it."""
    debate, chat = chosen
    await opinions.begin_walk(session, event.person.id, debate.id)
    where = chat.title if chat.kind != "private" else tell("choice-own", event.language)
    title = (await debates.titles(session, [debate.id]))[debate.id]
    return event.edit(say("choice-made", event.language, chat=where, title=shorten(title, MAX_TITLE_CHARS)))
