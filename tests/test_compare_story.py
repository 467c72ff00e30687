"""Comparing the reports of one story. All people, places and reports are invented."""

import hashlib
import itertools
import math

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.compare.claims import standing
from rashomon.compare.clauses import clauses
from rashomon.compare.naming import Phrase, head_of, join_phrases
from rashomon.compare.origins import find_origins, origins_of_point
from rashomon.compare.predicates import predicate
from rashomon.compare.record import dossiers
from rashomon.compare.stances import counts_clash
from rashomon.compare.story import compare_story
from rashomon.compare.units import find_units
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut, holds, make_id
from rashomon.types import (
    Article,
    Cluster,
    Dossier,
    Event,
    Grouping,
    Model,
    Passage,
    Quantity,
    Reading,
    Span,
    Speaker,
    Statement,
    Why,
)

PARSER = SpacyParser()


class WordEncoder(msgspec.Struct, frozen=True):
    """Passages as bags of word stems: quick, and near enough to a real encoder for passages that share words."""

    @property
    def model(self):
        return Model("bag-of-stems", "none")

    def encode(self, texts):
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                rows[
                    row, int(hashlib.sha256(word[:5].encode("utf-8", "replace")).hexdigest()[:4], 16) % 256
                ] += 1
            rows[row] /= max(1e-9, math.sqrt(float((rows[row] ** 2).sum())))
        return rows


ENCODER = WordEncoder()


def told(text, statements=(), quantities=()):
    """Read a report: `statements` as (speaker, cue, content, act), `quantities` as (words, value, noun)."""
    article = Article(make_id("a", text), "r.txt", text)
    tokens, sentences = split_sentences(article, PARSER)
    made = [_statement(article, *given) for given in statements]
    counted = tuple(
        Quantity(_find(article, words), value, value, "", False, _find(article, noun))
        for words, value, noun in quantities
    )
    return Reading(article, tokens, sentences, statements=tuple(made), quantities=counted)


def _find(article, words):
    at = article.text.index(words)
    return cut(article, at, at + len(words))


def _statement(article, speaker, cue, content, act="say"):
    found = _find(article, content)
    identity = make_id("s", article.id, found.start, found.end)
    source = _find(article, speaker)
    return Statement(
        identity, article.id, "indirect", (found,), (), _find(article, cue), source, speaker, "name", act, 1.0
    )


def story_of(*readings, copies=()):
    people = {s.speaker: s.source for r in readings for s in r.statements if s.speaker}
    speakers = tuple(
        Speaker(name, span, "person", None, (name,), (span,)) for name, span in sorted(people.items())
    )
    articles = tuple(sorted(r.article.id for r in readings))
    return Dossier(
        Cluster(articles, None, Why("test")),
        tuple(readings),
        tuple(copies),
        speakers,
        {s.id: s.id for s in speakers},
        (),
    )


def compared(*readings, copies=()):
    return compare_story(story_of(*readings, copies=copies), encoder=ENCODER)


BRIDGE = told("The mayor closed the old harbour bridge on Tuesday. A school nearby lost its roof.")
BRIDGE_TOO = told("On Tuesday the mayor closed the old harbour bridge. The weather stayed calm.")
CLAIM = told(
    "Ilse Varn said the ministry sold the northern grain depot to investors.",
    [("Ilse Varn", "said", "the ministry sold the northern grain depot to investors")],
)
DENIAL = told(
    "Otto Brel denied that the ministry sold the northern grain depot to investors.",
    [("Otto Brel", "denied", "the ministry sold the northern grain depot to investors", "deny")],
)
OPPOSITE = told("The ministry will not sell the northern grain depot this spring.")
FORWARD = told("The ministry will sell the northern grain depot this spring.")


def statuses(comparison):
    return sorted(point.status for point in comparison.story.points)


def test_what_two_reports_tell_is_agreed_and_what_one_tells_is_single_source():
    found = compared(BRIDGE, BRIDGE_TOO).story.points
    agreed = [point for point in found if point.status == "agreed"]
    assert len(agreed) == 1
    assert {side.article for side in agreed[0].sides} == {BRIDGE.article.id, BRIDGE_TOO.article.id}
    assert any("school" in point.gist.text for point in found if point.status == "single-source")


