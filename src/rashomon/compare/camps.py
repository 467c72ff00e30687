"""Groups of passages that agree, and the groups that go against them."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.stances import Opposed

type Camps = list[tuple[list[int], list[int]]]


def set_camps(
    groups: Sequence[list[int]], oppositions: Sequence[Opposed], vetoes: frozenset[tuple[int, int]]
) -> Camps:
    """Set each group that goes against another one beside it, the surest first; what agrees was joined before.

    So neither side has to be like all of the other to be found. Returns members for and against, by places in the gauge;
    a group stands against one other at most, and never where a veto keeps two of them apart.
    """
    home = {index: number for number, group in enumerate(groups) for index in group}
    camps: dict[int, tuple[list[int], list[int]]] = {n: (list(group), []) for n, group in enumerate(groups)}
    for one in sorted(oppositions, key=lambda o: (-o.score, o.against, o.target)):
        mine, other = home[one.against], home[one.target]
        if mine == other or camps[mine][1] or one.target not in camps[other][0]:
            continue
        joining, members = camps[mine][0], [*camps[other][0], *camps[other][1]]
        if any((min(a, b), max(a, b)) in vetoes for a in joining for b in members):
            continue
        camps[other][1].extend(joining)
        del camps[mine]
        home.update(dict.fromkeys(joining, other))
    return [camps[n] for n in sorted(camps)]
