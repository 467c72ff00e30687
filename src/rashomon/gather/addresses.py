"""Which network addresses may be reached: the public ones, and what the owner of an intranet allowed by name.

Python's own `ipaddress.is_global` calls multicast, NAT64, 6to4 and site-local addresses public (measured on 3.11 and
3.12), so the table here is our own. It judges the resolved address, never the spelling of a name.
Source: the IANA special-purpose address registries for IPv4 and IPv6.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from msgspec import Struct

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network
# Name and port to the addresses it stands for, as text; raises OSError where there is none.
type Resolver = Callable[[str, int], Sequence[str]]

CLOSED_V4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
)))  # fmt: skip
# Of IPv6 only what is handed out as global unicast is open; inside it: Teredo and its like, documentation, 6to4.
OPEN_V6 = IPv6Network("2000::/3")
CLOSED_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


class AddressRules(Struct, frozen=True):
    """What may be reached. `allow` opens networks inside the house ("10.1.0.0/16"); `ports` are the allowed ports."""

    allow: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})


class Resolved(Struct, frozen=True):
    """The checked addresses of a host in the order of the resolver, or the code that says why there are none."""

    addresses: tuple[str, ...] = ()
    code: str = ""
    detail: str = ""


def is_public(address: str) -> bool:
    """Say whether an address, in any spelling of the standard, is a public one.

    >>> is_public("93.184.216.34"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False)
    """
    found = _parse(address)
    return found is not None and _is_open(found)


def may_reach(address: str, rules: AddressRules) -> bool:
    """Say whether an address is public or inside a network that the rules allow."""
    found = _parse(address)
    if found is None:
        return False
    return _is_open(found) or any(found in network for network in _networks(rules.allow))


def resolve(host: str, port: int, resolver: Resolver, rules: AddressRules) -> Resolved:
    """Resolve a host once and check every answer; a single closed answer refuses the host.

    The caller must connect to one of the returned addresses and never resolve again: only so is a name that
    changes its answer between check and connection harmless.
    """
    try:
        answers = [host] if _parse(host) is not None else list(dict.fromkeys(resolver(host, port)))
    except socket.gaierror as error:
        code = "dns_temporary" if error.errno == socket.EAI_AGAIN else "dns_failed"
        return Resolved(code=code, detail=str(error.strerror or error))
    except (OSError, UnicodeError) as error:
        return Resolved(code="dns_failed", detail=str(error))
    if not answers:
        return Resolved(code="dns_failed", detail="no answer")
    for answer in answers:
        if not may_reach(answer, rules):
            return Resolved(code="blocked_address", detail=f"{host} is {answer}")
    return Resolved(tuple(str(_parse(answer)) for answer in answers))


def system_resolver(seconds: float = 10.0) -> Resolver:
    """Return a resolver that asks the system and waits no longer than that; `getaddrinfo` itself knows no limit."""

    def ask(host: str, port: int) -> list[str]:
        answer: list[str] = []
        failed: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answer.extend(str(address[0]) for *_, address in found)
            except (OSError, UnicodeError) as error:
                failed.append(error)

        asking = threading.Thread(target=look_up, daemon=True)
        asking.start()
        asking.join(seconds)
        if failed:
            raise failed[0]
        if asking.is_alive():
            raise socket.gaierror(socket.EAI_AGAIN, "no answer in time")
        return answer

    return ask


def _parse(address: str) -> Address | None:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _is_open(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_V4)
    return address in OPEN_V6 and not any(address in network for network in CLOSED_V6)


def _networks(allow: Sequence[str]) -> list[Network]:
    return [ipaddress.ip_network(item, strict=False) for item in allow]
