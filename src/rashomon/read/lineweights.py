"""A small line classifier: how likely a line is furniture, from its looks and the kinds of words in it.

Logistic regression; the weights lie in `words/furniture.json`, made by `training/furniture/train.py`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.read.lines import Label, Labels, Line, is_prose, is_terminated, plain, vocabulary, word_count

WEIGHTS = Path(__file__).parent / "words" / "furniture.json"
WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
ADDRESS = re.compile(r"https?://|www\.|@\w|\.com\b", re.IGNORECASE)
READER = re.compile(r"\b(?:you|your|our|us|we|my)\b", re.IGNORECASE)
# Only words of the furniture lists are looked at one by one: no name of a person, place or paper becomes a weight.
LISTED = re.compile(r"[a-z]{3,}")


# 0.9: on the held-out pages precision .93, recall .58; of 22 unclosed lines so found in 280 news texts 21 were furniture.
# From 0.87 down subheadings come in.
BETWEEN = 0.9
# Behind the last sentence of a report no subheading stands; 0.6 there.
BEHIND = 0.6
# Longer lines without a full stop are captions, posts and torn paragraphs as often as furniture.
LONGEST = 12
LATIN = re.compile(r"[A-Za-z]")
# From so many words on a line can be a sentence that lost its full stop.
CLAUSE = 5
# The words were weighed on English pages; a line of another language has none of these.
ENGLISH = re.compile(r"\b(?:the|of|to|and|with|your?|our|from|by|all|more)\b", re.IGNORECASE)


def label_by_looks(lines: Sequence[Line], labels: Labels) -> None:
    """Label lines that no rule knows, are no sentences, and look like furniture to the classifier."""
    news = [line.number for line in lines if line.number not in labels and is_prose(line.text)]
    if not news:
        return
    for line in lines:
        if line.number in labels or not _is_doubtful(line.text):
            continue
        limit = BEHIND if line.number > news[-1] else BETWEEN
        if furniture_score(line.text) >= limit:
            labels[line.number] = Label("boilerplate", "looks")


def _is_doubtful(text: str) -> bool:
    # figures are tables, a small letter goes on from the line above, a colon opens what comes; other scripts are not known
    if is_prose(text) or word_count(text) > LONGEST or text[:1].islower() or text.endswith(":"):
        return False
    return 2 * len(LATIN.findall(text)) > len(text) and not _is_clause(text)


def _is_clause(text: str) -> bool:
    if word_count(text) < CLAUSE:
        return False
    finite = not READER.search(text) and any(word in _finite() for word in text.lower().split())
    return finite or not ENGLISH.search(text)


@cache
def _finite() -> frozenset[str]:
    return frozenset(vocabulary()["finite"]["words"])


@cache
def _listed() -> frozenset[str]:
    lists = vocabulary()
    wordings = [
        *lists["furniture"].values(),
        lists["headings"]["list"],
        lists["headings"]["appeal"],
        lists["appeals"]["asks"],
    ]
    words = {word for group in wordings for pattern in group for word in LISTED.findall(pattern.lower())}
    return frozenset(words | set(lists["sections"]["words"]))


def features(text: str) -> dict[str, float]:
    """Describe a line: length, case, ending, figures, addresses, and which words of the lists it has."""
    head = plain(text[:400])
    words = WORD.findall(head)
    count = max(1, len(words))
    found: dict[str, float] = {
        "length": math.log1p(len(words)),
        "closed": float(is_terminated(text)),
        "upper": sum(word[:1].isupper() for word in words) / count,
        "capitals": float(head.isupper()),
        "digits": sum(char.isdigit() for char in head) / max(1, len(head)),
        "address": float(ADDRESS.search(head) is not None),
        "bars": float(any(mark in head for mark in "|»›>/•©")),
        "quoted": float(head[:1] in "\"“'‘" or "”" in head),
        "reader": float(READER.search(head) is not None),
        "lower-start": float(head[:1].islower()),
        "comma": float("," in head),
        "empty": float(not words),
    }
    lower = {word.lower() for word in words}
    listed = lower & _listed()
    found["listed-share"] = len(listed) / count
    found.update({f"word:{word}": 1.0 for word in listed})
    found["first-listed"] = float(bool(words) and words[0].lower() in _listed())
    return found


@cache
def _weights() -> tuple[float, dict[str, float]]:
    data: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return data["bias"], data["weights"]


def furniture_score(text: str) -> float:
    """Score a line from 0 (report) to 1 (furniture)."""
    bias, weights = _weights()
    found = features(text)
    logit = bias + sum(weights.get(name, 0.0) * found[name] for name in sorted(found))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
