"""The words that deny, in the languages of the debate, spelt as `normalise.words` spells them."""

from __future__ import annotations

import re

_ENGLISH = """
not no never none nobody noone nothing nowhere nor neither without hardly scarcely cannot isnt arent wasnt werent dont
doesnt didnt cant couldnt shouldnt wouldnt wont havent hasnt hadnt mustnt neednt mightnt shant aint oughtnt
"""
_RUSSIAN = """
не ни нет нету нельзя никто никого никому никем ничто ничего ничему ничем никогда нигде никуда ниоткуда никак нисколько
без безо нечего некого некому негде некуда незачем вряд едва
"""
_UKRAINIAN = """
не ні ані нема немає ніхто нікого нікому ніким ніщо нічого нічому нічим ніколи ніде нікуди нізвідки ніяк без годі навряд
"""
_BELARUSIAN = """
не ня ні ані няма нельга ніхто нікога нікому нікім нішто нічога нічому нічым ніколі нідзе нікуды ніадкуль ніяк без бяз
наўрад
"""
_POLISH = """
nie ani nikt nikogo nikomu nikim nic niczego niczemu niczym nigdy nigdzie nijak żaden bez niema brak
"""
_LITHUANIAN = """
ne nei niekas nieko niekam nieku niekada niekuomet niekur niekaip joks jokia jokio jokios jokiam jokiai jokį jokią jokiu
jokie jokių vargu nėra nebėra nebuvo
"""
_GERMAN = """
nicht nichts nie niemals niemand niemanden niemandem nirgends nirgendwo nein ohne weder kaum
"""
_NEGATORS = frozenset(" ".join((_ENGLISH, _RUSSIAN, _UKRAINIAN, _BELARUSIAN, _POLISH, _LITHUANIAN, _GERMAN)).split())
_INFLECTED = re.compile(r"(?:никак|ніяк|kein|żadn)(?:[аоуыійияе]\w{0,3}|[aeąy]\w{0,3})?")
"""No, none: adjectives that follow their noun."""
_WITHOUT_IN_LITHUANIAN = "be"
"""A verb in English, so it denies only beside words that are Lithuanian."""

_PREFIXES = {
    "не": 3, "ня": 3, "ни": 3, "ні": 3, "без": 3, "бес": 3, "бяз": 3, "бяс": 3,
    "nie": 3, "nebe": 3, "ne": 3, "bez": 3, "un": 3, "non": 3, "dis": 4, "in": 5, "im": 5, "il": 5, "ir": 5,
}  # fmt: skip
"""Beginnings that deny the rest of a word, and how many letters that rest must have."""

_BASES = {
    "cannot": "can", "cant": "can", "wont": "will", "shant": "shall", "none": "one", "nobody": "body", "nor": "or",
    "never": "ever", "neither": "either", "nothing": "thing", "without": "with", "niemand": "jemand",
    "niemals": "jemals", "nie": "je", "nirgendwo": "irgendwo", "nirgends": "irgends", "weder": "entweder",
    "nėra": "yra", "nebėra": "yra", "nikt": "kto", "nic": "co", "niema": "ma", "żaden": "jeden",
}  # fmt: skip


def is_negator(word: str, lithuanian: bool) -> bool:
    """Tell whether a word denies."""
    if word == _WITHOUT_IN_LITHUANIAN:
        return lithuanian
    return word in _NEGATORS or _INFLECTED.fullmatch(word) is not None


def unprefixed(word: str) -> frozenset[str]:
    """Return what may be left of a word without a denying beginning: fair of unfair."""
    return frozenset(
        word.removeprefix(prefix)
        for prefix, least in _PREFIXES.items()
        if word.startswith(prefix) and len(word) >= len(prefix) + least
    )


def affirmed(word: str) -> frozenset[str]:
    """Return what a denying word may look like without its denial: can for cannot, ever for never, eine for keine."""
    bases = {_BASES.get(word, ""), word.removesuffix("nt"), word.removeprefix("k")}
    return frozenset(bases - {word, ""}) | unprefixed(word)
