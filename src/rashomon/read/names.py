"""Names in the text: the parser's entities, repaired by titles, given names and what the article says elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from rashomon.read.hyphens import with_second_part
from rashomon.read.organs import is_charge, name_owners
from rashomon.read.people_words import countries, given_names, openings, peoples, phrases, plain, words
from rashomon.read.titles import is_capital, is_title, joined, of_a_body, of_a_place, title_before
from rashomon.types import How, Sentence, Token

Kind = Literal["person", "organisation", "group", "unnamed", "place", "other"]
NAMED = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
PARTICLES = frozenset(
    ["de", "del", "della", "di", "da", "dos", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "ben", "ter", "ten"]
)  # fmt: skip


class Phrase(Struct, frozen=True):
    """Words that stand for somebody: `tokens[first:last]`, with the bare name and the title among them.

    `key` holds what a name is known by: the folded name, or "=" and the country that it stands for.
    """

    first: int
    last: int
    head: int
    kind: Kind
    form: How
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    key: str = ""


def find_names(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Phrase]:
    """List every name in the order of the text, with the title before it."""
    runs: dict[int, tuple[int, Kind]] = {}
    for sentence in sentences:
        for first, last, kind in _entities(tokens, sentence):
            runs[first] = (last, kind)
        for first, last in _titled(tokens, sentence):
            _lay_over(runs, first, last)
    surnames = _surnames(tokens, runs)
    for index, word in enumerate(tokens):
        if plain(word.text) in surnames and is_capital(word) and _stands_alone(tokens, index, runs):
            _lay_over(runs, index, index + 1)
    return _phrases(tokens, sentences, _of_one_kind(tokens, runs))


def _of_one_kind(tokens: Sequence[Token], runs: dict[int, tuple[int, Kind]]) -> dict[int, tuple[int, Kind]]:
    """Give a name that the parser takes now for a person, now for a body, the kind that it mostly has."""
    counts: dict[str, dict[str, int]] = {}
    for first, (last, kind) in runs.items():
        seen = counts.setdefault(_text(tokens, first, last), {})
        seen[kind] = seen.get(kind, 0) + 1
    found: dict[int, tuple[int, Kind]] = {}
    for first, (last, kind) in runs.items():
        seen = counts[_text(tokens, first, last)]
        person, body = seen.get("person", 0), seen.get("organisation", 0)
        mixed = kind in {"person", "organisation"} and person != body and person and body
        mostly: Kind = "person" if person > body else "organisation"
        found[first] = (last, mostly if mixed else kind)
    return found


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the word of a phrase that hangs on nothing inside it."""
    for index in range(first, last):
        if not first <= tokens[index].head < last or tokens[index].head == index:
            return index
    return last - 1


def _phrases(
    tokens: Sequence[Token], sentences: Sequence[Sentence], runs: dict[int, tuple[int, Kind]]
) -> list[Phrase]:
    found: list[Phrase] = []
    reached = people = 0
    for first in sorted(runs):
        last, kind = runs[first]
        if first < reached or is_charge(tokens, first, last, kind):
            continue
        floor = max(sentences[tokens[first].sent].first, people)
        found.append(_phrase(tokens, first, last, kind, floor))
        reached = last
        people = last if found[-1].kind == "person" else people
    return name_owners(tokens, found)


def _phrase(tokens: Sequence[Token], first: int, last: int, kind: Kind, floor: int) -> Phrase:
    key = plain(_text(tokens, first, last))
    left, role = (
        title_before(tokens, first, floor)
        if kind != "place" or _titled_at(tokens, first, floor)
        else (first, None)
    )
    low = _text(tokens, first, last).casefold().removeprefix("the ")
    if low in phrases("seats"):
        return Phrase(
            first, last, head_of(tokens, first, last), "organisation", "metonymy", (first, last), None, key
        )
    known = countries().get(low)
    if known and left == first:
        form: How = "metonymy" if known.capital else "name"
        return Phrase(
            first, last, head_of(tokens, first, last), "place", form, (first, last), None, "=" + known.name
        )
    if left < first and kind != "person" and of_a_body(tokens, first, last):
        left, role = first, None
    if left < first and kind == "person" and joined(tokens, first):
        first, left, role = of_a_place(tokens, first, last, left)
        key = plain(_text(tokens, first, last))
    if left < first:
        kind = "person"
    return Phrase(left, last, head_of(tokens, left, last), kind, "name", (first, last), role, key)


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(word.text for word in tokens[first:last])


