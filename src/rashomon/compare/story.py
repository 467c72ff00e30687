"""One story compared: points, wordings, numbers, origins, and the links that comparing found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.compare.another import without_others
from rashomon.compare.dated import Witnesses, dated_points
from rashomon.compare.denials import find_denials
from rashomon.compare.dismissed import (
    points_back,
    rejected_claim,
    set_apart,
    shortest_denial,
    with_the_denial,
)
from rashomon.compare.echoes import shared_words
from rashomon.compare.gists import gist, tells_whole, title
from rashomon.compare.hearing import Hearing
from rashomon.compare.links import point_links
from rashomon.compare.nearness import farthest, near_reports, spoken_of
from rashomon.compare.nested import Draft
from rashomon.compare.numbers import find_numbers
from rashomon.compare.origins import Copied, copied_passages, find_origins, origins_of_point
from rashomon.compare.pairs import Gauge, Pairing, gauge
from rashomon.compare.pointing import find_pointed, pointed_links
from rashomon.compare.points import draft_points, score_pairs
from rashomon.compare.silences import Room, Told, find_silences, room_of
from rashomon.compare.stances import REASONS
from rashomon.compare.timeline import build_timeline
from rashomon.compare.told_inside import links_inside, not_beside
from rashomon.compare.units import Unit, find_units
from rashomon.compare.utterances import find_utterances
from rashomon.compare.wording import find_wordings
from rashomon.ports import Encoder, Judge
from rashomon.spans import make_id, overlap
from rashomon.types import (
    Comparison,
    Dossier,
    Entry,
    Link,
    Origin,
    Point,
    Reading,
    Side,
    Span,
    Stance,
    Statement,
    Status,
    Story,
    Why,
)

# Another count or another deed is told without a word about the first, and who doubts a thing denies nothing: it goes differently.
DIFFERING = frozenset({"counts", "contrary", "doubts"})


def compare_story(dossier: Dossier, *, encoder: Encoder, judge: Judge | None = None) -> Comparison:
    """Compare the reports of one story: a pure function of the dossier and the models.

    The order of the readings leaves no trace. A story of one report has single-source points only.
    """
    measure = gauge(find_units(dossier), encoder)
    hearing = Hearing(judge) if judge else None
    pairs = score_pairs(measure, hearing)
    drafts = draft_points(dossier, measure, pairs)
    utterances = find_utterances(dossier, measure)
    table = _table(dossier, measure, pairs, utterances, drafts)
    timeline = build_timeline(dossier)
    story = Story(
        id=make_id("y", *sorted(dossier.cluster.articles)),
        title=title(dossier.readings),
        event=dossier.cluster.event,
        articles=tuple(sorted(dossier.cluster.articles)),
        why=dossier.cluster.why,
        origins=table.origins,
        points=_points(drafts, table, timeline),
        wordings=find_wordings(dossier, measure, drafts, utterances, encoder),
        numbers=find_numbers(dossier, encoder),
    )
    links = _links(dossier, measure, utterances, point_links(drafts, measure, pairs))
    return Comparison(
        story=story,
        timeline=timeline,
        links=tuple(sorted((*utterances, *links.values()), key=lambda link: link.id)),
        gaps=hearing.gaps() if hearing else (),
    )


def _links(
    dossier: Dossier, measure: Gauge, utterances: Sequence[Link], told: Sequence[Link]
) -> dict[str, Link]:
    """Gather who denies whom and who tells the same by the ids of the links; a denial that points back is known by that."""
    pointed = find_pointed(dossier)
    accusing = frozenset(
        s.id for reading in dossier.readings for s in reading.statements if s.act == "accuse"
    )
    alike = not_beside(find_denials(measure, utterances, frozenset(pointed), accusing), dossier)
    alike = without_others(alike, dossier)
    pointing = (*pointed_links(dossier, pointed, utterances), *links_inside(dossier))
    return {link.id: link for link in (*pointing, *alike, *told)}


def _table(
    dossier: Dossier,
    measure: Gauge,
    pairs: Sequence[Pairing],
    utterances: Sequence[Link],
    drafts: Sequence[Draft],
) -> Table:
    return Table(
        measure=measure,
        dossier=dossier,
        origins=find_origins(dossier),
        copied=copied_passages(dossier),
        rendered=_rendered(utterances),
        said={s.id: s for reading in dossier.readings for s in reading.statements},
        room=room_of(dossier),
        near=near_reports(measure, pairs),
        spoken=spoken_of(measure, pairs),
        readings={reading.article.id: reading for reading in dossier.readings},
        denials=frozenset(span for d in drafts for m in d.against for span in measure.units[m].spans),
    )


class Table(Struct, frozen=True):
    """What turning drafts into points looks at: the units, the story, who copied whom, who repeats whom, what is near."""

    measure: Gauge
    dossier: Dossier
    origins: tuple[Origin, ...]
    copied: Copied
    rendered: Mapping[str, Sequence[tuple[str, Why]]]
    said: Mapping[str, Statement]
    room: Room
    near: Mapping[int, set[str]]
    spoken: Mapping[int, set[str]]
    readings: dict[str, Reading]
    denials: frozenset[Span]


def _points(drafts: Sequence[Draft], table: Table, timeline: Sequence[Entry]) -> tuple[Point, ...]:
    witnesses = Witnesses(table.origins, table.copied)
    apart = [part for draft in drafts for part in set_apart(draft, table.measure, table.said, table.readings)]
    told = [_point(draft, table) for draft in apart]
    told += dated_points(table.dossier, timeline, witnesses)
    return tuple(sorted(_once(told), key=lambda point: (-point.origins, point.gist, point.id)))


def _once(points: Iterable[Point]) -> Iterable[Point]:
    """Keep one of the points that are told by the same words: the one whose reason covers most of them.

    A claim that is told only as denied, and a part of it, are both shown by the whole denial.
    """
    kept: dict[str, Point] = {}
    for point in sorted(
        points, key=lambda point: (-sum(s.end - s.start for s in point.why.spans), point.why)
    ):
        kept.setdefault(point.id, point)
    return kept.values()


def _point(draft: Draft, table: Table) -> Point:
    measure, claims = table.measure, _named(draft, table)
    sides = tuple(side for index in draft.members for side in _sides(index, draft, table, claims))
    tellers = origins_of_point(sides, table.dossier, table.origins, table.copied)
    status: Status = "denied" if claims else _status(draft, tellers)
    units = [measure.units[index] for index in draft.members]
    mouths = [unit.mouths for unit in units if unit.speaker]
    naming = [claim for claim in claims.values() if not points_back(claim)]
    named = min(naming) if naming else _gist(draft, table)
    return Point(
        id=make_id("p", *((s.article, s.start, s.end) for side in sides for s in side.spans)),
        gist=named,
        whole=tells_whole(named, table.readings[named.article]),
        status=status,
        score=draft.score,
        origins=tellers,
        sides=tuple(sorted(sides, key=lambda side: (side.article, side.spans))),
        speakers_differ=bool(mouths) and not mouths[0].intersection(*mouths),
        silent=find_silences(_told(draft, table, tellers), table.room),
        why=Why(REASONS["denies"], tuple(sorted(claims.values())))
        if claims
        else _why(status, draft, measure),
    )


def _told(draft: Draft, table: Table, tellers: int) -> Told:
    """Gather who tells a point, and who comes near to it."""
    units = tuple(table.measure.units[index] for index in draft.members)
    around, others = _renderings(units, table)
    return Told(
        units=units,
        partial=tuple(sorted(around.items())),
        near=frozenset(report for m in draft.members for report in table.near.get(m, ())),
        nearness=farthest(table.measure, draft.members),
        # who renders the utterance and leaves no word of this out perhaps tells it in other words
        rendered=frozenset(others),
        spoken=frozenset(report for m in draft.members for report in table.spoken.get(m, ())),
        score=draft.score,
        shared=shared_words(units, table.measure.rarity),
        origins=tellers,
    )


def _named(draft: Draft, table: Table) -> dict[int, Span]:
    """Map the members that name what they dismiss to the words that name it, where nothing else is opposed."""
    if draft.oppositions:
        return {}
    units = ((m, table.measure.units[m]) for m in draft.members)
    found = ((m, rejected_claim(unit, table.said, table.readings)) for m, unit in units)
    # where those words stand against what others tell, that is the point
    return {m: claim for m, claim in found if claim is not None and claim not in table.denials}


def _sides(index: int, draft: Draft, table: Table, claims: Mapping[int, Span]) -> list[Side]:
    unit = table.measure.units[index]
    if index not in claims:
        return [_side(index, draft, unit, table)]
    claim = claims[index]
    denial = with_the_denial(unit, table.said, table.readings) if claim in unit.spans else unit.spans
    return [
        Side("for", unit.article, (claim,), None, "outlet", Why("named-where-denied", (claim,))),
        Side(
            "against",
            unit.article,
            denial,
            unit.statement,
            unit.voice,
            Why(REASONS["denies"], denial),
        ),
    ]


def _side(index: int, draft: Draft, unit: Unit, table: Table) -> Side:
    rule = next((o.rule for o in draft.oppositions if o.against == index), None)
    # a denial that nobody contradicts here is told alike by those who tell it
    stance: Stance = "for" if index not in draft.against else "differs" if rule in DIFFERING else "against"
    code = REASONS[rule] if rule else "denied" if unit.denied else "tells-it"
    spans = with_the_denial(unit, table.said, table.readings) if stance == "for" else unit.spans
    return Side(stance, unit.article, spans, unit.statement, unit.voice, Why(code, spans))


def _status(draft: Draft, tellers: int) -> Status:
    if any(o.rule == "denies" for o in draft.oppositions):
        return "denied"
    if draft.oppositions:
        return "disputed"
    return "agreed" if tellers > 1 else "single-source"


def _gist(draft: Draft, table: Table) -> Span:
    telling = [m for m in draft.members if m not in draft.against] or draft.members
    units = [table.measure.units[m] for m in telling]
    plain = [unit for unit in units if not unit.denied]
    return gist(plain, table.readings) if plain else shortest_denial(units, table.said, table.readings)


def _why(status: Status, draft: Draft, measure: Gauge) -> Why:
    if draft.oppositions:
        first = draft.oppositions[0]
        spans = (*measure.units[first.target].spans, *measure.units[first.against].spans)
        return Why(REASONS[first.rule], spans)
    spans = tuple(span for m in draft.members for span in measure.units[m].spans)
    return Why("one-origin" if status == "single-source" else "same-claim", spans)


def _rendered(utterances: Sequence[Link]) -> dict[str, list[tuple[str, Why]]]:
    """Map each statement to the other renderings of its utterance, and what the two share or leave out."""
    found: dict[str, list[tuple[str, Why]]] = {}
    for link in utterances:
        if link.verdict == "yes":
            found.setdefault(link.left, []).append((link.right, link.why))
            found.setdefault(link.right, []).append((link.left, link.why))
    return found


def _renderings(units: Sequence[Unit], table: Table) -> tuple[dict[str, tuple[Span, ...]], set[str]]:
    """Find reports that render the same utterance: those that quote around this part of it, and all the others."""
    told = {unit.statement for unit in units if unit.statement}
    around: dict[str, tuple[Span, ...]] = {}
    others: set[str] = set()
    for key in sorted(told):
        own = [span for unit in units if unit.statement == key for span in unit.spans]
        for other, why in table.rendered.get(key, ()):
            statement = table.said[other]
            rest = set(why.spans) - {*statement.content, *table.said[key].content}
            missing = sum(overlap(span, gap) for span in own for gap in sorted(rest))
            left_out = why.code == "cut" and 2 * missing >= sum(s.end - s.start for s in own)
            if left_out and statement.quoted and other not in told:
                around[statement.article] = statement.content
            else:
                others.add(statement.article)
    return around, others
