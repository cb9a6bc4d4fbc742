"""Scraps of pages: "Get the latest updates from" is no sentence, and answers nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from config.lazy import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy("numpy")


_ENDS = re.compile(r"""[.!?:;。！？।։؟\u0e2f][\])}"'’”“»›」』\s]*(?:\[\w+\]\s*)*$""")
_TORN = re.compile(r"^\s*(?:…|\.\.\.)|(?:…|\.\.\.)\s*$")
_MIN_WHOLE_SHARE = 0.6
"""Share of the sentences that end as sentences do in an article whose scraps can be told."""


def scraps_among(sentences: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which sentences are scraps: without an end where most have one, or torn out of something longer.

    Args:
        sentences: All sentences of an article.
    """
    torn = np.array([bool(_TORN.search(one)) for one in sentences], np.bool_)
    ended = np.array([bool(_ENDS.search(one)) for one in sentences], np.bool_)
    return torn | ~ended if len(sentences) and ended.mean() >= _MIN_WHOLE_SHARE else torn
