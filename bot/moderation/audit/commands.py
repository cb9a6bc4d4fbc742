"""/audit and *Audit log*: who did what about whom, and why; in pages, and as a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import Button, Effect, Rows, Send, SendDocument
from bot.chat.event import Event
from bot.chat.message.page import ListPage
from bot.chat.moderators import place_of_moderators, to_moderators
from bot.chat.queries import TelegramQueries
from bot.moderation.actor_names import name_of, name_of_person
from bot.moderation.audit import csv_file
from bot.moderation.groups import group_of
from bot.moderation.targets import named, seen_here
from bot.texts import Html, Refusal, say, tell
from bot.worker import Worker, WorkerError
from storage import audit, chats, counterpoints
from storage.audit import Audit, Filter
from storage.chats import Place
from storage.subjects import Subject

ENTRIES_PER_READ = 50
"""Entries of a file that are read at a time."""
ENTRIES_PER_PAGE = 8
"""Entries on a page."""
_ACTION = re.compile(r"[a-z][a-z-]{0,19}", re.ASCII)
_CHOICE = re.compile(r"(?:p(?P<person>-?[0-9]{1,16})|a(?P<action>[a-z][a-z-]{0,19}))?", re.ASCII)


async def show(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/audit [person|action]`: the log, in private where the moderator knows the bot, else where moderators read.

    It holds names and reasons: who is in the group and no moderator does not read it.
    """
    chat = await group_of(event, session)
    text, buttons = await _page(session, await _filter(event, session, chat.id), 0, event.language)
    if not event.person.speaks_as_chat and await chats.private_chats(session, [event.person.id]):
        return [Send(Place(event.person.id), text, buttons=buttons), event.note("audit-is-in-private")]
    place = await place_of_moderators(session, event.chat.id)
    if place is None:
        raise Refusal("staff-anonymous" if event.person.speaks_as_chat else "audit-in-private")
    if place == Place(event.chat.id, event.thread_id if event.topic else 0):
        return [event.post(text, buttons)]
    return [to_moderators(chat, place, text, buttons), event.note("audit-is-with-moderators")]


async def open_log(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """*Audit log*: what is noted about a person, in private."""
    wanted, page = _pressed(event)
    if not await chats.private_chats(session, [event.person.id]):
        raise Refusal("audit-in-private")
    text, buttons = await _page(session, wanted, page, event.language)
    return [Send(Place(event.person.id), text, buttons=buttons), event.note("audit-is-in-private")]


async def turn(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """‹ and ›: another page of the log."""
    wanted, page = _pressed(event)
    return event.edit(*await _page(session, wanted, page, event.language))


@dataclass(frozen=True, slots=True)
class AuditFiles:
    """The log as a file, packed by the worker process."""

    worker: Worker

    async def pack(self, event: Event, telegram: TelegramQueries) -> bytes:
        """Read the entries and write them into a file, for somebody who can be written to in private."""
        wanted, _ = _pressed(event)
        async with telegram.database.read() as session:
            if not await chats.private_chats(session, [event.person.id]):
                raise Refusal("audit-in-private")
            rows = await _rows(session, wanted, event.language)
        try:
            return await self.worker.run(csv_file.as_csv, rows)
        except WorkerError:
            raise Refusal("audit-not-now") from None

    async def send(self, event: Event, _session: AsyncSession, now: datetime, packed: bytes) -> list[Effect]:
        """*As a file*: the log as CSV, in private."""
        words = say("audit-file", event.language)
        return [
            SendDocument(Place(event.person.id), packed, f"audit-{now:%Y-%m-%d}.csv", words),
            event.note("audit-is-in-private"),
        ]


async def _filter(event: Event, session: AsyncSession, chat_id: int) -> Filter:
    """Return which entries a command asks for: of a person, of an action, or all."""
    word = event.text.strip()
    if _ACTION.fullmatch(word.lower()):
        return Filter(chat_id, action=word.lower())
    if word or event.answered is not None:
        whom, _ = await named(event, session)
        if whom.username is not None and not await seen_here(session, event, whom):
            raise Refusal("stranger", name=f"@{whom.username}")
        return Filter(chat_id, person_id=whom.id)
    return Filter(chat_id)


def _pressed(event: Event) -> tuple[Filter, int]:
    """Return what a button asks for: `chat:page:choice`."""
    choice = _CHOICE.fullmatch(fields(event, 3)[2])
    if choice is None:
        raise Refusal("button-old")
    person = int(choice["person"]) if choice["person"] else None
    return Filter(number(event), person, choice["action"]), number(event, 1)


async def _page(session: AsyncSession, wanted: Filter, page: int, language: str) -> tuple[str, Rows]:
    """Return a page of the log with its buttons; beyond the last one the last."""
    total = await audit.count(session, wanted)
    if not total:
        return say("audit-empty", language), ()
    there = ListPage(total, ENTRIES_PER_PAGE, page + 1)
    found = await audit.entries(session, wanted, there.first, there.size)
    lines = [await _line(session, entry, language) for entry in found]
    title = say("audit-title", language, count=total, page=str(there.number), pages=str(there.pages))
    return "\n".join([title, "", *lines]), _buttons(wanted, there, language)


async def _line(session: AsyncSession, entry: Audit, language: str) -> str:
    by, whom = await _names(session, entry, language)
    return say(
        "audit-line",
        language,
        at=f"{entry.at:%Y-%m-%d %H:%M}",
        by=by,
        what=Html(
            say("audit-action", language, action=entry.action.replace(" ", "-"), subject=await _subject(session, entry))
        ),
        person=whom or "none",
        reason=entry.reason or "none",
    )


async def _subject(session: AsyncSession, entry: Audit) -> str:
    """Return what an entry is about, as people know it."""
    subject = Subject.parse(entry.subject)
    number = subject.number("counterpoint")
    counterpoint = await counterpoints.get(session, number) if number is not None else None
    return f"#{counterpoint.number}" if counterpoint is not None else str(subject.id)


async def _rows(session: AsyncSession, wanted: Filter, language: str) -> list[tuple[dict[str, Any], str, str]]:
    """Return the entries of a file, each with who acted and on whom; in portions, so that others get their turn."""
    names: dict[tuple[int, int | None], tuple[str, str]] = {}
    rows: list[tuple[dict[str, Any], str, str]] = []
    for first in range(0, csv_file.MAX_ENTRIES, ENTRIES_PER_READ):
        found = await audit.entries(session, wanted, first, min(ENTRIES_PER_READ, csv_file.MAX_ENTRIES - first))
        for entry in found:
            both = (entry.actor_id, entry.person_id)
            if both not in names:
                names[both] = await _names(session, entry, language)
            rows.append((entry.model_dump(mode="json"), *names[both]))
        session.expunge_all()
        if len(found) < ENTRIES_PER_READ:
            break
    return rows


async def _names(session: AsyncSession, entry: Audit, language: str) -> tuple[str, str]:
    """Return who acted, and on whom."""
    whom = await name_of_person(session, entry.person_id) if entry.person_id is not None else ""
    return await name_of(session, entry.actor_id, language), whom


def _buttons(wanted: Filter, page: ListPage, language: str) -> Rows:
    choice = f"a{wanted.action}" if wanted.action else f"p{wanted.person_id}" if wanted.person_id is not None else ""
    turns = page.turns(language, lambda to: f"auditpage:{wanted.chat_id}:{to - 1}:{choice}")
    return (*turns, (Button(tell("button-file", language), f"auditfile:{wanted.chat_id}:0:{choice}"),))
