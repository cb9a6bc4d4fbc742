"""The article of a discussion: proposed, chosen, or asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.library import as_rows
from bot.article.snapshot import Snapshot
from bot.texts import Refusal
from storage import articles, chats, debates
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
    return await _article_of(session, await chats.find_discussion(session, place))


async def article_of(session: AsyncSession, place: Place, discussion_id: int) -> Article:
    """Return the article of one of the debates of a place.

    Raises:
        Refusal: There is no such debate there.
    """
    return await _article_of(session, await debates.find_beside(session, place, discussion_id))


async def _article_of(session: AsyncSession, discussion: Discussion | None) -> Article:
    if discussion is None or discussion.snapshot_id is None:
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


async def use(session: AsyncSession, place: Place, proposal_id: int, now: datetime, joins: int | None = None) -> int:
    """Make a proposed article the one of its place and return the snapshot's number.

    Args:
        session: An open transaction.
        place: Where.
        proposal_id: The proposal.
        now: The moment.
        joins: The debate of whose article it is a version; none: it is another article, with a debate of its own.

    Raises:
        Refusal: There is no such proposal or debate here, or it was used or cancelled before.
    """
    proposal, current = await _settle(session, place, proposal_id, ProposalStatus.USED)
    debate = await _debate_for(session, current, proposal.snapshot_id, joins, now)
    debate.snapshot_id, proposal.discussion_id = proposal.snapshot_id, debate.id
    return proposal.snapshot_id


async def cancel(session: AsyncSession, place: Place, proposal_id: int) -> None:
    """Put a proposed article aside and forget it.

    Raises:
        Refusal: There is no such proposal here, or it was used or cancelled before.
    """
    await _settle(session, place, proposal_id, ProposalStatus.CANCELLED)
    await articles.forget_proposal(session, proposal_id)


async def choose(session: AsyncSession, suggestion: Suggestion, now: datetime, joins: int | None = None) -> None:
    """Make an article the one of a place at once, without a preview."""
    await use(session, suggestion.place, await propose(session, suggestion, now), now, joins)


async def _debate_for(
    session: AsyncSession, current: Discussion, snapshot_id: int, joins: int | None, now: datetime
) -> Discussion:
    """Return the debate to which an article belongs, as the current one of its place."""
    if joins is None and current.snapshot_id in (None, snapshot_id):
        return current
    if joins is None and await debates.is_empty(session, current.id):
        current.author_id = None
        return current
    if joins is None:
        return await debates.begin(session, current, now)
    again = next((one for one in await debates.debates_beside(session, current) if one.id == joins), None)
    if again is None:
        raise Refusal("button-old")
    if again is not current:
        await debates.take_up(session, current, again)
    return again


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
    if discussion is None or await debates.find_beside(session, place, proposal.discussion_id) is None:
        raise Refusal("button-old")
    return proposal, discussion


def _posting(proposal: Proposal | None) -> ArticlePosting | None:
    if proposal is None or proposal.posted_message_id is None:
        return None
    return ArticlePosting(proposal.posted_message_id, proposal.posted_text or "")
