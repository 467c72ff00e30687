"""Markup to plain text. No HTML from outside is kept: what a feed calls a title is text, whatever is written in it."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

BREAK = re.compile(
    r"<br\s{0,9}/?>|</(?:p|div|li|h[1-6]|blockquote|tr|dd|dt|section|article|figcaption)>", re.IGNORECASE
)
# The tags that feeds put into titles in earnest; all others stay as the letters they are written with.
INLINE = re.compile(
    r"</?(?:b|i|em|strong|span|u|small|sub|sup|p|q|cite|abbr|font|wbr|br)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
DEAD = "script, style, noscript, template, iframe, object, embed, head"
# The longest title in 20 years of a public feed archive is far below; more is no title.
LONGEST_TITLE = 1_000
LONGEST_TEXT = 1_000_000


def plain_text(markup: str) -> str:
    r"""Take the text out of markup, one line a block.

    >>> plain_text("<p>Rain &amp; wind</p><script>x</script><p>fell</p>")
    'Rain & wind\nfell'
    """
    if "<" not in markup and "&" not in markup:
        return _lines(markup)
    tree = LexborHTMLParser(BREAK.sub(lambda tag: f"{tag[0]}\n", markup[:LONGEST_TEXT]))
    for node in tree.css(DEAD):
        if node.tag != "head":
            node.decompose()
    return _lines(tree.body.text() if tree.body else "")


def plain_title(title: str) -> str:
    """Take the text out of a title. Markup that is no emphasis is shown as it is written, as in any text.

    >>> plain_title("<b>Rain</b> on <svg/onload=alert(1)>")
    'Rain on <svg/onload=alert(1)>'
    """
    text = html.unescape(INLINE.sub("", title))
    return " ".join(_printable(text).split())[:LONGEST_TITLE]


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in _printable(text)[:LONGEST_TEXT].split("\n"))
    return "\n".join(line for line in lines if line)


def _printable(text: str) -> str:
    return text.translate(CONTROLS).encode("utf-8", "replace").decode("utf-8")


CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
