"""What an element of a web page is for, by its tag and the words in its class, id and role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from bot.article.extraction.dump.boilerplate import Reason

_WORDS = re.compile(r"[a-z]+")
_LONGEST_NAME = 300


class Role(StrEnum):
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
    "nav": Reason.NAVIGATION,
    "footer": Reason.FOOTER,
    "aside": Reason.SIDEBAR,
    "dialog": Reason.NAVIGATION,
    "form": Reason.FORM,
    "menu": Reason.NAVIGATION,
}
_ROLE_REASONS = {
    "navigation": Reason.NAVIGATION,
    "contentinfo": Reason.FOOTER,
    "complementary": Reason.SIDEBAR,
    "search": Reason.NAVIGATION,
    "dialog": Reason.NAVIGATION,
    "alertdialog": Reason.NAVIGATION,
}
_NAME_REASONS: tuple[tuple[Reason, frozenset[str]], ...] = (
    (Reason.COOKIES, names("cookie cookies consent gdpr onetrust cookiebar cookiebanner ccpa")),
    (Reason.NEWSLETTER, names("newsletter newsletters subscribe subscription signup mailchimp")),
    (Reason.DONATION, names("donate donation donations fundraiser patreon")),
    (Reason.SHARING, names("share sharing shares social socials sharedaddy addthis sharebar")),
    (Reason.COMMENTS, names("comments disqus respond commentlist commentform")),
    (Reason.RELATED, names("related recommended recommendations readmore outbrain taboola trending")),
    (Reason.ADVERTISEMENT, names("ad ads advert adverts advertisement advertising sponsored promo")),
    (Reason.REFERENCES, names("toc references reflist footnotes endnotes bibliography")),
    (Reason.TAGS, names("tags taglist tagcloud")),
    (Reason.NAVIGATION, names("nav navbar navigation menu breadcrumb breadcrumbs pagination pager")),
    (Reason.FOOTER, names("footer copyright colophon")),
    (Reason.SIDEBAR, names("sidebar widget widgets")),
)
_NAME_ROLES: tuple[tuple[Role, frozenset[str]], ...] = (
    (Role.PULL_QUOTE, names("pullquote pullquotes pulled")),
    (Role.CAPTION, names("caption figcaption captions")),
    (Role.NOTE, names("bio biography contributor authorbox authorbio")),
    (Role.STANDFIRST, names("standfirst lead lede deck dek subtitle strapline excerpt subheadline intro")),
    (Role.BYLINE, names("byline dateline timestamp pubdate published posted")),
    (Role.SECTION, names("kicker eyebrow rubric")),
)
_PHRASES: tuple[tuple[Role, str], ...] = (
    (Role.PULL_QUOTE, "pull-quote"),
    (Role.NOTE, "author-box"),
    (Role.NOTE, "about-author"),
    (Role.NOTE, "about-the-author"),
    (Role.NOTE, "author-note"),
    (Role.NOTE, "author-info"),
    (Role.NOTE, "editors-note"),
    (Role.BYLINE, "entry-meta"),
    (Role.BYLINE, "article-meta"),
    (Role.BYLINE, "post-meta"),
    (Role.BYLINE, "article-author"),
)


def reason_of(tag: str, attributes: Mapping[str, str]) -> Reason | None:
    """Return why the content of an element would not be part of an article, if its name says so."""
    return _reason_of(_name(attributes)) or _ROLE_REASONS.get(attributes.get("role", "")) or _TAG_REASONS.get(tag)


def role_of(tag: str, attributes: Mapping[str, str]) -> Role | None:
    """Return what part of an article an element is, if its name says so."""
    if tag == "figcaption":
        return Role.CAPTION
    if tag in ("time", "address") or attributes.get("rel") == "author":
        return Role.BYLINE
    return _role_of(_name(attributes))


def _name(attributes: Mapping[str, str]) -> str:
    return f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LONGEST_NAME]


@lru_cache(maxsize=2048)
def _reason_of(name: str) -> Reason | None:
    words = set(_WORDS.findall(name.lower()))
    return next((reason for reason, names in _NAME_REASONS if names & words), None)


@lru_cache(maxsize=2048)
def _role_of(name: str) -> Role | None:
    name = name.replace("_", "-").lower()
    phrase = next((role for role, phrase in _PHRASES if phrase in name), None)
    words = set(_WORDS.findall(name))
    return phrase or next((role for role, names in _NAME_ROLES if names & words), None)
