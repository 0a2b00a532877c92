"""Finding a procedure among 412, key by key: the kiosk's search, and the public page over HTTP.

The list is the shipped one and variants of it, imported as a center would; the hub and its listener are real.
"""

from __future__ import annotations

import http.client
import io
import time
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from urllib.parse import quote

import msgspec

from bench.center import BenchCenter
from bench.measure import Measure, percentile, ratio_at_most
from contract.procedure_search import ProcedureIndex
from kiosk.procedures import ProcedureBook
from server.command_line import main as motcua
from server.config.csv_table import read_table, write_table
from server.config.procedure_table import COLUMNS, PROCEDURES_CSV

PROCEDURES = 407
LINKED = 5
LIMIT_MS = 50.0
TYPED = (
    "lam giay khai sinh",
    "chứng thực bản sao",
    "1.001193",
    "giaays phép xây dựng",
    "zzqq zzqq",
    "dat",
    "cấp lại giấy khai sinh bị mất",
    "xin gì cho cháu ở xã zzqq",
)
"""Key by key; what is found at once, what is mended, what has most of the words, what is not there at all."""


def a_large_list() -> str:
    """412 procedures: those shipped, then variants with names and codes of their own, five of them linked."""
    rows = [dict(row.cells) for row in read_table(PROCEDURES_CSV.read_text(encoding="utf-8"), COLUMNS).rows]
    rows = [row for row in rows if row["status"] != "repealed"]
    linked = sum(bool(row["parts"]) for row in rows)
    for at in range(PROCEDURES + LINKED - len(rows)):
        like = rows[at % 89]
        parts = "1.001193; 1.004222" if at < LINKED - linked else ""
        words = f"{like['everyday_words']}; việc số {at}"
        name = f"{like['name_vi']} (trường hợp {at})"
        code, short = f"9.{at:06d}", f"Trường hợp {at} {like['short_vi']}"[:40]
        rows.append(
            like | {"code": code, "short_vi": short, "name_vi": name, "everyday_words": words, "parts": parts}
        )
    return write_table(COLUMNS, rows)


def measure_catalogue(center: BenchCenter, folder: Path) -> Iterator[Measure]:
    """Search per key on both sides, and what loading the list costs a kiosk."""
    file = folder / "procedures.csv"
    file.write_text(a_large_list(), encoding="utf-8")
    center.start_hub("catalogue")
    try:
        with redirect_stdout(io.StringIO()):
            settings = str(center.place.hub_settings)
            status = motcua(["--settings", settings, "procedures", "import", str(file), "--yes"])
        if status:
            raise RuntimeError("the large list was not taken")
        with closing(http.client.HTTPConnection("127.0.0.1", center.ports.public, timeout=10)) as public:
            body = _asked(public, "/api/v1/procedures")
            yield from _kiosk(body)
            yield _per_key(
                "  the same on a phone: key → list by HTTP, p99", lambda typed: _found(public, typed)
            )
    finally:
        center.stop_hub()


def _kiosk(body: bytes) -> Iterator[Measure]:
    began_s = time.perf_counter()
    book = msgspec.json.decode(body, type=ProcedureBook)
    index = ProcedureIndex(book.procedures)
    yield Measure(
        name=f"kiosk: {len(book.procedures)} procedures read and indexed",
        value=(time.perf_counter() - began_s) * 1000,
        unit="ms",
        note=f"{len(body):,} bytes fetched, once for each list",
    )
    yield _per_key("search, key → list on the kiosk, p99", index.find)


def _per_key(name: str, find: Callable[[str], object]) -> Measure:
    took_ms = []
    for text in TYPED:
        for length in range(1, len(text) + 1):
            began_s = time.perf_counter()
            find(text[:length])
            took_ms.append((time.perf_counter() - began_s) * 1000)
    return Measure(
        name=name,
        value=percentile(took_ms, 99),
        unit="ms",
        baseline=LIMIT_MS,
        against="the limit a key",
        aim=ratio_at_most(1),
        note=f"slowest {max(took_ms):.1f} ms of {len(took_ms)} keys",
    )


def _found(public: http.client.HTTPConnection, typed: str) -> bytes:
    return _asked(public, f"/procedures/found?q={quote(typed)}")


def _asked(public: http.client.HTTPConnection, path: str) -> bytes:
    public.request("GET", path)
    answer = public.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return body
