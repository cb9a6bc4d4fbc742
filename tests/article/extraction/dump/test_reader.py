"""Raw dumps: what a person who pasted a whole page sees kept, and what dropped and why."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.extraction import Source, read, read_text
from bot.article.extraction.dump.reader import read_dump
from bot.article.snapshot import ExtractedText, PassageKind, Snapshot

DUMPS = Path(__file__).parents[3] / "golden" / "dumps"
REAL = Path(__file__).parents[4].parent / "shared" / "articles" / "belarus-russia-baskets.txt"


def dump(name: str) -> ExtractedText:
    return read_dump((DUMPS / f"{name}.txt").read_text(encoding="utf-8"))


def words(reading: ExtractedText, kind: PassageKind) -> list[str]:
    return [words for found, words in reading.parts if found is kind]


def paragraphs(reading: ExtractedText) -> list[str]:
    return words(reading, PassageKind.PARAGRAPH)


def reasons(reading: ExtractedText) -> dict[str, str]:
    return {dropped.text: str(dropped.reason) for dropped in reading.dropped}


@pytest.fixture(scope="module")
def real() -> Snapshot:
    if not REAL.exists():
        pytest.skip("the real dump is not beside this checkout")
    return read(Source(REAL.read_bytes(), name=REAL.name))


def test_a_real_dump_says_who_wrote_what_when(real):
    assert real.title == "Belarus and Russia: not in one but different baskets"
    assert real.authors == ("Hanna Vasilevich",)
    assert (real.published, real.section, real.language) == ("2024-04-08", "Articles and Commentary", "en")
    assert real.sha256 == hashlib.sha256(real.text.encode()).hexdigest()


def test_a_real_dump_keeps_each_line_of_the_article_as_it_was(real):
    lines = [line.strip() for line in REAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    kinds = [passage.kind for passage in real.passages]

    assert [real.words_of(passage) for passage in real.passages] == [lines[2], lines[3], *lines[5:22]]
    assert kinds[:3] == [PassageKind.HEADLINE, PassageKind.STANDFIRST, PassageKind.CAPTION]
    assert kinds[3:] == [PassageKind.PARAGRAPH] * 15 + [PassageKind.NOTE]


def test_a_real_dump_drops_the_rest_with_reasons(real):
    lines = [line.strip() for line in REAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [str(dropped.reason) for dropped in real.dropped]

    assert [dropped.text for dropped in real.dropped] == [*lines[:2], lines[4], *lines[22:]]
    assert found[:6] == ["navigation", "navigation", "byline", "donation plea", "ornament", "footer"]
    assert set(found[6:]) == {"footer", "cookie notice", "privacy notice"}


def test_a_page_with_menus_and_comments():
    reading = dump("river")

    assert reading.title == "Should the river be reopened?"
    assert (reading.authors, reading.published, reading.section) == (("Jane Doe",), "2023-05-03", "Opinion")
    assert words(reading, PassageKind.STANDFIRST) == ["The council wants boats back. The swimmers got there first."]
    assert words(reading, PassageKind.CAPTION) == ["People on the old pier at dawn. Photo: Tom Reed / Alder Post"]
    assert words(reading, PassageKind.HEADLINE) == [reading.title, "What the boats would change"]
    assert words(reading, PassageKind.NOTE) == ["Jane Doe is the city correspondent of The Alder Post."]
    assert paragraphs(reading) == [
        "The river was closed to boats in 1998.",
        "Nobody minded.",
        "Then, in spring 2021, swimmers came, first in twos and threes, then in hundreds.",
        "“Why not?” asked Lena Fox.",
        "“No.”",
        "She swims each morning before work and says that the water has never been cleaner.",
        "According to the harbour office, 40 boats a day would pass the pier.",
        "“We cannot have both,” the harbour master, Paul Stein, argues.",
        "And yet they must.",
    ]


def test_each_dropped_line_of_a_page_has_its_reason():
    found = reasons(dump("river"))

    assert found["Skip to main content"] == "navigation"
    assert found["Should the river be reopened? - The Alder Post"] == "title again"
    assert found["By Jane Doe | 3 May 2023"] == "byline"
    assert found["Facebook"] == "share buttons"
    assert found["Advertisement"] == "advertisement"
    assert found["Ten walks along the river"] == "related links"
    assert found["Your email"] == "newsletter"
    assert found["I loved this piece, thank you so much for writing it."] == "comments"
    assert found["Terms of Use | Privacy Policy | Contact"] == "footer"


def test_no_paragraph_of_a_list_or_a_short_line_is_lost():
    reading = dump("free_buses")

    assert (reading.authors, reading.published, reading.section) == (("Jane Doe",), "2023-05-03", "Opinion")
    assert paragraphs(reading)[-5:] == [
        "The city paid for the buses out of the parking fees, which fell because people took the bus.",
        "Bread",
        "Milk",
        "Eggs",
        "That is what a monthly ticket used to cost, says Ola Berg.",
    ]


def test_a_magazine_with_headings_that_are_questions_and_many_links():
    reading = dump("trees")

    assert reading.title == "WHY WE SHOULD PLANT FEWER TREES"
    assert (reading.authors, reading.published, reading.section) == (("Nora Pike",), "2024-06-12", "Essays")
    assert words(reading, PassageKind.STANDFIRST) == [
        "A forest is not a number. Yet the city counts saplings as if it were."
    ]
    assert words(reading, PassageKind.HEADLINE)[1:] == ["1. Count what lives", "2. Count what it costs"]
    assert len(words(reading, PassageKind.CAPTION)) == 1
    assert len(words(reading, PassageKind.NOTE)) == 2
    assert len(paragraphs(reading)) == 7
    assert paragraphs(reading)[-2:] == ["Is that too much?", "No."]
    assert reasons(reading)["ecology"] == "tags"
    assert reasons(reading)["A short history of shade"] == "related links"
    assert reasons(reading)["Home › Essays › Cities"] == "navigation"


def test_lines_broken_at_a_width_are_joined_by_one_space():
    reading = dump("wrapped")

    assert reading.title == "The Quiet Lamps of Port Alder"
    assert (reading.authors, reading.published) == (("Jane Doe",), "2023-05-03")
    assert len(paragraphs(reading)) == 4
    assert paragraphs(reading)[0].startswith(
        "For thirty years the street lamps of Port Alder burned all night, whether anybody"
    )
    assert paragraphs(reading)[2] == "It was cheap."


@pytest.mark.parametrize(
    ("name", "title", "author", "published", "language", "dialogue"),
    [
        ("night_tram_ru", "Должен ли трамвай ходить ночью?", "Анна Берг", "2023-05-14", "ru", "— Рубль."),
        ("trams_be", "Каму патрэбны начны трамвай?", "Ганна Берг", "2025-05-14", "be", "— Рубель."),
        ("tramvai_uk", "Кому потрібен нічний трамвай?", "Анна Берг", "2025-05-14", "uk", "— Скільки коштує квиток?"),
        (
            "autobusy_pl",
            "Czy autobusy powinny być darmowe?",
            "Jan Kowalski",
            "2023-05-03",
            "pl",
            "„To był błąd” — mówi burmistrz Ewa Lis.",
        ),
        (
            "zibintai_lt",
            "Lietuvos vakarai",
            "Jonas Jonaitis",
            "2023-05-03",
            "lt",
            "Taip sako mero patarėja Ona Lapė.",
        ),
        (
            "laternen_de",
            "Die stillen Laternen von Erlenhafen",
            "Anna Schmidt",
            "2025-05-03",
            "de",
            "Heute hört man das Meer.",
        ),
    ],
    ids=["ru", "be", "uk", "pl", "lt", "de"],
)
def test_pages_in_the_languages_of_the_region(name, title, author, published, language, dialogue):
    reading = dump(name)

    assert (reading.title, reading.authors, reading.published) == (title, (author,), published)
    assert reading.language == language
    assert dialogue in paragraphs(reading)
    furniture = {"related links", "share buttons", "footer", "navigation", "newsletter"}
    assert furniture & set(reasons(reading).values())
    kept = " ".join(paragraphs(reading))
    assert not any(
        cue in kept for cue in ("также", "таксама", "також", "Czytaj", "Skaitykite", "Lesen", "прав", "Rechte")
    )


BODY = [
    "The council switched the lamps off in May, and nobody on the quay noticed until June.",
    "“They hummed,” says Marta Lind, who lit them for thirty years.",
    "Now one hears the sea.",
]


@pytest.mark.parametrize(
    ("head", "authors", "published", "section"),
    [
        ([], (), None, None),
        (["By Jane Doe | 3 May 2023"], ("Jane Doe",), "2023-05-03", None),
        (["By JANE DOE and John Roe, Transport Correspondent"], ("JANE DOE", "John Roe"), None, None),
        (["Text: Jane Doe"], ("Jane Doe",), None, None),
        (["2023-05-03"], (), "2023-05-03", None),
        (["Published on May 3, 2023 | Updated 4 May 2023 10:45 CET"], (), "2023-05-03", None),
        (["Posted by Jane Doe on 3 May 2023", "5 min read"], ("Jane Doe",), "2023-05-03", None),
        (["Jane Doe", "3rd May 2023, 14:05"], ("Jane Doe",), "2023-05-03", None),
        (["Opinion / 03.05.2023 / Jane Doe"], ("Jane Doe",), "2023-05-03", "Opinion"),
        (["Wednesday, 3 May 2023 · Jane Doe · World News"], ("Jane Doe",), "2023-05-03", "World News"),
        (["05/03/2023"], (), None, None),
        (["3 мая 2023 г. | Автор: Анна Берг"], ("Анна Берг",), "2023-05-03", None),
        (["2023 m. gegužės 3 d. Jonas Jonaitis"], ("Jonas Jonaitis",), "2023-05-03", None),
    ],
    ids=lambda value: " ".join(value) or "no byline" if isinstance(value, list) else "",
)
def test_bylines_of_many_papers(head, authors, published, section):
    reading = read_dump("\n".join(["The lamps of Port Alder are off", *head, *BODY]))

    assert reading.title == "The lamps of Port Alder are off"
    assert (reading.authors, reading.published, reading.section) == (authors, published, section)
    assert paragraphs(reading) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "On 3 May 2023, the council voted.",
        "Share.",
        "Close.",
        "“We use cookies,” the baker said, and laughed.",
        "Support for the plan fell to 40 percent.",
        "Comment is free, they used to say.",
        "By then it was over.",
        "Please support the bill, he said, or walk.",
        "More on that later.",
        "…",
        "Yes!",
    ],
)
def test_sentences_that_look_like_furniture_stay(line):
    reading = read_dump("\n".join(["The lamps of Port Alder are off", BODY[0], BODY[1], line, BODY[2]]))
    assert paragraphs(reading) == [BODY[0], BODY[1], line, BODY[2]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Read more: How the mill was saved", "related links"),
        ("Story continues below advertisement", "advertisement"),
        ("Sign up for our newsletter and never miss a story.", "newsletter"),
        ("Please support our magazine with a small sum.", "donation plea"),
        ("* * *", "ornament"),
        ("Share on Facebook", "share buttons"),
        ("Мы используем файлы cookie, чтобы сайт работал лучше.", "cookie notice"),
        ("Wesprzyj nas już dziś", "donation plea"),
        ("Prenumeruokite mūsų naujienlaiškį", "newsletter"),
        ("Ця політика приватності пояснює, як ми працюємо з даними.", "privacy notice"),
        ("Home | News | Sport | Weather", "navigation"),
    ],
)
def test_furniture_goes_even_from_the_middle_of_an_article(line, reason):
    reading = read_dump("\n".join(["The lamps of Port Alder are off", BODY[0], line, *BODY[1:]]))
    assert paragraphs(reading) == BODY
    assert reasons(reading) == {line: reason}


def test_paragraphs_below_a_link_and_a_photo_with_an_agency_stay():
    """A lost end of an article would be worse than a kept line of links."""
    more = ["Read more: How the mill was saved", "© Reuters", "So the harbour sleeps, and so does its master."]
    reading = read_dump("\n".join(["The lamps of Port Alder are off", *BODY * 3, *more]))
    assert paragraphs(reading) == [*BODY * 3, more[-1]]


@pytest.mark.parametrize(
    "lines",
    [
        ["It rained.", "What now", "The whole town waited at the station for hours."],
        ["On lamps", "The lamps burn all night.", "Nobody", "minds it at all."],
        ["Rain", "It rained.", "Nobody came.", "“No.”", "It was over before anybody knew that it was."],
        ["Yes.", "No.", "Perhaps it is so, and perhaps it is not so at all."],
    ],
    ids=" / ".join,
)
def test_no_short_line_of_a_bare_text_is_lost(lines):
    reading = read_dump("\n".join(lines))
    assert [words for _, words in reading.parts] == lines
    assert not reading.dropped


def test_a_text_without_title_is_called_by_its_first_sentence():
    snapshot = read_text(
        "The lake is warmer than it was. " + "In 1970 the ice stayed until April, and the fish knew it. " * 3
    )
    assert snapshot.title == "The lake is warmer than it was."
    assert [passage.kind for passage in snapshot.passages] == [PassageKind.PARAGRAPH]


@pytest.mark.parametrize(
    "text",
    ["Buses should be free.", "Should city buses be free?", "One bus is enough\n\nThe village needs no more than one."],
)
def test_a_single_sentence_is_an_article(text):
    snapshot = read_text(text)
    assert snapshot.paragraphs()
    assert all(part in snapshot.text for part in text.split("\n\n"))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.text(alphabet="aбЖ “”«»’\xa0\xad\u0301é🚌👩‍👩‍👧1.,?!—", min_size=1, max_size=60).map(
            lambda words: f"The bus {words} went on, and nobody was surprised by it."
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_character_of_a_paragraph_is_changed(sentences):
    snapshot = read_text("\n\n".join(["A title of some words", *sentences]))
    assert [snapshot.words_of(passage) for passage in snapshot.paragraphs()] == sentences


@pytest.mark.parametrize(
    "line",
    [
        "Comments\n",
        "Opinion\n",
        "By Jane Doe | 3 May 2023\n",
        "Photo: ",
        " - ",
        "1",
        ".",
        "A good title line\n",
        "“",
        "a \xa0",
    ],
    ids=repr,
)
def test_hostile_dumps_are_read_in_time(line):
    """If the time grew faster than the text, it would not end before the test is given up."""
    read_dump("A title\n" + line * (450_000 // len(line)) + "\nAnd here is the only sentence of it.")


PAGE = [
    *("Home", "City", "Harbour", "Sport", "Weather", "Jobs", "Archive", "Letters", "Podcasts"),
    "The mill that nobody wanted to buy",
    "Ferry to the islands is late again",
    "Ten walks along the river",
    "A school without bells opens on Monday",
    "Port Alder keeps its lamps off at night",
    "By Jane Doe | 3 May 2023",
    "Share on Facebook",
    "The council of Port Alder switched the lamps off in May, and nobody on the quay noticed it until June.",
    "“They hummed all night,” says Marta Lind, who lit the lamps of the port for thirty years.",
    "At night",
    "Without the lamps one hears the sea from each window of the old town, and the council wants to keep it so.",
    "Most popular",
    *[word for name in "ABCDE" for word in (f"The secret garden of tower {name}", "2 days ago", f"Tower {name}")],
    "This week our reporter walked through the garden of the tower and found a door that nobody had opened.",
    *("Imprint", "Jobs", "Advertise with us", "Newsletter", "Contact", "Cookies"),
]


def test_of_a_whole_page_the_densest_prose_is_the_article():
    snapshot = read_text("\n".join(PAGE))

    assert (snapshot.title, snapshot.authors, snapshot.published) == (PAGE[13], ("Jane Doe",), "2023-05-03")
    assert [snapshot.words_of(passage) for passage in snapshot.passages] == [PAGE[13], *PAGE[16:20]]


def test_a_title_behind_a_label_and_above_its_standfirst_is_found():
    lines = [
        *PAGE[:9],
        "Share this story: Port Alder keeps its lamps off at night",
        PAGE[13],
        "The sea is heard again",
        *PAGE[14:],
    ]
    assert read_text("\n".join(lines)).title == PAGE[13]


SHIPS = [f"Ship {number}" for number in range(70)]
LIST = [line for name in "ABCDE" for line in ("TOWN", f"Why the council of Port Alder sold lamp {name}", "2 May 2022")]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            [
                *("The lamps go out", "On the quay nobody noticed until June that the night is dark again."),
                *("The council of Port Alder on the old quay in May", "© Ida Falk", "3 May 2023"),
            ],
            "The lamps go out",
        ),
        (["Start > Port Alder > Lamps of the port", "The lamps go out", "3 May 2023"], "The lamps go out"),
        (["START / PORT ALDER / LAMPS", "The lamps go out", "3 May 2023"], "The lamps go out"),
        (["The lamps go out", "Nobody noticed", "By Jane Doe", *SHIPS, *LIST], "The lamps go out"),
        (["Dark nights at sea", "3 May 2023", "• Lamps: the council of Port Alder and the quay"], "Dark nights at sea"),
    ],
    ids=["picture", "path", "path of slashes", "teasers", "item"],
)
def test_the_title_of_a_page_is_the_line_for_which_most_speaks(head, title):
    assert read_text("\n".join([*PAGE[:9], *head, *PAGE[16:]])).title == title


def test_a_title_in_japanese_that_shares_letters_with_its_body_is_found():
    lines = [
        "お客様のための法律相談なら港の事務所へどうぞ［東京・港区］",
        "無料相談・お問い合わせ",
        "港の街灯が消えた！？",
        "2023年5月3日",
        "市議会は五月に港の街灯を消すことを決め、六月まで誰も気づかなかった。",
        "「街灯は一晩中うなっていた」と元係員は話した。",
    ]
    assert read_text("\n".join(lines)).title == lines[2]


def test_who_wrote_an_article_below_a_standfirst_of_sentences_is_no_paragraph():
    standfirst = "The lamps of the port are off. On the quay nobody noticed it until June."
    signs = ["By Jane Doe, Alder News", "May 3, 2023 at 9:15 am", "Updated 2 hours ago"]
    reading = read_dump("\n".join([PAGE[13], standfirst, *signs, *PAGE[16:20]]))

    assert not set(signs) & {words for _, words in reading.parts}
    assert PAGE[16] in paragraphs(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders of the old lamps say that nobody may draw them without leave.",
        "© is a letter that nobody on the quay had ever seen before that day.",
    ],
)
def test_prose_amid_prose_that_begins_like_a_footer_stays(line):
    assert line in paragraphs(read_dump("\n".join(["The lamps of Port Alder are off", *BODY[:2], line, BODY[0]])))


def test_a_title_that_begins_like_a_share_button_stays():
    assert read_dump("\n".join(["Share the quay with the gulls", *BODY])).title == "Share the quay with the gulls"


def test_words_that_a_printer_broke_are_whole_and_compounds_keep_their_hyphen():
    reading = read_dump(
        "The lamps of the port are off\n\nThe long-term plan of the town was to switch off the lamps of the har-\n"
        "bour at midnight, and the com-\nmittee, which had met for a week, said that this long-\n"
        "term plan was the only one that every-\nbody on the quay could live with in the end.\n"
    )
    kept = " ".join(paragraphs(reading))
    assert all(word in kept for word in ("harbour", "committee", "this long-term plan", "everybody"))


def test_a_message_in_japanese_has_a_title_and_paragraphs():
    lines = [
        "港の街灯が夜に消えた理由",
        "市議会は五月に街灯を消すことを決め、六月まで誰も気づかなかった。",
        "「灯りは一晩中うなっていた」と元係員は話した。",
    ]
    reading = read_dump("\n".join(["ホーム", "地域", "天気", *lines, "会社案内"]))
    assert (reading.title, paragraphs(reading)[:2]) == (lines[0], lines[1:])
