"""JSON Feed (https://www.jsonfeed.org/version/1.1/) to entries."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, cast

import msgspec

from rashomon.gather.decoding import decode
from rashomon.gather.entries import Entry, Listing, read_date, read_link
from rashomon.gather.feed_xml import ILLEGAL, MOST_ITEMS
from rashomon.gather.plain_markup import plain_text, plain_title
from rashomon.spans import make_id

# Whole escapes, so that the end of one is never taken for the begin of another; a pair of surrogates is one letter.
ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u(?P<code>[0-9a-fA-F]{4})|\\.", re.DOTALL
)


def read_json_feed(raw: bytes, url: str, now: float) -> Listing:
    """Read a JSON Feed; what is valid JSON and no feed is `not_a_feed`."""
    text, remark = decode(raw)
    clean = ESCAPE.sub(_harmless, text)
    try:
        data: Any = msgspec.json.decode(clean.removeprefix("\ufeff").encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Listing(problem="broken-json")
    if not isinstance(data, dict) or "jsonfeed.org/version" not in _text(data, "version"):
        return Listing(problem="not_a_feed")
    feed: dict[str, Any] = data  # pyright: ignore[reportUnknownVariableType]
    items: Any = feed.get("items")
    rows = cast("list[Any]", items) if isinstance(items, list) else []
    title = plain_title(_text(feed, "title"))
    objects = [cast("dict[str, Any]", row) for row in rows[:MOST_ITEMS] if isinstance(row, dict)]
    entries = [_entry(row, url, now, title, _text(feed, "language")) for row in objects]
    kept = {entry.key: entry for entry in reversed(entries)}
    left_out = Counter(
        {"after-the-first-2000": max(0, len(rows) - MOST_ITEMS), "same-key": len(entries) - len(kept)}
    )
    left_out["no-object"] = min(len(rows), MOST_ITEMS) - len(entries)
    flags = (f"decoded:{remark}",) if remark else ()
    flags += ("control-characters",) if clean != text else ()
    return Listing(
        "feed", title, tuple(reversed(list(kept.values()))), len(rows), dict(+left_out), flags=flags
    )


def _harmless(escape: re.Match[str]) -> str:
    """Leave out what no text holds, as in XML: one odd letter must not cost a feed, nor PostgreSQL refuse a NUL."""
    code = int(escape["code"], 16) if escape["code"] else 32
    if code not in ILLEGAL:
        return escape[0]
    return "\\ufffd" if 0xD800 <= code < 0xE000 else ""


def _entry(row: dict[str, Any], url: str, now: float, outlet: str, language: str) -> Entry:
    title, link = plain_title(_text(row, "title")), read_link(row.get("url"), url)
    # content_text is text already: brackets in it are letters
    text = "\n".join(line for line in _text(row, "content_text")[:1_000_000].split("\n") if line.strip())
    text = text or plain_text(_text(row, "content_html") or _text(row, "summary"))
    key = row.get("id")
    return Entry(
        str(key)[:2_048] if isinstance(key, str | int) and key != "" else link or make_id("e", title, text),
        title,
        link,
        text,
        read_date(row.get("date_published"), now) or read_date(row.get("date_modified"), now),
        outlet or None,
        _author(row) or None,
        _text(row, "language") or language or None,
    )


def _author(row: dict[str, Any]) -> str:
    authors: Any = row.get("authors")
    first: Any = authors[0] if isinstance(authors, list) and authors else row.get("author")  # pyright: ignore[reportUnknownVariableType]
    return plain_title(_text(first, "name")) if isinstance(first, dict) else ""  # pyright: ignore[reportUnknownArgumentType]


def _text(row: Any, name: str) -> str:
    value: Any = row.get(name)
    return value if isinstance(value, str) else ""
