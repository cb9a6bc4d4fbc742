"""/filter: which words nobody may write."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.event import Event
from bot.chat.members import CAN_DELETE, Member
from bot.chat.queries import TelegramQueries
from bot.moderation.groups import group_of
from bot.moderation.screening.blocklist import MOST_WORDS, entry
from bot.moderation.screening.chat_rules import rules_of
from bot.moderation.screening.checks import blocklisted
from bot.texts import Refusal
from storage import audit, chat_settings
from storage.audit import Act
from storage.chat_settings import ChatSettings, Screening
from storage.subjects import Subject

MAX_BLOCKED_ENTRIES = 500
"""Entries of a list of blocked words, at the most."""
MAX_ENTRY_CHARS = 60
"""Characters of an entry, at the most."""
SHOWN_ENTRIES = 100
"""Entries that are listed in one message."""
MAX_STARS = 3
"""Stars in one entry, at the most: each lets the search branch."""


async def look_at_rights(event: Event, telegram: TelegramQueries) -> Member | None:
    """Return what the bot is in the group; None where it is no administrator."""
    if event.chat.private:
        return None
    return next((one for one in await telegram.administrators(event.chat.id) if one.id == telegram.me), None)


async def filter_words(event: Event, session: AsyncSession, now: datetime, me: Member | None) -> list[Effect]:
    """`/filter add words`, `/filter remove words`, `/filter list`."""
    chat = await group_of(event, session)
    verb, _, rest = event.text.strip().partition(" ")
    chosen = await chat_settings.settings_of(session, chat.id)
    blocked = chosen.blocklist
    if verb.lower() == "list":
        return [_listed(event, blocked)]
    change = {"add": _added, "remove": _removed}.get(verb.lower())
    entries = entries_of(rest)
    if change is None or not entries:
        raise Refusal("filter-how")
    changed = change(blocked, entries)
    await chat_settings.choose(session, chat.id, blocklist=changed)
    gone, new = sorted(set(blocked) - set(changed)), sorted(set(changed) - set(blocked))
    action, before, after = f"filter-{verb.lower()}", {"words": gone}, {"words": new}
    act = Act(event.person.id, action, Subject("chat", chat.id), chat.id, before=before, after=after)
    await audit.record(session, act, now)
    if not new:
        return [event.note("filter-removed", count=len(gone), waiting=len(changed))]
    does = what_it_does(chosen, me)
    return [event.note("filter-added", count=len(new), waiting=len(changed), does=does)]


def what_it_does(chosen: ChatSettings, me: Member | None) -> str:
    """Return what becomes of a message with words on the list: it is `deleted`, or why it stays.

    Args:
        chosen: The settings of the chat.
        me: What the bot is there; None where it is no administrator, and sees too little to look.
    """
    if chosen.screening is Screening.OFF or blocklisted.__name__ not in rules_of(chosen).checks:
        return "off"
    if me is None:
        return "blind"
    if not me.has_right(CAN_DELETE):
        return "shown"
    return "watched" if chosen.screening is Screening.WATCH else "deleted"


def entries_of(text: str) -> list[str]:
    """Return the entries that a command names: one a line, or parted by commas; letters of any size are the same."""
    entries = [" ".join(one.casefold().split()) for one in text.replace("\n", ",").split(",")]
    return list(dict.fromkeys(one for one in entries if one))


def check_entry(words: str) -> None:
    """Refuse what would stand in the list and find nothing, or too much.

    Raises:
        Refusal: It is too long, matches everything, has too many stars, or cannot be looked for.
    """
    if len(words) > MAX_ENTRY_CHARS:
        raise Refusal("filter-too-long", most=MAX_ENTRY_CHARS)
    if not any(character.isalnum() for character in words) or words.count("*") > MAX_STARS:
        raise Refusal("filter-too-wide", words=words, stars=MAX_STARS)
    try:
        entry(words)
    except Refusal:
        raise Refusal("filter-unfindable", words=words, most=MOST_WORDS) from None


def _added(blocked: list[str], entries: list[str]) -> list[str]:
    for one in entries:
        check_entry(one)
    changed = list(dict.fromkeys([*blocked, *entries]))
    if len(changed) > MAX_BLOCKED_ENTRIES:
        raise Refusal("filter-too-many", most=MAX_BLOCKED_ENTRIES)
    if len(changed) == len(blocked):
        raise Refusal("filter-known")
    return changed


def _removed(blocked: list[str], entries: list[str]) -> list[str]:
    changed = [one for one in blocked if one not in entries]
    if len(changed) == len(blocked):
        raise Refusal("filter-unknown")
    return changed


def _listed(event: Event, blocked: list[str]) -> Effect:
    if not blocked:
        return event.note("filter-empty")
    words, more = ", ".join(blocked[:SHOWN_ENTRIES]), max(0, len(blocked) - SHOWN_ENTRIES)
    return event.note("filter-listed", count=len(blocked), list=words, more=more)