def test_a_denial_is_tied_to_what_it_denies():
    found = compared(CLAIM, DENIAL)
    denied = [point for point in found.story.points if point.status == "denied"]
    assert len(denied) == 1
    assert {side.article: side.stance for side in denied[0].sides} == {
        CLAIM.article.id: "for",
        DENIAL.article.id: "against",
    }
    links = [link for link in found.links if link.relation == "denies"]
    assert [(link.left, link.right, link.verdict) for link in links] == [
        (DENIAL.statements[0].id, CLAIM.statements[0].id, "yes")
    ]


def test_a_denial_with_no_claim_in_the_story_is_no_contradiction():
    assert "denied" not in statuses(compared(DENIAL, BRIDGE))


def test_a_negation_of_the_same_predicate_and_object_is_disputed():
    assert "disputed" in statuses(compared(FORWARD, OPPOSITE))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry would not sell the northern grain depot this spring.",
        "The ministry will not sell the northern grain depot this spring unless prices fall.",
        "The ministry will not repair the southern railway line this spring.",
    ],
)
def test_a_condition_or_another_object_is_no_contradiction(text):
    assert not {"disputed", "denied"} & set(statuses(compared(FORWARD, told(text))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council met to sell the northern grain depot.",
            "The ministry failed to sell the northern grain depot.",
        ),
        (
            "A lawyer for Corr did not answer a request for comment.",
            "A lawyer for Varn answered a request for comment.",
        ),
    ],
)
def test_an_aim_is_not_said_to_be_reached_and_two_named_doers_do_not_clash(one, other):
    assert not {"disputed", "denied"} & set(statuses(compared(told(one), told(other))))


def test_a_source_that_tells_of_a_denial_is_not_its_target_and_the_word_report_is_no_claim():
    telling = told(
        "Ada Corr said any sale of the northern grain depot to investors was denied.",
        [("Ada Corr", "said", "any sale of the northern grain depot to investors was denied")],
    )
    assert "denied" not in statuses(compared(DENIAL, telling))
    vague = told(
        "Otto Brel disputed the press reports.", [("Otto Brel", "disputed", "the press reports", "deny")]
    )
    heard = told(
        "Ada Corr said the harbour press reports daily.",
        [("Ada Corr", "said", "the harbour press reports daily")],
    )
    assert "denied" not in statuses(compared(vague, heard))


def test_to_deny_somebody_entry_is_no_denial_of_a_claim():
    refused = told(
        "The port denied harbour access to four ships carrying coal.",
        [("The port", "denied", "harbour access to four ships carrying coal", "deny")],
    )
    assert not any(unit.denied for unit in find_units(story_of(refused)))
    assert any(unit.denied for unit in find_units(story_of(DENIAL)))


def test_a_negation_with_a_curly_mark_turns_its_verb_whatever_the_parser_calls_it():
    tokens = told("The crew didn\u2019t leave the harbour.").tokens
    amiss = [msgspec.structs.replace(t, dep="nsubj") if t.text == "n\u2019t" else t for t in tokens]
    head = next(i for i, token in enumerate(amiss) if token.text == "leave")
    assert predicate(amiss, head, len(amiss)) == (head, True)


def test_a_denial_that_points_back_is_tied_to_the_statement_before_it():
    text = (
        "Ilse Varn said the two states signed a settlement on grain. "
        "Otto Brel denied that any such settlement exists."
    )
    report = told(
        text,
        [
            ("Ilse Varn", "said", "the two states signed a settlement on grain"),
            ("Otto Brel", "denied", "any such settlement exists", "deny"),
        ],
    )
    found = compared(report, BRIDGE)
    assert [point.status for point in found.story.points].count("denied") == 1


REPORTED = "Ilse Varn said the two states signed a settlement on grain. "


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("A ministry aide later played down the report.", "disputed"),
        ("The ministry flatly denied the claim.", "denied"),
        ("The ministry did not deny the claim.", None),
        ("The ministry rejected the offer.", None),
    ],
)
def test_who_rejects_a_report_goes_against_the_statement_before_it(after, expected):
    report = told(REPORTED + after, [("Ilse Varn", "said", "the two states signed a settlement on grain")])
    found = {point.status for point in compared(report, BRIDGE).story.points} & {"disputed", "denied"}
    assert found == ({expected} if expected else set())


