"""`/scan-jobs/…`: a scan station fetches what it shall scan, brings pages and tells how far it is.

The body of a page is the PNG itself, held in memory only until it is encrypted. A page is on the disk and in
the database before the answer, so a station that heard none sends it again.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from concurrent.futures import TimeoutError as NotInTime
from typing import Annotated

import msgspec
from flask import Request, Response

from contract.ids import DeviceId, ScanJobId
from contract.paper_words import (
    LARGEST_PAGE,
    PageFlaw,
    ScanMode,
    ScanState,
    ScanTrouble,
    SheetSize,
    SheetSource,
)
from server.domain.refusal import Refusal
from server.scans.not_a_picture import NotAPictureError, PictureTooLargeError
from server.service.page_vault_words import VaultAwayError
from server.store.record_pages import ScanJob
from server.store.scan_stations import JobOverError, OtherPageError, ScanStations, UnknownJobError
from server.store.writer import LedgerUnwritableError
from server.web.api.commands import no_answer
from server.web.problem import ProblemError

HASH_HEADER = "Content-SHA-256"
QUALITY_HEADER = "Motcua-Quality"
MOST_PAGES = 9999
_SHA256 = re.compile(r"[0-9a-f]{64}").fullmatch
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_STATUS = 4096


class ScanJobView(msgspec.Struct, frozen=True, kw_only=True):
    """What a station shall scan."""

    id: ScanJobId
    kind: str
    """Id of the document's configured kind."""
    title: str
    """What the officer calls it, Vietnamese."""
    dpi: int
    mode: ScanMode
    size: SheetSize
    source: SheetSource
    arrived: tuple[int, ...]
    """Pages of this job that the hub has: the station goes on behind them."""
    most_pages: int | None = None
    """Of this job, those that arrived too: no more than this, whatever lies in the feeder. 1 where a page is
    scanned again, else as many as the document has room for; null: what lies on the glass."""


class NextScanJob(msgspec.Struct, frozen=True, kw_only=True):
    """There is something to scan."""

    job: ScanJobView


class ScanStatus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the station is."""

    state: ScanState
    """`scanning`, `paused` or `done`."""
    code: ScanTrouble | None = None
    """Why it paused."""
    pages: Annotated[int, msgspec.Meta(ge=0, le=MOST_PAGES)] = 0
    """How many pages it has scanned for this job."""


class PageKept(msgspec.Struct, frozen=True, kw_only=True):
    """The page is on the hub's disk, encrypted."""

    page: int


