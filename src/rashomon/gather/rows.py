"""Reports that come as rows: JSON Lines and CSV. One broken row costs no other row anything."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from rashomon.gather.decoding import decode
from rashomon.gather.drafts import Draft

# The names under which each field goes in the corpora we know; the first that is there is taken.
FIELDS = {
    "text": ("text", "body", "content", "article", "fulltext", "articlebody", "article_text", "maintext", "plain_text"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "domain"),
    "published": ("published", "date", "publish_date", "date_publish", "publication_date", "datetime", "pubdate"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}  # fmt: skip
# A row longer than this is no report (the longest public article at hand has 120,000 characters).
LONGEST_ROW = 8 * 1024 * 1024
# What a packed file may come to (gzip packs at most about 1,000 to 1).
LONGEST_FILE = 64 * 1024 * 1024 * 1024
# The csv module's own limit on a field is 131,072 characters, less than a long report.
csv.field_size_limit(LONGEST_ROW)


class Lines(Protocol):
    """Anything that gives bytes line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, or its first `size` bytes; empty at the end."""
        ...


def json_rows(source: str, lines: Lines) -> Iterator[Draft]:
    """Yield one draft a line, held in memory one by one; a line without a text is skipped with its reason.

    A packed file that breaks off gives the rows before the break, and says that the rest is lost.
    """
    number = size = 0
    try:
        while line := lines.readline(LONGEST_ROW + 1):
            number, size = number + 1, size + len(line)
            if size > LONGEST_FILE:
                yield Draft(f"{source}#{number}-", skipped="unpacks-too-large")
                return
            name = f"{source}#{number}"
            if len(line) > LONGEST_ROW and not line.endswith(b"\n"):
                size += _skip_line(lines)
                yield Draft(name, skipped="row-too-long")
            elif line.strip():
                yield _json_row(name, line.strip().removeprefix(b"\xef\xbb\xbf"))
    except (OSError, EOFError, zlib.error):
        yield Draft(f"{source}#{number + 1}-" if number else source, skipped="broken-gzip")


def _skip_line(lines: Lines) -> int:
    size = 0
    while (more := lines.readline(LONGEST_ROW)) and not more.endswith(b"\n"):
        size += len(more)
    return size


def _json_row(name: str, line: bytes) -> Draft:
    text, remark = decode(line)
    try:
        row: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Draft(name, skipped="broken-json")
    if not isinstance(row, dict):
        return Draft(name, skipped="not-an-object")
    fields: dict[str, Any] = {str(key): value for key, value in row.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    draft = draft_of(name, fields)
    return msgspec.structs.replace(draft, flags=(f"decoded:{remark}",)) if remark else draft


def row_of(draft: Draft) -> bytes:
    """Write a draft as the row that it is read from again."""
    values = {field: getattr(draft, field) for field in FIELDS}
    return msgspec.json.encode({field: value for field, value in values.items() if value is not None})


def draft_of_row(source: str, raw: bytes) -> Draft:
    """Read one row.

    >>> draft_of_row("a#1", row_of(Draft("a#1", "Rain fell.", url="u"))).url
    'u'
    """
    return _json_row(source, raw)


def table_rows(source: str, text: str) -> Iterator[Draft]:
    """Yield one draft a row of a table with a header; its columns are parted by comma, semicolon or tab."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        names = reader.fieldnames or []
    except csv.Error:
        names = []
    if not any(_is(name, "text") for name in names):
        yield Draft(source, skipped="no-text-column")
        return
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error:
            yield Draft(f"{source}#{number}", skipped="broken-row")
            continue
        if row is None:
            break
        yield draft_of(f"{source}#{number}", {str(key): value for key, value in row.items()})
    if number == 1:
        yield Draft(source, skipped="no-rows")


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def draft_of(name: str, row: dict[str, Any]) -> Draft:
    """Make a draft of one row, whatever the names of its columns.

    >>> draft_of("a#1", {"Body": "Rain fell.", "publisher": "The Tarn Post"}).outlet
    'The Tarn Post'
    """
    values = {field: _value(row, field) for field in FIELDS}
    text = values.pop("text")
    if not text or not text.strip():
        return Draft(name, skipped="no-text")
    return Draft(
        name,
        text,
        title=values["title"],
        outlet=values["outlet"],
        published=values["published"],
        url=values["url"],
        language=values["language"],
    )


def _value(row: dict[str, Any], field: str) -> str | None:
    lower = {key.strip().lower(): value for key, value in row.items()}
    for name in FIELDS[field]:
        value = lower.get(name)
        if isinstance(value, str) and value.strip():
            return value if field == "text" else value.strip()
    return None


def _is(name: str, field: str) -> bool:
    return name.strip().lower() in FIELDS[field]
