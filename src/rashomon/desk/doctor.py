"""A look at everything that a store's health hangs on: library versions, disk, store, models."""

from __future__ import annotations

import pyexpat
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from msgspec import Struct

from rashomon.ports import Store
from rashomon.types import Model

State = Literal["good", "warning", "bad"]
# Below this much room a day of collecting may end in the middle (10,000 pages of 100 kB).
LITTLE_ROOM = 1_000_000_000


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    state: State
    what: str
    found: str


class Fault(Struct, frozen=True):
    """A library, the first version without a known fault, and the fault."""

    library: str
    sound: str
    fault: str


# From the advisories listed in SECURITY.md; a distribution may have mended an older version without a new number.
FAULTS = (
    Fault("sqlite (apsw)", "3.51.3", "several connections can damage a WAL file"),
    Fault("libexpat", "2.7.5", "CVE-2024-8176, CVE-2025-59375 and others: small XML that takes very long"),
    Fault("lxml", "6.1.0", "CVE-2026-41066: XML can read local files"),
    Fault("jinja2", "3.1.6", "CVE-2025-27516: a template can leave its sandbox"),
    Fault(
        "starlette", "1.3.1", "CVE-2026-48710, CVE-2026-54283: forged hosts, limits of forms that do not hold"
    ),
    Fault(
        "python-multipart",
        "0.0.31",
        "CVE-2026-53538, -53539, -53540: forms that take very long or all memory",
    ),
    Fault("h11", "0.16.0", "CVE-2025-43859: smuggled requests"),
)


def library_versions(engines: Mapping[str, str]) -> dict[str, str]:
    """Return the versions of the libraries that matter; `engines` are those that only a store knows."""
    found = {
        "libexpat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
        **engines,
    }
    for name in (
        "rashomon",
        "lxml",
        "jinja2",
        "starlette",
        "python-multipart",
        "h11",
        "trafilatura",
        "feedparser",
        "httpcore2",
        "fastwarc",
        "spacy",
        "onnxruntime",
        "msgspec",
    ):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def examine_versions(versions: Mapping[str, str]) -> Iterator[Finding]:
    """Tell of each library its version, and its known fault where it is older than the version that mended it.

    >>> [finding.state for finding in examine_versions({"lxml": "5.4.0"})]
    ['warning']
    """
    faults = {fault.library: fault for fault in FAULTS}
    for name, number in sorted(versions.items()):
        fault = faults.get(name)
        if fault and _parts(number) < _parts(fault.sound):
            yield Finding("warning", name, f"{number}: {fault.fault}; mended in {fault.sound}")
        else:
            yield Finding("good", name, number)


def examine_models(models: Sequence[Model]) -> Iterator[Finding]:
    """Tell of each model the digest of its weights."""
    for model in models:
        yield Finding("good" if model.digest else "bad", f"model {model.name}", model.digest or "no digest")


def examine_disk(place: Path) -> Finding:
    """Tell how much room there is where a store lies."""
    free = shutil.disk_usage(place if place.is_dir() else place.parent).free
    return Finding("warning" if free < LITTLE_ROOM else "good", "room on the disk", f"{free / 1e9:.1f} GB")


def examine_store(store: Store) -> Iterator[Finding]:
    """Check a store wholly and tell its figures."""
    facts = store.upkeep.facts()
    yield Finding(
        "good",
        "store",
        f"{facts['kind']} {facts['version']}, schema {facts['schema']}, {facts['bytes']} bytes",
    )
    breaches = store.upkeep.check()
    yield from (Finding("bad", "store", breach) for breach in breaches)
    if not breaches:
        yield Finding("good", "store", "every check holds")
    counts = store.documents.counts()
    held = f"{counts.quarantined} of {counts.offered} offers"
    yield Finding("warning" if counts.quarantined else "good", "quarantine", held)
    paused = [feed.url for feed in store.feeds.feeds() if feed.paused]
    yield Finding("warning" if paused else "good", "paused feeds", ", ".join(paused) or "none")


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", number)[:4])
