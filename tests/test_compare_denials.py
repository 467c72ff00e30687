"""Which statement a denial denies, and which it does not. All people, places and firms are invented."""

import pytest
from tests.test_compare_story import BRIDGE, compared, told

from rashomon.compare.deed_names import deed_named
from rashomon.wiring import Settings, read_paths


def denied(*readings):
    """List the contents of denials with those of the statements that they deny."""
    said = {s.id: s.content[0].text for reading in readings for s in reading.statements}
    links = compared(*readings).links
    return {(said[link.left], said[link.right]) for link in links if link.relation == "denies"}


def claim(text):
    """Tell a claim of an envoy that stands after "said that"."""
    return told(f"The envoy Ivo Saar said that {text}.", [("The envoy Ivo Saar", "said", text)])


# Each: what an envoy said, who denies, the verb, and the words for it: of another doer, thing, sum, place, way or manner.
OTHERS = [
    ("the minister took a loan from the mill", "The president", "denied", "he had taken a loan from the mill"),
    ("the mill had fired forty welders", "The bank", "denied", "it had fired forty welders"),
    ("the guards had tortured the pilot", "Mila Rusk", "denied", "the rebels had tortured the pilot"),
    ("the club had sold the stadium", "The club", "denied", "it had sold the striker"),
    ("the army had bought helicopters from Brod", "The army", "denied", "it had bought submarines from Brod"),
    ("the governor had signed the treaty on fishing", "The governor", "denied", "he had signed the treaty on grain"),
    ("Senator Hale voted for the tax on salt", "Senator Hale", "denied", "she had voted against the tax on salt"),
    ("the team lost the final", "The coach", "denied", "the team had lost the final on purpose"),
    ("the army shelled the market in Orsk on Monday", "The army", "denied", "it had shelled the market in Orsk on Friday"),
    ("the army shelled the market in Orsk", "The army", "denied", "it had shelled the market in Brod"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "who", "verb", "denial"), OTHERS)
def test_a_denial_of_another_doer_thing_place_day_or_way_is_tied_to_nothing(said, who, verb, denial):
    answer = told(f"{who} {verb} that {denial}.", [(who, verb, denial, "deny")])
    assert not denied(claim(said), answer)


def test_other_sums_are_other_payments():
    one = told(
        "Ivo Saar said the bank paid 40 crowns to the mill.",
        [("Ivo Saar", "said", "the bank paid 40 crowns to the mill")],
        [("40", 40, "crowns")],
    )
    other = told(
        "The bank denied that it had paid 90 crowns to the mill.",
        [("The bank", "denied", "it had paid 90 crowns to the mill", "deny")],
        [("90", 90, "crowns")],
    )
    assert not denied(one, other)


def test_a_denial_that_says_less_than_the_claim_denies_it():
    said, denial = "soldiers killed four fishermen at the lake", "soldiers had killed fishermen at the lake"
    answer = told(f"Ulf Venn denied that {denial}.", [("Ulf Venn", "denied", denial, "deny")])
    assert denied(claim(said), answer) == {(denial, said)}


# A report in which the last words only point back, and whether they deny the claim that stands before.
POINTING = [
    ("Tess Orrin", "said", "the charges were false", "deny", True),
    ("Tess Orrin", "said", "that was not the case", "deny", True),
    ("Tess Orrin", "said", "nothing of the sort had happened", "deny", True),
    ("Tess Orrin", "rejected", "the accusation", "deny", True),
    ("Tess Orrin", "has disputed", "that account", "deny", True),
    ("Tess Orrin", "dismissed", "the claim as nonsense", "deny", True),
    ("Tess Orrin", "called", "the allegation a lie", "deny", True),
    ("Tess Orrin", "rejected", "the accusation that she had spied", "deny", False),
    ("Tess Orrin", "denied", "reports of a flood", "deny", False),
    ("Tess Orrin", "rejected", "the offer", "deny", False),
    ("Tess Orrin", "said", "this has happened before", "say", False),
    ("Tess Orrin", "dismissed", "the Herald report", "deny", False),
]  # fmt: skip


