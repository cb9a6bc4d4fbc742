"""The article of a discussion: proposed, chosen, or asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import as_rows
from bot.article.snapshot import Snapshot
from bot.texts import Refusal
from storage import articles, chats
from storage.articles import Proposal, ProposalStatus
from storage.chats import Discussion, Place


@dataclass(frozen=True, slots=True)
class ArticlePosting:
    """The message of a chat that holds an article's words."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that somebody brings to a discussion."""

    place: Place
    person_id: int
    snapshot: Snapshot
    posting: ArticlePosting | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a discussion."""

    discussion_id: int
    snapshot_id: int
    posting: ArticlePosting | None


async def current_article(session: AsyncSession, place: Place) -> Article:
    """Return the article of a discussion.

    Raises:
        Refusal: There is none yet.
    """
    discussion = await chats.find_discussion(session, place)
    if discussion is None or discussion.id is None or discussion.snapshot_id is None:
        raise Refusal("article-none-here")
    proposal = await articles.find_posting(session, discussion.id, discussion.snapshot_id)
    return Article(discussion.id, discussion.snapshot_id, _posting(proposal))


async def propose(session: AsyncSession, suggestion: Suggestion, now: datetime) -> int:
    """Keep an article in preview and return the number of the proposal."""
    discussion = await chats.open_discussion(session, suggestion.place, now)
    snapshot_id = await articles.store_snapshot(session, *as_rows(suggestion.snapshot, now))
    posting = suggestion.posting
    proposal = Proposal(
        discussion_id=discussion.id,
        snapshot_id=snapshot_id,
        person_id=suggestion.person_id,
        posted_message_id=posting.message_id if posting else None,
        posted_text=posting.text if posting else None,
        proposed_at=now,
    )
    return await articles.keep_proposal(session, proposal)


async def proposed(session: AsyncSession, place: Place, proposal_id: int) -> int:
    """Return the number of the snapshot that a proposal is about.

    Raises:
        Refusal: There is no such proposal here.
    """
    return (await _find(session, place, proposal_id))[0].snapshot_id


async def use(session: AsyncSession, place: Place, proposal_id: int) -> int:
    """Make a proposed article the article of its discussion and return the snapshot's number.

    Raises:
        Refusal: There is no such proposal here, or it was used or cancelled before.
    """
    proposal, discussion = await _settle(session, place, proposal_id, ProposalStatus.USED)
    discussion.snapshot_id = proposal.snapshot_id
    session.add(discussion)
    return proposal.snapshot_id


async def cancel(session: AsyncSession, place: Place, proposal_id: int) -> None:
    """Put a proposed article aside and forget it.

    Raises:
        Refusal: There is no such proposal here, or it was used or cancelled before.
    """
    await _settle(session, place, proposal_id, ProposalStatus.CANCELLED)
    await articles.forget_proposal(session, proposal_id)


async def choose(session: AsyncSession, suggestion: Suggestion, now: datetime) -> None:
    """Make an article the one of a discussion at once, without a preview."""
    await use(session, suggestion.place, await propose(session, suggestion, now))


async def _settle(
    session: AsyncSession, place: Place, proposal_id: int, status: ProposalStatus
) -> tuple[Proposal, Discussion]:
    proposal, discussion = await _find(session, place, proposal_id)
    if not await articles.settle_proposal(session, proposal_id, status):
        raise Refusal("proposal-settled")
    return proposal, discussion


async def _find(session: AsyncSession, place: Place, proposal_id: int) -> tuple[Proposal, Discussion]:
    proposal = await articles.find_proposal(session, proposal_id)
    discussion = await chats.find_discussion(session, place)
    if proposal is None:
        raise Refusal("proposal-gone")
    if discussion is None or proposal.discussion_id != discussion.id:
        raise Refusal("button-old")
    return proposal, discussion


def _posting(proposal: Proposal | None) -> ArticlePosting | None:
    if proposal is None or proposal.posted_message_id is None:
        return None
    return ArticlePosting(proposal.posted_message_id, proposal.posted_text or "")
