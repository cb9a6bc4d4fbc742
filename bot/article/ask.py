"""Asking the article: /ask, mentions, replies, plain words in private, and the buttons under an answer."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article import answer_versions, discussion_article, question_log
from bot.article import views as article_views
from bot.article.answer_versions import QuotesInVersion
from bot.article.answering.answer import Band, NoQuoteReason, why_no_question
from bot.article.library import Library
from bot.article.question_log import AnsweredQuestion
from bot.article.semantic_indexer import SemanticIndexer
from bot.chat.effects import Effect, Send
from bot.chat.event import Event
from bot.chat.queries import TelegramQueries
from bot.chat.text_length import brief, units
from bot.texts import Html, Refusal, say
from bot.texts.unlinked import unlinked
from storage.questions import Question

NATIVE_QUOTE = 1024
"""UTF-16 units that Telegram's own quote may have."""
MAX_ECHO_UNITS = 200
"""UTF-16 units of a question that are said again where the answer is no reply to it."""

_NO_QUESTION = {
    NoQuoteReason.EMPTY: "question-missing",
    NoQuoteReason.NO_WORDS: "question-wordless",
    NoQuoteReason.TOO_LONG: "question-too-long",
}
"""What is not kept as a question, and what is said instead."""


class QuestionCommands:
    """What is done with the help of the library."""

    def __init__(self, library: Library, understanding: SemanticIndexer) -> None:
        self._library = library
        self._understanding = understanding

    async def search(self, event: Event, telegram: TelegramQueries) -> AnsweredQuestion | None:
        """Rank the article's sentences; None where it may be no question and the article does not answer it."""
        if not event.unmarked:
            return await self._search(event, telegram)
        with suppress(Refusal):
            found = await self._search(event, telegram)
            return found if found.answer.band is Band.ANSWER else None
        return None

    async def _search(self, event: Event, telegram: TelegramQueries) -> AnsweredQuestion:
        question = _question(event)
        async with telegram.database.read() as session:
            article = await discussion_article.current_article(session, event.place)
        snapshot = await self._library.with_speakers(telegram.database, article.snapshot_id)
        no_question = why_no_question(question)
        if no_question is not None:
            raise Refusal(_NO_QUESTION[no_question])
        asked = await self._understanding.ask(article.snapshot_id, snapshot, question)
        answer = await self._library.answer(snapshot, question, asked)
        if answer.reason is NoQuoteReason.OTHER_LANGUAGE and self._understanding.is_reading(article.snapshot_id):
            answer = replace(answer, reason=NoQuoteReason.STILL_READING)
        return AnsweredQuestion(article, snapshot, event.person.id, event.message_id, question, answer)

    async def answer(
        self, event: Event, session: AsyncSession, now: datetime, found: AnsweredQuestion | None
    ) -> list[Effect]:
        """Answer with quotes; the same question again gets a pointer to the first answer."""
        if found is None:
            return []
        kept = await question_log.keep_question(session, found, now)
        if kept.earlier_message is not None and not event.chat.private:
            again = event.reply_with("answer-again", person=_mention(event))
            return [replace(again, reply_to=kept.earlier_message, silent=True)]
        subject = question_log.subject_of(kept.question_id)
        message = _as_message(event, found, kept.question_id)
        return [replace(message, silent=not event.chat.private, subject=subject)]

    async def find_context(self, event: Event, telegram: TelegramQueries) -> tuple[Question, QuotesInVersion, bool]:
        """Find the quotes of an answer as they stand now; as they stood, and False, where some are gone."""
        async with telegram.database.read() as session:
            question = await question_log.find_question(session, event.place, event.number())
            article = await discussion_article.article_of(session, event.place, question.discussion_id)
            standing = await answer_versions.standing(self._library, session, question, article.snapshot_id)
            if standing.is_whole:
                return question, standing, True
            as_they_stood = await answer_versions.standing(self._library, session, question, question.snapshot_id)
            return question, as_they_stood, False

    async def more_context(
        self, event: Event, _session: AsyncSession, _now: datetime, found: tuple[Question, QuotesInVersion, bool]
    ) -> list[Effect]:
        """*More context*: show the whole paragraphs, with the quoted words in bold."""
        question, standing, is_whole = found
        head = [_reminder(event, question), "" if is_whole else say("context-lost", event.language)]
        asked = "\n".join(line for line in head if line)
        text = article_views.context_text(standing.snapshot, standing.found, question.band, event.language, asked)
        return event.edit(text, article_views.answer_buttons(event.number(), event.language, context=False))


async def no_answer(event: Event, session: AsyncSession, now: datetime) -> list[Effect]:
    """*Not an answer*: count it, once a person."""
    question = await question_log.find_question(session, event.place, event.number())
    count = await question_log.note_no_answer(session, question, event.person.id, now)
    return [event.note("feedback-counted", count=count)]


def _question(event: Event) -> str:
    """Return the words asked: those said, or else those of the message replied to."""
    if event.text:
        return event.text
    if event.reply is not None and not event.reply.to_us and event.reply.text:
        return event.reply.text
    raise Refusal("question-missing" if event.whole else "question-no-file")


def _as_message(event: Event, found: AnsweredQuestion, question_id: int) -> Send:
    """Return the answer as a message: a reply to the question, or to the words where they were posted."""
    buttons = article_views.answer_buttons(question_id, event.language) if found.answer.band is not Band.REFUSAL else ()
    native = _native_quote(found) if event.chat.id == event.place.chat_id else None
    if native is None:
        return event.post(article_views.answer_text(found.snapshot, found.answer, event.language), buttons)
    message_id, words, position = native
    asked = say("answer-to", event.language, person=_mention(event), question=brief(found.text, MAX_ECHO_UNITS))
    text = article_views.answer_text(found.snapshot, found.answer, event.language, asked)
    return replace(event.post(text, buttons), reply_to=message_id, quote=words, quote_position=position)


def _reminder(event: Event, question: Question) -> str:
    """Return the question again where the message whose button was pressed is no reply to it."""
    if event.reply is not None and event.reply.message_id == question.message_id:
        return ""
    return say("answer-asked", event.language, question=brief(question.text, MAX_ECHO_UNITS))


def _native_quote(found: AnsweredQuestion) -> tuple[int, str, int] | None:
    """Return message, words and place for Telegram's own quote, where the article was posted in this chat."""
    posting = found.article.posting
    if posting is None or not found.answer.quotes or found.answer.band is Band.REFUSAL:
        return None
    words = found.answer.quotes[0].exact.split()
    where = re.search(r"\s+".join(map(re.escape, words)), posting.text)  # the post may be broken into lines
    if where is None or units(where.group()) > NATIVE_QUOTE:
        return None
    return posting.message_id, where.group(), units(posting.text[: where.start()])


def _mention(event: Event) -> Html:
    """Return the asker's name, as a mention that notifies them."""
    name = escape(brief(event.person.name, 64), quote=False)
    if event.person.speaks_as_chat:
        return Html(unlinked(name))
    return Html(f'<a href="tg://user?id={event.person.id}">{name}</a>')
