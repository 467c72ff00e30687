"""The lists of `words/people.toml`, in the shapes that the readers of people look things up in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

Gender = str  # "male", "female" or "" where the text does not tell


class Country(Struct, frozen=True):
    """What a word says of a country: the country's first name, and whether the word is its capital."""

    name: str
    capital: bool


@cache
def _lists() -> dict[str, Any]:
    path = Path(__file__).parent / "words" / "people.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of single words by its name in the file.

    >>> "governor" in words("roles")
    True
    """
    return frozenset(_lists()[name].split())


@cache
def phrases(name: str) -> frozenset[str]:
    """Return a list whose entries have several words, kept apart by semicolons."""
    return frozenset(entry.strip() for entry in _lists()[name].split(";"))


@cache
def openings(name: str) -> frozenset[str]:
    """Return the first words of such a list: most words of a text open none of its entries."""
    return frozenset(entry.split()[0] for entry in phrases(name))


@cache
def pronouns() -> dict[str, str]:
    """Map each pronoun to what it can stand for: male, female, plural, thing, relative."""
    return {word: kind for kind, line in _lists()["pronouns"].items() for word in line.split()}


@cache
def kin() -> dict[str, frozenset[str]]:
    """Map an office to other words that may stand for its holder."""
    return {role: frozenset(line.split()) for role, line in _lists()["role_kin"].items()}


@cache
def _rows() -> tuple[tuple[list[str], list[str], list[str]], ...]:
    rows: list[tuple[list[str], list[str], list[str]]] = []
    for line in _lists()["countries"].strip().splitlines():
        names, peoples, capitals = (
            [part.strip().casefold() for part in cell.split(",") if part.strip()] for cell in line.split("/")
        )
        rows.append((names, peoples, capitals))
    return tuple(rows)


@cache
def countries() -> dict[str, Country]:
    """Map names and capitals of countries, case folded, to the country.

    >>> countries()["oslo"].name, countries()["oslo"].capital
    ('norway', True)
    """
    found: dict[str, Country] = {}
    for names, _, capitals in _rows():
        found |= {capital: Country(names[0], True) for capital in capitals}
    for names, _, _ in _rows():
        found |= {name: Country(names[0], False) for name in names}
    return found


@cache
def peoples() -> dict[str, str]:
    """Map demonyms, singular and plural, to the country's first name."""
    found: dict[str, str] = {}
    for names, demonyms, _ in _rows():
        for word in demonyms:
            found.setdefault(word, names[0])
            found.setdefault(word + "s", names[0])
    return found


def gender_of(given: str, titles: tuple[str, ...]) -> Gender:
    """Tell man or woman from a title before the name, else from a given name that nearly always tells.

    >>> gender_of("Ann", ()), gender_of("Berg", ("mr.",)), gender_of("Zub", ())
    ('female', 'male', '')
    """
    for title in titles:
        for gender in ("male", "female"):
            if title in _titles(gender):
                return gender
    return _given().get(given.casefold(), "")


@cache
def _titles(gender: Gender) -> frozenset[str]:
    return words(f"courtesy_{gender}") | frozenset(_lists()["roles_gender"][gender].split())


@cache
def _given() -> dict[str, Gender]:
    male, female = (set(_lists()["given"][key].split()) for key in ("male", "female"))
    return dict.fromkeys(male - female, "male") | dict.fromkeys(female - male, "female")


@cache
def given_names() -> frozenset[str]:
    """Every given name of the lists, whichever gender it tells."""
    return frozenset(_lists()["given"]["male"].split()) | frozenset(_lists()["given"]["female"].split())


@lru_cache(maxsize=1 << 15)  # the words of one report come again and again: a tenth of the time of reading it
def plain(text: str) -> str:
    """Fold a name to what its spellings share: no case, no accents, no hyphens, dots or possessive.

    >>> plain("José Núñez-Berg’s")
    'jose nunez berg'
    """
    text = re.sub(r"['’]s?$", "", text.strip())
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", " ", bare.replace(".", "")).split())
