"""Reads the contract's source: every message's and part's fields with their types and the words under them.

Knows Python's syntax tree; knows nothing of the page that is made of it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from dataclasses import dataclass
from functools import cache

import msgspec


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it is written in the source."""

    name: str
    type_text: str
    """The annotation as written: `CounterId | None`."""
    is_required: bool
    default_text: str | None
    doc: str | None
    """The docstring under the field."""


@cache
def own_fields(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The fields that the class itself declares, in order."""
    body = _class_body(kind)
    return tuple(
        _field(node, following)
        for node, following in zip(body, [*body[1:], None], strict=True)
        if isinstance(node, ast.AnnAssign) and "ClassVar" not in ast.unparse(node.annotation)
    )


def all_fields(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Inherited fields first, as they stand in the payload."""
    written = {
        field.name: field
        for owner in reversed(kind.__mro__)
        if owner.__module__.startswith("contract.") and issubclass(owner, msgspec.Struct)
        for field in own_fields(owner)
    }
    return tuple(written[name] for name in kind.__struct_fields__)


def words(kind: type) -> str:
    """The class's docstring."""
    return inspect.cleandoc(kind.__doc__ or "")


@cache
def _module_tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(importlib.import_module(module)))


def _class_body(kind: type) -> list[ast.stmt]:
    for node in _module_tree(kind.__module__).body:
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
            return node.body
    raise LookupError(f"{kind.__module__} does not declare {kind.__name__}")


def _field(node: ast.AnnAssign, following: ast.stmt | None) -> Field:
    doc = None
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        doc = inspect.cleandoc(str(following.value.value))
    return Field(
        name=ast.unparse(node.target),
        type_text=ast.unparse(node.annotation),
        is_required=node.value is None,
        default_text=None if node.value is None else ast.unparse(node.value),
        doc=doc,
    )
