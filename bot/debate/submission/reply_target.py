"""What a reply points at: words of the article, a counterpoint, or nothing that can be told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import answer_versions
from bot.article.answer_versions import QuotesInVersion
from bot.article.discussion_article import Article, article_of, current_article
from bot.article.library import Library
from bot.article.quoting.quotes import Quote
from bot.chat.event import Event
from bot.debate import anchors
from bot.debate.cards import replied_to, root_of
from bot.texts import Refusal
from storage import outbox_subjects, questions
from storage.counterpoints import Counterpoint, CounterpointStatus
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class ReplyTarget:
    """What a counterpoint answers."""

    quote: Quote | None = None
    parent: Counterpoint | None = None
    offered: tuple[Quote, ...] = ()
    """The words that may be meant, where an answer with several quotes was replied to."""
    asks: str = "anchor-question"
    """The sentence that asks which words are answered, where this does not tell."""


async def find_article(session: AsyncSession, event: Event) -> Article:
    """Return the article that is answered: that of the card or of our answer that was replied to, else the current one.

    Raises:
        Refusal: There is none here yet.
    """
    about = await replied_to(session, event) or await _question(session, event)
    if about is not None:
        return await article_of(session, event.place, about.discussion_id)
    return await current_article(session, event.place)


async def find_reply_target(library: Library, session: AsyncSession, event: Event, article: Article) -> ReplyTarget:
    """Return what a reply points at.

    Raises:
        Refusal: It is the card of a counterpoint that is not open.
    """
    parent = await replied_to(session, event)
    if parent is not None:
        return ReplyTarget(parent=await _answerable(session, parent))
    if event.reply is None and event.quote is None:
        return ReplyTarget()
    snapshot = await library.snapshot(session, article.snapshot_id)
    standing = await _answered(library, session, event, article)
    answered = next(iter(standing.found), None) if standing is not None else None
    if event.quote is not None:
        near = (answered.start, answered.end) if answered is not None else None
        try:
            return ReplyTarget(anchors.find_words(snapshot, event.quote, near))
        except Refusal:
            return ReplyTarget(asks="anchor-missing")
    if standing is not None and len(standing.found) > 1:
        return ReplyTarget(offered=tuple(standing.found), asks="anchor-several")
    if standing is not None and answered is None:
        return ReplyTarget(asks="anchor-lost")
    return ReplyTarget(answered)


async def _answerable(session: AsyncSession, parent: Counterpoint) -> Counterpoint:
    """Return the counterpoint that a reply to a card answers: what it was merged into, if it was."""
    parent = await root_of(session, parent)
    if parent.status is not CounterpointStatus.OPEN:
        raise Refusal("parent-not-open", number=str(parent.number))
    return parent


async def _answered(library: Library, session: AsyncSession, event: Event, article: Article) -> QuotesInVersion | None:
    """Return how our answer that was replied to stands in the article now, if it had quotes."""
    question = await _question(session, event)
    if question is None or not question.quotes:
        return None
    return await answer_versions.standing(library, session, question, article.snapshot_id)


async def _question(session: AsyncSession, event: Event) -> Question | None:
    """Return the question whose answer was replied to, if that is what was replied to."""
    if event.reply is None:
        return None
    subject = await outbox_subjects.find_subject(session, event.chat.id, event.reply.message_id)
    number = subject.number("question")
    return await questions.find_question(session, number) if number is not None else None
