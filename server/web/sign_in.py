"""The sign-in page and signing out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from server.domain.refusal import Refusal
from server.store.sign_in import SignInDesk
from server.web import security


def sign_in_pages(desk: SignInDesk) -> Blueprint:
    """`/sign-in` and `/sign-out`."""
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    def page() -> str:
        return render_template("sign_in.html", next=here_only(request.args.get("next")))

    @pages.post("/sign-in")
    def sign_in() -> Response | tuple[str, int]:
        wanted = here_only(request.form.get("next"))
        login = request.form.get("login", "")
        try:
            new = desk.sign_in(login, request.form.get("password", ""), request.remote_addr or "")
        except Refusal as refusal:
            said = security.say()(refusal.vi, refusal.en)
            body = render_template("sign_in.html", next=wanted, said=said, login=login)
            return body, 429 if refusal.code == "wait" else 401
        response = redirect(wanted, 303)
        security.set_cookie(response, security.COOKIE, new.cookie)
        return response

    @pages.post("/sign-out")
    def sign_out() -> Response:
        desk.sign_out(security.signed_in())
        response = redirect(url_for("sign_in.page"), 303)
        response.delete_cookie(security.COOKIE, path="/")
        return response

    return pages


def here_only(address: str | None) -> str:
    """The address if it is a page of this site, else the first page: nobody is sent elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(address)
    has_control = any(ord(letter) < 0x20 for letter in address)
    return "/" if parts.scheme or parts.netloc or has_control or "\\" in address else address
