"""Reading an article: which reader is chosen, what it keeps, and what a person is told when it is no article."""

from __future__ import annotations

import io
import json
import pickle
import re
import sys
from pathlib import Path

import pytest

from bot.article.extraction import LONGEST_TEXT, Source, as_json, load, read, read_text
from bot.article.extraction.web.dom import MOST_ELEMENTS
from bot.article.snapshot import PassageKind, Snapshot
from bot.texts import Refusal

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "golden" / "pages"
SAMPLE = ROOT / "config" / "articles" / "sample.md"


def page(name: str) -> Snapshot:
    return read(Source((PAGES / f"{name}.html").read_bytes(), name=f"{name}.html"))


def words(snapshot: Snapshot, kind: PassageKind) -> list[str]:
    return [snapshot.words_of(passage) for passage in snapshot.passages if passage.kind is kind]


def reasons(snapshot: Snapshot) -> dict[str, str]:
    return {dropped.text: str(dropped.reason) for dropped in snapshot.dropped}


def refusal_of(body: bytes | str, name: str = "article.txt", content_type: str | None = None) -> str:
    data = body.encode() if isinstance(body, str) else body
    with pytest.raises(Refusal) as refusal:
        read(Source(data, name=name, content_type=content_type))
    assert len(str(refusal.value)) > 40, "the sentence says what happened and what to do"
    return refusal.value.key


def outcome_of(body: str, name: str) -> str:
    """Return the text of an article, or the key of the refusal."""
    try:
        return read(Source(body.encode(), name=name)).text
    except Refusal as refusal:
        return refusal.key


# Web pages.


def test_a_classic_news_page():
    snapshot = page("classic")

    assert snapshot.title == "Who owns the night tram?"
    assert snapshot.standfirst == "Six passengers a trip, and nobody wants to be the one to stop it."
    assert (snapshot.authors, snapshot.published, snapshot.section) == (("Jonas Vale",), "2025-10-03", "Opinion")
    assert (snapshot.language, snapshot.url) == ("en", "https://alderpost.example/opinion/night-tram")
    assert words(snapshot, PassageKind.HEADLINE) == [snapshot.title, "Who rides"]
    assert words(snapshot, PassageKind.CAPTION) == ["The last tram waits at Harbour Loop. Photo: Edda Roon"]
    assert words(snapshot, PassageKind.NOTE) == ["Jonas Vale drove trams for eleven years and now writes about them."]
    assert words(snapshot, PassageKind.PARAGRAPH) == [
        "The night tram was a promise, made in a warm June and kept through a cold winter: from one in the morning"
        " until five, a car every half hour, from Harbour Loop to the hospital.",
        "It costs the city 2.1\xa0million crowns a year.",
        "“Empty is a strong word,” says the depot’s director, Pia Holm. “Six people are not nobody.”",
        "Six.",
        "A count in March found nurses, bakers, two students and, on most nights, the same man with a cello.",
        "If the tram goes, I go. There is no other way to be at the ovens by three.",
        "So said a baker, Tomas Reik, to the transport committee. It minuted the sentence and moved on. The committee’s"
        " own paper lists what the tram would need:",
        "forty passengers a night, where it has twenty-four;",
        "a fare;",
        "a decision before the new year.",
        "Nobody has asked the man with the cello.",
    ]


def test_what_a_classic_news_page_has_around_its_article():
    found = reasons(page("classic"))

    assert found["We use cookies to understand how you read The Alder Post."] == "cookie notice"
    assert found["Weather on the coast"] == "navigation"
    assert found["Share on Facebook Copy link"] == "share buttons"
    assert found["Ten walks along the river"] == "sidebar"
    assert found["Ida: I ride it each night and it is never empty, whatever they say."] == "comments"
    assert found["© 2025 The Alder Post. All rights reserved."] == "footer"
    assert not any("tracker" in text or "color" in text for text in found), "scripts and styles are not listed"


def test_a_page_of_nested_tables_without_any_article_element():
    snapshot = page("soup")

    assert snapshot.title == "Letters from the lighthouse"
    assert (snapshot.authors, snapshot.published) == (("Edda Roon",), "2024-01-12")
    paragraphs = words(snapshot, PassageKind.PARAGRAPH)
    assert paragraphs[0].startswith("The lighthouse of Grey Point was switched off last autumn, and I was asked")
    assert paragraphs[0].endswith("had left in the drawers.")
    assert paragraphs[2] == "One was about a whale."
    assert paragraphs[3].endswith('and we were sorry."\nHe signed it twice.')
    assert paragraphs[6:] == [
        *("Year", "Letters", "1910", "12", "1911", "31"),
        "What the table shows, I think, is that a whale makes people write.",
    ]
    assert reasons(snapshot) == {
        "Home\nOld letters\nWho we are": "navigation",
        "By Edda Roon, 12 January 2024": "byline",
        "Copyright 2024 Coast Notes. All rights reserved.": "footer",
    }