def _entities(tokens: Sequence[Token], sentence: Sentence) -> list[tuple[int, int, Kind]]:
    found: list[tuple[int, int, Kind]] = []
    index = sentence.first
    while index < sentence.last:
        label = tokens[index].ent[2:]
        last = index + 1
        while last < sentence.last and tokens[last].ent == f"I-{label}":
            last += 1
        if label in NAMED:
            last = with_second_part(tokens, last, sentence.last) if label == "PERSON" else last
            found += _repaired(tokens, index, last, NAMED[label])
        index = last
    return found + _seats(tokens, sentence)


def _seats(tokens: Sequence[Token], sentence: Sentence) -> list[tuple[int, int, Kind]]:
    found: list[tuple[int, int, Kind]] = []
    low = [word.text.casefold() for word in tokens[sentence.first : sentence.last]]
    for place, word in enumerate(low):
        if word not in openings("seats"):
            continue
        for size in (3, 2, 1):
            last = min(place + size, len(low))
            if " ".join(low[place:last]) in phrases("seats") and is_capital(
                tokens[sentence.first + last - 1]
            ):
                first = sentence.first + place + (word == "the")
                found.append((first, sentence.first + last, "organisation"))
                break
    return found


def _repaired(tokens: Sequence[Token], first: int, last: int, kind: str) -> list[tuple[int, int, Kind]]:
    """Cut the article, titles and possessive off an entity; nothing is left of one that is a title alone."""
    while first < last and tokens[first].text.casefold() in {"the", "a", "an", "'s", "’s", '"', "“"}:
        first += 1
    while first < last and tokens[last - 1].text in {"'s", "’s", "'", "’", ",", ".", '"', "”", "-"}:
        last -= 1
    while (
        kind == "person"
        and first < last
        and (is_title(tokens[first]) or plain(tokens[first].text) in peoples())
    ):
        first += 1
    if kind == "organisation" and first < last and _title_tail(tokens, first):
        return []
    if first == last or not any(is_capital(word) or word.text[:1].isdigit() for word in tokens[first:last]):
        return []
    known: Kind = "person" if kind == "person" else "place" if kind == "place" else "organisation"
    if known == "person":
        known = _person_or_place(tokens, first, last)
    return [(first, last, known)]


def _person_or_place(tokens: Sequence[Token], first: int, last: int) -> Kind:
    # "Courier Oslo": a name that ends in a place and opens with no given name is a body
    if plain(_text(tokens, first, last)) in countries():
        return "place"
    ends_in_place = last - first > 1 and plain(tokens[last - 1].text) in countries()
    return "organisation" if ends_in_place and plain(tokens[first].text) not in given_names() else "person"


def _title_tail(tokens: Sequence[Token], first: int) -> bool:
    # "Secretary of [State]": the parser takes the last word of an office for a body
    return first > 1 and tokens[first - 1].text == "of" and tokens[first].text == "State"


def _titled(tokens: Sequence[Token], sentence: Sentence) -> list[tuple[int, int]]:
    """Runs of capitals after a title or opening with a given name: people, whatever the parser took them for."""
    found: list[tuple[int, int]] = []
    for index in range(sentence.first, sentence.last - 1):
        word = tokens[index]
        if not is_capital(word):
            continue
        if is_title(word) and (_name_word(tokens, index + 1) or _courtesy_name(tokens, index)):
            found.append((index + 1, _run_end(tokens, index + 1, sentence.last)))
        elif sentence.kind == "body" and _opens_name(tokens, index):
            found.append((index, _run_end(tokens, index, sentence.last)))
    return found


