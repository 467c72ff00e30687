"""One speaker for each person and body across all reports; unnamed sources and loose groups stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from rashomon.group.bodies import join_bodies
from rashomon.group.decided import decided_groups
from rashomon.group.naming import alike, folded, generation, surname_key
from rashomon.group.surnames import name_link, place_surnames
from rashomon.linking import Scored, cluster
from rashomon.spans import make_id
from rashomon.types import Cluster, Decision, Link, Reading, Span, Speaker

# 0.75: under it stand only names that differ in more than spelling (see `naming.alike`)
THRESHOLD = 0.75
# One member alone ("the minister and his guests") does not say who a group is.
FEWEST = 2
PRONOUNS = frozenset(["i", "we", "you", "he", "she", "they", "me", "us", "him", "her", "them"])


class Form(Struct, frozen=True):
    """One folded name, and the speakers of all readings who go by it."""

    key: str
    members: tuple[Speaker, ...]


def join_speakers(
    readings: Sequence[Reading], stories: Sequence[Cluster] = (), decisions: Sequence[Decision] = ()
) -> tuple[tuple[Speaker, ...], dict[str, str], tuple[Link, ...]]:
    """Join the speakers of all readings: the joined ones, which one each local id became, and why.

    Persons join by name through spellings, initials and missing middle names; two given names under one surname
    keep two persons apart. A bare surname joins its only bearer, or the one whom its office or the reports of its
    story point at. Groups join where their members are the same two or more ("both ministers", "Lind and Pell"), never
    by their words; unnamed sources never join. Work is within blocks of like surnames, over distinct
    names and not over speakers.
    """
    speakers = sorted((s for reading in readings for s in reading.speakers), key=lambda s: s.id)
    near = {article: set(story.articles) for story in stories for article in story.articles}
    groups, links = _persons([s for s in speakers if s.kind == "person"], near)
    groups += join_bodies([s for s in speakers if s.kind == "organisation"])
    together = [s for s in speakers if s.kind == "group"]
    groups += [(s,) for s in speakers if s.kind not in {"person", "organisation", "group"}]
    groups += _of_the_same(together, groups)
    joined = [(_joined(group), group) for group in decided_groups(groups, decisions)]
    speaker_of = {member.id: whole.id for whole, group in joined for member in group}
    ordered = sorted((_with_members(whole, speaker_of) for whole, _ in joined), key=lambda s: (s.name, s.id))
    return tuple(ordered), dict(sorted(speaker_of.items())), tuple(sorted(links, key=lambda link: link.id))


def _forms(speakers: Iterable[Speaker]) -> dict[str, Form]:
    named = [(folded(speaker.name.text), generation(speaker.name.text), speaker) for speaker in speakers]
    two = _namesakes(named)
    found: dict[str, list[Speaker]] = {}
    for key, age, speaker in named:
        told = f"{key} {age}" if age and key in two and " " in key else key
        found.setdefault(told or speaker.id, []).append(speaker)
    return {key: Form(key, tuple(members)) for key, members in sorted(found.items())}


def _namesakes(named: Sequence[tuple[str, str, Speaker]]) -> set[str]:
    """Find the names that one report gives to two people, father and son: elsewhere "Jr." is put or left out at will."""
    told: dict[tuple[str, str], set[str]] = {}
    for key, age, speaker in named:
        told.setdefault((speaker.name.article, key), set()).add(age)
    return {key for (_, key), ages in told.items() if len(ages) > 1}


def _persons(
    speakers: Sequence[Speaker], near: dict[str, set[str]]
) -> tuple[list[tuple[Speaker, ...]], list[Link]]:
    forms = _forms(speakers)
    full = [key for key in forms if " " in key]
    pairs, links = _scored(forms, full)
    clusters = [
        tuple(member for key in keys for member in forms[key].members)
        for keys in cluster(full, pairs, threshold=THRESHOLD)
    ]
    bare = [member for key, form in forms.items() if " " not in key for member in form.members]
    placed, more = place_surnames(bare, clusters, near)
    groups = [(*members, *placed.get(number, ())) for number, members in enumerate(clusters)]
    taken = {member.id for members in placed.values() for member in members}
    for key, form in forms.items():
        alone = tuple(member for member in form.members if member.id not in taken)
        groups += [alone] if " " not in key and alone else []
    return groups, [*links, *more]


def _scored(forms: dict[str, Form], full: Sequence[str]) -> tuple[list[Scored], list[Link]]:
    blocks: dict[str, list[str]] = {}
    for key in full:
        name = folded(key).split()
        for block in {surname_key(name[-1]), surname_key(name[0])}:
            blocks.setdefault(block, []).append(key)
    pairs: list[Scored] = []
    links: dict[str, Link] = {}
    for _, keys in sorted(blocks.items()):
        for left, right in combinations(keys, 2):
            likeness = alike(left, right)
            if likeness is not None:
                pairs.append(Scored(left, right, likeness.score, likeness.apart))
                link = name_link(forms[left].members[0], forms[right].members[0], likeness, THRESHOLD)
                links[link.id] = link
    return pairs, list(links.values())


def _of_the_same(
    together: Sequence[Speaker], named: Sequence[tuple[Speaker, ...]]
) -> list[tuple[Speaker, ...]]:
    """Join groups of the same members, by the groups of named ones that these became."""
    home = {speaker.id: number for number, members in enumerate(named) for speaker in members}
    found: dict[tuple[int, ...] | str, list[Speaker]] = {}
    for group in together:
        who = tuple(sorted({home[member] for member in group.members if member in home}))
        known = len(who) == len(group.members) >= FEWEST
        found.setdefault(who if known else group.id, []).append(group)
    return [tuple(members) for members in found.values()]


def _with_members(whole: Speaker, speaker_of: dict[str, str]) -> Speaker:
    """Name the members of a group by the joined speakers that they became."""
    members = tuple(dict.fromkeys(speaker_of[member] for member in whole.members))
    return replace(whole, members=members) if members != whole.members else whole


def _joined(group: Sequence[Speaker]) -> Speaker:
    if len(group) == 1:
        return group[0]
    name = _plainest(group) if group[0].kind == "group" else _fullest(group)
    roles = sorted((s.role for s in group if s.role), key=lambda r: (-len(r.text), r))
    return Speaker(
        make_id("p", *sorted(s.id for s in group)),
        name,
        group[0].kind,
        roles[0] if roles else None,
        tuple(sorted({alias for s in group for alias in s.aliases})),
        tuple(sorted({mention for s in group for mention in s.mentions})),
        tuple(dict.fromkeys(member for s in group for member in s.members)),
    )


def _plainest(group: Sequence[Speaker]) -> Span:
    """The name of a group that says most plainly who it is: none with a pronoun, one with names, then the shortest."""
    return min(
        (speaker.name for speaker in group),
        key=lambda n: (
            not PRONOUNS.isdisjoint(n.text.casefold().split()),
            not any(word[:1].isupper() for word in n.text.split()[1:]),
            len(n.text),
            n,
        ),
    )


def _fullest(group: Sequence[Speaker]) -> Span:
    """The full name that most reports use; of equals the longest, then the first."""
    counts: dict[str, int] = {}
    for speaker in group:
        counts[speaker.name.text] = counts.get(speaker.name.text, 0) + 1
    # of "Law & Order" and "Law and Order" the one that is spelled out
    spelled = [s.name for s in group if "&" not in s.name.text]
    names = spelled or [s.name for s in group]
    return min(
        names, key=lambda n: (" " not in n.text, -counts[n.text], -len(n.text.split()), -len(n.text), n)
    )
