"""Choosing the article of a discussion: /setarticle, its preview, and posts of a linked channel."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import discussion_article
from bot.article import views as article_views
from bot.article.discussion_article import ArticlePosting, Suggestion
from bot.article.extraction.cut_messages import seems_to_go_on
from bot.article.extraction.sources import LARGEST_BODY, Source
from bot.article.library import Library
from bot.article.quoting.lineage import Lineage, lineage_of
from bot.article.reading_admission import ReadingAdmission
from bot.article.semantic_indexer import SemanticIndexer
from bot.article.snapshot import Snapshot
from bot.chat.effects import Button, Effect
from bot.chat.event import Event, FileRef
from bot.chat.message.web_addresses import whole
from bot.chat.queries import TelegramQueries
from bot.texts import Refusal, say, tell
from storage import chats, debates, opinions
from storage.chats import Place
from storage.database import Database
from storage.embeddings import ReadingNotice

MIN_PASTED_CHARS = 400
"""Characters from which the words after /setarticle are the article itself."""
ENOUGH_TO_START = 600
"""Characters that a page behind a channel's link needs to start a discussion by itself."""


@dataclass(frozen=True, slots=True)
class BroughtArticle:
    """An article that was brought, and the message of the chat that holds its words, if one does."""

    snapshot: Snapshot
    posting: ArticlePosting | None = None
    seems_to_go_on: bool = False
    """Whether it came as a message that Telegram seems to have cut."""
    lineage: Lineage = field(default_factory=Lineage)
    """To which debate of the place it belongs."""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of that which is tied to an article when another version of it was chosen."""

    note: str = ""
    """For the moderator, as Telegram HTML."""
    effects: list[Effect] = field(default_factory=list)


Steps = Any
"""Where what is tied to a discussion's article stands in another version of it, as `Follow` found out."""


@dataclass(frozen=True, slots=True)
class Course:
    """What choosing an article does: the debate that it joins, if any, and what follows to it there."""

    joins: int | None
    steps: Steps | None


class Follow(Protocol):
    """Lets what is tied to a discussion's article follow to another version of it."""

    async def look(self, discussion_id: int, database: Database, snapshot_id: int) -> Steps:
        """Find out, outside of transactions, what follows to the snapshot of this number, and where to."""

    async def go(self, event: Event, session: AsyncSession, now: datetime, steps: Steps) -> Reanchored:
        """Let it follow.

        Raises:
            Refusal: There is more by now than was found.
        """


@dataclass(frozen=True, slots=True)
class Text:
    """An article as words of a message of the chat."""

    words: str
    posting: ArticlePosting


