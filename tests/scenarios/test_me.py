"""/me, in private: one's counterpoints and their fate, one's votes, and where one stands."""

from __future__ import annotations

import pytest

from bot.playground.telegram.chats import Message
from bot.playground.telegram.members import MEMBER
from bot.playground.telegram.people import PlaygroundPerson
from storage import chat_settings, opinions
from storage.chat_settings import TotalsShown
from storage.chats import Premoderation
from storage.opinions import PublishedMap
from tests.scenarios.debating import (
    COST,
    NOISE,
    WALKING,
    asked,
    counted,
    opened,
    premoderate,
    presses,
    submitted,
    use_in_topic,
)
from tests.town import Town, labels, sample, text_of

TITLE = sample().title


async def my_place(town: Town, person: PlaygroundPerson) -> Message:
    return (await town.says(person, town.telegram.private(person), "/me"))[0]


async def goes(town: Town, person: PlaygroundPerson, page: Message, *ways: str) -> list[str]:
    """Press one button after the other, and return the blocks of the last page."""
    for way in ways:
        await presses(town, person, page, way)
    return text_of(page).split("\n\n")


async def test_every_fate_is_told(town: Town) -> None:
    mara, vera, answer = town.cast.mara, town.cast.vera, await asked(town)
    await opened(town, town.cast.jonas, COST, on=answer)
    for text in (WALKING, NOISE, "The sea wind cleans the air of the town.", "Nobody asked the drivers of the night."):
        await opened(town, mara, text, on=answer)
    await town.says(vera, town.cast.group, "/merge 2 1")
    await town.says(vera, town.cast.group, "/close 3")
    await town.says(mara, town.cast.group, "/withdraw 4")
    await premoderate(town, Premoderation.ALL)
    held = await submitted(town, mara, "Bicycles were never counted by anybody.", on=answer)
    await presses(town, vera, held, "Reject")
    await presses(town, vera, held, "unclear")
    await submitted(town, mara, "Schools begin too early for the first bus.", on=answer)

    head, *points = await goes(town, mara, await my_place(town, mara), "My counterpoints 6")

    assert head == f"Your counterpoints · {TITLE} · 6"
    assert [tuple(one.splitlines()[1:]) for one in points] == [
        ("waits for a moderator",),
        ("not accepted: unclear",),
        ("open to votes",),
        ("withdrawn",),
        ("voting is closed",),
        ("merged into #1; its votes count there",),
    ]


async def test_a_vote_is_shown_and_can_be_changed(town: Town) -> None:
    jonas, answer = town.cast.jonas, await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=answer)
    other = await opened(town, town.cast.mara, COST, on=answer)
    await presses(town, jonas, card, "Agree")
    await presses(town, jonas, other, "Pass")
    await town.says(town.cast.vera, town.cast.group, "/close 2")
    page = await my_place(town, jonas)

    assert (await goes(town, jonas, page, "My votes 2"))[1:] == [
        f"#2 {COST}\nyou pass · voting is closed",
        f"#1 {WALKING}\nyou agree",
    ]
    assert labels(page) == ["#1", "‹ Back"]
    assert (await goes(town, jonas, page, "#1"))[-1] == "Your vote: Agree"
    assert labels(page) == ["✓ Agree", "Disagree", "Pass", "‹ Back"]
    said = await presses(town, jonas, page, "Disagree")
    assert said["text"] == "You disagree with #1. Only I know; you may change it."
    assert text_of(page).endswith("Your vote: Disagree")
    assert (await presses(town, jonas, page, "✓ Disagree"))["text"] == "You disagree with #1 already."
    assert await counted(town, 1) == {jonas.id: -1}
    assert (await goes(town, jonas, page, "‹ Back"))[-1] == f"#1 {WALKING}\nyou disagree"


async def test_a_vote_on_what_was_merged_stands_where_it_counts(town: Town) -> None:
    jonas, answer = town.cast.jonas, await asked(town)
    first = await opened(town, town.cast.mara, WALKING, on=answer)
    second = await opened(town, town.cast.mara, COST, on=answer)
    await presses(town, jonas, first, "Agree")
    await presses(town, jonas, second, "Disagree")
    await town.says(town.cast.vera, town.cast.group, "/merge 2 1")

    blocks = await goes(town, jonas, await my_place(town, jonas), "My votes 2")

    assert blocks[1:] == [f"#1 {WALKING}\nyou disagree"]


