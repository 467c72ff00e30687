"""Write the example's expected record anew: `make repin`. Review the diff before you commit it."""

from pathlib import Path

import rashomon
from rashomon.show.tables import render

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "dam"
EXPECTED = EXAMPLE / "expected"
LISTS = ("points", "statements", "timeline")


def expected() -> dict[str, bytes]:
    """The lists of the example's record as Markdown, which a person can read in a diff."""
    record = rashomon.read(EXAMPLE / "texts", settings=rashomon.Settings(workers=1))
    return {f"{name}.md": render(record.data, name, "md") for name in LISTS}


if __name__ == "__main__":
    EXPECTED.mkdir(exist_ok=True)
    for name, content in expected().items():
        (EXPECTED / name).write_bytes(content)
