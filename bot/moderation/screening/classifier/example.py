"""What the spam classifier learns from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A message of which is known whether it is spam."""

    text: str
    spam: bool
