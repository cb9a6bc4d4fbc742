"""The title of a raw dump: of the lines above the body that could be one, the one for which most speaks.

A page has many headlines: those of its menus, of its other articles and its own. Its own shares words with the body, is
as long as a title, is said by a path or a tab above it, and has below it who wrote the article and when.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.article.extraction.bylines import is_section, read_byline
from bot.article.extraction.dates import DATE, PATTERN
from bot.article.extraction.dump.line_shapes import ends_as_sentence, is_caption, is_headline, is_prose, word_count
from bot.article.extraction.dump.lines import DumpLine, Run

_LINES_ABOVE_BODY = 60
"""How many lines above the body are looked at, furniture aside."""
_SHORTEST_TITLE = 3
_USUAL_TITLE = 8
"""Words from which a line is as long as a title."""
_LONG_ENOUGH = 13
"""Letters of a title that another line may say, too, as `Share this story: …` does."""
_LONGEST_PATH = 400
_MUCH_LONGER = 60
_LONGEST_SENTENCE = 20
_LONGEST_KICKER = 3
_LIST_HEADLINES = 4
"""As many dated headlines at equal distances are links to other articles."""
_FAR = 10
"""Lines between a title and the line that says who wrote the article: its standfirst, its picture, share buttons."""
_NEAR = 3
_SHARED, _LENGTH, _SAID, _SIGNED, _HALVED, _SENTENCE = 1.2, 1.0, 0.55, 0.85, 0.4, -0.45
"""How much speaks for a title: weights of a conditional logit, fitted on copies of real pages and rounded."""
_LONGEST_DATED = 9
_MOMENT = re.compile(
    PATTERN
    + r"|(?<!\d)\d\d?[:.h]\d\d(?!\d)(?: ?[ap]\.?m\b)?|\b\d{1,2} (?:second|minute|hour|day|week|month|year)s? ago\b",
    re.IGNORECASE,
)
_LONGEST_DATELINE = 100
_BESIDE_A_MOMENT = 40
"""Letters that a line may have beside dates and times."""
_PATH_LETTERS = re.compile(r"[>›→]|^[^«]{0,300} »(?: |$)| / [^/]{1,60} / ")
"""The path to the page: `News > Town > Lamps`."""
_COPYRIGHT = re.compile(r"©|\bcopyright\b", re.IGNORECASE)
_HALVES = re.compile(r"\w ?: ?\w")
_BEGINNING = re.compile(r"[\"'“„«»‘]?\w")
_WORD = re.compile(r"[^\W_]{4,}")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese; Korean, whose endings are part of its words."""
_STEM_LETTERS = 5
_SEARCHED_CHARS = 20_000


def title_above(lines: list[DumpLine], anchor: int, run: Run) -> int | None:
    """Return where the title stands, or None where there is none.

    Args:
        lines: The lines of the dump.
        anchor: The first line that cannot be the title: the byline, or the first paragraph.
        run: Where the prose stands.
    """
    looked_at = [at for at in range(anchor) if lines[at].is_open][-_LINES_ABOVE_BODY:]
    above = [at for at in looked_at if _may_be_title(lines, at)]
    good = [at for at in above if _is_good(lines[at].words)]
    listed = _listed(lines, good)
    good = [at for at in good if at not in listed] or good
    body = _stems(" ".join(line.words for line in lines[max(run.start, anchor) : run.end])[:_SEARCHED_CHARS])
    return max(good, key=lambda at: _worth(lines, at, anchor, body)) if good else next(iter(above[-1:]), None)


def repeats(title: str, earlier: str) -> bool:
    """Say whether an earlier line was the title already, as in `Title - Name of the paper`."""
    return len(earlier) < len(title) + _MUCH_LONGER and earlier.casefold().startswith(title.casefold())


def is_dateline(words: str) -> bool:
    """Say whether a line says who wrote an article or when, and hardly anything else."""
    if read_byline(words) is not None:
        return True
    if "\t" in words or is_prose(words):
        return False
    rest, moments = _MOMENT.subn(" ", words[:_LONGEST_DATELINE])
    return moments > 0 and len(words) < _LONGEST_DATELINE and sum(map(str.isalpha, rest)) < _BESIDE_A_MOMENT


