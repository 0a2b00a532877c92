"""`/look-up`: a citizen types a record's code and reads how far it has come.

The codes go in the body of the request, so that they stand in no history and no log of addresses; an address
with a code, as phones read it from a receipt, only fills the form.
"""

from __future__ import annotations

from typing import Final

import msgspec
from flask import Blueprint, Response, request

from contract.record_look_up import Degree, LookUp, RecordDegree
from server.web.problem import Problem, ProblemError
from server.web.public.framing import asked_say, framed
from server.web.public.hub import PublicHub
from server.web.public.look_up import RecordLookUp

MOST: Final = {"code": 300, "key": 40}
STEPS: Final = (
    (Degree.RECEIVED, "Đã tiếp nhận", "Received"),
    (Degree.IN_PROCESS, "Đang giải quyết", "In process"),
    (Degree.READY, "Đã có kết quả", "Result ready"),
    (Degree.RETURNED, "Đã trả kết quả", "Result returned"),
)
WORDS: Final = {
    Degree.RECEIVED: (
        "Đã tiếp nhận",
        "Received",
        "Hồ sơ đang chờ được giải quyết. Xin xem ngày hẹn trên giấy hẹn.",
        "The record waits to be worked on. The day is on your receipt.",
    ),
    Degree.IN_PROCESS: (
        "Đang giải quyết",
        "In process",
        "Xin xem ngày hẹn trên giấy hẹn và đến nhận đúng ngày.",
        "The day is on your receipt; please come on that day.",
    ),
    Degree.AWAITS_APPLICANT: (
        "Đang chờ bổ sung giấy tờ",
        "Waiting for papers",
        "Xin mang giấy tờ ghi trên phiếu yêu cầu bổ sung đến quầy.",
        "Please bring the papers named on the request to the counter.",
    ),
    Degree.READY: (
        "Đã có kết quả",
        "The result is ready",
        "Mời ông/bà mang giấy hẹn và giấy tờ tùy thân đến quầy nhận kết quả.",
        "Please bring your receipt and identity paper to the counter.",
    ),
    Degree.RETURNED: (
        "Đã trả kết quả",
        "The result was returned",
        "Nếu ông/bà chưa nhận được, xin mang giấy hẹn đến quầy.",
        "If you have not got it, please bring your receipt to the counter.",
    ),
    Degree.OVER: (
        "Đã kết thúc, không có kết quả để nhận",
        "Ended, with no result to fetch",
        "Xin mang giấy hẹn đến quầy, cán bộ sẽ cho biết lý do.",
        "Please bring your receipt to the counter; staff will tell you why.",
    ),
}
_REACHED: Final = {
    Degree.RECEIVED: 1,
    Degree.IN_PROCESS: 2,
    Degree.AWAITS_APPLICANT: 2,
    Degree.READY: 3,
    Degree.RETURNED: 4,
    Degree.OVER: 0,
}
"""How many of the steps."""


def add_look_up(blueprint: Blueprint, hub: PublicHub, look_up: RecordLookUp) -> None:
    """Add the page."""

    @blueprint.get("/look-up")
    def look_up_form() -> Response:
        return _page(hub, {name: request.args.get(name, "")[:most] for name, most in MOST.items()})

    @blueprint.post("/look-up")
    def looked_up() -> Response:
        typed = {name: request.form.get(name, "").strip()[:most] for name, most in MOST.items()}
        if not typed["code"]:
            return _page(hub, typed, status=400, is_empty=True)
        try:
            found = look_up.find(msgspec.convert(typed, LookUp), request.remote_addr or "")
        except ProblemError as error:
            response = _page(hub, typed, problem=error.problem, status=error.problem.status)
            if error.retry_after_s is not None:
                response.headers["Retry-After"] = str(error.retry_after_s)
            return response
        return _page(hub, typed, found=found)


def _page(
    hub: PublicHub,
    typed: dict[str, str],
    *,
    found: RecordDegree | None = None,
    problem: Problem | None = None,
    is_empty: bool = False,
    status: int = 200,
) -> Response:
    facts = {
        "typed": typed,
        "found": found,
        "words": WORDS[found.degree] if found else None,
        "steps": STEPS,
        "reached": _REACHED[found.degree] if found else 0,
        "problem": problem,
        "is_empty": is_empty,
    }
    # the empty form: what was typed is sent to nobody again by a link
    other = asked_say()("/look-up?lang=en", "/look-up")
    response = framed(
        hub, "public/look_up.html", facts, other_language=other, status=status, cache="no-store"
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response
