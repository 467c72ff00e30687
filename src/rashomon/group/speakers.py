"""One speaker for each person and body across all reports; unnamed sources and loose groups stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct

from rashomon.group.naming import Likeness, alike, country_of, folded, surname_key
from rashomon.linking import Scored, cluster
from rashomon.spans import make_id
from rashomon.types import Link, Reading, Span, Speaker, Why

MADE_BY = "speaker-names-1"
# 0.75: under it stand only names that differ in more than spelling (see `naming.alike`)
THRESHOLD = 0.75


class Form(Struct, frozen=True):
    """One folded name, and the speakers of all readings who go by it."""

    key: str
    members: tuple[Speaker, ...]


def join_speakers(
    readings: Sequence[Reading],
) -> tuple[tuple[Speaker, ...], dict[str, str], tuple[Link, ...]]:
    """Join the speakers of all readings: the joined ones, which one each local id became, and why.

    Persons join by name through spellings, initials and missing middle names; two given names under one surname
    keep two persons apart. A bare surname joins its only bearer. Unnamed sources and groups never join. Work is
    within blocks of like surnames, over distinct names and not over speakers.
    """
    speakers = sorted((s for reading in readings for s in reading.speakers), key=lambda s: s.id)
    groups, links = _persons([s for s in speakers if s.kind == "person"])
    groups += _bodies([s for s in speakers if s.kind == "organisation"])
    groups += [(s,) for s in speakers if s.kind not in {"person", "organisation"}]
    joined = [(_joined(group), group) for group in groups]
    speaker_of = {member.id: whole.id for whole, group in joined for member in group}
    ordered = sorted((whole for whole, _ in joined), key=lambda s: (s.name, s.id))
    return tuple(ordered), dict(sorted(speaker_of.items())), tuple(sorted(links, key=lambda link: link.id))


def _forms(speakers: Iterable[Speaker]) -> dict[str, Form]:
    found: dict[str, list[Speaker]] = {}
    for speaker in speakers:
        found.setdefault(folded(speaker.name.text) or speaker.id, []).append(speaker)
    return {key: Form(key, tuple(members)) for key, members in sorted(found.items())}


def _persons(speakers: Sequence[Speaker]) -> tuple[list[tuple[Speaker, ...]], list[Link]]:
    forms = _forms(speakers)
    full = [key for key in forms if " " in key]
    pairs, links = _scored(forms, full)
    clusters = cluster(full, pairs, threshold=THRESHOLD)
    bare, more = _bare(forms, clusters)
    groups = [
        tuple(m for key in (*keys, *bare.get(keys, ())) for m in forms[key].members) for keys in clusters
    ]
    placed = {key for keys in bare.values() for key in keys}
    groups += [forms[key].members for key in forms if " " not in key and key not in placed]
    return groups, [*links, *more]


def _scored(forms: dict[str, Form], full: Sequence[str]) -> tuple[list[Scored], list[Link]]:
    blocks: dict[str, list[str]] = {}
    for key in full:
        for block in {surname_key(key.split()[-1]), surname_key(key.split()[0])}:
            blocks.setdefault(block, []).append(key)
    pairs: list[Scored] = []
    links: dict[str, Link] = {}
    for _, keys in sorted(blocks.items()):
        for left, right in combinations(keys, 2):
            likeness = alike(left, right)
            if likeness is not None:
                pairs.append(Scored(left, right, likeness.score, likeness.apart))
                link = _link(forms[left], forms[right], likeness)
                links[link.id] = link
    return pairs, list(links.values())


def _link(left: Form, right: Form, likeness: Likeness) -> Link:
    a, b = sorted((left.members[0], right.members[0]), key=lambda s: s.id)
    verdict = "no" if likeness.apart else "yes" if likeness.score >= THRESHOLD else "unsure"
    why = Why(likeness.code, (a.name, b.name))
    return Link(
        make_id("l", "same-speaker", a.id, b.id),
        "same-speaker",
        a.id,
        b.id,
        verdict,
        likeness.score,
        MADE_BY,
        why,
    )


def _bare(
    forms: dict[str, Form], clusters: Sequence[tuple[str, ...]]
) -> tuple[dict[tuple[str, ...], list[str]], list[Link]]:
    """Give each bare surname to its only bearer, unless their offices are of two countries."""
    bearers: dict[str, set[tuple[str, ...]]] = {}
    for keys in clusters:
        called = {key.split()[-1] for key in keys}
        called |= {folded(alias) for key in keys for member in forms[key].members for alias in member.aliases}
        for name in called:
            bearers.setdefault(name, set()).add(keys)
    found: dict[tuple[str, ...], list[str]] = {}
    links: list[Link] = []
    for key, form in forms.items():
        fitting = sorted(bearers.get(key, ())) if " " not in key else []
        fitting = [keys for keys in fitting if not _conflict(form, [forms[k] for k in keys])]
        if len(fitting) == 1:
            found.setdefault(fitting[0], []).append(key)
        likeness = Likeness(0.9, "only-bearer") if len(fitting) == 1 else Likeness(0.5, "several-bearers")
        links += [_link(form, forms[keys[0]], likeness) for keys in fitting]
    return found, links


def _conflict(form: Form, others: Iterable[Form]) -> bool:
    mine = {country_of(m.role.text) for m in form.members if m.role} - {""}
    theirs = {country_of(m.role.text) for other in others for m in other.members if m.role} - {""}
    return bool(mine and theirs and not mine & theirs)


def _bodies(speakers: Sequence[Speaker]) -> list[tuple[Speaker, ...]]:
    """Bodies join by the same name, or by standing for the same country; what a report never names stays alone."""
    groups: dict[str, list[Speaker]] = {}
    for speaker in speakers:
        named = any(word[:1].isupper() for word in speaker.name.text.split() if word.casefold() != "the")
        country = country_of(speaker.name.text, whole=True)
        key = "=" + country if country else folded(speaker.name.text) if named else speaker.id
        groups.setdefault(key or speaker.id, []).append(speaker)
    return [tuple(members) for _, members in sorted(groups.items())]


def _joined(group: Sequence[Speaker]) -> Speaker:
    if len(group) == 1:
        return group[0]
    name = _fullest(group)
    roles = sorted((s.role for s in group if s.role), key=lambda r: (-len(r.text), r))
    return Speaker(
        make_id("p", *sorted(s.id for s in group)),
        name,
        group[0].kind,
        roles[0] if roles else None,
        tuple(sorted({alias for s in group for alias in s.aliases})),
        tuple(sorted({mention for s in group for mention in s.mentions})),
    )


def _fullest(group: Sequence[Speaker]) -> Span:
    """The full name that most reports use; of equals the longest, then the first."""
    counts: dict[str, int] = {}
    for speaker in group:
        counts[speaker.name.text] = counts.get(speaker.name.text, 0) + 1
    names = [s.name for s in group]
    return min(
        names, key=lambda n: (" " not in n.text, -counts[n.text], -len(n.text.split()), -len(n.text), n)
    )
