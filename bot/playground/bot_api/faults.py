"""Troubles that a test can order: errors of the server, silence, a lost answer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """What goes wrong with one call."""

    SERVER_ERROR = 500
    BAD_GATEWAY = 502
    TOO_MANY = 429
    HANG = "hang"
    """No answer ever comes; nothing is done."""
    LOST_REQUEST = "lost request"
    """The connection breaks before anything is done."""
    LOST_ANSWER = "lost answer"
    """It is done, but the connection breaks before the answer."""


class ConnectionLostError(ConnectionError):
    """The connection broke: there is no answer to be had."""


@dataclass(slots=True)
class Faults:
    """The troubles that wait for their calls, by method; `retry_after` is what a 429 asks for."""

    retry_after: int = 3
    _waiting: dict[str, deque[Fault]] = field(default_factory=dict)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of a method go wrong."""
        self._waiting.setdefault(method.lower(), deque()).extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return what goes wrong with this call, if anything."""
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None
