"""People counter the article: what it is tied to, what is known already, and who may press what."""

from __future__ import annotations

import pytest

from storage.chats import Premoderation
from tests.scenarios.debating import (
    COST,
    NOISE,
    WALKING,
    asked,
    button,
    desk_of,
    kept,
    opened,
    premoderate,
    presses,
    submitted,
    use_in_topic,
)
from tests.town import Town, labels, sample, text_of

QUOTE = "they had left their shoes by the door"


async def test_a_reply_to_an_answer_is_tied_to_its_quote(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)

    assert text_of(card).startswith("#1 · counterpoint to ¶ 7 “")
    assert WALKING in text_of(card)
    assert "from a participant" in text_of(card)
    (one,) = await kept(town)
    assert QUOTE in sample().text[one.start : one.stop]
    assert card.reply_to is not None
    assert text_of(card.reply_to) == f"/counter {WALKING}"


async def test_telegrams_own_quote_is_what_it_is_tied_to(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)

    (card,) = await town.says(town.cast.mara, town.cast.group, f"/counter {WALKING}", reply_to=answer, quote=QUOTE)

    assert f"“{QUOTE}”" in text_of(card)
    (one,) = await kept(town)
    assert sample().text[one.start : one.stop] == QUOTE


async def test_words_that_are_not_in_the_article_are_not_quoted(town: Town) -> None:
    message = town.telegram.say(town.cast.jonas, town.cast.group, "Buses were never free in Port Alder")

    (asks,) = await town.says(
        town.cast.mara, town.cast.group, f"/counter {COST}", reply_to=message, quote="Buses were never free"
    )

    assert text_of(asks).startswith("The words that you quoted do not stand in the article like this.")
    assert labels(asks)[-2:] == ["The article as a whole", "Cancel"]
    assert len([label for label in labels(asks) if label.startswith("¶ ")]) == 3


async def test_without_a_reply_the_likeliest_passages_are_offered(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")
    passages = [label for label in labels(asks) if label.startswith("¶ ")]
    assert len(passages) == 3

    await town.restart()
    await town.press(town.cast.mara, asks, passages[0])

    card = town.from_bot(town.cast.group)[-1]
    assert text_of(card).startswith(f"#1 · counterpoint to {passages[0].partition(' · ')[0]} “")
    assert asks.is_deleted


async def test_the_article_as_a_whole(town: Town) -> None:
    await premoderate(town, Premoderation.NONE)
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")

    await town.press(town.cast.mara, asks, "The article as a whole")

    assert text_of(town.from_bot(town.cast.group)[-1]).startswith("#1 · counterpoint to the article as a whole")


async def test_only_its_author_decides_about_a_draft(town: Town) -> None:
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")

    for label in ("The article as a whole", "Cancel"):
        said = await town.press(town.cast.jonas, asks, label)
        assert said["text"] == "That is for the one who wrote it to decide."
    await town.press(town.cast.mara, asks, "Cancel")

    assert text_of(asks) == "Put aside. Nothing was submitted."
    assert await kept(town) == []


async def test_a_button_pressed_twice_submits_once(town: Town) -> None:
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")
    data = button(asks, "The article")

    town.telegram.say(town.cast.jonas, town.cast.group, "Hello")
    first = town.telegram.press(town.cast.mara, asks, data)
    second = town.telegram.press(town.cast.mara, asks, data)
    await first
    await second
    await town.settle()

    assert len(await kept(town)) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "Write your point after /counter"),
        ("x" * 501, "That is 501 characters"),
        ("Is that so?", "That is a question"),
        ("https://example.org/count", "A link alone"),
        ("\u200b\u200e\u202e", "Write your point after /counter"),
    ],
    ids=["nothing", "501 characters", "a question", "only a link", "only invisible"],
)
async def test_what_is_no_counterpoint_gets_one_clear_sentence(town: Town, words: str, answer: str) -> None:
    (said,) = await town.says(town.cast.mara, town.cast.group, f"/counter {words}", reply_to=await asked(town))

    assert text_of(said).startswith(answer)
    assert await kept(town) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "<b>Bold</b> &amp; <script>alert(1)</script> is what I say",
            "<b>Bold</b> &amp; <script>alert(1)</script> is what I say",
        ),
        ("One line" + "\n" * 200 + "and another one", "One line\nand another one"),
        ("Costs \u202efell\u202c in the city\u200b, they say", "Costs fell in the city, they say"),
    ],
    ids=["HTML", "200 newlines", "direction and zero width"],
)
async def test_strange_words_are_shown_as_words(town: Town, words: str, shown: str) -> None:
    card = await submitted(town, town.cast.mara, words)

    assert shown in text_of(card)


async def test_links_are_sources_by_their_hosts(town: Town) -> None:
    card = await submitted(town, town.cast.mara, f"{WALKING} https://example.org/count?x=1")

    assert "Sources: example.org" in text_of(card)
    links = [entity["url"] for entity in card.as_json()["entities"] if entity["type"] == "text_link"]
    assert "https://example.org/count?x=1" in links


