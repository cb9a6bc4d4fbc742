"""Bodies of requests: whatever goes into a form comes out of it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.playground.bot_api import form_data

BOUNDARY = "b0undary"
KIND = f'multipart/form-data; boundary="{BOUNDARY}"'


def multipart(*parts: tuple[str, bytes]) -> bytes:
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return body + f"--{BOUNDARY}--\r\n".encode()


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=("Cs",)), max_size=50))
def test_files_and_values_come_out_unchanged(content, value):
    assume(b"--" + BOUNDARY.encode() not in content)
    assume(BOUNDARY not in value)
    body = multipart(('name="text"', value.encode()), ('name="file"; filename="a.txt"', content))
    assert form_data.read(KIND, body) == ({"text": value}, {"file": ("a.txt", content)})


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('name="f"; filename="a b.txt"', "a b.txt"),
        ('name="f"; filename="стаття.txt"', "стаття.txt"),
        ('name="f"; filename="say \\"hi\\".txt"', 'say "hi".txt'),
        ('name="f"; filename="say %22hi%22.txt"', 'say "hi".txt'),
        ('name="f"; filename="x.txt"; filename*=utf-8\'\'%D1%81.txt', "с.txt"),
        ("name=f; filename=a.txt", "a.txt"),
    ],
    ids=["space", "Cyrillic", "escaped", "percent", "extended", "bare"],
)
def test_names_of_files(head, name):
    assert form_data.read(KIND, multipart((head, b"x"))) == ({}, {"f": (name, b"x")})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"["),
        ("application/json", b"[]"),
        ("application/json", b"\xff"),
        ("multipart/form-data", b""),
        (KIND, f"--{BOUNDARY}\r\nno head".encode()),
        (KIND, multipart(('name="text"', b"\xff"))),
        ("application/x-www-form-urlencoded", b"\xff"),
    ],
)
def test_what_is_not_what_it_says_is_refused(kind, body):
    with pytest.raises(ValueError):  # noqa: PT011 - several kinds of it, each answered alike
        form_data.read(kind, body)


def test_an_empty_body_holds_nothing():
    assert form_data.read("", b"") == ({}, {})
    assert form_data.read("application/json", b"") == ({}, {})
