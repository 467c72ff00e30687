"""Who denies all that he is told to have done, without saying what: which claim that answers. All people and places are invented."""

import pytest

from rashomon.wiring import Settings, read_paths

ANSWERED = [
    "A trader accused the mayor of asking for a bribe. The mayor denied the accusation.",
    "A trader accused the mayor of theft. The mayor of Tarn, Rolf Lund, denied the accusation.",
    "A trader accused former mayor Rolf Lund of theft. Lund denied the accusation.",
    "A trader accused the Tarn mayor of theft. Mayor Rolf Lund denied the accusation.",
    "A trader accused Mr. Lund of theft. The mayor denied the accusation.",
    "A trader accused the mayor of theft. A spokesman for the mayor denied the accusation.",
    "A trader accused the army of theft. The government denied the accusation.",
    "Two clerks accused the governor of rigging the vote. The governor denied any wrongdoing.",
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
    # who denies is plainly another than who is accused
    "A trader accused the mayor of asking for a bribe. The governor denied the accusation.",
    "A trader accused Mayor Lund of asking for a bribe. Mayor Venn denied the accusation.",
    "A clerk accused the deputy mayor of theft. The mayor denied the accusation.",
    "A clerk accused the mayor's driver of theft. The mayor denied the accusation.",
    "A nurse accused Dr. Lund of harassment. Dr. Venn denied the allegations.",
    "The senator accused President Lund of fraud. Former president Venn denied the accusation.",
    "The club accused Mila Rusk of theft. Ulf Rusk denied the accusation.",
    "The teacher accused the Tarn school board of fraud. The Brod school board denied the allegations.",
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


NEAR = [
    "Eleven cooks have accused the innkeeper Ivo Saar of cheating on wages and unpaid leave. Saar has denied all allegations of unpaid wages.",
    "Villagers accused the guards of shooting a farmer. The guards denied any role in the killing.",
    "Activists accused the circus of starving two lions. The circus denied mistreating the lions.",
    "Widows accused the bank of hiding fees from them. The bank has denied any deceit over fees.",
    "Fishermen accused the navy of sinking their boats. A navy spokesman denied any attack on the boats.",
]
NOT_NEAR = [
    "Villagers accused the guards of shooting a farmer. The guards at another mine denied any role in the shooting of a wolf.",
    "Villagers accused the deputy mayor of shooting a dog. The mayor denied any role in the killing.",
    "Villagers accused Captain Lund of shooting a farmer. Captain Venn denied any role in the killing.",
    "Eleven cooks have accused the innkeeper Ivo Saar of cheating on wages. Saar denied all allegations of arson.",
    "Villagers accused the guards of shooting a farmer. The guards denied any role in the election.",
    "Auditors accused the mayor of spending the school fund on a boat. The mayor denied any knowledge of the strike.",
    "Refugees accused the air force of bombing a market in Orsk. The air force denied crossing the border.",
    "A rival accused the cyclist Karl Moe of injecting a banned hormone. Moe has denied cheating on his taxes.",
    "Activists accused the circus of starving two lions. The circus denied mistreating the workers.",
    "Aid groups said that militia fighters had looted the food store. A militia leader denied his men were involved in the kidnapping of a judge.",
    "Widows accused the bank of hiding fees from them. The bank denied any plan to close branches.",
    "Fishermen accused the navy of sinking their boats. A navy spokesman denied any shortage of fuel.",
    "A neighbour accused the state of sending rifles to the rebels. The state denied supplying grain to the rebels.",
    "Neighbours accused the foundry of spilling acid into the brook. The dairy denied polluting the brook.",
    "Villagers accused the guards of shooting a farmer. The rebels denied any role in the killing.",
    "A rival accused the cyclist Karl Moe of doping. The cyclist Ulf Venn denied doping.",
    "The minister said the army had bought tanks. The army denied a shortage of tanks.",
    "The coach said the club would sell the striker. The club denied any quarrel with the striker.",
    "The envoy said the navy had sailed to Brod. The navy denied any delay in sailing to Orsk.",
    "Doctors said the mine had opened a clinic. The mine denied any danger to miners.",
    "The union said the mill had raised pay by ten crowns. The mill denied cutting the pay of clerks.",
    "The judge said the widow had sued the bank. The bank denied any debt to the widow.",
    "The mayor said the bridge had been closed by the police. The police denied closing the tunnel.",
    "Police said Rolf Berg was hurt in a brawl. Berg denied any part in a robbery.",
    "A senator accused the firm of hiding a report on asbestos. The firm denied a takeover of a rival that mines asbestos.",
    "Students accused the dean of favouring rich applicants. The dean denied any interest in a second term.",
]


@pytest.mark.parametrize("text", NEAR)
def test_who_is_accused_and_denies_what_is_near_to_it_denies_that(text, tmp_path):
    assert denials_in(text, tmp_path)


@pytest.mark.parametrize("text", NOT_NEAR)
def test_a_denial_of_another_matter_or_of_what_nobody_accuses_of_is_tied_to_nothing(text, tmp_path):
    assert not denials_in(text, tmp_path)


UNREAL = [
    'Ivo Saar said the mill had dumped dye in the river. Tess Orrin said the mill was clean; "such claims do not tally with the record."',
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin, who runs the mill, said his claims do not match the truth.",
    "The Courier said the navy had lost a boat. A navy spokeswoman said its rumours did not conform to reality.",
    'The Herald reported that guards let smugglers unload cigarettes at night. "The incidents that you describe never happened," the guards\' chief Karl Moe said.',
    'The Herald reported that guards let smugglers unload cigarettes at night. Karl Moe, the chief of the guards, said the episodes described by the paper were "imaginary".',
    "Anna Brandt said the club had held a secret auction. The auction she describes did not take place, the club said.",
    'A columnist claimed that the mayor kept a second ledger. "The ledger you mention does not exist," the mayor said.',
]
REAL_ENOUGH = [
    # somebody else told of it
    "Anna Brandt said the price of bread had risen. The report cited by the minister was false, the baker said.",
    "The mayor said the plant was shut. A baker said the events described by a poet never happened.",
    'Anna Brandt said the club had held a secret auction. "The thing that a rival alleged never happened," the dairy said.',
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin said the colours did not match the record.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin said reports of a fire did not agree with the facts.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin said his accounts did not tally with the bills.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin said the reports agreed with the facts.",
    "Ivo Saar said the lake was low. Asked about the duke, Tess Orrin said claims that he had fled did not square with the facts.",
    'The Herald reported that guards let smugglers unload cigarettes. "The rule you mention does not exist in Orsk," the guards\' chief Karl Moe said.',
    "The Herald reported that guards let smugglers unload cigarettes. Karl Moe said a ghost does not exist.",
    "Anna Brandt said the club had held a secret auction. The club said the hall it uses no longer exists.",
    "Anna Brandt said the club had held an auction. The club said the building that she painted does not exist any more.",
    "Villagers said the plant had dumped dye. The mayor said the meeting that was planned never happened.",
    "Villagers said the plant had dumped dye. A spokesman said the crash that he did not mention was invented.",
    "A columnist said the mayor kept a parrot. The mayor said the parrot exists.",
    "Aid groups said that soldiers had guarded a clinic. The army said a film about the raid was fictional.",
    "Aid groups said that soldiers had guarded a clinic. The novel described in the review was fictional, the critic said.",
]


@pytest.mark.parametrize("text", UNREAL)
def test_who_says_that_what_was_told_of_never_was_denies_it(text, tmp_path):
    assert denials_in(text, tmp_path)


@pytest.mark.parametrize("text", REAL_ENOUGH)
def test_that_another_thing_is_not_denies_nothing_told_before(text, tmp_path):
    assert not denials_in(text, tmp_path)
