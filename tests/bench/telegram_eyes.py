"""Holds the playground against TDLib, and counts what a log of the tests says wrongly.

`uv run python -m tests.bench.telegram_eyes [LOG]`; `COUNTERPOINT_TESTS_SAID=LOG uv run pytest` writes the log.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from tests.playground.test_tdlib import PIECES, differs

COUNT = 7_000


def main() -> None:
    """Print how many typed texts differ, and how many texts of the log are refused or have what nobody meant."""
    chance = random.Random(7)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 12))) for _ in range(COUNT)]
    wrong = [text for text in texts if text.strip() and differs(text)]
    print(f"typed: {len(wrong)} of {COUNT} differ", *map(repr, wrong[:5]), sep="\n")
    for path in sys.argv[1:]:
        said = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        refused, unmeant = sum("refused" in one for one in said), sum(bool(one.get("unmeant")) for one in said)
        print(f"{path}: {len(said)} texts and buttons, {refused} refused, {unmeant} with entities nobody meant")


if __name__ == "__main__":
    main()
