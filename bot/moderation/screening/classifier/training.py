"""Learning to tell spam: from examples, and for a chat from what its moderators decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.moderation.screening.classifier import features
from bot.moderation.screening.classifier.example import Example
from bot.moderation.screening.classifier.model import Memory, Model
from bot.moderation.screening.classifier.seed import seed
from bot.texts import Refusal
from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
else:
    np = lazy("numpy")

INVERSE_REGULARISATION = 60.0
"""C of the logistic regression, chosen on the evaluation sets: with 10 the likelihoods are timid."""
TRAINING_STEPS = 200_000
"""Examples that are looked at while learning, each as often as the others, but so many times at least and at most."""
ROUNDS, MOST_ROUNDS = 20, 1_300
FILE_LOG_ODDS = 1.3
"""Added to the log-odds of what a file teaches: of few examples spam is seen too seldom."""
SEED_LOG_ODDS = -0.4
"""Added to the log-odds of what the seed teaches: groups say more that is honest than it knows."""


@cache
def train_on_seed() -> Model:
    """Learn what is known everywhere: work for the worker process."""
    return train(seed(), SEED_LOG_ODDS)


def train_for_chat(lessons: Sequence[tuple[str, bool]]) -> Model:
    """Return what is known everywhere, with what a chat's moderators decided: (text, is spam), oldest first."""
    return replace(train_on_seed(), memory=remember(lessons))


def train(examples: Iterable[Example], readiness: float = 0.0) -> Model:
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
        alpha=1 / (INVERSE_REGULARISATION * len(kept)),
        max_iter=min(MOST_ROUNDS, max(ROUNDS, TRAINING_STEPS // len(kept))),
        tol=None,
        class_weight="balanced",
        learning_rate="adaptive",
        eta0=1.0,
        random_state=0,
    )
    regression.fit(sparse.hstack([rows.multiply(rarity), signs]).tocsr(), [one.spam for one in kept])
    weights, of_signs = np.split(regression.coef_[0], [features.FEATURE_BUCKETS])
    return Model(
        (weights * rarity).astype(np.float32),
        (of_signs * features.SIGN_WEIGHT).astype(np.float32),
        float(regression.intercept_[0]) + readiness,
    )


def remember(lessons: Sequence[tuple[str, bool]]) -> Memory:
    """Keep what a chat's moderators decided, (text, whether it is spam), oldest first: work for the worker process.

    Of the same text the last word counts.
    """
    kept = [(features.read(text), spam) for text, spam in dict(lessons).items() if features.words(text)]
    features_of = [np.unique(reading.whole_words) for reading, _ in kept]
    sizes = np.array([len(one) for one in features_of], np.intp)
    buckets = np.concatenate([np.zeros(0, np.intp), *features_of])
    order = np.argsort(buckets, kind="stable")
    owners = np.repeat(np.arange(len(kept)), sizes)
    return Memory(buckets[order], owners[order], sizes, np.array([spam for _, spam in kept], np.bool_))


def _rows(texts: Sequence[str]) -> Any:
    """Return the features of texts: (texts, BUCKETS), sparse."""
    from scipy import sparse

    readings = [features.read(text) for text in texts]
    ends = np.cumsum([0, *(len(one.buckets) for one in readings)])
    values, buckets = (np.concatenate([getattr(one, name) for one in readings]) for name in ("values", "buckets"))
    rows = sparse.csr_matrix((values, buckets, ends), shape=(len(texts), features.FEATURE_BUCKETS))
    rows.sum_duplicates()
    return rows


def _rarity(rows: Any) -> Floats:
    """Return the idf of features, near 1 for the rarest."""
    count = rows.shape[0]
    times = np.bincount(rows.indices, minlength=features.FEATURE_BUCKETS)
    return np.asarray((np.log((1 + count) / (1 + times)) + 1) / np.log(max(count, 3)))
