"""What happened: event nouns, verbs that tell a happening, and whatever carries a time, with its place and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from rashomon.happening_words import words
from rashomon.read.kinds import noun_kind, of_the_verb, verb_kind
from rashomon.read.sentences import by_sentence
from rashomon.read.tellings import (
    LONGEST,
    NOUNS,
    OCCUR,
    VERBS,
    Tie,
    clause,
    dated_by,
    light_verb,
    noun_phrase,
    spanned,
    verb_above,
)
from rashomon.read.ties import ties_of
from rashomon.read.times import anchor_of
from rashomon.read.where import place_of_telling
from rashomon.spans import cut, make_id, overlap
from rashomon.types import Article, Dated, Happening, Mention, Sentence, Span, Statement, Token, When

# The news of a report stands in its headline and first paragraphs; further down is background more often than not.
NEWS_SENTENCES, LEAD_SENTENCES = 4, 2
# What lies farther back than this is no news; the lead's own verb ("met in secret a month ago") may reach back a season.
NEWS_DAYS, LEAD_DAYS = 14, 92
# Verbs that only carry somebody's words or a state: no happening of their own unless the time is theirs alone.
EMPTY = frozenset(("be", "have", "do", "think", "believe", "hope", "know", "want", "seem", "expect", "appear", "suggest", "need"))  # fmt: skip


class _Scene(Struct, frozen=True):
    """What finding the time, place and people of a telling looks at; `quoted` are the quotations of its sentence."""

    article: Article
    tokens: Sequence[Token]
    quoted: Sequence[Span]
    anchor: date | None


class _Line(Struct, frozen=True):
    """One sentence under work: its times with what they hang on, and whether it stands where news or the lead stands."""

    sentence: Sentence
    times: tuple[tuple[Dated, Tie], ...]
    mentions: tuple[Mention, ...]
    news: bool
    lead: bool


def find_happenings(  # noqa: PLR0917 - the order every room relies on
    article: Article,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Dated],
    statements: Sequence[Statement],
) -> tuple[Happening, ...]:
    """Find what an article tells to have happened or to be about to.

    That is: event nouns; verbs of a class of happenings that have somebody to tell of; and every clause or noun phrase
    that a time hangs on, so that no time of the text is without its telling. What somebody is quoted to have said word
    for word tells a happening only where it dates one, and is background.
    """
    anchor = anchor_of(article)
    quoted = by_sentence([(span, span) for each in statements for span in each.quoted], sentences)
    found: dict[tuple[int, int], Happening] = {}
    for number, line in enumerate(_lines(tokens, sentences, mentions, times)):
        scene = _Scene(article, tokens, quoted.get(number, []), anchor)
        for happening in _in_line(scene, line):
            found.setdefault((happening.span.start, happening.span.end), happening)
    return tuple(found[key] for key in sorted(found))


def _lines(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Dated],
) -> Iterator[_Line]:
    people = by_sentence([(mention.span, mention) for mention in mentions], sentences)
    dates = by_sentence([(item.span, item) for item in times], sentences)
    for number, sentence in enumerate(sentences):
        own = tuple((item, tie) for item in dates.get(number, []) for tie in ties_of(tokens, item, sentence))
        news = number < NEWS_SENTENCES or sentence.kind == "headline"
        lead = number < LEAD_SENTENCES or sentence.kind == "headline"
        yield _Line(sentence, own, tuple(people.get(number, [])), news, lead)


def _in_line(scene: _Scene, line: _Line) -> Iterator[Happening]:
    told: list[Dated] = []
    for index in range(line.sentence.first, line.sentence.last):
        lemma = _class_of(scene, line, index)
        if lemma is None:
            continue
        item = _time(scene, line, index)
        if item in told and lemma in OCCUR:
            # "the talks are to begin on Friday" tells of the talks, once
            continue
        happening = _telling(scene, line, index, lemma, item)
        if happening is not None:
            yield happening
            if item is not None:
                told.append(item)
    for item, tie in line.times:
        # no time of the text goes without its telling
        head = tie.noun if tie.noun is not None and (tie.only_noun or tie.verb is None) else tie.verb
        if item in told or head is None:
            continue
        happening = _telling(scene, line, head, scene.tokens[head].lemma.lower(), item)
        if happening is not None:
            yield happening


def _class_of(scene: _Scene, line: _Line, index: int) -> str | None:
    """Name the class of happening that a word tells; its lemma where only a time makes it one; None for no happening."""
    word, listed = scene.tokens[index], words()
    lemma = word.lemma.lower()
    if word.pos in NOUNS:
        # "March" in a date is no march
        dated = any(item.span.start <= word.start < item.span.end for item, _ in line.times)
        named = word.dep != "compound" and not word.ent.endswith("DATE") and not dated
        return noun_kind(scene.tokens, index) if named else None
    if word.pos not in VERBS or any(_hangs(scene, line, index, "neg")):
        return None
    if lemma in listed.calling and _by_a_tool(scene, line, index):
        return "call"
    if lemma in listed.receiving and _of_persons(scene, line, index):
        return "meeting"
    timed = [tie for _, tie in line.times if tie.verb == index and not tie.only_noun]
    name = verb_kind(scene.tokens, index, line.sentence)
    if name is not None and (timed or _people(scene, line, index)):
        return name
    # a time that hangs on an event noun is told with that noun ("held talks on Sunday")
    own = any(tie.noun is None or scene.tokens[tie.noun].lemma.lower() not in listed.nouns for tie in timed)
    return lemma if own and lemma not in EMPTY and not _carries(scene, line, index) else None


def _carries(scene: _Scene, line: _Line, index: int) -> bool:
    return any(
        scene.tokens[other].lemma.lower() in words().nouns and light_verb(scene.tokens, other) == index
        for relation in ("dobj", "nsubjpass")
        for other in _hangs(scene, line, index, relation)
    )


def _hangs(scene: _Scene, line: _Line, index: int, relation: str) -> Iterator[int]:
    near = range(max(line.sentence.first, index - LONGEST), min(line.sentence.last, index + LONGEST))
    for other in near:
        if scene.tokens[other].head == index and scene.tokens[other].dep == relation:
            yield other


def _of_persons(scene: _Scene, line: _Line, index: int) -> bool:
    """Say whether one person does it to another, both of them named."""
    objects = (*_hangs(scene, line, index, "dobj"), *_hangs(scene, line, index, "nsubjpass"))
    named = any(scene.tokens[other].ent.endswith("PERSON") for other in objects)
    return named and len(_people(scene, line, index)) > 1


def _by_a_tool(scene: _Scene, line: _Line, index: int) -> bool:
    first, last = clause(scene.tokens, index, line.sentence)
    return any(word.lemma.lower() in words().tools for word in scene.tokens[first : last + 1])


def _telling(scene: _Scene, line: _Line, head: int, lemma: str, item: Dated | None) -> Happening | None:
    tokens = scene.tokens
    carrier = head if tokens[head].pos in VERBS else light_verb(tokens, head)
    reach, top = (noun_phrase, head) if carrier is None else (clause, carrier)
    edges = reach(tokens, top, line.sentence)
    span = spanned(scene.article, tokens, edges, item)
    head_span = cut(scene.article, tokens[head].start, tokens[head].end)
    quoted = any(overlap(head_span, quote) for quote in scene.quoted)
    if span is None or (quoted and item is None):
        return None
    when = item.when if item else None
    back = LEAD_DAYS if line.lead and carrier is not None and tokens[carrier].head == carrier else NEWS_DAYS
    return Happening(
        id=make_id("h", scene.article.id, span.start, span.end),
        span=span,
        head=head_span,
        lemma=lemma,
        when=when,
        where=place_of_telling(scene.article, tokens, line.sentence, edges, head),
        participants=_people(scene, line, head),
        news=line.news and not quoted and not _is_background(scene, edges, when, back),
        time=item.span if item else None,
    )


def _is_background(scene: _Scene, edges: tuple[int, int], when: When | None, back: int) -> bool:
    """Say whether a telling goes back behind the news: "had met", or a day more than `back` days before the report's."""
    recent = (scene.anchor - timedelta(back)).isoformat() if scene.anchor else ""
    if when is not None and when.end < recent:
        return True
    return any(
        scene.tokens[index].tag == "VBN" and "had" in _just_before(scene.tokens, index)
        for index in range(edges[0], edges[1] + 1)
    )


