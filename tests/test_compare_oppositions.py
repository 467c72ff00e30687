"""What goes against what, and what only looks so. All people, places and reports are invented."""

import pytest
from tests.test_compare_story import BRIDGE, compared, statuses, told

OPPOSED = {"disputed", "denied"}


def against(*readings):
    """List the texts of what goes against a point, and of what it goes against."""
    points = [point for point in compared(*readings).story.points if point.status in OPPOSED]
    sides = [side for point in points for side in point.sides]
    return (
        {side.spans[0].text for side in sides if side.stance != "for"},
        {side.spans[0].text for side in sides if side.stance == "for"},
    )


def denied(*readings):
    """List the contents of denials with those of the statements that they deny."""
    said = {s.id: s.content[0].text for reading in readings for s in reading.statements}
    links = compared(*readings).links
    return {(said[link.left], said[link.right]) for link in links if link.relation == "denies"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # two witnesses
        ("I saw the yellow lorry on the quay.", "I did not see the yellow lorry on the quay."),
        # a condition
        (
            "There were breaches of the grain treaty.",
            "If there were no breaches of the grain treaty, all is well.",
        ),
        # what is there, and what something is
        ("It was a yellow lorry on the quay.", "There was no yellow lorry on the quay."),
        # another year
        ("The satellite Tern entered its orbit.", "In 2012 the satellite Tern did not enter its orbit."),
        # only thought of
        ("Maybe the mayor closed the old bridge.", "The mayor did not close the old bridge."),
    ],
)
def test_what_two_reports_do_not_say_of_one_thing_is_no_contradiction(one, other):
    assert not OPPOSED & set(statuses(compared(told(one), told(other))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The satellite Tern entered its orbit.", "The satellite Tern did not enter its orbit."),
        ("There were breaches of the grain treaty.", "There were no breaches of the grain treaty."),
        ("The mayor closed the old bridge.", "The mayor did not close the old bridge."),
    ],
)
def test_what_cannot_both_hold_still_is_one(one, other):
    assert OPPOSED & set(statuses(compared(told(one), told(other))))


def test_who_denies_a_report_denies_what_that_report_says_and_not_what_stands_nearest():
    report = told(
        "The Herald reported that the navy had sold the island. Otto Brel said the ferry sails twice a day. "
        "The admiral denied the report.",
        [
            ("The Herald", "reported", "the navy had sold the island"),
            ("Otto Brel", "said", "the ferry sails twice a day"),
        ],
    )
    cons, pros = against(report, BRIDGE)
    assert "The admiral denied the report" in cons
    assert "the navy had sold the island" in pros
    assert "the ferry sails twice a day" not in pros


def test_what_is_said_in_refusing_to_confirm_a_report_is_not_the_report():
    report = told(
        "Ilse Varn refused to confirm the report, saying the council discussed the matter. "
        "The admiral disputed the reports.",
        [("Ilse Varn", "saying", "the council discussed the matter")],
    )
    assert against(report, BRIDGE) == (set(), set())


def test_a_denial_of_two_sentences_denies_only_what_it_says_is_not_so():
    report = told(
        "Ilse Varn said there was no second driver. The first driver was caught by guards at the quay. "
        "Otto Brel said the first driver was caught by guards at the quay.",
        [
            (
                "Ilse Varn",
                "said",
                "there was no second driver. The first driver was caught by guards at the quay",
                "deny",
            ),
            ("Otto Brel", "said", "the first driver was caught by guards at the quay."),
        ],
    )
    assert not denied(report, BRIDGE)


def test_nobody_denies_what_is_only_looked_into():
    report = told(
        "The harbour guards said they are investigating a smuggling of grain. Otto Brel denied any smuggling of grain.",
        [
            ("The harbour guards", "said", "they are investigating a smuggling of grain"),
            ("Otto Brel", "denied", "any smuggling of grain", "deny"),
        ],
    )
    assert not denied(report, BRIDGE)


def test_refusing_somebody_entry_denies_no_claim():
    report = told(
        "Ilse Varn said the ships carry grain to the port. The council denied entry to ships that carry grain to the port.",
        [
            ("Ilse Varn", "said", "the ships carry grain to the port"),
            ("The council", "denied", "entry to ships that carry grain to the port", "deny"),
        ],
    )
    assert not denied(report, BRIDGE)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The mayor dismissed fears of a flood in Orra.", "fears of a flood in Orra"),
        ("The admiral denied rebel claims that the navy had sold the island, an aide said.", "rebel claims that the navy had sold the island"),
        ("The admiral rejected the notion that the navy was to be sold.", "notion that the navy was to be sold"),
        ("The admiral dismissed talk on the radio of a mutiny.", "talk on the radio of a mutiny"),
        ("A bogus report of a leak emptied the mill.", "report of a leak"),
        ("The court jailed Varn for filing a false report of a robbery.", None),
        ("Varn wrote a book about false rumours of the plague.", None),
        # to reject an idea of a thing is to refuse it
        ("The admiral rejected the idea of a ferry to the island.", None),
        ("The admiral denied the claims on Monday.", None),
        ("The mayor did not dismiss fears of a flood in Orra.", None),
        ("The council rejected calls for a bridge over the river.", None),
    ],
)  # fmt: skip
def test_a_claim_named_in_the_words_that_dismiss_it_is_denied(text, claim):
    found = [point for point in compared(told(text), BRIDGE).story.points if point.status == "denied"]
    assert [point.gist.text for point in found] == ([claim] if claim else [])
    for point in found:
        assert {side.stance for side in point.sides} == {"for", "against"}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The admiral said claims that the navy had sold the island were false.", "claims that the navy had sold the island"),
        ("Her charges of bribery at the port are “wholly unfounded”, the admiral said.", "Her charges of bribery at the port"),
        ("Reports of a sunken ferry do not square with the facts, the admiral said.", "Reports of a sunken ferry"),
        ("If reports of a sunken ferry are false, the crews sail on Monday.", None),
        # what is told inside the claim is no verdict on it
        ("Claims that the admiral was denied entry to the port reached the council.", None),
        ("Reports of false papers at the port reached the council.", None),
    ],
)  # fmt: skip
def test_a_claim_that_is_called_untrue_is_denied(text, claim):
    found = [point for point in compared(told(text), BRIDGE).story.points if point.status == "denied"]
    assert [point.gist.text for point in found] == ([claim] if claim else [])


