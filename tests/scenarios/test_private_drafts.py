"""Countering without a command: a button in the group, words in private, and a card whose writer nobody knows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from storage.chats import Premoderation
from storage.questions import Question
from tests.scenarios.debating import (
    COST,
    NOISE,
    SHOES,
    WALKING,
    asked,
    buttons,
    kept,
    opened,
    premoderate,
    presses,
    use_in_topic,
)
from tests.town import Town, labels, sample, text_of

ASKS = "What would you say against it?"


async def follows(town: Town, person: PlaygroundPerson, message: Message, label: str) -> Message:
    """Let somebody press a button that leads into private and go there; return what the bot says there last."""
    said = await presses(town, person, message, label)
    return await starts(town, person, str(said["url"]))


async def starts(town: Town, person: PlaygroundPerson, link: str) -> Message:
    """Let somebody follow a link to the bot, and return what it says there last."""
    (word,) = parse_qs(urlsplit(link).query)["start"]
    return await writes(town, person, f"/start {word}")


async def writes(town: Town, person: PlaygroundPerson, words: str, **more: object) -> Message:
    """Let somebody write in private, and return what the bot says then, last."""
    return (await town.says(person, town.telegram.private(person), words, **more))[-1]


async def drafted(town: Town, person: PlaygroundPerson, words: str, *, on: Message | None = None) -> Message:
    """Let somebody counter an answer in private up to the preview, and return that."""
    await follows(town, person, on or await asked(town), "Counter this")
    return await writes(town, person, words)


def cards(town: Town) -> list[Message]:
    """Return the cards of the group."""
    return [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("#")]


async def test_a_button_words_and_post_make_a_card_without_a_command(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)
    before = len(town.cast.group.messages)

    prompt = await follows(town, town.cast.mara, answer, "Counter this")
    assert text_of(prompt).startswith("¶ 7\n“Most of the new riders")
    assert text_of(prompt).endswith(ASKS)
    preview = await writes(town, town.cast.mara, WALKING)
    assert labels(preview) == ["Post", "Change", "Cancel"]
    assert WALKING in text_of(preview)
    assert len(town.cast.group.messages) == before
    await town.restart()
    await town.press(town.cast.mara, preview, "Post")

    (card,) = cards(town)
    assert text_of(card).startswith("#1 · counterpoint to ¶ 7 “")
    assert card.reply_to is answer
    assert len(town.cast.group.messages) == before + 1
    assert [one["text"] for one in buttons(card)] == ["Agree", "Disagree", "Pass", "Rebut", "Support"]
    assert text_of(preview) == "#1 is in The reading group now, from a participant."
    assert buttons(preview)[-1] == {"text": "To the card", "url": f"https://t.me/c/1000000001/{card.id}"}


@pytest.mark.usefixtures("live_totals")
async def test_what_is_like_others_is_settled_in_private(town: Town) -> None:
    answer = await asked(town)
    card = await opened(town, town.cast.jonas, WALKING, on=answer)
    close = await drafted(town, town.cast.mara, "Walking hardly changed at all in the city.", on=answer)
    assert text_of(close) == f"Looks close to #1: “{WALKING}”"
    assert labels(close) == ["That's mine: vote for #1", "Mine is different", "Change", "Cancel"]

    await town.press(town.cast.mara, close, "Change")
    opposite = await writes(town, town.cast.mara, "Walking has not hardly changed in the whole city.")
    assert "Perhaps the opposite of #1 “" in text_of(opposite)
    await town.press(town.cast.mara, opposite, "Change")
    same = await writes(town, town.cast.mara, WALKING.upper())
    await town.press(town.cast.mara, same, "That's mine: vote for #1")

    assert labels(card) == ["Agree 1", "Disagree", "Pass"]
    assert len(await kept(town)) == 1


async def test_mine_is_different_shows_it_before_it_is_posted(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.jonas, WALKING, on=answer)
    close = await drafted(town, town.cast.mara, "Walking hardly changed at all in the city.", on=answer)

    await town.press(town.cast.mara, close, "Mine is different")
    assert labels(close) == ["Post", "Change", "Cancel"]
    await town.press(town.cast.mara, close, "Post")

    assert [text_of(one)[:2] for one in cards(town)] == ["#1", "#2"]


async def test_what_breaks_a_rule_of_form_leaves_the_draft_waiting(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    await follows(town, town.cast.mara, await asked(town), "Counter this")

    question = await writes(town, town.cast.mara, "Is that so?")
    long = await writes(town, town.cast.mara, "x" * 501)
    preview = await writes(town, town.cast.mara, COST)

    assert text_of(question).startswith("That is a question")
    assert text_of(long).startswith("That is 501 characters")
    assert labels(preview) == ["Post", "Change", "Cancel"]


async def test_an_edited_message_is_the_draft_in_other_words(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    await drafted(town, town.cast.mara, COST)
    private = town.telegram.private(town.cast.mara)
    said = next(one for one in private.messages.values() if text_of(one) == COST)

    town.telegram.edit(town.cast.mara, said, NOISE)
    await town.settle()
    await town.press(town.cast.mara, town.from_bot(private)[-1], "Post")

    assert [one.text for one in await kept(town)] == [NOISE]


async def test_rebut_and_support_answer_a_card(town: Town) -> None:
    card = await opened(town, town.cast.jonas, WALKING)
    asks = {"Rebut": "What would you say against it?", "Support": "What would you say for it?"}
    for (label, words), text in zip(asks.items(), (COST, NOISE), strict=True):
        prompt = await follows(town, town.cast.mara, card, label)
        assert text_of(prompt) == f"#1\n{WALKING}\n{words}"
        await town.press(town.cast.mara, await writes(town, town.cast.mara, text), "Post")

    assert [text_of(one).split(" “")[0] for one in cards(town)[1:]] == ["#2 · rebuttal to #1", "#3 · support for #1"]
    assert "2 replies" in text_of(card)


async def test_after_a_day_what_is_said_is_a_question_again(town: Town) -> None:
    await follows(town, town.cast.mara, await asked(town), "Counter this")
    await town.advance(days=1, minutes=1)

    answer = await writes(town, town.cast.mara, SHOES)

    assert "their shoes by the door" in text_of(answer)
    assert "Counter this" in labels(answer)


async def test_under_an_answer_in_private_the_question_for_words_comes_at_once(town: Town) -> None:
    private = town.telegram.private(town.cast.mara)
    (answer,) = await town.says(town.cast.mara, private, f"/ask {SHOES}")

    await presses(town, town.cast.mara, answer, "Counter this")

    assert text_of(town.from_bot(private)[-1]).endswith(ASKS)
    preview = await writes(town, town.cast.mara, COST)
    await town.press(town.cast.mara, preview, "Post")
    assert text_of(town.from_bot(private)[-1]).startswith("#1 · counterpoint to ¶ 7")
    assert cards(town) == []


# Two drafts, and what happened meanwhile


async def test_two_drafts_wait_beside_each_other(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)
    first = await drafted(town, town.cast.mara, COST, on=answer)
    await follows(town, town.cast.mara, answer, "Counter this")
    private = town.telegram.private(town.cast.mara)
    assert text_of(town.from_bot(private)[-2]) == "You have another draft here. It waits as it is, with its buttons."
    second = await writes(town, town.cast.mara, NOISE)
    replied = await writes(town, town.cast.mara, WALKING, reply_to=first)

    await town.press(town.cast.mara, second, "Post")
    await town.press(town.cast.mara, replied, "Post")

    assert [one.text for one in await kept(town)] == [NOISE, WALKING]
    refused = await town.press(town.cast.mara, first, "Post")
    assert refused["text"] == "This was decided already."


@pytest.mark.parametrize("command", ["/close 1", "/merge 1 2"], ids=["closed", "merged"])
async def test_a_card_that_is_closed_or_merged_by_the_time_of_posting(town: Town, command: str) -> None:
    answer = await asked(town)
    card = await opened(town, town.cast.jonas, WALKING, on=answer)
    await opened(town, town.cast.jonas, "Trams run on time in winter.", on=answer)
    await follows(town, town.cast.mara, card, "Rebut")
    preview = await writes(town, town.cast.mara, COST)
    await town.says(town.cast.vera, town.cast.group, command)

    refused = await town.press(town.cast.mara, preview, "Post")
    again = await starts(town, town.cast.mara, "https://t.me/counterpoint_bot?start=rebut_1")

    assert refused["text"] == "#1 is not open now, so it cannot be answered."
    if command.startswith("/close"):
        assert text_of(again) == "#1 is not open now, so it cannot be answered."
    else:
        assert text_of(again).startswith("#2\n"), "it answers what the other was merged into"
    assert labels(preview) == ["Post", "Change", "Cancel"]


async def test_who_is_not_in_the_group_learns_nothing_of_what_a_link_names(town: Town) -> None:
    card = await opened(town, town.cast.jonas, WALKING)
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    stranger = town.telegram.add_person(PlaygroundPerson(7200000002, "Stranger", language_code="en"))

    said = await starts(town, stranger, "https://t.me/counterpoint_bot?start=rebut_1")

    assert text_of(card).startswith("#1 ")
    assert text_of(said).startswith("You are not in that group, so you cannot write there.")


async def test_of_an_answer_with_several_quotes_one_is_chosen(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer, first = await asked(town), sample().paragraphs()[0]
    async with town.database.write() as session:
        question = (await session.exec(select(Question))).one()
        question.quotes = [*question.quotes, {"start": first.start, "stop": first.end}]

    choice = await follows(town, town.cast.mara, answer, "Counter this")

    assert text_of(choice) == "The answer quotes several passages. Which of them do you answer?"
    await presses(town, town.cast.mara, choice, labels(choice)[1])
    preview = await writes(town, town.cast.mara, WALKING)
    await town.press(town.cast.mara, preview, "Post")
    assert (await kept(town))[0].start == first.start


async def test_in_a_topic_the_card_comes_there(town: Town) -> None:
    forum = town.cast.forum
    topic = next(iter(forum.topics))
    await use_in_topic(town, forum, topic)
    await premoderate(town, Premoderation.NONE)
    (answer,) = await town.says(town.cast.mara, forum, f"/ask {SHOES}", thread=topic)

    await follows(town, town.cast.mara, answer, "Counter this")
    await town.press(town.cast.mara, await writes(town, town.cast.mara, WALKING), "Post")

    (card,) = [one for one in town.from_bot(forum) if text_of(one).startswith("#1 ")]
    assert card.thread == topic


@pytest.mark.parametrize("word", ["counter_99", "rebut_99", "support_x", "counter_", "rebut_1_2", "counter_-1"])
async def test_a_link_that_leads_nowhere_says_so(town: Town, word: str) -> None:
    said = await writes(town, town.cast.mara, f"/start {word}")
    assert text_of(said).startswith("What this link leads to is not there any more.")


async def test_who_left_was_banned_or_muted_does_not_write_and_loses_nothing(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    preview = await drafted(town, town.cast.mara, COST)
    stranger = town.telegram.add_person(PlaygroundPerson(7200000001, "Stranger", language_code="en"))

    town.telegram.restrict(town.cast.mara, town.cast.group, by=town.cast.vera)
    muted = await town.press(town.cast.mara, preview, "Post")
    town.telegram.ban(town.cast.mara, town.cast.group, by=town.cast.vera)
    banned = await town.press(town.cast.mara, preview, "Post")
    outside = await starts(town, stranger, "https://t.me/counterpoint_bot?start=counter_1")

    assert str(muted["text"]).startswith("You may not write in that group at the moment.")
    assert str(banned["text"]).startswith("You are not in that group")
    assert text_of(outside).startswith("You are not in that group")
    assert await kept(town) == []
    town.telegram.unban(town.cast.mara, town.cast.group, town.cast.vera)
    town.telegram.join(town.cast.mara, town.cast.group)
    await town.press(town.cast.mara, preview, "Post")
    assert [one.text for one in await kept(town)] == [COST]
