"""Cards of the queue, and what was decided elsewhere: in the group, on another card, by hand in Telegram."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import Status
from storage.chat_settings import Screening
from storage.reviews import Ruling
from tests.scenarios.moderating import orders, status
from tests.scenarios.moderating_queue import LINK, cards, meets, private, queue, screened, writes
from tests.town import Town, labels, text_of


@pytest.fixture
async def town(town: Town) -> Town:
    await meets(town, town.cast.vera, town.cast.alena)
    await screened(town, Screening.ON, blocklist=["coins"])
    return town


async def a_spam_card(town: Town) -> tuple[Message, Message]:
    """Let Mara write a link; return it and Vera's card."""
    message = await writes(town, town.cast.mara, LINK)
    return message, cards(town, town.cast.vera)[-1]


async def two_cards(town: Town) -> tuple[Message, Message]:
    """Let Mara write a link that others report; return Vera's spam card and Alena's report card."""
    message, spam = await a_spam_card(town)
    for person in (town.cast.jonas, town.cast.ana):
        await writes(town, person, "/report", reply_to=message)
    return spam, cards(town, town.cast.alena)[-1]


def data_of(card: Message, label: str) -> str:
    """Return what a button of a card sends."""
    rows = (card.keyboard or {})["inline_keyboard"]
    return str(next(one["callback_data"] for row in rows for one in row if one["text"] == label))


def announced(town: Town) -> list[str]:
    return [text_of(one) for one in town.from_bot(town.cast.group) if text_of(one).startswith(("Muted", "Warned"))]


@pytest.mark.parametrize("label", ["Warn", "Mute"])
async def test_who_was_banned_from_another_card_is_not_muted_back_in(town: Town, label: str) -> None:
    spam, report = await two_cards(town)
    await town.press(town.cast.vera, spam, "Ban")
    assert (await town.press(town.cast.alena, report, label))["text"] == "Mara is banned already."
    assert status(town, town.cast.mara) is Status.KICKED
    assert announced(town) == []
    await town.advance(minutes=5)
    assert (await town.press(town.cast.alena, report, label))["text"] == "Mara is banned already."
    assert [one.version for one in await queue(town)] == [1, 0]


@pytest.mark.parametrize("label", ["Warn", "Mute"])
async def test_who_was_banned_in_the_group_or_by_hand_is_not_muted_back_in(town: Town, label: str) -> None:
    message, card = await a_spam_card(town)
    await orders(town, "/ban spam", about=message, by=town.cast.alena)
    assert (await town.press(town.cast.vera, card, label))["text"] == "Mara is banned already."
    await orders(town, "/unban @mara_k", by=town.cast.alena)
    town.telegram.ban(town.cast.mara, town.cast.group, by=town.cast.alena)
    await town.settle()
    assert (await town.press(town.cast.vera, card, label))["text"] == "Mara is banned already."
    assert status(town, town.cast.mara) is Status.KICKED


async def test_two_cards_pressed_at_once_do_not_undo_each_other(town: Town) -> None:
    """The ban is decided but Telegram has not heard of it yet when the other card is pressed."""
    spam, report = await two_cards(town)
    ban, mute = data_of(spam, "Ban"), data_of(report, "Mute")
    presses = (town.telegram.press(town.cast.vera, spam, ban), town.telegram.press(town.cast.alena, report, mute))
    await asyncio.gather(*presses)
    await town.settle()
    assert len(announced(town)) in (0, 1)
    assert status(town, town.cast.mara) is Status.KICKED


async def test_nobody_is_warned_in_public_who_has_left(town: Town) -> None:
    _, card = await a_spam_card(town)
    town.telegram.leave(town.cast.mara, town.cast.group)
    await town.settle()
    assert str((await town.press(town.cast.vera, card, "Warn"))["text"]).startswith("Mara is no longer in this group.")
    assert announced(town) == []
    assert (await town.press(town.cast.vera, card, "Ban"))["text"] == "Done."


# What ended elsewhere


async def appealed(town: Town, command: str, words: str = "please look again") -> Message:
    """Let Mara appeal what Vera did; return Vera's card of it."""
    await meets(town, town.cast.mara)
    await orders(town, command, about=await writes(town, town.cast.mara, "Trains are better anyway"))
    await town.says(town.cast.mara, private(town, town.cast.mara), f"/appeal {words}")
    return cards(town, town.cast.vera)[-1]


def told(town: Town) -> list[str]:
    """Return what Mara has read in private."""
    return [text_of(one) for one in town.from_bot(private(town, town.cast.mara))]


async def test_an_appeal_of_what_is_over_by_itself_is_closed_and_she_is_told(town: Town) -> None:
    card = await appealed(town, "/mute 2h off topic")
    await town.advance(hours=2, minutes=1)
    assert "It is over. There is nothing left to decide." in text_of(card)
    assert labels(card) == []
    assert told(town)[-1] == "What you appealed in The reading group is over. There is nothing left to decide."
    await town.advance(hours=13)
    assert not any("more than 12 hours" in text_of(one) for one in town.from_bot(private(town, town.cast.vera)))


