"""A card speaks the language of its chat: the one that the chat chose, or the operator's."""

from __future__ import annotations

import pytest

from bot.moderation.review.card import gather
from storage import chat_settings
from storage.chats import Chat
from storage.database import Database, Languages
from storage.reviews import Review, ReviewKind
from tests.playground_request import START


@pytest.mark.parametrize(("chosen", "spoken"), [("lt", "lt"), (None, "be")], ids=["chosen", "the operator's"])
async def test_a_card_speaks_the_language_of_its_chat(database: Database, chosen: str | None, spoken: str) -> None:
    operators = Database(str(database.engine.url))
    operators.languages = Languages("be")
    async with operators.write() as session:
        session.add(Chat(id=1, telegram_id=-1, kind="supergroup", title="Buses", seen_at=START))
        await session.flush()
        if chosen is not None:
            await chat_settings.choose(session, 1, language=chosen)
        review = Review(
            id=1, chat_id=1, kind=ReviewKind.SPAM, subject="spam:7", person_id=7, name="Ada", opened_at=START
        )
        session.add(review)
        await session.flush()
        card = await gather(session, review)
    assert card.language == spoken
    await operators.close()
