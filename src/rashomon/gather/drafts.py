"""What one offered thing came to before it is an article: text and given metadata, or the reason why not."""

from __future__ import annotations

from msgspec import Struct


class Draft(Struct, frozen=True):
    """A text with what was given about it from outside. `skipped` is the reason where nothing can be read.

    `source` names the file or row it came from; `flags` are remarks for the gaps, as "what:why" ("decoded:guessed-big5").
    `rival` says that the page's metadata carry another text than the page shows; it is counted, and not read.
    """

    source: str
    text: str = ""
    skipped: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_from: str = "given"
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()
    rival: bool = False
