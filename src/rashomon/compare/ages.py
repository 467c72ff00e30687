"""Ages: whose they are decides which belong together, for two girls of 16 and 14 are no disagreement."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.spans import inside
from rashomon.types import Quantity, Reading, Span

OLD = " old"


def is_an_age(quantity: Quantity) -> bool:
    """Say whether a quantity tells how old somebody or something is."""
    return quantity.unit.endswith(OLD)


def counts_in(reading: Reading, spans: Sequence[Span]) -> tuple[Quantity, ...]:
    """List the counts inside a passage; an age is none: it opposes no other, for who is 16 and who is 14 may be two."""
    counts = (quantity for quantity in reading.quantities if not is_an_age(quantity))
    return tuple(count for count in counts if any(inside(count.span, span) for span in spans))


def may_be_one_age(left: Quantity, right: Quantity) -> bool:
    """Say whether two ages may be those of one: the same figure of one noun, or any figures of one full name."""
    if left.noun is None or right.noun is None:
        return False
    one, other = left.noun.text.casefold().split(), right.noun.text.casefold().split()
    if one == other and len(one) > 1:
        return True
    return left.low == right.low and one[-1:] == other[-1:]
