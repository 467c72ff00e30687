"""Times in their sentences, events across reports, and the timeline over both."""

from __future__ import annotations

import pytest

from rashomon.compare.timeline import NO_YEAR, build_timeline
from rashomon.group.events import join_events
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, Entry, Event, Reading, When, Why

PARSER = SpacyParser()


def _read(text: str, published: str | None = None) -> Reading:
    when = When(published, published, "day", None, Why("given")) if published else None
    article = Article(make_id("a", text), "x.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _days(text: str, published: str) -> dict[str, str | None]:
    return {item.span.text: item.when.start if item.when else None for item in _read(text, published).times}


def _compare(*readings: Reading) -> tuple[tuple[Event, ...], tuple[Entry, ...]]:
    ids = tuple(sorted(reading.article.id for reading in readings))
    names = {
        speaker.id: speaker.name.text.split()[-1] for reading in readings for speaker in reading.speakers
    }
    cluster = Cluster(ids, None, Why("one-story"))
    events, (named,) = join_events(readings, [cluster], names)
    return events, build_timeline(Dossier(named, readings, (), (), names, events))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Anna Veld met the miners in Port Elva on Wednesday.", "Wednesday", "2031-05-14"),
        ("Anna Veld will meet the miners in Port Elva on Wednesday.", "Wednesday", "2031-05-21"),
        ("Anna Veld said on Wednesday that she will meet the miners.", "Wednesday", "2031-05-14"),
        ("Anna Veld is expected to travel to Port Elva on Friday.", "Friday", "2031-05-16"),
        ("Anna Veld had talked with the miners on Friday.", "Friday", "2031-05-09"),
        ("Thursday's offer of Anna Veld is sure to be a step.", "Thursday", "2031-05-15"),
        ("Anna Veld will meet the miners on Thursday.", "Thursday", "2031-05-15"),
        ("A photograph shows Anna Veld at the mine on Wednesday.", "Wednesday", "2031-05-14"),
        ("The miners were seized early Friday. They were freed on Monday.", "Friday", "2031-05-09"),
        ("The miners were seized early Friday. They had met on Monday.", "Friday", "2031-05-16"),
        ("The photograph shows Anna Veld on Friday.", "Friday", "2031-05-09"),
        ("The museum shows the ship from Friday.", "Friday", "2031-05-16"),
        ("The theatre is showing her play on Friday.", "Friday", "2031-05-16"),
        ("The council plans to show the plans on Friday.", "Friday", "2031-05-16"),
        ("Anna Veld announced early Friday that the mine would close.", "Friday", "2031-05-16"),
        ("The miners agreed on Monday. The strike ended a day later.", "a day later", "2031-05-13"),
    ],
)
def test_a_weekday_looks_where_its_verb_looks(text: str, words: str, day: str) -> None:
    # published on Thursday, 15 May 2031
    assert _days(text, "2031-05-15")[words] == day


def test_an_undated_report_leaves_its_weekday_open_and_says_why() -> None:
    reading = _read("Anna Veld met the miners in Port Elva on Wednesday.")
    assert [item.when for item in reading.times] == [None]
    assert [(gap.what, gap.why) for gap in reading.gaps] == [("time", "no-day-of-publication")]


def test_a_happening_without_a_year_stands_in_the_timeline_with_its_own_words() -> None:
    _, timeline = _compare(_read("Anna Veld met the miners in Port Elva on Wednesday."))
    assert [(entry.when.precision, entry.when.why.code) for entry in timeline] == [("vague", NO_YEAR)]
    assert [entry.when.span.text for entry in timeline if entry.when.span] == ["Wednesday"]


def test_what_no_day_of_its_report_would_date_has_no_place_in_the_timeline() -> None:
    reading = _read("Otto Brandt left the harbour board few years ago.", "2031-05-15")
    assert [happening.time.text for happening in reading.happenings if happening.time] == ["few years ago"]
    assert _compare(reading)[1] == ()


def test_what_one_passage_dates_once_is_one_entry() -> None:
    _, timeline = _compare(_read("Otto Brandt said in a televised address on Monday.", "2031-05-15"))
    assert [entry.when.start for entry in timeline] == ["2031-05-12"]