def test_one_utterance_in_two_reports_is_linked():
    first = told(
        "Ilse Varn said the depot feeds the whole province.",
        [("Ilse Varn", "said", "the depot feeds the whole province")],
    )
    second = told(
        "The depot feeds the whole province, Ilse Varn told reporters.",
        [("Ilse Varn", "told", "The depot feeds the whole province")],
    )
    relations = {(link.relation, link.verdict) for link in compared(first, second).links}
    assert ("same-utterance", "yes") in relations


def test_shared_wire_text_is_one_origin_and_a_shared_quote_is_not():
    spans = (cut(BRIDGE.article, 0, 51), cut(BRIDGE_TOO.article, 0, 51))
    wire = story_of(BRIDGE, BRIDGE_TOO, copies=[Passage(spans, "copy")])
    heard = story_of(BRIDGE, BRIDGE_TOO, copies=[Passage(spans, "shared-quote")])
    assert [len(origin.articles) for origin in find_origins(wire)] == [2]
    assert [len(origin.articles) for origin in find_origins(heard)] == [1, 1]
    assert statuses(compare_story(wire, encoder=ENCODER)).count("agreed") == 0
    assert statuses(compare_story(heard, encoder=ENCODER)).count("agreed") == 1


@pytest.mark.parametrize(
    ("first", "second", "origins"),
    [
        ("https://www.tarn.example/bridge", "http://tarn.example/bridge/#top", [("revisions", 2)]),
        ("https://tarn.example/bridge", "https://tarn.example/ferry", [("own", 1), ("own", 1)]),
        ("https://tarn.example/read?id=1", "https://tarn.example/read?id=2", [("own", 1), ("own", 1)]),
        ("https://tarn.example/", "https://tarn.example/", [("own", 1), ("own", 1)]),
        ("http://[tarn", "http://[tarn", [("own", 1), ("own", 1)]),
        (None, None, [("own", 1), ("own", 1)]),
    ],
)
def test_two_texts_of_one_page_are_revisions_and_one_witness(first, second, origins):
    readings = [
        msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, url=url))
        for reading, url in ((BRIDGE, first), (BRIDGE_TOO, second))
    ]
    dossier = story_of(*readings)
    assert [(origin.why.code, len(origin.articles)) for origin in find_origins(dossier)] == origins
    agreed = statuses(compare_story(dossier, encoder=ENCODER)).count("agreed")
    assert agreed == (1 if len(origins) > 1 else 0)


def test_every_report_stands_in_exactly_one_origin():
    dossier = story_of(BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    placed = [article for origin in find_origins(dossier) for article in origin.articles]
    assert sorted(placed) == sorted(dossier.cluster.articles)
    assert origins_of_point((), dossier, find_origins(dossier)) == 0


def test_the_same_count_stands_side_by_side():
    left = told("Rescuers found 12 hikers on the ridge.", quantities=[("12", 12.0, "hikers")])
    right = told("On the ridge rescuers found 15 hikers.", quantities=[("15", 15.0, "hikers")])
    numbers = compared(left, right).story.numbers
    assert [(len(number.values), number.agree) for number in numbers] == [(2, False)]


def test_a_report_that_tells_a_point_is_never_silent_on_it():
    for point in compared(BRIDGE, BRIDGE_TOO, CLAIM).story.points:
        assert not {side.article for side in point.sides} & {silence.article for silence in point.silent}


def test_every_span_of_a_comparison_reads_back():
    readings = (BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    articles = {reading.article.id: reading.article for reading in readings}
    for point in compared(*readings).story.points:
        spans = [point.gist, *(span for side in point.sides for span in side.spans)]
        assert all(holds(span, articles[span.article]) for span in spans)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1::5])
