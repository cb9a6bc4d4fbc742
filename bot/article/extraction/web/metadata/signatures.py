"""Who signed an article and when, as readers see it around the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from bot.article.extraction.bylines import Byline, is_name, read_byline, tells_of_change
from bot.article.extraction.dates import read_moment
from bot.article.extraction.person_names import cue_end, is_cue, people_in
from bot.article.extraction.web.metadata.element_text import is_seen, key_of, pieces_of, words_of
from bot.article.extraction.web.roles import names
from bot.article.extraction.web.visibility import before, prose_of

_BYLINE = names(
    "author authors authorname authorlist byline bylines autor autoren autora autores auteur auteurs writer writers"
    " verfasser redakteur contributors reporter"
)
_CARD = names("vcard fn hcard")
_HARD = names(
    "comment comments commentlist disqus respond related recommend recommended recommendations sidebar widget widgets"
    " popular trending latest more newsletter license follow"
)
_OTHER = _HARD | names(
    "teaser teasers footer quote blockquote caption photo image img credit credits avatar bio biography"
)
_HARD_TAGS = names("nav dialog form blockquote")
_FURNITURE = _HARD_TAGS | names("footer aside figure")
_LINES = names("p div span li small em strong i b address h4 h5 h6 td")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[a-z]+")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|ka)?|auteurs?|people|profile?s?|redaktion|staff|contributors?|journalist\w*"
    r"|writers?|by)/\w",
    re.IGNORECASE,
)
_MAX_LINE_CHARS = 200
_SHORTEST_LINE = 5
_LONGEST_LINE = 100
_LONGEST_MARKUP = 2_000
_MOST_TEXTS = 60
"""Letters and texts of an element, white space and hidden ones included, above which it is no line."""
_LONGEST_NAME = 300
_SHORTEST_LABEL = 2
_LONGEST_LABEL = 20
_NEXT_TEXT = etree.XPath("(following::text()[normalize-space()])[1]")
_MOST_PIECES = 6
_LONGEST_HEADING = 600
_MAX_BYLINES = 40
"""Bylines that are looked into."""
_MOST_MOMENTS = 6
_MOST_DATED = 2
_DIGIT = re.compile(r"\d")
_NEAR_ELEMENTS = 1500
"""Elements on either side of the title among which its byline is looked for."""


@dataclass(frozen=True)
class Surroundings:
    """The elements that readers see after the title of an article and before it, furniture aside, in reading order."""

    after: list[HtmlElement]
    before: list[HtmlElement]

    def near(self, is_wanted: Callable[[HtmlElement], bool]) -> Iterator[HtmlElement]:
        """Yield the elements wanted: first those after the title, then those before it, the nearest first."""
        return filter(is_wanted, (*self.after[:_NEAR_ELEMENTS], *reversed(self.before[-_NEAR_ELEMENTS:])))

    def lines(self, is_wanted: Callable[[str], bool]) -> Iterator[HtmlElement]:
        """Yield the elements that are no more than a line and whose words are wanted, in the same order."""
        yield from (element for element, words in self._lines if is_wanted(words))

    @cached_property
    def _lines(self) -> list[tuple[HtmlElement, str]]:
        near = self.near(lambda element: element.tag in _LINES and not _is_wrapper(element))
        return [(element, words) for element in near if (words := _line_of(element))]


def surroundings_of(tree: HtmlElement, title: str, *, is_strict: bool = True) -> Surroundings:
    """Look around the heading that is the title.

    Args:
        tree: The parsed page.
        title: The title of its article.
        is_strict: Whether boxes and footers are furniture, which now and then hold the byline. What an element
            around the heading is called, too, is no name of furniture on that page.
    """
    heading = _heading_of(tree, title)
    around = set() if heading is None else {heading, *heading.iterancestors()}
    furniture = (_OTHER if is_strict else _HARD).difference(*map(_named, around))
    most = prose_of(tree) / 2
    after: list[HtmlElement] = []
    before: list[HtmlElement] = []
    steps = etree.iterwalk(tree, events=("start",))
    side = after if heading is None else before
    for _, element in steps:
        is_named = element not in around and _is_furniture(element, furniture, is_strict=is_strict)
        if is_named and not (is_seen(element) and prose_of(element) > most):
            steps.skip_subtree()
            continue
        side = after if element is heading else side
        side.append(element)
    return Surroundings(after, before)


def _heading_of(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Return the heading that says the title, or most of it."""
    key = key_of(title)
    for element in tree.iter("h1", "h2", "h3") if key else ():
        words = key_of(words_of(element)[:_LONGEST_HEADING])
        if words and (key in words or (words in key and 2 * len(words) > len(key))):
            return element
    return None


def signed_people(around: Surroundings, is_house: Callable[[str], bool]) -> list[str]:
    """Return the persons whom the visible byline of an article names, its publisher aside; the surest way first."""
    ways = (
        (around.near(_is_byline), _people_of),
        (around.lines(_is_signed_line), _people_of),
        (around.lines(_is_label), _labelled),
        (around.near(_is_last_name), _people_of),
        (around.near(_is_submission), _people_of),
    )
    for elements, people_of in ways:
        for element in islice(elements, _MAX_BYLINES):
            people = [name for name in people_of(element) if not is_house(name)]
            if people:
                return people
    return []


def signed_date(around: Surroundings) -> str | None:
    """Return the date that stands by the title: of a `time` element, else of a line that is only a date or a byline."""
    moments = sorted(islice(around.near(_is_time), _MOST_MOMENTS), key=_is_of_change)
    said = (read_moment(one.get("datetime") or one.get("content") or words_of(one)) for one in moments)
    return next(filter(None, said), None) or _date_of_lines(around)


