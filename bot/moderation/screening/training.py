"""Learning to tell spam: from the seed that comes with the bot, and from what moderators decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.moderation.screening import features
from bot.moderation.screening.model import Block, Model
from bot.texts import Refusal

INVERSE_REGULARISATION = 300.0
"""C of the logistic regression, chosen by cross-validation; with 10 the likelihoods are timid."""
OWN_WEIGHT = 3.0
"""What a decision of a chat's moderators weighs beside an example of the seed."""

_SEED = Path(__file__).parent / "seed"


@dataclass(frozen=True, slots=True)
class Example:
    """A message of which is known whether it is spam."""

    text: str
    spam: bool
    weight: float = 1.0


def seed() -> list[Example]:
    """Return the examples that come with the bot, in every language it is made for."""
    lines = (line for path in sorted(_SEED.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    parted = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return [Example(text, kind == "spam") for kind, _, text in parted]


def train_for_chat(labelled: Iterable[tuple[str, bool]]) -> Model:
    """Learn from the seed and a chat's own decisions, (text, is spam), oldest first: work for the worker process."""
    return train([*seed(), *(Example(text, spam, OWN_WEIGHT) for text, spam in labelled)])


def train(examples: Iterable[Example]) -> Model:
    """Learn from examples; of the same text the last word counts. To unlearn one, train without it.

    Pieces of 2 to 4 characters and words as tf·idf, beside a few signs; logistic regression, both kinds of message
    weighing the same however many there are. It takes up to some seconds and belongs into the worker process: only
    there is scikit-learn loaded.

    Raises:
        Refusal: There is not at least one message of each kind with words in it.
    """
    kept = [one for one in {one.text: one for one in examples}.values() if features.visible(one.text)]
    if len({one.spam for one in kept}) < 2:
        raise Refusal("training-one-kind")
    return _fit(kept)


def _fit(examples: Sequence[Example]) -> Model:
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    def vectors(analyser: Callable[[str], NDArray[np.uint64]], damped: bool) -> tuple[Any, Any]:
        known = TfidfVectorizer(analyzer=lambda text: analyser(text).tolist(), sublinear_tf=damped)
        return known, known.fit_transform([features.visible(one.text) for one in examples])

    (pieces, piece_rows), (words, word_rows) = vectors(features.pieces, False), vectors(features.words, True)
    signs = np.array([features.signs(one.text) for one in examples]) * features.SIGN_WEIGHT
    regression = LogisticRegression(
        C=INVERSE_REGULARISATION, class_weight="balanced", solver="liblinear", max_iter=1000
    )
    regression.fit(
        sparse.hstack([piece_rows, word_rows, signs]).tocsr(),
        [one.spam for one in examples],
        sample_weight=[one.weight for one in examples],
    )
    for_pieces, for_words, for_signs = np.split(
        regression.coef_[0].astype(np.float32), np.cumsum([piece_rows.shape[1], word_rows.shape[1]])
    )
    return Model(
        _block(pieces, for_pieces, damped=False),
        _block(words, for_words, damped=True),
        for_signs * np.float32(features.SIGN_WEIGHT),
        float(regression.intercept_[0]),
    )


def _block(vectors: Any, weights: NDArray[np.float32], *, damped: bool) -> Block:
    known = np.array(vectors.get_feature_names_out().tolist(), np.uint64)
    return Block(known, vectors.idf_.astype(np.float32), weights, damped)