async def publish(town: Town, groups: tuple[tuple[int, ...], ...]) -> None:
    """Let a map be shown on which two groups part about #1 and agree on #2."""
    cells = {"1": [[4, 0, 4], [0, 3, 3]], "2": [[3, 1, 4], [3, 0, 3]]}
    report = {
        "groups": [{"id": one, "members": list(members), "representative": []} for one, members in enumerate(groups)],
        "groups_published": True, "by_group": cells, "points": {}, "consensus": {"agree": [], "disagree": []},
        "voters": 7,
    }  # fmt: skip
    async with town.database.write() as session:
        await opinions.publish_map(session, PublishedMap(discussion_id=1, seen=1, report=report, tallies={}), None)


async def test_ones_group_is_shown_as_the_map_shows_groups(town: Town) -> None:
    mara, jonas, answer = town.cast.mara, town.cast.jonas, await asked(town)
    for person, text in ((mara, WALKING), (jonas, COST)):
        await opened(town, person, text, on=answer)
    assert "There are no clear opinion groups here yet." in text_of(await my_place(town, mara))
    await publish(town, ((1, 2, 3, 4), (5, 6, mara.id)))

    assert text_of(await my_place(town, mara)).split("\n\n")[1:4] == [
        f"You stand in group B, one of 2. 3 people are in it.\ndisagrees with #1 {WALKING}",
        f"All groups share this:\nagree with #2 {COST}",
        "As of the latest map. Your group is shown to you alone.",
    ]
    assert "There are 2 opinion groups here, and you are in none of them" in text_of(await my_place(town, jonas))
    async with town.database.write() as session:
        await chat_settings.choose(session, 1, totals=TotalsShown.CLOSING)
    page = text_of(await my_place(town, mara))
    assert "Totals are hidden here while the voting goes on, and so are the opinion groups." in page
    assert "group B" not in page


async def test_who_has_done_nothing_is_told_what_will_stand_there(town: Town) -> None:
    page = await my_place(town, town.cast.vera)
    assert text_of(page).startswith("Your place\nYou have not submitted or voted on anything yet.")
    assert labels(page) == ["What I am told"]


@pytest.mark.parametrize("how", ["left", "banned"])
async def test_who_is_not_in_the_group_sees_their_own_and_changes_nothing(town: Town, how: str) -> None:
    mara = town.cast.mara
    card = await opened(town, mara, WALKING)
    await presses(town, mara, card, "Agree")
    page = await my_place(town, mara)
    await goes(town, mara, page, "My votes 1", "#1")
    if how == "banned":
        town.telegram.ban(mara, town.cast.group, by=town.cast.alena)
    else:
        town.telegram.leave(mara, town.cast.group)
    await town.settle()

    said = await presses(town, mara, page, "Pass")

    assert said["text"] == "You are not in that group, so you cannot vote there."
    blocks = await goes(town, mara, page, "‹ Back")
    assert labels(page) == ["‹ Back"]
    assert blocks[1] == f"#1 {WALKING}\nyou agree"
    first = (await goes(town, mara, page, "‹ Back"))[0].splitlines()[-1]
    assert first.startswith("You are banned from this group" if how == "banned" else "You are not in this group now.")
    assert (await goes(town, mara, page, "My counterpoints"))[1].startswith(f"#1 {WALKING}")