def test_a_long_read_with_quotes_lists_and_repeated_words():
    snapshot = page("longread")

    assert snapshot.title == "The year the library stayed\xa0open"
    assert snapshot.standfirst == "A town cut everything but its reading room — and then the lights stayed on."
    assert snapshot.authors == ("Mira Sandel", "Otto Brandt")
    assert (snapshot.published, snapshot.section) == ("2026-02-20", "Long reads")
    assert reasons(snapshot)["“They said: a warm chair.”"] == "pull quote"
    assert words(snapshot, PassageKind.NOTE) == ["This article was first published in the winter issue."]
    paragraphs = words(snapshot, PassageKind.PARAGRAPH)
    assert len(paragraphs) == 16
    assert paragraphs.count("Perhaps.") == 2
    assert "“one broken window a year, always the same one”." in paragraphs
    assert "It is the only room in town that does not want my money." in paragraphs


def test_the_letters_of_a_page_stay_as_they_are():
    text = page("longread").text

    assert "o\u0301fnstu\xadl" in text, "a combining accent and a soft hyphen"
    assert "41\u202f000 to 96\u202f000" in text
    assert "nobody owns. 🪑" in text


def test_a_page_says_nothing_twice_and_loses_no_word_of_its_body():
    """Every word of the elements that hold the body stands in the snapshot, in order."""
    source = (PAGES / "classic.html").read_text(encoding="utf-8")
    body = source[source.index('<div class="entry-content">') : source.index('<div class="author-box">')]
    body = re.sub(r'<div class="(?:ad-slot|newsletter-box)">.*?</div>', "", body, flags=re.DOTALL)
    expected = re.sub(r"<[^>]+>", " ", body).replace("&nbsp;", "\xa0").split()
    snapshot = page("classic")
    first = next(passage for passage in snapshot.paragraphs())
    last = snapshot.paragraphs()[-1]

    assert snapshot.text[first.start : last.end].split() == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 400_000 + "Hello there, you are a man.",
        "<html><body>" + "<div><p>Hello there, you are a man.</p>" * 14_000,
        "<b>" * (MOST_ELEMENTS + 10) + "Hello there, you are a man.",
        "<p>" + "Hello there, you are a man. " * 20_000,
        "<" * 1_000_000,
        '<p class="' + "a " * 500_000 + '">Hello there, you are a man.</p>',
        '<script type="application/ld+json">' + '{"a":' * 100_000 + "</script><p>Hello there, you are a man.</p>",
        "<table><tr><td>" * 9_000 + "Hello there, you are a man.",
        "<p>Hello there, you are a man." + " " * 2_000_000,
    ],
    ids=[
        "nested divs",
        "nested paragraphs",
        "elements",
        "one paragraph",
        "brackets",
        "class",
        "json",
        "tables",
        "spaces",
    ],
)
def test_hostile_pages_are_read_or_refused(markup):
    outcome = outcome_of(markup, "page.html")
    refusals = {"article-empty", "article-too-long", "article-page-complex"}
    assert outcome in refusals or "Hello there, you are a man." in outcome


def test_a_page_without_metadata_is_read_by_its_text():
    body = "<h1>On lamps</h1><p>The lamps burn all night.</p><p>Nobody minds, and nobody asks.</p>"
    snapshot = read(Source(body.encode()))
    assert snapshot.title == "On lamps"
    assert words(snapshot, PassageKind.PARAGRAPH) == ["The lamps burn all night.", "Nobody minds, and nobody asks."]


# Markdown.


def test_the_sample_article():
    snapshot = read(Source(SAMPLE.read_bytes(), name=SAMPLE.name))
    paragraphs = words(snapshot, PassageKind.PARAGRAPH)

    assert snapshot.title == "Should city buses be free?"
    assert (snapshot.authors, snapshot.published, snapshot.section) == (("Ana Berg",), "2026-11-14", "Opinion")
    assert snapshot.language == "en"
    assert snapshot.standfirst is not None
    assert snapshot.standfirst.startswith("Port Alder gave its buses away")
    assert 16 <= len(paragraphs) <= 20
    quoted = "“Most of the new riders had not left their cars at home; they had left their shoes by the door.”"
    assert quoted in paragraphs[6]
    assert "Marta Lind" in paragraphs[6]
    assert "One trip in five had been a walk the year before." in paragraphs[7]
    assert len(words(snapshot, PassageKind.CAPTION)) == len(words(snapshot, PassageKind.NOTE)) == 1
    assert "*" not in snapshot.text
    assert "\n" not in snapshot.text.replace("\n\n", "")