def test_a_report_without_a_date_borrows_it_from_the_others_and_says_so() -> None:
    dated = _read("Anna Veld met Otto Brandt in Port Elva on Wednesday, her office said.", "2031-05-15")
    undated = _read("Otto Brandt met Anna Veld in Port Elva on Wednesday for an hour.")
    events, timeline = _compare(dated, undated)
    assert {(entry.when.start, entry.when.end) for entry in timeline} == {("2031-05-14", "2031-05-14")}
    meeting = next(event for event in events if len({span.article for span in event.mentions}) == 2)
    assert meeting.when is not None


def test_a_borrowed_tomorrow_keeps_the_doubt_of_the_days_it_may_count_from() -> None:
    first = _read("Anna Veld met Otto Brandt in Port Elva on Monday.", "2031-05-13")
    second = _read("Otto Brandt and Anna Veld met in Port Elva on Monday.", "2031-05-14")
    undated = _read("Otto Brandt will open the mine tomorrow.")
    _, timeline = _compare(first, second, undated)
    opening = next(entry for entry in timeline if "tomorrow" in entry.what.text)
    assert (opening.when.start, opening.when.end, opening.when.precision) == (
        "2031-05-14",
        "2031-05-15",
        "vague",
    )


def test_one_call_told_with_other_words_on_two_days_is_a_conflict() -> None:
    first = _read("Anna Veld and Otto Brandt discussed the mine in a telephone call on Friday.", "2031-05-11")
    second = _read("The strike went on after Anna Veld and Otto Brandt spoke on the telephone on Thursday.", "2031-05-11")  # fmt: skip
    _, timeline = _compare(first, second)
    dated = {entry.when.start: entry for entry in timeline}
    assert dated["2031-05-08"].conflict == (dated["2031-05-09"].id,)


def test_two_meetings_in_one_report_are_no_conflict() -> None:
    reading = _read(
        "Anna Veld met Otto Brandt in Port Elva on Wednesday. Veld had met Brandt in Tarnholm on Monday.",
        "2031-05-15",
    )
    _, timeline = _compare(reading)
    assert len(timeline) == 2
    assert [entry.conflict for entry in timeline] == [(), ()]


def test_look_alike_meetings_on_other_days_stay_two_events() -> None:
    first = _read("Anna Veld met Otto Brandt in Port Elva on May 13.", "2031-05-15")
    second = _read("Anna Veld met Otto Brandt in Port Elva on March 20.", "2031-05-15")
    events, timeline = _compare(first, second)
    assert {entry.when.start for entry in timeline} == {"2031-05-13", "2031-03-20"}
    assert all(len({span.article for span in event.mentions}) == 1 for event in events)


def test_words_that_point_back_join_the_happening_before_them() -> None:
    reading = _read(
        "Anna Veld and Otto Brandt held talks in Port Elva on Monday. Nobody was hurt. The talks were frank.",
        "2031-05-15",
    )
    events, _ = _compare(reading)
    assert any({"The talks"} < {span.text for span in event.mentions} for event in events)


def test_what_lies_far_back_is_background_wherever_it_stands() -> None:
    reading = _read("Anna Veld opened the mine of Port Elva in 2019.", "2031-05-15")
    assert [happening.news for happening in reading.happenings] == [False]


def test_every_time_of_a_report_has_its_telling() -> None:
    reading = _read(
        "In 1961 the harbour of Port Elva froze. Otto Brandt, in 2003, was its mayor. The 1987 ferry law still holds.",
        "2031-05-15",
    )
    told = {happening.time for happening in reading.happenings}
    assert {item.span for item in reading.times} <= told


def test_the_order_of_the_reports_leaves_no_trace() -> None:
    first = _read("Anna Veld met Otto Brandt in Port Elva on Wednesday.", "2031-05-15")
    second = _read("Otto Brandt and Anna Veld held talks in Port Elva on Wednesday.", "2031-05-16")
    assert _compare(first, second)[0] == _compare(second, first)[0]


def _met(events: tuple[Event, ...], words: str) -> set[str]:
    return next(
        {span.text for span in event.mentions}
        for event in events
        if words in {s.text for s in event.mentions}
    )


def test_what_nothing_marks_as_another_is_the_one_the_story_is_about() -> None:
    first = _read("A fire destroyed the mill of Port Elva on Monday.", "2031-05-15")
    second = _read("The mill fire shocked Port Elva. Nobody was hurt.", "2031-05-15")
    third = _read(
        "Port Elva mourns its mill. It stood for a century. The owner wept. The fire burned for hours."
    )
    events, _ = _compare(first, second, third)
    assert any(len({span.article for span in event.mentions}) == 3 and event.when for event in events)


