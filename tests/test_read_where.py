"""Where a happening is told to have been. All names and news are invented, but for the towns that a parser must know."""

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article

PARSER = SpacyParser()


def _place(text: str, word: str) -> str | None:
    article = Article(make_id("a", text), "x.txt", text, language="en")
    found = {each.head.text: each.where for each in read_article(article, parser=PARSER).happenings}
    return place.text if (place := found[word]) else None


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("The Lisbon shooting shocked the miners.", "shooting", "Lisbon"),
        ("Oslo's bombing was the worst.", "bombing", "Oslo"),
        ("The miners spoke of the Oslo and Lisbon bombings.", "bombings", "Oslo and Lisbon"),
        ("The shooting in Prague shook the miners.", "shooting", "Prague"),
        ("The Israel attack killed nine.", "attack", None),
        ("A U.S. strike killed nine.", "strike", None),
        ("The Oslo talks failed.", "talks", None),
        ("Tehran's attack on Riyadh killed nine.", "attack", None),
        ("The Washington attack on Syria killed nine.", "attack", None),
        ("A Boston man's death in Chicago is a riddle.", "death", "Chicago"),
        ("The Oslo mayor's death shocked the town.", "death", None),
        ("The Madrid train bombings killed nine.", "bombings", "Madrid"),
        ("The Korra Mining crash killed nine.", "crash", None),
        ("Otto Brandt of Oslo told of the fire.", "fire", None),
    ],
)
def test_a_town_before_the_noun_is_its_place(text: str, word: str, place: str | None) -> None:
    assert _place(text, word) == place
