"""Through what and to whom words came, where that stands further from the cue than its own clause.

"Acknowledged it in a tweet, saying it went well": the second verb speaks through the tweet too. "A paper reported in
May on remarks in which she said": the paper is the medium. "He added", right after, goes on in the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from rashomon.read.circumstances import addressee, is_outlet, medium
from rashomon.read.clauses import Tree, phrase
from rashomon.read.cues import cue_words, is_cue_verb, lemma, quoting_verb
from rashomon.spans import cut
from rashomon.types import Article, Span, Statement

# Steps up from a cue to the verb that governs it; farther away another person acts.
UP = 4
# Links between a cue and the verb above it with the same subject.
SHARED_SUBJECT = frozenset({"advcl", "conj", "xcomp", "pcomp", "prep", "acl"})
# Links over which an outlet that reports carries what somebody else said.
CARRIED = SHARED_SUBJECT | {"ccomp", "relcl", "pobj", "dobj", "agent"}
# Verbs of going on: what is added stands where the words before it stood.
GOING_ON = frozenset({"add", "continue", "conclude", "write", "tweet", "post"})
# "Speaking on television, ...": what somebody is doing who says what follows.
SPEAKING = frozenset({"speak", "write", "talk", "appear", "post", "tweet"})
REPORTS = frozenset({"report", "write", "publish", "quote", "cite"})
# Names that are no paper's.
PLACES_AND_TIMES = ("DATE", "TIME", "GPE", "LOC", "FAC")
# "He added" takes up a statement at most so many code points before.
NEAR = 200


def add_channels(article: Article, tree: Tree, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Fill in `to` and `via` where they are still open. Statements keep their order; of what is known only content is cut off."""
    found: dict[str, Statement] = {}
    before: Statement | None = None
    for statement in sorted(statements, key=lambda s: (s.content[0].start, s.id)):
        told = statement
        head = _head(tree, statement)
        if head is not None:
            via = (
                statement.via or _via(article, tree, statement, head) or _carried_on(tree, head, told, before)
            )
            to = statement.to or _to(article, tree, statement, head)
            told = msgspec.structs.replace(statement, via=via, to=to)
        via, to = (_clear(article, span, told) for span in (told.via, told.to))
        found[statement.id] = before = msgspec.structs.replace(told, via=via, to=to)
    return tuple(found[statement.id] for statement in statements)


def _clear(article: Article, span: Span | None, statement: Statement) -> Span | None:
    """Cut off what the parser hung on a medium or addressee but is said: "told the court [that he lied]", "in an email [as a stunt]"."""
    if span is None:
        return None
    end = min([span.end, *(piece.start for piece in statement.content if piece.start > span.start)])
    words = article.text[span.start : max(span.start, end)].rstrip(" ,:\"“'‘—–-")
    for linking in (" that", " as"):
        words = words.removesuffix(linking).rstrip(" ,")
    return cut(article, span.start, span.start + len(words)) if words else None


def _head(tree: Tree, statement: Statement) -> int | None:
    if statement.cue is None:
        return None
    words = tree.at(statement.cue.start, statement.cue.end)
    return next((word for word in words if is_cue_verb(tree, word)), None)


def _via(article: Article, tree: Tree, statement: Statement, head: int) -> Span | None:
    found = _beside(tree, head, statement)
    governors = _above(tree, head, SHARED_SUBJECT, statement)
    found = found or next(
        (way for verb in governors if (way := _medium_of(tree, verb) or _beside(tree, verb, statement))), None
    )
    found = found or _opening(tree, head, medium) or _quoter(tree, head)
    found = found or _outlet_in(tree, head) or _according(tree, head, statement)
    found = found or _outlet_above(article, tree, head, statement)
    return _outside(article, found, statement)


def _opening(
    tree: Tree, head: int, way: Callable[[Tree, int], tuple[int, int] | None]
) -> tuple[int, int] | None:
    """Find the medium or the hearer before a cue: "*Speaking on television*, the minister said", "*Writing to staff*, he said"."""
    for kid in tree.kids(head, "advcl"):
        if kid < head and tree.tokens[kid].tag == "VBG" and lemma(tree, kid) in SPEAKING:
            return way(tree, kid)
    return None


