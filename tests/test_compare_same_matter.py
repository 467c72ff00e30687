"""What a denial means, and what it only looks like. All people, places and firms are invented."""

import pytest
from tests.test_compare_governed import stances

from rashomon.wiring import Settings, read_paths

OPENING = "Ten quarrels of Tarn\n\nTARN, May 14, 2031 - A busy year ends in Tarn with its quarrel over the mill, the army and the bank.\n\n"

# Each pair: what a source tells, and a denial of something else.
OTHERS = [
    ("The army bombed the market in Orsk.", "The army denied that it had bombed a market in Tarn."),
    ("Keller sued Brandt over the mill.", "Keller denied that Brandt had sued him over the mill."),
    ("The factory poisoned the river.", "The factory denied that it had knowingly poisoned the river."),
    ("The minister met the banker in Orsk.", "The minister denied that he had met the banker in Orsk secretly."),
    ("The ship carried arms to Orsk.", "The captain denied that he knew the ship was carrying arms to Orsk."),
    ("The ministry will raise the tax on beer.", "The ministry denied that it had raised the tax on beer."),
    ("The party fought against the army, a witness said.", "The leader denied that his party had colluded with the army."),
    ("The price of bread fell in May, the union said.", "The union denied that the price of bread had risen in May."),
]  # fmt: skip
# A denial that is only told of, or not made.
UNMADE = [
    "The army stopped short of denying that it had shelled the hospital in Orsk.",
    "It is hard to deny that the army shelled the hospital in Orsk.",
    "The general admitted that he had falsely denied that the army had shelled the hospital in Orsk.",
    "A court ruled that he had lied when he denied that the army had shelled the hospital in Orsk.",
]


@pytest.mark.parametrize(("told", "denial"), OTHERS)
def test_a_denial_of_another_matter_goes_against_nothing(told, denial):
    assert "against" not in stances(told, denial)


@pytest.mark.parametrize("denial", UNMADE)
def test_a_denial_that_is_not_made_goes_against_nothing(denial):
    assert "against" not in stances("The army shelled the hospital in Orsk.", denial)


# Pairs read as whole reports, with their speakers and days: what is told, the denial, and whether the one goes against the other.
WHOLE = [
    ("Prosecutors said that top officials of the Varn campaign had conspired with the northern army.",
     "Ilse Varn has repeatedly denied that the Varn campaign had colluded with the northern army.", True),
    ("Prosecutors said that Otto Brel took money from the mill of Orsk.",
     "Mila Brandt denied that she had taken money from the mill of Orsk.", False),
    ("The firm sold arms to Orsk in 2029, a judge said.", "The firm denied that it had sold arms to Orsk in 2030.", False),
]  # fmt: skip


@pytest.mark.parametrize(("told", "denial", "against"), WHOLE)
def test_a_denial_goes_against_the_accusation_that_it_means_and_against_no_other(
    told, denial, against, tmp_path
):
    for name, text in (("a", told), ("b", denial)):
        (tmp_path / f"{name}.txt").write_text(f"{OPENING}{text}\n", "utf-8")
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    assert _two_sided(record) == against


def _two_sided(record):
    points = (point for story in record.stories for point in story.points if point.status == "denied")
    return any(len({side.article for side in point.sides}) > 1 for point in points)


def test_two_of_one_surname_are_two_people():
    assert "against" not in stances(
        "The court freed Anna Brandt on Monday.", "The court did not free Karl Brandt on Monday."
    )
    assert "against" in stances(
        "The court freed Karl Brandt on Monday.", "The court did not free Karl Brandt on Monday."
    )


# What a source tells in one report, and what another says in the next: two matters, or only a part of the one.
APART = [
    ("the firm bribed the judge", "there was no more bribery"),
    ("the firm bribed the judge", "she never bribed anyone"),
    ("a firm that bribes a judge pays a fine", "there was no bribery"),
    ("whoever bribes a judge goes to jail", "there was no bribery"),
    ("the gates of the upper dam were opened", "the gates of the lower dam were not opened"),
    ("the gates were opened", "the gates were not opened by the guards"),
    ("the gates were opened", "had the gates not been opened the town would have drowned"),
    ("the gates were opened in 2029", "the gates were not opened in 2030"),
    ("most students paid the fee", "some students did not pay the fee"),
    ("he paid the bill", "she did not pay the bill"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "answer"), APART)
def test_what_is_no_more_or_of_some_or_of_another_is_no_denial(told, answer, tmp_path):
    for name, text in (("a", f"Ivo Saar said {told}."), ("b", f"Tess Orrin said {answer}.")):
        (tmp_path / f"{name}.txt").write_text(f"{OPENING}{text}\n", "utf-8")
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    assert not {p.status for s in record.stories for p in s.points} & {"denied", "disputed"}


def test_a_denial_of_the_way_it_was_done_leaves_it_open(tmp_path):
    told, denial = (
        "Ivo Saar said the mill had sold the barge.",
        "The mill denied it had sold the barge cheaply.",
    )
    for name, text in (("a", told), ("b", denial)):
        (tmp_path / f"{name}.txt").write_text(f"{OPENING}{text}\n", "utf-8")
    assert not _two_sided(read_paths([str(tmp_path)], settings=Settings(workers=1)))
