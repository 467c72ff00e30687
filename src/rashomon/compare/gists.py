"""The words that name a point: the plainest of its tellings, widened to its own sentence where it has no subject.

A reader scans the names of points before anything else. "initiated the call" names nothing; with its subject before
it, out of the same sentence, it does. A gist is always one span of one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.compare.clauses import PREDICATES, near_to
from rashomon.compare.cues import words
from rashomon.compare.fuller import fuller, is_relative, subject_of, without_mark
from rashomon.compare.subjects import DESCRIBING, NOUNS, SUBJECTS
from rashomon.compare.units import Unit, top_word, words_of
from rashomon.spans import cut
from rashomon.types import Reading, Span, Token

# What a word at the end cannot do without: "has spent three hours *in*", "is unwilling *to*", "bought *the*".
UNENDED = frozenset({"ADP", "SCONJ", "DET", "CCONJ", "PART"})
# What a predicate needs to say anything: "agreed *to seek a way out*", "is letting *the mills run dry*".
NEEDED = frozenset({"ccomp", "xcomp"})
# What a predicate is complete with.
FILLING = NEEDED | {"dobj"}
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Letters between which a name of a row is read at a glance: one to two lines of the page's first column.
SHORT = 40
LONG = 130
# To end what breaks off a name may run over three lines.
LONGEST = 200
# What it costs to be no whole clause: a noun with a clause of its own ("the weir, which burst"), a clause that hangs on
# another ("who paid", "if they pay"), nothing finite at all; and a subject that names nobody, a ragged edge. Set so that
# a whole clause of a named subject goes before all, and a telling that shares few words with the others does not.
DESCRIBED, DEPENDENT, FRAGMENT, UNNAMED, RAGGED = 0.45, 0.5, 0.8, 0.3, 0.3
# A quotation of which one end only is within the words: its mark reads as a slip.
HALF_QUOTED = 0.15
# What it costs to tell more than the passage does: for being wider at all, and for a line more.
WIDER, MORE = 0.05, 0.3


def gist(telling: Sequence[Unit], readings: Mapping[str, Reading]) -> Span:
    """Choose the words that say a point best: what the others say too, with a named subject, neither clipped nor long.

    `telling` are the units on the point's own side, `readings` those of the story by article. Ties go to the shorter,
    then to the order of reports.
    """
    own: dict[Span, float] = {}
    for unit in telling:
        span = max(unit.spans, key=lambda s: (s.end - s.start, -s.start))
        own[span] = min(_alone(unit, telling), own.get(span, 1.0))
    return plainest(own, readings)


def plainest(tellings: Mapping[Span, float], readings: Mapping[str, Reading]) -> Span:
    """Choose among passages, and wider cuts of their sentences, the words that read best by themselves.

    `tellings` says of each passage what it costs beside that: the part of it that nobody else tells.
    """
    found = [
        (round(alone + added + _hard_to_read(span, readings[own.article]), 6), span.end - span.start, span)
        for own, alone in tellings.items()
        for span, added in _cuts(own, readings[own.article])
    ]
    return min(found)[2]


def _cuts(own: Span, reading: Reading) -> list[tuple[Span, float]]:
    """List the cuts of a sentence that tell a passage, each with what it costs to tell more than the passage does."""
    bare = without_mark(own, reading)
    found = [own, *([bare] if bare else []), *fuller(own, reading)]
    return [(_closed(_ended(span, reading), reading), _added(span, own)) for span in found]


def _added(span: Span, own: Span) -> float:
    return WIDER + max(0, own.start - span.start) / LONG * MORE if span.start < own.start else 0.0


def _closed(span: Span, reading: Reading) -> Span:
    """Take in the mark that closes a quotation which a cut opens: "called it “useful|”"."""
    after = reading.article.text[span.end : span.end + 2]
    mark = after.lstrip(".,")[:1]
    opened = span.text.count("“") > span.text.count("”") if mark == "”" else span.text.count('"') % 2 == 1
    end = span.end + after.find(mark) + 1
    return cut(reading.article, span.start, end) if mark in {"”", '"'} and opened else span


def _alone(unit: Unit, telling: Sequence[Unit]) -> float:
    """Say which part of the words of a telling no other report's telling has (0 to 1)."""
    others = {word for other in telling if other.article != unit.article for word in other.lemmas}
    return len(unit.lemmas - others) / len(unit.lemmas) if others and unit.lemmas else 0.0


