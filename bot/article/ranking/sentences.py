"""Sentences of a passage, as spans of code points that never cut a grapheme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.article.ranking.stopwords import STOP_WORDS

Span = tuple[int, int]
"""Start and end, in code points, end exclusive."""

_END = re.compile(
    r"(?P<stop>[.!?…]+|[。！？｡]+)"
    r"(?P<closing>(?:[\"'”’“»«›)\]}」』]|\[\d{1,3}\])*)"
    r"(?P<gap>\s+|(?<=[。！？｡」』]))"
)
_LAST_WORD = re.compile(r"[\w.\-]*$")
_OPENING = "\"'“”„‚‘«»‹([{¿¡—–-"

_TITLES = """
adm al approx art bd bzw ca cap capt cf chr cía cmdr co col cpl dept dipl dir doc dott dr dra ed eds ee e.g ehem
einschl ев evtl ex exc fig figs fr gen ggf gov hl hon hr hrsg i.e ing insb inkl jh jhd kap lic lt lit m.in maj max
mgr min mio mme mlle mons mr mrd mrs ms mt mw nat nn no nos np nr núm num op p pag pág pp pl prof pt pvz rep resp
rev rt s sc sen sgt sig sog sr sra srta ss st ste str św tab tel tj tzn tzw u.a ud uds ul usf v vgl viz vol vols vs
z z.b z.t zit акад англ архит бул в вул г гг гл гр д др греч доц ж жит зав зам зб зв изд им ім итал коп кв лат млн
млрд мм н нем напр о обл оз орг п пер пл пос польск пр проф р реж рис род руб рэд с св см сокр ср ст стр т тов трлн
тыс ул ум укр франц ч чел шт э эт яз kun g m pan t.y vyr gen red hab inż ks lek mjr płk por prok ppłk r w wł zob
"""
_ABBREVIATIONS = frozenset(_TITLES.split())
"""Words whose full stop hardly ever ends a sentence before a name or a number."""

_ORDINAL_LANGUAGES = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lt", "lv", "no", "pl", "sk", "sl", "sr", "tr")
)
"""Languages that write the third of May as 3. May."""


def sentences(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """Cut `text[start:end]` into sentences.

    Args:
        text: A whole text.
        start: Where the passage starts in it.
        end: Where the passage ends in it.
        language: Its language; it decides which words may follow an abbreviation as a new sentence.

    Returns:
        Spans in order, without the white space around them; none for a passage without words.
    """
    spans = []
    begin = start
    for cut, resume in _breaks(text, start, end, language):
        spans.append(trimmed(text, begin, cut))
        begin = resume
    spans.append(trimmed(text, begin, end))
    return tuple(span for span in spans if any(letter.isalnum() for letter in text[span[0] : span[1]]))


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its ends, as far as no grapheme is cut."""
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    return start, end


def is_boundary(text: str, offset: int) -> bool:
    """Tell whether a text may be cut here without splitting what people see as one character.

    A little stricter than Unicode's extended grapheme clusters (UAX #29): it never splits one, and keeps together a few
    odd sequences that the standard would part.
    """
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _is_control(before) or _is_control(after):
        return True
    return not (_extends(after) or _draws_on(before, after) or _is_half_flag(text, offset))


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Zl", "Zp"} or letter in "\u200b\u200e\u200f\u2060\ufeff\xad"


def _extends(letter: str) -> bool:
    return (
        unicodedata.category(letter) in {"Mn", "Me", "Mc"}
        or letter in "\u200c\u200d\uff9e\uff9f"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _draws_on(before: str, after: str) -> bool:
    """Tell whether the letter before takes the next one in: joiners, viramas, halves of Korean syllables."""
    return (
        before == "\u200d"
        or unicodedata.combining(before) == 9
        or unicodedata.category(before) == "Cf"
        or "\u1160" <= after <= "\u11ff"
        or ("\u1100" <= before <= "\u115f" and "\u1100" <= after <= "\ud7ff")
        or "\ud7b0" <= after <= "\ud7ff"
    )


def _is_half_flag(text: str, offset: int) -> bool:
    """Tell whether the offset stands between the two letters of a flag."""
    run = offset
    while run > 0 and "\U0001f1e6" <= text[run - 1] <= "\U0001f1ff":
        run -= 1
    return "\U0001f1e6" <= text[offset] <= "\U0001f1ff" and (offset - run) % 2 == 1


def _breaks(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """Yield where sentences end and where the next ones start."""
    for match in _END.finditer(text, start, end):
        cut, resume = match.start("gap"), match.end()
        if (
            resume < end
            and is_boundary(text, cut)
            and is_boundary(text, resume)
            and _ends(text, match, start, language)
        ):
            yield cut, resume


def _ends(text: str, match: re.Match[str], start: int, language: str) -> bool:
    following = text[match.end() : match.end() + 60].lstrip(_OPENING + " \xa0")
    if not following or following[0].islower():
        return False
    if match["stop"] != "." or match["closing"].strip("]0123456789["):
        return True
    last = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    word = last[0] if last else ""
    return not _may_go_on(word, language) or _starts_anew(following, language)


def _may_go_on(word: str, language: str) -> bool:
    """Tell whether a full stop after this word may belong to the word: an initial, an abbreviation, an ordinal."""
    bare = word.lower()
    return (
        (len(word) == 1 and word.isalpha())
        or re.fullmatch(r"(?:\w\.)+\w{1,3}", word) is not None
        or bare in _ABBREVIATIONS
        or bare.rpartition(".")[2] in _ABBREVIATIONS
        or bare.rpartition("-")[2] in _ABBREVIATIONS
        or (language in _ORDINAL_LANGUAGES and re.fullmatch(r"\d{1,2}|[IVX]+", word) is not None)
    )


def _starts_anew(following: str, language: str) -> bool:
    """Tell whether a sentence starts with one of its language's small words, written large."""
    first = re.match(r"[^\W\d_]+(?!\.)", following)
    return first is not None and first[0][0].isupper() and first[0].lower() in STOP_WORDS.get(language, frozenset())
