"""Words with which a question begins, in the languages of the groups: half of the questions in chats have no mark."""

from __future__ import annotations

import re

_WORDS = """
who|whom|whose|what|when|where|why|which|how
(?:is|are|was|were|do|does|did|can|will|has|have) (?:it|there|they|he|she|the|that|this|we|you|any\\w*)
кто|кого|кому|кем|что|чего|чему|чем|когда|где|куда|откуда|почему|зачем|отчего|как|как(?:ой|ая|ое|ие|ого|их|им|ую|ом)
сколько|чей|чья|чь[её]|чьи|котор\\w+|разве|неужели
хто|каго|каму|што|чаго|чым|калі|дзе|куды|адкуль|чаму|навошта|як|як(?:і|ая|ое|ія|ога|іх|ім|ую)|колькі|ці
що|чого|коли|де|куди|звідки|чому|навіщо|як(?:ий|а|е|і|ого|их|им|у)|скільки|чий|чия|чи|хіба|невже
kto|kogo|komu|kim|co|czego|czemu|czym|kiedy|gdzie|dokąd|skąd|dlaczego|po co|jak|jak(?:i|a|ie|ich|im|iej|ą)|ile|ilu
któr\\w+|czyj\\w*|czy
kas|ką|kam|kuo|kada|kur|kodėl|kaip|kok(?:s|ia|ie|ios|į|ią|iu)|kur(?:is|i|ie|ios)|kiek|kieno|ar|iš kur
kad|kāpēc|kādēļ|kā|kād(?:s|a|i|as|u|am)|kur(?:š|a|u|as)|cik|vai|no kurienes
wer|wen|wem|wessen|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|wieviele?|welche[rsnm]?|wozu
"""
_STARTS = re.compile(
    r"[\W_]*(?:(?:and|but|so|а|и|но|ну|і|й|та|але|a|i|o|bet|un|und|aber)\s+)?"
    rf"(?:{'|'.join(_WORDS.strip().splitlines())})\b",
    re.IGNORECASE,
)


def begins_as_a_question(text: str) -> bool:
    """Tell whether the first word of a text, behind an "and" or a "but", is one that asks."""
    return _STARTS.match(text) is not None
