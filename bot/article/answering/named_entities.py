"""The names and numbers of a question, and which of them stand nowhere in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.article.answering.phonetics import PhoneticIndex
from bot.article.ranking.stopwords import STOP_WORDS
from bot.article.ranking.tokens import stems, tokens
from bot.article.snapshot import Snapshot

SHORT_QUESTION_WORDS = 4
"""Words of a question so short that it may begin with its subject: Merkel born when."""
_NOUNS_ARE_CAPITAL = frozenset({"de"})
_BEFORE_A_NOUN = re.compile(
    r"(?:d(?:er|ie|as|e[mns])|k?ein\w*|(?:dies|jen|jed|welch|manch|solch|all)\w*|(?:mein|sein|ihr|unser)\w*"
    r"|zu[mr]|vo[mn]|[ai]m|ins|beim|viele\w*|wie|als|\w+(?:e|en|er|es|em))"
)
"""German words after which a capital letter is no sign of a name: articles, and adjectives by their endings."""


@dataclass(frozen=True, slots=True)
class NamedEntities:
    """What a question names, as it is spelt there."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Nameable:
    """Everything that an article could name: its stems, its words as they sound, its numbers."""

    language: str
    stems: frozenset[str]
    sounds: PhoneticIndex
    numbers: frozenset[str]


@lru_cache(maxsize=16)
def nameable(snapshot: Snapshot) -> Nameable:
    """Gather the words of a whole snapshot, captions, notes and headline too."""
    words = tokens(f"{snapshot.title} {snapshot.text}")
    numbers = frozenset(word for word in words if word[0].isdigit())
    return Nameable(snapshot.language, frozenset(stems(words, snapshot.language)), PhoneticIndex(set(words)), numbers)


def named_in(question: str, language: str) -> NamedEntities:
    """Return the names and numbers of a question; a language without capital letters has no names we can see.

    Args:
        question: What was asked.
        language: The question's language.
    """
    words = tokens(question)
    names = tuple(word for word in _capital(words, language) if word.lower() not in STOP_WORDS.get(language, ()))
    return NamedEntities(names, tuple(word for word in words if word[0].isdigit()))


def unmet(article: Nameable, named: NamedEntities, language: str) -> tuple[str, ...]:
    """Return the names and numbers of a question that stand nowhere in the article.

    In the article's own language and script a name is met by its stem; else, and for another ending, by its sound.
    """
    own = language == article.language
    names = [name for name in named.names if not own or article.stems.isdisjoint(stems([name], language))]
    unheard = (name for name in names if not article.sounds.know(name))
    # of a year the article may have more: 56 is in 1756
    lost = (number for number in named.numbers if not any(other.endswith(number) for other in article.numbers))
    return (*unheard, *lost)


def _capital(words: list[str], language: str) -> Iterator[str]:
    """Yield the words that begin with a capital letter as names do."""
    shouted = sum(word.isupper() for word in words if word[0].isalpha()) * 2 > len(words)
    if shouted:
        return
    for place, word in enumerate(words):
        if not word[0].isupper() or (not place and not _opens_with_name(words)):
            continue
        if place and language in _NOUNS_ARE_CAPITAL and _BEFORE_A_NOUN.fullmatch(words[place - 1].lower()):
            continue
        yield word


def _opens_with_name(words: list[str]) -> bool:
    """Tell whether the first word, capital anyhow, is likely a name: in a very short question, or before another."""
    return len(words) <= SHORT_QUESTION_WORDS or words[1][0].isupper()
