"""JSON beside every page: the same nouns as in `record.json`, described at /api."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from rashomon.show.explain import explain
from rashomon.stored import Counts, Headline, Hit, HitKind
from rashomon.types import Article, Decision, RecordData
from rashomon.web.changes import decided_by, jobs_of, shelf_of, start_adding, start_correcting
from rashomon.web.handing import discard
from rashomon.web.jobs import Job
from rashomon.web.pages import story_of
from rashomon.web.people import House, Person, house, outlets, person
from rashomon.web.shelf import opened
from rashomon.web.stands import Listed, Stands, listed, stands
from rashomon.web.work import Given, Pasted

api = APIRouter(prefix="/api")


class Trouble(msgspec.Struct, frozen=True):
    """Why a question has no answer."""

    detail: str


class NewText(BaseModel):
    """A text to add, and what is known of it."""

    text: str = Field(min_length=1, max_length=2_000_000)
    outlet: str = Field("", max_length=200)
    published: str = Field("", max_length=40)
    url: str = Field("", max_length=2000)


class NewReports(BaseModel):
    """Texts and addresses to add."""

    texts: list[NewText] = Field(default=[], max_length=200)
    urls: list[str] = Field(default=[], max_length=200)


class NewDecision(BaseModel):
    """What a person decides about two items of a story."""

    story: str
    left: str
    right: str
    verdict: Literal["yes", "no", "unsure"]
    maker: str = Field(min_length=1, max_length=200)
    relation: str = ""


def described(noun: Any, *failures: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Describe an answer by its noun, for the OpenAPI description."""
    answers: dict[int | str, dict[str, Any]] = {status: _content(noun, "The answer.")}
    return answers | {code: _content(Trouble, "Why there is none.") for code in (*failures, 503)}


def _content(noun: Any, words: str) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([noun], ref_template="#/components/schemas/{name}")
    return {"description": words, "content": {"application/json": {"schema": schema}}}


NOUNS = [
    list[Headline],
    RecordData,
    Article,
    Person,
    Stands,
    House,
    list[Hit],
    Job,
    list[Decision],
    Counts,
    Trouble,
]


def components() -> dict[str, Any]:
    """Return the schemas of every noun that an answer may hold."""
    return msgspec.json.schema_components(NOUNS, ref_template="#/components/schemas/{name}")[1]


def answered(noun: Any, status: int = 200) -> Response:
    """Answer with a noun, or with 404 where there is none."""
    if noun is None:
        return Response(msgspec.json.encode(Trouble("not found")), 404, media_type="application/json")
    return Response(msgspec.json.encode(noun), status, media_type="application/json")


@api.get("/stories", responses=described(list[Headline]))
def stories(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    day: Annotated[str, Query(max_length=10)] = "",
    after: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """List stories, the newest day first; `day` and `after` are day and id of the last one of the page before."""
    with opened(shelf_of(request)) as store:
        return answered(store.stories.headlines(limit, (day, after) if after else None))


@api.get("/stories/{key}", responses=described(RecordData, 404))
def story(request: Request, key: str) -> Response:
    """Return the record of one story."""
    with opened(shelf_of(request)) as store:
        return answered(store.stories.story(key))


@api.get("/stories/{key}/explain/{item}", responses=described(list[str], 404))
def reasons(request: Request, key: str, item: str) -> Response:
    """Return why one item of a story is what it is, line by line."""
    with opened(shelf_of(request)) as store:
        record = store.stories.story(key)
    return answered((explain(record, item) if record else []) or None)


@api.get("/reports/{key}", responses=described(Article, 404))
def report(request: Request, key: str) -> Response:
    """Return one report with its text and marks."""
    with opened(shelf_of(request)) as store:
        record = story_of(store, key)
    return answered(next((one for one in record.articles if one.id == key), None) if record else None)


@api.get("/speakers/{key}", responses=described(Person, 404))
def speaker(request: Request, key: str, story: Annotated[str, Query(max_length=64)] = "") -> Response:
    """Return everything that one speaker said; `story` is one in which they speak, which a large store needs to know."""
    with opened(shelf_of(request)) as store:
        return answered(person(store, key, story))


@api.get("/parties", responses=described(list[Listed]))
def parties(request: Request) -> Response:
    """List the parties of the newest stories, those with stands in most stories first."""
    with opened(shelf_of(request)) as store:
        return answered(listed(store)[0])


@api.get("/outlet-names", responses=described(list[tuple[str, int]]))
def outlet_names(request: Request) -> Response:
    """List the outlets of the newest 2,000 stories, each with the number of its stories."""
    with opened(shelf_of(request)) as store:
        return answered(outlets(line.outlets for line in store.stories.headlines(2000)))


@api.get("/positions", responses=described(Stands, 404))
def positions(
    request: Request,
    party: Annotated[str, Query(max_length=300)] = "",
    speaker: Annotated[str, Query(max_length=64)] = "",
    story: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Return what one party, by name or by its speaker's id, demands, proposes, promises, refuses and denies across stories."""
    with opened(shelf_of(request)) as store:
        return answered(stands(store, party, speaker, story))


@api.get("/outlets", responses=described(House, 404))
def outlet(request: Request, name: Annotated[str, Query(min_length=1, max_length=300)]) -> Response:
    """Return the reports of one outlet."""
    with opened(shelf_of(request)) as store:
        return answered(house(store, name))


@api.get("/search", responses=described(list[Hit]))
def search(
    request: Request,
    q: Annotated[str, Query(max_length=512)],
    kind: Annotated[HitKind | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:
    """Find all the words in points, statements and texts; whatever stands in `q` is text, never syntax."""
    with opened(shelf_of(request)) as store:
        return answered(store.stories.search(q, limit, kind))


@api.get("/account", responses=described(Counts))
def account(request: Request) -> Response:
    """Return what became of everything offered."""
    with opened(shelf_of(request)) as store:
        return answered(store.documents.counts())


@api.get("/jobs/{key}", responses=described(Job, 404))
def job(request: Request, key: str) -> Response:
    """Return how far a piece of work has come."""
    return answered(jobs_of(request).find(key))


@api.delete("/jobs/{key}", responses=described(Job, 404))
def discard_job(request: Request, key: str) -> Response:
    """Let go of work that was handed in: what waits is not begun, what is being done stops at its next step.

    What of it was taken in before stays, and is compared with what comes next. What is done stays done.
    """
    return answered(discard(shelf_of(request), jobs_of(request), key))


@api.get("/corrections", responses=described(list[Decision]))
def corrections(request: Request) -> Response:
    """List every decision of a person, in the order made."""
    with opened(shelf_of(request)) as store:
        return answered(store.decisions.decisions())


@api.post("/corrections", status_code=202, responses=described(Job, 400, 415, 429, status=202))
def correct(request: Request, new: NewDecision) -> Response:
    """Keep a person's decision and begin to work it in.

    Of a story: `left` is the story or one of its reports, `right` another story (yes: they are one, the report belongs
    to that one) or the same story (no: the report is not of it).
    """
    decisions = decided_by(request, new.story, (new.left, new.right), new.verdict, new.maker, new.relation)
    return answered(start_correcting(request, decisions), 202)


@api.post("/reports", status_code=202, responses=described(Job, 400, 415, 429, status=202))
def add(request: Request, new: NewReports) -> Response:
    """Begin to add reports."""
    pasted = tuple(Pasted(text.text, text.outlet, text.published, text.url) for text in new.texts)
    return answered(start_adding(request, Given((), pasted, tuple(new.urls))), 202)
