"""Whom a command is about, and whether the bot can reach them: read before anything is done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.members import CAN_RESTRICT, Member
from bot.chat.queries import Desk
from bot.chat.said import PersonRef, Said
from bot.chat.written import behind_mark
from bot.moderation.cases import Whom
from bot.texts import Html, Refusal
from bot.texts.unlinked import unlinked
from storage import chats, moderation, outbox
from storage.debate import known
from storage.moderation import Sanction
from storage.presence import was_seen

_BETWEEN = " \n,:;.!…=–—-"
"""What may stand behind the name of somebody."""
_NAMED = re.compile(r"@(?P<username>[A-Za-z][A-Za-z0-9_]{2,31})|(?P<id>-?[0-9]{5,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom a command is about."""

    whom: Whom
    member: Member | None
    """What they are in the chat now; none for a channel."""
    words: str
    """What the command says besides."""
    message_id: int | None = None
    """The message of theirs that was replied to."""


async def take_aim(said: Said, desk: Desk) -> Aim:
    """Find whom a command is about, and refuse whom the bot cannot reach.

    Raises:
        Refusal: One clear sentence why not.
    """
    if said.chat.private:
        raise Refusal("in-groups-only")
    if said.chat.kind != "supergroup":
        raise Refusal("supergroups-only")
    await require_right(desk, said.chat.id, CAN_RESTRICT)
    async with desk.database.read() as session:
        whom, words = await named(said, session)
    await confirm(desk, said, whom)
    shown = said.reply is not None and not said.reply.to_us and words == said.text.strip()
    replied = said.reply.message_id or None if said.reply is not None and shown else None
    member = await reach(desk, said, whom)
    return Aim(whom if member is None else replace(whom, name=member.name), member, words, replied)


async def named(said: Said, session: AsyncSession) -> tuple[Whom, str]:
    """Return whom a command names, by a mention, @username, id or a reply, and the rest of its words.

    Raises:
        Refusal: It names nobody, or a stranger.
    """
    if said.mention is not None:
        return _as_whom(said.mention.person), _behind(said.text.removeprefix(said.mention.words))
    first, rest = (*said.text.split(None, 1), "", "")[:2]
    first = first.rstrip(_BETWEEN)
    found = _NAMED.fullmatch(first)
    if found is None:
        return await _replied(said, session), said.text.strip()
    if found["id"]:
        number = int(found["id"])
        return Whom(number, first, is_channel=number < 0), _behind(f" {rest}")
    if found["username"].lower() == (said.person.username or "").lower():
        raise Refusal("not-oneself")
    person = await chats.find_username(session, found["username"])
    if person is None:
        raise Refusal("stranger", name=first)
    number = person.telegram_id
    return Whom(number, person.name, is_channel=number < 0, username=found["username"]), _behind(f" {rest}")


def _behind(rest: str) -> str:
    """Return the words that stand behind a name."""
    return rest[behind_mark(rest) :].strip()


async def confirm(desk: Desk, said: Said, whom: Whom) -> None:
    """Ask Telegram whether somebody has the @username still by which they are named, and was ever here.

    Raises:
        Refusal: It is somebody else's by now; or they were never seen here, which is said as of a name that nobody has.
    """
    if whom.username is None:
        return
    member = await desk.member(said.chat.id, whom.id)
    async with desk.database.read() as session:
        is_known = await seen_here(session, said, whom)
    if member is None or not (is_known or member.is_here or member.status == "kicked"):
        raise Refusal("stranger", name=f"@{whom.username}")
    if (member.username or "").lower() != whom.username.lower():
        raise Refusal("username-changed", name=f"@{whom.username}")


async def seen_here(session: AsyncSession, said: Said, whom: Whom) -> bool:
    """Say whether the records of this chat show that somebody was ever seen in it."""
    chat = await chats.find_chat(session, said.chat.id)
    return chat is not None and await was_seen(session, known(chat.id), whom.id)


async def announced(said: Said, session: AsyncSession) -> Sanction | None:
    """Return the sanction whose announcement was replied to."""
    if said.answered is None:
        return None
    subject = await outbox.find_subject(session, said.chat.id, said.answered.message_id)
    kind, _, digits = (subject or "").partition(":")
    return await moderation.get(session, int(digits)) if kind == "sanction" else None


async def reach(desk: Desk, said: Said, whom: Whom) -> Member | None:
    """Return what somebody is in the chat, where a sanction on them makes sense.

    Raises:
        Refusal: It is oneself, the bot, an admin, a stranger, a deleted account or the group itself.
    """
    if whom.id == said.person.id:
        raise Refusal("not-oneself")
    if whom.id == desk.me:
        raise Refusal("not-the-bot")
    if whom.is_channel:
        _check_channel(said, whom)
        return None
    return await read_member(desk, said.chat.id, whom)


async def read_member(desk: Desk, chat_id: int, whom: Whom) -> Member:
    """Return what a person is in a chat; an admin, a stranger and a deleted account are out of reach.

    Raises:
        Refusal: They are.
    """
    member = await desk.member(chat_id, whom.id)
    if member is None:
        raise Refusal("stranger-in-telegram", name=whom.name)
    if not member.name:
        raise Refusal("account-deleted")
    if member.is_admin:
        raise Refusal("not-an-admin", person=member.name)
    return member


async def require_right(desk: Desk, chat_id: int, right: str) -> None:
    """Refuse what the bot itself lacks the right for.

    Raises:
        Refusal: It lacks it; the sentence names it.
    """
    admins = await desk.administrators(chat_id)
    if not any(one.id == desk.me and one.has_right(right) for one in admins):
        raise Refusal("bot-lacks-right", right=right)


def require_here(aim: Aim) -> None:
    """Refuse to warn, mute or kick somebody who is not in the chat.

    Raises:
        Refusal: They left, or are banned.
    """
    if aim.member is not None and not aim.member.is_here:
        raise Refusal("person-banned" if aim.member.status == "kicked" else "person-left", person=aim.whom.name)


async def _replied(said: Said, session: AsyncSession) -> Whom:
    """Return whose message was replied to; of what the bot announced or did, whom it is about.

    Raises:
        Refusal: Nobody's, or a line of Telegram's own that names several.
    """
    if said.reply is None or said.reply.person is None:
        raise Refusal("whom")
    if said.reply.channel_post:
        raise Refusal("whom-under-post")
    sanction = await announced(said, session) if said.reply.to_us else None
    if sanction is not None:
        return Whom(sanction.person_id, sanction.name, is_channel=sanction.person_id < 0)
    about, others = said.reply.person, said.reply.others
    people = others if others and said.reply.to_us else (about, *others)
    if len(people) > 1:
        raise Refusal("whom-of-several", people=Html(", ".join(map(_address, people))))
    return _as_whom(people[0])


def _as_whom(person: PersonRef) -> Whom:
    return Whom(person.id, person.name, is_channel=person.speaks_as_chat)


def _address(person: PersonRef) -> str:
    """Return how somebody is called, and how a command names them, to be copied."""
    called = escape(unlinked(person.name), quote=False)
    return f"{called} (<code>{f'@{person.username}' if person.username else person.id}</code>)"


def _check_channel(said: Said, whom: Whom) -> None:
    if whom.id in (said.chat.id, 0):
        raise Refusal("not-anonymous-admin")
