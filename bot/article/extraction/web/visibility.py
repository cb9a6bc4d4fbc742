"""What of a page a reader sees as running text, by HTML's own rules and the style that stands in an element."""

from __future__ import annotations

import re

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
    "script style noscript template svg canvas iframe object embed audio video map head title meta link area base"
    " input select textarea datalist progress meter annotation annotation-xml rt rp rtc noframes frameset"
)
_STRUCK = names("del s strike")
_FOR_SCREEN_READERS = names(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-text screen-reader-only screenreader"
    " element-invisible u-visually-hidden is-visually-hidden a11y-hidden hidden-visually assistive-text offscreen"
    " sr-text sronly u-hidden-visually"
)
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|clip:rect\((?:0|1)(?:px)?[, ]|clip-path:inset\((?:50|100)%"
    r"|(?:left|text-indent|top):-\d{4,})"
)
_BLOCK_STYLE = re.compile(r"(?:^|;)display:(?:block|flex|grid|table|list-item)")
_LONGEST_STYLE = 300
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,3}|note \d{1,3})[\])]?", re.IGNORECASE)
_NOTE_NAMES = re.compile(r"(?:^|[\s_-])(?:footnote|noteref|fn|reference|endnote|sdfootnote)", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#[^\s]{0,40}(?:fn|note|cite|ref|sdfoot)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_DIGITS = re.compile(r"[-+]?\d{1,4}")


def is_unseen(element: HtmlElement) -> bool:
    """Say whether nobody reads the content of an element as words of the page: scripts, drawings, struck out, notes."""
    tag = element.tag
    return (
        not isinstance(tag, str) or tag in _UNSEEN or tag in _STRUCK or (tag in ("a", "sup") and is_note_mark(element))
    )


def is_hidden(element: HtmlElement) -> bool:
    """Say whether an element says that it is not shown, or is there for screen readers alone."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if _FOR_SCREEN_READERS.intersection(attributes.get("class", "")[:_LONGEST_STYLE].lower().split()):
        return True
    style = attributes.get("style", "")
    return bool(style) and _HIDING.search(_plain(style)) is not None


def is_block(element: HtmlElement) -> bool:
    """Say whether an element ends the paragraph before it."""
    style = element.get("style", "")
    return element.tag in BLOCKS or (bool(style) and _BLOCK_STYLE.search(_plain(style)) is not None)


def is_note_mark(element: HtmlElement) -> bool:
    """Say whether an element is the mark of a note and not a word: raised and linked, or named or aimed as one."""
    words = "".join(element.itertext())[:20].strip()
    if not _NOTE_MARK.fullmatch(words):
        return False
    links = [element] if element.tag == "a" else list(element.iter("a"))
    named = any(_NOTE_NAMES.search(f"{one.get('class', '')} {one.get('role', '')}") for one in (element, *links))
    aimed = any(_NOTE_TARGET.search(link.get("href", "")[:_LONGEST_STYLE]) for link in links)
    raised = element.tag == "sup" and any(link.get("href", "").startswith("#") for link in links)
    return named or aimed or raised


def raised(words: str) -> str:
    """Return the words of a raised element; a number there is a power and not the next digits of the one before it."""
    return words.translate(_RAISED) if _DIGITS.fullmatch(words.strip()) else words


def _plain(style: str) -> str:
    return style[:_LONGEST_STYLE].lower().replace(": ", ":").replace("; ", ";").replace(" :", ":").strip()
