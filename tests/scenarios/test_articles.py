"""One debate per article: what a group sees when it discusses a second one, and comes back to the first."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
import pytest_asyncio
from sqlmodel import select

from bot.article.extraction import Source
from bot.debate.exports import collect
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from config.articles import SAMPLE
from storage.chats import Discussion, Premoderation
from tests.scenarios.debating import COST, NOISE, SHOES, WALKING, asked, kept, opened, premoderate, presses, submitted
from tests.scenarios.test_digest import digests, until_due
from tests.town import Town, labels, text_of

BUSES = "Should city buses be free?"
SITE = "https://example.org"
TREES = """# Trees on Mill Street

The council planted forty lindens on Mill Street in April, and the shopkeepers complained about the shade.

Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting.

In July the council counted the birds that nest there and found eleven kinds, twice as many as a year before.
"""
BRIDGE = """# The bridge will close

The old bridge will close for two years in October, because three of its pillars have moved by a hand's breadth.

Ferries are to run every quarter of an hour, and the first of them leaves at five in the morning.
"""
TREES_ASKED = "Who owns the bakery?"
GOES_ON = "its debate, with one counterpoint, goes on where it stood. Bring it back?"
SHADE = "Nobody minds the shade in August."
WORDS = (
    *("Winter will tell more about", "Children would have chosen otherwise about", "Money was never the point of"),
    *("Old people saw this before, about", "The mayor wrote nothing of it about", "Rain spoils every plan for"),
    *("A vote should have been held on", "Neighbours were not asked about", "Somebody else paid for the"),
    *("Ten years are too short to judge", "Other towns gave up on their", "Figures are missing in all of this about"),
)


class Newspaper:
    """A site with three pages, each of which can be edited."""

    def __init__(self) -> None:
        head, *parts = SAMPLE.read_text(encoding="utf-8").split("\n\n")
        buses = "\n\n".join([head, *(" ".join(part.split("\n")) for part in parts)])
        self.pages = {f"{SITE}/buses": buses, f"{SITE}/trees": TREES, f"{SITE}/bridge": BRIDGE}

    async def fetch(self, url: str) -> Source:
        return Source(self.pages[url].encode(), name="page.md", content_type="text/markdown", url=url)


@pytest_asyncio.fixture
async def newspaper() -> Newspaper:
    return Newspaper()


@pytest_asyncio.fixture
async def town(tmp_path: Path, newspaper: Newspaper) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    town.fetch = newspaper.fetch
    await town.start()
    await premoderate(town, Premoderation.NONE)
    yield town
    await town.stop()


async def preview(town: Town, what: str, **more: object) -> Message:
    """Let the moderator bring an article, and return its preview."""
    source = f"{SITE}/{what}" if what in ("buses", "trees", "bridge") else what
    (shown,) = await town.says(town.cast.vera, town.cast.group, f"/setarticle {source}", **more)
    return shown


async def chosen(town: Town, what: str, label: str = "Use it") -> str:
    """Let the moderator choose an article, and return what the preview asked."""
    shown = await preview(town, what)
    question = text_of(shown).rsplit("\n\n", 1)[-1]
    await town.press(town.cast.vera, shown, label)
    return question


async def countered(town: Town, words: str, question: str = TREES_ASKED) -> Message:
    """Let Jonas ask the article, and Mara counter the answer; return the card."""
    (answer,) = await town.says(town.cast.jonas, town.cast.group, f"/ask {question}")
    return (await town.says(town.cast.mara, town.cast.group, f"/counter {words}", reply_to=answer))[0]


async def listed(town: Town, words: str = "/counterpoints") -> str:
    return text_of((await town.says(town.cast.jonas, town.cast.group, words))[0])


@pytest.mark.usefixtures("live_totals")
async def test_a_second_article_has_a_debate_of_its_own(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)

    question = await chosen(town, "trees")

    assert question == (
        f"This is another article, so it gets a debate of its own. What was said about {BUSES} stays under /articles. "
        "Shall it be the article here now?"
    )
    assert "#1" not in await listed(town)
    card = await countered(town, SHADE)
    assert text_of(card).startswith("#2 · counterpoint to ¶ 2 “Olga Reyes")
    assert await listed(town) == f"Open counterpoints · 1\n#2 {SHADE} (0 agree, 0 disagree)"


@pytest.mark.usefixtures("live_totals")
async def test_all_articles_are_listed_and_each_opens_its_own_counterpoints(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    await chosen(town, "trees")
    await countered(town, SHADE)

    (overview,) = await town.says(town.cast.jonas, town.cast.group, "/articles")

    assert text_of(overview).split("\n") == [
        "Articles discussed here · 2",
        "Trees on Mill Street · the article here now · 1 counterpoint, 1 question",
        f"{BUSES} · 1 counterpoint, 1 question",
    ]
    assert labels(overview) == ["Trees on Mill Street", BUSES]
    await presses(town, town.cast.jonas, overview, BUSES)
    assert text_of(overview).split("\n") == [
        f"About an earlier article here: {BUSES}",
        "Open counterpoints · 1",
        f"#1 {WALKING} (0 agree, 0 disagree)",
    ]
    await presses(town, town.cast.jonas, overview, "Most supported")
    assert WALKING in text_of(overview)
    assert SHADE not in text_of(overview)


@pytest.mark.usefixtures("live_totals")
async def test_coming_back_takes_the_debate_up_where_it_stood(town: Town) -> None:
    answer = await asked(town)
    await opened(town, town.cast.mara, WALKING, on=answer)
    await chosen(town, "trees")
    await countered(town, SHADE)

    question = await chosen(town, "buses")

    assert question.endswith(
        "was the article here before, and its debate, with one counterpoint, goes on where it stood. Bring it back?"
    )
    assert await listed(town) == f"Open counterpoints · 1\n#1 {WALKING} (0 agree, 0 disagree)"
    card = await opened(town, town.cast.jonas, NOISE, on=answer)
    assert text_of(card).startswith("#3 · ")
    assert await chosen(town, "trees") == f"Trees on Mill Street was the article here before, and {GOES_ON}"
    assert [one.number for one in await kept(town)] == [1, 2, 3]


async def test_a_moderator_takes_an_earlier_article_up_with_a_button_and_nobody_else_can(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    await chosen(town, "trees")
    (overview,) = await town.says(town.cast.jonas, town.cast.group, "/articles")
    await presses(town, town.cast.jonas, overview, BUSES)

    refused = await presses(town, town.cast.jonas, overview, "Discuss it again")
    assert "moderator" in str(refused["text"])
    assert "Trees" in text_of((await town.says(town.cast.jonas, town.cast.group, "/article"))[0])

    await presses(town, town.cast.vera, overview, "Discuss it again")
    assert text_of(overview).endswith("is the article here again, and its debate goes on where it stood.")
    assert WALKING in await listed(town)


@pytest.mark.usefixtures("live_totals")
async def test_old_cards_work_and_say_which_article_they_are_about(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await chosen(town, "trees")

    await presses(town, town.cast.jonas, card, "Agree")
    await town.advance(minutes=5)

    assert labels(card)[0] == "Agree 1"
    assert text_of(card).split("\n")[0] == f"About an earlier article here: {BUSES}"
    (again,) = await town.says(town.cast.jonas, town.cast.group, "/point 1")
    assert text_of(again).startswith("About an earlier article here: ")
    assert WALKING not in await listed(town)


async def test_a_reply_to_an_answer_of_before_counters_the_article_that_was_asked(town: Town) -> None:
    answer = await asked(town)
    first = await opened(town, town.cast.mara, WALKING, on=answer)
    await chosen(town, "trees")

    (late,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {COST}", reply_to=answer)
    (rebuttal,) = await town.says(town.cast.jonas, town.cast.group, f"/counter {NOISE}", reply_to=first)

    assert text_of(late).startswith("About an earlier article here: ")
    assert "rebuttal to #1" in text_of(rebuttal)
    assert await listed(town) == "There are no open counterpoints yet." or "#" not in await listed(town)
    rows = await kept(town)
    assert len({one.discussion_id for one in rows}) == 1
    assert len({one.snapshot_id for one in rows}) == 1


async def test_where_it_is_in_doubt_the_moderator_says_which(town: Town, newspaper: Newspaper) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    pasted = newspaper.pages[f"{SITE}/buses"].split("# ", 1)[1].replace(BUSES, f"A year later: {BUSES}", 1)

    shown = await preview(town, pasted[:3900])
    assert labels(shown) == ["New version", "Another article", "Cancel"]
    await town.press(town.cast.vera, shown, "New version")
    assert WALKING in await listed(town)

    shown = await preview(town, pasted.replace("A year later", "Two years later")[:3900])
    await town.press(town.cast.vera, shown, "Another article")
    assert WALKING not in await listed(town)
    assert "Two years later" not in text_of(card)


async def test_a_mistake_that_nobody_has_talked_about_leaves_no_debate(town: Town) -> None:
    await chosen(town, "trees")
    await chosen(town, "bridge")
    (overview,) = await town.says(town.cast.jonas, town.cast.group, "/articles")
    assert text_of(overview).split("\n")[1:] == [
        "The bridge will close · the article here now · 0 counterpoints, 0 questions"
    ]


async def test_two_previews_at_once_leave_one_article_and_lose_nothing(town: Town) -> None:
    await opened(town, town.cast.mara, WALKING)
    previews = [await preview(town, what) for what in ("trees", "bridge")]

    await asyncio.gather(*(town.press(town.cast.vera, one, "Use it") for one in previews))

    here = text_of((await town.says(town.cast.jonas, town.cast.group, "/article"))[0]).split("\n")[0]
    overview = text_of((await town.says(town.cast.jonas, town.cast.group, "/articles"))[0])
    assert overview.count("the article here now") == 1
    assert f"{here} · the article here now" in overview
    assert f"{BUSES} · 1 counterpoint" in overview


async def test_the_digest_goes_on_at_its_hour_and_tells_of_the_article_there_is_now(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/digest zone Europe/Vilnius")
    await town.says(town.cast.vera, town.cast.group, "/digest daily 18:00")
    await opened(town, town.cast.mara, WALKING)
    await chosen(town, "trees")
    await countered(town, SHADE)

    await until_due(town)

    (edition,) = digests(town)
    assert "Trees on Mill Street" in text_of(edition)
    assert SHADE in text_of(edition)
    assert WALKING not in text_of(edition)


@pytest.mark.usefixtures("live_totals")
async def test_the_digest_tells_in_one_line_what_moved_in_earlier_debates(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/digest zone Europe/Vilnius")
    await town.says(town.cast.vera, town.cast.group, "/digest daily 18:00")
    answer = await asked(town)
    card = await opened(town, town.cast.mara, WALKING, on=answer)
    await until_due(town)
    await chosen(town, "trees")
    await countered(town, SHADE)
    await presses(town, town.cast.jonas, card, "Agree")
    await opened(town, town.cast.jonas, NOISE, on=answer)

    await until_due(town)
    assert f"Meanwhile in earlier debates: “{BUSES}” (1 new counterpoint, 1 vote)." in text_of(digests(town)[-1])

    await until_due(town)
    assert len(digests(town)) == 2, "what moved elsewhere is told once, and nothing else happened"
    await countered(town, "The birds came for the bread.", "What did the council count in July?")
    await presses(town, town.cast.vera, card, "Agree")
    await until_due(town)
    assert text_of(digests(town)[-1]).endswith(f"Meanwhile in earlier debates: “{BUSES}” (1 vote).")


async def test_who_may_counter_without_a_moderator_may_so_whatever_the_article(town: Town) -> None:
    await premoderate(town, Premoderation.NEWCOMERS)
    answer = await asked(town)
    for words in (WALKING, COST):
        await town.press(town.cast.vera, await submitted(town, town.cast.mara, words, on=answer), "Approve")
    await chosen(town, "trees")
    card = await countered(town, SHADE)
    assert labels(card)[0] == "Agree"


@dataclass(frozen=True)
class Thread:
    """A topic of a forum, or the comments under a channel's post; somebody who moderates there."""

    chat: PlaygroundChat
    id: int
    moderator: PlaygroundPerson


