"""What moderators do by hand in Telegram: the records follow, so that there are never two truths."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Restrict
from bot.chat.event import PersonRef, Said
from bot.chat.members import NONE, Member
from bot.debate.banned_votes import Barring
from bot.moderation.actor_names import name_of
from bot.moderation.sanctions import service
from bot.moderation.sanctions.restore import is_silenced
from bot.moderation.sanctions.undo import tell_undone
from storage import audit, chats, newcomers, sanctions
from storage.audit import Audit
from storage.chats import Chat, Person
from storage.database import known
from storage.sanctions import SanctionKind

CLOCKS_APART = timedelta(seconds=2)
"""Telegram tells moments in whole seconds of its own clock; what was done before a sanction does not end it."""


class ByHand:
    """Follows what others than the bot did to somebody."""

    def __init__(self, barring: Barring) -> None:
        self._barring = barring

    async def banned(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody was banned: their votes do not count, and the log says who did it."""
        chat = await chats.find_chat(session, said.chat.id)
        if chat is not None and await newcomers.go(session, known(chat.id), said.person.id):
            await newcomers.spoil_post(session, known(chat.id))
        if chat is not None and said.by is not None:
            await _note(said, session, now, chat, said.by, "ban")
        return await self._barring.bar(said, session, now)

    async def unbanned(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody may come back: their votes count, and what the bot holds against them is over."""
        lifted = await _lift(said, session, now, "unban", (SanctionKind.BAN, SanctionKind.MUTE))
        return [*lifted, *await self._barring.unbar(said, session, now)]

    async def limited(self, said: Said, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody may do more or less: a mute can be over by that, and the door asks them no more."""
        chat = await chats.find_chat(session, said.chat.id)
        if chat is None or said.by is None or _decides_nothing(said):
            return []
        was, now_is = is_silenced(said.former_rank), is_silenced(said.rank)
        if was and now_is and await self._muted_at_door(said, session, chat):
            await _note(said, session, now, chat, said.by, "mute")
            return [Restrict(said.chat.id, said.person.id, dict(NONE))]
        if await newcomers.overrule(session, known(chat.id), said.person.id):
            await newcomers.spoil_post(session, known(chat.id))
        if now_is and not was:
            await _note(said, session, now, chat, said.by, "mute")
        return await _lift(said, session, now, "unmute", (SanctionKind.MUTE,)) if was and not now_is else []

    async def _muted_at_door(self, said: Said, session: AsyncSession, chat: Chat) -> bool:
        """Keep a mute of somebody who waits at the door for when they are let in; False where nobody waits.

        Until they press the button the door keeps them silent, for Telegram would let them in when the mute ends.
        """
        until = said.rank.until if said.rank is not None else None
        return await newcomers.mute_at_door(session, known(chat.id), said.person.id, dict(NONE), until)


def _decides_nothing(said: Said) -> bool:
    """Say whether somebody may do the same as before, for as long, and only their tag is another.

    Where not even that changed, it was decided again: a mute without end looks as the silence at the door does.
    """
    rank, former = said.rank, said.former_rank
    return rank is not None and former is not None and rank.may_as(former) and rank.tag != former.tag


async def _lift(
    said: Said, session: AsyncSession, now: datetime, action: str, kinds: tuple[SanctionKind, ...]
) -> list[Effect]:
    """End the sanctions of some kinds that somebody else than the bot has lifted, and tell everybody whom it concerns.

    What the bot lifted itself does not stand any more when Telegram tells of it.
    """
    chat = await chats.find_chat(session, said.chat.id)
    if chat is None or said.by is None:
        return []
    effects: list[Effect] = []
    stood = False
    for kind in kinds:
        sanction = await sanctions.standing(session, known(chat.id), said.person.id, kind)
        if sanction is None or sanction.decided_at > said.at + CLOCKS_APART:
            continue
        stood = True
        await _meet(said.by, session, now)
        undone, acts = await service.undo(session, known(sanction.id), said.by.id, said.rank, now)
        by = await name_of(session, said.by.id, said.language)
        effects += [*acts, *await tell_undone(session, undone, by, said.language, "sanction-lifted")]
    if not stood:
        await _note(said, session, now, chat, said.by, action)
    return effects


async def _note(said: Said, session: AsyncSession, now: datetime, chat: Chat, by: PersonRef, action: str) -> None:
    """Write into the audit log what somebody did."""
    await _meet(by, session, now)
    await _meet(said.person, session, now)
    entry = Audit(
        chat_id=chat.id,
        actor_id=by.id,
        action=action,
        subject=f"person:{said.person.id}",
        person_id=said.person.id,
        evidence={"by_hand": True},
        before=_status(said.former_rank),
        after=_status(said.rank),
        at=now,
    )
    await audit.note(session, entry)


async def _meet(person: PersonRef, session: AsyncSession, now: datetime) -> None:
    """Keep how somebody is called who stands in the log."""
    if not person.speaks_as_chat:
        seen = Person(telegram_id=person.id, name=person.name, username=person.username, seen_at=now)
        await chats.meet(session, seen)


def _status(rank: Member | None) -> dict[str, str | None] | None:
    if rank is None:
        return None
    return {"status": rank.status, "until": rank.until.isoformat() if rank.until is not None else None}
