"""What stands around every public page that phones read: center, language, help line, ways to the others."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, render_template, request

from contract.words import Language
from server.web.public.hub import PublicHub
from server.web.say import Say, asked_language


def asked_say() -> Say:
    """The language the address asks for; no public page keeps a cookie."""
    return Say(asked_language(request))


def framed(
    hub: PublicHub,
    template: str,
    facts: Mapping[str, object],
    *,
    other_language: str | None = None,
    status: int = 200,
    cache: str = "no-cache",
) -> Response:
    """The page; `other_language` is its address there, by default the same one."""
    say, catalogue = asked_say(), hub.catalogue()
    text = render_template(
        template,
        say=say,
        language=say.language.value,
        asked_lang=say("", "?lang=en"),
        other_language=other_language or _same_in_other_language(say),
        center=say(catalogue.center_vi, catalogue.center_en),
        hotline=catalogue.hotline,
        **facts,
    )
    response = Response(text, status, mimetype="text/html")
    response.headers["Cache-Control"] = cache
    return response


def _same_in_other_language(say: Say) -> str:
    kept = {key: value for key, value in request.args.items() if key != "lang"}
    if say.language is Language.VI:
        kept["lang"] = Language.EN.value
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
