"""Clauses: who a sentence says is speaking, by patterns over its signs (see lexicon.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.article.attribution.tokens import Token, signs_of

_LEAD = r"(?:(?:[^;:.?!QVvKT]{1,60}?|W?v[^;:.?!Q]{1,60}?),)??[cb]?a*,?"
"""What may stand before a main clause: “In a letter to staff, …”, “Asked about it, …”, “But …”."""
_OPENING = r"(?:p[dwRanq]{1,8}){0,2}"
"""Where and when, before a subject that no comma parts from it: “At the meeting …”."""
_DESCRIBED = r"(?:[dwRan,]{0,8}[wR]p[dwRanpNc]{0,12}[wR]|(?:[dwRan]|N(?=w{0,4}R{1,4}N)){0,8})"
"""What may stand before a name as its description: “the head of the council …”, “Acme's chief engineer …”."""
_APART = r"(?:p[dwRanNq]{1,6})?(?:\([^()]{0,20}\))?(?:,[^;:.?!QP]{1,40}?,|,)?"
"""What may stand between a name and its verb: “… of the Institute”, “… (2001)”, “…, who is ninety,”."""
_WHO = r"(?P<who>[NPZI])"
_WHEN = r"(?:a|p[dwRanN]{1,5}){0,3}"

_FIRST = re.compile(rf"{_LEAD}{_OPENING}{_DESCRIBED}{_WHO}{_APART}[Ha]*(?P<verb>[vVUKJs])(?P<rest>.*)")
"""“Ann Lee says …”; what is said is judged apart."""
_THAT = re.compile(
    rf"(?:w|a|p[dwRanN]{{1,5}}){{0,3}}(?:T|:|[,:]-?[Qq])|{_WHEN}-?Q|[^,;:.?!TWQCVv]{{0,10}},T|,?[hS]|[^,;:.?!QqTVv]{{0,10}}:"
)
"""“… on Monday that”, “…: ‘’”, “… how”."""
_SOMEBODY_THAT = re.compile(r"[IPNYdwRan]{1,6}(?:p[dwRanN]{1,5})?(?:,?[Th]|[PZYI][aX]*[BHOD])")
"""“… a meeting on Tuesday that”, “… me it was”."""
_SAYING_THAT = re.compile(r".*,a*GT")
"""“… the plan, claiming that”."""
_TURN = re.compile(r"[,\-]a?[bC](?!T)|;")
"""Where the author may take over again: “…, but …”."""
_CLAUSE = re.compile(r"(?:[^,;:.?!WhSTcQ]|c(?!a*[vVKMJ]))*")
"""A clause up to where another may begin."""
_LATER_CLAUSE = re.compile(r"p[^,;:.?!]{1,12}[PZYI][aX]*[BHOD]")
"""“… on Monday it would …”."""
_FINITE = re.compile(r"[BHODX]")

_TAGGED = re.compile(rf"(?:Q[,.]?|q,)-?a*{_DESCRIBED}{_WHO}{_APART}[Ha]*(?P<verb>[vVKMU])(?!T)")
"""“…,” Ann Lee said."""
_TAGGED_TURNED = re.compile(rf"(?:Q[,.]?|q,)-?a*(?P<verb>[vVMK])a*(?:pw|pN)?(?:{_DESCRIBED},?){_WHO}(?!cd?[NR])")
"""“…,” said the clinic's director, Ann Lee."""
_TAGGED_BY_SOMEBODY = re.compile(r"(?:Q[,.]?|q,)-?[dwRanpYcN]*[vVKMm]")
"""“…,” said one mother."""
_COLON = re.compile(rf"{_LEAD}{_DESCRIBED}{_WHO}[^Q;:X]*:-?(?:[Qq]|$)")
"""Ann Lee was blunt: “…”"""
_SIGNED = re.compile(r"Q-(?P<who>N)(?:,[^QVvMK]*)?\.?")
"""“…” – Ann Lee, driver"""
_ASIDE = re.compile(rf",[dwRan]*{_WHO}[Ha]*(?P<verb>[vVL])(?:[pa][dwRanp]{{0,8}}|w)?(?=[,;.\-]|$)")
"""“…, she argues, …”, “…, Ann Lee said on Tuesday.”"""
_ASIDE_TURNED = re.compile(rf",-?(?P<verb>[vV])a*{_DESCRIBED}{_WHO}(?:p[dwRanN]{{1,6}})?(?=[,;.\-]|$)")
"""“…, says Ann Lee, …”"""
_AS = re.compile(rf"(?:^|,)[cb]?S[dwRan]*{_WHO}[Ha]*(?P<verb>[vVL])(?:[pa][dwRanp]{{0,6}})?[,:.\-]")
_AS_TURNED = re.compile(rf"(?:^|,)[cb]?S[Ha]*(?P<verb>[vV])a*{_DESCRIBED}{_WHO}[,:.\-]")
"""“As Ann Lee puts it, …”; in Russian the verb comes first."""
_ACCORDING = re.compile(rf"(?:^|,)[cba]?,?A(?:[dan]*|[dwRanp]*R[wan]*,?){_WHO}(?!cN)")
"""“According to Ann Lee, …”; not according to her book."""
_BY_WORDS = re.compile(r"(?:^[cba]?,?|,)(?P<who>E)[,.]|^[cba]?,?(?:p(?P<owner>n)F,|(?P<holder>n)w?FBT)")
"""“In her view, …”, “In Ann Lee's view, …”, “Ann Lee's point is that …”."""


