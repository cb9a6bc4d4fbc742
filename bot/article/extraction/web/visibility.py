"""What of a page a reader sees as running text, by HTML's own rules and the style that stands in an element."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from bot.article.extraction.web.roles import names

BLOCKS = names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav noframes noscript ol"
    " optgroup option p plaintext pre search section summary table caption colgroup tbody td tfoot th thead tr ul"
    " xmp"
)
"""The elements that end a paragraph in a browser; all others, unknown ones too, stand in the line.

Source: HTML Living Standard, section 15.3 (Rendering, flow content).
"""
_UNSEEN = names(
    "script style noscript template svg canvas iframe object audio video map head title meta link area base"
    " input select textarea datalist progress meter annotation annotation-xml rt rp rtc noframes frameset"
    " del s strike"
)
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|(?<!not)[\s_-])(?:visually[_-]?hidden|hidden[_-]?visually|accessibly[_-]?hidden|a11y[_-]?hidden|(?:for|only)[_-]sr"
    r"|sr[_-]?(?:only|text)|screen[_-]?reader[_-]?(?:only|text)|(?:screenreader|offscreen)(?=\s|$)|element-invisible"
    r"|assistive[_-]text|katex-mathml|mjx[_-]assistive)"
)
"""What frameworks call an element that is spoken and not shown."""
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|clip:rect\((?:0|1)(?:px)?[, ]|clip-path:inset\((?:50|100)%"
    r"|(?:left|text-indent|top):-\d{4,}|text-decoration(?:-line)?:[^;]*line-through)"
)
_OUT_OF_LINE = re.compile(
    r"(?:^|\s)(?:(?:[a-z]{1,2}-)?hidden|d-none|invisible|hide|(?:text-decoration-)?line-through)(?=\s|$)"
)
_BACK_IN_LINE = re.compile(r"[a-z][:-](?:inline|block|flex|visible)")
"""What frameworks call words in the line that are hidden or struck out, but for screens of some size."""
_FAINT = re.compile(r"(?:^|;)(?:opacity|font-size):0(?:\.0+)?(?:px|r?em|%)?(?:;|!|$)")
"""What hides words in the line; whole paragraphs begin so before a script fades them in."""
_DISPLAY = re.compile(r"(?:^|;)display:(?:(block|flex|grid|table|list-item)|(?:inline|contents)(?:;|!|$))")
_LONGEST_STYLE = 300
_AROUND_MARKS = re.compile(r"\s*([:;])\s*")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,3}|note \d{1,3})[\])]?", re.IGNORECASE)
_RAISED_NOTE = re.compile(r"(?:\[[^\[\]]{1,40}\]\s?)+|\(\d{1,3}\)|\d{1,3}(?:\s?[,–-]\s?\d{1,3})+")
"""What is raised and is no power, linked or not: "[a]", "[citation needed]", "1, 2"."""
_BRACKETED = re.compile(r"\s*\[[^\[\]]{1,40}\]\s*")
SUBHEADS = names("h2 h3 h4 h5 h6")
HEADINGS = SUBHEADS | {"h1"}
_DEEPEST = 5
_MOST_TEXTS = 12
_LONGEST_MARK = 60
_CLOSING = ".,;:!?…”’»)%\"'"
_NOTE_NAMES = re.compile(r"(?:^|[\s_-])(?:footnote|noteref|fn|reference|endnote|sdfootnote)", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#[^\s]{0,40}(?:fn|note|cite|ref|sdfoot)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_DIGITS = re.compile(r"[-−+]?\d{1,4}")


def is_unseen(element: HtmlElement) -> bool:
    """Say whether nobody reads the content of an element as words of the page: scripts, drawings, struck out, notes."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return True
    return (tag in ("a", "button", "sup") and is_note_mark(element)) or (tag == "span" and _is_tool(element))


