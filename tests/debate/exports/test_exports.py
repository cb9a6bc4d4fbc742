"""Exports: what another program reads in them is what was said, and nobody is found out by them."""

import csv
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.library import as_rows
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot
from bot.debate import opinions
from bot.debate.exports import archive, collect, render, write
from bot.debate.exports.annotations import collection, iri
from bot.debate.exports.argdown import document
from bot.debate.exports.debate import (
    MIN_BALLOT_VOTERS,
    Anchor,
    Debate,
    ExportedCounterpoint,
    ExportedGroup,
    ExportedVote,
    groups_of,
    in_batches,
    pseudonyms,
)
from bot.debate.exports.plain_json import content
from bot.debate.exports.polis import guarded, tables, unguarded
from bot.debate.opinions.polis_files import read_folder
from bot.texts import Refusal
from storage import articles, chats
from storage import counterpoints as rows
from storage import votes as storage_votes
from storage.chats import Place
from storage.counterpoints import SHOWN, CounterpointKind, CounterpointStatus, Stance, Tally
from tests.databases import database, empty_database  # noqa: F401 - fixtures

NOW = datetime(2026, 11, 22, 15, 4, 5, 678000, tzinfo=UTC)
FIRST = "Buses are free since May. Most new riders had walked before 😀, says the city."
SECOND = "Buses are full now. Nobody — “not even the mayor” — gets a seat."


def an_article(url="https://example.org/buses", paragraphs=(FIRST, SECOND)):
    parts = ((PassageKind.HEADLINE, "Free buses"), *((PassageKind.PARAGRAPH, words) for words in paragraphs))
    return take_snapshot(ExtractedText("Free buses", parts, "en", url=url))


ARTICLE = an_article()


def at(words, article=ARTICLE):
    start = article.text.index(words)
    return Anchor(article, start, start + len(words))


def a_counterpoint(number=1, **changes):
    plain = ExportedCounterpoint(
        number=number,
        kind=CounterpointKind.COUNTER,
        parent=None,
        text=f"Point {number}.",
        links=(),
        anchor=None,
        status=CounterpointStatus.OPEN,
        reason=None,
        canonical=None,
        tally=Tally(),
        author=100,
        reply=None,
        submitted_at=NOW - timedelta(days=3),
    )
    return replace(plain, **changes)


def a_vote(voter, counterpoint, stance=Stance.AGREE, hours=0):
    return ExportedVote(voter, counterpoint, stance, NOW - timedelta(days=2) + timedelta(hours=hours))


def a_debate(*counterpoints, votes=(), snapshot=ARTICLE):
    return Debate(UUID(int=7), snapshot, counterpoints, tuple(votes))


def merged(number, canonical, **changes):
    return a_counterpoint(number, status=CounterpointStatus.MERGED, canonical=canonical, **changes)


def rows_of(debate, name):
    return list(csv.DictReader(StringIO(tables(debate)[name], newline="")))


# Hostile texts: what breaks CSV, spreadsheets, JSON, Argdown and YAML, alone and within others.
SIGNS = [
    *"=+-@;:,.'\"\\[]<>{}#*_/()~`|%&!?ABab12 \t\n\r\0\x1b\x7f\x85\u2028\u2029\u00a0\u200b\u202e\ufeff＝＋😀é",
    *(
        "===",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "}}",
        "--",
        "->",
        "+>",
        "<+",
        "><",
        "[#1]:",
        "[#1]",
        "]:",
        "](",
        "<a>:",
        "@[x]",
    ),
    *("\n\n", "\r\n", "\n  -> [#2]", "\n(1) ", "\n# ", "{a: b}", ".A.", ":E:", "**a**", "__", "[a](b)", "#(tag)"),
    *("=cmd|' /C calc'!A0", ';"=1+1', "\n-1", "Buses", "</script>", "\\u0000"),
]
HOSTILE = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
STATUSES = st.sampled_from(CounterpointStatus)


@st.composite
def debates(draw):
    """Any debate, however its texts, its parents and its merges look."""
    article = take_snapshot(
        ExtractedText(
            draw(HOSTILE),
            tuple((PassageKind.PARAGRAPH, draw(HOSTILE) + "words") for _ in range(2)),
            "en",
            url=draw(st.one_of(st.none(), HOSTILE)),
        )
    )
    numbers = range(1, draw(st.integers(1, 5)) + 1)
    one_of_them = st.sampled_from(numbers)
    counterpoints = tuple(_drawn(draw, number, article, one_of_them) for number in numbers)
    pairs = draw(st.sets(st.tuples(one_of_them, st.integers(0, 3)), max_size=8))
    votes = tuple(
        a_vote(voter, number, draw(st.sampled_from(Stance)), draw(st.integers(0, 99)))
        for number, voter in sorted(pairs)
    )
    return Debate(UUID(int=draw(st.integers(0, 9))), article, counterpoints, votes)


