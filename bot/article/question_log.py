"""Questions that were asked, and what became of them: kept once, in fair shares, and answered from before."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.article.answering.answer import Answer
from bot.article.discussion_article import Article
from bot.article.snapshot import Snapshot
from bot.chat.command_limit import is_fair
from bot.texts import Refusal
from storage import articles, chats, outbox_subjects, questions
from storage.chats import Place
from storage.questions import Feedback, Question
from storage.subjects import Subject

A_MINUTE = timedelta(minutes=1)
SAME_QUESTION_PERIOD = timedelta(hours=1)
QUESTIONS_PER_PERSON_A_MINUTE = 5
"""Questions a minute of one person."""
QUESTIONS_PER_CHAT_A_MINUTE = 15
"""Questions a minute of a discussion, in fair shares: whoever has asked less than the others still may."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its answer, before it is kept."""

    article: Article
    snapshot: Snapshot
    person_id: int
    message_id: int
    text: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A question that was kept; `earlier_message` is our answer to the same question, given a while ago."""

    question_id: int
    earlier_message: int | None = None


async def keep_question(session: AsyncSession, asked: AnsweredQuestion, now: datetime) -> LoggedQuestion:
    """Keep a question and its answer.

    Raises:
        Refusal: The person, or the discussion, asks too much at the moment. Nothing was kept.
    """
    await _check_share(session, asked, now)
    question = _as_question(asked, now)
    earlier = await questions.find_same_question(session, question, SAME_QUESTION_PERIOD)
    session.add(question)
    await session.flush()
    if earlier is None:
        return LoggedQuestion(question.id)
    return LoggedQuestion(question.id, await outbox_subjects.find_message(session, subject_of(earlier.id)))


async def _check_share(session: AsyncSession, asked: AnsweredQuestion, now: datetime) -> None:
    """See that a question leaves room for those of others; what a wrong clock dated later counts for nobody."""
    lately = await articles.askers_between(session, asked.article.discussion_id, now - A_MINUTE, now + A_MINUTE)
    own, people = lately.count(asked.person_id), len({*lately, asked.person_id})
    if own >= QUESTIONS_PER_PERSON_A_MINUTE:
        raise Refusal("asked-too-much")
    if not is_fair(own, len(lately), people, QUESTIONS_PER_CHAT_A_MINUTE):
        raise Refusal("asked-too-much-here")


async def find_question(session: AsyncSession, place: Place, question_id: int) -> Question:
    """Return a question of a discussion.

    Raises:
        Refusal: There is no such question here.
    """
    question = await questions.find_question(session, question_id)
    discussion = await chats.find_discussion(session, place)
    if question is None or discussion is None or question.discussion_id != discussion.id:
        raise Refusal("button-old")
    return question


async def note_no_answer(session: AsyncSession, question: Question, person_id: int, now: datetime) -> int:
    """Count that a person sees no answer in it, once, and return how many do.

    Raises:
        Refusal: This person said so before.
    """
    feedback = Feedback(question_id=question.id, person_id=person_id, given_at=now)
    if not await questions.add_feedback(session, feedback):
        raise Refusal("feedback-given")
    await session.refresh(question)
    return question.not_an_answer


def subject_of(question_id: int) -> str:
    """Return the name by which the outbox knows the answer to a question."""
    return str(Subject("question", question_id))


def same_words(text: str) -> str:
    """Return a question in the form in which two askings of it are equal."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (char if char.isalnum() or unicodedata.category(char).startswith("M") else " " for char in folded)
    return " ".join("".join(kept).split())


def _as_question(asked: AnsweredQuestion, now: datetime) -> Question:
    return Question(
        discussion_id=asked.article.discussion_id,
        snapshot_id=asked.article.snapshot_id,
        person_id=asked.person_id,
        message_id=asked.message_id,
        text=asked.text,
        words=same_words(asked.text),
        language=asked.answer.language,
        band=asked.answer.band,
        reason=asked.answer.reason,
        confidence=asked.answer.confidence,
        quotes=[{"start": quote.start, "stop": quote.end} for quote in asked.answer.quotes],
        asked_at=now,
    )
