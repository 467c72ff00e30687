"""What was offered: folders, globs and files as a sorted list, each with its short name or the reason why not."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

# The endings that are read, and how.
READERS = {
    ".txt": "text", ".md": "markdown", ".html": "page", ".htm": "page", ".mhtml": "mail", ".jsonl": "rows",
    ".jsonl.gz": "rows", ".csv": "table",
}  # fmt: skip
# A report has some thousand characters; a file of rows may be large. Beyond this a file is refused by size.
LARGEST = 512 * 1024 * 1024


class Offer(Struct, frozen=True):
    """One offered file: its name in the record, where it lies, how to read it, or why it cannot be."""

    source: str
    path: Path | None
    reader: str = ""
    problem: str = ""


def list_offers(paths: Sequence[str | Path]) -> list[Offer]:
    """List every file under the paths once, sorted by name. A path that leads nowhere is an offer with a problem."""
    found: dict[str, Offer] = {}
    for path in sorted({str(path) for path in paths} - {"-"}):
        for offer in _expand(path):
            found.setdefault(str(offer.path or offer.source), offer)
    return sorted(found.values(), key=lambda offer: (offer.source, str(offer.path)))


def _expand(name: str) -> Iterator[Offer]:
    path = Path(name)
    if path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(name):
        yield _offer(path, path.name)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207  (a pattern may be absolute)
        for match in matches:
            yield from _expand(match)
    else:
        yield Offer(path.name or name, None, problem="missing")


def _folder(folder: Path) -> Iterator[Offer]:
    empty = True
    for root, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(names):
            empty = False
            path = Path(root, name)
            yield _offer(path, path.relative_to(folder).as_posix())
    if empty:
        yield Offer(folder.name, None, problem="empty-folder")


def _offer(path: Path, source: str) -> Offer:
    ending = ".jsonl.gz" if source.lower().endswith(".jsonl.gz") else path.suffix.lower()
    try:
        info = path.stat()
    except OSError:
        return Offer(source, path, problem="unreadable")
    if not stat.S_ISREG(info.st_mode):
        return Offer(source, path, problem="not-a-file")
    if ending not in READERS:
        return Offer(source, path, problem="pdf" if ending == ".pdf" else "unsupported")
    if info.st_size == 0:
        return Offer(source, path, problem="empty")
    if info.st_size > LARGEST:
        return Offer(source, path, problem="too-large")
    return Offer(source, path, READERS[ending])
