"""The eval of claims and what stands around them counts what it says."""

import pytest
from evals import standing

CLAIM = {
    "who": "the mill", "did": "paid", "do": "pay", "done": "paid", "doing": "paying", "rest": "the mayor forty crowns",
    "did_not": "did not pay", "never_did": "never paid", "had_who": "did the mill pay",
}  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "wanted"),
    [
        ("{Who} {did} {rest}, a clerk said.", "agrees"),
        ("{Who} {did_not} {rest}.", "goes against"),
        ("It rained in Orra all week.", "apart"),
    ],
)
def test_a_frame_is_counted_by_how_the_points_of_both_reports_stand(frame, wanted):
    assert standing.outcomes([CLAIM], frame) == [wanted]


def test_an_agreement_with_a_denial_is_counted_below_zero(monkeypatch):
    monkeypatch.setattr(standing, "outcomes", lambda claims, frame: ["agrees"] * len(claims))
    figures = standing.run()
    assert figures["against"] == 0
    assert figures["agreed"] < -400
