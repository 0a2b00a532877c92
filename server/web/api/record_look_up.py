"""`POST /records/look-up`: how far a record has come. A kiosk that says who it is has limits of its own."""

from __future__ import annotations

import msgspec
from flask import Request, Response

from contract.record_look_up import LookUp
from server.web.api.door import Authenticate
from server.web.problem import ProblemError
from server.web.public.look_up import RecordLookUp


def look_up_record(request: Request, look_up: RecordLookUp, authenticate: Authenticate) -> Response:
    """Raises `ProblemError` 400, 401, 403, 404, 415 or 429."""
    if request.mimetype != "application/json":
        raise ProblemError(415, "wrong-type", "Cần gửi dạng application/json.", "Send application/json.")
    try:
        asked = msgspec.json.decode(request.get_data(), type=LookUp)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(
            400, "malformed", f"Yêu cầu không đúng dạng: {error}.", f"The request is malformed: {error}."
        ) from error
    found = look_up.find(asked, request.remote_addr or "", authenticate(request))
    response = Response(msgspec.json.encode(found), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
