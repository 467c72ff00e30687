"""What grouping remembers of reports saves work and changes nothing: in any order of arrival the bytes of one run."""

import random
from types import SimpleNamespace

import msgspec
import pytest
from tests.test_group_copies import report

from rashomon.desk.remembering import Makers, Remembering
from rashomon.engines.local import Serial
from rashomon.group import copies, stories_kept, stories_open, stories_window
from rashomon.group.groups import group_readings
from rashomon.group.stories_account import account_of
from rashomon.group.stories_kept import pack_account, unpack_account
from rashomon.spans import cut
from rashomon.types import Article, Reading

PLACES = ["Aldersea", "Brask", "Castor Bay", "Dunmere", "Eskholm", "Farrow"]
LINES = [
    "The harbour board of {place} voted late on Monday to close the northern quay to all heavy traffic until spring.",
    "Engineers found eleven cracks in the wall, and a further three beneath the road that leads to the old market.",
    '"We will never again let the tide take our boats in one single night," said Mayor Petra Lund of {place}.',
    "Families in {place} carried sandbags through the evening while the water rose slowly along the lower street.",
    "Traders said they had lost a week of earnings and asked the council for help with the rent of their stalls.",
    "A ferry from the islands turned back twice before its captain found calm water behind the long breakwater.",
]


def reports(count, seed=3):
    """Make reports that take sentences from one another; more than every pair is looked at for, and one crowd."""
    chance = random.Random(seed)
    return [
        report(f"r{number:03}", *[
            chance.choice(LINES).format(place=chance.choice(PLACES)) + f" Edition {chance.randrange(5)}."
            for _ in range(3)
        ])
        for number in range(count)
    ]  # fmt: skip


def memory_of(store, rules="rules"):
    return Remembering(Serial(), store, Makers("reading", "comparing", rules))


def grouped(readings, memory=None):
    return msgspec.msgpack.encode(group_readings(readings, memory=memory), order="deterministic")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_any_order_of_arrival_the_bytes_are_those_of_one_run(store, seed):
    arriving = reports(60, seed)
    random.Random(seed).shuffle(arriving)
    # over the number up to which every pair is looked at, and past it
    for count in (7, 38, 41, 42, 60):
        assert grouped(arriving[:count], memory_of(store)) == grouped(arriving[:count])


def test_reports_that_go_and_come_back_leave_no_trace(store):
    some = reports(50)
    for held in (some, some[10:30], some[25:], some):
        assert grouped(held, memory_of(store)) == grouped(held)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_kill_between_two_things_kept_changes_no_byte(store, at):
    some = reports(45)
    grouped(some[:30], memory_of(store))
    memory = memory_of(store)
    retained = []

    def dying(kind, made):
        if len(retained) == at:
            raise KeyboardInterrupt
        retained.append(kind)
        memory.retain(kind, made)

    with pytest.raises(KeyboardInterrupt):
        grouped(
            some, SimpleNamespace(key=memory.key, recall=memory.recall, retain=dying, refuse=memory.refuse)
        )
    assert grouped(some, memory_of(store)) == grouped(some)


@pytest.fixture
def looked(monkeypatch):
    """The pairs of reports that were really looked through for shared passages."""
    pairs, really = [], copies._shared

    def counting(left, right):
        pairs.append({left.article.id, right.article.id})
        return really(left, right)

    monkeypatch.setattr(copies, "_shared", counting)
    return pairs


def test_only_pairs_with_a_new_report_are_looked_through(store, looked):
    some = reports(30)
    grouped(some[:-1], memory_of(store))
    before = len(looked)
    grouped(some, memory_of(store))

    assert (before, len(looked)) == (29 * 28 // 2, 30 * 29 // 2)
    assert all(some[-1].article.id in pair for pair in looked[before:])


def test_under_other_rules_every_pair_is_looked_through_again(store, looked):
    some = reports(10)
    grouped(some, memory_of(store))
    grouped(some, memory_of(store, "other rules"))

    assert len(looked) == 2 * 45


def as_told(account):
    """All that an account holds, words in their order, arrays with their types and shapes."""
    sheet = account.sheet
    arrays = (sheet.codes, sheet.weights, sheet.marks, account.figures)
    rest = [getattr(account, name) for name in account.__struct_fields__ if name not in {"sheet", "figures"}]
    ordered = (list(account.words.items()), list(account.lead.items()))
    return rest, ordered, [(array.dtype, array.shape, array.tolist()) for array in arrays]


def dated():
    line = "ALDERSEA, 4 April 2031 - The quay closed on Friday, and on 6 April 2031 Mayor Petra Lund spoke of 12 ships."
    article = Article("d", "d", line, dateline=cut(Article("d", "d", line), 0, 22))
    return Reading(article, sentences=report("d", line).sentences)


@pytest.mark.parametrize("reading", [*reports(3), dated(), Reading(Article("empty", "empty", "-"))])
def test_an_account_comes_back_as_it_was_made(reading):
    made = account_of(reading)
    assert as_told(unpack_account(pack_account(made))) == as_told(made)


def test_the_account_of_a_report_is_made_once(store, monkeypatch):
    asked = []
    monkeypatch.setattr(
        stories_kept, "account_of", lambda reading: asked.append(reading) or account_of(reading)
    )
    some = reports(12)
    grouped(some[1:], memory_of(store))
    assert len(asked) == 11
    grouped(some, memory_of(store))
    assert asked[11:] == [some[0]]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("filled", [3, 400])
def test_an_update_that_begins_with_the_last_window_gives_the_bytes_of_one_run(
    store, monkeypatch, seed, filled
):
    # neighbourhoods above the bound are told in part, those below it whole
    monkeypatch.setattr(stories_window, "FILLED", filled)
    chance, some = random.Random(seed), reports(40, seed)
    for _ in range(8):
        held = chance.sample(some, chance.randrange(1, len(some)))
        assert grouped(held, memory_of(store)) == grouped(held)


def test_a_report_whose_text_is_another_under_the_same_name_is_held_against_all_again(store):
    some, others = reports(12), reports(12, seed=9)
    # not the first: beside that one the window is kept, and without it the window is filled anew anyway
    changed = [*some[:5], others[5], *some[6:]]
    assert changed[5].article.id == some[5].article.id
    grouped(some, memory_of(store))
    assert grouped(changed, memory_of(store)) == grouped(changed)


@pytest.fixture
def scored(monkeypatch):
    """The places of all pairs that were really scored."""
    pairs, really = [], stories_open.figures_of

    def counting(table, ours, others):
        pairs.extend((table.names[a], table.names[b]) for a, b in zip(ours, others, strict=True))
        return really(table, ours, others)

    monkeypatch.setattr(stories_open, "figures_of", counting)
    return pairs


def test_only_pairs_with_a_new_report_are_scored(store, scored):
    some = reports(30)
    new = some[-1].article.id
    grouped(some[:-1], memory_of(store))
    assert scored
    scored.clear()
    grouped(some, memory_of(store))
    assert scored
    assert all(new in pair for pair in scored)
