"""Lists of links: OPML (http://opml.org/spec2.opml) and sitemaps with the news extension (sitemaps.org)."""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any

from rashomon.gather.entries import Entry, Listing, read_date, read_link
from rashomon.gather.feed_xml import Markup
from rashomon.gather.plain_markup import plain_title

# the library has no types of its own
etree: Any = importlib.import_module("lxml.etree")
# A desk's list of feeds has some hundred lines; the largest public ones have a few thousand.
MOST_FEEDS = 10_000


def read_opml(markup: Markup, url: str) -> Listing:
    """Read the feeds an OPML file names, each once, in its order."""
    root = _tree(markup)
    if root is None:
        return Listing(problem="broken-xml")
    outlines = [node for node in root.iter("{*}outline") if _attribute(node, "xmlurl")]
    links = [read_link(_attribute(node, "xmlurl"), url) for node in outlines]
    kept = tuple(dict.fromkeys(link for link in links if link))[:MOST_FEEDS]
    dropped = sum(link is None for link in links)
    left_out = Counter({"no-web-address": dropped, "twice-or-too-many": len(links) - dropped - len(kept)})
    title = plain_title(root.findtext(".//{*}title") or "")
    return Listing("opml", title, (), len(links), dict(+left_out), kept, markup.flags)


def read_sitemap(markup: Markup, url: str, now: float) -> Listing:
    """Read a sitemap: its pages as entries with what the news extension says of them, or the sitemaps it names."""
    root = _tree(markup)
    if root is None:
        return Listing(problem="broken-xml")
    parts = [read_link(_child(node, "loc"), url) for node in root.iter("{*}sitemap")]
    pages = [_page(node, url, now) for node in root.iter("{*}url")]
    kept = {page.key: page for page in pages if page}
    lists = tuple(dict.fromkeys(part for part in parts if part))
    offered = len(pages) + len(parts) + markup.cut
    reason = "after-the-first-2000" if "shortened" in markup.flags else "cut-entry"
    dropped = sum(page is None for page in pages) + sum(part is None for part in parts)
    left_out = Counter({reason: markup.cut, "no-web-address": dropped})
    left_out["same-key"] = offered - markup.cut - dropped - len(kept) - len(lists)
    return Listing("sitemap", "", tuple(kept.values()), offered, dict(+left_out), lists, markup.flags)


def _tree(markup: Markup) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(markup.text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _page(node: Any, url: str, now: float) -> Entry | None:
    link = read_link(_child(node, "loc"), url)
    if link is None:
        return None
    published = _child(node, "publication_date") or _child(node, "lastmod")
    return Entry(
        link,
        plain_title(_child(node, "title")),
        link,
        "",
        read_date(published, now),
        plain_title(_child(node, "name")) or None,
        None,
        _child(node, "language") or None,
    )


def _child(node: Any, name: str) -> str:
    return next((part.text.strip() for part in node.iter(f"{{*}}{name}") if part.text), "")


def _attribute(node: Any, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if str(key).lower() == name), "")
