"""Retorts that stand beside what they answer, and what only looks like one. All people, firms and events are invented."""

import pytest

from rashomon.wiring import Settings, read_paths

HEAD = (
    "Harbour firm of Tarn faces questions\n\nTARN, May 4 2021 - The harbour firm Oskel Lines faced new questions in Tarn"
    " on Tuesday.\n\n"
)
# Each must hold one thing that is denied or disputed.
RETORTS = [
    "A spokesman for Oskel Lines disputes a Tarn Herald report published Sunday, in which a former captain said the ferry had sailed without a pilot.",
    "The company denied a report by the Tarn Herald, in which a former clerk said that the firm had paid the harbour master.",
    "Its lawyer rejected the account of a dock worker, which said the crane had been overloaded.",
    "Its chairman dismissed a magazine story. The minister disputed the Herald report released Monday, where an unnamed engineer said the two leaks shared a cause.",
    "Oskel Lines previously said that up to 900 crates may have been lost, but it said Monday that the completed survey did not bear that out.",
    "The firm said in March that 40 sailors had fallen ill. It said on Tuesday the hospital records did not bear that out.",
    "The mayor first said the storm had sunk twelve boats. The count of the coast guard did not bear those figures out.",
    '"We have raised no fares despite some papers saying that we raised fares," said Pia Lund, the head of the firm.',
    '"We took no bribes, contrary to claims that we took bribes," said Pia Lund, the head of the firm.',
    'Pia Lund said: "I have made no promises despite reports that I made promises to the union."',
    "The army said Oskar Vell attacked a guard, burned two trucks and took part in a raid. His lawyer said the charges were false.",
    "Prosecutors said Oskar Vell forged a letter, bribed a clerk and hid the money. His sister said the accusations were untrue.",
    "Oskel Lines first told the port that 30 containers had leaked. It said on Friday that the tests had not borne those fears out.",
    "Pia Lund said the pier had cost nine million crowns. The books do not bear it out, the auditor said.",
    "A spokesman denies a Tarn Times report, citing a pilot who said that the tug had been drunk-driven.",
    "The union disputed an account by the port, which said the crew had slept on watch.",
    "The port rejected a rumour on the radio, where a caller said that the crane had fallen.",
    "The governor refuted a Sunday report in which two aides said she had met the smugglers.",
    '"I have signed no contract, in spite of rumours that I signed a contract," said Pia Lund.',
    '"We never closed the pier despite some people claiming we closed the pier," said Pia Lund.',
    "Police said Oskar Vell robbed a shop, fled to the docks and shot at an officer. Oskar Vell said the allegations were false.",
    "Police said Oskar Vell robbed a shop and shot at an officer. The sailor Carl Moe said the claims were lies.",
    "The firm denied several charges, including bribing the harbour master. Prosecutors said the firm bribed the harbour master.",
    "The clerk disputed parts of the account, including hiding the ledger. The auditor said the clerk hid the ledger.",
    "A spokesman disputes the Tarn Herald report of Monday, in which a diver said the hull had cracked.",
    "The ministry dismissed a report this week, where a sailor said the navy had sunk the trawler.",
    "Oskel Lines said ten divers had drowned. The coroner said the evidence did not bear that out.",
    "The club said the stand held 9,000 people. The plans did not bear that out, the engineer said.",
    "Its engineer disputed a Times report, in which a fitter said the pumps had failed.",
    "The firm said that nine tugs had sunk. The log did not bear that out.",
]
# None of these goes against anything.
NONE = [
    "A spokesman for Oskel Lines welcomed a Tarn Herald report published Sunday, in which a former captain said the ferry had sailed with a pilot.",
    "The company read a report by the Tarn Herald, in which a former clerk said that the firm had paid its taxes.",
    "If the company disputes a Herald report in which a clerk said the firm had paid the harbour master, it must prove its case.",
    "The company did not dispute a Herald report, in which a clerk said that the firm had paid the harbour master.",
    "The court rejected a report on the crane. In another, an engineer said the pier was sound.",
    "The editor rejected a report for its length, and a clerk said the paper was short of space.",
    "The firm said up to 900 crates may have been lost, and the completed survey bore that out.",
    "The firm said that 40 sailors had fallen ill. The hospital did not bear the costs.",
    "The mayor said the storm had sunk twelve boats. The pier did not bear the weight of the crowd.",
    "Whether the records do not bear that out is unknown. The firm said 40 sailors had fallen ill.",
    '"We have raised no fares despite some papers saying that costs have risen," said Pia Lund, the head of the firm.',
    '"We raised no fares despite reports that rivals raised fares," said Pia Lund, the head of the firm.',
    '"We took no loans despite claims that the bank was generous," said Pia Lund.',
    "Pia Lund said the firm had made no promises despite talk of a strike at the port.",
    '"We have hired no guards despite fears that we would lose guards," said Pia Lund.',
    "The army said Oskar Vell attacked a guard and burned two trucks. His lawyer said the charges were heavy.",
    "The army said Oskar Vell attacked a guard and burned two trucks. His lawyer said he would answer the charges.",
    "Prosecutors said Oskar Vell forged a letter and hid the money. His sister said the family was tired.",
    "Prosecutors said Oskar Vell forged a letter. If the accusations are untrue, his sister said, he will sue.",
    "The firm paid the crews, including the pilots, and denied several visas to guests, including visiting clerks.",
    "The harbour master disputed the bill, including charging twice for the crane.",
    "The list names Pia Lund Jr. and Lund aide Carl Moe as owners. It does not name Pia Lund as an owner, the clerk said.",
    "The auditor said the pier cost nine million crowns. The old beams did not bear it out to sea, the engineer said.",
    "The firm said ten divers were hired. The evidence did not bear on that.",
    "Does the survey not bear that out? The firm said 900 crates were lost.",
    "The ministry published a report this week, where a sailor said the navy had sunk the trawler.",
    "The ministry may dispute a report this week if a sailor is named, a clerk said.",
    "The ministry disputed a fine. A report in which a sailor said the navy had sunk the trawler was printed on Sunday.",
    "The union disputed an account at the bank, which said the fee was nine crowns a month.",
    "The port rejected a claim for damages. The crane had fallen, a driver said.",
    "The governor met two aides who had read a Sunday report.",
    '"I have signed no contract despite long talks with the union about pay," said Pia Lund.',
    '"We never closed the pier despite the storm," said Pia Lund.',
    '"We did not sell the tug despite people saying it was old," said Pia Lund.',
    '"We did not raise wages despite claims that they were too low," said Pia Lund.',
    "The guards said Pia Lund broke a window and stole a boat. Her brother said all of this was true.",
    "Police said Oskar Vell robbed a shop. Officers said the charges would be filed on Monday.",
    "Police said Oskar Vell robbed a shop and fled. The charges are serious, the judge said.",
    "The firm settled several charges, including bribing the harbour master. Prosecutors said the firm bribed the harbour master.",
    "The firm denied cabins to several guests, including paying sailors. The sailors said they paid for cabins.",
    "The clerk accepted parts of the account, including hiding the ledger. The auditor said the clerk hid the ledger.",
    "Lund aide Carl Moe was named as a suspect. Police have not named Pia Lund as a suspect.",
    "Pia Lund's brother was charged with theft. The court has not charged Pia Lund with theft.",
    "The port counted 16 arrivals on Monday. It counted 20 arrivals on Tuesday.",
    "The firm lost 40 crates in the first storm. The firm lost 55 crates in all.",
    "About 500 people marched in the morning. Police said 900 people marched by noon.",
    "An adult could be jailed for up to 10 years. Pia Lund could face up to 14 years in prison.",
    "The first survey cost 3 million crowns. The second survey cost 5 million crowns.",
    "The ferry left on May 2, the port said. A second ferry left on May 3.",
    "The rescue took two hours. The clean-up took two days.",
    "The mayor praised the crew. The union criticised the owner.",
    "The report was long. The minister rejected the budget.",
    "A spokesman disputes the bill, which said that 40 hours had been worked.",
    "The council rejected a plan that said the pier should close.",
    "Pia Lund sold the old tug. Carl Moe did not sell the new tug.",
    "The clerk hid the ledger in May. The clerk did not hide the keys.",
    "The firm said the survey was done. The survey did not bear a date.",
    "The chairman brushed off a question, which said much about the mood.",
    "The paper denies a story is late. It was printed on time, a clerk said.",
    "A judge dismissed a claim in which a sailor said the firm owed him wages.",
]
OPPOSED = {"denied", "disputed"}


