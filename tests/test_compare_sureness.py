"""How sure a point is: a chance that two reports tell one claim."""

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.compare.sureness import chance, sureness
from rashomon.show.views import WEAK

JUDGED = Path(__file__).parents[1] / "training" / "points" / "told_alike.csv"


def unit(article: str, words: int) -> SimpleNamespace:
    return SimpleNamespace(
        article=article,
        lemmas=frozenset(f"w{i}" for i in range(words)),
        names=frozenset(),
        text="",
        verbal=True,
    )


# two reports, the first with two passages; the last passage is of two words only
FEW = SimpleNamespace(units=(unit("tide", 6), unit("tide", 6), unit("wire", 6), unit("wire", 2)))


def test_a_point_is_as_sure_as_its_strongest_tie_between_two_reports():
    ties = {(0, 2): 0.2, (1, 2): 0.6}
    assert sureness(FEW, (0, 1, 2), ties) == pytest.approx(chance(0.6, 6), abs=1e-4)


def test_a_thing_only_named_beside_a_clause_about_something_else_is_unsure_however_many_words_they_share():
    named = SimpleNamespace(
        article="tide",
        lemmas=FEW.units[0].lemmas,
        names=frozenset(),
        verbal=False,
        kind="statement",
        head="session",
    )
    told = SimpleNamespace(
        article="wire", lemmas=named.lemmas, names=frozenset(), text="", verbal=True, kind="clause", head="sell", subjects=frozenset(), objects=frozenset({"ferry"}),
    )  # fmt: skip
    assert sureness(SimpleNamespace(units=(named, told)), (0, 1), {(0, 1): 0.55}) < WEAK


def test_two_who_do_other_things_agree_on_nothing_surely_however_long_their_titles():
    title = frozenset({"foreign", "minister", "ana", "bel"})
    one, other = (
        SimpleNamespace(
            article=report,
            lemmas=title | own | {"norwegian"},
            names=title,
            text="Norwegian Foreign Minister Ana Bel",
            verbal=True,
            head=min(own),
            subjects=frozenset(),
            objects=frozenset(),
        )
        for report, own in (("tide", {"call", "session", "useful"}), ("wire", {"speak", "quay"}))
    )
    same = SimpleNamespace(**{**vars(one), "article": "wire"})
    assert sureness(SimpleNamespace(units=(one, other)), (0, 1), {(0, 1): 0.55}) < WEAK
    assert sureness(SimpleNamespace(units=(one, same)), (0, 1), {(0, 1): 0.55}) >= WEAK


def test_what_one_report_tells_twice_makes_no_point_of_two_any_surer():
    ties = {(0, 1): 0.99, (0, 2): 0.2, (1, 2): 0.2}
    assert sureness(FEW, (0, 1, 2), ties) == pytest.approx(chance(0.2, 6), abs=1e-4)


def test_a_tie_to_two_bare_words_is_less_sure_than_one_to_a_whole_clause():
    assert sureness(FEW, (0, 3), {(0, 3): 0.4}) < WEAK <= sureness(FEW, (0, 2), {(0, 2): 0.4})


def test_what_a_person_joined_is_sure_however_unlike():
    assert sureness(FEW, (0, 3), {(0, 3): 1.0}) > 0.95


def test_what_stands_alone_is_its_own_point_without_a_doubt():
    assert sureness(FEW, (0,), {}) == 1.0


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 40))
def test_a_nearer_tie_is_never_less_sure(one, other, words):
    low, high = sorted((one, other))
    assert 0 <= chance(low, words) <= chance(high, words) <= 1


def test_of_what_was_read_by_eye_six_in_seven_that_are_called_sure_are_right():
    rows = [
        (float(tie), int(words), right == "1") for _, tie, words, right in list(csv.reader(JUDGED.open()))[1:]
    ]
    sure = [right for tie, words, right in rows if chance(tie, words) >= WEAK]
    unsure = [right for tie, words, right in rows if chance(tie, words) < WEAK]
    assert sum(sure) / len(sure) >= 0.84
    assert sum(unsure) / len(unsure) <= 0.3


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.4), (0.4, 0.8), (0.8, 1.0)])
def test_a_chance_is_the_share_of_right_ones(low, high):
    rows = list(csv.reader(JUDGED.open()))[1:]
    told = [(chance(float(tie), int(words)), right == "1") for _, tie, words, right in rows]
    near = [(said, right) for said, right in told if low <= said < high]
    said, right = (sum(column) / len(near) for column in zip(*near, strict=True))
    assert abs(said - right) < 0.1
