"""/premod and /filter: whose counterpoints wait for a moderator, and which words nobody may write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect
from bot.chat.members import CAN_DELETE, Member
from bot.chat.queries import Desk
from bot.chat.said import Said
from bot.moderation.rulebook import rules_of
from bot.moderation.screening.blocklist import MOST_WORDS, entry
from bot.moderation.screening.checks import blocklisted
from bot.texts import Refusal
from storage import audit, chats, settings
from storage.chats import Chat, Discussion, Premoderation
from storage.debate import Audit, known
from storage.settings import ChatSettings, Screening

WORDS = 500
"""Entries of a list of blocked words, at the most."""
LENGTH = 60
"""Characters of an entry, at the most."""
SHOWN = 100
"""Entries that are listed in one message."""
STARS = 3
"""Stars in one entry, at the most: each lets the search branch."""


async def premoderate(said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
    """`/premod all|newcomers|none`: whose counterpoints a moderator sees first."""
    chat = await _chat(said, session)
    word = said.option
    if word not in set(Premoderation):
        raise Refusal("premod-how")
    rule = Premoderation(word)
    discussion = await chats.open_discussion(session, said.place, now)
    former = discussion.premoderation
    change = update(Discussion).where(col(Discussion.id) == discussion.id).values(premoderation=rule)
    await session.exec(change.execution_options(synchronize_session=False))
    before_after = ({"premoderation": former.value}, {"premoderation": rule.value})
    await audit.note(session, _entry(said, chat, "premod", before_after, now))
    return [said.note("premod-chosen", rule=rule.value)]


async def look_at_rights(said: Said, desk: Desk) -> Member | None:
    """Return what the bot is in the group; None where it is no administrator."""
    if said.chat.private:
        return None
    return next((one for one in await desk.administrators(said.chat.id) if one.id == desk.me), None)


async def filter_words(said: Said, session: AsyncSession, now: datetime, me: Member | None) -> list[Effect]:
    """`/filter add words`, `/filter remove words`, `/filter list`."""
    chat = await _chat(said, session)
    verb, _, rest = said.text.strip().partition(" ")
    chosen = await settings.settings_of(session, known(chat.id))
    blocked = chosen.blocklist
    if verb.lower() == "list":
        return [_listed(said, blocked)]
    change = {"add": _added, "remove": _removed}.get(verb.lower())
    entries = entries_of(rest)
    if change is None or not entries:
        raise Refusal("filter-how")
    changed = change(blocked, entries)
    await settings.choose(session, known(chat.id), blocklist=changed)
    gone, new = sorted(set(blocked) - set(changed)), sorted(set(changed) - set(blocked))
    await audit.note(session, _entry(said, chat, f"filter-{verb.lower()}", ({"words": gone}, {"words": new}), now))
    if not new:
        return [said.note("filter-removed", count=len(gone), waiting=len(changed))]
    does = what_it_does(chosen, me)
    return [said.note("filter-added", count=len(new), waiting=len(changed), does=does)]


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
    if len(words) > LENGTH:
        raise Refusal("filter-too-long", most=LENGTH)
    if not any(character.isalnum() for character in words) or words.count("*") > STARS:
        raise Refusal("filter-too-wide", words=words)
    try:
        entry(words)
    except Refusal:
        raise Refusal("filter-unfindable", words=words, most=MOST_WORDS) from None


def _added(blocked: list[str], entries: list[str]) -> list[str]:
    for one in entries:
        check_entry(one)
    changed = list(dict.fromkeys([*blocked, *entries]))
    if len(changed) > WORDS:
        raise Refusal("filter-too-many", most=WORDS)
    if len(changed) == len(blocked):
        raise Refusal("filter-known")
    return changed


def _removed(blocked: list[str], entries: list[str]) -> list[str]:
    changed = [one for one in blocked if one not in entries]
    if len(changed) == len(blocked):
        raise Refusal("filter-unknown")
    return changed


def _listed(said: Said, blocked: list[str]) -> Effect:
    if not blocked:
        return said.note("filter-empty")
    words, more = ", ".join(blocked[:SHOWN]), max(0, len(blocked) - SHOWN)
    return said.note("filter-listed", count=len(blocked), list=words, more=more)


async def _chat(said: Said, session: AsyncSession) -> Chat:
    chat = await chats.find_chat(session, said.chat.id)
    if chat is None or said.chat.private:
        raise Refusal("in-groups-only")
    return chat


def _entry(said: Said, chat: Chat, action: str, change: tuple[dict[str, Any], dict[str, Any]], now: datetime) -> Audit:
    before, after = change
    return Audit(
        chat_id=chat.id,
        actor_id=said.person.id,
        action=action,
        subject=f"chat:{chat.id}",
        before=before,
        after=after,
        at=now,
    )
