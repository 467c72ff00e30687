"""The page: one self-contained file that opens from disk with no network and reads without JavaScript."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.show.annotated import anchor_of
from rashomon.show.explain import explain_part
from rashomon.show.grid import GLYPHS, numbered
from rashomon.show.layout import StoryView, lay_out
from rashomon.show.positions import ACTS
from rashomon.show.terminal import summary
from rashomon.show.views import (
    SYMBOLS,
    date_words,
    outlet_name,
    short,
    speaker_name,
    told_from,
    unsure,
    views,
    words,
)  # fmt: skip
from rashomon.types import Article, RecordData

# In a script element these end the element, begin a comment, or end a line of JavaScript; as escapes they mean the same.
ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def page(record: RecordData) -> str:
    """Return the page of a record as HTML; every string about the news in it is cut from a report."""
    index = views(record)
    stories = [lay_out(record, story, index) for story in record.stories]
    style, script = asset("page.css") + shares(stories), asset("page.js")
    early = "document.documentElement.classList.add('js')"
    return templates().get_template("page.html").render(
        record=record, stories=stories, summary=summary(record), index=index, island=island(record.articles), home="",
        style=Markup(style), script=Markup(script), early=Markup(early),  # noqa: S704 - our own files, no input in them
        policy=Markup(_policy(style, script, early)),  # noqa: S704 - fixed words and hashes
    )  # fmt: skip


@cache
def templates() -> Environment:
    """Return the templates of all pages: every value is escaped, and a name that is missing is an error."""
    found = Environment(
        loader=PackageLoader("rashomon.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(  # pyright: ignore[reportUnknownMemberType]
        symbols=SYMBOLS, glyphs=GLYPHS, acts_as=ACTS, date_words=date_words, outlet_name=outlet_name, speaker_name=speaker_name, words=words,
        short=short, anchor_of=anchor_of, numbered=numbered, status_mark=status_mark,
        unsure=unsure, told_from=told_from, explain_part=explain_part,
    )  # fmt: skip
    return found


@cache
def status_mark(status: str) -> Markup:
    """Return the mark of a point's status; a large page has thousands, so each is written once.

    >>> str(status_mark("single-source"))
    '<b class="st single-source">single source</b>'
    """
    return Markup('<b class="st {}">{}</b>').format(status, status.replace("-", " "))


def asset(name: str) -> str:
    """Return one of the files that lie beside the templates."""
    return files("rashomon.show").joinpath("templates", name).read_text(encoding="utf-8")


def island(articles: tuple[Article, ...]) -> Markup:
    """Return what the page's script needs to name a source, as JSON that no text of a report can break out of."""
    known = {
        article.id: [outlet_name(article), date_words(article.published), article.source, article.url or ""]
        for article in articles
    }
    return Markup(msgspec.json.encode(known).decode().translate(ESCAPES))  # noqa: S704 - escaped on this line


def digest(content: str) -> str:
    """Return the hash by which a content security policy knows a style or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _policy(style: str, script: str, early: str) -> str:
    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}' '{digest(early)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def shares(stories: list[StoryView]) -> str:
    """Write the widths of bars and grids: the policy forbids style attributes, so they stand in the style sheet."""
    counts = sorted({count for story in stories for count in story.counts.values()})
    wide = sorted({len(story.columns) for story in stories if not story.worded})
    return "".join(f'.bar [data-share="{count}"]{{flex-grow:{count}}}' for count in counts) + "".join(
        f'.narrow[data-columns="{count}"] table{{width:max(100%,{430 + 21 * count}px)}}' for count in wide
    )
