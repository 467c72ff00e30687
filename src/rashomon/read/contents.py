"""What is said: the words that a cue verb, noun or phrase brings with it, by the syntax of their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashomon.read.charges import charge_under
from rashomon.read.clauses import Tree, phrase
from rashomon.read.complements import clause_pieces, ways
from rashomon.read.cues import (
    DOUBTFUL,
    Found,
    cue_span,
    cue_words,
    doubtful,
    is_cue_verb,
    lemma,
    source_span,
    subject,
)
from rashomon.read.objects import run_of, that_or_to
from rashomon.types import Act

# "No Dutch report that it sank", "if a Dutch report that it sank is true": nobody tells it here.
UNTOLD = frozenset({"no", "not", "nor", "any", "if", "unless", "whether", "without"})
# What turning down such a telling is.
TURNED_DOWN: dict[Act, Act] = {
    "say": "deny", "accuse": "deny", "warn": "deny", "believe": "deny", "promise": "refuse", "demand": "refuse", "propose": "refuse", "ask": "refuse",
}  # fmt: skip


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
    charge = next(iter(charge_under(tree, word)), None)
    if charge is not None:
        source = source[0], tree.tokens[charge - 1].end
    takes = cue_words().verbs[lemma(tree, word)].takes
    for frame, pieces, extra in ways(tree, word, takes):
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
        spans = _offsets(tree, clause_pieces(tree, kid, word))
        yield from _outside_source(Found("that", spans, "say", cue_span(tree, word), source, word))


def _is_refused(tree: Tree, word: int) -> bool:
    # "declined to comment": the refusing verb is the cue
    head = tree.tokens[word].head
    return tree.tokens[word].dep == "xcomp" and lemma(tree, head) in {"refuse", "decline"}


def _of_according(tree: Tree, word: int) -> Iterator[Found]:
    link = tree.child(word, "prep") if tree.tokens[word].text.lower() == "according" else word
    who = tree.child(link, "pobj") if link is not None else None
    if link is None or who is None:
        return
    source = source_span(tree, who, link)
    first, last = tree.bounds(word)
    _, end = phrase(tree, who)
    person = tree.tokens[who].ent.endswith("PERSON")
    if source is not None and not person and word > first + 1 and _of_the_source(tree, end + 1, last):
        end = last - 2 if tree.tokens[last - 1].pos == "PUNCT" else last - 1
        source = (source[0], tree.tokens[end].end)
    behind = _behind_the_source(tree, end, last, opens=word <= first + 1)
    spans = _offsets(tree, [run_of(first, word - 1), *behind])
    spans = tuple(s for s in spans if s[1] - s[0] > 8)[:2]
    if source and spans:
        yield Found("according", spans, "say", (tree.tokens[word].start, tree.tokens[link].end), source, word)


def _behind_the_source(tree: Tree, end: int, last: int, *, opens: bool) -> list[list[int]]:
    """Find the words told behind "according to" and its source; none where what is behind belongs to the source."""
    after = next((i for i in range(end + 1, last) if tree.tokens[i].pos != "PUNCT"), last - 1)
    # "according to the registry, which counts them": what the source is, and none of its words
    told_of = tree.tokens[after].tag in {"WDT", "WP", "WP$"}
    pause = next((i for i in range(after + 1, last) if tree.tokens[i].text == ","), last - 1)
    # "according to the registry, which counts them, ...": the words told go on behind the second comma
    begin = pause + 1 if told_of else end + 1
    # "..., according to the mayor on Monday": when the mayor said so
    # "..., according to the bank, a rival of the state": who the source is; but "..., and 3 thousand jobs" is told
    tail = tree.tokens[begin:last]
    goes_on = any(token.text == "," for token in tail) and tree.tokens[after].pos == "CCONJ"
    hangs = not goes_on and all(token.pos not in {"VERB", "AUX"} for token in tail)
    return [] if not opens and (told_of or hangs) else [run_of(begin, last - 1)]


def _of_the_source(tree: Tree, start: int, last: int) -> bool:
    """Say whether what ends a sentence behind a source belongs to its name: "according to the Mission [to the League]."."""
    tail = tree.tokens[start : last - 1 if last > start and tree.tokens[last - 1].pos == "PUNCT" else last]
    joining = len(tail) > 1 and tail[0].text.lower() in {"for", "to"}
    plain = all(token.pos in {"ADP", "DET", "ADJ", "NOUN", "PROPN"} for token in tail)
    return joining and plain and not any(token.ent.endswith(("DATE", "TIME")) for token in tail)


def _of_noun(tree: Tree, word: int) -> Iterator[Found]:
    clause = next((k for k in tree.kids(word, "acl", "ccomp") if k > word and that_or_to(tree, k)), None)
    if clause is None:
        return
    who, cue = _noun_source(tree, word)
    own = who is not None and cue[0] < tree.tokens[tree.left[word]].start
    if own and _may_turn_down(tree, tree.tokens[word].head, who):
        return
    source = source_span(tree, who, word) if who is not None else _told_by(tree, word)
    spans = _offsets(tree, [run_of(tree.left[clause], tree.right[clause])])
    if source and spans:
        yield from _outside_source(Found("noun", spans, _act_of_noun(tree, word, own=own), cue, source, word))


def _act_of_noun(tree: Tree, word: int, *, own: bool) -> Act:
    """Return what a telling does, or who turns one down: "*rejected* the accusation that the mill had closed" denies."""
    act, verb = cue_words().nouns[lemma(tree, word)], tree.tokens[word].head
    rejects = lemma(tree, verb) in cue_words().phrases["turning_down"]
    if not own or not rejects or lemma(tree, word) in cue_words().phrases["doubts"]:
        # who dismisses doubts that it will open says that it will
        return act
    to_do = any(tree.tokens[kid].tag == "VB" for kid in tree.kids(word, "acl"))
    return "refuse" if to_do and act == "say" else TURNED_DOWN.get(act, act)


def _may_turn_down(tree: Tree, verb: int, who: int | None) -> bool:
    """Say whether a telling is only perhaps turned down, or not: "may reject the claim", "refused to dismiss it", "nobody denied it"."""
    if lemma(tree, verb) not in cue_words().phrases["turning_down"]:
        return False
    above = tree.tokens[verb].head
    unmeant = tree.tokens[verb].dep == "xcomp" and lemma(tree, above) in cue_words().phrases["not_done"]
    first = tree.tokens[tree.left[who]].text.lower() if who is not None else ""
    before = {tree.tokens[word].text.lower() for word in tree.kids(verb, "preconj", "neg", "mark")}
    asked = any(
        tree.tokens[word].text.lower() in {"did", "does", "do"} and who is not None and word < who
        for word in tree.kids(verb, "aux")
    )
    auxes = {tree.tokens[word].text.lower() for word in tree.kids(verb, "aux")}
    nobody = first in {"no", "nobody", "none", "neither"} or tree.child(verb, "neg") is not None
    return unmeant or asked or nobody or bool(auxes & DOUBTFUL or before & {"if", "unless", "whether"})


def _told_by(tree: Tree, word: int) -> tuple[int, int] | None:
    """Return the offsets of a telling that says itself whose it is: "*a Tarnish report* that the mill had closed"."""
    if lemma(tree, word) not in cue_words().phrases["tellings"]:
        return None
    own = [kid for kid in tree.kids(word, "amod", "compound", "nmod") if kid < word]
    around = {token.text.lower() for token in tree.tokens[max(0, tree.left[word] - 1) : tree.left[word] + 1]}
    if around & UNTOLD or any(_made(tree, kid) for kid in tree.kids(word, "acl", "ccomp")):
        return None
    named = [kid for kid in own if tree.tokens[kid].ent[2:] in {"NORP", "GPE", "ORG"}]
    press = [kid for kid in own if tree.tokens[kid].text.lower() in cue_words().phrases["press"]]
    return (tree.tokens[tree.left[word]].start, tree.tokens[word].end) if named or press else None


def _made(tree: Tree, clause: int) -> bool:
    """Say whether a clause says who made the telling: "the report that the board *made* on Monday"."""
    return lemma(tree, clause) in cue_words().support and tree.child(clause, "dobj") is None


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
        spans = _offsets(tree, [run_of(tree.left[clause], tree.right[clause])])
        cue = (cue_span(tree, verb)[0], tree.tokens[word].end)
        yield Found(
            "adjective",
            spans,
            cue_words().adjectives.get(lemma(tree, word), "believe"),
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
        token.text in {",", ".", ";", ":", "—", "–", "-", "--", " ", ")"}
        or (token.text.lower() == "that" and (token.dep == "mark" or token.tag == "IN"))
        or token.pos == "SPACE"
    )
