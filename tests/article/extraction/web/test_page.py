"""Reading a web page as its readers see it: words, borders, what is furniture and what is not."""

from __future__ import annotations

import json

import pytest

from bot.article.extraction import Source, read
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
        ("It had <b style='text-decoration: line-through red'>ninety</b> eighty seats.", "It had eighty seats."),
        ("It was built in 1987<a href='#n4'>4</a> on the slip.", "It was built in 1987 on the slip."),
        ("It was built in 1987<span><a href='#n4'>[b]</a></span> on the slip.", "It was built in 1987 on the slip."),
        ("It is told in chapter <a href='#c4'>4</a> of the log.", "It is told in chapter 4 of the log."),
        ("The lamp has 10<sup>−3</sup> of the sun's light.", "The lamp has 10⁻³ of the sun's light."),
        ("See the map<i class='c-label show-for-sr'> (a new tab)</i>, it says.", "See the map, it says."),
        ("See the map<i class='VisuallyHidden__Text'> (a new tab)</i>, it says.", "See the map, it says."),
        ("See the map<i class='not-sr-only'> on the wall</i>, it says.", "See the map on the wall, it says."),
        ("See the map<i style='opacity: 0; color: red'> hidden</i>, it says.", "See the map, it says."),
        ("See the map<i style='opacity: 0.5'> on the wall</i>, it says.", "See the map on the wall, it says."),
        ("She said <q>he said <q>never</q> to me</q> and left.", "She said “he said ‘never’ to me” and left."),
        ("The <embed src=a> boat is very old by now.", "The boat is very old by now."),
        ("It was built in 1987<sup>[citation needed]</sup> here.", "It was built in 1987 here."),
        ("It was built in 1987<sup><a href='#a'>1</a>, <a href='#b'>2</a></sup> here.", "It was built in 1987 here."),
        ("It was built in 1987<sup>2–4</sup> here.", "It was built in 1987 here."),
        ("It was built in 1987<sup><button>2</button></sup> here.", "It was built in 1987 here."),
        (
            "It has <i class='d-none'>ninety</i><i class='line-through'>seventy</i> eighty seats.",
            "It has eighty seats.",
        ),
        ("It has <i class='hidden md:inline'>about</i> eighty seats.", "It has about eighty seats."),
        (
            "A load of <i class=katex><i class=katex-mathml><math><mi>x</mi></math></i><i>x</i></i> stones is heavy.",
            "A load of x stones is heavy.",
        ),
    ],
)
def test_a_paragraph_says_what_is_seen(markup: str, seen: str) -> None:
    assert paragraphs(page(f"<p>{markup}</p>"))[2] == seen


def test_the_marks_of_a_quote_within_another_are_those_of_the_language() -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    said = "<p>Капитан сказал <q>мне сказали <q>никогда</q> и ушли</q> в порту.</p>"
    markup = f"<html lang=ru><body><article><h1>A boat</h1>{body}{said}</article></body></html>"
    assert "«мне сказали „никогда“ и ушли»" in read(Source(markup.encode(), name="a.html")).text


def test_a_box_that_its_style_sets_in_the_line_ends_no_paragraph() -> None:
    shown = paragraphs(
        page("<div>The boat <div style='display: inline'>left at six</div> and came back at nine.</div>")
    )
    assert shown[2] == "The boat left at six and came back at nine."


@pytest.mark.parametrize(
    ("sheet", "is_seen"),
    [
        (".note { display: none }", False),
        ("b, i.note{color:red;visibility : hidden}", False),
        (".note{position:absolute;clip:rect(0 0 0 0)} .other{display:block}", False),
        ("/* .note{display:block} */ .note{display:none}", False),
        (".note{display:none} @media (min-width: 9em) { .note{display:inline} }", True),
        (".note{display:none} .open .note{display:inline}", True),
        (".note{display:none} .box:hover .note, .note:focus{display:inline}", False),
        ("@media print{.note{display:none}}", True),
        (".menu .note{display:none}", True),
        (".note{opacity:.5}", True),
    ],
    ids=str,
)
def test_what_a_style_sheet_of_the_page_hides_is_not_read(sheet: str, is_seen: bool) -> None:
    snapshot = page(f"<style>{sheet}</style><p>The boat<i class='box note'> of the parish</i> left at six.</p>")
    assert paragraphs(snapshot)[2] == f"The boat{' of the parish' * is_seen} left at six."


