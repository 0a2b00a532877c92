"""Reads a parsed TOML document into the shapes and names every mistake of form on the way.

Where `msgspec.convert` stops at the first mistake, this goes on: what cannot be read is replaced by its
default or an empty value and remembered as doubtful; later rules still run and do not blame it twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec import inspect

from server.config import misfits
from server.config.misfits import bare
from server.config.problem import Finding, Path, did_you_mean, likely_word
from server.config.shapes import CenterConfig

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Structure:
    """A configuration as far as it could be read."""

    config: CenterConfig
    findings: tuple[Finding, ...]
    doubtful: frozenset[Path]
    """Places that could not be read and hold a stand-in."""

    def is_whole(self, *keys: str) -> bool:
        """Whether nothing under these keys of the document is a stand-in."""
        return not any(path[0] in keys for path in self.doubtful if path) and () not in self.doubtful

    def has_all_ids(self, key: str) -> bool:
        """Whether every item of this list could be read far enough to be referred to."""
        count = len(getattr(self.config, key))
        return not any(self.is_doubtful((key, at, "id")) for at in range(count)) and not self.is_doubtful(
            (key,)
        )

    def is_doubtful(self, path: Path) -> bool:
        """Whether this place, or one around it, is a stand-in."""
        return any(path[: len(doubtful)] == doubtful for doubtful in self.doubtful)


def read_structure(document: Mapping[str, Any]) -> Structure:
    """Read the document of one TOML text, as `tomllib` gives it."""
    reader = _Reader()
    config = reader.struct(_struct_type(), document, ())
    return Structure(config, tuple(reader.findings), frozenset(reader.doubtful))


def _struct_type() -> inspect.StructType:
    found = inspect.type_info(CenterConfig)
    assert isinstance(found, inspect.StructType)  # noqa: S101 - tells mypy what type_info of a Struct is
    return found


class _Reader:
    """Walks shape and document together, collecting what does not fit."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.doubtful: set[Path] = set()

    def struct(self, shape: inspect.StructType, value: Mapping[str, Any], path: Path) -> Any:
        """Build the struct; keys that are wrong or missing hold stand-ins."""
        unknown = [key for key in value if key not in {field.name for field in shape.fields}]
        missing = [f for f in shape.fields if f.required and f.name not in value]
        mistyped = self._unknown_keys(shape, unknown, path)
        found = {
            f.name: self.value(f.type, value[f.name], (*path, f.name))
            for f in shape.fields
            if f.name in value
        }
        self.doubtful |= {(*path, name) for name in mistyped if name not in value}
        for field in missing:
            found[field.name] = _ABSENT
            self.doubtful.add((*path, field.name))
            if field.name not in mistyped:
                self.findings.append(misfits.missing_key(field.name, *bare(field.type), path))
        for field in shape.fields:
            if found.get(field.name) is _ABSENT:
                found[field.name] = _stand_in(field)
        return shape.cls(**found)

    def value(self, shape: inspect.Type, value: object, path: Path) -> Any:
        """The value as its shape wants it, or `_ABSENT` after naming what is wrong."""
        shape, wanted = bare(shape)
        if isinstance(shape, inspect.StructType) and isinstance(value, dict):
            return self.struct(shape, value, path)
        if isinstance(shape, inspect.VarTupleType) and isinstance(value, list):
            return self._items(shape, value, path)
        if isinstance(shape, inspect.EnumType):
            return self._enum(shape, value, path)
        if not _is_of_type(shape, value):
            return self._refuse(misfits.wrong_type(shape, value, path))
        if not _is_allowed(shape, value):
            return self._refuse(misfits.wrong_value(shape, value, wanted, path))
        return float(value) if isinstance(shape, inspect.FloatType) and isinstance(value, int) else value

    def _items(self, shape: inspect.VarTupleType, values: list[object], path: Path) -> tuple[Any, ...]:
        read = [self.value(shape.item_type, item, (*path, at)) for at, item in enumerate(values)]
        # stand-ins keep the places of the items after them
        return tuple(_empty(shape.item_type) if item is _ABSENT else item for item in read)

    def _enum(self, shape: inspect.EnumType, value: object, path: Path) -> Any:
        words = [str(member.value) for member in shape.cls]
        if isinstance(value, str) and value in words:
            return shape.cls(value)
        return self._refuse(misfits.unknown_word(value, words, path))

    def _unknown_keys(self, shape: inspect.StructType, unknown: list[str], path: Path) -> set[str]:
        """Name the unknown keys; give back the known keys they were probably meant to be."""
        known = [field.name for field in shape.fields]
        meant = set()
        for key in unknown:
            likely = likely_word(key, known)
            meant |= set() if likely is None else {likely}
            self.findings.append(misfits.unknown_key(key, did_you_mean(key, known), path))
        return meant

    def _refuse(self, finding: Finding) -> object:
        self.findings.append(finding)
        self.doubtful.add(finding.path)
        return _ABSENT


def _is_of_type(shape: inspect.Type, value: object) -> bool:
    match shape:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case inspect.DateType():
            return isinstance(value, date) and not isinstance(value, datetime)
        case _:
            return False


def _is_allowed(shape: inspect.Type, value: Any) -> bool:
    match shape:
        case inspect.StrType(min_length=shortest, max_length=longest, pattern=pattern):
            is_long_enough = len(value.strip()) >= (shortest or 0)
            is_short_enough = longest is None or len(value) <= longest
            return is_long_enough and is_short_enough and (pattern is None or bool(re.search(pattern, value)))
        case inspect.IntType(ge=least, le=most) | inspect.FloatType(ge=least, le=most):
            return (least is None or value >= least) and (most is None or value <= most)
        case _:
            return True


def _stand_in(field: inspect.Field) -> Any:
    return _empty(field.type) if field.required else field.default


def _empty(shape: inspect.Type) -> Any:
    shape, _ = bare(shape)
    match shape:
        case inspect.StructType():
            return shape.cls(**{f.name: _stand_in(f) for f in shape.fields})
        case inspect.EnumType():
            return next(iter(shape.cls))
        case inspect.IntType(ge=least) | inspect.FloatType(ge=least):
            return least or 0
        case inspect.DateType():
            return date.min
        case inspect.VarTupleType():
            return ()
        case _:
            return ""
