"""Feeds as XML, made safe before any parser sees them: decoded, without DTD, without bombs, cut to a bearable length.

Sources: XML 1.0, appendix F (detection of encodings) and section 2.2 (characters); `notes/faults.md`, cases 33-52.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from msgspec import Struct

from rashomon.gather.charsets import decode_answer

WIDE = ((b"\0\0\0<", "utf-32-be"), (b"<\0\0\0", "utf-32-le"), (b"\0<\0", "utf-16-be"), (b"<\0", "utf-16-le"))
ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))
ILLEGAL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"""<!ENTITY\s+(%\s+)?([\w.:-]{1,100})\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC))""")
NESTED = re.compile(r"&(?!#)|%[\w.:-]+;")
ITEM = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(?:item|entry|url|sitemap)(?=[\s>/])")
ITEM_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,40}:)?(?:item|entry|url|sitemap)\s{0,9}>")
# Media Cloud's fetcher reads as many stories of a feed; sitemaps for news may hold 1,000 by their own rules.
MOST_ITEMS = 2_000
MOST_ENTITIES = 200
# Measured: 100,000 nested elements take feedparser 10 s, 300,000 attributes more than 30 s.
DEEPEST = 500
LONGEST_TAG = 64 * 1024
MOST_EXPANDED = 1024 * 1024


class Markup(Struct, frozen=True):
    """A feed's XML as harmless text. `offered` counts its items, also those cut off; `problem` refuses it."""

    text: str = ""
    offered: int = 0
    cut: int = 0
    flags: tuple[str, ...] = ()
    problem: str = ""


def make_safe(raw: bytes, content_type: str) -> Markup:
    """Decode and clean the XML of a feed; a document that holds a bomb is refused with its reason."""
    text, remark = _decoded(raw, content_type)
    flags = [f"decoded:{remark}"] if remark else []
    clean = ILLEGAL_REFERENCE.sub("", text.translate(ILLEGAL))
    if clean != text.removeprefix("\ufeff"):
        flags.append("control-characters")
    clean = DECLARATION.sub("", clean.removeprefix("\ufeff"), count=1)
    shape = _bad_shape(clean)
    if shape:
        return Markup(problem=shape)
    plain = _without_entities(clean)
    if plain.problem:
        return plain
    return _shortened(plain.text, (*flags, *plain.flags))


def _decoded(raw: bytes, content_type: str) -> tuple[str, str]:
    for start, name in WIDE:
        if raw.startswith(start):
            text = raw.decode(name, "replace")
            return text, f"broken-{name}" if "\ufffd" in text else ""
    return decode_answer(raw, content_type)


def _bad_shape(text: str) -> str:
    # one pass from tag to tag; a section without an end ends the pass, for all after it is inside it
    at = depth = 0
    while (at := text.find("<", at)) >= 0:
        end = _tag_end(text, at)
        if end < 0:
            return "tag-too-long" if len(text) - at > LONGEST_TAG and text[at + 1] not in "!?" else ""
        if text[at + 1] not in "!?" and end - at > LONGEST_TAG:
            return "tag-too-long"
        if text[at + 1] == "/":
            depth -= 1
        elif text[at + 1].isalpha() and text[end - 2] != "/":
            depth += 1
        if depth > DEEPEST:
            return "nested-too-deep"
        at = end
    return ""


def _tag_end(text: str, at: int) -> int:
    for start, stop in (("<![CDATA[", "]]>"), ("<!--", "-->")):
        if text.startswith(start, at):
            end = text.find(stop, at)
            return end + 3 if end >= 0 else -1
    # a tag never reaches over the next opening bracket
    end, following = text.find(">", at), text.find("<", at + 1)
    if 0 <= following < end or (end < 0 <= following):
        return following
    return end + 1 if end >= 0 else -1


def _without_entities(text: str) -> Markup:
    found = DOCTYPE.search(text)
    if not found:
        return Markup(text)
    rest = text[: found.start()] + text[found.end() :]
    flags: list[str] = []
    values: dict[str, str] = {}
    for parameter, name, double, single, external in ENTITY.findall(found[0]):
        value = double or single
        if external or parameter:
            flags.append("external-entity")
        elif NESTED.search(value):
            return Markup(problem="entity_bomb")
        values.setdefault(name, "" if external or parameter else escape(value))
    spread = sum(len(value) * rest.count(f"&{name};") for name, value in list(values.items())[:MOST_ENTITIES])
    if len(values) > MOST_ENTITIES or spread > MOST_EXPANDED:
        return Markup(problem="entity_bomb")
    rest = (
        re.sub(r"&([\w.:-]{1,100});", lambda found: values.get(found[1], found[0]), rest) if values else rest
    )
    return Markup(rest, flags=tuple(dict.fromkeys(flags)))


def _shortened(text: str, flags: tuple[str, ...]) -> Markup:
    starts = [found.start() for found in ITEM.finditer(text)]
    ends = [found.end() for found in ITEM_END.finditer(text)]
    if len(starts) > MOST_ITEMS:
        tail = text[ends[-1] :] if ends else ""
        cut = len(starts) - MOST_ITEMS
        return Markup(text[: starts[MOST_ITEMS]] + tail, len(starts), cut, (*flags, "shortened"))
    last = starts[-1] if starts else 0
    if starts and (not ends or ends[-1] <= last) and not re.match(r"<[^<>]*/>", text[last : last + 4_096]):
        # the last item has no end: the feed was cut inside it, and a half told story is none
        return Markup(text[:last], len(starts), 1, (*flags, "truncated"))
    return Markup(text, len(starts), 0, flags)
