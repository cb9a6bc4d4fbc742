"""Where something went wrong, for the log: its kind and place, and nobody's words."""

from __future__ import annotations

import traceback
from pathlib import Path

MAX_FRAMES = 6
"""Places that are named, the innermost last."""


def where(error: BaseException) -> str:
    """Return the kind of an error and where it was raised; what it says may hold what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    places = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {places}"
