"""Any legal message of any kind, made by hypothesis from the types the contract declares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from contract.message import Message

_FAR = datetime(9000, 1, 1)  # noqa: DTZ001  # hypothesis wants naive bounds


@cache
def messages(kind: type[Message]) -> st.SearchStrategy[Message]:
    """Every value this kind of message can have, of moderate length."""
    made: st.SearchStrategy[Message] = _of(inspect.type_info(kind))
    return made


def _of(described: inspect.Type) -> st.SearchStrategy[Any]:
    for shape, make in _SHAPES:
        if isinstance(described, shape):
            return make(described)
    raise TypeError(f"the contract uses a type the tests cannot make yet: {described}")


def _struct(described: inspect.StructType) -> st.SearchStrategy[Any]:
    fields = {field.name: _of(field.type) for field in described.fields}
    return st.builds(described.cls, **fields)


def _text(described: inspect.StrType) -> st.SearchStrategy[str]:
    if described.pattern is not None:
        return st.from_regex(described.pattern.replace(r"(?!\n)$", ""), fullmatch=True)
    return st.text(st.characters(codec="utf-8"), max_size=min(described.max_length or 60, 60))


def _whole(described: inspect.IntType) -> st.SearchStrategy[int]:
    lowest = -(2**53) if described.ge is None else described.ge
    return st.integers(lowest, 2**53 if described.le is None else described.le)


def _number(described: inspect.FloatType) -> st.SearchStrategy[float]:
    if described.gt is None and described.le is None:
        return st.floats(allow_nan=False, allow_infinity=False)
    return st.floats(described.gt, described.le, exclude_min=True, allow_nan=False)


def _moment(_described: inspect.DateTimeType) -> st.SearchStrategy[datetime]:
    return st.datetimes(max_value=_FAR, timezones=st.just(UTC))


def _tuple(described: inspect.VarTupleType) -> st.SearchStrategy[Any]:
    return st.lists(_of(described.item_type), min_size=described.min_length or 0, max_size=3).map(tuple)


def _fixed_tuple(described: inspect.TupleType) -> st.SearchStrategy[Any]:
    return st.tuples(*(_of(part) for part in described.item_types))


def _union(described: inspect.UnionType) -> st.SearchStrategy[Any]:
    return st.one_of(*(_of(part) for part in described.types))


_SHAPES: tuple[tuple[type[inspect.Type], Callable[[Any], st.SearchStrategy[Any]]], ...] = (
    (inspect.StructType, _struct),
    (inspect.StrType, _text),
    (inspect.BoolType, lambda _: st.booleans()),
    (inspect.IntType, _whole),
    (inspect.FloatType, _number),
    (inspect.EnumType, lambda described: st.sampled_from(list(described.cls))),
    (inspect.DateTimeType, _moment),
    (inspect.DateType, lambda _: st.dates()),
    (inspect.VarTupleType, _tuple),
    (inspect.TupleType, _fixed_tuple),
    (inspect.UnionType, _union),
    (inspect.NoneType, lambda _: st.none()),
)
