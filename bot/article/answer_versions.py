"""Answers that were given from an earlier version of the article: where their quotes stand now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import views as article_views
from bot.article.library import Library
from bot.article.quoting.quotes import Quote, cut
from bot.article.quoting.reanchor import is_version, reanchor
from bot.article.snapshot import Snapshot
from storage.questions import Question


@dataclass(frozen=True, slots=True)
class QuotesInVersion:
    """The quotes of an answer in a version of the article; none for words that it has no more."""

    snapshot: Snapshot
    quotes: tuple[Quote | None, ...]

    @property
    def found(self) -> list[Quote]:
        """Those of them that it has."""
        return [quote for quote in self.quotes if quote is not None]

    @property
    def is_whole(self) -> bool:
        """Whether the version has all of the words."""
        return None not in self.quotes


async def standing(library: Library, session: AsyncSession, question: Question, snapshot_id: int) -> QuotesInVersion:
    """Return the quotes of an answer as they stand in a snapshot, if that is a version of the article asked."""
    old = await library.snapshot(session, question.snapshot_id)
    new = await library.snapshot(session, snapshot_id)
    if snapshot_id == question.snapshot_id or not is_version(old, new):
        return QuotesInVersion(old, tuple(article_views.quotes_at(old, question.quotes)))
    places = [(one["start"], one["stop"]) for one in question.quotes]
    found = await asyncio.to_thread(reanchor, old, new, places)
    return QuotesInVersion(new, tuple(cut(new, *span, 0.0) if span is not None else None for span in found))
