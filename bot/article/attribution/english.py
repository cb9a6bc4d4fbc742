"""What English needs besides its lists of words."""

from __future__ import annotations

from bot.article.attribution.lexicon import Inflection, Lexicon

ENGLISH = Lexicon(
    language="en",
    inflections=(Inflection("people", "R"), Inflection("bodies", "R"), Inflection("institutions", "w")),
    suffixes=((r"\w{3,}ly", "a"), (r"\w{3,}(?:ologist|ographer|ician)", "R")),
    adjectives=r"\w+(?:ian|ish|ese|ean|ican|ans|ians|ers)|german|french|dutch|greek|czech|germans|greeks",
    abstract=r"\w{3,}(?:tions?|[ea]nces?|ity|ities|ness|ments?|ships?|isms?)|(?:need|reason|risk|danger|chance|sign|link|"
    r"way|threat|problem)s?|hope|room|point|future|no|little|as",
    definite="the",
)
