"""Stories laid out, kept while they are as they were: a large one takes over half a second to lay out."""

from __future__ import annotations

import logging
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from rashomon.show.layout import StoryView, lay_out
from rashomon.show.views import Views, views
from rashomon.storing import StoreError
from rashomon.types import RecordData
from rashomon.web.looks import looks
from rashomon.web.shelf import Shelf, opened

# Laying out 60 reports and 1,500 points takes 0.6 s (0.8 s with the templates unread), showing them again 0.04 s; a desk has a few stories open at a time.
KEPT = 8
# Of the newest so many stories those are laid out ahead that take over 0.1 s: points times reports, measured.
LOOKED, SLOW = 40, 10_000
log = logging.getLogger(__name__)


class Laid(Struct, frozen=True):
    """One story's record, laid out, and its page less the frame around it."""

    record: RecordData
    index: Views
    view: StoryView
    html: Markup


def laid_out(shelf: Shelf, key: str) -> Laid | None:
    """Lay a story out; None where there is none. An id that it had before it grew leads to it as well."""
    with opened(shelf) as store:
        digest = store.stories.digest(key)
        if digest is None:
            moved = store.stories.story(key)
            return laid_out(shelf, moved.stories[0].id) if moved else None
    return _laid(shelf, key, digest)


def make_ready(shelf: Shelf) -> None:
    """Lay out the largest of the newest stories before somebody asks for them, and read the templates.

    A store that cannot be asked costs only the head start; the page itself will say what is wrong.
    """
    try:
        looks().get_template("story.html")
        with opened(shelf) as store:
            lines = [line for line in store.stories.headlines(LOOKED) if line.reports * line.points > SLOW]
        for line in sorted(lines, key=lambda line: -line.reports * line.points)[: KEPT // 2]:
            laid_out(shelf, line.id)
    except StoreError as error:
        log.warning("no story was laid out ahead: %s", error)


@lru_cache(KEPT)
def _laid(shelf: Shelf, key: str, digest: str) -> Laid | None:  # noqa: ARG001  (another digest is another story)
    with opened(shelf) as store:
        record = store.stories.story(key)
    if record is None:
        return None
    index = views(record)
    view = lay_out(record, record.stories[0], index)
    html = looks().get_template("story.html").render(view=view, record=record, index=index, home="")
    return Laid(record, index, view, Markup(html))  # noqa: S704  (a template that escapes every value)
