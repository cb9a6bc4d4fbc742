"""Numbers, shares and months in words, in the languages of the debate, spelt as `normalise.words` spells them."""

from __future__ import annotations

_NUMBERS: dict[float, str] = {
    0: "zero nought ноль нуль нуля null nulis",
    1: "one один одна одно одного одной одну одному адзін адна адно адну аднаго одне однієї jeden jedna jedno jednego "
       "jednej vienas viena vieno vienos vieną eins",
    2: "two два две двух двум двумя двое дві двох двома дзве двума dwa dwie dwóch dwoje dwoma dviejų dviem zwei beide",
    3: "three три трех трёх трем тремя трое трьох трьома трое трох трыма тры trzy trzech troje trys tris trijų drei",
    4: "four четыре четырех четырёх четверо чотири чотирьох чатыры чатырох cztery czterech keturi keturių keturis vier",
    5: "five пять пяти пятеро пяць пяці пятьох pięć pięciu penki penkių penkis fünf",
    6: "six шесть шести шість шести шістьох шэсць шасці sześć sześciu šeši šešių šešis sechs",
    7: "seven семь семи сім сімох сем сямі siedem siedmiu septyni septynių septynis sieben",
    8: "eight восемь восьми вісім вісьмох восем васьмі osiem ośmiu aštuoni aštuonių aštuonis acht",
    9: "nine девять девяти дзевяць дзевяці dziewięć dziewięciu devyni devynių devynis neun",
    10: "десять десяти дзесяць дзесяці dziesięć dziesięciu dešimt dešimties zehn",
    11: "eleven одиннадцать одинадцять адзінаццаць jedenaście vienuolika elf",
    12: "twelve dozen двенадцать дванадцять дванаццаць dwanaście dvylika zwölf",
    13: "thirteen тринадцать тринадцять трынаццаць trzynaście trylika dreizehn",
    14: "fourteen четырнадцать чотирнадцять чатырнаццаць czternaście keturiolika vierzehn",
    15: "fifteen пятнадцать пятнадцять пятнаццаць piętnaście penkiolika fünfzehn",
    16: "sixteen шестнадцать шістнадцять шаснаццаць szesnaście šešiolika sechzehn",
    17: "seventeen семнадцать сімнадцять семнаццаць siedemnaście septyniolika siebzehn",
    18: "eighteen восемнадцать вісімнадцять васемнаццаць osiemnaście aštuoniolika achtzehn",
    19: "nineteen девятнадцать девятнадцять дзевятнаццаць dziewiętnaście devyniolika neunzehn",
    20: "twenty двадцать двадцати двадцять дваццаць dwadzieścia dwudziestu dvidešimt zwanzig",
    30: "thirty тридцать тридцати тридцять трыццаць trzydzieści trzydziestu trisdešimt dreißig dreissig",
    40: "forty сорок сорока сорак czterdzieści czterdziestu keturiasdešimt vierzig",
    50: "fifty пятьдесят пятидесяти пятдесят пяцьдзясят pięćdziesiąt pięćdziesięciu penkiasdešimt fünfzig",
    60: "sixty шестьдесят шестидесяти шістдесят шэсцьдзясят sześćdziesiąt šešiasdešimt sechzig",
    70: "seventy семьдесят семидесяти сімдесят семдзесят siedemdziesiąt septyniasdešimt siebzig",
    80: "eighty восемьдесят восьмидесяти вісімдесят восемдзесят osiemdziesiąt aštuoniasdešimt achtzig",
    90: "ninety девяносто девяноста дзевяноста dziewięćdziesiąt devyniasdešimt neunzig",
    100: "hundred hundreds сто ста сотня сотни соцень sto stu šimtas šimtai šimtų šimto hundert",
    200: "двести двухсот двісті двухсот дзвесце dwieście",
    300: "триста трехсот трыста trzysta",
    500: "пятьсот пятисот пятсот пяцьсот pięćset",
    1_000: "k thousand thousands тысяча тысячи тысяч тысячу тис тыс тысячі тисяча тисячі тисяч тисячу tysiąc tysiące "
           "tysięcy tūkstantis tūkstančiai tūkstančių tausend tausende",
    1_000_000: "m mln million millions миллион миллиона миллионов млн мільйон мільйона мільйонів мільйони мільён "
               "мільёна мільёнаў мільёны milion miliona miliony milionów milijonas milijonai milijonų millionen",
    1_000_000_000: "bn mlrd billion billions миллиард миллиарда миллиардов млрд мільярд мільярда мільярдів мільярдаў "
                   "miliard miliarda miliardy miliardów milijardas milijardai milijardų milliarde milliarden",
}  # fmt: skip
_SHARES: dict[float, str] = {
    0.25: "quarter четверть четверти чверть чвэрць ćwierć ketvirtis ketvirtadalis viertel",
    1 / 3: "third треть трети третина трэць trzecia trečdalis drittel",
    0.5: "half половина половину половины половину половини палова палову паловы połowa połowę połowy pół pusė pusę "
         "pusės halb halbe hälfte",
    2: "double twice вдвое дважды вдвічі удвая двойчы dwukrotnie dvigubai dukart doppelt zweimal",
    3: "triple thrice втрое трижды втричі утрая тройчы trzykrotnie trigubai triskart dreifach dreimal",
}  # fmt: skip
_MONTHS: dict[float, str] = {
    1: "january январь января январе січень січня студзень студзеня студзені styczeń stycznia styczniu sausis sausio "
       "sausį januar jänner",
    2: "february февраль февраля феврале лютий лютого люты лютага luty lutego lutym vasaris vasario vasarį februar",
    3: "march март марта марте березень березня сакавік сакавіка сакавіку marzec marca marcu kovas kovo kovą märz",
    4: "april апрель апреля апреле квітень квітня красавік красавіка красавіку kwiecień kwietnia kwietniu balandis "
       "balandžio balandį",
    5: "may май мая мае травень травня траўня траўні maj maja maju gegužė gegužės gegužę mai",
    6: "june июнь июня июне червень червня чэрвень чэрвеня чэрвені czerwiec czerwca czerwcu birželis birželio birželį "
       "juni",
    7: "july июль июля июле липень липня ліпень ліпеня ліпені lipiec lipca lipcu liepa liepos liepą juli",
    8: "august август августа августе серпень серпня жнівень жніўня жніўні sierpień sierpnia sierpniu rugpjūtis "
       "rugpjūčio rugpjūtį",
    9: "september сентябрь сентября сентябре вересень вересня верасень верасня верасні wrzesień września wrześniu "
       "rugsėjis rugsėjo rugsėjį",
    10: "october октябрь октября октябре жовтень жовтня кастрычнік кастрычніка кастрычніку październik października "
        "październiku spalis spalio spalį oktober",
    11: "november ноябрь ноября ноябре листопад листопада листопаді лістапад лістапада лістападзе listopad listopada "
        "listopadzie lapkritis lapkričio lapkritį",
    12: "december декабрь декабря декабре грудень грудня снежань снежня снежні grudzień grudnia grudniu gruodis "
        "gruodžio gruodį dezember",
}  # fmt: skip


def _by_word(table: dict[float, str]) -> dict[str, float]:
    return {word: value for value, words in table.items() for word in words.split()}


NUMBERS = _by_word(_NUMBERS)
SHARES = _by_word(_SHARES)
MONTHS = _by_word(_MONTHS)
ONLY_IN = {"en": {"ten": 10.0}, "lt": {"du": 2.0, "dvi": 2.0}}
"""Words that mean something else in a sister language: this in Polish, you in German."""
SCALES = frozenset({100.0, 1_000.0, 1_000_000.0, 1_000_000_000.0})
"""Numbers that multiply the one before them."""
