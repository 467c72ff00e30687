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
# In languages of the Latin script fewer than a fifth of the letters of an old one-byte text lie outside ASCII (German
# 2, Czech 14 per cent); Cyrillic, Greek and the East Asian encodings have nearly all of them there.
LATIN_SHARE = 0.2
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def fixed(text: str) -> str:
    r"""Fix a text: no byte order mark, no NUL, line ends as `\n`, composed (NFC).

    >>> fixed("a\r\nb\x00")
    'a\nb'
    """
    # every mark at the front, not the first alone: what was fixed once must stay as it is when it is fixed again
    clean = text.replace("\0", "").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
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
    guess = _guess(raw[:200_000])
    return raw.decode(guess, "replace"), f"guessed-{guess}"


def is_binary(raw: bytes) -> bool:
    """Say whether bytes are no text: too many control characters, and no mark of UTF-16 or UTF-32."""
    if any(raw.startswith(mark) for mark, _ in MARKS):
        return False
    sample = raw[:65_536]
    return bool(sample) and len(sample) - len(sample.translate(None, CONTROLS)) > BINARY_SHARE * len(sample)


def _guess(raw: bytes) -> str:
    """Guess an encoding. Latin script is taken as Windows-1252, as browsers do; detectors err on short texts of it.

    >>> _guess("Die Fähre fährt nicht, sagte er.".encode("latin-1"))
    'cp1252'
    """
    high = sum(byte > 127 for byte in raw)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in raw)
    if high < LATIN_SHARE * (high + letters) and _clean(raw, "cp1252"):
        return "cp1252"
    best = from_bytes(raw).best()
    return best.encoding if best else "cp1252"


def _clean(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except (LookupError, UnicodeError):
        return False
    return True