def _is_tool(element: HtmlElement) -> bool:
    """Say whether an element is a link in brackets behind a heading: "[edit]"."""
    parent = element.getparent()
    if parent is None or parent.tag not in HEADINGS or next(element.iter("a"), None) is None:
        return False
    return _BRACKETED.fullmatch("".join(islice(element.itertext(), _MOST_TEXTS))) is not None


def is_hidden(element: HtmlElement) -> bool:
    """Say whether an element says that it is not shown, or is there for screen readers alone."""
    attributes = element.attrib
    if not attributes:
        return False
    if attributes.get("hidden", "until-found") != "until-found" or attributes.get("role") == "tooltip":
        return True
    if "class" in attributes and _is_hidden_name(attributes["class"][:_LONGEST_STYLE].lower(), element):
        return True
    if "style" not in attributes:
        return False
    style = plain_style(attributes["style"])
    return is_hiding(style) or (_FAINT.search(style) is not None and not is_block(element))


def _is_hidden_name(name: str, element: HtmlElement) -> bool:
    if _FOR_SCREEN_READERS.search(name):
        return True
    return _OUT_OF_LINE.search(name) is not None and not _BACK_IN_LINE.search(name) and not is_block(element)


def is_hiding(style: str) -> bool:
    """Say whether a plain style takes its element out of sight."""
    return _HIDING.search(style) is not None


def is_block(element: HtmlElement) -> bool:
    """Say whether an element ends the paragraph before it."""
    style = element.get("style", "")
    display = _DISPLAY.search(plain_style(style)) if style else None
    return element.tag in BLOCKS if display is None else display[1] is not None


def is_note_mark(element: HtmlElement) -> bool:
    """Say whether an element is the mark of a note and not a word: named or aimed as one, or a link raised or glued."""
    words = "".join(islice(element.itertext(), _MOST_TEXTS))[:_LONGEST_MARK].strip()
    if element.tag == "sup" and _RAISED_NOTE.fullmatch(words):
        return True
    if not _NOTE_MARK.fullmatch(words):
        return False
    links = list(element.iter("a", "button"))
    named = any(_NOTE_NAMES.search(f"{one.get('class', '')} {one.get('role', '')}") for one in (element, *links))
    aimed = any(_NOTE_TARGET.search(link.get("href", "")[:_LONGEST_STYLE]) for link in links)
    return named or aimed or (any(map(_leads_inward, links)) and _stands_as_mark(element, words))


def _leads_inward(link: HtmlElement) -> bool:
    """Say whether a link leads to a place in its own page; a button does so by a script."""
    return link.tag == "button" or str(link.get("href", "")).startswith("#")


def _stands_as_mark(element: HtmlElement, words: str) -> bool:
    """Say whether a link is raised, or a sign, or nothing stands between it and the word before it."""
    if element.tag == "sup" or (element.tag == "a" and set("*†‡§¶#").issuperset(words)):
        return True
    former = before(element) if element.tag == "a" else ""
    return len(former) > 1 and (former[-1].isalnum() or former[-1] in _CLOSING)


def raised(words: str) -> str:
    """Return the words of a raised element; a number there is a power and not the next digits of the one before it."""
    return words.translate(_RAISED) if _DIGITS.fullmatch(words.strip()) else words


def prose_of(element: HtmlElement) -> int:
    """Return how many letters the paragraphs of an element have."""
    return sum(len(text) for paragraph in element.iter("p") for text in paragraph.itertext())


def before(element: HtmlElement) -> str:
    """Return the text that stands right before an element in its line, up to the next element."""
    for _ in range(_DEEPEST):
        former, parent = element.getprevious(), element.getparent()
        text = (former.tail if former is not None else "" if parent is None else parent.text) or ""
        if text or former is not None or parent is None or is_block(parent):
            return str(text)
        element = parent
    return ""


def plain_style(style: str) -> str:
    """Return a style in small letters, without white space beside its marks."""
    return _AROUND_MARKS.sub(r"\1", style[:_LONGEST_STYLE].lower()).strip()
