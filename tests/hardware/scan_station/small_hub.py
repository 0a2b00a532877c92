"""A hub of one scan job over HTTP, as the contract has it: it checks what comes, and can be away or refuse.

Knows the three calls of a station; keeps pages in memory.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from contract.hub_calls import HubCalls

PASSWORD = "station password"
TITLE = "Giấy khai sinh của Trần Thị Mẫu"


@dataclass
class Job:
    """What the officer wants; only a wanted or a scanning one is offered."""

    id: str = "job-1"
    source: str = "feeder"
    size: str = "auto"
    state: str = "wanted"
    most_pages: int | None = None
    pages: dict[int, bytes] = field(default_factory=dict)
    flaws: dict[int, str] = field(default_factory=dict)
    told: list[tuple[str, str | None, int]] = field(default_factory=list)

    def offer(self) -> dict[str, Any]:
        """As the hub says it."""
        return {
            "id": self.id,
            "kind": "giay-to",
            "title": TITLE,
            "dpi": 50,
            "mode": "gray",
            "size": self.size,
            "source": self.source,
            "arrived": sorted(self.pages),
            "most_pages": self.most_pages,
        }


class SmallHub(ThreadingHTTPServer):
    """Entered, it listens; `away` and `refuse` change what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.job: Job | None = Job()
        self.is_away = False
        self.page_answer: tuple[int, str] | None = None
        """Status and code that every page gets."""
        self.on_page: Callable[[int], None] = lambda _number: None
        """Called after a page was kept."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def calls(self, password: str = PASSWORD) -> HubCalls:
        """A station's line to it."""
        return HubCalls(self.url, "scanner-1", password)


class _Handler(BaseHTTPRequestHandler):
    server: SmallHub

    def do_GET(self) -> None:
        if not self._is_let_in():
            return
        job = self.server.job
        if job is None or job.state not in ("wanted", "scanning"):
            self._say(204)
        else:
            self._say(200, {"job": job.offer()})

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_let_in():
            return
        job, number = self.server.job, int(self.path.rsplit("/", 1)[-1])
        if self.server.page_answer is not None:
            status, code = self.server.page_answer
            self._say(status, {"code": code})
        elif job is None or not self.path.startswith(f"/api/v1/scan-jobs/{job.id}/"):
            self._say(404, {"code": "unknown-job"})
        elif job.state in ("done", "cancelled"):
            self._say(410, {"code": "job-over"})
        elif hashlib.sha256(body).hexdigest() != self.headers["Content-SHA-256"]:
            self._say(422, {"code": "wrong-hash"})
        elif self.headers["Content-Type"] != "image/png" or not body.startswith(b"\x89PNG"):
            self._say(422, {"code": "no-picture"})
        else:
            self._keep(job, number, body)

    def _keep(self, job: Job, number: int, body: bytes) -> None:
        if number in job.pages:
            is_same = job.pages[number] == body
            self._say(200 if is_same else 409, {"code": "" if is_same else "another-page"})
            return
        job.pages[number] = body
        job.flaws[number] = self.headers["Motcua-Quality"]
        self.server.on_page(number)
        self._say(201, {"page": number})

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        job = self.server.job
        if not self._is_let_in():
            return
        if job is None or job.state in ("done", "cancelled"):
            self._say(410, {"code": "job-over"})
            return
        job.state = told["state"]
        job.told.append((told["state"], told["code"], told["pages"]))
        self._say(204)

    def log_message(self, *_: object) -> None:
        return

    def _is_let_in(self) -> bool:
        if self.server.is_away:
            self._say(503, {"code": "no-answer"})
        elif self.headers["Authorization"] != self.server.calls().as_device["Authorization"]:
            self._say(401, {"code": "wrong-password"})
        else:
            return True
        return False

    def _say(self, status: int, body: dict[str, Any] | None = None) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
