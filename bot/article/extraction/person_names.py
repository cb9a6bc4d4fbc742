"""Names of persons in what a page says about who wrote it: never the paper, a role, an agency or a date."""

from __future__ import annotations

import re

from bot.article.extraction.dump.line_shapes import word_count
from bot.article.extraction.web.roles import names

_MAX_LINE_CHARS = 300
_MOST_WORDS = 5
_SHORTEST_NAME = 2
_CUE = re.compile(
    r"^\W*(?:(?:(?:published|posted|written|submitted|text|words|story|report(?:ed|ing)?|article|interview|opinion|comment"
    r"|analysis) )?by"
    r"|(?:(?:geschrieben|verfasst|erstellt|gespeichert|(?:veröffentlich|eingestell)t|(?:ein )?(?:blog ?)?(?:beitrag"
    r"|artikel|text|kommentar|essay|gastbeitrag|kolumne|pressemitteilung|im wortlaut|analyse|reportage|bericht"
    r"|interview)) )?von"
    r"|(?:(?:publicado|escrito|publié|écrit) )?(?:par|por)|di|door|av|af|de|od|napsala?"
    r"|text|words|interview|redaktion(?=:)|skribent|authors?(?:\(s\))?|auteure?s?|autor(?:[/*]?in(?:/autor)?|en|ka|zy|es|a|i|ius|iai"
    r"|ė)?"
    r"|автор[ыи]?|аўтары?|текст|тэкст|tekst(?:as)?|подготовила?|підготува(?:в|ла)|падрыхтава(?:ў|ла)|opracowała?"
    r"|przygotowała?|parengė|sagatavoj\w+|připravila?)(?:\s*[:：]\s*|\s+(?![.-])|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\w{3,15}(?: \w{2,12})?\s?[:：]\s+(?=\S)")