def _date_of_lines(around: Surroundings) -> str | None:
    """Return the date of the first line that is only a date or a byline, rather of one that is no later version's."""
    lines = (words_of(one) for one in islice(around.lines(_is_dated_line), _MOST_DATED))
    bylines = map(read_byline, sorted(lines, key=lambda words: tells_of_change(_DIGIT.split(words)[0])))
    return next((byline.published for byline in bylines if byline), None)


def _named(element: HtmlElement) -> frozenset[str]:
    said = " ".join(filter(None, map(element.get, ("class", "id", "data-testid"))))[:_LONGEST_NAME]
    return frozenset(_WORDS.findall(_CAMEL.sub("-", said).lower()) if said else ())


def _is_byline(element: HtmlElement) -> bool:
    if "author" in element.get("itemprop", "").split() or "author" in element.get("rel", "").split():
        return element.tag not in ("link", "meta")
    named = _named(element)
    return bool(named & _BYLINE) and not named & _OTHER


def _is_signed_line(words: str) -> bool:
    """Say whether a line is one such as `Text: Jane Doe` or `3 May 2024 - Jane Doe`."""
    if len(words) <= _SHORTEST_LINE or not (_has_digit(words) or is_cue(words)):
        return False
    byline = read_byline(words) or Byline()
    return bool(byline.authors) and (is_cue(words) or byline.published is not None)


def _is_submission(element: HtmlElement) -> bool:
    """Say whether an element tells who put the page into its system, who may be known by a nickname alone."""
    return "submitted" in _named(element)


def _is_label(words: str) -> bool:
    """Say whether a line is no more than what stands before a name: `Autor:`, `Text:`, `Interview`."""
    return _SHORTEST_LABEL <= len(words) <= _LONGEST_LABEL and is_cue(words) and not cue_end(words)


def _labelled(label: HtmlElement) -> list[str]:
    """Return the persons whom the text after a label names."""
    return people_in(next(iter(_NEXT_TEXT(label)), "")[:_LONGEST_LINE], is_trusted=False)


def _is_last_name(element: HtmlElement) -> bool:
    """Say whether a paragraph is a name in other letters, and no paragraph follows it: a signature."""
    set_apart = [one for one in element if one.tag in ("em", "i", "strong", "b")] if element.tag in ("p", "div") else []
    if not set_apart or not is_name(_line_of(element)) or words_of(set_apart[0]) != words_of(element):
        return False
    return not any(len(words_of(one)) > _LONGEST_LINE for one in islice(element.itersiblings("p", "div"), _MOST_PIECES))


def _is_wrapper(element: HtmlElement) -> bool:
    """Say whether an element has no words beside those of the one line inside it."""
    if len(element) != 1 or element[0].tag not in _LINES:
        return False
    return not f"{element.text or ''}{element[0].tail or ''}".strip()


def _line_of(element: HtmlElement) -> str:
    """Return the words of an element that is no more than a line; nothing of another."""
    if len(element) > _MOST_PIECES or sum(map(len, islice(element.itertext(), _MOST_TEXTS))) > _LONGEST_MARKUP:
        return ""
    words = words_of(element)
    return words if len(words) <= _LONGEST_LINE else ""


def _is_time(element: HtmlElement) -> bool:
    return element.tag == "time" or "datePublished" in element.get("itemprop", "")


def _is_of_change(element: HtmlElement) -> bool:
    """Say whether a moment is that of a later version, by its name or by what stands before it."""
    named = _named(element) | frozenset(_WORDS.findall(_CAMEL.sub("-", element.get("itemprop", "")).lower()))
    return (bool(named & {"updated", "modified"}) and "published" not in named) or tells_of_change(before(element))


def _is_dated_line(words: str) -> bool:
    byline = read_byline(words) if len(words) > _SHORTEST_LINE and _has_digit(words) else None
    return byline is not None and byline.published is not None


def _has_digit(words: str) -> bool:
    return any(letter.isdigit() for letter in words)


def _is_furniture(element: HtmlElement, named: frozenset[str], *, is_strict: bool) -> bool:
    if not is_seen(element) or element.tag in (_FURNITURE if is_strict else _HARD_TAGS):
        return True
    return element.tag not in ("html", "body", "main", "article") and bool(_named(element) & named)


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
    if not words or len(words) > _MAX_LINE_CHARS:
        return []
    byline = read_byline(words) or Byline()
    return list(byline.authors) or _people_of_pieces(pieces_of(element), is_marked=_is_marked(element))


def _is_author_link(element: HtmlElement) -> bool:
    return "author" in element.get("rel", "").split() or _AUTHOR_PAGE.search(element.get("href", "")) is not None


def _is_marked(element: HtmlElement) -> bool:
    """Say whether the markup calls an element the name of an author, as hCard and microdata do."""
    return "author" in f"{element.get('itemprop', '')} {element.get('rel', '')}" or bool(_named(element) & _CARD)


def _people_of_pieces(pieces: list[str], *, is_marked: bool) -> list[str]:
    """Return the persons of the first pieces that name any."""
    people: list[str] = []
    is_cued = False
    for piece in pieces:
        said = people_in(piece, is_trusted=not people and (is_marked or is_cued or is_cue(piece)))
        is_cued = is_cue(piece)
        if people and not said and len(key_of(piece)) > 3:
            break
        people += said
    return list(dict.fromkeys(people))
