"""Names: who is named in an article, and which figure a name stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.article.attribution.lexicon import Lexicon
from bot.article.attribution.people import Figure
from bot.article.attribution.phrases import Phrase, bare, phrases
from bot.article.attribution.tokens import Token, signs_of

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?")
_ROLES_AFTER = re.compile(r",[dwan]*(R+)")
MOST_NAMESAKES = 50
"""People with a name in common from which on nobody can tell by it alone which is meant."""


class Names:
    """The names of one article."""

    def __init__(self, text: str, lexicon: Lexicon, rows: Iterable[Sequence[Token]], authors: Iterable[str]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._figures: dict[tuple[str, ...], Figure] = {}
        self._by_part: defaultdict[str, list[Figure]] = defaultdict(list)
        self._by_role: defaultdict[str, set[Figure]] = defaultdict(set)
        rows = list(rows)
        self._small = frozenset(token.text for row in rows for token in row if token.text[0].islower())
        for author in authors:
            self._figure(author.split()).is_author = True
        self._phrases = {row[0].start: tuple(phrases(row, lexicon, self._small)) for row in rows if row}
        doubtful = []
        for row in rows:
            for phrase in self._phrases[row[0].start] if row else ():
                if self._is_surely_name(row, phrase):
                    self._learn(row, phrase)
                elif phrase.last - phrase.first == 1:
                    doubtful.append((row, phrase))
        for row, phrase in doubtful:
            if lexicon.stem(row[phrase.first].word) in self._by_part:
                self._learn(row, phrase)

    def label(self, row: Sequence[Token]) -> list[Token]:
        """Return a sentence in which each name is one token, with its figure."""
        labelled: list[Token] = []
        place = 0
        for phrase in self._phrases[row[0].start] if row else ():
            figure = self._known(row, phrase)
            if figure is None:
                continue
            labelled.extend(row[place : phrase.first])
            labelled.append(self._as_name(row, phrase, figure))
            place = phrase.last
        labelled.extend(row[place:])
        here = {token.figure for token in labelled}
        resolved = [self._as_role(labelled, place, here) for place in range(len(labelled))]
        self._note_roles(labelled)
        return resolved

    def _as_role(self, row: Sequence[Token], place: int, named: set[Figure | None]) -> Token:
        """Take “the minister” for the only minister of the article."""
        token = row[place]
        following = {one.sign for one in row[place + 1 : place + 3]}
        if token.sign != "R" or following & {"N", "R"} or not self._is_definite(row, place):
            return token
        called_so = self._by_role.get(token.word, set())  # by the article, until here
        if len(called_so) != 1 or called_so & named:
            return token
        return token._replace(sign="N", figure=next(iter(called_so)))

    def _is_definite(self, row: Sequence[Token], place: int) -> bool:
        if self._lexicon.definite is None:
            return place == 0 or row[place - 1].sign not in "dp"
        return any(token.word == self._lexicon.definite for token in row[max(0, place - 3) : place])

    def _call(self, figure: Figure, roles: Iterable[str]) -> None:
        """Note what one of the article's figures is called besides; who has no name is none of them."""
        if figure.forms or figure.is_author:
            for role in roles:
                self._by_role[role].add(figure)

    def _is_surely_name(self, row: Sequence[Token], phrase: Phrase) -> bool:
        """Tell whether large letters alone say that this is a name: not so of one word that opens a sentence."""
        first = row[phrase.first].word
        if not phrase.opens or phrase.titles or self._lexicon.is_given(first) or self._lexicon.is_institution(first):
            return True
        if phrase.last - phrase.first > 1:
            return self._lexicon.owned is None or "." in row[phrase.first].text
        after = row[phrase.last : phrase.last + 2]
        return len(after) == 2 and after[0].sign == "(" and _YEAR.fullmatch(after[1].text) is not None

    def _learn(self, row: Sequence[Token], phrase: Phrase) -> None:
        words = [bare(token.text) for token in row[phrase.first : phrase.last]]
        figure = self._figure(words)
        figure.body |= self._is_body(row, phrase, words)
        figure.person |= not figure.body and (
            len(words) > 1 or bool(phrase.titles) or self._lexicon.is_given(words[0].lower())
        )
        form = self._text[row[phrase.first].start : self._end(row, phrase)]
        figure.forms[form] += 1
        if figure.body:
            self._call(figure, filter(self._lexicon.is_body, map(str.lower, words)))
        figure.first = min(figure.first, row[phrase.first].start)
        before = [token.word for token in row[max(0, phrase.first - 2) : phrase.first] if token.sign == "R"]
        figure.sexes |= self._sexes_of([*phrase.titles, words[0].lower(), *before])
        if not figure.sexes and len(words) > 1 and words[0].endswith("a"):
            figure.sexes.add("f")

    def _sexes_of(self, telling: Iterable[str]) -> set[str]:
        return set(filter(None, map(self._lexicon.sex_of, telling)))

    def _is_body(self, row: Sequence[Token], phrase: Phrase, words: Sequence[str]) -> bool:
        if any(self._lexicon.is_body(word.lower()) or (word.isupper() and len(word) > 1) for word in words):
            return True
        before = row[phrase.first - 1].word if phrase.first else ""
        return before == self._lexicon.definite and not phrase.titles and not self._lexicon.is_given(words[0].lower())

    def _figure(self, words: Sequence[str]) -> Figure:
        key = tuple(self._lexicon.stem(word.lower()) for word in words)
        if key not in self._figures:
            self._figures[key] = Figure()
            if len(key) > 1:
                for part in {key[0], key[-1]}:
                    self._by_part[part].append(self._figures[key])
        return self._figures[key]

    def _known(self, row: Sequence[Token], phrase: Phrase) -> Figure | None:
        """Return whom a name stands for: a part of one whole name stands for it."""
        words = [bare(token.text).lower() for token in row[phrase.first : phrase.last]]
        key = tuple(map(self._lexicon.stem, words))
        start = row[phrase.first].start
        namesakes = self._by_part.get(key[0], []) if len(key) == 1 else []
        if len(namesakes) > MOST_NAMESAKES:
            return Figure()
        whole = [one for one in namesakes if one.is_person_before(start)]
        if len(whole) > 1:
            whole = [one for one in whole if one.sexes and one.sexes <= self._sexes_of(phrase.titles)]
            return whole[0] if len(whole) == 1 else Figure()
        if whole:
            return whole[0]
        adjective = len(key) == 1 and re.fullmatch(self._lexicon.adjectives, words[0])
        if adjective and not self._lexicon.is_institution(words[0]):
            return None
        return self._figures.get(key)

    def _as_name(self, row: Sequence[Token], phrase: Phrase, figure: Figure) -> Token:
        start, end = row[phrase.first].start, self._end(row, phrase)
        self._call(figure, phrase.titles)
        owns = end < row[phrase.last - 1].end
        return Token(self._text[start:end], start, end, "n" if owns else "N", figure)

    def _end(self, row: Sequence[Token], phrase: Phrase) -> int:
        last = row[phrase.last - 1]
        return last.start + len(bare(last.text))

    def _note_roles(self, row: Sequence[Token]) -> None:
        """Remember what people are called: “the engineer Ann Lee”, “Ann Lee, the engineer”."""
        signs = signs_of(row)
        for place, token in enumerate(row):
            if token.sign != "N" or token.figure is None:
                continue
            first = len(signs[:place].rstrip("dwRpnNa&"))
            after = _ROLES_AFTER.match(signs, place + 1)
            around = [*row[first:place], *(row[after.start(1) : after.end(1)] if after else ())]
            self._call(token.figure, (one.word for one in around if one.sign == "R"))
