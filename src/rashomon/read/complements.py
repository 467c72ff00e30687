"""Clauses that a cue verb takes: before it, behind it, around it; infinitives and orders."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.read.clauses import Tree
from rashomon.read.cues import cue_words, lemma, nearest_subject
from rashomon.read.edges import and_that, reach
from rashomon.read.next_saying import cut_tail
from rashomon.read.objects import Way, infinitival, object_ways, prepositional_way, run_of, that_or_to
from rashomon.types import Act

# Verbs that name a thing; none takes a clause without "that".
NAMES = frozenset({"call", "brand", "label", "dub", "term"})


def ways(tree: Tree, word: int, takes: dict[str, Act]) -> Iterator[Way]:
    """Yield what a verb takes in this sentence, the surest first."""
    passive = tree.child(word, "nsubjpass", "auxpass") is not None
    if lemma(tree, word) in NAMES:
        yield from _naming(tree, word)
    if "clause" in takes and (not passive or tree.child(word, "agent") is not None):
        yield from _clause(tree, word, passive=passive)
    # who "persuaded her to stay" did so; "taught them that" tells
    if "infinitive" in takes or ("person" in takes and lemma(tree, word) not in cue_words().habits["that"]):
        yield from _infinitive(tree, word, "infinitive" if "infinitive" in takes else "person")
    if "order" in takes:
        yield from _order(tree, word)
    if "gerund" in takes and not passive:
        yield from _gerund(tree, word, "gerund")
    if "object" in takes:
        yield from _gerund(tree, word, "object")
        yield from object_ways(tree, word, passive=passive)
    for preposition in ("for", "of", "to", "about", "against", "on"):
        if preposition in takes:
            yield from prepositional_way(tree, word, preposition)


def _naming(tree: Tree, word: int) -> Iterator[Way]:
    """Yield what is called what, where a noun of it was parsed as a verb: "called the missile launch a reckless act"."""
    for kid in tree.kids(word, "ccomp"):
        marked = tree.kids(kid, "mark", "aux")
        if kid > word and not marked and tree.tokens[kid].tag in {"VB", "VBP"}:
            yield "object", [run_of(word + 1, tree.right[kid])], None
            return


def _clause(tree: Tree, word: int, *, passive: bool) -> Iterator[Way]:
    kids = [kid for kid in tree.kids(word, "ccomp") if not infinitival(tree, kid)]
    if passive and not kids:
        agent = tree.child(word, "agent")
        by = tree.child(agent, "pobj") if agent is not None else None
        kids = [k for k in tree.kids(by, "acl", "relcl") if that_or_to(tree, k)] if by is not None else []
    kids = kids or _question(tree, word)
    if kids:
        kid = max(kids, key=lambda k: (tree.right[k] - tree.left[k], -k))
        if _saying(tree, word, kid):
            yield "clause", clause_pieces(tree, kid, word), None
        return
    token = tree.tokens[word]
    if passive or lemma(tree, word) in cue_words().habits["quote_only"]:
        return
    if token.dep == "csubj":
        yield from _what(tree, word)
    if token.dep in {"parataxis", "ccomp"} and token.head != word:
        yield from _around(tree, word)
    if token.dep in {"ROOT", "conj", "ccomp", "parataxis"}:
        yield from _interposed(tree, word)
        yield from _before(tree, word)


def _what(tree: Tree, word: int) -> Iterator[Way]:
    """Read "after what the ministry says was a raid", where the parse makes the saying the subject of "was"."""
    verb = tree.tokens[word].head
    marks = {tree.tokens[kid].text.lower() for kid in tree.kids(verb, "mark")}
    named = tree.child(verb, "attr")
    what = any(tree.tokens[kid].text.lower() == "what" for kid in tree.children[word])
    if what and verb > word and named is not None and marks & {"after", "before"}:
        yield "clause", [run_of(word + 1, tree.right[verb])], None


def _question(tree: Tree, word: int) -> list[int]:
    """Find a question told: "did not specify when it opens", which a parser takes for a clause of time."""
    return [
        kid
        for kid in tree.kids(word, "advcl")
        if tree.left[kid] == word + 1 and tree.tokens[word + 1].tag in {"WRB", "WP", "WDT"}
    ]


def _saying(tree: Tree, word: int, kid: int) -> bool:
    """Say whether a clause beside this verb is told: some verbs need "that", some none at all."""
    habits = cue_words().habits
    if lemma(tree, word) in habits["quote_only"] and kid > word:
        return False
    marks = [tree.tokens[mark].text.lower() for mark in tree.kids(kid, "mark")]
    return lemma(tree, word) not in habits["that"] or "that" in marks


def _interposed(tree: Tree, word: int) -> Iterator[Way]:
    # "The plan, he told them over lunch, was dead": the cue clause between two commas, whatever the parse made of it
    first, last = tree.bounds(word)
    who = nearest_subject(tree, word)
    edge = tree.left[who] if who is not None and who < word else word
    after = next((i for i in range(word + 1, min(word + 9, last)) if tree.tokens[i].text == ","), None)
    if (
        who is None
        or after is None
        or edge - first < 2
        or tree.tokens[edge - 1].text != ","
        or last - after < 4
    ):
        return
    if tree.tokens[after + 1].tag in {"VBG", "WP", "WDT", "CC"} or word - edge > 8:
        return
    yield "interposed", [run_of(first, edge - 1), run_of(after + 1, last - 1)], None


def _around(tree: Tree, word: int) -> Iterator[Way]:
    # "The plan, he said, will fail": the cue hangs on the verb of what is said, between commas or at the end
    left, right = tree.left[word], tree.right[word]
    first, last = tree.bounds(word)
    bracketed = left > first and tree.tokens[left - 1].text in {",", "—", "–", "-"}
    closed = right + 1 >= last or tree.tokens[min(right + 1, last - 1)].text in {",", "—", "–", "-", "."}
    if bracketed and closed and right - left < 25:
        head = tree.tokens[word].head
        yield "clause", [run_of(tree.left[head], left - 1), run_of(right + 1, tree.right[head])], None


def _before(tree: Tree, word: int) -> Iterator[Way]:
    # "..., the ministry said.": nothing after the cue, a clause with its own verb before it
    first, last = tree.bounds(word)
    who = nearest_subject(tree, word)
    edge = min(word, tree.left[who]) if who is not None else word
    after = [t for t in tree.tokens[word + 1 : last] if t.pos in {"VERB", "AUX"}]
    if who is None or edge - first < 3 or after or tree.tokens[edge - 1].text != ",":
        return
    if "person" not in cue_words().verbs[lemma(tree, word)].takes and _has_object(tree, word):
        return  # "when she asked for it, he found it in a shed": what he did
    if lemma(tree, word) not in NAMES and any(_main(tree, verb, first, edge) for verb in range(first, edge)):
        yield "clause", [run_of(first, edge - 1)], None


def _has_object(tree: Tree, word: int) -> bool:
    things = (kid for kid in tree.kids(word, "dobj") if kid > word)
    return any(tree.tokens[kid].pos in {"NOUN", "PRON", "PROPN"} for kid in things)


def _main(tree: Tree, verb: int, first: int, edge: int) -> bool:
    """Say whether a word is the verb of a clause that stands by itself: not of "because ...", "the ties they have built"."""
    token = tree.tokens[verb]
    if token.pos not in {"VERB", "AUX"} or token.dep in {"relcl", "acl", "pcomp"} or tree.kids(verb, "mark"):
        return False
    if token.dep in {"conj", "aux", "auxpass", "xcomp"}:
        above = [token.head, tree.tokens[token.head].head]
        if any(tree.tokens[up].dep in {"relcl", "acl"} or tree.kids(up, "mark") for up in above):
            return False
    own = tree.child(verb, "nsubj", "nsubjpass", "csubj", "expl")
    return own is not None and first <= own < edge


def clause_pieces(tree: Tree, kid: int, word: int) -> list[list[int]]:
    """Collect the words under a clause in runs; what stands before the cue begins with its sentence."""
    under = _subtree(tree, kid, word)
    runs: list[list[int]] = []
    for index in under:
        if runs and (index == runs[-1][-1] + 1 or not (runs[-1][-1] < word < index)):
            runs[-1] += range(runs[-1][-1] + 1, index + 1)
        else:
            runs.append([index])
    runs = [run for run in runs if any(not tree.tokens[i].tag.startswith("W") for i in run)]
    if runs and runs[0][-1] < word:
        runs[0] = run_of(_opening(tree, word, runs[0]), runs[0][-1])
    elif runs:
        runs[-1] = run_of(runs[-1][0], reach(tree, word, runs[-1][-1]))
        runs[-1] = run_of(runs[-1][0], and_that(tree, word, runs[-1][-1]))
    return [cut_tail(tree, run) if run[0] > word else run for run in runs]


def _opening(tree: Tree, word: int, run: list[int]) -> int:
    """Take in what opens the sentence before a clause that comes ahead of its cue."""
    first, _ = tree.bounds(word)
    who = nearest_subject(tree, word)
    free = tree.tokens[word].dep == "ROOT" and (who is None or who > run[-1])
    return first if free else run[0]


def _subtree(tree: Tree, top: int, barred: int) -> list[int]:
    found: list[int] = []
    stack = [top]
    while stack:
        index = stack.pop()
        if index != barred:
            found.append(index)
            stack.extend(tree.children[index])
    return sorted(found)


def _infinitive(tree: Tree, word: int, frame: str) -> Iterator[Way]:
    for kid in tree.kids(word, "xcomp", "ccomp", "advcl"):
        if kid > word and infinitival(tree, kid) and (tree.tokens[kid].dep != "advcl" or frame == "person"):
            start = next(aux for aux in tree.kids(kid, "aux") if tree.tokens[aux].text.lower() == "to")
            start = min([start, kid, *(neg for neg in tree.kids(kid, "neg") if neg == start - 1)])
            last = _on_condition(tree, word, tree.right[kid])
            yield frame, [cut_tail(tree, run_of(start, last))], None
            return


def _on_condition(tree: Tree, word: int, last: int) -> int:
    """Take in the condition of what is asked: "advised them to leave *if it rains and to stay away*"."""
    for kid in tree.kids(word, "advcl"):
        marks = {tree.tokens[mark].text.lower() for mark in tree.kids(kid, "mark", "advmod")}
        if tree.left[kid] == last + 1 and marks & cue_words().phrases["conditions"]:
            last = tree.right[kid]
    return last


def _gerund(tree: Tree, word: int, frame: str) -> Iterator[Way]:
    # "proposed closing it", "denied hiding it", "recalled being locked out"
    for kid in tree.kids(word, "xcomp"):
        first = tree.tokens[tree.left[kid]]
        if kid > word and first.tag == "VBG" and tree.left[kid] == word + 1 and first.pos in {"VERB", "AUX"}:
            yield frame, [run_of(tree.left[kid], tree.right[kid])], None


def _of_a_day(tree: Tree, preposition: int) -> bool:
    when = tree.child(preposition, "pobj")
    return when is not None and tree.tokens[when].ent.endswith(("DATE", "TIME"))


def _order(tree: Tree, word: int) -> Iterator[Way]:
    on = next(
        (
            k
            for k in tree.kids(word, "prep")
            if tree.tokens[k].text.lower() in {"on", "upon", "for"} and not _of_a_day(tree, k)
        ),
        None,
    )
    if (
        on is None
        and lemma(tree, word) == "call"
        and any(_of_a_day(tree, k) for k in tree.kids(word, "prep"))
    ):
        # "called on Friday to complain": when, not on whom
        return
    for kid in tree.kids(word, "xcomp", "ccomp", "advcl"):
        if kid < word or not infinitival(tree, kid):
            continue
        objects = [o for o in tree.kids(word, "dobj") if word < o < kid]
        start = on + 1 if on is not None else min([tree.left[o] for o in objects], default=tree.left[kid])
        yield "order", [run_of(start, tree.right[kid])], on
        return
