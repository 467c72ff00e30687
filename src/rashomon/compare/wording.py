"""How each report words the same person, body, place, thing or happening; contrasts first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.compare.cues import words
from rashomon.compare.naming import WORD, Phrase, join_phrases
from rashomon.compare.pairs import Gauge
from rashomon.compare.phrases import Named, find_phrases, voice_of
from rashomon.compare.points import Draft
from rashomon.compare.units import Unit
from rashomon.ports import Encoder
from rashomon.spans import cut, make_id
from rashomon.types import Dossier, Reading, Span, Use, Wording

# Uses shown of one wording in one report and voice; a name that stands fifty times says no more than once.
MOST_USES = 12


def find_wordings(
    dossier: Dossier, gauge: Gauge, drafts: Sequence[Draft], encoder: Encoder
) -> tuple[Wording, ...]:
    """List what two or more reports call differently, the widest contrast first."""
    phrases = find_phrases(dossier)
    groups = [*_by_speaker(phrases), *_by_likeness(phrases, encoder), *_by_point(dossier, gauge, drafts)]
    found = [w for group in groups if (w := _wording(group)) is not None]
    unique = {wording.id: wording for wording in found}
    return tuple(sorted(unique.values(), key=_contrast))


def _by_speaker(phrases: Sequence[Named]) -> list[list[Named]]:
    named: dict[str, list[Named]] = defaultdict(list)
    for phrase in phrases:
        if phrase.speaker:
            named[phrase.speaker].append(phrase)
    return [named[speaker] for speaker in sorted(named)]


def _by_likeness(phrases: Sequence[Named], encoder: Encoder) -> list[list[Named]]:
    rest = {_key(phrase.span): phrase for phrase in phrases if phrase.speaker is None}
    joined = join_phrases([Phrase(key, rest[key].span.text) for key in sorted(rest)], encoder)
    return [[rest[key] for key in group] for group in joined if len(group) > 1]


def _key(span: Span) -> str:
    return f"{span.article}:{span.start:09d}:{span.end:09d}"


def _by_point(dossier: Dossier, gauge: Gauge, drafts: Sequence[Draft]) -> list[list[Named]]:
    """Within one point, what each report makes of the happening: its verb with its object."""
    readings = {reading.article.id: reading for reading in dossier.readings}
    groups: list[list[Named]] = []
    for draft in drafts:
        units = [gauge.units[m] for m in draft.members]
        if len({unit.article for unit in units}) < 2:
            continue
        found = [n for unit in units if (n := _telling(readings[unit.article], unit)) is not None]
        groups.append(found)
    return groups


def _telling(reading: Reading, unit: Unit) -> Named | None:
    """Cut the predicate of a unit, with its first object, out of the text."""
    for sentence in reading.sentences:
        for index in range(sentence.first, sentence.last):
            word = reading.tokens[index]
            inner = any(s.start <= word.start < s.end for s in unit.spans)
            if not inner or word.lemma.lower() != unit.head or word.pos not in {"VERB", "AUX", "NOUN"}:
                continue
            ends = [
                reading.tokens[i].end
                for i in range(index + 1, min(index + 8, sentence.last))
                if reading.tokens[i].head == index
                and reading.tokens[i].dep in {"dobj", "attr", "prt", "acomp"}
            ]
            span = cut(reading.article, word.start, max([word.end, *ends]))
            return Named(span, "event", voice_of(reading, span), None)
    return None


def _wording(group: Sequence[Named]) -> Wording | None:
    forms = {_form(named.span.text) for named in group}
    if len({named.span.article for named in group}) < 2 or len(forms) < 2:
        return None
    uses: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for named in sorted(group, key=lambda named: named.span):
        uses[named.span.article, named.voice].append(named)
    made = tuple(_use(uses[key]) for key in sorted(uses))
    thing = min((named.span for named in group), key=lambda span: (len(span.text), span))
    identity = make_id("w", *sorted(_key(named.span) for named in group))
    return Wording(identity, thing, group[0].kind, _score(group), made)


def _use(named: Sequence[Named]) -> Use:
    first: dict[str, Named] = {}
    for item in named:
        first.setdefault(_form(item.span.text), item)
    kept = sorted(first.values(), key=lambda item: item.span)[:MOST_USES]
    loaded = any(_loaded(item.span.text) for item in kept)
    return Use(kept[0].span.article, tuple(item.span for item in kept), kept[0].voice, loaded)


def _form(text: str) -> str:
    return " ".join(match.group().lower() for match in WORD.finditer(text)) or text.strip()


def _loaded(text: str) -> bool:
    found = {match.group().lower() for match in WORD.finditer(text)}
    return any(word in words("loaded") or word.rstrip("s") in words("loaded") for word in found)


def _score(group: Sequence[Named]) -> float:
    # how much of the naming differs: forms beside tellings
    forms = {_form(named.span.text) for named in group}
    return round(len(forms) / max(1, len(group)), 4)


def _contrast(wording: Wording) -> tuple[int, int, str]:
    reports = len({use.article for use in wording.uses})
    loaded = sum(use.loaded for use in wording.uses)
    return (-loaded, -reports, wording.id)
