"""What was offered: folders, globs and files as a sorted list, each with its short name or the reason why not."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from rashomon.types import FORMAT

# The endings that are read, and how.
READERS = {
    ".txt": "text", ".md": "text", ".html": "page", ".htm": "page", ".mhtml": "mail", ".mht": "mail", ".jsonl": "rows",
    ".jsonl.gz": "rows", ".csv": "table", ".warc": "archive", ".warc.gz": "archive",
}  # fmt: skip
MB = 1024 * 1024
# A report has some thousand characters (the longest public one at hand 120,000); a saved page may carry its pictures;
# a file of rows may be large: JSON Lines are read line by line, a table is held in memory. Beyond: refused by size.
LARGEST = {
    "text": 8 * MB,
    "page": 8 * MB,
    "mail": 64 * MB,
    "table": 512 * MB,
    "rows": 1024 * 1024 * MB,
    "archive": 1024 * 1024 * MB,
}


class Offer(Struct, frozen=True):
    """One offered file: its name in the record, where it lies, how to read it, or why it cannot be."""

    source: str
    path: Path | None
    reader: str = ""
    problem: str = ""


def list_offers(paths: Sequence[str | Path]) -> list[Offer]:
    """List every file under the paths once, sorted by name. A path that leads nowhere is an offer with a problem.

    Files of one name from different folders are told apart by the names of their folders.
    """
    found: dict[str, Offer] = {}
    for path in sorted({str(path) for path in paths} - {"-"}):
        for offer in map(_legible, _expand(path)):
            found.setdefault(os.path.abspath(offer.path) if offer.path else offer.source, offer)  # noqa: PTH100  (resolve would follow links)
    return sorted(_told_apart(list(found.values())), key=lambda offer: (offer.source, str(offer.path)))


def legible_name(name: str) -> str:
    r"""Write the bytes of a file name that are no UTF-8 as escapes: neither a record nor a store could hold it else.

    >>> legible_name("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _legible(offer: Offer) -> Offer:
    return msgspec.structs.replace(offer, source=legible_name(offer.source))


def _told_apart(offers: list[Offer]) -> Iterator[Offer]:
    names = Counter(offer.source for offer in offers)
    for offer in offers:
        if names[offer.source] == 1 or offer.path is None:
            yield offer
        else:
            longer = Path(os.path.abspath(offer.path)).parts[-len(Path(offer.source).parts) - 1 :]  # noqa: PTH100
            yield _legible(msgspec.structs.replace(offer, source=Path(*longer).as_posix()))


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
        yield Offer(path.name or name, None, problem="matches-nothing" if glob.has_magic(name) else "missing")


def _folder(folder: Path) -> Iterator[Offer]:
    shut: list[OSError] = []
    empty = True
    for root, folders, names in os.walk(folder, followlinks=False, onerror=shut.append):
        folders.sort()
        linked = [name for name in folders if Path(root, name).is_symlink()]
        ours = _is_output(Path(root), names)
        for name in sorted([*names, *linked]):
            empty = False
            path = Path(root, name)
            source = path.relative_to(folder).as_posix()
            if ours or name in linked:
                yield Offer(source, path, problem="our-own-output" if ours else "link-to-a-folder")
            elif path.is_symlink() and not _leads_inside(path, folder):
                # a folder that somebody sent may hold a link to anything on this machine
                yield Offer(source, path, problem="link-out-of-the-folder")
            else:
                yield _offer(path, source)
    for error in shut:
        yield Offer(Path(str(error.filename)).name, None, problem=f"unreadable-folder:{error.strerror}")
    if empty and not shut:
        yield Offer(folder.resolve().name, None, problem="empty-folder")


def _leads_inside(path: Path, folder: Path) -> bool:
    # realpath, because Path.resolve raises on a link that leads in a circle; such a one is refused when it is opened
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_output(root: Path, names: Sequence[str]) -> bool:
    """Say whether a folder holds what `rashomon read` wrote: its page and tables are no reports."""
    if not {"record.json", "index.html"} <= set(names):
        return False
    try:
        with (root / "record.json").open("rb") as file:
            return FORMAT.encode() in file.read(200)
    except OSError:
        return False


def _offer(path: Path, source: str) -> Offer:
    packed = (ending for ending in (".jsonl.gz", ".warc.gz") if source.lower().endswith(ending))
    ending = next(packed, path.suffix.lower())
    reader = READERS.get(ending)
    try:
        info = path.stat()
    except OSError:
        return Offer(source, path, problem="unreadable")
    if not stat.S_ISREG(info.st_mode):
        return Offer(source, path, problem="not-a-file")
    if reader is None:
        return Offer(source, path, problem="pdf" if ending == ".pdf" else "unsupported")
    if info.st_size == 0:
        return Offer(source, path, problem="empty")
    if info.st_size > LARGEST[reader]:
        return Offer(source, path, problem="too-large")
    return Offer(source, path, reader)
