"""What one does in a group leaves room for the others, and what was said badly may be said better."""

from __future__ import annotations

from bot.playground.telegram.chats import Message
from bot.playground.telegram.messaging import written
from storage.chats import Premoderation
from tests.scenarios.debating import COST, NOISE, WALKING, asked, crowd, opened, premoderate
from tests.town import Town, text_of

QUESTION = "Is it worth it for the whole city?"


async def edited(town: Town, message: Message, text: str) -> list[Message]:
    """Let the writer of a message say it in other words, and return what the bot posted then."""
    before = set(message.chat.messages)
    assert message.sender is not None
    town.telegram.edit(message.sender, message, text)
    await town.settle()
    return [one for one in town.from_bot(message.chat) if one.id not in before]


async def said(town: Town, text: str, **more: object) -> Message:
    """Let Mara say something in the group, and return it."""
    message = town.telegram.say(town.cast.mara, town.cast.group, text, **more)  # type: ignore[arg-type]
    await town.settle()
    return message


async def test_a_few_who_ask_much_leave_a_question_to_everybody(town: Town) -> None:
    for person in crowd(town, 4):
        for number in range(5):
            town.telegram.say(person, town.cast.group, f"/ask Who counted the riders {person.id} {number}?")
    await town.settle()
    (answer,) = await town.says(town.cast.jonas, town.cast.group, "/ask Who left their shoes by the door?")
    assert "shoes by the door" in text_of(answer)


async def test_a_slip_in_a_counterpoint_is_mended_by_editing_it(town: Town) -> None:
    answer = await asked(town)
    await premoderate(town, Premoderation.NONE)
    command = await said(town, "/counter Parking fees canot pay for it.", reply_to=answer)
    card = town.from_bot(town.cast.group)[-1]
    assert await edited(town, command, f"/counter {COST}") == []
    assert COST in text_of(card)
    assert "canot" not in text_of(card)


async def test_what_others_have_dealt_with_keeps_its_words(town: Town) -> None:
    answer = await asked(town)
    await premoderate(town, Premoderation.NONE)
    command = await said(town, f"/counter {COST}", reply_to=answer)
    card = town.from_bot(town.cast.group)[-1]
    await town.press(town.cast.mara, card, "Agree")
    assert await edited(town, command, f"/counter {NOISE}") == []
    assert NOISE in text_of(card)
    await town.press(town.cast.jonas, card, "Disagree")
    (no,) = await edited(town, command, f"/counter {WALKING}")
    assert "stays as it is" in text_of(no)
    assert NOISE in text_of(card)


async def test_an_edit_says_nothing_that_is_said_already_and_nothing_out_of_form(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.jonas, COST, on=answer)
    command = await said(town, f"/counter {NOISE}", reply_to=answer)
    card = town.from_bot(town.cast.group)[-1]
    told = [text_of(one) for words in (COST, QUESTION) for one in await edited(town, command, f"/counter {words}")]
    assert ["says the same" in told[0], "people vote on claims" in told[1], len(told)] == [True, True, 2]
    assert NOISE in text_of(card)


async def test_a_refused_counterpoint_leaves_with_its_refusal(town: Town) -> None:
    answer = await asked(town)
    command = await said(town, f"/counter {QUESTION}", reply_to=answer)
    refusal = town.from_bot(town.cast.group)[-1]
    assert "people vote on claims" in text_of(refusal)
    await town.advance(seconds=121)
    assert (refusal.is_deleted, command.is_deleted, answer.is_deleted) == (True, True, False)


async def test_a_refused_counterpoint_that_is_said_better_stays(town: Town) -> None:
    answer = await asked(town)
    await premoderate(town, Premoderation.NONE)
    command = await said(town, f"/counter {QUESTION}", reply_to=answer)
    refusal = town.from_bot(town.cast.group)[-1]
    (card,) = await edited(town, command, f"/counter {COST}")
    await town.advance(seconds=121)
    assert COST in text_of(card)
    assert (refusal.is_deleted, command.is_deleted) == (True, False)


async def test_rules_keep_the_addresses_behind_their_words(town: Town) -> None:
    text = "/setrules Read before you write: the guide."
    link = {"type": "text_link", "offset": 37, "length": 5, "url": "https://example.org/guide"}
    town.telegram.publish(Message(town.cast.group, written(text, [link]), sender=town.cast.vera))
    await town.settle()
    (shown,) = await town.says(town.cast.mara, town.cast.group, "/rules")
    assert "the guide (https://example.org/guide)" in text_of(shown)
