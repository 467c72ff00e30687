"""Which phrases name the same thing: written once, for the wordings of a story and for measuring on coded mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.compare.cues import words
from rashomon.linking import ROUNDING, Scored, cluster, cluster_table
from rashomon.ports import Encoder

# Mean cosine from which phrases join: pair F1 on two gold stories .66 and .48 at .725, .67 and .52 here, .65 and .50 at
# .65 (precision .60); CoNLL F1 on coded phrases .55, .57, .59 (evals/wording.py).
ALIKE = 0.69
# Phrases with one head word or stem join from this cosine on: "the tariff" / "sweeping tariffs on steel".
SAME_HEAD = 0.65
# What part of the likeness of two phrases with different heads is that of the heads: "Ostvale's army" and "Ostvale's wine"
# share a name and are two things. With both, on nine gold stories, pair precision .69 and recall .54 in the mean, with
# neither .65 and .53; CoNLL F1 on coded phrases .613, before .606.
OF_HEADS = 0.2
STEM = 5
# With more forms than this in a story only the nearest of each are compared, in blocks of so many rows.
ALL_PAIRS = 1_500
PARTNERS = 60
BLOCK = 512
# Nearness is told apart to nine places; what is less than this under a row's last place to keep may tie with it.
TIE = 1e-8
# What stands before one of these owns what stands after it.
OWNING = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
# Of the owners of a phrase so many are looked at.
OWNERS = 3
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# The head of a noun phrase is the last word before what only narrows it.
NARROWING = frozenset(
    {"of", "in", "on", "for", "to", "with", "from", "at", "by", "that", "who", "which", "about", "over", "between",
     "against", "and", "under", "into", "as", "after", "during"}
)  # fmt: skip


class Phrase(Struct, frozen=True):
    """A phrase that names something.

    `kind` keeps apart what cannot be one thing; "" for unknown. `head` is its chief word, "" for that of a noun phrase.
    """

    id: str
    text: str
    kind: str = ""
    head: str = ""


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
    groups = _groups(forms, encoder, threshold) if forms else []
    return sorted(tuple(sorted(p.id for n in group for p in by_form[distinct[n]])) for group in groups)


def _groups(forms: Sequence[Phrase], encoder: Encoder, threshold: float) -> list[tuple[int, ...]]:
    """Cluster forms by the mean likeness: by a table where every pair is scored, else by the pairs that may meet."""
    scored = list(_scored(forms, encoder))
    if len(forms) <= ALL_PAIRS:
        table = np.zeros((len(forms), len(forms)))
        for a, others, scores in scored:
            table[a, others] = table[others, a] = scores
        return cluster_table(table, threshold=threshold)
    places = [np.minimum(a, others) * len(forms) + np.maximum(a, others) for a, others, _ in scored]
    figures = np.concatenate([scores for _, _, scores in scored])
    pairs = _within_reach(np.concatenate(places), figures, len(forms), threshold)
    names = [f"{n:06d}" for n in range(len(forms))]
    groups = cluster(names, pairs, threshold=threshold, linkage="average")
    return [tuple(int(name) for name in group) for group in groups]


def _scored(
    forms: Sequence[Phrase], encoder: Encoder
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.float64]]]:
    """Yield each form with the places of those it is compared with, and their scores."""
    rows = encoder.encode([form.text for form in forms]).astype(np.float64)
    heads = [form.head or head_of(form.text) for form in forms]
    tops = _encoded(heads, encoder)
    kinds, whole, stems = _numbered([f.kind for f in forms]), _numbered(heads), _numbered(_stems(heads))
    owners = _owners(forms, dict(zip(heads, whole.tolist(), strict=True)))
    for first in range(0, len(forms), BLOCK):
        ours = slice(first, first + BLOCK)
        for a, (line, top) in enumerate(zip(rows[ours] @ rows.T, tops[ours] @ tops.T, strict=True), first):
            others = _partners(line, a, len(forms))
            same = (whole[others] == whole[a]) | ((stems[others] == stems[a]) & (stems[a] > 0))
            apart = (kinds[others] != kinds[a]) & (kinds[others] > 0) & (kinds[a] > 0)
            # "the mayor's house" is not the mayor: CoNLL F1 on coded phrases .621, without .613
            owned = np.isin(whole[others], owners[a]) | (owners[others] == whole[a]).any(axis=1)
            yield a, others, _scores(line[others], top[others], same, apart | (owned & ~same))


def _encoded(words: Sequence[str], encoder: Encoder) -> NDArray[np.float64]:
    """Encode each distinct word once."""
    distinct = sorted(set(words))
    at = {word: row for row, word in enumerate(distinct)}
    return np.asarray(encoder.encode(distinct))[[at[word] for word in words]].astype(np.float64)


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """Number the distinct names, 0 for "": arrays of numbers are compared at once."""
    known = {name: number for number, name in enumerate(sorted({"", *names}))}
    return np.array([known[name] for name in names], dtype=np.int64)


def _owners(forms: Sequence[Phrase], known: Mapping[str, int]) -> NDArray[np.int64]:
    """Number the head words of the owners that each form names by the numbers of heads, -1 for none."""
    found = np.full((len(forms), OWNERS), -1, dtype=np.int64)
    for place, form in enumerate(forms):
        parts = OWNING.split(form.text)[:-1][:OWNERS]
        found[place, : len(parts)] = [known.get(head_of(part), -1) for part in parts]
    return found


def _stems(heads: Sequence[str]) -> list[str]:
    return [head[:STEM] if len(head) >= STEM else "" for head in heads]


def _partners(line: NDArray[np.float64], own: int, forms: int) -> NDArray[np.int64]:
    """List with whom a form is compared: everybody after it, or in a large story the nearest."""
    if forms <= ALL_PAIRS:
        return np.arange(own + 1, forms)
    # sorting every row whole would cost more than all the rest: what is less near than the last to be kept falls first
    least = np.partition(line, forms - PARTNERS)[forms - PARTNERS] - TIE
    passing = np.flatnonzero(line >= least)
    kept = passing[np.argsort(-line[passing].round(9), kind="stable")[:PARTNERS]]
    return kept[kept != own]


def _scores(
    cosines: NDArray[np.float64],
    heads: NDArray[np.float64],
    same_head: NDArray[np.bool_],
    apart: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Score one form beside others, by its likeness and that of its head; 0 for what cannot be one thing."""
    mixed: NDArray[np.float64] = (1 - OF_HEADS) * cosines + OF_HEADS * heads
    lifted = np.where(cosines >= SAME_HEAD, np.maximum(cosines, 0.8), cosines)
    return np.where(apart, 0.0, np.where(same_head, lifted, mixed))


def _within_reach(
    places: NDArray[np.int64], scores: NDArray[np.float64], forms: int, threshold: float
) -> list[Scored]:
    """Leave out pairs (place of the one times `forms` plus that of the other) that no chain of pairs at the threshold links.

    Clusters join by a mean, which is never above its best pair, so such two never meet and their score counts nowhere.
    """
    places, scores = places[scores > 0], scores[scores > 0]
    home = list(range(forms))
    for pair in places[scores > threshold - ROUNDING].tolist():
        a, b = divmod(pair, forms)
        home[_root(home, b)] = _root(home, a)
    roots = np.array([_root(home, place) for place in range(forms)], dtype=np.int64)
    linked = roots[places // forms] == roots[places % forms]
    # a pair that either of its two names is scored once, by the earlier
    kept, first = np.unique(places[linked], return_index=True)
    return [
        Scored(f"{pair // forms:06d}", f"{pair % forms:06d}", score)
        for pair, score in zip(kept.tolist(), scores[linked][first].tolist(), strict=True)
    ]


def _root(home: list[int], place: int) -> int:
    while home[place] != place:
        home[place] = home[home[place]]
        place = home[place]
    return place
