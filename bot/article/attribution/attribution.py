"""Reports: who speaks in each sentence of an article, found in one walk through it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.article.attribution import clauses
from bot.article.attribution.lexicon import Lexicon
from bot.article.attribution.names import Names
from bot.article.attribution.people import Figure
from bot.article.attribution.quotations import Quotation, masked, quotations
from bot.article.attribution.tokens import Token, signs_of, tokens_of
from bot.article.ranking.segmentation.sentences import Span, sentences
from bot.article.snapshot import Line, Passage, PassageKind, Snapshot

_LABEL = re.compile(r"[NRw]{1,4}:")
PRONOUN_REACH_SENTENCES = 5
"""Sentences over which a pronoun reaches back."""
_SILENT = re.compile(r"[X?]")


@dataclass
class _Sentence:
    span: Span
    row: list[Token]
    figure: Figure | None = None
    """Who speaks, or is spoken for without a name."""
    subject: Figure | None = None
    beside_quotation: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but a quotation."""
        signs = signs_of(self.row)
        return bool(signs) and not signs.strip("Qq,.:;?!()-") and not signs.strip(",.:;?!()-").startswith("q.")


@dataclass
class _SentencePiece:
    passage: Passage
    quotes: tuple[Quotation, ...]
    sentences: list[_Sentence]


def lines_of(snapshot: Snapshot, lexicon: Lexicon) -> tuple[Line, ...]:
    """Tell of each sentence of the paragraphs who speaks."""
    pieces = [
        _piece(snapshot, passage, lexicon) for passage in snapshot.passages if passage.kind is not PassageKind.HEADLINE
    ]
    rows = [sentence.row for piece in pieces for sentence in piece.sentences]
    names = Names(snapshot.text, lexicon, rows, snapshot.authors)
    walk = _ArticleWalk(lexicon, names, interview=sum(map(_is_labelled, pieces)) > 1)
    for piece in pieces:
        if piece.passage.kind is PassageKind.PARAGRAPH:
            walk.through(piece)
    return tuple(walk.lines())


def _piece(snapshot: Snapshot, passage: Passage, lexicon: Lexicon) -> _SentencePiece:
    quotes = quotations(snapshot.text, passage.start, passage.end)
    words = masked(snapshot.text, passage.start, passage.end, quotes)
    first = passage.start
    found = [
        _Sentence((start, end), tokens_of(words, start - first, end - first, first, lexicon))
        for start, end in sentences(snapshot.text, first, passage.end, snapshot.language)
    ]
    return _SentencePiece(passage, quotes, found)


def _is_labelled(piece: _SentencePiece) -> bool:
    """Tell whether a passage begins with the name of who speaks: “Ann Lee: …”."""
    row = piece.sentences[0].row if piece.sentences else []
    return bool(row) and row[0].text[0].isupper() and _LABEL.match(signs_of(row)) is not None


