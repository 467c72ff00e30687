"""What a page says of itself: JSON-LD first, then meta tags, then its heading. Sources: schema.org NewsArticle; Open Graph."""

from __future__ import annotations

from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": ("article:published_time", "datepublished", "dc.date.issued", "dc.date", "date", "pubdate", "parsely-pub-date"),
    "byline": ("author", "article:author", "dc.creator"),
    "url": ("og:url",),
}  # fmt: skip
NEWS = {
    "NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "AnalysisNewsArticle",
}  # fmt: skip
# 200,000 opening brackets are a known attack on JSON readers; the largest honest block at hand has 40,000 characters.
LONGEST_BLOCK = 1_000_000
MOST_BRACKETS = 10_000
MOST_BLOCKS = 20
# Items looked at in one block before it is given up: pages list a site's navigation in the same block.
MOST_ITEMS = 500


def metadata(html: str) -> dict[str, str]:
    """Return title, outlet, published (with published_from), byline, url and article_body, where the page gives them."""
    tree = LexborHTMLParser(html)
    found = _from_meta(tree)
    for script in tree.css('script[type="application/ld+json"]')[:MOST_BLOCKS]:
        found |= _from_json_ld(script.text())
    link = tree.css_first('link[rel="canonical"]')
    if link and (address := link.attributes.get("href")):
        found["url"] = address
    if "title" not in found and (heading := tree.css_first("h1")):
        found["title"] = heading.text()
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}


def _from_meta(tree: LexborHTMLParser) -> dict[str, str]:
    tags: dict[str, str] = {}
    for node in tree.css("meta"):
        given = node.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop") or ""
        tags.setdefault(name.lower(), given.get("content") or "")
    found = {
        field: next((tags[name] for name in names if tags.get(name)), "") for field, names in META.items()
    }
    return {key: value for key, value in found.items() if value}


def _from_json_ld(text: str) -> dict[str, str]:
    if len(text) > LONGEST_BLOCK or text.count("[") > MOST_BRACKETS:
        return {}
    try:
        data: Any = msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return {}
    item = _news_item(data)
    if item is None:
        return {}
    found = {"title": item.get("headline"), "published": item.get("datePublished"), "outlet": _name(item.get("publisher")),
             "byline": _name(item.get("author")), "article_body": item.get("articleBody")}  # fmt: skip
    kept = {key: value for key, value in found.items() if isinstance(value, str) and value}
    return kept | ({"published_from": "json-ld"} if "published" in kept else {})


def _news_item(data: Any) -> dict[str, Any] | None:
    waiting: list[Any] = [data]
    for _ in range(MOST_ITEMS):
        if not waiting:
            return None
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            if _is_news(item.get("@type")):  # pyright: ignore[reportUnknownMemberType]
                return item  # pyright: ignore[reportUnknownVariableType]
            waiting += [item["@graph"]] if "@graph" in item else []
    return None


def _is_news(kinds: Any) -> bool:
    listed: list[Any] = kinds if isinstance(kinds, list) else [kinds]  # pyright: ignore[reportUnknownVariableType]
    return any(isinstance(kind, str) and kind in NEWS for kind in listed)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        value = value.get("name")  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return value if isinstance(value, str) else None
