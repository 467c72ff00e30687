"""What a party demands, promises and refuses is followed across stories: on the page, as JSON, and in the terminal."""

import io

import msgspec
import pytest
from rich.console import Console
from tests.test_compare_verify import OTHER, REPORT, WHY, build
from tests.test_web import served, small_shelf

from rashomon.show.terminal import print_positions
from rashomon.spans import cut
from rashomon.types import Speaker, When
from rashomon.web.shelf import opened, shelf_of_store
from rashomon.wiring import Settings

# Two stories of one party: one report of March, two of May.
BURNED = "QUELL, 9 May 2031 - The harbour of Quell burned for six days"
TALES = [
    "TARN, 3 March 2031 - Ada Brook, the mayor of Tarn, demanded on Monday 3 March 2031 that Ostvale open the gates of the Kell dam.\n",
    f"{BURNED}. Ada Brook, the mayor of Tarn, promised on Friday 9 May 2031 to rebuild the harbour of Quell.\n",
    f"{BURNED}, and Mayor Ada Brook promised on Friday to rebuild the harbour of Quell. A spokesman for Ada Brook refused on Friday to name the price.\n",
]
STANDS = [
    ("2031-03-03", "demands", "Ostvale open the gates of the Kell dam"),
    ("2031-05-09", "promises", "to rebuild the harbour of Quell"),
    ("2031-05-09", "refuses", "to name the price"),
]


@pytest.fixture
def shelf(place):
    """A store of two stories, on each engine."""
    shelf = shelf_of_store(place, Settings(models="none", workers=1))
    served(shelf).post("/api/reports", json={"texts": [{"text": tale} for tale in TALES]})
    return shelf


def told(client, **asked) -> list[tuple[str, str, str]]:
    """List what a party takes as the application has it: day, verb, words."""
    found = client.get("/api/positions", params=asked).json()["stands"]
    return [
        (
            one["position"]["when"],
            one["position"]["takes"],
            one["position"]["statement"]["content"][0]["text"],
        )
        for one in found
    ]


def test_a_partys_positions_in_two_stories_stand_one_after_the_other_by_day(shelf):
    client = served(shelf)
    found = client.get("/api/positions", params={"party": "Ada Brook"}).json()

    assert len(client.get("/api/stories").json()) == 2
    assert sorted(told(client, party="Ada Brook")) == STANDS
    assert [day for day, *_ in told(client, party="Ada Brook")] == ["2031-03-03", "2031-05-09", "2031-05-09"]
    assert (found["stories"], len({one["story"] for one in found["stands"]})) == (2, 2)
    assert told(client, speaker=found["speaker"]) == told(client, party="Ada Brook")


def test_the_page_of_a_party_leads_to_each_story_and_the_list_of_parties_leads_to_it(shelf):
    client = served(shelf)

    listed = client.get("/positions").text
    address = listed.split('class="q head" href="')[1].split('"')[0].replace("&amp;", "&")
    page = client.get(address).text

    assert "2 stories" in listed
    assert [one["stories"] for one in client.get("/api/parties").json() if one["name"] == "Ada Brook"] == [2]
    assert 'href="/api/parties"' in listed
    assert "Positions of" in page
    assert page.index(STANDS[0][2]) < page.index(STANDS[2][2])
    for line in client.get("/api/stories").json():
        assert f'href="/stories/{line["id"]}"' in page
    assert page.count("no date in the text") == 0
    assert page.count("9 May 2031</time>") == 1


def test_a_story_leads_to_what_its_parties_take_in_all_stories(shelf):
    client = served(shelf)

    for line in client.get("/api/stories").json():
        page = client.get(f"/stories/{line['id']}").text
        address = page.split('href="/positions?')[1].split('"')[0].replace("&amp;", "&")
        assert "in 2 stories" in client.get(f"/positions?{address}").text


def test_the_command_line_follows_a_party_across_the_stories_of_a_store(shelf):
    with opened(shelf) as store:
        record = store.stories.record()
    out = io.StringIO()

    print_positions(record, Console(file=out, width=160))

    assert len(record.stories) == 2
    rows = [line for line in out.getvalue().splitlines() if "2031-" in line]
    assert [row.split()[0] for row in rows] == ["2031-03-03", "2031-05-09", "2031-05-09"]
    assert [row.split()[1] for row in rows] == ["demands", "promises", "refuses"]


def test_a_large_store_finds_a_partys_stands_by_its_name(shelf, monkeypatch):
    client = served(shelf)
    whole = told(client, party="Ada Brook")

    monkeypatch.setattr("rashomon.web.people.FEW_STORIES", 0)

    assert told(client, party="Ada Brook") == whole


def test_a_party_that_takes_nothing_has_no_page(shelf):
    client = served(shelf)

    assert client.get("/positions", params={"party": "Omar Lind"}).status_code == 404
    assert client.get("/api/positions", params={"party": "Omar Lind"}).status_code == 404


def spoken_for() -> dict:
    """What one speaker says for another, on a day of which only the month is known."""
    mayor, tarn = cut(REPORT, 23, 28), cut(REPORT, 13, 17)
    month = When("2031-04-01", "2031-04-30", "month", None, WHY)
    said = msgspec.structs.replace(
        build().statements[0], act="demand", speaker="p1", on_behalf_of=tarn, when=month
    )
    speakers = (
        Speaker("p1", mayor, "person", None, (), (mayor,)),
        Speaker("p2", tarn, "group", None, (), (tarn,)),
    )
    return {"statements": (said,), "speakers": speakers}


def test_what_is_said_for_somebody_is_the_position_of_whom_it_is_said_for(tmp_path):
    client = served(small_shelf(tmp_path / "small", build(**spoken_for())))

    assert client.get("/api/positions", params={"speaker": "p1"}).status_code == 404
    found = client.get("/api/positions", params={"speaker": "p2"}).json()

    assert (found["name"], found["stands"][0]["position"]["who"]) == ("Tarn", "mayor")


def test_a_position_is_never_dated_more_exactly_than_it_is_known(tmp_path):
    client = served(small_shelf(tmp_path / "small", build(**spoken_for())))
    out = io.StringIO()
    print_positions(build(**spoken_for()), Console(file=out, width=160))

    for page in (client.get("/positions", params={"party": "Tarn"}).text, client.get("/stories/s1").text):
        assert "April 2031</time>" in page
        assert "1 April 2031" not in page
    assert "2031-04 " in out.getvalue()
    assert OTHER.text in client.get("/stories/s1").text
