"""Joint speakers: "Lind and Pell", "both Ostvale and Merrow", "she and the minister", "both men" speak as one group."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from rashomon.read.names import head_of
from rashomon.read.people_words import pronouns, words
from rashomon.read.scene import Scene, nearby, placed
from rashomon.spans import cut, make_id
from rashomon.types import How, Mention, Span, Speaker, Token

PLURAL = frozenset({"NNS", "NNPS"})
TOGETHER = frozenset({"and", "&"})
OPENING = frozenset({"both"})
CLOSING = frozenset({"both", "all", "each", "alike", "together", "jointly", ","})
# "both men", "the two ministers" take up a pair told at most so many sentences before: about two paragraphs.
PAIR_REACH = 8
# Words that stand between the two of a pair, at most: longer ones are misparses.
NEXT = 30
EITHER = frozenset({"side", "party", "both", "two", "pair", "duo"})
TWO = frozenset({"both", "two", "pair", "duo"})

type Resolver = Callable[[int], str | None]


class Joined(Struct, frozen=True):
    """What a list of several comes to: their speakers where known, and whether one of them is named."""

    members: tuple[str, ...]
    named: bool


def joint_speaker(scene: Scene, source: Span, first: int, last: int, who: Resolver) -> tuple[str, How] | None:
    """Return the group of all whom a source lists, made where it is new; None where it lists no several speakers.

    `who` tells for the index of a pronoun whom it stands for. The group is named by the words of the source.
    """
    heads = conjuncts(scene.tokens, first, last)
    joined = _joined(scene, source, heads, who) if len(heads) > 1 else None
    if joined is None:
        return None
    name = _name(scene, first, last)
    key = frozenset(joined.members)
    known = scene.groups.get(key) if len(key) == len(heads) else None
    if known is not None:
        _told_again(scene, known, name, source)
        return known, "name"
    group = make_id("p", scene.article.id, name.start, name.end)
    kind = "group" if joined.named else "unnamed"
    aliases = tuple(sorted({name.text, source.text}))
    scene.speakers[group] = Speaker(group, name, kind, None, aliases, (name,), joined.members)
    if len(key) == len(heads):
        scene.groups[key] = group
    # "they" may take the group up; its members' own mentions are mentions already
    insort(
        scene.heads,
        (heads[0], Mention(name, "group", "name", group)),
        key=lambda item: (item[0], item[1].span),
    )
    return group, "name" if joined.named else "anonymous"


def conjuncts(tokens: Sequence[Token], first: int, last: int) -> list[int]:
    """List the heads of what a phrase joins by "and": the phrase's own head first; only that where it joins nothing."""
    found = [head_of(tokens, first, last)]
    links: set[str] = set()
    for index in range(found[0] + 1, last):
        if tokens[index].head in found:
            found += [index] if tokens[index].dep == "conj" else []
            links |= {tokens[index].text.casefold()} if tokens[index].dep == "cc" else set()
    return found if links and links <= TOGETHER else found[:1]


def _joined(scene: Scene, source: Span, heads: Sequence[int], who: Resolver) -> Joined | None:
    members: list[str] = []
    named = False
    near = nearby(scene, source)
    for number, head in enumerate(heads):
        word = scene.tokens[head]
        if word.pos == "PRON" and word.text.casefold() in pronouns():
            member = who(head)
            named = named or member is not None
        else:
            mention = _mention(scene, near, word)
            if mention is None and (word.tag not in PLURAL or word.pos != "NOUN"):
                return None
            if (
                mention is not None
                and number
                and _belongs(scene, mention, word, heads[number - 1], named=named)
            ):
                return None
            member = mention.speaker if mention else None
            named = named or (mention is not None and mention.how in {"name", "metonymy"})
        members += [member] if member else []
    return Joined(tuple(members), named) if len(set(members)) == len(members) else None


