"""The open window: what stands in it depends on the reports in it, not on how they came."""

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.group import stories_table, stories_window
from rashomon.group.stories import group_stories
from rashomon.group.stories_account import account_of
from rashomon.group.stories_pairs import figures_of, score_pair, scored_of
from rashomon.group.stories_retold import MILLIONTHS, VETO, Bounds, retell
from rashomon.group.stories_table import Table, put, remove
from rashomon.group.stories_window import OpenStories, add, close, drop, pairs_of, stories
from rashomon.linking import Scored, cluster
from rashomon.spans import cut
from rashomon.types import Article, Reading, Sentence

PLACES = ["Port Corrin", "Lowmere", "Aldersea", "Hesk"]
PEOPLE = ["Anna Berg", "Olan Tirr", "Ivo Sand", "Petra Lund"]
LINES = [
    "{who} held talks in {where} on {day} about the blocked strait of Marl.",
    "Forty grain ships have waited off {where} since the navy closed the strait.",
    "{who} said the strait of Marl must be opened to grain ships.",
    "A flood swept through {where} and drowned eleven sheep, {who} told the council on {day}.",
    "The museum in {where} bought a painting of a red horse, its director {who} said.",
]


def reading(name, lines):
    text = "\n".join(lines)
    article = Article(name, name, text)
    sentences, start = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(cut(article, start, start + len(line)), 0, 0, number))
        start += len(line) + 1
    return Reading(article, sentences=tuple(sentences))


LINE = st.builds(
    lambda form, who, where, day: form.format(who=who, where=where, day=day),
    st.sampled_from(LINES),
    st.sampled_from(PEOPLE),
    st.sampled_from(PLACES),
    st.sampled_from(["Sunday", "Wednesday"]),
)
REPORTS = st.lists(st.lists(LINE, min_size=1, max_size=4), min_size=1, max_size=14).map(
    lambda texts: [reading(f"r{number:02}", lines) for number, lines in enumerate(texts)]
)


def told(accounts):
    window = OpenStories()
    for account in accounts:
        add(window, account)
    return stories(window), pairs_of(window)


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter_nor_how_often_the_stories_are_told(readings, random):
    accounts = [account_of(one) for one in readings]
    batch = told(accounts)
    random.shuffle(accounts)
    window = OpenStories()
    for account in accounts:
        add(window, account)
        if random.random() < 0.5:
            stories(window)
    assert (stories(window), pairs_of(window)) == batch
    assert stories(window) == sorted(cluster.articles for cluster in group_stories(readings)[0])


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_a_report_that_leaves_leaves_no_trace(readings, random):
    accounts = [account_of(one) for one in readings]
    gone = {account.id for account in accounts if random.random() < 0.4}
    window = OpenStories()
    for account in accounts:
        add(window, account)
    if random.random() < 0.5:
        stories(window)
    drop(window, sorted(gone))
    assert (stories(window), pairs_of(window)) == told(
        account for account in accounts if account.id not in gone
    )


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.data())
def test_closing_a_story_changes_no_other(readings, data):
    days = data.draw(st.lists(st.integers(1, 9), min_size=len(readings), max_size=len(readings)))
    window = OpenStories()
    for one, day in zip(readings, days, strict=True):
        add(window, account_of(one), came=date(2031, 4, day))
    before = stories(window)
    closed = close(window, date(2031, 4, 5))
    assert sorted([*closed, *stories(window)]) == before
    came = {one.article.id: day for one, day in zip(readings, days, strict=True)}
    assert all(max(came[name] for name in story) < 5 for story in closed)
    assert all(max(came[name] for name in story) >= 5 for story in stories(window))


