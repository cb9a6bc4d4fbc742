"""The furniture of a news page: the lines around an article that are not the article.

What such lines say stands in phrases/, a file a language. Only a line that *begins* like furniture counts, and
mostly only when there is nothing else in it, because a lost sentence of the article is worse than a kept line of the
menu. Quoted speech begins with a quotation mark and so never matches.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from bot.article.extraction.dump.phrasebook import beginnings, whole_lines


class DropReason(StrEnum):
    """Why a piece of a source is not part of the article."""

    ADVERTISEMENT = "advertisement"
    BYLINE = "byline"
    COMMENTS = "comments"
    COOKIES = "cookie notice"
    DONATION = "donation plea"
    FOOTER = "footer"
    FORM = "form"
    HIDDEN = "hidden"
    NAVIGATION = "navigation"
    NEWSLETTER = "newsletter"
    ORNAMENT = "ornament"
    PRIVACY = "privacy notice"
    PULL_QUOTE = "pull quote"
    REFERENCES = "references"
    RELATED = "related links"
    REPEATED = "said already"
    SECTION = "section label"
    SHARING = "share buttons"
    SIDEBAR = "sidebar"
    TAGS = "tags"
    TITLE = "title again"


_LONGEST_WHOLE = 160
_LONGEST_NOTICE = 1500
_SEARCHED_CHARS = 240
"""Only the beginning of a line is searched, so that the work stays linear whatever a line is made of."""

_NO_WORDS = re.compile(r"[\s,;:.|/\\·•∙●*_=~#<>›»«‹+\-–—―^°§†‡❖◆■□▪▫○◦☆★]+")
_SPOKEN = frozenset({"...", "—", "–", "-"})
"""Lines without words that a dialogue may have."""
_LINK_ENDS = re.compile(r" ?[|·•›»] ?")


def reason_to_drop(line: str) -> DropReason | None:
    """Return why a line is furniture, or None when it may be part of the article."""
    if len(line) > _LONGEST_NOTICE:
        return None
    words = " ".join(line.split())
    if _NO_WORDS.fullmatch(words):
        return None if words in _SPOKEN else DropReason.ORNAMENT
    found = (_first(whole_lines, words) or _reason_of_links(words)) if len(words) <= _LONGEST_WHOLE else None
    return found or _first(beginnings, words[:_SEARCHED_CHARS])


def _reason_of_links(words: str) -> DropReason | None:
    """Return the reason of a row of short links such as `Home | News | About us`, if one of them is known."""
    links = [link for link in _LINK_ENDS.split(words) if link]
    if len(links) < 3 or any(link.count(" ") > 3 for link in links):
        return None
    return next((reason for link in links if (reason := _first(whole_lines, link)) is not None), None)


Cues = Callable[[str], re.Pattern[str] | None]


def _first(cues: Cues, words: str) -> DropReason | None:
    return next((reason for reason, pattern in _patterns(cues) if pattern.match(" " + words)), None)


@cache
def _patterns(cues: Cues) -> tuple[tuple[DropReason, re.Pattern[str]], ...]:
    """Return the cues for whole lines or for beginnings, a pattern a reason."""
    return tuple((reason, pattern) for reason in DropReason if (pattern := cues(reason)) is not None)
