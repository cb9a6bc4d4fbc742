"""Which single-byte encoding a Latin text is in: the one in which its letters are those of a language."""

from __future__ import annotations

from bot.article.language_detection import language_of_text

_ENCODINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "is", "en")),
    ("cp1250", ("pl", "cs", "sk", "hu", "hr", "ro", "sq")),
    ("cp1257", ("lt", "lv", "et")),
    ("iso8859-2", ("pl", "cs", "sk", "hu", "hr", "ro", "sq")),
    ("iso8859-13", ("lt", "lv", "et")),
    ("cp1254", ("tr", "az")),
)
"""The commonest first: German is the same bytes in most of them."""
_LETTERS = {
    "az": "çəğıöşü",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüßé",
    "en": "éèêïçöñáüàôâ",
    "es": "áéíñóúüçºª",
    "et": "äõöüšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "is": "áðéíóúýþæö",
    "it": "àèéìíîòóùú",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņōŗšūž",
    "nl": "áéëèêíïóöúüç",
    "pl": "ąćęłńóśźż",
    "pt": "áàâãçéêíóôõúüºª",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sq": "çë",
    "sv": "åäöéü",
    "tr": "âçğıîöşüû",
}
"""The letters beyond ASCII of the languages that are written in them, names of foreigners aside."""
_MARKS = "\xa0\xad€‚„…‹‘’“”•–—™›«»°§±·©®´"
"""What texts of every language have."""
_SAMPLE_BYTES = 20_000
_LEAST_ASCII = 0.7
"""The share of ASCII among the letters of every language of Latin letters."""
_OWN_LANGUAGE = 0.2
"""What it weighs that the text is in that very language."""


def latin_encoding(body: bytes) -> str | None:
    """Return the encoding of a Latin text in bytes, or None where most letters are not Latin.

    Source: https://encoding.spec.whatwg.org/#legacy-single-byte-encodings
    """
    sample = body[:_SAMPLE_BYTES] + _around_letters(body[_SAMPLE_BYTES:])
    ascii_letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    others = sum(byte >= 0xC0 for byte in sample)
    if ascii_letters < _LEAST_ASCII * (ascii_letters + others):
        return None
    return max((encoding for encoding, _ in _ENCODINGS), key=lambda encoding: _fit(sample, encoding))


def _around_letters(rest: bytes) -> bytes:
    """Return the bytes beyond ASCII of a long text, without what stands between them."""
    return b" ".join(bytes((byte,)) for byte in rest if byte >= 0x80)[:_SAMPLE_BYTES]


def _fit(sample: bytes, encoding: str) -> float:
    """Return how well the letters fit the best language of an encoding."""
    text = sample.decode(encoding, errors="replace")
    strange = [letter for letter in text.lower() if letter > "\x7f" and letter not in _MARKS]
    if not strange:
        return 0.0
    language = language_of_text(text[:_SAMPLE_BYTES])
    return max(
        sum(letter in _LETTERS[known] for letter in strange) / len(strange) + _OWN_LANGUAGE * (known == language)
        for known in dict(_ENCODINGS)[encoding]
    )
