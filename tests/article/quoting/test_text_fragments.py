"""Links that land: a quote's link opens the served article at the very words, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.article.extraction import Source, read
from bot.article.quoting import quotes
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot
from tests.browser import CHROMIUM, FLAGS, PHONE, needs_chromium

pytestmark = needs_chromium

FILLER = (
    "The ferry to the islands leaves at seven, and whoever comes late has the whole day to look at the harbour.",
    "Nobody keeps the old timetable any more, although the printer in Tar Lane still has the plates in a drawer.",
    "On Sundays the bells of two churches begin within a minute of each other, and the gulls answer both of them.",
    "The fish market closes at noon; what is left then goes to the kitchens behind the town hall for half the price.",
    "In winter the lamps along the quay are lit at four, and the windows of the rope factory shine until midnight.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page, the words quoted in it, and the paragraph of the page in which they stand."""

    quoted: str
    paragraphs: Sequence[str]
    lands_in: int
    place: int = 0
    """Which occurrence of the words in the snapshot is meant."""
    anchor: str = ""


LONGEST_LINK = 1_400
"""Characters that a link may have; messengers and copying keep it."""
SLOW = "Сначала привезли бочки, которых никто не просил, потом канаты, потом паруса, и всё пришлось нести домой"
LONG = " ".join(
    f"{ordinal} came the {what}, which nobody in the harbour had asked for and everybody had to carry home."
    for ordinal, what in (("First", "barrels"), ("Then", "ropes"), ("Later", "sails"), ("At last", "anchors"))
)
CASES = {
    "plain": Case("nobody had counted the lamps", ["In May nobody had counted the lamps on the quay."], 0),
    "a whole paragraph": Case("The bridge was closed for a year.", ["The bridge was closed for a year."], 0),
    "one word": Case("Lighthouse", ["The Lighthouse was painted in June, white and red."], 0),
    "the same words twice, the second": Case(
        "the bridge was closed",
        ["In March the bridge was closed for repairs.", "In August the bridge was closed because of the regatta."],
        1,
        place=1,
    ),
    "the same words twice, the first": Case(
        "the bridge was closed",
        ["In March the bridge was closed for repairs.", "In August the bridge was closed because of the regatta."],
        0,
    ),
    "the same paragraph begins twice": Case(
        "The bridge was closed",
        ["The bridge was closed for repairs in March.", "The bridge was closed for the regatta in August."],
        1,
        place=1,
    ),
    "the same paragraph ends twice": Case(
        "closed for the whole summer.",
        ["Then the bridge was closed for the whole summer.", "Now the market is closed for the whole summer."],
        1,
        place=1,
    ),
    "a whole paragraph stands twice": Case(
        "Nobody was asked.", ["Nobody was asked.", "The council met in a tent.", "Nobody was asked."], 2, place=1
    ),
    "the same words in capitals before": Case(
        "the bridge was closed",
        ["THE BRIDGE WAS CLOSED, said the sign at the toll house.", "In August the bridge was closed once more."],
        1,
    ),
    "the same words in a heading that is no paragraph": Case(
        "A bridge for nobody",
        ["It was called A bridge for nobody by the papers, and the name stayed."],
        0,
        place=1,
    ),
    "over 300 characters": Case(LONG, [f"Before it all there was quiet. {LONG} After it there was noise."], 0),
    "over 300 characters, begins like another": Case(
        LONG, [f"First came the barrels, which nobody in the harbour minded. {FILLER[0]}", f"Again: {LONG}"], 1
    ),
    "over 300 characters, two paragraphs begin alike": Case(
        f"{LONG} So ended the autumn.", [f"{LONG} So began the summer.", f"{LONG} So ended the autumn."], 1
    ),
    "dashes": Case(
        "well-known – not well-loved — harbour-master's",
        ["It was the well-known – not well-loved — harbour-master's idea."],
        0,
    ),
    "a word with a hyphen at the end": Case("pre- and post-war", ["The pre- and post-war quays look alike."], 0),
    "commas and ampersands": Case(
        "rope, tar & sails, all of it", ["They sold rope, tar &amp; sails, all of it at a loss."], 0
    ),
    "signs of addresses": Case("100% = 50+50? #1 / a:b;c", ["The sign said 100% = 50+50? #1 / a:b;c and no more."], 0),
    "quotation marks": Case("“We ‘meant’ it,”", ["“We ‘meant’ it,” the mayor said to the empty hall."], 0),
    "straight quotation marks": Case(
        '"We meant it," it\'s said', ['"We meant it," it\'s said in the hall, meant little.'], 0
    ),
    "the same words in straight marks before": Case(
        "the “old” bridge",
        ['They sold the "old" bridge to a circus.', "They bought the “old” bridge back from it."],
        1,
    ),
    "guillemets": Case("«Паром уйдёт в семь»", ["Сторож сказал: «Паром уйдёт в семь», и ушёл домой."], 0),
    "Cyrillic": Case(
        "мост закрыли на ремонт",
        ["В марте мост закрыли на ремонт.", "В августе мост закрыли на ремонт ещё раз."],
        1,
        place=1,
    ),
    "a long Cyrillic one": Case(SLOW, [f"{SLOW}."], 0),
    "Greek with accents": Case("η γέφυρα έκλεισε", ["Τον Μάρτιο η γέφυρα έκλεισε για έναν χρόνο."], 0),
    "markup within": Case(
        "the old bridge was closed for a year",
        ['In May <a href="/x">the <em>old</em> bri<b>dge</b></a> was closed <i>for a year</i> again.'],
        0,
    ),
    "a line break in the source": Case(
        "closed for a whole year", ["In May it was closed\n   for a\n whole year again."], 0
    ),
    "hard spaces": Case(
        "212\xa0000 people and 9.6\xa0million", ["There were 212&nbsp;000 people and 9.6&nbsp;million crowns."], 0
    ),
    "soft hyphens": Case(
        "coope\xadration of the harbours", ["The coope&shy;ration of the harbours was ended in May."], 0
    ),
    "a fragment of its own": Case(
        "nobody had counted the lamps", ["In May nobody had counted the lamps on the quay."], 0, anchor="#top"
    ),
    "from the middle of a word": Case("arpenters were paid in sal", ["The carpenters were paid in salt that year."], 0),
    "after an opening mark, before a comma": Case(
        "the bridge was closed",
        ["He wrote: “the bridge was closed”, and left.", "He said (the bridge was closed), and stayed."],
        1,
        place=1,
    ),
    "with and without accents": Case(
        "the resume of the year", ["It was the résumé of the year.", "It was the resume of the year."], 1
    ),
    "two dots that do not count": Case(
        "мост закрыт всё лето", ["В мае мост закрыт все лето.", "А в июле мост закрыт всё лето."], 1
    ),
    "a link before it says the same": Case(
        "the bridge was closed",
        ['<a href="/1">the bridge was closed</a>', "In August the bridge was closed once more, for the regatta."],
        1,
        place=-1,
    ),
    "many alike": Case(
        "the gate was shut",
        [f"On day {day} the gate was shut." for day in range(5)],
        3,
        place=3,
    ),
    "many that begin and end alike": Case(
        "the gate was shut",
        [f"So the gate was shut at dusk {day} times." for day in range(5)],
        3,
        place=3,
    ),
    "within a paragraph that stands twice": Case(
        "was asked", ["Nobody was asked.", "The council met in a tent.", "Nobody was asked."], 2, place=1
    ),
    "three in a row": Case("Not me, not me.", ["Not me, not me."] * 3, 2, place=2),
    "Japanese": Case("橋は一年間閉鎖された", ["五月に橋は一年間閉鎖された。誰も数えなかった。"], 0),
    "a long Japanese one": Case(
        "五月に橋は一年間閉鎖されたので、船頭たちは毎朝早くから渡し場に集まり、誰が最初に客を乗せるかをくじで決めた。"
        "港の子どもたちはそれを見物しながら、当たりを引いた船頭に大きな声で名前を呼びかけた。",
        [
            "市場は正午に閉まる。五月に橋は一年間閉鎖されたので、船頭たちは毎朝早くから渡し場に集まり、誰が最初に客を乗せるかをくじで決めた。"
            "港の子どもたちはそれを見物しながら、当たりを引いた船頭に大きな声で名前を呼びかけた。夜は静かだった。"
        ],
        0,
    ),
    "emoji": Case("a gull 🐦 sat on it", ["At dawn a gull 🐦 sat on it and did not move."], 0),
}

