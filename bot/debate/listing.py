"""Lists of counterpoints: /counterpoints with its filters and pages, and /point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.effects import Button, Effect, Rows
from bot.chat.lengths import shorten
from bot.chat.queries import Desk
from bot.chat.said import Said
from bot.debate import presenting
from bot.debate.cards import Cards, named_here
from bot.debate.doors import check_reader, invitation, wanted
from bot.debate.pressed import fields, number
from bot.texts import Refusal, say, tell
from storage import chats, debate, settings
from storage.debate import Counterpoint, CounterpointStatus, Order, known

PAGE = 8
"""Counterpoints of a page."""
BY_TOTALS = frozenset({Order.SUPPORTED, Order.DIVISIVE})
"""The lists whose order tells how people voted."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that somebody wants to see."""

    discussion_id: int
    order: Order
    number: int


class Listing:
    """What is done about lists."""

    def __init__(self, cards: Cards, username: str) -> None:
        self._cards = cards
        self._username = username

    async def point(self, said: Said, session: AsyncSession, _now: datetime) -> list[Effect]:
        """`/point 12`: the card of a counterpoint once more."""
        return [await self._cards.post(said, session, await named_here(session, said, said.number()))]

    async def find(self, said: Said, desk: Desk) -> int:
        """Find whose counterpoints are meant: in private, those that this person reads, if they still may."""
        async with desk.database.read() as session:
            if not said.chat.private:
                return await _here(session, said)
            discussion_id = await wanted(session, said)
        await check_reader(said, desk, discussion_id)
        return discussion_id

    async def first(self, said: Said, session: AsyncSession, discussion_id: int) -> list[Effect]:
        """Return the first page of a discussion's open counterpoints."""
        return [said.post(*await self._page(said, session, Page(discussion_id, Order.OPEN, 1)))]

    async def show(self, said: Said, session: AsyncSession, _now: datetime, discussion_id: int) -> list[Effect]:
        """`/counterpoints`, `/counterpoints supported`: the first page of a list."""
        word = said.option or Order.OPEN.value
        if word not in {one.value for one in Order}:
            raise Refusal("list-unknown")
        if word == Order.MINE and not said.chat.private:
            raise Refusal("list-mine-private")
        return [said.post(*await self._page(said, session, Page(discussion_id, Order(word), 1)))]

    async def turn(self, said: Said, session: AsyncSession, _now: datetime, discussion_id: int) -> list[Effect]:
        """A filter or a page: show it in place of what is shown; one's own only to oneself."""
        word = fields(said, 2)[0]
        if word not in {one.value for one in Order}:
            raise Refusal("button-old")
        if word == Order.MINE and not said.chat.private:
            return [await self._mine(said, session, discussion_id)]
        return said.edit(*await self._page(said, session, Page(discussion_id, Order(word), number(said, 1))))

    async def _page(self, said: Said, session: AsyncSession, wish: Page) -> tuple[str, Rows]:
        """Return a page, the last one where there are fewer now."""
        order = wish.order
        hidden = await settings.hides_totals(session, wish.discussion_id)
        if hidden and order in BY_TOTALS:
            raise Refusal("list-hidden")
        found = await debate.listed(session, wish.discussion_id, order, said.person.id)
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(1, wish.number), pages)
        shown = found[(page - 1) * PAGE : page * PAGE]
        buttons = _filters(order, said.language, hidden=hidden) + _pages(order, page, pages)
        if found:
            buttons += invitation(self._username, wish.discussion_id, said.language)
        lines = [_line(one, order, said.language, hidden=hidden) for one in shown]
        return _text(lines, order, (len(found), page, pages), said.language), buttons

    async def _mine(self, said: Said, session: AsyncSession, discussion_id: int) -> Effect:
        """Return one's own as a pop-up that nobody else sees."""
        found = await debate.listed(session, discussion_id, Order.MINE, said.person.id)
        if not found:
            return said.note("list-empty", order=Order.MINE.value)
        lines = [
            tell("list-mine-line", said.language, number=str(one.number), status=one.status.value) for one in found
        ]
        return said.note("list-mine", list=" · ".join(lines))


async def _here(session: AsyncSession, said: Said) -> int:
    discussion = await chats.find_discussion(session, said.place)
    if discussion is None:
        raise Refusal("article-none-here")
    return known(discussion.id)


def _text(shown: Sequence[str], order: Order, place: tuple[int, int, int], language: str) -> str:
    """Return a page in words; `place` is how many there are, the page, and the pages."""
    count, page, pages = place
    if not shown:
        return say("list-empty", language, order=order.value)
    lines = [say("list-title", language, order=order.value, count=count), *shown]
    if pages > 1:
        lines.append(say("list-page", language, page=page, pages=pages))
    return "\n".join(lines)


def _line(one: Counterpoint, order: Order, language: str, *, hidden: bool) -> str:
    words = shorten(" ".join(one.text.split()), presenting.TITLE)
    if hidden and one.status is CounterpointStatus.OPEN:
        return say("list-line-hidden", language, number=str(one.number), words=words)
    key = "list-line-mine" if order is Order.MINE else "list-line"
    totals = debate.told(one)
    counts = {"agree": totals.agree, "disagree": totals.disagree}
    return say(key, language, number=str(one.number), words=words, status=one.status.value, **counts)


def _filters(order: Order, language: str, *, hidden: bool) -> Rows:
    """Return the other lists there are; where totals are hidden none of those that would tell them."""
    others = [one for one in Order if one is not order and not (hidden and one in BY_TOTALS)]
    buttons = [Button(tell(f"button-list-{one.value}", language), f"list:{one.value}:1") for one in others]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def _pages(order: Order, page: int, pages: int) -> Rows:
    earlier = [Button(tell("button-earlier"), f"list:{order.value}:{page - 1}")] if page > 1 else []
    later = [Button(tell("button-later"), f"list:{order.value}:{page + 1}")] if page < pages else []
    return ((*earlier, *later),) if earlier or later else ()
