"""Which phrases name the same thing: written once, for the wordings of a story and for measuring on coded mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.cues import words
from rashomon.linking import Scored, cluster
from rashomon.ports import Encoder

# Mean cosine from which phrases join: pair F1 on two gold stories .66 and .48 at .725, .67 and .52 here, .65 and .50 at
# .65 (precision .60); CoNLL F1 on coded phrases .55, .57, .59 (evals/wording.py).
ALIKE = 0.69
# Phrases with one head word or stem join from this cosine on: "the tariff" / "sweeping tariffs on steel".
SAME_HEAD = 0.60
STEM = 5
# With more forms than this in a story only the nearest of each are compared, in blocks of so many rows.
ALL_PAIRS = 1_500
PARTNERS = 60
BLOCK = 512
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# The head of a noun phrase is the last word before what only narrows it.
NARROWING = frozenset(
    {"of", "in", "on", "for", "to", "with", "from", "at", "by", "that", "who", "which", "about", "over", "between",
     "against", "and", "under", "into", "as", "after", "during"}
)  # fmt: skip


class Phrase(Struct, frozen=True):
    """A phrase that names something. `kind` keeps apart what cannot be one thing; "" for unknown."""

    id: str
    text: str
    kind: str = ""


def head_of(text: str) -> str:
    """Return the head word of a noun phrase, lower-case, without a plural s.

    >>> head_of("the sweeping tariffs on steel exports")
    'tariff'
    """
    found = [match.group() for match in WORD.finditer(re.sub(r"[’']s\b", "", text))]
    kept: list[str] = []
    for word in found:
        if word.lower() in NARROWING and kept:
            break
        kept.append(word)
    return _single(kept[-1].lower()) if kept else text.strip().lower()


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def name_words(text: str) -> frozenset[str]:
    """List the words of a phrase that look like parts of a name.

    >>> sorted(name_words("the former minister Anna Berg"))
    ['anna', 'berg']
    """
    found = [m.group() for m in WORD.finditer(re.sub(r"[’']s\b", "", text))]
    return frozenset(
        w.lower() for w in found if w[0].isupper() and len(w) > 2 and w.lower() not in words("titles")
    )


def join_phrases(
    phrases: Sequence[Phrase], encoder: Encoder, *, threshold: float = ALIKE
) -> list[tuple[str, ...]]:
    """Join phrases that name one thing, from a mean cosine of `threshold` on; returns sorted clusters of ids, single ones included."""
    distinct = sorted({(phrase.text.strip().lower(), phrase.kind) for phrase in phrases})
    by_form: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        by_form[phrase.text.strip().lower(), phrase.kind].append(phrase)
    forms = [min(by_form[form], key=lambda p: (p.text, p.id)) for form in distinct]
    pairs = _pairs(forms, encoder)
    groups = cluster([f"{n:06d}" for n in range(len(forms))], pairs, threshold=threshold, linkage="average")
    return sorted(tuple(sorted(p.id for n in g for p in by_form[distinct[int(n)]])) for g in groups)


def _pairs(forms: Sequence[Phrase], encoder: Encoder) -> list[Scored]:
    rows = encoder.encode([form.text for form in forms]).astype(np.float64)
    heads = [head_of(form.text) for form in forms]
    found: dict[tuple[int, int], Scored] = {}
    for first in range(0, len(forms), BLOCK):
        near = rows[first : first + BLOCK] @ rows.T
        for offset, line in enumerate(near):
            a = first + offset
            for b in _partners(line, len(forms)):
                score = _score((forms[a], heads[a]), (forms[b], heads[b]), float(line[b])) if a != b else 0.0
                pair = (min(a, b), max(a, b))
                if score > 0 and pair not in found:
                    found[pair] = Scored(f"{pair[0]:06d}", f"{pair[1]:06d}", score)
    return [found[pair] for pair in sorted(found)]


def _partners(line: NDArray[np.float64], forms: int) -> list[int]:
    """List whom a form is compared with: everybody, or in a large story the nearest."""
    if forms <= ALL_PAIRS:
        return list(range(forms))
    return [int(b) for b in np.argsort(-line.round(9), kind="stable")[:PARTNERS]]


def _score(left: tuple[Phrase, str], right: tuple[Phrase, str], cosine: float) -> float:
    (one, head), (other, head2) = left, right
    if one.kind and other.kind and one.kind != other.kind:
        return 0.0
    same_head = head == head2 or (len(head) >= STEM and head[:STEM] == head2[:STEM])
    if same_head and cosine >= SAME_HEAD:
        return max(cosine, 0.8)
    return cosine