def test_a_claim_that_is_only_told_as_denied_is_shown_with_its_denial():
    report = told(
        "The admiral denied on Monday that the navy had sold the island.",
        [("The admiral", "denied", "the navy had sold the island", "deny")],
    )
    points = compared(report, BRIDGE).story.points
    named = [point for point in points if "sold the island" in point.gist.text]
    shown = "The admiral denied on Monday that the navy had sold the island"
    assert {point.gist.text for point in named} == {shown}
    assert {side.spans[0].text for point in named for side in point.sides} == {shown}


def test_who_dismisses_a_claim_dismisses_what_was_said_last_though_a_pronoun_says_it():
    report = told(
        "Ilse Varn spoke of the claim of the fishermen. She said they had seen two ships at the quay. "
        "The admiral dismissed the claim.",
        [("She", "said", "they had seen two ships at the quay")],
    )
    cons, pros = against(report, BRIDGE)
    assert "The admiral dismissed the claim" in cons
    assert "they had seen two ships at the quay" in pros


def test_what_a_source_calls_the_thing_it_dismisses_is_its_own_claim_and_not_denied():
    told_so = told(
        "Ilse Varn said the petition was a wild theory of the northern clubs.",
        [("Ilse Varn", "said", "the petition was a wild theory of the northern clubs")],
    )
    called = "Ilse Varn dismissed the petition as a wild theory of the northern clubs."
    dismissed = told(
        called,
        [("Ilse Varn", "dismissed", "the petition as a wild theory of the northern clubs", "deny")],
    )
    assert against(told_so, dismissed) == (set(), set())
    denying = told(
        "Ilse Varn denied the petition was a wild theory of the northern clubs.",
        [("Ilse Varn", "denied", "the petition was a wild theory of the northern clubs", "deny")],
    )
    assert against(told_so, denying) != (set(), set())


@pytest.mark.parametrize(
    ("who", "opposed"),
    [
        ("Keller, who did not meet the bishop in Orsk, laughed.", True),
        ("Brandt, who did not meet the bishop in Orsk, laughed.", False),
    ],
)
def test_who_is_the_one_that_its_clause_tells_of(who, opposed):
    met = told("Keller met the bishop in Orsk.")
    assert bool(against(met, told(who))[0]) == opposed


def test_one_who_is_named_is_not_opposed_by_another_who_is_not_named():
    named = told("Mila Brandt, who is named as a witness in the suit, laughed.")
    assert against(named, told("The suit does not name Keller as a witness.")) == (set(), set())
    assert against(named, told("The suit does not name Brandt as a witness.")) != (set(), set())


@pytest.mark.parametrize(
    ("text", "denied_too"),
    [
        ("The ship did not sink, as some papers had claimed.", True),
        ("The bridge was not blown up, as early rumours claimed.", True),
        # who is named, or only expects or feels it, claims nothing of the kind
        ("The ship did not sink, as its owner claimed.", False),
        ("The ship did not sink, as many had feared.", False),
        ("The minister did not rule out talks, as some reports suggested he might.", False),
    ],
)
def test_what_is_not_so_is_denied_where_unnamed_others_claim_it(text, denied_too):
    [point] = [p for p in compared(told(text), BRIDGE).story.points if text.startswith(p.gist.text)]
    assert (point.status == "denied") is denied_too


def test_a_claim_that_is_cited_as_denied_is_shown_with_its_denier():
    report = told(
        "The navy denied reports of a mutiny.", [("The navy", "denied", "reports of a mutiny", "deny")]
    )
    cons, pros = against(report, BRIDGE)
    assert (cons, pros) == ({"The navy denied reports of a mutiny"}, {"reports of a mutiny"})


MOLE = "The work on the old mole is safe."


@pytest.mark.parametrize(
    "other", ["The work on the old mole is unsafe.", "The work on the old mole is dangerous."]
)
def test_two_states_of_one_thing_that_cannot_both_be_are_disputed(other):
    assert "disputed" in statuses(compared(told(MOLE), told(other)))


@pytest.mark.parametrize(
    "other",
    [
        "If the work on the old mole is unsafe, the crews leave.",
        "The work on the old mole was unsafe in 2012.",
        "The work on the old mole is not unsafe.",
        "The work on the old mole is unsafe for children.",
        "The work on the old mole is now unsafe.",
        "The work on the old mole is unsafe when it rains.",
        "The work on the old mole is unsafe until May.",
        "The work on the old mole may be unsafe.",
        "The work on the old mole seems unsafe.",
        "The ladder at the old mole is unsafe.",
    ],
)
def test_a_contrary_state_of_another_time_thing_or_use_is_no_contradiction(other):
    assert not OPPOSED & set(statuses(compared(told(MOLE), told(other))))
