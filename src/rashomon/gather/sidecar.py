"""A table beside the reports that tells what they do not: file, outlet, published, url."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from rashomon.gather.decoding import decode
from rashomon.gather.drafts import Draft

FIELDS = ("outlet", "published", "url", "title", "language")


class SidecarError(ValueError):
    """The sidecar cannot be read, or names no files."""


def load_sidecar(path: Path) -> dict[str, dict[str, str]]:
    """Load a CSV or JSON sidecar as rows by file name.

    Raises:
        SidecarError: names the file where it is no table with a column `file`.
    """
    try:
        text = decode(path.read_bytes())[0]
        rows: Any = (
            msgspec.json.decode(text.encode())
            if path.suffix == ".json"
            else list(csv.DictReader(io.StringIO(text)))
        )
    except OSError as error:
        raise SidecarError(f"sidecar {path}: {error.strerror}") from error
    except (msgspec.DecodeError, csv.Error) as error:
        raise SidecarError(f"sidecar {path}: {error}") from error
    listed = _rows(rows)
    if not all(row.get("file") for row in listed):
        raise SidecarError(f"sidecar {path}: every row needs a `file`")
    return {str(row["file"]): _strings(row) for row in listed}


def _rows(data: Any) -> list[dict[str, Any]]:
    """Take a list of rows, or a mapping from file name to row."""
    if isinstance(data, dict):
        return [{"file": name} | row for name, row in data.items() if isinstance(row, dict)]  # pyright: ignore[reportUnknownVariableType]
    return [row if isinstance(row, dict) else {} for row in data] if isinstance(data, list) else [{}]  # pyright: ignore[reportUnknownVariableType]


def _strings(row: dict[str, Any]) -> dict[str, str]:
    return {field: str(row[field]).strip() for field in FIELDS if row.get(field)}


def told(draft: Draft, rows: dict[str, dict[str, str]]) -> Draft:
    """Add what the sidecar says of a draft's file; it outweighs what the file itself says."""
    row = told_of(draft.source, rows)
    if not row:
        return draft
    return msgspec.structs.replace(
        draft, **row, **({"published_from": "sidecar"} if "published" in row else {})
    )


def told_of(source: str, rows: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return what the sidecar says of a source: by its whole name, else by its last part."""
    return rows.get(source) or rows.get(source.rsplit("/", maxsplit=1)[-1]) or {}


def unmatched(sources: Iterable[str], rows: dict[str, dict[str, str]]) -> list[Draft]:
    """Return a line of the account for each row of the sidecar that names none of the sources offered.

    It is a slip of the pen, as a rule: the report goes without its outlet and its day, and nobody would know why.

    >>> [line.source for line in unmatched(["north/a.txt"], {"a.txt": {}, "b.txt": {}})]
    ['sidecar row b.txt']
    """
    offered = {name for source in sources for name in (source, source.split("/")[-1])}
    return [Draft(f"sidecar row {name}", skipped="names-no-file") for name in sorted(rows.keys() - offered)]
