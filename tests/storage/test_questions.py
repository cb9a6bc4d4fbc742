"""What was asked, grouped by its words."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio

from storage import articles, chats, questions
from storage.chats import Chat, Place
from storage.database import Database
from storage.questions import Feedback, Which
from tests.storage.test_articles import JONAS, MARA, NOW, a_question, a_snapshot, passages

ASKED = (
    ("Why?", "why", MARA, "refusal", "not-in-article"),
    ("Who pays?", "who pays", MARA, "answer", None),
    ("WHY", "why", JONAS, "refusal", "not-in-article"),
    ("why…", "why", JONAS, "refusal", "not-in-article"),
    ("Dlaczego?", "dlaczego", MARA, "refusal", "other-language"),
    ("When?", "when", MARA, "refusal", "not-in-article"),
    ("When?", "when", MARA, "closest", None),
)


@pytest_asyncio.fixture
async def discussion(database: Database) -> int:
    """A discussion in which all this was asked, and another with a question of its own."""
    async with database.write() as session:
        await chats.remember_chat(session, Chat(telegram_id=-1, kind="supergroup", seen_at=NOW))
        here = await chats.open_discussion(session, Place(-1), NOW)
        there = await chats.open_discussion(session, Place(-1, 7), NOW)
        snapshot = await articles.store_snapshot(session, a_snapshot(), passages())
        for number, (text, words, person, band, reason) in enumerate(ASKED):
            about = {"text": text, "words": words, "band": band, "reason": reason}
            at = NOW + timedelta(minutes=number)
            session.add(a_question(here.id or 0, snapshot, person, asked_at=at, **about))
            await session.flush()
        session.add(a_question(there.id or 0, snapshot, text="Elsewhere?", words="elsewhere"))
        await session.flush()
        for person in (MARA, JONAS):
            await questions.add_feedback(session, Feedback(question_id=2, person_id=person, given_at=NOW))
    return here.id or 0


@pytest.mark.parametrize(
    ("which", "texts"),
    [
        (Which.ALL, ["When?", "Dlaczego?", "why…", "Who pays?"]),
        (Which.UNANSWERED, ["why…"]),
        (Which.DISPUTED, ["Who pays?"]),
    ],
)
async def test_a_list_has_the_latest_first_each_question_once(
    database: Database, discussion: int, which: Which, texts: list[str]
) -> None:
    async with database.read() as session:
        found = await questions.latest(session, discussion, which)
        second = await questions.latest(session, discussion, which, first=1, most=1)
        count = await questions.count(session, discussion, which)

    assert [one.text for one in found] == texts
    assert [one.text for one in second] == texts[1:2]
    assert count == len(texts)


async def test_the_answer_and_the_feedback_come_with_the_question(database: Database, discussion: int) -> None:
    async with database.read() as session:
        (paid,) = await questions.latest(session, discussion, Which.DISPUTED)
        (when, foreign, *_) = await questions.latest(session, discussion)

    assert (paid.band, paid.reason, paid.not_an_answer) == ("answer", None, 2)
    assert (when.band, when.not_an_answer) == ("closest", 0)
    assert (foreign.band, foreign.reason) == ("refusal", "other-language")
