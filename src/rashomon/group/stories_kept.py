"""The account of a report as it is kept beside its reading: arrays as bytes, all else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

import msgspec
import numpy as np
from msgspec import Struct

from rashomon.group.remembered import Kind, remembered
from rashomon.group.stories_account import Account, Day, account_of, given_day, own_days, telling_of
from rashomon.group.stories_figures import DAY, MONTH, NEWS_WEEKDAYS, WEEKDAYS
from rashomon.group.stories_sheets import BITS, WHOLE, Sheet
from rashomon.group.stories_table import FIGURES
from rashomon.group.stories_words import Vector
from rashomon.ports import Memory
from rashomon.spans import holds
from rashomon.types import Article, Reading, Span


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
    kind = Kind("account", account_of, pack_account, account_beside)
    return remembered(memory, kind, readings)


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


def account_beside(packed: bytes, reading: Reading) -> Account:
    """Unpack the account of a reading.

    Raises:
        msgspec.DecodeError: the bytes are no account.
        ValueError: they are one, but not of this reading.
    """
    account = unpack_account(packed)
    if fault := _fault(account, reading.article):
        raise ValueError(fault)
    return account


def _fault(account: Account, article: Article) -> str:
    if account.id != article.id:
        return "it is of another article"
    if not all(holds(span, article) for span in _spans(account)):
        return "a span is not what stands at its place"
    # what can be told of the article at once, is
    if (account.days, account.given) != (own_days(article), given_day(article)):
        return "its days are not those of its article"
    if not _calendar_fits(account):
        return "a weekday or a date is none"
    weights = (*account.words.values(), *account.lead.values())
    if not all(map(isfinite, weights)) or account.telling != telling_of(account.words, account.lead):
        return "its words are not weighed"
    return "" if _arrays_fit(account) else "its arrays do not fit"


def _calendar_fits(account: Account) -> bool:
    return all(0 <= day < 7 for day, _ in account.weekdays) and all(
        1 <= month <= 12 and 1 <= day <= 31 for month, day in account.dates
    )


def _spans(account: Account) -> Iterator[Span]:
    yield from (span for _, span in account.weekdays)
    yield from (span for _, span in account.named)


def _arrays_fit(account: Account) -> bool:
    sheet, figures, rows = account.sheet, account.figures, len(account.sheet.codes)
    if (len(sheet.weights), len(sheet.marks), len(figures)) != (rows, rows, FIGURES):
        return False
    if not np.isfinite(sheet.weights).all() or (sheet.codes[:-1] > sheet.codes[1:]).any():
        return False
    # the sheet has the words once more
    weights = np.round(np.array(list(account.words.values()), dtype=np.float64) * 2.0**BITS) / 2.0**BITS
    if not np.array_equal(np.sort(weights), np.sort(sheet.weights[sheet.marks & WHOLE > 0, 0])):
        return False
    # sets of weekdays are looked up by their number
    most = np.full(FIGURES, np.finfo(np.float64).max)
    most[[WEEKDAYS, NEWS_WEEKDAYS]], most[MONTH], most[DAY] = 127, 12, 31
    return bool(((figures >= 0) & (figures <= most)).all())


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
