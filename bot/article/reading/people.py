"""Names of persons in what a page says about who wrote it: never the paper, a role, an agency or a date."""

from __future__ import annotations

import re

from bot.article.reading.zones import names

_LONGEST = 300
_MOST_WORDS = 5
_CUE = re.compile(
    r"^\W*(?:(?:(?:article|story|words|text|interview|report(?:ed|age)?|published|posted|written|geschrieben|verfasst"
    r"|veröffentlicht|post) )?(?:by|von|par|por|di|door|av|af)|text|words|author(?:\(s\)|s)?|autor(?:\*in|/in"
    r"|in|en|ka|zy|es|a)?"
    r"|auteure?s?|skribent|interview|artikel(?: von)?|redaktion(?=:)|(?:ein )?(?:blog ?)?(?:beitrag|artikel"
    r"|kommentar|essay|gastbeitrag|kolumne|pressemitteilung|im wortlaut|analyse|reportage|bericht) von"
    r"|opinion by|comment by|analysis by|eingestellt von|автор[ыи]?|аўтар[ы]?|текст|тэкст|autori(?:us|ai)"
    r"|tekst(?:as)?|napsala?|de|od)(?:\s*[:：]\s*|\s+(?![.-])|$)",
    re.IGNORECASE,
)
_GLUED_CUE = re.compile(r"^(?:By|Von|Por|Par|Author|Autor)(?=[A-ZÄÖÜÉÁÍÓÚŠŽČ])")
_END = re.compile(
    r"[.,;|•·]?\s*\b(?:edited|translated|photos?|pictures?|illustrat\w+|updated|published|bearbeitet|foto[s]?"
    r"|fotograf\w*|bild(?:er)?"
    r"|übersetz\w+|stand|aktualisiert|lesezeit|reading time|view all|follow|posts?|редактор|фото|перевод"
    r"|zdjęci\w+|nuotr\w*"
    r"|twitter|facebook|actualizado|mis à jour|alle artikel|mehr|about|über|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day|publicado|publié|am \d|\d{1,2}[:.]\d\d|\d{1,2}[. ]|ahora|hace|ago)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(
    r"\s*(?:;|,|\||/|•|·|\n|、|・)\s*|\s+(?:and|und|et|y|e|en|og|och|i|ir|и|і|й|та|un|a|oraz|&|with|mit|–|—|-)\s+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:in|for|for the|aus|à|en|at)\s+\S.*|\s*\(.*|\s*<.*", re.DOTALL)
_ROLE_WORDS = (
    r"editors?|reporters?|correspondents?|columnists?|writers?|journalists?|producers?|analysts?|contributors?|staff"
    r"|chief|director|professor|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin|autorin|volontär(?:in)?"
    r"|корреспондент\w*|редактор\w*|журналист\w*|обозреватель|redaktor\w*|dziennikar\w+|žurnalist\w+|redaktorė|기자"
)
_ENDS_IN_ROLE = re.compile(rf"\s+(?:{_ROLE_WORDS})$", re.IGNORECASE)
_NOBODY = re.compile(
    rf".*\b(?:{_ROLE_WORDS}|admin\w*|webmaster|root|users?|guest|anonym\w*|unknown|author|autor|redaktion\w*"
    rf"|redak[ct]\w*"
    r"|redazione|rédaction|реда[кц]\w*|рэдакцы\w*|редакці\w*|пресс-служба|admin|team|newsroom|newsdesk|news|desk|bureau"
    r"|online|agentur\w*|agenc\w+|agentūr\w*|press\w*|media|medien|magazin\w*|zeitung|verlag|blog|gastbeitrag"
    r"|gastautor\w*"
    r"|gmbh|inc|ltd|llc|e\.? ?v|university|universit\w+|institut\w*|minist\w+|stiftung|verein|verband|foundation"
    r"|association|council|service|dienst|dpa|afp|reuters|apa|bns|elta|tass|pap|sda|sid|epd|kna|radio|tv|com|wordpress"
    r"|comments?|home|alle|all|beiträge|artikel\w*|articles?|autoren\w*|posted|nachricht|weitere"
    r"|information\w*|kontakt|quelle|program|more|mehr|zur?|getty|istock\w*|shutterstock|ag|searchive?|edition"
    r"|group|http\w*|www|jpg|png|uhr|clock|am|pm)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(
    r"\S*(?:https?:|www\.|@)\S*|\S+\.(?:com|de|org|net|co|at|ch|eu|info|ru|by|lt|pl|tv|fr|uk|lv|ua|io)\b\S*"
)
_IS_HOUSE = re.compile(r"\(\s*(?:https?:|www\.)|^\S+\.[a-z]{2,7},")
_DIGITS = re.compile(r"\d(?!\d{0,3}$)|[ .]\d|^\w{1,3}\d")
"""Digits that no nickname has: those that do not end it."""
_PARTICLE = names(
    "de da van von der den di del della la le el al bin ibn ten ter zu zum zur du dos das do e y abu af av vom"
)
_EDGES = " \t\n\r.,:;|•·~*–—-\"'„“”»«()[]"


def people_in(words: str, *, is_trusted: bool) -> list[str]:
    """Return the persons whom a byline, or a value for authors, names.

    Args:
        words: The text.
        is_trusted: Whether the text is known to be a name, so that one word may be one (a blogger's `Heiko`).
    """
    words = _without_cues(" ".join(words.replace("\xad", "").split())[:_LONGEST])
    if _IS_HOUSE.search(words):
        return []
    pieces = [piece for piece in _BETWEEN.split(_END.sub("", _ADDRESS.sub(" ", words))) if piece.strip(_EDGES)]
    found = [_name_in(piece) for piece in pieces]
    return list(dict.fromkeys(one for one in found if is_person(one, is_trusted=is_trusted and len(pieces) == 1)))


def is_cue(words: str) -> bool:
    """Say whether words begin as a byline does: `By`, `Text:`, `Автор`."""
    return _CUE.match(words) is not None


def is_person(name: str, *, is_trusted: bool) -> bool:
    """Say whether words can be the name of a person: few, with capitals where the script has them, no digits."""
    words = name.split()
    if not (1 if is_trusted else 2) <= len(words) <= _MOST_WORDS or _DIGITS.search(name):
        return False
    if _NOBODY.fullmatch(name) or sum(letter.isalpha() for letter in name) < 2:
        return False
    return all(word in _PARTICLE or not word[0].islower() for word in words[1:]) and (
        not words[0][0].islower() or words[0] in _PARTICLE or len(words) == 1
    )


def _without_cues(words: str) -> str:
    before = None
    while before != words:
        before, words = words, _CUE.sub("", words, count=1)
    return _GLUED_CUE.sub("", words)


def _name_in(piece: str) -> str:
    """Return a piece without a place, a role, and marks at its ends."""
    piece = _PLACE.sub("", _without_cues(piece)).strip(_EDGES)
    return _before_role(piece).strip(_EDGES)


def _before_role(words: str) -> str:
    """Return the name that stands before a role, as in `Jane Doe Games Editor`."""
    if not _ENDS_IN_ROLE.search(words):
        return words
    name = _ENDS_IN_ROLE.sub("", words).split()
    if len(name) < 2:
        return words
    size = 3 if len(name) > 2 and name[1] in _PARTICLE else 2
    return " ".join(name[:size])
