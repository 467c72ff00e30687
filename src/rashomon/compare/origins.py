"""How many independent witnesses there are. Shared wire text is one origin; a public quotation heard by two is not copying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from rashomon.compare.passages import joined_passages
from rashomon.spans import covered, make_id, overlap
from rashomon.types import Dossier, Origin, Passage, Side, Span, Why

# Two reports are one witness for all they tell when so much of the shorter one stands in the other; one shared
# sentence makes one witness for that sentence only.
ONE_WITNESS = 0.2
# A passage of a side counts as taken over when so much of it lies in the copy.
TAKEN_OVER = 0.5


def find_origins(dossier: Dossier) -> tuple[Origin, ...]:
    """Put each report of the story in exactly one origin, with the passages it shares with others.

    `why` is *revisions* where all are texts of one page, *copied* where several reports are one witness, *shared-passages*
    where they share words only, else *own*.
    """
    pages = _pages(dossier)
    groups = _joined(dossier.cluster.articles, [*_witnesses(dossier), *_revisions(pages)])
    passages = joined_passages(dossier.copies)
    found = [_origin(articles, passages, {pages.get(article) for article in articles}) for articles in groups]
    return tuple(sorted(found, key=lambda origin: origin.articles))


def _pages(dossier: Dossier) -> dict[str, str]:
    """Return the page that each report stands on, where it is that of one report: a site's front page is of many."""
    found: dict[str, str] = {}
    for reading in dossier.readings:
        try:
            parts = urlsplit(reading.article.url or "")
        except ValueError:
            continue
        path = parts.path.rstrip("/")
        if parts.netloc and (path or parts.query):
            # the scheme, "www." and what stands behind # name no other page
            host = parts.netloc.lower().removeprefix("www.")
            found[reading.article.id] = f"{host}{path}?{parts.query}"
    return found


def _revisions(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pair the reports of one page: what an outlet changed in its report makes no second witness."""
    by_page: dict[str, list[str]] = defaultdict(list)
    for article, page in sorted(pages.items()):
        by_page[page].append(article)
    return [pair for articles in by_page.values() for pair in pairwise(articles)]


def _origin(articles: tuple[str, ...], copies: Sequence[Passage], pages: set[str | None]) -> Origin:
    passages = tuple(p for p in copies if any(span.article in articles for span in p.spans))
    spans = tuple(span for p in passages for span in p.spans)
    one_page = len(pages) == 1 and None not in pages
    several = "revisions" if one_page else "copied"
    code = several if len(articles) > 1 else "shared-passages" if passages else "own"
    return Origin(make_id("o", *articles), articles, passages, Why(code, spans))


def _witnesses(dossier: Dossier) -> list[tuple[str, str]]:
    length = {r.article.id: sum(s.span.end - s.span.start for s in r.sentences) for r in dossier.readings}
    shared: dict[tuple[str, str], dict[str, list[tuple[int, int]]]] = {}
    for passage in dossier.copies:
        for left, right in _pairs(passage) if passage.kind == "copy" else []:
            both = shared.setdefault((left.article, right.article), {left.article: [], right.article: []})
            both[left.article].append((left.start, left.end))
            both[right.article].append((right.start, right.end))
    return [
        pair for pair, both in sorted(shared.items()) if any(_much(length.get(a, 0), both[a]) for a in pair)
    ]


def _much(length: int, stretches: list[tuple[int, int]]) -> bool:
    highest = max(right for _, right in stretches)
    return length > 0 and covered(0, highest, stretches) >= ONE_WITNESS * length


def _pairs(passage: Passage) -> list[tuple[Span, Span]]:
    ordered = sorted(passage.spans)
    return [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :] if a.article != b.article]


def _joined(articles: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    home = {article: article for article in sorted(articles)}
    for left, right in pairs:
        if left in home and right in home and home[left] != home[right]:
            kept, gone = sorted((home[left], home[right]))
            home = {article: kept if at == gone else at for article, at in home.items()}
    return [tuple(a for a in home if home[a] == root) for root in sorted(set(home.values()))]


# A report is looked up in blocks of so many code points, so that a point meets only the copies around it.
BLOCK = 256

type Copied = Mapping[tuple[str, int], Sequence[tuple[int, tuple[Span, ...]]]]


def copied_passages(dossier: Dossier) -> Copied:
    """Map each block of each report to the copied passages that touch it.

    Each as the place of the passage among all, and its spans in the report.
    """
    found: dict[tuple[str, int], list[tuple[int, tuple[Span, ...]]]] = defaultdict(list)
    for place, passage in enumerate(dossier.copies):
        if passage.kind != "copy":
            continue
        for article in sorted({span.article for span in passage.spans}):
            own = tuple(s for s in passage.spans if s.article == article)
            for block in sorted({block for span in own for block in _blocks(span)}):
                found[article, block].append((place, own))
    return found


def _blocks(span: Span) -> range:
    return range(span.start // BLOCK, (span.end - 1) // BLOCK + 1)


def origins_of_point(
    sides: Sequence[Side], dossier: Dossier, origins: Sequence[Origin], copied: Copied | None = None
) -> int:
    """Count the independent tellers of a point: reports, less those that tell it in words taken over.

    `copied` is `copied_passages(dossier)`, where many points are asked about.
    """
    known = copied_passages(dossier) if copied is None else copied
    told: dict[str, list[Span]] = defaultdict(list)
    for side in sides:
        told[side.article] += side.spans
    reports = sorted(told)
    pairs = _same_witness(reports, origins)
    taken: dict[int, list[str]] = defaultdict(list)
    for article in reports:
        # what was taken over holds a part of every passage, and so of the first
        near = dict(c for block in _blocks(told[article][0]) for c in known.get((article, block), ()))
        for place, spans in near.items():
            if _only_in(told[article], spans):
                taken[place].append(article)
    pairs += [(group[0], other) for _, group in sorted(taken.items()) for other in group[1:]]
    return len(_joined(reports, pairs))


def _same_witness(reports: Sequence[str], origins: Sequence[Origin]) -> list[tuple[str, str]]:
    inside = [[a for a in reports if a in origin.articles] for origin in origins]
    return [(group[0], other) for group in inside for other in group[1:]]


def _only_in(told: Sequence[Span], passage: Sequence[Span]) -> bool:
    return all(
        sum(overlap(span, other) for other in passage) >= TAKEN_OVER * (span.end - span.start)
        for span in told
    )