@pytest.mark.parametrize(("who", "verb", "words", "act", "tied"), POINTING)
def test_a_denial_that_only_points_back_denies_what_was_claimed_right_before(who, verb, words, act, tied):
    said = "the mill had dumped dye in the river"
    report = told(
        f"Ivo Saar claimed {said}. {who} {verb} {words}.",
        [("Ivo Saar", "claimed", said, "accuse"), (who, verb, words, act)],
    )
    assert denied(report, BRIDGE) == ({(words, said)} if tied else set())


def test_what_stands_between_takes_this_away():
    said, words = "the mill had dumped dye in the river", "This never happened"
    report = told(
        f"Ivo Saar said {said}. The day was hot. The mayor slept. {words}, Tess Orrin said.",
        [("Ivo Saar", "said", said), ("Tess Orrin", "said", words, "deny")],
    )
    assert not denied(report, BRIDGE)


def test_the_other_renderings_of_what_is_pointed_at_are_denied_too():
    said = "the mill had dumped forty barrels of purple dye in the river Aune"
    first = told(
        f"Ivo Saar said {said}. Tess Orrin rejected the claim.",
        [("Ivo Saar", "said", said), ("Tess Orrin", "rejected", "the claim", "deny")],
    )
    second = told(f"Ivo Saar said {said}.", [("Ivo Saar", "said", said)])
    assert len([link for link in compared(first, second).links if link.relation == "denies"]) == 2


# What is said, what is denied of it in another word for the deed, and whether the denial answers it.
DEEDS = [
    ("the Hale campaign conspired with the northern army", "there was no collusion", True),
    ("the Hale campaign conspired with the northern army", "there was no collusion with the northern army", True),
    ("the Hale campaign conspired with the northern army", "there was no collusion with the southern bank", False),
    ("the Hale campaign worked in cahoots with the northern army", "there was no collusion", True),
    ("the clerks worked hand in glove with the guards", "there was no bribery", False),
    ("the clerk took bribes", "there was no bribery", True),
    ("police are investigating whether the clerk took bribes", "there was no bribery", False),
    ("the firm plans to bribe the judge", "there was no bribery", False),
    ("the firm never bribed the judge", "there was no bribery", False),
    ("the alleged bribery shocked the village", "there was no bribery", False),
    ("the clerk closed the office", "there was no bribery", False),
]  # fmt: skip


@pytest.mark.parametrize(("said", "words", "tied"), DEEDS)
def test_a_denial_answers_an_accusation_of_the_same_deed_that_holds_all_it_says(said, words, tied):
    answer = told(f"Tess Orrin said {words}.", [("Tess Orrin", "said", words, "deny")])
    assert ((words, said) in denied(claim(said), answer)) is tied


def test_words_for_one_deed_are_one_and_others_are_none():
    assert deed_named("collusion") == deed_named("conspire") != deed_named("bribe")
    assert not deed_named("bridge")


def test_who_says_that_what_another_tells_is_not_so_denies_it():
    said, words = "the gates were opened in time", "the gates were not opened in time"
    answer = told(f"Tess Orrin said {words}.", [("Tess Orrin", "said", words)])
    assert denied(claim(said), answer) == {(words, said)}


def test_those_who_did_it_are_not_the_one_who_did_not():
    one = told("Those who signed the letter are teachers, Ivo Saar said.")
    other = told("Keller, who did not sign the letter, said he was in Orsk.")
    assert "disputed" not in {point.status for point in compared(one, other).story.points}


