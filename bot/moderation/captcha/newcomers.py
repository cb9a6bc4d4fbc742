"""Joining: newcomers are asked to press a button before they may write, all of them by one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import AnswerJoin, Delete, DeleteMany, Edit, Effect, QueueJoin, Restrict, Rows, Send
from bot.chat.event import Event
from bot.chat.members import ALL, NONE
from bot.chat.message.digits import digits
from bot.moderation.captcha.message import IN_TIME, CaptchaMessage
from bot.moderation.durations import name_span
from bot.texts import Refusal, say
from storage import chats, newcomers, outbox_subjects, sanctions
from storage.chat_settings import Door, language_of_group, settings_of
from storage.chats import Chat, Place
from storage.newcomers import Newcomer, NewcomerStatus
from storage.outbox import Priority
from storage.sanctions import SanctionKind
from storage.subjects import Subject

SHARED_MESSAGE_PERIOD = timedelta(seconds=60)
"""How long those who come share one message; who comes later gets a new one in place of it."""
MESSAGE_LIFETIME = timedelta(days=1)
"""How long the message stays for those who are late."""
EDIT_INTERVAL = timedelta(seconds=6)
"""Between two edits of it, however many come and press."""
LONG_ENOUGH = timedelta(seconds=60)
"""What is left of a former restriction is given back for so long at least: under 30 seconds it would be for ever."""
AT_ONCE = 100
"""Messages that Telegram takes away at once."""


class Captcha:
    """What is done about those who come; links need the bot's username."""

    def __init__(self, username: str) -> None:
        self._username = username

    async def came(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Let a newcomer write only when they have pressed the button."""
        captcha = await self._shut(event, session)
        if captcha is None:
            return []
        newcomer = await newcomers.meet(session, _newcomer(event, captcha.chat, NewcomerStatus.WAITING, now))
        if newcomer.status is not NewcomerStatus.WAITING:
            return []
        return [Restrict(event.chat.id, event.person.id, dict(NONE)), *await self._ask(session, captcha, now)]

    async def went(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """Ask a newcomer no more who left."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is not None and await newcomers.go(session, chat.id, event.person.id):
            await newcomers.spoil_post(session, chat.id)
        return []

    async def asked_in(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Ask in private who wants to be let in; until they answer the request waits with those of the moderators."""
        queued: list[Effect] = [QueueJoin(event.query_id)] if event.query_id is not None else []
        captcha = await self._shut(event, session)
        if captcha is None:
            return queued
        newcomer = await newcomers.meet(session, _newcomer(event, captcha.chat, NewcomerStatus.REQUESTED, now))
        if newcomer.status is not NewcomerStatus.REQUESTED:
            return queued
        place, subject = Place(event.person.id), _request(newcomer)
        return [*queued, Send(place, captcha.in_private("door-request"), buttons=captcha.buttons(), subject=subject)]

    async def line(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """Note Telegram's own line that somebody joined: where the door asks them, it goes."""
        captcha = await self._shut(event, session)
        if captcha is not None:
            post = await newcomers.post_of(session, captcha.chat.id)
            post.lines, post.stale = [*post.lines, event.message_id], True
            await newcomers.keep_post(session, post)
        return []

    async def press(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """The button at the door: let in who presses it, if they are one of those who are asked."""
        captcha = await self._named(event, session, event.text)
        newcomer = await newcomers.find(session, captcha.chat.id, event.person.id)
        if newcomer is None or newcomer.status not in _MAY_PRESS:
            raise _no(newcomer)
        if await sanctions.standing(session, newcomer.chat_id, event.person.id, SanctionKind.MUTE) is not None:
            raise Refusal("door-overruled")
        await newcomers.move(session, newcomer, NewcomerStatus.IN)
        await newcomers.spoil_post(session, captcha.chat.id)
        muted = _is_muted(newcomer, now)
        return [let_in(newcomer, captcha.chat, now), *_thanks(event, captcha, newcomer, muted=muted)]

    async def in_private(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """`/start door_12`, the link at the door: ask a newcomer in private."""
        captcha = await self._named(event, session, event.text.partition("_")[2])
        newcomer = await newcomers.find(session, captcha.chat.id, event.person.id)
        if newcomer is None or newcomer.status not in newcomers.ASKED:
            raise _no(newcomer)
        return [event.post(captcha.in_private("door-private"), captcha.buttons())]

    async def call_late(self, chat_id: int, session: AsyncSession, now: datetime) -> list[Effect]:
        """Let those wait on whose minute is over; the message at the door changes."""
        await newcomers.call_late(session, chat_id, now)
        await newcomers.spoil_post(session, chat_id)
        return []

    async def put_aside(self, newcomer: Newcomer, session: AsyncSession, _now: datetime) -> list[Effect]:
        """Leave a request to the moderators."""
        if not await newcomers.move(session, newcomer, NewcomerStatus.ASIDE):
            return []
        captcha = await self.message_of(session, newcomer.chat_id)
        message = await outbox_subjects.find_message(session, _request(newcomer))
        if captcha is None or message is None:
            return []
        span = name_span(IN_TIME, captcha.language)
        words = say("door-request-late", captcha.language, chat=captcha.chat.title, span=span)
        return [Edit(newcomer.person_id, message, words)]

    async def refresh(self, chat_id: int, session: AsyncSession, now: datetime) -> list[Effect]:
        """Bring the message at the door up to date, or take it away when nobody is to press any more."""
        captcha = await self.message_of(session, chat_id)
        if captcha is None:
            return []
        post = await newcomers.post_of(session, chat_id)
        gone, post.lines = post.lines[:AT_ONCE], post.lines[AT_ONCE:]
        message = await outbox_subjects.find_message(session, post.subject)
        on_its_way = message is None and post.shown_at is not None and abs(now - post.shown_at) < MESSAGE_LIFETIME
        post.stale, post.edited_at = bool(post.lines) or on_its_way, now
        shown = await _shown_now(session, captcha, now)
        if shown is None and not on_its_way:
            post.shown_at = None
        await newcomers.keep_post(session, post)
        effects: list[Effect] = [DeleteMany(captcha.chat.telegram_id, tuple(gone))] if gone else []
        return effects if message is None else [*effects, _shown(captcha.chat, message, shown)]

    async def _ask(self, session: AsyncSession, captcha: CaptchaMessage, now: datetime) -> list[Effect]:
        """Show the message at the door; who comes soon after others shares theirs."""
        post = await newcomers.post_of(session, captcha.chat.id)
        if post.shown_at is not None and abs(now - post.shown_at) < SHARED_MESSAGE_PERIOD:
            await newcomers.spoil_post(session, post.chat_id)
            return []
        old = await outbox_subjects.find_message(session, post.subject) if post.shown_at is not None else None
        post.number, post.shown_at, post.edited_at = post.number + 1, now, now
        await newcomers.keep_post(session, post)
        text, buttons = await _shown_now(session, captcha, now) or ("", ())
        chat_id = captcha.chat.telegram_id
        new = Send(Place(chat_id), text, buttons=buttons, silent=True, subject=post.subject)
        return [new] if old is None else [Delete(chat_id, old), new]

    async def _shut(self, event: Event, session: AsyncSession) -> CaptchaMessage | None:
        """Return the door of the chat where this happened, unless it is open; only supergroups have one."""
        chat = await chats.find_chat(session, event.chat.id) if event.chat.kind == "supergroup" else None
        captcha = await self.message_of(session, chat.id) if chat is not None else None
        return captcha if captcha is not None and captcha.settings.door is not Door.OPEN else None

    async def _named(self, event: Event, session: AsyncSession, number: str) -> CaptchaMessage:
        """Return the door that a button or a link names.

        Raises:
            Refusal: There is none, or it is that of another group.
        """
        captcha = await self.message_of(session, digits(number) or 0)
        if captcha is None or not (
            event.chat.private or event.chat.id in (captcha.chat.telegram_id, captcha.chat.former_id)
        ):
            raise Refusal("button-old")
        return replace(captcha, language=event.language)

    async def message_of(self, session: AsyncSession, chat_id: int) -> CaptchaMessage | None:
        """Return what is written to newcomers of a chat, by our number; None where it is not known."""
        chat = await chats.get_chat(session, chat_id)
        if chat is None:
            return None
        found, language = await settings_of(session, chat_id), await language_of_group(session, chat_id)
        return CaptchaMessage(chat, found, language, self._username)


_MAY_PRESS = (*newcomers.ASKED, NewcomerStatus.REQUESTED)
_NO = {NewcomerStatus.OVERRULED: "door-overruled", NewcomerStatus.ASIDE: "door-aside"}


def _no(newcomer: Newcomer | None) -> Refusal:
    """Say why a button does nothing for somebody."""
    return Refusal(_NO.get(newcomer.status, "door-not-you") if newcomer is not None else "door-not-you")


def _newcomer(event: Event, chat: Chat, status: NewcomerStatus, now: datetime) -> Newcomer:
    rank = event.rank if event.rank is not None and event.rank.status == "restricted" else None
    return Newcomer(
        chat_id=chat.id,
        person_id=event.person.id,
        name=event.person.name,
        status=status,
        former=dict(rank.bits) if rank is not None else None,
        former_until=rank.until if rank is not None else None,
        late_at=now + IN_TIME,
    )


def let_in(newcomer: Newcomer, chat: Chat, now: datetime) -> Effect:
    """Return what lets somebody in: their request granted, or the permissions that they came with."""
    if newcomer.status is NewcomerStatus.REQUESTED:
        return AnswerJoin(chat.telegram_id, newcomer.person_id, welcome=True)
    until = newcomer.former_until
    if newcomer.former is None or (until is not None and until <= now):
        return Restrict(chat.telegram_id, newcomer.person_id, dict(ALL))
    lasts = max(until, now + LONG_ENOUGH) if until is not None else None
    return Restrict(chat.telegram_id, newcomer.person_id, newcomer.former, lasts)


def _is_muted(newcomer: Newcomer, now: datetime) -> bool:
    """Say whether somebody may not write when they are let in: so they came, or were muted at the door."""
    lasts = newcomer.former_until is None or newcomer.former_until > now
    return newcomer.former is not None and lasts and not newcomer.former.get("can_send_messages")


def _thanks(event: Event, captcha: CaptchaMessage, newcomer: Newcomer, *, muted: bool) -> list[Effect]:
    """Return the thanks; whether the moderators have declined a request already Telegram does not tell."""
    if not event.chat.private:
        return [event.note("door-entered-muted" if muted else "door-entered-here")]
    key = "door-entered-muted" if muted else "door-entered"
    if newcomer.status is NewcomerStatus.REQUESTED:
        key = "door-request-granted"
    return event.edit(say(key, event.language, chat=captcha.chat.title))


async def _shown_now(session: AsyncSession, captcha: CaptchaMessage, now: datetime) -> tuple[str, Rows] | None:
    """Return how the message at the door looks now; None when it has nobody to ask."""
    waiting = await newcomers.waiting(session, captcha.chat.id)
    late = await newcomers.count_late(session, captcha.chat.id, now - MESSAGE_LIFETIME)
    if not waiting and not late:
        return None
    return captcha.in_chat(waiting, late), captcha.buttons(late=late > 0)


def _shown(chat: Chat, message: int, shown: tuple[str, Rows] | None) -> Effect:
    if shown is None:
        return Delete(chat.telegram_id, message)
    return Edit(chat.telegram_id, message, *shown, Priority.BULK)


def _request(newcomer: Newcomer) -> str:
    """Return the name by which the outbox knows what was asked about a request."""
    return str(Subject("request", f"{newcomer.id}:{int(newcomer.late_at.timestamp())}"))


async def posts_due(session: AsyncSession, now: datetime) -> Sequence[int]:
    """Return the chats whose message at the door is to change, by our number."""
    return await newcomers.posts_due(session, now, MESSAGE_LIFETIME + IN_TIME, EDIT_INTERVAL)