class _ArticleWalk:
    """One walk through an article, with those in mind who were named last."""

    def __init__(self, lexicon: Lexicon, names: Names, *, interview: bool) -> None:
        self._interview = interview
        self._lexicon = lexicon
        self._names = names
        self._recent: list[tuple[int, Figure]] = []
        self._done: list[_SentencePiece] = []
        self._place = 0

    def through(self, piece: _SentencePiece) -> None:
        """Find the speakers of a passage."""
        for sentence in piece.sentences:
            self._place += 1
            sentence.row = self._names.label(sentence.row)
            self._find_source(sentence)
            self._remember(sentence)
        if self._interview and _is_labelled(piece):
            self._give_the_word(piece)
        self._spread(piece)
        self._done.append(piece)

    def _give_the_word(self, piece: _SentencePiece) -> None:
        """Give a passage of an interview to the name that it begins with; that of a mere “Q:” to nobody."""
        first = piece.sentences[0].row[0]
        for sentence in piece.sentences:
            sentence.figure = first.figure if first.sign == "N" else Figure()

    def lines(self) -> Iterator[Line]:
        """Yield what was found."""
        names: dict[Figure | None, str | None] = {None: None}
        for piece in self._done:
            for sentence in piece.sentences:
                figure = sentence.figure
                if figure not in names:
                    names[figure] = None if figure is None or figure.is_author else figure.name
                yield Line(*sentence.span, names[figure])

    def _find_source(self, sentence: _Sentence) -> None:
        found = list(clauses.sources(sentence.row))
        figures = list(dict.fromkeys(self._speaker_of(sentence.row, one) for one in found))
        speakers = [figure for figure in figures if not figure.body] or figures  # who passes words on counts less
        if found:
            sentence.figure = speakers[0] if len(speakers) == 1 else Figure()
        sentence.beside_quotation = any(one.beside_quotation for one in found)

    def _speaker_of(self, row: Sequence[Token], source: clauses.SpeechSource) -> Figure:
        """Return who speaks, and remember what the sentence tells of them."""
        figure = self._figure_at(row, source.token)
        if source.token is None or row[source.token].sign != "N":
            return figure
        figure.person |= not figure.body
        if source.verb is None:
            return figure
        token, sex = row[source.token], self._lexicon.sex_of_subject(row[source.verb].word)
        if figure.person and not (self._lexicon.is_nominative(token.word) and (sex is None or figure.may_be(sex))):
            return Figure()
        figure.sexes.update({sex} if sex else ())
        if token.text in figure.forms:
            figure.nominative = figure.nominative or token.text
        return figure

    def _figure_at(self, row: Sequence[Token], place: int | None) -> Figure:
        """Return who is meant by a token; somebody without a name where that is not sure."""
        if place is None:
            return Figure()
        token = row[place]
        if token.sign in "Nn" and token.figure is not None:
            return token.figure
        sex = next(filter(None, map(self._lexicon.sex_of, [token.word, *token.word.split()])), None)
        if token.sign in "PE" and sex is not None:
            return self._last_named(sex)
        return self._last_body() if token.sign == "Z" else Figure()

    def _last_named(self, sex: str) -> Figure:
        """Return the person whom a pronoun stands for: the last one named whom it fits."""
        for place, figure in reversed(self._recent):
            if self._place - place > PRONOUN_REACH_SENTENCES:
                break
            if figure.may_be(sex) and figure.person:
                return figure
        return Figure()

    def _last_body(self) -> Figure:
        place, figure = self._recent[-1] if self._recent else (0, Figure())
        return figure if figure.body and self._place - place <= PRONOUN_REACH_SENTENCES else Figure()

    def _remember(self, sentence: _Sentence) -> None:
        """Keep in mind whom a sentence names, and last whom it is about."""
        place = clauses.subject(sentence.row)
        sentence.subject = sentence.figure or (self._figure_at(sentence.row, place) if place is not None else None)
        if sentence.subject is None:
            sentence.subject = self._somebody(sentence.row)
        named = [token.figure for token in sentence.row if token.sign in "Nn" and token.figure is not None]
        for figure in [*named, *([sentence.subject] if sentence.subject else ())]:
            self._recent = [pair for pair in self._recent[-20:] if pair[1] is not figure]
            self._recent.append((self._place, figure))

    def _somebody(self, row: Sequence[Token]) -> Figure | None:
        """Return a person without a name that a sentence is about: a driver, one of the mothers."""
        match = re.match(r"(?:[^;:.?!Q]{1,60},)?[cb]?[dwa]*(R)", signs_of(row))
        role = row[match.start(1)].word if match else ""
        if not role or (self._lexicon.is_body(role) and not self._lexicon.bodies_have_sex):
            return None
        sex = self._lexicon.sex_of(role)
        return Figure(person=True, sexes={sex} if sex else set())

    def _spread(self, piece: _SentencePiece) -> None:
        """Give quotations that stand alone to whoever was speaking."""
        for quote in piece.quotes:
            first = bisect_right(piece.sentences, quote.start, key=lambda one: one.span[1])
            last = bisect_left(piece.sentences, quote.end, key=lambda one: one.span[0])
            inside = piece.sentences[first:last]
            tagged = next((one.figure for one in inside if one.beside_quotation), None)
            for place, one in enumerate(inside, first):
                if one.figure is None and one.is_bare:
                    one.figure = tagged or self._speaking(piece, place)
                    one.beside_quotation = one.figure is not None

    def _speaking(self, piece: _SentencePiece, place: int) -> Figure | None:
        """Return who goes on speaking in a quotation that stands alone."""
        if place == 0:
            return self._from_before(piece)
        before = piece.sentences[place - 1]
        if before.beside_quotation or before.figure is not None:
            return before.figure
        others = {token.figure for token in before.row if token.sign in "Nn" and token.figure and token.figure.person}
        if before.subject is None or not before.subject.person or others - {before.subject}:
            return None
        return None if _SILENT.search(signs_of(before.row)) else before.subject

    def _from_before(self, piece: _SentencePiece) -> Figure | None:
        """Return who was left speaking at the end of the passage before."""
        before = self._done[-1] if self._done else None
        if before is None or before.passage.index != piece.passage.index - 1 or not before.sentences:
            return None
        last = before.sentences[-1]
        if before.quotes and not before.quotes[-1].closed:
            return last.figure
        introduced = clauses.introduced(last.row) if signs_of(last.row).endswith(":") else None
        return self._figure_at(last.row, introduced) if introduced is not None else None
