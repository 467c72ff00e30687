"""The application put together: its door, its pages, its JSON, and what happens when something goes wrong."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from threading import Thread
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from rashomon.storing import StoreBusyError, StoreError
from rashomon.web.api import api, components
from rashomon.web.carrying import carry_over
from rashomon.web.changes import FormError, changes
from rashomon.web.guard import LOOPBACK, Guard, Rules
from rashomon.web.handing import take_up
from rashomon.web.jobs import Jobs, TooManyError
from rashomon.web.laid import make_ready
from rashomon.web.looks import shown
from rashomon.web.pages import pages
from rashomon.web.shelf import Shelf
from rashomon.web.work import catch_up

log = logging.getLogger(__name__)
WORDS = {404: "There is no such page.", 405: "This page cannot be asked in this way."}


def create_app(
    shelf: Shelf, *, token: str = "", hosts: tuple[str, ...] = (), jobs: Jobs | None = None
) -> FastAPI:
    """Make the application for one shelf.

    `token` is asked of everybody where it is set; `hosts` are names, beside those of this machine, under which it may
    be asked for.
    """
    app = FastAPI(
        title="Rashomon", version="1", docs_url=None, redoc_url=None, redirect_slashes=False, openapi_url="/api/openapi.json",
        lifespan=_lifespan, description="Stories, reports, speakers and points of one store.",
    )  # fmt: skip
    app.state.shelf, app.state.jobs = shelf, jobs or Jobs()
    app.state.csrf = secrets.token_urlsafe(24)
    app.state.knows = partial(_knows, token)
    for router in (pages, changes, api):
        app.include_router(router)
    app.add_api_route("/api", _described, include_in_schema=False)
    for error, answer in ERRORS.items():
        app.add_exception_handler(error, answer)
    app.openapi = lambda: _openapi(app)
    app.add_middleware(Guard, rules=Rules(hosts=(*LOOPBACK, *(host.lower() for host in hosts)), token=token))
    return app


def _knows(token: str, given: str) -> bool:
    return bool(token) and secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    shelf: Shelf = app.state.shelf
    if shelf.behind:
        app.state.jobs.start("Working in decisions made elsewhere", partial(catch_up, shelf))
    take_up(shelf, app.state.jobs)
    carry_over(shelf, app.state.jobs)
    ahead = Thread(target=make_ready, args=(shelf,), name="rashomon-ahead")
    ahead.start()
    yield
    app.state.jobs.close()
    ahead.join()


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        found["components"]["schemas"] |= components()
        app.openapi_schema = found
    return app.openapi_schema


def _described(request: Request) -> Response:
    schema: dict[str, Any] = request.app.openapi()
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(schema)
    return shown(request, "api.html", paths=schema["paths"], json_link="/api/openapi.json")


def _trouble(request: Request, status: int, words: str) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": words}, status)
    heading = "Not here" if status == 404 else "This did not work"
    return shown(request, "nothing.html", status=status, heading=heading, words=words)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _trouble(request, error.status_code, WORDS.get(error.status_code, str(error.detail)))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # without the input: it may hold what no JSON can carry
    told = [
        {"loc": [str(part) for part in one["loc"]], "msg": str(one["msg"]), "type": str(one["type"])}
        for one in error.errors()
    ]
    if request.url.path.startswith("/api"):
        text = {"detail": told}
        return JSONResponse(text, 422)
    return _trouble(request, 422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in told))


def _form(request: Request, error: Exception) -> Response:
    return _trouble(request, 400, str(error))


def _flooded(request: Request, _: Exception) -> Response:
    return _trouble(request, 429, "Too much is waiting to be worked in. Try again when some of it is done.")


def _busy(request: Request, _: Exception) -> Response:
    return _trouble(request, 503, "Another process is writing into this store. Try again in a moment.")


def _store(request: Request, error: Exception) -> Response:
    log.error("store: %s", error)
    return _trouble(request, 503, f"The store could not answer: {error}")


ERRORS: dict[type[Exception], Any] = {
    HTTPException: _http, RequestValidationError: _invalid, FormError: _form, TooManyError: _flooded,
    StoreBusyError: _busy, StoreError: _store,
}  # fmt: skip
