"""What keeps two passages of one matter from being one claim: a thing only named, a condition, an opposite deed."""

from __future__ import annotations

from rashomon.compare.contraries import contraries, contrary_states
from rashomon.compare.cues import words
from rashomon.compare.units import Unit

# So many first letters make a noun and its verb one word: "disarmament", "disarm".
STEM = 5
CONDITIONS = ("if", "unless", "even if", "only if")


def only_named(left: Unit, right: Unit) -> bool:
    """Say whether one has no verb, and what it names is not what the other is about: "a plain session in Osk", "they sold the mill in Osk".

    A headline leaves its verb out and tells news all the same.
    """
    if left.verbal == right.verbal:
        return False
    named, told = (right, left) if left.verbal else (left, right)
    if named.kind == "headline":
        return False
    about = told.subjects | told.objects | {told.head}
    return named.head not in about and named.head[:STEM] != told.head[:STEM]


def only_names_shared(left: Unit, right: Unit) -> bool:
    """Say whether all that both tell is who, or at what meeting: "Foreign Minister Bel called the session useful", "Foreign Minister Bel left the session"."""
    shared = left.lemmas & right.lemmas
    who = _capitalised(left) & _capitalised(right)
    if not shared & who or not shared <= who | words("gatherings"):
        return False
    # "Bel met Orr", "the talks of Bel and Orr began": that they met is the claim
    return not (_that_they_met(left) and _that_they_met(right))


def _that_they_met(unit: Unit) -> bool:
    held = unit.head in words("coming_about") and bool((unit.subjects | unit.objects) & words("gatherings"))
    return held or unit.head in words("gatherings") | words("gathering")


def _capitalised(unit: Unit) -> set[str]:
    return {word.lower() for word in unit.text.replace("-", " ").split() if word[0].isupper()} | unit.names


def one_is_condition(left: Unit, right: Unit) -> bool:
    """Say whether only one is what something else hangs on: "if the mill closes", "the mill closes"."""
    return _condition(left) != _condition(right)


def _condition(unit: Unit) -> bool:
    whole, own = unit.whole.lower(), unit.spans[0].text.lower()
    if unit.kind == "clause" and own.startswith(tuple(f"{word} " for word in CONDITIONS)):
        return True
    return any(f" {word} {own}" in f" {whole}" for word in CONDITIONS)


def opposite_deeds(left: Unit, right: Unit) -> bool:
    """Say whether they tell contrary deeds done by one or, where one of them leaves out by whom, to one: "uniting the town", "the wall divides the town"."""
    if left.turned == right.turned and contrary_states(
        left, right, words("lasting_states") | words("passing_states")
    ):
        return True
    if (left.head, right.head) not in contraries():
        return False
    mine, yours = left.roles, right.roles
    unsaid = not mine.doing or not yours.doing
    return bool(mine.doing & yours.doing) or (unsaid and bool(mine.done_to & yours.done_to))


def only_a_danger(target: Unit, denial: Unit) -> bool:
    """Say whether one tells only that something may happen, and the other denies having done it: "there is a risk *of leaks*"."""
    dangers = words("dangers")
    before = target.whole.partition(target.text)[0].lower().split()
    of_a_danger = len(before) > 1 and before[-1] in {"of", "that"} and before[-2] in dangers
    told = target.head == "be" and bool(target.lemmas & dangers)
    return (told or of_a_danger) and not denial.lemmas & dangers
