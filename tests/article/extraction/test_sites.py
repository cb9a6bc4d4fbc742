"""A page speaks for its own site alone, and counterpoints stay with the site for which they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.article.extraction import Source, read
from bot.article.extraction.sites import is_same_site
from bot.article.quoting import quotes
from bot.article.quoting.reanchor import is_version
from bot.article.snapshot import Snapshot
from bot.article.views import preview_text
from bot.texts.unlinked import BREAK

WORDS = "The ferry to the island leaves every hour in summer, and the crew of four says that it is never full. " * 8


def a_page(fetched: str | None, canonical: str, title: str = "The ferry") -> Snapshot:
    head = (
        f'<title>{title}</title><link rel="canonical" href="{canonical}"><meta property="og:url" content="{canonical}">'
    )
    page = f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1><p>{WORDS}</p></article></body></html>"
    return read(Source(page.encode(), content_type="text/html", url=fetched))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://harbour.example/a", "https://www.harbour.example/b", True),
        ("https://m.news.co.uk/a", "https://www.news.co.uk/a", True),
        ("https://one.co.uk/a", "https://two.co.uk/a", False),
        ("https://ann.github.io/", "https://bob.github.io/", False),
        ("https://ann.github.io/", "https://github.io/", False),
        ("https://harbour.example.evil.org/", "https://harbour.example/", False),
        ("http://10.0.0.1/", "http://9.0.0.1/", False),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/b", True),
        ("https://harbour.example@evil.org/", "https://harbour.example/", False),
        ("", "", False),
        ("javascript:alert(1)", "javascript:alert(1)", False),
    ],
)
def test_which_addresses_are_of_one_house(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is is_same_site(other, one) is same


@pytest.mark.parametrize(
    ("fetched", "said", "shown"),
    [
        ("https://m.harbour.example/x", "https://www.harbour.example/ferry", "https://www.harbour.example/ferry"),
        ("https://evil.example/x", "https://harbour.example/ferry", "https://evil.example/x"),
        ("https://evil.github.io/x", "https://harbour.github.io/ferry", "https://evil.github.io/x"),
        ("https://evil.example/x", "javascript:alert(1)", "https://evil.example/x"),
        (None, "https://harbour.example/ferry", "https://harbour.example/ferry"),
    ],
    ids=["its own site", "another", "a neighbour", "no address", "a file"],
)
def test_a_page_is_where_it_was_fetched(fetched: str | None, said: str, shown: str) -> None:
    snapshot = a_page(fetched, said)
    start = snapshot.paragraphs()[0].start
    assert snapshot.url == shown
    assert str(quotes.cut(snapshot, start, start + 50, 1.0).href).startswith(f"{shown}#:~:text=")


def test_what_a_fetched_text_says_of_its_address_counts_no_more() -> None:
    text = f"---\ntitle: The ferry\nurl: https://harbour.example/ferry\n---\n\n{WORDS}\n"
    fetched = read(Source(text.encode(), content_type="text/markdown", url="https://evil.example/x.md"))
    assert fetched.url == "https://evil.example/x.md"


def test_another_site_is_no_version_whatever_its_title() -> None:
    real = a_page("https://harbour.example/ferry", "https://harbour.example/ferry")
    assert is_version(real, a_page("https://m.harbour.example/f", "https://m.harbour.example/f"))
    assert is_version(real, replace(real, url=None))
    assert not is_version(real, a_page("https://evil.example/x", "https://harbour.example/ferry"))


def test_a_preview_says_where_links_lead() -> None:
    shown = preview_text(a_page("https://evil.example/x", "https://harbour.example/ferry"), "en", "Shall it?")
    assert "Links to it lead to <b>evil.example</b>." in shown.replace(BREAK, "")  # and cannot be pressed
    assert "harbour" not in shown
