"""Measuring the answers on a set of articles and questions with known places of the answers."""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.article.answering.answer import Band, judge, read_question
from bot.article.language_detection import language_of_text
from bot.article.ranking import Ranking, index_of
from bot.article.semantic import Embedder
from bot.article.semantic.vectors import ArticleVectors, ask, read
from bot.article.snapshot import ExtractedText, PassageKind, Snapshot, take_snapshot
from bot.texts import Refusal

PASSAGES_PER_RANKING = 10
"""How many passages of each question's ranking are told."""

Place = tuple[int, int, int]
"""Paragraph, start and end: code points in the paragraph, end exclusive."""
Prediction = dict[str, Any]
"""`{qid, ranked, score, answered, band}` as the scorers read it, and `confidence` and `milliseconds`."""


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


Model = TypeVar("Model", bound=_Line)


class ArticleLine(_Line):
    """A line of the articles' file."""

    article_id: str
    title: str = ""
    lang: str | None = None
    paragraphs: list[str]


class QuestionLine(_Line):
    """A line of the questions' file."""

    qid: str
    article_id: str
    question: str
    answerable: bool = True
    kind: str = "answerable"
    spans: list[Place] = []


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Articles and the questions to them."""

    articles: dict[str, Snapshot]
    questions: tuple[QuestionLine, ...]

    async def predict(self, embedder: Embedder | None = None) -> AsyncIterator[Prediction]:
        """Yield a prediction a question, in order; each article is indexed when it is first asked.

        Raises:
            EmbedderError: The embedder failed.
        """
        meanings: dict[str, ArticleVectors] = {}
        for question in self.questions:
            snapshot = self.articles[question.article_id]
            index_of(snapshot)
            if embedder is not None and question.article_id not in meanings:
                meanings[question.article_id] = await read(embedder, snapshot)
            yield await predict(snapshot, question, embedder, meanings.get(question.article_id))

    def figures(self, predictions: Iterable[Prediction]) -> dict[str, float | int | None]:
        """Return what the predictions are worth; shares are None where no question tells."""
        by_id = {prediction["qid"]: prediction for prediction in predictions}
        asked = [question for question in self.questions if question.qid in by_id]
        answerable = [question for question in asked if question.answerable]
        foreign = [question for question in asked if question.kind == "foreign"]
        unanswerable = [question for question in asked if question.kind not in {"answerable", "foreign"}]
        took = [by_id[question.qid]["milliseconds"] for question in asked]
        return {
            "questions": len(asked),
            "hit@1": _share(_hit(by_id[question.qid], question, 1) for question in answerable),
            "hit@3": _share(_hit(by_id[question.qid], question, 3) for question in answerable),
            "answer": _share(by_id[question.qid]["band"] == Band.ANSWER for question in answerable),
            "kept": _share(by_id[question.qid]["answered"] for question in answerable),
            "refused": _share(not by_id[question.qid]["answered"] for question in foreign),
            "other_not_answer": _share(by_id[question.qid]["band"] != Band.ANSWER for question in unanswerable),
            "milliseconds_p50": round(statistics.median(took), 2) if took else None,
            "milliseconds_mean": round(statistics.fmean(took), 2) if took else None,
            "milliseconds_to_index": self._indexing(),
        }

    def _indexing(self) -> float | None:
        """Return the milliseconds that the longest article takes to be indexed anew."""
        if not self.articles:
            return None
        longest = max(self.articles.values(), key=lambda snapshot: len(snapshot.text))
        started = time.perf_counter()
        index_of.__wrapped__(longest)
        return round(1000 * (time.perf_counter() - started), 1)


def load(articles: Path, questions: Path) -> Evaluation:
    """Read articles and questions, an object of JSON a line.

    Raises:
        Refusal: A line is no such object, or asks an article that is not there.
        OSError: A file cannot be read.
    """
    snapshots = {line.article_id: _snapshot(line) for _, line in _lines(articles, ArticleLine)}
    asked = []
    for number, question in _lines(questions, QuestionLine):
        if question.article_id not in snapshots:
            raise Refusal("evaluation-article-unknown", file=questions.name, line=number, article=question.article_id)
        asked.append(question)
    return Evaluation(snapshots, tuple(asked))


async def predict(
    snapshot: Snapshot, question: QuestionLine, embedder: Embedder | None = None, meaning: ArticleVectors | None = None
) -> Prediction:
    """Rank an article's sentences for a question and choose the band."""
    started = time.perf_counter()
    asked = await ask(embedder, meaning, question.question) if embedder and meaning else None
    language, ranking = read_question(snapshot, question.question, asked)
    band, _ = judge(snapshot.language, language, ranking, across=asked is not None)
    return {
        "qid": question.qid,
        "ranked": _ranked(snapshot, ranking),
        "score": ranking.standing,
        "confidence": ranking.confidence,
        "answered": band is not Band.REFUSAL,
        "band": band.value,
        "milliseconds": round(1000 * (time.perf_counter() - started), 3),
    }


def _ranked(snapshot: Snapshot, ranking: Ranking) -> list[Place]:
    best = [ranking.sentences[place] for place, _ in ranking.best(PASSAGES_PER_RANKING)]
    placed = ((sentence, snapshot.passages[sentence.passage].start) for sentence in best)
    return [(sentence.passage, sentence.start - offset, sentence.end - offset) for sentence, offset in placed]


def _lines(path: Path, model: type[Model]) -> Iterator[tuple[int, Model]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("evaluation-not-text", file=path.name) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parsed(line, model, path.name, number)


def _parsed(line: str, model: type[Model], file: str, number: int) -> Model:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "JSON"
        raise Refusal("evaluation-line", file=file, line=number, field=field, problem=first["msg"]) from None


def _snapshot(line: ArticleLine) -> Snapshot:
    parts = tuple((PassageKind.PARAGRAPH, paragraph) for paragraph in line.paragraphs)
    language = line.lang or language_of_text("\n".join(line.paragraphs))
    return take_snapshot(ExtractedText(line.title, parts, language))


def _hit(prediction: Prediction, question: QuestionLine, count: int) -> bool:
    """Tell whether one of the first passages lies in the paragraph of an answer and holds it whole."""
    return any(
        paragraph == gold and start <= first and last <= end
        for paragraph, start, end in prediction["ranked"][:count]
        for gold, first, last in question.spans
    )


def _share(yes: Iterable[bool]) -> float | None:
    counted = [bool(one) for one in yes]
    return round(sum(counted) / len(counted), 4) if counted else None
