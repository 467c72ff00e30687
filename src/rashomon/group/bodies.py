"""One speaker for each body: other names of one country or seat, and the letters that stand for a long name."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.group.naming import country_of, folded
from rashomon.state_bodies import ORGANS
from rashomon.types import Speaker

# Names of one seat of government, folded.
SEATS = {
    "10 downing street": "downing street", "number 10": "downing street", "no 10": "downing street", "number ten": "downing street",
    "elysee palace": "elysee", "blue house": "cheong wa dae", "capitol": "capitol hill", "malacanang palace": "malacanang",
    "chigi palace": "palazzo chigi", "hotel matignon": "matignon",
}  # fmt: skip
# What a folded name may write in letters or in full.
SPELLED = {"us": "united states", "un": "united nations", "uk": "united kingdom", "eu": "european union"}
SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to"})


def join_bodies(speakers: Sequence[Speaker]) -> list[tuple[Speaker, ...]]:
    """Join bodies of one name, country or seat, and letters with the only long name they stand for.

    What a report never names ("the ministry") stays alone.
    """
    groups: dict[str, list[Speaker]] = {}
    for speaker in sorted(speakers, key=lambda s: s.id):
        groups.setdefault(_key(speaker) or speaker.id, []).append(speaker)
    for short, long in sorted(_letters(groups).items()):
        groups[long] += groups.pop(short)
    return [tuple(members) for _, members in sorted(groups.items())]


def _key(speaker: Speaker) -> str:
    text = speaker.name.text
    if not any(word[:1].isupper() for word in text.split() if word.casefold() != "the"):
        return ""
    country = country_of(text, whole=True)
    if country:
        return "=" + country
    name = folded(text.replace("&", " and ")).removeprefix("the ")
    name = _owned(SEATS.get(name, name))
    first, _, rest = name.partition(" ")
    return f"{SPELLED[first]} {rest}" if rest and first in SPELLED else name


def _owned(name: str) -> str:
    """Fold the forms that say whose a state's body is: "ministry of x", "the x ministry", the country's people."""
    head, of, owner = name.partition(" of ")
    if of and head.rsplit(" ", 1)[-1] in ORGANS and " of " not in owner:
        name = f"{owner} {head}"
    first, _, rest = name.partition(" ")
    if rest.rsplit(" ", 1)[-1] not in ORGANS:
        return name
    return f"{country_of(first) or first} {rest}"


def _letters(groups: dict[str, list[Speaker]]) -> dict[str, str]:
    """Find for each name in letters ("WHO") the long name of the same letters; none where several have them."""
    long: dict[str, set[str]] = {}
    for key in groups:
        parts = [word for word in key.split() if word not in SMALL]
        if len(parts) > 1 and not key.startswith("="):
            long.setdefault("".join(word[0] for word in parts), set()).add(key)
            long.setdefault("".join(word[0] for word in key.split()), set()).add(key)
    shorts = [key for key, members in groups.items() if any(_capitals(member) for member in members)]
    return {key: next(iter(long[key])) for key in shorts if len(long.get(key, ())) == 1}


def _capitals(speaker: Speaker) -> bool:
    bare = speaker.name.text.replace(".", "")
    return 2 < len(bare) < 7 and bare.isalpha() and bare.isupper()
