"""What a full stop after a word may mean: kinds of abbreviations in twelve languages.

A closed list is never whole, so words that stand in none are told by their shape: see `kind_of`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from bot.article.ranking.stopwords import STOP_WORDS


class AbbreviationKind(Enum):
    """What may come after the full stop of a word."""

    LEADING = "leading"
    """Never ends a sentence: titles, kinds of places before their names, "for example"."""
    NUMBERED = "numbered"
    """Goes on before a number: pages, paragraphs, hours."""
    EITHER = "either"
    """May end a sentence, and does before a small word that sentences begin with: companies, months, amounts."""


_LEADING = {
    "en": """
        mr mrs ms messrs dr prof rev revd hon gen col lt cpl sgt capt cmdr comdr adm maj pvt gov sen rep reps
        pres amb supt det insp mt vs e.g eg i.e cf viz fr msgr bros atty attys asst assoc brig ens surg dep
        treas secy cong cllr ald incl esp cit
    """,
    "de": """
        hr hrn fr dr prof dipl ing mag hl st z.b d.h bzw vgl ggf evtl ca inkl exkl zzgl abzgl sog bspw i.d.r
        insb hrsg gen frl z.t u.u fam fa gem bes betr rd zw u.a ehem stellv ev kath evang techn städt dt wiss
        amerik franz ital russ poln österr internat zust versch div einschl ausschl lt abg bgm pfr hptm oblt
        asst
    """,
    "pl": """
        dr prof hab inż mgr lek ks bp abp kard gen płk ppłk mjr kpt por ppor sierż st mł asp nadkom kom podkom
        sp hr św bł im ul al pl os woj pow gm np m.in min tzn tzw tj wg zob red wyd nt ws dot ok ca ew dyr
        wicedyr nacz bryg dz jez rz arch reż muz sł tow ob adw rtm chor rozp
    """,
    "lt": """
        dr prof doc akad inž gyd plk mjr kpt ltn gen vyr jaun vysk kun kard šv gat pr al pl aikšt raj sav
        apskr mstl pvz t.y plg žr tel vad įm vard ark dir pavad red plkv arch dail rež komp
    """,
    "lv": """
        dr prof inž ģen plk sv piem t.i t.s sal red bīsk arh nod plkv doc skat dir kpt nov pag raj iel bulv
        māc prāv akad mag rež komp
    """,
    "ru": """
        гр проф акад доц инж ген полк подполк кап лейт серж св митр архиеп еп им ул пл просп пр-т пер бул б-р
        наб пос дер аг обл р-н мкр корп ст-ца напр т.е т.н т.наз т.к см ср англ нем фр лат греч о-в оз д-р зам
        зав пом гос прот дир ред корр кор плк сер подп арх худ реж муз тов деп канд хут
    """,
    "be": """
        гр праф акад дац інж ген палк падпалк св мітр імя ім вул пл прасп пр-т зав бул аг вёс пас обл вобл р-н
        мкр напр г.зн т.зв т.е гл параўн воз д-р нам заг англ ням лац прат дыр рэд кар сяр пар кап лейт серж
        арх маст рэж муз тав дэп канд хут
    """,
    "uk": """
        гр проф акад доц інж ген полк св мит ім вул пл просп пр-т пров бул бульв смт сел обл р-н напр т.зв т.б
        див пор оз д-р зам зав англ нім лат прот дир ред кор сер кап лейт серж підполк архієп шк арх худ реж
        муз тов деп канд хут
    """,
    "cs": """
        dr mudr judr phdr rndr ing mgr bc prof doc gen plk mjr kpt por sv ul nám tř např tzv tj mj resp popř
        příp srov čet dp im arch akad okr nábř sídl npor ppor pplk kap rež
    """,
    "es": """
        sr sra srta sres dr dra prof dña lic ing arq gral cnel cap sto sta mons pte avda av pl p.ej ej cf vs
        fr excmo excma ilmo ilma ldo lda lcdo almte gob hnos tte sgto cmdte urb
    """,
    "fr": "m mm mme mmes mlle dr pr me st ste bd av pl c.-à-d p.ex cf vs mgr gén col cap prof lt cdt cne boul",
    "it": """
        sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom on sen gen col cap mons p.es es
        cfr pres rag cav comm magg serg brig ten spett egr card dr.ssa
    """,
}
_NUMBERED = {
    "en": """
        no nos p pp vol vols ch chap art arts sec secs fig figs para paras cl tel ext apt approx ca circa rm
        hwy rte eq nr v pt est subsec subsecs tab
    """,
    "de": "nr nrn art abs s kap bd abb tab tel ziff rn rz str",
    "pl": """
        nr nry art ust pkt str s poz tab rys ryc godz tel lok m kl rozdz dz par lit il wys dł pow stycz kwiec
        czerw sierp paźdz listop grudz przybl
    """,
    "lt": "nr str psl d p kab a pav lent val",
    "lv": "nr lpp p pl plkst tālr att kab",
    "ru": "ст стр гл п пп ч рис табл тел кв д ок абз кл каб № оф вып прибл",
    "be": "ст арт стар гл п пп ч мал табл тэл кв д ок кл каб вып прыбл студз кастр",
    "uk": "ст ч п пп рис табл тел кв буд ок кл каб вип прибл верес листоп",
    "cs": "č čl odst s str obr tab tel kl cca přibl",
    "es": "n núm nº art arts pág págs p pp cap fig tel vol aprox",
    "fr": "n nº no art p pp chap fig tél vol env",
    "it": "n nº art artt p pp pag cap fig tel vol ca",
}
_EITHER = {
    "en": """
        inc corp co ltd llc plc jr sr esq ph.d ave blvd rd st sq dept univ assn min max hr hrs oz lb lbs ft mi
        mph bn mn al eds sec deg hwy expy pkwy
    """,
    "de": "usw etc jh jhd mio mrd tsd std sek min allg bes lfd gegr geb gest verh max co med",
    "pl": "tys mln mld mlrd zł gr min sek r w pt br bm ub ur zm proc pkt dol szt egz os godz str tyg mies co",
    "lt": "tūkst mln mlrd eur ct proc val min sek kt pan mėn sav vnt egz sk gim co ko",
    "lv": "tūkst milj mljrd miljrd eur proc min sek gab mēn g gs",
    "ru": "тыс млн млрд трлн руб коп долл чел шт экз гг вв мин сек проц ед род ум изд р ко",
    "be": "тыс млн млрд трлн руб кап дал чал шт экз гг стст мін сек гадз адз працэнт нар пам",
    "uk": "тис млн млрд трлн грн крб коп дол чол шт прим рр сек год хв од нар пом",
    "cs": "tis mil mld hod min sek stol nar zemř spol",
    "es": "ud uds vd vds máx mín cía ltda mill co",
    "fr": "cie éd min sec max",
    "it": "min sec mln mld max co",
}
_CAPITALISED = {
    "en": """
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif
        colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt
        wash wis wyo
    """,
    "de": "jan feb mär apr jun jul aug sep sept okt nov dez mo di mi do sa so",
}
"""Months, days and states of America, with a large letter alone, so that "he sat." ends."""
_SMALL_WORDS = {
    "en": "nobody nothing everybody everyone today yesterday now perhaps maybe",
    "de": "niemand jeder heute gestern damals später danach trotzdem",
    "pl": """
        nikt nic nigdy dziś dzisiaj wczoraj potem wtedy później teraz kiedyś jednak może on ona ono oni one ten ta tak
        tam reszta trzeba choć następnie większość niektóre niektórzy często dzięki zwykle zazwyczaj czasami należy
        najpierw oczywiście pomimo zamiast inni podobnie według zawsze
    """,
    "lt": """
        niekas nieko šiandien vakar paskui vėliau tada todėl tačiau galbūt ji jis jie jos jo mes jūs tai tas visi visa
        visos kiti pavyzdžiui tuomet dabar paprastai dažnai pirmiausia kiekvienas kiekviena reikia
    """,
    "ru": """
        никто ничего никогда сегодня вчера потом тогда позже однако может поэтому остальные например затем далее теперь
        даже обычно иногда сначала кроме часто сейчас другие наконец ведь согласно
    """,
    "be": """
        ніхто нічога ніколі сёння ўчора потым тады пазней аднак можа таму напрыклад паводле акрамя затым цяпер нават
        звычайна каля трэба нельга спачатку больш падчас
    """,
    "uk": """
        ніхто нічого ніколи сьогодні вчора потім тоді пізніше однак може тому наприклад втім далі отже тепер зазвичай
        можливо іноді навіть усі спочатку окрім часто зараз загалом інші особливо натомість звісно нарешті адже
    """,
    "cs": """
        a ale ani až bez bude byl byla bylo co do i jak je jeho její jejich jen jsem jsou k kde kdo když která které
        který na nad nebo od ona oni ono po pod podle poté pro proto před přes při s se si ta tak také tam tato tento
        teprve ti to tu tyto u už v ve však vše z za ze že dnes včera nikdo ten tím potom zbytek jde ostatní
    """,
    "lv": """
        ar arī bet bez bija būs ir ja jau jo kad kas kāpēc kur lai ne nē no pa par pēc pie pirms pret šī šis tā tad
        tagad tas te tie tikai to tur un uz vai viņa viņi viņš visi šodien vakar mēs es jūs tomēr taču gan šie tādēļ
    """,
}
"""More small words that sentences begin with, beside the stop lists; Czech and Latvian have none."""
_ORDINALS = frozenset(("cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "no", "pl", "sk", "sl", "sr", "tr"))
"""Languages that write the third of May as 3. May."""
_ORDINAL = re.compile(r"(?:\d{1,2}\.-)?\d{1,2}|[IVX]+")
_EVERYWHERE = {
    AbbreviationKind.LEADING: "mr mrs dr prof ing st fr vs e.g i.e cf проф акад ул им",
    AbbreviationKind.NUMBERED: "nr no p pp vol fig art tel ca ст стр",
    AbbreviationKind.EITHER: "inc corp co ltd jr sr max min mio mln тыс млн млрд",
}
"""For languages that have no lists."""
_LISTS = {AbbreviationKind.LEADING: _LEADING, AbbreviationKind.NUMBERED: _NUMBERED, AbbreviationKind.EITHER: _EITHER}
_INITIAL = re.compile(r"[^\W\d_]|[\w-]+-[^\W\d_]")
"""A single letter, also behind a hyphen: "the EU-U. Kingdom talks"."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]{1,3}")
_DEGREES = re.compile(r"(?:°|\b(?:st|град)\.)\s?$")
"""Before the C of Celsius, which is no initial."""
_STOPLESS = {
    "pl": "mln mld mlrd zł",
    "lt": "eur",
    "lv": "eur",
    "ru": "млн млрд трлн м",
    "be": "млн млрд трлн м",
    "uk": "млн млрд трлн грн м",
}
"""Amounts that are written without a stop, so that one behind them is the sentence's."""
_UNITS = "km cm mm kg mg ml kw kwh mw mwh gw gb mb hz км см мм кг мг мл квт мвт гвт га"
"""The same in every language."""
_PAIRED = re.compile(
    r"\d(?:,|\s*[:×*+=]\s*|\s+\b(?:i|lub|albo|na|und|oder|ir|ar|arba|a|nebo|až|bis|do|iki|un|vai)\s+)$"
)
"""Before the second number of a score, a fraction, a sum or a pair, which is no ordinal: "3:2", "7,5", "0 and 1"."""
_COUNTS = {"pl": re.compile(r"\b(?:przez|o|do|od|po|z)\s$", re.IGNORECASE)}
"""Prepositions before which an ordinal is rare."""
_ALSO_WORDS = {"pl": "im gen", "ru": "им", "be": "ім", "de": "gen"}
"""Leading abbreviations that are words, too: "gave them", "a gene"."""
_WITHIN = re.compile(r"\w['’ʼ]$")
"""Before the last letter of a word with an apostrophe: "don't"."""
_PRONOUN = {"ru": "я", "be": "я", "uk": "я"}
"""Single letters that are words and abbreviate none."""
_FORMER = re.compile(r"(?:^|\s)([\w.\-]+)\.\s?$")
_PIECE = re.compile(r"(?:^|[\s(])([^\W\d_]{1,2})\.\s?$")
"""The first half of an abbreviation that is written in two."""
_CUT_ADJECTIVE = re.compile(r"[^\W\d_]*[bcdfghkmnpqstvwxzß]l")
"""Before a noun in German: "staatl.", "öffentl."; no whole word ends so."""
_OPENS = re.compile(r"(?:^|[.!?…]\s|\n)[\"'“”„«»(\-–—\s]*$")
_STUB_LENGTH = 5
_VOWEL = "aeiouyąęėįųūāēīōáéíóúýěůőűöüäåàâèêëîïôùûœæøаеёиоуыэюяіїєў"
_STUB = re.compile(rf"[^\W\d_]{{1,{_STUB_LENGTH - 1}}}[^\W\d_ь{_VOWEL}]")
"""A short word whose end is no vowel, as a word that was cut short has none."""
_THAI = re.compile("[\u0e00-\u0e7f]+")
_SO_ON = re.compile(r"\b(?:[иіiы]|oraz|ir)\s+(?:т|г|t|kt|k|pan)\.?\s?[дпчdtp]?$")
_VOWELS = re.compile(f"[{_VOWEL}]", re.IGNORECASE)
_SHORT_WORD_LETTERS = 4
"""Letters up to which a word with small letters before a number is taken for an abbreviation."""


