"""A web page to text and metadata. Runs only inside the killable worker: hostile pages cost quadratic time.

Main text by trafilatura (fast profile); metadata first from JSON-LD and meta tags. Sources: trafilatura 2.3
documentation; schema.org NewsArticle; Open Graph.
"""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from rashomon.gather.decoding import decode
from rashomon.gather.drafts import Draft

# Measured on pages made to hurt: beyond these sizes the parsers need more than 10 s (quadratic in tag length and depth).
LARGEST_PAGE = 5 * 1024 * 1024
LONGEST_TAG = 64 * 1024
DEEPEST = 5_000
META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": ("article:published_time", "datepublished", "dc.date.issued", "dc.date", "date", "pubdate", "parsely-pub-date"),
    "byline": ("author", "article:author", "dc.creator"),
    "url": ("og:url",),
}  # fmt: skip
NEWS = (
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "AnalysisNewsArticle",
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)


def refuse(raw: bytes) -> str:
    """Name the reason to refuse a page before it is parsed, by one linear scan; empty where it may be parsed."""
    if len(raw) > LARGEST_PAGE:
        return "page-too-large"
    depth = deepest = 0
    for tag in re.finditer(rb"<(/?)[a-zA-Z][^>]*>?", raw):
        if tag.end() - tag.start() > LONGEST_TAG:
            return "tag-too-long"
        depth = max(0, depth - 1) if tag.group(1) else depth + (not tag.group().endswith(b"/>"))
        deepest = max(deepest, depth)
        if depth > 10 * DEEPEST:
            return "nested-too-deep"
    return "nested-too-deep" if raw.count(b"<div") > DEEPEST and deepest > DEEPEST + raw.count(b"<p") else ""


def read_page(source: str, raw: bytes) -> Draft:
    """Read one page into a draft: title line, blank line, main text; metadata beside it."""
    import trafilatura  # noqa: PLC0415  (heavy, and needed in the worker alone)

    html, remark = decode(raw, declared=True)
    flags = (f"decoded:{remark}",) if remark else ()
    visible, hidden = _visible(html)
    body = trafilatura.extract(visible, fast=True, include_comments=False, include_tables=False) or ""
    if not body.strip():
        return Draft(source, skipped="no-text")
    given = _metadata(html)
    title = given.get("title")
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    return Draft(
        source,
        text,
        title=title,
        outlet=given.get("outlet"),
        published=given.get("published"),
        published_from=given.get("published_from", "meta"),
        byline=given.get("byline"),
        url=given.get("url"),
        flags=(*flags, "hidden_text") if hidden else flags,
    )


def read_mail_page(source: str, raw: bytes) -> Draft:
    """Read a page saved as MHTML: the first HTML part."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            return read_page(source, content)
    return Draft(source, skipped="no-page-inside")


def _visible(html: str) -> tuple[str, bool]:
    tree = LexborHTMLParser(html)
    hidden = [
        node for node in tree.css("[style], [hidden], [aria-hidden=true]") if _is_hidden(node.attributes)
    ]
    if not hidden:
        return html, False
    said = any(len(node.text().split()) > 5 for node in hidden)
    for node in hidden:
        node.decompose()
    return tree.html or "", said


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style") or ""
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or bool(HIDDEN.search(style))


def _metadata(html: str) -> dict[str, str]:
    tree = LexborHTMLParser(html)
    found = _from_meta(tree)
    for script in tree.css('script[type="application/ld+json"]')[:20]:
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
        name = (
            node.attributes.get("property")
            or node.attributes.get("name")
            or node.attributes.get("itemprop")
            or ""
        )
        tags.setdefault(name.lower(), node.attributes.get("content") or "")
    found = {
        field: next((tags[name] for name in names if tags.get(name)), "") for field, names in META.items()
    }
    return {key: value for key, value in found.items() if value}


def _from_json_ld(text: str) -> dict[str, str]:
    # 200,000 opening brackets are a known attack on JSON readers
    if len(text) > 1_000_000 or text.count("[") > 10_000:
        return {}
    try:
        data: Any = msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError):
        return {}
    item = _news_item(data)
    if item is None:
        return {}
    found = {"title": item.get("headline"), "published": item.get("datePublished"), "outlet": _name(item.get("publisher")),
             "byline": _name(item.get("author"))}  # fmt: skip
    kept = {key: value for key, value in found.items() if isinstance(value, str) and value}
    return kept | ({"published_from": "json-ld"} if "published" in kept else {})


def _news_item(data: Any) -> dict[str, Any] | None:
    waiting: list[Any] = [data]
    for _ in range(500):
        if not waiting:
            return None
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            kinds: Any = item.get("@type")  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
            if any(kind in NEWS for kind in (kinds if isinstance(kinds, list) else [kinds])):  # pyright: ignore[reportUnknownVariableType]
                return item  # pyright: ignore[reportUnknownVariableType]
            waiting += [item["@graph"]] if "@graph" in item else []
    return None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        value = value.get("name")  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return value if isinstance(value, str) else None
