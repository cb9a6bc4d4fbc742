"""What moderators do by hand in Telegram: the records follow, so that there are never two truths."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Effect, Restrict
from bot.chat.event import Event, PersonRef
from bot.chat.members import NONE, Member
from bot.debate.voting.banned_votes import BannedVotes
from bot.moderation.sanctions import service
from bot.moderation.sanctions.restore import is_silenced
from bot.moderation.sanctions.undo import tell_undone
from storage import audit, chats, newcomers, sanctions
from storage.audit import Act
from storage.chats import Chat, Person
from storage.sanctions import SanctionKind
from storage.subjects import Subject

CLOCKS_APART = timedelta(seconds=2)
"""Telegram tells moments in whole seconds of its own clock; what was done before a sanction does not end it."""


class ByHand:
    """Follows what others than the bot did to somebody."""

    def __init__(self, banned_votes: BannedVotes) -> None:
        self._banned_votes = banned_votes

    async def banned(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody was banned: their votes do not count, and the log says who did it."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is not None and await newcomers.go(session, chat.id, event.person.id):
            await newcomers.spoil_post(session, chat.id)
        if chat is not None and event.by is not None:
            await _note(event, session, now, chat, event.by, "ban")
        return await self._banned_votes.bar(event, session, now)

    async def unbanned(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody may come back: their votes count, and what the bot holds against them is over."""
        lifted = await _lift(event, session, now, "unban", (SanctionKind.BAN, SanctionKind.MUTE))
        return [*lifted, *await self._banned_votes.unbar(event, session, now)]

    async def limited(self, event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
        """Somebody may do more or less: a mute can be over by that, and the captcha asks them no more."""
        chat = await chats.find_chat(session, event.chat.id)
        if chat is None or event.by is None or _decides_nothing(event):
            return []
        was, now_is = is_silenced(event.former_rank), is_silenced(event.rank)
        if was and now_is and await _is_muted_at_door(event, session, chat):
            await _note(event, session, now, chat, event.by, "mute")
            return [Restrict(event.chat.id, event.person.id, dict(NONE))]
        if await newcomers.overrule(session, chat.id, event.person.id):
            await newcomers.spoil_post(session, chat.id)
        if now_is and not was:
            await _note(event, session, now, chat, event.by, "mute")
        return await _lift(event, session, now, "unmute", (SanctionKind.MUTE,)) if was and not now_is else []


async def _is_muted_at_door(event: Event, session: AsyncSession, chat: Chat) -> bool:
    """Keep a mute of somebody whom the captcha asks for when they are let in; False where it asks them nothing.

    Until they press the button they stay silent, for Telegram would let them in when the mute ends.
    """
    until = event.rank.until if event.rank is not None else None
    return await newcomers.mute_at_door(session, chat.id, event.person.id, dict(NONE), until)


def _decides_nothing(event: Event) -> bool:
    """Say whether somebody may do the same as before, for as long, and only their tag is another.

    Where not even that changed, it was decided again: a mute without end looks as the silence at the door does.
    """
    rank, former = event.rank, event.former_rank
    return rank is not None and former is not None and rank.may_as(former) and rank.tag != former.tag


async def _lift(
    event: Event, session: AsyncSession, now: datetime, action: str, kinds: tuple[SanctionKind, ...]
) -> list[Effect]:
    """End the sanctions of some kinds that somebody else than the bot has lifted, and tell everybody whom it concerns.

    What the bot lifted itself does not stand any more when Telegram tells of it.
    """
    chat = await chats.find_chat(session, event.chat.id)
    if chat is None or event.by is None:
        return []
    effects: list[Effect] = []
    stood = False
    for kind in kinds:
        sanction = await sanctions.standing(session, chat.id, event.person.id, kind)
        if sanction is None or sanction.decided_at > event.at + CLOCKS_APART:
            continue
        stood = True
        await _meet(event.by, session, now)
        undone = await service.undo(session, sanction.id, event.by.id, event.rank, now)
        told = await tell_undone(session, undone.sanction, event.by.id, "sanction-lifted")
        effects += [*undone.acts, *told]
    if not stood:
        await _note(event, session, now, chat, event.by, action)
    return effects


async def _note(event: Event, session: AsyncSession, now: datetime, chat: Chat, by: PersonRef, action: str) -> None:
    """Write into the audit log what somebody did."""
    await _meet(by, session, now)
    await _meet(event.person, session, now)
    act = Act(
        by.id,
        action,
        Subject("person", event.person.id),
        chat.id,
        person_id=event.person.id,
        evidence={"by_hand": True},
        before=_status(event.former_rank),
        after=_status(event.rank),
    )
    await audit.record(session, act, now)


async def _meet(person: PersonRef, session: AsyncSession, now: datetime) -> None:
    """Keep how somebody is called who stands in the log."""
    if not person.speaks_as_chat:
        seen = Person(telegram_id=person.id, name=person.name, username=person.username, seen_at=now)
        await chats.meet(session, seen)


def _status(rank: Member | None) -> dict[str, str | None] | None:
    if rank is None:
        return None
    return {"status": rank.status, "until": rank.until.isoformat() if rank.until is not None else None}