def opposed(place, text):
    """Read one report and list its points that are denied or disputed, each with its sides."""
    (place / "report.txt").write_text(HEAD + text + "\n", "utf-8")
    record = read_paths([place], settings=Settings(workers=1))
    return [point for story in record.stories for point in story.points if point.status in OPPOSED]


@pytest.mark.parametrize("text", RETORTS)
def test_who_answers_what_stands_beside_it_goes_against_it(text, tmp_path):
    (point, *_) = opposed(tmp_path, text)
    assert {side.stance for side in point.sides} >= {"for", "against"}


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_retort_goes_against_nothing(text, tmp_path):
    assert not opposed(tmp_path, text)


def test_charges_called_false_are_each_denied(tmp_path):
    text = "The army said Oskar Vell attacked a guard, burned two trucks and took part in a raid. His lawyer said the charges were false."
    other = "The army said Oskar Vell took part in a raid. The army said Oskar Vell burned two trucks."
    (tmp_path / "other.txt").write_text(HEAD.replace("faces", "meets") + other + "\n", "utf-8")
    told = {
        side.spans[0].text
        for point in opposed(tmp_path, text)
        for side in point.sides
        if side.stance == "for"
    }
    assert any("trucks" in one and "guard" not in one for one in told)


def test_a_denial_that_stands_against_another_report_is_no_second_point(tmp_path):
    told = "The union said that Mayor Pia Lund conspired with the smugglers."
    (tmp_path / "other.txt").write_text(HEAD.replace("faces", "meets") + told + "\n", "utf-8")
    denial = "Mayor Pia Lund has long denied allegations of collusion with the smugglers, and she attacked the union this week."
    assert len(opposed(tmp_path, denial)) == 1


@pytest.mark.parametrize(
    ("length", "words"),
    [(300_000, "not bear that "), (300_000, "disputes a "), (100_000, "despite reports that he ")],
)
def test_hostile_lines_cost_linear_time(length, words):
    from rashomon.compare.dismissed import _against_talk  # noqa: PLC0415
    from rashomon.compare.retorts import BORNE_OUT, SAYING, _disputing  # noqa: PLC0415

    line = words * (length // len(words))
    for pattern in (BORNE_OUT, _disputing(), _against_talk(), SAYING):
        pattern.search(line)
