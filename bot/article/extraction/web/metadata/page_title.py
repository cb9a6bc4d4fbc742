"""The title of a page's article: the heading that says what the page's head says, without kicker and site name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from bot.article.extraction.web.metadata.element_text import is_seen, key_of, pieces_of, words_of

_MAX_HEADING_CHARS = 400
_MOST_HEADINGS = 60
_FEWEST_OF_TITLE = 3
_HEADLINES = etree.XPath("//h1|//h2|//h3|//*[@itemprop='headline'][not(self::meta)]")
_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»«/]|::|[|]{2})\s+|\s*[|｜]\s*|\s+[:：]\s+")
_FURNITURE = frozenset({"nav", "footer", "aside", "dialog", "form"})
"""Where no title stands; the last step of the path to a page may be its only h1, though."""
_HOME = re.compile(r"(?:\S*https?://[^/\s]+)?/?(?:index\.\w{3,4})?$")
_MIN_TITLE_LIKENESS = 0.55
"""The likeness from which a heading is what the head calls the article."""
_WORDS = re.compile(r"\w+")
_KICKER = re.compile(
    r"kicker|overline|eyebrow|dachzeile|topline|roofline|rubri[ck]|pretitle|strapline|supertitle|label|categor|section"
)


@dataclass(frozen=True, slots=True)
class PageNames:
    """What the head of a page calls its article, and who publishes it."""

    titles: tuple[str, ...]
    """The best source first."""
    sites: frozenset[str]
    """Keys of the names of the site, its host's among them."""
    browser: str = ""
    """What stands on the browser's tab: the title, mostly with the site's name."""


@dataclass(frozen=True, slots=True)
class _Heading:
    tag: str
    words: str
    pieces: list[str]
    is_marked: bool
    is_in_article: bool
    kicker: str


def title_of(tree: HtmlElement, named: PageNames) -> str:
    """Return the title of a page's article; empty where the page names none."""
    known = list(_known(named))
    headings = [one for one in _headings(tree) if not _is_name_of_site(one.words, named.sites)]
    graded = [(_grade(one, known), -at, one) for at, one in enumerate(headings)]
    best = max(graded, default=None, key=lambda one: one[:2])
    if best is not None and best[0] >= _MIN_TITLE_LIKENESS:
        return _without_kicker(_within_article(best[2], headings), known)
    firsts = [one for one in headings if one.tag == "h1" and len(key_of(one.words)) > 12]
    if len(firsts) == 1 or not known:
        return _without_kicker(firsts[0], known) if firsts else next(iter(known), "")
    return _longest_piece(known[0])


def _within_article(heading: _Heading, headings: list[_Heading]) -> _Heading:
    """Return the only h1 of the article where another one above it has but a word or two, as a site's name has."""
    inside = [one for one in headings if one.tag == "h1" and one.is_in_article]
    is_name = not heading.is_in_article and len(heading.words.split()) < _FEWEST_OF_TITLE
    return inside[0] if is_name and len(inside) == 1 and len(inside[0].words) > len(heading.words) else heading


def _is_name_of_site(words: str, sites: frozenset[str]) -> bool:
    key = key_of(words)
    return not key or key in sites or (len(key) > 3 and any(key in site for site in sites))


def _longest_piece(title: str) -> str:
    """Return the longest piece of a title that names sections and sites too: `News | Title | Site`."""
    for mark, fewest in ((" | ", 2), (" - ", 3), (" – ", 3)):
        pieces = title.split(mark)
        longest = max(pieces, key=len)
        if len(pieces) >= fewest and len(longest.split()) > 2:
            title = longest
    return title.strip()


def is_site(words: str, sites: frozenset[str]) -> bool:
    """Say whether words are the name of the site, or nearly all of it."""
    key = key_of(words)
    is_nearly = any(site in key and len(site) > 0.6 * len(key) for site in sites)
    return _is_name_of_site(words, sites) or (len(key) > 3 and is_nearly)


def without_site(title: str, sites: frozenset[str]) -> str:
    """Return a title without the names of the site at its ends."""
    while (last := _last_separator(title)) and is_site(title[last.end() :], sites):
        title = title[: last.start()]
    while (first := _SEPARATOR.search(title)) and is_site(title[: first.start()], sites):
        title = title[first.end() :]
    return title.strip()


def _last_separator(title: str) -> re.Match[str] | None:
    return next(iter([*_SEPARATOR.finditer(title)][-1:]), None)


def _known(named: PageNames) -> Iterator[str]:
    """Yield what the head calls the article, each without the site's name, then the shorter forms of the tab's."""
    titles = [without_site(" ".join(one.split()), named.sites) for one in (*named.titles, named.browser)]
    yield from dict.fromkeys(one for one in titles if one and not is_site(one, named.sites))


