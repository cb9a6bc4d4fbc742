"""What Telegram shows of what the bot says: names that cannot be pressed, commands that do not act, quotes that stand.

That nothing else can be pressed is held in every scenario: `tests/events.py`.
"""

from __future__ import annotations

import textwrap

import pytest

from bot.playground.telegram.text import utf16
from bot.texts.unlinked import BREAK
from tests.scenarios.debating import opened
from tests.scenarios.moderating import written
from tests.scenarios.test_choosing import empty
from tests.town import Town, text_of

__all__ = ["empty"]

NAMES = {
    "an address": "duona.lt",
    "a username": "@kepykla_prie_tilto",
    "a command": "/undo",
    "a tag and a coin": "#duona $DUONA",
    "markup": "<b>Tom</b> &amp; Ana",
    "only signs": "!?*_[]()~`>#+-=|{}.",
    "64 dots": "." * 64,
    "right to left": "נעמי כהן",
    "right to left, as an address": "דוגמה.קום",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_whatever_somebody_is_called_the_bot_calls_them_so_and_nothing_can_be_pressed(
    town: Town, name: str
) -> None:
    town.cast.jonas.first_name = name
    await opened(town, town.cast.jonas, "Fares alone never paid for the buses.")
    rude = await written(town, town.cast.jonas, "You are all fools.")
    (warned,) = await town.says(town.cast.vera, town.cast.group, "/warn rude", reply_to=rude)
    assert f"Warned {name}: rude." in text_of(warned).replace("\u200e", "")
    assert [one["type"] for one in warned.content["entities"]] == ["bold"]
    (muted,) = await town.says(town.cast.vera, town.cast.group, "/mute 2h", reply_to=rude)
    assert f"Muted {name} for 2 hours." in text_of(muted).replace("\u200e", "")
    assert [one["type"] for one in muted.content["entities"]] == ["bold"]


async def test_a_name_does_not_turn_the_sentence_around_it(town: Town) -> None:
    town.cast.jonas.first_name = NAMES["right to left"]
    rude = await written(town, town.cast.jonas, "You are all fools.")
    (warned,) = await town.says(town.cast.vera, town.cast.group, "/warn rude", reply_to=rude)
    assert text_of(warned).startswith("Warned \u200eנעמי כהן\u200e: rude.")


ACTING = ("/undo", "/warn", "/unban", "/purge", "/premod", "/filter", "/slow", "/merge", "/setrules")


async def test_what_a_sentence_says_about_commands_is_to_be_copied_not_to_be_pressed(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/slow 30s")
    for command in ACTING:
        (said,) = await town.says(town.cast.vera, town.cast.group, command)
        entities = said.content.get("entities", [])
        copied = [utf16.cut(said.content["text"], one["offset"], one["length"]) for one in entities]
        assert {one["type"] for one in entities} == {"code"}, text_of(said)
        assert all(piece and BREAK not in piece for piece in copied)


async def test_what_is_copied_from_a_line_of_the_bot_is_read_as_it_was(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/filter add duona.lt")
    (listed,) = await town.says(town.cast.vera, town.cast.group, "/filter list")
    copied = str(listed.content["text"]).removeprefix("One entry: ")
    assert BREAK in copied
    (removed,) = await town.says(town.cast.vera, town.cast.group, f"/filter remove {copied}")
    assert text_of(removed) == "Removed. 0 on the list now."


PARAGRAPHS = (
    "The ferry of Harbour Road",
    "The ferry has crossed the river since 1911 🚢 and carried four hundred people a day before the bridge was built.",
    "Ona Petraitė, who has steered it for nineteen years, says that half of her passengers bring a bicycle along, and "
    "that on market days the queue reaches as far as the old customs house.",
    "The city pays sixty thousand a year for it, which is what a single bus costs, and the contract ends in spring.",
)


@pytest.mark.parametrize("width", [44, 60, 72, 80, 10_000])
async def test_an_article_that_is_broken_into_lines_is_quoted_where_its_words_stand(empty: Town, width: int) -> None:
    vera, mara, group = empty.cast.vera, empty.cast.mara, empty.cast.group
    posted = empty.telegram.say(vera, group, "\n\n".join(textwrap.fill(one, width) for one in PARAGRAPHS))
    await empty.settle()
    (preview,) = await empty.says(vera, group, "/setarticle", reply_to=posted)
    await empty.press(vera, preview, "Use it")
    (answer,) = await empty.says(mara, group, "/ask Who says that half of her passengers bring a bicycle along?")
    quote = answer.reply_details["quote"]
    assert answer.reply_to is posted
    assert "half of her passengers" in " ".join(quote["text"].split())
    assert utf16.cut(posted.content["text"], quote["position"], utf16.length(quote["text"])) == quote["text"]
