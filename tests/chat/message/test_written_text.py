"""Commands, mentions and links are what Telegram shows as such."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.event import EventKind
from bot.chat.message.web_addresses import web_links
from bot.chat.message.written_text import WrittenText
from tests.chat.updates import DOCUMENT, INCOMING, MARA, ME, PRIVATE, entity, of_ours, said_in

MARKS = (
    ":",
    ",",
    ".",
    "!",
    "?",
    "…",
    ";",
    " –",
    " —",
    " -",
    " :",
    ",,",
    "：",
    "—",
    "-",
    "=",
    " =",
    " >",
    " →",
    " 👉",
    " •",
    "\u200b",
)
AT_US = f"@{ME.username}"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", ["/ask", f"/ask{AT_US}"])
def test_a_mark_behind_a_command_is_no_part_of_its_words(name: str, mark: str) -> None:
    event = INCOMING.read(said_in(f"{name}{mark} who waters the limes?"))
    assert event is not None
    assert (event.kind, event.word, event.text) == (EventKind.COMMAND, "ask", "who waters the limes?")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/point -5", "-5"),
        ("/point –5", "–5"),
        ("/mute, 2h", "2h"),
        ("/setrules\n- be kind\n- be brief", "- be kind\n- be brief"),
        ("/filter add .org", "add .org"),
        ("/counter “Trams” are slow", "“Trams” are slow"),
        ("/help!", ""),
        ("/ask >who", ">who"),
    ],
    ids=[
        "a number below nothing",
        "the same with a longer dash",
        "a span",
        "a list",
        "a filter",
        "a quotation",
        "nothing behind it",
        "a sign of theirs",
    ],
)
def test_what_belongs_to_the_words_stays(text: str, words: str) -> None:
    event = INCOMING.read(said_in(text))
    assert event is not None
    assert event.text == words


def test_a_command_shown_as_code_is_talk_about_it() -> None:
    update = said_in("/ask is what you type", entities=[entity("code", 0, 4)])
    update["message"]["entities"] = [entity("code", 0, 4)]
    assert INCOMING.read(update) is None


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (f"/ask{AT_US}x who pays", [entity("bot_command", 0, 5 + len(AT_US))]),
        (f"see https://t.example/{AT_US}", [entity("url", 4, 19 + len(AT_US))]),
        (f"mail me{AT_US}.org", [entity("email", 5, len(AT_US) + 6)]),
        (f"as {AT_US} says", [entity("code", 3, len(AT_US))]),
    ],
    ids=["in a command", "in an address", "in a mailbox", "in code"],
)
def test_our_name_where_no_mention_is_shown_calls_nobody(text: str, entities: list[dict[str, Any]]) -> None:
    update = said_in(text)
    update["message"]["entities"] = entities
    assert INCOMING.read(update) is None


@pytest.mark.parametrize("text", ["/askж who pays", "/ask/x who pays", "12/ask who pays", "/ who pays", "/ask>who"])
def test_what_telegram_shows_as_no_command_is_none(text: str) -> None:
    assert INCOMING.read(said_in(text)) is None


@pytest.mark.parametrize(
    ("links", "addresses"),
    [
        (("lrt.example/a",), ("https://lrt.example/a",)),
        (("http://a.example",), ("http://a.example",)),
        (("tg://user?id=1", "mailto:a@b.example"), ()),
        (("b.example:8080/x",), ("https://b.example:8080/x",)),
        (("a.example", "https://a.example"), ("https://a.example",)),
    ],
    ids=["without a scheme", "with one", "within Telegram", "a port", "twice"],
)
def test_links_lead_into_the_web(links: tuple[str, ...], addresses: tuple[str, ...]) -> None:
    assert web_links(links) == addresses


ASKING = [
    ("Who says so❓", []),
    ("Really⁉️", []),
    ("So what ⁇", []),
    ("Кто это сказал", []),
    ("а хто плаціць за гэта", []),
    ("O kas už tai moka", []),
    ("Und wer bezahlt das", []),
    ("and how many lines are there", []),
    ("Is it true", []),
]
TALK = [
    ("Here it is: https://films.example/watch?v=1", [entity("url", 12, 31)]),
    ("Look at films.example/watch?v=1", []),
    ("Thank you, that was new to me", []),
    ("Дзякуй, цікава", []),
    ("I know how they did it", []),
    ("whoever pays", []),
]


@pytest.mark.parametrize(("text", "entities"), ASKING, ids=[text for text, _ in ASKING])
def test_a_reply_to_us_asks_with_any_mark_and_with_none(text: str, entities: list[dict[str, Any]]) -> None:
    update = said_in(text, reply_to_message=of_ours(), entities=entities)
    assert INCOMING.is_relevant(update)
    event = INCOMING.read(update)
    assert event is not None
    assert (event.kind, event.unmarked) == (EventKind.QUESTION, not any(mark in text for mark in "❓⁉⁇?"))


@pytest.mark.parametrize(("text", "entities"), TALK, ids=[text for text, _ in TALK])
def test_talk_in_reply_to_us_asks_nothing(text: str, entities: list[dict[str, Any]]) -> None:
    update = said_in(text, reply_to_message=of_ours(), entities=entities)
    assert not INCOMING.is_relevant(update)


def test_only_words_that_somebody_picked_are_a_quote() -> None:
    added = said_in("/counter It is not.", reply_to_message=of_ours(), quote={"text": "an answer", "position": 0})
    event = INCOMING.read(added)
    assert event is not None
    assert event.quote is None


def test_a_file_with_a_command_below_it_in_private() -> None:
    event = INCOMING.read(said_in(None, PRIVATE, caption="/setarticle: ", document=DOCUMENT))
    assert event is not None
    assert (event.word, event.text, event.document is not None) == ("setarticle", "", True)


TEXTS = st.text(alphabet=st.sampled_from("ab 🚌é\n/@.?"), max_size=20)
NUMBERS = st.integers(-3, 40) | st.none() | st.just("7") | st.just(2**60)
KINDS = st.sampled_from(["url", "text_link", "mention", "text_mention", "bot_command", "of tomorrow", None])
RAW = st.fixed_dictionaries(
    {"type": KINDS, "offset": NUMBERS, "length": NUMBERS},
    optional={"url": st.just("https://a.example"), "user": st.just(MARA)},
)


@given(text=TEXTS, entities=st.lists(RAW, max_size=5))
def test_an_entity_lies_within_its_text_or_is_none(text: str, entities: list[dict[str, Any]]) -> None:
    said = WrittenText.read({"text": text, "entities": entities}, "text", "entities")
    for one in said.entities:
        assert 0 <= one.start < one.end <= len(text)
    said.command()
    said.spelt_out()
    assert len(said.without(said.mentions(ME.username, MARA["id"]))) >= 0
    assert all(said.links)


@given(before=TEXTS, words=st.text(alphabet="ab🚌é", min_size=1, max_size=5), after=TEXTS)
def test_the_words_of_an_entity_are_those_that_telegram_counted(before: str, words: str, after: str) -> None:
    start, length = (len(one.encode("utf-16-le")) // 2 for one in (before, words))
    said = WrittenText.read(
        {"text": before + words + after, "entities": [entity("url", start, length)]}, "text", "entities"
    )
    assert [said.cut(one) for one in said.entities] == [words]


@pytest.mark.parametrize("offset", [1, 2])
def test_what_is_said_of_half_a_picture_is_said_of_nothing_or_of_all_of_it(offset: int) -> None:
    said = WrittenText.read({"text": "?🚌!", "entities": [entity("url", offset, 1)]}, "text", "entities")
    assert {said.cut(one) for one in said.entities} <= {"🚌"}
    assert all(one.start < one.end for one in said.entities)
