"""Renderings of one utterance, and denials tied to what they deny. All people, places and reports are invented."""

import msgspec
from tests.test_compare_story import ENCODER, compared, story_of, told

from rashomon.compare.story import compare_story
from rashomon.spans import cut, holds
from rashomon.types import When, Why


def quoting(text, speaker, cue, content):
    """Read a report with one direct quotation."""
    reading = told(text, [(speaker, cue, content)])
    statement = msgspec.structs.replace(
        reading.statements[0], kind="direct", quoted=reading.statements[0].content
    )
    return msgspec.structs.replace(reading, statements=(statement,))


def same(*readings, verdict="yes"):
    links = compared(*readings).links
    return [link for link in links if link.relation == "same-utterance" and link.verdict == verdict]


def denials(*readings):
    return [link for link in compared(*readings).links if link.relation == "denies"]


LONG = quoting(
    '"We will open every gate of the northern canal in spring, if the council pays for the repairs," Ilse Varn said.',
    "Ilse Varn", "said", "We will open every gate of the northern canal in spring, if the council pays for the repairs",
)  # fmt: skip
SHORT = quoting(
    'Ilse Varn told a radio: "We will open every gate of the northern canal in spring."',
    "Ilse Varn", "told", "We will open every gate of the northern canal in spring",
)  # fmt: skip


def test_a_cut_quotation_is_one_utterance_and_the_cut_is_shown():
    (link,) = same(LONG, SHORT)
    assert link.why.code == "cut"
    left_out = link.why.spans[-1]
    assert left_out.text == "if the council pays for the repairs"
    assert holds(left_out, LONG.article)


def test_the_same_words_in_another_mouth_are_no_one_utterance():
    other = quoting(
        'Otto Brel told a radio: "We will open every gate of the northern canal in spring."',
        "Otto Brel", "told", "We will open every gate of the northern canal in spring",
    )  # fmt: skip
    assert same(LONG, other) == []


def test_what_a_bare_surname_says_is_one_with_what_its_bearer_says():
    short = quoting(
        'Varn told a radio: "We will open every gate of the northern canal in spring."',
        "Varn", "told", "We will open every gate of the northern canal in spring",
    )  # fmt: skip
    (link,) = same(LONG, short)
    assert {link.left, link.right} == {LONG.statements[0].id, short.statements[0].id}


def test_one_speaker_on_one_subject_makes_two_utterances():
    other = quoting(
        'Ilse Varn said in the capital: "Nobody asked me about the northern canal before the harvest failed."',
        "Ilse Varn", "said", "Nobody asked me about the northern canal before the harvest failed",
    )  # fmt: skip
    assert same(LONG, other) == []


def test_words_said_on_two_days_are_two_utterances():
    def on(day):
        return When(day, day, "day", None, Why("test"))

    first = msgspec.structs.replace(SHORT.statements[0], when=on("2031-05-02"))
    second = msgspec.structs.replace(LONG.statements[0], when=on("2031-05-09"))
    early = msgspec.structs.replace(SHORT, statements=(first,))
    late = msgspec.structs.replace(LONG, statements=(second,))
    assert same(early, late) == []


def test_the_order_of_the_reports_changes_no_link():
    dossier = story_of(LONG, SHORT)
    turned = msgspec.structs.replace(dossier, readings=dossier.readings[::-1])
    assert compare_story(dossier, encoder=ENCODER).links == compare_story(turned, encoder=ENCODER).links


def test_two_parts_of_one_utterance_are_one_with_the_whole_that_holds_both():
    first, second = (
        "the northern canal stays open until the harvest is home",
        "nobody here will pay a toll to the ministry",
    )
    whole = quoting(
        f'"{first}, and {second}," Ilse Varn said.', "Ilse Varn", "said", f"{first}, and {second}"
    )
    one = quoting(f'"{first}," Ilse Varn said.', "Ilse Varn", "said", first)
    other = quoting(f'Ilse Varn told farmers: "{second}."', "Ilse Varn", "told", second)
    parts = {one.statements[0].id, other.statements[0].id}
    assert same(one, other) == []
    assert parts in [{link.left, link.right} for link in same(whole, one, other)]


def of_nobody(reading):
    statement = msgspec.structs.replace(reading.statements[0], speaker=None)
    return msgspec.structs.replace(reading, statements=(statement,))


def in_part(text, speaker, cue, content, quoted):
    """Read a report with one statement of which some words are quoted."""
    reading = told(text, [(speaker, cue, content)])
    at = text.index(quoted)
    span = cut(reading.article, at, at + len(quoted))
    statement = msgspec.structs.replace(reading.statements[0], kind="mixed", quoted=(span,))
    return msgspec.structs.replace(reading, statements=(statement,))


