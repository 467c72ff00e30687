"""Which characters the bytes of an answer are: mark, valid UTF-8, header, declaration, detection, in that order."""

from __future__ import annotations

import re

from rashomon.gather.decoding import MARKS, decode

NAMED = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def decode_answer(raw: bytes, content_type: str) -> tuple[str, str]:
    """Decode a body with its Content-Type header; returns text and remark, which is empty where all agree.

    UTF-8 is believed before the header, for text with other than ASCII letters is hardly ever valid UTF-8 by chance,
    while a header is often one setting for a whole site.

    >>> decode_answer("häl".encode("latin-1"), "text/html; charset=iso-8859-1")
    ('häl', '')
    >>> decode_answer("häl".encode(), "text/html; charset=iso-8859-1")
    ('häl', 'header-says-iso-8859-1')
    """
    named = NAMED.search(content_type)
    charset = named[1].lower() if named else ""
    if not charset or any(raw.startswith(mark) for mark, _ in MARKS):
        return _declared(raw)
    if (text := _valid(raw, "utf-8")) is not None:
        agrees = raw.isascii() or charset in {"utf-8", "utf8"}
        return text, "" if agrees else f"header-says-{charset}"
    if (text := _valid(raw, charset)) is not None:
        return text, ""
    text, remark = _declared(raw)
    return text, remark or f"header-says-{charset}"


def as_marked_utf8(raw: bytes, content_type: str) -> tuple[bytes, str]:
    """Write a body anew as UTF-8 with a mark, which outweighs whatever its markup declares; and the remark."""
    text, remark = decode_answer(raw, content_type)
    return b"\xef\xbb\xbf" + text.removeprefix("\ufeff").encode("utf-8", "replace"), remark


def _declared(raw: bytes) -> tuple[str, str]:
    text, remark = decode(raw, declared=True)
    if not remark.startswith("guessed"):
        return text, remark
    # one broken letter, or a cut in the middle of one, makes no other encoding of a long UTF-8 text
    lenient = raw.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    letters = sum(sign > "\x7f" for sign in lenient) - bad
    cut = bad == 1 and lenient.endswith("\ufffd")
    return (lenient, "broken-utf-8") if cut or bad * 10 <= letters else (text, remark)


def _valid(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (LookupError, UnicodeError):
        return None