async def thread_of(town: Town, kind: str) -> Thread:
    if kind == "topic":
        return Thread(town.cast.forum, next(iter(town.cast.forum.topics)), town.cast.alena)
    town.telegram.post(town.cast.ana, town.cast.channel, "Buses are the future.")
    await town.settle()
    post = next(one for one in town.cast.comments.messages.values() if one.is_automatic_forward)
    return Thread(town.cast.comments, post.id, town.cast.ana)


@pytest.mark.parametrize("kind", ["topic", "comments"])
async def test_each_article_of_a_thread_has_a_debate_of_its_own(town: Town, kind: str) -> None:
    here = await thread_of(town, kind)

    async def says(person: PlaygroundPerson, text: str, reply_to: Message | None = None) -> Message:
        return (await town.says(person, here.chat, text, thread=here.id, reply_to=reply_to))[0]

    async def choose(what: str) -> str:
        shown = await says(here.moderator, f"/setarticle {SITE}/{what}")
        await town.press(here.moderator, shown, "Use it")
        return text_of(shown)

    async def counter(question: str, words: str) -> str:
        answer = await says(town.cast.mara, f"/ask {question}")
        await premoderate(town, Premoderation.NONE)
        return text_of(await says(town.cast.mara, f"/counter {words}", answer))

    await choose("buses")
    assert (await counter(SHOES, WALKING)).startswith("#1 ")
    await choose("trees")
    assert (await counter(TREES_ASKED, SHADE)).startswith("#2 · counterpoint to ¶ 2 “Olga")
    await choose("bridge")
    assert "#" not in text_of(await says(town.cast.mara, "/counterpoints"))
    await choose("buses")
    listed_now = text_of(await says(town.cast.mara, "/counterpoints"))
    assert WALKING in listed_now
    assert SHADE not in listed_now
    overview = text_of(await says(town.cast.mara, "/articles")).split("\n")
    assert overview[0] == "Articles discussed here · 2", "nobody said anything about the bridge"
    assert overview[1].startswith(f"{BUSES} · the article here now · 1 counterpoint")


