"""English words that the stemmer parts from their own forms: buses from bus, men from man, paid from pay."""

from __future__ import annotations

import re


def _table(entries: str) -> dict[str, str]:
    """Return the word for each form: `bus: buses busses; man: men`."""
    pairs = (entry.split(": ") for entry in entries.strip().replace("\n", "; ").split("; "))
    return {form: word for word, forms in pairs for form in forms.split()}


_NOUNS = _table("""
bus: buses busses; gas: gases gasses; lens: lenses; plus: pluses; iris: irises; quiz: quizzes; crisis: crises
thesis: theses; oasis: oases; hypothesis: hypotheses; analysis: analyses; parenthesis: parentheses
emphasis: emphases; synthesis: syntheses; diagnosis: diagnoses; axis: axes; synopsis: synopses; neurosis: neuroses
man: men; woman: women; child: children; foot: feet; tooth: teeth; goose: geese; mouse: mice; louse: lice; ox: oxen
wife: wives; knife: knives; half: halves; wolf: wolves; shelf: shelves; thief: thieves; loaf: loaves; calf: calves
scarf: scarves; hoof: hooves; elf: elves; person: people persons; index: indices; appendix: appendices
matrix: matrices; vertex: vertices; datum: data; medium: media; bacterium: bacteria; stratum: strata
memorandum: memoranda; referendum: referenda; criterion: criteria; phenomenon: phenomena; alumnus: alumni
canvas: canvases; alias: aliases; metropolis: metropolises; trellis: trellises; pelvis: pelvises; ellipsis: ellipses
nemesis: nemeses; prognosis: prognoses; paralysis: paralyses; genesis: geneses; psychosis: psychoses
thrombosis: thromboses; rhinoceros: rhinoceroses; wharf: wharves; dwarf: dwarves; sheaf: sheaves; penny: pence
menu: menus; guru: gurus; emu: emus; bureau: bureaux bureaus; plateau: plateaux plateaus; chateau: chateaux chateaus
curriculum: curricula; symposium: symposia; aquarium: aquaria; spectrum: spectra; erratum: errata; addendum: addenda
automaton: automata; corpus: corpora; genus: genera; syllabus: syllabi; locus: loci; codex: codices; vortex: vortices
nucleus: nuclei; stimulus: stimuli; fungus: fungi; cactus: cacti; radius: radii; formula: formulae; larva: larvae
center: centre centres centred; theater: theatre theatres; meter: metre metres; liter: litre litres; fiber: fibre
kilometer: kilometre kilometres; defense: defence defences; offense: offence offences; license: licence licences
program: programme programmes; gray: grey; catalog: catalogue catalogues; dialog: dialogue dialogues; check: cheque
""")
"""Irregular plurals and other spellings."""
_FORMS = _NOUNS | _table("""
bend: bent; bite: bit bitten; blow: blew blown; break: broke broken; breed: bred; build: built; burn: burnt
buy: bought; catch: caught; choose: chose chosen; deal: dealt; dig: dug; draw: drew drawn; drink: drank drunk
drive: drove driven; eat: ate eaten; fall: fell fallen; feed: fed; fight: fought; flee: fled; fly: flew flown
forbid: forbade forbidden; forget: forgot forgotten; free: freed; freeze: froze frozen; grow: grew grown; hang: hung
hear: heard; hide: hid hidden; lend: lent; ride: rode ridden; ring: rang rung; seek: sought; sell: sold; send: sent
shake: shook shaken; shoot: shot; shrink: shrank shrunk; sing: sang sung; sink: sank sunk; sit: sat; sleep: slept
speak: spoke spoken; spend: spent; steal: stole stolen; stick: stuck; strike: struck; swear: swore sworn; sweep: swept
swim: swam swum; teach: taught; tear: tore torn; throw: threw thrown; understand: understood; wake: woke woken
wear: wore worn; win: won; withdraw: withdrew withdrawn; undertake: undertook undertaken; overcome: overcame
""")
"""The past forms too, of what is no other word (left, saw, lives) and does not stand everywhere (made, took)."""
_OUR = re.compile(
    r"\b(arm|behavi|cand|clam|col|demean|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|sav|splend|tum|val|vap|vig)our"
)
_MEN = re.compile(r"(?<=..)(?<![io])men$|(?<=..)women$")
"""Policemen, businesswomen; no specimen, no abdomen."""
_COMPOUND = re.compile(r"(?<=...)(?:children|wives|shelves|knives|wolves|mice|teeth)$")
"""Grandchildren, midwives, bookshelves: the last word is bent."""
_IZE = re.compile(r"(?<=..)(i|y)z(?=(?:e[drs]?|es|ing|ations?|ational)$)")


def plain_form(word: str) -> str:
    """Return a word (in lower case) as it is before it is bent, in one spelling: bus for buses, color for colours."""
    base = word.removesuffix("'s")
    if _MEN.search(base):
        return base.removesuffix("men") + "man"
    return _IZE.sub(r"\1s", _OUR.sub(r"\1or", _FORMS.get(base, _one(base))))


def spelt(word: str) -> str:
    """Return a word (in lower case) as its letters are compared: plurals and spellings alike, all else as it stands."""
    if _MEN.search(word):
        return word.removesuffix("men") + "man"
    return _OUR.sub(r"\1or", _NOUNS.get(word, _one(word)))


def _one(word: str) -> str:
    """Return a compound with its last word in the singular."""
    return _COMPOUND.sub(lambda last: _NOUNS[last[0]], word)
