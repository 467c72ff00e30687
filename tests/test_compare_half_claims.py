"""What is near to a claim and is not that claim: a thing only named, a condition, an opposite deed. All of it is invented."""

import msgspec
import pytest
from tests.test_compare_gists import _reading

from rashomon.compare.half_claims import one_is_condition, only_named, only_names_shared, opposite_deeds
from rashomon.compare.units import find_units
from rashomon.types import Cluster, Dossier, Why


def _unit(text):
    reading = _reading(text)
    units = find_units(Dossier(Cluster((reading.article.id,), None, Why("test")), (reading,), (), (), {}, ()))
    return max(units, key=lambda unit: len(unit.spans[0].text))


def _nameless(text, head):
    return msgspec.structs.replace(_unit(text), verbal=False, head=head, kind="statement")


def test_a_thing_that_is_only_named_is_not_what_was_decided_there():
    decided = _unit("The minister decided in Orsk to sell the ferry.")
    assert only_named(_nameless("A plain session in Orsk about the ferry.", "session"), decided)
    assert only_named(decided, _nameless("A plain session in Orsk about the ferry.", "session"))


@pytest.mark.parametrize(
    ("named", "head", "told"),
    [
        ("The disarmament of the guards.", "disarmament", "The guards were disarmed."),
        ("Her worry about the guards.", "worry", "The envoy voiced worry about the guards."),
        ("The talks useful.", "talk", "The talks were useful."),
    ],
)
def test_a_thing_named_that_the_clause_is_about_may_be_its_claim(named, head, told):
    assert not only_named(_nameless(named, head), _unit(told))


def test_a_headline_without_a_verb_tells_news():
    headline = msgspec.structs.replace(_nameless("Ferry sale at Orsk talks.", "sale"), kind="headline")
    assert not only_named(headline, _unit("The minister decided to part with the ferry."))


def test_two_things_only_named_are_weighed_as_before():
    assert not only_named(
        _nameless("Plain talks in Orsk.", "talk"), _nameless("The useful session.", "session")
    )


@pytest.mark.parametrize(
    ("left", "right", "only_who"),
    [
        ("The Brandt and Orlow session in Tarn comes late.", "Orlow and Brandt quarrelled in the session.", True),
        ("Brandt called the talks useful.", "Brandt left the talks by a side door.", True),
        ("Brandt spoke in Tarn.", "Brandt sold a boat in Tarn.", True),
        ("Brandt met Orlow in Tarn.", "The talks between Brandt and Orlow took place in Tarn.", False),
        ("Brandt and Orlow held talks in Tarn.", "Brandt met Orlow in Tarn.", False),
        ("Brandt called the talks useful.", "The talks were useful, Brandt said.", False),
        ("They may call off the session.", "The session could still be lost.", False),
        ("Brandt closed the ferry in Tarn.", "Brandt shut the ferry line in Tarn.", False),
    ],
)  # fmt: skip
def test_two_who_were_at_one_meeting_agree_that_they_met_and_on_nothing_else(left, right, only_who):
    assert only_names_shared(_unit(left), _unit(right)) is only_who
    assert only_names_shared(_unit(right), _unit(left)) is only_who


def _clause(text, part):
    reading = _reading(text)
    units = find_units(Dossier(Cluster((reading.article.id,), None, Why("test")), (reading,), (), (), {}, ()))
    return next(unit for unit in units if unit.kind == "clause" and part in unit.spans[0].text)


def test_a_condition_is_not_what_another_tells_as_so():
    supposed = _clause("Farmers will strike if the mills stay shut.", "stay shut")
    assert one_is_condition(supposed, _unit("The mills stay shut."))
    assert not one_is_condition(supposed, supposed)


@pytest.mark.parametrize(
    ("left", "right", "contrary"),
    [
        ("The toll unites the two valleys.", "The toll divides the two valleys.", True),
        ("Uniting the two valleys.", "The quarrel divides the two valleys.", True),
        ("The toll unites the two valleys.", "The quarrel divides the two valleys.", False),
        ("Uniting the two valleys.", "The quarrel divides the council.", False),
        ("Uniting the two valleys.", "The toll unites the two valleys.", False),
    ],
)
def test_contrary_deeds_are_no_agreement_where_one_leaves_out_who_does_them(left, right, contrary):
    assert opposite_deeds(_unit(left), _unit(right)) is contrary


def test_even_if_supposes_too():
    supposed = _clause("Even if the mill closes, the ferry will run.", "mill closes")
    assert one_is_condition(supposed, _unit("The mill closes."))
