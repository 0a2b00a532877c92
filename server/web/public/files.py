"""The few files the public pages need: their own style and scripts, and Noto Sans as the system has it.

A closed list: nothing else on the disk can be asked for.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory

STATIC = Path(__file__).parent.parent / "static"
NOTO = Path("/usr/share/fonts/truetype/noto")

_FILES = {
    "public.css": "text/css",
    "public.catalogue.css": "text/css",
    "public.figures.css": "text/css",
    "public.lookup.css": "text/css",
    "public.search.js": "text/javascript",
    "public.print.js": "text/javascript",
    "public.ticket.js": "text/javascript",
    "public.board.js": "text/javascript",
}
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansDisplay-Bold.ttf")
_A_WEEK_S = 7 * 24 * 3600


def files(version: str, fonts: Path = NOTO) -> Blueprint:
    """Style, scripts and fonts; a new version asks for them anew."""
    blueprint = Blueprint("files", __name__)

    @blueprint.get("/public/<name>")
    def file(name: str) -> Response:
        if name not in _FILES:
            abort(404)
        is_this_version = request.args.get("v") == version
        return _sent(STATIC, name, _FILES[name], _A_WEEK_S if is_this_version else 0)

    @blueprint.get("/fonts/<name>")
    def font(name: str) -> Response:
        if name not in _FONTS:
            abort(404)
        return _sent(fonts, name, "font/ttf", _A_WEEK_S)

    return blueprint


def _sent(folder: Path, name: str, media_type: str, keep_s: int) -> Response:
    return send_from_directory(folder, name, mimetype=media_type, max_age=keep_s)
