"""Page to text: what the page reader makes of real pages, against the text of their articles.

The measure is that of the public article extraction benchmark (Scrapinghub 2020): words are runs of word characters,
case kept; each page is compared by its 4-word shingles, counted with repeats; precision and recall are means over
pages (a page with nothing on a side is left out of that side's mean), F1 is made of the two means. A shorter text
than four words is one shingle.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from statistics import mean

from rashomon.gather.decoding import fixed
from rashomon.gather.drafts import Draft
from rashomon.gather.worker import PageReader

SHINGLE = 4


def run(path: str | Path) -> dict[str, float]:
    """Return f1, p, r, pages, pages without text, and pages a second for a list of pages with its HTML beside it."""
    listed = Path(path)
    rows = [json.loads(line) for line in listed.read_text("utf-8").splitlines() if line.strip()]
    raws = pages_beside(listed)
    with closing(PageReader()) as reader:
        reader.read("warm-up", b"<p>Nothing here.</p>")
        began = time.perf_counter()
        drafts = [reader.read(row["id"], raws[Path(row["html_path"]).name]) for row in rows]
        seconds = time.perf_counter() - began
    pairs = [(row["body"], body_of(draft)) for row, draft in zip(rows, drafts, strict=True)]
    figures = score(pairs)
    empty = sum(not body for _, body in pairs)
    return figures | {"pages": len(pairs), "empty": empty, "pages_per_s": round(len(pairs) / seconds, 1)}


def pages_beside(listed: Path) -> dict[str, bytes]:
    """Read the HTML of each page by its file name from the tar (or the folder `html`) beside a list."""
    tar = listed.with_name(f"{listed.stem}-html.tar")
    if tar.exists():
        return dict(_packed(tar.read_bytes()))
    return {file.name: _unzipped(file.read_bytes()) for file in sorted((listed.parent / "html").iterdir())}


def _packed(raw: bytes) -> list[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        files = [(member.name, tar.extractfile(member)) for member in tar.getmembers()]
        return [(Path(name).name, _unzipped(file.read())) for name, file in files if file]


def _unzipped(raw: bytes) -> bytes:
    return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw


def body_of(draft: Draft) -> str:
    """Return the text of a page without the headline that stands above it."""
    text = fixed(draft.text)
    title = fixed(draft.title or "")
    return text.removeprefix(title).lstrip("\n") if title else text


def score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Score pairs of gold text and found text.

    >>> score([("a b c d e", "a b c d"), ("a b c d", "")])
    {'f1': 0.4, 'p': 1.0, 'r': 0.25}
    """
    counts = [(shingles(gold), shingles(found)) for gold, found in pairs]
    shared = [(gold & found).total() for gold, found in counts]
    precisions = [n / found.total() for n, (_, found) in zip(shared, counts, strict=True) if found]
    recalls = [n / gold.total() for n, (gold, _) in zip(shared, counts, strict=True) if gold]
    p, r = mean(precisions or [0.0]), mean(recalls or [0.0])
    return {"f1": 2 * p * r / (p + r) if p + r else 0.0, "p": p, "r": r}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)