def test_a_window_that_everything_has_left_holds_nothing():
    window = OpenStories()
    for number, (who, where) in enumerate(combinations([*PEOPLE, *PLACES], 2)):
        lines = [line.format(who=who, where=where, day="Sunday") for line in LINES[:2]]
        add(window, account_of(reading(f"r{number}", lines)), came=date(2031, 4, 1))
        add(window, account_of(reading(f"copy-of-r{number}", lines)), came=date(2031, 4, 1))
    assert sum(map(len, close(window, date(2031, 4, 2)))) == 2 * 28
    tables = (
        "accounts",
        "twins",
        "holders",
        "pairs",
        "story_of",
        "fills",
        "touched",
        "came",
        "near",
        "area",
        "merges",
        "waiting",
    )
    assert {name: len(getattr(window, name)) for name in tables} == dict.fromkeys(tables, 0)


def test_a_new_report_leaves_the_stories_that_are_far_from_it_untouched():
    window = OpenStories()
    flood = [LINES[3].format(who="Ivo Sand", where="Hesk", day="Sunday")] * 2
    for name, lines in {"a": flood, "b": [*flood, "The water fell at night."]}.items():
        add(window, account_of(reading(name, lines)))
    stories(window)
    add(window, account_of(reading("c", [LINES[4].format(who="Petra Lund", where="Aldersea", day="")])))
    assert window.touched == {"c"}


@pytest.mark.parametrize("name", ["a", "nobody"])
def test_leaving_twice_or_without_having_come_is_no_error(name):
    window = OpenStories()
    add(window, account_of(reading("a", LINES[:1])))
    drop(window, [name, name])
    assert stories(window) == ([] if name == "a" else [("a",)])


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_large_neighbourhoods_told_in_part_stand_as_if_told_from_the_start(readings, random):
    accounts = [account_of(one) for one in readings]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories_window, "FILLED", 2)
        window = OpenStories()
        for account in accounts:
            add(window, account)
            if random.random() < 0.3:
                drop(window, [random.choice(sorted(window.accounts))])
            if random.random() < 0.5:
                stories(window)
        assert (stories(window), pairs_of(window)) == told(
            account for account in accounts if account.id in window.accounts
        )


PARTS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(25, 100)), max_size=60)


@settings(deadline=None, max_examples=300)
@given(PARTS, st.integers(0, 12), st.integers(0, 3))
def test_what_is_told_of_some_new_reports_is_what_clustering_all_of_them_tells(parts, new, gone):
    names = [f"r{number:02}" for number in range(12)]
    table = {name: {} for name in names}
    for a, b, score in parts:
        if a != b:
            figure = VETO if score < 30 else score * MILLIONTHS // 100
            table[names[a]][names[b]] = table[names[b]][names[a]] = figure
    bounds = Bounds(0.4, 0.8, 0.6)
    old = names[: len(names) - new]
    before = retell(old, {}, table.__getitem__, bounds)
    left = names[gone:]
    kept = {story: merges for story, merges in before.items() if set(story) <= set(left)}
    pairs = [
        Scored(name, other, 0.0 if figure == VETO else figure / MILLIONTHS, veto=figure == VETO)
        for name in left
        for other, figure in table[name].items()
        if name < other
    ]
    wanted = cluster(left, pairs, threshold=0.4, cohesion=0.8, welcome=0.6)
    again = retell(left, kept, table.__getitem__, bounds)
    assert sorted(again) == wanted
    assert again == retell(left, again, table.__getitem__, bounds)


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.randoms(use_true_random=False))
def test_a_table_that_clears_away_what_has_left_scores_the_others_as_before(readings, random):
    accounts = [account_of(one) for one in readings]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories_table, "SLACK", -1)
        table = Table()
        for account in accounts:
            put(table, account)
            if random.random() < 0.5:
                remove(table, random.choice(sorted(table.place_of)))
        assert table.filled <= 2 * table.held
    assert len(table.number_of) <= table.filled
    left = [account for account in accounts if account.id in table.place_of]
    for one, other in combinations(left, 2):
        ours, others = (np.array([table.place_of[account.id]]) for account in (one, other))
        pair = score_pair(one, other)
        assert scored_of(pair.left, pair.right, int(figures_of(table, ours, others)[0])) == Scored(
            pair.left, pair.right, pair.score, veto=pair.veto
        )
