"""Clusters: vetoes hold, order leaves no trace, agreement does not chain."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.linking import Scored, cluster, cluster_table

ITEMS = "abcdefg"
PAIRS = st.lists(
    st.builds(Scored, st.sampled_from(ITEMS), st.sampled_from(ITEMS), st.floats(0, 1), st.booleans()),
    max_size=25,
)


@given(PAIRS, st.sampled_from(["single", "average", "complete"]), st.randoms(use_true_random=False))
def test_the_order_of_items_and_pairs_does_not_matter(pairs, linkage, rng: random.Random):
    shuffled = rng.sample(pairs, len(pairs))
    items = rng.sample(ITEMS, len(ITEMS))

    assert cluster(ITEMS, pairs, threshold=0.5, linkage=linkage) == cluster(
        items, shuffled, threshold=0.5, linkage=linkage
    )


@given(PAIRS, st.sampled_from(["single", "average", "complete"]))
def test_a_veto_is_never_overruled(pairs, linkage):
    together = {
        (a, b)
        for group in cluster(ITEMS, pairs, threshold=0.3, linkage=linkage)
        for a in group
        for b in group
    }

    assert not any(
        pair.veto and pair.left != pair.right and (pair.left, pair.right) in together for pair in pairs
    )


@given(PAIRS)
def test_every_item_ends_in_exactly_one_cluster(pairs):
    assert sorted(item for group in cluster(ITEMS, pairs, threshold=0.5) for item in group) == list(ITEMS)


def test_agreement_does_not_chain():
    chain = [Scored("a", "b", 0.9), Scored("b", "c", 0.9), Scored("c", "d", 0.9)]

    assert ("a", "b", "c", "d") not in cluster("abcd", chain, threshold=0.6)


@given(
    st.lists(st.sampled_from([-0.3, 0.0, 0.3, 0.5, 0.6, 0.7, 0.85]), min_size=21, max_size=21),
    st.floats(0.1, 0.9),
)
def test_a_table_joins_what_its_pairs_join(scores, threshold):
    table = np.zeros((7, 7))
    table[np.triu_indices(7, 1)] = scores
    table += table.T
    pairs = [Scored(a, b, table[n, m]) for n, a in enumerate(ITEMS) for m, b in enumerate(ITEMS[:n])]

    joined = cluster_table(table, threshold=threshold)

    assert [tuple(ITEMS[n] for n in group) for group in joined] == cluster(ITEMS, pairs, threshold=threshold)