def test_a_possible_meeting_is_not_the_one_that_was_held() -> None:
    first = _read("Anna Veld met Otto Brandt in Port Elva. The meeting was short.", "2031-05-15")
    second = _read(
        "Anna Veld and Otto Brandt met. A potential meeting of Anna Veld and Otto Brandt is far off."
    )
    events, _ = _compare(first, second)
    held = next(event for event in events if "The meeting" in {span.text for span in event.mentions})
    assert not any("potential" in span.text for span in held.mentions)


def test_a_name_is_the_same_happening_and_points_back_to_no_other() -> None:
    first = _read("Anna Veld wrote of war. Her father fell in the Sand War of 1987.", "2031-05-15")
    second = _read(
        "Otto Brandt fears a trade war. He spoke in Port Elva. The hall was full. He survived the Sand War."
    )
    events, _ = _compare(first, second)
    sand = next(event for event in events if any("1987" in span.text for span in event.mentions))
    assert {span.article for span in sand.mentions} == {first.article.id, second.article.id}
    assert not any("trade" in span.text for span in sand.mentions)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("They will meet in May or early June.", "2031-05-01", "2031-06-30", "month"),
        ("They will meet in December or January.", "2031-12-01", "2032-01-31", "month"),
        ("They will meet on Monday or Tuesday.", "2031-05-19", "2031-05-20", "day"),
    ],
)
def test_one_of_two_times_is_all_from_the_one_to_the_other(
    text: str, start: str, end: str, precision: str
) -> None:
    (item,) = _read(text, "2031-05-15").times
    assert item.when is not None
    assert (item.when.start, item.when.end, item.when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The summit is to take place on Friday, Brandt said.", "Friday"),
        ("The summit is due to begin on Friday, Brandt said.", "Friday"),
        ("The planned summit, set for June 12, worries Corvia.", "June 12"),
        ("The accord reached in March was a failure.", "March"),
        ("A fire destroyed the mill on Monday.", "Monday"),
    ],
)
def test_a_happening_has_the_time_of_what_is_said_of_it(text: str, words: str) -> None:
    told = [
        happening
        for happening in _read(text, "2031-05-15").happenings
        if happening.head.text in text.replace(",", "").split()[:4]
    ]
    assert [happening.time.text for happening in told if happening.time][:1] == [words]


def test_a_name_in_a_list_of_years_is_told_with_its_own_year() -> None:
    reading = _read(
        "Only two leaders have been to Port Elva on a state visit: George Lund, in 2003; and Otto Brandt, in 2011.",
        "2031-05-15",
    )
    assert {(h.span.text, h.when.start[:4]) for h in reading.happenings if h.when} == {
        ("George Lund, in 2003", "2003"),
        ("Otto Brandt, in 2011", "2011"),
    }


def test_one_meeting_told_with_another_verb_on_another_day_is_a_conflict() -> None:
    first = _read("Anna Veld met Otto Brandt in Port Elva on Friday.", "2031-05-11")
    second = _read("Otto Brandt received Anna Veld in Port Elva on Thursday, his office said.", "2031-05-11")
    _, timeline = _compare(first, second)
    dated = {entry.when.start: entry for entry in timeline}
    assert dated["2031-05-08"].conflict == (dated["2031-05-09"].id,)


def test_receiving_a_thing_is_no_meeting() -> None:
    reading = _read("Otto Brandt received Anna Veld's letter on Thursday.", "2031-05-11")
    assert "meeting" not in {happening.lemma for happening in reading.happenings}


def test_a_meeting_is_named_by_words_that_say_what_it_is_and_by_those_who_met() -> None:
    readings = [
        _read("Their talks in Port Elva began late. Anna Veld met Tomas Reed in Port Elva on Monday.", "2031-05-13"),
        _read("Anna Veld met Tomas Reed in Port Elva on Monday to end the strike.", "2031-05-13"),
        _read("Anna Veld held talks with Tomas Reed in Port Elva on Monday, Gwen Lark said.", "2031-05-13"),
        _read("Anna Veld met Tomas Reed in Port Elva on Monday, Ivo Marsh beside them.", "2031-05-13"),
    ]  # fmt: skip
    events, _ = _compare(*readings)
    meeting = max(events, key=lambda event: len(event.mentions))
    assert meeting.name.text.split()[0].lower() not in {"their", "they", "it"}
    assert {"Veld", "Reed"} <= set(meeting.participants)
    assert "Marsh" not in meeting.participants


