"""A new version of the article: counterpoints and answers move with their words, or say that these are gone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import pytest_asyncio

from bot.article.extraction import Source
from bot.debate.reanchor import Ahead, Following
from bot.playground.telegram.chats import Message
from bot.playground.telegram.people import PlaygroundPerson
from config.articles import SAMPLE
from storage.chats import Premoderation
from tests.scenarios.debating import COST, NOISE, WALKING, asked, buttons, crowd, kept, opened, premoderate, presses
from tests.scenarios.test_private_drafts import drafted
from tests.town import Town, text_of

ADDRESS = "https://example.org/buses"
SHOES = "Most of the new riders had not left their cars at home; they had left their shoes by the door."
NO_MORE = "The article no longer has these words."


class Press:
    """What the newspaper's address shows at the moment."""

    def __init__(self) -> None:
        head, *parts = SAMPLE.read_text(encoding="utf-8").split("\n\n")
        self.page = "\n\n".join([head, *(" ".join(part.split("\n")) for part in parts)])

    async def fetch(self, url: str) -> Source:
        """Return the page; every other address has a page about trees."""
        page = self.page if url == ADDRESS else TREES
        return Source(page.encode(), name="page.md", content_type="text/markdown", url=url)

    def edit(self, change: Callable[[str], str]) -> None:
        """Edit the page."""
        self.page = change(self.page)


TREES = """# Trees on Mill Street

The council planted forty lindens on Mill Street in April, and the shopkeepers complained about the shade.

Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting.
"""


@pytest_asyncio.fixture
async def press() -> Press:
    return Press()


@pytest_asyncio.fixture
async def town(tmp_path: Path, press: Press) -> AsyncIterator[Town]:
    town = Town(tmp_path)
    town.fetch = press.fetch
    await town.start()
    yield town
    await town.stop()


async def use(town: Town, address: str = ADDRESS) -> Message:
    """Let the moderator choose what stands at an address now; return what was said of counterpoints, or of it."""
    (preview,) = await town.says(town.cast.vera, town.cast.group, f"/setarticle {address}")
    await town.press(town.cast.vera, preview, "Use it")
    told = [
        one for one in town.from_bot(town.cast.group) if one.id > preview.id and "this version" in text_of(one).lower()
    ]
    return told[0] if told else preview


async def started(town: Town, *people: PlaygroundPerson) -> None:
    """Let people write to the bot in private, so that it may write to them."""
    for person in people:
        await town.says(person, town.telegram.private(person), "/start")


def sent_to(town: Town, person: PlaygroundPerson) -> list[str]:
    return [text_of(one) for one in town.from_bot(town.telegram.private(person))]


def with_a_paragraph_more(page: str) -> str:
    return page.replace("On the first of September", "It rained.\n\nOn the first of September", 1)


def without_the_shoes(page: str) -> str:
    """Say it in other words, with a lookalike that the quoted words must not be put on."""
    assert SHOES in page
    return page.replace(SHOES, SHOES.replace("riders", "drivers"))


@pytest.mark.usefixtures("live_totals")
async def test_a_card_moves_with_its_words(town: Town, press: Press) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    before = text_of(card)
    paragraph = int(before.split("¶ ")[1].split(" ")[0])
    press.edit(with_a_paragraph_more)

    said = await use(town)

    assert text_of(said).endswith("1 counterpoint stands at its words in this version.")
    assert text_of(card) == before.replace(f"¶ {paragraph}", f"¶ {paragraph + 1}")
    (row,) = await kept(town)
    assert row.original is not None
    assert row.snapshot_id != row.original["snapshot"]


async def test_a_card_whose_words_are_gone_says_so_and_keeps_them(town: Town, press: Press) -> None:
    await started(town, town.cast.mara)
    card = await opened(town, town.cast.mara, WALKING)
    press.edit(without_the_shoes)

    said = await use(town)

    assert text_of(said).endswith("This version no longer has the words that #1 answers. Its author is told.")
    assert text_of(card).startswith("#1 · counterpoint to “Most of the new riders had not left their cars at home;")
    assert NO_MORE in text_of(card)
    assert "¶" not in text_of(card)
    await town.advance(minutes=1)
    assert sent_to(town, town.cast.mara)[-1].splitlines()[-1] == (
        "A new version of the article no longer has the words that your counterpoint #1 answers. "
        "It stays, with the old words on its card."
    )
    assert (await presses(town, town.cast.jonas, card, "Agree"))["text"].startswith("You agree with #1.")


