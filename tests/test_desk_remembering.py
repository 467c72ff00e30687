"""A story is compared once for what it holds: its key is made of the keys of its readings, and changes whenever they do."""

import re

import msgspec
import pytest

from rashomon.desk import remembering
from rashomon.desk.remembering import Makers, Remembering
from rashomon.engines.local import Serial
from rashomon.spans import cut, make_id
from rashomon.types import (
    Article,
    Cluster,
    Comparison,
    Dossier,
    Origin,
    Reading,
    Sentence,
    Speaker,
    Story,
    Token,
    Why,
)

MAKERS = Makers("reading:1", "comparing:1", "grouping:1")
RAIN, SNOW = Article("a1", "a.txt", "Rain fell on Eskholm."), Article("a2", "b.txt", "Snow fell on Brask.")


WORDS = re.compile(r"\w+|\.")


def read(article):
    words = tuple(
        Token(m.start(), m.end(), m[0], "", "X", "X", "dep", n, "", 0)
        for n, m in enumerate(WORDS.finditer(article.text))
    )
    return Reading(
        article, tokens=words, sentences=(Sentence(cut(article, 0, len(article.text)), 0, len(words), 0),)
    )


def compare(case):
    articles = case.cluster.articles
    title = cut(case.readings[0].article, 0, 4)
    origins = tuple(Origin(make_id("o", one), (one,), (), Why("own")) for one in articles)
    return Comparison(
        Story(make_id("y", *articles), title, None, articles, Why("reports-alike"), origins, (), (), ())
    )


def compared(store, *articles, makers=MAKERS, speakers=()):
    """Read and compare as an update does; return how many stories were really compared."""
    memory = Remembering(Serial(), store, makers)
    readings = list(memory.map(read, articles))
    case = Dossier(Cluster(("a1", "a2"), None, Why("reports-alike")), tuple(readings), (), speakers, {}, ())
    list(memory.map(compare, [case]))
    return memory.compared


def test_a_story_of_which_nothing_changed_is_compared_once(store):
    assert [compared(store, RAIN, SNOW), compared(store, RAIN, SNOW)] == [1, 0]


@pytest.mark.parametrize("change", ["article", "reader", "speaker"])
def test_a_story_is_compared_again_when_a_part_of_it_changes(store, change):
    compared(store, RAIN, SNOW)
    snow = msgspec.structs.replace(SNOW, language="en") if change == "article" else SNOW
    makers = msgspec.structs.replace(MAKERS, readings="reading:2") if change == "reader" else MAKERS
    name = cut(RAIN, 13, 20)
    speakers = (Speaker("p1", name, "person", None, (), (name,)),) if change == "speaker" else ()

    assert compared(store, RAIN, snow, makers=makers, speakers=speakers) == 1


def test_the_readings_of_a_story_are_not_packed_to_name_it(store, monkeypatch):
    packed, really = [], remembering.item_key
    monkeypatch.setattr(remembering, "item_key", lambda item: packed.append(item) or really(item))
    compared(store, RAIN, SNOW)

    assert len(packed) == 3
    assert b"Rain fell" not in msgspec.msgpack.encode(packed[2])
