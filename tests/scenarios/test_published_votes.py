"""Votes that cannot be read: what a group sees by default, whoever votes, comes, goes or is banned meanwhile."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from bot.playground.telegram.chats import Message
from storage.chat_settings import TotalsShown
from tests.scenarios.debating import COST, NOISE, WALKING, asked, counted, crowd, opened, presses
from tests.scenarios.newcomers import choose, strangers
from tests.town import Town, labels, text_of

UNTOLD = ["Agree", "Disagree", "Pass"]
A, D, P = UNTOLD


async def vote(town: Town, card: Message, stances: list[str], first: int = 0) -> list[list[str]]:
    """Let people of the group vote one after the other, and return how the card looks after each."""
    looks = []
    for person, stance in zip(crowd(town, first + len(stances))[first:], stances, strict=True):
        await presses(town, person, card, stance)
        looks.append(labels(card))
    return looks


async def listed(town: Town, words: str = "") -> str:
    (shown,) = await town.says(town.cast.ana, town.cast.group, f"/counterpoints {words}")
    return text_of(shown).partition("\n")[2]


async def test_a_card_moves_with_five_votes_and_the_group_is_told_once_that_few_votes_can_tell(town: Town) -> None:
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST)]

    looks = [await vote(town, card, [A, D, A, P, A, D]) for card in cards]

    assert looks == [[*[UNTOLD] * 4, *[["Agree 3", "Disagree 1", "Pass 1"]] * 2]] * 2
    assert await listed(town) == f"#2 {COST} (3 agree, 1 disagree)\n#1 {WALKING} (3 agree, 1 disagree)"
    warned = [one for one in town.from_bot(town.cast.group) if "Few people vote here." in text_of(one)]
    assert [one.reply_to for one in warned] == [cards[0]]


async def test_before_it_is_told_how_they_split_votes_are_counted_in_fives(town: Town) -> None:
    on = await asked(town)
    card, other = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST)]

    await vote(town, card, [A] * 4)
    assert "votes so far" not in text_of(card)
    assert await listed(town) == f"#2 {COST}\n#1 {WALKING}"
    await vote(town, card, [A] * 3, first=4)

    assert labels(card) == UNTOLD
    assert "5 votes so far. How they split is shown once that tells nobody's vote." in text_of(card)
    await vote(town, other, [A, D] * 3)
    assert (await listed(town, "supported")).splitlines() == [
        f"#2 {COST} (3 agree, 2 disagree)",
        f"#1 {WALKING} (5 votes)",
    ]
    assert await listed(town, "divisive") == f"#2 {COST} (3 agree, 2 disagree)"
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    assert "Voting is closed, with at least 5 votes. How they split is not shown" in text_of(card)


async def test_who_closes_and_opens_again_and_again_reads_nothing(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await choose(town, totals=TotalsShown.CLOSING)
    await vote(town, card, [A, D, A, P, A])

    seen = set()
    for first, stance in enumerate((D, D, A), 5):
        await town.says(town.cast.vera, town.cast.group, "/close 1")
        seen.add(text_of(card))
        await presses(town, town.cast.vera, card, "Undo")
        assert labels(card)[:3] == UNTOLD
        await vote(town, card, [stance], first=first)

    (told,) = seen
    assert "Voting is closed: 3 agree, 1 disagree, 1 pass." in told


async def test_a_turn_to_live_tells_no_vote_that_was_cast_before_it(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await vote(town, card, [A, D])
    await choose(town, totals=TotalsShown.LIVE)

    assert await vote(town, card, [A, P, D], first=2) == [UNTOLD, UNTOLD, ["Agree 2", "Disagree 2", "Pass 1"]]
    assert await vote(town, card, [P], first=5) == [["Agree 2", "Disagree 2", "Pass 2"]]


async def test_a_map_export_and_digest_say_what_the_cards_say(town: Town) -> None:
    vera, group = town.cast.vera, town.cast.group
    await town.says(vera, town.telegram.private(vera), "/help")
    on = await asked(town)
    cards = [await opened(town, town.cast.mara, text, on=on) for text in (WALKING, COST, NOISE)]
    await vote(town, cards[0], [A, D, A, P, A])
    await vote(town, cards[0], [D, D, D, D], first=5)
    await vote(town, cards[1], [A, A])

    (drawn,) = await town.says(town.cast.ana, group, "/map")
    assert "5 people, 5 votes" in text_of(drawn)
    (told,) = await town.says(vera, group, "/digest now")
    assert "5 votes by 5 people" in text_of(told)
    await town.says(vera, group, "/export")
    document = town.from_bot(town.telegram.private(vera))[-1].content["document"]
    file = town.telegram.files.get(document["file_id"])
    assert file is not None
    debate = json.loads(ZipFile(BytesIO(file.content)).read("debate.json"))
    assert [tuple(one["votes"].values()) for one in debate["counterpoints"]] == [(3, 1, 1), (0, 0, 0), (0, 0, 0)]
    assert debate["votes"] == []


async def test_who_has_just_come_votes_and_it_counts_from_the_next_day_on(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await choose(town, totals=TotalsShown.LIVE)
    (newcomer,) = strangers(town)
    for _ in range(2):
        town.telegram.join(newcomer, town.cast.group)
        await town.settle()
        said = await presses(town, newcomer, card, "Agree")
        town.telegram.leave(newcomer, town.cast.group)
        await town.settle()
    town.telegram.join(newcomer, town.cast.group)
    await town.settle()

    assert said["text"] == "You agree with #1 already."
    assert "counts from tomorrow on" in (await presses(town, newcomer, card, "Disagree"))["text"]
    assert (labels(card), await counted(town)) == (UNTOLD, {})
    town.clock.at += timedelta(hours=23)
    await town.settle()
    assert await counted(town) == {}
    await town.advance(hours=2)
    assert (labels(card), await counted(town)) == (["Agree", "Disagree 1", "Pass"], {newcomer.id: -1})


async def test_vote_in_a_group_opens_in_private(town: Town) -> None:
    mara, private = town.cast.mara, town.telegram.private(town.cast.mara)
    await opened(town, mara, WALKING)
    await town.says(mara, private, "/help")

    (said,) = await town.says(mara, town.cast.group, "/vote")

    assert text_of(said).startswith("What you have not voted on yet is in your private chat with me.")
    shown = town.from_bot(private)[-1]
    assert WALKING in text_of(shown)
    await presses(town, mara, shown, "Agree")
    assert "How people vote is shown once that tells nobody's vote." in text_of(shown)
