"""Who signed an article and when, as readers see it around the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.article.reading.bylines import read_byline
from bot.article.reading.dates import find_date, read_moment
from bot.article.reading.pagewords import is_seen, key_of, pieces_of, words_of
from bot.article.reading.people import people_in

_NAMES = re.compile(r"(?:^|[\s_-]|[a-z](?=A|B))(?:authors?|byline|by-line|autor(?:en|es)?|auteur|writer|verfasser|author-?name)(?:$|[\s_-]|[A-Z\d])")
_OTHERS = re.compile(r"comment|related|teaser|recommend|sidebar|widget|popular|card|footer|quote|caption|photo|image|credit|avatar|follow|bio\b|more-")
_FURNITURE = frozenset({"nav", "footer", "aside", "dialog", "form", "figure", "blockquote"})
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|es|i|ka)?|auteurs?|people|profile|redaktion|staff|contributors?|journalist\w*|writers?|by)/", re.IGNORECASE)
_LONGEST = 200
_MOST = 40
_PUBLISHED = re.compile(r"published|pubdate|datepublished|entry-date|posted", re.IGNORECASE)


def signed_people(tree: HtmlElement, title: str) -> list[str]:
    """Return the persons whom the visible byline of an article names: the one after the title, else the last before it."""
    after, before = _around_title(tree, title, _is_byline)
    for element in (*after[:_MOST], *reversed(before[-_MOST:])):
        people = _people_of(element)
        if people:
            return people
    return []


def _around_title(tree, title, wanted):
    key, seen = key_of(title), False
    after, before = [], []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("h1", "h2", "h3") and not seen and key and key in key_of(words_of(element)[:600]):
            seen, after = True, []
        if wanted(element) and not _is_furniture(element):
            (after if seen else before).append(element)
    return after, before


def _is_byline(element: HtmlElement) -> bool:
    if "author" in element.get("itemprop", "").split() or "author" in element.get("rel", "").split():
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"[:300]
    return _NAMES.search(names) is not None and _OTHERS.search(names.lower()) is None


def _is_furniture(element: HtmlElement) -> bool:
    if not is_seen(element):
        return True
    for one in element.iterancestors():
        names = f"{one.get('class', '')} {one.get('id', '')}"[:300].lower()
        if one.tag in _FURNITURE or not is_seen(one):
            return True
        if one.tag not in ("body", "html", "main", "article") and _OTHERS.search(names):
            return True
    return False


def _people_of(element: HtmlElement) -> list[str]:
    names = [one for one in element.iterdescendants() if "name" in one.get("itemprop", "").split()]
    links = [one for one in (element, *element.iterdescendants("a")) if _AUTHOR_PAGE.search(one.get("href", "")) or "author" in one.get("rel", "")]
    for inner in (names, links):
        people = [person for one in inner for person in people_in(words_of(one), is_trusted=True)]
        if people:
            return list(dict.fromkeys(people))
    words = words_of(element)
    if not words or len(words) > _LONGEST:
        return []
    byline = read_byline(words)
    if byline is not None and byline.authors:
        return list(byline.authors)
    for piece in (*pieces_of(element),):
        people = people_in(piece, is_trusted=False)
        if people:
            return people
    return people_in(words, is_trusted=True) if len(words.split()) < 4 else []


def signed_dates(tree: HtmlElement, title: str) -> str | None:
    """Return the date that stands by the title: of a time element that says it is of publishing, or the first."""
    after, before = _around_title(tree, title, lambda one: one.tag == "time" or "datePublished" in one.get("itemprop", ""))
    for element in (*after[:5], *reversed(before[-2:])):
        said = read_moment(element.get("datetime") or element.get("content") or words_of(element))
        if said is not None:
            return said
    return None
