import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_attributions, find_statements
from rashomon.spans import holds
from rashomon.types import Article, Attribution, Model
from rashomon.wiring import Settings, read_paths

PARSER = SpacyParser()
PIECES = [*"aB .,:?!\"“”‘'’\n", " said ", " Venn ", " that ", " told ", " according to "]


def statements(text, tagger=None):
    article = Article("a", "a.txt", text, language="en")
    found = find_statements(article, *split_sentences(article, PARSER), tagger)
    for statement in found:
        spans = [*statement.content, *statement.quoted]
        spans += [s for s in (statement.cue, statement.source, statement.to, statement.via) if s]
        assert all(holds(span, article) for span in spans)
    return found


def only(text):
    found = statements(text)
    assert len(found) == 1, [[c.text for c in s.content] for s in found]
    return found[0]


def told(statement):
    return [span.text for span in statement.content]


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "kind"),
    [
        ('"The bridge is closed," Mayor Orla Venn said.', ["The bridge is closed"], "said", "Mayor Orla Venn", "direct"),
        ('"The bridge is closed," said Orla Venn, the mayor of Dunmere.', ["The bridge is closed"], "said",
         "Orla Venn, the mayor of Dunmere", "direct"),
        ('Venn said: "The bridge is closed."', ["The bridge is closed."], "said", "Venn", "direct"),
        ("Venn said that the bridge was closed.", ["the bridge was closed"], "said", "Venn", "indirect"),
        ('Venn said the bridge was "completely closed" on Monday.', ['the bridge was "completely closed" on Monday'],
         "said", "Venn", "mixed"),
        ("The bridge was closed, the ministry said.", ["The bridge was closed"], "said", "the ministry", "indirect"),
        ("According to two people briefed on the plan, the bridge will close.", ["the bridge will close"],
         "According to", "two people briefed on the plan", "indirect"),
        ("The bridge will close, according to the ministry.", ["The bridge will close"], "according to",
         "the ministry", "indirect"),
        ("Orla Venn denied that the bridge was unsafe.", ["the bridge was unsafe"], "denied", "Orla Venn", "indirect"),
    ],
)  # fmt: skip
def test_plain_attributions_are_read(text, content, cue, source, kind):
    found = only(text)
    assert (told(found), found.cue.text, found.source.text, found.kind) == (content, cue, source, kind)


def test_a_split_quotation_is_one_statement():
    found = only('"We lost the vote," Orla Venn said, "but we will try again."')
    assert told(found) == ["We lost the vote", "but we will try again."]
    assert found.kind == "direct"


def test_a_quotation_goes_on_in_the_next_sentences():
    found = only('"We lost the vote," Orla Venn said. "It hurts a great deal. We will try again."')
    assert told(found) == ["We lost the vote", "It hurts a great deal. We will try again."]


def test_a_quotation_reopened_in_the_next_paragraph_is_one_statement():
    found = only("Orla Venn said: “We lost the vote and it hurts.\n\n“But we will try again next year.”")
    assert len(found.content) == 2


def test_turns_of_a_transcript_between_marks_are_one_statement_each():
    found = statements(
        '"BRANDT: Will the upper gates be opened tomorrow morning?\n\n"(CROSSTALK.)\n\n'
        '"ORSK: We will not open them before the valley has been asked.\n\n"And the valley will be asked in May."'
    )
    assert [(s.source.text, told(s)) for s in found] == [
        ("BRANDT", ["Will the upper gates be opened tomorrow morning?"]),
        (
            "ORSK",
            [
                "We will not open them before the valley has been asked.",
                "And the valley will be asked in May.",
            ],
        ),
    ]


def test_a_quotation_without_a_named_speaker_is_kept():
    found = only('"The water came up to the second floor within an hour."')
    assert found.source is None
    assert found.cue is None


def test_a_name_and_a_colon_are_an_attribution():
    found = only('Orla Venn: "The bridge is closed for good."')
    assert (found.source.text, found.kind) == ("Orla Venn", "direct")


