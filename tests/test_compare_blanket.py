"""Who denies all that he is told to have done, without saying what: which claim that answers. All people and places are invented."""

import pytest

from rashomon.wiring import Settings, read_paths

ANSWERED = [
    "The auditors accused the treasurer Ulf Venn of hiding losses. Venn has repeatedly denied any wrongdoing.",
    "Two ministers blamed the railway for the crash. The railway denied responsibility.",
    "Rebels accused the army of shelling a clinic. The army has denied involvement.",
    "Police said the driver Rolf Berg was suspected of arson. Berg, through his lawyer, denied the allegations.",
    "The senator Mila Rusk accused the bank of cheating widows. A spokesman for the bank rejected the accusations as false.",
    "A report by the ombudsman accused the prison of neglect. The prison's director denied the accusation.",
    "Anna Brandt said the bishop had slapped her. The bishop dismissed the allegation as absurd.",
    'Karl Moe said the firm had stolen his design. The firm called his claim "nonsense".',
    "The mayor of Orsk said Tarn had diverted the stream. Tarn's council denied this.",
    "The inspector accused the club of forging the ledger. In a letter on Monday the club denied any impropriety.",
]
UNANSWERED = [
    "Two clerks accused Mayor Orvo Lund of taking bribes. The builder Rolf Berg denied any wrongdoing.",
    "The auditors accused Mila Rusk of hiding losses. Her brother, Ulf Rusk, denied the allegations against him in another case.",
    "The auditors praised the treasurer Ulf Venn. Venn has denied any wrongdoing in the sale of the mill.",
    "The foreign minister said the interior minister had lied. The finance minister denied it.",
    "The envoy said that the harbor in Brod was open. Asked about his divorce, the Brod captain denied it.",
    "The senator said the bank had lent money to widows. The bank rejected the allegation of a rival that it was broke.",
    "Rebels accused the army of shelling a clinic. The rebels denied any involvement in the kidnapping of a nurse.",
    "Rebels accused the army of shelling a clinic. The police denied involvement.",
    "A report accused the prison of neglect. The prison's cook would not say whether he denied the accusation.",
    "Anna Brandt said the bishop would retire. The bishop dismissed his driver.",
    'Karl Moe said the firm was sound. The firm called his manner "nonsense".',
    "The mayor of Orsk said Tarn had a fine stream. Tarn's council denied that request.",
    "Investigators accused the pharmacist of selling stale drugs. The pharmacist's landlord, who is accused of arson, denied the allegations.",
    "The inspector accused the club of forging the ledger. If the club denies any impropriety, he will go to court.",
    "Prosecutors said Ulf Venn was charged with theft. Venn, accused of fraud by his wife in 2019, denied that accusation.",
    "Critics accused Senator Hale of sloth. Twenty years ago Hale denied the allegations.",
    "Critics accused Senator Hale of sloth. Hale never denied the allegations.",
    "Critics accused Senator Hale of sloth. Hale did not deny it.",
    "The nurse said the surgeon was kind. The surgeon denied it to nobody that he was tired.",
    "The coach said the goalkeeper had slept badly. The goalkeeper was denied it by the referee.",
    "The union said the mill had raised pay. The mill rejected the claims of the widow.",
    "The trader accused the mayor of theft. The mayor's office denied access to the files.",
    "The club accused Rolf Berg of drinking. Rolf Berg's club denied him a place.",
    "The king said the duke would marry. The duke denied it was raining.",
    "Guards accused Anna Brandt of spitting. Anna Brandt said the guards had denied responsibility for the fire.",
]


def denials_in(text, folder):
    (folder / "a.txt").write_text(
        f"Quarrel in Tarn\n\nTARN, May 14, 2031 - A busy spring week ends in the town of Tarn.\n\n{text}\n",
        "utf-8",
    )
    record = read_paths([str(folder)], settings=Settings(workers=1))
    return [link for link in record.links if link.relation == "denies"]


@pytest.mark.parametrize("text", ANSWERED)
def test_a_blanket_denial_answers_the_claim_about_who_denies(text, tmp_path):
    assert denials_in(text, tmp_path)


@pytest.mark.parametrize("text", UNANSWERED)
def test_a_blanket_denial_answers_nothing_said_of_another_or_of_another_matter(text, tmp_path):
    assert not denials_in(text, tmp_path)
