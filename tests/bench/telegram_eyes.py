"""Holds the playground against TDLib, and counts what a log of the tests says wrongly.

`uv run python -m tests.bench.telegram_eyes [LOG]`; `COUNTERPOINT_TESTS_SAID=LOG uv run pytest` writes the log.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.playground import sent

COUNT = 7_000


def main() -> None:
    """Print what differs of typed texts and of markup, and what of the log is refused or not as it was meant."""
    compare("typed", sent.typed, sent.typed_in_telegram, sent.typed_in_the_playground)
    compare("markup", sent.markup, sent.sent_by_telegram, sent.sent_by_the_playground)
    for path in sys.argv[1:]:
        said = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        refused, unmeant = sum("refused" in one for one in said), sum(bool(one.get("unmeant")) for one in said)
        print(f"{path}: {len(said)} texts, captions, pop-ups and buttons, {refused} refused, {unmeant} not as meant")


def compare(
    what: str,
    made_up: Callable[[random.Random], str],
    theirs: Callable[[str], Any],
    ours: Callable[[str], Any],
) -> None:
    """Print how many of so many texts differ, and the shortest that do."""
    chance = random.Random(7)
    wrong = [text for text in (made_up(chance) for _ in range(COUNT)) if theirs(text) != ours(text)]
    print(f"{what}: {len(wrong)} of {COUNT} differ")
    for text in sorted(wrong, key=len)[:5]:
        print(repr(text), theirs(text), ours(text), sep="\n  ")


if __name__ == "__main__":
    main()
