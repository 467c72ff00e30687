import msgspec
import pytest

from rashomon.group.stories import group_stories
from rashomon.group.stories_account import account_of
from rashomon.group.stories_likeness import weekdays_conflict
from rashomon.group.stories_pairs import reason_apart, score_pair
from rashomon.group.stories_window import OpenStories, add, pairs_of
from rashomon.spans import cut
from rashomon.types import Article, Reading, Sentence, When, Why

TALKS = "Foreign ministers Anna Berg and Olan Tirr held talks in Port Corrin on {day} about the blocked strait of Marl."
SHIPS = (
    "The blockade of the strait of Marl by Tirr's navy has kept forty grain ships from leaving Port Corrin."
)
BERG = "Berg said after the talks that Arvenna wants the strait of Marl opened to grain ships."
FLOOD = (
    "A flood swept through the village of Hesk and drowned eleven sheep, farmers told the district council."
)
MUSEUM = "The museum in Lund bought a painting of a red horse at an auction for nine million crowns."


def report(name, *lines, published=None):
    text = "\n".join(lines)
    when = When(published, published, "day", None, Why("given")) if published else None
    article = Article(name, name, text, published=when)
    sentences, start = [], 0
    for number, line in enumerate(lines):
        if line:
            sentences.append(Sentence(cut(article, start, start + len(line)), 0, 0, number))
        start += len(line) + 1
    return Reading(article, sentences=tuple(sentences))


def printed(name, day, *lines):
    """Make a report whose text states its own day in its first line."""
    reading = report(name, *lines, day)
    article = reading.article
    span = cut(article, len(article.text) - len(day), len(article.text))
    when = When(day, day, "day", span, Why("stated"))
    return Reading(msgspec.structs.replace(article, published=when), sentences=reading.sentences[:-1])


def stories(*readings):
    clusters, _ = group_stories(readings)
    return [cluster.articles for cluster in clusters]


def test_reports_of_one_event_are_one_story_and_others_stay_alone():
    readings = [
        report("a", TALKS.format(day="Sunday"), SHIPS),
        report("b", BERG, "Berg and Tirr met in Port Corrin on Sunday over the strait of Marl."),
        report("c", FLOOD),
        report("d", MUSEUM),
    ]
    assert stories(*readings) == [("a", "b"), ("c",), ("d",)]


def test_the_same_people_on_another_weekday_are_another_story():
    readings = [
        report("a", TALKS.format(day="Wednesday"), "No accord on tolls was signed, an official said."),
        report("b", TALKS.format(day="Sunday"), SHIPS, BERG),
        report("c", BERG, SHIPS, "They met in Port Corrin on Sunday."),
    ]
    assert stories(*readings) == [("a",), ("b", "c")]


def test_look_alikes_whose_own_days_are_weeks_apart_are_two_stories():
    readings = [
        printed("a", "2031-04-17", SHIPS, BERG),
        printed("b", "2031-05-09", SHIPS, BERG[:-1] + " soon."),
    ]
    clusters, links = group_stories(readings)
    assert [cluster.articles for cluster in clusters] == [("a",), ("b",)]
    assert (links[0].verdict, links[0].why.code) == ("no", "own-days-differ")
    assert [span.text for span in links[0].why.spans] == ["2031-04-17", "2031-05-09"]


def test_a_report_without_any_day_is_kept_out_of_nothing():
    one, other = account_of(report("a", SHIPS)), account_of(printed("b", "2031-04-17", SHIPS))
    assert not score_pair(one, other).veto
    assert not weekdays_conflict(one, other)


@pytest.mark.parametrize("day", ["2031-01-01", "2031-12-02", "2031-12-31"])
def test_a_report_without_any_day_goes_with_one_of_any_day_of_the_year(day):
    one, other = account_of(report("a", SHIPS)), account_of(printed("b", day, SHIPS))
    assert score_pair(one, other).score == score_pair(other, one).score == 1.0


@pytest.mark.parametrize("day", ["1 January", "2 December", "December 31"])
def test_a_day_without_a_year_beside_a_report_without_any_is_compared(day):
    reading = report("a", f"PORT CORRIN, {day} - Ships waited.", SHIPS)
    dated = msgspec.structs.replace(reading.article, dateline=reading.sentences[0].span)
    one = account_of(Reading(dated, sentences=reading.sentences))
    other = account_of(report("b", SHIPS))
    assert len(one.days) == 1
    for left, right in [(one, other), (other, one)]:
        assert not score_pair(left, right).veto


def test_the_next_weekday_is_no_conflict():
    one, other = (
        account_of(report(name, TALKS.format(day=day))) for name, day in [("a", "Sunday"), ("b", "Monday")]
    )
    assert not weekdays_conflict(one, other)
    assert score_pair(one, other).why.code == "words-alike"


