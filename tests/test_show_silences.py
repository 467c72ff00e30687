"""What the page says of a report that does not tell a point: why, in the record's own words."""

from pathlib import Path

from rashomon.show.page import page
from rashomon.wiring import Settings, read_paths

TEXTS = Path(__file__).resolve().parent.parent / "examples" / "dam" / "texts"


def test_a_report_that_perhaps_tells_a_point_is_not_said_to_be_uncompared():
    shown = page(read_paths([TEXTS], settings=Settings(workers=1)))
    assert "perhaps told</span>" in shown
    assert "not compared</span>" not in shown
