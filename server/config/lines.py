"""Finds the line of every key and item in a TOML text.

Knows where things stand, not what they mean: the text has already been read by `tomllib`, which gives no
positions. Any key `tomllib` returns has a line here; a property test holds the two together.
"""

from __future__ import annotations

import tomllib

from server.config.problem import Path

_SPACE = " \t"
_BARE_END = frozenset(" \t\r\n,]}#")
_LONG_QUOTES = ('"""', "'''")


class KeyLines:
    """Line numbers, from 1, of the keys and list items of a valid TOML text."""

    def __init__(self, text: str) -> None:
        self._lines = _Scanner(text.replace("\r\n", "\n")).scan()

    def line_of(self, path: Path) -> int:
        """The line of this key, or of the nearest table around it; 1 for the document itself."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 1

    def __contains__(self, path: object) -> bool:
        return path in self._lines


class _Scanner:
    """One pass over the text; holds the position and the table it is in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_blank():
            if self._looking_at("[["):
                table = self._array_table()
            elif self._looking_at("["):
                table = self._table()
            else:
                self._pair(table)
        return self._lines

    def _array_table(self) -> Path:
        self._advance(2)
        path, line = self._place(self._keys()), self._line
        self._advance(2)
        count = self._tables.get(path, 0)
        self._tables[path] = count + 1
        self._note(path, line)
        self._note((*path, count), line)
        return (*path, count)

    def _table(self) -> Path:
        self._advance(1)
        path, line = self._inside(self._keys(), self._line), self._line
        self._advance(1)
        # a header may come after keys that made the table by their dots; the header is what people look for
        self._lines[path] = line
        return path

    def _place(self, keys: list[str]) -> Path:
        """The path of a [[header]]: earlier arrays of tables mean their last element."""
        return (*self._inside(keys[:-1], self._line), keys[-1])

    def _inside(self, keys: list[str], line: int) -> Path:
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self._note(path, line)
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line, path = self._line, table
        for key in self._keys():
            path = (*path, key)
            self._note(path, line)
        self._advance(1)
        self._value(path)

    def _keys(self) -> list[str]:
        """The parts of a dotted key; stops before `=` or `]`."""
        keys = [self._key()]
        while self._looking_at("."):
            self._advance(1)
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip(_SPACE)
        start = self._at
        if self._peek() in "\"'":
            self._string()
        else:
            while self._peek() not in " \t.=]":
                self._advance(1)
        raw = self._text[start : self._at]
        self._skip(_SPACE)
        # quoted keys may hold escapes: tomllib itself says what they mean
        return next(iter(tomllib.loads(f"{raw} = 0")))

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        if self._looking_at("["):
            self._array(path)
        elif self._looking_at("{"):
            self._inline_table(path)
        elif self._peek() in "\"'":
            self._string()
        else:
            while self._at < len(self._text) and self._peek() not in _BARE_END:
                self._advance(1)
            self._skip_time_after_date()

    def _array(self, path: Path) -> None:
        self._advance(1)
        index = 0
        while self._skip_blank() and not self._looking_at("]"):
            if self._looking_at(","):
                self._advance(1)
                continue
            self._note((*path, index), self._line)
            self._value((*path, index))
            index += 1
        self._advance(1)

    def _inline_table(self, path: Path) -> None:
        self._advance(1)
        while self._skip_blank() and not self._looking_at("}"):
            if self._looking_at(","):
                self._advance(1)
                continue
            self._pair(path)
        self._advance(1)

    def _string(self) -> None:
        quote = next((q for q in _LONG_QUOTES if self._looking_at(q)), self._peek())
        self._advance(len(quote))
        while not self._looking_at(quote):
            self._advance(2 if quote[0] == '"' and self._peek() == "\\" else 1)
        self._advance(len(quote))
        # a long string may end in up to two more of its own quotes
        while len(quote) > 1 and self._looking_at(quote[0]):
            self._advance(1)

    def _skip_time_after_date(self) -> None:
        """TOML lets a date and a time stand apart by one space."""
        if self._text[self._at : self._at + 1] == " " and self._text[self._at + 1 : self._at + 2].isdigit():
            self._advance(1)
            while self._at < len(self._text) and self._peek() not in _BARE_END:
                self._advance(1)

    def _skip_blank(self) -> bool:
        """Skip space, line ends and comments; say whether anything is left."""
        while self._at < len(self._text):
            if self._peek() in " \t\n":
                self._advance(1)
            elif self._peek() == "#":
                while self._at < len(self._text) and self._peek() != "\n":
                    self._advance(1)
            else:
                return True
        return False

    def _skip(self, characters: str) -> None:
        while self._at < len(self._text) and self._peek() in characters:
            self._advance(1)

    def _peek(self) -> str:
        return self._text[self._at]

    def _looking_at(self, what: str) -> bool:
        return self._text.startswith(what, self._at)

    def _advance(self, count: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def _note(self, path: Path, line: int) -> None:
        self._lines.setdefault(path, line)