MARKDOWN = """\
# On *lamps* & the sea

_What burns at night, and for whom._

By Jane Doe | 3 May 2023

![The pier](pier.jpg)

The lamps [burn](https://example.org) all
night, `always`, and **nobody** minds.

> They hummed,
> and we slept.

- bread
- milk

## What it costs

| Year | Cost |
|---|---|
| 2023 | 12 |

```
price = 2
```

It is 2 \\* 2 crowns.

---

*Jane Doe lives by the sea.*
"""


def test_markdown_without_its_marks():
    snapshot = read(Source(MARKDOWN.encode(), name="lamps.md"))

    assert snapshot.title == "On lamps & the sea"
    assert (snapshot.authors, snapshot.published) == (("Jane Doe",), "2023-05-03")
    assert [(str(passage.kind), snapshot.words_of(passage)) for passage in snapshot.passages] == [
        ("headline", "On lamps & the sea"),
        ("standfirst", "What burns at night, and for whom."),
        ("caption", "The pier"),
        ("paragraph", "The lamps burn all night, always, and nobody minds."),
        ("paragraph", "They hummed, and we slept."),
        ("paragraph", "bread"),
        ("paragraph", "milk"),
        ("headline", "What it costs"),
        ("paragraph", "Year | Cost"),
        ("paragraph", "2023 | 12"),
        ("paragraph", "price = 2"),
        ("paragraph", "It is 2 * 2 crowns."),
        ("note", "Jane Doe lives by the sea."),
    ]


@pytest.mark.parametrize(
    "front",
    [
        "title: On lamps\nauthor: Jane Doe\ndate: 2023-05-03\nlanguage: en\nurl: https://example.org/a",
        'title: "On lamps"\nauthors: [Jane Doe]\ndate: May 3, 2023\nlang: en\nurl: https://example.org/a',
        "title: 'On lamps'\nauthors:\n  - Jane Doe\npublished: 3 May 2023\nlanguage: en\nurl: https://example.org/a",
    ],
    ids=["plain", "list in brackets", "list in lines"],
)
def test_front_matter(front):
    snapshot = read(Source(f"---\n{front}\n---\n\nThe lamps burn all night.\n".encode(), name="a.md"))

    assert (snapshot.title, snapshot.authors, snapshot.published) == ("On lamps", ("Jane Doe",), "2023-05-03")
    assert (snapshot.language, snapshot.url) == ("en", "https://example.org/a")
    assert snapshot.text == "On lamps\n\nThe lamps burn all night."


def test_markdown_pasted_in_a_chat_is_known_by_its_title():
    snapshot = read_text("# On lamps\n\nThe lamps burn *all* night.")
    assert snapshot.text == "On lamps\n\nThe lamps burn all night."


@pytest.mark.parametrize(
    "text",
    [
        "On lamps\n========\n\nThe lamps __burn__ _all_ night.",
        "## On lamps\n\nThe lamps burn *all* night.",
        "---\ntitle: On lamps\n---\n\nThe lamps burn **all** night.",
        "On lamps\n\n## The sea\n\nThe lamps [burn](https://example.org/l) all night.",
        "# On lamps\n\nThe lamps ~~sleep~~ burn all night.",
        "# On lamps\n\nThe lamps burn all night[^2].\n\n[^2]: So says the log.\n    It is torn.",
    ],
    ids=["underlined", "a lesser heading", "front matter", "two signs", "struck out", "a note"],
)
def test_markdown_is_known_by_more_than_its_title(text):
    snapshot = read_text(text)
    assert "The lamps burn all night." in words(snapshot, PassageKind.PARAGRAPH)
    assert "log" not in snapshot.text


def test_the_title_of_markdown_may_be_a_plain_line():
    snapshot = read_text("On lamps\n\nThe lamps **burn** now.\n\n## The sea\n\nIt [is](https://example.org/s) dark.")
    assert (snapshot.title, words(snapshot, PassageKind.HEADLINE)) == ("On lamps", ["On lamps", "The sea"])


def test_a_product_is_not_emphasised():
    assert "2*3*4 lamps" in read_text("# On lamps\n\nThere are 2*3*4 lamps at sea.").text