# What a report tells, and a last sentence that must not be tied to it: of another charge, not made, or long ago.
UNTIED = [
    "Ivo Saar said the fair was a success. Otto Brel said the charges were false.",
    "Ivo Saar said the mill was on fire. Tess Orrin, who was charged with fraud in May, said the charges were false.",
    "Police said Otto Brel stole a boat. Mila Rusk, who is on trial for arson, denies the charges.",
    "Ivo Saar accused the bank of theft. In another case Otto Brel was accused of arson. Brel rejected the accusation.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin will deny the claim.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin neither confirmed nor denied the report.",
    "Ivo Saar said the mill had dumped dye in the river. In 1998 the mill rejected the claim.",
    "Ivo Saar said the guards beat him. The minister did nothing of the sort, Tess Orrin said.",
    "Ivo Saar said he wanted to visit the mill. This never happened, Tess Orrin said.",
    "Ivo Saar said the mill should pay for the damage. Tess Orrin rejected the suggestion.",
    "Ivo Saar said the prisoners were well fed. A judge dismissed all charges.",
    "Otto Brel said the bank had lost money. Ivo Saar said the minister had lied. The bank said the claim was false.",
    "Ivo Saar said the flood killed nine. There were rumours of a tenth victim. Tess Orrin denied the rumours.",
]
# What a body says whose work it is to accuse, and which is no charge.
UNTIED += [
    "Police said Friday was the coldest day of the year. Otto Brel said the charges were false.",
    "Police said Keller was found alive in a barn. Her sister said the charges were false.",
    "Prosecutors said Brel would be tried in June. His lawyer said the charges were false.",
    "Police said Brel denied the theft. His wife said the charges were false.",
    "The court said Brel had paid his fine. Brel said the charges were false.",
    "Investigators said Tess Orrin helped them. Otto Brel said the accusations were false.",
]
# What only sounds like a wrong.
UNTIED += [
    "Police said Otto Brel shot a video of the blaze. His lawyer said the charges were false.",
    "Police said Tess Orrin beat the record of the lake swim. Otto Brel said the allegations were false.",
    "Prosecutors said Otto Brel fled the war as a boy. His lawyer said the charges were false.",
    "The court said Mila Rusk paid the builder on time. Her lawyer said the accusations were untrue.",
    "Police said Officer Dan Holt shot the dog. Otto Brel said the charges were false.",
]
# A deed of which only a turn of phrase is told.
UNTIED += [
    "Ivo Saar said Otto Brel stole the show. Otto Brel denied any theft.",
    "Ivo Saar said Otto Brel attacked the budget in the council. Otto Brel denied any assault.",
    "Ivo Saar said the mill slipped notes under the table at the quiz. The mill denied any bribery.",
    "Ivo Saar said the mayor was swept under the ice. The mayor denied any concealment.",
]
# A noun taken up of another thing, and words that begin alike.
UNTIED += [
    "Ivo Saar said the port had made an agreement with the union on wages. The mill denied any agreement on prices.",
    "Ivo Saar said the meeting with the mill went well. The minister denied any meeting with the smugglers.",
    "Ivo Saar said the answer was simple. Otto Brel said there is no answer yet.",
    "Ivo Saar said the internal review was over. The mill denied any international deal.",
    "Ivo Saar said the contract was signed. The mill denied any contraband was on board.",
    "Ivo Saar said the guards tortured inmates. The ministry said there has been no torture since the governor came.",
]
# What was described without being what was claimed, and a denial of somebody else's matter between.
UNTIED += [
    "Ivo Saar said the road stands on old maps. Tess Orrin said the bridge mentioned by guides does not exist.",
    "Ivo Saar said the flood killed nine. Otto Brel denied stealing a boat. This never happened, Tess Orrin said.",
    "Ivo Saar said the flood killed nine. Tess Orrin said press freedom did not exist in Tarn.",
    "Ivo Saar said the flood killed nine. The scenario described in the novel does not exist, Tess Orrin said.",
]
# Who denies a report of what was said denies the saying, and who denies having read it denies nothing that it tells.
UNTIED_INSIDE = [
    "Otto Brel denied he had read the report in which Ivo Saar claimed that the mill was safe.",
    "Otto Brel denied leaking a report in which Ivo Saar said the dye was harmless.",
    "Otto Brel did not deny a report in which Ivo Saar said the dye was harmless.",
    "Otto Brel denied that Ivo Saar had said the dye was harmless.",
    "Otto Brel denied a report that Ivo Saar said the dye was harmless.",
    "Otto Brel rejected an account that Ivo Saar, who says the dye is harmless, gave.",
    "Otto Brel rejected an account which Ivo Saar says is false.",
    "Otto Brel denied the allegations, which Ivo Saar says were made in jest.",
    "Otto Brel rejected claims from Orsk, where officials say the mill is safe.",
    "Otto Brel dismissed the allegations at a meeting in which Ivo Saar said the dye was harmless.",
    "The firm denied a report from Brod, where an aide said the roof leaked.",
    "The firm denied access to a report by the Gazette, which said the roof leaked.",
    "The firm rejected a claim by the widow, who said her leg hurt.",
    "The editor rejected an article by Ivo Saar, who once said poems bored him.",
    "The firm disputed the bill in an article by the Gazette, which said the roof leaked.",
    "The mayor dismissed a clerk who read the Gazette, which said the roof leaked.",
    "The mayor denied that he had read a report by the Gazette, which said the roof leaked.",
    "The board rejected a story idea by Mila Rusk, which critics said was dull.",
    "The firm denied a report by the Gazette, which its owner said would close.",
]
TIED_INSIDE = [
    "Otto Brel rejected reports saying the mill was safe.",
    "Otto Brel dismissed the report in which Ivo Saar claimed that the mill was safe.",
    "The dairy denied a report by the Tarn Gazette, which said two cooks had served stale cheese at a wedding.",
    "The company rejected an article in the Gazette, in which an unnamed engineer said the dam wall had cracked.",
    "The firm dismissed a story in the Orsk Courier, which claimed it had sold its mines.",
]
# The like of it that is tied.
TIED = [
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin said press accounts “did not square with facts.”",
    "There was anger over a Norwegian report that the Spanish museum had lost nine paintings. Spain denied the report.",
    "A spokesman for the government said the dam was safe. Mila Rusk, a critic of the government, denied that the dam was safe.",
    "Ivo Saar said the port had agreed with the union on wages. The mill denied any agreement with the union.",
    "Police said Otto Brel shot a man and fled. His lawyer said the charges were false.",
    "Ivo Saar said the guards tortured inmates. The ministry said there was no torture.",
    "Police said Keller robbed a shop in Brod. Her sister said the charges were false.",
    "The army said Sela threw stones at a patrol. Her father said the charges were fabricated.",
    "Ivo Saar accused the mill of dumping dye in the river. The mill said the charges were false.",
    "Ivo Saar said the guards beat him. The guards did nothing of the sort, Tess Orrin said.",
    "Ivo Saar said the mill had dumped dye in the river. Tess Orrin denied the claim.",
]


