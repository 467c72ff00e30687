"""The whole path on the example: verified, the same bytes whatever the order, every list filled."""

import random
import shutil

import pytest
from tests.repin import EXAMPLE, EXPECTED, expected

import rashomon
from rashomon.compare.verify import spans_of
from rashomon.gather.files import gather_reports
from rashomon.pipeline import build_record
from rashomon.wiring import Settings, choose_engine, choose_models, made_by

SETTINGS = Settings(workers=1)


@pytest.fixture(scope="module")
def record():
    return rashomon.read(EXAMPLE / "texts", settings=SETTINGS)


def test_the_example_breaks_no_rule(record):
    assert record.breaches() == []


def test_every_list_of_the_format_is_filled(record):
    data = record.data
    story = data.stories[0]

    assert all(
        (data.articles, data.speakers, data.statements, data.events, data.stories, data.timeline, data.links)
    )
    assert all((story.origins, story.points, story.wordings, story.numbers))


def test_the_order_of_reports_changes_no_byte(record):
    articles = list(gather_reports([EXAMPLE / "texts"]).articles)
    random.Random(7).shuffle(articles)
    models = choose_models(SETTINGS)
    again = build_record(
        articles, models=models, engine=choose_engine(SETTINGS, 5), made_by=made_by(SETTINGS, models),
        intake=record.data.intake,
    )  # fmt: skip

    assert rashomon.Record(again).to_json() == record.to_json()


@pytest.mark.slow
def test_two_processes_give_the_bytes_of_one(record):
    parallel = rashomon.read(EXAMPLE / "texts", settings=Settings(workers=2))

    assert parallel.to_json() == record.to_json()


def test_a_record_comes_back_from_its_file(record, tmp_path):
    record.save(tmp_path / "record.json")

    assert rashomon.load(tmp_path / "record.json") == record


def test_the_two_meetings_are_two_stories(record):
    sizes = sorted(len(story.articles) for story in record.stories)

    assert sizes == [1, 4]


def test_no_statement_comes_from_the_appeal(record):
    appeal = {"Yours is the only news I pay for", "We will not stop"}

    assert not any(
        words in span.text for said in record.statements for span in said.content for words in appeal
    )


def test_no_statement_of_a_repeated_half_counts_twice(record):
    repeats = [mark.span for article in record.articles for mark in article.marks if mark.kind == "repeat"]

    assert repeats
    assert not any(
        repeat.article == span.article and repeat.start <= span.start < repeat.end
        for said in record.statements
        for _, span in spans_of(said)
        for repeat in repeats
    )


def by_score(table):
    """The rows of a Markdown table without their scores, and the scores: int8 sums round otherwise on other processors."""
    cells = [line.split(" | ") for line in table.decode().splitlines()]
    at = [n for n, name in enumerate(cells[0]) if name.strip(" |") == "score"]
    kept = [[cell for n, cell in enumerate(row) if n not in at] for row in cells]
    return kept, [float(row[n].strip(" |") or 0) for row in cells[2:] for n in at]


def test_the_example_gives_the_lists_that_were_reviewed():
    for name, content in expected().items():
        rows, scores = by_score(content)
        reviewed, stated = by_score((EXPECTED / name).read_bytes())
        assert rows == reviewed, f"{name} changed: look at it, then `make repin`"
        assert scores == pytest.approx(stated, abs=0.02)


def test_a_record_of_one_report_holds(tmp_path):
    shutil.copy(EXAMPLE / "texts" / "000_courier.txt", tmp_path)

    assert rashomon.read(tmp_path, settings=SETTINGS).breaches() == []


def test_reports_with_no_story_in_common_stay_apart(tmp_path):
    (tmp_path / "a.txt").write_text(
        "The mayor of Tarn opened a bakery on Monday. She said the bread was good.\n"
    )
    (tmp_path / "b.txt").write_text(
        "A ferry sank off Aldersea. Divers found the wreck, the coast guard said.\n"
    )

    record = rashomon.read(tmp_path, settings=SETTINGS)

    assert len(record.stories) == 2
    assert record.breaches() == []


def test_tables_of_every_list_have_a_row_for_each_item(record):
    tables = record.to_arrow()

    assert tables["statements"].num_rows == len(record.statements)
    assert len(record.to_pandas()["articles"]) == len(record.articles)