def test_a_word_in_marks_that_nobody_says_is_no_statement():
    assert statements('The so-called "bridge tax" came into force on Monday.') == ()


def test_what_is_only_possible_is_not_said():
    assert statements("Venn could say that the bridge was closed.") == ()


def test_an_interposed_cue_leaves_both_pieces():
    found = only("The goal, Venn told the visitors over lunch, was to open the bridge.")
    assert told(found) == ["The goal", "was to open the bridge"]


def test_what_is_added_is_a_statement_of_its_own():
    found = statements("Venn said the bridge was closed, adding that repairs would take a year.")
    assert [told(s) for s in found] == [["the bridge was closed"], ["repairs would take a year"]]
    assert {s.source.text for s in found} == {"Venn"}


def test_the_one_spoken_to_and_the_medium_are_read():
    assert only('"The bridge is closed," Venn told reporters.').to.text == "reporters"
    assert only("Venn said on television that the bridge was closed.").via.text == "television"


def test_words_that_came_through_an_agency_keep_their_speaker():
    found = only("Venn said the bridge was closed, according to the Dunmere News Agency.")
    assert found.source.text == "Venn"
    assert "News Agency" in found.via.text


def test_nothing_is_found_in_nothing():
    assert statements("") == ()
    assert statements("Rain.") == ()


