"""The rules of form of a counterpoint: one idea, in few words, said as a claim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.article.ranking.segmentation.sentences import sentences
from bot.article.ranking.tokens import tokens
from bot.debate.duplicates.language import tongue
from bot.debate.submission.form.questions import is_question
from bot.debate.submission.form.sources import LinkSource, part_sources
from bot.texts import Refusal

MAX_COUNTERPOINT_CHARS = 500
"""Characters (code points) of a counterpoint at the most, its links aside."""
SHORT_COUNTERPOINT_CHARS = 140
"""Characters up to which it is read at a glance; beyond, its author gets a nudge."""
MAX_SOURCES = 5
ONE_IDEA_SENTENCES = 2
"""Sentences in which one idea and its reason find room."""

_AND_ALSO = re.compile(
    r"\b(?:and also|moreover|besides,|secondly|in addition"
    r"|а также|кроме того|к тому же|во-вторых|а також|крім того|до того ж|по-друге|а таксама|акрамя таго|па-другое"
    r"|a także|poza tym|ponadto|po drugie|be to,|taip pat|antra,|und auch|außerdem|zudem|zweitens)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:[-•*–—]|\d{1,2}[.)])\s+\S", re.MULTILINE)
_PRESSED = re.compile(r"\S*(?:@|://)\S*|[#$][^\W\d]\S*")
"""What Telegram makes something to press, beside links into the web: no words of a counterpoint."""
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class TidiedDraft:
    """What somebody wants to say, tidied."""

    text: str
    links: tuple[LinkSource, ...] = ()
    nudges: tuple[str, ...] = ()
    """Names of messages that tell the author how it could be better."""


def check(text: str, shown: Iterable[str] = ()) -> TidiedDraft:
    """Tidy a counterpoint and hold it against the rules of form.

    HTML is text like any other. Lengths are code points after tidying, so an accented letter counts one.

    Args:
        text: What somebody wrote.
        shown: The addresses that Telegram shows as links in it, whole.

    Raises:
        Refusal: It has no words, only a link or a name, too many characters or links, or is a question.
    """
    said, links = part_sources(tidied(text), shown)
    own = _PRESSED.sub(" ", said)
    if (links or own != said) and not any(map(str.isalpha, own)):
        raise Refusal("form-only-link")
    if not any(map(str.isalnum, said)):
        raise Refusal("form-empty")
    if len(said) > MAX_COUNTERPOINT_CHARS:
        raise Refusal(
            "form-too-long", length=len(said), most=MAX_COUNTERPOINT_CHARS, over=len(said) - MAX_COUNTERPOINT_CHARS
        )
    if len(links) > MAX_SOURCES:
        raise Refusal("form-many-links", links=len(links), most=MAX_SOURCES)
    if is_question(said):
        raise Refusal("form-question")
    return TidiedDraft(said, links, tuple(_nudges(said)))


def tidied(text: str) -> str:
    """Return a text without what cannot be seen (control, zero-width and direction characters) and idle space."""
    visible = _visible(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in re.split(r"[\n\u2028\u2029\v\f\x85]+", visible))
    return "\n".join(line for line in lines if line)


def _visible(text: str) -> str:
    """Drop what shows nothing, except the joiner that makes one emoji of two."""
    kept = "".join(char for char in text if char.isspace() or char == _JOINER or not _is_hidden(char))
    return "".join(
        char
        for at, char in enumerate(kept)
        if char != _JOINER or (_is_picture(kept[at - 1 : at]) and _is_picture(kept[at + 1 : at + 2]))
    )


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cc", "Cs", "Co"}


def _is_picture(char: str) -> bool:
    return char == "\ufe0f" or (char != "" and unicodedata.category(char) in {"So", "Sk"})


def _nudges(said: str) -> list[str]:
    nudges = []
    if len(said) > SHORT_COUNTERPOINT_CHARS:
        nudges.append("form-nudge-long")
    language = tongue([word.lower() for word in tokens(said)])
    several = len(sentences(said, 0, len(said), language)) > ONE_IDEA_SENTENCES
    if several or _AND_ALSO.search(said) or len(_LISTED.findall(said)) > 1:
        nudges.append("form-nudge-several")
    return nudges