PARTED = {
    "a line break that became a space": (
        "The ice came early, the boats lay deep, and no one in the town could sleep.",
        "The ice came early,<br>the boats lay deep,<br>and no one in the town<br>could sleep.",
    ),
    "a line break that stayed one": (
        "The ice came early,\nthe boats lay deep",
        "The ice came early,<br>the boats lay deep,<br>and no one could sleep.",
    ),
    "lines of a <pre>": (
        "north wind at dawn, calm by noon, rain over the outer islands",
        "<pre>north wind at dawn,\ncalm by noon,\nrain over the outer islands</pre>",
    ),
    "a hard space beside a space": (
        "The pilot waved twice.\xa0 Nobody on the pier waved back.",
        "The pilot waved twice.&nbsp; Nobody on the pier waved back.",
    ),
    "a hard space beside a space, which became one": (
        "The pilot waved twice. Nobody on the pier waved back.",
        "The pilot waved twice.&nbsp; Nobody on the pier waved back.",
    ),
    "a word in a box": (
        "Ask for the tide table at the red hut before you cross.",
        "Ask for <a style='display:inline-block'>the tide table</a> at the red hut before you cross.",
    ),
    "a box first and a box last": (
        "Harbour dues are paid on the first Monday of each quarter at the customs house.",
        "<b style='display:inline-block'>Harbour dues</b> are paid on the first Monday of each quarter"
        " at the <b style='display:inline-block'>customs house</b>.",
    ),
    "a button of a glossary": (
        "The keel had been laid before the war and forgotten after it.",
        "The <button>keel</button> had been laid before the war and forgotten after it.",
    ),
    "a drawing in the line": (
        "All of it stands in the harbour book of that year.",
        "All of it stands in <a>the harbour book <svg width='9' height='9'></svg></a> of that year.",
    ),
    "a note mark amid the words": (
        "The dredger moved 412 tonnes of silt in a week and sank in the next.",
        "The dredger moved 412<sup>7</sup> tonnes of silt in a week and sank in the next.",
    ),
    "a note mark at the last word": (
        "Not one of the pilots had been asked about the new channel.",
        "Not one of the pilots had been asked about the new channel<sup><a>[12]</a></sup>.",
    ),
    "note marks all over": (
        "The fog lasted nine days, the horn was heard in four parishes, and two bells cracked from the cold.",
        "The fog<sup>1</sup> lasted nine days<sup>2</sup>, the horn was heard in four parishes<sup>3</sup>,"
        " and two bells cracked<sup>4</sup> from the cold<sup>5</sup>.",
    ),
    "a label for screen readers": (
        "More is told in the report of the two engineers, which nobody read.",
        "More is told in <a>the report<span style='position:absolute;clip-path:inset(50%)'>(new tab)</span></a>"
        " of the two engineers, which nobody read.",
    ),
    "an initial that floats": (
        "Every winter the lamps were lit an hour earlier than the almanac asked for.",
        "<span style='float:left;font-size:3em'>E</span>very winter the lamps were lit an hour earlier than the"
        " almanac asked for.",
    ),
    "an initial of the style sheet": (
        "Когда пришли льды, никто уже не помнил, кому принадлежит старый причал и кто должен его чинить.",
        "<style>.cap::first-letter { float: left; font-size: 3em }</style><div class='cap'>Когда пришли льды, никто уже"
        " не помнил, кому принадлежит старый причал и кто должен его чинить.</div>",
    ),
    "readings over rare letters": (
        "霧が深い朝、船頭たちは、渡し場の鐘を三度鳴らした。",
        "<ruby>霧<rt>きり</rt></ruby>が深い朝、船頭たちは、渡し場の<ruby>鐘<rt>かね</rt></ruby>を三度鳴らした。",
    ),
    "cells of a table": (
        "Herring landed at the inner quay 1,204 barrels",
        "<table><tr><td>Herring landed at the inner quay</td><td>1,204 barrels</td></tr></table>",
    ),
    "marks that the page draws": (
        "Asked why, the keeper said “the lamp does not care” and went up again.",
        "Asked why, the keeper said <q>the lamp does not care</q> and went up again.",
    ),
    "struck out": (
        "The toll is four crowns for a cart and one for a person on foot.",
        "The toll is <del>three</del> four crowns for a cart and <s>free</s> one for a person on foot.",
    ),
    "a long one, with an initial and a note": (
        f"{LONG} So it went on until the ice came.",
        f"<i style='float:left'>{LONG[0]}</i>{LONG[1:]} So it went on until the ice came<sup>4</sup>.",
    ),
}
"""What the article says, and the page that says it: the browser finds no whole sentence there."""