def _just_before(tokens: Sequence[Token], index: int) -> set[str]:
    return {word.text.lower() for word in tokens[max(0, index - 3) : index]}


def _time(scene: _Scene, line: _Line, head: int) -> Dated | None:
    """Choose the time of a telling: what hangs on the word itself, else on the verb that says when it is."""
    if scene.tokens[head].pos in VERBS:
        return next((item for item, tie in line.times if tie.verb == head and not tie.only_noun), None)
    own = next(
        (item for item, tie in line.times if tie.noun == head and not of_the_verb(scene.tokens, tie)), None
    )
    if own is not None:
        return own
    verb = dated_by(scene.tokens, head)
    below = [] if verb is None else [verb, *_done_by(scene, line, verb)]
    # "the talks, set for June 12", "the accord signed in March"
    below += [
        other
        for relation in ("acl", "relcl")
        for other in _hangs(scene, line, head, relation)
        if scene.tokens[other].lemma.lower() in OCCUR
    ]
    return next((item for item, tie in line.times if tie.verb in below and tie.noun is None), None)


def _done_by(scene: _Scene, line: _Line, verb: int) -> Iterator[int]:
    """Find what a verb has its subject do: "is to take place", "is due to begin", "was expected to end"."""
    for relation in ("xcomp", "acomp"):
        for other in _hangs(scene, line, verb, relation):
            yield other
            yield from _done_by(scene, line, other)


def _people(scene: _Scene, line: _Line, head: int) -> tuple[str, ...]:
    """List who takes part: those named in the clause of the telling, and whom it takes over from the clause above."""
    verb = verb_above(scene.tokens, head)
    edges = [clause(scene.tokens, verb, line.sentence), *_lent_by_the_clause_above(scene, line, verb)]
    found: set[str] = set()
    for first, last in edges:
        start, end = scene.tokens[first].start, scene.tokens[last].end
        found |= {
            m.speaker
            for m in line.mentions
            if m.speaker
            and m.kind in {"person", "organisation"}
            and m.span.start < end
            and start < m.span.end
        }
    return tuple(sorted(found))


def _lent_by_the_clause_above(scene: _Scene, line: _Line, verb: int) -> Iterator[tuple[int, int]]:
    """Find the words that stand for the subject of a clause without one: "who" and its noun, "to meet" and who plans to."""
    word = scene.tokens[verb]
    if not line.sentence.first <= word.head < line.sentence.last or word.head == verb:
        return
    if word.dep in {"relcl", "acl"}:
        yield noun_phrase(scene.tokens, word.head, line.sentence)
    elif word.dep in {"xcomp", "conj", "advcl", "pcomp"} and not any(_hangs(scene, line, verb, "nsubj")):
        for subject in _hangs(scene, line, verb_above(scene.tokens, word.head), "nsubj"):
            yield noun_phrase(scene.tokens, subject, line.sentence)
