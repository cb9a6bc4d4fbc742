"""Figures: the people and bodies that an article names."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field


@dataclass(eq=False)
class Figure:
    """Somebody, or some body, that an article names."""

    person: bool = False
    body: bool = False
    """Known to be nobody in person: a bank, the Herald."""
    is_author: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    """The whole name as written in the article, each form with how often."""
    first: float = math.inf
    """Where the whole name stands first."""
    nominative: str | None = None
    """The form that stood as a subject."""
    sexes: set[str] = field(default_factory=set)

    @property
    def name(self) -> str | None:
        """The form to show, a substring of the article; None for who is named elsewhere only."""
        if self.nominative is not None:
            return self.nominative
        return max(self.forms, key=lambda form: self.forms[form], default=None)

    def is_person_before(self, place: int) -> bool:
        """Tell whether this person was named in full before a place, so that a part of the name is enough there."""
        return self.is_author or (self.person and self.first < place)

    def may_be(self, sex: str) -> bool:
        """Tell whether `f` or `m` contradicts nothing that is known."""
        return not self.sexes or self.sexes == {sex}
