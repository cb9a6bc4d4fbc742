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
    """Return a page, the last one where there are fewer."""
    discussion_id = (await discussion_article.current_article(session, event.place)).discussion_id
    count = await asked.count(session, discussion_id, which)
    pages = max(1, -(-count // QUESTIONS_PER_PAGE))
    page = min(max(1, page), pages)
    shown = await asked.latest(
        session, discussion_id, which, first=(page - 1) * QUESTIONS_PER_PAGE, most=QUESTIONS_PER_PAGE
    )
    text = _text(shown, which, (count, page, pages), event.language)
    return text, _lists(which, event.language) + _pages(which, page, pages)


def _text(shown: Sequence[QuestionSummary], which: Which, place: tuple[int, int, int], language: str) -> str:
    """Return a page in words; `place` is how many there are, the page, and the pages."""
    count, page, pages = place
    if not shown:
        return say("questions-empty", language, which=which.value)
    lines = [say("questions-title", language, which=which.value, count=count)]
    lines += [_line(one, language) for one in shown]
    if pages > 1:
        lines.append(say("questions-page", language, page=page, pages=pages))
    return "\n".join(lines)


def _line(one: QuestionSummary, language: str) -> str:
    words = shorten(" ".join(one.text.split()), SHOWN_QUESTION_CHARS)
    band = NoQuoteReason.OTHER_LANGUAGE.value if one.reason == NoQuoteReason.OTHER_LANGUAGE else one.band
    return say("questions-line", language, words=words, band=band, times=one.times, disputed=one.not_an_answer)


def _lists(which: Which, language: str) -> Rows:
    """Return the other lists there are."""
    others = (one for one in Which if one is not which)
    return (
        tuple(Button(tell(f"button-questions-{one.value}", language), f"questions:{one.value}:1") for one in others),
    )


def _pages(which: Which, page: int, pages: int) -> Rows:
    earlier = [Button(tell("button-earlier"), f"questions:{which.value}:{page - 1}")] if page > 1 else []
    later = [Button(tell("button-later"), f"questions:{which.value}:{page + 1}")] if page < pages else []
    return ((*earlier, *later),) if earlier or later else ()
