"""The door: whose questions are answered, how much may be sent, and what a browser may do with the answer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Two hundred reports of the longest public kind; a larger batch goes through `rashomon collect`.
MOST_BYTES = 32 * 1024 * 1024
LONGEST_QUERY = 8 * 1024
COOKIE = "rashomon_token"
# Open without the token: the page that asks for it, and the style sheet and scripts of that page.
OPEN = ("/enter", "/static/")


class Rules(Struct, frozen=True):
    """Names under which the application is asked for, and the token, where one is needed ("" where not)."""

    hosts: tuple[str, ...] = LOOPBACK
    token: str = ""
    most_bytes: int = MOST_BYTES


def policy(nonce: str) -> str:
    """Write what a page may load: our own style and scripts by nonce, answers from here, nothing else."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Guard:
    """Stands before the application (ASGI)."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on with limits and add the headers to the answer."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(18)
        scope.setdefault("state", {})["nonce"] = nonce
        refusal = refuse(scope, self._rules)
        answer = refusal or self._app
        await answer(scope, _counted(receive, self._rules.most_bytes), _headed(send, nonce))


def refuse(scope: Scope, rules: Rules) -> Response | None:
    """Return the refusal of a request, or None where it may pass."""
    headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
    if host_of(headers.get("host", "")) not in rules.hosts:
        return PlainTextResponse("This name is not served here.", 421)
    if len(scope.get("query_string", b"")) > LONGEST_QUERY:
        return PlainTextResponse("The address is too long.", 414)
    if int(_digits(headers.get("content-length", ""))) > rules.most_bytes:
        return PlainTextResponse("This is too much at once; use `rashomon collect`.", 413)
    if method not in SAFE and not same_origin(headers):
        return PlainTextResponse("This request comes from another site.", 403)
    open_to_all = not rules.token or path.startswith(OPEN) or _known(headers, rules.token)
    return None if open_to_all else _ask(path, method)


def _ask(path: str, method: str) -> Response:
    """Ask for the token: a person by a page, a program by a status."""
    if method == "GET" and not path.startswith("/api"):
        return RedirectResponse("/enter", 303)
    return PlainTextResponse("A token is needed.", 401, headers={"WWW-Authenticate": "Bearer"})


def host_of(value: str) -> str:
    """Return the name in a Host header, in lower case, without its port.

    >>> host_of("LOCALHOST:8080"), host_of("[::1]:80"), host_of("evil.example")
    ('localhost', '[::1]', 'evil.example')
    """
    name = value.strip().lower()
    end = name.find("]")
    return name[: end + 1] if name.startswith("[") and end > 0 else name.partition(":")[0]


def _digits(value: str) -> str:
    # a length that is no number is the server's business; a number of a thousand digits is too much in any case
    return value[:18] if value.isascii() and value.isdigit() else "0"


def same_origin(headers: Headers) -> bool:
    """Say whether a change is asked for by our own page, or by no page at all (a program, the address line)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _known(headers: Headers, token: str) -> bool:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    offered: Sequence[str] = (
        given.strip() if scheme.lower() == "bearer" else "",
        cookie_parser(headers.get("cookie", "")).get(COOKIE, ""),
    )
    return any(secrets.compare_digest(one.encode(), token.encode()) for one in offered)


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413, "This is too much at once; use `rashomon collect`.")
        return message

    return counted


def _headed(send: Send, nonce: str) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = policy(nonce)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return headed
