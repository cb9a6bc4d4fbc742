"""A rich export in the hands of foreign programs: what they read is what was said, and how people voted.

Argdown's own parser is in test_exports. These run in an environment of their own, which is fetched once.
"""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.debate.exports import render, write
from bot.debate.exports.debate import Debate
from bot.debate.exports.polis import unguarded
from bot.debate.opinions.polis_files import read_folder
from storage.counterpoints import CounterpointKind, CounterpointStatus, Stance
from tests.debate.exports.test_exports import (
    ARTICLE,
    NOW,
    SECOND,
    SIGNS,
    Argdown,
    a_counterpoint,
    a_debate,
    a_vote,
    an_article,
    argdown,  # noqa: F401 - a fixture
    at,
    merged,
    words_of,
)
from tests.debate.opinions.test_projection import votes_of as votes_of_table

PROGRAMS = ("pandas>=2.2,<4", "pyld>=3,<4", "red-dwarf==0.4.0")
SIX_LANGUAGES = (
    "The ferry has been late every day since the harbour was rebuilt.",
    "Паром опаздывает каждый день с тех пор, как перестроили гавань.",
    "Паром спазняецца кожны дзень, адкуль перабудавалі гавань.",
    "Prom spóźnia się codziennie, odkąd przebudowano port.",
    "Keltas vėluoja kasdien nuo tada, kai perstatė uostą.",
    "Паром спізнюється щодня, відколи перебудували гавань.",
)
HOSTILE_TEXTS = 300

IRI = re.compile(r"(?:https?://[^\x00-\x20<>\"{}|\\^`\[\]%]|urn:)(?:[^\x00-\x20<>\"{}|\\^`\[\]%]|%[0-9A-Fa-f]{2})*")
CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id",
    "type": "@type",
    "@vocab": "http://www.w3.org/ns/oa#",
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "items": {"@id": "as:items", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "last": {"@id": "as:last", "@type": "@id"},
    "value": "rdf:value",
}
"""Of the context of annotations, what an export uses; the whole one is not fetched from the network."""

READERS = """
import csv, json, sys, threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas
from pyld import jsonld
from reddwarf.data_loader import Loader

folder, context = Path(sys.argv[1]), json.loads(sys.argv[2])


class Files(SimpleHTTPRequestHandler):
    extensions_map = {".csv": "text/csv; charset=utf-8"}

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder / "polis")))
threading.Thread(target=server.serve_forever, daemon=True).start()
loaded = Loader(directory_url=f"http://127.0.0.1:{server.server_port}/", is_cache_enabled=False)
server.shutdown()

comments = pandas.read_csv(folder / "polis" / "comments.csv", keep_default_na=False)
votes = pandas.read_csv(folder / "polis" / "votes.csv")
again = folder / "again"
again.mkdir()
comments.to_csv(again / "comments.csv")
votes.drop(columns="datetime").astype(float).to_csv(again / "votes.csv", index=False)

annotations = json.loads((folder / "annotations.jsonld").read_text(encoding="utf-8"))
assert annotations["@context"] == "http://www.w3.org/ns/anno.jsonld"
load = lambda url, options: {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}
(expanded,) = jsonld.expand(annotations, {"documentLoader": load})
quads = jsonld.to_rdf(annotations, {"documentLoader": load, "format": "application/n-quads"})

print(json.dumps({
    "red-dwarf": {
        "comments": [[one["statement_id"], one["txt"], one["is_meta"]] for one in loaded.comments_data],
        "votes": sorted([one["participant_id"], one["statement_id"], one["vote"]] for one in loaded.votes_data),
    },
    "pandas": {
        "comments": comments[["comment-id", "comment-body"]].values.tolist(),
        "votes": votes[["voter-id", "comment-id", "vote"]].values.tolist(),
        "types": [str(kind) for kind in votes.dtypes[["voter-id", "comment-id", "vote"]]],
    },
    "pyld": {"expanded": expanded, "quads": quads},
}))
"""


@pytest.fixture(scope="module")
def foreign_python(request: pytest.FixtureRequest) -> Path:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("foreign programs are fetched by uv, which is not here")
    folder = Path(request.config.cache.mkdir("foreign_readers"))  # type: ignore[union-attr]  # there is a cache
    python = folder / "made" / "bin" / "python"
    if not python.exists():
        with tempfile.TemporaryDirectory(dir=folder) as fetched:
            made = Path(fetched) / "made"
            try:
                for command in (
                    [uv, "venv", "--quiet", "--relocatable", "--python", sys.executable, str(made)],
                    [uv, "pip", "install", "--quiet", "--python", str(made / "bin" / "python"), *PROGRAMS],
                ):
                    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - uv itself
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
                pytest.skip("pandas, pyld and red-dwarf could not be fetched")
            if not python.exists():
                shutil.move(made, folder / "made")
    return python


