"""*Undo* on a card takes back all that a decision did, and the log and the card tell what was decided and why."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.playground.telegram.chats import Message
from storage.chat_settings import Screening
from storage.screening import Standing, lessons
from tests.scenarios.moderating import log, offered, orders
from tests.scenarios.moderating_queue import LINK, cards, meets, private, queue, screened, writes
from tests.town import Town, labels, text_of


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera)
    await screened(town, Screening.ON, blocklist=["coins"])
    return town


async def a_card(town: Town, words: str = LINK) -> Message:
    await writes(town, town.cast.mara, words)
    return cards(town, town.cast.vera)[-1]


async def rejects(town: Town, card: Message, reason: str) -> None:
    await town.press(town.cast.vera, card, labels(card)[0])
    await town.press(town.cast.vera, card, reason)


async def approved(town: Town) -> list[int]:
    async with town.database.read() as session:
        return list(await session.exec(select(Standing.approved)))


async def taught(town: Town) -> list[tuple[str, bool]]:
    async with town.database.read() as session:
        return await lessons(session, 1)


async def test_dismissals_that_were_taken_back_make_nobody_trusted(town: Town) -> None:
    card = await a_card(town)
    for _ in range(2):
        await town.press(town.cast.vera, card, "Dismiss")
        assert await approved(town) == [1]
        await town.press(town.cast.vera, card, "Undo")
        assert await approved(town) == [0]
    await town.advance(minutes=11)
    assert (await writes(town, town.cast.mara, "Buy coins https://example.org/offer")).is_deleted


async def test_what_is_taken_back_is_in_the_log(town: Town) -> None:
    card = await a_card(town)
    await town.press(town.cast.vera, card, "Dismiss")
    await town.press(town.cast.vera, card, "Undo")
    await rejects(town, card, "personal data")
    await town.press(town.cast.vera, card, "Undo")
    assert [(one.action, one.reason) for one in await log(town)] == [
        ("spam-dismiss", None),
        ("spam-reopened", None),
        ("spam-reject", "personal data"),
        ("spam-reopened", None),
    ]
    (entry,) = await queue(town)
    assert (entry.reason, entry.ruling) == (None, None)


async def test_the_reason_stands_on_the_card_and_only_spam_is_learnt_as_spam(town: Town) -> None:
    card = await a_card(town)
    await rejects(town, card, "unrelated")
    assert "Vera had the message deleted: unrelated." in text_of(card)
    assert await taught(town) == []
    await town.press(town.cast.vera, card, "Undo")
    await rejects(town, card, "spam")
    assert "Vera had the message deleted: spam." in text_of(card)
    assert await taught(town) == [(LINK, True)]


async def test_what_is_open_again_is_reminded_of_again(town: Town) -> None:
    def reminders() -> int:
        return sum("more than 12 hours" in text_of(one) for one in town.from_bot(private(town, town.cast.vera)))

    card = await a_card(town)
    await town.advance(hours=13)
    assert reminders() == 1
    await town.press(town.cast.vera, card, "Dismiss")
    await town.press(town.cast.vera, card, "Undo")
    await town.advance(hours=11)
    assert reminders() == 1
    await town.advance(hours=2)
    assert reminders() == 2


async def test_an_old_card_is_not_reopened_beside_a_newer_one(town: Town) -> None:
    card = await a_card(town)
    await town.press(town.cast.vera, card, "Dismiss")
    newer = await a_card(town)
    assert newer is not card
    answer = await town.press(town.cast.vera, card, "Undo")
    assert answer["text"] == "There is a newer card about Mara, which waits. Decide there."
    assert await approved(town) == [1]
    await town.press(town.cast.vera, newer, "Dismiss")
    assert (await town.press(town.cast.vera, card, "Undo"))["text"] == "Done."


async def test_the_log_is_in_plain_words(town: Town) -> None:
    await meets(town, town.cast.mara)
    card = await a_card(town, "Buy coins")
    await town.press(town.cast.vera, card, "Dismiss")
    await town.press(town.cast.vera, card, "Undo")
    await town.press(town.cast.vera, card, "Mute")
    await town.says(town.cast.mara, private(town, town.cast.mara), "/appeal sorry")
    await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Undo")
    await orders(town, "/audit")
    shown = [one.split(" ", 2)[2] for one in text_of(town.from_bot(private(town, town.cast.vera))[-1]).splitlines()[2:]]
    assert shown == [
        "Vera ended a mute · Mara: spam",
        "Vera granted an appeal · Mara",
        "Vera muted · Mara: spam",
        "Vera chose a mute for what looked like spam · Mara",
        "Vera took back a decision about what looked like spam · Mara",
        "Vera found nothing wrong with what looked like spam · Mara",
        "The bot deleted a message · Mara: “coins” is on this chat's blocklist",
    ]


async def test_an_appeal_is_not_decided_like_a_message(town: Town) -> None:
    await meets(town, town.cast.mara)
    await town.press(town.cast.vera, await a_card(town), "Mute")
    await town.says(town.cast.mara, private(town, town.cast.mara), "/appeal sorry")
    card = cards(town, town.cast.vera)[-1]
    for data in ("rreject:2:0", "rreason:2:0:spam", "rban:2:0"):
        answer = await offered(town, town.cast.vera, card, data)
        assert answer["text"] == "This button belongs to something that is no longer here."
    assert labels(card)[:2] == ["Undo", "Dismiss"]


@pytest.mark.parametrize("decision", ["Warn", "Mute", "Ban"])
async def test_a_decision_deletes_nothing_for_somebody_who_may_not_delete(town: Town, decision: str) -> None:
    card, message = await a_card(town), town.cast.group.messages[max(town.cast.group.messages)]
    town.telegram.promote(town.cast.vera, town.cast.group, {"can_manage_chat", "can_restrict_members"})
    answer = await town.press(town.cast.vera, card, decision)
    assert answer["text"] == "Done. The message stays: you may not delete messages here."
    assert not any(name.startswith("deleteMessage") for name in town.request.methods())
    assert not message.is_deleted
