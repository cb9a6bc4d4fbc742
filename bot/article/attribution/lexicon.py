"""What a language must know to tell reported speech: its words, each with one sign.

A sentence is read as a row of signs, one a word, so that rules are short patterns over signs and hold in any language:

    N  a name                 n  a name that owns something      R  a word for a person or a body (doctor, court)
    P  he, she                Z  it        Y  they               I  I, we, you
    V  a verb of saying that takes a bare clause (says)          v  one that needs more (argues that, warns: …)
    U  a verb that reports with any object (underlines)          s  sees
    K  a verb of telling somebody                                m  say, argue: said of several
    M  a manner of speaking, beside a quotation only (laughs)    J  a verb of judging (criticises)
    G  saying, claiming       L  puts it                         F  view, words, opinion
    A  according to           E  in her view                     S  as
    T  that, whether          h  why, what, how                  W  when, who, if
    C  although, while        b  but, yet                        c  and, or
    B  is, was                H  has, had          D  did        O  may, would           X  not
    d  the, a, his            p  in, of, for                     a  now, also           w  any other word
    Q  a quotation            q  a quoted term                   and , ; : . ? ! ( ) - as they are

The words stand in words/, a file a language; the grammar that no list holds stands in english.py and russian.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "words"
_WORD = r"[^\W_]+(?:[’'‑\-.][^\W_]+)*"
_MARK = r"\x01+|\x02+|(?:[^\W\d_]\.(?=\s?[^\W\d_]))+"
"""A run of quoted letters, or initials."""


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Read the lists of a file in words/, by the name that stands in brackets above each."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    sections = re.findall(r"^\[([^\]]+)\].*\n((?:[^\[\n].*\n?)*)", text, re.MULTILINE)
    return {title: frozenset(listed.replace("_", " ") for listed in body.split()) for title, body in sections}


class Inflection(NamedTuple):
    """The words of one list with every ending that matches a pattern get one sign."""

    listed: str
    sign: str
    ending: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A language."""

    language: str
    inflections: tuple[Inflection, ...]
    suffixes: tuple[tuple[str, str], ...]
    """Pattern of a whole word and its sign, for what no list holds."""
    adjectives: str
    """Pattern of words written large that are no names but belong to the next word, or name a people."""
    abstract: str = ""
    """Pattern of what is seen with the mind's eye only: a need, a difference."""
    definite: str | None = None
    """The article before a role that was named before: the."""
    bodies_have_sex: bool = False
    """Whether “he” and “she” also stand for bodies and things."""
    owned: str | None = None
    """Pattern of two large words of which the second owns the first, so that they are no name: Указ Петрова."""
    stem: Callable[[str], str] = str
    """Makes the cases of a name alike."""
    verbs_of_men: str | None = None
    verbs_of_women: str | None = None
    """Patterns of verbs whose ending tells the sex of their subject."""
    patronymics: str | None = None
    """Pattern of patronymics, in a language where an owner in the genitive stands before a name."""

    def sign(self, word: str) -> str:
        """Return the sign of a word in small letters."""
        if word in self._signs:
            return self._signs[word]
        by_suffix = (sign for pattern, sign in self.suffixes if re.fullmatch(pattern, word))
        return self._inflection(word).sign or next(by_suffix, "w")

    def is_body(self, word: str) -> bool:
        """Tell whether a word makes a name one of a body."""
        listed = self._inflection(word).listed
        return word in self.lists["names of bodies"] or listed in ("bodies", "courts", "institutions")

    def is_institution(self, word: str) -> bool:
        """Tell whether a word alone is the name of a body."""
        return self._inflection(word).listed == "institutions"

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a known given name, in any case."""
        return self.stem(word) in self._given

    def is_title(self, word: str) -> bool:
        """Tell whether a word before a name is no part of it, in any case."""
        return self.stem(word) in self._titles

    def sex_of(self, word: str) -> str | None:
        """Return `f` or `m` for a given name, a title or a pronoun that tells."""
        if word in self.lists["women"]:
            return "f"
        if word in self.lists["men"]:
            return "m"
        return self._sexes.get(word) or self._sexes.get(self.stem(word))

    def sex_of_subject(self, verb: str) -> str | None:
        """Return `f` or `m` where the verb tells of whom it is said."""
        if self.verbs_of_women and re.fullmatch(self.verbs_of_women, verb):
            return "f"
        return "m" if self.verbs_of_men and re.fullmatch(self.verbs_of_men, verb) else None

    def is_nominative(self, name: str) -> bool:
        """Tell whether a name may be a subject: its given name, if known, has no ending of another case."""
        given = name.partition(" ")[0]
        return given in self._sexes or not self.is_given(given)

    def may_be_owner(self, following: str) -> bool:
        """Tell whether a large word before a name can be its owner, by the word that follows."""
        return self.patronymics is not None and not re.fullmatch(self.patronymics, following)

    @cached_property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """The lists of words."""
        return word_lists(self.language)

    @cached_property
    def token(self) -> re.Pattern[str]:
        """The pattern of one token: a phrase, a run of quotation, a word, a mark."""
        phrases = sorted((word for word in self._signs if " " in word), key=len, reverse=True)
        joined = "|".join(phrase.replace(" ", r"\s+") for phrase in phrases)
        return re.compile(rf"\b(?:{joined})\b|{_MARK}|{_WORD}|[,;:.!?()…—–\[\]]", re.IGNORECASE)

    def _inflection(self, word: str) -> Inflection:
        """Find a word by the longest listed stem that it begins with; an empty inflection where there is none."""
        for length in range(len(word), 1, -1):
            for inflection, ending in self._stems.get(word[:length], ()):
                if ending.fullmatch(word, length):
                    return inflection
        return Inflection("", "")

    @cached_property
    def _signs(self) -> Mapping[str, str]:
        return {word: sign for sign, listed in self.lists.items() if len(sign) == 1 for word in listed}

    @cached_property
    def _stems(self) -> Mapping[str, list[tuple[Inflection, re.Pattern[str]]]]:
        found: defaultdict[str, list[tuple[Inflection, re.Pattern[str]]]] = defaultdict(list)
        for inflection in self.inflections:
            for stem in self.lists[inflection.listed]:
                found[stem].append((inflection, re.compile(inflection.ending)))
        return dict(found)

    @cached_property
    def _given(self) -> frozenset[str]:
        names = word_lists("given_names")
        return frozenset(map(self.stem, names["women"] | names["men"]))

    @cached_property
    def _sexes(self) -> Mapping[str, str]:
        """The sex of given names, and of their stems where women and men do not share them."""
        names = word_lists("given_names")
        women, men = ({self.stem(name) for name in names[sex]} for sex in ("women", "men"))
        sexes = dict.fromkeys(women - men, "f") | dict.fromkeys(men - women, "m")
        return sexes | dict.fromkeys(names["women"], "f") | dict.fromkeys(names["men"], "m")

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(map(self.stem, self.lists["titles"]))