class History:
    """What a group does with three articles, at random, and what belongs to which."""

    asked: ClassVar = {"buses": SHOES, "trees": TREES_ASKED, "bridge": "When does the first ferry leave?"}

    def __init__(self, town: Town, newspaper: Newspaper, seed: int) -> None:
        self.town, self.newspaper, self.chance = town, newspaper, random.Random(seed)
        self.now = "buses"
        self.about: dict[int, str] = {}
        self.answers: dict[str, Message] = {}
        self.seen: set[int] = set()

    @property
    def mine(self) -> set[int]:
        """The counterpoints about the article there is now."""
        return {number for number, article in self.about.items() if article == self.now}

    async def go_on(self, step: int) -> None:
        what = self.chance.choice(["article", "version", "counterpoint", "counterpoint"])
        if what == "counterpoint":
            await self._counter(step)
            return
        if what == "article":
            self.now = self.chance.choice(list(self.asked))
        else:
            self.newspaper.pages[f"{SITE}/{self.now}"] += f"\nAdded at step {step}: nobody has more to say.\n"
        shown = await preview(self.town, self.now)
        if "Use it" in labels(shown):
            await self.town.press(self.town.cast.vera, shown, "Use it")

    async def _counter(self, step: int) -> None:
        town, group = self.town, self.town.cast.group
        if self.now not in self.answers:
            (self.answers[self.now],) = await town.says(town.cast.jonas, group, f"/ask {self.asked[self.now]}")
        answered = self.chance.choice(list(self.answers))
        words = f"/counter {WORDS[step]} {answered}."
        (card,) = await town.says(town.cast.mara, group, words, reply_to=self.answers[answered])
        number = re.search(r"^#(\d+)", text_of(card), re.MULTILINE)
        assert number is not None, text_of(card)
        self.about[int(number[1])] = answered

    def read_new_digests(self) -> None:
        for edition in digests(self.town):
            assert edition.id in self.seen or _numbers(text_of(edition)) <= self.mine
            self.seen.add(edition.id)


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_ever_names_what_was_said_about_another_article(
    town: Town, newspaper: Newspaper, seed: int
) -> None:
    """Generated histories of articles, versions and counterpoints; what people see is read after each step."""
    history = History(town, newspaper, seed)
    await town.says(town.cast.vera, town.cast.group, "/digest daily 18:00")
    for step in range(12):
        await town.advance(hours=3)
        history.read_new_digests()
        await history.go_on(step)
        assert _numbers(await listed(town)) == history.mine
        assert _numbers(await listed(town, "/map")) <= history.mine
        await _exports_are_of_one_article(town, history.about)
    assert history.seen, "no digest came"
    for point, article in history.about.items():
        is_earlier = (await listed(town, f"/point {point}")).startswith("About an earlier article here: ")
        assert is_earlier == (article != history.now)


def _numbers(text: str) -> set[int]:
    return set(map(int, re.findall(r"#(\d+)", text)))


async def _exports_are_of_one_article(town: Town, about: dict[int, str]) -> None:
    async with town.database.read() as session:
        group = [one for one in await session.exec(select(Discussion)) if one.snapshot_id is not None]
        exported = [await collect(session, one.id) for one in group]
    for debate in exported:
        told = {about[one.number] for one in debate.counterpoints if one.number in about}
        assert len(told) <= 1
        assert all(f"/{article}" in (debate.snapshot.url or "") for article in told)