@pytest.mark.parametrize(
    "text",
    [
        '"""" said " said " he “ said ” ” “',
        "VENN: WE CLOSED THE BRIDGE. REPORTER: WHY? VENN: IT WAS UNSAFE, I SAID SO.",
        "RT @venn: “bridge closed” 😡😡 https://example.invalid #bridge said",
        "“ש” אמר said Venn. \u202e“closed”\u202c",
        "said " * 300,
        "“Yes”\n" * 200,
        "He said she said they said we said it said that said said.",
    ],
)
def test_odd_text_is_survived(text):
    statements(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_gives_spans_of_itself(text):
    statements(text)


def test_the_same_text_gives_the_same_statements():
    text = '"We lost," Venn said. Venn denied that the bridge was unsafe, and called it "a gift".'
    assert statements(text) == statements(text)


def test_time_grows_with_the_text_and_no_faster():
    article = Article(
        "a",
        "a.txt",
        'Venn said the bridge was "closed" on Monday. "We lost," she said. ' * 600,
        language="en",
    )
    tokens, sentences = split_sentences(article, PARSER)
    start = time.process_time()
    found = find_statements(article, tokens, sentences)
    assert found
    assert time.process_time() - start < 5


class Fake:
    model = Model("fake", "0")

    def __init__(self, *attributions):
        self.attributions = attributions

    def tag(self, text, words, paragraphs):
        assert len(words) == len(paragraphs)
        return self.attributions


def at(text, part):
    start = text.index(part)
    return start, start + len(part)


def test_marks_stay_law_over_a_tagger():
    text = '"The bridge is closed for good," Venn said.'
    tag = Attribution((at(text, "bridge is closed for good"),), at(text, "said"), at(text, "Venn"), 0.7)
    (found,) = statements(text, Fake(tag))
    assert told(found) == ["The bridge is closed for good"]
    assert (found.kind, found.score) == ("direct", 0.7)


def test_quotations_that_a_tagger_missed_are_added():
    text = '"The bridge is closed for good," Venn said.'
    (found,) = statements(text, Fake())
    assert found.source.text == "Venn"


def test_what_a_tagger_did_not_find_is_kept_but_less_sure():
    text = "Venn said the bridge was closed. Officials denied that it was unsafe."
    tag = Attribution((at(text, "it was unsafe"),), at(text, "denied"), at(text, "Officials"), 0.9)
    closed, unsafe = statements(text, Fake(tag))
    assert (told(unsafe), unsafe.act, unsafe.score) == (["it was unsafe"], "deny", 0.9)
    assert closed.score < 0.6 < statements(text)[0].score


def test_an_attitude_is_an_attribution_and_no_statement():
    text = "Venn cherished the old bridge."
    tag = Attribution((at(text, "the old bridge"),), at(text, "cherished"), at(text, "Venn"), 0.9)
    assert statements(text, Fake(tag)) == ()
    article = Article("a", "a.txt", text, language="en")
    (found,) = find_attributions(article, *split_sentences(article, PARSER), Fake(tag))
    assert found == tag


def test_a_clause_that_only_a_tagger_finds_is_a_statement_without_its_opening_word():
    text = "The warning from Venn that the bridge would fall came on Monday."
    tag = Attribution((at(text, "that the bridge would fall"),), at(text, "warning"), at(text, "Venn"), 0.8)
    found = [s for s in statements(text, Fake(tag)) if s.score == 0.8]
    assert [told(s) for s in found] == [["the bridge would fall"]]


def test_two_halves_of_a_quotation_that_a_tagger_found_apart_are_one_statement():
    text = '"We lost the vote," Venn said, "but we will try again."'
    cue, source = at(text, "said"), at(text, "Venn")
    tags = (
        Attribution((at(text, "We lost the vote"),), cue, source, 0.9),
        Attribution((at(text, "but we will try again"),), cue, source, 0.8),
    )
    (found,) = statements(text, Fake(*tags))
    assert len(found.content) == 2


def test_a_quoted_subject_in_the_middle_of_a_sentence_has_no_speaker_after_it():
    found = statements(
        'The minister urged the guards to go, saying that "any deal" begins with their departure.'
    )
    assert all(s.source is None or s.source.text == "The minister" for s in found)
    assert all(s.cue is None or s.cue.text != "begins" for s in found)


def test_the_subject_of_a_sentence_is_no_part_of_what_its_verb_tells():
    text = 'Orla Venn, who said in May 2015 "I avoid some parts of Dunmere", tweeted the news about the trip was "good".'
    assert all(s.source is not None and s.source.text == "Orla Venn" for s in statements(text))


def test_a_frame_in_the_next_paragraph_is_of_another_statement():
    text = "“They offered nothing in return.”\n\nNorway has long favoured a treaty."
    quoted, cue, source = (
        (text.index(w), text.index(w) + len(w))
        for w in ("They offered nothing in return.", "favoured", "Norway")
    )
    [found] = statements(text, Fake(Attribution((quoted,), cue, source, 0.9)))
    assert found.cue is None
    assert found.source is None


def test_where_the_rules_take_a_thing_for_the_speaker_the_tagger_names_it():
    text = "Venn described the storm in ways suggesting that the bridge would fall."
    tag = Attribution((at(text, "the bridge would fall"),), at(text, "described"), at(text, "Venn"), 0.7)
    (found,) = (s for s in statements(text, Fake(tag)) if "bridge would fall" in s.content[0].text)
    assert found.source.text == "Venn"


def test_a_person_whom_the_rules_know_stays_the_speaker_whatever_the_tagger_says():
    text = "Venn told the Herald that the bridge would fall."
    tag = Attribution((at(text, "the bridge would fall"),), at(text, "told"), at(text, "the Herald"), 0.7)
    (found,) = statements(text, Fake(tag))
    assert found.source.text == "Venn"


def test_words_that_only_point_at_others_are_no_content():
    assert not statements("A dam broke. That event was condemned by the ministry.")
    assert [told(s) for s in statements("The attack on the dam was condemned by the ministry.")] == [
        ["The attack on the dam"]
    ]


def test_a_denial_of_what_was_just_told_stays():
    assert [told(s) for s in statements("A paper wrote that he left. Orla Venn denied this report.")][-1] == [
        "this report"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The plan has not been announced by the ministry.",
        "Orla Venn was not asked to open the bridge.",
        "Venn did not criticise the plan.",
        "Orla Venn was charged on Monday by a court.",
        "The council denied access to four ships.",
        "Lawyers are likely to say that the bridge was safe.",
    ],
)
def test_what_nobody_said_is_no_statement(text):
    assert statements(text) == ()


