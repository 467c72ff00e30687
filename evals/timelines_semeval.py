"""SemEval-2015 task 4: the timeline of one person, body or product over several reports, from raw text.

What the target does or undergoes is read off the product's own parse: verbs whose subject or object it is, and the
event nouns that are its own. The day is the time that hangs on the verb, else what its governing clause is dated by, else the
day of the report for what is told as done.

Scoring follows the task's description: a timeline is a graph of its events, their days and their order. Precision is the
share of the system's direct links (event to day, equal within a place, before between neighbouring places) that hold in the
reference, where links follow through; recall the other way about; micro F1 sums over all timelines. Mentions of one event
count once. Events that the reference gives no place (order 0) have no links. Written anew here, so it may differ a
little from the task's program.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.read.tellings import NOUNS, VERBS, tie_of, verb_above, words
from rashomon.tense import looks_ahead
from rashomon.types import Article, Reading, Sentence, When, Why

type Timeline = list[tuple[str, list[str]]]
"""Places in order: a day, as exact as it is known, and the mentions of events there."""

ROLES = frozenset(("nsubj", "nsubjpass", "dobj", "agent", "attr"))
# Words that only carry others and are no event in the task's annotation.
HELPERS = frozenset(("be", "do", "'s"))


def run(path: Path) -> dict[str, float]:
    """Return micro_f1, micro_precision and micro_recall over the timelines of a file; its reports lie beside it."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    docs = _read_all(path.with_name(path.name.replace(".jsonl", "-docs.jsonl")))
    totals = [0, 0, 0, 0]
    for line in lines:
        for number, count in enumerate(
            compare(timeline_of(line["entity"], docs[line["corpus"]]), _gold(line))
        ):
            totals[number] += count
    right, given, found, wanted = totals
    p, r = right / max(1, given), found / max(1, wanted)
    return {"micro_f1": 2 * p * r / (p + r) if p + r else 0.0, "micro_precision": p, "micro_recall": r}


def _read_all(path: Path) -> dict[str, list[tuple[str, list[int], Reading]]]:
    parser = SpacyParser()
    docs: dict[str, list[tuple[str, list[int], Reading]]] = defaultdict(list)
    for raw in path.read_text("utf-8").splitlines():
        row = json.loads(raw)
        # the reference counts the line with the date as sentence 1; it is given as the day of the report instead
        text = "\n".join(row["sentences"])
        starts = [0]
        for sentence in row["sentences"]:
            starts.append(starts[-1] + len(sentence) + 1)
        when = When(row["date"], row["date"], "day", None, Why("given"))
        article = Article(row["doc_id"], row["doc_id"], text, published=when, language="en")
        docs[row["corpus"]].append((row["doc_id"], starts, read_article(article, parser=parser)))
    return docs


def _gold(line: dict[str, Any]) -> list[tuple[int, str, frozenset[str]]]:
    return [(entry["order"], entry["date"], frozenset(entry["events"])) for entry in line["entries"]]


