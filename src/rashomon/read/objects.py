"""Things that a cue verb takes: an object with what is said of it, a phrase with a preposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.read.charges import charge_under
from rashomon.read.clauses import Tree
from rashomon.read.cues import cue_words, lemma

COMPLEMENTS = ("prep", "oprd", "xcomp", "ccomp", "acomp")
OBJECT_PREPOSITIONS = {"of", "for", "as", "with", "about", "over", "on", "against", "to"}

# Words of a day that may stand between a thing and what is said of it: "accused the mill *last month* of cheating".
LONGEST_DAY = 4
# In the passive these are deeds, unless it is told what for: "was charged by a court", "was attacked by wolves".
DEEDS = frozenset({"charge", "attack"})
# Who is denied one of these is refused something; nothing is called untrue.
REFUSED = frozenset(
    {"access", "entry", "entrance", "permission", "visa", "bail", "asylum", "admission", "parole", "passage"}
)

# A way to take something: its name among `takes`, runs of words, a word that belongs to the cue as well.
type Way = tuple[str, list[list[int]], int | None]


def run_of(first: int, last: int) -> list[int]:
    """List the indices from one word to another, both included."""
    return list(range(first, last + 1))


def infinitival(tree: Tree, kid: int) -> bool:
    """Say whether a verb stands with "to"."""
    return (
        any(tree.tokens[aux].text.lower() == "to" for aux in tree.kids(kid, "aux"))
        and tree.child(kid, "mark") is None
    )


def that_or_to(tree: Tree, kid: int) -> bool:
    """Say whether a clause opens with "that" or "to"."""
    marks = [tree.tokens[k].text.lower() for k in tree.kids(kid, "mark")]
    return "that" in marks or infinitival(tree, kid)


def object_ways(tree: Tree, word: int, *, passive: bool) -> Iterator[Way]:
    """Yield the object of a verb with what is said of it."""
    rest = [
        kid
        for kid in tree.kids(word, *COMPLEMENTS)
        if kid > word
        and (tree.tokens[kid].dep != "prep" or tree.tokens[kid].text.lower() in OBJECT_PREPOSITIONS)
    ]
    if passive:
        yield from _passive(tree, word, rest)
        return
    objects = [kid for kid in tree.kids(word, "dobj", "oprd") if kid > word]
    naming = lemma(tree, word) in cue_words().habits["naming"]
    if not objects and not (naming and rest):
        return
    if _no_saying_object(tree, word, objects, rest):
        return
    first = min(tree.left[kid] for kid in [*objects, *rest])
    last = _contiguous(tree, max(_without_frame(tree, o) for o in objects) if objects else first - 1, rest)
    run = _until_saying(tree, run_of(max(first, word + 1), last))
    charged = cue_words().verbs.get(lemma(tree, word))
    # "promised a march on Monday for peace": the day is that of what is promised
    parted = charged is not None and charged.takes.get("object") in {"accuse", "praise"}
    yield "object", list(_without_day(tree, word, run)) if parted else [run], None


def _without_day(tree: Tree, word: int, run: list[int]) -> Iterator[list[int]]:
    """Leave out when it was said: "accused the mill *on Monday* of cheating"."""
    for kid in tree.kids(word, "prep", "npadvmod"):
        thing = tree.child(kid, "pobj") if tree.tokens[kid].dep == "prep" else kid
        if thing is None or not tree.tokens[thing].ent.endswith("DATE") or kid not in run:
            continue
        first = kid
        while first > run[0] and tree.tokens[first - 1].ent.endswith("DATE"):
            first -= 1
        rest = [index for index in run if index > thing]
        of = bool(rest) and tree.tokens[rest[0]].text.lower() in {"of", "for", "with"}
        if of and run[0] < first and tree.tokens[kid].text.lower() not in OBJECT_PREPOSITIONS - {"on"}:
            yield [index for index in run if index < first]
            run = rest
    yield run


def _until_saying(tree: Tree, run: list[int]) -> list[int]:
    """End an object before "saying ...", with which the same speaker goes on."""
    goes_on = (
        place
        for place, index in enumerate(run)
        if place
        and tree.tokens[index].text.lower() == "saying"
        and tree.tokens[tree.tokens[index].head].dep == "oprd"
    )
    return run[: next(goes_on, len(run))]


def _no_saying_object(tree: Tree, word: int, objects: list[int], rest: list[int]) -> bool:
    """Tell "called a meeting", "welcomed the guest to his house" from words about a thing."""
    verb, named = lemma(tree, word), [*objects, *rest]
    if verb in cue_words().support and any(lemma(tree, o) in cue_words().nouns for o in objects):
        return any(that_or_to(tree, kid) for o in objects for kid in tree.kids(o, "acl", "ccomp"))
    if verb in {"call", "dub", "label", "brand", "term"}:
        return (
            not any(tree.tokens[k].dep in {"oprd", "ccomp", "xcomp", "acomp"} for k in named)
            and len(objects) < 2
        )
    if verb == "deny":
        return any(lemma(tree, o) in REFUSED for o in objects) or tree.child(word, "dative") is not None
    if verb in {"cast", "describe", "compare", "liken"}:
        return (
            not any(tree.tokens[k].text.lower() in {"as", "to", "with"} for k in rest) and verb != "describe"
        )
    reach = [tree.tokens[i] for o in objects for i in range(tree.left[o], o + 1)]
    met = verb in {"welcome", "host"} and any("PERSON" in token.ent for token in reach)
    return met or any(
        tree.tokens[o].text.lower() in {"himself", "herself", "itself", "themselves"} for o in objects
    )


def _without_frame(tree: Tree, thing: int) -> int:
    """Return the last word of an object, less "in a tweet", "to reporters", which the parse hung on it."""
    phrases = cue_words().phrases
    for kid in tree.kids(thing, "prep"):
        inner = tree.child(kid, "pobj")
        sign = tree.tokens[kid].text.lower()
        name = lemma(tree, inner) if inner is not None else ""
        framed = sign in phrases["medium_prepositions"] and name in phrases["media"]
        if kid > thing and (framed or (sign == "to" and name in phrases["audiences"])):
            return tree.left[kid] - 1
    return tree.right[thing]


def _contiguous(tree: Tree, last: int, rest: Iterable[int]) -> int:
    for kid in rest:
        between = tree.tokens[last + 1 : tree.left[kid]]
        named = between[1:] if between and between[0].text.lower() == "in" else between
        dated = len(between) < LONGEST_DAY and all(token.ent.endswith("DATE") for token in named)
        if tree.left[kid] <= last + 1 or dated:
            last = max(last, tree.right[kid])
    return last


def _passive(tree: Tree, word: int, rest: list[int]) -> Iterator[Way]:
    what, agent = tree.child(word, "nsubjpass"), tree.child(word, "agent")
    if what is None or agent is None:
        return
    named = [kid for kid in rest if tree.tokens[kid].dep in {"oprd", "prep"} and kid != agent]
    naming = lemma(tree, word) in cue_words().habits["naming"]
    if naming and named:
        yield "object", [run_of(tree.left[named[0]], tree.right[named[0]])], None
        return
    blamed = [
        kid
        for kid in tree.kids(word, "prep")
        if tree.tokens[kid].text.lower() in {"of", "for", "with", "as"} and kid > agent
    ] or charge_under(tree, word)
    if lemma(tree, word) in DEEDS and not blamed:
        return
    # "was accused by the mayor of hiding it": what the accuser says is of whom, and what
    told = [run_of(tree.left[kid], tree.right[kid]) for kid in blamed[:1]]
    yield "object", [run_of(tree.left[what], tree.right[what]), *told], None


def prepositional_way(tree: Tree, word: int, preposition: str) -> Iterator[Way]:
    """Yield what stands behind a preposition that goes with the verb."""
    for kid in tree.kids(word, "prep"):
        thing = tree.child(kid, "pobj", "pcomp")
        if tree.tokens[kid].text.lower() == preposition and thing is not None and kid > word:
            last = _contiguous(tree, tree.right[kid], _as_what(tree, word, kid))
            first = kid + 2 if tree.tokens[min(kid + 1, last)].text.lower() == "as" else kid + 1
            yield preposition, [run_of(first, last)], kid
            return


def _as_what(tree: Tree, word: int, preposition: int) -> list[int]:
    """List what somebody is spoken of as: "referred to him as a pirate"."""
    return [k for k in tree.kids(word, "prep") if k > preposition and tree.tokens[k].text.lower() == "as"]
