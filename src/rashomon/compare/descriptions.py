"""What a report says that somebody is: "Lind, a former rebel", "Lind has emerged as a critic of the dam"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rashomon.compare.clauses import children
from rashomon.spans import cut
from rashomon.types import Mention, Reading, Sentence, Span, Token

# Verbs that say what their subject is: by a noun ("remains a critic"), or by "as" and one ("emerged as").
BEING = frozenset({"be", "become", "remain"})
BEING_AS = frozenset({"emerge", "serve", "act", "rise"})
# What stands between a name and what it is: where more stands there, the parser tied it to the wrong name (3 of 30 on
# two stories, none of them since).
BESIDE = frozenset({",", "(", "–", "—", "-", ":"})
# More words than this describe a happening more than a person.
LONGEST = 12


def described(reading: Reading, sentence: Sentence, mention: Mention) -> Iterator[Span]:
    """List the noun phrases of a sentence that say what the one mentioned is, in order of text.

    What somebody says or denies, what is said not to be, asked, or only possible ("may become the next mayor") describes nobody.
    """
    tokens = reading.tokens
    name = _head(tokens, sentence, mention.span)
    if name is None:
        return
    found = [(noun, True) for noun in children(tokens, name, sentence.last) if tokens[noun].dep == "appos"]
    if tokens[name].dep == "nsubj":
        found += [(noun, False) for noun in _said_of(tokens, tokens[name].head, sentence)]
    for noun, beside in sorted(found):
        first, last = _extent(tokens, noun, sentence)
        between = reading.article.text[mention.span.end : tokens[first].start]
        if not between or (beside and between.strip() not in BESIDE):
            continue
        many = mention.kind == "person" and tokens[noun].tag == "NNS"
        if tokens[noun].pos == "NOUN" and not many and last - first <= LONGEST:
            yield cut(reading.article, tokens[first].start, tokens[last - 1].end)


def _head(tokens: Sequence[Token], sentence: Sentence, span: Span) -> int | None:
    first = max(sentence.first, bisect_left(tokens, span.start, key=lambda token: token.start))
    last = min(sentence.last, bisect_left(tokens, span.end, key=lambda token: token.start))
    tops = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    return tops[0] if len(tops) == 1 and tokens[tops[0]].pos in {"PROPN", "NOUN"} else None


def _said_of(tokens: Sequence[Token], verb: int, sentence: Sentence) -> list[int]:
    if tokens[verb].dep not in {"ROOT", "conj"}:
        # "denied that Lind was a spy", "if Lind is a spy": the report does not say so
        return []
    below = children(tokens, verb, sentence.last)
    if any(tokens[i].dep == "neg" or tokens[i].tag == "MD" or tokens[i].text == "?" for i in below):
        return []
    if tokens[verb].lemma.lower() in BEING:
        return [i for i in below if tokens[i].dep == "attr"]
    if tokens[verb].lemma.lower() not in BEING_AS:
        return []
    return [
        noun
        for i in below
        if tokens[i].text.lower() == "as"
        for noun in children(tokens, i, sentence.last)
        if tokens[noun].dep == "pobj"
    ]


def _extent(tokens: Sequence[Token], noun: int, sentence: Sentence) -> tuple[int, int]:
    """Find the words of a noun phrase up to where a clause about it begins."""
    inner = {noun}
    edge = [noun]
    while edge:
        word = edge.pop()
        for child in children(tokens, word, sentence.last):
            if child in inner or not sentence.first <= child < sentence.last:
                continue
            outer = {"relcl", "acl", "appos", "punct"} | ({"conj", "cc"} if word == noun else set[str]())
            if tokens[child].dep not in outer:
                inner.add(child)
                edge.append(child)
    return min(inner), max(inner) + 1
