"""People ask the article, in groups and in private."""

from __future__ import annotations

import pytest

from bot.playground.bot_api.faults import Fault
from tests.town import Town, labels, sample, text_of

SHOES = "Who says that the riders left their shoes by the door?"
SHOES_QUOTE = "they had left their shoes by the door"
NONSENSE = "How long is the Great Wall of China?"
ALMOST = "What did Marta say about the doctors of the city?"
CLOSEST = "The article does not say this directly. The closest passages are:"


async def test_a_question_is_answered_with_the_words_of_the_article_and_their_place(town: Town) -> None:
    group, mara = town.cast.group, town.cast.mara

    (answer,) = await town.says(mara, group, f"/ask {SHOES}")

    shown = answer.as_json()
    quoted = [_cut(text_of(answer), entity) for entity in shown["entities"] if "blockquote" in entity["type"]]
    assert any(SHOES_QUOTE in words for words in quoted)
    assert all(words in sample().text for words in quoted)
    assert "¶ 7 · in the words of Marta Lind · open in the article" in text_of(answer)
    assert shown["reply_to_message"]["text"] == f"/ask {SHOES}"
    assert labels(answer) == ["Counter this", "More context", "Not an answer"]


async def test_the_link_of_a_quote_names_its_words(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    links = [entity["url"] for entity in answer.as_json()["entities"] if entity["type"] == "text_link"]

    assert links[0].startswith("https://example.org/buses#:~:text=")


async def test_an_answer_is_silent_and_without_a_preview(town: Town) -> None:
    await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    params = next(params for method, params in reversed(town.request.calls) if method == "sendMessage")

    assert params["disable_notification"] == "true"
    assert params["link_preview_options"] == '{"is_disabled": true}'


async def test_what_the_article_does_not_say_is_refused(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {NONSENSE}")

    assert text_of(answer) == "The article does not answer this. I noted the question."
    assert labels(answer) == []


async def test_more_context_shows_the_whole_paragraph(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    await town.press(town.cast.jonas, answer, "More context")

    snapshot = sample()
    seventh = snapshot.words_of(snapshot.paragraphs()[6])
    assert seventh in text_of(answer)
    bold = [_cut(text_of(answer), entity) for entity in answer.as_json()["entities"] if entity["type"] == "bold"]
    assert any(SHOES_QUOTE in words for words in bold)
    assert labels(answer) == ["Counter this", "Not an answer"]


async def test_only_words_that_somebody_says_are_called_so(town: Town) -> None:
    (own,) = await town.says(
        town.cast.mara, town.cast.group, "/ask How many cars did the counters under the bridge record?"
    )
    (reported,) = await town.says(town.cast.mara, town.cast.group, "/ask What does Holm say of people who save a fare?")

    assert "61,300 cars a day" in text_of(own)
    assert text_of(own).splitlines()[1].startswith("¶ 6 · open in the article")
    assert "People who walk to save a fare, she argues" in text_of(reported)
    assert "¶ 9 · in the words of Pia Holm · open in the article" in text_of(reported)


async def test_a_whole_paragraph_is_put_into_nobodys_mouth(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    await town.press(town.cast.jonas, answer, "More context")

    assert "¶ 7 · open in the article" in text_of(answer)


async def test_not_an_answer_counts_once_a_person(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    said = [
        (await town.press(person, answer, "Not an answer"))["text"]
        for person in (town.cast.jonas, town.cast.jonas, town.cast.ana)
    ]

    assert said == [
        "Noted. You are the first to say that this is not an answer.",
        "You said so already.",
        "Noted. 2 people say that this is not an answer.",
    ]


@pytest.mark.parametrize(
    "words",
    [f"@counterpoint_bot {SHOES}", f"{SHOES} @Counterpoint_Bot", f"/ask@counterpoint_bot {SHOES}", f"/ASK {SHOES}"],
    ids=["mention first", "mention last", "addressed command", "capitals"],
)
async def test_the_bot_is_asked_in_many_ways(town: Town, words: str) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, words)

    assert SHOES_QUOTE in text_of(answer)


async def test_a_reply_to_the_bot_with_a_question_is_a_question_and_thanks_are_not(town: Town) -> None:
    (first,) = await town.says(town.cast.mara, town.cast.group, f"/ask {NONSENSE}")

    assert await town.says(town.cast.jonas, town.cast.group, "Thank you.", reply_to=first) == []
    (answer,) = await town.says(town.cast.jonas, town.cast.group, SHOES, reply_to=first)

    assert SHOES_QUOTE in text_of(answer)


async def test_somebody_elses_question_can_be_put_to_the_article(town: Town) -> None:
    asked = town.telegram.say(town.cast.mara, town.cast.group, SHOES)

    (answer,) = await town.says(town.cast.jonas, town.cast.group, "@counterpoint_bot", reply_to=asked)

    assert SHOES_QUOTE in text_of(answer)


async def test_in_private_plain_words_are_a_question(town: Town) -> None:
    private = town.telegram.private(town.cast.mara)

    (answer,) = await town.says(town.cast.mara, private, SHOES)

    assert SHOES_QUOTE in text_of(answer)


async def test_the_same_question_again_points_to_the_first_answer(town: Town) -> None:
    (first,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    (second,) = await town.says(town.cast.jonas, town.cast.group, f"/ask  {SHOES.lower()} ")

    assert second.as_json()["reply_to_message"]["message_id"] == first.id
    assert text_of(second) == "Jonas, I answered this question here a while ago."
    await town.advance(hours=1, minutes=1)
    (third,) = await town.says(town.cast.ana, town.cast.group, f"/ask {SHOES}")
    assert SHOES_QUOTE in text_of(third)


async def test_five_questions_a_minute_are_enough(town: Town) -> None:
    for number in range(5):
        await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES} {number}")

    (refused,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES} 6")
    (others,) = await town.says(town.cast.jonas, town.cast.group, f"/ask {SHOES} 7")
    await town.advance(minutes=1)
    (later,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES} 8")

    assert text_of(refused).startswith("That is five questions in a minute.")
    assert SHOES_QUOTE in text_of(others)
    assert SHOES_QUOTE in text_of(later)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("", "What would you like to know? Write your question after /ask."),
        ("?", "I found no words in that to look for. Please ask in a sentence."),
        ("🚌🚌🚌", "I found no words in that to look for. Please ask in a sentence."),
        ("<b>&amp;</b> <script>alert(1)</script>", "The article does not answer this. I noted the question."),
        ("\x00\x01\x02\ufffd?", "I found no words in that to look for. Please ask in a sentence."),
    ],
    ids=["nothing", "only a mark", "only emoji", "markup", "binary"],
)
async def test_strange_questions_get_one_clear_sentence(town: Town, question: str, answer: str) -> None:
    (said,) = await town.says(town.cast.mara, town.cast.group, f"/ask {question}")

    assert text_of(said) == answer


async def test_a_question_of_four_thousand_characters_is_too_long(town: Town) -> None:
    (said,) = await town.says(town.cast.mara, town.cast.group, "/ask " + "why " * 1000 + "?")

    assert "too long" in text_of(said)


async def test_a_question_in_another_language_is_refused_with_that_reason(town: Town) -> None:
    (said,) = await town.says(
        town.cast.alena, town.cast.group, "/ask Сколько стоил бесплатный проезд для города в год?"
    )

    assert text_of(said) == (
        "The article is in English and I cannot match questions in Russian here. Please ask in English."
    )


async def test_without_an_article_a_question_says_how_to_get_one(town: Town) -> None:
    forum = town.cast.forum
    topic = next(iter(forum.topics))

    (said,) = await town.says(town.cast.mara, forum, f"/ask {SHOES}", thread=topic)

    assert text_of(said).startswith("There is no article here yet.")


async def test_help_fades_from_a_group_with_its_command_and_stays_in_private(town: Town) -> None:
    group, private = town.cast.group, town.telegram.private(town.cast.mara)
    (in_group,) = await town.says(town.cast.mara, group, "/help")
    (in_private,) = await town.says(town.cast.mara, private, "/help")

    await town.advance(seconds=121)

    assert in_group.is_deleted
    assert in_group.reply_to is not None
    assert in_group.reply_to.is_deleted
    assert not in_private.is_deleted


async def test_answers_never_fade(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")

    await town.advance(days=1)

    assert not answer.is_deleted


async def test_privacy_says_in_eleven_lines_what_is_kept(town: Town) -> None:
    (said,) = await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/privacy")

    assert len([line for line in text_of(said).splitlines() if line.startswith("•")]) == 11


async def test_group_chatter_is_neither_answered_nor_kept(town: Town) -> None:
    assert await town.says(town.cast.mara, town.cast.group, "What a day, is it not?") == []

    async with town.database.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select status, payload from inbox")).all()
    assert rows == [("ignored", None)]


async def test_buttons_survive_a_restart(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")
    await town.restart()

    await town.press(town.cast.jonas, answer, "More context")

    assert labels(answer) == ["Counter this", "Not an answer"]


async def test_a_button_of_another_chat_does_nothing(town: Town) -> None:
    (here,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")
    private = town.telegram.private(town.cast.jonas)
    (there,) = await town.says(town.cast.jonas, private, SHOES)
    foreign = (here.keyboard or {})["inline_keyboard"][0][1]["callback_data"]
    (there.keyboard or {})["inline_keyboard"][0][1]["callback_data"] = foreign

    said = await town.press(town.cast.jonas, there, "More context")

    assert said["text"].startswith("This button is from before and no longer counts.")


@pytest.mark.parametrize("data", ["context:999", "context:x", "context:", "nonsense", "use:1", "context:1:2"])
async def test_forged_buttons_do_nothing(town: Town, data: str) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {SHOES}")
    before = text_of(answer)
    (answer.keyboard or {})["inline_keyboard"][0][1]["callback_data"] = data

    said = await town.press(town.cast.mara, answer, "More context")

    assert said["text"]
    assert text_of(answer) == before


async def test_an_answer_survives_a_server_that_stumbles(town: Town) -> None:
    town.api.fail_next("sendMessage", Fault.BAD_GATEWAY)
    town.telegram.say(town.cast.mara, town.cast.group, f"/ask {SHOES}")
    await town.received()
    await town.advance(seconds=2)

    assert SHOES_QUOTE in text_of(town.from_bot(town.cast.group)[-1])


async def test_unknown_commands_are_left_to_other_bots_in_groups_and_named_in_private(town: Town) -> None:
    assert await town.says(town.cast.mara, town.cast.group, "/weather") == []
    (said,) = await town.says(town.cast.mara, town.telegram.private(town.cast.mara), "/weather")

    assert text_of(said) == "I do not know this command. /help lists those I know."


async def test_a_blocked_bot_rests_and_comes_back(town: Town) -> None:
    private = town.telegram.private(town.cast.mara)
    await town.says(town.cast.mara, private, "/help")
    town.telegram.block(town.cast.mara, town.cast.bot)
    await town.settle()
    town.telegram.unblock(town.cast.mara, town.cast.bot)

    (answer,) = await town.says(town.cast.mara, private, SHOES)

    assert SHOES_QUOTE in text_of(answer)


def _cut(text: str, entity: dict[str, int]) -> str:
    """Return the words of an entity, whose offsets are UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


async def test_an_error_fades_alone_where_it_answers_somebodys_words(town: Town) -> None:
    words = town.telegram.say(town.cast.mara, town.cast.group, "@counterpoint_bot " + "why " * 900)
    await town.settle()
    (said,) = town.from_bot(town.cast.group)

    await town.advance(seconds=121)

    assert "too long" in text_of(said)
    assert said.is_deleted
    assert not words.is_deleted


async def test_closest_passages_are_called_so_in_their_context_too(town: Town) -> None:
    (answer,) = await town.says(town.cast.mara, town.cast.group, f"/ask {ALMOST}")
    assert text_of(answer).startswith(CLOSEST)

    await town.press(town.cast.jonas, answer, "More context")

    assert text_of(answer).startswith(CLOSEST)
    assert labels(answer) == ["Counter this", "Not an answer"]


async def test_one_persons_mistakes_do_not_fill_a_group(town: Town) -> None:
    answers = [await town.says(town.cast.mara, town.cast.group, "/ask") for _ in range(8)]
    (others,) = await town.says(town.cast.jonas, town.cast.group, "/ask")
    await town.advance(minutes=1)
    (later,) = await town.says(town.cast.mara, town.cast.group, "/ask")

    assert [len(answer) for answer in answers] == [1, 1, 1, 1, 1, 0, 0, 0]
    assert text_of(others) == text_of(later)


async def test_nobody_fills_a_group_with_answers(town: Town) -> None:
    for _ in range(30):
        town.telegram.say(town.cast.mara, town.cast.group, "/help")
    town.telegram.say(town.cast.jonas, town.cast.group, "/help")
    await town.settle()
    said = [text_of(one) for one in town.from_bot(town.cast.group)]
    assert len(said) == 17
    assert sum("That is a lot at once" in one for one in said) == 1
    assert "That is a lot at once" not in said[-1]
    await town.advance(minutes=1)
    assert await town.says(town.cast.mara, town.cast.group, "/help")


async def test_moderators_may_be_quick(town: Town) -> None:
    for _ in range(30):
        town.telegram.say(town.cast.vera, town.cast.group, "/warn")
    await town.settle()
    assert not any("a lot at once" in text_of(one) for one in town.from_bot(town.cast.group))
