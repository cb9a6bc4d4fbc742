"""What an element of a web page is for, by its tag and the words in its class, id and role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from bot.article.extraction.dump.boilerplate import DropReason

_WORDS = re.compile(r"[a-z]+")
_LONGEST_NAME = 300


class ElementRole(StrEnum):
    """What a part of an article is, when its element says so."""

    BYLINE = "byline"
    CAPTION = "caption"
    NOTE = "note"
    PULL_QUOTE = "pull quote"
    SECTION = "section"
    STANDFIRST = "standfirst"


def names(words: str) -> frozenset[str]:
    """Return the names that stand in a line."""
    return frozenset(words.split())


_TAG_REASONS = {
    **dict.fromkeys(("nav", "dialog", "menu"), DropReason.NAVIGATION),
    "footer": DropReason.FOOTER,
    "aside": DropReason.SIDEBAR,
    "form": DropReason.FORM,
}
_ROLE_REASONS = {
    **dict.fromkeys(("navigation", "search", "dialog", "alertdialog"), DropReason.NAVIGATION),
    "contentinfo": DropReason.FOOTER,
    "complementary": DropReason.SIDEBAR,
}
_NAME_REASONS: tuple[tuple[DropReason, frozenset[str]], ...] = (
    (DropReason.COOKIES, names("cookie cookies consent gdpr onetrust cookiebar cookiebanner ccpa")),
    (DropReason.NEWSLETTER, names("newsletter newsletters subscribe subscription signup mailchimp")),
    (DropReason.DONATION, names("donate donation donations fundraiser patreon")),
    (DropReason.SHARING, names("share sharing shares social socials sharedaddy addthis sharebar")),
    (DropReason.COMMENTS, names("comments disqus respond commentlist commentform")),
    (DropReason.RELATED, names("related recommended recommendations readmore outbrain taboola trending")),
    (DropReason.ADVERTISEMENT, names("ad ads advert adverts advertisement advertising sponsored promo")),
    (DropReason.REFERENCES, names("toc references reflist footnotes endnotes bibliography")),
    (DropReason.TAGS, names("tags taglist tagcloud")),
    (DropReason.NAVIGATION, names("nav navbar navigation menu breadcrumb breadcrumbs pagination pager")),
    (DropReason.FOOTER, names("footer copyright colophon")),
    (DropReason.SIDEBAR, names("sidebar widget widgets")),
)
_NAME_ROLES: tuple[tuple[ElementRole, frozenset[str]], ...] = (
    (ElementRole.PULL_QUOTE, names("pullquote pullquotes pulled")),
    (ElementRole.CAPTION, names("caption figcaption captions")),
    (ElementRole.NOTE, names("bio biography contributor authorbox authorbio")),
    (ElementRole.STANDFIRST, names("standfirst lead lede deck dek subtitle strapline excerpt subheadline intro")),
    (ElementRole.BYLINE, names("byline dateline timestamp pubdate published posted")),
    (ElementRole.SECTION, names("kicker eyebrow rubric")),
)
_PHRASES: tuple[tuple[ElementRole, frozenset[str]], ...] = (
    (ElementRole.PULL_QUOTE, names("pull-quote")),
    (ElementRole.NOTE, names("author-box about-author about-the-author author-note author-info editors-note")),
    (ElementRole.BYLINE, names("entry-meta article-meta post-meta article-author")),
)


def reason_of(tag: str, attributes: Mapping[str, str]) -> DropReason | None:
    """Return why the content of an element would not be part of an article, if its name says so."""
    return _reason_of(_name(attributes)) or _ROLE_REASONS.get(attributes.get("role", "")) or _TAG_REASONS.get(tag)


def role_of(tag: str, attributes: Mapping[str, str]) -> ElementRole | None:
    """Return what part of an article an element is, if its name says so."""
    if tag == "figcaption":
        return ElementRole.CAPTION
    if tag in ("time", "address") or attributes.get("rel") == "author":
        return ElementRole.BYLINE
    return _role_of(_name(attributes))


def _name(attributes: Mapping[str, str]) -> str:
    return f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LONGEST_NAME]


@lru_cache(maxsize=2048)
def _reason_of(name: str) -> DropReason | None:
    words = set(_WORDS.findall(name.lower()))
    return next((reason for reason, names in _NAME_REASONS if names & words), None)


@lru_cache(maxsize=2048)
def _role_of(name: str) -> ElementRole | None:
    name = name.replace("_", "-").lower()
    phrase = next((role for role, phrases in _PHRASES if any(phrase in name for phrase in phrases)), None)
    words = set(_WORDS.findall(name))
    return phrase or next((role for role, names in _NAME_ROLES if names & words), None)