def test_the_order_of_reports_leaves_no_trace(order):
    readings = (BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    shuffled = [readings[place] for place in order]
    assert msgspec.json.encode(compared(*shuffled)) == msgspec.json.encode(compared(*readings))


@pytest.mark.parametrize("text", ["Rain", "?!", "🙂🙂🙂", "«אין דבר»", '"Unclosed he said', "No. " * 200])
def test_odd_reports_never_crash(text):
    found = compared(told(text), BRIDGE)
    assert found.story.articles


def test_a_story_of_one_report_has_single_source_points_only():
    assert set(statuses(compared(BRIDGE))) == {"single-source"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_get_a_standing(claim, passage):
    assert standing(claim, passage) in {"for", "against", "observing"}
    assert isinstance(head_of(claim), str)


def test_phrases_with_one_head_word_join_in_any_order():
    phrases = [Phrase("a", "the grain depot"), Phrase("b", "the depot of grain"), Phrase("c", "a quiet lake")]
    joined = join_phrases(phrases, ENCODER)
    assert ("a", "b") in joined
    assert joined == join_phrases(phrases[::-1], ENCODER)


def test_coordinated_verbs_are_two_clauses():
    reading = told("Police arrested a man and seized two rifles.")
    assert len(clauses(reading.tokens, reading.sentences[0])) == 2


@pytest.mark.parametrize(
    ("text", "told_apart"),
    [
        ("The council will not sign a treaty that closes the old port to fishermen.", False),
        ("No treaty that closes the old port to fishermen was signed by the council.", False),
        ("The council signs nothing that closes the old port to fishermen.", False),
        ("The council will sign a treaty that closes the old port to fishermen.", True),
        ("The council will not sign the treaty that closes the old port to fishermen.", True),
    ],
)
def test_what_describes_a_thing_that_is_not_is_no_claim_of_its_own(text, told_apart):
    reading = told(text)
    heads = {reading.tokens[clause.head].text for clause in clauses(reading.tokens, reading.sentences[0])}
    assert ("closes" in heads) is told_apart


def test_one_deed_done_to_two_named_people_is_two_points():
    found = compared(
        told("Ilse Varn met Otto Brel in secret last month."),
        told("Ilse Varn met Hanna Dorn in secret last month."),
    )
    assert statuses(found) == ["single-source", "single-source"]


def test_the_plan_to_do_one_thing_is_not_the_move_to_do_another():
    found = compared(
        told("The Ostvale army has plans to move troops into Merrow."),
        told("Voters in Brindle backed a move to rejoin Merrow."),
    )
    assert statuses(found) == ["single-source", "single-source"]


def test_a_confirmed_trip_is_a_point_and_telling_reporters_is_none():
    units = find_units(
        story_of(
            told(
                "The minister confirmed the secret trip to Orra.",
                [("The minister", "confirmed", "the secret trip to Orra")],
            )
        )
    )
    assert "The minister confirmed the secret trip to Orra" in {unit.text for unit in units}
    spoken = story_of(
        told(
            "The minister told reporters the trip was long.", [("The minister", "told", "the trip was long")]
        )
    )
    assert not any(unit.text.startswith("The minister told") for unit in find_units(spoken))


def test_exact_counts_of_one_noun_cannot_both_hold_but_estimates_and_parts_can():
    def count(value, words="houses", *, rough=False):
        article = Article("a", "r.txt", f"{value} {words}")
        noun = cut(article, len(str(value)) + 1, len(article.text))
        return (Quantity(cut(article, 0, len(str(value))), value, value, "", rough, noun),)

    assert counts_clash(count(12), count(15))
    assert not counts_clash(count(12), count(12))
    assert not counts_clash(count(12), count(15, rough=True))
    assert not counts_clash(count(12), count(15, "barns"))
    assert not counts_clash((*count(12), *count(3)), count(15))


def test_two_counts_of_one_deed_are_disputed():
    left = told("The storm destroyed 12 houses in Orra.", quantities=[("12", 12.0, "houses")])
    right = told("The storm destroyed 15 houses in Orra.", quantities=[("15", 15.0, "houses")])
    comparison = compared(left, right)
    assert "disputed" in statuses(comparison)
    # nobody denies: another count is told differently
    assert {side.stance for point in comparison.story.points for side in point.sides} == {"for", "differs"}


def test_contrary_deeds_of_one_subject_and_object_are_disputed():
    left = told("The council approved the harbour plan on Monday.")
    right = told("The council rejected the harbour plan on Monday.")
    other = told("The port union rejected the harbour plan on Monday.")
    assert "disputed" in statuses(compared(left, right))
    assert "disputed" not in statuses(compared(left, other))


def test_a_report_with_a_passage_near_to_a_point_is_not_called_silent_on_it():
    near = told("The mayor shut the old bridge of the harbour early on. A fair was held.")
    found = compared(BRIDGE, BRIDGE_TOO, near).story.points
    silent = [s for p in found if p.status == "agreed" for s in p.silent if s.article == near.article.id]
    assert all(s.strength == "not-applicable" and s.why.code == "perhaps-told" for s in silent)


@settings(deadline=None)  # a whole story is compared, on machines that do other things as well
def _speaker(name, span):
    return Speaker(name, span, "person", None, (), (span,))


def test_a_dossier_holds_the_copies_speakers_and_events_of_its_story_and_no_others():
    names = [f"r{number}" for number in range(6)]
    of = {name: Span(name, 0, 1, "x") for name in names}
    readings = [
        Reading(Article(name, name, "x"), speakers=(_speaker(f"p-{name}", of[name]),)) for name in names
    ]
    grouping = Grouping(
        stories=tuple(
            Cluster((a, b), None, Why("test")) for a, b in zip(names[::2], names[1::2], strict=True)
        ),
        copies=(
            Passage((of["r0"], of["r2"]), "copy"),
            Passage((of["r0"], of["r1"]), "copy"),
            Passage((of["r3"], of["r2"]), "copy"),
        ),
        speakers=tuple(_speaker(f"q{number}", of[name]) for number, name in enumerate(reversed(names))),
        speaker_of={f"p-{name}": f"q{5 - number}" for number, name in enumerate(names)} | {"p-r4": "q5"},
        events=(
            Event("e2", of["r2"], None, None, (), (of["r2"], of["r5"]), ()),
            Event("e1", of["r1"], None, None, (), (of["r0"], of["r1"]), ()),
        ),
    )
    first, second, third = dossiers(readings, grouping)
    assert [copy.spans[1].article for copy in first.copies] == ["r1"]
    assert [copy.spans[0].article for copy in second.copies] == ["r3"]
    assert third.copies == ()
    assert [[event.id for event in one.events] for one in (first, second, third)] == [["e1"], ["e2"], ["e2"]]
    assert [[s.id for s in one.speakers] for one in (first, second, third)] == [
        ["q4", "q5"],
        ["q2", "q3"],
        ["q0", "q5"],
    ]
    assert list(third.speaker_of.items()) == [("p-r4", "q5"), ("p-r5", "q0")]


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_a_report_of_another_story_changes_no_point(text):
    readings = (BRIDGE, BRIDGE_TOO, CLAIM)
    other = told(text or "Rain.")
    groups = Grouping(
        (
            Cluster(tuple(sorted(r.article.id for r in readings)), None, Why("test")),
            Cluster((other.article.id,), None, Why("test")),
        ),
        (), (), {}, (),
    )  # fmt: skip
    alone = msgspec.structs.replace(groups, stories=groups.stories[:1])
    with_other = compare_story(dossiers([*readings, other], groups)[0], encoder=ENCODER)
    assert msgspec.json.encode(with_other) == msgspec.json.encode(
        compare_story(dossiers(readings, alone)[0], encoder=ENCODER)
    )


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Mayor denies the bridge was closed", "against"),
        ("Fake-news story says the bridge was closed", "against"),
        ("The bridge was not closed, police say", "against"),
        ("The bridge was closed on Monday", "for"),
        ("The bridge was reportedly closed", "observing"),
    ],
)
def test_words_say_how_a_passage_stands_to_a_claim(passage, expected):
    assert standing("The bridge was closed", passage) == expected