async def test_an_appeal_of_what_was_lifted_in_the_group_says_nothing_false(town: Town) -> None:
    card = await appealed(town, "/ban insults")
    await orders(town, "/unban @mara_k", by=town.cast.alena)
    answer = await town.press(town.cast.vera, card, "Dismiss")
    assert answer["text"] == "That was over already. Nothing is left to decide."
    assert "It is over." in text_of(card)
    assert told(town)[-1] == "You may come back to The reading group: the ban was lifted."
    assert [one.ruling for one in await queue(town)] == [Ruling.OVER]


async def test_undo_on_the_appeal_of_what_was_lifted_closes_it(town: Town) -> None:
    card = await appealed(town, "/mute 2h insults")
    await orders(town, "/unmute @mara_k", by=town.cast.alena)
    answer = await town.press(town.cast.vera, card, "Undo")
    assert answer["text"] == "That was over already. Nothing is left to decide."
    assert labels(card) == []


async def test_what_was_replaced_can_be_appealed_anew(town: Town) -> None:
    card = await appealed(town, "/mute 2h insults")
    await town.advance(minutes=5)
    await orders(town, "/mute @mara_k 1d more", by=town.cast.alena)
    await town.advance(seconds=30)
    assert "It is over." in text_of(card)
    assert "Its moderators have decided anew since" in told(town)[-1]
    await town.says(town.cast.mara, private(town, town.cast.mara), "/appeal the second")
    assert "the second" in text_of(cards(town, town.cast.vera)[-1])


async def test_a_card_says_that_its_sanction_was_taken_back_in_the_group(town: Town) -> None:
    _, card = await a_spam_card(town)
    await town.press(town.cast.vera, card, "Ban")
    await orders(town, "/unban @mara_k", by=town.cast.alena)
    await town.advance(seconds=30)
    assert "Алена lifted the sanction." in text_of(card)
    assert (await town.press(town.cast.vera, card, "Undo"))["text"] == "Done."
    assert "Vera took the decision back. It is open again." in text_of(card)
    assert labels(card) == ["Keep deleted", "Dismiss", "Warn", "Mute", "Ban"]


async def test_undo_works_on_a_card_whose_sanction_ended_a_moment_ago(town: Town) -> None:
    _, card = await a_spam_card(town)
    await town.press(town.cast.vera, card, "Ban")
    await orders(town, "/unban @mara_k", by=town.cast.alena)
    assert (await town.press(town.cast.vera, card, "Undo"))["text"] == "Done."
    assert "It is open again." in text_of(card)


async def test_a_mute_is_appealed_before_a_later_warning_and_both_can_be(town: Town) -> None:
    await meets(town, town.cast.mara)
    message = await writes(town, town.cast.mara, "Trains are better anyway")
    await orders(town, "/mute 7d hate", about=message)
    await orders(town, "/warn links", about=message)
    for words in ("the mute", "the warning"):
        assert (await appeal(town, words)).startswith("The moderators of The reading group can read it.")
        await town.press(town.cast.vera, cards(town, town.cast.vera)[-1], "Dismiss")
    assert await appeal(town, "again") == "The moderators have decided about that already."
    shown = [text_of(one) for one in cards(town, town.cast.vera)]
    assert ["was muted" in one for one in shown] == [True, False]
    assert "was warned by Vera: links." in shown[1]


async def sentenced(town: Town) -> None:
    """Let Vera mute Mara, who knows the bot."""
    await meets(town, town.cast.mara)
    await orders(town, "/mute 2h off topic", about=await writes(town, town.cast.mara, "Trains are better anyway"))


async def appeal(town: Town, words: str) -> str:
    """Let Mara appeal, and return what the bot says."""
    (said,) = await town.says(town.cast.mara, private(town, town.cast.mara), f"/appeal {words}")
    return text_of(said)


async def test_nothing_of_an_appeal_or_its_answer_is_cut_off(town: Town) -> None:
    card = await appealed(town, "/mute 2h off topic", "word " * 190 + "THE POINT")
    assert "THE POINT" in text_of(card)
    vera = private(town, town.cast.vera)
    (no,) = await town.says(town.cast.vera, vera, "/answer " + "because " * 200, reply_to=card)
    assert text_of(no).startswith("An answer has room for 1,000 characters; yours has 1,599.")
    await town.says(town.cast.vera, vera, "/answer " + "because " * 60 + "SORRY", reply_to=card)
    await town.press(town.cast.vera, card, "Dismiss")
    assert "SORRY" in told(town)[-1]


async def test_an_appeal_that_is_too_long_is_refused_whole(town: Town) -> None:
    await sentenced(town)
    said = await appeal(town, "word " * 300)
    assert said.startswith("That is longer than its moderators get to read: 1,499 characters")
    assert await queue(town) == []


async def test_an_appeal_after_the_bot_has_left_is_told_so(town: Town) -> None:
    await sentenced(town)
    town.telegram.leave(town.cast.bot, town.cast.group)
    await town.settle()
    assert await appeal(town, "please") == (
        "I am no longer in The reading group and can do nothing there. Please ask its moderators directly."
    )