def _quoter(tree: Tree, head: int) -> tuple[int, int] | None:
    """Find who quotes somebody: "*the agency* quoted him as saying", "was quoted in *The Post* as saying"."""
    verb = quoting_verb(tree, head)
    if verb is None:
        return None
    if tree.child(verb, "nsubjpass") is None:
        who = tree.child(verb, "nsubj")
        return _offsets(tree, who, verb) if who is not None and tree.tokens[who].pos != "PRON" else None
    for kid in tree.kids(verb, "prep"):
        what = tree.child(kid, "pobj")
        if what is None or tree.tokens[kid].text.lower() != "in" or tree.tokens[what].pos != "PROPN":
            continue
        if not tree.tokens[what].ent.endswith(PLACES_AND_TIMES):  # "quoted in May", "quoted in Port Elva"
            return _offsets(tree, what, kid)
    return None


def _medium_of(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Find the medium at a governing verb; "took to Twitter to" counts."""
    if lemma(tree, verb) == "take":
        for kid in tree.kids(verb, "prep"):
            what = tree.child(kid, "pobj")
            if tree.tokens[kid].text.lower() == "to" and what is not None and _is_medium(tree, what):
                return _offsets(tree, what, kid)
    return medium(tree, verb)


def _is_medium(tree: Tree, word: int) -> bool:
    return bool({lemma(tree, word), tree.tokens[word].text.lower()} & cue_words().phrases["media"])


def _offsets(tree: Tree, head: int, barred: int) -> tuple[int, int]:
    first, last = phrase(tree, head, barred=barred)
    return tree.tokens[first].start, tree.tokens[last].end


def _above(tree: Tree, head: int, links: frozenset[str], statement: Statement) -> list[int]:
    """List the verbs over a cue, the nearest first, while the links hold; contents of the statement are left out."""
    found: list[int] = []
    word = head
    for _ in range(UP):
        own = links is SHARED_SUBJECT and tree.child(word, "nsubj", "nsubjpass") is not None
        if own or tree.tokens[word].dep not in links or tree.tokens[word].head == word:
            break
        word = tree.tokens[word].head
        if tree.tokens[word].pos in {"VERB", "AUX"} and not _in_content(tree, word, statement):
            found.append(word)
    return found


def _in_content(tree: Tree, word: int, statement: Statement) -> bool:
    return any(span.start <= tree.tokens[word].start < span.end for span in statement.content)


def _beside(tree: Tree, head: int, statement: Statement) -> tuple[int, int] | None:
    """Find the medium that the parser hung on another word of the cue's clause: "confirmed the trip in a tweet"."""
    words = cue_words().phrases
    for word in range(head + 1, min(tree.right[head] + 1, head + 40)):
        if tree.tokens[word].dep != "prep":
            continue
        what = tree.child(word, "pobj")
        sign = tree.tokens[word].text.lower()
        if what is None or (_in_content(tree, word, statement) and sign != "via"):
            continue
        if sign == "via" or (sign in words["medium_prepositions"] and _is_medium(tree, what)):
            return _offsets(tree, what, word)
    return None


def _outlet_in(tree: Tree, head: int) -> tuple[int, int] | None:
    """Find the outlet that somebody wrote in: "wrote in The Morning Post"."""
    if lemma(tree, head) not in {"write", "argue", "say", "tell"}:
        return None
    for kid in tree.kids(head, "prep"):
        what = tree.child(kid, "pobj")
        if tree.tokens[kid].text.lower() == "in" and what is not None and tree.tokens[what].pos == "PROPN":
            start, end = _offsets(tree, what, kid)
            if is_outlet(" ".join(tree.tokens[i].text for i in tree.at(start, end))):
                return start, end
    return None


def _according(tree: Tree, head: int, statement: Statement) -> tuple[int, int] | None:
    """Find who hands on what somebody else said: "she told the crowd that it was over, according to the agency"."""
    first, last = tree.bounds(head)
    for word in range(first, last):
        if tree.tokens[word].text.lower() != "according" or _in_content(tree, word, statement):
            continue
        to = tree.child(word, "prep")
        who = tree.child(to, "pobj") if to is not None else None
        if to is not None and who is not None and tree.tokens[who].pos in {"PROPN", "NOUN"}:
            return _offsets(tree, who, to)
    return None


def _outlet_above(article: Article, tree: Tree, head: int, statement: Statement) -> tuple[int, int] | None:
    """Find the outlet that reports the words of somebody else: "the agency reported that she had said"."""
    for verb in _above(tree, head, CARRIED, statement):
        if lemma(tree, verb) not in REPORTS | {"say"}:
            continue
        for who in (tree.child(verb, "nsubj"), _agent(tree, verb)):
            if who is None or who == head:
                continue
            start, end = _offsets(tree, who, verb)
            if start < tree.tokens[head].start < end:  # the parser hung the words on the outlet itself
                end = tree.tokens[who].end
            named = tree.tokens[who].pos == "PROPN" and lemma(tree, verb) == "report"
            if is_outlet(article.text[start:end]) or named:
                return start, end
    return None


def _agent(tree: Tree, verb: int) -> int | None:
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def _outside(article: Article, found: tuple[int, int] | None, statement: Statement) -> Span | None:
    """Cut the words out, unless they are the source itself."""
    if found is None or found[0] >= found[1]:
        return None
    source = statement.source
    return None if source and source.start < found[1] and found[0] < source.end else cut(article, *found)


def _carried_on(tree: Tree, head: int, statement: Statement, before: Statement | None) -> Span | None:
    """Take over the medium of the statement before, where the same speaker goes on."""
    if before is None or before.via is None or lemma(tree, head) not in GOING_ON:
        return None
    same = statement.speaker is not None and statement.speaker == before.speaker
    near = 0 <= statement.content[0].start - before.content[-1].end <= NEAR
    return before.via if same and near else None


def _to(article: Article, tree: Tree, statement: Statement, head: int) -> Span | None:
    found = _passive(tree, head) or _interviewer(tree, head) or _audience(tree, head, statement)
    found = found or _opening(tree, head, addressee)
    found = found or next(
        (who for verb in _above(tree, head, SHARED_SUBJECT, statement) if (who := addressee(tree, verb))),
        None,
    )
    return _outside(article, found, statement)


def _passive(tree: Tree, head: int) -> tuple[int, int] | None:
    """Find who is told in the passive: "the council had been warned by the engineer"."""
    verbs = cue_words().verbs
    who = tree.child(head, "nsubjpass")
    takes = verbs[lemma(tree, head)].takes if lemma(tree, head) in verbs else {}
    return _offsets(tree, who, head) if who is not None and "person" in takes else None


def _interviewer(tree: Tree, head: int) -> tuple[int, int] | None:
    """Find whom an interview is with: "in an interview with Radio Tarn"."""
    for kid in tree.kids(head, "prep"):
        what = tree.child(kid, "pobj")
        if what is None or lemma(tree, what) not in {"interview", "conversation", "call"}:
            continue
        for by in tree.kids(what, "prep"):
            who = tree.child(by, "pobj")
            if tree.tokens[by].text.lower() in {"with", "to"} and who is not None:
                return _offsets(tree, who, by)
    return None


def _audience(tree: Tree, head: int, statement: Statement) -> tuple[int, int] | None:
    """Find an audience that the parser hung on another word: "confirmed the visit to reporters"."""
    for word in range(head + 1, min(tree.right[head] + 1, head + 30)):
        who = tree.child(word, "pobj") if tree.tokens[word].text.lower() == "to" else None
        if who is None or _in_content(tree, word, statement):
            continue
        if {lemma(tree, who), tree.tokens[who].text.lower()} & cue_words().phrases["audiences"]:
            return _offsets(tree, who, word)
    return None
