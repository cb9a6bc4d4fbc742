"""Which addresses of the network the bot may talk to: those of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

_IPV4_AT_THE_END = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"))
"""Ranges whose last 32 bits are an IPv4 address: NAT64, IPv4-compatible, IPv4-translated (RFC 6052, 4291, 2765)."""
_NEVER_PUBLIC = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("fec0::/10"),
)
"""What older Pythons call global: protocol assignments, 6to4 relays, local NAT64 (RFC 8215), former site-local ones."""


def is_public(address: Address) -> bool:
    """Say whether an address, and every address wrapped inside it, belongs to the public internet."""
    return all(_is_global(inner) for inner in _unwrapped(address))


def _is_global(address: Address) -> bool:
    if any(address in network for network in _NEVER_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _unwrapped(address: Address) -> tuple[Address, ...]:
    """Return what a packet to this address may end up at: the IPv4 inside a transition address, else itself."""
    if isinstance(address, IPv4Address):
        return (address,)
    is_ipv4_last = any(address in network for network in _IPV4_AT_THE_END)
    itself = IPv4Address(int(address) & 0xFFFF_FFFF) if is_ipv4_last else address
    return address.teredo or (address.ipv4_mapped or address.sixtofour or itself,)
