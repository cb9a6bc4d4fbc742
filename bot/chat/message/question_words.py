"""Words with which a question begins, in the languages of the groups: half of the questions in chats have no mark."""

from __future__ import annotations

import re

_WORDS = """
(?:who|what|where|how|when)(?:['’]s)?|whom|whose|why|which
any (?:idea|news|proof|source|word)
кто|кого|кому|кем|что|чего|чему|чем|когда|где|куда|откуда|почему|зачем|отчего|как|как(?:ой|ая|ое|ие|ого|их|им|ую|ом)
сколько|чей|чья|чь[её]|чьи|котор\\w+|разве|неужели|\\w{1,30} ли
хто|каго|каму|што|чаго|чым|калі|дзе|куды|адкуль|чаму|навошта|няўжо|хіба|як|як(?:і|ая|ое|ія|ога|іх|ім|ую)|колькі|ці
що|чого|коли|де|куди|звідки|чому|навіщо|як(?:ий|а|е|і|ого|их|им|у)|скільки|чий|чия|чи|хіба|невже
kto|kogo|komu|kim|co|czego|czemu|czym|kiedy|gdzie|dokąd|skąd|dlaczego|jak|jak(?:i|a|ie|ich|im|iej|ą)|ile|ilu
któr\\w+|czyj\\w*|czy|czyżby|naprawdę
kas|ko|ką|kam|kuo|kada|kur|kodėl|kaip|kok(?:s|ia|ie|ios|į|ią|iu|iame|ioje)|kur(?:is|i\\w{0,4})|kiek|kieno|ar|argi|nejau(?:gi)?
kad|kāpēc|kādēļ|kā|kād(?:s|a|i|as|u|am|ā|ai|iem)|kur(?:š|a|ā|u|as|am|ai|iem|os|ās|ienes)|cik|vai
wer|wen|wem|wessen|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|wieviele?|welche[rsnm]?|wozu
"""
_VERBS = {
    "is are was were do does did can could will would should has have had isn['’]t aren['’]t don['’]t didn['’]t": (
        "it there they he she the that this we you any\\w*"
    ),
    "ist sind war waren hat haben hatte gibt gab kann können wird werden stimmt soll sollen muss darf": (
        "es das sie er man die der wir ihr du dies\\w*"
    ),
}
"""Verbs that ask before one of some words, in English and in German."""
_LINKS = """
and but so then well а и но ну так то же вот интересно і й та але цікава цікаво дык тады тоді a i o to więc ale ciekawe
bet tai tad tada įdomu un interesanti und aber also dann
"""
"""What people begin with before the word that asks."""
_PREPOSITIONS = """
in on at to for from by with of about since until
в во на за с со к о об по про до от из из-за у для ради при под
ў з са да аб пра па ад пры із від
w we na za z ze do od dla przy po przez
iš su dėl nuo apie per už pas į prie
ar par no pie uz pēc līdz ap
an auf mit von zu für um seit bis aus bei nach wegen über
"""


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_ASKING = "|".join([*_WORDS.strip().splitlines(), *(f"{_any(verbs)} {_any(whom)}" for verbs, whom in _VERBS.items())])
_STARTS = re.compile(
    rf"[\W_]*(?:{_any(_LINKS)},?\s+){{0,2}}(?:{_any(_PREPOSITIONS)}\s+)?(?:{_ASKING})\b", re.IGNORECASE
)


def begins_as_a_question(text: str) -> bool:
    """Tell whether the first word of a text asks, behind an "and" or a "but", and behind such as "since" or "for"."""
    return _STARTS.match(text) is not None
