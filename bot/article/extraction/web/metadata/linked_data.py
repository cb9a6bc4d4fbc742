"""What a page says about its article in JSON-LD, the data that publishers write for search engines."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from bot.article.extraction.dates import read_moment
from bot.article.extraction.person_names import people_in

Linked = dict[str, Any]

_MOST_SCRIPTS = 30
_MOST_LETTERS = 2_000_000
_MOST_NODES = 2_000
_MAX_DEPTH = 12
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|LiveBlog|Story|Opinion|Column|Recipe|HowTo)\b", re.IGNORECASE)
_GUIDE = re.compile(r"(?:Recipe|HowTo)\b")
_STEP = re.compile(r"HowTo(?:Step|Direction)\b")
_PAGE = re.compile(r"WebPage|VideoObject|CreativeWork|Event\b")
_NOT_A_PERSON = re.compile(r"Organization|Corporation|Company|WebSite|Brand")
_BREAK = re.compile(r"<(?:/p|/h\d|/li|br)\b[^>]{0,300}>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]{0,300}>")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What the linked data of a page says about its article; empty where it says nothing."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    section: str | None = None
    language: str | None = None
    body: str = ""
    publishers: tuple[str, ...] = ()
    """Names of organisations on the page, which are nobody's authors."""


def read_linked_data(tree: HtmlElement) -> LinkedArticle:
    """Read the JSON-LD of a page; what is broken or foreign in it is passed over.

    Source: https://json-ld.org and the types of https://schema.org/Article.
    """
    nodes = list(_nodes(tree))
    articles = [node for node in nodes if _ARTICLE.search(_type_of(node))]
    articles += [node for node in nodes if _PAGE.search(_type_of(node))]
    known = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and "name" in node}
    return LinkedArticle(
        headline=_first(articles, "headline") or _first(articles[:1], "name"),
        authors=next((people for node in articles if (people := _authors(node, known))), ()),
        published=next((day for node in articles if (day := _published(node))), None),
        section=_first(articles, "articleSection") or None,
        language=_first(articles, "inLanguage") or None,
        body=next((body for node in articles if (body := _paragraphs(node.get("articleBody")))), "") or _guide(nodes),
        publishers=tuple({name for node in nodes if _is_house(node) and (name := _words(node))}),
    )


def _nodes(tree: HtmlElement) -> Iterator[Linked]:
    """Yield all objects of the page's linked data, outer before inner."""
    left = _MOST_NODES
    scripts = [one for one in tree.iter("script") if "ld+json" in one.get("type", "").lower()]
    for script in scripts[:_MOST_SCRIPTS]:
        waiting: list[tuple[object, int]] = [(_parsed(script.text or ""), 0)]
        while waiting and left:
            node, depth = waiting.pop()
            if isinstance(node, dict):
                left -= 1
                yield node
            inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            if depth < _MAX_DEPTH:
                waiting += [(one, depth + 1) for one in reversed(list(inner)) if isinstance(one, dict | list)]


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    if len(text) > _MOST_LETTERS:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _type_of(node: Linked) -> str:
    said = node.get("@type", "")
    return " ".join(map(str, said)) if isinstance(said, list) else str(said)


def _is_house(node: Linked) -> bool:
    """Say whether an object is an organisation and no person; a blogger's site may be both."""
    return _NOT_A_PERSON.search(_type_of(node)) is not None and "Person" not in _type_of(node)


def _first(nodes: list[Linked], name: str) -> str:
    """Return the first text that one of some objects has under a name."""
    return next((words for node in nodes if (words := _words(node.get(name)))), "")


def _words(value: object) -> str:
    """Return the text of a value: a string, the first of a list, or the name of an object."""
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(html.unescape(_MARKUP.sub(" ", html.unescape(value))).split()) if isinstance(value, str) else ""


def _paragraphs(value: object) -> str:
    """Return the lines of a text, with those that its markup ends, if it has any."""
    text = _BREAK.sub("\n", html.unescape(value)) if isinstance(value, str) else ""
    return "\n".join(line for one in text.split("\n") if (line := _words(one)))


def _guide(nodes: list[Linked]) -> str:
    """Return the text of a recipe or another guide: what it is about, and its steps."""
    guide = next((node for node in nodes if _GUIDE.search(_type_of(node))), None)
    if guide is None:
        return ""
    steps = [_paragraphs(node.get("text")) for node in nodes if _STEP.search(_type_of(node))]
    return "\n".join(filter(None, [_paragraphs(guide.get("description")), *steps]))


def _published(node: Linked) -> str | None:
    said = node.get("datePublished") or node.get("dateCreated") or node.get("uploadDate")
    return read_moment(said) if isinstance(said, str) else None


def _authors(node: Linked, known: dict[str, Linked]) -> tuple[str, ...]:
    """Return the persons who wrote an article; organisations are none."""
    said = node.get("author") or node.get("creator") or ()
    people: list[str] = []
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, dict) and "name" not in one:
            one = known.get(str(one.get("@id")), one)
        if isinstance(one, dict) and _is_house(one):
            continue
        names = one.get("name") if isinstance(one, dict) else one
        for name in names if isinstance(names, list) else [names]:
            people += people_in(_words(name), is_trusted=True)
    return tuple(dict.fromkeys(people))
