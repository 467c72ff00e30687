"""A web address to what may be asked for: parsed once, here, so that no second parser can read it differently."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna
from msgspec import Struct

from rashomon.gather.addresses import AddressRules

# Longer addresses are refused, as Media Cloud does (rss-fetcher, MAX_URL).
LONGEST_URL = 2_048
SCHEMES = {"http": 80, "https": 443}
NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*")
# A last label of this form makes the whole host a number to some resolvers ("127.1", "0x7f.1", "2130706433").
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Scripts that are rightly written together.
TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"}, {"CJK", "BOPOMOFO"})


class Target(Struct, frozen=True):
    """One address to ask: `host` as it goes on the wire (lower case, punycode), `path` with its query, quoted."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Host with port where that is not the usual one: the unit of politeness and of robots.txt."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one normal form.

        >>> read_target("HTTP://Example.ORG:80/a b#c", AddressRules()).url
        'http://example.org/a%20b'
        """
        return f"{self.scheme}://{self.site}{self.path}"


class Refusal(Struct, frozen=True):
    """Why an address is not asked: `code` for the machine, `detail` for the reader."""

    code: str
    detail: str


def read_target(url: str, rules: AddressRules, base: str | None = None) -> Target | Refusal:
    """Read an address, relative to `base` if that is given. What is doubtful is refused, never guessed.

    >>> read_target("http://127.1/", AddressRules())
    Refusal(code='blocked_address', detail='odd number as host: 127.1')
    """
    found = _read(url.strip(), rules, base)
    # quoted, a sign may become nine: what is asked for is no longer than what may be named
    long = isinstance(found, Target) and len(found.url) > LONGEST_URL
    return Refusal("bad_url", "too long when it is quoted") if long else found


def _read(url: str, rules: AddressRules, base: str | None) -> Target | Refusal:
    if len(url) > LONGEST_URL or "\\" in url or any(unicodedata.category(sign) == "Cc" for sign in url):
        return Refusal("bad_url", "too long, or with a control character or a backslash in it")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError as error:
        return Refusal("bad_url", str(error))
    if parts.scheme not in SCHEMES:
        return Refusal("blocked_scheme", parts.scheme or "none")
    if "@" in parts.netloc:
        return Refusal("blocked_address", "user name in address")
    number = SCHEMES[parts.scheme] if port is None else port
    if number not in rules.ports:
        return Refusal("blocked_address", f"port {number}")
    host = _host(parts)
    return host if isinstance(host, Refusal) else Target(parts.scheme, host, number, _path(parts))


def shown_host(host: str) -> str:
    """Write a host for people: in its own script, but in punycode where a label mixes scripts.

    >>> shown_host("xn--mnchen-3ya.example"), shown_host("xn--ample-9uf4d.example")
    ('münchen.example', 'xn--ample-9uf4d.example')
    """
    return ".".join(_shown(label) for label in host.split("."))


def _host(parts: SplitResult) -> str | Refusal:
    host = parts.hostname or ""
    if "%" in host:
        return Refusal("blocked_address", f"per cent sign in host: {host}")
    if "[" in parts.netloc:
        return _number(host, ipaddress.IPv6Address)
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        return Refusal("bad_url", str(error))
    name = name.lower().removesuffix(".")
    if NUMBER.fullmatch(name.rsplit(".", 1)[-1]):
        return _number(name, ipaddress.IPv4Address)
    if len(name) > 253 or not NAME.fullmatch(name):
        return Refusal("bad_url", f"no host name: {host[:80]}")
    return name


def _number(name: str, kind: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> str | Refusal:
    try:
        return str(kind(name))
    except ValueError:
        return Refusal("blocked_address", f"odd number as host: {name}")


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return f"{path if path.startswith('/') else '/' + path}{'?' + query if query else ''}"


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        name = idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
    return name if len(scripts) <= 1 or any(scripts <= group for group in TOGETHER) else label