async def test_words_that_come_back_are_found_again(town: Town, press: Press) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    before, page = text_of(card), press.page
    (first,) = await kept(town)
    press.edit(without_the_shoes)
    await use(town)
    press.edit(with_a_paragraph_more)
    await use(town)
    assert NO_MORE in text_of(card)

    press.page = page
    said = await use(town)

    assert text_of(said).endswith("1 counterpoint stands at its words in this version.")
    assert text_of(card) == before
    (again,) = await kept(town)
    assert (again.start, again.stop, again.orphaned_at) == (first.start, first.stop, None)


async def test_an_author_of_many_is_told_once(town: Town, press: Press) -> None:
    mara, jonas = town.cast.mara, town.cast.jonas
    await started(town, mara, jonas)
    answer = await asked(town)
    for person, text in ((mara, WALKING), (mara, COST), (jonas, NOISE)):
        await opened(town, person, text, on=answer)
    told = len(sent_to(town, mara)), len(sent_to(town, jonas))
    press.edit(without_the_shoes)

    said = await use(town)
    await use(town)

    await town.advance(minutes=1)
    assert "no longer has the words that #1, #2, #3 answer. Their authors are told." in text_of(said)
    assert (len(sent_to(town, mara)), len(sent_to(town, jonas))) == (told[0] + 1, told[1] + 1)
    assert "your counterpoints #1, #2 answer" in sent_to(town, mara)[-1]


async def test_who_never_wrote_to_the_bot_is_told_under_their_message(town: Town, press: Press) -> None:
    await opened(town, town.cast.mara, WALKING)
    press.edit(without_the_shoes)

    await use(town)

    told = next(one for one in town.from_bot(town.cast.group) if text_of(one).startswith("A new version"))
    assert told.reply_to is not None
    assert text_of(told.reply_to) == f"/counter {WALKING}"


async def test_another_article_leaves_counterpoints_at_their_own(town: Town, press: Press) -> None:
    await started(town, town.cast.mara)
    card = await opened(town, town.cast.mara, WALKING)
    before, told = text_of(card), len(sent_to(town, town.cast.mara))

    said = await use(town, "https://example.org/trees")

    assert text_of(said).startswith("Trees on Mill Street is the article here now")
    assert "counterpoint" not in text_of(said)
    assert text_of(card) == before
    assert len(sent_to(town, town.cast.mara)) == told
    press.edit(without_the_shoes)
    await use(town)
    assert NO_MORE in text_of(card)


async def test_counterpoints_to_the_whole_article_and_withdrawn_ones_stay(town: Town, press: Press) -> None:
    await premoderate(town, Premoderation.NONE)
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")
    await town.press(town.cast.mara, asks, "The article as a whole")
    withdrawn = await opened(town, town.cast.mara, WALKING)
    await town.says(town.cast.mara, town.cast.group, "/withdraw 2")
    press.edit(without_the_shoes)

    said = await use(town)

    assert text_of(said).endswith("I answer with its own words.")
    assert text_of(withdrawn) == "#2 was withdrawn by the one who wrote it."
    assert [one.orphaned_at for one in await kept(town)] == [None, None]


async def test_an_old_answer_is_countered_at_its_words_in_the_new_version(town: Town, press: Press) -> None:
    await premoderate(town, Premoderation.NONE)
    answer = await asked(town)
    press.edit(with_a_paragraph_more)
    await use(town)

    (card,) = await town.says(town.cast.mara, town.cast.group, f"/counter {WALKING}", reply_to=answer)

    assert text_of(card).startswith("#1 · counterpoint to ¶ 8 “Most of the new riders")


async def test_an_old_answer_whose_words_are_gone_is_not_put_on_others(town: Town, press: Press) -> None:
    answer = await asked(town)
    press.edit(without_the_shoes)
    await use(town)

    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {WALKING}", reply_to=answer)

    assert text_of(asks) == (
        "The article was changed and no longer has the words of that answer. Which of these do you answer?"
    )
    assert "The article as a whole" in [one["text"] for one in buttons(asks)]


async def test_more_context_of_an_old_answer_says_what_was_changed(town: Town, press: Press) -> None:
    moved = await asked(town)
    (lost,) = await town.says(town.cast.jonas, town.cast.group, "/ask Who taped a sheet of paper over the machine?")
    press.edit(with_a_paragraph_more)
    await use(town)
    await town.press(town.cast.mara, moved, "More context")
    assert "¶ 8" in text_of(moved)
    assert "The article was changed since" not in text_of(moved)

    press.edit(lambda page: page.replace("Tomas Reik", "Tomas Reiker"))
    await use(town)
    await town.press(town.cast.jonas, lost, "More context")

    assert "The article was changed since: it no longer has all of these words." in text_of(lost)
    assert "Tomas Reik taped" in text_of(lost)