async def test_each_debate_has_its_own_page(town: Town) -> None:
    mara, forum = town.cast.mara, town.cast.forum
    forum.members[mara.id] = MEMBER
    card = await opened(town, mara, WALKING)
    topic = town.telegram.open_topic(town.cast.alena, forum, "Buses")
    await use_in_topic(town, forum, topic.id)
    await premoderate(town, Premoderation.NONE)
    await town.says(mara, forum, f"/counter {COST}", thread=topic.id)
    there = town.from_bot(forum)[-1]
    await presses(town, mara, there, "The article as a whole")
    await presses(town, mara, card, "Agree")

    page = await my_place(town, mara)

    lines = text_of(page).splitlines()
    assert lines[1:3] == [f"{TITLE} · City desk", "1 counterpoint of yours, no votes"]
    assert lines[3:5] == [f"{TITLE} · The reading group", "1 counterpoint of yours, 1 vote"]
    data = [one["callback_data"] for row in page.keyboard["inline_keyboard"] for one in row]
    await town.telegram.press(mara, page, data[1])
    await town.settle()
    assert text_of(page).startswith(f"{TITLE} · The reading group")
    assert (await goes(town, mara, page, "All my debates"))[0].splitlines() == lines


async def test_a_group_is_shown_the_way_into_private_alone(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await presses(town, town.cast.jonas, card, "Agree")

    (note,) = await town.says(town.cast.jonas, town.cast.group, "/me")

    assert text_of(note) == "Where you stand is for your eyes alone, so I tell you in private."
    (button,) = note.keyboard["inline_keyboard"][0]
    link = button["url"].partition("start=")[2]
    (page,) = await town.says(town.cast.jonas, town.telegram.private(town.cast.jonas), f"/start {link}")
    assert text_of(page).startswith(TITLE)
    await town.advance(minutes=3)
    assert note.is_deleted


async def test_another_persons_button_opens_nothing(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    theirs = await my_place(town, town.cast.mara)
    mine = await my_place(town, town.cast.vera)
    mine.keyboard = theirs.keyboard

    said = await presses(town, town.cast.vera, mine, "My counterpoints 1")

    assert (
        said["text"]
        == "This button is from before and no longer counts. Use the newest message, or send the command again."
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        pytest.param("quiet", "I can change when I tell you nothing:", id="no hours"),
        pytest.param("quiet 7 7", "I can change when I tell you nothing:", id="no hour at all"),
        pytest.param("quiet 25 7", "I can change when I tell you nothing:", id="no hour of a day"),
        pytest.param("loud", "I can change when I tell you nothing:", id="something else"),
        pytest.param(
            "zone Vilnus", "I know no time zone “vilnus”. Nearest by name: Europe/Vilnius", id="a misspelt zone"
        ),
        pytest.param("quiet 23:00-7", "What you are told", id="with minutes"),
        pytest.param("QUIET 23 to 7.", "What you are told", id="with a word"),
    ],
)
async def test_hours_are_chosen_in_words(town: Town, words: str, answer: str) -> None:
    (said,) = await town.says(town.cast.mara, town.telegram.private(town.cast.mara), f"/me {words}")
    assert text_of(said).startswith(answer)
    if answer == "What you are told":
        assert "No news from 23:00 to 07:00 (UTC)." in text_of(said)
        assert "Quiet hours: 23:00–07:00" in labels(said)


async def test_long_lists_have_pages(town: Town) -> None:
    mara, answer = town.cast.mara, await asked(town)
    words = (
        "roads",
        "ferries",
        "schools",
        "markets",
        "winters",
        "drivers",
        "tickets",
        "bridges",
        "tunnels",
        "harbours",
    )
    for word in words:
        card = await opened(town, mara if word < "n" else town.cast.ana, f"Nobody has counted the {word}.", on=answer)
        if "Mine is different" in labels(card):
            await town.press(mara if word < "n" else town.cast.ana, card, "Mine is different")
    for one in town.from_bot(town.cast.group):
        if "Agree" in labels(one):
            await presses(town, town.cast.jonas, one, "Agree")
    page = await my_place(town, town.cast.jonas)

    first = await goes(town, town.cast.jonas, page, "My votes 10")
    assert labels(page)[-2:] == ["›", "‹ Back"]
    rest = await goes(town, town.cast.jonas, page, "›")

    assert [one.split(" ")[0] for one in [*first[1:], *rest[1:]]] == [f"#{number}" for number in range(10, 0, -1)]
    assert (await goes(town, town.cast.jonas, page, "#2", "‹ Back")) == rest
