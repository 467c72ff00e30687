"""Files to drafts: each ending has its reader, and what cannot be read says why."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from rashomon.gather.account import Gathered, account
from rashomon.gather.archives import read_archive
from rashomon.gather.charsets import charset_of
from rashomon.gather.decoding import decode, fixed, is_binary
from rashomon.gather.drafts import Draft
from rashomon.gather.listing import Offer, list_offers
from rashomon.gather.rows import draft_of_row, json_rows, table_rows
from rashomon.gather.sidecar import load_sidecar, told, unmatched
from rashomon.gather.stubs import low_content
from rashomon.gather.worker import PageReader
from rashomon.stored import Offered

PAGE_BEGINS = (b"<!doctype html", b"<html")


def gather_reports(
    paths: Sequence[str | Path], *, sidecar: Path | None = None, stdin: bytes | None = None
) -> Gathered:
    """Gather every report under the paths. `stdin` is what `-` stands for: one text, one page, or JSON Lines.

    Never raises for bad input: what cannot be read is skipped with its reason, and the rest goes on.

    Raises:
        SidecarError: where the sidecar is no table of files.
    """
    rows = load_sidecar(sidecar) if sidecar else {}
    offers = [offer for offer in list_offers(paths) if not is_same(offer.path, sidecar)]
    with closing(PageReader()) as reader:
        drafts = [told(draft, rows) for offer in offers for draft in read_file(offer, reader)]
        drafts += [] if stdin is None else [told(draft, rows) for draft in _standard_input(stdin, reader)]
    drafts += unmatched([draft.source for draft in drafts], rows)
    return account(sorted(drafts, key=lambda draft: draft.source))


def is_same(path: Path | None, sidecar: Path | None) -> bool:
    """Say whether a path is the sidecar itself, which may lie among the reports it tells about."""
    if path is None or sidecar is None:
        return False
    try:
        return path.samefile(sidecar)
    except OSError:
        return False


def _standard_input(raw: bytes, reader: PageReader) -> Iterator[Draft]:
    if not raw.strip():
        yield Draft("-", skipped="empty")
    elif raw.lstrip().startswith(b"{"):
        yield from json_rows("-", io.BytesIO(raw))
    else:
        yield from read_text("-", raw, reader)


def read_file(offer: Offer, reader: PageReader) -> Iterator[Draft]:
    """Read one file: a draft a report, or one that says why there is none."""
    if offer.problem or offer.path is None:
        yield Draft(offer.source, skipped=offer.problem)
        return
    try:
        if offer.reader == "rows":
            yield from _rows(offer.source, offer.path)
        elif offer.reader == "archive":
            for document in archived(offer.source, offer.path):
                yield from read_document(document, reader)
        else:
            yield from _one(offer, offer.path.read_bytes(), reader)
    except OSError as error:
        yield Draft(offer.source, skipped=f"unreadable:{error.strerror}")


def archived(source: str, path: Path) -> Iterator[Offered]:
    """Yield the documents of an archive, each named `source@offset`."""
    for document in read_archive(path):
        place = document.source.removeprefix(path.name)
        yield msgspec.structs.replace(document, source=source + place)


def read_document(offered: Offered, reader: PageReader) -> Iterator[Draft]:
    """Read one offered document: the first draft is its own, others are to be counted beside it."""
    drafts = _document(offered, reader)
    first = told(next(drafts), {offered.source: dict(offered.given)})
    # what came from the net is a page of any kind; what a person saved is what they wanted
    stub = low_content(first.text) if offered.fetched and not first.skipped else ""
    flags = tuple(dict.fromkeys((*offered.flags, *first.flags)))
    yield Draft(offered.source, skipped=stub) if stub else msgspec.structs.replace(first, flags=flags)
    yield from drafts


def _document(offered: Offered, reader: PageReader) -> Iterator[Draft]:
    if offered.problem:
        yield Draft(offered.source, skipped=offered.problem)
    elif offered.reader in {"page", "mail"}:
        charset = charset_of(dict(offered.headers).get("content-type", ""))
        mail = offered.reader == "mail"
        yield from read_page_or_mail(offered.source, offered.raw, reader, mail=mail, charset=charset)
    elif offered.reader == "row":
        yield draft_of_row(offered.source, offered.raw)
    else:
        yield from read_text(offered.source, offered.raw, reader)


def _one(offer: Offer, raw: bytes, reader: PageReader) -> Iterator[Draft]:
    match offer.reader:
        case "table":
            text, remark = decode(raw)
            flags = (f"decoded:{remark}",) if remark else ()
            for draft in table_rows(offer.source, fixed(text)):
                yield msgspec.structs.replace(draft, flags=flags)
        case "page" | "mail":
            yield from read_page_or_mail(offer.source, raw, reader, mail=offer.reader == "mail")
        case _:
            yield from read_text(offer.source, raw, reader)


def _rows(source: str, path: Path) -> Iterator[Draft]:
    packed = source.lower().endswith(".gz")
    empty = True
    with path.open("rb") as file, gzip.GzipFile(fileobj=file) if packed else file as lines:
        for draft in json_rows(source, lines):
            empty = False
            yield draft
    if empty:
        yield Draft(source, skipped="empty")


def read_page_or_mail(
    source: str, raw: bytes, reader: PageReader, *, mail: bool = False, charset: str = ""
) -> Iterator[Draft]:
    """Read a page; a second draft counts a text of its metadata that is another than the one it shows."""
    if reason := _noread_text(raw):
        yield Draft(source, skipped=reason)
        return
    draft = reader.read(source, raw, mail=mail, charset=charset)
    yield draft
    if draft.rival:
        yield Draft(f"{source}#articleBody", skipped="contradicts-the-page")


def read_text(source: str, raw: bytes, reader: PageReader) -> Iterator[Draft]:
    """Read a text, or the page that it is in truth."""
    if reason := _noread_text(raw):
        yield Draft(source, skipped=reason)
    elif raw[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGE_BEGINS):
        yield from read_page_or_mail(source, raw, reader)
    else:
        text, remark = decode(raw)
        yield Draft(source, text, flags=(f"decoded:{remark}",) if remark else ())


def _noread_text(raw: bytes) -> str:
    if raw.startswith(b"%PDF-"):
        return "pdf"
    return "binary" if is_binary(raw) else ""
