"""Narrower kinds of what is asked for: an age, a price, a duration.

"How old is she?" asks for more than a number: thirty years of work are no age, and three weeks are no price.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from bot.article.ranking.tokens import tokens


class Narrow(StrEnum):
    """What a question asks for, where a number alone does not answer it."""

    AGE = "age"
    PRICE = "price"
    DURATION = "duration"


_ASKS: dict[Narrow, str] = {
    Narrow.AGE: r"how old|(?:what|at what) age|wie alt|сколько .*\bлет\b|какого возраста|скільки .*\bроків\b"
    r"|колькі .*\bгадоў\b|ile .*\blat\b|kiek .*\bmetų\b|cuántos años",
    Narrow.PRICE: r"how much\b.* (?:costs?|pays?|paid|charged?|ask for|spen[dt])|what (?:does|did|do)\b.* cost"
    r"|was kostet\w*|wie ?viel\b.*kost\w+|wie teuer|сколько\b.* ?сто(?:ит|ят|ил\w*)|скільки\b.* ?кошту\w+"
    r"|колькі\b.* ?каштава\w+|колькі\b.* ?кашту\w+|ile\b.* ?koszt\w+|kiek\b.* ?kain\w+"
    r"|cuánto\b.* ?(?:cuesta\w*|cost\w+|vale\w*)",
    Narrow.DURATION: r"how long (?:did|does|do|has|have|had|will|would|may|can|could|must)|wie lange|как долго"
    r"|сколько времени|як довго|скільки часу|як доўга|колькі часу|jak długo|ile czasu|kaip ilgai|kiek laiko"
    r"|cuánto tiempo",
}
_ASKED = {narrow: re.compile(rf"(?<!\w)(?:{pattern})") for narrow, pattern in _ASKS.items()}

_FIGURE = r"(?:\d{1,3}|\w+)"
_AGE = re.compile(
    rf"\b(?:aged?|age of|turned) {_FIGURE}|[\w-]+[- ]years?[- ]old|\b(?:born|built|founded|dates?|dating)\b"
    r"|[,(] ?\d{1,3}[,.;)]|\b(?:is|was|were|are) \d{1,3}\b(?! (?:\w+))"
    r"|\w+[- ](?:лет|года?|летн\w+|років|річн\w+|гадоў|гадов\w+|lat|letni\w*|metų|años)\b"
    r"|\b(?:years ago|[mb]illi\w+ (?:years|jahre\w*)|millones de años)\b"
    r"|\bjahre alt\b|jährige|geboren|gebaut|род(?:ил|жд)\w+|построен\w*|народ[жи]\w+|urodz\w+|gim[ėu]\w*|nació",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|weekend|months?|years?|decades?|centur(?:y|ies)|nights?|since|until|till"
    r"|forever|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|jahrhunderte?|seit|bis"
    r"|секунд\w*|минут\w*|час\w*|сут\w+|дн\w+|день|недел\w+|месяц\w*|год\w*|лет|век\w*|хвилин\w*|годин\w*|тижн\w+"
    r"|місяц\w*|рок\w*|років|рік|хвілін\w*|гадзін\w*|дз[ёе]н\w*|тыдн\w+|гадоў|"
    r"minut\w*|godzin\w*|dni\w*|tygodni\w*|miesi\w+|lat\w*|roku?|valand\w*|dien\w*|savait\w*|mėnes\w*|met\w*"
    r"|segundos?|horas?|días?|semanas?|meses|mes|años?|siglos?|desde|hasta)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₽₴₸₺₹]|\b(?:free|nothing|umsonst|gratis|бесплатно|безкоштовно|бясплатна|nemokamai|za darmo)\b"
)
_AMOUNT = re.compile(r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|[mb]illions?|hundreds?|thousands?)$")


def narrow_kind(question: str) -> Narrow | None:
    """Return the narrower kind that a question asks for, if it does."""
    lowered = question.lower()
    return next((narrow for narrow, pattern in _ASKED.items() if pattern.search(lowered)), None)


def holds_narrow(passage: str, narrow: Narrow) -> bool:
    """Tell whether a passage holds a thing of a narrower kind, in any language that these words know."""
    return _HOLDS[narrow](passage)


def _holds_age(passage: str) -> bool:
    return bool(_AGE.search(passage))


def _holds_span(passage: str) -> bool:
    return bool(_SPAN.search(passage))


def _holds_price(passage: str) -> bool:
    """Tell whether some number counts no time."""
    words = tokens(passage)
    priced = (
        _AMOUNT.search(words[at].lower()) and not _SPAN.fullmatch((words[at + 1 : at + 2] or [""])[0])
        for at in range(len(words))
    )
    return bool(_MONEY.search(passage)) or any(priced)


_HOLDS: dict[Narrow, Callable[[str], bool]] = {
    Narrow.AGE: _holds_age,
    Narrow.PRICE: _holds_price,
    Narrow.DURATION: _holds_span,
}
