"""Whom a command is about, and whether the bot can reach them: read before anything is done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import Event, PersonRef
from bot.chat.members import CAN_RESTRICT, Member
from bot.chat.message.written_text import behind_mark
from bot.chat.queries import TelegramQueries
from bot.texts import Html, Refusal
from bot.texts.unlinked import unlinked
from storage import chats, outbox_subjects, sanctions
from storage.presence import was_seen
from storage.sanctions import Sanction

_BETWEEN = " \n,:;.!…=–—-"
"""What may stand behind the name of somebody."""
_NAMED = re.compile(r"@(?P<username>[A-Za-z][A-Za-z0-9_]{2,31})|(?P<id>-?[0-9]{5,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a command is about."""

    whom: TargetIdentity
    member: Member | None
    """What they are in the chat now; none for a channel."""
    words: str
    """What the command says besides."""
    message_id: int | None = None
    """The message of theirs that was replied to."""


@dataclass(frozen=True, slots=True)
class TargetIdentity:
    """Somebody whom a sanction is about: a person, or a channel that speaks in a group."""

    id: int
    name: str
    is_channel: bool = False
    username: str | None = None
    """The @username by which a command named them: whether it is theirs still, only Telegram can tell."""


async def find_target(event: Event, telegram: TelegramQueries) -> Target:
    """Find whom a command is about, and refuse whom the bot cannot reach.

    Raises:
        Refusal: One clear sentence why not.
    """
    if event.chat.kind != "supergroup":
        raise Refusal("supergroups-only")
    await require_right(telegram, event.chat.id, CAN_RESTRICT)
    async with telegram.database.read() as session:
        whom, words = await named(event, session)
    await confirm(telegram, event, whom)
    shown = event.reply is not None and not event.reply.to_us and words == event.text.strip()
    replied = event.reply.message_id or None if event.reply is not None and shown else None
    member = await reach(telegram, event, whom)
    return Target(whom if member is None else replace(whom, name=member.name), member, words, replied)


async def named(event: Event, session: AsyncSession) -> tuple[TargetIdentity, str]:
    """Return whom a command names, by a mention, @username, id or a reply, and the rest of its words.

    Raises:
        Refusal: It names nobody, or a stranger.
    """
    if event.mention is not None:
        return _as_whom(event.mention.person), _behind(event.text.removeprefix(event.mention.words))
    first, rest = (*event.text.split(None, 1), "", "")[:2]
    first = first.rstrip(_BETWEEN)
    found = _NAMED.fullmatch(first)
    if found is None:
        return await _replied(event, session), event.text.strip()
    if found["id"]:
        number = int(found["id"])
        return TargetIdentity(number, first, is_channel=number < 0), _behind(f" {rest}")
    if found["username"].lower() == (event.person.username or "").lower():
        raise Refusal("not-oneself")
    person = await chats.find_username(session, found["username"])
    if person is None:
        raise Refusal("stranger", name=first)
    number = person.telegram_id
    return TargetIdentity(number, person.name, is_channel=number < 0, username=found["username"]), _behind(f" {rest}")


def _behind(rest: str) -> str:
    """Return the words that stand behind a name."""
    return rest[behind_mark(rest) :].strip()


async def confirm(telegram: TelegramQueries, event: Event, whom: TargetIdentity) -> None:
    """Ask Telegram whether somebody has the @username still by which they are named, and was ever here.

    Raises:
        Refusal: It is somebody else's by now; or they were never seen here, which is said as of a name that nobody has.
    """
    if whom.username is None:
        return
    member = await telegram.member(event.chat.id, whom.id)
    async with telegram.database.read() as session:
        is_known = await seen_here(session, event, whom)
    if member is None or not (is_known or member.is_here or member.status == "kicked"):
        raise Refusal("stranger", name=f"@{whom.username}")
    if (member.username or "").lower() != whom.username.lower():
        raise Refusal("username-changed", name=f"@{whom.username}")


async def seen_here(session: AsyncSession, event: Event, whom: TargetIdentity) -> bool:
    """Say whether the records of this chat show that somebody was ever seen in it."""
    chat = await chats.find_chat(session, event.chat.id)
    return chat is not None and await was_seen(session, chat.id, whom.id)


async def announced(event: Event, session: AsyncSession) -> Sanction | None:
    """Return the sanction whose announcement was replied to."""
    if event.answered is None:
        return None
    subject = await outbox_subjects.find_subject(session, event.chat.id, event.answered.message_id)
    number = subject.number("sanction")
    return await sanctions.get(session, number) if number is not None else None


async def reach(telegram: TelegramQueries, event: Event, whom: TargetIdentity) -> Member | None:
    """Return what somebody is in the chat, where a sanction on them makes sense.

    Raises:
        Refusal: It is oneself, the bot, an admin, a stranger, a deleted account or the group itself.
    """
    if whom.id == event.person.id:
        raise Refusal("not-oneself")
    if whom.id == telegram.me:
        raise Refusal("not-the-bot")
    if whom.is_channel:
        if whom.id in (event.chat.id, 0):
            raise Refusal("not-anonymous-admin")
        return None
    return await read_member(telegram, event.chat.id, whom)


async def read_member(telegram: TelegramQueries, chat_id: int, whom: TargetIdentity) -> Member:
    """Return what a person is in a chat; an admin, a stranger and a deleted account are out of reach.

    Raises:
        Refusal: They are.
    """
    member = await telegram.member(chat_id, whom.id)
    if member is None:
        raise Refusal("stranger-in-telegram", name=whom.name)
    if not member.name:
        raise Refusal("account-deleted")
    if member.is_admin:
        raise Refusal("not-an-admin", person=member.name)
    return member


async def require_right(telegram: TelegramQueries, chat_id: int, right: str) -> None:
    """Refuse what the bot itself lacks the right for.

    Raises:
        Refusal: It lacks it; the sentence names it.
    """
    admins = await telegram.administrators(chat_id)
    if not any(one.id == telegram.me and one.has_right(right) for one in admins):
        raise Refusal("bot-lacks-right", right=right)


def require_here(target: Target) -> None:
    """Refuse to warn, mute or kick somebody who is not in the chat.

    Raises:
        Refusal: They left, or are banned.
    """
    if target.member is not None and not target.member.is_here:
        raise Refusal("person-banned" if target.member.status == "kicked" else "person-left", person=target.whom.name)


async def _replied(event: Event, session: AsyncSession) -> TargetIdentity:
    """Return whose message was replied to; of what the bot announced or did, whom it is about.

    Raises:
        Refusal: Nobody's, or a line of Telegram's own that names several.
    """
    if event.reply is None or event.reply.person is None:
        raise Refusal("whom")
    if event.reply.channel_post:
        raise Refusal("whom-under-post")
    sanction = await announced(event, session) if event.reply.to_us else None
    if sanction is not None:
        return TargetIdentity(sanction.person_id, sanction.name, is_channel=sanction.person_id < 0)
    about, others = event.reply.person, event.reply.others
    people = others if others and event.reply.to_us else (about, *others)
    if len(people) > 1:
        raise Refusal("whom-of-several", people=Html(", ".join(map(_address, people))))
    return _as_whom(people[0])


def _as_whom(person: PersonRef) -> TargetIdentity:
    return TargetIdentity(person.id, person.name, is_channel=person.speaks_as_chat)


def _address(person: PersonRef) -> str:
    """Return how somebody is called, and how a command names them, to be copied."""
    called = escape(unlinked(person.name), quote=False)
    return f"{called} (<code>{f'@{person.username}' if person.username else person.id}</code>)"
