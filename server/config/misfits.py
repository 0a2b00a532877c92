"""Says what is wrong with a value that does not fit its shape, in both languages, with what would fit.

Knows shapes and words; knows nothing of the document around the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import inspect

from server.config.problem import Bilingual, Finding, Path, did_you_mean, error, to_write

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


def missing_key(name: str, shape: inspect.Type, wanted: Bilingual | None, path: Path) -> Finding:
    """A required key that is not there."""
    fits = wanted or _names(shape)
    return error(
        path,
        "missing-key",
        vi=f"thiếu mục bắt buộc {name}",
        en=f"the required key {name} is missing",
        suggestion=Bilingual(vi=f"thêm {name} = …: {fits.vi}", en=f"add {name} = …: {fits.en}"),
    )


def unknown_key(key: str, suggestion: Bilingual, path: Path) -> Finding:
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
        vi=f"{_last(path)} không nhận giá trị {_shown(value).vi}",
        en=f"{_last(path)} cannot be {_shown(value).en}",
        suggestion=did_you_mean(str(value), words),
    )


def wrong_type(shape: inspect.Type, value: object, path: Path) -> Finding:
    """A value of another type."""
    fits = _names(shape)
    return error(
        path,
        "wrong-type",
        vi=f"{_last(path)} phải là {fits.vi}",
        en=f"{_last(path)} must be {fits.en}, not {_shown(value).en}",
        suggestion=_write(fits),
    )


def wrong_value(shape: inspect.Type, value: object, wanted: Bilingual | None, path: Path) -> Finding:
    """A value of the right type that is not allowed."""
    return error(
        path,
        "wrong-value",
        vi=f"{_last(path)} không nhận giá trị {_shown(value).vi}",
        en=f"{_last(path)} cannot be {_shown(value).en}",
        suggestion=_write(wanted or _names(shape)),
    )


def bare(shape: inspect.Type) -> tuple[inspect.Type, Bilingual | None]:
    """The type below descriptions and `| None`, with what its description asks for."""
    wanted = None
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        if isinstance(shape, inspect.Metadata):
            wanted = _described(shape) or wanted
            shape = shape.type
        else:
            shape = next(t for t in shape.types if not isinstance(t, inspect.NoneType))
    return shape, wanted


def _described(shape: inspect.Metadata) -> Bilingual | None:
    """The description for both languages: `Meta(description="1 to 9", extra={"vi": "từ 1 đến 9"})`."""
    en = (shape.extra_json_schema or {}).get("description")
    return None if en is None else Bilingual(vi=(shape.extra or {})["vi"], en=en)


def _write(wanted: Bilingual) -> Bilingual:
    return Bilingual(vi=f"hãy viết {wanted.vi}", en=f"write {wanted.en}")


def _names(shape: inspect.Type) -> Bilingual:
    vi, en = _NAMES.get(type(shape), ("giá trị khác", "something else"))
    return Bilingual(vi=vi, en=en)


def _last(path: Path) -> str:
    """The key a place belongs to: for an item of a list, the list's."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _shown(value: object) -> Bilingual:
    if isinstance(value, bool):
        return to_write(str(value).lower())
    if isinstance(value, list):
        return Bilingual(vi="danh sách", en="a list")
    if isinstance(value, dict):
        return Bilingual(vi="bảng", en="a table")
    if isinstance(value, date):
        return to_write(value.isoformat())
    text = msgspec.json.encode(value, enc_hook=str).decode()
    return to_write(text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…")
