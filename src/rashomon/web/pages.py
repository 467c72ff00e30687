"""The pages that people read."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import msgspec
from fastapi import APIRouter, Request
from markupsafe import Markup
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from rashomon.ports import Store
from rashomon.show.explain import explain
from rashomon.show.page import shares
from rashomon.stored import Headline, Hit, HitKind
from rashomon.types import RecordData
from rashomon.web.feed import atom
from rashomon.web.laid import laid_out
from rashomon.web.looks import missing, shown, static
from rashomon.web.people import by_day, house, outlets, person
from rashomon.web.shelf import Shelf, now, opened
from rashomon.web.stands import listed, stands

pages = APIRouter(include_in_schema=False)
A_PAGE, MOST_HITS = 40, 30
# Among so many stories of the newest days the feed looks for those that changed last: 2,000 lines are read in 20 ms.
MOST_FED = 2000
KINDS: dict[str, HitKind] = {"points": "point", "statements": "statement", "texts": "article"}


class Find(Struct, frozen=True):
    """One find: its words, the report they stand in, the story and its title."""

    hit: Hit
    outlet: str
    title: str


def shelf_of(request: Request) -> Shelf:
    """Return what the application serves."""
    return request.app.state.shelf


@pages.get("/")
def stories(request: Request, q: str = "", kind: str = "", day: str = "", after: str = "") -> Response:
    """Show the stories, the newest first; or what was found."""
    with opened(shelf_of(request)) as store:
        finds = search(store, q, kind) if q.strip() else []
        lines = [] if q.strip() else store.stories.headlines(A_PAGE + 1, (day, after) if after else None)
        return shown(
            request, "stories.html", q=q, kind=kind, finds=finds, lines=lines[:A_PAGE], more=len(lines) > A_PAGE,
            count=store.stories.count(), counts=store.documents.counts(), first=not after, kinds=tuple(KINDS),
            most=MOST_HITS, json_link="/api/stories",
        )  # fmt: skip


def search(store: Store, words: str, kind: str) -> list[Find]:
    """Search points, statements and texts, in this order, and name where each find stands."""
    asked: list[HitKind] = [KINDS[kind]] if kind in KINDS else list(KINDS.values())
    hits = [hit for one in asked for hit in store.stories.search(words, MOST_HITS, one)]
    told = {
        key: record
        for key in {hit.story for hit in hits if hit.story}
        if (record := store.stories.story(key))
    }
    return [_find(hit, told.get(hit.story or "")) for hit in hits]


def _find(hit: Hit, record: RecordData | None) -> Find:
    if record is None:
        return Find(hit, "", "")
    article = next((article for article in record.articles if article.id == hit.article), None)
    name = article.outlet.name if article and article.outlet else article.source if article else ""
    return Find(hit, name, record.stories[0].title.text)


@pages.get("/stories/{key}")
def story(request: Request, key: str) -> Response:
    """Show one story whole."""
    found = laid_out(shelf_of(request), key)
    if found is None:
        return missing(
            request, "No story has this name. It may have grown into another one; look for its words."
        )
    told = found.record.stories[0]
    if told.id != key:  # it has grown since the link was made
        return RedirectResponse(f"/stories/{told.id}", 308)
    return shown(
        request, "one_story.html", story=told, html=found.html, articles=found.record.articles,
        style=Markup(shares([found.view])), json_link=f"/api/stories/{told.id}",  # noqa: S704  (numbers, our own words)
    )  # fmt: skip


@pages.get("/stories/{key}/explain/{item}")
def reasons(request: Request, key: str, item: str) -> Response:
    """Show why one item of a story is what it is, at an address of its own."""
    with opened(shelf_of(request)) as store:
        record = store.stories.story(key)
    lines = explain(record, item) if record else []
    if record is None or not lines:
        return missing(
            request, "No item of this story has this name. It may have changed; look for its words."
        )
    return shown(
        request, "reasons.html", story=record.stories[0], item=item, lines=lines, correctable=_correctable(record, item),
        json_link=f"/api/stories/{quote(key, safe='')}/explain/{quote(item, safe='')}",
    )  # fmt: skip


def _correctable(record: RecordData, item: str) -> bool:
    story = record.stories[0]
    linked = (*record.statements, *record.speakers, *story.points)
    return item in {story.id, *story.articles, *(one.id for one in linked)}


@pages.get("/reports/{key}")
def report(request: Request, key: str) -> Response:
    """Show one report with the others' words beside it."""
    with opened(shelf_of(request)) as store:
        story = store.stories.story_of(key)
        sightings = store.documents.sightings(key)
    found = laid_out(shelf_of(request), story) if story else None
    if found is None:
        return missing(request, "No report has this name, or it is not compared yet.")
    told = found.record.stories[0]
    column = next(column for column in found.view.columns if column.article.id == key)
    alone = msgspec.structs.replace(found.view, columns=(column,))
    said = [one for voice in found.view.voices for one in voice.said if one.statement.article == key]
    return shown(
        request, "one_report.html", view=alone, story=told, column=column, said=said, sightings=sightings,
        index=found.index, articles=found.record.articles, home=f"/stories/{told.id}", json_link=f"/api/reports/{key}",
        why=explain(found.record, key),
    )  # fmt: skip