def denied_in(text, folder):
    opening = (
        "Ten quarrels of Tarn\n\nTARN, May 14, 2031 - A busy year ends in Tarn with its many quarrels.\n\n"
    )
    (folder / "a.txt").write_text(f"{opening}{text}\n", "utf-8")
    record = read_paths([str(folder)], settings=Settings(workers=1))
    points = {p.status for story in record.stories for p in story.points} & {"denied", "disputed"}
    return bool(points) or any(link.relation == "denies" for link in record.links)


def links_in(text, folder):
    (folder / "a.txt").write_text(
        f"Quarrels of Tarn\n\nTARN, May 14, 2031 - A busy year ends.\n\n{text}\n", "utf-8"
    )
    return [s.denies for s in read_paths([str(folder)], settings=Settings(workers=1)).statements if s.denies]


@pytest.mark.parametrize("text", UNTIED_INSIDE)
def test_who_denies_that_something_was_said_does_not_deny_what_was_said(text, tmp_path):
    assert not links_in(text, tmp_path)


@pytest.mark.parametrize("text", TIED_INSIDE)
def test_who_rejects_a_report_denies_what_is_told_in_it(text, tmp_path):
    assert links_in(text, tmp_path)


@pytest.mark.parametrize("text", UNTIED)
def test_a_pointing_denial_of_another_matter_or_not_made_is_tied_to_nothing(text, tmp_path):
    assert not denied_in(text, tmp_path)


