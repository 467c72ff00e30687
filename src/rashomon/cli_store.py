"""What every command on a store needs, and the command `store`.

The store is `--store`, else the environment's RASHOMON_STORE, else `rashomon.db` in this folder.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rashomon.cli_screen import BREACHES, BUSY, NOTHING_READ, WRONG_USE, err, fail, one_line, out, write_files
from rashomon.desk.metrics import metrics
from rashomon.desk.moving import export_file, import_file
from rashomon.desk.update import Updated, unread
from rashomon.ports import Store
from rashomon.stored import Counts
from rashomon.storing import StoreBusyError, StoreError
from rashomon.wiring import Settings, forget_unused, open_store

# How long a command waits for another writer before it says so.
WAIT = 10.0

StoreOption = Annotated[
    str, typer.Option("--store", envvar="RASHOMON_STORE", help="A file, or postgresql://...#schema.")
]
JsonLogs = Annotated[bool, typer.Option("--log-json", help="Logs as JSON lines on standard error.")]
PLACE = "rashomon.db"

store_app = typer.Typer(no_args_is_help=True, help="Check, back up, move and shrink a store.")


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


def chosen_models(models: str, workers: int = 0, min_score: float = 0.0) -> Settings:
    """Return the settings of an update; a choice of models that there is not ends the command."""
    if models not in {"default", "none"}:
        fail(f"--models {models}: there are only default and none", WRONG_USE)
    return Settings(models="none" if models == "none" else "default", workers=workers, min_score=min_score)


def show_update(done: Updated, say: Callable[[str], None] = out.print) -> None:
    """Print what an update did."""
    say(
        f"reports {done.reports}  read {done.read}  stories {done.stories}  compared {done.compared}"
        f"  changed {done.changed}" + (f"  refused {done.refused}" if done.refused else "")
    )


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
            out.print(one_line(breach), markup=False)
        if breaches:
            fail(f"{len(breaches)} things do not hold: restore a backup", BREACHES)
        out.print("The store holds.")


@store_app.command("backup")
def backup_command(target: Path, name: StoreOption = PLACE) -> None:
    """Write a whole, consistent copy while others read; never over an existing file."""
    with opened(name, write=False) as store:
        store.upkeep.backup(target)
        out.print(one_line(f"{target}: {target.stat().st_size} bytes"), markup=False)


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
            out.print(one_line(f"{target}: {export_file(store, target)} lines"), markup=False)
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
    """Forget kept work of models and rules that are no longer in use, and give freed room back."""
    with opened(name) as store:
        before = int(store.upkeep.facts()["bytes"])
        gone = forget_unused(store)
        store.upkeep.vacuum()
        out.print(
            f"forgotten: {gone.makers} pieces of work of models or rules no longer in use,"
            f" {gone.articles} of articles as they were before"
        )
        out.print(f"{before} bytes before, {store.upkeep.facts()['bytes']} after")


@store_app.command("metrics")
def metrics_command(name: StoreOption = PLACE) -> None:
    """Print the store's figures in the text form of Prometheus."""
    with opened(name, write=False) as store:
        sys.stdout.buffer.write(metrics(store, time.time()))
