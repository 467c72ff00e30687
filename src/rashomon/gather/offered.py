"""One document as it was offered, before anybody read it: what every source of the net and of archives yields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class RawDocument(Struct, frozen=True):
    """The bytes of one document and where they came from.

    `source` names it in the record. `problem` is the reason where there is nothing to read ("blocked_address", "gap");
    such a document is counted and never dropped. `given` is what is known from outside (outlet, published, url, title,
    language, byline), `headers` are those of the answer with names in lower case, `flags` are remarks ("truncated").
    """

    source: str
    raw: bytes = b""
    reader: Literal["page", "text", "row"] = "page"
    problem: str = ""
    given: Mapping[str, str] = {}
    headers: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
