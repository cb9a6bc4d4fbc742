"""Addresses: whole ones of links as people write them, and those in words of which Telegram does not say what it shows.

Held against Telegram's own finder (TDLib) in the tests: nearly all that it finds are found, hardly any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd
cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge
gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki
km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my
mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz
va vc ve vg vi vn vu wf ws ye yt za zm zw бг бел дети ею католик ком мкд мон москва онлайн орг рус рф сайт срб укр қаз
academy agency app art asia bank bar bet bid bike bio biz blog business buzz cafe cam care cash casino cat center chat
church city click clinic cloud club coffee college com community company cool data date dating deals design dev
digital doctor dog download earth eco edu education email energy events expert express family farm fashion film
finance fish fit foundation fun games gift gifts gold gov group guide guru health help host hosting house icu immo
info institute int international invest jobs land law legal life limo link live llc loan lol london love ltd market
marketing media men mil mobi moda mom money moscow mov museum music name net network news ngo ninja one ong onion
online org page paris party photo photography photos pics pizza plus poker porn post press pro pub quest red ren rent
report review rocks run sale school science sex sexy shop show site social software solutions space store stream
studio style support systems taxi team tech tel tips today tools top tours town toys trade training travel tube
university uno vip vote wang watch webcam website wiki win wine work works world wtf xin xxx xyz zip zone
"""
_ENDINGS = frozenset(_WORDS.split())
"""Last labels of hosts that are taken for addresses without a scheme: those of countries, and those in use."""
_HOST = r"(?>-?[^\W_][\w-]*(?:\.[\w-]*[^\W_])+)"
_FOUND = re.compile(
    rf"(?:(?<![\w#])(?:(?<!@)|(?<=\w@))(?P<scheme>(?:https?|ftp)://(?:[^\s/@]+@)?)|(?<![\w@/#.$-]))(?P<host>{_HOST})(?![\w@-])"
    r"(?P<port>:\d{1,5}(?!\d))?(?P<rest>[/?#][^\s<>\"«»“”‘’…]*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_CLOSING = ".,:;!?…'’\"*)]}"
_OPENING = {")": "(", "]": "[", "}": "{"}
_LAST = re.compile(r"[^\W_]{2,}|xn--[\w-]+")
_NUMBERS = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
_MAX_PORT = 65_535


def whole(link: str) -> str:
    """Return a link as a whole address: people leave the https:// away."""
    return link if _SCHEME.match(link) else f"https://{link}"


def web_links(links: Iterable[str]) -> tuple[str, ...]:
    """Return the links that lead into the web, each whole and once."""
    found = map(whole, links)
    return tuple(dict.fromkeys(link for link in found if link.lower().startswith(("http://", "https://"))))


def trimmed(link: str) -> str:
    """Return what was written as a link without what closes the sentence around it."""
    while link and link[-1] in _CLOSING:
        opening = _OPENING.get(link[-1])
        if opening is not None and link.count(link[-1]) <= link.count(opening):
            return link
        link = link[:-1]
    return link


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the addresses in a text as they are written, in order, each once."""
    if "." not in text:
        return ()
    found = (_address(match) for match in _FOUND.finditer(text))
    return tuple(dict.fromkeys(one for one in found if one))


def _address(match: re.Match[str]) -> str | None:
    """Return an address without the punctuation after it; None where Telegram would show none."""
    scheme, host, port = match["scheme"] or "", match["host"], match["port"] or ""
    if not _is_host(host, bare=not scheme):
        return None
    if port and not 0 < int(port[1:]) <= _MAX_PORT:
        return scheme + host
    rest = trimmed(match["rest"] or "")
    return scheme + host + port + (rest if rest not in ("?", "#") else "")


def _is_host(host: str, *, bare: bool) -> bool:
    last = host.rpartition(".")[2]
    if _NUMBERS.fullmatch(host):
        return True
    if "_" in host if bare else "_" in "".join(host.split(".")[-2:]):
        return False
    if not bare:
        return _LAST.fullmatch(last) is not None
    cased = last.islower() or last.isupper() or last.startswith("xn--")
    return cased and (last.lower() in _ENDINGS or last.startswith("xn--"))
