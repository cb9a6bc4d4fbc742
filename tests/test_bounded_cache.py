"""What is kept in mind never grows without end, and what is newest stays."""

from __future__ import annotations

from config.bounded_cache import BoundedCache


def test_of_more_than_it_may_keep_the_oldest_goes() -> None:
    kept: BoundedCache[str, int] = BoundedCache(2)
    kept.update({"a": 1, "b": 2})
    kept["a"] = 3
    kept["c"] = 4
    assert dict(kept) == {"a": 3, "c": 4}
