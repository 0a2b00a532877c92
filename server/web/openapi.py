"""The OpenAPI 3.1 document, built from the contract's own structs: what is described is what is decoded.

Knows every operation; served at `/api/v1/openapi.json`, and as docs/openapi.json for both listeners at once.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from contract.answers import Answer
from contract.commands import Command
from contract.record_look_up import LookUp, RecordDegree
from contract.states import BoardState, CatalogueState, CounterState, HubState, LineState
from server.web.api.door import Door, offered
from server.web.api.procedure_book import ProcedureBook
from server.web.api.views import CounterStates, Health, PapersKept, TicketView
from server.web.openapi_parts import Json, body, in_path, problem, ref
from server.web.openapi_scans import SCHEMAS as SCAN_SCHEMAS
from server.web.openapi_scans import scan_paths
from server.web.problem import MEDIA_TYPE, Problem

_STATES: tuple[tuple[str, str, type[msgspec.Struct], str], ...] = (
    ("/state/hub", "hub", HubState, "The heartbeat: hub time and the open day"),
    ("/state/line", "line", LineState, "Who waits for what"),
    ("/state/board", "board", BoardState, "The hall's calls, newest first"),
    ("/state/counters", "counters", CounterStates, "Every counter"),
    ("/catalogue", "catalogue", CatalogueState, "Names and texts of the center"),
    ("/procedures", "procedures", ProcedureBook, "Procedures with documents, time and fee"),
)
_SCHEMAS: tuple[type[msgspec.Struct], ...] = (
    Answer, Problem, CounterState, TicketView, Health, PapersKept, LookUp, RecordDegree,
    *(kind for _, _, kind, _ in _STATES), *SCAN_SCHEMAS,
)  # fmt: skip


def document(door: Door, version: str) -> bytes:
    """The document of one listener."""
    return _document((door,), version)


def whole_document(version: str) -> bytes:
    """Both listeners in one, for docs/openapi.json."""
    return msgspec.json.format(_document(tuple(Door), version)) + b"\n"


def _document(doors: Iterable[Door], version: str) -> bytes:
    doors = tuple(doors)
    commands = {verb: kind for door in doors for verb, kind in offered(door).items()}
    _, components = msgspec.json.schema_components(
        (*_SCHEMAS, *commands.values()), ref_template="#/components/schemas/{name}"
    )
    for kind in commands.values():
        _let_hub_fill_in(components[kind.__name__])
    paths = {**_reads(), **{f"/commands/{verb}": _command(verb, kind) for verb, kind in commands.items()}}
    if Door.PUBLIC in doors:
        paths["/papers"] = _papers()
        paths |= scan_paths()
        paths["/records/look-up"] = _look_up()
    described: Json = {
        "openapi": "3.1.0",
        "info": {
            "title": "Motcua",
            "version": version,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _security(doors)},
    }
    return msgspec.json.encode(described, order="deterministic")


def _let_hub_fill_in(schema: Json) -> None:
    """Over HTTP `asked_at` may be left out: the moment of arrival counts."""
    schema["required"] = [name for name in schema["required"] if name != "asked_at"]


def _security(doors: tuple[Door, ...]) -> Json:
    schemes: Json = {}
    if Door.PUBLIC in doors:
        schemes["device"] = {
            "type": "http",
            "scheme": "basic",
            "description": "Public listener: a device and the password `motcua device add` made.",
        }
    if Door.CONSOLE in doors:
        schemes["session"] = {
            "type": "apiKey",
            "in": "header",
            "name": "X-CSRF-Token",
            "description": "Console listener: a signed-in session's cookie and its CSRF token.",
        }
    return schemes


def _reads() -> Json:
    paths = {path: {"get": _state(name, kind, summary)} for path, name, kind, summary in _STATES}
    paths["/state/counters/{counter}"] = {
        "get": {
            **_state("counter", CounterState, "One counter"),
            "parameters": [in_path("counter", "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")],
        }
    }
    paths["/state/counters/{counter}"]["get"]["responses"]["404"] = problem(404)
    paths["/tickets/{token}"] = {"get": _ticket()}
    paths["/health"] = {
        "get": {
            "operationId": "health",
            "summary": "Whether the hub answers",
            "responses": {"200": body("It does", Health)},
        }
    }
    return paths


def _state(name: str, kind: type[msgspec.Struct], summary: str) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": body("As it is now, with an ETag", kind),
            "304": {"description": "Still as the ETag in If-None-Match says"},
        },
    }


def _ticket() -> Json:
    return {
        **_state("ticket", TicketView, "One ticket, for whoever holds its slip"),
        "parameters": [in_path("token", "^[A-Za-z0-9_-]{16,64}$")],
        "responses": {
            **_state("ticket", TicketView, "")["responses"],
            "404": problem(404),
            "429": problem(429),
        },
    }


def _command(verb: str, kind: type[Command]) -> Json:
    return {
        "post": {
            "operationId": verb,
            "summary": " ".join((kind.__doc__ or "").split()),
            "security": [_door_key(door) for door in Door if verb in offered(door)],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": ref(kind)}},
            },
            "responses": {
                "200": body("Done", Answer),
                "409": body("Refused: the answer says why", Answer),
                "503": {
                    "description": "Not written, or no answer in time: repeat with the same command_id",
                    "content": {
                        "application/json": {"schema": ref(Answer)},
                        MEDIA_TYPE: {"schema": ref(Problem)},
                    },
                },
                **{str(status): problem(status) for status in (400, 401, 403, 413, 415, 429)},
            },
        }
    }


def _door_key(door: Door) -> Json:
    return {"device": []} if door is Door.PUBLIC else {"session": []}


def _papers() -> Json:
    fields: Json = {
        "token": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
        "consent": {
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$",
            "description": "Version of the consent text agreed to",
        },
        "pages": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "format": "binary"},
            "description": "JPEG or PNG, in order, at most 8 MiB each",
        },
    }
    form = {"type": "object", "required": list(fields), "properties": fields}
    return {
        "post": {
            "operationId": "hand-in-papers",
            "summary": "Pages scanned at a kiosk for a ticket; the same page sent again is kept once",
            "security": [{"device": []}],
            "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
            "responses": {
                "201": body("Kept, encrypted", PapersKept),
                **{str(status): problem(status) for status in (400, 401, 403, 404, 409, 413, 415, 429, 503)},
            },
        }
    }


def _look_up() -> Json:
    return {
        "post": {
            "operationId": "look-up-record",
            "summary": "How far a record has come: by official code, or by our reference and its key",
            "security": [{}, {"device": []}],
            "requestBody": {"required": True, "content": {"application/json": {"schema": ref(LookUp)}}},
            "responses": {
                "200": body("Code and degree of completion, nothing else", RecordDegree),
                **{str(status): problem(status) for status in (400, 401, 403, 404, 413, 415, 429)},
            },
        }
    }