def test_a_compound_written_apart_is_the_word_that_others_write():
    apart = told("The old mayor asked for good will in Lund.")
    joined = told("Everyone in Lund spoke of goodwill.")
    units = find_units(story_of(apart, joined))
    assert all("goodwill" in unit.lemmas for unit in units)
    alone = find_units(story_of(apart))
    assert not any("goodwill" in unit.lemmas for unit in alone)


def test_who_first_reported_the_news_is_a_point_and_a_bare_cue_is_none():
    report = told("The news was first reported by the Corrin Herald. The minister said so to reporters.")
    texts = [unit.spans[0].text for unit in find_units(story_of(report))]
    assert any("Corrin Herald" in text for text in texts)
    assert not any("said so" in text for text in texts)


def test_that_somebody_is_not_among_others_is_a_point():
    report = told("Rescuers named three towns. Lund was not among them.")
    assert any("Lund" in unit.spans[0].text for unit in find_units(story_of(report)))


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("The council has yet to sign the treaty.", True),
        ("The talks fell short of a treaty.", True),
        ("The council hardly mentioned the treaty.", True),
        ("The council yet again signed the treaty.", False),
    ],
)
def test_words_that_turn_a_claim_without_a_not(text, turned):
    assert [unit.turned for unit in find_units(story_of(told(text)))] == [turned]


