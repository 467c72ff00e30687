"""Fit the weights of a claim's standing: Emergent, a logistic regression over explicit words, whole claims left out.

    python training/claims/fit_standing.py ../shared/gold/public/claims-emergent.jsonl

Prints accuracy and F1 with claims left out (ten parts), and the lines for `compare/words/weights.toml`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from rashomon.compare.claims import STANDINGS, features


def fitted(rows: np.ndarray, labels: np.ndarray):
    # little data and many signs: .03 is the best of .03, .1, .3 and 1 with claims left out
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.03, max_iter=3000)).fit(rows, labels)


def main() -> None:
    given = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    signs = [features(row["claim"], row["headline"]) for row in given]
    names = list(signs[0])
    rows = np.array([[sign[name] for name in names] for sign in signs])
    labels, claims = np.array([row["label"] for row in given]), [row["claim"] for row in given]
    said = np.empty(len(labels), dtype=object)
    for train, test in GroupKFold(10).split(rows, labels, claims):
        said[test] = fitted(rows[train], labels[train]).predict(rows[test])
    f1 = f1_score(labels, said.astype(str), average=None, labels=STANDINGS).round(4)
    print(
        "# claims left out: accuracy",
        round(float((said == labels).mean()), 4),
        "F1",
        dict(zip(STANDINGS, f1, strict=True)),
    )
    scaler, model = fitted(rows, labels)
    for name, weight, constant in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        plain = weight / scaler.scale_
        print(f'["standing-{name}"]\nconstant = {constant - plain @ scaler.mean_:.3f}')
        for sign, value in zip(names, plain, strict=True):
            print(f"{sign} = {value:.3f}")


if __name__ == "__main__":
    main()