def next_job(stations: ScanStations, device: DeviceId) -> Response:
    """200 with a job, or 204; raises `ProblemError` 503: a station drops nothing."""
    try:
        job = stations.next_for(device)
    except VaultAwayError as away:
        raise _away(away) from away
    response = Response(status=204) if job is None else _json(NextScanJob(job=_view(stations, job)), 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def take_page(request: Request, stations: ScanStations, device: DeviceId, job: str, number: int) -> Response:
    """201 new, 200 the same again; raises `ProblemError` 400, 404, 409, 410, 413, 415, 422 or 503."""
    if not 1 <= number <= MOST_PAGES:
        raise _unknown_job()
    if request.mimetype != "image/png":
        raise ProblemError(415, "wrong-type", "Trang phải là ảnh PNG.", "Send a page as image/png.")
    request.max_content_length = LARGEST_PAGE
    flaws, sha256 = _flaws(request), _sha256(request)
    content = request.get_data(cache=False)
    _check(content, sha256)
    is_new = _kept(stations, device, ScanJobId(job), number, content, flaws)
    return _json(PageKept(page=number), 201 if is_new else 200)


def take_status(request: Request, stations: ScanStations, device: DeviceId, job: str) -> Response:
    """204; raises `ProblemError` 400, 404, 410 or 503."""
    if request.mimetype != "application/json":
        raise ProblemError(415, "wrong-type", "Cần gửi dạng application/json.", "Send application/json.")
    request.max_content_length = _LARGEST_STATUS
    try:
        told = msgspec.json.decode(request.get_data(cache=False), type=ScanStatus)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _malformed(str(error)) from error
    if told.state in (ScanState.WANTED, ScanState.CANCELLED):
        raise _malformed(f"a station does not say {told.state}")
    try:
        stations.tell(device, ScanJobId(job), told.state, told.code, told.pages)
    except UnknownJobError as error:
        raise _unknown_job() from error
    except JobOverError as error:
        raise _over() from error
    except (NotInTime, LedgerUnwritableError) as error:
        raise no_answer() from error
    return Response(status=204)


def _kept(
    stations: ScanStations,
    device: DeviceId,
    job: ScanJobId,
    number: int,
    content: bytes,
    flaws: tuple[PageFlaw, ...],
) -> bool:
    try:
        return stations.keep(device, job, number, content, flaws)
    except UnknownJobError as error:
        raise _unknown_job() from error
    except JobOverError as error:
        raise _over() from error
    except OtherPageError as error:
        raise ProblemError(
            409,
            "another-page",
            f"Trang {number} đã có, với ảnh khác.",
            f"Page {number} is there already, with another picture.",
        ) from error
    except PictureTooLargeError as error:
        raise ProblemError(413, "page-too-large", error.vi, error.en) from error
    except NotAPictureError as error:
        raise _no_picture() from error
    except VaultAwayError as away:
        raise _away(away) from away
    except Refusal as refusal:
        raise ProblemError(413, refusal.code, refusal.vi, refusal.en) from refusal
    except (NotInTime, LedgerUnwritableError, OSError) as error:
        raise no_answer() from error


def _check(content: bytes, sha256: str) -> None:
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), sha256):
        raise ProblemError(
            422,
            "wrong-hash",
            "Ảnh nhận được không khớp mã băm.",
            "What arrived does not have the hash in Content-SHA-256: send it again.",
        )
    if not content.startswith(_PNG):
        raise _no_picture()


def _flaws(request: Request) -> tuple[PageFlaw, ...]:
    """Codes of a newer station that are not known here are left out."""
    said = {code.strip() for code in request.headers.get(QUALITY_HEADER, "").split(",")}
    return tuple(flaw for flaw in PageFlaw if flaw.value in said)


def _sha256(request: Request) -> str:
    given = request.headers.get(HASH_HEADER, "").lower()
    if not _SHA256(given):
        raise _malformed(f"{HASH_HEADER} must be 64 hexadecimal digits")
    return given


def _view(stations: ScanStations, job: ScanJob) -> ScanJobView:
    kind = stations.title(job)
    return ScanJobView(
        id=job.id,
        kind=kind.id if kind is not None else "",
        title=kind.name_vi if kind is not None else "",
        dpi=job.dpi,
        mode=job.mode,
        size=job.size,
        source=job.source,
        arrived=tuple(sorted(job.arrived)),
        most_pages=stations.most_pages(job),
    )


def _json(answer: msgspec.Struct, status: int) -> Response:
    return Response(msgspec.json.encode(answer), status, mimetype="application/json")


def _away(away: VaultAwayError) -> ProblemError:
    return ProblemError(503, away.code, away.vi, away.en)


def _unknown_job() -> ProblemError:
    return ProblemError(404, "unknown-job", "Không có việc quét này.", "There is no such scan job here.")


def _over() -> ProblemError:
    return ProblemError(
        410, "job-over", "Lần quét đã kết thúc hoặc bị hủy.", "The scan is over or cancelled."
    )


def _no_picture() -> ProblemError:
    return ProblemError(422, "no-picture", "Ảnh PNG bị hỏng.", "Not a whole PNG.")


def _malformed(what: str) -> ProblemError:
    return ProblemError(
        400, "malformed", f"Yêu cầu không đúng dạng: {what}.", f"The request is malformed: {what}."
    )