def _headings(tree: HtmlElement) -> list[_Heading]:
    """Return the headings of a page that may be its title, from top to bottom."""
    found: list[_Heading] = []
    for element in islice(_HEADLINES(tree), _MOST_HEADINGS):
        is_marked = "headline" in element.get("itemprop", "").split()
        above = list(element.iterancestors())
        furniture = _FURNITURE - {"nav"} if element.tag == "h1" else _FURNITURE
        if not all(map(is_seen, (element, *above))) or any(one.tag in furniture for one in above):
            continue
        words = "" if _leads_home(element) else words_of(element)
        if 1 < len(words) <= _MAX_HEADING_CHARS:
            inside = any(one.tag in ("article", "main") for one in above)
            found.append(_Heading(element.tag, words, pieces_of(element), is_marked, inside, _kicker_of(element)))
    return found


def _leads_home(element: HtmlElement) -> bool:
    """Say whether a heading is a link to the first page of the site, as a site's name is."""
    links = [element.getparent(), *element.iterdescendants("a")]
    hrefs = [str(one.get("href", "-")) for one in links if one is not None and one.tag == "a"]
    return any(_HOME.match(href) is not None for href in hrefs)


def _kicker_of(element: HtmlElement) -> str:
    inner = element.iterdescendants("span", "small", "div", "strong", "em", "a", "p")
    return next((words_of(one) for one in inner if _KICKER.search(one.get("class", "").lower()[:300])), "")


def _grade(heading: _Heading, known: Iterable[str]) -> float:
    """Return how well a heading is what the head calls the article: 0 to about 1.3."""
    likeness = max((_likeness(heading.words, one) for one in known), default=0.0)
    if not likeness:
        return 0.0
    return likeness + 0.3 * (heading.tag == "h1") + 0.05 * heading.is_in_article + 0.05 * heading.is_marked


def _likeness(words: str, known: str) -> float:
    """Return how much of one title stands in the other: 1 for the same, little for only its beginning."""
    key, wanted = key_of(words), key_of(known)
    if not key or not wanted:
        return 0.0
    if key == wanted:
        return 1.0
    if wanted in key and len(wanted) > 12:
        return 0.75 + 0.2 * len(wanted) / len(key)
    pieces = [key_of(piece) for piece in _SEPARATOR.split(known)]
    if key in pieces:
        return 0.95 if key in (pieces[0], max(pieces, key=len)) else 0.2
    if key in wanted:
        return 0.3 + 0.6 * len(key) / len(wanted) if len(key) > 8 else 0.2
    ours, theirs = _WORDS.findall(words.casefold()), _WORDS.findall(known.casefold())
    shared = len(set(ours) & set(theirs)) / max(len(set(ours)), len(set(theirs)))
    if shared < 0.25 and len(ours) > 2:
        return 0.6 * shared
    return 0.9 * max(shared, SequenceMatcher(None, key, wanted, autojunk=False).ratio() if len(key) > 12 else 0.0)


def _without_kicker(heading: _Heading, known: list[str]) -> str:
    """Return the words of a heading without a label before them, with the marks of the page's head."""
    key = key_of(heading.words)
    same = next((one for one in known if key_of(one) == key), None)
    if same is not None:
        return _set_like_head(heading, same)
    for one in known:
        wanted = key_of(one)
        if len(wanted) > 12 and key.endswith(wanted):
            return _ending(heading.words, wanted)
        firsts = ("".join(heading.pieces[:at]) for at in range(1, len(heading.pieces)))
        if len(wanted) > 12 and key.startswith(wanted) and wanted in map(key_of, firsts):
            return one
    if heading.kicker and heading.words.startswith(heading.kicker) and len(heading.words) > 2 * len(heading.kicker):
        return heading.words[len(heading.kicker) :].lstrip(" :|–—-/")
    return heading.words


def _set_like_head(heading: _Heading, known: str) -> str:
    """Return a heading whose pieces stand on lines of their own with the marks that the head sets between them."""
    if len(heading.pieces) < 2 or _bare(heading.words) == _bare(known):
        return heading.words
    kicker = re.match(rf"{re.escape(heading.pieces[0])}\s+[-–—|/]\s+", known)
    return known[kicker.end() :] if kicker else known


def _bare(title: str) -> str:
    return re.sub(r"[\s\"'„“”‚‘’«»]", "", title)


def _ending(words: str, wanted: str) -> str:
    """Return the end of some words that has the letters wanted, with the mark that opens it."""
    left = len(wanted)
    for at in range(len(words) - 1, -1, -1):
        left -= len(key_of(words[at]))
        if left <= 0:
            while at and words[at - 1] in "\"'„“”»«‘’‚(¿¡[「『":
                at -= 1
            return words[at:]
    return words
