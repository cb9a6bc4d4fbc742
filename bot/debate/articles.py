"""/articles: what was discussed here, and the way back to it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.button_data import number
from bot.chat.effects import Button, Effect
from bot.chat.event import Event
from bot.chat.text_length import shorten
from bot.debate.card_view import MAX_LABEL_CHARS, MAX_TITLE_CHARS
from bot.debate.cards import discussion_here
from bot.texts import Refusal, say
from storage import debates

MAX_ARTICLES = 12
"""Articles that are listed: the current one, and the newest of those that people said something about."""


async def show(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/articles`: the articles that were discussed here, each with a button to its counterpoints."""
    beside = await debates.debates_beside(session, await discussion_here(session, event))
    if not beside:
        raise Refusal("article-none-here")
    sizes = await debates.sizes(session, [one.id for one in beside])
    beside = [one for one in beside if one.is_current or sizes[one.id] != debates.DebateSize()][:MAX_ARTICLES]
    titles = await debates.titles(session, [one.id for one in beside])
    lines, rows = [say("articles-title", event.language, count=len(beside))], []
    for one in beside:
        size, title = sizes[one.id], titles[one.id]
        counts = {"counterpoints": size.counterpoints, "questions": size.questions}
        now = "now" if one.is_current else "earlier"
        lines.append(say("articles-line", event.language, title=shorten(title, MAX_TITLE_CHARS), when=now, **counts))
        rows.append((Button(shorten(title, MAX_LABEL_CHARS), f"list:open:1:{one.id}"),))
    return [event.post("\n".join(lines), tuple(rows))]


async def take_up(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """*Discuss it again*: make an earlier article the one of this place; its debate goes on where it stood."""
    current = await discussion_here(session, event)
    again = await debates.find_beside(session, event.place, number(event))
    if again is None or again.snapshot_id is None:
        raise Refusal("button-old")
    if again.is_current:
        raise Refusal("article-current-already")
    title = (await debates.titles(session, [again.id]))[again.id]
    await debates.take_up(session, current, again)
    return event.edit(say("article-again", event.language, title=shorten(title, MAX_TITLE_CHARS)))