@pytest.fixture(scope="module")
def debate() -> Debate:
    """Return a debate with something of all: merges, withdrawals, orphans, six languages, 300 hostile texts."""
    chance = random.Random(20)
    earlier = an_article(paragraphs=("Buses were dear in those days.", SECOND))
    gone = replace(at("Buses were dear in those days.", earlier), orphaned=True)
    points = [a_counterpoint(number, text=text) for number, text in enumerate(SIX_LANGUAGES, 1)]
    points += [
        a_counterpoint(7, anchor=gone),
        a_counterpoint(8, status=CounterpointStatus.WITHDRAWN, text=None),
        a_counterpoint(9, kind=CounterpointKind.REBUTTAL, parent=8, anchor=None),
        a_counterpoint(10, status=CounterpointStatus.REJECTED, reason="rude"),
        merged(11, 1, text="Late again, the ferry."),
        merged(12, 11, text="It is late."),
        a_counterpoint(13, anchor=at("Buses are full now."), links=("https://example.org/50%?a[]=1",)),
    ]
    for number in range(len(points) + 1, len(points) + 1 + HOSTILE_TEXTS):
        text = "".join(chance.choices(SIGNS, k=chance.randint(1, 12)))
        points.append(a_counterpoint(number, text=text, kind=chance.choice(list(CounterpointKind)), parent=number - 1))
    votes = [
        a_vote(voter, number, chance.choice(list(Stance)), chance.randint(0, 40))
        for voter in range(20)
        for number in chance.sample(range(1, 60), 30)
    ]
    return a_debate(*points, votes=votes, snapshot=ARTICLE)


@pytest.fixture(scope="module")
def read(debate: Debate, foreign_python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what the programs read."""
    folder = tmp_path_factory.mktemp("export")
    write(debate, folder, NOW)
    command = [foreign_python, "-c", READERS, folder, json.dumps(CONTEXT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)  # noqa: S603 - the script above
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"again": folder / "again"}


def texts_of(debate: Debate) -> list[list[Any]]:
    return [[one.number, (one.text or "").replace("\r\n", "\n").replace("\r", "\n")] for one in debate.counterpoints]


def votes_of(debate: Debate) -> list[list[int]]:
    return sorted([one.voter, one.counterpoint, int(one.stance)] for one in debate.united_votes())


def test_pandas_reads_words_and_votes(debate: Debate, read: dict[str, Any]) -> None:
    found = read["pandas"]
    assert [[number, unguarded(text)] for number, text in found["comments"]] == texts_of(debate)
    assert sorted(found["votes"]) == votes_of(debate)
    assert found["types"] == ["int64"] * 3


def test_what_pandas_saved_is_read_back(debate: Debate, read: dict[str, Any], tmp_path: Path) -> None:
    write(debate, tmp_path, NOW)
    here, again = read_folder(tmp_path / "polis"), read_folder(read["again"])
    assert (again.people, again.statements) == (here.people, here.statements)
    assert again.rejected.tolist() == here.rejected.tolist()
    assert votes_of_table(again) == votes_of_table(here)


def test_red_dwarf_takes_the_folder_for_one_of_polis(debate: Debate, read: dict[str, Any]) -> None:
    found = read["red-dwarf"]
    assert [[number, unguarded(text)] for number, text, _ in found["comments"]] == texts_of(debate)
    assert {is_meta for _, _, is_meta in found["comments"]} == {False}
    assert found["votes"] == votes_of(debate)


def test_the_kind_of_csv_can_be_told_from_each_file(debate: Debate) -> None:
    for name, content in render(debate, NOW).items():
        if name.endswith(".csv"):
            text = content.decode()
            found = csv.Sniffer().sniff(text)
            assert list(csv.reader(StringIO(text, newline=""), found)) == list(csv.reader(StringIO(text, newline="")))


def test_a_reader_of_linked_data_loses_no_annotation_and_no_word(debate: Debate, read: dict[str, Any]) -> None:
    expanded = read["pyld"]["expanded"]
    page = expanded["http://www.w3.org/ns/oa#first"][0]
    items = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    written = json.loads(render(debate, NOW)["annotations.jsonld"])["first"]["items"]
    assert [one["@id"] for one in items] == [one["id"] for one in written]
    value, has_body = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "http://www.w3.org/ns/oa#hasBody"
    bodies = [[body[value][0]["@value"] for body in one[has_body] if value in body] for one in items]
    assert bodies == [[body["value"] for body in one["body"] if "value" in body] for one in written]
    lines = read["pyld"]["quads"].splitlines()
    named = [line for line in lines if "#hasTarget>" in line]
    assert len(named) == len(written)
    # It leaves out some IRIs that are none, and writes others as they are.
    objects = [found[1] for line in lines if (found := re.fullmatch(r"\S+ \S+ <(.*)> \.", line))]
    assert [iri for iri in objects if not IRI.fullmatch(iri)] == []
    assert "https://example.org/50%25?a%5B%5D=1" in objects


def test_argdown_shows_every_statement(debate: Debate, argdown: Argdown) -> None:  # noqa: F811 - the fixture
    found = argdown.read(render(debate, NOW)["debate.argdown"].decode())
    assert found["errors"] == []
    for one in debate.counterpoints:
        if one.is_shown and one.status is not CounterpointStatus.MERGED:
            assert (found["statements"][f"#{one.number}"] or [""])[-1].strip(" ") == words_of(one.text)
