"""How well and how fast the lexical ranking answers: `uv run python -m tests.bench.ranking`."""

import asyncio
from pathlib import Path

from bot.article.answering.evaluation import Evaluation, Prediction, load
from bot.article.ranking import index_of

SETS = Path(__file__).parents[2].parent / "shared" / "eval" / "questions"
REFERENCE = {
    ("squad2", "squad2.questions"): "72.7 / 86.7",
    ("xquad-en", "xquad-en.questions-en"): "79.8 / 95.3",
    ("xquad-ru", "xquad-ru.questions-ru"): "78.9 / 92.2",
    ("xquad-de", "xquad-de.questions-de"): "74.2 / 89.4",
    ("xquad-es", "xquad-es.questions-es"): "77.3 / 93.1",
    ("xquad-en", "xquad-en.questions-de"): "refuse",
    ("xquad-en", "xquad-en.questions-es"): "refuse",
    ("xquad-en", "xquad-en.questions-ro"): "refuse",
    ("xquad-en", "xquad-en.questions-tr"): "refuse",
    ("xquad-en", "xquad-en.questions-el"): "refuse",
    ("xquad-en", "xquad-en.questions-ru"): "refuse",
}
"""The lexical reference, hit@1 / hit@3; questions in another language than the article are to be refused."""
SENTENCES = 220


def main() -> None:
    """Print a line a set."""
    if not SETS.is_dir():
        print(f"Skipped: there are no question sets in {SETS.name}/ beside this checkout.")
        return
    print(f"{'questions':24}{'hit@1 / hit@3':16}{'reference':14}{'kept':>7}{'refused':>9}{'p50 ms':>8}{'mean ms':>9}")
    for (articles, questions), reference in REFERENCE.items():
        evaluation = load(SETS / f"{articles}.articles.jsonl", SETS / f"{questions}.jsonl")
        print(f"{questions:24}{_line(evaluation, reference)}")
        if articles == "squad2":
            _indexing(evaluation)


def _line(evaluation: Evaluation, reference: str) -> str:
    for snapshot in evaluation.articles.values():
        index_of(snapshot)
    figures = evaluation.figures(asyncio.run(_predictions(evaluation)))
    hits = f"{100 * figures['hit@1']:.1f} / {100 * figures['hit@3']:.1f}"
    shares = f"{100 * figures['kept']:7.1f}{100 * figures['refused']:9.1f}"
    return f"{hits:16}{reference:14}{shares}{figures['milliseconds_p50']:8.2f}{figures['milliseconds_mean']:9.2f}"


async def _predictions(evaluation: Evaluation) -> list[Prediction]:
    return [one async for one in evaluation.predict()]


def _indexing(evaluation: Evaluation) -> None:
    nearest = min(evaluation.articles.values(), key=lambda article: abs(len(index_of(article).sentences) - SENTENCES))
    alone = Evaluation({"one": nearest}, ())
    took = min(alone.figures([])["milliseconds_to_index"] for _ in range(5))
    print(f"  to index {len(index_of(nearest).sentences)} sentences: {took} ms")


if __name__ == "__main__":
    main()