async def test_a_draft_from_before_stands_at_its_words_in_the_new_version(town: Town, press: Press) -> None:
    await premoderate(town, Premoderation.NONE)
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")
    press.edit(with_a_paragraph_more)
    await use(town)
    passage = next(one["text"] for one in buttons(asks) if one["text"].startswith("¶ "))

    await town.press(town.cast.mara, asks, passage)

    card = town.from_bot(town.cast.group)[-1]
    paragraph = int(passage.split(" ")[1])
    assert text_of(card).startswith(f"#1 · counterpoint to ¶ {paragraph + 1} “")


async def test_what_came_in_while_the_words_were_looked_for_is_not_left_behind(
    town: Town, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    await premoderate(town, Premoderation.NONE)
    (asks,) = await town.says(town.cast.mara, town.cast.group, f"/counter {COST}")
    passage = next(one["text"] for one in buttons(asks) if one["text"].startswith("¶ "))
    await opened(town, town.cast.jonas, WALKING)
    press.edit(with_a_paragraph_more)
    (preview,) = await town.says(town.cast.vera, town.cast.group, f"/setarticle {ADDRESS}")
    with monkeypatch.context() as patch:
        patch.setattr(Following, "look", _sees(Ahead(frozenset(), ())))
        answer = await town.press(town.cast.vera, preview, "Use it")
    assert str(answer["text"]).startswith("A counterpoint came in just now.")
    await town.press(town.cast.vera, preview, "Use it")
    with monkeypatch.context() as patch:
        patch.setattr(Following, "look_at", _sees(None))
        answer = await town.press(town.cast.mara, asks, passage)
    assert str(answer["text"]).startswith("The article here was changed just now.")
    await town.press(town.cast.mara, asks, passage)
    assert text_of(town.from_bot(town.cast.group)[-1]).startswith("#2 · counterpoint to ¶ ")


def _sees(found: Ahead | None) -> Callable[..., Awaitable[Ahead | None]]:
    async def look(*_: object) -> Ahead | None:
        return found

    return look


async def test_many_counterpoints_follow_and_only_changed_cards_are_edited(town: Town, press: Press) -> None:
    answer = await asked(town)
    for number, person in enumerate(crowd(town, 12)):
        await opened(town, person, f"Reason {number * 7} weighs more than {'boots ' * (number + 1)}", on=answer)
    press.edit(lambda page: f"{page}\n\nAt the end it rained on Harbour Loop for a whole week.\n")
    before = len(town.request.calls)

    said = await use(town)

    assert "counterpoints stand at their words in this version." in text_of(said)
    edited = [params["message_id"] for method, params in town.request.calls[before:] if method == "editMessageText"]
    assert edited == [str(said.reply_to.id if said.reply_to else 0)]


async def test_an_export_says_which_words_are_gone(town: Town, press: Press) -> None:
    await started(town, town.cast.vera)
    await opened(town, town.cast.mara, WALKING)
    press.edit(without_the_shoes)
    await use(town)

    await town.says(town.cast.vera, town.cast.group, "/export")

    sent = town.from_bot(town.telegram.private(town.cast.vera))[-1].content["document"]
    file = town.telegram.files.get(sent["file_id"])
    assert file is not None
    (one,) = json.loads(ZipFile(BytesIO(file.content)).read("debate.json"))["counterpoints"]
    assert one["anchor"]["orphaned"] is True
    assert "left their shoes by the door" in one["anchor"]["exact"]


async def test_a_mended_spelling_moves_and_the_card_shows_the_words_of_now(town: Town, press: Press) -> None:
    press.edit(lambda page: page.replace("left their cars", "left their carriages"))
    await use(town)
    card = await opened(town, town.cast.mara, WALKING)
    press.edit(lambda page: page.replace("left their carriages", "left their carriagges"))

    await use(town)

    assert "carriagges" in text_of(card)
    (row,) = await kept(town)
    assert row.orphaned_at is None


async def test_a_draft_in_private_whose_words_are_gone_asks_for_others(town: Town, press: Press) -> None:
    await premoderate(town, Premoderation.NONE)
    preview = await drafted(town, town.cast.mara, WALKING)
    press.edit(without_the_shoes)
    await use(town)

    await town.press(town.cast.mara, preview, "Post")

    assert text_of(preview).startswith("The article was changed and no longer has the words")
    await town.press(town.cast.mara, preview, "The article as a whole")
    await town.press(town.cast.mara, preview, "Post")
    (own,) = await kept(town)
    assert (own.text, own.start) == (WALKING, None)
