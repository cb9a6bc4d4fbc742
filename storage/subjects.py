"""What a row is about, as the outbox, the audit log and the queue name it: `sanction:12`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that rows are about: `str()` gives its name, `parse()` reads it."""

    kind: str
    """What it is, such as `sanction`."""
    id: int | str
    """Our number of it, or its name."""

    def __str__(self) -> str:
        """Return the name, as it is stored."""
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, name: str | None) -> Subject:
        """Return what a name stands for; of no name, something of no kind."""
        kind, _, rest = (name or "").partition(":")
        return cls(kind, rest)

    def number(self, kind: str) -> int | None:
        """Return our number of it where it is of a kind that has one; None where it is of another."""
        return int(self.id) if self.kind == kind else None
