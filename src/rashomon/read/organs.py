"""Bodies of a state and whose they are: "Norway's Interior Ministry" is one name, "Norway's Water" in a title is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.read.people_words import countries, peoples, plain
from rashomon.read.titles import is_capital
from rashomon.state_bodies import ORGANS
from rashomon.types import Token

if TYPE_CHECKING:
    from rashomon.read.names import Phrase

# What stands before these is what they are in charge of, never a body's name ("Water Minister", "Home Secretary").
IN_CHARGE = frozenset(["minister", "ministers", "secretary"])
POSSESSIVE = frozenset(["'s", "’s"])


def is_charge(tokens: Sequence[Token], first: int, last: int, kind: str) -> bool:
    """Say whether a body's name is but part of an office ("Norway's Water" before "Minister")."""
    follows = last < len(tokens) and tokens[last].text.casefold() in IN_CHARGE
    owned = any(word.text in POSSESSIVE for word in tokens[first:last])
    return kind == "organisation" and follows and owned


def name_owners(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Take whose a state's body is into its name: "Norway's Interior Ministry", "the Interior Ministry of Norway".

    A body named without its owner is the owner's that the article names, where it names only one.
    """
    starts = {phrase.first: phrase for phrase in phrases}
    ends = {phrase.last: phrase for phrase in phrases}
    owned = [_with_owner(tokens, phrase, starts, ends) for phrase in phrases]
    keys = {phrase.key for phrase in owned if _is_organ(phrase)}
    return [_of_the_only_owner(phrase, keys) if _is_organ(phrase) else phrase for phrase in owned]


def _is_organ(phrase: Phrase) -> bool:
    last = phrase.key.rsplit(" ", 1)[-1]
    return phrase.kind == "organisation" and phrase.role is None and last in ORGANS


def _with_owner(
    tokens: Sequence[Token], phrase: Phrase, starts: Mapping[int, Phrase], ends: Mapping[int, Phrase]
) -> Phrase:
    first, last = phrase.first, phrase.last
    if (
        phrase.kind != "organisation"
        or phrase.role is not None
        or tokens[last - 1].text.casefold() not in ORGANS
    ):
        return phrase
    if first > 1 and tokens[first - 1].text in POSSESSIVE:
        first = _owner_before(tokens, first - 1, ends)
    elif last < len(tokens) and tokens[last].text.casefold() == "of" and last + 1 in starts:
        last = starts[last + 1].last if starts[last + 1].kind == "place" else last
    text = " ".join(word.text for word in tokens[first:last])
    return replace(phrase, first=first, last=last, name=(first, last), key=owned_key(text))


def _owner_before(tokens: Sequence[Token], stop: int, ends: Mapping[int, Phrase]) -> int:
    if stop in ends:
        return stop + 1 if ends[stop].role else ends[stop].first
    named = is_capital(tokens[stop - 1]) and tokens[stop - 1].pos == "PROPN"
    return stop - 1 if named else stop + 1


def _of_the_only_owner(phrase: Phrase, keys: AbstractSet[str]) -> Phrase:
    owned = [key for key in sorted(keys) if key.endswith(" " + phrase.key)]
    return replace(phrase, key=owned[0]) if len(owned) == 1 and " " in phrase.key else phrase


def owned_key(name: str) -> str:
    """Fold a body's name so that its forms with an owner are one; any other name is only folded.

    >>> owned_key("Norway's Interior Ministry"), owned_key("Interior Ministry of Norway"), owned_key("Bank of Norway")
    ('norway interior ministry', 'norway interior ministry', 'bank of norway')
    >>> owned_key("Norwegian Interior Ministry")
    'norway interior ministry'
    """
    parts = [plain(word) for word in name.split() if word.casefold() not in {*POSSESSIVE, "the"}]
    whose = " ".join(parts)
    if "of" in parts and parts[parts.index("of") - 1] in ORGANS:
        cut = parts.index("of")
        parts = [*parts[cut + 1 :], *parts[:cut]]
    if not parts or parts[-1] not in ORGANS:
        return whose
    owner = countries().get(parts[0])
    return " ".join([owner.name if owner else peoples().get(parts[0], parts[0]), *parts[1:]])
