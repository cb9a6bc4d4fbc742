"""Messages that are parsed when they are first said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import texts
from bot.texts import languages, say
from bot.texts.message_files import MessageFiles


@pytest.fixture
def hasty() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    was = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(was)


def files_of(folder: Path, words: str) -> MessageFiles:
    (folder / "words.ftl").write_text(words, encoding="utf-8")
    files = MessageFiles("en")
    files.add(folder / "words.ftl")
    return files


@pytest.mark.usefixtures("hasty")
def test_threads_that_say_the_same_first_all_say_it(tmp_path: Path) -> None:
    names = [f"line-{number}" for number in range(300)]
    files = files_of(tmp_path, "\n".join(f"{name} = Words" for name in names))

    def said(name: str) -> bool:
        files.read(name)
        return files.bundle.get_message(name).value is not None

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(said, [name for name in names for _ in range(8)]))


def test_what_a_message_stands_on_is_parsed_with_it_and_nothing_else(tmp_path: Path) -> None:
    files = files_of(tmp_path, "-bus = bus\nroute = the { -bus }\nlate = { route } is late\nother = Other\n")
    files.read("late")
    assert files.bundle.format_pattern(files.bundle.get_message("late").value or "", {})[0] == "the bus is late"
    assert not files.bundle.has_message("other")


def test_the_later_of_two_messages_stands(tmp_path: Path) -> None:
    files = files_of(tmp_path, "hello = Hello\n")
    (tmp_path / "own.ftl").write_text("hello = Labas\n", encoding="utf-8")
    files.add(tmp_path / "own.ftl")
    files.read("hello")
    assert files.bundle.format_pattern(files.bundle.get_message("hello").value or "", {})[0] == "Labas"


def test_every_message_of_every_language_is_found() -> None:
    """As many as the parser of Fluent finds in the whole files."""
    from fluent.syntax import FluentParser, ast

    for language in languages():
        for path in sorted((texts._FOLDER / language).glob("*.ftl")):
            whole = FluentParser().parse(path.read_text(encoding="utf-8"))
            names = {one.id.name for one in whole.body if isinstance(one, ast.Message)}
            files = MessageFiles(language)
            files.add(path)
            assert names <= files._unread.keys(), path.name
            for name in names:
                files.read(name)
                assert files.bundle.has_message(name)


def test_what_there_is_not_is_missed() -> None:
    with pytest.raises(KeyError):
        say("there-is-no-such-sentence")
