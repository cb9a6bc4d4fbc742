"""`counterpoint screen`: its lines, its figures, and what it says about bad files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

MESSAGES = [
    {"id": "a", "text": "Earn $500 daily from your phone without experience, write me in private 👇👇 t.me/+easy"},
    {"id": 2, "text": "Good point."},
]
LABELLED = [{"text": "fresh pears", "spam": True}, {"text": "stale bread", "spam": False}]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "messages.jsonl", MESSAGES)
    write(tmp_path / "labelled.jsonl", LABELLED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["counterpoint", "screen", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_it_says_what_it_thinks_of_each_message(monkeypatch: Any, capsys: Any) -> None:
    code, out, err = screen(monkeypatch, capsys, "messages.jsonl --json")
    spam, honest = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert spam.keys() == {"id", "spam_probability", "verdict", "reasons"}
    assert (spam["id"], spam["verdict"]) == ("a", "delete")
    assert (honest["id"], honest["verdict"]) == (2, "pass")
    for found in (spam, honest):
        assert 0 <= found["spam_probability"] <= 1
        assert found["reasons"]
        assert all(reason.keys() == {"check", "detail"} for reason in found["reasons"])


def test_it_learns_from_the_file_alone(monkeypatch: Any, capsys: Any, folder: Path) -> None:
    write(folder / "messages.jsonl", [{"id": 1, "text": "fresh pears"}, {"id": 2, "text": "casino bonus 200% now"}])
    _, out, _ = screen(monkeypatch, capsys, "messages.jsonl --train labelled.jsonl --json")
    pears, casino = map(json.loads, out.splitlines())
    assert pears["verdict"] == "review"
    assert casino["verdict"] != "delete"


def test_people_read_a_line_a_message(monkeypatch: Any, capsys: Any) -> None:
    _, out, _ = screen(monkeypatch, capsys, "messages.jsonl")
    assert [line.split()[:2] for line in out.splitlines()] == [["a", "delete"], ["2", "pass"]]
    assert "Reads like spam" in out


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "a"}', '{"id": 1, "text": 5}', "nonsense", "null"])
def test_a_bad_message_is_named_by_its_line(monkeypatch: Any, capsys: Any, folder: Path, line: str) -> None:
    (folder / "messages.jsonl").write_text(f'{{"id": 1, "text": "a"}}\n\n{line}\n', encoding="utf-8")
    code, out, err = screen(monkeypatch, capsys, "messages.jsonl --json")
    assert (code, out) == (1, "")
    assert err.startswith("Line 3 of messages.jsonl is no message: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"text": "a", "spam": "yes"}', '{"spam": true}'])
def test_a_bad_labelled_message_is_named_by_its_line(monkeypatch: Any, capsys: Any, folder: Path, line: str) -> None:
    (folder / "labelled.jsonl").write_text(f'{{"text": "a", "spam": true}}\n{line}', encoding="utf-8")
    code, out, err = screen(monkeypatch, capsys, "messages.jsonl --train labelled.jsonl")
    assert (code, out) == (1, "")
    assert err.startswith("Line 2 of labelled.jsonl is no labelled message: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("none.jsonl", "There is no file none.jsonl"),
        (".", "There is no file ."),
        ("binary.jsonl", "binary.jsonl is not UTF-8 text"),
        ("messages.jsonl --train none.jsonl", "There is no file none.jsonl"),
        ("messages.jsonl --train binary.jsonl", "binary.jsonl is not UTF-8 text"),
        ("messages.jsonl --train empty.jsonl", "There is nothing to learn from"),
    ],
)
def test_a_bad_file_is_one_sentence(monkeypatch: Any, capsys: Any, folder: Path, words: str, sentence: str) -> None:
    (folder / "binary.jsonl").write_bytes(b"\xff\xfe{}\n")
    (folder / "empty.jsonl").write_bytes(b"")
    code, out, err = screen(monkeypatch, capsys, words)
    assert (code, out) == (1, "")
    assert err.startswith(sentence)
    assert err.count("\n") == 1


def test_no_messages_are_no_lines(monkeypatch: Any, capsys: Any, folder: Path) -> None:
    (folder / "messages.jsonl").write_bytes(b"\xef\xbb\xbf\n")
    assert screen(monkeypatch, capsys, "messages.jsonl --json") == (0, "", "")
