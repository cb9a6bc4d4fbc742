"""Moderators choose the article."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.article.extraction.sources import Source
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER
from bot.texts import Refusal
from storage.chats import Premoderation
from tests.scenarios.debating import premoderate
from tests.town import Town, labels, text_of

PAGE = """<html><head><title>Trees on Mill Street</title></head><body><article><h1>Trees on Mill Street</h1>
<p>The council planted forty lindens on Mill Street in April, and the shopkeepers complained about the shade.</p>
<p>By July the same shopkeepers had put their tables under the branches, and nobody spoke of the shade again.</p>
<p>Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting.</p>
<p>The trees cost the city eleven thousand crowns, and each of them is watered twice a week by volunteers from the
school across the road, who have given every tree a name and a small painted sign with the date of its planting.</p>
<p>Next spring the council will decide about Harbour Road, where the drivers have already begun to collect names.</p>
</article></body></html>"""
TEXT = """Trees on Mill Street

The council planted forty lindens on Mill Street in April, and the shopkeepers complained about the shade.

Olga Reyes, who owns the bakery at number nine, said that her takings had grown by a fifth since the planting."""
BAKERY = "Who owns the bakery?"


@pytest_asyncio.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Town]:
    """A town without an article, where every web page is the one about the trees."""
    town = Town(tmp_path)

    async def fetch(url: str) -> Source:
        if "refused" in url:
            raise Refusal("article-none-here")
        return Source(PAGE.encode(), content_type="text/html", url=url)

    town.fetch = fetch
    await town.start(with_article=False)
    yield town
    await town.stop()


async def test_a_moderator_chooses_a_page_after_a_preview(empty: Town) -> None:
    vera, group = empty.cast.vera, empty.cast.group

    (preview,) = await empty.says(vera, group, "/setarticle https://example.org/trees")

    assert "Trees on Mill Street" in text_of(preview)
    assert "5 paragraphs" in text_of(preview)
    assert labels(preview) == ["Use it", "Cancel"]
    (still_none,) = await empty.says(empty.cast.mara, group, f"/ask {BAKERY}")
    assert text_of(still_none).startswith("There is no article here yet.")

    await empty.press(vera, preview, "Use it")

    assert text_of(preview).startswith("Trees on Mill Street is the article here now (5 paragraphs).")
    assert labels(preview) == []
    (answer,) = await empty.says(empty.cast.mara, group, f"/ask {BAKERY}")
    assert "Olga Reyes" in text_of(answer)
    (about,) = await empty.says(empty.cast.mara, group, "/article")
    assert text_of(about).startswith("Trees on Mill Street")


async def test_cancel_leaves_everything_as_it_was(empty: Town) -> None:
    (preview,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle https://example.org/trees")

    await empty.press(empty.cast.vera, preview, "Cancel")

    assert text_of(preview) == "Put aside. The article here stays as it was."
    (said,) = await empty.says(empty.cast.mara, empty.cast.group, "/article")
    assert text_of(said).startswith("There is no article here yet.")


async def test_members_may_neither_propose_nor_decide(empty: Town) -> None:
    (refused,) = await empty.says(empty.cast.mara, empty.cast.group, "/setarticle https://example.org/trees")
    (preview,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle https://example.org/trees")
    said = await empty.press(empty.cast.mara, preview, "Use it")

    assert text_of(refused) == "Only a moderator of this group can do that."
    assert said["text"] == "Only a moderator of this group can do that."
    assert labels(preview) == ["Use it", "Cancel"]


async def test_rights_are_those_of_the_moment_of_the_press(empty: Town) -> None:
    empty.telegram.promote(empty.cast.jonas, empty.cast.group)
    (preview,) = await empty.says(empty.cast.jonas, empty.cast.group, "/setarticle https://example.org/trees")
    empty.telegram.demote(empty.cast.jonas, empty.cast.group)

    said = await empty.press(empty.cast.jonas, preview, "Use it")

    assert said["text"] == "Only a moderator of this group can do that."


async def test_a_preview_survives_a_restart(empty: Town) -> None:
    (preview,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle https://example.org/trees")
    await empty.restart()

    await empty.press(empty.cast.vera, preview, "Use it")

    assert text_of(preview).startswith("Trees on Mill Street is the article here now")


async def test_a_posted_text_is_quoted_where_it_stands(empty: Town) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    posted = empty.telegram.say(vera, group, TEXT)
    (preview,) = await empty.says(vera, group, "/setarticle", reply_to=posted)
    await empty.press(vera, preview, "Use it")

    (answer,) = await empty.says(empty.cast.mara, group, f"/ask {BAKERY}")

    shown = answer.as_json()
    assert shown["reply_to_message"]["message_id"] == posted.id
    assert shown["quote"]["text"].startswith("Olga Reyes, who owns the bakery")
    assert text_of(answer).startswith(f"Mara asked: {BAKERY}")


@pytest.mark.parametrize("how", ["reply", "caption"])
async def test_a_file_is_an_article(empty: Town, how: str) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    file = ("trees.md", ("# " + TEXT).encode())
    if how == "reply":
        sent = empty.telegram.send_file(vera, group, file)
        (preview,) = await empty.says(vera, group, "/setarticle", reply_to=sent)
    else:
        empty.telegram.send_file(vera, group, file, caption="/setarticle")
        await empty.settle()
        preview = empty.from_bot(group)[-1]

    assert "2 paragraphs" in text_of(preview)


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        ("empty.txt", b"", "no article"),
    ],
    ids=["pdf", "picture", "empty"],
)
async def test_a_file_that_is_no_article_gets_one_clear_sentence(
    empty: Town, name: str, body: bytes, words: str
) -> None:
    sent = empty.telegram.send_file(empty.cast.vera, empty.cast.group, (name, body))

    (said,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle", reply_to=sent)

    assert words.lower() in text_of(said).lower()
    assert labels(said) == []


async def test_setarticle_alone_says_what_to_do(empty: Town) -> None:
    (said,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle")

    assert text_of(said) == "Send /setarticle with a link, or as a reply to a text or to a .txt, .md or .html file."


async def test_two_proposals_at_once_are_two_decisions(empty: Town) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    empty.telegram.say(vera, group, "/setarticle https://example.org/trees")
    empty.telegram.say(vera, group, "/setarticle https://example.org/trees/again")
    await empty.settle()
    first, second = empty.from_bot(group)

    await asyncio.gather(empty.press(vera, first, "Use it"), empty.press(vera, second, "Cancel"))

    assert text_of(first).startswith("Trees on Mill Street is the article here now")
    assert text_of(second) == "Put aside. The article here stays as it was."


async def test_a_decision_is_made_once(empty: Town) -> None:
    (preview,) = await empty.says(empty.cast.vera, empty.cast.group, "/setarticle https://example.org/trees")
    data = [button["callback_data"] for button in (preview.keyboard or {})["inline_keyboard"][0]]

    answers = [empty.telegram.tap(empty.cast.vera, preview, one) for one in (data[0], data[1], data[0])]
    await empty.settle()

    assert [(query.answer or {}).get("text") for query in answers] == [
        None,
        "This was decided already.",
        "This was decided already.",
    ]


async def test_an_anonymous_admin_is_a_moderator_and_a_channel_is_not(empty: Town) -> None:
    group = empty.cast.group

    empty.telegram.speak_as(group, group, "/setarticle https://example.org/trees")
    await empty.settle()
    as_group = empty.from_bot(group)[-1]
    empty.telegram.speak_as(empty.cast.channel, group, "/setarticle https://example.org/trees")
    await empty.settle()
    as_channel = empty.from_bot(group)[-1]

    assert labels(as_group) == ["Use it", "Cancel"]
    assert text_of(as_channel) == "Only a moderator of this group can do that."


async def test_each_topic_of_a_forum_has_its_own_article(empty: Town) -> None:
    vera, forum = empty.cast.vera, empty.cast.forum
    buses, bicycles = forum.topics

    (preview,) = await empty.says(vera, forum, "/setarticle https://example.org/trees", thread=buses)
    await empty.press(vera, preview, "Use it")
    (here,) = await empty.says(empty.cast.mara, forum, f"/ask {BAKERY}", thread=buses)
    (there,) = await empty.says(empty.cast.mara, forum, f"/ask {BAKERY}", thread=bicycles)

    assert "Olga Reyes" in text_of(here)
    assert here.thread == buses
    assert text_of(there).startswith("There is no article here yet.")
    assert there.thread == bicycles


async def test_a_channel_post_with_a_link_starts_its_comment_thread(empty: Town) -> None:
    comments = empty.cast.comments

    empty.telegram.post(empty.cast.ana, empty.cast.channel, "I wrote about our trees: https://example.org/trees")
    await empty.settle()

    forwarded = next(message for message in comments.messages.values() if message.is_automatic_forward)
    (hello,) = empty.from_bot(comments)
    assert hello.reply_to is forwarded
    (answer,) = await empty.says(empty.cast.mara, comments, f"/ask {BAKERY}", reply_to=forwarded)
    assert "Olga Reyes" in text_of(answer)
    (deeper,) = await empty.says(empty.cast.jonas, comments, "And how much did the trees cost?", reply_to=answer)
    assert "eleven thousand" in text_of(deeper)
    (outside,) = await empty.says(empty.cast.mara, comments, f"/ask {BAKERY}")
    assert text_of(outside).startswith("There is no article here yet.")


async def test_a_comment_thread_has_counterpoints_of_its_own(empty: Town) -> None:
    comments, mara = empty.cast.comments, empty.cast.mara
    empty.telegram.post(empty.cast.ana, empty.cast.channel, "I wrote about our trees: https://example.org/trees")
    await empty.settle()
    forwarded = next(message for message in comments.messages.values() if message.is_automatic_forward)
    (answer,) = await empty.says(mara, comments, f"/ask {BAKERY}", reply_to=forwarded)

    await premoderate(empty, Premoderation.NONE)
    (card,) = await empty.says(mara, comments, "/counter One bakery is not the whole street.", reply_to=answer)
    assert text_of(card).startswith("#1 · counterpoint to ¶ 3")
    said = await empty.press(mara, card, "Agree")

    assert str(said["text"]).startswith("You agree with #1.")
    (listed,) = await empty.says(mara, comments, "/counterpoints", reply_to=card)
    assert text_of(listed).startswith("Open counterpoints · 1")
    (outside,) = await empty.says(mara, comments, "/counterpoints")
    assert text_of(outside).startswith("There is no article here yet.")


async def test_the_posted_article_is_countered_by_quoting_it(empty: Town) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    posted = empty.telegram.say(vera, group, TEXT)
    (preview,) = await empty.says(vera, group, "/setarticle", reply_to=posted)
    await empty.press(vera, preview, "Use it")
    await premoderate(empty, Premoderation.NONE)

    (card,) = await empty.says(
        empty.cast.mara, group, "/counter Shade is a gift in July.", reply_to=posted, quote="complained about the shade"
    )
    (asks,) = await empty.says(empty.cast.mara, group, "/counter Shopkeepers complain of everything.", reply_to=posted)

    assert text_of(card).startswith("#1 · counterpoint to ¶ 1 “complained about the shade”")
    assert text_of(asks) == "Which words of the article do you answer?"


@pytest.mark.parametrize("words", ["Good morning to all readers.", "Look: https://example.org/refused"])
async def test_a_channel_post_without_an_article_is_left_alone(empty: Town, words: str) -> None:
    empty.telegram.post(empty.cast.ana, empty.cast.channel, words)
    await empty.settle()

    assert empty.from_bot(empty.cast.comments) == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_article(empty: Town) -> None:
    vera = empty.cast.vera
    small = empty.telegram.add_chat(PlaygroundChat(-4001, "group", "Small group"))
    small.members = {**empty.cast.group.members, empty.cast.mara.id: MEMBER}
    (preview,) = await empty.says(vera, small, "/setarticle https://example.org/trees")
    await empty.press(vera, preview, "Use it")

    large = empty.telegram.migrate(small)
    await empty.settle()

    (answer,) = await empty.says(empty.cast.mara, large, f"/ask {BAKERY}")
    assert "Olga Reyes" in text_of(answer)


async def test_a_group_that_the_bot_joins_is_greeted(empty: Town) -> None:
    new = empty.telegram.found(empty.cast.vera, PlaygroundChat(-1001000000099, "supergroup", "New group"))

    empty.telegram.join(empty.cast.bot, new, invited_by=empty.cast.vera)
    await empty.settle()

    (hello,) = empty.from_bot(new)
    assert text_of(hello).startswith("Hello. I answer questions about an article with its own words")


async def test_an_answer_that_points_to_a_posted_text_fits_whatever_was_asked(empty: Town) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    long = (
        TEXT + " It was the first year in which the bakery had tables" + ", and chairs, and cups and saucers" * 60 + "."
    )
    posted = empty.telegram.say(vera, group, long)
    (preview,) = await empty.says(vera, group, "/setarticle", reply_to=posted)
    await empty.press(vera, preview, "Use it")

    (answer,) = await empty.says(empty.cast.mara, group, f"/ask {BAKERY} " + "🌳" * 900)
    await empty.press(empty.cast.mara, answer, "More context")

    assert text_of(answer).startswith(f"Asked: {BAKERY} 🌳")
    assert "Olga Reyes" in text_of(answer)
    assert "cups and saucers." in text_of(answer)


async def test_a_refused_file_stays_when_its_refusal_fades(empty: Town) -> None:
    file = empty.telegram.send_file(empty.cast.vera, empty.cast.group, ("a.pdf", b"%PDF-1.7\n"), caption="/setarticle")
    await empty.settle()
    (said,) = empty.from_bot(empty.cast.group)

    await empty.advance(seconds=121)

    assert said.is_deleted
    assert not file.is_deleted


@pytest.mark.parametrize("command", ["/setarticle", "/setarticle@counterpoint_demo_bot"])
@pytest.mark.parametrize(("units", "is_told"), [(4096, True), (2_000, False)])
async def test_a_moderator_is_told_that_a_text_in_a_message_seems_to_go_on(
    empty: Town, command: str, units: int, *, is_told: bool
) -> None:
    vera, group = empty.cast.vera, empty.cast.group
    command = command.replace("counterpoint_demo_bot", empty.cast.bot.username or "")
    body = "Trees on Mill Street\n\n" + "The council planted lindens on Mill Street.\n\n" * 100
    ended = f"{command} {body}"[: units - 1].rstrip() + "."
    (preview,) = await empty.says(vera, group, ended.ljust(units, "."))
    assert ("seems to go on" in text_of(preview)) is is_told