def _drawn(draw, number, article, one_of_them):
    status = draw(STATUSES)
    start = draw(st.integers(0, len(article.text) - 1))
    anchor = Anchor(article, start, draw(st.integers(start + 1, len(article.text))))
    return a_counterpoint(
        number,
        kind=draw(st.sampled_from(CounterpointKind)),
        parent=draw(st.one_of(st.none(), one_of_them)),
        text=None if status is CounterpointStatus.WITHDRAWN else draw(HOSTILE),
        links=tuple(draw(st.lists(HOSTILE, max_size=2))),
        anchor=draw(st.sampled_from([None, anchor])),
        status=status,
        canonical=draw(one_of_them) if status is CounterpointStatus.MERGED else None,
        reply=draw(st.one_of(st.none(), HOSTILE)),
    )


class TestPolis:
    @pytest.mark.parametrize(
        ("status", "moderated"),
        [("open", "1"), ("closed", "1"), ("held", "0"), ("rejected", "-1"), ("withdrawn", "-1"), ("merged", "-1")],
    )
    def test_every_counterpoint_has_its_line_and_what_became_of_it(self, status, moderated):
        (line,) = rows_of(a_debate(a_counterpoint(12, status=CounterpointStatus(status))), "comments.csv")
        assert (line["comment-id"], line["moderated"], line["comment-body"]) == ("12", moderated, "Point 12.")

    def test_withdrawn_words_are_left_out(self):
        gone = a_counterpoint(1, status=CounterpointStatus.WITHDRAWN, text=None)
        (line,) = rows_of(a_debate(gone, votes=[a_vote(0, 1)]), "comments.csv")
        assert (line["comment-body"], line["agrees"]) == ("", "1")

    def test_the_files_look_as_those_of_polis(self):
        votes = [a_vote(0, 1), a_vote(1, 1, Stance.DISAGREE), a_vote(1, 2, Stance.PASS)]
        debate = a_debate(a_counterpoint(1), a_counterpoint(2, text='He said "no",\nthen left'), votes=votes)
        assert tables(debate) == {
            "comments.csv": "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,is-meta,comment-body\n"
            '1795100645678,"Thu Nov 19 15:04:05 UTC 2026",1,100,1,1,1,"false","Point 1."\n'
            '1795100645678,"Thu Nov 19 15:04:05 UTC 2026",2,100,0,0,1,"false","He said ""no"",\nthen left"\n',
            "votes.csv": "timestamp,datetime,comment-id,voter-id,vote\n"
            "1794787200000,Mon Nov 16 00:00:00 UTC 2026,1,0,1\n"
            "1794787200000,Mon Nov 16 00:00:00 UTC 2026,1,1,-1\n"
            "1794787200000,Mon Nov 16 00:00:00 UTC 2026,2,1,0\n",
            "participants-votes.csv": "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n"
            "0,,,1,1,0,1,\n"
            "1,,,2,0,1,-1,0\n",
        }

    @pytest.mark.parametrize(
        "texts",
        [
            ("No", "- they don't come\n- they don't call"),
            ("'Free' is a word, 'paid' another", "=1+1;'2'", "@all: who's 'they'?"),
            ("x",),
        ],
    )
    def test_whoever_guesses_how_the_file_is_written_guesses_right(self, texts):
        made = tables(a_debate(*(a_counterpoint(number, text=text) for number, text in enumerate(texts, 1))))
        found = csv.Sniffer().sniff(made["comments.csv"])
        lines = list(csv.DictReader(StringIO(made["comments.csv"], newline=""), dialect=found))
        assert [unguarded(line["comment-body"]) for line in lines] == list(texts)

    def test_a_merge_unites_votes_and_the_latest_of_a_person_stands(self):
        votes = [a_vote(0, 1), a_vote(0, 2, Stance.DISAGREE, hours=1), a_vote(1, 2), a_vote(2, 3, Stance.PASS)]
        debate = a_debate(a_counterpoint(1), merged(2, 1), merged(3, 2), votes=votes)
        cast = [(one["comment-id"], one["voter-id"], one["vote"]) for one in rows_of(debate, "votes.csv")]
        assert cast == [("1", "0", "-1"), ("1", "1", "1"), ("1", "2", "0")]
        counted = [(one["agrees"], one["disagrees"]) for one in rows_of(debate, "comments.csv")]
        assert counted == [("1", "1"), ("0", "0"), ("0", "0")]

    def test_merges_in_a_circle_end(self):
        assert a_debate(merged(1, 2), merged(2, 1)).canonical() == {1: 2, 2: 1}

    @settings(deadline=None)
    @given(HOSTILE)
    def test_no_text_becomes_a_formula_and_every_text_comes_back(self, text):
        safe = guarded(text)
        assert unguarded(safe) == text
        for separator in (";", "\t", "\n", "\r"):
            safe = safe.replace(separator, "\0;\0")
        for cell in safe.split("\0;\0"):
            assert not cell.lstrip(' "\u200b\ufeff\x1b\u00a0').startswith(("=", "+", "-", "@", "＝", "＋"))

    @pytest.mark.parametrize("text", ["Fares fell by 20 %; walking did not.", "2 + 2 = 4", "'quoted' - by whom?", ""])
    def test_harmless_words_stay_as_they_are(self, text):
        assert guarded(text) == text

    @settings(deadline=None, max_examples=60)
    @given(debates())
    def test_any_debate_is_read_back(self, debate):
        lines = rows_of(debate, "comments.csv")
        bodies = [(one.text or "").replace("\r\n", "\n").replace("\r", "\n") for one in debate.counterpoints]
        assert [unguarded(one["comment-body"]) for one in lines] == bodies
        assert [int(one["comment-id"]) for one in lines] == [one.number for one in debate.counterpoints]
        cast = {(int(one["voter-id"]), int(one["comment-id"])): one["vote"] for one in rows_of(debate, "votes.csv")}
        matrix = {
            (int(line["participant"]), one.number): line[str(one.number)]
            for line in rows_of(debate, "participants-votes.csv")
            for one in debate.counterpoints
            if line[str(one.number)]
        }
        united = {(vote.voter, vote.counterpoint): str(int(vote.stance)) for vote in debate.united_votes()}
        assert cast == matrix == united

    def test_the_map_is_the_same_when_read_back(self, tmp_path):
        debate = two_camps()
        write(debate, tmp_path, NOW)
        votes = [(vote.voter, vote.counterpoint, int(vote.stance)) for vote in debate.united_votes()]
        numbers = [one.number for one in debate.counterpoints]
        here = opinions.form_opinions(opinions.tabulate(votes, numbers, {9, 10}, sorted({one[0] for one in votes})))
        read = opinions.form_opinions(read_folder(tmp_path / "polis"))
        assert [(int(one.name), tuple(map(int, one.members)), one.marks) for one in read.groups] == [
            (one.name, one.members, one.marks) for one in here.groups
        ]
        assert len(here.groups) == 2
        assert read.map.points.tolist() == here.map.points.tolist()
        assert read.priority.tolist() == here.priority.tolist()
        assert read.agreement.tolist() == here.agreement.tolist()
        assert opinions.check_groups(read) == opinions.check_groups(here)


