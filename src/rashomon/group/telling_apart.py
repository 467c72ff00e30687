"""What keeps two tellings of one class apart: other days, another's words, and a stretch of time that is all they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from rashomon.group.tellings import EXACT, Telling
from rashomon.tense import TELLING
from rashomon.types import When

# What the same people do again and again: within a year or a week they announce more than one thing.
DAILY = TELLING | {"announcement"}
# What everybody in a story does with words: two do it on one day and mean two things.
SPEAKING = TELLING | frozenset(("accuse", "ask", "claim", "criticize", "criticise", "demand", "deny", "post", "promise",
                                "reject", "tweet", "urge", "vow", "warn"))  # fmt: skip
# What two sides do with one another: with another partner it is another one.
MUTUAL = frozenset(("meeting",))
# A stretch of so many days ("the weekend", "overnight") dates as a day does; "last week" of reports a week apart is two weeks.
AS_A_DAY, A_WEEK = 3, 14
# So many words beside the verb and the time say that two clauses tell of one thing; one ("women", "police") is chance.
COMMON_WORDS = 2
# Words before whom an interview is given to or had with: "an interview with the Velm Post"; and before it, how far a name reaches.
GIVEN_TO = frozenset(("with", "to", "for"))
REACH = 80
ARTICLES = frozenset(("the", "a", "an", "in"))
# Verbs that say next to nothing of what happened.
EMPTY = frozenset(("be", "have", "do"))


def told_apart(a: Telling, b: Telling) -> bool:
    """Say whether two tellings of one class cannot be one happening, or have too little in common to be taken for it."""
    elsewhere = a.article == b.article and bool(a.place and b.place and a.place != b.place)
    # one report that names two places for meetings of the same people means two meetings
    speech = a.happening.lemma in SPEAKING and a.several is b.several is None and not a.people & b.people
    speech = speech or (a.happening.lemma in DAILY and _loosely_dated(a, b))
    return (
        _other_days(a, b)
        or _other_partner(a, b)
        or speech
        or elsewhere
        or _only_a_stretch(a, b)
        or _only_a_state(a, b)
        or _other_asker(a, b)
    )


def _other_partner(a: Telling, b: Telling) -> bool:
    """Say whether one side has another partner in each: "Keller meets Brandt", "Keller's talks with Moro"."""
    # where both sides are the same, the others only came along, or tell of it
    other = a.people - b.people and b.people - a.people
    return a.happening.lemma in MUTUAL and bool(other) and len(a.people & b.people) == 1


def _other_asker(a: Telling, b: Telling) -> bool:
    """Say whether two interviews are each with somebody of whom the other does not tell."""
    if a.happening.lemma != b.happening.lemma or a.happening.lemma != "interview":
        return False
    mine, theirs = _asker(a), _asker(b)
    told = [_names(telling.happening.span.text.split()) for telling in (a, b)]
    return bool(mine and theirs) and not (mine & told[1] or theirs & told[0])


def _asker(telling: Telling) -> set[str]:
    span, head = telling.happening.span, telling.happening.head
    start, end = head.start - span.start, head.end - span.start
    before = takewhile(_is_a_name, reversed(span.text[max(0, start - REACH) : start].split()))
    after = span.text[end : end + REACH].split()
    partner = takewhile(_is_a_name, after[1:]) if after and after[0] in GIVEN_TO else ()
    return _names([*before, *partner])


def _is_a_name(word: str) -> bool:
    return word[:1].isupper() or word == "the"


def _names(words: Sequence[str]) -> set[str]:
    names = (
        word.strip(".,;:!?").removesuffix("'s").removesuffix("’s") for word in words if word[:1].isupper()
    )
    return {name for name in names if name.casefold() not in ARTICLES}


def _loosely_dated(a: Telling, b: Telling) -> bool:
    """Say whether two are dated, one of them to no day: of what somebody announced in a year, each may be another."""
    return bool(a.when and b.when) and not all(t.when and t.when.precision in EXACT for t in (a, b))


def _only_a_stretch(a: Telling, b: Telling) -> bool:
    """Say whether two dated tellings share no day or month, only a longer stretch, and too little besides.

    Many things happen in "this year" and "the last weeks". The same word may tell one thing within a week; over a
    longer stretch only where the same people do it or the clauses share two words more.
    """
    if not (a.when and b.when) or (a.name and a.name == b.name):
        return False
    stretch = max(_days(a.when), _days(b.when))
    if stretch <= AS_A_DAY or {a.when.precision, b.when.precision} <= {*EXACT, "month"}:
        return False
    if a.happening.lemma in MUTUAL:
        # of all that is planned for "the coming weeks" two meetings share most words
        return not a.people & b.people
    common = len(a.words & b.words)
    if a.happening.head.text.lower() != b.happening.head.text.lower():
        return common < COMMON_WORDS
    return stretch > A_WEEK and not (a.people & b.people or common >= COMMON_WORDS)


def _days(when: When) -> int:
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1


def _only_a_state(a: Telling, b: Telling) -> bool:
    """Say whether two clauses only are or have something on one day, and share no more than that."""
    return a.happening.lemma in EMPTY and len(a.words & b.words) < COMMON_WORDS


def _other_days(a: Telling, b: Telling) -> bool:
    """Say whether two tellings cannot be of one day: by their dates, or, without a year, by the words for their days."""
    if a.when and b.when and (a.when.end < b.when.start or b.when.end < a.when.start):
        return True
    left, right = a.marks, b.marks
    if left.months and right.months and not left.months & right.months:
        return True
    if a.when and b.when:
        return False
    days = bool(left.days and right.days and left.months and right.months and not left.days & right.days)
    return days or bool(left.weekdays and right.weekdays and not left.weekdays & right.weekdays)