def _courtesy_name(tokens: Sequence[Token], index: int) -> bool:
    # "Mr. Justice", "Ms. Bishop": after a courtesy title an office is a surname
    after = tokens[index + 1]
    plainly = tokens[index].text.casefold() in {"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss"}
    return plainly and is_capital(after) and after.pos in {"PROPN", "NOUN"}


def _opens_name(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index]
    given = plain(word.text) in given_names() and word.pos == "PROPN" and not is_title(word)
    return given and _name_word(tokens, index + 1)


def _name_word(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index]
    low = word.text.casefold()
    return (
        is_capital(word)
        and word.pos == "PROPN"
        and not is_title(word)
        and low not in words("role_modifiers")
        and low not in countries()
        and low not in peoples()
        and word.ent[2:] not in {"DATE", "GPE", "NORP", "EVENT", "LAW"}
    )


def _run_end(tokens: Sequence[Token], first: int, limit: int) -> int:
    last = first + 1
    while last < limit:
        joins = tokens[last].text.casefold() in PARTICLES or tokens[last].text == "-"
        step = 2 if joins and last + 1 < limit and tokens[last].start <= tokens[last - 1].end + 1 else 1
        if last + step > limit or not _name_word(tokens, last + step - 1):
            break
        last += step
    return last


def _lay_over(runs: dict[int, tuple[int, Kind]], first: int, last: int) -> None:
    """Put a person's run over what the parser saw there, keeping the longer of two."""
    for start in range(max(0, first - 8), last):
        if start in runs and runs[start][0] > first:
            end, kind = runs[start]
            if kind == "person" and start <= first and end >= last:
                return
            del runs[start]
            first, last = (min(first, start), max(last, end)) if kind == "person" else (first, last)
    runs[first] = (last, "person")


def _surnames(tokens: Sequence[Token], runs: dict[int, tuple[int, Kind]]) -> set[str]:
    found: set[str] = set()
    for first, (last, kind) in runs.items():
        if kind != "person" or (last - first < 2 and not (first and is_title(tokens[first - 1]))):
            continue
        found.add(plain(tokens[last - 1].text))
        opening = plain(tokens[first].text)
        if opening not in given_names():
            found.add(opening)
    return {name for name in found if len(name) > 1 and name not in countries() and name not in peoples()}


def _stands_alone(tokens: Sequence[Token], index: int, runs: dict[int, tuple[int, Kind]]) -> bool:
    if tokens[index].pos == "AUX" or tokens[index].ent == "B-DATE":
        return _like_a_month(tokens, index)
    if tokens[index].ent[2:] in {"FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "NORP"}:
        # one word that acts is no title of a work: the mark after a quotation misleads the parser
        return _one_word_entity(tokens, index) and tokens[index].dep == "nsubj"
    if tokens[index].pos not in {"PROPN", "NOUN", "ADJ", "VERB", "ADV", "INTJ", "X"}:
        return False
    for start in range(max(0, index - 8), index + 1):
        if start in runs and runs[start][0] > index and runs[start][0] - start > 1:
            return False
    return True


def _one_word_entity(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].ent[:2] == "B-" and (index + 1 == len(tokens) or tokens[index + 1].ent[:2] != "I-")


def _like_a_month(tokens: Sequence[Token], index: int) -> bool:
    # a surname that is a month or a verb too counts where a finite verb follows and no date stands about it
    if index + 1 >= len(tokens) or (
        index and tokens[index - 1].text.casefold() in {"in", "of", "on", "since", "until"}
    ):
        return False
    return tokens[index + 1].tag in {"VBD", "VBZ", "VBP", "MD"} or tokens[index + 1].text in {"'s", "’s"}


def _titled_at(tokens: Sequence[Token], first: int, floor: int) -> bool:
    return first > floor and is_title(tokens[first - 1])
