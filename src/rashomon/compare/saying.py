"""How reports word one utterance: the verb that hands it on ("claimed", "acknowledged"), and its paraphrases."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.nested import Draft
from rashomon.compare.pairs import Gauge
from rashomon.compare.phrases import Named, voice_of
from rashomon.linking import Scored, cluster
from rashomon.types import Dossier, Link, Reading, Statement

# Units that are all of what was said, or a sentence of it: the verb hands on a clause inside only among other things.
WHOLE = frozenset({"statement", "sentence"})
# Longer contents are passages, not wordings.
LONGEST = 90


def by_utterance(dossier: Dossier, utterances: Sequence[Link]) -> list[list[Named]]:
    """List for each utterance that several reports render its cues, and its contents where they are short."""
    known = {s.id: (s, reading) for reading in dossier.readings for s in reading.statements}
    pairs = [Scored(link.left, link.right, 1.0) for link in utterances if link.verdict == "yes"]
    items = sorted({item for pair in pairs for item in (pair.left, pair.right)} & known.keys())
    found: list[list[Named]] = []
    for group in cluster(items, pairs, threshold=1.0, linkage="single"):
        told = [known[item] for item in group]
        found += [
            [cue for item in told for cue in _cue(*item)],
            [part for item in told for part in _content(*item)],
        ]
    return found


def cues_by_point(dossier: Dossier, gauge: Gauge, drafts: Sequence[Draft]) -> list[list[Named]]:
    """List for each point the verbs by which reports hand it on, whoever they quote for it: "confirmed", "revealed"."""
    known = {s.id: (s, reading) for reading in dossier.readings for s in reading.statements}
    found: list[list[Named]] = []
    for draft in drafts:
        units = [gauge.units[member] for member in draft.members]
        told = sorted({unit.statement for unit in units if unit.statement and unit.kind in WHOLE})
        found.append([cue for statement in told for cue in _cue(*known[statement])])
    return found


def _cue(statement: Statement, reading: Reading) -> list[Named]:
    if statement.cue is None:
        return []
    return [Named(statement.cue, "event", voice_of(reading, statement.cue), None)]


def _content(statement: Statement, reading: Reading) -> list[Named]:
    short = [span for span in statement.content if len(span.text) <= LONGEST]
    return [Named(span, "event", voice_of(reading, span), None) for span in short]