def test_what_holds_much_of_the_prose_is_read_though_a_style_sheet_hides_it() -> None:
    markup = f"<style>.more{{display:none}}</style><div class=more><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert FIRST in paragraphs(page(markup))


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


@pytest.mark.parametrize(
    "markup",
    ["<span>[<a href=/e>edit</a>]</span>", " <a href=#v>¶</a>", "<a href=#v>#</a>"],
    ids=["a tool", "a sign", "a sign without a space"],
)
def test_a_heading_is_what_it_says_without_the_links_behind_it(markup: str) -> None:
    snapshot = page(f"<h2 id=v>The vote{markup}</h2>")
    assert "The vote" in [snapshot.words_of(one) for one in snapshot.passages if one.kind is PassageKind.HEADLINE]


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


CONTENTS = '<li><a href="#boat">The boat</a></li><li><a href="#pier">The pier</a></li>'
SOURCES = "<li>Lund, Ida (1998). Boats of the north. Sandholm Press.</li><li>The Gull, 4 May 2003, p. 7.</li>"


def test_a_list_of_places_in_the_page_is_not_the_article_s_voice() -> None:
    assert paragraphs(page(f"<div><ul>{CONTENTS}</ul></div>", "<h2 id=boat>The boat</h2>")) == [*BODY]


@pytest.mark.parametrize(
    "after",
    [
        f"<h2>Sources</h2><ul>{SOURCES}</ul>",
        f"<h3>Further reading</h3><ol>{SOURCES}</ol>",
        f"<h2>Zobacz też</h2><ul>{SOURCES}</ul><h2>Przypisy</h2><ol>{SOURCES}</ol>",
        f'<div class="reflist"><ul>{SOURCES}</ul></div>',
        f"<p><b>Bibliography</b></p><ul>{SOURCES}</ul>",
        "<h2>Footnotes</h2><p><a href=#1>1</a> Lund 1998, p. 41 and the pages behind.</p><p>2 Gull, 4 May 2003.</p>",
    ],
    ids=["sources", "further reading", "two lists", "by the name of a box", "by a bold line", "paragraphs"],
)
def test_lists_of_sources_at_the_end_are_not_the_article_s_voice(after: str) -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    snapshot = read(Source(f"<html><body><h1>A boat</h1>{body}{after}</body></html>".encode(), name="a.html"))
    assert paragraphs(snapshot) == [*BODY]


@pytest.mark.parametrize(
    "after",
    [
        "<h2>Notes</h2><ul><li>Take the ferry if you can row.</li><li>Take a bicycle if you cannot.</li></ul>",
        f"<h2>What we read</h2><ul>{SOURCES}</ul>",
        "<h2>Notes</h2><p>Nobody came in 1998, says the log of the boat.</p><p>Everybody came a year later.</p>",
    ],
    ids=["without a source", "not so called", "paragraphs without a source"],
)
def test_another_list_at_the_end_stays(after: str) -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    snapshot = read(Source(f"<html><body><h1>A boat</h1>{body}{after}</body></html>".encode(), name="a.html"))
    assert len(paragraphs(snapshot)) == len(BODY) + 2


def test_a_name_of_references_around_the_whole_article_takes_nothing_away() -> None:
    body = "".join(f"<p>{words} It was 1998.</p>" for words in BODY)
    markup = f"<html><body class=with-toc><div><h1>A boat</h1>{body}<ul>{SOURCES}</ul></div></body></html>"
    assert len(paragraphs(read(Source(markup.encode(), name="a.html")))) == len(BODY) + 2


