"""What a reply points at: words of the article, a counterpoint, or nothing that can be told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import Library
from bot.article.quoting import Quote
from bot.article.service import Article
from bot.chat.said import Said
from bot.debate import anchoring
from bot.debate.cards import replied_to, root_of
from bot.texts import Refusal
from storage import articles, outbox
from storage.debate import Counterpoint, CounterpointStatus


@dataclass(frozen=True, slots=True)
class Target:
    """What a counterpoint answers."""

    quote: Quote | None = None
    parent: Counterpoint | None = None
    missing: bool = False
    """Words were quoted that do not stand in the article."""


async def find_target(library: Library, session: AsyncSession, said: Said, article: Article) -> Target:
    """Return what a reply points at.

    Raises:
        Refusal: It is the card of a counterpoint that is not open.
    """
    parent = await replied_to(session, said)
    if parent is not None:
        return Target(parent=await _answerable(session, parent))
    if said.reply is None and said.quote is None:
        return Target()
    snapshot = await library.snapshot(session, article.snapshot_id)
    answered = await _answered(session, said, article)
    if said.quote is not None:
        near = (answered.start, answered.end) if answered is not None else None
        try:
            return Target(anchoring.find_words(snapshot, said.quote, near))
        except Refusal:
            return Target(missing=True)
    if answered is None:
        return Target()
    return Target(anchoring.quote_at(snapshot, answered.start, answered.end))


async def _answerable(session: AsyncSession, parent: Counterpoint) -> Counterpoint:
    """Return the counterpoint that a reply to a card answers: what it was merged into, if it was."""
    parent = await root_of(session, parent)
    if parent.status is not CounterpointStatus.OPEN:
        raise Refusal("parent-not-open", number=str(parent.number))
    return parent


async def _answered(session: AsyncSession, said: Said, article: Article) -> Quote | None:
    """Return the best quote of our answer that was replied to, if it is one about this very article."""
    if said.reply is None:
        return None
    subject = await outbox.find_subject(session, said.chat.id, said.reply.message_id)
    kind, _, identity = (subject or "").partition(":")
    question = await articles.find_question(session, int(identity)) if kind == "question" else None
    if question is None or not question.quotes or question.snapshot_id != article.snapshot_id:
        return None
    place = question.quotes[0]
    return Quote("", "", "", place["start"], place["stop"], 0, None, 0.0, None)
