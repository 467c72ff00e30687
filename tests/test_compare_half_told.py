"""What is negated in part, asked, feared, nearly done or given up: neither agreed nor gone against. All of it is invented."""

import pytest
from tests.test_compare_governed import stances

from rashomon.compare.governed import governor
from rashomon.types import Token

PAID = "The mill paid the mayor forty crowns."
NO_OPPOSITION = [
    ("Prices in Orsk doubled in a year.", "Prices in Orsk nearly doubled in a year."),
    ("The clinic turned patients away.", "The clinic rarely turned patients away."),
    ("The driver was hurt in the crash at Orsk.", "Nobody but the driver was hurt in the crash at Orsk."),
    (PAID, "The mill paid nothing but forty crowns to the mayor."),
    ("Mayor Dorn lost the election.", "Mayor Dorn refuses to accept that he lost the election."),
    ("The dam burst on Sunday.", "Nobody believed that the dam would burst, but it did."),
    ("The mill paid the welders until May.", "The mill stopped paying the welders in May."),
    ("The trains to Orsk were late.", "The trains to Orsk were not always late."),
    ("The mill had paid the welders.", "The mill had not paid the welders until now."),
    ("The envoys met the king in Orsk.", "The envoys did not just meet the king in Orsk."),
    ("Lund closed the port in Tarn.", "The mayor said not a word. Lund closed the port in Tarn."),
    (PAID, "The sponsor withdrew after the finding that the mill paid the mayor forty crowns."),
    ("The mill opened an account.", "Dorn withdrew money from the account that the mill opened."),
    (PAID, "The finding that the mill paid the mayor forty crowns shows that the denial was false."),
    (PAID, "Those who say that the mill paid the mayor forty crowns face false charges."),
    ("The firm saved forty crowns.", "The firm scrapped the ferry to save forty crowns."),
    (
        "The talks failed to resolve the strike in Tarn.",
        "The talks did not fully resolve the strike in Tarn.",
    ),
    (
        "The factory closed in May.",
        "The factory did not close because of losses but because of a fire.",
    ),
]
NO_AGREEMENT = [
    ("The clinic turned patients away.", "The clinic rarely turned patients away."),
    ("The minister sold the shipyard.", "The law forbade the minister to sell the shipyard."),
    ("The miners in Orsk were paid.", "Not all miners in Orsk were paid."),
    ("The tank has leaked oil.", "Divers fear that the tank has leaked oil."),
    (PAID, "Envoys could not verify reports that the mill had paid the mayor forty crowns."),
    (PAID, "Police could not rule out that the mill had paid the mayor forty crowns."),
    (PAID, "It is not known that the mill paid the mayor forty crowns."),
    (PAID, "Did the mill pay the mayor forty crowns?"),
    (PAID, "The council ordered the mill to pay the mayor forty crowns."),
    (PAID, "The mill has until Friday to pay the mayor forty crowns."),
    (PAID, "The bill would allow the mill to pay the mayor forty crowns."),
    (PAID, "Unconfirmed rumours swept the town that the mill had paid the mayor forty crowns."),
    (PAID, "Police declined to comment on suggestions that the mill had paid the mayor forty crowns."),
    (
        "The grain deal closes the mills in Orsk.",
        "Farmers will strike if the grain deal closes the mills in Orsk.",
    ),
    ("The toll unites the two valleys.", "Officials spoke of a toll dividing the two valleys."),
]
AGAINST = [
    ("Passengers were hurt in the crash at Orsk.", "Not a single passenger was hurt in the crash at Orsk."),
    ("Orvo and Veldham signed the treaty.", "Neither Orvo nor Veldham signed the treaty."),
    ("The guard closed the gate.", "The guard pretended to close the gate."),
    ("The bank sold its branches in Tarn.", "The bank decided not to sell its branches in Tarn."),
    (PAID, "The mill did not pay the mayor forty crowns because it had no money."),
    (PAID, "Those who say that the mill paid the mayor forty crowns are mistaken."),
    (PAID, "The account in which the mill paid the mayor forty crowns is pure invention."),
    (PAID, '"That is a lie," the clerk said of claims that the mill had paid the mayor forty crowns.'),
    (PAID, "The court overturned the finding that the mill had paid the mayor forty crowns."),
    (PAID, "The theory that the mill had paid the mayor forty crowns collapsed."),
    (PAID, "The clerk rejected as baseless the report of the mill having paid the mayor forty crowns."),
    (PAID, "The ledgers rule out the possibility that the mill paid the mayor forty crowns."),
]
AGREED = [
    (
        PAID,
        "That other story was false. The clerk said of the claim that the mill paid the mayor forty crowns: read it.",
    ),
    (PAID, "The lawyer cannot deny that the mill paid the mayor forty crowns."),
    (PAID, "The auditors did not know that the mill had paid the mayor forty crowns."),
    (PAID, "Auditors confirmed the theory that the mill had paid the mayor forty crowns."),
    ("The army fired two rockets at Orsk.", "The army fired not one but two rockets at Orsk."),
    ("The fire killed nobody in Tarn.", "The fire killed nobody but injured forty workers in Tarn."),
    (PAID, "How did the mill pay the mayor forty crowns?"),
    (PAID, "It would be no mistake to say that the mill paid the mayor forty crowns."),
]


@pytest.mark.parametrize(("claim", "other"), NO_OPPOSITION)
def test_what_is_only_narrowed_or_nearly_so_goes_against_nothing(claim, other):
    assert not stances(claim, other) & {"against", "differs"}


@pytest.mark.parametrize(("claim", "other"), NO_AGREEMENT)
def test_what_is_asked_feared_ordered_or_true_of_a_part_agrees_with_nothing(claim, other):
    assert stances(claim, other) == set()


@pytest.mark.parametrize(("claim", "other"), AGAINST)
def test_what_is_said_of_nobody_or_called_untrue_goes_against_the_claim(claim, other):
    assert stances(claim, other) & {"against", "differs"}


@pytest.mark.parametrize(("claim", "other"), AGREED)
def test_a_claim_that_is_taken_as_known_is_told(claim, other):
    assert stances(claim, other) == {"for"}


def test_a_saying_that_is_called_untrue_does_not_tell_what_it_said():
    other = "It is untrue that Dorn told the council that the mill paid the mayor forty crowns."
    assert "for" not in stances(PAID, other)


def test_words_of_a_damaged_parse_that_hang_on_one_another_end_the_climb():
    def word(at, text, head):
        return Token(at * 5, at * 5 + 4, text, text, "VERB", "VBD", "ccomp", head, "", 0)

    assert governor([word(0, "say", 1), word(1, "tell", 0)], 0) is None
