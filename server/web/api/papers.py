"""`POST /papers`: a kiosk hands in the pages scanned for a ticket, as multipart/form-data.

Pages are held in memory only until they are encrypted: nothing readable touches the disk.
"""

from __future__ import annotations

import io
import re
from concurrent.futures import TimeoutError as NotInTime
from typing import IO

import msgspec
from flask import Request, Response

from server.domain.refusal import Refusal
from server.guarded_channel import LARGEST_BODY
from server.service.asker import Asker
from server.store.paper_desk import PaperDesk
from server.store.writer import LedgerUnwritableError
from server.web.api.commands import no_answer
from server.web.api.tickets import SlipLookup, unknown_slip
from server.web.api.views import PapersKept
from server.web.problem import ProblemError

LARGEST_PAGE = 8 * 1024 * 1024
LARGEST_UPLOAD = LARGEST_BODY - 64 * 1024
"""All pages of one upload; below what the listener takes."""

_CONSENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}").fullmatch
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""JPEG and PNG."""


class MemoryRequest(Request):
    """Uploaded files stay in memory: Werkzeug would write them, readable, to a temporary file."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return io.BytesIO()


def take_in(request: Request, asker: Asker, desk: PaperDesk, lookup: SlipLookup) -> Response:
    """Keep the pages; raises `ProblemError` 400, 403, 404, 409, 413, 415, 429 or 503."""
    if not desk.scanning.enabled:
        raise ProblemError(
            403, "scanning-off", "Trung tâm không nhận quét giấy tờ.", "This center does not take scans."
        )
    if request.mimetype != "multipart/form-data":
        raise ProblemError(
            415, "wrong-type", "Cần gửi dạng multipart/form-data.", "Send multipart/form-data."
        )
    request.max_content_length = min(LARGEST_UPLOAD, (desk.scanning.max_pages + 1) * LARGEST_PAGE)
    consent, token = _consent(request), _field(request, "token")
    pages = _pages(request, desk.scanning.max_pages)
    found = lookup.find(token, request)
    try:
        kept = desk.take_in(asker, found.ticket, consent, pages)
    except Refusal as refusal:
        raise _problem(refusal) from refusal
    except (NotInTime, LedgerUnwritableError, OSError) as error:
        raise no_answer() from error
    return Response(msgspec.json.encode(PapersKept(pages=kept)), 201, mimetype="application/json")


def _consent(request: Request) -> str:
    consent = _field(request, "consent")
    if not _CONSENT(consent):
        raise _malformed("consent: phiên bản không đúng dạng", "consent: not a version of the consent text")
    return consent


def _field(request: Request, name: str) -> str:
    text = request.form.get(name, "")
    if not text:
        raise _malformed(f"thiếu {name}", f"{name} is missing")
    return text


def _pages(request: Request, most: int) -> list[bytes]:
    files = request.files.getlist("pages")
    if not files:
        raise _malformed("thiếu pages", "pages is missing")
    if len(files) > most:
        raise ProblemError(
            413, "too-many-pages", f"Tối đa {most} trang cho mỗi phiếu.", f"At most {most} pages a ticket."
        )
    pages = [file.stream.read() for file in files]
    for number, page in enumerate(pages, start=1):
        if len(page) > LARGEST_PAGE:
            raise ProblemError(
                413, "page-too-large", f"Trang {number} lớn hơn 8 MB.", f"Page {number} is larger than 8 MiB."
            )
        if not page.startswith(_MAGIC):
            raise ProblemError(
                415,
                "no-picture",
                f"Trang {number} không phải ảnh JPEG hoặc PNG.",
                f"Page {number} is neither JPEG nor PNG.",
            )
    return pages


def _problem(refusal: Refusal) -> ProblemError:
    if refusal.code == "unknown-ticket":
        return unknown_slip()
    status = 413 if refusal.code == "too-many-pages" else 409
    return ProblemError(status, refusal.code, refusal.vi, refusal.en)


def _malformed(vi: str, en: str) -> ProblemError:
    return ProblemError(
        400, "malformed", f"Yêu cầu không đúng dạng: {vi}.", f"The request is malformed: {en}."
    )
