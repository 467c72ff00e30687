"""What is said: the words that a cue verb, noun or phrase brings with it, by the syntax of their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.read.clauses import Tree, phrase
from rashomon.read.cues import (
    Found,
    cue_span,
    cue_words,
    doubtful,
    is_cue_verb,
    lemma,
    source_span,
    subject,
)
from rashomon.types import Act

COMPLEMENTS = ("prep", "oprd", "xcomp", "ccomp", "acomp", "advcl")
OBJECT_PREPOSITIONS = {"of", "for", "as", "with", "about", "over", "on", "against", "to"}


def read_clauses(tree: Tree, masked: frozenset[int], used: frozenset[int]) -> Iterator[Found]:
    """Yield what cue words outside quotations attribute. `masked` words stand in quotations, `used` are cues already."""
    for word, token in enumerate(tree.tokens):
        if word in masked:
            continue
        if is_cue_verb(tree, word):
            yield from _of_verb(tree, word, used)
        elif token.text.lower() == "according":
            yield from _of_according(tree, word)
        elif token.pos == "VERB":
            yield from _of_other_verb(tree, word)
        elif token.pos == "NOUN" and lemma(tree, word) in cue_words().nouns:
            yield from _of_noun(tree, word)
        elif token.pos == "ADJ" and token.text.lower() in cue_words().adjectives:
            yield from _of_adjective(tree, word)


def _of_verb(tree: Tree, word: int, used: frozenset[int]) -> Iterator[Found]:
    if doubtful(tree, word) or _is_refused(tree, word) or _bare_participle(tree, word):
        return
    who = subject(tree, word)
    source = source_span(tree, who, word) if who is not None else None
    if who is None or source is None:
        return
    takes = cue_words().verbs[lemma(tree, word)].takes
    for frame, pieces, extra in _frames(tree, word, takes):
        spans = _offsets(tree, pieces)
        if spans and not (word in used and frame not in {"clause", "interposed"}):
            found = Found(
                frame,
                spans,
                takes["clause" if frame == "interposed" else frame],
                cue_span(tree, word, extra),
                source,
                word,
            )
            yield from _outside_source(found)
            return


def _outside_source(found: Found) -> Iterator[Found]:
    inside = (
        any(a < found.source[1] and found.source[0] < b for a, b in found.content) if found.source else False
    )
    if not inside:
        yield found


def _bare_participle(tree: Tree, word: int) -> bool:
    token = tree.tokens[word]
    alone = token.tag == "VBN" and token.dep in {"acl", "amod", "advcl", "relcl"}
    return alone and tree.child(word, "agent", "nsubj", "aux", "auxpass") is None


def _of_other_verb(tree: Tree, word: int) -> Iterator[Found]:
    """Read a verb that is on no list but has a that-clause: "he intimated (or a misprint) that ..."."""
    kid = tree.child(word, "ccomp")
    if kid is None or kid < word or tree.child(word, "nsubj") is None or doubtful(tree, word):
        return
    marks = [tree.tokens[mark].text.lower() for mark in tree.kids(kid, "mark")]
    if "that" not in marks or lemma(tree, word) in cue_words().habits["not_saying"]:
        return
    who = subject(tree, word)
    source = source_span(tree, who, word) if who is not None else None
    if source is not None:
        spans = _offsets(tree, _pieces(tree, kid, word))
        yield from _outside_source(Found("that", spans, "say", cue_span(tree, word), source, word))


def _is_refused(tree: Tree, word: int) -> bool:
    # "declined to comment": the refusing verb is the cue
    head = tree.tokens[word].head
    return tree.tokens[word].dep == "xcomp" and lemma(tree, head) in {"refuse", "decline"}


type _Frame = tuple[str, list[list[int]], int | None]


def _frames(tree: Tree, word: int, takes: dict[str, Act]) -> Iterator[_Frame]:
    passive = tree.child(word, "nsubjpass", "auxpass") is not None
    if "clause" in takes and (not passive or tree.child(word, "agent") is not None):
        yield from _clause(tree, word, passive=passive)
    if "infinitive" in takes or "person" in takes:
        yield from _infinitive(tree, word, "infinitive" if "infinitive" in takes else "person")
    if "order" in takes:
        yield from _order(tree, word)
    if "object" in takes:
        yield from _object(tree, word, passive=passive)
    for preposition in ("for", "of", "to", "about", "against", "on"):
        if preposition in takes:
            yield from _prepositional(tree, word, preposition)


def _clause(tree: Tree, word: int, *, passive: bool) -> Iterator[_Frame]:
    kids = [kid for kid in tree.kids(word, "ccomp") if not _infinitival(tree, kid)]
    if passive and not kids:
        agent = tree.child(word, "agent")
        by = tree.child(agent, "pobj") if agent is not None else None
        kids = [k for k in tree.kids(by, "acl", "relcl") if _that_or_to(tree, k)] if by is not None else []
    if kids:
        kid = max(kids, key=lambda k: (tree.right[k] - tree.left[k], -k))
        if _saying(tree, word, kid):
            yield "clause", _pieces(tree, kid, word), None
        return
    token = tree.tokens[word]
    if passive or lemma(tree, word) in cue_words().habits["quote_only"]:
        return
    if token.dep in {"parataxis", "ccomp"} and token.head != word:
        yield from _around(tree, word)
    if token.dep in {"ROOT", "conj", "ccomp", "parataxis"}:
        yield from _interposed(tree, word)
        yield from _before(tree, word)


def _saying(tree: Tree, word: int, kid: int) -> bool:
    """Say whether a clause beside this verb is told: some verbs need "that", some none at all."""
    habits = cue_words().habits
    if lemma(tree, word) in habits["quote_only"] and kid > word:
        return False
    marks = [tree.tokens[mark].text.lower() for mark in tree.kids(kid, "mark")]
    return lemma(tree, word) not in habits["that"] or "that" in marks


def _interposed(tree: Tree, word: int) -> Iterator[_Frame]:
    # "The plan, he told them over lunch, was dead": the cue clause between two commas, whatever the parse made of it
    first, last = tree.bounds(word)
    who = tree.child(word, "nsubj")
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
    yield "interposed", [_span(first, edge - 1), _span(after + 1, last - 1)], None


def _infinitival(tree: Tree, kid: int) -> bool:
    return (
        any(tree.tokens[aux].text.lower() == "to" for aux in tree.kids(kid, "aux"))
        and tree.child(kid, "mark") is None
    )


def _around(tree: Tree, word: int) -> Iterator[_Frame]:
    # "The plan, he said, will fail": the cue hangs on the verb of what is said, between commas or at the end
    left, right = tree.left[word], tree.right[word]
    first, last = tree.bounds(word)
    bracketed = left > first and tree.tokens[left - 1].text in {",", "—", "–", "-"}
    closed = right + 1 >= last or tree.tokens[min(right + 1, last - 1)].text in {",", "—", "–", "-", "."}
    if bracketed and closed and right - left < 25:
        head = tree.tokens[word].head
        yield "clause", [_span(tree.left[head], left - 1), _span(right + 1, tree.right[head])], None


def _before(tree: Tree, word: int) -> Iterator[_Frame]:
    # "..., the ministry said.": nothing after the cue, a clause with its own verb before it
    first, last = tree.bounds(word)
    who = tree.child(word, "nsubj")
    edge = min(word, tree.left[who]) if who is not None else word
    after = [t for t in tree.tokens[word + 1 : last] if t.pos in {"VERB", "AUX"}]
    if who is None or edge - first < 3 or after or tree.tokens[edge - 1].text != ",":
        return
    if any(t.pos in {"VERB", "AUX"} for t in tree.tokens[first:edge]):
        yield "clause", [_span(first, edge - 1)], None


def _span(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def _pieces(tree: Tree, kid: int, word: int) -> list[list[int]]:
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
        runs[0] = _span(_opening(tree, word, runs[0]), runs[0][-1])
    elif runs:
        runs[-1] = _span(runs[-1][0], _reach(tree, word, runs[-1][-1]))
    return [_cut_tail(tree, run) if run[0] > word else run for run in runs]


def _opening(tree: Tree, word: int, run: list[int]) -> int:
    """Take in what opens the sentence before a clause that comes ahead of its cue."""
    first, _ = tree.bounds(word)
    who = tree.child(word, "nsubj")
    free = tree.tokens[word].dep == "ROOT" and (who is None or who > run[-1])
    return first if free else run[0]


def _cut_tail(tree: Tree, run: list[int]) -> list[int]:
    """End a clause before the next thing its speaker says: ", adding that ...", ", but declined to ..."."""
    for place, index in enumerate(run[3:], start=3):
        token = tree.tokens[index]
        paused = tree.tokens[index - 1].text in {",", "”", '"', "—", "–"}
        if (
            paused
            and token.tag == "VBG"
            and token.dep in {"advcl", "conj", "ccomp"}
            and is_cue_verb(tree, index)
        ):
            return run[:place]
        conjoined = (
            token.dep == "conj" and token.tag in {"VBD", "VBZ"} or tree.child(index, "neg") is not None
        )
        if (
            token.dep == "conj"
            and conjoined
            and is_cue_verb(tree, index)
            and tree.child(index, "nsubj") is None
        ):
            edge = tree.left[index]
            start = next((i for i in range(edge - 1, run[0] + 2, -1) if tree.tokens[i].dep == "cc"), None)
            if start is not None and edge - start < 3 and tree.tokens[start - 1].text == ",":
                return [i for i in run if i < start]
    return run


def _reach(tree: Tree, word: int, last: int) -> int:
    """Take in what was hung on the cue but stands right after the clause, with no comma between."""
    for kid in tree.kids(word, "prep", "advcl", "npadvmod", "advmod"):
        if tree.left[kid] == last + 1:
            last = tree.right[kid]
    return last


def _subtree(tree: Tree, top: int, barred: int) -> list[int]:
    found: list[int] = []
    stack = [top]
    while stack:
        index = stack.pop()
        if index != barred:
            found.append(index)
            stack.extend(tree.children[index])
    return sorted(found)


def _infinitive(tree: Tree, word: int, frame: str) -> Iterator[_Frame]:
    for kid in tree.kids(word, "xcomp", "ccomp", "advcl"):
        if kid > word and _infinitival(tree, kid) and (tree.tokens[kid].dep != "advcl" or frame == "person"):
            start = next(aux for aux in tree.kids(kid, "aux") if tree.tokens[aux].text.lower() == "to")
            yield frame, [_span(min(start, kid), tree.right[kid])], None
            return


def _order(tree: Tree, word: int) -> Iterator[_Frame]:
    on = next(
        (k for k in tree.kids(word, "prep") if tree.tokens[k].text.lower() in {"on", "upon", "for"}), None
    )
    for kid in tree.kids(word, "xcomp", "ccomp", "advcl"):
        if kid < word or not _infinitival(tree, kid):
            continue
        objects = [o for o in tree.kids(word, "dobj") if word < o < kid]
        start = on + 1 if on is not None else min([tree.left[o] for o in objects], default=tree.left[kid])
        yield "order", [_span(start, tree.right[kid])], on
        return


def _object(tree: Tree, word: int, *, passive: bool) -> Iterator[_Frame]:
    rest = [
        kid
        for kid in tree.kids(word, *COMPLEMENTS)
        if kid > word
        and (tree.tokens[kid].dep != "prep" or tree.tokens[kid].text.lower() in OBJECT_PREPOSITIONS)
        and tree.tokens[kid].dep not in {"advcl"}
    ]
    if passive:
        yield from _passive(tree, word, rest)
        return
    objects = [kid for kid in tree.kids(word, "dobj", "oprd") if kid > word]
    naming = lemma(tree, word) in cue_words().habits["naming"]
    if not objects and not (naming and rest):
        return
    if (
        naming
        and not [k for k in rest if k not in objects]
        and lemma(tree, word) == "call"
        and len(objects) < 2
    ):
        if not objects or tree.tokens[objects[0]].dep == "dobj":
            return
    first = min(tree.left[kid] for kid in [*objects, *rest])
    last = _contiguous(tree, max(_without_frame(tree, o) for o in objects) if objects else first - 1, rest)
    yield "object", [_span(max(first, word + 1), last)], None


def _no_saying_object(tree: Tree, word: int, objects: list[int], rest: list[int]) -> bool:
    """Tell "called a meeting", "welcomed the guest to his house" from words about a thing."""
    verb, named = lemma(tree, word), [*objects, *rest]
    if verb in {"call", "dub", "label", "brand", "term"}:
        return (
            not any(tree.tokens[k].dep in {"oprd", "ccomp", "xcomp", "acomp"} for k in named)
            and len(objects) < 2
        )
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
        if tree.left[kid] <= last + 1:
            last = max(last, tree.right[kid])
    return last


def _passive(tree: Tree, word: int, rest: list[int]) -> Iterator[_Frame]:
    what, agent = tree.child(word, "nsubjpass"), tree.child(word, "agent")
    if what is None or agent is None:
        return
    named = [kid for kid in rest if tree.tokens[kid].dep in {"oprd", "prep"} and kid != agent]
    naming = lemma(tree, word) in cue_words().habits["naming"]
    if naming and named:
        yield "object", [_span(tree.left[named[0]], tree.right[named[0]])], None
    else:
        yield "object", [_span(tree.left[what], tree.right[what])], None


def _prepositional(tree: Tree, word: int, preposition: str) -> Iterator[_Frame]:
    for kid in tree.kids(word, "prep"):
        thing = tree.child(kid, "pobj", "pcomp")
        if tree.tokens[kid].text.lower() == preposition and thing is not None and kid > word:
            yield preposition, [_span(kid + 1, tree.right[kid])], kid
            return


def _of_according(tree: Tree, word: int) -> Iterator[Found]:
    link = tree.child(word, "prep") if tree.tokens[word].text.lower() == "according" else word
    who = tree.child(link, "pobj") if link is not None else None
    if link is None or who is None:
        return
    source = source_span(tree, who, link)
    first, last = tree.bounds(word)
    _, end = phrase(tree, who)
    spans = _offsets(tree, [_span(first, word - 1), _span(end + 1, last - 1)])
    spans = tuple(s for s in spans if s[1] - s[0] > 8)[:2]
    if source and spans:
        yield Found("according", spans, "say", (tree.tokens[word].start, tree.tokens[link].end), source, word)


def _of_noun(tree: Tree, word: int) -> Iterator[Found]:
    clause = next((k for k in tree.kids(word, "acl", "ccomp") if k > word and _that_or_to(tree, k)), None)
    if clause is None:
        return
    who, cue = _noun_source(tree, word)
    source = source_span(tree, who, word) if who is not None else None
    spans = _offsets(tree, [_span(tree.left[clause], tree.right[clause])])
    if source and spans:
        act = cue_words().nouns[lemma(tree, word)]
        yield from _outside_source(Found("noun", spans, act, cue, source, word))


def _that_or_to(tree: Tree, kid: int) -> bool:
    marks = [tree.tokens[k].text.lower() for k in tree.kids(kid, "mark")]
    return "that" in marks or _infinitival(tree, kid)


def _noun_source(tree: Tree, word: int) -> tuple[int | None, tuple[int, int]]:
    token = tree.tokens[word]
    cue = (token.start, token.end)
    owner = tree.child(word, "poss")
    verb = token.head
    supported = token.dep == "dobj" and lemma(tree, verb) in cue_words().support
    if supported and (owner is None or tree.tokens[owner].pos == "PRON"):
        return subject(tree, verb), (cue_span(tree, verb)[0], token.end)
    if owner is not None:
        return owner, cue
    by = next((k for k in tree.kids(word, "prep") if tree.tokens[k].text.lower() in {"by", "from"}), None)
    return (tree.child(by, "pobj") if by is not None else None), cue


def _of_adjective(tree: Tree, word: int) -> Iterator[Found]:
    clause = tree.child(word, "ccomp")
    verb = tree.tokens[word].head
    who = subject(tree, verb) if tree.tokens[word].dep == "acomp" else None
    source = source_span(tree, who, verb) if who is not None else None
    if clause is not None and source and not doubtful(tree, verb):
        spans = _offsets(tree, [_span(tree.left[clause], tree.right[clause])])
        cue = (cue_span(tree, verb)[0], tree.tokens[word].end)
        yield Found(
            "adjective",
            spans,
            cue_words().adjectives[lemma(tree, word)]
            if lemma(tree, word) in cue_words().adjectives
            else "believe",
            cue,
            source,
            word,
        )


def _offsets(tree: Tree, pieces: Iterable[list[int]]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        kept = [index for index in piece if 0 <= index < len(tree.tokens)]
        for place in range(1, min(3, len(kept))):
            marked = (
                tree.tokens[kept[place]].text.lower() == "that" and tree.tokens[kept[place]].dep == "mark"
            )
            if marked and all(tree.tokens[i].pos in {"ADV", "PUNCT"} for i in kept[:place]):
                kept = kept[place:]
                break
        while kept and _dropped(tree, kept[0]):
            kept = kept[1:]
        while kept and tree.tokens[kept[-1]].text in {",", ".", ";", ":", "—", "–", "-", "--", "and", "but"}:
            kept = kept[:-1]
        if kept:
            spans.append((tree.tokens[kept[0]].start, tree.tokens[kept[-1]].end))
    return tuple(spans)


def _dropped(tree: Tree, word: int) -> bool:
    token = tree.tokens[word]
    return (
        token.text in {",", ".", ";", ":", "—", "–", "-", "--", " "}
        or (token.text.lower() == "that" and token.dep == "mark")
        or token.pos == "SPACE"
    )
