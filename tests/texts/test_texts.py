"""Every word the bot says: there, used, sayable and safe."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram.text import html_parser
from bot.texts import FALLBACK, Html, Refusal, Value, languages, say, tell
from bot.texts.unlinked import unlinked

BOT = Path(__file__).parent.parent.parent / "bot"
SAYING = {"say", "tell", "note", "reply_with", "Refusal", "NotThereError", "UnclearError"}
"""What takes the name of a message as its first argument."""
NUMBERS = {"count", "paragraphs", "words", "paragraph", "waiting", "failed", "unclear", "megabytes", "seconds", "most"}
"""Values that are numbers where the bot says them."""


def messages(language: str) -> dict[str, set[str]]:
    """Return the messages of a language with the names of their values."""
    found: dict[str, set[str]] = {}
    others: dict[str, list[str]] = {}
    for path in sorted((BOT / "texts" / language).glob("*.ftl")):
        _, *parts = re.split(r"^([a-z][a-z0-9-]*) =", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for key, pattern in zip(parts[::2], parts[1::2], strict=True):
            assert key not in found, f"{key} is there twice"
            found[key] = set(re.findall(r"\$([A-Za-z]+)", pattern))
            others[key] = re.findall(r"\{ *([a-z][a-z0-9-]*) *\}", pattern)
    return {key: values.union(*(found[other] for other in others[key])) for key, values in found.items()}


ENGLISH = messages(FALLBACK)


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in BOT.rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def named_keys() -> Iterator[tuple[str, str]]:
    """Go through the messages that the code names outright, with where it does so."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield from ((key, f"{path.name}:{node.lineno}") for key in _keys(node.args[0]) if called in SAYING)


def _keys(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _keys(node.body) + _keys(node.orelse)
    is_key = isinstance(node, ast.Constant) and isinstance(node.value, str) and "-" in node.value
    return [node.value] if is_key else []  # type: ignore[attr-defined]  # `is_key` says that it is a constant


REFERRED = re.compile(r"\{ ([a-z][a-z-]+) \}")
"""A message that another message contains."""


def strings() -> tuple[set[str], set[str]]:
    """Return every string of the code, and the beginnings of those that are put together."""
    whole, beginnings = set(), set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    return whole, {beginning for beginning in beginnings if beginning.endswith("-")}


def test_every_message_that_the_code_names_is_there() -> None:
    missing = {f"{key} ({place})" for key, place in named_keys() if key not in ENGLISH}
    assert missing == set()


def test_every_message_is_used() -> None:
    whole, beginnings = strings()
    whole |= {
        name for path in (BOT / "texts" / "en").glob("*.ftl") for name in REFERRED.findall(path.read_text("utf-8"))
    }
    unused = {key for key in ENGLISH if key not in whole and not key.startswith(tuple(beginnings))}
    assert unused == set()


def sample_values(key: str) -> dict[str, Value]:
    """Return values that a message can be said with."""
    return {name: 3 if name in NUMBERS or name in {"limit", "port", "line"} else "words" for name in ENGLISH[key]}


@pytest.mark.parametrize("key", sorted(ENGLISH))
@pytest.mark.parametrize("language", languages())
def test_every_message_can_be_said_as_telegrams_html(key: str, language: str) -> None:
    said = say(key, language, **sample_values(key))
    assert said.strip()
    assert "{" not in said
    assert not any(mark in said for mark in "\u2068\u2069"), "Telegram shows isolation marks as boxes"
    text, _ = html_parser.parse(said)
    assert text.strip()
    assert tell(key, language, **sample_values(key)).strip()


@pytest.mark.parametrize(
    "path", sorted((BOT / "texts").glob("*/*.ftl")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_file_can_be_read_to_its_end(path: Path) -> None:
    body = FluentResource(path.read_text(encoding="utf-8")).body
    assert [entry.content for entry in body if type(entry).__name__ == "Junk"] == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_values_of_english(language: str) -> None:
    theirs = messages(language)
    assert theirs.keys() <= ENGLISH.keys()
    assert {key for key, names in theirs.items() if not names <= ENGLISH[key]} == set()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_values_are_escaped(words: str) -> None:
    said = say("playground-garbled", what=words)
    frame = tell("playground-garbled", what="\0")
    before, _, after = frame.partition("\0")
    inner = said.removeprefix(before).removesuffix(after)
    assert unescape(inner).strip("\u200e") == unlinked(words).strip("\u200e")
    assert "<" not in inner
    assert ">" not in inner


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_plain_lines_show_values_as_they_are(words: str) -> None:
    assert words in tell("playground-garbled", what=words)


def test_plain_lines_have_no_markup() -> None:
    assert (
        tell("stranger", name="@m<b>")
        == "I have not seen “@m<b>” here. Reply to a message of theirs, or write their id."
    )


def test_html_is_not_escaped_again() -> None:
    assert "<b>5 &lt; 6</b>" in say("playground-garbled", what=Html("<b>5 &lt; 6</b>"))


def test_numbers_choose_their_words() -> None:
    one, many = (say("feedback-counted", count=count) for count in (1, 4))
    assert one != many
    assert "4" in many


@pytest.mark.parametrize("language", ["en", "en-GB", "xx", "xx-YY"])
def test_english_serves_where_there_is_no_other_language(language: str) -> None:
    assert say("command-unknown", language) == say("command-unknown")


def test_a_message_that_there_is_not_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("there-is-no-such-sentence")


def test_a_value_that_is_missing_is_a_bug() -> None:
    with pytest.raises(Exception, match="what"):
        say("playground-garbled")


@given(st.dictionaries(st.sampled_from(["what", "count"]), st.integers() | st.text(), max_size=2))
def test_a_refusal_survives_the_way_between_processes(values: dict[str, Value]) -> None:
    back = pickle.loads(pickle.dumps(Refusal("playground-garbled", **values)))  # noqa: S301 - what we made ourselves
    assert (type(back), back.key, back.values) == (Refusal, "playground-garbled", values)


def test_a_refusal_is_a_sentence() -> None:
    assert str(Refusal("playground-garbled", what="a <b>")) == tell("playground-garbled", what="a <b>")
