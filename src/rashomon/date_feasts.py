"""Feasts and holidays: of which year one is, and which are kept at another time elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

from rashomon.calendar_words import feast
from rashomon.date_rules import Ahead, Match, Resolved, counting, part_of

# A feast so many days ahead, told in the past, is that of the year before: "they met at Christmas" in a report of October.
PREPARED = 45
# In the other months "Labor Day" may be the first of May.
LABOR_DAY_NEAR = (8, 9, 10)


def _is_of_several_lands(name: str, anchor: date) -> bool:
    """Say whether a holiday may be meant that other countries keep at another time: the first of May, a Monday of October."""
    if name == "labor day":
        return anchor.month not in LABOR_DAY_NEAR
    return name.startswith("thanksgiving") and anchor.month == 10


@counting
def feast_day(found: Match, anchor: date, ahead: Ahead) -> Resolved | None:
    """A feast on one day, in the year that stands behind it ("Christmas 2014"), else in the nearest that the words allow."""
    if found["year"]:
        named = feast(found["name"], int(found["year"]))
        return Resolved(named, named, "day", "feast") if named else None
    if _is_of_several_lands(" ".join(found["name"].lower().split()), anchor):
        return None
    which = part_of(found, "which")
    near = [day for shift in (-1, 0, 1) if (day := feast(found["name"], anchor.year + shift))]
    if which == "this":
        # "this Christmas was quiet" in January is the one just past
        just = [day for day in near if timedelta(0) <= anchor - day <= timedelta(PREPARED)]
        near = just if just and not ahead else near[1:2]
    elif which:
        near = [day for day in near if (day < anchor if which == "last" else day > anchor)]
    elif ahead is not None:
        slack = timedelta(PREPARED)
        near = [day for day in near if (day >= anchor - slack if ahead else day <= anchor + slack)]
    nearest = min(near, key=lambda day: abs((day - anchor).days), default=None)
    return Resolved(nearest, nearest, "day", "feast") if nearest else None
