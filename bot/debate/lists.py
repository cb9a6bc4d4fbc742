"""Lists of counterpoints: /counterpoints with its filters and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import fields, number
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event, EventKind
from bot.chat.message.page import ListPage
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import shorten
from bot.debate import card_view
from bot.debate.cards import discussion_here
from bot.debate.deep_links import check_reader, invitation, wanted
from bot.debate.opinions import state as opinion_state
from bot.debate.opinions.state import OpinionGroups, OpinionSnapshot
from bot.debate.opinions.tenure import TENURE_PERIOD, discount
from bot.texts import Refusal, Value, say, tell
from bot.worker import WorkerError
from storage import arrivals, chat_settings, counterpoints, debates
from storage.chat_settings import TotalsShown
from storage.counterpoints import Counterpoint, ListOrder

COUNTERPOINTS_PER_PAGE = 8
"""Counterpoints of a page."""
LIST_NAMES = frozenset(one.value for one in ListOrder)
"""The words that choose a list."""
BY_TOTALS = frozenset({ListOrder.SUPPORTED, ListOrder.DIVISIVE})
"""The lists whose order tells how people voted."""


@dataclass(frozen=True, slots=True)
class ListedDebate:
    """Whose counterpoints are listed."""

    discussion_id: int
    snapshot: OpinionSnapshot | None = None
    """What its votes show, where that decides the order and could be computed."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A page that somebody wants to see."""

    debate: ListedDebate
    order: ListOrder = ListOrder.OPEN
    page: int = 1


class CounterpointLists:
    """What is done about lists."""

    def __init__(self, groups: OpinionGroups, username: str) -> None:
        self._groups = groups
        self._username = username

    async def find(self, event: Event, telegram: TelegramQueries) -> ListedDebate:
        """Find whose counterpoints are meant: in private, those that this person reads, if they still may."""
        discussion_id = await self._find(event, telegram)
        if _wanted_order(event) != ListOrder.SUPPORTED or not await _has_early_votes(telegram, discussion_id):
            return ListedDebate(discussion_id)
        try:
            snapshot = await self._groups.look(telegram.database, discussion_id)
        except WorkerError:
            snapshot = None
        return ListedDebate(discussion_id, snapshot)

    async def _find(self, event: Event, telegram: TelegramQueries) -> int:
        async with telegram.database.read() as session:
            own = number(event, 2) if event.kind is EventKind.BUTTON and len(fields(event, 2, 3)) > 2 else None
            if not event.chat.private:
                return await _debate_here(session, event, own)
            discussion_id = own or await wanted(session, event)
        await check_reader(event, telegram, discussion_id)
        return discussion_id

    async def first(self, event: Event, session: AsyncSession, discussion_id: int) -> list[Effect]:
        """Return the first page of a discussion's open counterpoints."""
        return [event.post(*await self._page(event, session, ListRequest(ListedDebate(discussion_id))))]

    async def show(self, event: Event, session: AsyncSession, now: datetime, debate: ListedDebate) -> list[Effect]:
        """`/counterpoints`, `/counterpoints supported`: the first page of a list."""
        word = _wanted_order(event)
        if word == ListOrder.MINE and not event.chat.private:
            raise Refusal("list-mine-private")
        await opinion_state.keep(session, debate.snapshot, now)
        return [event.post(*await self._page(event, session, ListRequest(debate, ListOrder(word))))]

    async def turn(self, event: Event, session: AsyncSession, now: datetime, debate: ListedDebate) -> list[Effect]:
        """A filter or a page: show it in place of what is shown; one's own only to oneself."""
        word = _wanted_order(event)
        if word not in LIST_NAMES:
            raise Refusal("button-old")
        if word == ListOrder.MINE and not event.chat.private:
            return [await self._mine(event, session, debate.discussion_id)]
        await opinion_state.keep(session, debate.snapshot, now)
        wanted_page = ListRequest(debate, ListOrder(word), number(event, 1))
        return event.edit(*await self._page(event, session, wanted_page))

    async def _page(self, event: Event, session: AsyncSession, asked: ListRequest) -> tuple[str, Rows]:
        """Return a page with its buttons."""
        order, language, discussion_id = asked.order, event.language, asked.debate.discussion_id
        shown = await chat_settings.totals_shown(session, discussion_id)
        hidden = shown is TotalsShown.CLOSING
        if hidden and order in BY_TOTALS:
            raise Refusal("list-hidden")
        found = await counterpoints.listed(session, discussion_id, order, event.person.id)
        if order is ListOrder.SUPPORTED:
            report = asked.debate.snapshot.report if asked.debate.snapshot is not None else None
            found.sort(key=lambda one: one.disagree - one.agree + discount(one.number, report))
        others = _filters(asked, language, hidden=hidden)
        lines, back = await _about(session, discussion_id, language)
        if not found:
            return "\n".join([*lines, say("list-empty", language, order=order.value)]), others + back
        page = ListPage(len(found), COUNTERPOINTS_PER_PAGE, asked.page)
        lines.append(say("list-title", language, order=order.value, count=page.count))
        lines += [_line(one, order, language, shown) for one in page.cut(found)]
        if page.pages > 1:
            lines.append(say("list-page", language, page=page.number, pages=page.pages))
        turns = page.turns(language, lambda to: f"list:{order.value}:{to}:{discussion_id}")
        way_in = invitation(self._username, discussion_id, language)
        return "\n".join(lines), others + turns + (back or way_in)

    async def _mine(self, event: Event, session: AsyncSession, discussion_id: int) -> Effect:
        """Return one's own as a pop-up that nobody else sees."""
        found = await counterpoints.listed(session, discussion_id, ListOrder.MINE, event.person.id)
        if not found:
            return event.note("list-empty", order=ListOrder.MINE.value)
        told = [{"number": str(one.number), "status": one.status.value} for one in found]
        return event.note("list-mine", list=" · ".join(tell("list-mine-line", event.language, **one) for one in told))


