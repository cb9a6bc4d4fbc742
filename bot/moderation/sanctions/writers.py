"""The writer of #12: what moderators do about whoever wrote a counterpoint in private, whom they never learn.

Telegram tells the administrators of a group whom the bot mutes or bans there. So nothing is done in Telegram: the
writer is warned, or may write no counterpoints in private for a while; under their own name they may in the group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import update_wrapper
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect, Rows, Send
from bot.chat.event import Event
from bot.chat.handler import Handler
from bot.chat.queries import TelegramQueries
from bot.debate.cards import chat_of, get, named_here, replied_to, subject_of
from bot.moderation.durations import name_span, take_span
from bot.moderation.groups import chat_numbered
from bot.texts import Refusal, Value, say, tell
from storage import audit, chats, silences
from storage.audit import Act
from storage.chat_settings import language_of
from storage.chats import Discussion, Place
from storage.counterpoints import Counterpoint
from storage.silences import Silence

_NUMBERED = re.compile(r"[#№]([0-9]{1,9})\s*")
NONE = "none"
"""What the words take for nothing said."""


@dataclass(frozen=True, slots=True)
class WriterCase:
    """What is done about the writer of a counterpoint from private, and why."""

    counterpoint: Counterpoint
    ruling: str
    """`warn`, `mute` or `ban`."""
    span: timedelta | None = None
    reason: str = ""


def or_writer(handler: Handler) -> Handler:
    """Return the handler of a sanction that is also about the writer of #12, named so or by a reply to the card."""
    look, then = handler.prepare, handler.act

    async def prepare(event: Event, telegram: TelegramQueries) -> Any:
        async with telegram.database.read() as session:
            case = await _case(event, session)
        return case if case is not None or look is None else await look(event, telegram)

    async def act(event: Event, session: AsyncSession, now: datetime, found: Any) -> list[Effect]:
        if isinstance(found, WriterCase):
            return await impose(session, found, event.person.id, now)
        return await then(event, session, now, found)

    update_wrapper(act, then)
    return replace(handler, prepare=prepare, act=act)


async def impose(session: AsyncSession, case: WriterCase, by: int, now: datetime) -> list[Effect]:
    """Warn a writer or take them the right to write in private, and tell the group and the writer."""
    one = case.counterpoint
    chat, debate = await chat_of(session, one), await session.get_one(Discussion, one.discussion_id)
    act = Act(by, f"writer-{case.ruling}", subject_of(one), chat.id, reason=case.reason or None)
    await audit.record(session, act, now)
    undo: int | None = None
    if case.ruling != "warn":
        until = now + case.span if case.span is not None else None
        undo = await silences.impose(
            session,
            Silence(
                chat_id=chat.id,
                person_id=one.author_id,
                counterpoint_id=one.id,
                reason=case.reason,
                actor_id=by,
                until=until,
                decided_at=now,
            ),
        )
    language = await language_of(session, chat.telegram_id)
    words = say(f"writer-{case.ruling}", language, **_told(case, language))
    shown = Send(Place(chat.telegram_id, debate.thread_id), words, debate.topic, buttons=_undo_button(undo, language))
    own = await language_of(session, one.author_id)
    news = say(f"told-writer-{case.ruling}", own, chat=chat.title, **_told(case, own))
    return [shown, Send(Place(one.author_id), news)]


async def chat_of_silence(event: Event, telegram: TelegramQueries) -> int:
    """Return Telegram's id of the chat that an *Undo* is about."""
    async with telegram.database.read() as session:
        return (await chat_numbered(session, (await _silence(event, session)).chat_id)).telegram_id


async def free(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """*Undo*: give a writer the right back to write in private."""
    silence = await _silence(event, session)
    if not await silences.lift(session, silence.id, now):
        raise Refusal("draft-settled")
    one = await get(session, silence.counterpoint_id)
    await audit.record(session, Act(event.person.id, "writer-free", subject_of(one), silence.chat_id), now)
    chat = await chats.telegram_chat(session, silence.chat_id)
    values: dict[str, Value] = {"number": str(one.number)}
    done = say("writer-free", await language_of(session, chat), **values)
    news = say("told-writer-free", await language_of(session, one.author_id), **values)
    return [*event.edit(done), Send(Place(one.author_id), news)]


async def _silence(event: Event, session: AsyncSession) -> Silence:
    silence = await silences.get(session, number(event))
    if silence is None:
        raise Refusal("button-old")
    return silence


async def _case(event: Event, session: AsyncSession) -> WriterCase | None:
    """Return what a command does about the writer of a counterpoint from private; None where it is about another."""
    named = _NUMBERED.match(event.text)
    found = await named_here(session, event, int(named[1])) if named is not None else await replied_to(session, event)
    if found is None or not found.from_private:
        return None
    words = event.text[named.end() :] if named is not None else event.text
    span, reason = (None, words.strip()) if event.word == "warn" else take_span(words)
    if event.word == "mute" and span is None:
        raise Refusal("span-missing")
    return WriterCase(found, event.word, span, " ".join(reason.split()))


def _told(case: WriterCase, language: str) -> dict[str, Value]:
    span = name_span(case.span, language) if case.span is not None else NONE
    return {"number": str(case.counterpoint.number), "span": span, "reason": case.reason or NONE}


def _undo_button(silence_id: int | None, language: str) -> Rows:
    return () if silence_id is None else ((Button(tell("button-undo", language), f"unsilence:{silence_id}"),),)