def as_page(case: Case) -> str:
    """Return a tall page in which no two paragraphs are seen at once."""
    texts = [FILLER[0], FILLER[1], *case.paragraphs, FILLER[2], FILLER[3], FILLER[4]]
    return page_of([f'<p id="p{number - 2}">{text}</p>' for number, text in enumerate(texts)])


def page_of(pieces: Sequence[str]) -> str:
    body = "".join(pieces)
    head = "<title>A bridge for nobody</title><style>[id^=p] { margin-bottom: 3000px }</style>"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
        f"<body><article><h1 id='top'>A bridge for nobody</h1>{body}</article></body></html>"
    )


@asynccontextmanager
async def served(page: str) -> AsyncIterator[str]:
    """Serve a page on this computer and give its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = page.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bridge"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
async def test_the_link_of_a_quote_lands_on_its_words(case: Case, browser: Browser) -> None:
    async with served(as_page(case)) as address:
        href = link_of(case, address)
        seen = await seen_at(href, browser)
    assert seen == [f"p{case.lands_in}"], href


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("words", "markup"), PARTED.values(), ids=PARTED.keys())
async def test_it_lands_where_the_page_parts_the_words(words: str, markup: str, browser: Browser) -> None:
    said = [*FILLER[:3], f"{words} And so on.", *FILLER[3:]]
    href, seen = await landing([*FILLER[:3], markup, *FILLER[3:]], said, words, browser)
    assert seen == ["p3"], href
    assert len(href) < LONGEST_LINK


@pytest.mark.asyncio(loop_scope="module")
async def test_it_lands_on_a_row_whose_cells_stand_in_other_rows_too(browser: Browser) -> None:
    rows = (
        "Quay | Northern lamps | 8 | None lit.",
        "Quay | Northern lamps | 9 | None lit.",
        "Quay | Buoys | 9 | None lit.",
    )
    tables = [f"<table><tr><td>{row.replace(' | ', '<td>')}</table>" for row in rows]
    href, seen = await landing([*FILLER[:2], *tables, *FILLER[2:]], [*FILLER[:2], *rows, *FILLER[2:]], rows[1], browser)
    assert seen == ["p3"], href


@pytest.mark.asyncio(loop_scope="module")
async def test_it_lands_on_lines_of_a_song_that_are_sung_twice(browser: Browser) -> None:
    lines = "Row over in the morning, my dear old friend,\nrow over"
    said = [FILLER[0], lines, FILLER[1], lines, *FILLER[2:]]
    pieces = [text.replace("\n", "<br>") for text in said]
    href, seen = await landing(pieces, said, lines, browser, -1)
    assert seen == ["p3"], href


ADVERTISED = {
    "before the second": (-1, [3]),
    "behind the second": (-1, [4]),
    "around the first": (0, [1, 2]),
}
"""Which of the two places is quoted, and before which pieces of the page an advertisement stands."""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("place", "before"), ADVERTISED.values(), ids=ADVERTISED.keys())
async def test_it_lands_on_words_that_stand_twice_beside_what_is_no_article(
    place: int, before: Sequence[int], browser: Browser
) -> None:
    twice = "Nobody was asked."
    said = [FILLER[0], twice, FILLER[1], twice, *FILLER[2:]]
    pieces = [f"{'Buy more rope.<br>' * (at in before)}{text}" for at, text in enumerate(said)]
    href, seen = await landing(pieces, said, twice, browser, place)
    assert seen == [f"p{[1, 3][place]}"], href


SIDEWAYS = {
    "right to left": (
        "في الربيع أغلق الجسر القديم عاما كاملا، ولم يسأل أحد لماذا.",
        'dir="rtl" lang="ar"',
        "",
    ),
    "right to left, with numbers and Latin words": (
        "בשנת 1931 נבנה המזח על ידי חברת Borel & Co. ונשרף כעבור 12 שנים.",
        'dir="rtl" lang="he"',
        "",
    ),
    "in columns": (
        "霧の朝、渡し場の鐘が三度鳴り、船頭たちは誰も来ないと知った。",
        'lang="ja"',
        "html { writing-mode: vertical-rl }",
    ),
}
"""Words, the attributes of a page, and its style."""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("words", "attributes", "style"), SIDEWAYS.values(), ids=SIDEWAYS.keys())
async def test_it_lands_whatever_way_the_page_is_written(
    words: str, attributes: str, style: str, browser: Browser
) -> None:
    texts = [*FILLER[:3], words, *FILLER[3:]]
    body = "".join(f'<p id="p{number}">{text}</p>' for number, text in enumerate(texts))
    style = f"<style>p {{ margin-block-end: 3000px }} {style}</style>"
    markup = (
        f"<!doctype html><html {attributes}><meta charset=utf-8><title>A bridge</title>{style}<h1>A bridge</h1>{body}"
    )
    async with served(markup) as address:
        snapshot = read(Source(markup.encode(), content_type="text/html", url=address))
        start = snapshot.text.index(words)
        href = quotes.cut(snapshot, start, start + len(words), 1.0).href or ""
        assert await seen_at(href, browser) == ["p3"], href


async def landing(
    pieces: Sequence[str], said: Sequence[str], words: str, browser: Browser, place: int = 0
) -> tuple[str, Sequence[str]]:
    """Serve pieces of a page, of which the article says so much, and return a quote's link and what is seen there."""
    markup = [f'<div id="p{number}">{text}</div>' for number, text in enumerate(pieces)]
    parts = tuple((PassageKind.PARAGRAPH, text) for text in said)
    async with served(page_of(markup)) as address:
        snapshot = take_snapshot(ExtractedText("A bridge for nobody", parts, "en", url=address))
        start = places(words, snapshot.text)[place]
        href = quotes.cut(snapshot, start, start + len(words), 1.0).href or ""
        return href, await seen_at(href, browser)


async def seen_at(href: str, browser: Browser) -> list[str]:
    page = await browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    await page.goto(href)
    try:
        return await paragraphs_seen(page)
    finally:
        await page.close()


async def paragraphs_seen(page: Page) -> list[str]:
    """Wait until the page has scrolled, and return the paragraphs in sight."""
    await page.wait_for_function("scrollX || scrollY", timeout=5_000)
    seen: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("[id^=p]")].filter(one => {
            const box = one.getBoundingClientRect()
            return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        }).map(one => one.id)"""
    )
    return seen


def link_of(case: Case, address: str) -> str:
    """Read the page as the bot does and return the link of the quote."""
    snapshot = read(Source(as_page(case).encode(), content_type="text/html", url=address + case.anchor))
    start = places(case.quoted, snapshot.text)[case.place]
    quote = quotes.cut(snapshot, start, start + len(case.quoted), 1.0)
    assert quote.href is not None
    return quote.href


def places(words: str, text: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(words, place)]
