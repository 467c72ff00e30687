"""The chain of labels goes over stretches of words at once; it must find what a walk word by word finds."""

from itertools import pairwise, product

import numpy as np
import pytest

from rashomon.models.chain import FORBIDDEN, LABELS, best_path, certainties, lawful

STEPS = lawful(np.random.default_rng(3).normal(0, 1, (LABELS, LABELS)))


def _scores(words: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 3, (words, LABELS))


def _weight(path: tuple[int, ...], scores: np.ndarray) -> float:
    first = FORBIDDEN if path[0] in {2, 4, 6} else 0.0
    return (
        first
        + sum(scores[n, label] for n, label in enumerate(path))
        + sum(STEPS[one, two] for one, two in pairwise(path))
    )


def _walked(scores: np.ndarray) -> list[int]:
    """Find the best path word by word, with whole paths kept."""
    kept = {label: ((label,), _weight((label,), scores[:1])) for label in range(LABELS)}
    for row in scores[1:]:
        kept = {
            label: max(
                (
                    ((*path, label), weight + STEPS[path[-1], label] + row[label])
                    for path, weight in kept.values()
                ),
                key=lambda way: way[1],
            )
            for label in range(LABELS)
        }
    return list(max(kept.values(), key=lambda way: way[1])[0])


@pytest.mark.parametrize("words", [1, 2, 3, 4])
def test_the_best_path_and_the_shares_are_those_of_all_paths_there_are(words: int) -> None:
    scores = _scores(words, words)
    paths = list(product(range(LABELS), repeat=words))
    weights = np.array([_weight(path, scores) for path in paths])
    assert best_path(scores, STEPS) == list(paths[int(weights.argmax())])
    shares = np.exp(weights - weights.max())
    told = np.zeros((words, LABELS))
    for path, share in zip(paths, shares / shares.sum(), strict=True):
        told[range(words), path] += share
    assert np.abs(certainties(scores, STEPS) - told).max() < 1e-9


@pytest.mark.parametrize("words", [5, 8, 9, 10, 24, 25, 26, 27, 143, 700])
def test_stretches_of_any_length_join_into_the_path_of_a_walk_word_by_word(words: int) -> None:
    scores = _scores(words, words)
    assert best_path(scores, STEPS) == _walked(scores)


def test_a_word_far_away_moves_no_certainty() -> None:
    scores = _scores(400, 1)
    assert np.abs(certainties(scores[:200], STEPS)[:100] - certainties(scores, STEPS)[:100]).max() < 1e-9


def test_no_words_have_no_labels() -> None:
    nothing = np.zeros((0, LABELS))
    assert best_path(nothing, STEPS) == []
    assert certainties(nothing, STEPS).shape == (0, LABELS)


def test_labels_that_are_all_but_ruled_out_still_have_a_share() -> None:
    scores = np.zeros((30, LABELS))
    scores[7:, 2] = 900.0  # a further word of a source, and nothing before it that it could continue
    shares = certainties(scores, STEPS)
    assert np.isfinite(shares).all()
    assert np.abs(shares.sum(axis=1) - 1).max() < 1e-9
