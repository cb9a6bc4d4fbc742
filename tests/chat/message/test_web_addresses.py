"""Our finder of addresses against Telegram's own, on words as people write them."""

from __future__ import annotations

import random

import pytest

from bot.chat.message.web_addresses import addresses_in
from bot.playground.telegram.text import tdlib, utf16

HOSTS = ["example", "lrt", "my-news", "www.paper", "пример", "žinios", "a.b.c", "news24", "Paper", "PAPER", "un_der"]
ENDINGS = [
    *(
        "com",
        "org",
        "net",
        "lt",
        "by",
        "pl",
        "ua",
        "ru",
        "de",
        "lv",
        "io",
        "me",
        "news",
        "online",
        "shop",
        "info",
        "app",
    ),
    *("рф", "бел", "укр", "COM", "Org", "txt", "pdf", "docx", "slowo", "js", "qq", "local", "1", "12"),
]
SCHEMES = ["", "", "", "https://", "http://", "HTTPS://", "ftp://", "www."]
RESTS = [
    *(
        "",
        "",
        "",
        "/",
        "/news/1",
        "/a?x=1&y=2",
        "?q=tram",
        "#part",
        "/путь",
        "/a_(b)",
        "/x,y",
        ":8080/x",
        ":99999",
        "/x…",
    ),
    *("/x-1.html", "/«x»", "/a*b", "/~me"),
]
BEFORE = [
    "",
    "see ",
    "(",
    "«",
    "„",
    "=",
    "a, ",
    "mail ",
    "Žr. ",
    "@",
    "me@",
    "x/",
    "#",
    "👉",
    "$",
    "-",
    "ж@",
    "mailto:me@",
]
AFTER = ["", ".", ", and", ")", "»", "!", "?", ": ", " is", "…", "’s", "ж", "@x", "-", "_x", "🙂", " 🙂", "!👍", "–"]
TALK = [
    *("i.e.", "т.е.", "m.in.", "St.Petersburg", "Node.js", "2.5.1.3", "01.02.2026", "v1.2.3", "U.S.", "p.m.", "nie.to"),
    *(
        "README.md",
        "end.Next",
        "и.о.",
        "г.Минск",
        "3.14",
        "foo.zip",
        "asp.net",
        "tel.nr",
        "10.30",
        "a..com",
        "e.g.",
        "1.1",
    ),
]
SHOWN = 5_000


def strings() -> list[str]:
    """Return made-up lines of the forms that people write; the same ones each time."""
    chance = random.Random(14)
    lines = []
    for _ in range(SHOWN):
        if chance.random() < 0.2:
            lines.append(" ".join(chance.choices(TALK, k=2)))
            continue
        address = chance.choice(SCHEMES) + chance.choice(HOSTS) + "." + chance.choice(ENDINGS) + chance.choice(RESTS)
        lines.append(chance.choice(BEFORE) + address + chance.choice(AFTER))
    return lines


def shown(text: str) -> set[str]:
    """Return what Telegram shows as links into the web."""
    found = tdlib.find_entities(text)
    links = {utf16.cut(text, one["offset"], one["length"]) for one in found if one["type"] == "url"}
    return {link for link in links if not link.startswith(("tg://", "ton://"))}


def test_nearly_all_that_telegram_finds_and_hardly_any_others() -> None:
    pairs = [(shown(line), set(addresses_in(line))) for line in strings()]
    theirs, ours = sum(len(one) for one, _ in pairs), sum(len(one) for _, one in pairs)
    both = sum(len(one & other) for one, other in pairs)
    assert theirs > SHOWN / 4
    assert both >= 0.95 * theirs
    assert ours - both <= 0.01 * ours


@pytest.mark.parametrize("text", ["", "no address", "...", "http://", "a.", ".a", "x" * 20_000, "a." * 10_000])
def test_there_is_none(text: str) -> None:
    assert addresses_in(text) == ()
