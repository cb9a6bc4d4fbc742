"""The line that says who wrote an article, when, and for which section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.article.extraction.dates import DATE, read_date
from bot.article.extraction.person_names import (
    BETWEEN,
    CREDIT_CUE,
    LAST_OF_SEVERAL,
    PARTICLES,
    cue_end,
    is_person,
    is_role,
    without_degrees,
)

_MAX_BYLINE_CHARS = 160
_CAPITAL = r"[^\W\d_a-zа-яіў][\w’'ʼ.-]{0,24}"
"""A word that does not begin with a small letter."""

_DATE_CUES = (
    r"(?:first )?published(?: on)?|posted(?: on)?|(?:last )?updated(?: on)?|date"
    r"|опубликовано|обновлено|дата|апублікавана|опубліковано|оновлено|paskelbta|atnaujinta|data"
    r"|opublikowano|data publikacji|aktualizacja|veröffentlicht(?: am)?|stand|aktualisiert(?: am)?"
)
_WEEKDAYS = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
    r"|(?:pirm|otr|treš|ceturt|piekt|sest|svēt)diena|(?:pirm|antr|treči|ketvirt|penkt|šešt|sekm)adienis"
    r"|понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя|панядзелак|аўторак|серада|чацвер|пятніца|нядзеля"
    r"|pondělí|úterý|středa|čtvrtek|pátek|neděle"
)
_TIME = r"(?:at |um |о |в |g\. |godz\. )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: uhr)?(?: ?\(?[A-Z]{2,5}\)?)?"
_DATED = re.compile(rf"(?:(?:{_DATE_CUES}):? ){{0,2}}(?:(?:{_WEEKDAYS}),? ?)?@(?:,? ?(?:{_TIME}))?", re.IGNORECASE)
_ONLY_TIME = re.compile(_TIME, re.IGNORECASE)
_READING_TIME = re.compile(
    r"(?:reading time:? )?\d{1,3}[ -]?(?:min(?:ute)?s?|мин|хв|хвілін|min\.)\.?(?: read| чтения| czytania| lesezeit)?",
    re.IGNORECASE,
)

_SECTION_CUE = re.compile(r"(?:in|section|category|filed under|rubric|рубрика|раздел|rubrik|dział):? ", re.IGNORECASE)
_AFFILIATION = re.compile(r" (?:(?:in|for) [^\W\d_][\w .-]{0,40}|\([^()]{0,60}\))$")
_IN_SECTION = re.compile(r" in (?=(?:opinion|news|politics|culture|sports?|business|world|analysis)$)", re.IGNORECASE)
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{'|'.join(sorted(PARTICLES))})){{0,2}}(?: (?:{_CAPITAL}|van|von|de|der)){{1,4}}")
_SECTION = re.compile(r"[^\W\d_a-zа-яіў][\w&’'-]*(?: [\w&’'/-]+){0,4}")
_SECTION_NAMES = re.compile(
    r"news|opinions?|world|politics|analysis|culture|sports?|business|economy|comment(?:ary)?|essays?|interviews?"
    r"|features?|society|science|technology|tech|travel|health|local|city|letters|editorial|long ?reads?|world news"
    r"|новости|мнени[ея]|политика|общество|экономика|культура|спорт|меркаванн[іе]|навіны|грамадства|думк[аи]|новини"
    r"|opinie|wiadomości|polityka|społeczeństwo|kultura|nuomon(?:ė|ės)|naujienos|politika|kultūra"
    r"|meinung|politik|gesellschaft|wirtschaft|kultur|kommentar",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r" [-–—/] | ?[|•·∙●] ?|\t+| {3,}")
_ON_DATE = re.compile(r"(?<!published)(?<!posted)(?<!updated) (?:on|am|vom) @", re.IGNORECASE)
_BEFORE_PIECE = re.compile(
    r"(?<=@) (?=by |von |in )|(?<!last) (?=(?:published|posted|(?:last )?updated)(?: on)?:? @)| (?=photos?: )",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|zaktualizowano|aktualizacja|обновлено|оновлено|абноўлена|atnaujinta|atjaunināts)"
    r"[^@\d]{0,20}$",
    re.IGNORECASE,
)
"""Before the date of a later version."""
_WEEKDAY = re.compile(rf"(?<=\S) (?:{_WEEKDAYS}),? (?=@)", re.IGNORECASE)
_AROUND_DATE = re.compile(r", (?=@)|(?<=@), ")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; empty where it says nothing about it."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    section: str | None = None

    def joined(self, other: Byline) -> Byline:
        """Return both bylines as one; what this one says comes first."""
        return Byline(self.authors or other.authors, self.published or other.published, self.section or other.section)


@dataclass
class _Findings:
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    is_dated: bool = False
    is_signed: bool = False


def read_byline(line: str) -> Byline | None:
    """Return what a line says about author, date and section, or None when it is not a byline.

    Each piece of the line must be a date, a name, a section or a reading time: a sentence never is.
    """
    line = " ".join(line.split())
    if not line or len(line) > _MAX_BYLINE_CHARS:
        return None
    findings = _Findings()
    is_understood = all(_understood(piece, findings) for piece in _pieces(line, findings))
    if not is_understood or not (findings.is_dated or findings.is_signed):
        return None
    return Byline(tuple(findings.authors), findings.published or findings.updated, findings.section)


def tells_of_change(words: str) -> bool:
    """Say whether the date behind some words is that of a later version: `Updated on`."""
    return _UPDATED.search(words[-_MAX_BYLINE_CHARS:]) is not None


def is_name(words: str) -> bool:
    """Say whether words look like the name of a person: two to five words with capitals, no digits."""
    words = " ".join(words.split())
    return len(words) <= 60 and _NAME.fullmatch(words) is not None and not _SECTION_NAMES.fullmatch(words)


def is_section(words: str) -> bool:
    """Say whether words are the name of a section that newspapers commonly have."""
    return len(words) <= 40 and _SECTION_NAMES.fullmatch(" ".join(words.split())) is not None


def _pieces(line: str, findings: _Findings) -> list[str]:
    """Cut a line at its separators, with each date replaced by `@`."""

    def note_date(match: re.Match[str]) -> str:
        published = read_date(match[0])
        if published is None and "/" not in match[0]:
            return match[0]
        if tells_of_change(match.string[: match.start()]):
            findings.updated = findings.updated or published
        else:
            findings.published = findings.published or published
        findings.is_dated = True
        return "@"

    line = _ON_DATE.sub(" | @", _WEEKDAY.sub(" ", DATE.sub(note_date, _IN_SECTION.sub(" | ", line))))
    line = _BEFORE_PIECE.sub(" | ", line)
    pieces = [piece.strip(" ,") for piece in _BETWEEN.split(line)]
    return [part for piece in pieces for part in _parts(piece) if part]


def _parts(piece: str) -> list[str]:
    """Cut a piece such as `Jane Doe, @` or `Jane Doe @`; a date with its weekday and time stays whole."""
    if "@" not in piece or _DATED.fullmatch(piece):
        return [piece]
    before, _, after = piece.partition("@")
    name = (before or after).strip(" ,")
    if not (before and after) and is_name(name):
        return [name, "@"]
    return [part.strip() for part in _AROUND_DATE.split(piece)]


def _understood(piece: str, findings: _Findings) -> bool:
    """Note what a piece says; False when it says nothing that belongs into a byline."""
    if "@" in piece:
        return _DATED.fullmatch(piece) is not None
    if _READING_TIME.fullmatch(piece):
        findings.is_dated = True
        return True
    if _ONLY_TIME.fullmatch(piece) or CREDIT_CUE.match(piece):
        return True
    cue = cue_end(piece)
    if cue:
        return _note_authors(piece[cue:], findings, is_signed=True)
    if findings.is_dated and not findings.authors and _note_authors(piece, findings, is_signed=False):
        return True
    return _note_section(piece, findings)


def _note_authors(words: str, findings: _Findings, *, is_signed: bool) -> bool:
    """Note names such as `Jane Doe and John Roe, Transport Correspondent`."""
    words = _AFFILIATION.sub("", words[cue_end(words) :])
    if not LAST_OF_SEVERAL.search(words) and not all(map(is_name, words.split(", "))):
        words = words.partition(", ")[0]
    people = [without_degrees(part) for part in BETWEEN.split(words) if part and not is_role(part)]
    if not people or not all(is_name(person) for person in people):
        return False
    findings.authors += [person for person in people if is_person(person, is_trusted=False)]
    findings.is_signed = findings.is_signed or is_signed
    return True


def _note_section(piece: str, findings: _Findings) -> bool:
    cue = _SECTION_CUE.match(piece)
    words = piece[cue.end() :] if cue else piece
    if is_role(words):
        return True
    if len(words) > 40 or not _SECTION.fullmatch(words):
        return False
    findings.section = findings.section or words
    return True