def test_a_heading_of_references_before_the_whole_article_takes_nothing_away() -> None:
    words = "In 1998 the parish bought the old boat from its owner for one crown, and nobody asked what it was worth."
    markup = f"<html><body><div><h3>Literature</h3><h1>A boat</h1><p>{words}</p></div></body></html>"
    assert paragraphs(read(Source(markup.encode(), name="a.html"))) == [words]


def test_a_post_that_is_quoted_amid_the_text_is_read_whatever_its_box_is_called() -> None:
    post = "<blockquote><p>Our boat is not for sale. Never.</p>Lena Voss <a href=/p/1>3 May</a></blockquote>"
    snapshot = page(f'<div class="social-embed">{post}</div>')
    assert paragraphs(snapshot)[2:4] == ["Our boat is not for sale. Never.", "Lena Voss 3 May"]


def test_the_items_of_a_list_amid_the_text_are_read() -> None:
    snapshot = page("<ul><li>Two oars</li><li>A bell</li></ul>", "<ol><li><p>One hundred crowns</p></li></ol>")
    assert paragraphs(snapshot)[2:5] == ["Two oars", "A bell", "One hundred crowns"]


REFRAIN = "And who will pay the ferryman when the boat is gone for good?"


def test_an_article_may_repeat_itself() -> None:
    verses = [f"<div><p>{verse}</p><p>{REFRAIN}</p></div>" for verse in (FIRST, SECOND)]
    assert paragraphs(page(*verses))[2:6] == [FIRST, REFRAIN, SECOND, REFRAIN]


def test_a_notice_in_many_boxes_is_said_once() -> None:
    boxes = [f"<p>{words}</p><div><p>{REFRAIN}</p></div>" for words in (FIRST, SECOND, f"Later: {FIRST}")]
    assert paragraphs(page(*boxes)).count(REFRAIN) == 1


def test_a_body_that_is_served_twice_is_said_once() -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    markup = f"<html><body><h1>Boats</h1><div>{body}</div><div>{body}</div></body></html>"
    assert paragraphs(read(Source(markup.encode(), name="a.html"))) == [*BODY]


def linked_body(words: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "A boat for a crown", "articleBody": words})
    return f'<script type="application/ld+json">{data}</script>'


def test_the_article_ends_where_the_linked_data_of_its_page_end_it() -> None:
    plea = "<p>Who reads us without paying lets the others pay, and so we ask you for ten crowns a month.</p>"
    article = f"<article>{''.join(f'<p>{words}</p>' for words in BODY)}<div>{plea}</div></article>"
    markup = f"<html><body>{linked_body(chr(10).join(BODY))}{article}</body></html>"
    assert paragraphs(read(Source(markup.encode(), name="a.html"))) == [*BODY]


def test_a_page_that_shows_nothing_yet_is_read_from_its_linked_data() -> None:
    markup = f"<html><body><div id=root></div>{linked_body(f'<p>{FIRST}</p><p>{SECOND}</p>')}</body></html>"
    snapshot = read(Source(markup.encode(), name="a.html"))
    assert (snapshot.title, paragraphs(snapshot)) == ("A boat for a crown", [FIRST, SECOND])


def test_what_stands_above_the_title_is_no_body() -> None:
    news = ("The pier is old as well, and nobody knows who owns it.", "The gulls have taken over the fish market.")
    teasers = "".join(f"<li>{words} {more}</li>" for words in (FIRST, SECOND) for more in news)
    body = "".join(f"<p>{words}</p>" for words in BODY)
    article = f"<div><ul>{teasers}</ul><h2>A boat for a crown</h2>{body}</div>"
    markup = f"<html><head><title>A boat for a crown</title></head><body>{article}</body></html>"
    assert paragraphs(read(Source(markup.encode(), name="a.html"))) == [*BODY]


