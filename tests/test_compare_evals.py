"""The two measurements of comparing, on invented rows in the formats of the shared gold."""

import json

import pytest
from evals import claims, wording
from evals.coreference import conll_f1


def test_equal_clusters_score_one_and_one_blob_scores_less():
    gold = [frozenset("ab"), frozenset("cd")]
    assert conll_f1(gold, gold)["conll_f1"] == pytest.approx(1.0)
    assert conll_f1(gold, [frozenset("abcd")])["conll_f1"] < 0.8


def test_claims_are_measured_by_the_fields_of_the_file(tmp_path):
    rows = [
        {"claim": "The bridge fell", "headline": "Officials deny the bridge fell", "label": "against"},
        {"claim": "The bridge fell", "headline": "The bridge fell at dawn", "label": "for"},
    ]
    path = tmp_path / "claims-x.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert claims.run(path)["accuracy"] == 1.0


def test_an_empty_file_of_claims_is_no_error(tmp_path):
    path = tmp_path / "claims-none.jsonl"
    path.write_text("")
    assert claims.run(path)["pairs"] == 0


def test_wordings_are_found_beside_the_documents(tmp_path):
    rows = [
        {"id": str(n), "event_id": "0", "code_type": "OBJECT", "code_name": name, "code_mention": text}
        for n, (name, text) in enumerate([("A", "the old depot"), ("A", "the depot"), ("B", "a quiet lake")])
    ]
    (tmp_path / "wording-x-codes.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert wording.run(tmp_path / "wording-x-docs.jsonl")["conll_f1"] > 0.6
