"""A store for measuring growth can be made again and grow, also where an update has read for real what waited in it."""

import pytest
from evals import growth
from evals.growth_compared import UNCOMPARED, real_stories
from msgspec.structs import replace

from rashomon import wiring
from rashomon.gather.account import article_of
from rashomon.gather.drafts import Draft
from rashomon.read.article import read_article
from rashomon.stores.store import open_store
from rashomon.wiring import Settings, choose_models

ENGINE = wiring.choose_engine
PLAIN = Settings(models="none", workers=1)
TOLD = (
    "The Harbour Board closed the Ostrel lock on Monday. “We will not open it,” said Minna Tarvo, the lock keeper.",
    "Minna Tarvo, keeper of the Ostrel lock, said on Monday that the Harbour Board had closed it. Barges wait.",
    "A hailstorm broke nine greenhouses in Quenby on Tuesday. “Nothing is left,” said Pelle Ravn, a gardener.",
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where a store is to be made, of invented reports and without trained weights."""
    # making a store puts an engine of its own there
    monkeypatch.setattr(wiring, "choose_engine", ENGINE)
    monkeypatch.setattr(growth, "Settings", lambda workers: PLAIN)
    monkeypatch.setattr(growth, "choose_models", lambda _: choose_models(PLAIN))
    told = [article_of(Draft(f"r{place}", text, published="2030-05-08")) for place, text in enumerate(TOLD)]
    monkeypatch.setattr(growth, "_articles", lambda: told)
    return tmp_path / "grown.db"


def held(place):
    store = open_store(place)
    record, ingested = store.stories.record(), store.documents.counts().ingested
    store.close()
    return record, ingested


def test_a_store_made_twice_takes_one_report_more_and_another_waits(place):
    for read in (5, 6):
        growth.make(5, place)
        record, ingested = held(place)
        assert (len(record.articles), ingested) == (read, read + 1)
    assert not any(gap.why.startswith("fault") for gap in record.gaps)


def test_a_store_in_which_a_report_was_read_for_real_grows_on(place, monkeypatch):
    growth.make(4, place)
    monkeypatch.setattr(wiring, "choose_engine", ENGINE)
    store = open_store(place)
    assert wiring.update_store(store, now=growth.NOW, settings=PLAIN).read == 1
    store.close()
    growth.make(9, place)
    record, ingested = held(place)
    assert (len(record.articles), ingested) == (9, 10)
    assert {gap.why for gap in record.gaps if gap.what == "comparison"} <= {UNCOMPARED}


def test_a_story_with_a_report_of_other_statements_stays_uncompared(place):
    models = choose_models(PLAIN)
    readings = [read_article(article, parser=models.parser) for article in growth._articles()]
    engine = real_stories(readings, models.encoder)
    case = next(case for case, _ in engine.real.values() if case.readings[0].statements)
    told = [replace(reading, statements=()) for reading in case.readings]
    same, other = engine.map(None, [case, replace(case, readings=tuple(told))])
    assert UNCOMPARED not in {gap.why for gap in same.gaps}
    assert {gap.why for gap in other.gaps} == {UNCOMPARED}
