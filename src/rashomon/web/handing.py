"""What somebody hands in stays in the store until it is worked in: a stop of the server loses none of it."""

from __future__ import annotations

import logging
import secrets
from functools import partial

import msgspec
from msgspec import Struct

from rashomon.spans import make_id
from rashomon.stored import Handed
from rashomon.types import Decision
from rashomon.web.jobs import Job, Jobs, Outcome, Tell
from rashomon.web.laid import make_ready
from rashomon.web.shelf import Shelf, now
from rashomon.web.work import Given, add_reports, correct_links
from rashomon.wiring import open_inbox

# Work that was begun so often and never ended is not begun again: it may be what stops the server.
MOST_TRIES = 3
NEVER_DONE = "It was begun at {} starts and never ended. It stays in the store and is not begun again."
log = logging.getLogger(__name__)


class Order(Struct, frozen=True):
    """What is to be done: reports to add, or else decisions to work in."""

    given: Given | None = None
    decisions: tuple[Decision, ...] = ()


def hand_in(shelf: Shelf, jobs: Jobs, what: str, order: Order, *, key: str = "") -> Job:
    """Keep an order in the store and begin it; what is done is let go. `key` names it where chance should not.

    Raises:
        TooManyError: too much is waiting; nothing was kept.
        StoreError: it could not be kept; nothing was begun.
    """
    key = key or make_id("j", secrets.token_hex(16))
    handed = Handed(key, what, now(), msgspec.msgpack.encode(order))
    return jobs.start(what, partial(_work, shelf, handed), key=key, keep=partial(_keep, shelf, handed))


def take_up(shelf: Shelf, jobs: Jobs) -> None:
    """Begin again what a stop left undone, in the order in which it was handed in."""
    with open_inbox(shelf.name) as inbox:
        left = inbox.waiting()
        for handed in left:
            if handed.tries < MOST_TRIES:
                inbox.tried(handed.id)
    for handed in left:
        if handed.tries >= MOST_TRIES:
            log.error("%s (%s) was begun %d times and never ended", handed.id, handed.what, handed.tries)
            jobs.give_up(handed.what, NEVER_DONE.format(handed.tries + 1), handed.id)
        else:
            again = msgspec.structs.replace(handed, tries=handed.tries + 1)
            jobs.take_up(f"{handed.what}, again after a stop", partial(_work, shelf, again), handed.id)


def discard(shelf: Shelf, jobs: Jobs, key: str) -> Job | None:
    """Let go of what was handed in and stop it where it is being done; None where nothing of this name is in hand or kept.

    What of it was taken in before stays, and is compared with what comes next. The log keeps what was discarded: nothing leaves without a line.

    Raises:
        StoreError: the store cannot let go of it; it stays as it is.
    """
    with open_inbox(shelf.name) as inbox:
        kept = next((handed for handed in inbox.waiting() if handed.id == key), None)
        if kept is None:
            return jobs.dismiss(key)
        inbox.done(key)
    log.warning(
        "%s (%s, handed in %s) was discarded or stopped by hand, not done", kept.id, kept.what, kept.made
    )
    return jobs.discard(key)


def _keep(shelf: Shelf, handed: Handed) -> None:
    with open_inbox(shelf.name) as inbox:
        inbox.add(handed)


def _work(shelf: Shelf, handed: Handed, tell: Tell) -> Outcome:
    order = msgspec.msgpack.decode(handed.packed, type=Order)
    outcome = Outcome()
    if order.given:
        outcome = add_reports(shelf, order.given, tell, again=handed.tries > 0)
    elif order.decisions:
        outcome = correct_links(shelf, order.decisions, tell)
    with open_inbox(shelf.name) as inbox:
        inbox.done(handed.id)
    make_ready(shelf)
    return outcome
