"""Says what is wrong with a value that does not fit its shape, in both languages, with what would fit.

Knows shapes and words; knows nothing of the document around the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import inspect

from server.config.problem import Finding, Path, did_you_mean, error

_NAMES = {
    inspect.StrType: ("chuỗi trong dấu ngoặc kép", "a text in quotes"),
    inspect.IntType: ("số nguyên, không có dấu ngoặc kép", "a whole number without quotes"),
    inspect.FloatType: ("số, không có dấu ngoặc kép", "a number without quotes"),
    inspect.BoolType: ("true hoặc false", "true or false"),
    inspect.DateType: (
        "ngày không có dấu ngoặc kép, như 2026-12-24",
        "a date without quotes, such as 2026-12-24",
    ),
    inspect.VarTupleType: ("danh sách trong dấu [ ]", "a list in [ ]"),
    inspect.StructType: ("một bảng [ ] hoặc { }", "a table, [ ] or { }"),
}
_SHOWN_CHARACTERS = 60


def missing_key(name: str, shape: inspect.Type, wanted: str, path: Path) -> Finding:
    """A required key that is not there."""
    return error(
        path,
        "missing-key",
        vi=f"thiếu mục bắt buộc {name}",
        en=f"the required key {name} is missing",
        suggestion=f"add {name} = …: {wanted or _names(shape)[1]}",
    )


def unknown_key(key: str, suggestion: str, path: Path) -> Finding:
    """A key no shape has here."""
    return error(
        (*path, key),
        "unknown-key",
        vi=f"không có mục nào tên là {key}",
        en=f"there is no key named {key} here",
        suggestion=suggestion,
    )


def unknown_word(value: object, words: Iterable[str], path: Path) -> Finding:
    """A value that is none of the few allowed words."""
    return error(
        path,
        "unknown-word",
        vi=f"{_last(path)} không nhận giá trị {_shown(value)}",
        en=f"{_last(path)} cannot be {_shown(value)}",
        suggestion=did_you_mean(str(value), words),
    )


def wrong_type(shape: inspect.Type, value: object, path: Path) -> Finding:
    """A value of another type."""
    vi, en = _names(shape)
    return error(
        path,
        "wrong-type",
        vi=f"{_last(path)} phải là {vi}",
        en=f"{_last(path)} must be {en}, not {_shown(value)}",
        suggestion=f"write {en}",
    )


def wrong_value(value: object, wanted: str, path: Path) -> Finding:
    """A value of the right type that is not allowed."""
    return error(
        path,
        "wrong-value",
        vi=f"{_last(path)} không nhận giá trị {_shown(value)}",
        en=f"{_last(path)} cannot be {_shown(value)}",
        suggestion=f"write {wanted}",
    )


def bare(shape: inspect.Type) -> tuple[inspect.Type, str]:
    """The type below descriptions and `| None`, with what its description asks for."""
    wanted = ""
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        if isinstance(shape, inspect.Metadata):
            wanted = str((shape.extra_json_schema or {}).get("description", wanted))
            shape = shape.type
        else:
            shape = next(t for t in shape.types if not isinstance(t, inspect.NoneType))
    return shape, wanted


def _names(shape: inspect.Type) -> tuple[str, str]:
    return _NAMES.get(type(shape), ("giá trị khác", "something else"))


def _last(path: Path) -> str:
    """The key a place belongs to: for an item of a list, the list's."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    text = (
        msgspec.json.encode(value, enc_hook=str).decode()
        if not isinstance(value, date)
        else value.isoformat()
    )
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
