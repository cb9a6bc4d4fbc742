"""How well and how fast spam is told apart: `uv run python -m tests.bench.spam`.

Beside it, in the same run: plain logistic regression on pieces of 2 to 5 characters, and the method of tg-spam
(github umputun/tg-spam, detector.go and classifier.go): more than two emoji; from 50 characters on naive Bayes on
words, or likeness to a spam message that was learnt.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.moderation.screening import Action, Author, Post, Rules, screen
from bot.moderation.screening.blocklist import blocklist, entry
from bot.moderation.screening.classifier.example import Example
from bot.moderation.screening.classifier.seed import seed
from bot.moderation.screening.classifier.training import FILE_LOG_ODDS, train, train_on_seed
from bot.moderation.screening.file_command import RULES
from tests.moderation.talk import LANGUAGES, honest

T = TypeVar("T")

SETS = Path(os.environ.get("SHARED") or Path(__file__).parents[2].parent / "shared") / "eval" / "spam"
CHATTER = tuple(one.text for one in seed() if not one.spam)


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    auroc: float
    f1: float
    """At the threshold of review."""
    best_f1: float
    false_alarms: float
    honest: int
    honest_deleted: int
    spam_deleted: float
    without_reasons: int


def read(name: str, part: str) -> list[Example]:
    """Read a part of a set."""
    lines = (SETS / f"{name}-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Example(row["text"], row["spam"]) for row in map(json.loads, lines)]


def measure(learnt: Sequence[Example], asked: Sequence[Example]) -> Figures:
    """Screen messages as `counterpoint screen` does, having learnt from the others alone."""
    model = train(learnt, FILE_LOG_ODDS)
    verdicts = [screen(Post(one.text, rules=RULES, model=model)) for one in asked]
    scores = [round(model.likelihood(one.text), 4) for one in asked]
    deleted = [verdict.action is Action.DELETE for verdict in verdicts]
    return _figures(asked, scores, deleted, sum(not verdict.reasons for verdict in verdicts))


def _figures(asked: Sequence[Example], scores: Sequence[float], deleted: Sequence[bool], silent: int = 0) -> Figures:
    spam = [score for score, one in zip(scores, asked, strict=True) if one.spam]
    honest = [score for score, one in zip(scores, asked, strict=True) if not one.spam]
    above = sum((one > other) + (one == other) / 2 for one in spam for other in honest)
    gone = [one.spam for one, is_gone in zip(asked, deleted, strict=True) if is_gone]
    return Figures(
        auroc=above / len(spam) / len(honest),
        f1=_f1(spam, honest, 0.5),
        best_f1=max(_f1(spam, honest, threshold) for threshold in set(spam)),
        false_alarms=sum(score >= 0.5 for score in honest) / len(honest),
        honest=len(honest),
        honest_deleted=gone.count(False),
        spam_deleted=gone.count(True) / len(spam),
        without_reasons=silent,
    )


def _f1(spam: Sequence[float], honest: Sequence[float], threshold: float) -> float:
    hits = sum(score >= threshold for score in spam)
    alarms = sum(score >= threshold for score in honest)
    return 2 * hits / max(1, hits + alarms + len(spam))


def plain_regression(learnt: Sequence[Example], asked: Sequence[Example]) -> Figures:
    """Measure pieces of 2 to 5 characters and logistic regression, C = 10, balanced."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    known = TfidfVectorizer(analyzer="char", ngram_range=(2, 5))
    regression = LogisticRegression(C=10, class_weight="balanced", max_iter=2000)
    regression.fit(known.fit_transform([one.text for one in learnt]), [one.spam for one in learnt])
    scores = regression.predict_proba(known.transform([one.text for one in asked]))[:, 1].tolist()
    return _figures(asked, scores, [score >= 0.9 for score in scores])


def tg_spam(learnt: Sequence[Example], asked: Sequence[Example]) -> Figures:
    """Measure tg-spam's method as it comes: its verdict is yes or no; the score is that of its naive Bayes."""
    kinds = {kind: [_tokens(one.text) for one in learnt if one.spam is kind] for kind in (True, False)}
    counts = {kind: Counter(word for said in messages for word in said) for kind, messages in kinds.items()}
    known = len(counts[True] | counts[False])

    def weigh(kind: bool, said: Counter[str]) -> float:
        total = counts[kind].total() + known
        return math.log(len(kinds[kind]) / len(learnt)) + sum(math.log((counts[kind][w] + 1) / total) for w in said)

    def score(text: str) -> float:
        said = _tokens(text)
        return 1 / (1 + math.exp(max(-60.0, min(60.0, weigh(False, said) - weigh(True, said)))))

    def is_spam(text: str) -> bool:
        if sum(unicodedata.category(character) == "So" for character in text) > 2:
            return True
        if len(text) < 50:
            return False
        said = _tokens(text)
        return score(text) >= 0.5 or any(_cosine(said, sample) >= 0.5 for sample in kinds[True])

    verdicts = [is_spam(one.text) for one in asked]
    judged = _figures(asked, [float(verdict) for verdict in verdicts], verdicts)
    return replace(judged, auroc=_figures(asked, [score(one.text) for one in asked], verdicts).auroc)


