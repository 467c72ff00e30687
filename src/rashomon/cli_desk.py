"""The commands that work on what a store holds: `update`, `doctor`. `cli` registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rashomon.cli_screen import BREACHES, NOTHING_READ, fail, one_line
from rashomon.cli_screen import out as screen
from rashomon.cli_store import (
    PLACE,
    JsonLogs,
    StoreOption,
    chosen_models,
    now,
    opened,
    show_update,
    store_app,
    write_record,
)
from rashomon.desk.doctor import (
    Finding,
    examine_disk,
    examine_models,
    examine_store,
    examine_versions,
    library_versions,
)
from rashomon.desk.logs import log_json_lines
from rashomon.wiring import (
    BrokenRecordError,
    Settings,
    choose_models,
    made_by,
    sqlite_versions,
    update_store,
)


def register(app: typer.Typer) -> None:
    """Add every command of this module to the command line."""
    app.command("update")(update_command)
    app.command("doctor")(doctor_command)
    app.add_typer(store_app, name="store")


def update_command(
    name: StoreOption = PLACE,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for record, page and tables.")
    ] = None,
    models: Annotated[str, typer.Option(help="default, or none.")] = "default",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: as many as there are cores.")] = 0,
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Leave out statements less sure.")] = 0.0,
    log_json: JsonLogs = False,
) -> None:
    """Read what is new in a store and compare again the stories it touches."""
    if log_json:
        log_json_lines()
    chosen = chosen_models(models, workers, min_score)
    with opened(name) as store:
        try:
            done = update_store(store, now=now(), settings=chosen)
        except BrokenRecordError as error:
            fail(f"the record does not hold ({error}); this is a fault of the program", BREACHES)
        show_update(done)
        if out:
            write_record(store, out)
        if not done.reports:
            raise typer.Exit(NOTHING_READ)


def doctor_command(
    name: StoreOption = PLACE,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at library versions, room, store and models; exit 1 where something is bad."""
    findings = [*examine_versions(library_versions(sqlite_versions()))]
    findings += examine_models(made_by(Settings(), choose_models(Settings())).models)
    local = not name.startswith("postgres")
    findings += [examine_disk(Path(name).resolve())] if local else []
    if local and not Path(name).exists():
        findings.append(Finding("good", "store", f"{name}: there is none yet"))
    else:
        with opened(name, write=False) as store:
            findings += examine_store(store)
    if as_json:
        screen.print_json(data=msgspec.to_builtins(findings))
    else:
        for finding in findings:
            screen.print(one_line(f"{finding.state:8} {finding.what}: {finding.found}"), markup=False)
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(BREACHES)
