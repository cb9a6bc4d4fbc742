"""Watching over groups: every message is looked at as it arrives, before anything of it is kept.

What nothing speaks against leaves a count and no words. What a check speaks against goes on as a finding, unless it was
written by the house: a moderator, the group itself, its linked channel.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.incoming import SCREENED
from bot.chat.members import CAN_DELETE, Member
from bot.chat.overheard import JSON, Overheard, overhear
from bot.moderation.learning import Shelf
from bot.moderation.rulebook import rules_of
from bot.moderation.screening import Action, Author, Earlier, Post, Rules, Sender, Verdict, screen, trust
from bot.moderation.screening.trust import Merit
from bot.texts import Refusal
from storage import screened
from storage.engine import Database
from storage.settings import ChatSettings

REMEMBERED = 50_000
"""People kept in mind before all are forgotten and read anew."""
RECENT = 10
"""Latest posts of a person that are kept in mind."""
LATELY = timedelta(hours=1)
"""For how long."""
BELIEVED = timedelta(minutes=10)
"""For how long it is believed who runs a chat, unless Telegram tells of a change, and how well somebody is known."""
FOR_US = frozenset({"already_trusted", "blocklisted", "mixed_script", "spam_classifier"})
"""The checks of commands for the bot: how often they come, and their links, are looked at where they are answered."""
A_TURN = 0.002
"""Seconds for which messages are looked at before others get the event loop."""
_MOVES = ("my_chat_member", "chat_member")


class Telegram(Protocol):
    """What is asked of Telegram about a chat."""

    @property
    def me(self) -> int:
        """The bot's own id."""
        ...

    async def administrators(self, chat_id: int) -> tuple[Member, ...]:
        """Return a chat's administrators, the bot among them."""
        ...

    async def linked_channel(self, chat_id: int) -> int | None:
        """Return the channel whose discussion group a chat is."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """Who runs a chat, and whether the bot may act there."""

    people: frozenset[int]
    """Administrators, and the linked channel."""
    may_look: bool
    may_delete: bool
    asked_at: datetime


@dataclass(slots=True)
class Known:
    """What is kept in mind of a person in a chat."""

    read_at: datetime
    posts: int = 0
    approved: int = 0
    recent: list[Earlier] = field(default_factory=list)
    album: str | None = None
    merit: Merit = trust.NOTHING

    def note(self, message: Overheard) -> None:
        """Keep a post in mind, and forget those of long ago."""
        since = message.at - LATELY
        kept = [one for one in self.recent if one.at > since][1 - RECENT :]
        self.recent = [*kept, Earlier(message.at, message.words, message.album)]


@dataclass(frozen=True, slots=True)
class Watched:
    """A chat that is watched over."""

    id: int
    """Our own number of it."""
    settings: ChatSettings
    rules: Rules
    rules_for_us: Rules


class Watch:
    """Looks at what arrives. Part of the receiver: one batch at a time."""

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        shelf: Shelf,
        clock: Callable[[], datetime],
        words_for_us: Callable[[str], str | None],
    ) -> None:
        self._database = database
        self._telegram = telegram
        self._shelf = shelf
        self._clock = clock
        self._words_for_us = words_for_us
        self._chats: dict[int, Watched] = {}
        self._rules: dict[int, Watched] = {}
        self._people: dict[tuple[int, int], Known] = {}
        self._houses: dict[int, House] = {}
        self._counted: dict[tuple[int, int], Known] = {}
        self._begun: set[int] = set()

    async def look(self, updates: Sequence[JSON]) -> Mapping[int, JSON]:
        """Return the updates that something speaks against, with what it is, by their number."""
        heard = [(update, overhear(update)) for update in updates]
        for update in updates:
            self._forget_house(update)
        await self._read_up([message for _, message in heard if message is not None])
        found: dict[int, JSON] = {}
        begun = perf_counter()
        for update, message in heard:
            if perf_counter() - begun > A_TURN:
                await asyncio.sleep(0)
                begun = perf_counter()
            finding = await self._judge(message) if message is not None else None
            if finding is not None:
                found[update["update_id"]] = {**update, SCREENED: finding}
        return found

    def takes_away(self, update: JSON) -> bool:
        """Say whether nobody but the screening shall handle such an update: its message is deleted."""
        return bool(update[SCREENED]["deletes"])

    async def keep(self, session: AsyncSession) -> None:
        """Keep how many posts people have made, and since when chats are watched."""
        counts = [
            {"chat_id": chat_id, "person_id": person_id, "posts": known.posts, "approved": 0}
            for (chat_id, person_id), known in self._counted.items()
        ]
        await screened.keep_posts(session, counts)
        await screened.begin_watching(session, self._begun, self._clock())
        self._counted, self._begun = {}, set()

    async def _read_up(self, messages: Sequence[Overheard]) -> None:
        """Read what is not known yet of chats and people; what moderators have chosen is read each time."""
        if not messages:
            return
        if len(self._people) > REMEMBERED:
            self._people.clear()
        async with self._database.read() as session:
            rows = await screened.watched(session, {one.chat_id for one in messages})
            self._chats = {telegram_id: self._watched(telegram_id, chosen) for telegram_id, chosen in rows.items()}
            pairs = {(self._chats[one.chat_id].id, one.person_id) for one in messages if one.chat_id in self._chats}
            since = self._clock() - BELIEVED
            unknown = [pair for pair in pairs if pair not in self._people or self._people[pair].read_at < since]
            found = await screened.standings(session, {person_id for _, person_id in unknown})
        self._learn_of(unknown, found)
        self._begun |= {one.id for one in self._chats.values() if one.settings.watched_since is None}

    def _learn_of(self, pairs: Sequence[tuple[int, int]], found: Mapping[tuple[int, int], tuple[int, int]]) -> None:
        """Keep in mind what the database knows of people."""
        now = self._clock()
        for pair in pairs:
            posts, approved = found.get(pair, (0, 0))
            known = self._people.setdefault(pair, Known(now))
            known.read_at = now
            known.posts = max(known.posts, posts)
            known.approved = approved

    def _watched(self, telegram_id: int, chosen: ChatSettings) -> Watched:
        """Return a chat with its rules, made anew where its moderators have chosen otherwise."""
        former = self._rules.get(telegram_id)
        if former is not None and former.settings == chosen:
            return former
        rules = rules_of(chosen)
        self._rules[telegram_id] = Watched(chosen.chat_id, chosen, rules, _narrowed(rules, FOR_US))
        return self._rules[telegram_id]

    async def _judge(self, message: Overheard) -> JSON | None:
        """Return what speaks against a message, and note that it was made."""
        chat = self._chats.get(message.chat_id)
        if chat is None or message.is_channel_post or message.person_id == message.chat_id:
            return None
        known = self._people[chat.id, message.person_id]
        trusted = known.posts >= chat.rules.trusted_posts or known.approved >= chat.rules.trusted_approved
        if trusted and not chat.rules.blocklist:
            return None
        verdict = screen(self._post(message, chat, known))
        if trusted and verdict.action is Action.PASS:
            return None
        if not message.is_edit:
            known.note(message)
        if verdict.action is Action.PASS:
            self._count(chat.id, message, known)
            return None
        house = await self.house(message.chat_id)
        if house is None or not house.may_look or message.person_id in house.people:
            return None
        return _finding(verdict, message, known, house)

    def _post(self, message: Overheard, chat: Watched, known: Known) -> Post:
        command = self._words_of_command(message)
        return Post(
            text=message.text if command is None else command,
            caption=message.caption,
            others=message.others,
            links=message.links,
            mentions=message.mentions,
            forwarded_from=message.forwarded_from,
            sender=Sender.CHANNEL if message.speaks_as_chat else Sender.PERSON,
            author=Author(known.posts, known.approved, recent=tuple(known.recent)),
            at=message.at,
            is_edit=message.is_edit,
            album=message.album,
            rules=chat.rules_for_us if command is not None else chat.rules,
            model=self._shelf.model(chat.id),
        )

    def _words_of_command(self, message: Overheard) -> str | None:
        """Return what follows a command for the bot; None where a message is none."""
        return self._words_for_us(message.text) if message.text.startswith("/") else None

    def _count(self, chat_id: int, message: Overheard, known: Known) -> None:
        """Count a post that nothing spoke against, as `trust` does; an album once, edits and commands not at all."""
        if (
            message.is_edit
            or self._words_of_command(message) is not None
            or (message.album is not None and message.album == known.album)
        ):
            return
        known.album = message.album
        merit = trust.count(known.merit, message.words, message.at)
        if merit is None:
            return
        known.merit = merit
        known.posts += 1
        self._counted[chat_id, message.person_id] = known

    async def house(self, chat_id: int) -> House | None:
        """Return who runs a chat; None while Telegram does not say."""
        now = self._clock()
        house = self._houses.get(chat_id)
        if house is not None and now - house.asked_at < BELIEVED:
            return house
        try:
            admins = await self._telegram.administrators(chat_id)
            linked = await self._telegram.linked_channel(chat_id)
        except Refusal:
            return None
        me = next((one for one in admins if one.id == self._telegram.me), None)
        people = _house_of(admins, linked)
        house = House(people, me is not None, me is not None and me.has_right(CAN_DELETE), now)
        self._houses[chat_id] = house
        return house

    def _forget_house(self, update: JSON) -> None:
        """Ask anew who runs a chat when somebody's place in it has changed."""
        for kind in _MOVES:
            if kind in update:
                self._houses.pop(update[kind]["chat"]["id"], None)


def _house_of(admins: Iterable[Member], linked: int | None) -> frozenset[int]:
    return frozenset({one.id for one in admins} | ({linked} if linked is not None else set()))


def _narrowed(rules: Rules, checks: frozenset[str]) -> Rules:
    return replace(rules, checks=rules.checks & checks)


def _finding(verdict: Verdict, message: Overheard, known: Known, house: House) -> JSON:
    """Return what was found, as it travels with the update."""
    reasons: list[dict[str, Any]] = [
        {"check": one.check, "key": one.key, "values": dict(one.values)} for one in verdict.reasons
    ]
    return {
        "check": verdict.check,
        "action": verdict.action.value,
        "watched": verdict.watched,
        "deletes": verdict.to_do is Action.DELETE and house.may_delete,
        "reasons": reasons,
        "posts": known.posts,
        "moderators": sorted(one for one in house.people if one > 0),
        "media": message.has_media,
        "album": message.album is not None,
        "edited": message.is_edit,
    }
