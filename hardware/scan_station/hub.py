"""The three calls of a scan station to the hub, and what their answers mean.

Knows statuses; keeps and repeats nothing.
"""

from __future__ import annotations

import hashlib
import http.client
import logging
from collections.abc import Iterable
from enum import Enum, auto

import msgspec

from contract.hub_calls import HubAwayError, HubCalls, Reply, code_in, read_answer
from contract.paper_words import LARGEST_PAGE, PageFlaw, ScanTrouble
from hardware.scan_station.jobs import Offered, Report, ScanJob

log = logging.getLogger(__name__)

PAGE_TIMEOUT_S = 30.0
"""For one piece of a page to be taken, not for the whole."""


REFUSED_WORDS = (
    "Máy chủ không nhận trạm quét này: kiểm tra tên và mật khẩu thiết bị.",
    "The hub does not take this scan station: check the device's name and password.",
)
"""For `HubRefusesError`, to staff."""


_REFUSALS = {
    "too-many-pages": ScanTrouble.DOCUMENT_FULL,
    "page-too-large": ScanTrouble.PAGE_TOO_LARGE,
    "too-large": ScanTrouble.PAGE_TOO_LARGE,
    "no-picture": ScanTrouble.PAGE_DAMAGED,
}
"""The hub's codes for a page it does not take, in the officer's words."""


class PageEnd(Enum):
    """What became of a page."""

    KEPT = auto()
    JOB_OVER = auto()
    """Done, cancelled, or nobody knows it: all its pages may go."""
    ANOTHER_THERE = auto()
    """The hub has another picture under that number."""


class PageRefusedError(Exception):
    """The hub does not take a page, now or ever: sent again it would be refused again."""

    def __init__(self, trouble: ScanTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        """What the officer is told."""


class HubRefusesError(Exception):
    """The hub does not take this device: wrong password, wrong kind, or too many tries."""


class StationHub:
    """The hub as seen from a scan station."""

    def __init__(self, calls: HubCalls) -> None:
        self._calls = calls

    def next_job(self) -> ScanJob | None:
        """What shall be scanned now.

        Raises:
            HubAwayError: no answer, or none that makes sense.
            HubRefusesError: see there.
        """
        reply = self._told(self._calls.call("GET", "/api/v1/scan-jobs/next", self._calls.as_device))
        if reply.status == http.client.NO_CONTENT:
            return None
        if reply.status != http.client.OK:
            raise HubAwayError(f"next job: status {reply.status}")
        return read_answer(reply.body, Offered).job

    def bring(self, job: str, page: int, image: bytes, flaws: Iterable[PageFlaw]) -> PageEnd:
        """One page, a PNG; the same again is the same page.

        Raises:
            HubAwayError: whether it arrived is not known; also for one that was damaged on the way.
            HubRefusesError, PageRefusedError: see there.
        """
        if len(image) > LARGEST_PAGE:
            raise PageRefusedError(ScanTrouble.PAGE_TOO_LARGE)
        headers = {
            "Content-Type": "image/png",
            "Content-SHA-256": hashlib.sha256(image).hexdigest(),
            "Motcua-Quality": ",".join(flaws),
            **self._calls.as_device,
        }
        path = f"/api/v1/scan-jobs/{job}/pages/{page}"
        reply = self._told(self._calls.call("PUT", path, headers, image, PAGE_TIMEOUT_S))
        return _page_end(reply, page)

    def tell(self, job: str, report: Report) -> bool:
        """How far the station is; False: the job is over.

        Raises:
            HubAwayError: not told.
            HubRefusesError: see there.
        """
        headers = {"Content-Type": "application/json", **self._calls.as_device}
        body = msgspec.json.encode(report)
        reply = self._told(self._calls.call("POST", f"/api/v1/scan-jobs/{job}/status", headers, body, 10.0))
        if reply.status >= http.client.BAD_REQUEST:
            log.info("the hub does not want to hear of job %s: %s", job, code_in(reply.body))
        return reply.status < http.client.BAD_REQUEST

    def _told(self, reply: Reply) -> Reply:
        if reply.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN, http.client.TOO_MANY_REQUESTS):
            raise HubRefusesError(f"{reply.status} {code_in(reply.body)}")
        if reply.status >= http.client.INTERNAL_SERVER_ERROR:
            raise HubAwayError(f"status {reply.status} {code_in(reply.body)}")
        return reply


def _page_end(reply: Reply, page: int) -> PageEnd:
    match reply.status, code_in(reply.body):
        case ((http.client.OK | http.client.CREATED), _):
            return PageEnd.KEPT
        case ((http.client.NOT_FOUND | http.client.GONE), _):
            return PageEnd.JOB_OVER
        case http.client.CONFLICT, _:
            return PageEnd.ANOTHER_THERE
        case http.client.UNPROCESSABLE_ENTITY, "wrong-hash":
            raise HubAwayError("the page was damaged on the way")
        case status, code:
            log.error("the hub refused page %d: %d %s", page, status, code)
            raise PageRefusedError(_REFUSALS.get(code or "", ScanTrouble.REFUSED))
