"""The pages on which people change something: reports added, links corrected, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, cast

import msgspec
from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from rashomon.decisions import RELATIONS, DecisionError, decide
from rashomon.ports import Store
from rashomon.show.views import outlet_name, short, views, words
from rashomon.types import Decision, RecordData, Relation, Verdict
from rashomon.web.guard import COOKIE
from rashomon.web.handing import Order, discard, hand_in
from rashomon.web.jobs import Job, Jobs
from rashomon.web.looks import missing, shown
from rashomon.web.pages import shelf_of
from rashomon.web.regrouping import item_label, offered, regrouped, regroups
from rashomon.web.shelf import opened
from rashomon.web.work import Given, Pasted, Upload

changes = APIRouter(include_in_schema=False)
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "unsure")
# A list to choose from is no list any more beyond this.
MOST_CHOICES = 400


class FormError(Exception):
    """A form that cannot be taken, with the reason in plain words."""


def jobs_of(request: Request) -> Jobs:
    """Return the work in hand."""
    return request.app.state.jobs


def ours(request: Request, csrf: str) -> None:
    """Make sure that a form was filled in on our own page.

    Raises:
        FormError: its token is none of ours.
    """
    if csrf != request.app.state.csrf:
        raise FormError(
            "This form is not from this application, or it is older than its last start. Load it anew."
        )


@changes.get("/add")
def add_form(request: Request) -> Response:
    """Show the form for adding reports."""
    return shown(request, "add.html", json_link="/api/account")


@changes.post("/add")
def add(
    request: Request,
    csrf: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    urls: Annotated[str, Form()] = "",
    files: list[UploadFile] | None = None,
) -> Response:
    """Take files, a text and addresses on, and lead to the page that tells how far they have come."""
    ours(request, csrf)
    uploads = tuple(Upload(file.filename or "", file.file.read()) for file in files or () if file.filename)
    pasted = (Pasted(text, outlet, published, url),) if text.strip() else ()
    given = Given(uploads, pasted, tuple(line.strip() for line in urls.splitlines() if line.strip()))
    return RedirectResponse(f"/jobs/{start_adding(request, given).id}", 303)


def start_adding(request: Request, given: Given) -> Job:
    """Begin to add what was given.

    Raises:
        FormError: nothing was given, or an address is none.
    """
    count = given.count
    if not count:
        raise FormError("Nothing was given: drop files, paste a text, or name addresses.")
    bad = [url for url in given.urls if not url.startswith(("http://", "https://"))]
    if bad:
        raise FormError(f"An address begins with http:// or https://; this one does not: {short(bad[0], 80)}")
    what = f"Adding {count} report{'' if count == 1 else 's'}"
    return hand_in(shelf_of(request), jobs_of(request), what, Order(given=given))


@changes.get("/jobs/{key}")
def job(request: Request, key: str) -> Response:
    """Show how far a piece of work has come; htmx asks for the middle of this page alone."""
    found = jobs_of(request).find(key)
    if found is None:
        return missing(
            request, "No work of this name is in hand. What was finished before the last start is done."
        )
    part = request.headers.get("hx-request") == "true"
    return shown(request, "job_part.html" if part else "job.html", job=found, json_link=f"/api/jobs/{key}")


@changes.post("/jobs/{key}/discard")
def discard_job(request: Request, key: str, csrf: Annotated[str, Form()] = "") -> Response:
    """Let go of what was handed in, and stop it where it is being done."""
    ours(request, csrf)
    if discard(shelf_of(request), jobs_of(request), key) is None:
        return missing(request, "No work of this name is in hand.")
    return RedirectResponse(f"/jobs/{key}", 303)


class Choice(msgspec.Struct, frozen=True):
    """An item that a link can lead to: what is decided about it so far ("" for nothing)."""

    id: str
    label: str
    decided: str


@changes.get("/correct")
def correct_form(request: Request, story: str, left: str, right: str = "", q: str = "") -> Response:
    """Show one item and those it can be linked with; `q` finds other stories for a story or a report."""
    with opened(shelf_of(request)) as store:
        record = store.stories.story(story)
        decided = store.decisions.decisions()
        if record and regroups(record, left):
            return _regroup_form(request, record, left, right, offered(store, record, left, q), decided, q)
    labels = labelled(record) if record else {}
    if record is None or left not in labels:
        return missing(request, "No statement, point or speaker of this story has this name.")
    kind, label = labels[left]
    choices = [
        Choice(key, text, _decided(record, left, key))
        for key, (other, text) in labels.items()
        if key != left and other == kind
    ]
    choices.sort(key=lambda choice: (choice.id != right, not choice.decided))
    mine = [decision for decision in decided if left in {decision.left, decision.right}]
    return shown(
        request, "correct.html", story=record.stories[0], left=left, kind=kind, label=label, mine=mine,
        choices=choices[:MOST_CHOICES], cut=len(choices) > MOST_CHOICES, right=right, relations=RELATIONS[kind],
        verdicts=VERDICTS, json_link="/api/corrections",
    )  # fmt: skip


def _regroup_form(
    request: Request,
    record: RecordData,
    left: str,
    right: str,
    others: list[tuple[str, str]],
    decided: Sequence[Decision],
    words: str,
) -> Response:
    kind, label = item_label(record, left)
    about = {left} if kind == "report" else set(record.stories[0].articles)
    mine = [one for one in decided if one.relation == "same-story" and about & {one.left, one.right}]
    choices = [Choice(key, text, "") for key, text in others]
    return shown(
        request, "correct.html", story=record.stories[0], left=left, kind=kind, label=label, mine=mine, q=words,
        choices=choices, cut=False, right=right, relations=RELATIONS["story"], verdicts=VERDICTS, regroup=True,
        json_link="/api/corrections",
    )  # fmt: skip


def labelled(record: RecordData) -> dict[str, tuple[str, str]]:
    """List what can be linked by hand: kind and words of each id."""
    index = views(record)
    found = {
        item.id: ("statement", f"{outlet_name(index.articles[item.article])}: {short(words(item), 140)}")
        for item in record.statements
    }
    found |= {item.id: ("point", short(item.gist.text, 150)) for item in record.stories[0].points}
    found |= {
        item.id: ("speaker", f"{item.name.text}{', ' + item.role.text if item.role else ''}")
        for item in record.speakers
    }
    return found


def _decided(record: RecordData, left: str, right: str) -> str:
    told = [
        f"{link.relation.replace('-', ' ')}: {link.verdict}, by {link.made_by}"
        for link in record.links
        if {link.left, link.right} == {left, right}
    ]
    return "; ".join(told)


@changes.post("/correct")
def correct(
    request: Request,
    story: Annotated[str, Form()],
    left: Annotated[str, Form()],
    right: Annotated[str, Form()] = "",
    verdict: Annotated[str, Form()] = "",
    relation: Annotated[str, Form()] = "",
    maker: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Keep a person's decision, and lead to the page that tells when it has been worked in."""
    ours(request, csrf)
    decisions = decided_by(request, story, (left, right), verdict, maker, relation)
    return RedirectResponse(f"/jobs/{start_correcting(request, decisions).id}", 303)


