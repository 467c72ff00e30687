"""What a passage says of whom: its predicate with who does it and to whom, and how far the passage tells it at all."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from rashomon.compare.clauses import PREDICATES, arguments, children
from rashomon.compare.cues import words
from rashomon.compare.governed import Governor, beneath, first_word, governor
from rashomon.compare.moods import Mood, mood
from rashomon.compare.negations import in_part, negated
from rashomon.compare.predicates import predicate
from rashomon.compare.subjects import said_of, told_of
from rashomon.compare.verdicts import Standing
from rashomon.spans import cut, inside
from rashomon.types import Reading, Sentence, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
OBJECTS = frozenset({"dobj", "dative", "attr", "pobj", "acomp", "oprd"})


class Roles(Struct, frozen=True):
    """Who does it and to whom, by the syntax and not by the order of words: lemmas of the heads, and the names of people."""

    doing: frozenset[str]
    done_to: frozenset[str]
    people_doing: frozenset[str]
    people_done_to: frozenset[str]


class Frame(Struct, frozen=True):
    """The predicate of a passage by its lemma (`head`), a verb or not (`verbal`), turned round or not, and the lemmas of who and whom.

    `supposed`: it holds on a condition only. `standing`: what the words around it do to it, `held`: those words with it.
    `of_whom`: whom it is said of where its subject is left out, or is "who". `mood`: told as done, or as aimed at. `untold`: further predicates in it that it does not tell.
    """

    head: str
    verbal: bool
    turned: bool
    supposed: bool
    standing: Standing | None
    mood: Mood | None
    held: Span | None
    untold: frozenset[str]
    subjects: frozenset[str]
    of_whom: frozenset[str]
    objects: frozenset[str]
    roles: Roles


def frame_of(
    reading: Reading, spans: Sequence[Span], sentence: Sentence, inner: Sequence[int], head: int
) -> Frame:
    """Make the frame of a passage: `inner` are its words as places in the tokens of its report, `head` its predicate."""
    tokens, last = reading.tokens, inner[-1] + 1
    deep, turned, within = _predicate(tokens, head, inner)
    outside = governor(tokens, head)
    standing = outside.standing if outside and within != "open" else within
    if standing is None and (in_part(tokens, deep) or _asked(tokens, head, sentence)):
        standing = "open"
    return Frame(
        head=tokens[deep].lemma.lower(),
        verbal=tokens[deep].pos in PREDICATES,
        turned=turned ^ (standing == "refused"),
        supposed=_supposed(tokens, inner, sentence),
        standing=standing,
        mood=mood(tokens, head, deep),
        held=_held(reading, spans, sentence, outside),
        untold=_untold(tokens, inner, deep),
        subjects=_heads(tokens, deep, last, SUBJECTS)
        | _heads(tokens, head, last, _doers(tokens, head, deep)),
        of_whom=said_of(tokens, head),
        objects=_heads(tokens, deep, last, OBJECTS),
        roles=_roles(tokens, deep, last),
    )


def _asked(tokens: Sequence[Token], head: int, sentence: Sentence) -> bool:
    """Say whether a predicate is the one that a question asks of: an auxiliary or itself before its subject, and "?" at the end."""
    if not sentence.span.text.rstrip("\"'”’»)").endswith("?"):
        return False
    near = children(tokens, head, head)
    subject = next((i for i in near if tokens[i].dep in SUBJECTS), None)
    if subject is None:
        return False
    before = [i for i in (*near, head) if i < subject]
    # "how did the mill pay?" takes it that it did
    opening = tokens[sentence.first : subject]
    after = any(word.text.lower() in words("asking_after") for word in opening)
    return not after and any(tokens[i].pos == "AUX" for i in before)


def _roles(tokens: Sequence[Token], deep: int, last: int) -> Roles:
    subjects = arguments(tokens, deep, last, frozenset({"nsubj"}))
    by = arguments(tokens, deep, last, frozenset({"agent"}))
    agents = [i for place in by for i in children(tokens, place, last) if tokens[i].dep == "pobj"]
    doing = _nouns(tokens, [*subjects, *agents])
    done_to = _nouns(tokens, arguments(tokens, deep, last, frozenset({"dobj", "nsubjpass"})))
    return Roles(
        doing=frozenset(tokens[i].lemma.lower() for i in doing),
        done_to=frozenset(tokens[i].lemma.lower() for i in done_to),
        people_doing=_people(tokens, doing),
        people_done_to=_people(tokens, done_to),
    )


def _nouns(tokens: Sequence[Token], places: Sequence[int]) -> list[int]:
    """List the nouns at some places; a "who" is whom it tells of, another pronoun is nobody."""
    nouns = (i if tokens[i].pos != "PRON" else told_of(tokens, i) for i in places)
    return [i for i in nouns if i is not None]


def _people(tokens: Sequence[Token], places: Sequence[int]) -> frozenset[str]:
    """List the words of the names of people at some places: *maria*, *keller*."""
    found: set[str] = set()
    for place in places:
        index = place
        while index >= 0 and tokens[index].ent.endswith("PERSON"):
            found.add(tokens[index].text.lower())
            index -= 1
    return frozenset(word for word in found if word.isalpha())


def _predicate(tokens: Sequence[Token], head: int, inner: Sequence[int]) -> tuple[int, bool, Standing | None]:
    """Follow a predicate down to what it is about, also into a claim that it only denies, doubts or leaves open."""
    deep, turned = predicate(tokens, head, inner[-1] + 1)
    held = beneath(tokens, head, inner)
    if held is None:
        return deep, turned, None
    claim, standing = held
    deep, turned = predicate(tokens, claim, inner[-1] + 1)
    return (deep, turned, standing) if standing in {"open", "told"} else (deep, not turned, None)


def _untold(tokens: Sequence[Token], inner: Sequence[int], deep: int) -> frozenset[str]:
    """List the predicates in a passage, beside its own, that it does not tell: "urged the mill to *pay*", "if it *paid*"."""
    verbs = [i for i in inner if i != deep and tokens[i].pos == "VERB"]
    return frozenset(
        tokens[i].lemma.lower()
        for i in verbs
        if _kept_untold(tokens, i) or _ended(tokens, i) or mood(tokens, i, i) == "aimed" or negated(tokens, i)
    )


def _kept_untold(tokens: Sequence[Token], index: int) -> bool:
    held = governor(tokens, index)
    return held is not None and held.standing != "told"


def _ended(tokens: Sequence[Token], index: int) -> bool:
    """Say whether somebody only stopped doing it: "stopped *paying*"."""
    above = tokens[tokens[index].head].lemma.lower()
    return tokens[index].dep == "xcomp" and above in words("ceasing")


def _held(
    reading: Reading, spans: Sequence[Span], sentence: Sentence, outside: Governor | None
) -> Span | None:
    """Cut a claim with the words that hold it, where it is one span of their sentence."""
    if outside is None or len(spans) != 1 or not inside(spans[0], sentence.span):
        return None
    first = first_word(reading.tokens, outside.top, sentence.first)
    return cut(reading.article, min(spans[0].start, reading.tokens[first].start), spans[0].end)


def _doers(tokens: Sequence[Token], head: int, deep: int) -> frozenset[str]:
    """Say who would have done what a predicate is about: whoever was *cleared* of it, or *prevented* from it, and not by whom."""
    spared = head != deep and tokens[head].lemma.lower() in words("sparing")
    return SUBJECTS | {"dobj"} if spared else SUBJECTS


def _supposed(tokens: Sequence[Token], inner: Sequence[int], sentence: Sentence) -> bool:
    supposing = any(tokens[i].text.lower() in words("supposing") for i in inner)
    return supposing or not words("conditions").isdisjoint(sentence.span.text.lower().split())


def _heads(tokens: Sequence[Token], head: int, last: int, relations: frozenset[str]) -> frozenset[str]:
    places = arguments(tokens, head, last, relations)
    # who a pronoun stands for is too unsure to tell two claims apart
    found = [tokens[i].lemma.lower() for i in places if tokens[i].pos != "PRON"]
    parts = [
        tokens[c].text.lower()
        for i in places
        for c in children(tokens, i, last)
        if tokens[c].dep == "compound"
    ]
    return frozenset({*found, *parts})
