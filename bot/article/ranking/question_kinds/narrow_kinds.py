"""Narrower kinds of what is asked for: an age, a price, a duration, a measure, a speed, how often.

"How old is she?" asks for more than a number: thirty years of work are no age, and three weeks are no price.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from bot.article.ranking.tokens import tokens


class Narrow(StrEnum):
    """What a question asks for, where a number alone does not answer it."""

    AGE = "age"
    PRICE = "price"
    DURATION = "duration"
    LENGTH = "length"
    SPEED = "speed"
    FREQUENCY = "frequency"


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
    Narrow.LENGTH: r"how (?:long (?:is|are|was|were)|high|tall|deep|far|wide|thick)|wie (?:lang|tief|breit|weit) (?:ist"
    r"|sind|war|waren)|как(?:ой|ова) (?:длин|высот|ширин|глубин)\w+|как (?:далеко|высоко|глубоко)"
    r"|яко[їй] (?:довжин|висот|ширин|глибин|даўжын|вышын|шырын|глыбін)\w+|як (?:далеко|високо|глибоко|далёка|высока)"
    r"|jak (?:dług|wysok|szerok|głębok)(?:i|a|ie|o) (?:jest|są|był\w*)|jak daleko"
    r"|kokio (?:ilgio|aukščio|pločio|gylio)|kaip toli|cuánto miden?|qué (?:longitud|altura|anchura|profundidad)",
    Narrow.SPEED: r"how fast (?:is|are|was|were|does|do|did|can|could)|what speed|(?:mit welcher geschwindigkeit)"
    r"|с какой скоростью|з якою швидкістю|з якой хуткасцю|z jaką prędkością|kokiu greičiu|(?:a )?qué velocidad",
    Narrow.FREQUENCY: r"how (?:often|frequently|many times)|wie (?:oft|häufig)|как часто|сколько раз|як часто"
    r"|скільки разів|як часта|колькі разоў|jak często|ile razy|kaip dažnai|kiek kartų|con qué frecuencia|cada cuánto"
    r"|cuántas veces(?! más)",
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
_MEASURE = re.compile(
    r"\b(?:\d[\d.,]*[- ]?(?:[kcmn]?m|ft|км|м|см|мм|нм)|(?:kilo|centi|milli)?met(?:re|er)s?|kilomet\w+|feet|foot"
    r"|inch(?:es)?|miles?|yards?|fathoms?|storeys?|stor(?:y|ies)|floors?|meilen?|(?:кило|санти|милли)?метр\w*|миль|мил[ияі]"
    r"|(?:кіло|санти|сантэ)?метр\w*|(?:kilo)?metr(?:y|ów|a|u|ai|ų|us|os?)?|kilómetros?|pasos)\b",
    re.IGNORECASE,
)
_PACE = re.compile(
    r"/(?:h|s|ч|с|год|гадз)\b|\b(?:mph|kph|knots?|(?:an?|per|each) (?:second|minute|hour|day)|times (?:as|faster)"
    r"|speeds?|pro (?:sekunde|minute|stunde)|geschwindigkeit|в (?:секунду|минуту|час)|скорост\w+|швидк\w+|хуткас\w+"
    r"|prędkoś\w+|na (?:sekundę|godzinę)|greiči\w+|per (?:sekundę|valandą)|por (?:segundo|hora)|velocidad)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|thrice|times?|daily|weekly|monthly|yearly|annual\w*|every|each|per|often|rarely|seldom|never|always"
    r"|usually|frequent\w*|regular\w*|an? (?:second|minute|hour|day|week|month|year)"
    r"|(?:ein|zwei|drei|vier|fünf|zehn|manch|mehr|viel)?mals?|täglich|wöchentlich"
    r"|monatlich|jährlich|jede[mnrs]?|pro|oft|selten|immer|nie|häufig\w*|раз\w*|дважды|трижды|кажд\w+|еже\w+|часто|редко"
    r"|всегда|никогда|щод\w+|щор\w+|кожн\w+|часта|рідко|завжди|рэдка|заўсёды|што(?:дня|тыдзень|год)|razy?|raz"
    r"|każd\w+|codzien\w+|co(?:rocznie|tydzień)?|często|rzadko|zawsze|kart\w+"
    r"|kas(?:dien|met)|kas (?:dien|savait|mėnes|valand)\w+|dažn\w+|retai|visada"
    r"|vez|veces|cada|diari\w+|siempre|nunca|menudo)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₽₴₸₺₹]|\b(?:free|nothing|umsonst|gratis|бесплатно|безкоштовно|бясплатна|nemokamai|za darmo)\b"
)
_AMOUNT = re.compile(r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|[mb]illions?|hundreds?|thousands?)$")

_SIGNS_OF: dict[Narrow, tuple[re.Pattern[str], ...]] = {
    Narrow.AGE: (_AGE,),
    Narrow.PRICE: (_MONEY,),
    Narrow.DURATION: (_SPAN,),
    Narrow.LENGTH: (_MEASURE, _SPAN),
    Narrow.SPEED: (_PACE,),
    Narrow.FREQUENCY: (_OFTEN,),
}
"""What tells that a passage holds one; how long a walk is, may be said in hours.

A price is any number that counts no time besides.
"""


def narrow_kind(question: str) -> Narrow | None:
    """Return the narrower kind that a question asks for, if it does."""
    lowered = question.lower()
    return next((narrow for narrow, pattern in _ASKED.items() if pattern.search(lowered)), None)


def holds_narrow(passage: str, narrow: Narrow) -> bool:
    """Tell whether a passage holds a thing of a narrower kind, in any language that these words know."""
    if any(pattern.search(passage) for pattern in _SIGNS_OF[narrow]):
        return True
    return narrow is Narrow.PRICE and any(
        _AMOUNT.search(word.lower()) and not _SPAN.fullmatch(after) for word, after in pairwise([*tokens(passage), ""])
    )
