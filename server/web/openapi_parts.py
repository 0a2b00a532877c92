"""Small recurring parts of the OpenAPI document."""

from __future__ import annotations

from typing import Any

import msgspec

from server.web.problem import MEDIA_TYPE, Problem

Json = dict[str, Any]
"""A part of the document: free-form by nature, never handed on as anything else."""

PROBLEMS: dict[int, str] = {
    400: "Malformed; the text names the place",
    401: "Not signed in",
    403: "Not allowed",
    404: "Unknown",
    409: "The ticket has ended, or another page is there",
    410: "The job is over or cancelled",
    413: "Too large, or too many pages",
    415: "Wrong content type",
    422: "Not a whole PNG, or not the one of the hash",
    429: "Too often",
    503: "No answer in time, or not written",
}


def in_path(name: str, pattern: str) -> Json:
    """A parameter in the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": pattern},
    }


def body(description: str, kind: type[msgspec.Struct]) -> Json:
    """A JSON answer of that shape."""
    return {"description": description, "content": {"application/json": {"schema": ref(kind)}}}


def problem(status: int) -> Json:
    """A problem with that status."""
    return {"description": PROBLEMS[status], "content": {MEDIA_TYPE: {"schema": ref(Problem)}}}


def ref(kind: type[msgspec.Struct]) -> Json:
    """Where the document describes that struct."""
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