@cache
def _words(kind: AbbreviationKind, language: str) -> frozenset[str]:
    """Return the abbreviations of a kind in a language; what is written everywhere, where it is none of ours."""
    lists = _LISTS[kind]
    return frozenset(lists.get(language, _EVERYWHERE[kind]).split())


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the small words of a language that sentences begin with."""
    return STOP_WORDS.get(language, frozenset()) | frozenset(_SMALL_WORDS.get(language, "").split())


def kind_of(word: str, before: str, language: str) -> AbbreviationKind | None:
    """Tell what kind of abbreviation a word before a full stop may be.

    Args:
        word: Letters, digits, hyphens and inner full stops, up to the full stop in question.
        before: Some text before the word.
        language: The language of the text.

    Returns:
        None where the full stop is the end of a sentence.
    """
    bare = word if _is_acronym(word, before) else word.lower()
    if _SO_ON.search(before + word) or _is_word(word, before, language) or _ends_amount(word, before, language):
        return None
    if len(word) == 1 and word.isupper() and _leads_to_name(before, language):
        return AbbreviationKind.LEADING
    after_number = before.rstrip()[-1:].isdigit()
    if _is_leading(bare, before, language):
        return (
            AbbreviationKind.EITHER
            if after_number or bare in _ALSO_WORDS.get(language, "").split()
            else AbbreviationKind.LEADING
        )
    if _is_opening(word, before, language) or _follows_leading(word, before, language):
        return AbbreviationKind.EITHER
    if _is_either(word, bare, language):
        return AbbreviationKind.EITHER
    return AbbreviationKind.NUMBERED if _is_numbered(word, bare, language) else None


def is_count(word: str, before: str, language: str) -> bool:
    """Tell whether a number is rather a count than an ordinal: behind a preposition, as in "dzieli się przez 2."."""
    counts = _COUNTS.get(language)
    return counts is not None and word.isdigit() and counts.search(before) is not None


def _is_leading(bare: str, before: str, language: str) -> bool:
    """Tell whether a word never ends a sentence: by the lists, also in two pieces ("z. B."), or by its shape."""
    former = _PIECE.search(before)
    spaced = f"{former[1].lower()}.{bare}" if former else bare
    known = _words(AbbreviationKind.LEADING, language)
    return not known.isdisjoint((bare, spaced, bare.rpartition("-")[2])) or (
        language == "de" and _CUT_ADJECTIVE.fullmatch(bare) is not None
    )


def _is_acronym(word: str, before: str) -> bool:
    """Tell whether a word has large letters alone amid small ones, so that "OK" is not "ok." and "MP" not "mp."."""
    return len(word) > 1 and word.isupper() and before != before.upper()


def _is_word(word: str, before: str, language: str) -> bool:
    """Tell whether a single letter is a word, or the last one of a word with an apostrophe."""
    return word in _PRONOUN.get(language, "").split() or (len(word) == 1 and _WITHIN.search(before) is not None)


def _ends_amount(word: str, before: str, language: str) -> bool:
    """Tell whether a word ends an amount: degrees, millions, metres, a number behind another or an abbreviation."""
    if word.isdigit():
        former = _FORMER.search(before)
        is_paired = word == "0" or _PAIRED.search(before) is not None
        is_told = former is not None and _is_numbered(former[1], former[1].lower(), language)
        return is_paired or (language in _ORDINALS and is_told)
    if word == "C" and _DEGREES.search(before):
        return True
    stopless = word.lower() in f"{_UNITS} {_STOPLESS.get(language, '')}".split()
    return stopless and before.rstrip()[-1:].isdigit()


def _is_opening(word: str, before: str, language: str) -> bool:
    """Tell whether a short word opens the passage as an abbreviated title does: "Dyr. Lis", "Прот. Лис".

    If it was a sentence, it is told with the next one, which harms nobody.
    """
    is_stub = word[:1].isupper() and word[1:].islower() and _STUB.fullmatch(word) is not None
    return language != "en" and is_stub and _OPENS.search(before) is not None


def _follows_leading(word: str, before: str, language: str) -> bool:
    """Tell whether a short word with small letters goes on with a title: "gen. bryg. Lis", "Dr. med. Lenz"."""
    former = _FORMER.search(before)
    return (
        former is not None
        and len(word) <= _STUB_LENGTH
        and word.isalpha()
        and word.islower()
        and former[1].lower() in _words(AbbreviationKind.LEADING, language)
    )


def _leads_to_name(before: str, language: str) -> bool:
    """Tell whether a title or another initial stands right before an initial, so that a name follows."""
    former = re.search(r"([\w\-]+)\.\s?$", before)
    return former is not None and (
        (len(former[1]) == 1 and former[1].isupper()) or former[1].lower() in _words(AbbreviationKind.LEADING, language)
    )


def _is_either(word: str, bare: str, language: str) -> bool:
    return (
        _INITIAL.fullmatch(word) is not None
        or _DOTTED.fullmatch(word) is not None
        or (len(word) == 2 and word.isalpha() and word.isupper() and word[0] == word[1])
        or bare in _words(AbbreviationKind.EITHER, language)
        or (word[:1].isupper() and bare in _CAPITALISED.get(language, "").split())
        or (language in _ORDINALS and _ORDINAL.fullmatch(word) is not None)
        or (1 < len(word) <= _SHORT_WORD_LETTERS and word.isalpha() and word[1:].islower() and not _VOWELS.search(word))
        or (len(word) <= _SHORT_WORD_LETTERS and _THAI.fullmatch(word) is not None)
    )


def _is_numbered(word: str, bare: str, language: str) -> bool:
    """Tell whether a number may follow: by the lists, or a short word with small letters that is no small word.

    English has too many short words for that.
    """
    is_short = (
        language in _LEADING
        and language != "en"
        and len(word) <= _SHORT_WORD_LETTERS
        and word.isalpha()
        and word.islower()
    )
    if language == "de" and bare.endswith(("str", "pl")):
        return True
    return bare in _words(AbbreviationKind.NUMBERED, language) or (is_short and bare not in small_words(language))
