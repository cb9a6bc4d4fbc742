"""Notices told: bundled, at most one message an hour and none in somebody's quiet hours, as the clock comes to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect, Rows, Send
from bot.chat.jobs import Job, due_by, prepared_job
from bot.chat.message.addresses import address_of
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import MAX_MESSAGE_UNITS, shorten, units_of_html
from bot.debate.card_view import MAX_ANCHOR_CHARS
from bot.debate.cards import chat_of, subject_of
from bot.debate.participant import notices as news
from bot.texts import Refusal, Value, say, tell
from storage import counterpoints, debates, digests, notices, outbox_subjects
from storage.chat_settings import language_of
from storage.chats import Chat, Place
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.notices import Notice, NoticeKind
from storage.outbox import OutboxRow, Priority

PEOPLE_AT_ONCE = 20
"""People who are told something before the next ones are looked for."""
PEOPLE_TOGETHER = 5
"""People of whom Telegram is asked side by side, and who are told in one transaction."""
TELEGRAM_PAUSE = timedelta(minutes=10)
"""How long somebody waits of whom Telegram does not say just now whether they are in the group."""
ROOM_FOR_NEWS = 3000
"""UTF-16 units that news may take; there is more of it under `/me`."""
SHOWN = (CounterpointStatus.OPEN, CounterpointStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One message with what waits for somebody; empty where nothing is so any more."""

    text: str
    buttons: Rows
    digest: Notice | None = None
    """The digest that is in it."""

    def as_effects(self, person_id: int) -> list[Effect]:
        """Return the message: once, for the hour's other news wait for the next one."""
        if not self.text:
            return []
        return [Send(Place(person_id), self.text, buttons=self.buttons, priority=Priority.BULK, once=True)]


Membership = Mapping[int, bool]
"""Whether somebody is in a chat, by our number of it."""


def notice_job() -> Job:
    """Return what the clock does about notices."""
    due = due_by(partial(notices.due_followers, most=PEOPLE_AT_ONCE))
    return replace(prepared_job("tell people", due, look, deliver, PEOPLE_TOGETHER), in_parts=True)


async def look(person_id: int, telegram: TelegramQueries) -> Membership | None:
    """Look in which of the groups somebody still is; None where Telegram does not say."""
    async with telegram.database.read() as session:
        about = {chat.id: chat for _, chat in await notices.waiting_with_chats(session, person_id)}
    try:
        return {number: await _is_in(chat, person_id, telegram) for number, chat in about.items()}
    except Refusal:
        return None


async def deliver(person_id: int, session: AsyncSession, now: datetime, membership: Membership | None) -> list[Effect]:
    """Tell somebody what waits for them: once, whatever happens to the process meanwhile."""
    follower = await notices.follower_of(session, person_id)
    if follower.due_at is None or follower.due_at > now:
        return []
    waiting = await notices.waiting_with_chats(session, person_id)
    hours = await news.quiet_hours(session, follower, waiting[0][0].discussion_id if waiting else None)
    if membership is None or hours.hold(now):  # a group may have chosen another zone since
        due_at = hours.next_free(now if membership is not None else now + TELEGRAM_PAUSE)
        await notices.go_on(session, follower, due_at=due_at)
        return []
    heard = [one for one, chat in waiting if membership.get(chat.id, False)]
    bundle = await _bundle(session, heard, await language_of(session, person_id))
    later = [one for one in heard if one.kind is NoticeKind.DIGEST and one is not bundle.digest]
    again_at = hours.next_free(now + news.MESSAGE_PERIOD) if later else None
    told_at = now if bundle.text else follower.told_at
    if not await notices.go_on(session, follower, due_at=again_at, told_at=told_at):
        return []
    await notices.drop(session, [one.id for one, _ in waiting if one not in later])
    return bundle.as_effects(person_id)


async def _is_in(chat: Chat, person_id: int, telegram: TelegramQueries) -> bool:
    if chat.telegram_id == person_id:
        return True
    return not chat.resting and await telegram.is_member(chat.telegram_id, person_id)


