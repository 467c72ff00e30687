"""Whom a pronoun stands for: the most prominent figure told before that fits in gender, number and kind."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from rashomon.read.names import Kind
from rashomon.read.people_words import pronouns
from rashomon.types import Sentence, Token

REACH = 4  # sentences back; news pronouns rarely reach farther, and time stays linear
SUBJECT, OBJECT, OTHER = 1.6, 0.7, 0.3  # subjects are taken up again most often (centering theory)
MAIN = 0.5  # the subject of a main clause
OWNING = 0.8  # who denies or admits it does so of himself: "Keller said Brandt denied that he knew"
OWNED = frozenset(
    {
        "deny",
        "admit",
        "acknowledge",
        "concede",
        "confess",
        "regret",
        "remember",
        "vow",
        "promise",
        "know",
        "hope",
        "fear",
    }
)
AWAY = 1.0  # for each sentence between
PARAGRAPH = 0.3  # for each paragraph between, at most three
SPEAKER = 0.5  # whoever spoke last goes on speaking
LEAST = -3.0  # under this nobody is prominent enough


class Candidate(Struct, frozen=True):
    """A mention that a pronoun may take up again: where it stands and who it is."""

    head: int
    figure: str
    kind: Kind
    gender: str
    plural: bool


def resolve(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    index: int,
    candidates: Sequence[Candidate],
    *,
    rank: Sequence[int] | None = None,
    last_speaker: str | None = None,
) -> str | None:
    """Return the figure that the pronoun at `index` stands for, or None where nobody fits.

    `candidates` are mentions in the order of the text; the caller leaves out those inside other people's words.
    `rank` numbers the sentences without those that are all quotation, so that a long one puts nobody out of reach.
    """
    kind = pronouns().get(tokens[index].text.casefold())
    if kind is None:
        return None
    if kind == "relative":
        return _relative(tokens, index, candidates)
    places = rank if rank is not None else range(len(sentences))
    best: dict[str, float] = {}
    for candidate in _near(tokens, index, candidates, places):
        if _fits(kind, candidate) and not _same_clause(tokens, index, candidate.head):
            score = _prominence(tokens, sentences, index, candidate.head, places)
            best[candidate.figure] = max(best.get(candidate.figure, -9.0), score)
    counts = _counts(index, candidates)
    ranked = {
        who: score + 0.2 * math.log1p(counts[who]) + (SPEAKER if who == last_speaker else 0)
        for who, score in best.items()
    }
    chosen = max(sorted(ranked), key=lambda who: ranked[who], default=None)
    return chosen if chosen is not None and ranked[chosen] > LEAST else None


def _near(
    tokens: Sequence[Token], index: int, candidates: Sequence[Candidate], places: Sequence[int]
) -> list[Candidate]:
    here = places[tokens[index].sent]
    return [c for c in candidates if c.head < index and here - places[tokens[c.head].sent] <= REACH]


def _counts(index: int, candidates: Sequence[Candidate]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for candidate in candidates:
        counts[candidate.figure] = counts.get(candidate.figure, 0) + (candidate.head < index)
    return counts


def _fits(kind: str, candidate: Candidate) -> bool:
    if kind in {"male", "female"}:
        single = candidate.kind in {"person", "unnamed"} and not candidate.plural
        return single and candidate.gender in {"", kind}
    if kind == "plural":
        return candidate.plural or candidate.kind == "group"
    return candidate.kind in {"organisation", "place"} and not candidate.plural


def _relative(tokens: Sequence[Token], index: int, candidates: Sequence[Candidate]) -> str | None:
    before = [c for c in candidates if c.head < index and tokens[c.head].sent == tokens[index].sent]
    verb = tokens[index].head
    noun = tokens[verb].head if tokens[verb].dep == "relcl" else -1
    exact = [c for c in before if c.head == noun]
    people = [c for c in before if c.kind in {"person", "unnamed", "group"}]
    return (exact or people or [None])[-1].figure if exact or people else None  # type: ignore[union-attr]


def subject_of(tokens: Sequence[Token], index: int) -> int | None:
    """Return the verb whose subject a word is, also as a later member of a list; None where it is no subject."""
    for _ in range(4):
        if tokens[index].dep in {"nsubj", "nsubjpass"}:
            return tokens[index].head
        if tokens[index].dep not in {"conj", "appos", "compound"}:
            return None
        index = tokens[index].head
    return None


def _prominence(
    tokens: Sequence[Token], sentences: Sequence[Sentence], index: int, head: int, places: Sequence[int]
) -> float:
    verb = subject_of(tokens, head)
    weight = (
        SUBJECT if verb is not None else OBJECT if tokens[head].dep in {"dobj", "dative", "ROOT"} else OTHER
    )
    if verb is not None and tokens[verb].dep in {"ROOT", "conj"}:
        weight += MAIN
    weight += OWNING if verb is not None and verb == _owner(tokens, index) else 0.0
    here, there = tokens[index].sent, tokens[head].sent
    between = min(3, sentences[here].paragraph - sentences[there].paragraph)
    return weight - AWAY * (places[here] - places[there]) - PARAGRAPH * between


def _owner(tokens: Sequence[Token], index: int) -> int | None:
    """Find the verb by which somebody denies or admits the clause whose subject a pronoun is."""
    verb = tokens[index].head
    told = tokens[index].dep in {"nsubj", "nsubjpass"} and tokens[verb].dep == "ccomp"
    above = tokens[verb].head
    return above if told and tokens[above].lemma.lower() in OWNED else None


def _same_clause(tokens: Sequence[Token], index: int, head: int) -> bool:
    # "he praised him": two arguments of one verb are two people; a possessive may mean the subject
    if tokens[index].dep in {"poss", "nmod"} or tokens[index].text.casefold().endswith(("self", "selves")):
        return False
    return tokens[index].head == tokens[head].head and tokens[index].sent == tokens[head].sent