class SpeechSource(NamedTuple):
    """Who is said to speak, as a token of the sentence; None for somebody without a name."""

    token: int | None
    beside_quotation: bool = False
    verb: int | None = None
    """Token of the verb that the name is the subject of; None where there is no verb, as after “according to”."""


def sources(row: Sequence[Token]) -> Iterator[SpeechSource]:
    """Yield everybody that a sentence says is speaking.

    Args:
        row: The sentence, with names as single tokens.
    """
    signs = signs_of(row)
    beside = _beside_quotation(signs)
    if beside is not None:
        yield beside
    if "?" not in signs:
        yield from _reported(signs, row)


def introduced(row: Sequence[Token]) -> int | None:
    """Return the token of the person whom a sentence that ends with a colon gives the word."""
    match = _COLON.match(signs_of(row))
    return match.start("who") if match else None


def subject(row: Sequence[Token]) -> int | None:
    """Return the token of the name or pronoun that a sentence is most likely about."""
    match = re.match(rf"{_LEAD}{_DESCRIBED}(?P<who>[NPZ])", signs_of(row))
    return match.start("who") if match else None


def _beside_quotation(signs: str) -> SpeechSource | None:
    if "Q" not in signs and "q," not in signs:
        return None
    for pattern in (_TAGGED, _TAGGED_TURNED):
        match = pattern.search(signs)
        if match and _is_subject(signs, match.start("who")):
            return SpeechSource(match.start("who"), True, match.start("verb"))
    signed = _SIGNED.fullmatch(signs)
    if signed:
        return SpeechSource(signed.start("who"), True)
    if _TAGGED_BY_SOMEBODY.search(signs):
        return SpeechSource(None, True)
    match = _COLON.match(signs)
    return SpeechSource(match.start("who"), True) if match and signs[match.end() - 1] == "Q" else None


def _reported(signs: str, row: Sequence[Token]) -> Iterator[SpeechSource]:
    match = _FIRST.match(signs)
    if match and _is_subject(signs, match.start("who")) and _is_report(match, row[match.start("rest") :]):
        yield SpeechSource(match.start("who"), verb=match.start("verb"))
    for pattern in (_ACCORDING, _BY_WORDS):
        match = pattern.search(signs)
        if match and (match.lastgroup != "who" or _is_subject(signs, match.start("who"))):
            yield SpeechSource(match.start(match.lastgroup or "who"))
    for pattern in (_AS, _AS_TURNED, _ASIDE, _ASIDE_TURNED):
        match = pattern.search(signs)
        if match and _is_subject(signs, match.start("who")) and _stands_in_report(signs, match):
            yield SpeechSource(match.start("who"), verb=match.start("verb"))


def _is_subject(signs: str, place: int) -> bool:
    """Tell whether a name is nobody's object or owner."""
    return place == 0 or (signs[place - 1] not in "p" and not re.search(r"p[da]$", signs[:place]))


def _is_report(match: re.Match[str], row: Sequence[Token]) -> bool:
    """Tell whether what follows a verb of saying is what is said, to the sentence's end."""
    verb, rest = match["verb"], match["rest"]
    if _TURN.search(rest) or not re.search(r"[Qq]|\w.*\w", rest):
        return False
    if _SAYING_THAT.match(rest) or (verb != "J" and _THAT.match(rest)):
        return True
    if verb in "vV" and rest[:1] in ("w", "G") and row[0].word.endswith("ing"):
        return True
    if verb == "K":
        return _SOMEBODY_THAT.match(rest) is not None
    if verb == "V":
        if rest[:1] in tuple("PZYI"):
            return True
        clause = _CLAUSE.match(rest)
        may_begin = rest[:1] not in "p.,X" or _LATER_CLAUSE.match(rest) is not None
        return may_begin and clause is not None and _is_finite(clause[0], row)
    return verb in "Us"


def _is_finite(signs: str, row: Sequence[Token]) -> bool:
    """Tell whether there seems to be a verb in a clause."""
    return _FINITE.search(signs) is not None or any(token.word.endswith("ed") for token in row[1 : len(signs)])


def _stands_in_report(signs: str, match: re.Match[str]) -> bool:
    before, after = signs[: match.start()], signs[match.end() :]
    if len(after) < 3 and re.match(r"[WCSph]", before):
        return False
    return len(before) + len(after) >= 3 or "Q" in after
