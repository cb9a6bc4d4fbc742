"""/questions: what was asked, how it was answered, and what people say of that; for moderators, without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import discussion_article
from bot.article.answering.answer import NoQuoteReason
from bot.chat.effects import Button, Effect, Rows
from bot.chat.event import Event
from bot.chat.message.digits import MAX_TYPED_DIGITS, digits
from bot.chat.message.page import ListPage
from bot.chat.text_length import shorten
from bot.texts import Refusal, say, tell
from storage import questions as asked
from storage.questions import QuestionSummary, Which

QUESTIONS_PER_PAGE = 8
"""Questions of a page."""
SHOWN_QUESTION_CHARS = 160
"""Characters of a question."""


async def show(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """`/questions`, `/questions unanswered`, `/questions disputed 2`: a page of a list."""
    words = event.text.lower().split()
    which = words.pop(0) if words and not words[0].isdigit() else Which.ALL.value
    page = digits(words.pop(0) if words else "1", MAX_TYPED_DIGITS)
    if words or which not in set(Which) or page is None:
        raise Refusal("questions-unknown")
    return [event.post(*await _page(event, session, Which(which), page))]


async def turn(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """Another list or page: show it in place of what is shown."""
    which, _, words = event.text.partition(":")
    page = digits(words, MAX_TYPED_DIGITS)
    if which not in set(Which) or page is None:
        raise Refusal("button-old")
    return event.edit(*await _page(event, session, Which(which), page))


async def _page(event: Event, session: AsyncSession, which: Which, page: int) -> tuple[str, Rows]:
    """Return a page with its buttons."""
    discussion_id = (await discussion_article.current_article(session, event.place)).discussion_id
    there = ListPage(await asked.count(session, discussion_id, which), QUESTIONS_PER_PAGE, page)
    shown = await asked.latest(session, discussion_id, which, first=there.first, most=there.size)
    turns = there.turns(event.language, lambda to: f"questions:{which.value}:{to}")
    return _text(shown, which, there, event.language), _lists(which, event.language) + turns


def _text(shown: Sequence[QuestionSummary], which: Which, page: ListPage, language: str) -> str:
    """Return a page in words."""
    if not shown:
        return say("questions-empty", language, which=which.value)
    lines = [say("questions-title", language, which=which.value, count=page.count)]
    lines += [_line(one, language) for one in shown]
    if page.pages > 1:
        lines.append(say("questions-page", language, page=page.number, pages=page.pages))
    return "\n".join(lines)


def _line(one: QuestionSummary, language: str) -> str:
    words = shorten(" ".join(one.text.split()), SHOWN_QUESTION_CHARS)
    band = NoQuoteReason.OTHER_LANGUAGE.value if one.reason == NoQuoteReason.OTHER_LANGUAGE else one.band
    return say("questions-line", language, words=words, band=band, times=one.times, disputed=one.not_an_answer)


def _lists(which: Which, language: str) -> Rows:
    """Return the other lists there are."""
    others = (one.value for one in Which if one is not which)
    return (tuple(Button(tell(f"button-questions-{one}", language), f"questions:{one}:1") for one in others),)
