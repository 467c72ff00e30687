"""What can be compared: contents of statements, clauses of the outlet's own voice, and the headline.

Statement contents agree far more often on the same point than sentences or clauses do (average precision .38 against
.23 and .08, notes/points.md, section 2), so each is a unit; its clauses are units too and say which part agrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec import Struct

from rashomon.compare.ages import counts_in
from rashomon.compare.captions import tells_news
from rashomon.compare.clauses import clauses, completes_noun, is_deed, only_cue
from rashomon.compare.cues import words
from rashomon.compare.days import days_of, events_by_report
from rashomon.compare.deed_names import deed_named
from rashomon.compare.denied import called, is_denial, stands_denied
from rashomon.compare.frames import Roles, frame_of
from rashomon.compare.governed import only_told_of
from rashomon.compare.measures import Measure, measures_in
from rashomon.compare.moods import Mood
from rashomon.compare.pieces import around, by_sentence, within
from rashomon.compare.principals import called_by, names_of, speaks_for
from rashomon.compare.subjects import plain_text, shared_subject
from rashomon.compare.verdicts import Standing
from rashomon.spans import cut, inside, make_id
from rashomon.types import Dossier, Quantity, Reading, Sentence, Span, Statement, Token, Voice

type Kind = Literal["statement", "sentence", "clause", "headline"]

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
# A clause of so great a part of a statement says no more and no less than the statement.
SAME_LENGTH = 0.85
# A statement of fewer content words than this is an echo ("Yes, I did"), not a point.
FEWEST = 2
# "No bribery", "denied any bribery", "never lied".
BARRING = frozenset({"no", "any", "not", "n't", "n’t", "never"})


class Unit(Struct, frozen=True):
    """One comparable passage. `text` is for models only (pronouns replaced); what is shown are the spans.

    `mouths` are the speaker, or those who speak as one ("" where nobody is known); `called` the words for him, `behalf`
    those for whom he speaks for, None where for himself. `head` is the lemma of its predicate; `turned` says that it is negated, `denied` that it stands as what a source
    denies ("denied that it rained") or is doubted, `denying` that saying it is a denial ("it did not rain"), `supposed` that it holds on a condition only. `standing` is
    what the words around it do to it, and `held` those words with it ("there is no evidence that it rained"). `whole` is the whole sentence it stands in. A statement with `parts` tells several things: its sentences are units too. A unit that is `completing` is an infinitive that completes a noun.
    """

    id: str
    article: str
    spans: tuple[Span, ...]
    kind: Kind
    parts: bool
    completing: bool
    voice: Voice
    statement: str | None
    speaker: str | None
    mouths: frozenset[str]
    text: str
    whole: str
    head: str
    verbal: bool
    turned: bool
    denied: bool
    denying: bool
    supposed: bool
    standing: Standing | None
    mood: Mood | None
    held: Span | None
    untold: frozenset[str]
    lemmas: frozenset[str]
    names: frozenset[str]
    subjects: frozenset[str]
    of_whom: frozenset[str]
    objects: frozenset[str]
    roles: Roles
    days: tuple[tuple[str, str], ...]
    events: tuple[str, ...]
    counts: tuple[Quantity, ...]
    measures: tuple[Measure, ...] = ()
    called: frozenset[str] = frozenset()
    behalf: frozenset[str] | None = None


class Desk(Struct, frozen=True):
    """What making the units of one report needs: its reading, the speakers of the story, and the events it mentions."""

    reading: Reading
    speaker_of: dict[str, str]
    mouths: dict[str, frozenset[str]]
    names: dict[str, str]
    events: tuple[tuple[str, tuple[Span, ...]], ...]
    written: frozenset[str]


def find_units(dossier: Dossier) -> tuple[Unit, ...]:
    """List the units of a story, in the order of reports and text; repeats and furniture are left out by reading."""
    mouths = {speaker.id: frozenset(speaker.members) for speaker in dossier.speakers if speaker.members}
    names = names_of(dossier)
    events = events_by_report(dossier)
    written = frozenset(
        word.lemma.lower() for reading in dossier.readings for word in reading.tokens if word.pos == "NOUN"
    )
    found = [
        unit
        for reading in sorted(dossier.readings, key=lambda reading: reading.article.id)
        for known in [tuple(events.get(reading.article.id, ()))]
        for unit in _of_report(Desk(reading, dossier.speaker_of, mouths, names, known, written))
    ]
    unique = {unit.id: unit for unit in _without_doubles(found)}
    return tuple(sorted(unique.values(), key=lambda u: (u.article, u.spans[0].start, u.spans[-1].end, u.id)))


def _without_doubles(units: list[Unit]) -> list[Unit]:
    """Leave out a clause that is all of its statement, or of its sentence there, but for a mark or a name at its edge."""
    wider: dict[str | None, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.kind in {"statement", "sentence"} and not unit.parts:
            wider[unit.statement].append(unit)
    return [
        unit
        for unit in units
        if unit.kind not in {"clause", "caption"}
        or not any(_all_of(unit, other) for other in wider[unit.statement])
    ]


def _all_of(clause: Unit, wider: Unit) -> bool:
    apart = clause.spans[0].start >= wider.spans[-1].end or wider.spans[0].start >= clause.spans[-1].end
    return not apart and _letters(clause) >= SAME_LENGTH * _letters(wider)


def _letters(unit: Unit) -> int:
    return sum(span.end - span.start for span in unit.spans)


def _of_report(desk: Desk) -> list[Unit]:
    reading = desk.reading
    found = [unit for statement in reading.statements for unit in _statement(desk, statement)]
    cues = [statement for statement in reading.statements if statement.cue]
    for sentence in reading.sentences:
        if sentence.kind == "headline":
            found += _made(desk, [sentence.span], sentence, kind="headline")
            continue
        found += _clauses(desk, sentence, cues)
    return found


def _clauses(desk: Desk, sentence: Sentence, cues: Sequence[Statement]) -> list[Unit]:
    tokens, article = desk.reading.tokens, desk.reading.article
    found: list[Unit] = []
    for clause in clauses(tokens, sentence):
        head = tokens[clause.head]
        cued = [s for s in cues if s.cue and s.cue.start <= head.start < s.cue.end]
        deed = is_deed(tokens, clause, [s.to for s in cued if s.to])
        span = cut(article, tokens[clause.first].start, tokens[clause.last - 1].end)
        if cued and not deed:
            continue
        if sentence.kind == "caption" and not tells_news(desk.reading, clause.head, span):
            continue
        statement = around(desk.reading.statements, span, head)
        found += _made(
            desk,
            [within(article, span, statement)],
            sentence,
            statement,
            kind="clause",
            head=clause.head,
            deed=deed,
        )
    return found


def _statement(desk: Desk, statement: Statement) -> list[Unit]:
    """Make a unit of a statement, and where it runs over several sentences one of each of them."""
    spans = [span for span in statement.content if span.text.strip()]
    pieces = by_sentence(desk.reading.article, desk.reading.sentences, spans)
    if not pieces:
        return []
    whole = _made(desk, spans, pieces[0][0], statement, kind="statement")
    each = pieces if len(pieces) > 1 else []
    parts = [u for piece, inner in each for u in _made(desk, inner, piece, statement, kind="sentence")]
    return [*(msgspec.structs.replace(unit, parts=bool(parts)) for unit in whole), *parts]


def _made(
    desk: Desk,
    spans: list[Span],
    sentence: Sentence,
    statement: Statement | None = None,
    *,
    kind: Kind,
    head: int | None = None,
    deed: bool = False,
) -> list[Unit]:
    inner = words_of(desk.reading, spans)
    tokens = desk.reading.tokens
    if not inner or not _claims(desk, inner, deed=deed):
        return []
    head = top_word(tokens, inner) if head is None else head
    frame = frame_of(desk.reading, spans, sentence, inner, head)
    speaker = desk.speaker_of.get(statement.speaker or "", statement.speaker) if statement else None
    unit = Unit(
        id=make_id("u", kind, *((span.article, span.start, span.end) for span in spans)),
        article=desk.reading.article.id,
        spans=tuple(spans),
        kind=kind,
        parts=False,
        completing=kind == "clause" and completes_noun(tokens, head),
        voice="source" if statement else "outlet",
        statement=statement.id if statement else None,
        speaker=speaker,
        mouths=desk.mouths.get(speaker or "", frozenset({speaker or ""})),
        text=plain_text(desk.reading, spans, desk.names),
        whole=sentence.span.text,
        denied=frame.standing in {"denied", "doubted"}
        or (frame.standing is None and stands_denied(statement) and _denies(desk.reading, statement)),
        denying=is_denial(statement),
        lemmas=_lemmas(desk, _dismissed(desk.reading, inner, statement))
        | _lemmas(desk, shared_subject(tokens, head)),
        names=frozenset(tokens[i].text.lower() for i in inner if tokens[i].pos == "PROPN"),
        days=days_of(desk.reading, spans),
        events=_events(desk, spans),
        counts=counts_in(desk.reading, spans),
        measures=measures_in(desk.reading, spans),
        called=called_by(desk.reading, statement, desk.names),
        behalf=speaks_for(desk.reading, statement, desk.names),
        **msgspec.structs.asdict(frame),
    )
    return [unit]


def _denies(reading: Reading, statement: Statement | None) -> bool:
    """Say whether the verb of a denial is no denial that is only told of: "hard to deny that"."""
    if statement is None or statement.cue is None:
        return False
    cue = (i for i in words_of(reading, [statement.cue]) if reading.tokens[i].text.lower() in words("deny"))
    return not any(only_told_of(reading.tokens, i) for i in cue)


def _dismissed(reading: Reading, inner: Sequence[int], statement: Statement | None) -> Sequence[int]:
    """Leave out by what words a source dismisses a thing: they are not what it denies."""
    end = called(statement, reading.article.text)
    return inner if end is None else [i for i in inner if reading.tokens[i].start < end]


def _claims(desk: Desk, inner: Sequence[int], *, deed: bool) -> bool:
    """Say whether words claim something: more than an echo, and more than that somebody said it."""
    tokens, lemmas = desk.reading.tokens, _lemmas(desk, inner)
    # "Lund was not among them", "there was no collusion": who or what, and that it is not so, is enough
    least = any(tokens[i].dep == "neg" for i in inner) and any(tokens[i].pos == "PROPN" for i in inner)
    none = any(tokens[i].text.lower() in BARRING for i in inner) and any(map(deed_named, lemmas))
    return len(lemmas) + (least or none) >= FEWEST and (deed or not only_cue(tokens, inner, lemmas))


def words_of(reading: Reading, spans: Sequence[Span]) -> list[int]:
    """List the words that begin inside spans of one report, as places in its tokens."""
    stretches = [(span.start, span.end) for span in spans]
    low, high = min(left for left, _ in stretches), max(right for _, right in stretches)
    near = [s for s in reading.sentences if s.span.start < high and low < s.span.end]
    tokens = reading.tokens
    found = [i for s in near for i in range(s.first, s.last) if low <= tokens[i].start < high]
    if len(stretches) == 1:
        return found
    return [i for i in found if any(left <= tokens[i].start < right for left, right in stretches)]


def _lemmas(desk: Desk, inner: Sequence[int]) -> frozenset[str]:
    tokens = desk.reading.tokens
    kept = [i for i in inner if tokens[i].pos in CONTENT and any(c.isalnum() for c in tokens[i].lemma)]
    found = {tokens[i].lemma.lower() for i in kept} - words("light")
    # "good will" is "goodwill" where another passage writes it so
    for left, right in pairwise(kept):
        joined = (tokens[left].text + tokens[right].text).lower()
        if right == left + 1 and joined in desk.written:
            found = found - {tokens[left].lemma.lower(), tokens[right].lemma.lower()} | {joined}
    return frozenset(found)


def top_word(tokens: Sequence[Token], inner: Sequence[int]) -> int:
    """Find the predicate that all other words hang on, else the topmost word. `inner` holds at least one."""
    members = set(inner)
    tops = [i for i in inner if tokens[i].head not in members or tokens[i].head == i]
    predicates = [i for i in tops if tokens[i].pos in {"VERB", "AUX"}]
    return (predicates or tops or list(inner))[0]


def _events(desk: Desk, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(
        event
        for event, mentions in desk.events
        if any(inside(mention, span) or inside(span, mention) for mention in mentions for span in spans)
    )
