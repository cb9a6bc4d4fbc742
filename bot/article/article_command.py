"""/article: which article is discussed here."""

from __future__ import annotations

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import discussion_article
from bot.article import views as article_views
from bot.article.library import Library
from bot.chat.effects import Effect
from bot.chat.event import Event


class ArticleCommand:
    """Tells which article it is."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def tell_about(self, event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
        """`/article`: which article this is."""
        article = await discussion_article.current_article(session, event.place)
        snapshot = await self._library.snapshot(session, article.snapshot_id)
        return [event.post(article_views.about_text(snapshot, event.language))]
