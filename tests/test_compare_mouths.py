"""Who may be one mouth, by what both are called. All people, bodies and reports are invented."""

import pytest

from rashomon.compare.mouths import may_be_one, tied_speakers
from rashomon.spans import make_id
from rashomon.types import Span, Speaker


def speaker(name, kind="person", role=None, report="one", at=0):
    def span(text):
        return Span(report, at, at + len(text), text)

    identity = make_id("p", name, kind, role or "", report, at)
    return Speaker(identity, span(name), kind, span(role) if role else None, (name,), (span(name),))


def tied(*speakers):
    names = {s.id: s.name.text for s in speakers}
    return {frozenset((names[a], names[b])) for a, b in tied_speakers(speakers)}


VARN = speaker("Ilse Varn", role="a spokeswoman for the Northern Harbour Board")
BREL = speaker("Otto Brel", role="harbour master")


@pytest.mark.parametrize(
    "description",
    ["a Harbour Board spokeswoman", "the board’s spokesperson", "Northern Harbour Board spokeswomen"],
)
def test_a_description_that_fits_one_named_is_tied_to_her(description):
    assert tied(VARN, BREL, speaker(description, "unnamed")) == {frozenset((description, "Ilse Varn"))}


@pytest.mark.parametrize(
    "description",
    ["a spokesman for the board", "a spokeswoman", "a spokeswoman for the ministry", "officials"],
)
def test_a_description_that_says_something_else_or_too_little_is_tied_to_nobody(description):
    assert tied(VARN, BREL, speaker(description, "unnamed")) == set()


def test_a_description_that_fits_two_fits_nobody():
    other = speaker("Ada Corr", role="spokeswoman for the Northern Harbour Board")
    assert tied(VARN, other, speaker("a Harbour Board spokeswoman", "unnamed")) == set()


def test_a_body_is_tied_to_who_speaks_for_it_and_to_no_other_body():
    board, other = speaker("Harbour Board", "organisation"), speaker("Northern Harbour Board", "organisation")
    assert tied(VARN, BREL, board) == {frozenset(("Harbour Board", "Ilse Varn"))}
    assert tied(board, other) == set()


def test_one_description_is_one_source_in_one_report_and_in_two_only_if_it_says_whom():
    def one_source(description, *reports):
        return bool(
            tied_speakers([speaker(description, "unnamed", None, r, i) for i, r in enumerate(reports)])
        )

    assert one_source("officials", "one", "one")
    assert not one_source("officials", "one", "two")
    assert one_source("port officials", "one", "two")
    assert one_source("the lawsuit", "one", "two")
    assert not one_source("a witness", "one", "two")


def test_a_surname_given_to_nobody_is_tied_to_its_bearers_only():
    assert tied(VARN, BREL, speaker("Varn")) == {frozenset(("Varn", "Ilse Varn"))}
    assert tied(VARN, BREL, speaker("Harbour")) == set()


def test_a_body_of_one_name_in_two_reports_is_one_and_how_many_they_are_says_nothing():
    def one_body(left, right, kind):
        return bool(tied_speakers([speaker(left, kind, None, "one"), speaker(right, kind, None, "two")]))

    assert one_body("The navy", "the navy", "organisation")
    assert one_body("Four river boards", "Several river boards", "group")
    assert not one_body("Residents", "Residents", "group")
    assert not one_body("Harbour Board", "Northern Harbour Board", "organisation")


def test_two_persons_by_name_are_never_one_but_for_a_surname():
    assert not may_be_one(VARN, BREL)
    assert may_be_one(VARN, speaker("Rolf Varn"))
    assert not may_be_one(VARN, speaker("Varn Brel"))
    assert may_be_one(VARN, None)
    assert may_be_one(VARN, speaker("the board", "unnamed"))


@pytest.mark.parametrize(
    "description",
    ["the harbour's deputy, Otto Brel", "a man in a cap, Otto Brel", "one witness, a diver, Otto Brel"],
)
def test_a_description_that_ends_in_a_full_name_is_tied_to_who_bears_it(description):
    assert tied(VARN, BREL, speaker(description, "unnamed")) == {frozenset((description, "Otto Brel"))}


@pytest.mark.parametrize(
    "description",
    [
        "a friend of Otto Brel",
        "sources near Otto Brel",
        "Otto Brel's driver",
        "Otto Brel, or somebody like him",
        "the harbour's deputy, Brel",
        "the harbour's deputy, Otto",
        "the harbour's deputy, Ada Brel",
        "a man who, like Otto Brel",
        "a rival of the deputy, Otto Brel and others",
        "a cousin, who knew Otto Brel",
        "the deputy, Brel Otto Lund",
        "a colleague (Otto Brel)",
    ],
)
def test_a_description_in_which_a_name_only_stands_is_tied_to_nobody(description):
    assert tied(VARN, BREL, speaker(description, "unnamed")) == set()


def test_a_name_that_two_bear_ties_neither():
    described = speaker("the harbour's deputy, Otto Brel", "unnamed")
    pairs = tied(BREL, speaker("Otto Brel", role="a singer", report="two"), described)
    assert not any(described.name.text in pair for pair in pairs)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Veldia's navy", "the Veldian navy", True),
        ("North Morea's army", "the North Morean army", True),
        ("the army of Marica", "the Marican army", True),
        ("South Morea's army", "the North Morean army", False),
        ("the Veldian army", "the Veldian navy", False),
        ("Veldia's navy", "the Valdian navy", False),
        ("Morea's parliament", "the Morean president's office", False),
        ("the ocean board", "the oceans ministry", False),
    ],
)
def test_a_body_of_a_country_is_called_by_the_country_or_its_people(left, right, one):
    bodies = speaker(left, "organisation"), speaker(right, "organisation", report="two")
    assert bool(tied_speakers(bodies)) == one