def test_a_headline_in_the_present_and_the_opening_in_the_past_are_one_event_with_its_day() -> None:
    report = (
        "Korra charges Anna Veld\n\nKorra charged the miner Anna Veld on Wednesday.\n\nThe mine is shut.\n"
    )
    events, _ = _compare(_read(report, "2031-05-15"))
    (event,) = [event for event in events if "charges" in event.name.text or "charged" in event.name.text]
    assert event.when is not None
    assert (event.when.start, len(event.mentions)) == ("2031-05-14", 2)


def test_a_weekday_that_another_report_shows_to_be_the_day_after_is_that_day() -> None:
    early = _read(
        "Korra and Elva\n\nThe port is calm.\n\nThe island saw much.\n\nThe sea is wide.\n\nKorra launched a ship on Friday, its third.\n",
        "2031-05-15",
    )
    after = _read("Korra launched a ship on Friday from Port Elva.", "2031-05-16")
    events, _ = _compare(early, after)
    assert {event.when.start for event in events if event.when} == {"2031-05-16"}
    alone, _ = _compare(early)
    assert {event.when.start for event in alone if event.when} == {"2031-05-09"}


def test_another_happening_of_the_kind_a_week_later_moves_no_weekday() -> None:
    early = _read(
        "Korra and Elva\n\nThe port is calm.\n\nThe island saw much.\n\nThe sea is wide.\n\nAnna Veld was arrested in Korra on Friday.\n",
        "2031-05-15",
    )
    after = _read("Otto Brandt was arrested in Elva on Friday.", "2031-05-16")
    happenings, _ = _compare(early, after)
    assert not [
        event
        for event in happenings
        if event.when and "Anna" in event.name.text and event.when.start == "2031-05-16"
    ]
    alone, _ = _compare(early)
    assert {event.when.start for event in alone if event.when} == {"2031-05-09"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Korra fired a rocket over the strait on Monday.", ("launch", "2031-05-12")),
        ("The board of Korra Mining fired Anna Veld on Monday.", ("dismissal", "2031-05-12")),
        ("Anna Veld fired the missile chief on Monday.", ("dismissal", "2031-05-12")),
        ("Soldiers of Korra fired shots at Anna Veld on Monday.", ("attack", "2031-05-12")),
        ("Anna Veld fired back on Monday.", ("fire", "2031-05-12")),
        ("Anna Veld filed a lawsuit on Monday.", ("charge", "2031-05-12")),
        ("Anna Veld praised the accord on Monday.", ("deal", None)),
        ("Anna Veld gave her opinion on the accord on Monday.", ("deal", None)),
        ("Anna Veld signed the accord on Monday.", ("deal", "2031-05-12")),
    ],
)
def test_the_words_beside_a_verb_or_noun_say_what_happened_then(
    text: str, told: tuple[str, str | None]
) -> None:
    happenings = _read(text, "2031-05-15").happenings
    assert told in [(item.lemma, item.when.start if item.when else None) for item in happenings]


def test_who_is_held_on_charges_is_not_charged_then() -> None:
    happenings = _read("Anna Veld was arrested on charges of theft on Monday.", "2031-05-15").happenings
    assert [item.lemma for item in happenings] == ["arrest"]


def test_a_headline_takes_no_day_from_an_opening_that_tells_of_another() -> None:
    text = (
        "Korra votes to leave the pact\n\nElva voted on Wednesday to stay in the pact.\n\nThe mine is shut.\n"
    )
    events, _ = _compare(_read(text, "2031-05-15"))
    headed = [event for event in events if event.name.text.startswith("Korra votes")]
    assert [(event.when, len(event.mentions)) for event in headed] == [(None, 1)]


def test_a_new_accord_is_not_of_the_year_of_the_old_one() -> None:
    text = "Korra and Elva sign new accord\n\nThey replaced the 2029 accord.\n\nThe accord was hailed in Korra.\n"
    events, _ = _compare(_read(text, "2031-05-15"))
    assert not [event for event in events if "new accord" in event.name.text and event.when]
