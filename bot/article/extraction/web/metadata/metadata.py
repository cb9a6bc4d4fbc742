"""What a page says about its article: title, authors, date, section, language, each from its most reliable source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import examine_meta, extract_catstags, extract_title, extract_url
from trafilatura.settings import Document

from bot.article.extraction.bylines import Byline
from bot.article.extraction.dates import read_moment
from bot.article.extraction.person_names import is_cue, people_in
from bot.article.extraction.sites import host_of, site_of
from bot.article.extraction.web.dom import guarded
from bot.article.extraction.web.metadata.element_text import key_of
from bot.article.extraction.web.metadata.linked_data import LinkedArticle, read_linked_data
from bot.article.extraction.web.metadata.page_title import PageNames, title_of
from bot.article.extraction.web.metadata.signatures import Surroundings, signed_date, signed_people, surroundings_of

_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "sailthru.title", "parsely-title")
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "citation_author")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
)
_MOST_AUTHORS = 4
"""Names up to which a longer list of authors is believed rather than a shorter one."""
_REVERSED = frozenset({"dc.creator", "citation_author"})
"""Where names are written with the family's name first."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its article; empty where it says nothing."""

    title: str = ""
    description: str = ""
    byline: Byline = field(default_factory=Byline)
    url: str | None = None
    language: str | None = None
    linked_body: str = ""
    """The text of the article as the page's JSON-LD has it (`articleBody`)."""


def read_metadata(tree: HtmlElement, url: str | None = None) -> Metadata:
    """Read what a page says about its article.

    Args:
        tree: The parsed page; not changed.
        url: Where it was fetched, if it was.
    """
    tags, linked = _meta_tags(tree), read_linked_data(tree)
    found = guarded(_by_trafilatura, tree, url) or Document()
    sites = _sites(tags, linked, url or found.url)
    browser = " ".join((tree.findtext(".//title") or "").split())
    named = PageNames(tuple(filter(None, (linked.headline, *_said(tags, *_TITLES)))), sites, browser)
    title = title_of(tree, named) or found.title or guarded(extract_title, tree) or ""
    sections = [*_said(tags, "article:section", "parsely-section", "og:article:section"), linked.section]
    around = surroundings_of(tree, title)
    return Metadata(
        title=title,
        description=found.description or "",
        byline=Byline(
            _authors(tree, around, title, (list(linked.authors), _tagged_people(tags)), sites),
            _date(tree, around, tags, linked, url or found.url),
            sections[0] or next(iter(guarded(extract_catstags, "category", tree) or ()), None),
        ),
        url=found.url or url,
        language=_language(tree, tags, linked),
        linked_body=linked.body,
    )


def _meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the page's meta tags under their names in small letters."""
    tags: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = " ".join(tag.get("content", "").split())
        for name in {tag.get("property"), tag.get("name"), tag.get("itemprop"), tag.get("http-equiv")}:
            if name and content:
                tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _said(tags: dict[str, list[str]], *names: str) -> list[str]:
    return [content for name in names for content in tags.get(name, ())]


def _by_trafilatura(tree: HtmlElement, url: str | None) -> Document:
    """Return the title, the description and the address that a page's head gives."""
    found = examine_meta(tree)
    found.url = found.url or extract_url(tree, url)
    return found


def _sites(tags: dict[str, list[str]], linked: LinkedArticle, url: str | None) -> frozenset[str]:
    """Return the keys of all names that the site goes by."""
    names = {key_of(name) for name in (*_said(tags, *_SITES), *linked.publishers)}
    hosts = {key_of(host_of(url)), key_of(site_of(url)), key_of(site_of(url).partition(".")[0])}
    return frozenset(name for name in names | hosts if len(name) > 1)


def _authors(
    tree: HtmlElement, around: Surroundings, title: str, said: tuple[list[str], ...], sites: frozenset[str]
) -> tuple[str, ...]:
    """Return who wrote an article: whom the page's head names, or its byline where that names more."""

    def is_house(name: str) -> bool:
        return key_of(name) in sites or any(word.isupper() and key_of(word) in sites for word in name.split())

    people: list[str] = []
    for named in (*said, signed_people(around, is_house)):
        named = [name for name in named if not is_house(name)]
        people = named if _tells_more(named, people) else people
    return tuple(dict.fromkeys(people or signed_people(surroundings_of(tree, title, is_strict=False), is_house)))


def _tells_more(named: list[str], people: list[str]) -> bool:
    """Say whether names are better than those that were found before: there are more, or whole ones for nicknames."""
    if not people or not named:
        return not people
    if len(people) == len(named) == 1 and " " in named[0] and " " not in people[0]:
        return key_of(named[0]).startswith(key_of(people[0]))
    return set(map(key_of, people)) < set(map(key_of, named)) and len(named) <= _MOST_AUTHORS


def _tagged_people(tags: dict[str, list[str]]) -> list[str]:
    """Return whom the head names as authors, under the names for them or in the labels that a link's preview shows."""
    for name in _AUTHORS:
        names = [_in_order(said) if name in _REVERSED else said for said in tags.get(name, ())]
        people = [person for said in names for person in people_in(said, is_trusted=True)]
        if people:
            return people
    labels = zip(
        _said(tags, "twitter:label1", "twitter:label2"), _said(tags, "twitter:data1", "twitter:data2"), strict=False
    )
    return next((people_in(said, is_trusted=True) for label, said in labels if is_cue(label)), [])


def _in_order(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def _date(
    tree: HtmlElement, around: Surroundings, tags: dict[str, list[str]], linked: LinkedArticle, url: str | None
) -> str | None:
    tagged = (read_moment(said) for said in _said(tags, *_DATES))
    said = next(filter(None, tagged), None) or linked.published or signed_date(around)
    return said or guarded(_by_htmldate, tree, url)


def _by_htmldate(tree: HtmlElement, url: str | None) -> str | None:
    """Look for a date all over the page: the least reliable source. The year of a copyright is no New Year's Day."""
    found = find_date(tree, url=url, original_date=True, extensive_search=False)
    guess = None if found else find_date(tree, url=url, original_date=True, extensive_search=True)
    return found or (guess if guess and not guess.endswith("-01-01") else None)


def _language(tree: HtmlElement, tags: dict[str, list[str]], linked: LinkedArticle) -> str | None:
    said = (tree.get("lang", ""), linked.language or "", *_said(tags, "content-language", "og:locale", "dc.language"))
    codes = (_LANGUAGE.match(one.strip()) for one in said)
    return next((code[0].lower() for code in codes if code), None)
