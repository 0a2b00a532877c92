"""The operations of scan stations in the OpenAPI document."""

from __future__ import annotations

from server.web.api.counter_codes import ReadCode
from server.web.api.scan_jobs import (
    HASH_HEADER,
    MOST_PAGES,
    QUALITY_HEADER,
    NextScanJob,
    PageKept,
    ScanStatus,
)
from server.web.openapi_parts import Json, body, in_path, problem, ref

SCHEMAS = (NextScanJob, PageKept, ReadCode, ScanStatus)
_ID = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
_STATION: list[Json] = [{"device": []}]


def scan_paths() -> Json:
    """What a station asks, brings and tells."""
    return {
        "/scan-jobs/next": {"get": _next()},
        "/scan-jobs/{job}/pages/{number}": {"put": _page()},
        "/scan-jobs/{job}/status": {"post": _status()},
        "/counter-codes": {"post": _code()},
    }


def _next() -> Json:
    return {
        "operationId": "next-scan-job",
        "summary": "What the station shall scan now; the same job until it is done, paused or cancelled",
        "security": _STATION,
        "responses": {
            "200": body("A job, and the pages of it that have arrived", NextScanJob),
            "204": {"description": "Nothing to scan"},
            **_problems(401, 403, 429, 503),
        },
    }


def _page() -> Json:
    number: Json = {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}
    return {
        "operationId": "bring-page",
        "summary": "One page of a job: on the hub's disk before the answer; the same again is kept once",
        "security": _STATION,
        "parameters": [
            in_path("job", _ID),
            {"name": "number", "in": "path", "required": True, "schema": number},
            _header(HASH_HEADER, "SHA-256 of the body, hexadecimal", is_required=True),
            _header(QUALITY_HEADER, "Comma separated: blurred, skewed, dark, cut-off, blank, upside-down"),
        ],
        "requestBody": {
            "required": True,
            "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
        },
        "responses": {
            "201": body("Kept, encrypted", PageKept),
            "200": body("It was here already", PageKept),
            **_problems(400, 401, 403, 404, 409, 410, 413, 415, 422, 429, 503),
        },
    }


def _status() -> Json:
    return {
        "operationId": "tell-scan-status",
        "summary": "How far the station is; a paused job waits for the officer",
        "security": _STATION,
        "parameters": [in_path("job", _ID)],
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref(ScanStatus)}}},
        "responses": {
            "204": {"description": "Heard"},
            **_problems(400, 401, 403, 404, 410, 413, 415, 429, 503),
        },
    }


def _code() -> Json:
    return {
        "operationId": "bring-counter-code",
        "summary": "A code read at a counter, for the form its officer has open: in memory, for seconds",
        "security": _STATION,
        "requestBody": {"required": True, "content": {"application/json": {"schema": ref(ReadCode)}}},
        "responses": {
            "204": {"description": "The form is told"},
            **_problems(400, 401, 403, 409, 413, 415, 429),
        },
    }


def _header(name: str, description: str, *, is_required: bool = False) -> Json:
    schema: Json = {"type": "string", "maxLength": 200}
    return {
        "name": name,
        "in": "header",
        "required": is_required,
        "description": description,
        "schema": schema,
    }


def _problems(*statuses: int) -> Json:
    return {str(status): problem(status) for status in statuses}
