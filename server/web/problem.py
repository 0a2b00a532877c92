"""What went wrong with a request, for people in both languages and for machines by a code (RFC 9457).

Knows HTTP; knows no single route.
"""

from __future__ import annotations

import msgspec
from flask import Response
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Body of every answer that is no success and no refusal of a command."""

    type: str = "about:blank"
    """No page describes the problem; the code says all there is."""
    title: str
    """The status in words, English."""
    status: int
    """The HTTP status once more."""
    code: str
    """For machines: `unknown-slip`, `malformed`, …"""
    detail: str
    """For people, in Vietnamese: the same as `detail_vi`, for readers that know RFC 9457 only."""
    detail_vi: str
    """For people, in Vietnamese."""
    detail_en: str
    """For people, in English."""


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, code: str, vi: str, en: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(f"{status} {code}: {en}")
        self.problem = Problem(
            title=HTTP_STATUS_CODES.get(status, "Error"),
            status=status,
            code=code,
            detail=vi,
            detail_vi=vi,
            detail_en=en,
        )
        self.retry_after_s = retry_after_s


_OF_STATUS: dict[int, tuple[str, str, str]] = {
    400: ("malformed", "Yêu cầu không đúng dạng.", "The request is malformed."),
    404: ("unknown-address", "Không có địa chỉ này.", "There is nothing at this address."),
    405: ("wrong-method", "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method."),
    413: ("too-large", "Nội dung gửi lên quá lớn.", "The request is too large."),
    415: ("wrong-type", "Loại nội dung không được nhận.", "This content type is not taken."),
}


def of_exception(error: HTTPException) -> ProblemError:
    """The problem that one of Flask's own errors means."""
    status = error.code or 500
    if status >= 500:
        return internal_error()
    code, vi, en = _OF_STATUS.get(status, ("refused", "Yêu cầu không được nhận.", "The request was refused."))
    return ProblemError(status, code, vi, en)


def internal_error() -> ProblemError:
    """Something failed on our side; the details are in the log alone."""
    return ProblemError(
        500,
        "internal-error",
        "Hệ thống gặp lỗi. Vui lòng báo cán bộ.",
        "Something failed on our side. Please tell staff.",
    )


def respond(error: ProblemError) -> Response:
    """The problem as an HTTP response."""
    problem = error.problem
    response = Response(msgspec.json.encode(problem), problem.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response
