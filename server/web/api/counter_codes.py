"""`/counter-codes`: a reader at a counter has read something, for the form that the officer has open there.

The body is never repeated in an answer, a log or an error: it may be somebody's citizen card.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from flask import Request, Response

from contract.ids import CounterId, DeviceId
from server.domain.refusal import Refusal
from server.service.counter_codes import CounterCodes
from server.web.api.throttle import Throttle
from server.web.problem import ProblemError

LONGEST_CODE = 1024
"""Characters; a citizen card has about 150."""
OLDEST_MS = 5000
"""A station tries for three seconds."""
LARGEST_BODY = 8 * 1024
IN_A_ROW = 20
ONE_MORE_IN_S = 1.0
_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$"


class ReadCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader read just now."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_CODE, pattern=_ONE_LINE)]
    """One line of text."""
    read: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """Id of this reading: brought again with the same one, it is given to the form once."""
    counter: CounterId | None = None
    """Where the reader stands; may be left out by a station that serves one counter."""
    age_ms: Annotated[float, msgspec.Meta(ge=0, le=OLDEST_MS)] = 0
    """How long ago it was read: a form that was opened since does not get it."""


class CodeTaker:
    """For one listener; a station that sends without end is slowed down."""

    def __init__(self, codes: CounterCodes) -> None:
        self._codes = codes
        self._throttle = Throttle(IN_A_ROW, 1 / ONE_MORE_IN_S, codes.monotonic_s)

    def __call__(self, request: Request, device: DeviceId) -> Response:
        """204; raises `ProblemError` 400, 409, 413, 415 or 429."""
        if request.mimetype != "application/json":
            raise ProblemError(415, "wrong-type", "Cần gửi dạng application/json.", "Send application/json.")
        if not self._throttle.take(device):
            raise _too_many()
        request.max_content_length = LARGEST_BODY
        read = _decoded(request.get_data(cache=False))
        try:
            self._codes.put(device, read.counter, read.code, read.age_ms / 1000, read.read)
        except Refusal as refusal:
            raise ProblemError(409, refusal.code, refusal.vi, refusal.en) from refusal
        return Response(status=204, headers={"Cache-Control": "no-store"})


def _decoded(body: bytes) -> ReadCode:
    try:
        return msgspec.json.decode(body, type=ReadCode)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    # not chained, and without the decoder's words
    raise ProblemError(400, "malformed", "Yêu cầu không đúng dạng.", "The request is malformed.")


def _too_many() -> ProblemError:
    return ProblemError(
        429,
        "too-many-codes",
        "Đầu đọc gửi quá nhiều mã.",
        "The reader sends too many codes.",
        retry_after_s=int(ONE_MORE_IN_S),
    )
