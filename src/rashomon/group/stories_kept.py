"""The account of a report as it is kept beside its reading: arrays as bytes, all else as it is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from msgspec import Struct

from rashomon.group.remembered import remembered
from rashomon.group.stories_account import Account, Day, account_of
from rashomon.group.stories_sheets import Sheet
from rashomon.group.stories_words import Vector
from rashomon.ports import Memory
from rashomon.types import Reading, Span


class _Packed(Struct, frozen=True, array_like=True):
    id: str
    words: Vector
    lead: Vector
    days: tuple[Day, ...]
    given: Day | None
    weekdays: tuple[tuple[int, Span], ...]
    dates: tuple[tuple[int, int], ...]
    named: tuple[tuple[str, Span], ...]
    text_key: str
    telling: tuple[str, ...]
    codes: bytes
    weights: bytes
    marks: bytes
    figures: bytes


_DECODER = msgspec.msgpack.Decoder(_Packed)


def accounts_of(readings: Sequence[Reading], memory: Memory | None = None) -> list[Account]:
    """Return the account of each reading, in their order; with a `memory` each is made once."""
    if memory is None:
        return [account_of(reading) for reading in readings]
    packed = remembered(memory, "account", readings, lambda reading: pack_account(account_of(reading)))
    return list(map(unpack_account, packed))


def pack_account(account: Account) -> bytes:
    """Pack an account so that `unpack_account` gives back the same, array for array and word for word in its order."""
    sheet = account.sheet
    held = _Packed(
        id=account.id,
        words=account.words,
        lead=account.lead,
        days=account.days,
        given=account.given,
        weekdays=account.weekdays,
        dates=tuple(sorted(account.dates)),
        named=account.named,
        text_key=account.text_key,
        telling=account.telling,
        codes=sheet.codes.astype("<u8").tobytes(),
        weights=sheet.weights.astype("<f8").tobytes(),
        marks=sheet.marks.tobytes(),
        figures=account.figures.astype("<f8").tobytes(),
    )
    return msgspec.msgpack.encode(held)


def unpack_account(packed: bytes) -> Account:
    """Unpack an account."""
    held = _DECODER.decode(packed)
    weights = np.frombuffer(held.weights, dtype="<f8").reshape(-1, 3)
    sheet = Sheet(np.frombuffer(held.codes, dtype="<u8"), weights, np.frombuffer(held.marks, dtype=np.uint8))
    return Account(
        id=held.id,
        words=held.words,
        lead=held.lead,
        days=held.days,
        given=held.given,
        weekdays=held.weekdays,
        dates=frozenset(held.dates),
        named=held.named,
        text_key=held.text_key,
        telling=held.telling,
        sheet=sheet,
        figures=np.frombuffer(held.figures, dtype="<f8"),
    )
