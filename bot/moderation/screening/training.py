"""Learning to tell spam: from examples, and for a chat from what its moderators decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.moderation.screening import features
from bot.moderation.screening.example import Example
from bot.moderation.screening.model import Amendment, Model
from bot.moderation.screening.seed import seed
from bot.texts import Refusal

FREEDOM = 60.0
"""C of the logistic regression, chosen on the evaluation sets: with 10 the likelihoods are timid."""
STEPS = 200_000
"""Examples that are looked at while learning, each as often as the others, but `ROUNDS` times at least."""
ROUNDS = 20
READINESS = 1.3
"""Added to the log-odds of what a file teaches: both kinds weighing the same, spam is seen too seldom."""
WARINESS = 0.0
"""Added to those of what is known everywhere: what a group talks about stands in no seed."""
ANCHORS = 5
"""Each so many-th example of the seed keeps in its place what a chat's moderators did not decide about."""
LESSON_WEIGHT = 1.0
"""What a decision weighs beside an example of the seed."""
HESITATION = 1.0
"""How dear it is to change what is known everywhere."""
NEGLIGIBLE = 1e-3
"""Smaller changes of a weight are left out."""

Floats = NDArray[np.float64]


def train_on_seed() -> Model:
    """Learn what is known everywhere: work for the worker process."""
    return train(seed(), WARINESS)


def train(examples: Iterable[Example], readiness: float = READINESS) -> Model:
    """Learn from examples; of the same text the last word counts. To unlearn one, train without it.

    Logistic regression on features weighed by their rarity, beside a few signs; both kinds of message weighing the
    same however many there are. It takes up to some seconds and belongs into the worker process: only there is
    scikit-learn loaded.

    Args:
        examples: What to learn from.
        readiness: Added to the log-odds of every message.

    Raises:
        Refusal: There is not at least one message of each kind with words in it.
    """
    from scipy import sparse
    from sklearn.linear_model import SGDClassifier

    kept = [one for one in {one.text: one for one in examples}.values() if features.words(one.text)]
    if len({one.spam for one in kept}) < 2:
        raise Refusal("training-one-kind")
    rows = _rows([one.text for one in kept])
    rarity = _rarity(rows)
    signs = np.array([features.signs(one.text) for one in kept]) * features.SIGN_WEIGHT
    regression = SGDClassifier(
        loss="log_loss",
        alpha=1 / (FREEDOM * len(kept)),
        max_iter=max(ROUNDS, STEPS // len(kept)),
        tol=None,
        class_weight="balanced",
        learning_rate="adaptive",
        eta0=1.0,
        random_state=0,
    )
    regression.fit(sparse.hstack([rows.multiply(rarity), signs]).tocsr(), [one.spam for one in kept])
    weights, of_signs = np.split(regression.coef_[0], [features.BUCKETS])
    return Model(
        (weights * rarity).astype(np.float32),
        (of_signs * features.SIGN_WEIGHT).astype(np.float32),
        float(regression.intercept_[0]) + readiness,
    )


def amend(model: Model, lessons: Sequence[tuple[str, bool]]) -> Amendment:
    """Learn what a chat's moderators taught, beside what is known everywhere: work for the worker process.

    The weights change as little as the lessons allow, and examples of the seed hold the rest in place: many decisions
    of one kind say what those messages are, not what all others are. Of the same text the last word counts.

    Args:
        model: What is known everywhere.
        lessons: (text, whether it is spam), oldest first.

    Source: logistic regression with a Gaussian prior around the former weights; Chelba and Acero 2006, "Adaptation of
    maximum entropy capitalizer", Computer Speech and Language 20(4).
    """
    kept = [Example(text, spam) for text, spam in dict(lessons).items() if features.words(text)]
    anchors = seed()[::ANCHORS]
    examples = [*kept, *anchors]
    rows = _rows([one.text for one in examples])
    touched = np.unique(rows[: len(kept)].indices)
    if not len(touched):
        return Amendment(np.zeros(0, np.intp), np.zeros(0, np.float32))
    rarity = _rarity(rows)[touched]
    given = np.array([model.log_odds(one.text) for one in examples])
    weighing = np.array([LESSON_WEIGHT] * len(kept) + [1.0] * len(anchors))
    labels = np.array([1.0 if one.spam else -1.0 for one in examples])
    change = _fit_beside(rows[:, touched].multiply(rarity).tocsr(), labels, weighing, given, HESITATION) * rarity
    matters = np.abs(change) > NEGLIGIBLE
    return Amendment(touched[matters].astype(np.intp), change[matters].astype(np.float32))


def _fit_beside(rows: Any, labels: Floats, weighing: Floats, given: Floats, hesitation: float) -> Floats:
    """Return the change of weights that fits labels of -1 and 1 best, beside log-odds that are given."""
    from scipy.optimize import minimize
    from scipy.special import expit

    def loss(change: Floats) -> tuple[float, Floats]:
        margins = labels * (given + rows @ change)
        costs = weighing @ np.logaddexp(0, -margins) + hesitation / 2 * change @ change
        slope = rows.T @ (-weighing * labels * expit(-margins)) + hesitation * change
        return float(costs), slope

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 50}).x)


def _rows(texts: Sequence[str]) -> Any:
    """Return the features of texts: (texts, BUCKETS), sparse."""
    from scipy import sparse

    readings = [features.read(text) for text in texts]
    ends = np.cumsum([0, *(len(one.buckets) for one in readings)])
    values, buckets = (np.concatenate([getattr(one, name) for one in readings]) for name in ("values", "buckets"))
    rows = sparse.csr_matrix((values, buckets, ends), shape=(len(texts), features.BUCKETS))
    rows.sum_duplicates()
    return rows


def _rarity(rows: Any) -> Floats:
    """Return the idf of features, near 1 for the rarest."""
    count = rows.shape[0]
    times = np.bincount(rows.indices, minlength=features.BUCKETS)
    return np.asarray((np.log((1 + count) / (1 + times)) + 1) / np.log(max(count, 3)))
