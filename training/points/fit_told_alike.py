"""Fit how sure a point is: agreed points of public news, drawn by lot and read by eye.

    python training/points/fit_told_alike.py

`told_alike.csv` has a line for each point that one person (an engineer of this project, once, seeing the scores) judged:
the lot it came from, the score of its strongest tie between two reports, the content words of the shorter of those two
passages, and whether two reports do tell one claim. Word-for-word copies and points that could be read either way are left
out. Lots 1 and 3 were drawn from all agreed points of 24 clusters of news and the seeds, lot 2 from those of a mean score
of .25 to .5. Prints the figures for lot 3 of weights from lots 1 and 2, then the weights from all, for
`compare/words/weights.toml`.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneOut, cross_val_predict

MOST_WORDS = 6
UNSURE = 0.5


def load(path: Path):
    rows = [[float(value) for value in row] for row in list(csv.reader(path.open()))[1:]]
    table = np.array(rows)
    ties = np.clip(table[:, 1], 0.001, 0.999)
    features = np.column_stack([np.log(ties / (1 - ties)), np.minimum(table[:, 2], MOST_WORDS)])
    return table[:, 0], features, table[:, 3].astype(int)


def main() -> None:
    lots, features, right = load(Path(__file__).parent / "told_alike.csv")
    model, held = LogisticRegression(C=1.0), lots == 3
    chances = model.fit(features[~held], right[~held]).predict_proba(features[held])[:, 1]
    sure = chances >= UNSURE
    print("lot 3: area under the curve", round(roc_auc_score(right[held], chances), 3))
    print("false among the sure", round(1 - right[held][sure].mean(), 3), "of", int(sure.sum()))
    print("of the right ones sure", round(right[held][sure].sum() / right[held].sum(), 3))
    chances = cross_val_predict(model, features, right, cv=LeaveOneOut(), method="predict_proba")[:, 1]
    for low in np.arange(0, 1, 0.2):
        at = (chances >= low) & (chances < low + 0.2)
        print(f"told {low:.1f} to {low + 0.2:.1f}: right {right[at].mean():.2f} of {int(at.sum())}")
    model.fit(features, right)
    print(f'["told-alike"]\nconstant = {model.intercept_[0]:.3f}')
    for name, weight in zip(("tie", "words"), model.coef_[0], strict=True):
        print(f"{name} = {weight:.3f}")


if __name__ == "__main__":
    main()
