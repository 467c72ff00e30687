"""The Atom feed of new and changed stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.stored import Headline
from rashomon.web.looks import looks

# What XML 1.0 cannot hold, escaped or not.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(lines: Sequence[Headline], base: str, title: str, now: str) -> bytes:
    """Write a feed, what changed last first; `base` is the address of the application, `now` dates an empty feed."""
    ordered = sorted(lines, key=lambda line: (line.changed, line.id), reverse=True)
    xml = (
        looks()
        .get_template("feed.xml")
        .render(lines=ordered, base=base, title=title, updated=ordered[0].changed if ordered else now)
    )
    return UNFIT.sub("", xml).encode()
