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
    NAME = "name"
    """Of a thing: a company, a newspaper, a ship."""


QUESTIONS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: r"when(?! (?:the|an?|he|she|it|they|we|you|this|that|these|those|his|her|their|its) )"
        r"|(?:what|which)(?: \w+)? (?:years?|dates?|day|month|century|decade|season|time|era|period)",
        Wanted.AMOUNT: r"how (?:many|much|long|far|old|tall|large|big|often|high|deep|fast|wide|heavy)"
        r"|what(?: \w+)? (?:percent(?:age)?|number|amount|fraction|proportion|distance|population|size|share|rate"
        r"|price)",
        Wanted.PERSON: r"who|whom|whose"
        r"|(?:what|which)(?: \w+)? (?:person|people|man|woman|king|leader|author|politician|scientist|president)",
        Wanted.PLACE: r"where"
        r"|(?:what|which)(?: \w+)? (?:country|city|state|place|region|town|location|continent|island|area|river"
        r"|county)",
        Wanted.REASON: r"why|how come|what(?: \w+)? (?:reasons?|caused?|causes)",
        Wanted.NAME: r"what(?:'s| is| was| are| were) (?:the|its|his|her|their)(?: \w+){0,3} names?"
        r"|which(?: \w+)? (?:company|firm|party|team|club|newspaper|bank|university|ship|brand|organi[sz]ation)"
        r"|what (?:company|firm|party|team|club|newspaper|bank|university|ship|brand|organi[sz]ation)",
    },
    "ru": {
        Wanted.TIME: r"когда|с каких пор|как\w+ (?:год\w*|век\w*|день|дату|период\w*|десятилети\w+|месяц\w*)",
        Wanted.AMOUNT: r"скольк\w+|насколько|как (?:долго|часто|далеко|много)"
        r"|как\w+ (?:процент\w*|част\w+|дол\w+|количество|число|расстояние|размер|население|площадь)",
        Wanted.PERSON: r"кто|кого|кому|кем|ком|чей|чья|чь[её]|чьи\w?|чьей|чьего",
        Wanted.PLACE: r"где|куда|откуда|как\w+ (?:стран\w+|город\w*|регион\w*|штат\w*|мест\w+|област\w+|район\w*)",
        Wanted.REASON: r"почему|зачем|отчего|из-за чего|как\w+ причин\w+",
        Wanted.NAME: r"как (?:зовут|звали)|как\w+ (?:компани\w+|фирм\w+|парти\w+|газет\w+|банк\w*|университет\w*)",
    },
    "de": {
        Wanted.TIME: r"wann|welche[mnrs]? (?:jahr\w*|datum|tag|monat|jahrhundert|jahrzehnt|zeit\w*)",
        Wanted.AMOUNT: r"wie ?(?:vielen?|viel|lange|weit|alt|hoch|groß|oft|schnell|breit|schwer)"
        r"|welche[rn]? (?:anteil|prozentsatz|anzahl|zahl|menge|entfernung)",
        Wanted.PERSON: r"wer|wen|wem|wessen",
        Wanted.PLACE: r"wo|wohin|woher|welche[mnrs]? (?:land|stadt|staat|ort|region|gebiet|kontinent|insel|fluss)",
        Wanted.REASON: r"warum|weshalb|wieso|wozu|welche[mnrs]? gr[uü]nde?",
        Wanted.NAME: r"wie hei(?:ß|ss)\w+|welche[mnrs]? (?:firma|partei|zeitung|bank|universität|unternehmen|verein)",
    },
    "es": {
        Wanted.TIME: r"cuándo|qué (?:años?|fecha|día|mes|siglo|década|época|per[ií]odo)",
        Wanted.AMOUNT: r"cuánt[oa]s?|con qué frecuencia"
        r"|qué (?:porcentaje|cantidad|número|proporción|distancia|tamaño|población|parte)",
        Wanted.PERSON: r"quién|quiénes",
        Wanted.PLACE: r"d[oó]nde|adónde|qué (?:país|ciudad|estado|lugar|región|continente|isla|zona|río|condado)",
        Wanted.REASON: r"por qué|cuál (?:es|fue|era) la (?:razón|causa)",
        Wanted.NAME: r"qué (?:empresa|compañía|partido|periódico|banco|universidad)",
    },
    "uk": {
        Wanted.TIME: r"коли|відколи|як\w+ (?:році|року|рік|роках|столітт\w+|день|дату|період\w*|місяц\w+)",
        Wanted.AMOUNT: r"скільк\w+|наскільки|як (?:довго|часто|далеко|багато)"
        r"|як\w+ (?:відсот\w+|частин\w+|частк\w+|кількість|число|площа)",
        Wanted.PERSON: r"хто|кого|кому|ким|чий|чия|чиє|чиї",
        Wanted.PLACE: r"де|куди|звідки|як\w+ (?:країн\w+|міст\w+|регіон\w*|област\w+)",
        Wanted.REASON: r"чому|навіщо|через що|як\w+ причин\w+",
        Wanted.NAME: r"як (?:звати|звали)|як\w+ (?:компані\w+|фірм\w+|парті\w+|газет\w+|банк\w*|університет\w*)",
    },
    "be": {
        Wanted.TIME: r"калі|адкуль|як\w+ (?:годзе|год\w*|стагоддз\w+|дзень|дату|перыяд\w*|месяц\w+)",
        Wanted.AMOUNT: r"кольк\w+|наколькі|як (?:доўга|часта|далёка|шмат)"
        r"|як\w+ (?:працэнт\w*|частк\w+|колькасць|лік|плошча)",
        Wanted.PERSON: r"хто|каго|каму|кім|чый|чыя|чыё|чые",
        Wanted.PLACE: r"дзе|куды|адкуль|як\w+ (?:краін\w+|горад\w*|рэгіён\w*|вобласц\w+)",
        Wanted.REASON: r"чаму|навошта|з-за чаго|як\w+ прычын\w+",
        Wanted.NAME: r"як (?:завуць|звалі)|як\w+ (?:кампані\w+|фірм\w+|парты\w+|газет\w+|банк\w*|універсітэт\w*)",
    },
    "pl": {
        Wanted.TIME: r"kiedy|odkąd|(?:któr|jak)\w+ (?:roku?|latach|wieku|dniu|dnia|dzień|miesiącu|okresie)",
        Wanted.AMOUNT: r"ile|ilu|iloma|jak (?:długo|często|daleko|wiele|duż[yae]|wysok\w+)"
        r"|jak\w+ (?:procent|część|odsetek|liczba|ilość)",
        Wanted.PERSON: r"kto|kogo|komu|kim|czyj|czyja|czyje",
        Wanted.PLACE: r"gdzie|dokąd|skąd|(?:któr|jak)\w+ (?:kraju?|mie[śj]\w+|miasto|region\w*)",
        Wanted.REASON: r"dlaczego|czemu|po co|jak\w+ pow[oó]d\w*",
        Wanted.NAME: r"jak (?:ma|mia\w+) na imię|(?:któr|jak)\w+ (?:firm\w+|parti\w+|gazet\w+|bank\w*|uniwersytet\w*)",
    },
    "lt": {
        Wanted.TIME: r"kada|(?:kuri|koki)\w+ (?:metais|metu|amžiuje|dieną|laikotarpiu|mėnesį)",
        Wanted.AMOUNT: r"kiek|keli|kelis|kelios|kaip (?:ilgai|dažnai|toli|daug)"
        r"|koki\w+ (?:dalis|procentas|skaičius|kiekis)",
        Wanted.PERSON: r"kas|kieno|kam|ką|kuo",
        Wanted.PLACE: r"kur|iš kur|(?:kuri|koki)\w+ (?:šal\w+|viet\w+|miest\w+)",
        Wanted.REASON: r"kodėl|dėl ko|koki\w+ priežast\w+",
        Wanted.NAME: r"kuo vardu|(?:kuri|koki)\w* (?:įmon\w+|partij\w+|bank\w+|universitet\w+|laikrašt\w+)",
    },
}
"""Patterns of questions, matched anywhere in them as whole words."""

