"""Links that land: a quote's link opens the served article at the very words, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.article import quoting
from bot.article.reading import Source, read
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


def as_page(case: Case) -> str:
    """Return a tall page in which no two paragraphs are seen at once."""
    texts = [FILLER[0], FILLER[1], *case.paragraphs, FILLER[2], FILLER[3], FILLER[4]]
    body = "".join(f'<p id="p{number - 2}">{text}</p>' for number, text in enumerate(texts))
    head = "<title>A bridge for nobody</title><style>p { margin-bottom: 3000px }</style>"
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
        page = await browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
        await page.goto(href)
        seen = await paragraphs_seen(page)
        await page.close()
    assert seen == [f"p{case.lands_in}"], href


async def paragraphs_seen(page: Page) -> list[str]:
    """Wait until the page has scrolled, and return the paragraphs in sight."""
    await page.wait_for_function("scrollY > 0", timeout=5_000)
    seen: list[str] = await page.evaluate(
        """() => [...document.querySelectorAll("p")].filter(one => {
            const box = one.getBoundingClientRect()
            return box.bottom > 0 && box.top < innerHeight
        }).map(one => one.id)"""
    )
    return seen


def link_of(case: Case, address: str) -> str:
    """Read the page as the bot does and return the link of the quote."""
    snapshot = read(Source(as_page(case).encode(), content_type="text/html", url=address + case.anchor))
    start = [place for place in range(len(snapshot.text)) if snapshot.text.startswith(case.quoted, place)][case.place]
    quote = quoting.cut(snapshot, start, start + len(case.quoted), 1.0)
    assert quote.href is not None
    return quote.href
