"""Page text against gold bodies: F1 over runs of four words, as the public article extraction benchmark counts.

For each page the matched, surplus and missed runs are shares of their sum, so that a long page weighs no more than a short one;
precision and recall are of the sums over pages.
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rashomon.gather.worker import PageReader

RUN = 4


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if 0 < len(words) < RUN:
        return Counter([tuple(words)])
    return Counter(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def run(path: Path) -> dict[str, float | int]:
    """Read every page of a list whose HTML lies in `<name>-html.tar` beside it."""
    pages = dict(_pages(path))
    found = extra = missed = empty = 0.0
    with closing(PageReader()) as reader:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            draft = reader.read(row["html_path"], pages[row["html_path"]])
            text = draft.text.removeprefix(draft.title or "") if not draft.skipped else ""
            empty += bool(draft.skipped)
            gold, mine = runs(row["body"]), runs(text)
            hit = (gold & mine).total()
            total = gold.total() + mine.total() - hit
            if total:
                found, extra, missed = (
                    found + hit / total,
                    extra + (mine.total() - hit) / total,
                    missed + (gold.total() - hit) / total,
                )
    p, r = found / max(1e-9, found + extra), found / max(1e-9, found + missed)
    return {
        "f1": round(2 * p * r / max(1e-9, p + r), 4),
        "p": round(p, 4),
        "r": round(r, 4),
        "empty": int(empty),
    }


def _pages(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path.with_name(path.stem + "-html.tar")) as tar:
        for member in tar:
            handle = tar.extractfile(member) if member.isfile() else None
            if handle is not None:
                raw = handle.read()
                yield Path(member.name).name, gzip.decompress(raw) if member.name.endswith(".gz") else raw
