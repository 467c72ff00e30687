"""The same desk on either engine: the example is added, searched, opened, explained and corrected; a record is taken in."""

from xml.etree import ElementTree as ET

import pytest
from tests.repin import EXAMPLE
from tests.test_web import ATOM, csrf_of, dam, served  # with a fixture

import rashomon
from rashomon import Record
from rashomon.web.shelf import opened, shelf_of_store, take_record
from rashomon.wiring import Settings, open_store


@pytest.fixture
def desk(place):
    """An application over the five reports of the example, on each engine."""
    client = served(shelf_of_store(place, Settings(models="none", workers=1)))
    texts = [{"text": file.read_text(encoding="utf-8")} for file in sorted((EXAMPLE / "texts").glob("*.txt"))]
    job = client.post("/api/reports", json={"texts": texts}).json()
    assert client.get(f"/api/jobs/{job['id']}").json()["state"] == "done"
    return client


def largest(client) -> dict:
    """Return the record of the story with most reports."""
    lines = client.get("/api/stories").json()
    return client.get(f"/api/stories/{max(lines, key=lambda line: line['reports'])['id']}").json()


def test_the_example_is_searched_opened_and_explained(desk):
    record = largest(desk)
    story = record["stories"][0]["id"]

    for kind in ("point", "statement", "article"):
        hits = desk.get("/api/search", params={"q": "dam", "kind": kind}).json()
        assert hits
        assert {hit["kind"] for hit in hits} == {kind}
        texts = {one["id"]: one["text"] for one in record["articles"]}
        mine = [hit for hit in hits if hit["story"] == story]
        assert mine
        assert all(texts[hit["article"]][hit["start"] : hit["end"]] == hit["text"] for hit in mine)
    for q in ('"', "NEAR(", "col:x", "dam OR", "-", "a'b", "%", "\x00"):
        assert desk.get("/api/search", params={"q": q}).status_code in {200, 422}
        assert desk.get("/", params={"q": q}).status_code == 200
    assert desk.get("/api/search", params={"q": "walrus"}).json() == []
    report, speaker = record["articles"][0], record["speakers"][0]["id"]
    item = record["stories"][0]["points"][0]["id"]
    asked = [
        f"/stories/{story}",
        f"/reports/{report['id']}",
        f"/speakers/{speaker}?story={story}",
        "/outlets",
        "/positions",
    ]
    for address in (*asked, "/", "/?q=dam", f"/stories/{story}/explain/{item}"):
        assert desk.get(address).status_code == 200, address
    feed = ET.fromstring(desk.get("/feed.atom").content)
    assert len(list(feed.iter(f"{ATOM}entry"))) == len(desk.get("/api/stories").json())


def test_a_link_of_the_example_is_corrected(desk):
    record = largest(desk)
    story = record["stories"][0]["id"]
    one, other = next((s["id"], s["same_as"][0]) for s in record["statements"] if s["same_as"])
    form = {
        "csrf": csrf_of(desk),
        "story": story,
        "left": one,
        "right": other,
        "verdict": "no",
        "maker": "Ada",
    }

    answer = desk.post("/correct", data=form | {"relation": "same-utterance"})

    assert desk.get(answer.headers["location"].replace("/jobs", "/api/jobs")).json()["state"] == "done"
    after = next(s for s in largest(desk)["statements"] if s["id"] == one)
    assert other not in after["same_as"]
    decided = desk.get("/api/corrections").json()
    assert [(each["maker"], each["verdict"]) for each in decided] == [("Ada", "no")]
    lines = desk.get(f"/api/stories/{largest(desk)['stories'][0]['id']}/explain/{one}").json()
    assert any("Ada" in line and "same-utterance" in line for line in lines), lines


def test_a_record_taken_into_a_store_comes_out_byte_for_byte_and_is_served(dam, place):
    raw = (dam / "record.json").read_bytes()
    shelf = shelf_of_store(place, Settings(models="none", workers=1))
    with opened(shelf, write=True) as store:
        take_record(store, rashomon.load(dam / "record.json").data)

    store = open_store(place, write=False)
    try:
        assert Record(store.stories.record()).to_json() == raw
    finally:
        store.close()
    client = served(shelf)
    assert len(client.get("/api/stories").json()) == 2
    assert client.get("/api/search", params={"q": "dam"}).json()
