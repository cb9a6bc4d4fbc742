"""Whether a text is a question, in the languages of the debate; in doubt it is none."""

from __future__ import annotations

import re

_ASKED = re.compile(r"[?？⸮؟][^\w\"'”’“»]*$")
_STOPPED = re.compile(r"[.!…,;:]|[?？⸮؟](?!\s*[(\[]).*\w")
_DOUBT = re.compile(r"\(\W*\)|\[\W*\]")
_QUOTED = re.compile(r"^\W*(?:“[^”]*”|„[^“”]*[“”]|«[^»]*»|‘[^’]*’|\"[^\"]*\")")

_ENGLISH = """
why (do|does|did|is|are|was|were|should|would|can|could|not|don't|doesn't|isn't|aren't|shouldn't|can't|has|have)
how (come|do|does|did|can|could|should|would|is|are|will)
(what|who|whom|where|when|which) (do|does|did|can|could|should|would|will) (we|they|you|it|he|she|i|the|this|that)
what (is|are|was|were) (the|this|that|it|your|their|our)
(is|are|was|were|does|did|will) the
(is|are|was|isn't|aren't|does|doesn't|did|didn't|can|can't|could|couldn't|should|shouldn't|would|wouldn't|will|won't|do|don't|has|hasn't|have|haven't) (we|they|you|it|he|she|i|there|this|that|anyone|anybody|somebody|people)
"""  # noqa: E501 - one pattern a line
_RUSSIAN = """
(почему|зачем|отчего|разве|неужели)(?!-| что | только | лишь )
(?!вряд |едва |мало |чуть )\\w+( \\w+)? ли
"""
_UKRAINIAN = """
(чому|навіщо|чи|хіба|невже|нащо)(?!-| що | што | тільки | лише )
"""
_BELARUSIAN = """
(чаму|навошта|хіба|няўжо)(?!-| што | що | толькі | адно | тільки | лише )
ці (?!.*[иїєґщ])\\w+
"""
_POLISH = """
(czy|dlaczego|czemu|czyż)
po co
"""
_LITHUANIAN = """
(kodėl|argi|nejaugi|negi)
ar (tai|mes|jie|jos|jis|ji|jūs|tikrai|yra|nėra|reikia|nereikia|galima|galime|verta|gali|turi|turime|turėtų|turėtume|būtų|bus|kas|kam)
"""  # noqa: E501 - one pattern a line
_GERMAN = """
(warum|weshalb|wieso|wozu)
(ist|sind|war|kann|können|soll|sollen|sollte|sollten|muss|müssen|darf|dürfen|hat|haben|wird|werden|will|wollen|gibt|stimmt) (es|das|die|der|man|wir|sie|ich|er|ein|eine|nicht|denn|jemand)
"""  # noqa: E501 - one pattern a line
_STARTS = re.compile(
    "|".join(
        rf"(?:{pattern})\b"
        for language in (_ENGLISH, _RUSSIAN, _UKRAINIAN, _BELARUSIAN, _POLISH, _LITHUANIAN, _GERMAN)
        for pattern in language.strip().split("\n")
    )
)


def is_question(text: str) -> bool:
    """Tell whether a text asks: it ends in a question mark, or starts as a question and has no other stop.

    A stop of another kind shows a statement: "Why it matters: ..." and "Should fares fall, people will ride." So do
    words after a question, and those after one that is quoted. A doubtful "(?)" belongs to the claim around it.
    """
    said = _DOUBT.sub(" ", text)
    if _ASKED.search(said):
        return True
    asked = re.sub(r"^[\W_]+", "", said.casefold().replace("’", "'"))
    return _STARTS.match(asked) is not None and _STOPPED.search(asked) is None and not _quotes_first(said)


def _quotes_first(text: str) -> bool:
    """Say whether a text begins with somebody's words and then says something of them."""
    quoted = _QUOTED.match(text)
    return quoted is not None and re.search(r"\w", text[quoted.end() :]) is not None
