"""What a row is about has a name that is read as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.subjects import Subject

KINDS = st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1)


@given(KINDS, st.integers(min_value=0))
def test_a_name_is_read_as_it_was_written(kind: str, number: int) -> None:
    subject = Subject.parse(str(Subject(kind, number)))
    assert (subject.kind, subject.number(kind)) == (kind, number)


@pytest.mark.parametrize(
    ("name", "kind", "rest"),
    [
        pytest.param("evidence:3:14", "evidence", "3:14", id="a name in a chat"),
        pytest.param("settings", "settings", "", id="without a number"),
        pytest.param(None, "", "", id="nothing"),
    ],
)
def test_other_names_are_read_too(name: str | None, kind: str, rest: str) -> None:
    subject = Subject.parse(name)
    assert (subject.kind, subject.id, subject.number("sanction")) == (kind, rest, None)