def tells_whole(span: Span, reading: Reading) -> bool:
    """Say whether words can stand by themselves: a finite verb with its subject, neither led on to nor broken off."""
    tokens = reading.tokens
    inner = words_of(reading, [span])
    said = any(tokens[i].tag in FINITE for i in inner) and bool(_subjects(tokens, inner))
    if not said or _of_a_noun(tokens, inner) or _only_named(tokens, inner):
        return False
    edges = (_loose(tokens[inner[0]]) and not _circumstance(tokens, inner)) or _hangs(tokens[inner[-1]])
    return not edges and _missing(tokens, inner) is None


def _only_named(tokens: Sequence[Token], inner: Sequence[int]) -> bool:
    """Say whether a passage names a thing and tells of it in a clause that hangs on its name: "the clerk, who paid"."""
    top = top_word(tokens, inner)
    return tokens[top].pos in NOUNS and any(
        tokens[i].dep == "relcl" and tokens[i].head == top and i in inner for i in near_to(tokens, top)
    )


def _of_a_noun(tokens: Sequence[Token], inner: Sequence[int]) -> bool:
    """Say whether a passage only tells more of a thing named before it: "(the boats) *it had moored at the quay*"."""
    members = set(inner)
    tops = [i for i in inner if tokens[i].dep == "relcl" and tokens[i].head not in members]
    # "(a call in which) *Norland urged Orra to open the gates*" lacks nothing
    full = [
        i for i in inner if tokens[i].dep in FILLING and tokens[i].head in tops and tokens[i].tag[:1] != "W"
    ]
    named = [i for i in _subjects(tokens, inner) if tokens[i].head in tops and tokens[i].tag[:1] != "W"]
    # "(the mill) where *she was hurt*" lacks nothing either
    placed = any(tokens[i].tag == "WRB" and i not in members for top in tops for i in near_to(tokens, top))
    return bool(tops) and not ((full or placed) and named)


def _circumstance(tokens: Sequence[Token], inner: Sequence[int]) -> bool:
    """Say whether a passage opens with when or where its own deed was: "*in May* the mill closed"; not "in which it closed"."""
    first, below = tokens[inner[0]], [tokens[i] for i in inner[1:] if tokens[i].head == inner[0]]
    deed = first.head in inner[1:] and tokens[first.head].tag in FINITE | {"VBN", "VBG", "VB"}
    return first.dep == "prep" and deed and bool(below) and not any(word.tag[:1] == "W" for word in below)


def _missing(tokens: Sequence[Token], inner: Sequence[int]) -> int | None:
    """Find the word after a passage without which it breaks off: what its last word needs, or one of its predicates."""
    last = inner[-1]
    if last + 1 >= len(tokens):
        return None
    members = set(inner)
    after = range(last + 1, min(last + LONG, len(tokens)))
    if _hangs(tokens[last]):
        above = (tokens[last].head,) if tokens[last].pos in {"DET", "PART", "SCONJ"} else ()
        return next((i for i in after if tokens[i].head == last or i in above), None)
    if tokens[last].head > last:
        # "*three days* after the flood"
        return tokens[last].head if tokens[last].head in after else None
    # no farther off than a subject and its words may take
    near = (i for i in after if tokens[i].head in members and _needed(tokens, i, last))
    return next((i for i in near if _leftmost(tokens, i, last) == last + 1), None)


