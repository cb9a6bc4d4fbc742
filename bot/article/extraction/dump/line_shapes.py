"""What the shape of a line tells: prose, heading, caption of a picture, note about the author."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.article.extraction.dump.phrasebook import beginnings

_CLOSERS = "\"'”’»“)]›*_  \u200b」』）】"
_TERMINALS = ".!?…。！？।؟:;"
_OPENERS = "\"'“„«‘‚‹—–-•*(「『（【◆■●▼〈《"

_OF_HEADLINES = ("?", "!", "…", "？", "！", "؟")
"""Marks with which a headline may end."""
_STOPS = (".", "!", "…", "。", "！", "।", "؟")

_LONG_PROSE = 25
_SHORT_PROSE = 6
_LONGEST_HEADING = 16
_LONGEST_HEADLINE = 40

_CREDIT_WORDS = (
    r"photos?|pictures?|images?|photo credit|image credit|photograph|illustration|graphics?|picture credit"
    r"|фото|снимок|иллюстрация|фота|здымак|ілюстрацыя|світлина|ілюстрація"
    r"|zdjęcie|zdjęcia|fot|fotografia|grafika|ilustracja|nuotrauka|nuotr|foto|fotos|bild|abbildung"
)
_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?…)\]”\"»|/–—-])[ ]?|(?<=[.!?…)\]”\"»] )|\()(?:{_CREDIT_WORDS})(?:\.|[ ]?:|[ ]by\b|[ ]courtesy)",
    re.IGNORECASE,
)
_AGENCIES = (
    r"getty(?: images)?|shutterstock|reuters|afp|ap(?: photo)?|epa(?:-efe)?|unsplash|pexels|flickr|pixabay|alamy|istock"
    r"|wikimedia(?: commons)?|imago|dpa|pap|bns|elta|тасс|риа новости|укринформ|scanpix"
    r"|cc[ -]by(?:-[a-z]{2}){0,2}(?: \d\.\d)?"
)
_CREDIT_ENDS = re.compile(
    rf"(?:/ ?|\(|© ?|[.,] |\| ?| via | {{2}})(?:{_AGENCIES})(?:/[^\W\d_]\w+(?: \w+)?)?[)./ ]{{0,3}}$", re.IGNORECASE
)
_CREDIT_IN_BRACKETS = re.compile(r"[.!?] \([^\W\d_]\S+(?: [^\W\d_]\S+){1,3}(?: for | via | ?/ ?)[^()]{2,40}\)$")
_BLANK = re.compile(r"[\xa0\u2000-\u200a]")
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 110
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!] ")
_NEW_SENTENCE = re.compile(r"[.!?] [^\W\d_]{2,}")

_PROFESSION = re.compile(
    r"[^\W\d_]\S+(?: [^\W\d_]\S*){1,4}[  ](?:is|are|was|has been) (?:an?|the)[  ](?:[\w’'-]+[  ]){0,6}"
    r"(?:journalist|author|editor|professor|researcher|fellow|writer|columnist|analyst|lecturer|reporter|historian|director"
    r"|correspondent|contributor|scholar|scientist|sociologist|economist|student|candidate|lawyer|activist|politician)\b"
)
_SOURCE = re.compile(r" \([^()\n]{1,40}\)$")
"""Who sent the words, behind the last sentence: an agency, initials."""
_SEARCHED_CHARS = 200
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""


def word_count(words: str) -> int:
    """Return how many words stand in a text; in scripts without spaces two letters count as one."""
    return len(words.split()) + (0 if words.isascii() else len(_UNSPACED.findall(words)) // 2)


def ends_as_sentence(words: str) -> bool:
    """Say whether a text ends with a mark that closes a sentence, quotation marks aside."""
    return _SOURCE.sub("", words).rstrip(_CLOSERS).endswith(tuple(_TERMINALS))


def is_prose(words: str) -> bool:
    """Say whether a line reads like a paragraph: long, or a closed sentence, or somebody speaking."""
    count = word_count(words)
    if ends_as_sentence(words):
        return count >= _SHORT_PROSE or words.startswith(tuple(_OPENERS))
    return count >= _LONG_PROSE


def is_statement(words: str) -> bool:
    """Say whether a line that is set as a heading says a whole sentence."""
    return word_count(words) >= _SHORT_PROSE and words.rstrip(_CLOSERS).endswith(_STOPS)


def is_headline(words: str) -> bool:
    """Say whether a line could be the title of an article."""
    if not any(letter.isalpha() for letter in words) or len(words) > 300:
        return False
    is_open = not ends_as_sentence(words) or words.rstrip(_CLOSERS).endswith(_OF_HEADLINES)
    return is_open and word_count(words) <= _LONGEST_HEADLINE and not _NEW_SENTENCE.search(words[:-1].rstrip(_CLOSERS))


def is_heading(words: str) -> bool:
    """Say whether a line between two paragraphs could be a subheading."""
    first = words[:1]
    return (
        word_count(words) <= _LONGEST_HEADING
        and len(words) <= 110
        and (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()))
        and any(letter.isalpha() for letter in words)
        and (not ends_as_sentence(words) or words.endswith("?"))
        and not words.endswith((",", "-", "–", "—"))
        and not _SENTENCE_WITHIN.search(words)
    )


def is_caption(words: str) -> bool:
    """Say whether a line is the caption or credit of a picture: it names who made the picture at its end."""
    if len(words) > _LONGEST_CAPTION:
        return False
    words = _BLANK.sub(" ", words)
    if _CREDIT_ENDS.search(words[-60:]) or _CREDIT_IN_BRACKETS.search(words[-110:]):
        return True
    credited = (words[credit.end() :].strip() for credit in _CREDIT.finditer(words))
    return any(0 < len(after) <= _LONGEST_CREDIT and not _NEW_SENTENCE.search(after) for after in credited)


def is_note(words: str, authors: Iterable[str]) -> bool:
    """Say whether a paragraph speaks about the author or the publication instead of the subject."""
    if begins_with_author(words, authors):
        return True
    pattern = beginnings("note")
    return pattern is not None and pattern.match(f" {_beginning(words)}") is not None


def begins_with_author(words: str, authors: Iterable[str]) -> bool:
    """Say whether a paragraph begins with the name of one of the authors and goes on."""
    beginning = _beginning(words)
    return any(
        beginning.lower().startswith(author.lower())
        and beginning[len(author) : len(author) + 1] in " ,:—–-"
        and word_count(words) > word_count(author) + 1
        for author in authors
    )


def _beginning(words: str) -> str:
    return " ".join(words[:_SEARCHED_CHARS].split()).lstrip("*_[(")


def is_biography(words: str) -> bool:
    """Say whether a paragraph introduces somebody by profession, as the last line of an article does."""
    return _PROFESSION.match(_beginning(words)) is not None
