"""What a search finds after the metadata of a report were replaced: the texts, statements and points as they now are."""

import csv

import msgspec
import pytest
from tests.kill_works import EXAMPLE

from rashomon.desk.collect import Folders, collect
from rashomon.spans import cut
from rashomon.stored import Offered, Read
from rashomon.stores.store import open_store
from rashomon.types import Article, Outlet, When, Why
from rashomon.wiring import Settings, update_store

NOW = "2031-04-06T08:00:00Z"
PLAIN = Settings(models="none", workers=1)
NAMES = sorted(file.name for file in EXAMPLE.glob("*.txt"))
LATER = Article("a1", "b.txt", "Mill burns. A mill in Brask burned down on Friday.")


def take(store, article):
    run = store.documents.begin("test", NOW)
    fate = store.documents.take(
        Offered(article.source, article.text.encode(), "text"), Read(article), run, NOW
    )
    store.documents.end(run, NOW)
    return fate


def found(store, words):
    return sorted(
        (hit.kind, hit.article, hit.start, hit.end, hit.text) for hit in store.stories.search(words)
    )


CHANGED = {
    "title": {"title": cut(LATER, 0, 11)},
    "outlet": {"outlet": Outlet("The Brask Courier", None)},
    "published": {"published": When("2031-04-04", "2031-04-04", "day", None, Why("given"))},
    "language": {"language": "en"},
}


@pytest.mark.parametrize("field", CHANGED)
def test_a_report_is_found_once_by_each_of_its_words_after_its_metadata_were_replaced(store, field):
    first = msgspec.structs.replace(LATER, source="a.txt", **CHANGED[field])
    assert take(store, LATER) == "ingested"
    before = [found(store, words) for words in ("mill burns", "brask friday", "courier", "snow")]
    assert take(store, first) == "duplicate"

    assert store.documents.article("a1") == first
    assert [found(store, words) for words in ("mill burns", "brask friday", "courier", "snow")] == before
    assert [len(hits) for hits in before] == [1, 1, 0, 0]
    assert store.upkeep.check() == []


def test_an_outlet_told_from_outside_makes_another_report_that_is_found_as_well(store, tmp_path):
    for name, row in (("b", {}), ("a", {"outlet": "The Brask Courier", "title": "Mill burns."})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mill.txt").write_text(LATER.text)
        collect_with(store, tmp_path / name, row)

    hits = store.stories.search("mill friday")
    assert len({hit.article for hit in hits}) == 2
    assert {hit.text for hit in hits} == {LATER.text}


def collect_with(store, folder, row):
    """Collect a folder with one row of metadata for each of its files."""
    files = sorted(folder.glob("*.txt"))
    table = folder / "told.csv"
    with table.open("w", newline="") as out:
        told = csv.DictWriter(out, ["file", *row])
        told.writeheader()
        told.writerows({"file": file.name} | row for file in files)
    paths = tuple(str(file) for file in files)
    collect(store, [Folders(paths, table if row else None)], what="test", clock=lambda: NOW)


# with all five, two stories become one of another name; without the first, the story changes under its own name
@pytest.mark.parametrize("names", [NAMES, NAMES[1:]])
def test_a_store_whose_metadata_were_replaced_finds_what_one_filled_at_once_finds(store, tmp_path, names):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for file in names:
            (tmp_path / name / f"{name}{file}").write_bytes((EXAMPLE / file).read_bytes())
    told = {"published": "2041-04-08"}
    whole = open_store(tmp_path / "whole.db")
    for one, folders in ((store, (("b", {}), ("a", told))), (whole, (("a", told), ("b", {})))):
        for name, row in folders:
            collect_with(one, tmp_path / name, row)
            update_store(one, now=NOW, settings=PLAIN)

    dates = [article.published for article in store.documents.articles()]
    assert [date and date.end for date in dates] == ["2041-04-08"] * len(names)
    for words in ("pell", "lind corrin", "gate", "talks", "april"):
        assert found(store, words) == found(whole, words) != []
    assert {hit.kind for hit in store.stories.search("gate", 100)} == {"article", "statement", "point"}
    assert store.upkeep.check() == []
    whole.close()
