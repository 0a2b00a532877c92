"""The scanner and tomllib agree on every key of any text."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.config.lines import KeyLines
from server.config.problem import Path


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every key and list item tomllib found."""
    if path:
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


class Writer:
    """Writes random TOML: every leaf is a number of its own, so that it can be found again."""

    def __init__(self, data: st.DataObject) -> None:
        self._draw = data.draw
        self._numbers = itertools.count(100_000)
        self._names = itertools.count()

    def text(self) -> str:
        blocks = [self._pairs()]
        arrays: list[str] = []
        blocks += [self._block(arrays) for _ in range(self._draw(st.integers(0, 5)))]
        return "".join(blocks)

    def _block(self, arrays: list[str]) -> str:
        kind = self._draw(st.sampled_from(["table", "array", "again", "inside"]))
        if kind == "array" or (kind != "table" and not arrays):
            arrays.append(self._key())
            header = f"[[{arrays[-1]}]]"
        elif kind == "again":
            header = f"[[ {self._draw(st.sampled_from(arrays))} ]]"
        elif kind == "inside":
            header = f"[{self._draw(st.sampled_from(arrays))}.{self._key()}]"
        else:
            header = f"[{self._key()} . {self._key()}]"
        return f"{self._gap()}{header} # [[no]] = '\n{self._pairs()}"

    def _pairs(self) -> str:
        return "".join(f"{self._gap()}{self._pair()}\n" for _ in range(self._draw(st.integers(0, 4))))

    def _pair(self) -> str:
        keys = [self._key() for _ in range(self._draw(st.integers(1, 2)))]
        return f"{' . '.join(keys)} = {self._value(2)}"

    def _key(self) -> str:
        name = f"k{next(self._names)}"
        return self._draw(st.sampled_from([name, f'"{name} \\u0111=]"', f"'{name}#\"['"]))

    def _value(self, depth: int) -> str:
        number = next(self._numbers)
        kinds = ["number", "text", "long", "literal", "date"] + ["array", "inline"] * (depth > 0)
        match self._draw(st.sampled_from(kinds)):
            case "text":
                return f'"{number} \\" # [ \\\\"'
            case "long":
                return f'"""{number}\n" \\""" ]\n\n x = 1"""""'
            case "literal":
                return f"'''{number}\n\\\n'' [[x]]'''"
            case "date":
                return f"2026-01-02 03:04:05.{number}"
            case "array":
                return self._array(depth)
            case "inline":
                return f"{{ {self._key()} = {self._value(0)}, {self._key()}.z={self._value(depth - 1)} }}"
            case _:
                return str(number)

    def _array(self, depth: int) -> str:
        items = [self._value(depth - 1) for _ in range(self._draw(st.integers(0, 3)))]
        return "[ # one ] two\n" + ",\n\n".join(items) + "]"

    def _gap(self) -> str:
        return self._draw(st.sampled_from(["", "\n", "# a = 1 '''\n", "   ", "\n\n\t"]))


@settings(max_examples=300)
@given(st.data())
def test_every_key_of_any_text_has_the_line_it_stands_on(data: st.DataObject) -> None:
    text = Writer(data).text()
    written = text.splitlines()
    lines = KeyLines(text)

    for path, value in paths(tomllib.loads(text)):
        assert path in lines
        line = written[lines.line_of(path) - 1]
        if isinstance(value, int | str):
            assert str(value)[:6] in line
        elif not isinstance(value, dict | list):
            assert f"{value.microsecond:06d}" in line


def test_windows_line_ends_count_once() -> None:
    assert KeyLines('a = 1\r\nb = """\r\n"""\r\nc = 2\r\n').line_of(("c",)) == 4


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    lines = KeyLines("a = 1\n\n[[t]]\nb = 2\n\n[[t]]\nb = 3\n")

    assert lines.line_of(("t", 1, "missing")) == 6
    assert lines.line_of(("nothing",)) == 1


def test_a_table_opened_by_dots_has_the_line_of_its_header() -> None:
    assert KeyLines("[a.b]\nx = 1\n[a]\ny = 2\n").line_of(("a",)) == 3