LEAD = "no barge would ever pay such “crooked toll” up the canal"
TOLL = "No barge pays a crooked toll on the northern canal as long as the council sits"


# Words are rare only in a story that is told in many.
ELSEWHERE = told(
    "The price of bread rose in the south. A mill near the border lost its roof. Farmers moved their cattle to the hills. "
    "The school in the valley closed early. A doctor treated eleven children. Rain washed out the eastern road. "
    "The bank lent money to the bakers. A choir sang at the old church. The post office sold its last stamps."
)


def lead_and_body(lead, body, quoted):
    """Read a warning of nobody known, with some words quoted, and what Ilse Varn wrote: as one text, or as two."""
    first = f"Word of the blockade brought a warning that {lead}."
    warning = of_nobody(in_part(first, "Word of the blockade", "warning", lead, quoted))
    second = f'Ilse Varn wrote: "{body}."'
    writing = quoting(second, "Ilse Varn", "wrote", body)
    whole = told(
        f"{first} {second}", [("Word of the blockade", "warning", lead), ("Ilse Varn", "wrote", body)]
    )
    at = whole.article.text.index(quoted)
    one, other = whole.statements
    both = (
        msgspec.structs.replace(
            one, speaker=None, kind="mixed", quoted=(cut(whole.article, at, at + len(quoted)),)
        ),
        msgspec.structs.replace(other, kind="direct", quoted=other.content),
    )
    return msgspec.structs.replace(whole, statements=both), (warning, writing)


def test_all_words_of_a_short_quotation_tie_a_lead_of_nobody_known_to_who_says_them_in_the_body():
    whole, apart = lead_and_body(LEAD, TOLL, "crooked toll")
    (link,) = same(whole, ELSEWHERE)
    assert {link.left, link.right} == {statement.id for statement in whole.statements}
    assert same(*apart, ELSEWHERE) == []


def test_a_short_quotation_that_shares_little_else_ties_nobody():
    whole, _ = lead_and_body(
        "the “northern canal” and the price of bread in the south", TOLL, "northern canal"
    )
    assert same(whole, ELSEWHERE) == []


def test_two_unlike_statements_of_one_report_are_not_chained_by_a_third():
    first, second = (
        "the northern canal stays open until the harvest is home",
        "nobody here will pay a toll to the ministry",
    )
    whole = quoting(
        f'"{first}, and {second}," Ilse Varn said.', "Ilse Varn", "said", f"{first}, and {second}"
    )
    both = told(
        f"Ilse Varn said {first}. Ilse Varn added {second}.",
        [("Ilse Varn", "said", first), ("Ilse Varn", "added", second)],
    )
    assert {s.id for s in both.statements} not in [{link.left, link.right} for link in same(whole, both)]


def test_what_a_source_without_a_name_says_is_one_with_what_the_one_it_describes_says():
    said = "the council will not open the northern gates before the harvest is home"
    lead = told(
        f"A spokeswoman for the canal board said {said}.",
        [("A spokeswoman for the canal board", "said", said)],
    )
    later = told(
        f"Ilse Varn, spokeswoman for the northern canal board, announced {said}.",
        [("Ilse Varn", "announced", said)],
    )
    dossier = story_of(lead, later)
    office = "spokeswoman for the northern canal board"
    at = later.article.text.index(office)
    role = cut(later.article, at, at + len(office))
    speakers = tuple(
        msgspec.structs.replace(s, role=role)
        if s.id == "Ilse Varn"
        else msgspec.structs.replace(s, kind="unnamed")
        for s in dossier.speakers
    )
    links = compare_story(msgspec.structs.replace(dossier, speakers=speakers), encoder=ENCODER).links
    assert [link.verdict for link in links if link.relation == "same-utterance"] == ["yes"]
    unknown = tuple(msgspec.structs.replace(s, role=None) for s in speakers)
    links = compare_story(msgspec.structs.replace(dossier, speakers=unknown), encoder=ENCODER).links
    assert [link for link in links if link.relation == "same-utterance"] == []


CLAIM = told(
    "Ilse Varn said the ministry sold the northern grain depot to investors. Otto Brel denied any such sale of the depot.",
    [
        ("Ilse Varn", "said", "the ministry sold the northern grain depot to investors"),
        ("Otto Brel", "denied", "any such sale of the depot", "deny"),
    ],
)


