"""The command `serve`: the web application over a store or a record. `cli` registers it."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rashomon.cli_screen import BREACHES, BUSY, WRONG_USE, fail, one_line
from rashomon.cli_screen import out as screen
from rashomon.cli_store import PLACE
from rashomon.decisions import DecisionError
from rashomon.storing import StoreBusyError, StoreError
from rashomon.web.shelf import Shelf, shelf_of_record, shelf_of_store
from rashomon.wiring import Settings

# Whoever may ask from another machine needs a token that cannot be guessed.
SHORTEST_TOKEN = 16


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("serve")(serve_command)


def serve_command(
    place: Annotated[
        str,
        typer.Argument(help="A store, a record.json, or the folder that holds one.", envvar="RASHOMON_STORE"),
    ] = PLACE,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    token: Annotated[
        str, typer.Option(envvar="RASHOMON_TOKEN", help="Asked of everybody; needed beyond this machine.")
    ] = "",
    name: Annotated[
        list[str] | None,
        typer.Option(help="A host name under which it may be asked for, beside this machine's."),
    ] = None,
    models: Annotated[str, typer.Option(help="For what is added to a store: default, or none.")] = "default",
) -> None:
    """Serve a store or a record as pages: read, search, add reports, correct links."""
    import uvicorn  # noqa: PLC0415  (the other commands need not wait for it)

    from rashomon.web.app import create_app  # noqa: PLC0415

    if problem := unsafe(host, token):
        fail(problem, WRONG_USE)
    shelf = _shelf(place, Settings(models="none" if models == "none" else "default"))
    app = create_app(shelf, token=token, hosts=(*(name or ()), _written(host)))
    screen.print(
        one_line(f"Serving {shelf.name} at http://{_written(host)}:{port} (stop with Ctrl-C)"), markup=False
    )
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def unsafe(host: str, token: str) -> str:
    """Say why it is unsafe to listen at an address with this token; "" where it is not.

    >>> unsafe("127.0.0.1", ""), unsafe("0.0.0.0", "")
    ('', '--host 0.0.0.0: others can reach this address; give a --token of 16 characters or more')
    """
    if host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback):
        return ""
    if len(token) >= SHORTEST_TOKEN:
        return ""
    return (
        f"--host {host}: others can reach this address; give a --token of {SHORTEST_TOKEN} characters or more"
    )


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _shelf(place: str, settings: Settings) -> Shelf:
    path = Path(place)
    record = path / "record.json" if path.is_dir() else path
    try:
        if "://" not in place and (path.is_dir() or path.suffix == ".json"):
            return shelf_of_record(record)
        return shelf_of_store(place, settings)
    except OSError as error:
        fail(f"{record}: {error.strerror}", WRONG_USE)
    except (msgspec.DecodeError, DecisionError) as error:
        fail(f"{record}: not a record of format 1 ({error})", BREACHES)
    except StoreBusyError as error:
        fail(str(error), BUSY)
    except StoreError as error:
        fail(str(error), WRONG_USE)
