"""Every word the bot says, in Fluent files: `<language>/<feature>.ftl`.

`say` makes a message for Telegram (HTML, every value escaped, nothing in it that can be pressed), `tell` a line for a
terminal, a button or a pop-up (plain).
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from pathlib import Path

from fluent.runtime.types import FluentType

from bot.texts.lines import apart
from bot.texts.message_files import MessageFiles
from bot.texts.unlinked import unlinked

_AS_WRITTEN = frozenset({"href", "at", "link", "name", "rule", "rules", "reply"})
"""Values in which what looks like a link is one: addresses, what stands in code, rules, what the author replies."""
_TAG = re.compile(r"</?[a-z][^<>]*>")

FALLBACK = "en"
"""The language every key has."""

_FOLDER = Path(__file__).parent

Value = str | int | float


class Html(str):
    """Text that is Telegram HTML already and is not escaped again."""

    __slots__ = ()


class _Long(str, FluentType):
    """A value of any length: Fluent refuses plain strings of more than 2,500 characters."""

    __slots__ = ()

    def format(self, *_locale: object) -> str:  # type: ignore[override]  # Fluent's `format`, in the place of `str`'s
        """Return the value for Fluent to put in its place."""
        return self


class Refusal(Exception):  # noqa: N818 - an answer that is raised, not an error
    """A clear no to a person: which sentence, and the values in it."""

    def __init__(self, key: str, /, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the values, so that a refusal survives the way back from a worker process."""
        return _refuse, (self.key, self.values)

    def __str__(self) -> str:
        """Return the sentence in plain English, as the command line prints it."""
        return tell(self.key, **self.values)


def _refuse(key: str, values: dict[str, Value]) -> Refusal:
    return Refusal(key, **values)


def languages() -> tuple[str, ...]:
    """Return the languages the bot has words in."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if any(folder.glob("*.ftl"))))


def find_all() -> None:
    """Find the messages of every language now: it takes long enough that nobody should have to wait for it later."""
    for language in languages():
        _files(language)


def say(key: str, language: str = FALLBACK, /, **values: Value) -> str:
    """Return a message as Telegram HTML.

    Args:
        key: Name of the message in the Fluent files.
        language: A language tag; English serves where the bot does not have it.
        values: What stands in the message. Strings are escaped, and Telegram finds no link, name or command in them,
            unless they are `Html`.

    Raises:
        KeyError: There is no such message.
    """
    return _format(key, language, {name: _escaped(_harmless(name, one)) for name, one in values.items()})


def tell(key: str, language: str = FALLBACK, /, **values: Value) -> str:
    """Return a message as plain text, for terminals, buttons and pop-ups: in place of code it has quotation marks."""
    markup = _format(key, language, {name: _escaped(value) for name, value in values.items()})
    return unescape(_TAG.sub("", markup.replace("<code>", "“").replace("</code>", "”")))


def _harmless(name: str, value: Value) -> Value:
    """Return a value in which nothing can be pressed, and which turns no letters of the sentence around it."""
    if not isinstance(value, str) or isinstance(value, Html) or name in _AS_WRITTEN:
        return value
    return unlinked(value) if "\n" in value else apart(unlinked(value))


def _escaped(value: Value) -> Value:
    return escape(value, quote=False) if isinstance(value, str) and not isinstance(value, Html) else value


def _format(key: str, language: str, values: dict[str, Value]) -> str:
    files = _files(language.partition("-")[0].lower())
    files.read(key)
    message = files.bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    whole = {name: _Long(value) if isinstance(value, str) else value for name, value in values.items()}
    words, errors = files.bundle.format_pattern(message.value, whole)
    if errors:
        raise errors[0]
    return str(words)


@cache
def _files(language: str) -> MessageFiles:
    """Find a language's messages once; English ones serve where it has none."""
    files = MessageFiles(language, FALLBACK)
    for folder in dict.fromkeys((_FOLDER / FALLBACK, _FOLDER / language)):
        for path in sorted(folder.glob("*.ftl")):
            files.add(path)
    return files