def test_a_denial_in_another_report_is_tied_to_the_claim():
    denial = told(
        "Otto Brel denied that the ministry sold the northern grain depot.",
        [("Otto Brel", "denied", "the ministry sold the northern grain depot", "deny")],
    )
    claim = told(
        "The ministry sold the northern grain depot to investors, Ilse Varn said.",
        [("Ilse Varn", "said", "The ministry sold the northern grain depot to investors")],
    )
    (link,) = denials(denial, claim)
    assert (link.left, link.right) == (denial.statements[0].id, claim.statements[0].id)


def test_nobody_denies_their_own_words_by_resemblance():
    one = told(
        "Otto Brel said the ministry sold the northern grain depot. Later Otto Brel denied that the ministry sold the depot in May.",
        [
            ("Otto Brel", "said", "the ministry sold the northern grain depot"),
            ("Otto Brel", "denied", "the ministry sold the depot in May", "deny"),
        ],
    )
    found = [link for link in denials(one) if link.made_by.startswith("compare.denials")]
    assert found == []


def test_a_denial_of_another_matter_is_tied_to_nothing():
    denial = told(
        "Otto Brel denied that the harbour bridge would be closed for the festival.",
        [("Otto Brel", "denied", "the harbour bridge would be closed for the festival", "deny")],
    )
    assert denials(denial, CLAIM) == denials(CLAIM)


def test_a_second_denial_of_one_speaker_denies_the_same():
    text = (
        "Ilse Varn said the two states signed a settlement on grain. Otto Brel denied any such settlement exists. "
        "There was no settlement on grain, Otto Brel said."
    )
    report = told(
        text,
        [
            ("Ilse Varn", "said", "the two states signed a settlement on grain"),
            ("Otto Brel", "denied", "any such settlement exists", "deny"),
            ("Otto Brel", "said", "There was no settlement on grain", "deny"),
        ],
    )
    claim, first, second = (statement.id for statement in report.statements)
    assert {(link.left, link.right) for link in denials(report)} == {(first, claim), (second, claim)}


def test_what_is_left_out_is_words_of_the_longer_report():
    for link in same(LONG, SHORT):
        for span in link.why.spans:
            article = next(r.article for r in (LONG, SHORT) if r.article.id == span.article)
            assert cut(article, span.start, span.end) == span


def joined(dossier, group, *members):
    speakers = tuple(
        msgspec.structs.replace(s, kind="group", members=members) if s.id == group else s
        for s in dossier.speakers
    )
    return msgspec.structs.replace(dossier, speakers=speakers)


def test_nobody_denies_what_they_said_with_another():
    claim = told(
        "Otto Brel and Ilse Varn said the ministry sold the northern grain depot to investors.",
        [("Otto Brel and Ilse Varn", "said", "the ministry sold the northern grain depot to investors")],
    )
    denial = told(
        "Otto Brel denied that the ministry sold the northern grain depot to investors.",
        [("Otto Brel", "denied", "the ministry sold the northern grain depot to investors", "deny")],
    )
    dossier = joined(story_of(claim, denial), "Otto Brel and Ilse Varn", "Otto Brel", "Ilse Varn")
    found = compare_story(dossier, encoder=ENCODER)
    made = [link for link in found.links if link.made_by.startswith("compare.denials")]
    assert made == []
    assert denials(claim, denial) != []


def test_a_point_told_by_two_together_and_by_one_of_them_has_no_other_speaker():
    one = told(
        "Otto Brel and Ilse Varn said the ministry sold the northern grain depot to investors.",
        [("Otto Brel and Ilse Varn", "said", "the ministry sold the northern grain depot to investors")],
    )
    dossier = joined(story_of(one, CLAIM), "Otto Brel and Ilse Varn", "Otto Brel", "Ilse Varn")
    apart = compare_story(story_of(one, CLAIM), encoder=ENCODER).story.points
    together = compare_story(dossier, encoder=ENCODER).story.points
    assert [point.speakers_differ for point in apart if point.status == "agreed"] == [True]
    assert [point.speakers_differ for point in together if point.status == "agreed"] == [False]


STORM = "a violent storm on the northern canal"
WITHIN = f"that ropes had been used after what the guard called {STORM}"


def told_twice(beginning):
    outer = ("guard", beginning.split()[-1], WITHIN)
    return told(f"The guard {beginning} {WITHIN}. Ferries ran late.", [outer, ("guard", "called", STORM)])


def test_a_statement_told_within_another_is_no_rendering_of_it_in_either_report():
    readings = told_twice("said"), told_twice("later said")
    kept = {s.id: s.content[0].text for reading in readings for s in reading.statements}
    pairs = {frozenset((kept[link.left], kept[link.right])) for link in same(*readings)}
    assert pairs == {frozenset((STORM,)), frozenset((WITHIN,))}
