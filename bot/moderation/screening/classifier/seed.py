r"""The examples that come with the bot: written for it, as they stand or as patterns that say many things alike.

`seed_texts/<language>.txt` has a line an example: `spam: …` or `honest: …`, and lines `name = a | b`. In a pattern
`{a|b}` is one of both and `{name}` one of that line's, with patterns inside; `\n` begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from bot.article.semantic.background import languages, sentences_for
from bot.moderation.screening.classifier.example import Example

DRAWS_PER_PATTERN = 8
"""Texts that are drawn of each pattern."""
LONGER_POSTS = ((False, 200, 12), (True, 40, 3))
"""Of each kind of example: how many longer posts are joined of it in a language, and of how many texts at most."""
DRESSED_SHARE = 0.35
"""Share of the honest texts that come once more with signs that spam has too."""
DRESSES = (
    "@anna_m {}",
    "@anna_m @jan_7 {}",
    "{} @anna_m",
    "{} https://a.example/12/text",
    "{}\nhttps://b.example/page",
    "https://c.example/watch {} https://a.example/12",
    "{} 🙂",
    "{} 🔥🔥",
    "👍 {} 🎉🎉",
    "{} 300 €",
    "{} 45012",
)

_FOLDER = Path(__file__).parent / "seed_texts"
_CHOICE = re.compile(r"\{([^{}]*)\}")
_NAMED = re.compile(r"(\w+) = (.+)")


@cache
def seed() -> tuple[Example, ...]:
    """Return the examples in every language: each text once, the same each time."""
    found: list[Example] = []
    for path in sorted(_FOLDER.glob("*.txt")):
        said = [*_of_file(path)]
        said += [Example(one, spam=False) for one in sentences_for(path.stem) if path.stem in languages()]
        found += [*said, *_joined(said, Random(path.stem))]  # noqa: S311 - draws examples, no secrets
    return tuple({one.text: one for one in found}.values())


def _joined(said: list[Example], chance: Random) -> Iterator[Example]:
    """Yield longer posts: several honest texts, or a few of spam, one after the other."""
    for spam, times, most in LONGER_POSTS:
        texts = [one.text for one in said if one.spam is spam]
        for _ in range(times):
            some = chance.choices(texts, k=chance.randint(2, most))
            yield Example(chance.choice((" ", "\n")).join(some), spam)


def _of_file(path: Path) -> Iterator[Example]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    named = {found[1]: found[2].split(" | ") for found in map(_NAMED.fullmatch, lines) if found}
    chance = Random(path.stem)  # noqa: S311 - draws examples, no secrets
    for line in lines:
        kind, colon, pattern = line.partition(": ")
        if colon and not _NAMED.fullmatch(line):
            for _ in range(DRAWS_PER_PATTERN if _CHOICE.search(pattern) else 1):
                text = _drawn(pattern, named, chance)
                yield Example(text, kind == "spam")
                if kind == "honest" and chance.random() < DRESSED_SHARE:
                    yield Example(chance.choice(DRESSES).format(text), spam=False)


def _drawn(pattern: str, named: dict[str, list[str]], chance: Random) -> str:
    """Draw one text of a pattern."""

    def draw(choice: re.Match[str]) -> str:
        return str(chance.choice(named.get(choice[1]) or choice[1].split("|")))

    while _CHOICE.search(pattern):
        pattern = _CHOICE.sub(draw, pattern)
    return " ".join(pattern.split()).replace("\\n", "\n")
