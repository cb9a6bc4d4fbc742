"""Digests as a group sees them: chosen, on time, once, skipped when empty, pinned, asked about when unclear."""

from __future__ import annotations

from bot.playground.messages import Message
from tests.scenarios.debating import WALKING, opened
from tests.town import Town, labels, text_of

UNANSWERED = "How long is the Great Wall of China?"


async def chosen(town: Town, words: str = "daily 18:00") -> Message:
    """Let the group's owner choose a schedule, and return the panel."""
    await town.says(town.cast.vera, town.cast.group, "/digest zone Europe/Vilnius")
    (panel,) = await town.says(town.cast.vera, town.cast.group, f"/digest {words}")
    return panel


def digests(town: Town) -> list[Message]:
    """Return the editions in the group, oldest first."""
    return [one for one in town.from_bot(town.cast.group) if text_of(one).startswith("Digest ·")]


async def test_a_schedule_is_told_in_words_with_the_next_three_dates(town: Town) -> None:
    panel = await chosen(town, "weekly mon 09:00")
    assert "Every Monday at 09:00 (Europe/Vilnius)." in text_of(panel)
    assert "Mon 23 November, 09:00 · Mon 30 November, 09:00 · Mon 7 December, 09:00" in text_of(panel)


async def test_a_digest_comes_when_it_is_due_and_only_once(town: Town) -> None:
    await chosen(town)
    await opened(town, town.cast.mara, WALKING)
    await town.advance(hours=6)
    assert digests(town) == []

    await town.advance(hours=1)
    (first,) = digests(town)
    print(text_of(first))
    assert "1 new counterpoint" in text_of(first)
    assert WALKING in text_of(first)
    assert labels(first) == ["Vote on open points", "All counterpoints"]
    await town.restart()
    await town.advance(minutes=5)
    assert len(digests(town)) == 1