def _listed(lines: list[DumpLine], headlines: list[int]) -> set[int]:
    """Return the headlines that are a list of other articles: many at equal distances, each with a date below it."""
    dated = [at for at in headlines if any(is_dateline(line.words) for line in lines[at + 1 : at + 2])]
    listed: set[int] = set()
    for start in range(len(dated) - _LIST_HEADLINES + 1):
        some = dated[start : start + _LIST_HEADLINES]
        if len({later - earlier for earlier, later in pairwise(some)}) == 1:
            listed.update(some)
    return listed


def _worth(lines: list[DumpLine], at: int, anchor: int, body: set[str]) -> float:
    """Return how much speaks for a line as the title."""
    words = lines[at].words
    stems = _stems(words)
    below = [is_dateline(line.words) for line in lines[at + 1 : min(at + _FAR, anchor + _NEAR)]]
    return (
        _SHARED * len(stems & body) / (len(stems) or 1)
        + _LENGTH * min(word_count(words), _USUAL_TITLE) / _USUAL_TITLE
        + _SAID * _is_said_above(lines, at)
        + _SIGNED * (any(below) + any(below[:_NEAR])) / 2
        + _HALVED * (_HALVES.search(words) is not None)
        + _SENTENCE * (ends_as_sentence(words) and not is_headline(words))
    )


def _is_said_above(lines: list[DumpLine], at: int) -> bool:
    """Say whether a line above says the title, too: a tab, or the path to the page."""
    words = _squeezed(lines[at].words)
    above = (_squeezed(line.words[:_LONGEST_PATH]) for line in lines[max(0, at - _LINES_ABOVE_BODY) : at])
    return len(words) >= _LONG_ENOUGH and any(words in other for other in above)


def _may_be_title(lines: list[DumpLine], at: int) -> bool:
    words = lines[at].words
    if "\t" in words or words[0] in "*•·+" or _PATH_LETTERS.search(words):
        return False
    if is_dateline(words) or _is_credited(lines, at):
        return False
    is_dated = DATE.search(words) is not None
    if is_dated and (word_count(words) <= _LONGEST_DATED or len(_MOMENT.findall(words)) > 1):
        return False
    return is_headline(words) or _is_open_line(words) or _is_said_as_sentence(lines, at)


def _is_credited(lines: list[DumpLine], at: int) -> bool:
    """Say whether a line tells who holds the rights in a picture, or the next one does."""
    below = "".join(line.words for line in lines[at + 1 : at + 2])
    return below.startswith("©") or _COPYRIGHT.search(lines[at].words) is not None


def _is_open_line(words: str) -> bool:
    """Say whether a line without an end is short enough for a title, if there are full stops in it."""
    return not is_prose(words) and not ends_as_sentence(words) and _BEGINNING.match(words) is not None


def _is_said_as_sentence(lines: list[DumpLine], at: int) -> bool:
    """Say whether a line is a short sentence above one that tells who wrote it or when, and below no other title."""
    if word_count(lines[at].words) > _LONGEST_SENTENCE or (at and word_count(lines[at - 1].words) > _LONGEST_KICKER):
        return False
    return any(is_dateline(line.words) for line in lines[at + 1 : at + _NEAR])


def _is_good(words: str) -> bool:
    return word_count(words) >= _SHORTEST_TITLE and not is_caption(words) and not is_section(words)


def _squeezed(words: str) -> str:
    return " ".join(words.casefold().split())


def _stems(words: str) -> set[str]:
    """Return the beginnings of the long words of a text, and each two letters of scripts without spaces."""
    words = words.casefold()
    pairs = {run[at : at + 2] for run in _UNSPACED.findall(words) for at in range(len(run) - 1)}
    return pairs | {word[:_STEM_LETTERS] for word in _WORD.findall(_UNSPACED.sub(" ", words))}
