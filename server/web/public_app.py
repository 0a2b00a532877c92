"""The app of the public listener: pages for everybody in the building, REST for reading and for kiosks.

No sessions and no cookies here; staff's commands are on the console's listener.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from contract.words import DeviceKind
from server.web.api.blueprint import api_blueprint, respond_as_problem
from server.web.api.device_login import DeviceLogin
from server.web.api.door import Door
from server.web.api.page_senders import KIOSK_PAGES, STATION_PAGE, PageSenders
from server.web.api.papers import MemoryRequest
from server.web.api.tickets import SlipLookup
from server.web.problem import internal_error, of_exception
from server.web.public.files import files
from server.web.public.hub import PublicHub
from server.web.public.look_up import RecordLookUp
from server.web.public.pages import pages
from server.web.public.plain_pages import plain_page

log = logging.getLogger(__name__)

LARGEST_SMALL_BODY = 64 * 1024
"""What anybody may send; papers have a limit of their own, after their device has proved itself."""

PAGE_SENDERS = "motcua-page-senders"
"""The app's extension that its listener asks whose body may be large."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""A slip's token is in the address: it must not go on to anybody as a referrer."""


class _PublicFlask(Flask):
    request_class = MemoryRequest


def public_app(hub: PublicHub) -> Flask:
    """The WSGI app."""
    app = _PublicFlask("server.web", template_folder="templates", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_SMALL_BODY
    app.jinja_env.globals["version"] = hub.version
    lookup, look_up = SlipLookup(hub), RecordLookUp(hub)
    login = DeviceLogin(hub.registry, (DeviceKind.KIOSK,))
    station = DeviceLogin(hub.registry, (DeviceKind.SCANNER,))
    app.register_blueprint(api_blueprint(hub, Door.PUBLIC, login, lookup, station, look_up))
    kiosks, stations = PageSenders(login, KIOSK_PAGES), PageSenders(station, STATION_PAGE)
    app.extensions[PAGE_SENDERS] = lambda asked: kiosks(asked) or stations(asked)
    app.register_blueprint(pages(hub, lookup, look_up))
    app.register_blueprint(files(hub.version))
    app.add_url_rule("/", "home", lambda: redirect("/board"))
    app.register_error_handler(HTTPException, _not_there)
    app.register_error_handler(Exception, _failed)
    app.after_request(_with_headers)
    return app


def _not_there(error: HTTPException) -> AnyResponse | HTTPException:
    if error.code is None or error.code < 400:
        return error
    return respond_as_problem(error, request) or plain_page(of_exception(error).problem, request)


def _failed(error: Exception) -> AnyResponse:
    log.error("%s failed", request.endpoint, exc_info=error)
    return plain_page(internal_error().problem, request)


def _with_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
