"""The title of a raw dump: of the lines above the body that could be one, the last that speaks of the same.

A page has many headlines: those of its menus, of its other articles and its own. Its own stands nearest to the body,
shares words with it, and is often said twice.
"""

from __future__ import annotations

import re

from bot.article.extraction.bylines import is_name, is_section, read_byline
from bot.article.extraction.dates import PATTERN
from bot.article.extraction.dump.line_shapes import ends_as_sentence, is_caption, is_headline, is_prose, word_count
from bot.article.extraction.dump.lines import DumpLine, Run

_LINES_ABOVE_BODY = 60
"""How many lines above the body are looked at."""
_SHORTEST_TITLE = 3
_SHORTEST_ABOVE = 6
_USUAL_TITLE = 8
"""Words from which a line is as long as a title."""
_LONG_ENOUGH = 13
"""Letters of a title that stands at the end of a line such as `Share this story: …`."""
_STANDFIRST_ADVANTAGE = 0.3
"""How much more may speak for a standfirst than for the title above it."""
_LIST_HEADLINES = 4
"""As many headlines without a paragraph between them are links to other articles, the last one aside."""
_DATE = re.compile(PATTERN, re.IGNORECASE)
_LONGEST_DATED = 9
_MOMENT = re.compile(
    PATTERN
    + r"|(?<!\d)\d\d?[:.h]\d\d(?!\d)(?: ?[ap]\.?m\b)?|\b\d{1,2} (?:second|minute|hour|day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_LONGEST_DATELINE = 100
_BESIDE_A_MOMENT = 30
"""Letters that a line may have beside dates and times."""
_PATH_LETTERS = 40
"""Letters by which a line says another one after the path to the page."""
_WORD = re.compile(r"[^\W_]{4,}")
_STEM_LETTERS = 5
_SEARCHED_CHARS = 20_000


def title_above(lines: list[DumpLine], anchor: int, run: Run) -> int | None:
    """Return where the title stands, or None where there is none.

    Args:
        lines: The lines of the dump.
        anchor: The first line that cannot be the title: the byline, or the first paragraph.
        run: Where the prose stands.
    """
    above = [at for at in range(max(0, anchor - _LINES_ABOVE_BODY), anchor) if _may_be_title(lines[at])]
    good = [at for at in above if _is_good(lines[at].words)]
    if not good:
        return next(iter(above[-1:]), None)
    body = _stems(" ".join(line.words for line in lines[max(run.start, anchor) : run.end])[:_SEARCHED_CHARS])
    worths = {at: _worth(lines, at, anchor, body) for at in good}
    return _first_of_group(lines, worths)


def _worth(lines: list[DumpLine], at: int, anchor: int, body: set[str]) -> float:
    """Return how much speaks for a line as the title."""
    words = lines[at].words
    length = min(word_count(words), _USUAL_TITLE) / _USUAL_TITLE
    is_signed = any(_is_dateline(line.words) for line in lines[at + 1 : at + 4])
    between = sum(_stands_apart(line) for line in lines[at + 1 : anchor])
    worth = _share(words, body) + 0.9 * length - 0.02 * between
    return worth + 0.5 * _is_said_before(lines, at) + 0.6 * is_signed - 0.5 * is_name(words)


def _stands_apart(line: DumpLine) -> bool:
    """Say whether a line is no part of the head of an article, as its byline and its picture are."""
    return line.is_open and not _is_dateline(line.words) and not is_caption(line.words)


def _is_dateline(words: str) -> bool:
    """Say whether a line says who wrote an article or when, and hardly anything else."""
    if read_byline(words) is not None:
        return True
    rest, moments = _MOMENT.subn(" ", words[:_LONGEST_DATELINE])
    return moments > 0 and len(words) < _LONGEST_DATELINE and sum(map(str.isalpha, rest)) < _BESIDE_A_MOMENT


def _first_of_group(lines: list[DumpLine], worths: dict[int, float]) -> int:
    """Return the best line, without a label before it, or the title above it where it is a standfirst."""
    best = max(worths, key=lambda at: worths[at])
    words = _squeezed(lines[best].words)
    within = [at for at in worths if at != best and len(lines[at].words) >= _LONG_ENOUGH]
    labelled = [at for at in within if words.endswith(_squeezed(lines[at].words))]
    if labelled:
        return labelled[-1]
    above = best - 1
    if (
        above in worths
        and _introduces(lines[best].words, lines[above].words)
        and worths[above] >= worths[best] - _STANDFIRST_ADVANTAGE
    ):
        return above
    group = [best]
    for at in sorted((at for at in worths if at < best), reverse=True):
        between = lines[at + 1 : group[0]]
        if any(_stands_apart(line) and word_count(line.words) >= _SHORTEST_TITLE for line in between):
            break
        group.insert(0, at)
    group = [at for at in group if at == best or words[:_PATH_LETTERS] not in _squeezed(lines[at].words)]
    titles = [
        at
        for at in group
        if worths[at] >= worths[best] - _STANDFIRST_ADVANTAGE and word_count(lines[at].words) > _SHORTEST_TITLE
    ]
    return titles[0] if titles and len(group) < _LIST_HEADLINES else best


def _introduces(words: str, title: str) -> bool:
    """Say whether a line is longer than the title above it, as a standfirst is, and that one no kicker."""
    return len(title) <= len(words) + 10 and word_count(title) >= _SHORTEST_ABOVE and words[:_PATH_LETTERS] not in title


def _squeezed(words: str) -> str:
    return " ".join(words.casefold().split())


def repeats(title: str, earlier: str) -> bool:
    """Say whether an earlier line was the title already, as in `Title - Name of the paper`."""
    return len(earlier) < len(title) + 60 and earlier.casefold().startswith(title.casefold())


def _may_be_title(line: DumpLine) -> bool:
    words = line.words
    is_open = is_headline(words) or _is_open_line(words)
    if not line.is_open or not is_open or "\t" in words or _is_dateline(words):
        return False
    return _DATE.search(words) is None or word_count(words) > _LONGEST_DATED


def _is_open_line(words: str) -> bool:
    """Say whether a line without an end is short enough for a title, if there are full stops in it."""
    return not is_prose(words) and not ends_as_sentence(words) and words[:1].isalpha()


def _is_good(words: str) -> bool:
    return word_count(words) >= _SHORTEST_TITLE and not is_caption(words) and not is_section(words)


def _is_said_before(lines: list[DumpLine], at: int) -> bool:
    return any(repeats(lines[at].words, line.words) for line in lines[max(0, at - _LINES_ABOVE_BODY) : at])


def _stems(words: str) -> set[str]:
    return {word[:_STEM_LETTERS] for word in _WORD.findall(words.casefold())}


def _share(words: str, body: set[str]) -> float:
    stems = _stems(words)
    return len(stems & body) / len(stems) if stems else 0.0
