"""Who counts as one client: an address, or the network that one host has of the newer kind of addresses."""

from ipaddress import IPv6Address, IPv6Network, ip_address

_HOST_NETWORK = 64


def client_of(address: str | None) -> str:
    """What the queries from an address count for. A host can take any of 2^64 addresses of its IPv6 network."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found, _HOST_NETWORK), strict=False))
