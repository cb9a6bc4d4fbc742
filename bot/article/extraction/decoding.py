"""From bytes to clean text: the encoding, line ends and characters that no reader can see."""

from __future__ import annotations

import codecs
import re
from functools import cache

import webencodings
from charset_normalizer import from_bytes

from bot.article.extraction.latin_encodings import latin_encoding
from bot.article.extraction.sources import LARGEST_BODY, Source
from bot.texts import Refusal

_BINARY_KINDS = (
    ("article-is-pdf", (b"%PDF-",)),
    ("article-is-image", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")),
    ("article-is-packed", (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf")),
    ("article-is-binary", (b"\x7fELF", b"MZ\x90")),
)
"""Which sentence says that a file is no text, and how such files begin."""

_MARKS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32", (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    ("utf-16", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.I
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = frozenset({"replacement", "x-user-defined"})
"""Encodings of the web in which nothing is written."""
_MOST_CONTROLS = 0.02
"""Share of control bytes above which something is not text."""
_SAMPLE_BYTES = 64 * 1024
_ONE_IN = 1000
"""Letters among which one may be broken in a text of a declared encoding."""
_MOST_BAD = 0.25
"""Bytes that are no UTF-8, for each letter beyond ASCII that is, in a text of UTF-8 with foreign pieces in it."""
_WIDER = {"gbk": "gb18030"}
"""Encodings that browsers read as a wider one."""
_OF_WINDOWS = frozenset({"charmap", "cp874", *(f"cp{page}" for page in range(1250, 1259))})
"""What Python's errors call the encodings of Windows."""
_AS_BROWSERS = "counterpoint.as-browsers"
_AS_WINDOWS = "counterpoint.as-windows"
_WIDTHLESS = "\u200b\u200c\u200d\u2060\ufeff"
_MAX_ZERO_WIDTH_SHARE = 0.2
"""The share of marks without a width that no script needs."""


def decode(source: Source) -> str:
    r"""Return the text of a source with `\n` as its only line end and without invisible control characters.

    Raises:
        Refusal: The source is too large, or is no text.
    """
    if len(source.body) > LARGEST_BODY:
        raise Refusal("article-too-large", megabytes=LARGEST_BODY // 1_000_000)
    for key, beginnings in _BINARY_KINDS:
        if source.body.startswith(beginnings):
            raise Refusal(key)
    return clean(_decoded(source))


def clean(text: str) -> str:
    """Normalise line ends and remove control characters; every other character stays as it is.

    Marks without a width go too where they part nearly all letters, as on pages that hide from search.
    """
    if text.isprintable():
        return text
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    is_parted = sum(map(text.count, _WIDTHLESS)) > _MAX_ZERO_WIDTH_SHARE * len(text)
    return text.translate(dict.fromkeys(map(ord, _WIDTHLESS))) if is_parted else text


def _decoded(source: Source) -> str:
    for marked, marks in _MARKS:
        if source.body.startswith(marks):
            return source.body.decode(marked, errors="replace")
    declared = _charset_of(source.content_type)
    if declared is None or not declared.startswith("utf-16"):
        _refuse_binary(source.body)
    texts = (_tried(source.body, encoding) for encoding in _candidates(source.body, declared))
    text = next((text for text in texts if text is not None), None)
    return _guessed(source.body) if text is None else text


def _candidates(body: bytes, declared: str | None) -> list[str]:
    """Return the encodings to try: what is valid UTF-8 beyond ASCII is UTF-8, whatever a server or page says."""
    named = [name for name in (declared, _declared_in(body)) if name is not None]
    return [*named, "utf-8"] if body.isascii() else ["utf-8", *named]


def _refuse_binary(body: bytes) -> None:
    sample = body[:_SAMPLE_BYTES]
    controls = sum(sample.count(byte) for byte in (*range(8), *range(14, 27), *range(28, 32)))
    if controls > _MOST_CONTROLS * len(sample):
        raise Refusal("article-is-binary")


def _charset_of(content_type: str | None) -> str | None:
    """Return the encoding of a header such as `text/html; charset=utf-8`."""
    _, _, after = (content_type or "").lower().partition("charset=")
    return _encoding(after.partition(";")[0].strip(" \"'"))


def _declared_in(body: bytes) -> str | None:
    """Return the encoding that a page declares near its beginning; one that can be read so is not in UTF-16."""
    found = _DECLARED.search(body[:4096])
    encoding = _encoding(found[1].decode("ascii", errors="ignore")) if found else None
    return "utf-8" if encoding is not None and encoding.startswith("utf-16") else encoding


def _encoding(label: str) -> str | None:
    """Return what Python calls an encoding of the web; Python's own others, some slow without end, are none.

    Source: https://encoding.spec.whatwg.org/#names-and-labels
    """
    found = webencodings.lookup(label)
    return str(found.codec_info.name) if found is not None and found.name not in _NO_TEXT else None


def _tried(body: bytes, encoding: str) -> str | None:
    """Return the text as a browser reads it in an encoding, or None where that cannot be its encoding."""
    try:
        text = body.decode(_WIDER.get(encoding, encoding), errors="strict" if encoding == "utf-8" else _AS_BROWSERS)
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") <= max(1, len(text) // _ONE_IN) else None


def _as_browsers(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that an encoding of Windows leaves open as a control character, another one as no letter.

    Source: https://encoding.spec.whatwg.org/#single-byte-decoder
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    is_open = error.encoding in _OF_WINDOWS and byte < 0xA0
    return (chr(byte) if is_open else "\ufffd"), error.start + 1


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as windows-1252, as it stands in texts put together from two sources."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", errors=_AS_BROWSERS), error.start + 1


codecs.register_error(_AS_BROWSERS, _as_browsers)
codecs.register_error(_AS_WINDOWS, _as_windows)


@cache
def _of_the_web() -> list[str]:
    return sorted({name for label in webencodings.LABELS if (name := _encoding(label)) is not None})


def _guessed(body: bytes) -> str:
    """Guess the encoding: mostly valid UTF-8 is UTF-8, else what the letters speak for."""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    beyond_ascii = len(text) - sum(text.count(chr(letter)) for letter in range(0x80)) - bad
    if bad <= _MOST_BAD * beyond_ascii:
        return body.decode("utf-8", errors=_AS_WINDOWS)
    latin = latin_encoding(body)
    if latin is not None:
        return body.decode(latin, errors=_AS_BROWSERS)
    best = from_bytes(body[:_SAMPLE_BYTES], cp_isolation=_of_the_web()).best()
    if best is None:
        raise Refusal("article-is-binary")
    return body.decode(best.encoding, errors=_AS_BROWSERS)
