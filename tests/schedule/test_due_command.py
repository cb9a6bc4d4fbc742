"""`counterpoint due`: a line a due time, or one sentence on stderr."""

from __future__ import annotations

import sys

import pytest

from bot.cli import main


def due(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run the command and return its exit code."""
    monkeypatch.setattr(sys, "argv", ["counterpoint", "due", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            ["0 9 * * mon", "--zone", "Europe/Vilnius", "--from", "2026-03-23T07:00:00+00:00", "--count", "2"],
            ["2026-03-30T09:00:00+03:00", "2026-04-06T09:00:00+03:00"],
        ),
        (
            ["30 3 * * *", "--zone", "vilnius", "--from", "2026-10-24T12:00:00Z"],
            ["2026-10-25T03:30:00+03:00", "2026-10-26T03:30:00+02:00", "2026-10-27T03:30:00+02:00"],
        ),
        (
            ["*/30 0 29 feb *", "--zone", "UTC", "--from", "2026-01-01", "--count", "2"],
            ["2028-02-29T00:00:00+00:00", "2028-02-29T00:30:00+00:00"],
        ),
        (
            ["0 9 * * *", "--zone", "Asia/Kathmandu", "--from", "2026-01-01T08:59", "--count", "1"],
            ["2026-01-01T09:00:00+05:45"],
        ),
        (["0 9 * * *", "--zone", "UTC", "--from", "9999-12-31"], ["9999-12-31T09:00:00+00:00"]),
    ],
    ids=["offset given", "repeated hour", "leap years", "the zone's clock", "the last day"],
)
def test_due_times_are_printed_with_the_offset_of_the_zone(
    words: list[str], lines: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert due(monkeypatch, *words) == 0
    printed = capsys.readouterr()
    assert (printed.out.splitlines(), printed.err) == (lines, "")


@pytest.mark.parametrize(
    ("cron", "zone", "since", "sentence"),
    [
        ("0 0 30 2 *", "UTC", "2026-01-01", "The rule “0 0 30 2 *” never comes due"),
        ("0 25 * * *", "UTC", "2026-01-01", "I cannot read “25”. The second field is the hour"),
        ("0 0 9 * * *", "UTC", "2026-01-01", "A rule has five fields, and this one has six"),
        ("", "UTC", "2026-01-01", "A rule has five fields, with spaces"),
        ("0 9 * * *", "Europe/Vilnus", "2026-01-01", "I know no time zone “Europe/Vilnus”. Nearest by name:"),
        ("0 9 * * *", "", "2026-01-01", "I know no time zone “”"),
        ("0 9 * * *", "UTC", "yesterday", "I cannot read the moment “yesterday”"),
        ("0 9 * * *", "UTC", "2026-02-30", "I cannot read the moment “2026-02-30”"),
        ("0 9 * * *", "UTC", "0001-01-01T00:00+14:00", "I cannot read the moment “0001-01-01T00:00+14:00”"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    cron: str,
    zone: str,
    since: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert due(monkeypatch, cron, "--zone", zone, "--from", since) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(sentence)
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [["0 9 * * *", "--zone", "UTC"], ["--zone", "UTC", "--from", "2026-01-01"], ["0 9 * * *", "--count", "0"]],
    ids=["no moment", "no rule", "no count"],
)
def test_a_wrong_use_ends_with_two(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert due(monkeypatch, *words) == 2
    assert capsys.readouterr().out == ""
