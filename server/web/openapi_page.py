"""docs/api.md: the OpenAPI document as a page for people.

Knows the document's form; what stands in it is decided in `server.web.openapi`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from server.web.openapi import whole_document

_SCANS = ("/scan-jobs/", "/counter-codes")
_HEAD = """\
# REST

Made from the code by `make docs`; the whole description, with every field, is [openapi.json](openapi.json)
(OpenAPI 3.1). A running hub serves its own at `/api/v1/openapi.json`. Tests try every operation against a
running hub.

- **Two listeners.** *Public* (port 8080): reading for everybody in the building, commands and papers for
  kiosks. *Console* (port 8081): reading and staff's commands, for a signed-in session.
- **Who asks.** `device`: HTTP Basic with the device's name and the password `motcua device add` made.
  `session`: the console's cookie together with its token in the header `X-CSRF-Token`.
- **Commands** are those of the broker ([topics.md](topics.md)), built from the same structs. `command_id`
  is a UUIDv7 made by the asker: a repeat gets the first answer again, so repeating is always safe.
  `asked_at` may be left out; then the moment of arrival counts.
- **Answers.** Done is 200, refused 409, not written 503; the body is always the `Answer`. What never became
  a command is a problem (RFC 9457) with `code`, `detail_vi` and `detail_en`.
- **Reading.** Every state carries an ETag; `If-None-Match` gets 304 while nothing has changed.
- **A slip's token** opens its own ticket and nothing else. Unknown tokens are 404, many of them 429.
"""


def api_page(version: str) -> str:
    """The whole page."""
    described = msgspec.json.decode(whole_document(version))
    return "".join([_HEAD, *_reads(described), *_writes(described), *_scans(described)])


def _reads(described: Any) -> Iterator[str]:
    yield "\n## Reading\n\n| `GET /api/v1…` | what | body | also |\n|---|---|---|---|\n"
    for path, methods in described["paths"].items():
        if "get" in methods and "security" not in methods["get"]:
            yield _row(path, methods["get"])


def _writes(described: Any) -> Iterator[str]:
    yield "\n## Asking\n\n| `POST /api/v1…` | what | as | body | also |\n|---|---|---|---|---|\n"
    for path, methods in described["paths"].items():
        if "post" in methods and not path.startswith(_SCANS):
            yield _row(path, methods["post"])


def _scans(described: Any) -> Iterator[str]:
    yield "\n## Scan stations\n\nAs `device`, kind `scanner`.\n\n"
    yield "| `/api/v1…` | what | done | also |\n|---|---|---|---|\n"
    for path, methods in described["paths"].items():
        if path.startswith(_SCANS):
            ((verb, operation),) = methods.items()
            done = [status for status in operation["responses"] if status.startswith("2")]
            also = ", ".join(status for status in operation["responses"] if status not in done)
            yield f"| `{verb.upper()} {path}` | {operation['summary']} | {', '.join(done)} | {also} |\n"


def _row(path: str, operation: Any) -> str:
    done = next(status for status in operation["responses"] if status.startswith("2"))
    also = ", ".join(status for status in operation["responses"] if status != done)
    cells = [f"`{path}`", operation["summary"]]
    if "security" in operation:
        cells.append(" or ".join(f"`{name}`" for scheme in operation["security"] for name in scheme))
        cells.append(_body(operation["requestBody"]))
    else:
        cells.append(_body(operation["responses"][done]))
    return f"| {' | '.join([*cells, also])} |\n"


def _body(described: Any) -> str:
    media_type, content = next(iter(described["content"].items()))
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    return f"`{name}`" if name else media_type
