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
academy agency app art asia bank bar best bet bid bike bio biz blog bot box business buzz cafe cam cards care cash
casino cat center chat cheap church city click clinic cloud club codes coffee college com community company cool
credit data date dating deals design dev digital doctor dog download earth eco edu education email energy events
exchange expert express fail family fan fans farm fashion film finance fish fit food forex forum foundation free fun
games garden gift gifts gold google gov green group guide guru health help homes host hosting hot hotels house icu
immo info institute insurance int international jobs kids kim kitchen land law legal life limo link live llc
loan loans lol london lotto love ltd market marketing media men menu mil mobi moda mom money monster moscow mov movie
museum music name net network new news ngo ninja now one ong onion online open org page paris partners parts party pay
pet phone photo photography photos pics pink pizza place play plus poker porn post press pro promo pub quest racing
radio read red ren rent report rest restaurant review reviews rich rip rocks room run safe sale save school science
search services sex sexy shoes shop shopping show singles site smart social software solutions song space sport star
store stream studio study style supply support surf systems tax taxi team tech tel tennis tickets tips today ton tools
top tours town toys trade trading training travel trust tube university uno vegas video vip vision vote voyage wang
watch webcam website wien wiki win wine winners work works world wow wtf xin xxx xyz yandex yoga you youtube zero zip
zone
"""
_ENDINGS = frozenset(_WORDS.split())
"""Last labels of hosts that are taken for addresses without a scheme: those of countries, and those in use."""
_MARKS = r"\u2000-\u200b\u2016-\u206f"
"""General punctuation, its dashes and joiners aside."""
_PART = r"\w~\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff-"
"""What a part of a host is made of: for Telegram a picture is a letter."""
_HOST = re.compile(rf"(?<![{_PART}.])(?>[{_PART}]+(?:\.[{_PART}]+)+)(?!@)")
_BEFORE = re.compile(rf"(?P<scheme>(?:https?|ftp)://)?(?P<user>[^\s/\[\]{{}}()'`<>\"@«»{_MARKS}]+@)?\Z", re.IGNORECASE)
_NEAR = 100
"""Characters before a host in which a scheme and a name are looked for."""
_REST = re.compile(rf"(?::0*(?P<port>[1-9]\d{{0,4}})(?!\d))?(?P<path>[/?#][^\s<>\"«»{_MARKS}]*)?")
_MAILBOX = re.compile(r"(?:mailto:)?[\w.+-]+@(?:[a-z\d][\w-]*\.)+[a-z]{2,8}", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_CLOSING = ".,:;!?…'’\"*)]}"
_OPENING = {")": "(", "]": "[", "}": "{"}
_LAST = re.compile(r"xn--[a-z\d]{2,}|[^_-]{2,}", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
_MAX_PORT = 65_535
_TAGGED = re.compile(r"#\Z|(?<!\w)@\Z")


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
    found, end = [], 0
    while "." in text and (host := _HOST.search(text, end)):
        address, end = _address(text, host, max(end, host.start() - _NEAR))
        found.append(address)
    return tuple(dict.fromkeys(one for one in found if one))


def _address(text: str, host: re.Match[str], since: int) -> tuple[str, int]:
    """Return the address around a host, or nothing where Telegram would show none, and where to look on."""
    before, rest = _BEFORE.search(text, since, host.start()), _REST.match(text, host.end())
    if before is None or rest is None:
        return "", host.end()
    end, path = (rest.start(), "") if int(rest["port"] or 0) > _MAX_PORT else (rest.end(), rest["path"] or "")
    address = text[before.start() : end - len(path)] + _closed(path)
    is_bare = not before["scheme"]
    is_address = _is_host(host[0], bare=is_bare) and not (is_bare and _MAILBOX.fullmatch(address))
    return address if is_address and not _is_barred(text, before.start(), bare=is_bare) else "", end


def _is_barred(text: str, start: int, *, bare: bool) -> bool:
    """Say whether what stands before an address makes something else of it: a path, a hashtag, a mention."""
    if bare:
        return text[start - 1 : start] in ("/", "#", "@")
    return _TAGGED.search(text, max(0, start - 2), start) is not None


def _closed(path: str) -> str:
    """Return a path up to a bracket that nothing opened, without the punctuation after it."""
    open_ = dict.fromkeys(_OPENING.values(), 0)
    for place, sign in enumerate(path):
        if sign in open_:
            open_[sign] += 1
        elif sign in _OPENING:
            open_[_OPENING[sign]] -= 1
            if open_[_OPENING[sign]] < 0:
                path = path[:place]
                break
    path = path.rstrip(".:;,('?!`")
    return path if path not in ("?", "#") else ""


def _is_host(host: str, *, bare: bool) -> bool:
    *others, last = host.split(".")
    if _NUMBERS.fullmatch(host):
        return True
    if host.replace(".", "").isdigit() or any(one.endswith("-") for one in others) or "_" in others[-1]:
        return False
    if not _LAST.fullmatch(last):
        return False
    is_name = last[:1].isupper() and last[1:].islower()
    return not bare or last.startswith("xn--") or (not is_name and last.lower() in _ENDINGS)