def test_a_new_year_between_two_days_is_no_conflict():
    one = account_of(printed("a", "2030-12-30", SHIPS))
    other = account_of(printed("b", "2031-01-02", SHIPS))
    assert not score_pair(one, other).veto


def test_copies_of_one_text_are_one_story():
    assert stories(*(report(name, SHIPS, BERG) for name in "abc")) == [("a", "b", "c")]


def test_every_report_is_in_exactly_one_story_whatever_the_order():
    readings = [report(n, t) for n, t in zip("abcde", ["", SHIPS, BERG, FLOOD, "😀"], strict=True)]
    assert stories(*readings) == stories(*reversed(readings))
    assert sorted(name for story in stories(*readings) for name in story) == list("abcde")


def test_no_reports_give_no_stories():
    assert group_stories([]) == ((), ())


@pytest.mark.parametrize("day", ["February 31", "31 Smarch", "May 9, 0000", "99 May"])
def test_odd_dates_in_a_dateline_are_read_without_a_crash(day):
    reading = report("a", f"PORT CORRIN, {day} - Ships waited.")
    article = msgspec.structs.replace(reading.article, dateline=reading.sentences[0].span)
    account_of(Reading(article, sentences=reading.sentences))


def test_among_many_only_pairs_with_telling_words_in_common_are_scored():
    readings = [report(f"n{i:04}", f"Word{i} tale{i} mark{i} lone{i} told{i}.") for i in range(500)]
    readings += [report("x1", SHIPS, BERG), report("x2", BERG, SHIPS)]
    window = OpenStories()
    for reading in readings:
        add(window, account_of(reading))
    assert [(pair.left, pair.right) for pair in pairs_of(window)] == [("x1", "x2")]


def test_why_two_look_alikes_are_two_names_the_days_that_differ():
    readings = [
        report("b", TALKS.format(day="Sunday"), BERG),
        report("c", TALKS.format(day="Sunday"), SHIPS, BERG),
        report("d", "Anna Berg and Olan Tirr met in Port Corrin about the strait of Marl.", BERG),
        report("e", TALKS.format(day="Sunday"), BERG, "Grain ships wait off Port Corrin."),
        report("z", TALKS.format(day="Wednesday"), "No accord on tolls was signed, an official said."),
    ]
    clusters, links = group_stories(readings)
    assert [cluster.articles for cluster in clusters] == [("b", "c", "d", "e"), ("z",)]
    apart = {link.left: link.why for link in links if link.verdict == "no"}
    assert apart["b"].code == "weekdays-differ"
    assert [span.text for span in apart["b"].spans] == ["Sunday", "Wednesday"]
    assert apart["d"].code == "others-days-differ"


def test_why_two_look_alikes_are_two_names_what_only_one_names():
    one = account_of(report("a", TALKS.format(day="Sunday").replace("Port Corrin", "Lowmere"), FLOOD))
    other = account_of(report("b", TALKS.format(day="Sunday").replace("Olan Tirr", "Ivo Sand"), MUSEUM))
    why = reason_apart(one, other)
    assert why.code == "names-differ"
    assert {span.text for span in why.spans} <= {
        "Lowmere",
        "Olan",
        "Tirr",
        "Port",
        "Corrin",
        "Ivo",
        "Sand",
        "Hesk",
        "Lund",
    }
    assert {span.article for span in why.spans} == {"a", "b"}


def test_no_more_than_the_first_two_names_of_each_are_shown_and_the_order_of_the_two_leaves_no_trace():
    lines = ("Nils Odd and Ivo Sand of Port Corrin met.", "Tora Vik and Anders Holt of Lowmere met.")
    one, other = (account_of(report(name, line)) for name, line in zip("ab", lines, strict=True))
    why = reason_apart(one, other)
    assert [span.article for span in why.spans] == ["a", "a", "b", "b"]
    own = [[span for word, span in a.named if word not in b.words] for a, b in ((one, other), (other, one))]
    assert list(why.spans) == [*own[0][:2], *own[1][:2]]
    assert all(len(spans) > 2 for spans in own)
    assert score_pair(one, other) == score_pair(other, one)


def test_pairs_are_told_in_order_and_each_as_the_two_alone_are_told():
    lines = [TALKS.format(day=day) for day in ("Sunday", "Wednesday")] + [SHIPS, BERG, FLOOD]
    accounts = [account_of(report(f"r{n:02}", *lines[n % 3 : n % 3 + 3], str(n) * 4)) for n in range(12)]
    window = OpenStories()
    for account in reversed(accounts):
        add(window, account)
    pairs = pairs_of(window)
    assert [(pair.left, pair.right) for pair in pairs] == sorted({(pair.left, pair.right) for pair in pairs})
    by_name = {account.id: account for account in accounts}
    scored = [pair for pair in pairs if pair.why.code != "one-text"]
    assert scored
    assert scored == [score_pair(by_name[pair.right], by_name[pair.left]) for pair in scored]
