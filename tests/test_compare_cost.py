"""Comparing a story does work that grows with its reports, not with their square; and the short ways change no figure.

Pairs are counted, never seconds. The bounds are lowered, so that small stories stand for large ones.
"""

import random
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from tests.test_compare_story import ENCODER, compared, story_of, told

from rashomon.compare import denials, naming, pairs, points, utterances, voices, wording
from rashomon.compare.denials import OTHER_REPORT
from rashomon.compare.naming import Phrase, join_phrases
from rashomon.compare.reach import find_sayings, in_reach
from rashomon.compare.units import find_units
from rashomon.linking import cluster, cluster_table

PEOPLE = ("Ilse Varn", "Otto Brel", "Mara Quint", "Jon Astrel")
THINGS = (
    "harbour bridge",
    "grain depot",
    "canal gate",
    "salt road",
    "river ferry",
    "stone quarry",
    "school roof",
    "mill dam",
)
DEEDS = ("closed", "sold", "repaired", "inspected", "flooded", "opened", "painted", "measured")
PLACES = ("Orrin", "Vessel", "Talmark", "Huld", "Brenmoor", "Eskel")  # fmt: skip


def report(number):
    """Make up a report of five sentences, one of them a statement and now and then a denial."""
    dice = random.Random(number)
    lines = [
        f"The old {dice.choice(THINGS)} of {dice.choice(PLACES)} was {dice.choice(DEEDS)} by {number + 20} workers."
        for _ in range(4)
    ]
    content = f"the {dice.choice(THINGS)} of {dice.choice(PLACES)} was {dice.choice(DEEDS)} in spring"
    speaker, act = dice.choice(PEOPLE), "deny" if number % 4 == 0 else "say"
    said = f"{speaker} {'denied' if act == 'deny' else 'said'} that {content}."
    return told(" ".join([*lines, said]), [(speaker, said.split()[2], content, act)])


REPORTS = [report(number) for number in range(80)]


def counted(monkeypatch, size):
    """Count the pairs that are measured one by one, and those of phrases that are given to clustering."""
    count = {"likeness": 0, "phrases": 0}

    def likeness(*given):
        count["likeness"] += 1
        return pairs.likeness(*given)

    def clustering(items, scored, **settings):
        count["phrases"] += len(scored)
        return cluster(items, scored, **settings)

    def by_table(table, **settings):
        count["phrases"] += int(np.count_nonzero(table)) // 2
        return cluster_table(table, **settings)

    for room in (points, denials, voices):
        monkeypatch.setattr(room, "likeness", likeness)
    monkeypatch.setattr(naming, "cluster", clustering)
    monkeypatch.setattr(naming, "cluster_table", by_table)
    compared(*REPORTS[:size])
    return count["likeness"], count["phrases"]


def bounded(monkeypatch, most):
    for room in (pairs, naming):
        monkeypatch.setattr(room, "ALL_PAIRS", most)
        monkeypatch.setattr(room, "PARTNERS", 6)


def test_four_times_the_reports_of_a_large_story_are_near_four_times_the_pairs(monkeypatch):
    bounded(monkeypatch, 50)
    monkeypatch.setattr(utterances, "PARTNERS", 6)
    few, some, many = (counted(monkeypatch, size) for size in (20, 40, 80))
    # sixteen times would be their square
    assert all(c <= 6 * a and c <= 2.6 * b for a, b, c in zip(few, some, many, strict=True)), (
        few,
        some,
        many,
    )


def test_in_a_story_of_normal_size_every_pair_is_measured(monkeypatch):
    bounded(monkeypatch, 100_000)
    (some, _), (many, _) = (counted(monkeypatch, size) for size in (20, 80))
    assert many > 12 * some


def plain_gap(said, near):
    """Write the mean gap as it is defined: two reports at a time."""
    gaps = []
    for mine, yours in combinations(said, 2):
        own, others = np.flatnonzero(mine > yours), np.flatnonzero(yours > mine)
        gaps.append(1.0 - near[own][:, others].mean() if len(own) and len(others) else 0.0)
    return sum(gaps) / len(gaps)


@pytest.mark.parametrize("seed", range(20))
def test_a_contrast_is_the_mean_over_pairs_of_reports(seed):
    dice = np.random.default_rng(seed)
    said = (dice.random((int(dice.integers(2, 9)), int(dice.integers(2, 12)))) < 0.4).astype(float)
    rows = dice.normal(size=(said.shape[1], 8))
    assert wording._mean_gap(said, rows @ rows.T) == pytest.approx(plain_gap(said, rows @ rows.T), abs=1e-12)


def joined_by_pairs(reach: float, table, *, threshold: float):
    left, right = np.triu_indices(len(table), 1)
    pairs = naming._within_reach(left * len(table) + right, table[left, right], len(table), reach)
    groups = cluster([f"{n:06d}" for n in range(len(table))], pairs, threshold=threshold)
    return [tuple(int(name) for name in group) for group in groups]


@pytest.mark.parametrize("seed", range(10))
def test_phrases_join_as_if_every_pair_were_given_to_clustering(monkeypatch, seed):
    dice = random.Random(seed)
    texts = [" ".join(dice.choice((*THINGS, *DEEDS, *PLACES)) for _ in range(2)) for _ in range(40)]
    phrases = [Phrase(f"{n:02}", text, dice.choice(("", "place", "event"))) for n, text in enumerate(texts)]
    quick = join_phrases(phrases, ENCODER)
    for reach in (naming.ALIKE, 0.0):
        # at a reach of nothing, all pairs are within reach of one another
        monkeypatch.setattr(naming, "cluster_table", partial(joined_by_pairs, reach))
        assert join_phrases(phrases, ENCODER) == quick
    assert any(len(group) > 1 for group in quick)


def test_no_statement_that_a_denial_may_mean_is_out_of_its_reach():
    measure = pairs.gauge(find_units(story_of(*REPORTS[:40])), ENCODER)
    said = [index for index, unit in enumerate(measure.units) if unit.kind == "statement"]
    sayings = find_sayings(measure, said)
    seen = set()
    for index in filter(lambda index: denials._denies(measure.units[index]), said):
        near = set(in_reach(measure, index, sayings, OTHER_REPORT))
        meant = {other for other in said if denials._likeness(measure, index, other)[0]}
        seen |= meant
        assert meant <= near
        assert len(near) < len(said)
    assert seen
