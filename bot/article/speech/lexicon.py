"""What a language must know to tell reported speech: its words, each with one sign.

A sentence is read as a row of signs, one a word, so that rules are short patterns over signs and hold in any language:

    N  a name                 n  a name that owns something      R  a word for a person or a body (doctor, court)
    P  he, she                Z  it                              I  I, we, you
    V  a verb of saying that takes a bare clause (says)          v  one that needs more (argues that, warns: …)
    U  a verb that reports with any object (underlines)          s  sees
    K  a verb of telling somebody
    M  a manner of speaking, beside a quotation only (laughs)    J  a verb of judging (criticises)
    G  saying, claiming       L  puts it                         F  view, words, opinion
    A  according to           S  as                              T  that, whether
    W  when, who, if          C  although, while                 b  but, yet            c  and, or
    h  why, what, how         m  say, think: said of several
    B  is, was                H  has, had                        O  may, would          D  did          X  not
    d  the, a, his            p  in, of, for                     a  now, also           w  any other word
    Q  a quotation            q  a quoted term                   and , ; : . ? ! ( ) - as they are
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.article.speech.given_names import MEN, WOMEN

WORD = r"[^\W_]+(?:[’'‑\-.][^\W_]+)*"


def any_of(words: str) -> str:
    """Return the pattern of any of these words."""
    return f"(?:{'|'.join(sorted(set(words.split()), key=len, reverse=True))})"


@dataclass(frozen=True)
class Lexicon:
    """The words of a language."""

    signs: Mapping[str, str]
    """Sign → words in small letters, with spaces between them; `_` joins the words of a phrase."""
    endings: tuple[tuple[str, str], ...]
    """Pattern of a whole word, and its sign, for what no list holds; the first that matches counts."""
    women: frozenset[str]
    men: frozenset[str]
    """Words that tell the sex of whom they belong to: given names, titles, pronouns."""
    titles: frozenset[str]
    """What stands before a name and is no part of it."""
    bodies: str
    """Pattern of the words of which names of bodies are made: bank, ministry."""
    joints: frozenset[str]
    """Small words within a name: de, von."""
    no_names: frozenset[str]
    """Words written large that are no names: months, days."""
    adjectives: str
    """Pattern of words written large that are no names but belong to the next word, or name a people."""
    abstract: str = ""
    """Pattern of what is seen with the mind's eye only: a need, a difference."""
    definite: str | None = None
    """The article before a role that was named before: the."""
    bodies_have_sex: bool = False
    """Whether “he” and “she” also stand for bodies and things."""
    stem: Callable[[str], str] = str
    """Makes the cases of a name alike."""
    patronymics: str | None = None
    """Pattern of patronymics, in a language where an owner in the genitive stands before a name."""

    def is_body(self, word: str) -> bool:
        """Tell whether a word makes a name one of a body."""
        return re.fullmatch(self.bodies, word) is not None

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a known given name, in any case."""
        return self.stem(word) in self._given

    def is_title(self, word: str) -> bool:
        """Tell whether a word before a name is no part of it, in any case."""
        return self.stem(word) in self._titles

    def sex_of(self, word: str) -> str | None:
        """Return `f` or `m` for a given name, a title or a pronoun that tells."""
        if word in self.women:
            return "f"
        return "m" if word in self.men else None

    def may_be_owner(self, following: str) -> bool:
        """Tell whether a large word before a name can be its owner, by the word that follows."""
        return self.patronymics is not None and not re.fullmatch(self.patronymics, following)

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(map(self.stem, self.titles))

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(map(self.stem, WOMEN | MEN))

    @cached_property
    def by_word(self) -> Mapping[str, str]:
        """Return the sign of each word."""
        return {word.replace("_", " "): sign for sign, words in self.signs.items() for word in words.split()}

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Return the pattern of one token: a phrase, a run of quotation, a word, a mark."""
        phrases = sorted((word for word in self.by_word if " " in word), key=len, reverse=True)
        joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
        return re.compile(
            rf"\b(?:{joined})\b|\x01+|\x02+|(?:[^\W\d_]\.(?=\s?[^\W\d_]))+|{WORD}|[,;:.!?()…—–\[\]]", re.IGNORECASE
        )

    def sign(self, word: str) -> str:
        """Return the sign of a word in small letters."""
        known = self.by_word.get(word)
        if known is None:
            known = next((sign for pattern, sign in self._endings if pattern.fullmatch(word)), "w")
        return known

    @cached_property
    def _endings(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), sign) for pattern, sign in self.endings)
