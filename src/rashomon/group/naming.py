"""How alike two names are: spellings, initials, middle names, the order of a name; and countries in an office."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from msgspec import Struct
from rapidfuzz.distance import JaroWinkler

# Jaro-Winkler of two spellings of one given name or surname ("Sergei", "Sergey": .93; "Maria", "Marta": .91 fails on
# the skeleton). 0.88 with equal skeletons keeps transliterations and parts names that differ in a consonant.
SPELLING = 0.88


class Likeness(Struct, frozen=True):
    """How alike two names are, from 0 to 1, by which code, and whether they are surely two people's."""

    score: float
    code: str
    apart: bool = False


GENERATIONS = frozenset({"jr", "sr"})


def folded(name: str) -> str:
    """Fold a name to what its spellings share: no case, accents, dots or hyphens, no "Jr".

    >>> folded("José M. Núñez-Berg Jr.")
    'jose m nunez berg'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    bare = re.sub(r"['’]s\b|^the ", "", bare).replace(".", "")
    return " ".join(word for word in re.sub(r"[^\w\s]", " ", bare).split() if word not in GENERATIONS)


def generation(name: str) -> str:
    """Return what tells a name from that of a father or a son: "jr", "sr", or "".

    >>> generation("Karl Brandt Jr."), generation("Karl Brandt")
    ('jr', '')
    """
    last = re.sub(r"['’]s$", "", name.casefold()).replace(".", "").replace(",", " ").split()[-1:]
    return last[0] if last and last[0] in GENERATIONS else ""


# What one sound is written as in other transliterations, longest first; vowels, h, j and y fall away after them.
SOUNDS = (
    ("tch", "ch"),
    ("sch", "sh"),
    ("ph", "f"),
    ("ck", "k"),
    ("ks", "x"),
    ("q", "k"),
    ("w", "v"),
    ("dh", "d"),
)


@lru_cache(maxsize=200_000)
def surname_key(word: str) -> str:
    """Fold a surname to its consonants as transliterations share them, to find names worth comparing.

    >>> surname_key("petrovich") == surname_key("petrovych"), surname_key("orloff") == surname_key("orlov")
    (True, True)
    """
    bare = re.sub(r"^[yij](?=[eua])", "", word) if len(word) > 4 else word
    for written, sound in SOUNDS:
        bare = bare.replace(written, sound)
    bare = re.sub(r"off?$", "ov", bare)
    bare = bare[:1] + re.sub(r"[aeiouyhj]", "", bare[1:]).replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", bare)


def alike(left: str, right: str) -> Likeness | None:
    """Compare two full, folded names; None where they say nothing of one another.

    >>> alike("ann b lee", "ann lee").code, alike("ann lee", "bea lee").apart
    ('missing-middle-name', True)
    >>> alike("ann lee", "bo holm") is None
    True
    """
    if generation(left) != generation(right) and folded(left) == folded(right):
        return Likeness(0.0, "other-generation", apart=True)
    a, b = folded(left).split(), folded(right).split()
    if sorted("".join(a)) == sorted("".join(b)) and ("".join(a) == "".join(b) or sorted(a) == sorted(b)):
        return Likeness(0.95, "order-or-hyphen")
    if not spelled(a[-1], b[-1]):
        return None
    return _exact(a, b) if a[0] == b[0] else _given(a, b)


def _given(a: list[str], b: list[str]) -> Likeness:
    if 1 in {len(a[0]), len(b[0])}:
        same = a[0][0] == b[0][0]
        return Likeness(0.8, "initial") if same else Likeness(0.0, "other-initial", apart=True)
    if _two_genders(a[0], b[0]):
        return Likeness(0.0, "other-given-name", apart=True)
    if spelled(a[0], b[0]):
        return Likeness(0.85, "spelling")
    if b[0] in _nicknames().get(a[0], ()):
        return Likeness(0.85, "short-form")
    return Likeness(0.0, "other-given-name", apart=True)


def _two_genders(left: str, right: str) -> bool:
    """Say whether two given names differ by gender: by the lists, or by an ending alone ("Ivan", "Ivana")."""
    short, long = sorted((left, right), key=len)
    genders = _genders()
    if long == short + "a" and genders.get(short) != "female":
        return True
    return {genders.get(left, ""), genders.get(right, "")} == {"male", "female"}


def _exact(a: list[str], b: list[str]) -> Likeness:
    if a[-1] != b[-1]:
        return Likeness(0.9, "spelling")
    middles = [name[1:-1] for name in (a, b)]
    if all(middles) and middles[0][0][0] != middles[1][0][0]:
        return Likeness(0.0, "other-middle-name", apart=True)
    return Likeness(0.95, "missing-middle-name")


def spelled(left: str, right: str) -> bool:
    """Say whether two folded words may be spellings of one name."""
    return left == right or (
        surname_key(left) == surname_key(right) and JaroWinkler.similarity(left, right) >= SPELLING
    )


# Short forms of given names, and forms of one name in two languages, that share no spelling with the other.
NICKNAMES = """
michael mike mick|william bill will billy|robert bob rob bobby|richard dick rick|james jim jimmy|john jack|joseph joe|thomas tom
edward ed ted|charles chuck charlie|daniel dan danny|david dave|donald don|anthony tony|christopher chris|alexander alex sasha
nicholas nick|matthew matt|stephen steve|steven steve|elizabeth liz beth betty|katherine kate kathy|margaret maggie peggy meg
jennifer jen jenny|susan sue|patricia pat patty|patrick pat|samuel sam|benjamin ben|timothy tim|gregory greg|lawrence larry
andrew andy|ronald ron|kenneth ken|leonard len|gerald gerry jerry|peter pete|philip phil|frederick fred|vladimir volodya volodymyr|sergei sergey serhiy serhii|igor ihor|oleg oleh|dmitry dmitri dmytro|nikolai nikolay mykola|mikhail mykhailo
andrei andrey andriy|alexander aleksandr oleksandr|elena yelena olena|evgeny yevgeny yevhen|pavel pavlo|petr petro pyotr
mohammed muhammad mohamed mohammad|hussein hussain husayn hossein|yusuf youssef yousef|ahmed ahmad|abdallah abdullah
"""


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    rows = [frozenset(row.split()) for row in NICKNAMES.replace("\n", "|").split("|") if row.strip()]
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        for name in row:
            found[name] = found.get(name, frozenset()) | row
    return found


@cache
def _people() -> dict[str, Any]:
    """Load the list by which reading knows countries and given names."""
    text = (files("rashomon") / "read" / "words" / "people.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _genders() -> dict[str, str]:
    given = _people()["given"]
    male, female = set(given["male"].split()), set(given["female"].split())
    return dict.fromkeys(male - female, "male") | dict.fromkeys(female - male, "female")


@cache
def _countries() -> dict[str, str]:
    """Names, peoples and capitals of countries: the same list by which reading knows who acts for a government."""
    found: dict[str, str] = {}
    for line in _people()["countries"].strip().splitlines():
        for cell in line.split("/"):
            for word in filter(None, map(folded, cell.split(","))):
                found.setdefault(word, folded(line.split("/")[0].split(",")[0]))
    return found


def country_of(text: str, *, whole: bool = False) -> str:
    """Name the country that an office belongs to, or that a name as a `whole` stands for; "" where none.

    >>> country_of("Danish foreign minister"), country_of("Denmark", whole=True), country_of("Denmark Bank", whole=True)
    ('denmark', 'denmark', '')
    """
    bare = folded(text)
    if whole:
        return _countries().get(
            bare.removesuffix(" government").removesuffix("s"), _countries().get(bare, "")
        )
    parts = bare.split()
    for words in [*(" ".join(pair) for pair in pairwise(parts)), *parts]:
        if words in _countries():
            return _countries()[words]
    return ""
