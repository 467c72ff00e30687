"""Kept work that nobody will ask for again: that of other models and rules, and that of articles as they no longer are.

Only what may be made anew goes. Raw bytes, articles, the record and what people decided are no kept work.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.desk.remembering import Makers, grounds_maker
from rashomon.ports import Store


class Forgotten(Struct, frozen=True):
    """How many pieces of kept work went: of models and rules no longer in use, and of articles as they once were."""

    makers: int
    articles: int


def forget_work(store: Store, current: Sequence[Makers]) -> Forgotten:
    """Drop the kept work that no update by these makers would ask for.

    Comparisons of these makers stay, also of stories as they stood before they grew: another setting may ask for them.
    """
    # each kind of grouping's work is kept under a name of its own before that of the rules
    ours = {maker.groupings for maker in current}
    grouped = [name for name in store.readings.makers() if name.partition(":")[2] in ours]
    readings = sorted({maker.readings for maker in current})
    compared = sorted({maker.comparisons for maker in current})
    standing = store.documents.keys()
    with store.together():
        gone = store.readings.forget([*readings, *compared, *grouped, grounds_maker()])
        changed = [
            store.readings.forget_keys(name, store.readings.known(name) - standing)
            for name in (*readings, *grouped)
        ]
    return Forgotten(gone, sum(changed))
