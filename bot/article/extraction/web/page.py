"""Reading an article from a web page: the body by trafilatura and its element, the words by ourselves, unchanged."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from bot.article.extraction.article_parts import part_of_page
from bot.article.extraction.bylines import is_section, read_byline
from bot.article.extraction.dump.boilerplate import DropReason, reason_to_drop
from bot.article.extraction.dump.line_shapes import is_caption, is_prose, is_statement
from bot.article.extraction.dump.lines import Dump, DumpLine
from bot.article.extraction.dump.tail import find_notes
from bot.article.extraction.sources import refuse_long
from bot.article.extraction.web.body import Body, find_body
from bot.article.extraction.web.captions import captioned
from bot.article.extraction.web.dom import Block, Page, parse
from bot.article.extraction.web.metadata.element_text import key_of
from bot.article.extraction.web.metadata.metadata import Metadata, read_metadata
from bot.article.extraction.web.references import drop_references
from bot.article.extraction.web.roles import ElementRole
from bot.article.extraction.web.teaser_lists import is_pointer
from bot.article.extraction.web.text_blocks import read_page
from bot.article.extraction.web.visibility import HEADINGS
from bot.article.snapshot import ExtractedText, PassageKind

_BOXES = frozenset({"p", "div", "article", "section", "body"})
_NAMED_SO = frozenset({DropReason.ADVERTISEMENT, DropReason.RELATED, DropReason.SHARING})
"""What only the names of elements say."""
_ENOUGH_TO_TELL = 300
"""Letters from which the language of the text is trusted more than what the page declares."""
_SET_APART = frozenset({"em", "i", "small", "b", "strong", "a"})
"""Elements in which a paragraph stands wholly when it is set apart from the others."""
_PULL_QUOTES = 50
_MOST_BESIDE = 3
"""How many times as long as an article all text of its page may be: the search in more would take too long."""
_LONGEST_TITLE = 400


def read_page_of(markup: str, url: str | None = None) -> ExtractedText:
    """Read the article of a web page.

    Args:
        markup: The page as text.
        url: Where it was fetched, if it was.

    Raises:
        Refusal: The page is empty or too complex.
    """
    tree = parse(markup)
    page = read_page(tree)
    refuse_long(sum(len(block.words) for block in page.blocks), _MOST_BESIDE)
    about = read_metadata(tree, url)
    part = part_of_page(tree, url or about.url)
    sorter = _Sorter(page, find_body(page, tree, about.linked_body), about)
    return replace(sorter.read(), part=part)


class _Sorter:
    """Turns the blocks of a page into lines with a kind or a reason, from top to bottom."""

    def __init__(self, page: Page, body: Body, about: Metadata) -> None:
        self._page, self._body, self._about = page, body, about
        self._dump = Dump([DumpLine(block.words) for block in page.blocks], about.byline)
        sure = [at for at, is_sure in enumerate(body.sure) if is_sure]
        self._ends = frozenset((*sure[:1], *sure[-1:]))
        self._first_sure = sure[0] if sure else 0
        self._title_key = key_of(about.title)
        self._title = self._find_title()
        self._is_headed = self._has_body_below_title()
        self._captioned = captioned(page, body.roles, body.sure)
        self._has_paragraph = False
        self._lead: int | None = None

    def read(self) -> ExtractedText:
        """Sort all blocks and return the article."""
        for at in range(len(self._dump.lines)):
            self._sort(at)
        self._dump.title, self._dump.body = self._title, 0 if self._title is None else self._title + 1
        self._drop_pull_quotes()
        drop_references(self._dump.lines, self._page, self._title)
        find_notes(self._dump, self._is_set_apart)
        self._drop_last_headings()
        return self._as_reading()

    def _tag(self, at: int) -> str:
        """Return the heading that a block stands in, or the tag of its own element."""
        tags = (self._page.nodes[place].tag for place in self._page.around(self._page.blocks[at].node))
        in_line = takewhile(lambda tag: tag not in _BOXES, tags)
        return next((tag for tag in in_line if tag in HEADINGS), self._own_tag(at))

    def _own_tag(self, at: int) -> str:
        return self._page.nodes[self._page.blocks[at].node].tag

    def _find_title(self) -> int | None:
        """Return the block that is the title: what the page's head repeats, best a heading, else its first h1."""
        open_blocks = [at for at, reason in enumerate(self._body.reasons) if reason is None]
        headings = [at for at in open_blocks if self._tag(at) in HEADINGS]
        named = [at for at in headings if self._is_named(at)] or self._named_firsts()
        named = named or [at for at in open_blocks if self._is_named(at)]
        firsts = [at for at in headings if self._tag(at) == "h1"]
        inside = [at for at in firsts if self._body.inside[at]]
        return next(iter(named or inside or firsts), None)

    def _named_firsts(self) -> list[int]:
        """Return the main headings that say the title above the body, whatever the elements around them are called."""
        seen = [at for at in range(self._first_sure) if self._body.reasons[at] is not DropReason.HIDDEN]
        return [at for at in seen if self._tag(at) == "h1" and self._is_named(at)]

    def _has_body_below_title(self) -> bool:
        """Say whether the title is a heading with enough of the body below it."""
        at = self._title
        if at is None or not self._is_named(at) or self._tag(at) not in HEADINGS:
            return False
        sizes = [len(one.words) * sure for one, sure in zip(self._page.blocks, self._body.sure, strict=True)]
        return sum(sizes[at:]) >= max(_ENOUGH_TO_TELL, sum(sizes[:at]) / 2)

    def _is_named(self, at: int) -> bool:
        """Say whether a block says the title, alone, after a kicker, or before the name of the site."""
        known, words = self._title_key, self._page.blocks[at].words
        if not known or len(words) > _LONGEST_TITLE:
            return False
        rest = self._about.title.removeprefix(words).lstrip()
        is_parted = len(rest) < len(self._about.title) and rest[:1] in ("-", "–", "—", "|", "·")
        return is_parted or key_of(words).endswith(known)

    def _sort(self, at: int) -> None:
        line, block = self._dump.lines[at], self._page.blocks[at]
        if at == self._title:
            line.kind = PassageKind.HEADLINE
            if self._title_key and key_of(line.words).endswith(self._title_key):
                line.words = self._about.title
            return
        reason = self._reason(at, block)
        if reason is not None:
            self._dump.drop(line, reason)
            return
        line.kind = self._kind(at, block)
        self._has_paragraph = self._has_paragraph or line.kind is PassageKind.PARAGRAPH
        self._lead = at if line.kind is PassageKind.STANDFIRST else self._lead

    def _reason(self, at: int, block: Block) -> DropReason | None:
        role, zone = self._body.roles[at], self._zone(at)
        if zone is not None and not (role in (ElementRole.PULL_QUOTE, ElementRole.NOTE) and zone is DropReason.SIDEBAR):
            return zone
        is_line = not is_prose(block.words)
        is_early = is_line and not self._has_paragraph
        is_outside = not self._body.inside[at] and not self._is_lead(at) and not self._is_beside(at)
        if is_outside or (is_early and block.is_linked):
            is_byline = not self._has_paragraph and read_byline(block.words) is not None
            return DropReason.BYLINE if is_byline else reason_to_drop(block.words) or DropReason.NAVIGATION
        if is_line and (role is ElementRole.BYLINE or (is_early and read_byline(block.words) is not None)):
            return DropReason.BYLINE
        if is_early and (role is ElementRole.SECTION or is_section(block.words)):
            return DropReason.SECTION
        if not self._is_apart(at) and at not in self._ends:
            return None
        return DropReason.RELATED if is_pointer(block) else reason_to_drop(block.words)

    def _zone(self, at: int) -> DropReason | None:
        """Return why a block is furniture by where it stands: in which elements, and above the title or below it.

        What stands right below the title introduces the article, whatever the elements around it are called.
        """
        reason = self._body.reasons[at]
        if reason in _NAMED_SO and self._title is not None and at == self._title + 1 and self._introduces(at):
            return None
        return reason or (DropReason.NAVIGATION if self._is_above(at) else None)

    def _is_above(self, at: int) -> bool:
        """Say whether a block stands above the title and is no part of the body: above an h1, or in a list."""
        if self._title is None or at >= self._title or not self._is_headed:
            return False
        return self._tag(self._title) == "h1" or self._own_tag(at) == "li"

    def _is_lead(self, at: int) -> bool:
        """Say whether a block outside the body introduces it: below the title, or right above the first paragraph."""
        block = self._page.blocks[at]
        is_other = block.is_linked or self._captioned[at] or self._body.roles[at] is ElementRole.BYLINE
        if is_other or is_caption(block.words) or not self._is_below_title(at):
            return False
        if self._is_above_body(at):
            return True
        if self._has_paragraph or self._title is None:
            return False
        if self._lead is not None:
            return is_prose(block.words) and self._parent(at) == self._parent(self._lead)
        return self._introduces(at) or self._is_described(block)

    def _is_above_body(self, at: int) -> bool:
        """Say whether a block is prose right above the first paragraph, or a standfirst where no title is."""
        is_untitled, is_around = self._title is None, self._body.around[at]
        if not is_prose(self._page.blocks[at].words) or not (is_untitled or is_around):
            return False
        is_standfirst = is_untitled and is_around and self._body.roles[at] is ElementRole.STANDFIRST
        return at + 1 == self._first_sure or (is_standfirst and not self._has_paragraph)

    def _is_below_title(self, at: int) -> bool:
        return self._title is None or at > self._title

    def _introduces(self, at: int) -> bool:
        """Say whether a block is prose, or what its element says is a standfirst."""
        return self._body.roles[at] is ElementRole.STANDFIRST or is_prose(self._page.blocks[at].words)

    def _parent(self, at: int) -> int:
        return self._page.nodes[self._page.blocks[at].node].parent

    def _is_beside(self, at: int) -> bool:
        """Say whether a block is a caption or a note in the element that holds the body."""
        role = self._body.roles[at]
        is_picture = self._captioned[at] or is_caption(self._page.blocks[at].words)
        return self._body.around[at] and (is_picture or (role is ElementRole.NOTE and self._has_paragraph))

    def _is_described(self, block: Block) -> bool:
        """Say whether a block says what the head of the page gives as its description."""
        return key_of(block.words) == key_of(self._about.description)

    def _is_apart(self, at: int) -> bool:
        """Say whether something else than its words shows that a block is no part of the body: links, its letters."""
        return not self._body.sure[at] or self._page.blocks[at].linked > 0 or self._own_tag(at) in _SET_APART

    def _is_set_apart(self, line: DumpLine) -> bool:
        at = next(at for at, other in enumerate(self._dump.lines) if other is line)
        return self._is_apart(at) or self._body.roles[at] is not None

    def _drop_last_headings(self) -> None:
        """Drop the headings that no paragraph follows."""
        below_title = reversed(self._dump.lines[self._dump.body :])
        for line in takewhile(lambda line: line.kind is not PassageKind.PARAGRAPH, below_title):
            if line.kind is PassageKind.HEADLINE:
                line.drop(DropReason.RELATED)

    def _kind(self, at: int, block: Block) -> PassageKind:
        role = self._body.roles[at]
        if self._captioned[at] or (is_caption(block.words) and not self._body.sure[at]):
            return PassageKind.CAPTION
        if role is ElementRole.NOTE and self._has_paragraph:
            return PassageKind.NOTE
        if self._is_standfirst(at, block, role):
            return PassageKind.STANDFIRST
        is_heading = self._tag(at) in HEADINGS and not is_statement(block.words)
        return PassageKind.HEADLINE if is_heading else PassageKind.PARAGRAPH

    def _is_standfirst(self, at: int, block: Block, role: ElementRole | None) -> bool:
        if self._has_paragraph or self._lead is not None or not self._is_below_title(at):
            return False
        if role is ElementRole.STANDFIRST or not self._body.inside[at]:
            return True
        return self._is_described(block) and (self._tag(at) in HEADINGS or not self._is_among_paragraphs(at))

    def _is_among_paragraphs(self, at: int) -> bool:
        """Say whether the next paragraph has the same parent, so that this one is the first of them."""
        following = range(at + 1, min(at + 4, len(self._page.blocks)))
        return any(self._parent(other) == self._parent(at) for other in following)

    def _drop_pull_quotes(self) -> None:
        """Drop quotes in boxes that only repeat words of the body."""
        boxes = [at for at, role in enumerate(self._body.roles) if role is ElementRole.PULL_QUOTE]
        boxes = [at for at in boxes if self._dump.lines[at].kind is PassageKind.PARAGRAPH][:_PULL_QUOTES]
        lines = self._dump.lines
        body = [key_of(line.words) for at, line in enumerate(lines) if line.kind is not None and at not in boxes]
        for at in boxes:
            key = key_of(lines[at].words)
            if any(key in paragraph for paragraph in body):
                lines[at].drop(DropReason.PULL_QUOTE)

    def _title_words(self) -> str:
        """Return the title as the page sets it, else as its head names it, else its first heading."""
        said = self._dump.title_words or ""
        is_named = self._title is not None and self._is_named(self._title)
        return said if is_named else self._about.title or said

    def _as_reading(self) -> ExtractedText:
        dump, about = self._dump, self._about
        if not any(line.kind is PassageKind.PARAGRAPH for line in dump.lines):
            dump.lines += [DumpLine(line, PassageKind.PARAGRAPH) for line in about.linked_body.split("\n") if line]
        if self._title is None and about.title:
            dump.lines.insert(0, DumpLine(about.title, PassageKind.HEADLINE))
        language = about.language if len(dump.paragraphs) < _ENOUGH_TO_TELL else None
        return dump.extracted(self._title_words(), language, about.url)
