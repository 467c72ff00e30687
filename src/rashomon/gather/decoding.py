"""Bytes to the one string that an article is: decided once, before the first offset."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# Control characters other than tab and line end do not occur in text; this share of them means a binary file
# (UTF-8 text has none, images and archives have 10 to 40 per cent).
BINARY_SHARE = 0.02
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def fixed(text: str) -> str:
    r"""Fix a text: no byte order mark, no NUL, line ends as `\n`, composed (NFC).

    >>> fixed("a\r\nb\x00")
    'a\nb'
    """
    clean = text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", clean.encode("utf-8", "replace").decode("utf-8"))


def decode(raw: bytes, *, declared: bool = False, charset: str = "") -> tuple[str, str]:
    """Decode bytes by mark, `charset`, declaration (for markup), UTF-8, then detection; returns text and remark.

    The remark is empty where the bytes themselves settle it, else it says how they were read.

    >>> decode("häl".encode())
    ('häl', '')
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace"), "" if _clean(raw, name) else f"broken-{name}"
    inside = DECLARED.search(raw[:4096]) if declared else None
    names = [charset, inside[1].decode("ascii") if inside else "", "utf-8"]
    for name in names:
        if name and _clean(raw, name):
            return raw.decode(name), ""
    best = from_bytes(raw[:200_000]).best()
    guess = best.encoding if best else "cp1252"
    return raw.decode(guess, "replace"), f"guessed-{guess}"


def is_binary(raw: bytes) -> bool:
    """Say whether bytes are no text: too many control characters, and no mark of UTF-16 or UTF-32."""
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return False
    sample = raw[:65_536]
    return bool(sample) and len(sample) - len(sample.translate(None, CONTROLS)) > BINARY_SHARE * len(sample)


def _clean(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except (LookupError, UnicodeError):
        return False
    return True