def _mention(scene: Scene, near: Sequence[Mention], word: Token) -> Mention | None:
    holding = [m for m in near if m.span.start <= word.start < m.span.end and m.how != "pronoun"]
    known = [m for m in holding if m.speaker]
    best = max(known, key=lambda m: (m.how == "name", len(m.span.text), -m.span.start), default=None)
    return best or placed(scene, [m for m in holding if m.kind == "place"])


def _belongs(scene: Scene, mention: Mention, word: Token, before: int, *, named: bool) -> bool:
    """Say whether a member may hang on the one before.

    An office told of it ("Ann Lee, head of the board and founder"), or a place ("the envoys of Merrow and Ostvale").
    """
    if mention.how in {"name", "metonymy"} or word.tag in PLURAL:
        return mention.kind == "place" and not named
    return "," in scene.article.text[scene.tokens[before].end : word.start]


def _name(scene: Scene, first: int, last: int) -> Span:
    low = [word.text.casefold() for word in scene.tokens[first:last]]
    start = first + sum(1 for _ in takewhile(OPENING.__contains__, low))
    stop = last - sum(1 for _ in takewhile(CLOSING.__contains__, reversed(low)))
    return cut(scene.article, scene.tokens[start].start, scene.tokens[stop - 1].end)


def _told_again(scene: Scene, group: str, name: Span, source: Span) -> None:
    known = scene.speakers[group]
    aliases = tuple(sorted({*known.aliases, name.text, source.text}))
    better = _by_pronoun(known.name) and not _by_pronoun(name)
    scene.speakers[group] = replace(
        known,
        name=name if better else known.name,
        aliases=aliases,
        mentions=tuple(sorted({*known.mentions, name})),
    )


def _by_pronoun(name: Span) -> bool:
    return not pronouns().keys().isdisjoint(name.text.casefold().split())


def tie_pair(scene: Scene, who: str, first: int, last: int) -> None:
    """Tell of "both men" or "the two ministers" which two they are: the pair told last before, if it is near."""
    speaker = scene.speakers[who]
    low = {word.text.casefold() for word in scene.tokens[first:last]}
    if speaker.kind != "group" or speaker.members or not low & TWO:
        return
    place = bisect_left(scene.pairs, first, key=lambda pair: pair[0])
    if not place:
        return
    start, members = scene.pairs[place - 1]
    near = scene.tokens[first].sent - scene.tokens[start].sent <= PAIR_REACH
    noun = scene.tokens[head_of(scene.tokens, first, last)].lemma.casefold()
    wanted = "person" if noun in words("roles") else "" if noun in EITHER else "organisation"
    if near and all(
        scene.speakers[member].kind == (wanted or scene.speakers[members[0]].kind) for member in members
    ):
        scene.speakers[who] = replace(speaker, members=members)


def find_pairs(scene: Scene) -> list[tuple[int, tuple[str, ...]]]:
    """List the pairs of named speakers that the report joins by "and", each with the place of its second."""
    at = {head: mention for head, mention in scene.heads if mention.how in {"name", "metonymy"}}
    root_of: dict[int, int] = {}
    lists: dict[int, list[int]] = {}
    for head in sorted(at):
        word = scene.tokens[head]
        if word.dep == "conj" and word.head in at and head not in scene.inside:
            root = root_of.setdefault(head, root_of.get(word.head, word.head))
            lists.setdefault(root, [root]).append(head)
    return sorted(
        (heads[1], (str(at[heads[0]].speaker), str(at[heads[1]].speaker)))
        for heads in lists.values()
        if len(heads) == 2 and at[heads[0]].speaker != at[heads[1]].speaker and _by_and(scene.tokens, *heads)
    )


def _by_and(tokens: Sequence[Token], one: int, other: int) -> bool:
    between = range(max(one, other - NEXT) + 1, other)
    return any(tokens[index].text.casefold() in TOGETHER and tokens[index].head == one for index in between)
