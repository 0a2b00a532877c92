"""What people read when a page is not there or cannot be made: one sentence, and what to do."""

from __future__ import annotations

from flask import Request, Response, render_template

from server.web.problem import Problem
from server.web.say import asked_language

_WHAT_TO_DO: dict[int, tuple[str, str]] = {
    404: (
        "Vui lòng quét lại mã trên phiếu, hoặc đưa phiếu cho cán bộ.",
        "Please scan the code on your slip again, or show the slip to staff.",
    ),
    429: ("Vui lòng đợi một phút rồi thử lại.", "Please wait a minute, then try again."),
    503: (
        "Vui lòng thử lại sau, hoặc theo dõi màn hình trong sảnh.",
        "Please try again later, or watch the screens in the hall.",
    ),
}

_OF_CODE: dict[str, tuple[str, str]] = {
    "unknown-procedure": (
        "Vui lòng tìm lại theo tên ở trang “Tìm thủ tục”.",
        "Please look for it by name on the page “Find a procedure”.",
    ),
}


def plain_page(problem: Problem, asked: Request) -> Response:
    """The problem as a page; JSON for a page's own script."""
    asks_staff = ("Vui lòng hỏi cán bộ.", "Please ask a member of staff.")
    vi, en = _OF_CODE.get(problem.code) or _WHAT_TO_DO.get(problem.status, asks_staff)
    text = render_template(
        "public/plain.html",
        language=asked_language(asked).value,
        problem=problem,
        do_vi=vi,
        do_en=en,
    )
    response = Response(text, problem.status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
