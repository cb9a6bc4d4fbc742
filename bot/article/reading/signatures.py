"""Who signed an article and when, as readers see it around the title."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from bot.article.reading.bylines import Byline, read_byline
from bot.article.reading.dates import find_date, read_moment
from bot.article.reading.pagewords import is_seen, key_of, pieces_of, words_of
from bot.article.reading.people import is_cue, people_in
from bot.article.reading.zones import names

_BYLINE = names(
    "author authors authorname authorlist byline bylines autor autoren autora autores auteur auteurs writer writers"
    " verfasser redakteur contributors reporter"
)
_OTHER = names(
    "comment comments commentlist related teaser teasers recommend recommended recommendations sidebar widget widgets popular footer quote"
    " blockquote caption photo image img credit credits avatar follow bio biography more trending latest newsletter"
    " license disqus respond"
)
_FURNITURE = names("nav footer aside dialog form figure blockquote")
_HEADINGS = names("h1 h2 h3")
_LINES = names("p div span li small em strong i b address h4 h5 h6 td")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[a-z]+")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|ka)?|auteurs?|people|profile?s?|redaktion|staff|contributors?|journalist\w*|writers?|by)/\w",
    re.IGNORECASE,
)
_LONGEST = 200
_LONGEST_NAME = 300
_MOST = 40

Around = tuple[list[HtmlElement], list[HtmlElement]]


def signed_people(tree: HtmlElement, title: str) -> list[str]:
    """Return the persons whom the visible byline of an article names: the one after the title, else the last before it."""
    for wanted in (_is_byline, _is_signed_line):
        after, before = _around_title(tree, title, wanted)
        for element in (*after[:_MOST], *reversed(before[-_MOST:])):
            people = _people_of(element)
            if people:
                return people
    return []


def signed_date(tree: HtmlElement, title: str) -> str | None:
    """Return the date that stands by the title."""
    after, before = _around_title(tree, title, _is_time)
    for element in (*after[:5], *reversed(before[-2:])):
        said = read_moment(element.get("datetime") or element.get("content") or words_of(element))
        if said is not None:
            return said
    return None


def dated_line(tree: HtmlElement, title: str) -> str | None:
    """Return the date of the line nearest to the title that is only a date, or a byline with a date."""
    after, before = _around_title(tree, title, _is_dated_line)
    for element in (*after[:1], *reversed(before[-1:])):
        found = find_date(words_of(element))
        if found:
            return found[0]
    return None


def _around_title(tree: HtmlElement, title: str, is_wanted: Callable[[HtmlElement], bool]) -> Around:
    """Return the elements wanted after the heading that is the title, and those before it."""
    key, is_after = key_of(title), False
    after: list[HtmlElement] = []
    before: list[HtmlElement] = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if not is_after and key and element.tag in _HEADINGS:
            words = key_of(words_of(element)[:600])
            is_after = bool(words) and (key in words or words in key and 2 * len(words) > len(key))
        if is_wanted(element) and not _is_furniture(element):
            (after if is_after else before).append(element)
    return after, before


def _named(element: HtmlElement) -> frozenset[str]:
    said = " ".join(element.get(one, "") for one in ("class", "id", "data-testid"))[:_LONGEST_NAME]
    return frozenset(_WORDS.findall(_CAMEL.sub("-", said).lower()))


def _is_byline(element: HtmlElement) -> bool:
    if "author" in element.get("itemprop", "").split() or "author" in element.get("rel", "").split():
        return element.tag not in ("link", "meta")
    named = _named(element)
    return bool(named & _BYLINE) and not named & _OTHER


def _is_signed_line(element: HtmlElement) -> bool:
    """Say whether an element is a line such as `Text: Jane Doe`."""
    if element.tag not in _LINES or len(element) > 6:
        return False
    words = words_of(element)
    return 5 < len(words) <= 80 and is_cue(words) and bool((read_byline(words) or Byline()).authors)


def _is_time(element: HtmlElement) -> bool:
    return element.tag == "time" or "datePublished" in element.get("itemprop", "")


def _is_dated_line(element: HtmlElement) -> bool:
    if element.tag not in _LINES or len(element) > 6:
        return False
    words = words_of(element)
    if not 6 <= len(words) <= 100 or not any(letter.isdigit() for letter in words):
        return False
    byline = read_byline(words)
    return byline is not None and byline.published is not None


def _is_furniture(element: HtmlElement) -> bool:
    if not is_seen(element):
        return True
    for one in element.iterancestors():
        if one.tag in ("body", "html", "main", "article"):
            continue
        if one.tag in _FURNITURE or not is_seen(one) or _named(one) & _OTHER:
            return True
    return False


def _people_of(element: HtmlElement) -> list[str]:
    """Return the persons whom an element names: by their names, links to their pages, or its pieces."""
    inner = list(element.iterdescendants())
    marked = [one for one in inner if isinstance(one.tag, str) and "name" in one.get("itemprop", "").split()]
    links = [one for one in (element, *inner) if isinstance(one.tag, str) and _is_author_link(one)]
    for named in (marked, links):
        people = [person for one in named for person in people_in(words_of(one), is_trusted=True)]
        if people:
            return list(dict.fromkeys(people))
    words = words_of(element)
    if not words or len(words) > _LONGEST:
        return []
    byline = read_byline(words)
    if byline is not None and byline.authors:
        return list(byline.authors)
    return _people_of_pieces([one for one in pieces_of(element) if not is_cue(one) or people_in(one, is_trusted=False)])


def _is_author_link(element: HtmlElement) -> bool:
    return "author" in element.get("rel", "").split() or _AUTHOR_PAGE.search(element.get("href", "")) is not None


def _people_of_pieces(pieces: list[str]) -> list[str]:
    """Return the persons of the first pieces that name any."""
    people: list[str] = []
    for piece in pieces:
        said = people_in(piece, is_trusted=len(pieces) == 1)
        if people and not said and len(key_of(piece)) > 3:
            break
        people += said
    return list(dict.fromkeys(people))
