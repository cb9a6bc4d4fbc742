"""What the style sheets inside a page take out of sight: only rules that nothing on the page may undo."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.article.extraction.web.visibility import is_hiding, plain_style, prose_of

_LONGEST = 300_000
"""Letters of all style sheets of a page that are read."""
_MOST_PROSE = 0.25
"""The share of the letters of all paragraphs above which what is hidden is shown by a script."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CONDITION = re.compile(r"@[^{};]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
"""Rules that hold on some screens, or on paper."""
_NAME = re.compile(r"[.#][\w-]+")
_ALONE = re.compile(r"\s*(?:[a-z][a-z0-9]*)?([.#][\w-]+)\s*")
"""A selector of one class or id, and of nothing else."""
_POINTED_AT = re.compile(r"[^,]*:(?:hover|focus|active)\b[^,]*")
"""A selector of a moment that nobody sees while reading."""
_TELLING = re.compile(r"display|visib|clip|-\d{4}|line-through")
_SHOWING = re.compile(r"(?:^|;)(?:display:(?!none)|visibility:visible)")


def hide_by_style_sheets(tree: HtmlElement) -> None:
    """Mark what the style sheets of a page hide, but for what holds much of its prose, which a script shows."""
    names = _hidden_names(tree)
    found: dict[str, list[HtmlElement]] = {name: [] for name in names}
    for element in tree.iter() if names else ():
        for name in names.intersection(_names_of(element)):
            found[name].append(element)
    most = _MOST_PROSE * prose_of(tree) if names else 0
    for elements in found.values():
        if sum(map(prose_of, elements)) <= most:
            for element in elements:
                element.set("hidden", "")


def _hidden_names(tree: HtmlElement) -> frozenset[str]:
    """Return the classes (`.note`) and ids (`#note`) whose elements are hidden, and that no other rule shows."""
    sheets = "".join(sheet.text or "" for sheet in tree.iter("style"))[:_LONGEST].lower()
    if "{" not in sheets:
        return frozenset()
    sheets = _COMMENT.sub("", sheets)
    always = _rules(_CONDITION.sub("", sheets))
    hidden = {name for said, style in always if is_hiding(style) for name in _alone(said)}
    shown = {name for said, style in _rules(sheets) if _SHOWING.search(style) for name in _NAME.findall(said)}
    return frozenset(hidden - shown)


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the style of each rule that may hide or show, those under a condition like the others."""
    for rule in sheets.split("}"):
        said, _, style = rule.rpartition("{")
        if _TELLING.search(style):
            yield _POINTED_AT.sub("", said.rpartition("{")[2]), plain_style(style)


def _alone(selectors: str) -> Iterator[str]:
    """Yield the names that are whole selectors by themselves."""
    yield from (match[1] for one in selectors.split(",") if (match := _ALONE.fullmatch(one)))


def _names_of(element: HtmlElement) -> Iterator[str]:
    yield from (f".{name}" for name in element.get("class", "").lower().split())
    yield f"#{element.get('id', '').lower()}"
