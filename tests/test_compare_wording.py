"""How reports word one person, body, deed. All people, places and reports are invented."""

import pytest

from rashomon.compare.deeds import _opposed, by_deed
from rashomon.compare.naming import Phrase, join_phrases
from rashomon.models.onnx import OnnxEncoder
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Reading, Why
from rashomon.wiring import Settings, read_paths

NORTH = """Harbour talks break down

Maria Keller, a former rebel commander, left the harbour talks on Monday. Governor Thomas Brandt
confirmed that the port of Tarn would close on Friday. Keller has emerged as a critic of the governor.
Keller said the dockers had been betrayed.
"""
SOUTH = """Port of Tarn to close

Maria Keller, the peace envoy, walked out of the harbour talks on Monday. Governor Thomas Brandt
revealed that the port of Tarn would close on Friday. Keller may become a minister. Keller is not a critic of the governor.
The ministry denied that Keller was a spy.
Keller said the talks had failed.
"""
WEST = """Tarn loses its port

The harbour office announced that the port of Tarn would close on Friday. Ferries will call at other towns.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    (folder / "north.txt").write_text(NORTH, "utf-8")
    (folder / "south.txt").write_text(SOUTH, "utf-8")
    (folder / "west.txt").write_text(WEST, "utf-8")
    return read_paths([str(folder)], settings=Settings(workers=1))


def worded(record):
    return [
        {span.text for use in wording.uses for span in use.spans}
        for story in record.stories
        for wording in story.wordings
    ]


def test_what_each_report_says_that_somebody_is_stands_side_by_side(record):
    named = next(forms for forms in worded(record) if "the peace envoy" in forms)
    assert "a former rebel commander" in named
    assert "a critic of the governor" in named


def test_what_somebody_may_become_or_is_not_describes_nobody(record):
    spans = [
        span.text for story in record.stories for w in story.wordings for use in w.uses for span in use.spans
    ]
    assert spans.count("a critic of the governor") == 1
    assert not any("a spy" in forms and "the peace envoy" in forms for forms in worded(record))
    assert not any("a minister" in forms and "the peace envoy" in forms for forms in worded(record))


def test_a_part_of_a_name_that_stands_in_full_words_nothing(record):
    named = next(forms for forms in worded(record) if "the peace envoy" in forms)
    assert "Maria Keller" in named
    assert "Keller" not in named


def test_the_verbs_that_hand_on_one_claim_are_a_wording(record):
    assert any({"confirmed", "revealed", "announced"} <= forms for forms in worded(record))


def test_what_more_reports_word_comes_before_what_two_word_as_differently(record):
    wordings = max((story.wordings for story in record.stories), key=len)
    weights = [wording.score * len({use.article for use in wording.uses}) for wording in wordings]
    assert weights == sorted(weights, reverse=True)
    assert weights != sorted(weights)


def test_two_places_are_never_two_names_of_one(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Ferry line opens\n\nThe minister opened the ferry line in Paris on Monday. The ferry will sail for the United States.",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Ferry line opened\n\nThe minister opened the ferry line in London on Monday. The ferry will sail for the U.S.",
        "utf-8",
    )
    record = read_paths([str(tmp_path)], settings=Settings(workers=1))
    assert any({"United States", "U.S."} <= forms for forms in worded(record))
    assert not any({"Paris", "London"} <= forms for forms in worded(record))


PARSER, ENCODER = SpacyParser(), OnnxEncoder()


def deeds(*texts):
    articles = [Article(id=make_id("a", text), source="invented", text=text) for text in texts]
    readings = tuple(Reading(article, *split_sentences(article, PARSER)) for article in articles)
    ids = tuple(sorted(article.id for article in articles))
    dossier = Dossier(Cluster(ids, None, Why("invented")), readings, (), (), {}, ())
    return [{named.span.text for named in group} for group in by_deed(dossier, ENCODER)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tore up the harbour pact", "ripped up the harbour agreement"),
        ("shut down the mill", "closed down the mill"),
        ("sacked forty weavers", "dismissed forty weavers"),
        ("stole the crown", "snatched the crown"),
    ],
)
def test_one_deed_in_two_words_stands_side_by_side(one, other):
    assert deeds(f"Marek Oswin {one}.", f"Marek Oswin {other}.") == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("accepted the offer", "rejected the offer"),
        ("opened the dam", "closed the dam"),
        ("bought the mill", "sold the mill"),
        ("built the bridge", "destroyed the bridge"),
        ("won the cup", "hosted the cup"),
        ("freed the captain", "jailed the captain"),
        ("signed the treaty", "did not sign the treaty"),
        ("read the letter", "burned the letter"),
        ("lent the town money", "robbed the town"),
        ("praised the pact", "attacked the pact"),
        ("met the dockers", "avoided the dockers"),
    ],
)
def test_two_deeds_to_one_thing_are_no_wordings_of_one(one, other):
    assert deeds(f"Marek Oswin {one}.", f"Ilse Varn {other}.") == []


def test_what_is_only_said_is_no_deed():
    assert deeds("Marek Oswin mentioned the mill.", "Marek Oswin described the mill.") == []


@pytest.mark.parametrize(
    ("owner", "owned"),
    [
        ("the Ostvale brigade", "the Ostvale brigade's horses"),
        ("the dockers", "the dockers' union"),
        ("the Keller commission", "the Keller commission's report"),
        ("a Tarn soldier", "a Tarn soldier’s hand"),
    ],
)
def test_an_owner_and_what_is_owned_are_two_things(owner, owned):
    assert len(join_phrases([Phrase("a", owner), Phrase("b", owned)], ENCODER)) == 2


def test_what_two_call_their_owners_by_other_names_may_be_one_thing():
    phrases = [Phrase("a", "the brigade's horses"), Phrase("b", "the Ostvale brigade's war horses")]
    assert join_phrases(phrases, ENCODER) == [("a", "b")]


@pytest.mark.parametrize(
    "verbs", [{"capture", "lose"}, {"approve", "veto"}, {"double", "halve"}, {"free", "jail"}]
)
def test_deeds_that_undo_one_another_are_never_two_words_for_one(verbs):
    assert _opposed(verbs)
