"""What a page says about its article: its title, its authors, its date, its section and its language."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article.extraction import Source, read
from bot.article.extraction.dates import read_moment
from bot.article.extraction.person_names import people_in
from bot.article.extraction.web.dom import parse
from bot.article.extraction.web.metadata.linked_data import read_linked_data
from bot.article.snapshot import PassageKind, Snapshot

BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The ferry across the sound was built in 1954, and it still carries forty cars and two hundred people a day.",
        "Its captain says that the winters were harder once, and that nobody asked for a timetable in those years.",
        "The island council wants a bridge, but the people who live there voted against it twice within ten years.",
    )
)
TITLE = "The last ferry stays on the sound"


def page(body: str = "", head: str = "", *, url: str | None = None) -> Snapshot:
    markup = f'<!doctype html><html lang="en"><head>{head}</head><body><main>{body}{BODY}</main></body></html>'
    return read(Source(markup.encode(), name="a.html", url=url))


def linked(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **said})}</script>'


TITLES = {
    "site's name after it": (f"<h1>{TITLE}</h1>", f"<title>{TITLE} | The Sound Herald</title>"),
    "a heading that is only its beginning": (
        f"<h2>The last ferry</h2><h1>{TITLE}</h1>",
        f"<title>{TITLE} | The Sound Herald</title>",
    ),
    "the site's name is a heading too": (
        f'<h1><a href="/">Sound Herald</a></h1><h2>{TITLE}</h2>',
        f"<title>{TITLE} - Sound Herald</title>",
    ),
    "a kicker before it": (
        f"<h1><span>Traffic</span> {TITLE}</h1>",
        f'<meta property="og:title" content="{TITLE}"><title>{TITLE}</title>',
    ),
    "a heading that says the site or the section alone": (
        f"<h1>Traffic</h1><h2>{TITLE}</h2>",
        f"<title>{TITLE} | Traffic | Sound Herald</title>",
    ),
    "the site's name alone in the tab": (
        f"<article><h1>{TITLE}</h1></article>",
        "<title>Herald</title></head><body><h1>Herald</h1>",
    ),
    "no heading at all": ("", f'<title>News | {TITLE} | Herald</title><meta property="og:site_name" content="Herald">'),
}


@pytest.mark.parametrize(("body", "head"), TITLES.values(), ids=TITLES)
def test_the_title_is_the_article_s_own(body: str, head: str) -> None:
    snapshot = page(body, head)
    headlines = [snapshot.text[one.start : one.end] for one in snapshot.passages if one.kind is PassageKind.HEADLINE]
    assert snapshot.title == TITLE
    assert headlines[-1] == TITLE


def test_a_title_before_a_longer_subtitle_is_the_title() -> None:
    subtitle = "Which of the bridges was never built, and who paid for it in the end"
    snapshot = page(f"<h1>{TITLE}</h1><h2>{subtitle}</h2>", f"<title>{TITLE} - {subtitle} : Sound Herald</title>")
    assert snapshot.title == TITLE


AUTHORS = {
    "persons of the linked data": (
        "",
        linked(author=[{"@type": "Person", "name": "Ida Falk"}, {"@type": "Person", "name": "Ole Rund"}]),
        ("Ida Falk", "Ole Rund"),
    ),
    "a person elsewhere in the graph": (
        "",
        linked(author={"@id": "#ida"}, mentions=[{"@type": "Person", "@id": "#ida", "name": "Ida Falk"}]),
        ("Ida Falk",),
    ),
    "the publisher is none": (
        "",
        linked(author={"@type": "Organization", "name": "Sound Herald"})
        + '<meta property="og:site_name" content="Sound Herald"><meta name="author" content="Sound Herald">',
        (),
    ),
    "the byline where the head names the publisher": (
        '<p class="byline">By Ida Falk and Ole Rund</p>',
        '<meta property="og:site_name" content="Sound Herald"><meta name="author" content="Sound Herald">',
        ("Ida Falk", "Ole Rund"),
    ),
    "the byline where it names more": (
        '<div class="author">By Ida Falk, Ole Rund</div>',
        linked(author={"@type": "Person", "name": "Ida Falk"}),
        ("Ida Falk", "Ole Rund"),
    ),
    "the byline glued to its cue, before a date": (
        '<div class="byline"><span>By</span><a href="#">Ida Falk</a><span> Monday, May 6, 2024</span></div>',
        "",
        ("Ida Falk",),
    ),
    "who saved a page": ('<p class="author">Gespeichert von <b>Ida Falk</b> am 3. Mai 2024</p>', "", ("Ida Falk",)),
    "a name after its label": ("<div><p><b>Text:</b><br> Ida Falk<br></p></div>", "", ("Ida Falk",)),
    "a name with a rank in brackets": ("<p>3.5.2024 - Redaktion: Ida Falk (Sprecherin)</p>", "", ("Ida Falk",)),
    "a part of the publisher": (
        '<p class="byline">By Ida Falk, SHN Harbour</p>',
        '<meta property="og:site_name" content="SHN">',
        ("Ida Falk",),
    ),
    "a nickname where nobody else is named": ('<p class="submitted">Gespeichert von <b>idaf</b></p>', "", ("idaf",)),
    "a name before a nickname": (
        '<p class="submitted">Gespeichert von <b>idaf</b></p><p>Text: Ida Falk</p>',
        "",
        ("Ida Falk",),
    ),
    "a name after a cue in a box of its own": (
        "<div><p><b>By</b></p></div><div><p>Ida Falk</p></div>",
        "",
        ("Ida Falk",),
    ),
    "the label that a preview of the page shows": (
        "",
        '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ida Falk">'
        '<meta name="twitter:label2" content="Lesezeit"><meta name="twitter:data2" content="4 Minuten">',
        ("Ida Falk",),
    ),
    "a whole name for its beginning": (
        '<p class="byline">By Ida Falk</p>',
        linked(author={"@type": "Person", "name": "Ida"}),
        ("Ida Falk",),
    ),
    "no whole name for somebody else's nickname": (
        '<p class="byline">By Ida Falk</p>',
        linked(author={"@type": "Person", "name": "Rund"}),
        ("Rund",),
    ),
    "two who talk": ('<p class="author">Ole Rund im Gespräch mit Ida Falk</p>', "", ("Ole Rund", "Ida Falk")),
    "languages to choose from": ('<div class="author">FR IT EN</div>', "", ()),
    "no legal form": ('<p class="byline">Autor: Hafen GmbH &amp; Co. KG</p>', "", ()),
    "nobody of the comments": ('<div class="comments"><span class="author">Bo Lind</span></div>', "", ()),
    "nobody's office": ("", '<meta name="author" content="Admin">', ()),
}


@pytest.mark.parametrize(("body", "head", "wanted"), AUTHORS.values(), ids=AUTHORS)
def test_authors_are_persons(body: str, head: str, wanted: tuple[str, ...]) -> None:
    assert page(f"<h1>{TITLE}</h1>{body}", head).authors == wanted


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="widget"><h1>{TITLE}</h1></div><div class="widget"><p class="byline">Ida Falk</p></div>',
        f'<div class="has-sidebar"><h5>Von Ida Falk</h5>{BODY}</div>',
    ],
    ids=["around the heading, too", "around the article"],
)
def test_a_name_of_furniture_that_a_page_gives_to_all_hides_no_author(markup: str) -> None:
    assert page(markup).authors == ("Ida Falk",)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("By Ida Falk, Harbour Correspondent", ["Ida Falk"]),
        ("Von:Ida Falk", ["Ida Falk"]),
        ("Ida Falk Games Editor", ["Ida Falk"]),
        ("Ida Falk, Ole Rund und Christoph von Lind", ["Ida Falk", "Ole Rund", "Christoph von Lind"]),
        ("Written by Ida Falk. Edited by Ole Rund", ["Ida Falk"]),
        ("Words by Ida Falk. Photographs by Ole Rund", ["Ida Falk"]),
        ("Reporting by Ida Falk; editing by Ole Rund", ["Ida Falk"]),
        ("Ida Falk (Text), Bo Lind and Ole Rund (Fotos)", ["Ida Falk", "Bo Lind"]),
        ("The Sound Herald", []),
        ("By Ida Falk MBA, PhD", ["Ida Falk"]),
        ("Edited by Ole Rund, written by Ida Falk", ["Ida Falk"]),
        ("Autore: Ida Falk", ["Ida Falk"]),
        ("Opracowała Ida Falk", ["Ida Falk"]),
        ("Подготовила Ида Фальк", ["Ида Фальк"]),
        ("Автор: Ида Фальк", ["Ида Фальк"]),
        ("Sound Herald newsroom", []),
        ("herald.example, Harbour Town, Sound", []),
        ("3 May 2024", []),
        ("https://herald.example/u/7", []),
    ],
    ids=str,
)
def test_names_and_nothing_else(words: str, wanted: list[str]) -> None:
    assert people_in(words, is_trusted=False) == wanted


@pytest.mark.parametrize(
    "words",
    [
        *("2026 m. lapkričio 3 d.", "3. 11. 2026", "2026年11月3日", "2026년 11월 3일", "3. listopadu 2026"),
        *("2026. gada 3. novembris", "3 de noviembre de 2026", "3 novembre 2026", "3 listopada 2026 r."),
        *("3 лістапада 2026 г.", "3 листопада 2026 року", "3 ноября 2026", "20261103T0900", "2026-11-03T23:30:00Z"),
    ],
    ids=str,
)
def test_dates_of_many_languages(words: str) -> None:
    assert read_moment(words) == "2026-11-03"


@pytest.mark.parametrize("words", ["04/11/2026", "4-11-2026", "31. 2. 2026", "2026-13-01", "November"], ids=str)
def test_what_is_no_date_or_may_be_two_is_none(words: str) -> None:
    assert read_moment(words) is None


DATES = {
    "a tag before the linked data": (
        "",
        '<meta property="article:published_time" content="2026-11-03T22:00:00-03:00">'
        + linked(datePublished="2026-11-04T01:00:00Z"),
    ),
    "a moment by the title": ('<time datetime="2026-11-03">today</time>', ""),
    "a line by the title": ("<p>3. 11. 2026</p>", ""),
    "a line with the day of the week": ("<p>otrdiena, 2026. gada 3. novembris</p>", ""),
    "not that of a change, by its name": (
        '<time itemprop="dateModified" datetime="2026-12-05"></time><time datetime="2026-11-03"></time>',
        "",
    ),
    "not that of a change, by the words before it": (
        '<p>Updated <time datetime="2026-12-05">5 December</time> <time datetime="2026-11-03">3 November</time></p>',
        "",
    ),
    "not that of a change, in a line": ("<p>Aktualisiert 5. Dezember 2026 | 3. November 2026</p>", ""),
    "not that of a change, in two lines": ("<p>Last updated: 5 December 2026</p><p>3 November 2026</p>", ""),
    "that of a change where there is no other": ("<p>Updated 3 November 2026</p>", ""),
    "of both": ('<time class="published updated" datetime="2026-11-03"></time>', ""),
}


@pytest.mark.parametrize(("body", "head"), DATES.values(), ids=DATES)
def test_the_date_is_that_of_publishing(body: str, head: str) -> None:
    assert page(f"<h1>{TITLE}</h1>{body}", head).published == "2026-11-03"


def test_the_year_of_a_copyright_is_no_date() -> None:
    assert page(f"<h1>{TITLE}</h1><p>{TITLE} is told here.</p><footer>© 2026 The Paper.</footer>").published is None


def test_the_section_of_the_tags() -> None:
    assert page(f"<h1>{TITLE}</h1>", '<meta property="article:section" content="Harbour">').section == "Harbour"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@id", "author", "name", "headline", "datePublished", "@graph", "articleBody"]
                ),
                one,
            )
        ),
    )
)
def test_linked_data_of_any_shape_is_read_or_passed_over(data: object) -> None:
    script = json.dumps(data).replace("<", "\\u003c")
    read_linked_data(parse(f'<html><script type="application/ld+json">{script}</script><p>words</p></html>'))
