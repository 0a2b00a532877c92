"""What protects every page of the console: session, CSRF token, origin, headers.

Everything needs a signed-in person unless it is named in `OPEN`. Who may do what is decided in
`server.service.permission`.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from server.service.asker import Asker
from server.store.sign_in import SignedIn, SignInDesk
from server.web.say import Say, language_of

COOKIE = "motcua_session"
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
OPEN = frozenset(
    {
        "sign_in.page",
        "sign_in.sign_in",
        "look.font",
        "look.language",
        "static",
        "machine_health.health",
        "machine_health.metrics",
    }
)
"""Endpoints for anybody; the last two have a door of their own."""
BACKGROUND = frozenset(
    {
        "console.state",
        "console.stream",
        "due.count",
        "readers.stream",
        "readers.take",
        "record_papers.small",
        "record_papers.state",
        "records.look_for_suspects",
        "system_health.rows",
        "today.content",
    }
)
"""What a page asks by itself: no sign that anybody sits there."""
REST = "api"
"""The blueprint that says itself, as a problem, that somebody is not signed in."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def signed_in() -> SignedIn:
    """Who is asking; only on pages that need it."""
    who: SignedIn = g.signed_in
    return who


def authenticate(_request: Request) -> Asker | None:
    """Who asks, for REST on the console's listener; session and token were looked at before."""
    who: SignedIn | None = g.signed_in
    return who.asker if who is not None else None


def say() -> Say:
    """The reader's language."""
    return Say(language_of(request))


def protect(app: Flask, desk: SignInDesk) -> None:
    """Put the guards before and the headers after every request."""

    @app.before_request
    def _guard() -> AnyResponse | str | None:
        g.signed_in = None
        if request.method not in _SAFE:
            _check_origin()
        if request.endpoint in OPEN or request.endpoint is None:
            return None
        cookie = request.cookies.get(COOKIE)
        who = desk.who_is(cookie) if cookie else None
        if who is None:
            return None if request.blueprint == REST else _not_signed_in()
        g.signed_in = who
        if request.method not in _SAFE:
            _check_csrf(who)
        if request.endpoint not in BACKGROUND:
            desk.used(who)
        return None

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in ("static", "look.font"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.context_processor(
        lambda: {
            "t": say(),
            "who": g.get("signed_in"),
            "csrf": g.signed_in.session.csrf if g.get("signed_in") else "",
        }
    )


def set_cookie(response: AnyResponse, name: str, value: str) -> None:
    """A cookie that ends with the browser, that scripts and other sites cannot use."""
    response.set_cookie(name, value, httponly=True, samesite="Strict", secure=request.is_secure, path="/")


def _check_origin() -> None:
    """Browsers say where a form came from; what comes from another site is refused."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def _check_csrf(who: SignedIn) -> None:
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not hmac.compare_digest(given.encode(), who.session.csrf.encode()):
        abort(403)


def _not_signed_in() -> AnyResponse | str:
    if request.method not in _SAFE or request.endpoint in BACKGROUND:
        abort(401)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # a strict cookie does not come along from a link in a mail: ask once more, from this site
        return render_template("sign_in_again.html", here=request.full_path.rstrip("?"))
    return redirect(url_for("sign_in.page", next=request.full_path.rstrip("?")))