ANYTHING: dict[str, str] = {
    "en": r"what|how|why",
    "ru": r"что|чего|чему|как|как(?:ой|ая|ое|ие|ого|ую|ом|им|их)|почему|зачем",
    "de": r"was|wie|warum|weshalb|wieso|welche[mnrs]?",
    "es": r"qué|cómo|por qué|cuál(?:es)?",
    "uk": r"що|чого|чому|як|як(?:ий|а|е|і|ого|у|ою|им|их)|навіщо",
    "be": r"што|чаго|чаму|як|як(?:і|ая|ое|ія|ога|ую|ой|ім|іх)|навошта",
    "pl": r"co|czego|czemu|jak|jak(?:i|a|ie|iego|ą|iej|im|ich)|dlaczego",
    "lt": r"kaip|kok(?:s|ia|ie|ios|io|į|ią)|kodėl",
}
"""Question words for what has no look of its own: a time or a place asked for behind one stands in a clause."""

SIGNS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: "january|february|march|april|may|june|july|august|september|october|november|december|century|"
        "centuries|decades?|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        Wanted.AMOUNT: r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?|[mb]illions?"
        r"|half|thirds?|quarters?|twice|dozens?|percent",
        Wanted.REASON: "because|due|since|caus(?:es?|ed|ing)|therefore|thus|reasons?|led|result(?:s|ed)?|order",
    },
    "ru": {
        Wanted.TIME: r"январ\w+|феврал\w+|марта?е?|апрел\w+|ма[йея]|июн\w+|июл\w+|август\w?|сентябр\w+|октябр\w+"
        r"|ноябр\w+|декабр\w+|век\w?|столети\w+|десятилети\w+|сегодня|вчера",
        Wanted.AMOUNT: r"дв[аеу]\w*|тр[иёе]х?|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|восем\w+|девят[ьи]|десят[ьи]\w*|ст[оа]"
        r"|тысяч\w*|миллион\w*|миллиард\w*|половин\w+|трет[ьи]|четверт\w+|процент\w*",
        Wanted.REASON: r"потому|поскольку|из-за|из|вследствие|чтобы|причин\w+|благодаря|поэтому|так",
    },
    "de": {
        Wanted.TIME: r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
        r"|jahrhundert\w*|jahrzehnt\w*|heute|gestern",
        Wanted.AMOUNT: r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert\w*|tausend\w*|million\w*|"
        r"milliarden?|hälfte|drittel|viertel|prozent",
        Wanted.REASON: r"weil|da|denn|wegen|aufgrund|um|damit|gr[uü]nde?|durch|deshalb|daher",
    },
    "es": {
        Wanted.TIME: r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|siglos?"
        r"|décadas?|hoy|ayer",
        Wanted.AMOUNT: r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|cien\w*|mil|mill[oó]n\w*|mitad|"
        r"tercios?|cuartos?|por ciento",
        Wanted.REASON: r"porque|debido|para|causas?|causad[oa]s?|raz[oó]n\w*|pues|gracias",
    },
    "uk": {
        Wanted.TIME: r"січ(?:ень|ня|ні)|лют(?:ий|ого|ому)|берез(?:ень|ня|ні)|квіт(?:ень|ня|ні)|трав(?:ень|ня|ні)"
        r"|черв(?:ень|ня|ні)|лип(?:ень|ня|ні)|серп(?:ень|ня|ні)|верес(?:ень|ня|ні)|жовт(?:ень|ня|ні)|листопада?"
        r"|груд(?:ень|ня|ні)|столітт\w+|сьогодні|вчора",
        Wanted.AMOUNT: r"дв[аіо]\w*|три|трьох|чотир\w+|п'ят[ьи]|шіст[ьи]|сім|вісім|дев'ять|десят\w+|сто|тисяч\w*"
        r"|мільйон\w*|мільярд\w*|половин\w+|третин\w+|відсот\w+",
        Wanted.REASON: r"тому|бо|оскільки|через|внаслідок|щоб|причин\w+|завдяки",
    },
    "be": {
        Wanted.TIME: r"студзен\w+|лют(?:ы|ага|ым)|сакавік\w*|красавік\w*|ма[йяі]|чэрвен\w+|ліпен\w+|жні(?:вень|ўня|ўні)"
        r"|верас\w+|кастрычнік\w*|лістапад\w*|снеж(?:ань|ня|ні)|стагоддз\w+|сёння|учора",
        Wanted.AMOUNT: r"дв[аеу]\w*|тры|трох|чатыр\w+|пяц[ьі]|шэсць|сем|восем|дзевяць|дзесяц\w+|сто|тысяч\w*|мільён\w*"
        r"|мільярд\w*|палов\w+|трэц\w+|працэнт\w*",
        Wanted.REASON: r"таму|бо|паколькі|праз|з-за|каб|прычын\w+|дзякуючы",
    },
    "pl": {
        Wanted.TIME: r"stycz\w+|lut(?:y|ego|ym)|marz?ec|marca|marcu|kwie\w+|maja?u?|czerw\w+|lip(?:iec|ca|cu)|sierp\w+"
        r"|wrze\w+|październik\w*|listopad\w*|grud\w+|wieku?|stuleci\w+|dziś|wczoraj",
        Wanted.AMOUNT: r"dw[aóu]\w*|trzy|trzech|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|sto|tysi\w+|milion\w*"
        r"|miliard\w*|połow\w+|procent\w*",
        Wanted.REASON: r"ponieważ|bo|gdyż|dlatego|wskutek|żeby|aby|przyczyn\w+|powod\w+|dzięki",
    },
    "lt": {
        Wanted.TIME: r"sausi\w+|vasari\w+|kov\w+|balan\w+|geguž\w+|biržel\w+|liep\w+|rugpj\w+|rugsėj\w+|spal\w+"
        r"|lapkri\w+|gruod\w+|amži\w+|šiandien|vakar",
        Wanted.AMOUNT: r"du|dvi|dviejų|trys|trijų|keturi\w*|penki\w*|šeši\w*|septyni\w*|aštuoni\w*|devyni\w*|dešimt\w*"
        r"|šimt\w*|tūkstan\w+|milijon\w*|milijard\w*|pus[ėę]\w*|procent\w*",
        Wanted.REASON: r"nes|kadangi|todėl|dėl|kad|priežast\w+|dėka",
    },
}
"""Patterns of single words in lower case. Figures and names are told by their looks, in any language."""