def _needed(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Say whether a clause is part of what its predicate says: one it governs, or "to" with what was agreed or sought.

    "They agreed to open the bridge to please the port" agrees on a thing already: why they did is told by that report only.
    """
    if tokens[index].dep in NEEDED:
        return True
    above = tokens[index].head
    full = any(tokens[i].dep in FILLING and tokens[i].head == above for i in range(above, last + 1))
    aim = tokens[index].dep == "advcl" and tokens[last + 1].tag == "TO" and tokens[last + 1].head == index
    return aim and not full and tokens[above].lemma.lower() in words("aiming") | words("deciding")


def _hangs(word: Token) -> bool:
    """A word that leads on to what it lacks: "in", "the"; not that of "broke *down*"."""
    return word.pos in UNENDED and word.dep != "prt"


def _leftmost(tokens: Sequence[Token], head: int, last: int) -> int:
    below = (i for i in range(last + 1, head) if _under(tokens, i, head))
    return next(below, head)


def _under(tokens: Sequence[Token], index: int, head: int) -> bool:
    for _ in range(LONG):
        if index == head:
            return True
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return False


def _ended(span: Span, reading: Reading) -> Span:
    """Lengthen words that break off to where their own sentence ends what they began; as they are where that is far."""
    tokens, inner = reading.tokens, words_of(reading, [span])
    missing = _missing(tokens, inner) if inner else None
    if missing is None:
        return span
    bound = next((s.last for s in reading.sentences if s.first <= inner[-1] < s.last), 0)
    below = [i for i in range(inner[-1] + 1, min(bound, inner[-1] + LONG)) if _under(tokens, i, missing)]
    ends = [tokens[i].end for i in below if _may_end(tokens, i, below[-1])]
    short = [end for end in ends if span.end < end <= span.start + LONG]
    fits = short[-1:] or [end for end in ends if span.end < end <= span.start + LONGEST]
    return cut(reading.article, span.start, fits[0]) if fits else span


def _may_end(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Say whether a name may end behind a word: the last that belongs to it, or one before a comma or a dash."""
    if tokens[index].pos in {"PUNCT", "SPACE"}:
        return False
    mark = tokens[index + 1] if index + 1 < len(tokens) else None
    loose = mark is not None and (mark.text in {",", ";", ":"} or mark.start > tokens[index].end)
    return index == last or (mark is not None and mark.pos == "PUNCT" and loose)


def _hard_to_read(span: Span, reading: Reading) -> float:
    """Say how badly words read by themselves (0: a whole clause of a named subject, of one or two lines)."""
    tokens = reading.tokens
    inner = words_of(reading, [span])
    length = span.end - span.start
    clipped = (max(0, SHORT - length) + max(0, length - LONG)) / LONG
    if not inner:
        return FRAGMENT + clipped
    ragged = _loose(tokens[inner[0]]) and not _circumstance(tokens, inner)
    broken = _hangs(tokens[inner[-1]]) or _missing(tokens, inner) is not None
    return _fragment(tokens, inner) + RAGGED * (ragged or broken) + HALF_QUOTED * _half_quoted(span) + clipped


def _half_quoted(span: Span) -> bool:
    return span.text.count('"') % 2 == 1 or span.text.count("“") != span.text.count("”")


def _fragment(tokens: Sequence[Token], inner: Sequence[int]) -> float:
    """Say how far words are from a whole clause with a named subject, that holds by itself."""
    top, members = top_word(tokens, inner), set(inner)
    if tokens[top].pos not in PREDICATES:
        # "the weir, which burst", "tolls paid at the weir"
        return DESCRIBED if any(tokens[i].dep in DESCRIBING for i in inner) else FRAGMENT
    verb = {top, *(i for i in near_to(tokens, top) if tokens[i].dep in {"aux", "auxpass"})} & members
    own = subject_of(tokens, top)
    if own is None or own not in members or not any(tokens[i].tag in FINITE for i in verb):
        return FRAGMENT
    if is_relative(tokens[own]) or _of_a_noun(tokens, inner) or _conditional(tokens, top):
        return DEPENDENT
    # "he and Lind" is led by a pronoun, "those who paid" is told of
    bare = all(i < own or tokens[i].dep in {"cc", "conj"} for i in near_to(tokens, own))
    return UNNAMED * (bare and tokens[own].lemma.lower() in words("pointing_subjects"))


def _conditional(tokens: Sequence[Token], top: int) -> bool:
    """Say whether a clause is what something else hangs on, or is asked: "(if) *the mill closes*", "whether it closes", "what happened"."""
    marks = [tokens[i].text.lower() for i in near_to(tokens, top) if i < top and tokens[i].dep == "mark"]
    return any(mark in words("conditions") or mark == "whether" for mark in marks)


def _loose(word: Token) -> bool:
    """A word that leads on to or from what stands outside: "in which", "after"."""
    # "*over* fifty people" leads from nothing
    return (word.pos in {"ADP", "SCONJ"} and word.dep != "quantmod") or word.tag in {"WDT", "WP", "WRB"}


def _subjects(tokens: Sequence[Token], inner: Sequence[int]) -> list[int]:
    members = set(inner)
    return [i for i in inner if tokens[i].dep in SUBJECTS and tokens[i].head in members]


def title(readings: Iterable[Reading]) -> Span:
    """Name a story by the first title or headline that one of its reports has, else by the first words of the first.

    The order of reports is that of their ids.
    """
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    for reading in ordered:
        headline = next((s.span for s in reading.sentences if s.kind == "headline"), None)
        if found := reading.article.title or headline:
            return found
    spoken = [reading.sentences[0].span for reading in ordered if reading.sentences]
    return spoken[0] if spoken else cut(ordered[0].article, 0, len(ordered[0].article.text))
