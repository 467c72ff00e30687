"""What every command on a store needs, and the commands `store` and `feeds`.

The store is `--store`, else the environment's RASHOMON_STORE, else `rashomon.db` in this folder.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from rashomon.cli_screen import BREACHES, BUSY, NOTHING_READ, WRONG_USE, err, fail, out, write_files
from rashomon.desk.metrics import metrics
from rashomon.desk.moving import export_file, import_file
from rashomon.desk.update import unread
from rashomon.ports import Store
from rashomon.stored import Counts, Feed
from rashomon.storing import StoreBusyError, StoreError
from rashomon.wiring import open_store

# How long a command waits for another writer before it says so.
WAIT = 10.0

StoreOption = Annotated[
    str, typer.Option("--store", envvar="RASHOMON_STORE", help="A file, or postgresql://...#schema.")
]
JsonLogs = Annotated[bool, typer.Option("--log-json", help="Logs as JSON lines on standard error.")]
PLACE = "rashomon.db"

store_app = typer.Typer(no_args_is_help=True, help="Check, back up, move and shrink a store.")
feeds_app = typer.Typer(no_args_is_help=True, help="The feeds that a store follows.")


def now() -> str:
    """Return the time in UTC: the one clock of these commands."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def opened(name: str, *, write: bool = True) -> Generator[Store]:
    """Open a store for one command; what goes wrong ends it with plain words and a code."""
    try:
        store = open_store(name, write=write, wait=WAIT)
    except StoreBusyError as error:
        fail(str(error), BUSY)
    except StoreError as error:
        fail(str(error), WRONG_USE)
    try:
        yield store
    except StoreBusyError as error:
        fail(str(error), BUSY)
    except StoreError as error:
        fail(str(error), BREACHES)
    finally:
        store.close()


def show_counts(counts: Counts, *, as_json: bool) -> None:
    """Print totals, which add up."""
    figures = msgspec.to_builtins(counts)
    if as_json:
        out.print_json(data=figures)
    else:
        out.print("  ".join(f"{name} {figure}" for name, figure in figures.items()))


def write_record(store: Store, folder: Path) -> None:
    """Write the record of a store, its page and tables into a folder; say what it does not hold yet."""
    record = store.stories.record()
    if record is None:
        fail("this store has no record yet: run `rashomon update`", NOTHING_READ)
    write_files(record, folder)
    missing = unread(store, [article.id for article in record.articles])
    if missing:
        err.print(f"{missing} collected reports are not in this record yet: run `rashomon update`")


@store_app.command("check")
def check_command(name: StoreOption = PLACE) -> None:
    """Check pages, indexes, references, digests and totals; exit 1 where something does not hold."""
    with opened(name, write=False) as store:
        breaches = store.upkeep.check()
        for breach in breaches:
            out.print(breach, markup=False)
        if breaches:
            fail(f"{len(breaches)} things do not hold: restore a backup", BREACHES)
        out.print("The store holds.")


@store_app.command("backup")
def backup_command(target: Path, name: StoreOption = PLACE) -> None:
    """Write a whole, consistent copy while others read; never over an existing file."""
    with opened(name, write=False) as store:
        store.upkeep.backup(target)
        out.print(f"{target}: {target.stat().st_size} bytes", markup=False)


@store_app.command("export")
def export_command(
    target: Annotated[
        Path, typer.Argument(help="A folder for the record, or a file .jsonl.gz for everything.")
    ],
    name: StoreOption = PLACE,
) -> None:
    """Write the record into a folder, or everything into one file that any store takes in."""
    with opened(name, write=False) as store:
        if target.name.endswith(".jsonl.gz"):
            out.print(f"{target}: {export_file(store, target)} lines", markup=False)
        else:
            write_record(store, target)


@store_app.command("import")
def import_command(source: Path, name: StoreOption = PLACE) -> None:
    """Take in what another store exported."""
    if not source.is_file():
        fail(f"{source}: no such file", WRONG_USE)
    with opened(name) as store:
        show_counts(import_file(store, source), as_json=False)


@store_app.command("vacuum")
def vacuum_command(name: StoreOption = PLACE) -> None:
    """Give freed room back."""
    with opened(name) as store:
        before = int(store.upkeep.facts()["bytes"])
        store.upkeep.vacuum()
        out.print(f"{before} bytes before, {store.upkeep.facts()['bytes']} after")


@store_app.command("metrics")
def metrics_command(name: StoreOption = PLACE) -> None:
    """Print the store's figures in the text form of Prometheus."""
    with opened(name, write=False) as store:
        sys.stdout.buffer.write(metrics(store, now()))


@feeds_app.command("add")
def feeds_add(urls: list[str], name: StoreOption = PLACE) -> None:
    """Follow feeds from now on."""
    with opened(name) as store:
        for url in urls:
            if not url.startswith(("http://", "https://")):
                fail(f"{url}: a feed begins with http:// or https://", WRONG_USE)
            added = store.feeds.add(Feed(url, now(), now()))
            out.print(f"{'added' if added else 'known already'}: {url}", markup=False)


@feeds_app.command("list")
def feeds_list(
    name: StoreOption = PLACE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a feed.")] = False,
) -> None:
    """List the feeds and how they are."""
    with opened(name, write=False) as store:
        for feed in store.feeds.feeds():
            row: dict[str, Any] = msgspec.to_builtins(feed)
            state = f"paused: {feed.paused}" if feed.paused else f"due {feed.due}"
            line = (
                msgspec.json.encode(row).decode()
                if as_json
                else f"{feed.url}  {state}  {feed.status}".rstrip()
            )
            out.print(line, markup=False)


@feeds_app.command("pause")
def feeds_pause(
    url: str,
    name: StoreOption = PLACE,
    resume: Annotated[bool, typer.Option("--resume", help="Follow it again, its failures forgiven.")] = False,
) -> None:
    """Stop asking a feed, or begin again; nothing of it is forgotten."""
    with opened(name) as store:
        feed = store.feeds.feed(url) or fail(f"{url}: not followed", WRONG_USE)
        changes = (
            {"paused": "", "failures": 0.0, "broken": 0, "due": now()} if resume else {"paused": "by hand"}
        )
        store.feeds.save(msgspec.structs.replace(feed, **changes))


@feeds_app.command("remove")
def feeds_remove(url: str, name: StoreOption = PLACE) -> None:
    """Forget a feed; what came from it stays."""
    with opened(name) as store:
        if not store.feeds.remove(url):
            fail(f"{url}: not followed", WRONG_USE)
