"""Fonts and language: what every page needs before anybody has signed in."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, abort, redirect, request, send_file
from werkzeug.wrappers import Response

from contract.words import Language
from server.web.say import COOKIE
from server.web.security import set_cookie
from server.web.sign_in import here_only

FONTS = frozenset({"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"})
A_WEEK_S = 7 * 24 * 3600


def look(fonts: Path) -> Blueprint:
    """`/fonts/…` from the system's own font package, and the language switch."""
    pages = Blueprint("look", __name__)

    @pages.get("/fonts/<name>")
    def font(name: str) -> Response:
        file = fonts / name
        if name not in FONTS or not file.is_file():
            abort(404)
        return send_file(file, mimetype="font/ttf", max_age=A_WEEK_S)

    @pages.get("/language/<wanted>")
    def language(wanted: str) -> Response:
        if wanted not in set(Language):
            abort(404)
        response = redirect(here_only(request.args.get("next")), 303)
        set_cookie(response, COOKIE, wanted)
        return response

    return pages