@pytest.mark.parametrize("text", ["#lamps and the sea\n\n{}", "On lamps\n\n{} **Not** now."], ids=["tag", "one sign"])
def test_what_shows_less_is_no_markdown(text):
    said = text.format("The lamps *burn* all night, and nobody minds it.")
    assert "*burn*" in read_text(said).text


@pytest.mark.parametrize("piece", ["[", "[a](", "*a **b ", "<!--", "> ", "- ", "<a ", "[a]: b\n", "`a``b"], ids=repr)
def test_hostile_markdown_is_read_or_refused(piece):
    body = "# T\n\n<div>\n" + piece * (200_000 // len(piece)) + "\n\nHello there, you are a man."
    outcome = outcome_of(body, "a.md")
    assert outcome == "article-empty" or outcome.startswith("T\n\n")


# JSON.


def test_json_with_paragraphs():
    article = {"title": "Лампы", "language": "ru", "paragraphs": [" Лампы горят всю ночь. ", "", "Никто не против."]}
    snapshot = read(Source(json.dumps(article).encode(), name="a.json"))

    assert (snapshot.title, snapshot.language) == ("Лампы", "ru")
    assert words(snapshot, PassageKind.PARAGRAPH) == ["Лампы горят всю ночь.", "Никто не против."]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("[]", "JSON"),
        ("{", "JSON"),
        ('{"paragraphs": []}', "title"),
        ('{"title": "a"}', "paragraphs"),
        ('{"title": "a", "paragraphs": "b"}', "paragraphs"),
        ('{"title": "a", "paragraphs": ["b", 3]}', "paragraphs.1"),
        ('{"title": " ", "paragraphs": ["Lamps burn all night."]}', "title"),
        ("[" * 100_000, "JSON"),
    ],
    ids=["list", "cut off", "no title", "no paragraphs", "a string", "a number", "blank title", "nested"],
)
def test_json_of_another_shape_is_refused_at_its_place(body, place):
    with pytest.raises(Refusal, match=re.escape(f"“{place}”")):
        read(Source(body.encode(), name="a.json"))


# Encodings and what is no text.

RUSSIAN = "Лампы горят всю ночь, и никто не против. Так было всегда, говорит смотритель."


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RUSSIAN.encode(), None),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), None),
        (RUSSIAN.encode("utf-16"), None),
        (b"\xfe\xff" + RUSSIAN.encode("utf-16-be"), None),
        (RUSSIAN.encode("utf-32"), None),
        (RUSSIAN.encode("utf-16-le"), "text/plain; charset=utf-16le"),
        (RUSSIAN.encode("koi8-r"), "text/plain; charset=KOI8-R"),
        (RUSSIAN.encode(), "text/plain; charset=iso-8859-1"),
        ((RUSSIAN + " ").encode("windows-1251") * 5, None),
    ],
    ids=[
        "utf-8",
        "utf-8 mark",
        "utf-16",
        "utf-16 big",
        "utf-32",
        "utf-16 told",
        "koi8-r told",
        "told wrongly",
        "guessed",
    ],
)
def test_encodings(body, content_type):
    snapshot = read(Source(body, name="a.txt", content_type=content_type))
    assert snapshot.text.startswith("Лампы горят всю ночь, и никто не против.")
    assert "\ufeff" not in snapshot.text


def test_a_page_declares_its_encoding():
    body = f'<html><head><meta charset="windows-1251"><title>Лампы</title></head><body><p>{RUSSIAN}</p></body></html>'
    snapshot = read(Source(body.encode("windows-1251"), name="a.html"))
    assert RUSSIAN in snapshot.text


@pytest.mark.parametrize("label", ["punycode", "idna", "utf-7", "rot13", "unicode_escape", "utf-32", "cp037", "hz"])
def test_encodings_that_are_none_of_the_web_are_not_used(label: str) -> None:
    page = f"<html><head><meta charset={label}><title>Лампы</title></head><body><p>{RUSSIAN}</p></body></html>"
    plain = page.replace(RUSSIAN, "The lamps burn-all night, and nobody +AC0 minds \\\\u0041 it at all.")
    for body, words in ((page, RUSSIAN), (plain, "burn-all night, and nobody +AC0 minds \\\\u0041 it")):
        snapshot = read(Source(body.encode(), content_type=f"text/html; charset={label}"))
        assert words in snapshot.text


