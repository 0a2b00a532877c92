"""Writes docs/configuration.md from the shapes: every key with its type, default and the words under it.

`python -m server.config.reference > docs/configuration.md`; a test fails when the page is stale.
"""

from __future__ import annotations

import ast
import inspect as python_inspect
import sys
import textwrap
from collections.abc import Iterator

import msgspec
from msgspec import inspect

from server.config.hub import HubSettings
from server.config.misfits import bare
from server.config.shapes import CenterConfig

_OPENING = """# Configuration

This page is made from `server/config/` by `python -m server.config.reference`; do not edit it by hand.

A center is configured by one TOML file. `motcua config check FILE` names every mistake with its line, a code
and a suggestion, in Vietnamese and English; a file with errors is refused whole. An accepted text becomes an
event in the ledger.

It ends with status 0 where the file is accepted (warnings allowed), 1 where it is refused, 2 where not all
could be read: the file, or the lists in force here; then only the shipped ones were looked at, and the
hub may still refuse it. It says so; `sudo motcua config check FILE` reads all.

A complete example is `server/data/tan-lap.toml`. Procedures, communes and national holidays are data files
of the project: `server/data/procedures.csv`, `communes.csv`, `holidays.csv`; a center may import a list of
procedures of its own (docs/catalogue.md).

- Texts stand in quotes; times and spans too (`"07:00"`, `"07:00-11:30"`). Dates do not (`2026-12-24`).
- `name_vi` and its like are what people read; `name_en` stands beside it. Of the ids only a
  counter's is shown and spoken.
- `[[services]]` starts the next service of the list; `[services.hours]` belongs to the service above it.
- A year whose holidays are not confirmed, in `holidays.csv` or by `confirmed_years`, opens no day by itself.
"""

_TABLE_HEAD = "| key | value | default | meaning |\n|---|---|---|---|\n"

_HUB_OPENING = """
# Settings of the hub process

`/etc/motcua/hub.toml` on the hub's machine; read once at start.
"""


def page() -> str:
    """The whole page as Markdown."""
    return _OPENING + "".join(_sections(CenterConfig)) + _HUB_OPENING + "".join(_sections(HubSettings))


def field_notes(shape: type[msgspec.Struct]) -> dict[str, str]:
    """What stands under each field of this shape."""
    source = textwrap.dedent(python_inspect.getsource(shape))
    body = ast.parse(source).body[0]
    if not isinstance(body, ast.ClassDef):
        raise TypeError(f"{shape!r} is not written as a class")
    notes = {}
    for line, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            note = below.value if isinstance(below, ast.Expr) else None
            text = note.value if isinstance(note, ast.Constant) and isinstance(note.value, str) else ""
            notes[line.target.id] = python_inspect.cleandoc(text)
    return notes


def shapes_within(shape: type[msgspec.Struct]) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """This shape and all below it, each once, with the header it is written under."""
    yield from _walk(shape, "", set())


def _walk(
    shape: type[msgspec.Struct], header: str, seen: set[type]
) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    yield header, shape
    seen.add(shape)
    for field in _fields(shape):
        inner, _ = bare(field.type)
        is_list = isinstance(inner, inspect.VarTupleType)
        inner, _ = bare(inner.item_type) if isinstance(inner, inspect.VarTupleType) else (inner, "")
        if isinstance(inner, inspect.StructType) and inner.cls not in seen:
            dotted = f"{header.strip('[]')}.{field.name}".lstrip(".")
            yield from _walk(inner.cls, f"[[{dotted}]]" if is_list else f"[{dotted}]", seen)


def _sections(root: type[msgspec.Struct]) -> Iterator[str]:
    for header, shape in shapes_within(root):
        title = f"`{header}`" if header else "The file" if root is CenterConfig else "Keys"
        yield f"\n## {title}\n\n{python_inspect.getdoc(shape)}\n\n{_TABLE_HEAD}"
        notes = field_notes(shape)
        for field in _fields(shape):
            cells = (f"`{field.name}`", _value(field.type), _default(field), _cell(notes[field.name]))
            yield f"| {' | '.join(cells)} |\n"


def _fields(shape: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    found = inspect.type_info(shape)
    return found.fields if isinstance(found, inspect.StructType) else ()


def _value(shape: inspect.Type) -> str:
    shape, wanted = bare(shape)
    match shape:
        case inspect.VarTupleType(item_type=item):
            return f"list: {_value(item)}"
        case inspect.StructType():
            return "table"
        case inspect.EnumType(cls=words):
            return " or ".join(f'`"{word.value}"`' for word in words)
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.DateType():
            return "date"
        case _:
            return _cell(wanted.en if wanted else "text")


def _default(field: inspect.Field) -> str:
    if field.required:
        return "**required**"
    value = field.default
    if value is None or value == () or isinstance(value, msgspec.Struct):
        return ""
    return f"`{msgspec.json.encode(value).decode()}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