async def _bundle(session: AsyncSession, heard: Sequence[Notice], language: str) -> Bundle:
    """Return one message: all news, and below it the first digest if there is room for it."""
    text, buttons = await _news(session, [one for one in heard if one.kind is not NoticeKind.DIGEST], language)
    digest = next((one for one in heard if one.kind is NoticeKind.DIGEST), None)
    if digest is None:
        return Bundle(text, buttons)
    posts = [row for row in await digests.posts_of(session, digest.edition_id or 0) if "text" in row.params]
    words = str(posts[0].params["text"]) if posts else ""
    both = "\n\n".join(filter(None, (text, words)))
    if units_of_html(both) > MAX_MESSAGE_UNITS:
        return Bundle(text, buttons)
    return Bundle(both, (*_links(posts), *buttons), digest)


async def _news(session: AsyncSession, told: Sequence[Notice], language: str) -> tuple[str, Rows]:
    """Return the lines about somebody's counterpoints, those of each debate under its title, and the ways on."""
    lines = {(one.discussion_id, await _line(session, one, language)): None for one in told}
    said = [(debate, line) for debate, line in lines if line]
    if not said:
        return "", ()
    ends = accumulate(units_of_html(line) for _, line in said)
    shown = [one for one, end in zip(said, ends, strict=True) if end <= ROOM_FOR_NEWS]
    titles = await debates.titles(session, sorted({debate for debate, _ in shown}))
    parts = []
    for debate, title in sorted(titles.items()):
        own = (line for number, line in shown if number == debate)
        parts.append("\n".join([say("news-head", language, title=title), *own]))
    if len(shown) < len(said):
        parts.append(say("news-more", language, count=len(said) - len(shown)))
    ways = (Button(tell("button-me", language), "me:home"), Button(tell("button-told", language), "me:told"))
    return "\n\n".join(parts), (*await _way_to_card(session, told, language), ways)


async def _way_to_card(session: AsyncSession, told: Sequence[Notice], language: str) -> Rows:
    """Return the way to the card in the group, where all that is told is about one."""
    about = {one.counterpoint_id for one in told}
    one = await _get(session, about.pop()) if len(about) == 1 else None
    if one is None:
        return ()
    chat = await chat_of(session, one)
    shown = await outbox_subjects.messages_in(session, chat.telegram_id, subject_of(one))
    there = address_of(chat.telegram_id, shown[0]) if shown else None
    return ((Button(tell("button-to-card", language), url=there),),) if there is not None else ()


async def _line(session: AsyncSession, one: Notice, language: str) -> str:
    """Return the sentence of a notice as things stand now; nothing where it is not so any more."""
    about, other = await _get(session, one.counterpoint_id), await _get(session, one.other_id)
    if about is None or about.status is CounterpointStatus.WITHDRAWN:
        return ""
    values: dict[str, Value] = {**one.said, "number": str(about.number)}
    if one.kind in (NoticeKind.REBUTTED, NoticeKind.SUPPORTED):
        if other is None or other.status not in SHOWN:
            return ""
        words = shorten(" ".join(other.text.split()), MAX_ANCHOR_CHARS)
        values |= {"other": str(other.number), "words": words}
    if one.kind is NoticeKind.ORPHANED and about.orphaned_at is None:
        return ""
    if one.kind is NoticeKind.ANSWERED:
        values["reply"] = about.reply or ""
    return say(one.key, language, **values)


async def _get(session: AsyncSession, counterpoint_id: int | None) -> Counterpoint | None:
    return await counterpoints.get(session, counterpoint_id) if counterpoint_id is not None else None


def _links(posts: Sequence[OutboxRow]) -> Rows:
    """Return the buttons of a digest that lead into private."""
    rows = (posts[-1].params.get("reply_markup") or {}).get("inline_keyboard", ()) if posts else ()
    return tuple(tuple(Button(one["text"], url=one["url"]) for one in row if "url" in one) for row in rows)
