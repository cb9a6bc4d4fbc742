"""What screening says about a post: which check spoke, what it wants done, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.texts import FALLBACK, Value, tell


class Action(StrEnum):
    """What a check wants done."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    REVIEW = "review"
    """Leave it, and show it to the moderators."""
    DELETE = "delete"
    """Take it away, and show it to the moderators."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: which sentence says it, and the values in it."""

    check: str
    key: str
    values: dict[str, Value] = field(default_factory=dict)

    def detail(self, language: str = FALLBACK) -> str:
        """Return the evidence in words."""
        return tell(self.key, language, **self.values)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the first check that spoke says; there is none without reasons."""

    check: str
    action: Action
    reasons: tuple[Evidence, ...]
    watched: bool = False
    """The chat only watches: nothing is done, the moderators are told what would have been."""

    @property
    def to_do(self) -> Action:
        """What is to be done about the post."""
        return Action.PASS if self.watched else self.action

    def evidence(self, language: str = FALLBACK) -> list[dict[str, str]]:
        """Return the reasons as `[{"check", "detail"}]`, in words."""
        return [{"check": reason.check, "detail": reason.detail(language)} for reason in self.reasons]