def timeline_of(entity: str, docs: Sequence[tuple[str, list[int], Reading]]) -> Timeline:
    """Make the timeline of a target: the days in order, and under each the events as DOCUMENT-SENTENCE-WORD."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, starts, reading in docs:
        for start, word, when in _events(reading, entity):
            number = sum(begin <= start for begin in starts)
            if when is not None:
                places[_stamp(when)].append(f"{name}-{number}-{word}")
    return sorted((day, sorted(set(events))) for day, events in places.items())


def _stamp(when: When) -> str:
    exact = {"year": 4, "month": 7}.get(when.precision)
    if when.precision == "vague":
        return when.start[:4] if when.start[:7] != when.end[:7] else when.start[:7]
    return when.start[:exact] if exact else when.start


def _events(reading: Reading, entity: str) -> Iterator[tuple[int, str, When | None]]:
    tokens, seen = reading.tokens, set[int]()
    for sentence in reading.sentences:
        for index in range(sentence.first, sentence.last):
            verb = _event_of(reading, index) if _is_target(reading, index, entity) else None
            for head in _with_coordinated(reading, sentence, verb):
                if head not in seen and tokens[head].lemma.lower() not in HELPERS:
                    seen.add(head)
                    yield tokens[head].start, _word(reading, sentence, head), _day(reading, sentence, head)


def _is_target(reading: Reading, index: int, entity: str) -> bool:
    """Say whether a word ends a mention of the target: by its words, or by a pronoun or name that the reader tied to it."""
    token, target = reading.tokens[index], entity.lower().split()
    first = index - len(target) + 1
    said = [word.text.lower() for word in reading.tokens[max(0, first) : index + 1]]
    last_name = token.text.lower() == target[-1] and token.ent.endswith("PERSON") and len(target) > 1
    if said == target or last_name:
        return True
    mine = {
        speaker.id
        for speaker in reading.speakers
        if entity.lower() in {name.lower() for name in (speaker.name.text, *speaker.aliases)}
    }
    return any(
        m.speaker in mine and m.span.start <= token.start < m.span.end == token.end for m in reading.mentions
    )


def _event_of(reading: Reading, index: int) -> int | None:
    """Return the verb that a mention is subject or object of, or the event noun that is its own."""
    tokens = reading.tokens
    at = index
    for _ in range(4):
        word, head = tokens[at], tokens[at].head
        if head == at:
            return None
        if word.dep == "poss" and tokens[head].lemma.lower() in words().nouns:
            return head
        if word.dep in ROLES and tokens[head].pos in VERBS:
            return head
        if word.dep == "pobj" and tokens[head].dep == "agent":
            return tokens[head].head
        if word.dep not in {"compound", "appos", "conj", "poss", "nmod"} or tokens[head].pos not in NOUNS:
            return None
        at = head
    return None


def _with_coordinated(reading: Reading, sentence: Sentence, verb: int | None) -> Iterator[int]:
    """Yield a verb with those that share its subject: "announced ... and showed", "began to sell"."""
    if verb is None:
        return
    yield verb
    tokens = reading.tokens
    for index in range(sentence.first, sentence.last):
        joined = tokens[index].head == verb and tokens[index].dep in {"conj", "xcomp", "advcl"}
        if not joined or tokens[index].pos != "VERB":
            continue
        own = any(
            t.head == index and t.dep.startswith("nsubj") for t in tokens[sentence.first : sentence.last]
        )
        if not own:
            yield index


def _word(reading: Reading, sentence: Sentence, head: int) -> str:
    particle = next(
        (t.text for t in reading.tokens[sentence.first : sentence.last] if t.head == head and t.dep == "prt"),
        "",
    )
    return f"{reading.tokens[head].text}_{particle}" if particle else reading.tokens[head].text


def _day(reading: Reading, sentence: Sentence, head: int) -> When | None:
    tokens, span = reading.tokens, sentence.span
    ties = [
        (item.when, tie_of(tokens, item, sentence))
        for item in reading.times
        if span.start <= item.span.start < span.end
    ]
    at = head
    for _ in range(5):
        own = next((when for when, tie in ties if when and at in {tie.verb, tie.noun}), None)
        if own is not None:
            return own
        above = verb_above(tokens, tokens[at].head)
        if above == at:
            break
        at = above
    ahead = looks_ahead(tokens, sentence.first, sentence.last, tokens[head].start)
    return None if ahead and tokens[head].tag not in {"VBZ", "VBP"} else reading.article.published


def compare(mine: Timeline, gold: Sequence[tuple[int, str, frozenset[str]]]) -> tuple[int, int, int, int]:
    """Count links: the system's that hold in the reference, all of its, the reference's that it holds, all of those."""
    known = {mention: f"e{number}" for number, (_, _, mentions) in enumerate(gold) for mention in mentions}
    ours = [(day, sorted({known.get(event, event) for event in events})) for day, events in mine]
    theirs: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, (order, day, _) in enumerate(gold):
        if order > 0:
            theirs[order].append((_clean(day), f"e{number}"))
    reference = [theirs[order] for order in sorted(theirs)]
    system = [[(day, event) for event in events] for day, events in ours]
    right = len(_direct(system) & _through(reference))
    found = len(_direct(reference) & _through(system))
    return right, len(_direct(system)), found, len(_direct(reference))


def _clean(day: str) -> str:
    return "-".join(part for part in day.split("-") if "X" not in part)


type _Links = set[tuple[str, str, str]]


def _direct(places: Sequence[Sequence[tuple[str, str]]]) -> _Links:
    links = _within(places)
    for left, right in pairwise(places):
        links |= {(a, "before", b) for _, a in left for _, b in right}
    return links


def _through(places: Sequence[Sequence[tuple[str, str]]]) -> _Links:
    links = _within(places)
    for left, right in combinations(places, 2):
        links |= {(a, "before", b) for _, a in left for _, b in right}
    return links


def _within(places: Sequence[Sequence[tuple[str, str]]]) -> _Links:
    links = {(event, "on", day) for place in places for day, event in place if day}
    for place in places:
        names = sorted({event for _, event in place})
        links |= {(a, "equal", b) for a, b in combinations(names, 2)}
    return links
