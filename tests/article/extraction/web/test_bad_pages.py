"""Pages that nobody wrote for readers: each gives its article, or one sentence that says why not."""

import pytest

from bot.article.extraction import Source, read
from bot.texts import Refusal

TITLE = "Night tram until two"
TRAM = "The night tram runs until two from Monday, and the council pays for it out of the harbour fund."
BUS = "Nobody on the square had asked for it, said the mayor, but nobody will miss the last bus either."
PARAGRAPHS = f"<p>{TRAM}</p><p>{BUS}</p>"
BRIDGE = "Die Brücke über den Fluss schließt im Mai, und die Fähre fährt wieder, sagte die Bürgermeisterin."
HEBREW = "החשמלית הלילית תיסע עד שתיים החל מיום שני, והעירייה תשלם על כך מקרן הנמל."
JAPANESE = "夜の路面電車は月曜日から午前二時まで走り、市が港の基金から費用を払う。"


def page(body: str, opening: str = "<body>") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8></head>{opening}<h1>{TITLE}</h1>{body}</html>".encode()


def nested(tables: int) -> str:
    inner = PARAGRAPHS
    for _ in range(tables):
        inner = f"<table><tr><td>Weather</td><td>{inner}</td></tr></table>"
    return inner


READ = {
    "8 nested tables": (page(nested(8)), [TRAM, BUS]),
    "no body": (page(PARAGRAPHS, opening=""), [TRAM, BUS]),
    "a frame beside the article": (page(f'<iframe src="weather.html"></iframe>{PARAGRAPHS}'), [TRAM, BUS]),
    "a wrong charset": (
        f'<html><head><meta charset="iso-8859-1"></head><body><h1>{TITLE}</h1><p>{BRIDGE}</p></body></html>'.encode(),
        [BRIDGE],
    ),
    "mixed charsets": (
        page(f"<p>{BRIDGE}</p>") + "<p>Das Café daneben bleibt die ganze Nacht offen.</p>".encode("cp1252"),
        [BRIDGE],
    ),
    "right to left": (page(f'<div dir="rtl"><p>{HEBREW}</p></div>', opening='<body dir="rtl">'), [HEBREW]),
    "vertical text": (page(f'<div style="writing-mode: vertical-rl"><p>{JAPANESE}</p></div>'), [JAPANESE]),
    "zero width between all letters": (page("\u200b".join(f" {TRAM} {BUS}")), [f"{TRAM} {BUS}"]),
    "XHTML": (b'<?xml version="1.0"?><!-- made by hand -->' + page(PARAGRAPHS), [TRAM, BUS]),
    "5 MB, of which a paragraph is text": (page(f"<!--{'x' * 4_900_000}-->{PARAGRAPHS}"), [TRAM, BUS]),
}


@pytest.mark.parametrize(("body", "paragraphs"), READ.values(), ids=READ)
def test_the_article_of_a_bad_page_is_read(body: bytes, paragraphs: list[str]) -> None:
    article = read(Source(body))
    said = [article.text[one.start : one.end] for one in article.passages]
    assert article.title == TITLE
    assert [one for one in said if one in paragraphs] == paragraphs


FRAMES = '<html><frameset cols="20%,80%"><frame src="menu.html"><frame src="tram.html"></frameset></html>'
FEED = f"<rss><channel><item><title>{TITLE}</title><description>{TRAM}</description></item></channel></rss>"
REFUSED = {
    "over 5 MB": (page("x" * 5_000_000), "article-too-large"),
    "5 MB of text": (page(f"<p>{TRAM * 51_000}</p>"), "article-too-long"),
    "100,000 elements": (page(PARAGRAPHS + "<i></i>" * 100_000), "article-page-complex"),
    "frames": (FRAMES.encode(), "article-empty"),
    "only scripts": (page(f"<script>show({TRAM!r})</script>" * 50), "article-empty"),
    "only pictures": (page('<img src="tram.png" alt="A tram">' * 50), "article-empty"),
    "a feed": (FEED.encode(), "article-is-xml"),
    "a feed that says that it is XML": (f'<?xml version="1.0"?>\n{FEED}'.encode(), "article-is-xml"),
}


@pytest.mark.parametrize(("body", "why"), REFUSED.values(), ids=REFUSED)
def test_a_page_without_an_article_is_refused_with_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(Source(body))
    assert refused.value.key == why