GROUPS: dict[str, dict[Wanted, str]] = {
    "en": {
        Wanted.TIME: r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|winter|spring|summer|autumn|night|morning"
        r"|afternoon|evening|noon|midnight|weekend|tomorrow|tonight|ago|later|week|o'clock|war|daily|weekly|annually",
        Wanted.AMOUNT: r"several|tenfold|\w+fold|double|doubled|halved|zero|none|nobody|single|dozen|percentage"
        r"|annual\w*|daily|weekly|years|months|weeks|days|hours|minutes",
        Wanted.PERSON: r"people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|friends?|famil(?:y|ies)|parents?"
        r"|(?:grand)?(?:mo|fa)thers?|(?:grand)?sons?|daughters?|brothers?|sisters?|wi(?:fe|ves)|husbands?|police|army"
        r"|troops|soldiers?|workers?|drivers?|riders?|teachers?|students?|voters?|owners?|leaders?|members?|council"
        r"|government|parliament|court|judges?|ministers?|mayor|president|kings?|queens?|residents?|citizens?"
        r"|neighbou?rs?|shopkeepers?|passengers?|compan(?:y|ies)|firms?|committees?|unions?|authorities|officials?"
        r"|doctors?|nurses?|scientists?|experts?|historians?|critics?|farmers?|nobody|everybody|everyone|inhabitants?"
        r"|immigrants?|settlers?|tribes?|church|\w+(?:ists?|icians?)",
        Wanted.PLACE: r"streets?|rivers?|squares?|cit(?:y|ies)|towns?|villages?|banks?|shores?|coasts?|north\w*"
        r"|south\w*|east(?:ern)?|west(?:ern)?|cent(?:re|er)|quarters?|districts?|houses?|halls?|schools?|stations?"
        r"|depots?|bridges?|forests?|mountains?|hills?|valleys?|islands?|lakes?|seas?|ocean|abroad|museums?"
        r"|church(?:es)?|parks?|markets?|buildings?|rooms?|borders?|regions?|countr(?:y|ies)|offices?|prisons?|camps?"
        r"|harbou?r|port|farms?|home|outside|inside|near|underground",
        Wanted.NAME: "called|known|named|termed|referred|dubbed",
    },
    "ru": {
        Wanted.TIME: r"зим\w+|весн\w+|лет[оа]м?|осен\w+|ноч\w+|утр\w+|вечер\w*|полдень|полноч\w+|завтра|назад|недел\w+"
        r"|спустя|понедельник\w*|вторник\w*|сред[уы]|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|войн\w+",
        Wanted.AMOUNT: r"несколько|вдвое|втрое|раз\w*|ежедневно|год\w*|месяц\w*|недел\w+|дн\w+|час\w*|минут\w*",
        Wanted.PERSON: r"люд\w+|человек\w*|мужчин\w+|женщин\w+|дет\w+|водител\w+|пассажир\w+|жител\w+|власт\w+"
        r"|правительств\w+|совет\w*|полици\w+|суд\w*|президент\w*|министр\w*|учител\w+|студент\w*|рабоч\w+|компани\w+"
        r"|солдат\w*|учён\w+|ученые|никто|все",
        Wanted.PLACE: r"город\w*|сел[аоеу]\w*|деревн\w+|улиц\w+|площад\w+|рек[аеиу]|берег\w*|север\w*|юг\w*|юж\w+"
        r"|восто\w+|запад\w*|центр\w*|район\w*|школ\w+|дом\w*|вокзал\w*|лес\w*|гор[аеуы]\w*|остров\w*|границ\w+"
        r"|област\w+|стран\w+|тюрьм\w+",
    },
    "be": {
        Wanted.TIME: r"зім\w+|вясн\w+|лет[ау]м?|восен\w*|ноч\w*|ран[ка]\w*|вечар\w*|поўдзень|поўнач\w*|заўтра|таму"
        r"|тыдн\w+|праз|панядзел\w+|аўтор\w+|серад\w+|чацв\w+|пятніц\w+|субот\w+|нядзел\w+|вайн\w+|вайне",
        Wanted.AMOUNT: r"некалькі|удвая|раз\w*|штодня|гад\w+|месяц\w*|тыдн\w+|дз[ён]\w+|гадзін\w*|хвілін\w*",
        Wanted.PERSON: r"люд\w+|чалавек\w*|мужчын\w+|жанчын\w+|дзец\w+|кіроў\w+|пасажыр\w+|жыхар\w+|улад\w+|урад\w*"
        r"|савет\w*|міліцы\w+"
        r"|суд\w*|прэзідэнт\w*|міністр\w*|настаўні\w+|студэнт\w*|рабоч\w+|кампані\w+|салдат\w*|ніхто|усе",
        Wanted.PLACE: r"горад\w*|гарад\w+|вёс\w+|вуліц\w+|плошч\w+|рак[аеіу]|рэк\w+|бераг\w*|поўна\w+|поўдн\w+|усход\w*"
        r"|захад\w*|цэнтр\w*|раён\w*|школ\w+|дом\w*|вакзал\w*|лес\w*|востра\w+|мяж\w+|вобласц\w+|краін\w+|турм\w+",
    },
    "uk": {
        Wanted.TIME: r"зим\w+|весн\w+|літ[оа]\w*|влітку|взимку|осен\w+|восени|ніч\w*|ноч\w+|ран[ок]\w*|веч[іо]р\w*"
        r"|опівдні|опівночі|завтра|тиж\w+|понеділ\w+|вівтор\w+|серед[уи]|четвер\w*|п'ятниц\w+|субот\w+"
        r"|неділ\w+|війн\w+",
        Wanted.AMOUNT: r"кілька|вдвічі|раз\w*|щодня|рок\w+|місяц\w+|тиж\w+|дн\w+|годин\w*|хвилин\w*",
        Wanted.PERSON: r"люд\w+|чоловік\w*|жін\w+|діт\w+|воді\w+|пасажир\w+|мешкан\w+|влад\w+|уряд\w*|рад[аи]|поліці\w+"
        r"|суд\w*|президент\w*|міністр\w*|вчител\w+|студент\w*|робітни\w+|компані\w+|солдат\w*|ніхто|усі|всі",
        Wanted.PLACE: r"міст\w+|сел\w+|вулиц\w+|площ\w+|рі[чк]\w+|берез\w+|північ\w*|півд\w+|схід\w*|сход\w+|захід\w*"
        r"|заход\w+|центр\w*|район\w*|школ\w+|буди\w+|вокзал\w*|ліс\w*|остр\w+|кордон\w*|област\w+|країн\w+|в'язниц\w+",
    },
    "pl": {
        Wanted.TIME: r"zim\w+|wiosn\w+|lat[oem]\w*|jesie\w+|noc\w*|ran[oek]\w*|wieczor\w*|południ\w+|północ\w*|jutro"
        r"|temu|tydzień|tygodni\w*|poniedział\w+|wtor\w+|środ\w+|czwart\w+|piąt\w+|sobot\w+|niedziel\w+|wojn\w+",
        Wanted.AMOUNT: r"kilka\w*|dwukrotn\w+|raz\w*|codziennie|lat\w*|miesi\w+|tygodni\w*|dni\w*|godzin\w*|minut\w*",
        Wanted.PERSON: r"ludzi\w*|ludźmi|osob\w+|osób|mężczy\w+|kobiet\w*|dzieci\w*|kierowc\w+|pasażer\w+|mieszkań\w+"
        r"|władz\w*|rząd\w*|rad[ay]|policj\w+|sąd\w*|prezydent\w*|minist\w+|nauczyciel\w*|student\w*|robotni\w+|firm\w*"
        r"|żołnierz\w*|nikt|wszyscy",
        Wanted.PLACE: r"miast\w*|mieście|ws[ii]\w*|wieś|ulic\w*|plac\w*|rzek\w*|rzec\w+|brzeg\w*|północ\w*|połud\w+"
        r"|wsch\w+|zach\w+|centrum"
        r"|dzielnic\w*|szko\w+|dom\w*|dworz?\w*|las\w*|lesie|wysp\w*|granic\w*|wojew\w+|kraj\w*|więzieni\w*",
    },
    "lt": {
        Wanted.TIME: r"žiem\w+|pavasar\w+|vasar\w+|rud\w+|nakt\w+|ryt\w+|vakar\w+|vidurdien\w+|vidurnak\w+|rytoj|prieš"
        r"|savait\w+|pirmadien\w+|antradien\w+|trečiadien\w+|ketvirtadien\w+|penktadien\w+|šeštadien\w+"
        r"|sekmadien\w+|kar[oąe]\w*",
        Wanted.AMOUNT: r"kel[iy]\w*|dvigub\w+|kart\w+|kasdien|met\w+|mėnes\w+|savait\w+|dien\w+|valand\w+|minu\w+",
        Wanted.PERSON: r"žmon\w+|žmog\w+|vyr\w+|moter\w+|vaik\w+|vairuotoj\w+|keleivi\w+|gyventoj\w+|valdži\w+"
        r"|vyriausyb\w+|taryb\w+|polici\w+"
        r"|teism\w+|prezident\w+|ministr\w+|mokytoj\w+|student\w+|darbinink\w+|įmon\w+|kari\w+|niekas|visi",
        Wanted.PLACE: r"miest\w+|kaim\w+|gatv\w+|aikšt\w+|up[ėęe]\w*|krant\w+|šiaur\w+|piet\w+|ryt\w+|vakar\w+|centr\w+"
        r"|rajon\w+|mokykl\w+|nam\w+|stot\w+|mišk\w+|sal[aoą]\w*|sien\w+|šal\w+|kalėjim\w+",
    },
    "es": {
        Wanted.TIME: r"invierno|primavera|verano|otoño|noche|mañana|tarde|mediodía|medianoche|semanas?|hace|lunes"
        r"|martes|miércoles|jueves|viernes|sábado|domingo|guerra",
        Wanted.AMOUNT: r"vari[oa]s|doble|veces|vez|diari\w+|años|meses|semanas|días|horas|minutos",
        Wanted.PERSON: r"gente|personas?|hombres?|mujer(?:es)?|niñ[oa]s?|conductor\w*|pasajer\w+|vecin\w+|habitantes"
        r"|gobierno|consejo|polic[ií]a\w*|tribunal|president[ea]|ministr[oa]s?|profesor\w*|estudiantes?|obreros?"
        r"|empresas?|soldados?|nadie|todos",
        Wanted.PLACE: r"ciudad\w*|pueblos?|calles?|plazas?|ríos?|orillas?|costas?|norte|sur|este|oeste|centro|barrios?"
        r"|escuelas?|casas?|estaci[oó]n\w*|bosques?|montañas?|islas?|fronteras?|regi[oó]n\w*|pa[ií]s\w*|cárcel\w*",
    },
    "de": {
        Wanted.TIME: r"winter\w*|frühling\w*|frühjahr\w*|sommer\w*|herbst\w*|nacht|nachts|morgens?|abends?|mittags?"
        r"|mitternacht|woche\w*|vor|später|montags?|dienstags?|mittwochs?|donnerstags?|freitags?"
        r"|samstags?|sonntags?|\w*krieg\w*",
        Wanted.AMOUNT: r"mehrere\w*|\w+fache\w*|doppelt\w*|täglich\w*|jährlich\w*|jahre\w*|monate\w*|wochen?|tage\w*"
        r"|stunden?|minuten?",
    },
}
"""Words that are of a kind without being names or figures; what the ranking's signs say is of it too."""
