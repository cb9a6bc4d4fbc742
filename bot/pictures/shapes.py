"""Shapes on a sheet, in pixels from its upper left corner, y down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(count, 2) pixels, x to the right and y down."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def corners(self) -> tuple[Points, Points]:
        """Return the upper left and the lower right corner."""
        return np.array([self.left, self.top]), np.array([self.right, self.bottom])
