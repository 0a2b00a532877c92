"""What does not fit in a settings file, in plain Vietnamese and English, with a code for machines.

Knows shapes and what msgspec says of them; knows nothing of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from contract.ids import SPELLING


class WrongSettingError(ValueError):
    """Raised where a shape finds its own values at odds with each other; says so in both languages."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en} ({code})")
        self.code = code
        self.vi = vi
        self.en = en


def misfit_of(error: msgspec.ValidationError, kind: type[msgspec.Struct]) -> WrongSettingError:
    """The same as `msgspec.convert` found wrong in a document of that shape, in words for people.

    Items of lists are counted from 1: `backup.places.1.to`.
    """
    if isinstance(error.__cause__, WrongSettingError):
        return error.__cause__
    said, _, at = str(error).partition(" - at `$")
    keys = [str(int(key) + 1) if key.isdigit() else key for key in re.findall(r"\w+", at)]
    for pattern, tell in _SAID:
        if found := re.fullmatch(pattern, said):
            return tell(keys, _shape_at(inspect.type_info(kind), keys), *found.groups())
    place = ".".join(keys)
    return WrongSettingError(
        "wrong-value",
        f"{place} có giá trị không dùng được ({said})",
        f"{place} has a value that cannot be used: {said}",
    )


def unknown_word(key: str, written: str, words: Iterable[str]) -> WrongSettingError:
    """A value that is none of the few it can be."""
    told = ", ".join(words)
    return WrongSettingError(
        "unknown-word",
        f"{key} không nhận giá trị “{written}”; hãy dùng một trong: {told}",
        f"{key} cannot be “{written}”; use one of: {told}",
    )


def _unknown_key(keys: list[str], shape: inspect.Type | None, key: str) -> WrongSettingError:
    shape = None if shape is None else _bare(shape)
    known = [field.name for field in shape.fields] if isinstance(shape, inspect.StructType) else []
    near = get_close_matches(key, known, n=1)
    place = ".".join([*keys, key])
    return WrongSettingError(
        "unknown-key",
        f"không có mục nào tên là {place}" + "".join(f"; có phải là {word}?" for word in near),
        f"there is no key named {place}" + "".join(f"; did you mean {word}?" for word in near),
    )


def _missing_key(keys: list[str], _shape: inspect.Type | None, key: str) -> WrongSettingError:
    place = ".".join([*keys, key])
    return WrongSettingError(
        "missing-key", f"thiếu mục bắt buộc {place}", f"the required key {place} is missing"
    )


def _wrong_type(keys: list[str], _shape: inspect.Type | None, wanted: str) -> WrongSettingError:
    vi, en = _KINDS.get(wanted.removesuffix(" | null"), (f"kiểu {wanted}", f"of the kind {wanted}"))
    place = ".".join(keys)
    return WrongSettingError("wrong-type", f"{place} phải là {vi}", f"{place} must be {en}")


def _wrong_enum(keys: list[str], shape: inspect.Type | None, written: str) -> WrongSettingError:
    shape = None if shape is None else _bare(shape)
    words = [str(member.value) for member in shape.cls] if isinstance(shape, inspect.EnumType) else []
    return unknown_word(".".join(keys), written, words)


def _wrong_size(
    keys: list[str], _shape: inspect.Type | None, is_length: str | None, sign: str, limit: str
) -> WrongSettingError:
    vi, en = _SIGNS[sign]
    of_vi, of_en = ("có độ dài", "have a length") if is_length else ("", "be")
    place, limit = ".".join(keys), limit.removesuffix(".0")
    return WrongSettingError(
        "wrong-value",
        " ".join(f"{place} phải {of_vi} {vi} {limit}".split()),
        f"{place} must {of_en} {en} {limit}",
    )


def _wrong_spelling(keys: list[str], shape: inspect.Type | None, pattern: str) -> WrongSettingError:
    place, examples = ".".join(keys), _examples(shape)
    if shape is not None and getattr(_bare(shape), "pattern", None) == SPELLING:
        vi, en = "chỉ gồm chữ không dấu, số, - và _", "only letters a to z, digits, - and _"
    elif examples:
        vi, en = f"hãy viết như {' hoặc '.join(examples)}", f"write it like {' or '.join(examples)}"
    else:
        vi, en = f"cần khớp với {pattern}", f"it must match {pattern}"
    return WrongSettingError(
        "wrong-value", f"{place} viết không đúng: {vi}", f"{place} is not written as it should be: {en}"
    )


_KINDS = {
    "str": ("chuỗi trong dấu ngoặc kép", "a text in quotes"),
    "int": ("số nguyên, không có dấu ngoặc kép", "a whole number without quotes"),
    "float": ("số, không có dấu ngoặc kép", "a number without quotes"),
    "bool": ("true hoặc false", "true or false"),
    "array": ("danh sách trong dấu [ ]", "a list in [ ]"),
    "object": ("một bảng [ ] hoặc { }", "a table, [ ] or { }"),
}
"""As `server.config.misfits` says it of the center's configuration."""

_SIGNS = {
    ">=": ("ít nhất là", "at least"),
    "<=": ("nhiều nhất là", "at most"),
    ">": ("lớn hơn", "more than"),
    "<": ("nhỏ hơn", "less than"),
}

_SAID: tuple[tuple[str, Callable[..., WrongSettingError]], ...] = (
    (r"Object contains unknown field `(.+)`", _unknown_key),
    (r"Object missing required field `(.+)`", _missing_key),
    (r"Expected `(.+)`, got `.+`", _wrong_type),
    (r"Expected `\w+`( of length)? (>=|<=|>|<) (.+)", _wrong_size),
    (r"Expected `str` matching regex '(.+)'", _wrong_spelling),
    (r"Invalid enum value '(.*)'", _wrong_enum),
)
"""What msgspec says, and who says it in words."""


def _shape_at(shape: inspect.Type, keys: list[str]) -> inspect.Type | None:
    """The shape of a place in the document; None where it has none of its own."""
    if not keys:
        return shape
    match _bare(shape):
        case inspect.StructType(fields=fields):
            within: Any = next((field.type for field in fields if field.name == keys[0]), None)
        case inspect.VarTupleType(item_type=item):
            within = item
        case _:
            within = None
    return None if within is None else _shape_at(within, keys[1:])


def _bare(shape: inspect.Type) -> inspect.Type:
    """Below descriptions and `| None`."""
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        shape = (
            shape.type
            if isinstance(shape, inspect.Metadata)
            else next(one for one in shape.types if not isinstance(one, inspect.NoneType))
        )
    return shape


def _examples(shape: inspect.Type | None) -> list[str]:
    """As the shape's description gives them."""
    while isinstance(shape, inspect.UnionType):
        shape = next(one for one in shape.types if not isinstance(one, inspect.NoneType))
    given = (shape.extra_json_schema or {}) if isinstance(shape, inspect.Metadata) else {}
    return [str(example) for example in given.get("examples", [])]
