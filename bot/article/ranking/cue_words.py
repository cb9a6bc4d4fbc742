"""The words by which a question tells what it asks for, and a sentence that it holds such a thing; by language."""

from __future__ import annotations

from enum import StrEnum


class Wanted(StrEnum):
    """What a question asks for, as far as its question words tell."""

    TIME = "time"
    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"


QUESTIONS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: r"when|(?:what|which)(?: \w+)? (?:years?|dates?|day|month|century|decade|season|time|era"
        r"|period)",
        Wanted.AMOUNT: r"how (?:many|much|long|far|old|tall|large|big|often|high|deep|fast|wide|heavy)"
        r"|what(?: \w+)? (?:percent(?:age)?|number|amount|fraction|proportion|distance|population|size|share|rate"
        r"|price)",
        Wanted.PERSON: r"who|whom|whose"
        r"|(?:what|which)(?: \w+)? (?:person|people|man|woman|king|leader|author|politician|scientist|president)",
        Wanted.PLACE: r"where"
        r"|(?:what|which)(?: \w+)? (?:country|city|state|place|region|town|location|continent|island|area|river"
        r"|county)",
        Wanted.REASON: r"why|how come|what(?: \w+)? (?:reasons?|caused?|causes)",
    },
    "ru": {
        Wanted.TIME: r"когда|с каких пор|как\w+ (?:год\w*|век\w*|день|дату|период\w*|десятилети\w+|месяц\w*)",
        Wanted.AMOUNT: r"скольк\w+|насколько|как (?:долго|часто|далеко|много)"
        r"|как\w+ (?:процент\w*|част\w+|дол\w+|количество|число|расстояние|размер|население|площадь)",
        Wanted.PERSON: r"кто|кого|кому|кем|ком|чей|чья|чь[её]|чьи\w?|чьей|чьего",
        Wanted.PLACE: r"где|куда|откуда|как\w+ (?:стран\w+|город\w*|регион\w*|штат\w*|мест\w+|област\w+|район\w*)",
        Wanted.REASON: r"почему|зачем|отчего|из-за чего|как\w+ причин\w+",
    },
    "de": {
        Wanted.TIME: r"wann|welche[mnrs]? (?:jahr\w*|datum|tag|monat|jahrhundert|jahrzehnt|zeit\w*)",
        Wanted.AMOUNT: r"wie ?(?:vielen?|viel|lange|weit|alt|hoch|groß|oft|schnell|breit|schwer)"
        r"|welche[rn]? (?:anteil|prozentsatz|anzahl|zahl|menge|entfernung)",
        Wanted.PERSON: r"wer|wen|wem|wessen",
        Wanted.PLACE: r"wo|wohin|woher|welche[mnrs]? (?:land|stadt|staat|ort|region|gebiet|kontinent|insel|fluss)",
        Wanted.REASON: r"warum|weshalb|wieso|wozu|welche[mnrs]? gr[uü]nde?",
    },
    "es": {
        Wanted.TIME: r"cuándo|qué (?:años?|fecha|día|mes|siglo|década|época|per[ií]odo)",
        Wanted.AMOUNT: r"cuánt[oa]s?|con qué frecuencia"
        r"|qué (?:porcentaje|cantidad|número|proporción|distancia|tamaño|población|parte)",
        Wanted.PERSON: r"quién|quiénes",
        Wanted.PLACE: r"d[oó]nde|adónde|qué (?:país|ciudad|estado|lugar|región|continente|isla|zona|río|condado)",
        Wanted.REASON: r"por qué|cuál (?:es|fue|era) la (?:razón|causa)",
    },
    "uk": {
        Wanted.TIME: r"коли|відколи|як\w+ (?:році|року|рік|роках|столітт\w+|день|дату|період\w*|місяц\w+)",
        Wanted.AMOUNT: r"скільк\w+|наскільки|як (?:довго|часто|далеко|багато)"
        r"|як\w+ (?:відсот\w+|частин\w+|частк\w+|кількість|число|площа)",
        Wanted.PERSON: r"хто|кого|кому|ким|чий|чия|чиє|чиї",
        Wanted.PLACE: r"де|куди|звідки|як\w+ (?:країн\w+|міст\w+|регіон\w*|област\w+)",
        Wanted.REASON: r"чому|навіщо|через що|як\w+ причин\w+",
    },
    "be": {
        Wanted.TIME: r"калі|адкуль|як\w+ (?:годзе|год\w*|стагоддз\w+|дзень|дату|перыяд\w*|месяц\w+)",
        Wanted.AMOUNT: r"кольк\w+|наколькі|як (?:доўга|часта|далёка|шмат)"
        r"|як\w+ (?:працэнт\w*|частк\w+|колькасць|лік|плошча)",
        Wanted.PERSON: r"хто|каго|каму|кім|чый|чыя|чыё|чые",
        Wanted.PLACE: r"дзе|куды|адкуль|як\w+ (?:краін\w+|горад\w*|рэгіён\w*|вобласц\w+)",
        Wanted.REASON: r"чаму|навошта|з-за чаго|як\w+ прычын\w+",
    },
    "pl": {
        Wanted.TIME: r"kiedy|odkąd|(?:któr|jak)\w+ (?:roku?|latach|wieku|dniu|dnia|dzień|miesiącu|okresie)",
        Wanted.AMOUNT: r"ile|ilu|iloma|jak (?:długo|często|daleko|wiele|duż[yae]|wysok\w+)"
        r"|jak\w+ (?:procent|część|odsetek|liczba|ilość)",
        Wanted.PERSON: r"kto|kogo|komu|kim|czyj|czyja|czyje",
        Wanted.PLACE: r"gdzie|dokąd|skąd|(?:któr|jak)\w+ (?:kraju?|mie[śj]\w+|miasto|region\w*)",
        Wanted.REASON: r"dlaczego|czemu|po co|jak\w+ pow[oó]d\w*",
    },
    "lt": {
        Wanted.TIME: r"kada|(?:kuri|koki)\w+ (?:metais|metu|amžiuje|dieną|laikotarpiu|mėnesį)",
        Wanted.AMOUNT: r"kiek|keli|kelis|kelios|kaip (?:ilgai|dažnai|toli|daug)"
        r"|koki\w+ (?:dalis|procentas|skaičius|kiekis)",
        Wanted.PERSON: r"kas|kieno|kam|ką|kuo",
        Wanted.PLACE: r"kur|iš kur|(?:kuri|koki)\w+ (?:šal\w+|viet\w+|miest\w+)",
        Wanted.REASON: r"kodėl|dėl ko|koki\w+ priežast\w+",
    },
}
"""Patterns of questions, matched anywhere in them as whole words."""

