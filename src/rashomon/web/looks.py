"""How a page comes about: the report file's own templates and style, with what only a running application can offer."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, cast

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from rashomon.show.page import asset, island, templates
from rashomon.show.reasons import plainly
from rashomon.types import Article
from rashomon.web.shelf import Shelf

HTMX = "htmx-2.0.11.min.js"


@cache
def looks() -> Environment:
    """Return the templates of the application: those of the report file, and its own."""
    own = PackageLoader("rashomon.web")
    shown = templates()
    found = shown.overlay(loader=ChoiceLoader([own, *([shown.loader] if shown.loader else [])]))
    found.globals = {**cast("dict[str, Any]", shown.globals), "plainly": plainly, "served": True}  # pyright: ignore[reportUnknownMemberType]
    return found


@cache
def static(name: str) -> tuple[bytes, str] | None:
    """Return one of our own files with its kind; None where there is none of that name."""
    if name in {"page.css", "page.js"}:
        content = asset(name).encode()
    elif name in {"web.css", "web.js", HTMX}:
        content = files("rashomon.web").joinpath("static", name).read_bytes()
    else:
        return None
    return content, "text/css; charset=utf-8" if name.endswith(".css") else "text/javascript; charset=utf-8"


def shown(
    request: Request, template: str, *, status: int = 200, articles: tuple[Article, ...] = (), **values: Any
) -> Response:
    """Render a page. `articles` are those whose words stand on it, so that a copied quotation can name its source."""
    shelf: Shelf = request.app.state.shelf
    html = looks().get_template(template).render(
        nonce=request.state.nonce, csrf=request.app.state.csrf, shelf=shelf, island=island(articles), htmx=HTMX,
        working=request.app.state.jobs.now(), stuck=request.app.state.jobs.stuck(), **{"json_link": "", "style": Markup(), "home": ""} | values,
    )  # fmt: skip
    return HTMLResponse(html, status)


def missing(request: Request, what: str) -> Response:
    """Render the page that says that something is not here."""
    return shown(request, "nothing.html", status=404, heading="Not here", words=what)
