"""HTML parse mode: what becomes of the tags, and what Telegram says of those it does not understand."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.telegram.errors import ApiError
from bot.playground.telegram.text import utf16
from bot.playground.telegram.text.entities import finish
from bot.playground.telegram.text.html_parser import checked_url, parse


def seen(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text, and each entity with the words that it covers."""
    text, entities = finish(*parse(markup))
    return text, [(entity["type"], utf16.cut(text, entity["offset"], entity["length"])) for entity in entities]


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", "abc")]),
        ('<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>', "a b", [("spoiler", "a"), ("spoiler", "b")]),
        ("<code>a</code> <pre>b</pre>", "a b", [("code", "a"), ("pre", "b")]),
        ("<blockquote>a</blockquote>b", "ab", [("blockquote", "a")]),
        ("<blockquote expandable>a</blockquote>b", "ab", [("expandable_blockquote", "a")]),
        ("<BLOCKQUOTE EXPANDABLE=''>a</Blockquote>b", "ab", [("blockquote", "a")]),
        ("<b>a<i>b</b>", None, None),
        ("<b>a</>b", "ab", [("bold", "a")]),
        ("<b></b>a", "a", []),
        ("<b> a</b> b", "a b", [("bold", "a")]),
        ("<b>a </b>b", "a b", [("bold", "a ")]),
        ("x<b> </b>y", "x y", []),
        ("  <b>a</b>  ", "a", [("bold", "a")]),
        ("<b>a<b>b</b></b>", "ab", [("bold", "ab")]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("&lt;b&gt; &amp;&quot; &nbsp; &#39; &#x1F600; &", "<b> &\" &nbsp; ' 😀 &", []),
        ("AT&amp;amp;T", "AT&amp;T", []),
        ("a\tb\r\nc\u202ed\x00", "a b\ncd", []),
        ('<a href="">example.org</a>', "example.org", [("text_link", "example.org")]),
        ('<a href="nonsense">x</a>', "x", []),
        ('<a href="tg://user?id=7">Mara</a>', "Mara", [("text_mention", "Mara")]),
    ],
)
def test_tags_become_entities(markup, text, entities):
    if text is None:
        with pytest.raises(ApiError):
            parse(markup)
    else:
        assert seen(markup) == (text, entities)


def test_code_has_its_language_only_inside_pre():
    _, inside = parse('<pre><code class="language-python">x</code></pre>')
    _, alone = parse('<code class="language-python">x</code>')
    assert inside == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]
    assert alone == [{"type": "code", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/a#:~:text=most%20of", "https://example.org/a#:~:text=most%20of"),
        ("example.org", "http://example.org/"),
        ("http://127.0.0.1:8080/articles/sample", "http://127.0.0.1:8080/articles/sample"),
        ("http://localhost:8080/x", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("two words.org", ""),
    ],
)
def test_only_addresses_become_links(href, kept):
    assert checked_url(href) == kept


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a<p>b</p>", 'Unsupported start tag "p" at byte offset 1'),
        ("é<p>b</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("1 <3 2", 'Unsupported start tag "3" at byte offset 2'),
        ("a<", "Unclosed start tag at byte offset 1"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_telegram_says_what_it_cannot_parse(markup, sentence):
    with pytest.raises(ApiError) as refused:
        parse(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {sentence}"


words = st.text(
    st.one_of(
        st.sampled_from("a b<>&\"'😀é\u0301\u00a0\u00ad“”\n—"),
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\u0333\u033f\u030a"),
    ),
    max_size=20,
)
tags = st.sampled_from(["b", "i", "u", "s", "tg-spoiler", "blockquote"])
pieces = st.recursive(words, lambda inner: st.tuples(tags, st.lists(inner, max_size=3)), max_leaves=8)


def markup_of(piece) -> str:
    if isinstance(piece, str):
        return escape(piece, quote=False)
    tag, inner = piece
    return f"<{tag}>{''.join(map(markup_of, inner))}</{tag}>"


def text_of(piece) -> str:
    return piece if isinstance(piece, str) else "".join(map(text_of, piece[1]))


@settings(deadline=None)
@given(pieces)
def test_the_text_of_markup_is_the_text_without_tags(piece):
    text, entities = parse(markup_of(piece))
    assert text == text_of(piece)
    assert all(0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16.length(text) for entity in entities)


@settings(deadline=None)
@given(words, words.filter(str.strip), words)
def test_an_entity_covers_exactly_its_words(before, inside, after):
    text, (entity,) = parse(f"{escape(before)}<b>{escape(inside)}</b>{escape(after)}")
    assert utf16.cut(text, entity["offset"], entity["length"]) == inside
    assert entity["offset"] == len(before.encode("utf-16-le")) // 2


@settings(deadline=None)
@given(pieces)
def test_what_telegram_keeps_stands_inside_the_text_and_in_order(piece):
    text, entities = finish(*parse(markup_of(piece)))
    assert text == text.strip("\n ")
    ranks = [(entity["offset"], -entity["length"]) for entity in entities]
    assert ranks == sorted(ranks)
    for entity in entities:
        assert utf16.cut(text, entity["offset"], entity["length"]).strip("\n ")
        assert entity["offset"] + entity["length"] <= utf16.length(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_markup_is_parsed_or_refused(markup):
    try:
        text, _ = parse(markup)
    except ApiError as refused:
        assert refused.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - either is right
    else:
        assert utf16.length(text) <= utf16.length(markup)
