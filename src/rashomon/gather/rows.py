"""Reports that come as rows: JSON Lines and CSV. One broken row costs no other row anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from rashomon.gather.drafts import Draft

# The names under which each field goes in the corpora we know; the first that is there is taken.
FIELDS = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "fulltext",
        "articlebody",
        "article_text",
        "maintext",
        "plain_text",
    ),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "domain"),
    "published": (
        "published",
        "date",
        "publish_date",
        "date_publish",
        "publication_date",
        "datetime",
        "pubdate",
    ),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}
# A row longer than this is no report (the longest public article at hand has 120,000 characters).
LONGEST_ROW = 8 * 1024 * 1024
# The csv module's own limit on a field is 131,072 characters, less than a long report.
csv.field_size_limit(LONGEST_ROW)


def json_rows(source: str, raw: bytes) -> Iterator[Draft]:
    """Yield one draft a line; a line that is no JSON object with a text is skipped with its reason."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.strip():
            yield _json_row(f"{source}#{number}", line.strip().removeprefix(b"\xef\xbb\xbf"))


def _json_row(name: str, line: bytes) -> Draft:
    if len(line) > LONGEST_ROW:
        return Draft(name, skipped="row-too-long")
    try:
        row: Any = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Draft(name, skipped="broken-json")
    if not isinstance(row, dict):
        return Draft(name, skipped="not-an-object")
    fields: dict[str, Any] = {str(key): value for key, value in row.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return draft_of(name, fields)


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
    """Yield one draft a row of a CSV file with a header."""
    reader = csv.DictReader(io.StringIO(text))
    if not reader.fieldnames or not any(_is(name, "text") for name in reader.fieldnames):
        yield Draft(source, skipped="no-text-column")
        return
    number = 0
    rows = iter(reader)
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Draft(f"{source}#{number}", skipped="broken-row")
            continue
        yield draft_of(f"{source}#{number}", {str(key): value for key, value in row.items()})


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