def test_a_passive_accusation_tells_who_is_accused_and_of_what():
    found = only("Orla Venn has been accused by Tarik Boll of hiding the report.")
    assert (told(found), found.source.text, found.act) == (
        ["Orla Venn", "of hiding the report"],
        "Tarik Boll",
        "accuse",
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“The bridge is shut and will stay shut,” the paper quoted her as saying.", "her"),
        ("“The bridge is shut and will stay shut,” Venn was quoted as saying by the paper.", "Venn"),
    ],
)
def test_whoever_is_quoted_as_saying_speaks_and_not_who_quotes(text, source):
    found = only(text)
    assert (told(found), found.source.text) == (["The bridge is shut and will stay shut"], source)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orla Venn told the mayor not to close the bridge.", ["not to close the bridge"]),
        ("The bridge was shut, according to the registry, which counts bridges.", ["The bridge was shut"]),
    ],
)
def test_content_keeps_its_not_and_leaves_out_what_belongs_to_the_source(text, content):
    assert told(only(text)) == content


def test_a_source_is_not_cut_inside_a_hyphenated_word():
    found = only("So-called experts who argue that the bridge will fall were heard.")
    assert found.source.text == "So-called experts who"
    assert only("The bridge was shut, according to Ulo Vask-ren of Elva.").source.text == "Ulo Vask-ren"


def test_a_few_quoted_words_alone_without_a_full_stop_are_a_heading():
    assert statements("Rain fell.\n\n'We saw the bridge fall'\n\nNobody came.") == ()


def test_whoever_speaks_for_somebody_by_trade_speaks_in_their_name(tmp_path):
    text = (
        "A spokesman for Ada Brook refused to name the price of the harbour.\n\n"
        "A friend of Ada Brook said the harbour would be sold by the end of the year."
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    names = {speaker.id: speaker.name.text for speaker in record.speakers}
    told = [
        (names[s.speaker], s.on_behalf_of.text if s.on_behalf_of else None)
        for s in record.statements
        if s.speaker
    ]
    assert told == [("A spokesman for Ada Brook", "Ada Brook"), ("A friend of Ada Brook", None)]


def said_in(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    names = {speaker.id: speaker.name.text for speaker in record.speakers}
    return [(names.get(s.speaker or ""), s.content[0].text) for s in record.statements]


def test_whoever_calls_somebody_a_name_is_not_that_person(tmp_path):
    text = "The mayor called Ana Lind a liar on Monday. The mayor said that the dam was safe."
    assert said_in(tmp_path, text)[-1] == ("The mayor", "the dam was safe")


def test_what_the_police_can_confirm_is_said(tmp_path):
    text = "Police can confirm that two workers died in the tunnel."
    assert said_in(tmp_path, text) == [("Police", "two workers died in the tunnel")]


def test_an_organisation_that_is_the_author_of_something_is_no_person(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Human Rights Forum, author of the report, said the dam was safe.", "utf-8"
    )
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    kinds = {speaker.name.text: speaker.kind for speaker in record.speakers}
    assert kinds["Human Rights Forum"] == "organisation"


def test_a_long_quotation_in_single_marks_ends_where_it_is_closed(tmp_path):
    said = (
        "I don't think it's right that they're here, and we've said so, and I can't see why they'd stay when "
        "nobody's asked them and it's not theirs, so I won't move, I don't move,"
    )
    text = f"'{said}' said Ana Lind, who then left the hall.\n\n'We lost all of it,' said Tom Berg."
    assert said_in(tmp_path, text) == [
        ("Ana Lind", said.removesuffix(",")),
        ("Tom Berg", "We lost all of it"),
    ]


def test_a_sentence_all_in_capitals_is_no_box_of_links(tmp_path):
    text = "RECOMMENDED CHANGES TO THE DAM WERE IGNORED, ANA LIND SAID ON MONDAY."
    assert len(said_in(tmp_path, text)) == 1
