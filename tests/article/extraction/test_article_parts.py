"""Articles that a site splits over several pages: the moderator is told, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from bot.article.extraction import Source, read, read_text
from bot.article.snapshot import Part
from bot.article.views import preview_text

HERE = "https://harbour.example/news/the-last-lamp"
BODY = (
    "The last lamp of the quay went out in March, and nobody in the town hall could say who had to light it again.",
    "The keeper had left a note under the door, in which he asked for oil, a ladder and two days without visitors.",
    "In April the ladder came; the oil stood in the customs house until the officer had found the form for it.",
)


def page(extra: str, head: str = "") -> bytes:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    return (
        f"<html><head><title>The last lamp</title>{head}</head><body><article><h1>The last lamp</h1>{body}</article>"
        f"{extra}</body></html>"
    ).encode()


def part_of(markup: bytes, url: str | None = HERE) -> Part | None:
    return read(Source(markup, content_type="text/html", url=url)).part


@pytest.mark.parametrize(
    ("extra", "part"),
    [
        ('<nav><span>1</span> <a href="?page=2">2</a> <a href="?page=3">3</a></nav>', Part(1, 3)),
        (f'<div>1 <a href="{HERE}/2">2</a> <a href="{HERE}/3/">3</a> <a href="{HERE}/2">Next</a></div>', Part(1, 3)),
        ('<p><a rel="next" href="/news/the-last-lamp?p=2">Weiter</a></p>', Part(1, None)),
        ("<p>Page 1 of 4</p>", Part(1, 4)),
        ("<div><b>Seite</b> <span>2 von 3</span></div>", Part(2, 3)),
        ("<p>Strona 1 z 2</p>", Part(1, 2)),
        ("<p>1 puslapis iš 3</p>", Part(1, 3)),
        ("<p>Страница 2 из 5</p>", Part(2, 5)),
        ("<p>Старонка 1 з 2</p>", Part(1, 2)),
        ("<p>Сторінка 1 з 2</p>", Part(1, 2)),
        ("<p>1. lapa no 3</p>", Part(1, 3)),
    ],
    ids=["query", "path", "next", "en", "de", "pl", "lt", "ru", "be", "uk", "lv"],
)
def test_a_page_of_several_is_told(extra: str, part: Part) -> None:
    assert part_of(page(extra)) == part


@pytest.mark.parametrize(
    ("url", "markup", "part"),
    [
        (f"{HERE}/2", page(f'<a href="{HERE}">1</a> <b>2</b> <a href="{HERE}/3">3</a>'), Part(2, 3)),
        (f"{HERE}.html", page("", f'<link rel="next" href="{HERE}-2.html">'), Part(1, None)),
        (f"{HERE}?id=7&seite=3", page('<a href="?id=7&seite=1">1</a> <a href="?id=7&seite=2">2</a>'), Part(3, 3)),
        (None, page("<p>Page 1 of 2</p>"), Part(1, 2)),
    ],
    ids=["in the middle", "in the head", "the last", "a file"],
)
def test_it_is_told_by_the_address_of_the_page(url: str | None, markup: bytes, part: Part) -> None:
    assert part_of(markup, url) == part


@pytest.mark.parametrize(
    "extra",
    [
        '<a rel="next" href="/news/the-first-ferry">Next article</a>',
        '<a rel="next" href="/news/the-last-lamp-of-all">Next</a> <a href="/news/harbour-2">2</a>',
        '<a href="/news/the-last-lamp-2">The last lamp, once more</a>',
        '<div id="comments"><a href="?page=2">2</a> <a href="?page=3">3</a></div>',
        '<a href="/news/the-last-lamp?cpage=2">2</a>',
        '<a href="/news?page=2">2</a> <a href="/news?page=3">3</a>',
        "".join(f'<a href="?page={number}">{number}</a> ' for number in range(1, 90)),
        "<p>He read page 1 of 3 and fell asleep over the second.</p>",
        "<p>Picture 1 of 9</p>",
        '<section class="comments"><p>Page 1 of 7</p></section>',
        "<p>Page 1 of 1</p>",
        "<p>Page 1 of 3</p><p>Page 2 of 3</p><p>Page 3 of 3</p>",
    ],
    ids=[
        "next article",
        "a longer name",
        "a second article",
        "comments",
        "comments by address",
        "the list of news",
        "ninety pages of reviews",
        "prose",
        "pictures",
        "pages of comments",
        "one of one",
        "all of them",
    ],
)
def test_what_looks_like_it_is_no_page_of_several(extra: str) -> None:
    assert part_of(page(extra)) is None


def test_a_story_with_a_number_in_its_address_is_no_page_of_another() -> None:
    links = '<a rel="prev" href="/news/story-11">Before</a> <a rel="next" href="/news/story-13">Next</a>'
    assert part_of(page(links), "https://harbour.example/news/story-12") is None


def test_a_pasted_text_tells_it_too() -> None:
    assert read_text("\n\n".join(["The last lamp", *BODY, "Page 1 of 2"])).part == Part(1, 2)


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("<p>Page 1 of 3</p>", "This looks like page 1 of 3, and only this page is kept."),
        ('<a rel="next" href="?page=2">Next</a>', "This looks like page 1 of several, and only this page is kept."),
    ],
    ids=["three", "unknown"],
)
def test_the_moderator_sees_it_in_the_preview(extra: str, told: str) -> None:
    snapshot = read(Source(page(extra), content_type="text/html", url=HERE))
    assert told in preview_text(snapshot, "en", "Shall it?").replace("\u2068", "").replace("\u2069", "")
    whole = read(Source(page(""), content_type="text/html", url=HERE))
    assert "looks like page" not in preview_text(whole, "en", "Shall it?")


def test_the_moderator_sees_that_a_message_seems_to_go_on() -> None:
    snapshot = read_text("\n\n".join(["The last lamp", *BODY]))
    assert "seems to go on in the next one" in preview_text(snapshot, "en", "Shall it?", seems_to_go_on=True)
    assert "seems to go on" not in preview_text(snapshot, "en", "Shall it?")
