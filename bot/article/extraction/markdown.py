"""Reading an article written in Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.article.extraction.bylines import Byline, read_byline
from bot.article.extraction.dates import read_date
from bot.article.extraction.dump.line_shapes import is_caption, is_headline, is_note, is_prose
from bot.article.extraction.dump.lines import Dump, DumpLine
from bot.article.snapshot import ExtractedText, PassageKind

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT = 10_000
_HEADED = re.compile(r"#{1,6} \S|[^\n]{1,300}\n={3,}[ \t]*(?:\n|\Z)")
_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]{1,200}\]\(https?://[^\s()]{1,500}\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,300}\*\*(?![\w*])"),
)
"""Headings, links and bold words as nobody else writes them."""
_NOTE = re.compile(r"^\[\^[^\]\s]{1,40}\]:.*(?:\n(?: {4}|\t).*)*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_PRODUCT = re.compile(r"(?<=\d)\*(?=\d)")
_SPACES = re.compile(r"[ \t\n]+")
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass
class _Block:
    """One block of text: its words, the heading's level (0 for none), and how it was set."""

    words: str
    level: int = 0
    is_emphasised: bool = False
    is_picture: bool = False
    after_rule: bool = False


def looks_like_markdown(text: str) -> bool:
    """Say whether a text without a name is Markdown: it begins with a heading or front matter, or shows two signs."""
    front = _FRONT.match(text[:_LONGEST_FRONT])
    if _HEADED.match(text) or (front is not None and ("\n# " in text or "\ntitle:" in front[0])):
        return True
    return sum(sign.search(text) is not None for sign in _SIGNS) > 1


def read_markdown(text: str) -> ExtractedText:
    """Read Markdown: title, standfirst, captions, paragraphs and notes, without their markup."""
    front, body = _front_matter(text)
    article, title = Dump([], _byline_of(front)), front.get("title")
    blocks = list(_blocks(body))
    if title is None:
        _head(blocks)
        title = next((block.words for level in (1, 2) for block in blocks if block.level == level), None)
    elif not any(block.words == title for block in blocks):
        article.lines.append(DumpLine(title, PassageKind.HEADLINE))
    for block in blocks:
        article.lines.append(_sorted(block, article, is_last=block is blocks[-1]))
    return article.extracted(title, front.get("language") or front.get("lang"), front.get("url"))


def _head(blocks: list[_Block]) -> None:
    """Make the first line a heading where it is short and nothing else is a main one."""
    if blocks and not any(block.level == 1 for block in blocks) and blocks[0].level == 0:
        first = blocks[0]
        is_line = not first.is_picture and is_headline(first.words) and not is_prose(first.words)
        first.level = 1 if is_line and read_byline(first.words) is None else 0


def _sorted(block: _Block, article: Dump, *, is_last: bool) -> DumpLine:
    """Return the line that a block is in the article."""
    line = DumpLine(block.words)
    previous = next((above.kind for above in reversed(article.lines) if above.kind is not None), None)
    if block.level or previous is PassageKind.PARAGRAPH or not article.take_byline(line):
        line.kind = _kind(block, article, is_last=is_last)
    return line


def _kind(block: _Block, article: Dump, *, is_last: bool) -> PassageKind:
    if block.level:
        return PassageKind.HEADLINE
    if block.is_picture or is_caption(block.words):
        return PassageKind.CAPTION
    kinds = (line.kind for line in article.lines if line.kind is not None)
    if block.is_emphasised and list(islice(kinds, 2)) == [PassageKind.HEADLINE]:
        return PassageKind.STANDFIRST
    if is_last and ((block.is_emphasised and block.after_rule) or is_note(block.words, article.byline.authors)):
        return PassageKind.NOTE
    return PassageKind.PARAGRAPH


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` lines before a Markdown text, and the text; lists become `a, b`."""
    found = _FRONT.match(text[:_LONGEST_FRONT])
    if found is None:
        return {}, text
    front: dict[str, str] = {}
    key = ""
    for line in found[1].splitlines():
        name, colon, value = line.partition(":")
        if line.lstrip().startswith("- ") and key:
            front[key] = ", ".join(filter(None, [front[key], _unquoted(line.lstrip()[2:])]))
        elif colon and name.strip():
            key = name.strip().lower()
            items = value.strip()[1:-1].split(",") if value.strip().startswith("[") else [value]
            front[key] = ", ".join(_unquoted(item) for item in items)
    return {key: value for key, value in front.items() if value}, text[found.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _byline_of(front: dict[str, str]) -> Byline:
    names = front.get("authors") or front.get("author") or ""
    date = front.get("date") or front.get("published") or ""
    authors = tuple(name.strip() for name in names.split(",") if name.strip())
    return Byline(authors, read_date(date[:40]), front.get("section"))


# From Markdown to blocks.


def _blocks(text: str) -> Iterator[_Block]:
    text = _PRODUCT.sub(r"\\*", _NOTE_MARK.sub("", _NOTE.sub("", text)))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    level, after_rule = 0, False
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells:
            yield _Block(" | ".join(cells))
            cells = None
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1]) if token.nesting > 0 else 0
        after_rule = after_rule or token.type == "hr"
        for block in _blocks_of(token):
            if cells is not None:
                cells.append(block.words)
                continue
            block.level, block.after_rule = level, after_rule
            yield block
            after_rule = False


def _blocks_of(token: Token) -> Iterator[_Block]:
    """Yield the words of one token: pictures apart from the text around them."""
    if token.type == "inline":
        children = token.children or []
        pictures = [_joined(child.content) for child in children if child.type == "image"]
        yield from (_Block(words, is_picture=True) for words in pictures if words)
        words = _joined("".join(_words(child) for child in _said(children)))
        if words:
            yield _Block(words, is_emphasised=_is_emphasised(children))
    elif token.type in ("fence", "code_block", "html_block"):
        words = _TAG.sub("", token.content) if token.type == "html_block" else token.content
        if words.strip():
            yield _Block(words.strip())


def _said(children: list[Token]) -> Iterator[Token]:
    """Yield the pieces of a line that are not struck out."""
    struck = 0
    for child in children:
        struck += {"s_open": 1, "s_close": -1}.get(child.type, 0)
        if not struck:
            yield child


def _joined(words: str) -> str:
    """Join lines that were broken at a width by one space."""
    return _SPACES.sub(" ", words).strip()


def _words(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def _is_emphasised(children: list[Token]) -> bool:
    """Say whether all words of a line are emphasised."""
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith(("em_", "strong_")) else 0
        if depth == 0 and _words(child).strip():
            return False
    return True