class ArticleChoice:
    """What is done with the help of the library."""

    def __init__(self, library: Library, understanding: SemanticIndexer, follow: Follow) -> None:
        self._library = library
        self._understanding = understanding
        self._follow = follow
        self._admission = ReadingAdmission()

    async def read(self, event: Event, telegram: TelegramQueries) -> BroughtArticle:
        """Fetch and read what /setarticle names: a link, a file, a text, or the message replied to."""
        brought = await self._read(event, telegram)
        return replace(brought, lineage=await self._lineage(event.place, telegram.database, brought.snapshot))

    async def _read(self, event: Event, telegram: TelegramQueries) -> BroughtArticle:
        named = _named(event)
        async with self._admission.place(event, telegram):
            if isinstance(named, str):
                return BroughtArticle(await self._library.fetch(named))
            if isinstance(named, FileRef):
                return BroughtArticle(await self._read_file(named, telegram))
            snapshot = await self._library.read_text(named.words)
            return BroughtArticle(snapshot, named.posting, seems_to_go_on(named.posting.text))

    async def _lineage(self, place: Place, database: Database, snapshot: Snapshot) -> Lineage:
        """Find the debate of a place to which an article belongs."""
        async with database.read() as session:
            current = await chats.find_discussion(session, place)
            beside = await debates.debates_beside(session, current) if current is not None else []
            known = {one.id: await self._library.snapshot(session, one.snapshot_id or 0) for one in beside}
        return await asyncio.to_thread(lineage_of, snapshot, known)

    async def preview(
        self, event: Event, session: AsyncSession, now: datetime, brought: BroughtArticle
    ) -> list[Effect]:
        """Show what was read, with *Use it* or, where that is in doubt, *New version* and *Another article*."""
        question = await self._question(event, session, brought)
        proposal_id = await discussion_article.propose(session, _suggestion(event, brought), now)
        words = ("version", "another", "cancel") if brought.lineage.is_unsure else ("use", "cancel")
        buttons = tuple(Button(tell(f"button-{word}", event.language), f"{word}:{proposal_id}") for word in words)
        text = article_views.preview_text(brought.snapshot, event.language, question, brought.seems_to_go_on)
        return [event.post(text, (buttons,))]

    async def _question(self, event: Event, session: AsyncSession, brought: BroughtArticle) -> str:
        """Return what choosing it does to the debates of the place, and whether it shall."""
        current, lineage = await chats.find_discussion(session, event.place), brought.lineage
        if current is None or current.snapshot_id is None:
            return say("preview-question", event.language)
        here = await self._library.snapshot(session, current.snapshot_id)
        if here.sha256 == brought.snapshot.sha256:
            return say("preview-again", event.language)
        joined = lineage.discussion_id or current.id
        known = {one.id: one for one in await debates.debates_beside(session, current)}
        title = article_views.heading(await self._library.snapshot(session, known[joined].snapshot_id or 0))
        count = (await debates.sizes(session, [joined]))[joined].counterpoints
        if lineage.is_unsure:
            key = "preview-unsure"
        elif lineage.discussion_id is None:
            key = "preview-question" if await debates.is_empty(session, current.id) else "preview-another"
        else:
            key = "preview-version" if joined == current.id else "preview-returns"
        return say(key, event.language, title=title, count=count)

    async def look_ahead(self, event: Event, telegram: TelegramQueries) -> Course:
        """Find out which debate the article in preview belongs to, what follows to it, and where to."""
        async with telegram.database.read() as session:
            snapshot_id = await discussion_article.proposed(session, event.place, event.number())
            snapshot = await self._library.snapshot(session, snapshot_id)
        lineage = await self._lineage(event.place, telegram.database, snapshot)
        joins = None if event.word == "another" else lineage.discussion_id
        if joins is None:
            return Course(None, None)
        return Course(joins, await self._follow.look(joins, telegram.database, snapshot_id))

    async def use(self, event: Event, session: AsyncSession, now: datetime, course: Course) -> list[Effect]:
        """*Use it*, *New version*, *Another article*: make the article in preview the one of the place."""
        snapshot_id = await discussion_article.use(session, event.place, event.number(), now, course.joins)
        if event.chat.private:  # whoever brings an article of their own wants to talk about that
            await opinions.end_walk(session, event.person.id)
        snapshot = await self._library.snapshot(session, snapshot_id)
        followed = Reanchored()
        if course.steps is not None:
            followed = await self._follow.go(event, session, now, course.steps)
        notice = ReadingNotice(
            chat_id=event.chat.id, message_id=event.message_id, snapshot_id=snapshot_id, language=event.language
        )
        reading = await self._understanding.give_notice(session, notice)
        used = event.edit(article_views.used_text(snapshot, event.language, 0.0 if reading else None))
        return [*used, *([event.post(followed.note)] if followed.note else []), *followed.effects]

    async def read_linked(self, event: Event, telegram: TelegramQueries) -> BroughtArticle | None:
        """Read the page that a channel's post links to; a post about something else is none of our business."""
        if not event.links:
            return None
        try:
            async with self._admission.place(event, telegram):
                snapshot = await self._library.fetch(event.links[0])
        except Refusal:
            return None
        return BroughtArticle(snapshot) if len(snapshot.text) >= ENOUGH_TO_START else None

    async def start_comments(
        self, event: Event, session: AsyncSession, now: datetime, brought: BroughtArticle | None
    ) -> list[Effect]:
        """Begin the discussion of a comment thread, with the article that the post links to if there is one."""
        await chats.open_discussion(session, event.place, now)
        if brought is None:
            return []
        await discussion_article.choose(session, _suggestion(event, brought), now)
        said_so = event.reply_with("article-comments", title=article_views.heading(brought.snapshot))
        return [replace(said_so, silent=True)]

    async def _read_file(self, document: FileRef, telegram: TelegramQueries) -> Snapshot:
        if document.size is not None and document.size > LARGEST_BODY:
            raise Refusal("article-file-too-big")
        body = await telegram.download(document.id)
        return await self._library.read(Source(body, name=document.name, content_type=document.kind))


async def cancel(event: Event, session: AsyncSession, _now: datetime) -> list[Effect]:
    """*Cancel*: put the article in preview aside."""
    await discussion_article.cancel(session, event.place, event.number())
    return event.edit(say("article-cancelled", event.language))


def _suggestion(event: Event, brought: BroughtArticle) -> Suggestion:
    return Suggestion(event.place, event.person.id, brought.snapshot, brought.posting)


def _named(event: Event) -> str | FileRef | Text:
    """Return the address, file or text that /setarticle names.

    Raises:
        Refusal: It names nothing.
    """
    words, reply = event.text.strip(), event.reply
    document = event.document or (reply.document if reply else None)
    if len(words) >= MIN_PASTED_CHARS:
        return Text(words, ArticlePosting(event.message_id, event.whole))
    if event.links:
        return event.links[0]
    if words:
        return words if " " in words else whole(words)  # a sentence is no address
    if document is not None:
        return document
    if reply is None or not reply.text.strip():
        raise Refusal("article-source-missing")
    if reply.links and len(reply.text) < MIN_PASTED_CHARS:
        return reply.links[0]
    return Text(reply.text, ArticlePosting(reply.message_id, reply.text))
