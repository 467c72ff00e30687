"""A page before it is parsed: what a linear look refuses, and what a reader of the page would not see."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Measured on pages made to hurt: beyond these sizes the parsers need more than 10 s (quadratic in tag length and depth).
LARGEST_PAGE = 5 * 1024 * 1024
LONGEST_TAG = 64 * 1024
DEEPEST = 5_000
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})[^>]*>?")
# Tags that hold nothing, and tags that may stay open until the next one (HTML standard, optional tags): they nest
# nothing, however often they stand.
FLAT = frozenset(
    b"area base br col embed hr img input link meta source track wbr param p li dt dd td th tr tbody thead tfoot option optgroup"
    b" rt rp colgroup caption html head body".split()
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0*\.?0*(?:px|em|rem|pt|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}|(?<![\w-])left\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
# Letters in the colour of the paper; white letters alone may stand on a dark box.
INK = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.IGNORECASE)
PAPER = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
SHADES = {
    "#fff": "white",
    "#ffffff": "white",
    "rgb(255,255,255)": "white",
    "#000": "black",
    "#000000": "black",
}
# What a hidden stretch must hold to be worth a remark: menus for screen readers have a word or two in each place.
SAYS_SOMETHING = 5


def refuse(raw: bytes) -> str:
    """Name the reason to refuse a page before it is parsed, by one linear scan; empty where it may be parsed.

    >>> refuse(b"<p>" * 9_000), refuse(b"<div>" * 9_000)
    ('', 'nested-too-deep')
    """
    if len(raw) > LARGEST_PAGE:
        return "page-too-large"
    depth = 0
    for tag in TAG.finditer(raw):
        if tag.end() - tag.start() > LONGEST_TAG:
            return "tag-too-long"
        if tag.group(2).lower() in FLAT or tag.group().endswith(b"/>"):
            continue
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > DEEPEST:
            return "nested-too-deep"
    return ""


def visible(html: str) -> tuple[str, bool]:
    """Take out of a page what its own tags hide from readers; says whether that held more than a few words.

    JSON-LD goes too, without counting as hidden: trafilatura would take its `articleBody` for the text of the page.
    Style sheets are not read: what they hide may be shown again by a script. A page that hides its whole body does
    that until its script has run, so that is no hiding.
    """
    tree = LexborHTMLParser(html)
    marked = tree.css("[style], [hidden], [aria-hidden=true], template")
    hidden = [node for node in marked if node.tag not in {"html", "body"} and _is_hidden(node)]
    blocks = tree.css('script[type="application/ld+json"]')
    if not hidden and not blocks:
        return html, False
    said = any(len(node.text().split()) > SAYS_SOMETHING for node in hidden)
    for node in (*hidden, *blocks):
        node.decompose()
    return tree.html or "", said


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or node.tag == "template":
        return True
    style = attributes.get("style") or ""
    return bool(HIDDEN.search(style)) or _paper_on_paper(style)


def _paper_on_paper(style: str) -> bool:
    """Say whether letters have the very colour of what they stand on.

    >>> _paper_on_paper("color:#fff; background: white"), _paper_on_paper("color:white")
    (True, False)
    """
    ink, paper = INK.search(style), PAPER.search(style)
    return ink is not None and paper is not None and _shade(str(ink[1])) == _shade(str(paper[1]))


def _shade(value: str) -> str:
    plain = re.sub(r"\s", "", value.lower())
    return SHADES.get(plain, plain)
