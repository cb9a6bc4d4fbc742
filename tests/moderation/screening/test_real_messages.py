"""How well spam is told apart on real messages; skipped where they are not beside the checkout."""

from __future__ import annotations

import pytest

from tests.bench.spam import SETS, Figures, measure, read

pytestmark = pytest.mark.skipif(not SETS.is_dir(), reason="the evaluation data is not beside this checkout")


@pytest.fixture(scope="module", params=["telegram", "sms"])
def measured(request: pytest.FixtureRequest) -> tuple[str, Figures]:
    """Learn from the training part alone, and screen the other."""
    name: str = request.param
    return name, measure(read(name, "train"), read(name, "test"))


def test_spam_is_told_apart(measured: tuple[str, Figures]) -> None:
    name, found = measured
    least = {"telegram": (0.992, 0.94, 0.91), "sms": (0.995, 0.96, 0.955)}[name]
    assert found.auroc >= least[0]
    assert found.best_f1 >= least[1]
    assert found.f1 >= least[2]


def test_honest_messages_are_not_deleted(measured: tuple[str, Figures]) -> None:
    _, found = measured
    assert found.honest_deleted <= found.honest / 1000
    assert found.without_reasons == 0