def test_an_element_that_holds_the_title_is_no_furniture() -> None:
    body = "".join(f"<p>{words}</p>" for words in BODY)
    head = f'<div class="share-top"><h1>A boat for a crown</h1><p>{FIRST}</p></div>'
    markup = f"<html><head><title>A boat for a crown</title></head><body>{head}<div>{body}</div></body></html>"
    snapshot = read(Source(markup.encode(), name="a.html"))
    assert (snapshot.standfirst, paragraphs(snapshot)) == (FIRST, [*BODY])


def test_a_hidden_box_beside_as_much_that_is_shown_stays_hidden() -> None:
    shown = "".join(f"<p>{words}</p>" for words in BODY)
    hidden = f"<div style='visibility: hidden'><p>{FIRST}</p>{shown}</div>"
    assert FIRST not in page(hidden).text


def parted(*blocks: str) -> Snapshot:
    """Read a page whose paragraphs stand in boxes of one kind, with some blocks between them."""
    boxes = [f'<div class="part"><p>{words}</p></div>' for words in BODY * 2]
    article = "".join([*boxes[:4], *blocks, *boxes[4:]])
    return read(
        Source(f"<body><article><h1>A boat</h1><div class=body>{article}</div></article>".encode(), name="a.html")
    )


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<div class="part"><p>The bell</p><p>40 crowns, <a href="/b">at the harbour</a></p></div>', "The bell"),
        ('<div class="part">The bell of the old boat hangs in the school.</div>', "The bell of the old boat hangs"),
    ],
    ids=["short lines", "words without a paragraph"],
)
def test_a_box_amid_boxes_of_one_kind_is_the_article_s(markup: str, words: str) -> None:
    assert words in parted(markup).text


def test_a_standfirst_in_an_element_named_for_share_buttons_stays() -> None:
    standfirst = "The parish buys a boat for all of its bicycles."
    told = "".join(f"<p>{words}</p>" for words in BODY * 2)
    article = f"<h1>A boat</h1><div class=share><p>{standfirst}</p></div><div class=article-body>{told}</div>"
    assert read(Source(f"<body><article>{article}</article></body>".encode(), name="a.html")).standfirst == standfirst


def test_paragraphs_that_are_mostly_links_are_no_teasers() -> None:
    linked = [
        f"Of it <a href='/{day}'>the harbour master told us on {day}</a>." for day in ("Monday", "Friday", "Sunday")
    ]
    assert "told us on Friday" in page(*(f"<p>{one}</p>" for one in linked)).text


def test_a_label_and_the_linked_title_of_another_article_is_a_related_link() -> None:
    words = "Voir encore: The widow who sold her boat to the parish"
    label, title = words.split(": ")
    assert reasons(page(f"<p>{label}: <a href='/w'>{title}</a></p>"))[words] == "related links"


@pytest.mark.parametrize("picture", ["", "<img src=a>"], ids=["no picture", "nothing but captions"])
def test_a_class_alone_makes_no_caption_of_a_paragraph(picture: str) -> None:
    boxes = "".join(f"<div class=item-caption>{picture}<p>{words}</p></div>" for words in BODY)
    snapshot = read(Source(f"<body><article><h1>A boat</h1>{boxes}</article></body>".encode(), name="a.html"))

    assert BODY[1] in paragraphs(snapshot)


def test_a_guide_that_a_script_shows_is_read_from_its_linked_data() -> None:
    steps = [{"@type": "HowToStep", "name": "1", "itemListElement": {"@type": "HowToDirection", "text": BODY[1]}}]
    guide = {"@type": "HowTo", "name": "To buy a boat", "description": f"<p>{BODY[0]}</p>", "step": steps}
    markup = (
        f"<title>To buy a boat</title><script type='application/ld+json'>{json.dumps(guide)}</script><div id=app></div>"
    )

    assert paragraphs(read(Source(markup.encode(), content_type="text/html"))) == list(BODY[:2])
