"""The cast of one article: who its names and descriptions stand for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rashomon.read.bodies import described_body, is_news_name
from rashomon.read.names import Kind, Phrase, head_of
from rashomon.read.namesakes import is_a_namesake, standing_alone
from rashomon.read.people_described import Figure, Text, described_figure
from rashomon.read.people_words import countries, gender_of, given_names, peoples, words
from rashomon.read.roles import (
    apposed,
    apposed_before,
    is_plural,
    office,
    same_office,
)

# What a body may be called as well as a person.
SHARED_OFFICES = frozenset(
    [
        "member",
        "owner",
        "leader",
        "partner",
        "ally",
        "host",
        "winner",
        "author",
        "manager",
        "producer",
        "broadcaster",
        "organiser",
        "organizer",
        "representative",
        "adviser",
        "investor",
        "champion",
        "candidate",
        "sponsor",
        "founder",
        "rival",
        "supporter",
        "critic",
        "opponent",
    ]
)

# Names in a row that each say who the one before is.
STEPS = 4


def gather_cast(text: Text, names: Sequence[Phrase], described: Sequence[Phrase]) -> list[Figure]:
    """Tie every name, then every description, to a figure; descriptions that fit nobody get their own."""
    cast: list[Figure] = []
    ends = {phrase.last: phrase for phrase in described}
    names = [_as_described(text, name, ends) for name in names]
    for name in sorted(names, key=lambda n: (-_length(n), n.first)):
        if _length(name) > 1 and name.kind == "person":
            _add_full(text, cast, name)
    for name in names:
        if name.kind != "person":
            _add_body(text, cast, name)
    apart = _namesakes(text, cast, names)
    for name in names:
        if name.kind == "person" and _length(name) == 1:
            _add_short(text, cast, name, apart)
    _add_descriptions(text, cast, names, described)
    for figure in cast:
        figure.phrases.sort(key=lambda item: (item[0].first, item[0].last))
    return cast


def _length(phrase: Phrase) -> int:
    return len(phrase.key.split())


def _add(text: Text, figure: Figure, phrase: Phrase, *, named: bool) -> None:
    figure.phrases.append((phrase, named))
    if phrase.role and figure.kind == "person":
        figure.offices.append(office(text.words(*phrase.role)))
        if figure.role is None or phrase.role < figure.role:
            figure.role = phrase.role
    if named and figure.kind == "person" and phrase.name and not figure.gender:
        figure.gender = _gender(text, phrase)


def _gender(text: Text, phrase: Phrase) -> str:
    assert phrase.name is not None
    titles = tuple(text.tokens[i].text.casefold() for i in range(phrase.first, phrase.name[0]))
    given = phrase.key.split()[0] if _length(phrase) > 1 else ""
    return gender_of(given, titles)


def same_person(left: str, right: str) -> bool:
    """Say whether two full, folded names of one article are one person's.

    >>> same_person("ann lee", "ann b lee"), same_person("a lee", "ann lee"), same_person("ann lee", "bea lee")
    (True, True, False)
    """
    a, b = left.split(), right.split()
    if a == b:
        return True
    if a[-1] != b[-1]:
        return False
    first, other = a[0], b[0]
    initial = 1 in (len(first), len(other)) and first[0] == other[0]
    return first == other or initial


def _add_full(text: Text, cast: list[Figure], name: Phrase) -> None:
    for figure in cast:
        if figure.kind == "person" and same_person(figure.key, name.key):
            return _add(text, figure, name, named=True)
    cast.append(Figure("person", name.key, phrases=[], offices=[]))
    return _add(text, cast[-1], name, named=True)


def _add_body(text: Text, cast: list[Figure], name: Phrase) -> None:
    for figure in cast:
        if figure.kind != "person" and _same_body(figure.key, name.key):
            if len(name.key) > len(figure.key) and not name.key.startswith("="):
                figure.key = name.key
            return _add(text, figure, name, named=True)
    kind: Kind = "organisation" if name.key.startswith("=") else name.kind
    cast.append(Figure(kind, name.key, phrases=[], offices=[]))
    return _add(text, cast[-1], name, named=True)


def _same_body(left: str, right: str) -> bool:
    if left == right:
        return True
    if left.startswith("=") or right.startswith("="):
        return False
    short, long = sorted((left.split(), right.split()), key=len)
    if (
        len(short) == 1
        and len(long) > 1
        and short[0] == "".join(w[0] for w in long if w not in {"of", "the", "for", "and"})
    ):
        return True
    newsy = short[-1:] == long[-1:] and short[-1:] and short[-1] in words("news_nouns")
    return bool(newsy and len(short) == 1) or (len(short) > 1 and long[: len(short)] == short)


def _namesakes(text: Text, cast: Sequence[Figure], names: Sequence[Phrase]) -> frozenset[str]:
    """List by their keys those full-named who only share a surname with somebody called by it alone."""
    alone = standing_alone(text, names)
    return frozenset(f.key for f in cast if f.kind == "person" and is_a_namesake(text, f, alone))


def _add_short(text: Text, cast: list[Figure], name: Phrase, apart: frozenset[str]) -> None:
    bearers = [figure for figure in cast if figure.kind == "person" and name.key in _short_forms(figure.key)]
    gender = _gender(text, name)
    fitting = [f for f in bearers if not gender or not f.gender or f.gender == gender]
    if gender != "female":
        # "Mrs. Keller" may be the wife, "Keller" is he; a first name is nobody else's
        fitting = [f for f in fitting if f.key not in apart or f.key.split()[-1] != name.key]
    fitting = [f for f in fitting if not _held_by_other(text, f, name)] or fitting
    if not fitting:
        cast.append(Figure("person", name.key, phrases=[], offices=[]))
        return _add(text, cast[-1], name, named=True)
    # one alone needs no measure, which looks at all its mentions: a name 17,000 times in a line took 17 s
    nearest = fitting[0] if len(fitting) == 1 else max(fitting, key=lambda f: _nearness(text, f, name))
    return _add(text, nearest, name, named=True)


def _short_forms(key: str) -> set[str]:
    parts = key.split()
    return {parts[-1], parts[0]} if len(parts) > 1 and parts[0] not in words("courtesy") else {key}


def _held_by_other(text: Text, figure: Figure, name: Phrase) -> bool:
    if name.role is None or not figure.offices:
        return False
    told = office(text.words(*name.role))
    return not any(same_office(told, held) or same_office(held, told) for held in figure.offices)


def _nearness(text: Text, figure: Figure, phrase: Phrase) -> tuple[int, int, int, int]:
    # the last name's bearer; then who was told last, though not only in passing; then one told later
    surname = figure.key.split()[-1] == phrase.key or figure.key.split()[0] not in given_names()
    before = [item for item, named in figure.phrases if named and item.first < phrase.first]
    told = [item.first for item in before if item.key == phrase.key or not _in_passing(text, item)]
    passing = [item.first for item in before]
    return (int(surname), max(told, default=-1), max(passing, default=-1), -figure.phrases[0][0].first)


def _in_passing(text: Text, phrase: Phrase) -> bool:
    """Say whether a name only says whose or which relative: "the wish of his father, *Otto Brandt*", "*Otto Brandt*'s wish"."""
    word, told = text.tokens[phrase.head], 0
    while word.dep == "appos" and told < STEPS:
        word, told = text.tokens[word.head], told + 1
    return word.dep == "poss" or (told > 0 and word.dep == "pobj")


def _add_descriptions(
    text: Text, cast: list[Figure], names: Sequence[Phrase], described: Sequence[Phrase]
) -> None:
    ends = {phrase.last: phrase for phrase in described}
    holder = {id(phrase): figure for figure in cast for phrase, _ in figure.phrases}
    taken: set[int] = set()
    for name in names:
        figure = holder[id(name)]
        if figure.kind == "organisation":
            taken |= _hold_body(text, figure, name, ends)
        if figure.kind != "person":
            continue
        after = apposed(text.tokens, name, text.sentences[text.tokens[name.first].sent])
        if after:
            _hold(text, figure, after)
            taken |= set(range(*after))
        before = apposed_before(text.tokens, name, ends)
        # "Keller, the brother of Judge Tamm," describes Keller, and not Tamm as well
        if before and before.first not in taken:
            _hold(text, figure, (before.first, before.last))
            taken |= set(range(before.first, before.last))
    owners = {
        i: figure for figure in cast for item, _ in figure.phrases for i in range(item.first, item.last)
    }
    for phrase in described:
        if phrase.head not in taken and phrase.head not in owners:
            _add_description(text, cast, phrase)


def _hold(text: Text, figure: Figure, role: tuple[int, int]) -> None:
    figure.offices.append(office(text.words(*role)))
    figure.role = figure.role or role
    described = Phrase(*role, head_of(text.tokens, *role), "person", "role", None, role)
    figure.phrases.append((described, False))


def _as_described(text: Text, name: Phrase, ends: dict[int, Phrase]) -> Phrase:
    """A name that the text calls a newspaper or an agency is no person's, whatever it looks like; who holds an office is."""
    if name.kind == "organisation" and name.role is None and _holds_office(text, name):
        return replace(name, kind="person")
    if name.kind != "person" or name.role is not None:
        return name
    told = is_news_name(text.tokens, name) or described_body(text.tokens, name, ends) is not None
    return replace(name, kind="organisation") if told else name


