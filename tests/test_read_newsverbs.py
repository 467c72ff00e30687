"""Which verbs of a report's opening tell a happening, whatever the verb. All names and news are invented."""

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article

PARSER = SpacyParser()


def _heads(text: str) -> set[str]:
    article = Article(make_id("a", text), "x.txt", text, language="en")
    return {happening.head.text for happening in read_article(article, parser=PARSER).happenings}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Anna Veld has repaired the old mill in Port Elva.", "repaired"),
        ("Otto Brandt locked the gates of the harbour.", "locked"),
        ("The mayor, Anna Veld, was briefed by the guards of the port.", "briefed"),
        ("Korra Mining said that it had flooded the lower pit.", "flooded"),
        ("Anna Veld raised the fee and Otto Brandt lowered the toll.", "lowered"),
    ],
)
def test_the_main_verb_of_the_opening_tells_a_happening(text: str, verb: str) -> None:
    assert verb in _heads(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Veld thinks the old mill is a wonder.",
        "Anna Veld feared the worst for the old mill.",
        "Anna Veld would repair the old mill.",
        "Anna Veld wants to repair the old mill.",
        "Anna Veld did not repair the old mill.",
        "Anna Veld has never repaired the old mill.",
        "Anna Veld repairs old mills.",
        "Anna Veld is proud of the old mill.",
        "Anna Veld may have repaired the old mill.",
        "If Anna Veld repaired the old mill, Otto Brandt would be glad.",
        "Anna Veld praised the old mill.",
        "Anna Veld plans a mill.",
        "Anna Veld blamed Otto Brandt for the old mill.",
        "Anna Veld denied that she owned the mill.",
        "Anna Veld called the mill a wonder.",
        "Anna Veld seemed tired.",
        "Anna Veld tended to agree with Otto Brandt.",
        "Anna Veld apologized to Otto Brandt.",
        "Anna Veld backed Otto Brandt.",
        "Anna Veld pointed to the old mill.",
        "Anna Veld should have repaired the mill.",
        "Anna Veld lived by the mill.",
        "The mill was repaired.",
        "It rained and the mill flooded.",
    ],
)
def test_what_is_thought_wished_denied_or_told_of_nobody_tells_none(text: str) -> None:
    assert not _heads(text)
