"""The record is kept in pieces: one item more writes one piece of its list again, and whatever was kept comes back."""

import zlib

import pytest
from tests.test_stores import NOW, article, record_of

from rashomon.spans import fingerprint
from rashomon.stores.pieces import LONGEST, cut_items, cut_record
from rashomon.types import Gap


def many(count):
    return sorted((article(f"Rain fell {n} times.") for n in range(count)), key=lambda one: one.id)


def pieces(store):
    return {
        (name, number): digest
        for name, number, digest in store.db.rows("SELECT list, number, digest FROM record_part")
    }


def test_one_item_more_changes_one_piece():
    articles = many(6_000)
    for left_out in (0, 3_000, 5_999):
        before = {
            piece for _, piece in cut_record(record_of(*articles[:left_out], *articles[left_out + 1 :]))
        }
        after = {piece for _, piece in cut_record(record_of(*articles))}
        # one more where the item itself ends a piece
        assert len(after - before) <= 2
        assert len(after) > 6


def test_only_what_changed_is_written_again(store):
    articles = many(3_000)
    store.stories.save(record_of(*articles[1:]), [], NOW)
    before = pieces(store)
    store.stories.save(record_of(*articles), [], NOW)

    changed = [key for key, digest in pieces(store).items() if before.get(key) != digest]
    assert 0 < len(changed) <= 2 < len(before)
    assert store.stories.record() == record_of(*articles)


def test_items_without_a_name_of_their_own_are_cut_too_and_none_is_lost():
    gaps = [Gap(None, None, f"report {n}", "no-text") for n in range(5_000)]
    cut = list(cut_items(gaps))
    assert [gap for piece in cut for gap in piece] == gaps
    assert 4 < len(cut) < 40


def test_a_list_that_is_never_cut_by_its_items_is_cut_by_length():
    assert [len(piece) for piece in cut_items(["same"] * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize("named", [fingerprint, lambda packed: fingerprint(zlib.decompress(packed))])
def test_the_check_knows_pieces_of_programs_before_this_one(store, named):
    store.stories.save(record_of(*many(3)), [], NOW)
    [(packed,)] = store.db.rows("SELECT packed FROM record_part WHERE list = 'articles'")
    store.db.rows("UPDATE record_part SET digest = ? WHERE list = 'articles'", (named(bytes(packed)),))
    assert store.upkeep.check() == []


def test_the_check_finds_a_piece_that_was_changed(store):
    store.stories.save(record_of(*many(3)), [], NOW)
    store.db.rows("UPDATE record_part SET packed = ? WHERE list = 'articles'", (zlib.compress(b"other"),))
    assert store.upkeep.check() == ["record articles 0: is not what was kept"]