def _tokens(text: str) -> Counter[str]:
    words = (word.strip(".,!?-:;()#").lower() for word in text.split())
    return Counter(word for word in words if len(word) > 2)


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[word] for word, count in one.items())
    return shared / math.sqrt(max(1, sum(n * n for n in one.values()) * sum(n * n for n in other.values())))


METHODS: dict[str, Callable[[Sequence[Example], Sequence[Example]], Figures]] = {
    "screening": measure,
    "plain regression": plain_regression,
    "tg-spam's method": tg_spam,
}


def screened(checkout: Path, messages: Sequence[Example], *options: str) -> list[dict[str, Any]]:
    """Let `counterpoint screen` of a checkout say what it thinks of messages."""
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "messages.jsonl"
        asked.write_text("".join(json.dumps({"id": n, "text": one.text}) + "\n" for n, one in enumerate(messages)))
        command = [sys.executable, "-m", "bot", "screen", str(asked), *options, "--json"]
        said = subprocess.run(  # noqa: S603 - our own program
            command, cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, capture_output=True, check=True
        )
    return [json.loads(line) for line in said.stdout.splitlines()]


def side_by_side(checkouts: Sequence[Path]) -> None:
    """Print what each checkout makes of honest talk in every language, and of both sets, having learnt from the seed.

    Recall is that at 0.2 % of all honest messages flagged.
    """
    sets = {name: [one for part in ("train", "test") for one in read(name, part)] for name in ("telegram", "sms")}
    talk = {f"talk {one}": [Example(text, spam=False) for text in honest(one)] for one in LANGUAGES}
    for checkout in checkouts:
        print(f"\n{checkout}\n{'':14}{'honest':>8}{'flagged':>9}{'deleted':>9}{'recall at 0.2 %':>17}")
        found = {name: screened(checkout, messages) for name, messages in (talk | sets).items()}
        flat = [
            (one, said)
            for name, said_of in (talk | sets).items()
            for one, said in zip(said_of, found[name], strict=True)
        ]
        scores = sorted(said["spam_probability"] for one, said in flat if not one.spam)
        for name, messages in (talk | sets).items():
            _print_line(name, list(zip(messages, found[name], strict=True)), scores[int(0.998 * len(scores))])


def _print_line(name: str, found: Sequence[tuple[Example, dict[str, Any]]], threshold: float) -> None:
    spam = [said["spam_probability"] for one, said in found if one.spam]
    verdicts = [said["verdict"] for one, said in found if not one.spam]
    flagged, deleted = sum(one != "pass" for one in verdicts), sum(one == "delete" for one in verdicts)
    recall = f"{100 * sum(one > threshold for one in spam) / len(spam):16.1f}%" if spam else ""
    print(
        f"{name:14}{len(verdicts):8}{100 * flagged / len(verdicts):8.2f}%{100 * deleted / len(verdicts):8.2f}%{recall}"
    )


def main() -> None:
    """Print a line a set and method, then what a message costs; or with `--beside`, two checkouts side by side."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--beside", type=Path, help="another checkout, whose figures are printed too")
    if (other := parser.parse_args().beside) is not None:
        side_by_side((other, Path(__file__).parents[2]))
        return
    if SETS.is_dir():
        print(f"{'':28}{'AUROC':>8}{'F1':>8}{'best F1':>9}{'alarms':>8}{'deleted: spam':>15}{'honest':>14}")
        for name in ("telegram", "sms"):
            for title, method in METHODS.items():
                print(f"{name:10}{title:18}{_line(method(read(name, 'train'), read(name, 'test')))}")
    else:
        print("Skipped: the messages are not beside this checkout.")
    _costs()


def _line(found: Figures) -> str:
    honest = f"{found.honest_deleted} of {found.honest}"
    figures = f"{found.auroc:8.4f}{found.f1:8.4f}{found.best_f1:9.4f}{100 * found.false_alarms:7.2f}%"
    return f"{figures}{100 * found.spam_deleted:14.1f}%{honest:>14}"


def _costs() -> None:
    """Say what chatter costs that no rule touches: median of its messages, best of five."""
    started = time.perf_counter()
    model = train_on_seed()
    print(f"\nlearning the seed: {time.perf_counter() - started:.2f} s")
    long_list = Rules(watch=False, blocklist=blocklist([*(f"word{n}" for n in range(9_500)), *_globs()]))
    authors = {"somebody new": Author(), "known, not trusted": Author(posts=5), "trusted": Author(posts=50)}
    for title, author in authors.items():
        posts = [Post(text, author=author, rules=Rules(watch=False), model=model) for text in CHATTER]
        print(f"all checks, {title:32}{_microseconds(screen, posts):8.1f} µs a message")
    checked = {"without classifier": Rules(watch=False), "9,500 words and 500 globs": long_list}
    for title, rules in checked.items():
        posts = [Post(text, author=Author(posts=5), rules=rules) for text in CHATTER]
        print(f"{title:44}{_microseconds(screen, posts):8.1f} µs a message")
    print(f"{'the classifier alone':44}{_microseconds(model.likelihood, CHATTER):8.1f} µs a message")


def _globs() -> list[str]:
    return [entry(f"word{number}*") for number in range(500)]


def _microseconds(work: Callable[[T], object], over: Sequence[T]) -> float:
    return 1e6 * statistics.median(min(_seconds(work, one) for _ in range(5)) for one in over)


def _seconds(work: Callable[[T], object], one: T) -> float:
    started = time.perf_counter()
    work(one)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
