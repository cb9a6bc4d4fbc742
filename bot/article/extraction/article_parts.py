"""Articles that a site splits over several pages: which of them a page is.

A page says so itself ("Page 1 of 3"), or links to its own address with another page number. A "next article" leads to
another address, and so do comments on several pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement

from bot.article.snapshot import Part

_MOST_PAGES = 20
"""A list of more pages is no article: a blog, reviews, a forum."""
_MAX_LINE_CHARS = 60
_MAX_LINKS = 3_000
"""Links of a page that are looked at."""
_TOLD_AT_MOST = 20
_MAX_OWN_CHILDREN = 4
"""Elements in an element whose words count as its own."""
_PAGES = (
    r"page|seite|strona|str\.|puslapis|psl\.|lapa|страница|стр\.|старонка|стар\.|сторінка|стор\.|strana|página|pagina"
)
_OF = r"of|von|z|ze|iš|no|из|з|із|de|sur|di|/"
_TOLD = re.compile(
    rf"\W*(?:(?:{_PAGES})\s*(?P<page>\d{{1,2}})|(?P<number>\d{{1,2}})\.?\s*(?:{_PAGES}))\s*(?:{_OF})\s*(?P<of>\d{{1,2}})\W*",
    re.IGNORECASE,
)
_PARAMETERS = frozenset(("page", "p", "pg", "pn", "paged", "pagina", "seite", "strona", "str", "psl", "puslapis"))
_NUMBER = re.compile(
    r"(?:/(?:page|seite|strona|puslapis|pagina)[/_-]?|[/_,-](?:page|seite|p|s)?[_-]?)(?P<page>\d{1,2})(?=/?$|\.\w{2,5}$)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?<![^\W_])(?:comments?|cpage|kommentare?|replies)(?![^\W_])", re.IGNORECASE)


def part_of_page(tree: HtmlElement, url: str | None) -> Part | None:
    """Return which page of a split article a page is; None where it seems to be whole.

    Args:
        tree: The parsed page; not changed.
        url: Its address, if that is known.
    """
    linked = _linked_part(tree, url) if url else None
    return part_of_lines(islice(_lines(tree), _TOLD_AT_MOST)) or linked


def part_of_lines(lines: Iterable[str]) -> Part | None:
    """Return which page of a split article a text is, if one of its lines says so and no other another one."""
    told = {match for line in lines if len(line) <= _MAX_LINE_CHARS and (match := _told(line)) is not None}
    return next(iter(told)) if len(told) == 1 else None


def _told(line: str) -> Part | None:
    match = _TOLD.fullmatch(line)
    if match is None:
        return None
    page, of = int(match["page"] or match["number"]), int(match["of"])
    return Part(page, of) if 1 <= page <= of and 1 < of <= _MOST_PAGES else None


def _lines(tree: HtmlElement) -> Iterator[str]:
    """Yield what elements say, each with those in it, if it tells a page and is none of the comments'."""
    for element in tree.iter("p", "div", "span", "li", "a", "nav", "b", "strong", "em", "h2", "h3", "h4"):
        pieces = [element.text, *(piece for child in element[:_MAX_OWN_CHILDREN] for piece in (child.text, child.tail))]
        words = " ".join("".join(piece or "" for piece in pieces)[: 2 * _MAX_LINE_CHARS].split())
        if len(words) <= _MAX_LINE_CHARS and _told(words) is not None and not _is_of_comments(element):
            yield words


def _is_of_comments(element: HtmlElement) -> bool:
    """Say whether an element, or one that holds it, is named for the comments."""
    around = (one for one in (element, *element.iterancestors()) if one.tag not in ("body", "html"))
    return any(_COMMENTS.search(f"{one.get('id', '')} {one.get('class', '')}") for one in around)


def _linked_part(tree: HtmlElement, url: str) -> Part | None:
    """Return the part that links to the same address with other page numbers show."""
    base, page = _place(url)
    pages = set(_pages(tree, url, base))
    is_part = page + 1 in pages if page == 1 else {1, page - 1} <= pages
    last = max(pages | {page})
    return Part(page, last if last > 2 else None) if is_part and last <= _MOST_PAGES else None


def _pages(tree: HtmlElement, url: str, base: str) -> Iterator[int]:
    """Yield the page numbers of the links that lead to the same address, the comments' aside."""
    for element in filter(_may_turn, islice(tree.iter("a", "link"), _MAX_LINKS)):
        href = element.get("href", "")
        try:
            there, page = _place(urljoin(url, href))
        except ValueError:
            continue
        if there == base and _turns(element, page) and not _COMMENTS.search(href):
            yield page


def _may_turn(link: HtmlElement) -> bool:
    """Say whether the first words of a link are no reason why it cannot turn pages, before all of it is looked at."""
    first = (link.text or "").strip()
    return not first or first.isdigit() or "rel" in link.attrib


def _turns(link: HtmlElement, page: int) -> bool:
    """Say whether a link turns pages: it says so, or its words are the number; it is none of the comments'."""
    is_next = not {"next", "prev"}.isdisjoint(link.get("rel", "").lower().split())
    return (is_next or link.text_content().strip() == str(page)) and not _is_of_comments(link)


def _place(url: str) -> tuple[str, int]:
    """Return an address without its page number, and that number; 1 where it has none."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    numbers = [int(value) for name, value in query if name.lower() in _PARAMETERS and re.fullmatch(r"\d{1,2}", value)]
    rest = sorted(one for one in query if one[0].lower() not in _PARAMETERS)
    found = None if numbers else _NUMBER.search(parts.path)
    path = parts.path if found is None else parts.path[: found.start()] + parts.path[found.end() :]
    number = numbers[0] if numbers else int(found["page"]) if found else 1
    base = f"{(parts.hostname or '').removeprefix('www.')}{path.rstrip('/')}?{rest}"
    return base, number or 1
