"""A report is not called silent on what one of its sentences tells in nearly the same words. All of it invented."""

from typing import Any

import pytest
from msgspec.structs import replace

from rashomon.compare.echoes import echoes, places_of, shared_words
from rashomon.compare.silences import Told, find_silences, room_of
from rashomon.compare.units import find_units
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Reading, When, Why

PARSER = SpacyParser()
TELLERS = (
    "The minister cancelled the harbour inquiry. Voters in Tarn were angry.",
    "Officials said the minister had cancelled an inquiry into the harbour. Voters in Tarn went home.",
)


def read(text: str) -> Reading:
    article = Article(id=make_id("a", text), source="invented", text=text)
    tokens, sentences = split_sentences(article, PARSER)
    return Reading(article, tokens, sentences)


def published(reading: Reading, day: str | None) -> Reading:
    if day is None:
        return reading
    first, _, last = day.partition("/")
    when = When(first, last or first, "month" if last else "day", None, Why("invented"))
    return replace(reading, article=replace(reading.article, published=when))


def graded(
    third: str, score: float = 0.9, bystanders: int = 0, tellers: tuple[str, ...] = TELLERS, **known: Any
) -> tuple[str, str]:
    """Grade the third kind of report; `near` and `nearness` are those of it, `on` the days of reports by their place."""
    others = [f"The bakery of Tarn sold {n} loaves." for n in range(2, bystanders + 2)]
    readings = tuple(
        published(read(text), known.get("on", {}).get(place))
        for place, text in enumerate((*tellers, third, *others))
    )
    ids = tuple(sorted(reading.article.id for reading in readings))
    dossier = Dossier(Cluster(ids, None, Why("invented")), readings, (), (), {}, ())
    silent, telling = readings[len(tellers)].article.id, {r.article.id for r in readings[: len(tellers)]}
    units = tuple(
        unit
        for unit in find_units(dossier)
        if unit.article in telling and {"cancel", "inquiry"} <= unit.lemmas
    )
    assert {unit.article for unit in units} == telling
    rarity = {lemma: 1.0 for unit in units for lemma in unit.lemmas}
    told = Told(
        units,
        score=score,
        shared=shared_words(units, rarity),
        near=frozenset({silent} if known.get("near") else ()),
        nearness={silent: known.get("nearness", 0.5)},
        origins=known.get("origins", 2),
        partial=((silent, units[0].spans),) if known.get("around") else (),
    )
    found = find_silences(told, room_of(dossier))
    silence = next(silence for silence in found if silence.article == silent)
    return silence.strength, silence.why.code


def test_a_sentence_with_the_words_of_a_point_in_another_form_excuses_the_report():
    third = (
        "The minister's cancellation of the harbour inquiry was the talk of Tarn. Shops stayed open all day."
    )
    assert graded(third) == ("not-applicable", "perhaps-told")


def test_the_same_words_strewn_over_several_sentences_are_no_telling():
    third = "The minister slept. The harbour froze. An inquiry by the church found a cancelled stamp in Tarn."
    assert graded(third) == ("medium", "could-have-known")


def test_a_report_without_the_words_stays_silent():
    third = "Fishermen in Tarn mended their nets and sang all through the long day. Shops stayed open."
    assert graded(third) == ("medium", "could-have-known")


def test_one_shared_name_is_no_telling():
    assert not echoes({"minister"[:4]: 2.0}, places_of(read(TELLERS[0])))


def test_words_of_one_report_alone_are_not_shared():
    reading = read(TELLERS[0])
    dossier = Dossier(Cluster((reading.article.id,), None, Why("invented")), (reading,), (), (), {}, ())
    units = find_units(dossier)
    assert units
    assert shared_words(units, {lemma: 1.0 for unit in units for lemma in unit.lemmas}) == {}


ELSEWHERE = "The orchard by the mill bore no fruit. A choir from Lund sang in the hall all night long."


THREE = (*TELLERS, "A clerk saw that the minister cancelled the harbour inquiry. Tarn was asleep.")


def test_what_one_witness_alone_tells_is_missed_in_the_others_only_where_three_print_it():
    assert graded(ELSEWHERE, origins=1) == ("not-applicable", "only-one-tells-it")
    assert graded(ELSEWHERE, origins=2) == ("medium", "could-have-known")
    assert graded(ELSEWHERE, origins=1, tellers=THREE) == ("medium", "could-have-known")


def test_a_report_that_comes_near_to_one_telling_is_excused_where_few_tell_it():
    assert graded(ELSEWHERE, near=True, nearness=0.6, bystanders=2) == ("not-applicable", "perhaps-told")


def test_where_most_tell_it_a_report_must_come_near_to_every_telling():
    # among many tellings one is near to anything
    assert graded(ELSEWHERE, near=True, nearness=0.6, tellers=THREE) == ("medium", "could-have-known")
    assert graded(ELSEWHERE, near=True, nearness=0.72, tellers=THREE) == ("not-applicable", "perhaps-told")


def test_a_report_near_to_all_tellings_perhaps_tells_it_though_no_pair_of_passages_was_near():
    assert graded(ELSEWHERE, nearness=0.84, bystanders=2) == ("not-applicable", "perhaps-told")
    assert graded(ELSEWHERE, nearness=0.55, bystanders=2) == ("medium", "could-have-known")


def test_who_quotes_around_a_point_is_silent_strongly_but_not_on_what_one_alone_tells():
    assert graded(ELSEWHERE, around=True)[0] == "strong"
    assert graded(ELSEWHERE, around=True, origins=1) == ("not-applicable", "only-one-tells-it")
    assert graded(ELSEWHERE, around=True, nearness=0.9) == ("not-applicable", "perhaps-told")


def test_where_few_tell_what_may_be_two_points_nobody_is_called_silent():
    assert graded(ELSEWHERE, score=0.55, bystanders=2) == ("weak", "perhaps-two-points")
    assert graded(ELSEWHERE, score=0.65, bystanders=2) == ("medium", "could-have-known")


def test_what_most_reports_tell_is_missed_even_where_it_may_be_two_points():
    assert graded(ELSEWHERE, score=0.55) == ("medium", "could-have-known")


@pytest.mark.parametrize(
    ("days", "strength"),
    [
        (("2021-05-07", "2021-05-08", "2021-05-04"), "not-applicable"),
        (("2021-05-06", "2021-05-06", "2021-05-04"), "not-applicable"),
        (("2021-05-05", "2021-05-05", "2021-05-04"), "weak"),  # the next day may be the same evening
        (("2021-05-04", "2021-05-08", "2021-05-04"), "medium"),  # one told it that day
        (("2021-05-02", "2021-05-02", "2021-05-04"), "medium"),
        (("2021-05-07", None, "2021-05-04"), "medium"),  # who has no date may have told it first
        (("2021-05-07", "2021-05-08", None), "medium"),
        (("2021-06-01/2021-06-30", "2021-06-08", "2021-05-04"), "weak"),  # a month is no day
        ((None, None, None), "medium"),
    ],
)
def test_a_report_of_days_before_the_first_that_tells_a_point_need_not_know_it(days, strength):
    assert graded(ELSEWHERE, on=dict(enumerate(days)))[0] == strength