def two_camps():
    """Forty people in two camps; #9 was rejected, #10 merged into #1, and all have hostile words."""
    counterpoints = [a_counterpoint(number, text="=HYPERLINK(1)\r\n;+1") for number in range(1, 9)]
    rejected = a_counterpoint(9, status=CounterpointStatus.REJECTED, reason="spam")
    votes = [
        a_vote(voter, number, Stance.AGREE if (voter % 2 == number % 2) != (voter * number % 7 == 3) else Stance.PASS)
        for voter in range(40)
        for number in range(1, 9)
        if (voter + number) % 5
    ]
    late = [a_vote(voter, 10, Stance.DISAGREE, hours=30) for voter in range(0, 40, 2)]
    return a_debate(*counterpoints, rejected, merged(10, 1), votes=votes + late)


class TestAnnotations:
    def test_a_counterpoint_is_tied_to_the_very_words(self):
        quoted = at("Most new riders had walked before 😀")
        debate = a_debate(a_counterpoint(12, anchor=quoted, links=("https://example.org/count", "javascript:1")))
        (found,) = items(debate)
        assert found["target"] == {
            "type": "SpecificResource",
            "source": "https://example.org/buses",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "Most new riders had walked before 😀",
                    "prefix": "Buses are free since May. ",
                    "suffix": ", says the city.",
                },
            ],
        }
        assert found["creator"] == {"type": "Person", "nickname": "participant 100"}
        assert found["created"] == "2026-11-19T15:04:05.678Z"
        assert [(one["purpose"], one.get("value", one.get("source"))) for one in found["body"]] == [
            ("commenting", "Point 12."),
            ("tagging", "counter"),
            ("linking", "https://example.org/count"),
        ]

    def test_an_article_without_an_address_is_named_by_its_hash(self):
        article = an_article(url=None)
        (found,) = items(a_debate(a_counterpoint(), snapshot=article))
        assert found["target"] == f"urn:sha256:{article.sha256}"

    def test_words_of_an_earlier_version_stay_tied_to_it(self):
        earlier = an_article(paragraphs=("Buses were dear.", SECOND), url=None)
        debate = a_debate(a_counterpoint(anchor=at("Buses were dear.", earlier)))
        (found,) = items(debate)
        assert found["target"]["source"] == f"urn:sha256:{earlier.sha256}"
        assert [one["sha256"] for one in content(debate, NOW)["snapshots"]] == [ARTICLE.sha256, earlier.sha256]

    def test_rebuttals_and_the_authors_reply_answer_the_annotation(self):
        debate = a_debate(
            a_counterpoint(1, reply="I write of the centre."),
            a_counterpoint(2, kind=CounterpointKind.REBUTTAL, parent=1),
            a_counterpoint(3, kind=CounterpointKind.SUPPORT, parent=1),
        )
        first, reply, rebuttal, support = items(debate)
        assert [one["target"] for one in (reply, rebuttal, support)] == [first["id"]] * 3
        assert [one["motivation"] for one in (first, reply, rebuttal)] == ["commenting", "replying", "replying"]
        assert [one["body"][1]["value"] for one in (rebuttal, support)] == ["rebuttal", "support"]
        assert reply["body"][0]["value"] == "I write of the centre."

    def test_neighbours_end_with_the_line(self):
        article = an_article(paragraphs=("Ferries sail.", "They sail at ten,\nat noon,\nand at six.", "Nobody waits."))
        whole, noon = at("They sail at ten,\nat noon,\nand at six.", article), at("noon", article)
        assert [(one.prefix, one.suffix) for one in (whole, noon)] == [("", ""), ("at ", ",")]

    def test_words_that_the_page_has_no_more_are_those_of_the_text(self):
        earlier = an_article(paragraphs=("Buses were dear.", SECOND))
        gone = replace(at("Buses were dear.", earlier), orphaned=True)
        (found,) = items(a_debate(a_counterpoint(anchor=gone)))
        assert found["target"]["source"] == f"urn:sha256:{earlier.sha256}"
        placed = found["target"]["selector"][1]
        assert earlier.text[placed["start"] : placed["end"]] == "Buses were dear."

    def test_what_is_answered_has_its_place_without_its_words(self):
        debate = a_debate(
            a_counterpoint(1, anchor=at("Buses are full now."), status=CounterpointStatus.REJECTED, reason="rude"),
            a_counterpoint(2, kind=CounterpointKind.SUPPORT, parent=1, status=CounterpointStatus.WITHDRAWN, text=None),
            a_counterpoint(3, kind=CounterpointKind.REBUTTAL, parent=2),
            a_counterpoint(4, status=CounterpointStatus.HELD),
        )
        rejected, withdrawn, rebuttal = items(debate)
        assert (rebuttal["target"], withdrawn["target"]) == (withdrawn["id"], rejected["id"])
        assert [one["value"] for one in rejected["body"]] == ["counter", "rejected"]
        assert [one["value"] for one in withdrawn["body"]] == ["support", "withdrawn"]
        assert not {"creator", "created"} & (rejected.keys() | withdrawn.keys())

    def test_what_was_merged_leads_to_what_stands_for_it(self):
        first, second, third = items(a_debate(a_counterpoint(1), merged(2, 1), merged(3, 2)))
        links = [[one["source"] for one in found["body"] if one["purpose"] == "linking"] for found in (second, third)]
        assert links == [[first["id"]]] * 2

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("The ferry has not been on time since the harbour was built.", "en"),
            ("Паром не приходил вовремя с тех пор, как построили гавань.", "ru"),
            ("Паром не приходив вчасно, відколи збудували гавань.", "uk"),
            ("Prom ani razu nie przypłynął na czas, odkąd zbudowano port.", "pl"),
            ("Keltas neatplaukė laiku nuo tada, kai buvo pastatytas uostas.", "lt"),
            ("No way", None),
            ("12 + 3 = 15", None),
        ],
    )
    def test_words_say_in_which_language_they_are(self, text, language):
        (found,) = items(a_debate(a_counterpoint(text=text)))
        assert found["body"][0].get("language") == language

    @pytest.mark.parametrize("status", [one for one in CounterpointStatus if one not in SHOWN])
    def test_what_people_do_not_see_is_not_annotated(self, status):
        assert items(a_debate(a_counterpoint(status=status))) == []

    @pytest.mark.parametrize(
        ("address", "known"),
        [
            ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
            ('https://example.org/a b"<>\n', "https://example.org/a%20b%22%3C%3E"),
            ("https://пример.бел/я", "https://пример.бел/я"),
            ("https://[::1]:8080/a[1]?b[]=2", "https://[::1]:8080/a%5B1%5D?b%5B%5D=2"),
            ("https://example.org/5%?of=%zz&a=%C3%A9", "https://example.org/5%25?of=%25zz&a=%C3%A9"),
            ("https://example.org/#a#b", "https://example.org/#a%23b"),
            ("https://exa\tmple.org/a[1]", "https://exa%09mple.org/a%5B1%5D"),
            ("http://http/http[0]", "http://http/http%5B0%5D"),
            ("https://example.org/\ue000\ufdd0\U000e0041", "https://example.org/%EE%80%80%EF%B7%90%F3%A0%81%81"),
            ("javascript:alert(1)", None),
            ("example.org/a", None),
            ("https://[", None),
            ("https://", None),
            ("", None),
        ],
    )
    def test_an_iri_is_a_web_address(self, address, known):
        assert iri(address) == known

    @settings(deadline=None, max_examples=60)
    @given(debates())
    def test_any_debate_is_valid(self, debate):
        whole = json.loads(render(debate, NOW)["annotations.jsonld"])
        page = whole["first"]
        assert (whole["@context"], whole["type"], page["type"]) == (
            "http://www.w3.org/ns/anno.jsonld",
            "AnnotationCollection",
            "AnnotationPage",
        )
        assert whole["total"] == len(page["items"])
        assert len({whole["id"], page["id"], *(one["id"] for one in page["items"])}) == len(page["items"]) + 2
        for one in page["items"]:
            assert_valid(one, debate)