def _holds_office(text: Text, name: Phrase) -> bool:
    """Say whether a name of two or three words is somebody's: "Ulo Vask, chairman of the union," holds an office."""
    sentence = text.sentences[text.tokens[name.first].sent]
    if not 1 < name.last - name.first < 4 or not apposed(text.tokens, name, sentence):
        return False
    named = [word.text.casefold() for word in text.tokens[name.first : name.last]]
    bodily = words("bodies") | words("news_nouns") | countries().keys() | peoples().keys()
    if (
        bodily & set(named)
        or text.tokens[name.first - 1].text.casefold() == "the"
        or not all(w.isalpha() for w in named)
        # "Kesh Partners, director of the fund," is a firm
        or text.tokens[name.last - 1].tag == "NNPS"
    ):
        return False
    # the office must follow at once, and be one that a body cannot hold: a club may be "a member" or "the owner" too
    after = [word.text.casefold() for word in text.tokens[name.last + 1 : name.last + 4]]
    return bool(set(after) & (words("roles") - SHARED_OFFICES)) and "of" in {
        word.text.casefold() for word in text.tokens[name.last + 1 : name.last + 6]
    }


def _hold_body(text: Text, figure: Figure, name: Phrase, ends: dict[int, Phrase]) -> set[int]:
    """Tie what a body is to its name where the two stand side by side ("a local newspaper, the Daily Post,")."""
    told = described_body(text.tokens, name, ends)
    if told is None:
        return set()
    figure.phrases.append((told, False))
    return set(range(told.first, told.last))


def _add_description(text: Text, cast: list[Figure], phrase: Phrase) -> None:
    figure = described_figure(text, cast, phrase)
    if figure is None:
        head = text.tokens[phrase.head]
        gender = gender_of("", (head.text.casefold(),))
        figure = Figure(phrase.kind, "", gender, is_plural(text.tokens, phrase.head), phrases=[], offices=[])
        figure.key = "~" + text.words(phrase.first, phrase.last).casefold()
        cast.append(figure)
    figure.phrases.append((phrase, False))
