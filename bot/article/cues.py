"""What kind of answer a question asks for, and which sentences hold something of that kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from bot.article.postings import Floats


class Wanted(StrEnum):
    """What a question asks for, as far as its question words tell."""

    TIME = "time"
    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


_QUESTIONS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: r"when|(?:what|which) (?:\w+ )?(?:year|years|date|day|month|century|decade|season|time|era|period)",
        Wanted.AMOUNT: r"how (?:many|much|long|far|old|tall|large|big|often|high|deep|fast|wide|heavy)"
        r"|what (?:\w+ )?(?:percentage|percent|number|amount|fraction|proportion|distance|population|size|share|rate|price)",
        Wanted.PERSON: r"who|whom|whose|(?:what|which) (?:\w+ )?(?:person|people|man|woman|king|leader|author|politician|scientist|president)",
        Wanted.PLACE: r"where|(?:what|which) (?:\w+ )?(?:country|city|state|place|region|town|location|continent|island|area|river|street|county)",
        Wanted.REASON: r"why|what (?:\w+ )?(?:reason|reasons|cause|causes|caused)|how come",
    },
    "ru": {
        Wanted.TIME: r"когда|как(?:ом|ого|ой|ие|их|ую) (?:году|года|год|годах|годы|веке|века|день|дату|период|десятилети\w+|месяце)|с каких пор",
        Wanted.AMOUNT: r"сколько|скольк\w+|насколько|как (?:долго|часто|далеко|много)|как\w+ (?:процент|процента|часть|доля|количество|число|расстояние|размер|население|площадь)",
        Wanted.PERSON: r"кто|кого|кому|кем|ком|чей|чья|чьё|чье|чьи|чьим|чьей|чьего",
        Wanted.PLACE: r"где|куда|откуда|как\w+ (?:стране|страна|страны|городе|город|города|регионе|штате|месте|области|район\w*)",
        Wanted.REASON: r"почему|зачем|отчего|(?:какова|какая|по какой) причин\w+|из-за чего",
    },
    "de": {
        Wanted.TIME: r"wann|(?:welche[mnrs]?) (?:jahr|jahre|jahren|datum|tag|monat|jahrhundert|jahrzehnt|zeit|zeitraum)|seit wann",
        Wanted.AMOUNT: r"wie ?(?:viel|viele|vielen|lange|weit|alt|hoch|groß|oft|schnell|breit|schwer)|welche[rn]? (?:anteil|prozentsatz|anzahl|zahl|menge|entfernung)",
        Wanted.PERSON: r"wer|wen|wem|wessen",
        Wanted.PLACE: r"wo|wohin|woher|welche[mnrs]? (?:land|stadt|staat|ort|region|gebiet|kontinent|insel|fluss|straße)",
        Wanted.REASON: r"warum|weshalb|wieso|aus welchem grund|welche gründe",
    },
    "es": {
        Wanted.TIME: r"cuándo|qué (?:año|años|fecha|día|mes|siglo|década|época|período|periodo)",
        Wanted.AMOUNT: r"cuánt[oa]s?|qué (?:porcentaje|cantidad|número|proporción|distancia|tamaño|población|parte)|con qué frecuencia",
        Wanted.PERSON: r"quién|quiénes",
        Wanted.PLACE: r"d[oó]nde|adónde|qué (?:país|ciudad|estado|lugar|región|continente|isla|zona|río|calle|condado)",
        Wanted.REASON: r"por qué|cuál (?:es|fue|era) la (?:razón|causa)",
    },
    "uk": {
        Wanted.TIME: r"коли|як(?:ому|ого|ій|их|у) (?:році|року|рік|роках|столітті|день|дату|період|місяці)|відколи",
        Wanted.AMOUNT: r"скільки|наскільки|як (?:довго|часто|далеко|багато)|як\w+ (?:відсоток|частина|частка|кількість|число|площа)",
        Wanted.PERSON: r"хто|кого|кому|ким|чий|чия|чиє|чиї",
        Wanted.PLACE: r"де|куди|звідки|як\w+ (?:країні|країна|місті|місто|регіоні|області)",
        Wanted.REASON: r"чому|навіщо|через що|з якої причини",
    },
    "be": {
        Wanted.TIME: r"калі|як(?:ім|ога|ой|іх|ую) (?:годзе|года|год|гадах|стагоддзі|дзень|дату|перыяд|месяцы)",
        Wanted.AMOUNT: r"колькі|наколькі|як (?:доўга|часта|далёка|шмат)|як\w+ (?:працэнт|частка|колькасць|лік|плошча)",
        Wanted.PERSON: r"хто|каго|каму|кім|чый|чыя|чыё|чые",
        Wanted.PLACE: r"дзе|куды|адкуль|як\w+ (?:краіне|краіна|горадзе|горад|рэгіёне|вобласці)",
        Wanted.REASON: r"чаму|навошта|з-за чаго|з якой прычыны",
    },
    "pl": {
        Wanted.TIME: r"kiedy|któr\w+ (?:roku|rok|latach|wieku|dniu|dnia|dzień|miesiącu)|jakim (?:roku|okresie)|odkąd",
        Wanted.AMOUNT: r"ile|ilu|iloma|jak (?:długo|często|daleko|wiele|duży|duża|duże|wysoki)|jak\w+ (?:procent|część|odsetek|liczba|ilość)",
        Wanted.PERSON: r"kto|kogo|komu|kim|czyj|czyja|czyje",
        Wanted.PLACE: r"gdzie|dokąd|skąd|jakim (?:kraju|mieście|miejscu|regionie)|któr\w+ (?:kraj|kraju|miasto|mieście)",
        Wanted.REASON: r"dlaczego|czemu|po co|z jakiego powodu",
    },
    "lt": {
        Wanted.TIME: r"kada|nuo kada|kuriais metais|kokiais metais|kuriame amžiuje|kurią dieną|koki[ao]\w* (?:metu|laikotarpiu)",
        Wanted.AMOUNT: r"kiek|keli|kelis|kelios|kaip (?:ilgai|dažnai|toli|daug)|koki[ao]\w* (?:dalis|procentas|skaičius|kiekis)",
        Wanted.PERSON: r"kas|kieno|kam|ką|kuo",
        Wanted.PLACE: r"kur|iš kur|kurioje|kokioje (?:šalyje|vietoje)|kuriame mieste|kokiame mieste",
        Wanted.REASON: r"kodėl|dėl ko|kokia priežastis|dėl kokios priežasties",
    },
}
_ASKS = {
    language: {
        wanted: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for wanted, pattern in patterns.items()
    }
    for language, patterns in _QUESTIONS.items()
}
