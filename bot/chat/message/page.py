"""A page of a list that is too long for one message, with the buttons that turn it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.chat.effects import Button, Rows
from bot.texts import tell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that is there: the last one where a later one is asked for, or where the list became shorter."""

    count: int
    """How much the list holds."""
    size: int
    """How much of it a page holds."""
    wanted: int
    """The page that is asked for, from 1."""

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.count // self.size))

    @property
    def number(self) -> int:
        """Which page it is, from 1."""
        return min(max(1, self.wanted), self.pages)

    @property
    def first(self) -> int:
        """How much of the list stands before it."""
        return (self.number - 1) * self.size

    def cut(self, things: Sequence[T]) -> Sequence[T]:
        """Return what stands on it, of the whole list."""
        return things[self.first : self.first + self.size]

    def turns(self, language: str, data: Callable[[int], str]) -> Rows:
        """Return the buttons to the pages before and after it, as far as there are any; `data` names a page."""
        around = {self.number - 1: "button-earlier", self.number + 1: "button-later"}
        row = tuple(Button(tell(key, language), data(to)) for to, key in around.items() if 1 <= to <= self.pages)
        return (row,) if row else ()
