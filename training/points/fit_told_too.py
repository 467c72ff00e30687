"""Fit how likely a report tells a point after all that it was not joined to: silences of gold stories.

    python training/points/fit_told_too.py

`told_too.csv` has a line for each report and point (of two reports or more) of which a person's gold says whether that
report tells it: the story as a lot, how near the report comes to the telling that it is farthest from (cosine of the
shipped encoder), which part of the reports tell the point, which part of the words that the tellings share one sentence of
the report holds, whether one witness stands behind all tellings, and whether the report tells it. Left out are reports
that render the utterance or doubt the claim: they are excused without a count. Prints the area under the curve with each
lot judged by weights from the others, then the weights from all, for `compare/words/weights.toml`.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

NAMES = ("nearness", "telling", "words", "one_witness")


def main() -> None:
    rows = list(csv.reader((Path(__file__).parent / "told_too.csv").open()))[1:]
    table = np.array([[float(value) for value in row] for row in rows])
    lots, features, told = table[:, 0], table[:, 1:5], table[:, 5].astype(int)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0))
    left_out = LeaveOneGroupOut()
    chances = cross_val_predict(model, features, told, groups=lots, cv=left_out, method="predict_proba")[:, 1]
    print("each lot left out: area under the curve", round(roc_auc_score(told, chances), 3))
    model.fit(features, told)
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scaler.scale_
    constant = logistic.intercept_[0] - float(weights @ scaler.mean_)
    print(f'["told-too"]\nconstant = {constant:.3f}')
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name} = {weight:.3f}")


if __name__ == "__main__":
    main()
