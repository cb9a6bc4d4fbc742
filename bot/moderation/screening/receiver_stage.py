"""The checks in the receiver: every message is looked at as it arrives, before anything of it is kept.

What nothing speaks against leaves a count and no words. What a check speaks against goes on as a finding. Telegram is
asked nothing here, for everybody waits: whether it was written by who runs the chat is seen to in the chat's own turn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.event import SCREENED
from bot.chat.message.group_message import GroupMessage, Reacted, parse, reacted, writer_in
from bot.chat.message.json_fields import JSON, UnreadableError, number, part
from bot.chat.queries import TelegramQueries
from bot.moderation.reactions import Reactions, finding
from bot.moderation.screening import Action, Author, Earlier, Post, Rules, Verdict, screen, trust
from bot.moderation.screening.chat_rules import rules_of
from bot.moderation.screening.model_store import ModelStore
from bot.moderation.screening.trust import Merit
from config.tracing import where
from config.turns import by_turns
from storage import screening as screening_log
from storage.chat_settings import ChatSettings
from storage.database import Database

T = TypeVar("T")

log = logging.getLogger(__name__)

MAX_PEOPLE = 50_000
"""People kept in mind before all are forgotten and read anew."""
RECENT_POSTS = 10
"""Latest posts of a person that are kept in mind."""
RECENT_PERIOD = timedelta(hours=1)
"""For how long."""
A_MINUTE = timedelta(minutes=1)
MAX_CLOCK_LEAD = timedelta(minutes=5)
"""By how much a message may be dated later than our clock says."""
RECORD_LIFETIME = timedelta(minutes=10)
"""For how long it is believed how well somebody is known."""
FOR_US = frozenset({"already_trusted", "blocklisted", "mixed_script", "spam_classifier"})
"""The checks of commands for the bot: how often they come, and their links, are looked at where they are answered."""
_MOVES = frozenset({"my_chat_member", "chat_member"})


@dataclass(slots=True)
class MemberRecord:
    """What is kept in mind of a person in a chat."""

    read_at: datetime
    posts: int = 0
    approved: int = 0
    recent: list[Earlier] = field(default_factory=list)
    album: str | None = None
    merit: Merit = trust.NOTHING

    def note(self, message: GroupMessage) -> None:
        """Keep a post in mind, and forget those of long ago."""
        self.forget_old(message.at)
        self.recent = [*self.recent[1 - RECENT_POSTS :], Earlier(message.at, message.words, message.album)]

    def is_trusted(self, rules: Rules) -> bool:
        """Say whether they have shown to mean well."""
        return self.posts >= rules.trusted_posts or self.approved >= rules.trusted_approved

    def forget_old(self, now: datetime) -> None:
        """Forget the posts of long ago, and those that a clock dated wrongly."""
        self.recent = [one for one in self.recent if abs(now - one.at) < RECENT_PERIOD]


@dataclass(frozen=True, slots=True)
class ScreenedChat:
    """A chat whose messages are looked at."""

    id: int
    """Our own number of it."""
    stamp: screening_log.Stamp
    settings: ChatSettings
    rules: Rules
    rules_for_us: Rules


class Screener:
    """Looks at what arrives. Part of the receiver: one batch at a time."""

    def __init__(
        self,
        database: Database,
        telegram: TelegramQueries,
        models: ModelStore,
        clock: Callable[[], datetime],
        words_for_us: Callable[[GroupMessage], str | None],
    ) -> None:
        self._database = database
        self._telegram = telegram
        self._models = models
        self._clock = clock
        self._words_for_us = words_for_us
        self._chats: dict[int, ScreenedChat] = {}
        self._rules: dict[int, ScreenedChat] = {}
        self._people: dict[tuple[int, int], MemberRecord] = {}
        self._counted: dict[tuple[int, int], MemberRecord] = {}
        self._begun: set[int] = set()
        self._with_words: set[tuple[int, int]] = set()
        self._reactions = Reactions()
        self._swept_at = clock()

    async def look(self, updates: Sequence[JSON], uncounted: Collection[int] = ()) -> Mapping[int, JSON]:
        """Return what speaks against updates, by their number.

        Args:
            updates: What arrived, in order.
            uncounted: Numbers of those that are no posts, for they will be deleted: they are looked at alone.
        """
        if abs(self._clock() - self._swept_at) >= A_MINUTE:
            self.forget_words()
        wrote = [(update, pair) for update in updates if (pair := writer_in(update)) is not None]
        reacting = [update for update in updates if "message_reaction" in update]
        reactions = [(update, one) for update in reacting if (one := _readable(reacted, update)) is not None]
        for update in updates:
            self._note_change(update)
        await self._read_up({*(pair for _, pair in wrote), *((one.chat_id, one.person_id) for _, one in reactions)})
        found = self._judge_reactions(reactions)
        async for update in by_turns(update for update, pair in wrote if self._is_looked_at(*pair)):
            number, message = update["update_id"], heard(update)
            finding = self._judge_safely(message, number, number not in uncounted) if message is not None else None
            if finding is not None:
                found[number] = {SCREENED: finding}
        return found

    def forget_words(self) -> None:
        """Forget what people wrote more than an hour ago; runs at each tick, and once a minute where people write."""
        now = self._swept_at = self._clock()
        for pair in list(self._with_words):
            known = self._people.get(pair)
            if known is not None:
                known.forget_old(now)
            if known is None or not known.recent:
                self._with_words.discard(pair)

    async def keep(self, session: AsyncSession) -> None:
        """Keep how many posts people have made, and since when chats are watched."""
        counts = [
            {"chat_id": chat_id, "person_id": person_id, "posts": known.posts, "approved": 0}
            for (chat_id, person_id), known in self._counted.items()
        ]
        # What cannot be kept comes again with the next posts.
        begun, self._counted, self._begun = self._begun, {}, set()
        await screening_log.keep_posts(session, counts)
        await screening_log.begin_watching(session, begun, self._clock())

    async def _read_up(self, wrote: Collection[tuple[int, int]]) -> None:
        """Read what is not known yet of chats and people; whether moderators have chosen anything, each time."""
        if not wrote:
            return
        if len(self._people) > MAX_PEOPLE:
            self._people.clear()
        async with self._database.read() as session:
            await self._read_chats(session, {chat_id for chat_id, _ in wrote})
            pairs = {(self._chats[chat_id].id, person_id) for chat_id, person_id in wrote if chat_id in self._chats}
            unknown = [pair for pair in pairs if self._is_unknown(pair)]
            found = await screening_log.standings(session, {person_id for _, person_id in unknown})
        self._learn_of(unknown, found)
        self._begun |= {one.id for one in self._chats.values() if one.settings.watched_since is None}

    async def _read_chats(self, session: AsyncSession, telegram_ids: Collection[int]) -> None:
        """Find which chats are watched over; the rules are made anew where moderators have chosen otherwise."""
        stamps = await screening_log.stamps(session, telegram_ids)
        former = {one: self._rules.get(one) for one in stamps}
        changed = [one for one, watched in former.items() if watched is None or watched.stamp != stamps[one]]
        for one, chosen in (await screening_log.watched(session, changed)).items() if changed else ():
            rules = rules_of(chosen)
            self._rules[one] = ScreenedChat(
                chosen.chat_id, stamps[one], chosen, rules, replace(rules, checks=rules.checks & FOR_US)
            )
        self._chats = {one: self._rules[one] for one in stamps}

    def _is_unknown(self, pair: tuple[int, int]) -> bool:
        known = self._people.get(pair)
        return known is None or abs(self._clock() - known.read_at) > RECORD_LIFETIME

    def _learn_of(self, pairs: Sequence[tuple[int, int]], found: Mapping[tuple[int, int], tuple[int, int]]) -> None:
        """Keep in mind what the database knows of people."""
        now = self._clock()
        for pair in pairs:
            posts, approved = found.get(pair, (0, 0))
            known = self._people.setdefault(pair, MemberRecord(now))
            known.read_at = now
            known.posts = max(known.posts, posts)
            known.approved = approved

    def _is_looked_at(self, chat_id: int, person_id: int) -> bool:
        """Say whether what somebody wrote is to be read: hardly anything of those who are known for long."""
        chat = self._chats.get(chat_id)
        return chat is not None and bool(
            chat.rules.blocklist or not self._people[chat.id, person_id].is_trusted(chat.rules)
        )

    def _judge_safely(self, message: GroupMessage, number: int, counts: bool) -> JSON | None:
        """Judge a message; one that cannot be judged is as if nothing spoke against it."""
        try:
            return self._judge(message, counts)
        except Exception as error:
            log.error("update %s could not be screened: %s", number, where(error))  # noqa: TRY400 - nobody's words
            return None

    def _judge(self, message: GroupMessage, counts: bool) -> JSON | None:
        """Return what speaks against a message, and note that it was made."""
        chat = self._chats.get(message.chat_id)
        if chat is None or message.is_channel_post or message.person_id == message.chat_id:
            return None
        known = self._people[chat.id, message.person_id]
        trusted = known.is_trusted(chat.rules)
        message = in_time(message, self._clock())
        verdict = screen(self._post(message, chat, known))
        if trusted and verdict.action is Action.PASS:
            return None
        if counts and not message.is_edit:
            known.note(message)
            self._with_words.add((chat.id, message.person_id))
        if verdict.action is not Action.PASS:
            return _finding(verdict, message, known)
        if counts:
            self._count(chat.id, message, known)
        return None

    def _judge_reactions(self, reactions: Sequence[tuple[JSON, Reacted]]) -> dict[int, JSON]:
        """Return what speaks against reactions of those who are new in a chat: once for each of them."""
        found: dict[tuple[int, int], tuple[int, JSON]] = {}
        for update, one in reactions:
            chat = self._chats.get(one.chat_id)
            if chat is None or one.person_id == one.chat_id or "flooding" not in chat.rules.checks:
                continue
            known = self._people[chat.id, one.person_id]
            if known.approved or known.posts >= chat.rules.newcomer_posts:
                continue
            if count := self._reactions.count(one):
                told = {SCREENED: finding(count, watched=chat.rules.watch)}
                found[one.chat_id, one.person_id] = (update["update_id"], told)
        return dict(found.values())

    def _post(self, message: GroupMessage, chat: ScreenedChat, known: MemberRecord) -> Post:
        command = self._words_of_command(message)
        return Post(
            text=message.text if command is None else command,
            caption=message.caption,
            others=message.others,
            links=message.links,
            mentions=message.mentions,
            forwarded_from=message.forwarded_from,
            author=Author(known.posts, known.approved, recent=tuple(known.recent)),
            at=message.at,
            is_edit=message.is_edit,
            album=message.album,
            rules=chat.rules_for_us if command is not None else chat.rules,
            model=self._models.model(chat.id),
        )

    def _words_of_command(self, message: GroupMessage) -> str | None:
        """Return what follows a command for the bot; None where a message is none."""
        return self._words_for_us(message) if message.command is not None else None

    def _count(self, chat_id: int, message: GroupMessage, known: MemberRecord) -> None:
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

    def _note_change(self, update: JSON) -> None:
        """Let Telegram be asked anew who runs a chat when somebody's place in it has changed."""
        for kind in _MOVES & update.keys():
            chat_id = number(part(part(update, kind), "chat"), "id")
            if chat_id is not None:
                self._telegram.forget(chat_id)


def heard(update: JSON) -> GroupMessage | None:
    """Return the message of a group that an update brings; None where there is none that can be read."""
    return _readable(parse, update)


def _readable(read: Callable[[JSON], T | None], update: JSON) -> T | None:
    """Return what is read from an update; None where that cannot be read."""
    try:
        return read(update)
    except UnreadableError as error:
        log.debug("update %s could not be read: %s", update.get("update_id"), where(error))
        return None


def in_time(message: GroupMessage, now: datetime) -> GroupMessage:
    """Return a message as written now at the latest: one from the future would stand against its writer until then."""
    return message if message.at <= now + MAX_CLOCK_LEAD else replace(message, at=now)


def _finding(verdict: Verdict, message: GroupMessage, known: MemberRecord) -> JSON:
    """Return what was found, as it travels with the update."""
    return {
        "check": verdict.check,
        "action": verdict.action.value,
        "watched": verdict.watched,
        "deletes": verdict.to_do is Action.DELETE,
        "reasons": [{"check": one.check, "key": one.key, "values": dict(one.values)} for one in verdict.reasons],
        "posts": known.posts,
        "media": message.has_media,
        "album": message.album is not None,
        "edited": message.is_edit,
    }