SIGNS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: "january|february|march|april|may|june|july|august|september|october|november|december|century|"
        "centuries|decades?|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        Wanted.AMOUNT: "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?"
        "|[mb]illions?|half|"
        "thirds?|quarters?|twice|dozens?|percent",
        Wanted.REASON: "because|due|since|caus(?:es?|ed|ing)|therefore|thus|reasons?|led|result(?:s|ed)?|order",
    },
    "ru": {
        Wanted.TIME: r"январ\w+|феврал\w+|марта?е?|апрел\w+|ма[йея]|июн\w+|июл\w+|август\w?|сентябр\w+|октябр\w+"
        r"|ноябр\w+|"
        r"декабр\w+|век\w?|столети\w+|десятилети\w+|сегодня|вчера",
        Wanted.AMOUNT: r"дв[аеу]\w*|тр[иёе]х?|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|восем\w+|девят[ьи]|десят[ьи]\w*"
        r"|ст[оа]|"
        r"тысяч\w*|миллион\w*|миллиард\w*|половин\w+|трет[ьи]|четверт\w+|процент\w*",
        Wanted.REASON: r"потому|поскольку|из-за|из|вследствие|чтобы|причин\w+|благодаря|поэтому|так",
    },
    "de": {
        Wanted.TIME: r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
        r"|jahrhundert\w*|"
        r"jahrzehnt\w*|heute|gestern",
        Wanted.AMOUNT: r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert\w*|tausend\w*|million\w*|"
        r"milliarden?|hälfte|drittel|viertel|prozent",
        Wanted.REASON: r"weil|da|denn|wegen|aufgrund|um|damit|gr[uü]nde?|durch|deshalb|daher",
    },
    "es": {
        Wanted.TIME: r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
        r"|siglos?|"
        r"décadas?|hoy|ayer",
        Wanted.AMOUNT: r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|cien\w*|mil|mill[oó]n\w*|mitad|"
        r"tercios?|cuartos?|por ciento",
        Wanted.REASON: r"porque|debido|para|causas?|causad[oa]s?|raz[oó]n\w*|pues|gracias",
    },
    "uk": {
        Wanted.TIME: r"січ(?:ень|ня|ні)|лют(?:ий|ого|ому)|берез(?:ень|ня|ні)|квіт(?:ень|ня|ні)|трав(?:ень|ня|ні)"
        r"|черв(?:ень|ня|ні)|"
        r"лип(?:ень|ня|ні)|серп(?:ень|ня|ні)|верес(?:ень|ня|ні)|жовт(?:ень|ня|ні)|листопада?|груд(?:ень|ня|ні)"
        r"|столітт\w+|"
        r"сьогодні|вчора",
        Wanted.AMOUNT: r"дв[аіо]\w*|три|трьох|чотир\w+|п'ят[ьи]|шіст[ьи]|сім|вісім|дев'ять|десят\w+|сто|тисяч\w*"
        r"|мільйон\w*|"
        r"мільярд\w*|половин\w+|третин\w+|відсот\w+",
        Wanted.REASON: r"тому|бо|оскільки|через|внаслідок|щоб|причин\w+|завдяки",
    },
    "be": {
        Wanted.TIME: r"студзен\w+|лют(?:ы|ага|ым)|сакавік\w*|красавік\w*|ма[йяі]|чэрвен\w+|ліпен\w+|жні(?:вень"
        r"|ўня|ўні)|верас\w+|"
        r"кастрычнік\w*|лістапад\w*|снеж(?:ань|ня|ні)|стагоддз\w+|сёння|учора",
        Wanted.AMOUNT: r"дв[аеу]\w*|тры|трох|чатыр\w+|пяц[ьі]|шэсць|сем|восем|дзевяць|дзесяц\w+|сто|тысяч\w*"
        r"|мільён\w*|"
        r"мільярд\w*|палов\w+|трэц\w+|працэнт\w*",
        Wanted.REASON: r"таму|бо|паколькі|праз|з-за|каб|прычын\w+|дзякуючы",
    },
    "pl": {
        Wanted.TIME: r"stycz\w+|lut(?:y|ego|ym)|marz?ec|marca|marcu|kwie\w+|maja?u?|czerw\w+|lip(?:iec|ca|cu)"
        r"|sierp\w+|"
        r"wrze\w+|październik\w*|listopad\w*|grud\w+|wieku?|stuleci\w+|dziś|wczoraj",
        Wanted.AMOUNT: r"dw[aóu]\w*|trzy|trzech|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|sto|tysi\w+"
        r"|milion\w*|"
        r"miliard\w*|połow\w+|procent\w*",
        Wanted.REASON: r"ponieważ|bo|gdyż|dlatego|wskutek|żeby|aby|przyczyn\w+|powod\w+|dzięki",
    },
    "lt": {
        Wanted.TIME: r"sausi\w+|vasari\w+|kov\w+|balan\w+|geguž\w+|biržel\w+|liep\w+|rugpj\w+|rugsėj\w+|spal\w+"
        r"|lapkri\w+|"
        r"gruod\w+|amži\w+|šiandien|vakar",
        Wanted.AMOUNT: r"du|dvi|dviejų|trys|trijų|keturi\w*|penki\w*|šeši\w*|septyni\w*|aštuoni\w*|devyni\w*"
        r"|dešimt\w*|"
        r"šimt\w*|tūkstan\w+|milijon\w*|milijard\w*|pus[ėę]\w*|procent\w*",
        Wanted.REASON: r"nes|kadangi|todėl|dėl|kad|priežast\w+|dėka",
    },
}
"""Patterns of single words in lower case. Figures and names are told by their looks, in any language."""