@pytest.mark.usefixtures("live_totals")
async def test_the_same_words_again_are_offered_as_a_vote(town: Town) -> None:
    answer = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=answer)

    (offer,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {WALKING.upper()}!", reply_to=answer)

    assert text_of(offer).startswith("#1 says just that already: “")
    assert labels(offer) == ["That's mine: vote for #1"]
    said = await town.press(town.cast.ana, offer, "That's mine: vote for #1")
    assert said["text"] == "That is for the one who wrote it to decide."
    await town.press(town.cast.jonas, offer, "That's mine: vote for #1")
    assert labels(card) == ["Agree 1", "Disagree", "Pass"]
    assert len(await kept(town)) == 1


async def test_what_looks_close_is_asked_about_and_may_be_different(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)

    (offer,) = await town.says(
        town.cast.jonas, town.cast.group, "/counter Walking hardly changed at all in the city.", reply_to=answer
    )
    assert text_of(offer) == f"Looks close to #1: “{WALKING}”"
    assert labels(offer) == ["That's mine: vote for #1", "Mine is different"]
    await town.restart()
    await town.press(town.cast.jonas, offer, "Mine is different")

    assert text_of(town.from_bot(town.cast.group)[-1]).startswith("#2 · counterpoint to ¶ 7")
    assert offer.is_deleted


async def test_the_opposite_is_never_called_the_same(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, "Walking suffered in the whole city when buses were free.", on=answer)

    card, note = await town.says(
        town.cast.jonas,
        town.cast.group,
        "/counter Walking did not suffer in the whole city when buses were free.",
        reply_to=answer,
    )

    assert text_of(card).startswith("#2 · ")
    assert text_of(note).startswith("Perhaps the opposite of #1 “")


async def test_two_people_counter_the_same_passage(town: Town) -> None:
    answer = await asked(town)
    first = await opened(town, town.cast.mara, COST, on=answer)
    second = await opened(town, town.cast.jonas, NOISE, on=answer)

    one, two = await kept(town)
    assert (one.start, one.stop) == (two.start, two.stop)
    assert text_of(first).startswith("#1 · ")
    assert text_of(second).startswith("#2 · ")


async def test_ten_may_wait_and_one_comes_back_every_two_hours_and_a_half(town: Town) -> None:
    await premoderate(town, Premoderation.ALL)
    answer = await asked(town)
    words = (
        "Trams would carry more people.",
        "Ferries deserve that money.",
        "Drivers earn too little.",
        "Winters keep cyclists indoors.",
        "Schools should open later.",
        "Nobody counted the tourists.",
        "Rents near stops went up.",
        "Old engines burn twice as much.",
        "Shops lost their customers.",
        "Villages got nothing of it.",
    )
    cards = [await submitted(town, town.cast.mara, claim, on=answer) for claim in words]

    refused = await submitted(town, town.cast.mara, NOISE, on=answer)
    assert text_of(refused).startswith("You have 10 counterpoints waiting. One more can be sent in 2 hours 24 minutes")
    await town.press(town.cast.vera, cards[0], "Approve")
    accepted = await submitted(town, town.cast.mara, NOISE, on=answer)
    assert "#11 · " in text_of(accepted)
    assert text_of(await submitted(town, town.cast.mara, COST, on=answer)).startswith("You have 10")
    await town.advance(hours=2, minutes=24)
    assert "#12 · " in text_of(await submitted(town, town.cast.mara, COST, on=answer))


async def test_a_reply_to_a_card_is_a_rebuttal_or_a_support(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)

    (rebuttal,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {NOISE}", reply_to=card)
    (support,) = await town.says(town.cast.ana, town.cast.group, f"/support {COST}", reply_to=card)

    assert text_of(rebuttal).startswith(f"#2 · rebuttal to #1 “{WALKING}”")
    assert text_of(support).startswith(f"#3 · support for #1 “{WALKING}”")
    assert "from a participant · 2 replies" in text_of(card)


async def test_a_closed_card_is_not_answered_not_even_by_an_older_draft(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    (offer,) = await town.says(
        town.cast.jonas, town.cast.group, "/counter Walking hardly changed at all in the city.", reply_to=card
    )
    await town.says(town.cast.vera, town.cast.group, "/close 1")

    said = await town.press(town.cast.jonas, offer, "Mine is different")
    (again,) = await town.says(town.cast.ana, town.cast.group, f"/counter {COST}", reply_to=card)

    assert said["text"] == text_of(again) == "#1 is not open now, so it cannot be answered."


async def test_a_reply_to_a_deleted_card_is_a_counterpoint_to_the_article(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    town.telegram.delete(town.cast.vera, card)

    (asks,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {COST}")

    assert text_of(asks) == "Which words of the article do you answer?"
    await town.press(town.cast.jonas, asks, "The article as a whole")
    assert text_of(town.from_bot(town.cast.group)[-1]).startswith("#2 · counterpoint to the article as a whole")


async def test_support_needs_a_card(town: Town) -> None:
    (said,) = await town.says(town.cast.ana, town.cast.group, f"/support {COST}")

    assert text_of(said) == "Reply to the card of a counterpoint with /support and your reason."


async def test_a_counterpoint_lives_in_its_topic(town: Town) -> None:
    forum, topic = town.cast.forum, next(iter(town.cast.forum.topics))
    await use_in_topic(town, forum, topic)
    desk = await desk_of(town)
    (asks,) = await town.says(town.cast.mara, forum, f"/counter {COST}", thread=topic)

    await town.press(town.cast.mara, asks, "The article as a whole")

    await town.press(town.cast.vera, town.from_bot(desk)[-1], "Approve")
    card, told = town.from_bot(forum)[-2:]
    assert text_of(card).startswith("#1 · counterpoint to the article as a whole")
    assert text_of(told) == "Your counterpoint #1 was accepted and is open to votes."
    assert card.as_json()["message_thread_id"] == told.as_json()["message_thread_id"] == topic


@pytest.mark.parametrize(
    "data",
    ["vote:1:7", "vote:99:1", "vote:x:1", "vote:1", "approve:99", "anchor:1:9", "list:x:1", "walk:99:1", "mine:9:9"],
)
async def test_forged_buttons_do_nothing(town: Town, data: str) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    before = text_of(card)
    (card.keyboard or {})["inline_keyboard"][0][0]["callback_data"] = data

    said = await presses(town, town.cast.vera, card, "Agree")

    assert said["text"]
    assert text_of(card) == before
    assert (await kept(town))[0].agree == 0