def decided_by(
    request: Request, story: str, pair: tuple[str, str], verdict: str, maker: str, relation: str
) -> tuple[Decision, ...]:
    """Put what a form says into decisions: one, or several where a report is moved from one story into another.

    Raises:
        FormError: it names no story, no verdict, or no two items that go together.
    """
    if verdict not in VERDICTS:
        raise FormError("Say one of yes, no and unsure.")
    if relation and relation not in {name for names in RELATIONS.values() for name in names}:
        raise FormError("There is no such relation.")
    with opened(shelf_of(request)) as store:
        record = store.stories.story(story)
        if record is None:
            raise FormError("There is no such story.")
        return _decided_by(store, record, pair, verdict, maker, relation)


def _decided_by(
    store: Store, record: RecordData, pair: tuple[str, str], verdict: Verdict, maker: str, relation: str
) -> tuple[Decision, ...]:
    try:
        if regroups(record, pair[0]) and relation in {"", "same-story"}:
            return regrouped(store, record, pair, verdict, maker)
        return (decide(record, pair, verdict, maker, cast("Relation", relation) if relation else None),)
    except DecisionError as error:
        raise FormError(str(error)) from error


def start_correcting(request: Request, decisions: tuple[Decision, ...]) -> Job:
    """Begin to work decisions in."""
    return hand_in(shelf_of(request), jobs_of(request), "Working in a correction", Order(decisions=decisions))


@changes.get("/enter")
def enter_form(request: Request) -> Response:
    """Ask for the token."""
    return shown(request, "enter.html", wrong=False)


@changes.post("/enter")
def enter(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Let in who knows the token."""
    if not request.app.state.knows(token):
        return shown(request, "enter.html", status=403, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
    return answer
