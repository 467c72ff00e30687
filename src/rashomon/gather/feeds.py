"""Lists on the net to entries: RSS, Atom, JSON Feed, OPML, sitemaps for news. Runs inside the killable worker.

feedparser is given bytes alone, for an address would make it fetch by itself, and its sanitiser is not relied on: only
plain text leaves this room. Sources: RSS 2.0, RFC 4287, JSON Feed 1.1, OPML 2.0, sitemaps.org, `notes/faults.md` 33-52.
"""

from __future__ import annotations

import importlib
import io
import re
from collections import Counter
from typing import Any, cast

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from rashomon.gather.entries import Entry, Listing, read_date, read_link
from rashomon.gather.feed_json import read_json_feed
from rashomon.gather.feed_xml import Markup, make_safe
from rashomon.gather.limited import GivenUp, Killable
from rashomon.gather.link_lists import read_opml, read_sitemap
from rashomon.gather.plain_markup import plain_text, plain_title
from rashomon.spans import make_id

# the library has no types of its own
parse: Any = importlib.import_module("feedparser").parse
# libexpat before 2.6 takes a time quadratic in the longest token (CVE-2023-52425): 20 MB took 2.25 s.
LARGEST_FEED = 5 * 1024 * 1024
ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w-]{0,40})[\s/>]")
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}


class Fed(Struct, frozen=True):
    """The bytes of a list with what is known of them: its address, its Content-Type, the time (seconds since 1970)."""

    raw: bytes
    url: str
    content_type: str = ""
    now: float = 0.0


class FeedReader:
    """Reads lists in a process of its own. Use it with `contextlib.closing`."""

    def __init__(self, seconds: float = 10.0) -> None:
        self._worker: Killable[Fed, Listing] = Killable(read_feed, seconds)

    def read(self, fed: Fed) -> Listing:
        """Read a list; `problem` says why it could not be read."""
        if len(fed.raw) > LARGEST_FEED:
            return Listing(problem="feed_too_large")
        found = self._worker.run(fed)
        return Listing(problem=found.why) if isinstance(found, GivenUp) else found

    def close(self) -> None:
        """Stop the process."""
        self._worker.close()


def read_feed(fed: Fed) -> Listing:
    """Read a list of any of the formats. Never raises for bad bytes; it may take long, hence the worker."""
    if not fed.raw.strip(b" \t\r\n\0"):
        return Listing(problem="empty")
    if fed.raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}:
        return read_json_feed(fed.raw, fed.url, fed.now)
    markup = make_safe(fed.raw, fed.content_type)
    return Listing(problem=markup.problem) if markup.problem else _read_markup(markup, fed)


def _read_markup(markup: Markup, fed: Fed) -> Listing:
    root = ROOT.search(_without_comments(markup.text[:50_000]))
    match ROOTS.get(root[1].lower() if root else "", ""):
        case "feed":
            return _read_xml_feed(markup, fed)
        case "opml":
            return read_opml(markup, fed.url)
        case "sitemap":
            return read_sitemap(markup, fed.url, fed.now)
        case _:
            return Listing(problem="not_a_feed", lists=_hints(markup.text, fed.url))


def _without_comments(text: str) -> str:
    """Take comments out, each sign looked at once: what opens thousands and closes none costs no more than its length."""
    kept, at = "", 0
    while (opens := text.find("<!--", at)) >= 0 and (closes := text.find("-->", opens + 4)) >= 0:
        kept, at = kept + text[at:opens], closes + 3
    return kept + text[at:]


def _read_xml_feed(markup: Markup, fed: Fed) -> Listing:
    parsed: Any = parse(
        io.BytesIO(markup.text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    title = plain_title(str(parsed.feed.get("title") or ""))
    language = parsed.feed.get("language")
    entries = [_entry(item, fed, title, language) for item in parsed.entries]
    flags = markup.flags if not parsed.bozo else (*markup.flags, "broken-xml")
    return _listing(entries, title, markup, flags)


def _listing(entries: list[Entry], title: str, markup: Markup, flags: tuple[str, ...]) -> Listing:
    kept = {entry.key: entry for entry in reversed(entries) if entry.title or entry.text or entry.link}
    reason = "after-the-first-2000" if "shortened" in markup.flags else "cut-entry"
    left_out = Counter(
        {reason: markup.cut, "empty-entry": sum(not (e.title or e.text or e.link) for e in entries)}
    )
    left_out["same-key"] = len(entries) - len(kept) - left_out["empty-entry"]
    offered = len(entries) + markup.cut
    # what stands between tags as an item and is none to the parser (in comments, in text) is not offered
    return Listing("feed", title, tuple(reversed(kept.values())), offered, dict(+left_out), flags=flags)


def _entry(item: Any, fed: Fed, outlet: str, language: Any) -> Entry:
    title = plain_title(_text(item.get("title")))
    bodies = [
        _text(part.get("value")) for part in cast("list[dict[str, Any]]", item.get("content") or [])
    ] + [_text(item.get("summary"))]
    text = max((plain_text(body) for body in bodies), key=len, default="")
    link = read_link(item.get("link"), fed.url)
    published = read_date(item.get("published"), fed.now, item.get("published_parsed"))
    return Entry(
        _text(item.get("id"))[:2_048].strip() or link or make_id("e", title, text),
        title,
        link,
        text,
        published or read_date(item.get("updated"), fed.now, item.get("updated_parsed")),
        plain_title(_text(cast("dict[str, Any]", item.get("source") or {}).get("title"))) or outlet or None,
        plain_title(_text(item.get("author"))) or None,
        language
        if isinstance(language, str) and re.fullmatch(r"[A-Za-z]{2,3}(-\w{1,8})*", language)
        else None,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _hints(text: str, url: str) -> tuple[str, ...]:
    if len(text) > 1_000_000:
        return ()
    links = LexborHTMLParser(text).css('link[rel~="alternate"][href]')[:50]
    typed = [
        node.attributes.get("href")
        for node in links
        if (node.attributes.get("type") or "").lower() in FEED_TYPES
    ]
    return tuple(dict.fromkeys(link for href in typed if (link := read_link(href, url))))