@pytest.mark.parametrize(("tellers", "strength"), [(3, "medium"), (2, "weak")])
def test_a_short_report_has_room_for_what_most_others_tell(tellers, strength):
    news = "The mayor closed the old harbour bridge on Tuesday."
    others = ["A lorry lost its load.", "Ferries ran late in the fog.", "Swans nested under an arch."]
    filling = " ".join(
        f"The {word} kept its doors open all week." for word in ("bakery", "library", "chapel")
    )
    long = [told(f"{news if n < tellers else filling} {line} {filling}") for n, line in enumerate(others)]
    short = told("Painters worked on a rusty pier at night in the rain without a pause.")
    found = compared(*long, short).story.points
    silent = [
        (silence.strength, silence.why.code)
        for point in found
        if "closed the old harbour bridge" in point.gist.text
        for silence in point.silent
        if silence.article == short.article.id
    ]
    assert silent == [(strength, "could-have-known" if strength == "medium" else "short-report")]


def test_what_a_report_says_in_many_renderings_is_found_by_its_cue_and_its_short_content():
    content = "the depot feeds the whole province"
    first = told(f"Ilse Varn said {content}.", [("Ilse Varn", "said", content)])
    second = told(f"Ilse Varn boasted {content}.", [("Ilse Varn", "boasted", content)])
    shown = [
        {span.text for use in wording.uses for span in use.spans}
        for wording in compared(first, second).story.wordings
    ]
    assert {"said", "boasted"} in shown


def test_a_wording_that_is_part_of_a_wider_one_is_not_shown_twice():
    content = "the depot feeds the whole province"
    made = [
        told(f"{who} {verb} {content}.", [(who, verb, content)])
        for who, verb in (("Ilse Varn", "said"), ("Ilse Varn", "boasted"), ("Marek Oswin", "conceded"))
    ]
    wordings = compared(*made).story.wordings
    shown = [{span.text for use in wording.uses for span in use.spans} for wording in wordings]
    assert {"said", "boasted", "conceded"} in shown
    assert {"said", "boasted"} not in shown


QUOTED = '"the harbour will open in spring and the old depot on the quay will be closed for ever"'


def _around(rest):
    whole = told(
        f"Ilse Varn said {QUOTED}.",
        [("Ilse Varn", "said", QUOTED[1:-1])],
    )
    part = told(
        f'Ilse Varn said "{rest}". A fair was held.',
        [("Ilse Varn", "said", rest)],
    )
    quoting = [
        msgspec.structs.replace(
            reading,
            statements=tuple(msgspec.structs.replace(s, quoted=s.content) for s in reading.statements),
        )
        for reading in (whole, part)
    ]
    points = compared(*quoting).story.points
    return {
        (side.spans[0].text, silence.strength)
        for point in points
        for side in point.sides
        for silence in point.silent
        if silence.article == part.article.id
    }


def test_a_report_that_renders_all_of_an_utterance_quotes_around_nothing():
    assert all(strength != "strong" for _, strength in _around(QUOTED[1:-1]))
    assert all(
        strength != "strong"
        for _, strength in _around("the harbour will open in spring and the depot on the quay will close")
    )
