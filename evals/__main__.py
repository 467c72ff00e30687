"""`python -m evals NAME --data PATH --json`: measure one judgement on one file in the format of the shared gold."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from evals.places import ANNOTATED, EXAMPLE, PUBLIC

DEFAULTS = {
    "quotes": PUBLIC / "quotes-polnear.jsonl",
    "speed": PUBLIC / "quotes-polnear.jsonl",
    "stories": PUBLIC / "stories-ecbplus-docs.jsonl",
    "events": PUBLIC / "stories-ecbplus-mentions.jsonl",
    "claims": PUBLIC / "claims-emergent.jsonl",
    "wording": PUBLIC / "wording-newswcl50-docs.jsonl",
    "timelines": PUBLIC / "timelines-t17.jsonl",
    "pages": PUBLIC / "pages-aeb.jsonl",
    "copies": PUBLIC / "copies-articles_1000.train",
    "record": EXAMPLE,
    "speakers": EXAMPLE,
    "cleaning": EXAMPLE,
    "annotated": ANNOTATED,
}


def main() -> int:
    """Print the figures of one measurement; exit 2 where the data are missing."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("name", choices=sorted(DEFAULTS))
    parser.add_argument(
        "--data",
        type=Path,
        help="a file (for record, speakers, cleaning: a gold story folder) in the format of the shared gold",
    )
    parser.add_argument("--json", action="store_true", help="print JSON on one line")
    chosen = parser.parse_args()
    path = chosen.data or DEFAULTS[chosen.name]
    if not path.exists():
        print(f"{path}: not there", file=sys.stderr)
        return 2
    figures = importlib.import_module(f"evals.{chosen.name}").run(path)
    print(json.dumps(figures, indent=None if chosen.json else 1, sort_keys=True, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