async def _has_early_votes(telegram: TelegramQueries, discussion_id: int) -> bool:
    """Say whether any votes may count less: where all count alike, nothing has to be computed for an order."""
    async with telegram.database.read() as session:
        return bool(await arrivals.early_votes(session, discussion_id, TENURE_PERIOD))


def _wanted_order(event: Event) -> str:
    """Return the word that chooses a list."""
    return fields(event, 2, 3)[0] if event.kind is EventKind.BUTTON else event.option or ListOrder.OPEN.value


def _line(one: Counterpoint, order: ListOrder, language: str, shown: TotalsShown) -> str:
    words = shorten(" ".join(one.text.split()), card_view.MAX_TITLE_CHARS)
    hidden = shown is TotalsShown.CLOSING
    totals = counterpoints.told(one, hidden=hidden)
    values: dict[str, Value] = {
        "number": str(one.number),
        "words": words,
        "told": "yes" if totals.votes or shown is TotalsShown.LIVE else "no",
        "votes": counterpoints.untold(one, hidden=hidden),
        "agree": totals.agree,
        "disagree": totals.disagree,
    }
    if order is ListOrder.MINE:
        return say("list-line-mine", language, status=one.status.value, **values)
    return say("list-line", language, **values)


async def _debate_here(session: AsyncSession, event: Event, discussion_id: int | None) -> int:
    """Return the debate that a list in a group shows: that of its button, else the current one."""
    if discussion_id is None:
        return (await discussion_here(session, event)).id
    if await debates.find_beside(session, event.place, discussion_id) is None:
        raise Refusal("button-old")
    return discussion_id


async def _about(session: AsyncSession, discussion_id: int, language: str) -> tuple[list[str], Rows]:
    """Return the line and the button of a list about an earlier article of the place; nothing for the current one."""
    title = await debates.title_of_earlier(session, discussion_id)
    if title is None:
        return [], ()
    shown = shorten(title, card_view.MAX_TITLE_CHARS)
    again = Button(tell("button-takeup", language), f"takeup:{discussion_id}")
    return [say("list-earlier", language, title=shown)], ((again,),)


def _filters(asked: ListRequest, language: str, *, hidden: bool) -> Rows:
    """Return the other lists there are; where totals are hidden none of those that would tell them."""
    others = [one for one in ListOrder if one is not asked.order and not (hidden and one in BY_TOTALS)]
    data = (f"list:{one.value}:1:{asked.debate.discussion_id}" for one in others)
    buttons = [Button(tell(f"button-list-{one.value}", language), to) for one, to in zip(others, data, strict=True)]
    return (tuple(buttons[:2]), tuple(buttons[2:]))