"""Any other word or two before a colon."""
_CREDIT = re.compile(
    r"^\W*(?:edited|translated|photos?|photograph\w*|pictures?|illustrat\w+|bearbeitet|übersetzt) (?:by|von) "
    r"[^,;.|]+[,;.|]\s*",
    re.IGNORECASE,
)
"""Somebody else who is named first."""
_DEGREES = re.compile(r"(?:\s+(?:Ph\.?D|M\.?D|M\.?A|B\.?A|M\.?Sc|B\.?Sc|MBA|MPH|LL\.?M|J\.?D|R\.?N)\.?)+$")
_GLUED_CUE = re.compile(r"^(?:By|Von|Por|Par|Author|Autor)(?=[A-ZÄÖÜÉÁÍÓÚŠŽČ])")
CREDIT_CUE = re.compile(r"(?:photos?|pictures?|images?|фото|foto|zdjęcia|bilder|nuotr)(?: by|:| von)", re.IGNORECASE)
"""What stands before the name of a photographer."""
_END = re.compile(
    r"[.,;|•·]?\s*\b(?:edit(?:ed|ing)|translated|photos?|photograph\w*|pictures?|illustrat\w+|updated|published|bearbeitet|fotos?"
    r"|fotograf\w*|bild(?:er)?|übersetz\w+|stand|aktualisiert|lesezeit|reading time|view all|follow|posts?|редактор"
    r"|фото|перевод|zdjęci\w+|nuotr\w*|twitter|facebook|actualizado|mis à jour|alle artikel|mehr|about|über"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|publicado|publié|am \d|\d{1,2}[:.]\d\d|\d{1,2}[. ]|ahora|hace"
    r"|ago)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TALKING = r"im gespräch mit|in conversation with"
_AND = rf"\s+(?:{_TALKING}|and|und|et|y|e|en|og|och|i|ir|и|і|й|та|un|a|oraz|dhe|&|with|mit|–|—|-)\s+"
LAST_OF_SEVERAL = re.compile(_AND, re.IGNORECASE)
"""What stands before the last name of several."""
BETWEEN = re.compile(rf"\s*(?:;|,|\||/|•|·|\n|、|・)\s*|{_AND}", re.IGNORECASE)
"""What stands between two names."""
_PICTURED = re.compile(
    rf"(?:(?!{_AND})[^,;|/•·])*\((?:photos?|photograph\w*|pictures?|illustrat\w+|fotos?|bilder|фото|zdjęci\w|nuotr\w*)\)",
    re.IGNORECASE,
)
"""Somebody who made the pictures alone, as it says in brackets behind the name."""
_PLACE = re.compile(r"\s+(?:in|for|for the|aus|à|en|at)\s+\S.*|\s*\(.*|\s*<.*", re.DOTALL)
_ROLE_WORDS = (
    r"editors?|reporters?|correspondents?|columnists?|writers?|journalists?|producers?|analysts?|contributors?|staff"
    r"|chief|director|professor|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin|autorin|volontär(?:in)?"
    r"|корреспондент\w*|редактор\w*|журналист\w*|обозреватель|redaktor\w*|dziennikar\w+|žurnalist\w+|redaktorė|기자"
)
_ENDS_IN_ROLE = re.compile(rf"\s+(?:{_ROLE_WORDS})$", re.IGNORECASE)
_ROLE = re.compile(rf"\b(?:{_ROLE_WORDS}|bureau|desk|team)\b", re.IGNORECASE)
_HOUSES = (
    r"newsroom|newsdesk|news|desk|bureau|team|redaktion\w*|redak[ct]\w*|redazione|rédaction|реда[кц]\w*|рэдакцы\w*"
    r"|редакці\w*|пресс-служба|online|agentur\w*|agenc\w+|agentūr\w*|press\w*|media|medien|magazin\w*|zeitung|verlag"
    r"|blog|gmbh|kg|inc|ltd|llc|ag|group|e\.? ?v|universit\w+|institut\w*|minist\w+|stiftung|verein|verband|foundation"
    r"|association|council|service|dienst|dpa|afp|reuters|apa|bns|elta|tass|pap|sda|sid|epd|kna|getty|istock\w*"
    r"|shutterstock|radio|tv|wordpress|^the"
)
_LABELS = (
    r"admin\w*|webmaster|root|users?|guest|anonym\w*|unknown|author|autor|autoren\w*|gastbeitrag|gastautor\w*|comments?"
    r"|home|all|alle|articles?|artikel\w*|beiträge|posted|nachricht|weitere|more|mehr|information\w*|kontakt|quelle"
    r"|program|edition|searchive?|zur?|http\w*|www|com|jpg|png|uhr|clock|am|pm"
)
_NOBODY = re.compile(rf"\b(?:{_ROLE_WORDS}|{_HOUSES}|{_LABELS})\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\S*(?:https?:|www\.|@)\S*|\S+\.(?:com|de|org|net|co|at|ch|eu|info|ru|by|lt|pl|tv|fr|uk|lv|ua|io)\b\S*"
)
_IS_HOUSE = re.compile(r"\(\s*(?:https?:|www\.)|^\S+\.[a-z]{2,7},")
_DIGITS = re.compile(r"\d(?!\d{0,3}$)|[ .]\d|^\w{1,3}\d")
"""Digits that no nickname has: those that do not end it."""
PARTICLES = names(
    "de da van von der den di del della la le el al bin ibn ten ter zu zum zur du dos das do e y abu af av vom"
)
_EDGES = " \t\n\r.,:;|•·~*–—-\"'„“”»«()[]"


def people_in(words: str, *, is_trusted: bool) -> list[str]:
    """Return the persons whom a byline, or a value for authors, names.

    Args:
        words: The text.
        is_trusted: Whether the text is known to be a name, so that one word may be one (a blogger's `Heiko`).
    """
    words = _without_cues(_CREDIT.sub("", " ".join(words.replace("\xad", "").split())[:_MAX_LINE_CHARS]))
    if _IS_HOUSE.search(words):
        return []
    words = _END.sub("", _PICTURED.sub("", _ADDRESS.sub(" ", words)))
    pieces = [piece for piece in BETWEEN.split(words) if piece.strip(_EDGES)]
    found = [_name_in(piece) for piece in pieces]
    return list(dict.fromkeys(one for one in found if is_person(one, is_trusted=is_trusted and len(pieces) == 1)))


def is_cue(words: str) -> bool:
    """Say whether words begin as a byline does: `By`, `Text:`, `Автор`."""
    return _CUE.match(words) is not None


def cue_end(words: str) -> int:
    """Return where the cue ends with which words begin; 0 where they begin with none, or nothing follows it."""
    cue = _CUE.match(words) or _GLUED_CUE.match(words)
    return cue.end() if cue is not None and cue.end() < len(words) else 0


def is_role(words: str) -> bool:
    """Say whether words name what somebody does for a paper."""
    return _ROLE.search(words) is not None


def without_degrees(name: str) -> str:
    """Return a name without the degrees behind it: `Jane Doe MBA`."""
    return _DEGREES.sub("", name)


def is_person(name: str, *, is_trusted: bool) -> bool:
    """Say whether words can be the name of a person: few, with capitals where the script has them, no digits."""
    words = name.split()
    if len(words) < (1 if is_trusted else 2) or word_count(name) > _MOST_WORDS or _DIGITS.search(name):
        return False
    if _NOBODY.search(name) or sum(letter.isalpha() for letter in name) < 2 or _is_abbreviation(words):
        return False
    may_be_small = {words[0]} if len(words) == 1 else PARTICLES
    return all(word in may_be_small or not word[0].islower() for word in words)


def _is_abbreviation(words: list[str]) -> bool:
    """Say whether words are a lone abbreviation, such as an agency's, or short ones in a row, such as languages."""
    is_short = len(words) == 1 or all(len(word) == _SHORTEST_NAME for word in words)
    return is_short and all(word.isupper() and word.isalpha() for word in words)


def _without_cues(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _CUE.sub("", words, count=1)
    return _LABEL.sub("", _GLUED_CUE.sub("", words))


def _name_in(piece: str) -> str:
    """Return a piece without a place, a role, and marks at its ends."""
    piece = _PLACE.sub("", _without_cues(piece)).strip(_EDGES)
    return without_degrees(_before_role(piece)).strip(_EDGES)


def _before_role(words: str) -> str:
    """Return the name that stands before a role, as in `Jane Doe Games Editor`."""
    name = _ENDS_IN_ROLE.sub("", words).split() if _ENDS_IN_ROLE.search(words) else []
    size = 3 if len(name) > 2 and name[1] in PARTICLES else 2
    return " ".join(name[:size]) if len(name) > 1 else words