def items(debate):
    return collection(debate, NOW)["first"]["items"]


def assert_valid(one, debate):
    """Check what https://www.w3.org/TR/annotation-model/ says MUST be, and that selectors select."""
    assert one["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert one["id"].startswith("urn:uuid:")
    assert one["type"] == "Annotation"
    assert one["motivation"] in {"commenting", "replying"}
    for body in one["body"]:
        assert body["type"] in {"TextualBody", "SpecificResource"}
        assert isinstance(body["value"] if body["type"] == "TextualBody" else body["source"], str)
        assert body["purpose"] in {"commenting", "replying", "tagging", "linking"}
    if isinstance(one["target"], str):
        assert one["target"].startswith(("urn:", "http"))
        return
    quote, *position = one["target"]["selector"]
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    text = debate.snapshot.text
    assert quote["exact"] != ""
    assert around in text
    assert bool(position) == one["target"]["source"].startswith("urn:sha256:")
    assert all(text[place["start"] : place["end"]] == quote["exact"] for place in position)


class Argdown:
    """The real parser of Argdown, asked line by line."""

    def __init__(self, process):
        self._process = process

    def read(self, source):
        self._process.stdin.write(json.dumps(source) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


READER = """
import { createInterface } from "node:readline";
const found = await import("@argdown/core");
const core = found.ArgdownApplication ? found : found.default;
const argdown = new core.ArgdownApplication();
argdown.addPlugin(new core.ParserPlugin(), "parse");
argdown.addPlugin(new core.DataPlugin(), "model");
argdown.addPlugin(new core.ModelPlugin(), "model");
for await (const line of createInterface({ input: process.stdin })) {
  const read = argdown.run({ input: JSON.parse(line), process: ["parse", "model"], logLevel: "silent" });
  const errors = [...(read.lexerErrors ?? []), ...(read.parserErrors ?? []), ...(read.exceptions ?? [])];
  console.log(JSON.stringify({
    errors: errors.map(String),
    relations: (read.relations ?? []).map((one) => [one.from.title, one.relationType, one.to.title]),
    statements: Object.fromEntries(Object.values(read.statements ?? {}).map((one) => [
      one.title, one.members.filter((member) => !member.isReference).map((member) => member.text ?? "")])),
    facts: Object.fromEntries(Object.values(read.statements ?? {}).map((one) => [one.title, one.data ?? null])),
    others: [...Object.keys(read.arguments ?? {}), ...Object.keys(read.tags ?? {}), ...(read.frontMatter ?? [])],
    sections: (read.sections ?? []).map((one) => one.title),
  }));
}
"""


@pytest.fixture(scope="module")
def argdown(request):
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Argdown's parser runs on Node.js, and node or npm is not here")
    folder = Path(request.config.cache.mkdir("argdown"))
    if not (folder / "node_modules").exists():
        install(npm, folder)
    (folder / "reader.mjs").write_text(READER, encoding="utf-8")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([node, "reader.mjs"], cwd=folder, **pipes) as process:  # noqa: S603 - the reader above
        yield Argdown(process)


def install(npm, folder):
    """Fetch the parser once; two test processes may do so at the same time."""
    with tempfile.TemporaryDirectory(dir=folder) as fetched:
        command = [npm, "install", "--prefix", fetched, "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            subprocess.run([*command, "@argdown/core@>=1.7.5 <3"], check=True, capture_output=True, timeout=100)  # noqa: S603 - npm itself
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("Argdown's parser could not be fetched from npm")
        if not (folder / "node_modules").exists():
            shutil.move(Path(fetched) / "node_modules", folder / "node_modules")


class TestArgdown:
    def test_a_debate_reads_as_a_map_of_attacks_and_supports(self):
        debate = a_debate(
            a_counterpoint(12, anchor=at("Buses are full now."), text="Not on Sundays: see https://example.org/a_b."),
            a_counterpoint(13, kind=CounterpointKind.REBUTTAL, parent=12, reply="I was there {once}."),
            a_counterpoint(14, kind=CounterpointKind.SUPPORT, parent=12, links=("https://example.org",)),
            merged(15, 14, kind=CounterpointKind.SUPPORT, parent=12),
            a_counterpoint(16),
        )
        assert document(debate) == (
            "# Free buses\n"
            "\n"
            '[Article]: Free buses {"address": "https://example.org/buses"}\n'
            "\n"
            '[Q1]: Buses are full now. {"paragraph": 2, "start": 91, "end": 110}\n'
            "\n"
            "[#12]: Not on Sundays: see https\\:\\//example\\.org/a\\_b. "
            '{"author": 100, "status": "open", "votes": {"agree": 0, "disagree": 0, "pass": 0}}\n'
            "  -> [Q1]\n"
            "\n"
            '[#13]: Point 13. {"author": 100, "status": "open", "votes": {"agree": 0, "disagree": 0, "pass": 0}, '
            '"reply": "I was there \\u007bonce\\u007d."}\n'
            "  -> [#12]\n"
            "\n"
            '[#14]: Point 15. {"merged 15": {"author": 100}}\n'
            "  +> [#12]\n"
            "\n"
            '[#14]: Point 14. {"author": 100, "status": "open", "votes": {"agree": 0, "disagree": 0, "pass": 0}, '
            '"sources": ["https://example.org"]}\n'
            "  +> [#12]\n"
            "\n"
            '[#16]: Point 16. {"author": 100, "status": "open", "votes": {"agree": 0, "disagree": 0, "pass": 0}}\n'
            "  -> [Article]\n"
        )

    def test_argdown_itself_reads_it(self, argdown):
        debate = a_debate(
            a_counterpoint(1, anchor=at("Buses are full now."), reply='{"a": [1]}: // ]:'),
            a_counterpoint(2, kind=CounterpointKind.REBUTTAL, parent=1, text="[#1]: no\n  +> [Article]"),
            a_counterpoint(3, kind=CounterpointKind.SUPPORT, parent=4),
            a_counterpoint(4, status=CounterpointStatus.WITHDRAWN, text=None),
        )
        read = argdown.read(document(debate))
        assert read["errors"] == []
        assert read["relations"] == [["#1", "attack", "Q1"], ["#2", "attack", "#1"], ["#3", "support", "#4"]]
        assert read["statements"]["#2"] == ["[#1]: no +> [Article] "]
        assert read["statements"]["#4"] == []
        assert read["facts"]["#1"]["reply"] == '{"a": [1]}: // ]:'

    def test_a_broken_one_would_be_noticed(self, argdown):
        assert argdown.read("[#1]: words\n  -> \n\n[#2]: words")["errors"] != []

    @settings(deadline=None, max_examples=150)
    @given(debate=debates())
    def test_no_text_breaks_the_syntax(self, argdown, debate):
        read = argdown.read(document(debate))
        assert (read["errors"], read["others"]) == ([], [])
        assert len(read["sections"]) == 1
        shown = [one for one in debate.counterpoints if one.status in SHOWN]
        seen = {one.number for one in shown}
        canonical = {number: into if into in seen else number for number, into in debate.canonical().items()}
        told = {f"#{number}": [] for number in canonical.values()}
        for one in sorted(shown, key=lambda one: canonical[one.number] == one.number):
            if words_of(one.text):
                told[f"#{canonical[one.number]}"].append(words_of(one.text))
        assert {title: words for title, words in told.items() if words} == {
            title: [one.strip(" ") for one in words]
            for title, words in read["statements"].items()
            if title.startswith("#") and words
        }
        found = {(source, kind, numbered(target)) for source, kind, target in read["relations"]}
        assert found == {relation for one in shown if (relation := relation_of(one, canonical))}


def words_of(text):
    """Return a text as one line has it."""
    return " ".join("".join(" " if sign < " " or "\x7f" <= sign <= "\x9f" else sign for sign in text).split())


def numbered(title):
    return "Q" if title.startswith("Q") else title


def relation_of(one, canonical):
    source = f"#{canonical[one.number]}"
    target = f"#{canonical[one.parent]}" if one.parent else "Q" if one.anchor else "Article"
    kind = "support" if one.kind is CounterpointKind.SUPPORT else "attack"
    return None if target == source else (source, kind, target)


class TestPlain:
    def test_everything_is_there(self):
        debate = a_debate(
            a_counterpoint(1, anchor=at("Buses are full now."), tally=Tally(3, 2, 1), reply="No."),
            a_counterpoint(2, status=CounterpointStatus.REJECTED, reason="spam"),
            merged(3, 1),
            votes=[a_vote(0, 3, Stance.DISAGREE)],
        )
        first, second, third = content(debate, NOW)["counterpoints"]
        assert first["votes"] == {"agree": 3, "disagree": 2, "pass": 1}
        assert (first["anchor"]["exact"], first["anchor"]["snapshot"]) == ("Buses are full now.", ARTICLE.sha256)
        assert (second["status"], second["reason"], second["text"]) == ("rejected", "spam", "Point 2.")
        assert (third["status"], third["canonical"]) == ("merged", 1)
        assert content(debate, NOW)["votes"] == [
            {"voter": 0, "counterpoint": 3, "stance": "disagree", "week": "2026-11-16"}
        ]

    @settings(deadline=None, max_examples=60)
    @given(debates())
    def test_any_debate_is_read_back(self, debate):
        read = json.loads(render(debate, NOW)["debate.json"])
        assert [one["text"] for one in read["counterpoints"]] == [one.text for one in debate.counterpoints]
        assert read["snapshots"][0]["text"] == debate.snapshot.text
        assert len(read["votes"]) == len(debate.votes)


class TestFiles:
    NAMES = (
        "polis/comments.csv",
        "polis/votes.csv",
        "polis/participants-votes.csv",
        "annotations.jsonld",
        "debate.argdown",
        "debate.json",
    )

    def test_a_folder_holds_them_all(self, tmp_path):
        debate = two_camps()
        paths = write(debate, tmp_path / "new" / "export", NOW)
        assert [path.relative_to(tmp_path / "new" / "export").as_posix() for path in paths] == list(self.NAMES)
        assert [path.read_bytes() for path in paths] == list(render(debate, NOW).values())
        assert write(debate, tmp_path / "new" / "export", NOW) == paths

    def test_the_archive_holds_the_same_and_is_the_same_each_time(self):
        debate = two_camps()
        packed = archive(debate, NOW)
        assert packed == archive(debate, NOW.astimezone(timezone(timedelta(hours=2))))
        with ZipFile(BytesIO(packed)) as files:
            assert files.testzip() is None
            assert {name: files.read(name) for name in files.namelist()} == render(debate, NOW)
            assert {entry.date_time for entry in files.infolist()} == {(2026, 11, 22, 15, 4, 4)}  # a zip counts in twos

    def test_an_empty_debate_has_files_too(self):
        assert list(render(a_debate(), NOW)) == list(self.NAMES)

    def test_half_a_character_does_not_stop_an_export(self):
        files = render(a_debate(a_counterpoint(text="half \ud83d", links=("https://example.org/\ud83d",))), NOW)
        for content_ in files.values():
            content_.decode("utf-8")


class TestPseudonyms:
    PEOPLE = range(5_000_000_000, 5_000_000_040)

    def test_they_tell_nothing_of_who_or_in_which_order(self):
        named = pseudonyms(self.PEOPLE, b"salt", first=10)
        assert sorted(named.values()) == list(range(10, 50))
        assert list(named) != list(self.PEOPLE)
        assert named == pseudonyms(reversed(self.PEOPLE), b"salt", first=10)
        assert named != pseudonyms(self.PEOPLE, b"another", first=10)


ANNA, BORYS, VERA = 5_000_000_001, 5_000_000_002, 5_000_000_003


async def a_stored_discussion(session):
    """Anna, Borys and Vera debate; #2 is Borys's, answers #1 and was withdrawn, #3 is of an earlier version."""
    place = Place(chat_id=-1_001_234_567_890, thread_id=5)
    await chats.remember_chat(session, chats.Chat(telegram_id=place.chat_id, kind="supergroup", seen_at=NOW))
    discussion = await chats.open_discussion(session, place, NOW)
    earlier = await articles.store_snapshot(session, *as_rows(an_article(paragraphs=("Buses were dear.",)), NOW))
    discussion.snapshot_id = await articles.store_snapshot(session, *as_rows(ARTICLE, NOW))
    session.add(discussion)
    first = stored(discussion, ANNA, 1, start=at("Buses are").start, stop=at("Buses are").stop, agree=2)
    session.add(first)
    await session.flush()
    second = stored(discussion, BORYS, 2, status=CounterpointStatus.WITHDRAWN, parent_id=first.id)
    second.kind, second.links, second.reply = CounterpointKind.REBUTTAL, ["https://example.org"], "No."
    third = stored(discussion, ANNA, 3, status=CounterpointStatus.MERGED, canonical_id=first.id)
    third.snapshot_id, third.start, third.stop = earlier, 12, 28
    session.add_all([second, third])
    await session.flush()
    votes = [(first, BORYS, 1), (first, VERA, 1), (third, VERA, -1), (second, ANNA, 0)]
    votes += [(first, VERA + one, 0) for one in range(1, MIN_BALLOT_VOTERS - 2)]
    for counterpoint, person, stance in votes:
        session.add(storage_votes.Vote(counterpoint_id=counterpoint.id, person_id=person, stance=stance, voted_at=NOW))
    return discussion.id


def stored(discussion, author, number, status=CounterpointStatus.OPEN, **changes):
    return rows.Counterpoint(
        discussion_id=discussion.id,
        snapshot_id=discussion.snapshot_id,
        number=number,
        author_id=author,
        text=f"Words of {number}.",
        words=f"words of {number}",
        status=status,
        submitted_at=NOW,
        changed_at=NOW,
        **changes,
    )


class TestBallots:
    @pytest.mark.parametrize(
        ("voters", "ballots"), [(29, 0), (30, 30), (34, 30), (35, 35)], ids=["few", "enough", "four more", "five more"]
    )
    def test_they_leave_of_thirty_people_on_and_of_five_new_ones_at_a_time(self, voters, ballots):
        people = [7 * one % 41 for one in range(voters)]
        votes = [(point, person, 1, NOW) for person in people for point in (1, 2)]
        kept = in_batches(votes, {person: place for place, person in enumerate(people)})
        assert kept == votes[: 2 * ballots]

    def test_of_few_voters_there_are_the_totals_and_those_of_the_groups(self):
        report = {
            "groups_published": True,
            "groups": [{"id": 0, "members": [*range(9)]}, {"id": 1, "members": [*range(9, 20)]}],
            "by_group": {"1": [[7, 1, 9], [2, 0, 2]], "2": [[0, 0, 0], [0, 11, 11]]},
        }
        groups = groups_of(report)
        debate = replace(a_debate(a_counterpoint(1, tally=Tally(9, 1, 1)), a_counterpoint(2)), groups=groups)
        (first, _) = rows_of(debate, "comments.csv")
        assert (first["agrees"], first["disagrees"]) == ("9", "1")
        assert rows_of(debate, "votes.csv") == rows_of(debate, "participants-votes.csv") == []
        assert tables(debate)["comment-groups.csv"].splitlines()[1:] == ["1,9,7,1,1,,,,", "2,,,,,11,0,11,0"]
        assert content(debate, NOW)["groups"][1] == {
            "label": "B",
            "size": 11,
            "votes": {2: {"agree": 0, "disagree": 11, "votes": 11}},
        }
        assert groups_of(report | {"groups_published": False}) == ()
        assert groups == (
            ExportedGroup("A", 9, {1: (7, 1, 9)}),
            ExportedGroup("B", 11, {2: (0, 11, 11)}),
        )


class TestCollecting:
    async def test_a_discussion_is_read_as_it_stands(self, database):  # noqa: F811 - a fixture
        async with database.write() as session:
            discussion_id = await a_stored_discussion(session)
        async with database.read() as session:
            debate = await collect(session, discussion_id)
        first, second, third = debate.counterpoints
        assert debate.snapshot == ARTICLE
        assert (first.anchor.exact, first.text, first.tally) == ("Buses are", "Words of 1.", Tally(2, 0, 0))
        assert (second.parent, second.text, second.links, second.reply) == (1, None, (), "No.")
        assert (third.canonical, third.anchor.exact) == (1, "Buses were dear.")
        assert first.author == third.author != second.author
        counted = Counter((vote.counterpoint, vote.stance) for vote in debate.votes)
        others = MIN_BALLOT_VOTERS - 3
        assert counted == {(1, 1): 2, (1, 0): others, (2, 0): 1, (3, -1): 1}

    async def test_nobody_is_found_in_it(self, database):  # noqa: F811 - a fixture
        async with database.write() as session:
            discussion_id = await a_stored_discussion(session)
        async with database.read() as session:
            debate = await collect(session, discussion_id)
        authors = {one.author for one in debate.counterpoints}
        voters = {vote.voter for vote in debate.votes}
        assert (voters, authors) == ({*range(30)}, {30, 31})
        everything = b"".join(render(debate, NOW).values())
        for hidden in (ANNA, BORYS, VERA, 1_001_234_567_890):
            assert str(hidden).encode() not in everything
        assert b"Words of 2." not in everything

    async def test_each_export_draws_new_pseudonyms_and_keeps_the_names_of_annotations(self, database):  # noqa: F811 - a fixture
        async with database.write() as session:
            discussion_id = await a_stored_discussion(session)
        async with database.read() as session:
            several = [await collect(session, discussion_id) for _ in range(12)]
            same = [await collect(session, discussion_id, salt=b"salt") for _ in range(2)]
        assert len({one.votes for one in several}) > 1
        assert same[0] == same[1]
        assert len({one["id"] for debate in several for one in items(debate)}) == 2

    async def test_without_an_article_there_is_nothing_to_export(self, database):  # noqa: F811 - a fixture
        async with database.read() as session:
            with pytest.raises(Refusal, match="There is no article here yet"):
                await collect(session, 12)
