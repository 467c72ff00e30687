"""A web page to text and metadata. Runs only inside the killable worker: hostile pages cost quadratic time.

Main text by trafilatura (fast profile); date by htmldate where neither JSON-LD nor meta tags give one. Sources:
trafilatura 2.3 and htmldate 1.9 documentation.
"""

from __future__ import annotations

import email
import email.policy
import re

from rashomon.gather.decoding import decode
from rashomon.gather.drafts import Draft
from rashomon.gather.markup import refuse, visible
from rashomon.gather.metadata import metadata

# htmldate is quadratic where trafilatura is; a page so long has its date in its metadata or nowhere.
LARGEST_DATED = 500_000
# Fixed, since htmldate would else take the clock: the same page must give the same record next year.
FIRST_DAY, LAST_DAY = "1990-01-01", "2099-12-31"
# Two texts tell the same when the shorter has this share of its words in the longer; below, one contradicts the other
# (of texts on different subjects about a quarter to a third of the words are the same, articles and prepositions).
SAME_TEXT = 0.5
ENOUGH_WORDS = 20


def read_page(source: str, raw: bytes, charset: str = "") -> Draft:
    """Read one page into a draft: title line, blank line, main text; metadata beside it.

    `charset` is what came with the page from outside (a mail header), and goes before what the page declares.
    Where the page shows no text but its metadata carry one, that one is taken, with a flag.
    """
    import trafilatura  # noqa: PLC0415  (heavy, and needed in the worker alone)

    html, remark = decode(raw, declared=True, charset=charset)
    html = html.replace("\0", "")
    shown, hidden = visible(html)
    given = metadata(html)
    body = trafilatura.extract(shown, fast=True, include_comments=False, include_tables=False) or ""
    other = given.pop("article_body", "")
    flags = [f"decoded:{remark}"] if remark else []
    flags += ["hidden_text"] if hidden else []
    rival = bool(body.strip() and other) and not tells_the_same(body, other)
    flags += ["article_body:metadata-carry-another-text"] if rival else []
    if not body.strip() and other:
        body, flags = other, [*flags, "text:from-metadata-alone"]
    if not body.strip():
        return Draft(source, skipped="no-text")
    if "published" not in given and (day := _last_resort(html)):
        given |= {"published": day, "published_from": "htmldate"}
    title = given.get("title")
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    return Draft(source, text, flags=tuple(flags), rival=rival, **({"published_from": "meta"} | given))  # pyright: ignore[reportArgumentType]


def read_mail_page(source: str, raw: bytes) -> Draft:
    """Read a page saved as MHTML: the first HTML part."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            reason = refuse(content)
            charset = str(part.get_param("charset") or "")
            return Draft(source, skipped=reason) if reason else read_page(source, content, charset)
    return Draft(source, skipped="no-page-inside")


def tells_the_same(one: str, other: str) -> bool:
    """Say whether two texts of one page tell the same, as far as their words go; a few words settle nothing.

    >>> tells_the_same("Rain fell on Tarn. " * 9, "The ferry left two hours late on Sunday. " * 9)
    False
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return len(shorter) < ENOUGH_WORDS // 5 or len(shorter & longer) >= SAME_TEXT * len(shorter)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _last_resort(html: str) -> str | None:
    if len(html) > LARGEST_DATED:
        return None
    import htmldate  # noqa: PLC0415  (heavy, and needed in the worker alone)

    return htmldate.find_date(
        html, extensive_search=False, original_date=True, min_date=FIRST_DAY, max_date=LAST_DAY, outputformat="%Y-%m-%d"
    )  # fmt: skip