def story_of(store: Store, article: str) -> RecordData | None:
    """Return the record of the story that a report is in."""
    found = store.documents.article(article)
    if found is None:
        return None
    key = store.stories.story_of(article)
    return store.stories.story(key) if key else None


@pages.get("/speakers/{key}")
def speaker(request: Request, key: str, story: str = "") -> Response:
    """Show everything that one speaker said."""
    with opened(shelf_of(request)) as store:
        found = person(store, key, story)
    if found is None:
        return missing(request, "No speaker has this name.")
    return shown(
        request,
        "one_speaker.html",
        person=found,
        days=by_day(found.uttered),
        json_link=f"/api/speakers/{quote(key, safe='')}?story={quote(story, safe='')}",
    )


@pages.get("/positions")
def positions(request: Request, party: str = "", speaker: str = "", story: str = "") -> Response:
    """Show who takes positions, or what one party demands, proposes, promises, refuses and denies across stories."""
    with opened(shelf_of(request)) as store:
        if not party and not speaker:
            found, whole = listed(store)
            return shown(request, "parties.html", parties=found, whole=whole, json_link="/api/parties")
        taken = stands(store, party, speaker, story)
    if taken is None:
        return missing(request, "No party of this name takes a position here.")
    query = urlencode({"party": party, "speaker": speaker, "story": story})
    return shown(
        request, "one_party.html", party=taken, days=by_day(taken.stands), json_link=f"/api/positions?{query}"
    )


@pages.get("/outlets")
def outlet(request: Request, name: str = "") -> Response:
    """Show the outlets, or what one of them printed."""
    with opened(shelf_of(request)) as store:
        if not name:
            lines: list[Headline] = store.stories.headlines(2000)
            named = outlets(line.outlets for line in lines)
            return shown(
                request, "outlets.html", outlets=named, whole=store.stories.count() <= 2000, json_link="/api/outlet-names",
            )  # fmt: skip
        found = house(store, name)
    if found is None:
        return missing(request, "No report of an outlet of this name is here.")
    return shown(request, "one_outlet.html", house=found)


@pages.get("/feed.atom")
def feed(request: Request) -> Response:
    """Return the Atom feed of new and changed stories."""
    with opened(shelf_of(request)) as store:
        lines = store.stories.headlines(MOST_FED)
    # an old story that was corrected today is news to who follows the feed
    latest = sorted(lines, key=lambda line: (line.changed, line.id), reverse=True)[:A_PAGE]
    body = atom(latest, str(request.base_url).rstrip("/"), shelf_of(request).title, now())
    return Response(body, media_type="application/atom+xml")


@pages.get("/static/{name}")
def file(name: str) -> Response:
    """Return one of our own style sheets or scripts."""
    found = static(name)
    if found is None:
        return Response("No such file.", 404, media_type="text/plain")
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "no-cache"})
