"""One declaration, three schemas; records go round without loss."""

import msgspec
import pytest

from rashomon.schema import arrow_schema, json_schema, sql_table, to_table
from rashomon.types import Article, Model, Point, RecordData, Span, Statement, When, Why

RECORD_LISTS = ["articles", "speakers", "statements", "events", "stories", "timeline", "gaps"]


def test_the_json_schema_asks_for_every_list_of_the_format():
    required = json_schema()["$defs"]["RecordData"]["required"]

    assert set(RECORD_LISTS) <= set(required)


def test_a_time_is_written_with_the_words_of_the_format():
    when = When("2031-04-06", "2031-04-06", "day", None, Why("weekday"))

    assert set(msgspec.to_builtins(when)) == {"from", "to", "precision", "span", "why"}


@pytest.mark.parametrize("noun", [Article, Statement, Point])
def test_every_field_of_a_noun_is_a_column(noun):
    names = [field.encode_name for field in msgspec.structs.fields(noun)]

    assert arrow_schema(noun).names == names
    assert all(f"{name}" in sql_table(noun, "t", "postgres") for name in names)


def test_an_article_comes_back_from_arrow_as_it_went():
    article = Article("a1", "a.txt", "Rain fell.", title=Span("a1", 0, 4, "Rain"))

    back = to_table([article], Article).to_pylist()[0]

    assert msgspec.convert(back, Article) == article


def test_unknown_words_in_a_record_are_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"format": "rashomon-record/1"}', type=RecordData)


def test_ids_are_keys_in_sql():
    assert "id TEXT NOT NULL PRIMARY KEY" in sql_table(Article, "article", "sqlite")
    assert "PRIMARY KEY" not in sql_table(Model, "model", "sqlite")
