"""The texts of the annotated stories, made from the public sets that hold them: no text of theirs lies in this repository."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.places import PUBLIC

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
OPENING = frozenset({"“", "‘", "(", "[", "$", "£", "#", "@"})
CLOSING = re.compile(r"[”’,.;:!?)\]%]|n?['’](?:t|s|re|ve|ll|d|m|S)|\.\.\.|['’]")
JOINING = frozenset({"-", "/"})
PARAGRAPH = "\\n"
IN_ADDRESS = re.compile(r"/(20\d\d)/(\d\d)/(\d\d)/")


def write_texts(made_from: dict[str, Any], folder: Path) -> None:
    """Write each report of a story into a file of its name.

    Raises:
        KeyError: a report that its public set does not hold.
    """
    rows = {
        row["id"]: row for row in map(json.loads, (PUBLIC / made_from["set"]).read_text("utf-8").splitlines())
    }
    for name, key in sorted(made_from["reports"].items()):
        row = rows[key]
        text = _from_tokens(row) if "sentences" in row else _from_page(row)
        (folder / name).write_text(text, encoding="utf-8")


def _from_page(row: dict[str, str]) -> str:
    """Put the site and the date under the headline of a crawled page."""
    title, text = row["title"].strip(), row["text"].strip()
    head, _, body = (text if text.startswith(title) else f"{title}\n{text}").partition("\n")
    year, month, day = row["date"][:10].split("-")
    site = row["source"].replace("www.", "")
    return f"{head}\n{site}, {MONTHS[int(month) - 1]} {int(day)}, {year}\n{body}\n"


def _from_tokens(row: dict[str, Any]) -> str:
    """Put the date of a report's address under its first line."""
    text = joined([token for sentence in row["sentences"] for token in sentence])
    head, _, body = re.sub(r"\n{2,}", "\n", text).strip().partition("\n")
    found = IN_ADDRESS.search(row["url"])
    stamp = f"Published {MONTHS[int(found[2]) - 1]} {int(found[3])}, {found[1]}\n" if found else ""
    return f"{head}\n{stamp}{body}\n"


def joined(tokens: Sequence[str]) -> str:
    r"""Join tokens as print has them.

    >>> joined(["“", "No", ",", "”", "she", "said", ".", "\\n", "It", "is", "n’t", "so", "."])
    '“No,” she said.\nIt isn’t so.'
    """
    text, quoted, glued = "", False, True
    for token in tokens:
        if token == PARAGRAPH:
            text, quoted, glued = text.rstrip(" ") + "\n", False, True
            continue
        apart, glued = not glued and bool(text), False
        if token == '"':
            apart, glued, quoted = apart and not quoted, not quoted, not quoted
        elif token in OPENING:
            glued = True
        elif token in JOINING:
            apart, glued = False, True
        elif CLOSING.fullmatch(token):
            apart = False
        text += f" {token}" if apart else token
    return text
