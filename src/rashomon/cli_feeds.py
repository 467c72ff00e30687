"""The command `feeds`: what a store follows."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from rashomon.cli_screen import WRONG_USE, err, fail, one_line, out
from rashomon.cli_store import PLACE, StoreOption, opened
from rashomon.desk.news import feeds_in
from rashomon.gather.addresses import AddressRules
from rashomon.gather.schedule import resumed
from rashomon.gather.targets import Refusal, read_target
from rashomon.stored import FeedState

# What begins like an address is one, also of a kind that is never asked: it is refused as such, and is no missing file.
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}://", re.IGNORECASE)
# Which ports and networks may be asked is said when they are asked; what no such leave makes good is refused at once.
EVERY_PORT = AddressRules(ports=frozenset(range(65_536)))

feeds_app = typer.Typer(no_args_is_help=True, help="The feeds that a store follows.")


@feeds_app.command("add")
def feeds_add(
    feeds: Annotated[list[str], typer.Argument(help="Addresses of feeds or news sitemaps; OPML files.")],
    name: StoreOption = PLACE,
) -> None:
    """Follow feeds from now on."""
    urls = [url for feed in feeds for url in _urls(feed)]
    with opened(name) as store:
        for url in urls:
            added = store.feeds.add(FeedState(url))
            out.print(one_line(f"{'added' if added else 'known already'}: {url}"), markup=False)


def _urls(feed: str) -> tuple[str, ...]:
    if not SCHEME.match(feed):
        return listed(feed)
    refused = _refused(feed)
    return (feed,) if refused is None else fail(f"{feed}: {refused}", WRONG_USE)


def listed(file: str) -> tuple[str, ...]:
    """Return the addresses that an OPML file names, each judged as one given by hand; a line for each that is refused."""
    try:
        found, left_out = feeds_in(Path(file).read_bytes())
    except OSError as error:
        fail(f"{file}: neither http:// nor https:// nor a file ({error.strerror})", WRONG_USE)
    if not found:
        fail(f"{file}: an OPML file that names feeds is wanted", WRONG_USE)
    if left_out:
        counted = ", ".join(f"{why} {count}" for why, count in sorted(left_out.items()))
        err.print(one_line(f"left out of {file}: {counted}"), markup=False)
    refused = {url: why for url in found if (why := _refused(url)) is not None}
    for url, why in refused.items():
        err.print(one_line(f"skipped: {url}: {why}"), markup=False)
    return tuple(url for url in found if url not in refused)


def _refused(url: str) -> str | None:
    found = read_target(url, EVERY_PORT)
    if not isinstance(found, Refusal):
        return None
    return f"this address may never be asked ({found.code}: {found.detail})"


@feeds_app.command("list")
def feeds_list(
    name: StoreOption = PLACE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a feed.")] = False,
) -> None:
    """List the feeds and how they are."""
    with opened(name, write=False) as store:
        for feed in store.feeds.feeds():
            state = f"paused: {feed.paused}" if feed.paused else f"due {_told(feed.due)}"
            line = (
                msgspec.json.encode(feed).decode()
                if as_json
                else f"{feed.url}  {state}  {feed.status}".rstrip()
            )
            out.print(one_line(line), markup=False)


def _told(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "now"


@feeds_app.command("pause")
def feeds_pause(
    url: str,
    name: StoreOption = PLACE,
    resume: Annotated[bool, typer.Option("--resume", help="Follow it again, its failures forgiven.")] = False,
) -> None:
    """Stop asking a feed, or begin again; nothing of it is forgotten."""
    with opened(name) as store:
        feed = store.feeds.feed(url) or fail(f"{url}: not followed", WRONG_USE)
        paused = msgspec.structs.replace(feed, paused="by hand")
        store.feeds.save(resumed(feed, time.time()) if resume else paused)


@feeds_app.command("remove")
def feeds_remove(url: str, name: StoreOption = PLACE) -> None:
    """Forget a feed; what came from it stays."""
    with opened(name) as store:
        if not store.feeds.remove(url):
            fail(f"{url}: not followed", WRONG_USE)
