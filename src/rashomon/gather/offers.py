"""Reports as offers for a store, and offers read: the same articles and the same account as `files` gives in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

import msgspec

from rashomon.gather.account import read_draft
from rashomon.gather.files import archived, is_same, read_document, read_file
from rashomon.gather.listing import Offer, list_offers
from rashomon.gather.rows import row_of
from rashomon.gather.sidecar import load_sidecar, told_of, unmatched
from rashomon.gather.worker import PageReader
from rashomon.stored import Offered, Read

_READERS: dict[str, Literal["page", "mail"]] = {"page": "page", "mail": "mail"}


def offers_under(paths: Sequence[str | Path], *, sidecar: Path | None = None) -> Iterator[Offered]:
    """Yield every report under the paths as an offer for a store: a file whole, a row of a table by itself.

    Rows of the sidecar that name none of them come last, as offers that hold nothing.

    Raises:
        SidecarError: where the sidecar is no table of files.
    """
    rows = load_sidecar(sidecar) if sidecar else {}
    sources: list[str] = []
    with closing(PageReader()) as reader:
        for offer in list_offers(paths):
            if is_same(offer.path, sidecar):
                continue
            for offered in _offered(offer, reader):
                sources += [offered.source] if rows else []
                yield msgspec.structs.replace(
                    offered, given={**offered.given, **told_of(offered.source, rows)}
                )
    yield from (Offered(line.source, problem=line.skipped) for line in unmatched(sources, rows))


def _offered(offer: Offer, reader: PageReader) -> Iterator[Offered]:
    if offer.problem or offer.path is None:
        yield Offered(offer.source, problem=offer.problem)
    elif offer.reader in {"rows", "table"}:
        for draft in read_file(offer, reader):
            if draft.skipped:
                yield Offered(draft.source, problem=draft.skipped)
            else:
                yield Offered(draft.source, row_of(draft), "row", flags=draft.flags)
    elif offer.reader == "archive":
        yield from archived(offer.source, offer.path)
    else:
        try:
            yield Offered(offer.source, offer.path.read_bytes(), _READERS.get(offer.reader, "text"))
        except OSError as error:
            yield Offered(offer.source, problem=f"unreadable:{error.strerror}")


def read_offered(offered: Offered, reader: PageReader) -> tuple[Read, tuple[Offered, ...]]:
    """Read one offer: an article, or the reason why there is none; and what else was found to count on the way."""
    first, *others = read_document(offered, reader)
    return read_draft(first), tuple(Offered(draft.source, problem=draft.skipped) for draft in others)
