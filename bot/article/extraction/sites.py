"""Sites: which addresses are of one house, so that a page speaks for its own site alone."""

from __future__ import annotations

from functools import lru_cache

from tld import get_fld
from yarl import URL


def host_of(url: str | None) -> str:
    """Return the host of a web address as browsers ask for it, without www.; nothing where there is none."""
    try:
        parts = URL(url or "")
        host = (parts.raw_host or "").lower().rstrip(".")
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https") else ""


def site_of(url: str | None) -> str:
    """Return the name under which the house of an address is registered: bbc.co.uk of news.bbc.co.uk.

    An IP address is a house of its own; under an ending that the list does not know, the last two names count.

    Source: the public suffix list, private suffixes included, as `tld` keeps it (https://publicsuffix.org).
    """
    return _registered(host_of(url))


def is_same_site(one: str | None, other: str | None) -> bool:
    """Say whether two addresses are of one house; an address that is none is of no house."""
    return site_of(one) == site_of(other) != ""


def address(fetched: str | None, said: str | None) -> str | None:
    """Return where an article is: where it was fetched, or elsewhere on that very site if the article says so.

    Args:
        fetched: Where it was fetched; None for a file or a message, whose own word is all there is.
        said: Where it says itself that it is, as by rel=canonical.
    """
    if fetched is None:
        return said if site_of(said) else None
    return said if is_same_site(fetched, said) else fetched


@lru_cache(maxsize=1024)
def _registered(host: str) -> str:
    if not host or ":" in host or host.replace(".", "").isdigit():
        return host
    return get_fld(f"http://{host}/", fail_silently=True) or ".".join(host.split(".")[-2:])
