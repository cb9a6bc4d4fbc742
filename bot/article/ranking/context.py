"""Whether a sentence can stand alone, and what must stand before it where it cannot."""

from __future__ import annotations

import re

from bot.article.ranking import Index

SHORT_SENTENCE_CHARS = 40
"""Characters; a shorter sentence hardly says anything by itself."""
MAX_CONTEXT_CHARS = 600
"""Characters; a quote is not widened beyond this."""

_LEANING: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "he she it they this these those that his her its their him them such here there then thus so but "
        "however therefore moreover instead also and yet nor hence nevertheless nonetheless similarly likewise both "
        "neither",
        "ru": "он она оно они это этот эта эти этого этой этих этому его её ее их им ей ему такой такая такое такие "
        "так тогда там здесь поэтому но однако также кроме причём причем при затем тем и а же оба обе",
        "de": "er sie es dies diese dieser dieses diesen diesem das sein seine ihr ihre ihnen ihm solche so dann "
        "dort hier daher deshalb deswegen damit dadurch dabei aber jedoch doch auch außerdem und beide stattdessen "
        "trotzdem",
        "es": "él ella ello ellos ellas esto esta este estos estas eso esa ese esos esas su sus así entonces allí "
        "aquí pero también además y ambos tal tales",
        "uk": "він вона воно вони це цей ця ці цього цієї цих його її їх їхній йому їй їм такий така таке такі так "
        "тоді там тут тому але однак також крім проте потім і й а обидва",
        "be": "ён яна яно яны гэта гэты гэтая гэтыя гэтага гэтай гэтых яго яе іх яму ёй ім такі такая такое такія "
        "так тады там тут таму але аднак таксама акрамя потым і а абодва",
        "pl": "on ona ono oni one to ten ta te tego tej tych jego jej ich im mu taki taka takie tak wtedy tam tu "
        "tutaj dlatego ale jednak także również poza potem i a oboje",
        "lt": "jis ji jie jos tai šis ši šie šios tas ta tie tos jo jų jam jai jiems toks tokia tokie taip tada ten "
        "čia todėl bet tačiau taip be paskui ir o abu",
        "fr": "il elle ils elles ce cet cette ces cela ceci c' son sa ses leur leurs tel telle ainsi alors là ici "
        "mais cependant aussi donc et pourtant",
        "it": "egli ella esso essa essi esse lui lei loro questo questa questi queste quello quella ciò suo sua suoi "
        "sue tale tali così allora lì qui ma però anche inoltre quindi e",
        "pt": "ele ela eles elas isto isso este esta estes estas esse essa esses essas seu sua seus suas tal tais "
        "assim então lá aqui mas porém também além e",
        "nl": "hij zij ze het dit dat deze die zijn haar hun zulke zo dan toen daar hier daarom maar echter ook "
        "bovendien en",
    }.items()
}
"""Words that point back when a sentence starts with them."""

_FIRST_WORD = re.compile(r"[^\w]*([^\W\d_]+'?)")


def stands_alone(words: str, language: str) -> bool:
    """Tell whether people understand a sentence without the one before it."""
    first = _FIRST_WORD.match(words)
    return len(words) >= SHORT_SENTENCE_CHARS and (
        first is None or first[1].lower() not in _LEANING.get(language, frozenset())
    )


def widened(text: str, index: Index, place: int) -> tuple[int, int]:
    """Return the span to quote for a sentence: itself, after the previous sentence of its paragraph if it needs one.

    Args:
        text: The snapshot's text.
        index: The article's index.
        place: Number of the sentence in it.
    """
    before, sentence = index.sentences[max(0, place - 1)], index.sentences[place]
    is_near = before.passage == sentence.passage and sentence.end - before.start <= MAX_CONTEXT_CHARS
    leans = is_near and not stands_alone(text[sentence.start : sentence.end], index.language)
    return (before.start if leans else sentence.start), sentence.end
