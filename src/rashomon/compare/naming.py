"""Which phrases name the same thing: written once, for the wordings of a story and for measuring on coded mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from rashomon.compare.cues import words
from rashomon.linking import Scored, cluster
from rashomon.ports import Encoder

# Mean cosine from which phrases join: pair F1 on two gold stories .66 and .48 at .725, .67 and .52 here, .65 and .50 at
# .65 (precision .60); CoNLL F1 on coded phrases .55, .57, .59 (evals/wording.py).
ALIKE = 0.69
# Phrases with one head word or stem join from this cosine on: "the tariff" / "sweeping tariffs on steel".
SAME_HEAD = 0.60
STEM = 5
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
    near = _cosines([form.text for form in forms], encoder)
    pairs = [
        Scored(f"{a:06d}", f"{b:06d}", score)
        for a in range(len(forms))
        for b in range(a + 1, len(forms))
        if (score := _score(forms[a], forms[b], float(near[a, b]))) > 0
    ]
    groups = cluster([f"{n:06d}" for n in range(len(forms))], pairs, threshold=threshold, linkage="average")
    return sorted(tuple(sorted(p.id for n in g for p in by_form[distinct[int(n)]])) for g in groups)


def _cosines(texts: Sequence[str], encoder: Encoder) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rows = encoder.encode(list(texts)).astype(np.float64)
    return rows @ rows.T


def _score(left: Phrase, right: Phrase, cosine: float) -> float:
    if left.kind and right.kind and left.kind != right.kind:
        return 0.0
    heads = head_of(left.text), head_of(right.text)
    same_head = heads[0] == heads[1] or (len(heads[0]) >= STEM and heads[0][:STEM] == heads[1][:STEM])
    if same_head and cosine >= SAME_HEAD:
        return max(cosine, 0.8)
    return cosine