@pytest.mark.parametrize(
    ("tag", "is_read"),
    [
        ("<p " + " ".join(f"a{n}" for n in range(60)) + ">", True),
        ("<p " + " ".join(f"a{n}=x" for n in range(300)) + ">", False),
        ("<p " + "".join(f"a{n}='>'" for n in range(300)) + ">", False),
        ("<p/" + "/".join(f"a{n}" for n in range(300)) + ">", False),
        ("<p\n" + "\n".join(f'a{n} = "<b>"' for n in range(300)) + ">", False),
        ("<script " + " ".join(f"a{n}" for n in range(300)) + "></script><p>", False),
        ("<script>if (a<b) {" + " ".join(f"c{n}" for n in range(300)) + "}</script><p>", True),
        ("<!-- <p " + " ".join(f"a{n}" for n in range(300)) + "> --><p>", True),
        ("<p style='" + " ".join(f"a{n}" for n in range(300)) + "'>", True),
        ("<p href=data:image/png;base64," + "/".join("ab" for _ in range(300)) + ">", True),
    ],
)
def test_elements_with_hundreds_of_attributes_are_refused(tag: str, is_read: bool) -> None:
    page = (
        f"<html><body><article>{tag}The lamps burn all night, and nobody minds it at all.</p></article></body></html>"
    )
    if is_read:
        assert "The lamps burn" in read(Source(page.encode(), content_type="text/html")).text
    else:
        with pytest.raises(Refusal) as refused:
            read(Source(page.encode(), content_type="text/html"))
        assert refused.value.key == "article-page-attributes"


def test_control_characters_go_and_line_ends_are_one():
    snapshot = read_text("On\x00 lamps\r\n\r\nThe lamps\x07 burn\ufeff all night.\r\rNobody\u2028 minds it at all.")
    assert snapshot.text == "On lamps\n\nThe lamps burn all night.\n\nNobody\n\nminds it at all."


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "article-is-pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "article-is-image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "article-is-image"),
        (b"PK\x03\x04" + bytes(100), "article-is-packed"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "article-is-binary"),
        (bytes(range(256)) * 20, "article-is-binary"),
        (b"", "article-empty"),
        (b"  \n\t\n ", "article-empty"),
        (b"Hello", "article-empty"),
        (b"Lamps and sea", "article-empty"),
        (b"We use cookies to improve your experience.\nAccept all", "article-empty"),
        (b"The lamps burn. " * (LONGEST_TEXT // 16 + 1), "article-too-long"),
        (b"a" * 5_000_001, "article-too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_article_is_refused_with_a_sentence(body, key):
    assert refusal_of(body) == key


@pytest.mark.parametrize("name", ["article.html", "article.md", "article.txt"])
@pytest.mark.parametrize("body", ["", "<p></p>", "# ", "<html><body><nav>Home</nav></body></html>"])
def test_an_empty_article_of_any_kind_is_refused(name, body):
    assert refusal_of(body, name=name) == "article-empty"


def test_an_html_file_named_txt_is_read_as_a_page():
    assert read(Source((PAGES / "classic.html").read_bytes(), name="saved.txt")).title == "Who owns the night tram?"


# The command line and the worker process.


async def test_load_reads_paths(tmp_path):
    path = tmp_path / "lamps.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert (await load(str(path))).title == "On lamps & the sea"


async def test_load_reads_the_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"On lamps\n\nThe lamps burn all night.")))
    assert (await load("-")).title == "On lamps"


async def test_load_guards_addresses():
    with pytest.raises(Refusal, match="private"):
        await load("http://127.0.0.1:1/article")


@pytest.mark.parametrize("path", ["no/such/file.txt", ".", "a\x00b"])
async def test_load_says_when_there_is_no_file(path):
    with pytest.raises(Refusal, match="Check the path"):
        await load(path)


def test_the_json_of_the_command_line():
    snapshot = read(Source(MARKDOWN.encode(), name="lamps.md"))
    printed = json.loads(json.dumps(as_json(snapshot)))

    assert list(printed) == [
        *("title", "standfirst", "authors", "published", "section", "language", "url", "sha256"),
        *("text", "passages", "dropped"),
    ]
    assert printed["passages"][3] == {"index": 3, "kind": "paragraph", "start": 66, "end": 117}
    assert printed["text"][66:117] == "The lamps burn all night, always, and nobody minds."
    assert printed["dropped"] == [{"text": "By Jane Doe | 3 May 2023", "reason": "byline"}]


def test_sources_snapshots_and_refusals_travel_between_processes():
    source = pickle.loads(pickle.dumps(Source(MARKDOWN.encode(), name="lamps.md")))  # noqa: S301 - our own bytes
    snapshot = read(source)
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot  # noqa: S301 - our own bytes
    refusal = pickle.loads(pickle.dumps(Refusal("article-too-large", megabytes=5)))  # noqa: S301 - our own bytes
    assert "5 MB" in str(refusal)