@pytest.mark.parametrize("text", TIED)
def test_a_pointing_denial_of_what_stands_before_is_tied(text, tmp_path):
    assert denied_in(text, tmp_path)


# What is told after an accusation and must not be tied to it: by the denier's own side, by a stranger, of another deed.
NO_ANSWERS = [
    "Orvo Lund denied any bribery. His lawyer said Lund was saddened by the allegation of bribery.",
    "Orvo Lund denied fraud. A spokesman said any allegations of fraud were firmly denied.",
    "Orvo Lund admitted a short talk with Tess Orrin. There was no bribe in the short talk, his lawyer said.",
    "Villagers said rebels tortured two boys. The bank denied any torture.",
    "Ivo Saar said Orvo Lund had attacked a waiter. Tess Orrin denied any attack on the guards.",
    "Ivo Saar said Brel bribed a guard while the judge slept. Otto Brel denied that he had bribed the judge.",
    "The firm denied any evasion of tax. A company spokesman said evasion of tax was a crime.",
]


@pytest.mark.parametrize("text", NO_ANSWERS)
def test_neither_the_denier_s_own_side_nor_a_stranger_is_tied_to_a_denial(text, tmp_path):
    assert not denied_in(text, tmp_path)


def test_who_is_accused_of_a_deed_and_denies_it_answers_that(tmp_path):
    text = "Tess Orrin said Orvo Lund assaulted her at the inn. Her claims of being physically assaulted are untrue, Lund's lawyer said."
    assert denied_in(text, tmp_path)


# What a second source of one report says in like words, of something else, of less, or until a day.
NO_QUARRELS = [
    "The mayor said the boats were saved. Otto Brel said his boats were not saved.",
    "Ivo Saar said the mill had paid the welders in May. The union said the mill had not paid the welders in June.",
    "Police said they had found the boat. The navy said it had not found the boat until Friday.",
    "Ivo Saar said the law protects tenants. Tess Orrin said the law does not protect tenants who pay late.",
    "Ivo Saar said trains run to Brod. Tess Orrin said trains do not run to Brod at night.",
    "The judge said the jury heard the witness. Otto Brel said he did not hear the witness.",
    "The mayor said he would attend the fair. Otto Brel said he would not attend the fair.",
]


@pytest.mark.parametrize("text", NO_QUARRELS)
def test_two_sources_of_one_report_who_speak_of_two_things_are_not_set_against_each_other(text, tmp_path):
    assert not denied_in(text, tmp_path)


def test_two_sources_of_one_report_who_say_yes_and_no_of_one_thing_are(tmp_path):
    text = "Ivo Saar said Brandt signed the letter. Otto Brel said Brandt never signed the letter."
    assert denied_in(text, tmp_path)


def test_who_denies_a_deed_denies_no_danger_of_it():
    danger = claim("there was a growing threat of looting in the harbour of Orsk")
    answer = told(
        "The port guards denied looting in the harbour of Orsk.",
        [("The port guards", "denied", "looting in the harbour of Orsk", "deny")],
    )
    assert not denied(danger, answer)
    assert "denied" not in {point.status for point in compared(danger, answer).story.points}


def test_who_denies_a_deed_does_not_answer_that_another_encouraged_it():
    urged = claim("Mayor Lund was encouraging looting in the harbour of Orsk")
    answer = told(
        "The port guards denied plundering the harbour of Orsk.",
        [("The port guards", "denied", "plundering the harbour of Orsk", "deny")],
    )
    assert not denied(urged, answer)
    assert "denied" not in {point.status for point in compared(urged, answer).story.points}
