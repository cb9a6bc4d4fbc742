"""Reading a web page as its readers see it: words, borders, what is furniture and what is not."""

from __future__ import annotations

import pytest

from bot.article.reading import Source, read
from bot.article.snapshot import PassageKind, Snapshot

BODY = (
    "The ferry to Sandholm leaves at six each morning, and the harbour master counts the bicycles on its deck.",
    "Nobody pays for a bicycle since the spring, when the parish bought the old boat from its owner for one crown.",
    "The engine is louder than the gulls, say the fishermen, who have complained about it in three letters.",
    "A new one would cost as much as the school, and so the parish will vote about both of them in the autumn.",
)


def page(*blocks: str, before: str = "", after: str = "") -> Snapshot:
    """Read a page with some blocks amid its four paragraphs."""
    paragraphs = [f"<p>{words}</p>" for words in BODY]
    article = "".join([*paragraphs[:2], *blocks, *paragraphs[2:]])
    markup = (
        "<!doctype html><html lang=en><head><title>A boat for a crown</title></head>"
        f"<body>{before}<article><h1>A boat for a crown</h1>{article}</article>{after}</body></html>"
    )
    return read(Source(markup.encode(), name="a.html"))


def paragraphs(snapshot: Snapshot) -> list[str]:
    return [snapshot.words_of(passage) for passage in snapshot.paragraphs()]


def reasons(snapshot: Snapshot) -> dict[str, str]:
    return {dropped.text: dropped.reason for dropped in snapshot.dropped}


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("It had <del>ninety</del> <ins>eighty</ins> seats in May.", "It had eighty seats in May."),
        ("It had <s>ninety</s> eighty seats in May.", "It had eighty seats in May."),
        ("It was built in 1987<sup><a href='#note4'>4</a></sup> here.", "It was built in 1987 here."),
        ("Its deck has 90 m<sup>2</sup> in all.", "Its deck has 90 m² in all."),
        ("On the 1<sup>st</sup> of May it sails.", "On the 1st of May it sails."),
        ("See the map<span class='visually-hidden'> (a new tab)</span>, it says.", "See the map, it says."),
        ("See the map<b style='display: none'> hidden</b>, it says.", "See the map, it says."),
        ("She said <q>never again</q> and left it there.", "She said “never again” and left it there."),
        ("The <ruby>漢<rt>kan</rt></ruby> on its bow is old.", "The 漢 on its bow is old."),
        ("The <img src=a alt=boat> boat is <x-y>very</x-y> old by now.", "The boat is very old by now."),
        ("They speak of <button>draught</button> in metres here.", "They speak of draught in metres here."),
        ("One verse goes so,<br>the other goes on.", "One verse goes so,\nthe other goes on."),
    ],
)
def test_a_paragraph_says_what_is_seen(markup: str, seen: str) -> None:
    assert paragraphs(page(f"<p>{markup}</p>"))[2] == seen


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="paywall">{}</p>',
        '<p id="w0ad" class="share">{}</p>',
        '<p><a class="nav-item" href="/x">The parish</a> says: {}</p>',
    ],
)
def test_a_word_in_the_markup_takes_no_paragraph_away(markup: str) -> None:
    words = "The pastor was the first to sign the contract, and the last to read it, as he told us."
    assert words in page(markup.format(words)).text


@pytest.mark.parametrize(
    "words",
    [
        "Copyright on the name of the boat belongs to the widow, who wants nothing for it, she told the parish.",
        "Sign up for the crew is at the harbour office, where twelve people were waiting on the first day.",
        "The harbour office counted ninety people on board on the first Sunday of the year. (Interfax)",
    ],
)
def test_a_paragraph_that_begins_or_ends_like_furniture_stays(words: str) -> None:
    assert words in paragraphs(page(f"<p>{words}</p>"))


def test_a_last_paragraph_about_somebody_is_no_note_by_its_words_alone() -> None:
    words = "Lena Voss is the captain of the boat, and she will not stand for the council."
    assert paragraphs(page(f"<p>{words}</p>"))[2] == words


def test_a_sentence_that_is_set_as_a_heading_can_be_quoted() -> None:
    snapshot = page("<h2>Nobody on the island wants to go back to rowing.</h2>", "<h2>The vote</h2>")
    assert "Nobody on the island wants to go back to rowing." in paragraphs(snapshot)
    assert "The vote" not in paragraphs(snapshot)


