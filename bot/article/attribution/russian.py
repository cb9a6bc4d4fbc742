"""What Russian needs besides its lists of words: endings."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.article.attribution.lexicon import Inflection, Lexicon

_CASE = re.compile(r"(?:(?<=ск)(?:ого|ому|им|ом)|(?<=[оеи][вн])ым|(?<=е)ем|(?<=\w{4})ом)$|[аеёиоуыэюяйь]+$")


@lru_cache(maxsize=4096)
def _without_case(word: str) -> str:
    """Return what the cases of a name share: Андрей, Андрея, Андреем; Петров, Петрова, Петровой."""
    return _CASE.sub("", _CASE.sub("", word)) or word


RUSSIAN = Lexicon(
    language="ru",
    inflections=(
        Inflection("said", "v", r"(?:л|ла)(?:сь|ся)?"),
        Inflection("said", "m", r"ли(?:сь)?"),
        Inflection("says", "v"),
        Inflection("they say", "m"),
        Inflection("people", "R", r"(?:[аеиоуыьюя]|[аеиоя]м|[оеь]й|[оеё][вм]|ья|его|ая|[ыи]й|ого|ому|ца|ниц[аы])?"),
        Inflection("bodies", "R", r"(?:[аеиоуыюяй]|[её]м|ом|[оеь]ю?|и[юияе]|ием)?"),
        Inflection("institutions", "w", r"(?:[ауеы]|ом|[ёе]м|я|ю|ь|ой)?"),
        Inflection("courts", "R", r"(?:[ауеы]|ом|ов)?"),
    ),
    suffixes=((r"\w{4,}(?:олог|граф|ист|итель)(?:ом|ем|[аеуюя])?", "R"),),
    adjectives=r"\w+(?:ск(?:ий|ая|ое|ие|ой|ого|ому|ую|их)|ане|цы)",
    bodies_have_sex=True,
    verbs_of_men=r"\w+л(?:ся)?",
    verbs_of_women=r"\w+ла(?:сь)?",
    owned=r"\w*[бвгджзклмнпрстфхцчшщйь] \w+(?:а|я|ого|ой)",
    stem=_without_case,
    patronymics=r"\w+(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ич|ична)",
)