def test_a_list_of_teasers_amid_the_text_is_related_links() -> None:
    titles = ("Gulls take over the market", "Who owns the pier", "Ten boats to see before winter")
    links = "".join(f"<li><a href=/{at}>{title}</a></li>" for at, title in enumerate(titles))
    snapshot = page(f"<div class=x><ul>{links}</ul></div>")
    assert paragraphs(snapshot) == [*BODY]
    assert all(title in reasons(snapshot) for title in titles)


def test_what_a_box_says_again_is_said_once() -> None:
    snapshot = page("<blockquote>Nobody pays for a bicycle since the spring, when the parish bought it</blockquote>")
    twice = page("<aside><div>who have complained about it in three letters, the engine is louder</div></aside>")
    assert paragraphs(snapshot).count(BODY[1]) == 1
    assert paragraphs(twice)[:2] == [*BODY[:2]]


def test_cells_are_cells() -> None:
    snapshot = page("<table><tr><td>Seats</td><td>Eighty, and none of them is dry in the autumn.</td></tr></table>")
    assert "Eighty, and none of them is dry in the autumn." in paragraphs(snapshot)
    assert " | " not in snapshot.text


def test_an_article_in_a_box_that_a_script_would_show_is_read() -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    markup = f"<html><head><title>Boats</title></head><body><div hidden id=S:0><h1>Boats</h1>{body}</div></body></html>"
    assert paragraphs(read(Source(markup.encode(), name="a.html"))) == [*BODY]


def test_an_article_of_a_script_without_spaces() -> None:
    said = (
        "【東京】島の渡し船は毎朝六時に出ます。",
        "自転車の料金は春から無料になりました。",
        "新しい船は学校と同じ値段です。",
    )
    body = "".join(f"<p>{words}</p>" for words in said * 3)
    markup = (
        f"<html lang=ja><body><nav><a href=/>ホーム</a></nav><article><h1>島の船</h1>{body}</article></body></html>"
    )
    assert paragraphs(read(Source(markup.encode(), name="a.html")))[:3] == [*said]


def test_kinds_beside_the_body() -> None:
    snapshot = page("<figure><img src=a><figcaption>The old boat in May.</figcaption></figure>")
    kinds = {snapshot.words_of(one): one.kind for one in snapshot.passages}
    assert kinds["The old boat in May."] is PassageKind.CAPTION


def test_a_quotation_mark_too_many_does_not_make_the_rest_of_a_page_one_tag() -> None:
    link = '<div class="box"><a href="/next" title="on"">On</a></div>'
    assert set(paragraphs(page(before=link, after=link * 60))) == set(BODY)


FIRST = "The parish council met on Tuesday and could not agree about the colour of the new boat."
SECOND = "Everybody who spoke wanted another one, and the mayor adjourned the meeting at midnight."


@pytest.mark.parametrize(
    "between", ['<span class="gap"></span>', "<i></i>", "<br>"], ids=["a gap that a style makes", "nothing", "a line"]
)
def test_sentences_without_a_space_between_them_stand_below_each_other(between: str) -> None:
    shown = paragraphs(page(f"<div>{FIRST}{between}{SECOND}</div>"))
    assert shown[2:4] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "lines",
    ["Oh boat of ours,<br>how slow you go,<br>and how we love you.", "Parish office<br>Mill Street 4<br>Sandholm"],
    ids=["verse", "an address"],
)
def test_lines_that_are_no_paragraphs_stay_together(lines: str) -> None:
    said = page(f"<p>{lines}</p>")
    assert lines.replace("<br>", "\n") in said.text


def test_the_items_of_a_list_of_references_are_dropped_and_a_paragraph_of_that_name_stays() -> None:
    items = "".join(
        f"<li>^ Lund {year}, Boats of the north, pp. 41 to 44. Sandholm Press.</li>" for year in (1998, 2003)
    )
    snapshot = page(f'<p class="references">{FIRST}</p>', f'<ol class="references">{items}</ol>')
    assert paragraphs(snapshot)[2:] == [FIRST, *BODY[2:]]
    assert set(reasons(snapshot).values()) == {"references"}
