"""What a new list changes against the one in force, in plain words, one thing a line.

Knows rows, columns and parts of cells; knows nothing of what they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from server.config.csv_table import Column, Row, read_table


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one row."""

    column: Column
    gone: tuple[str, ...]
    come: tuple[str, ...]
    """Both empty: only the order is another."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row that both lists have."""

    code: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that is not the same."""

    added: tuple[tuple[str, str], ...]
    """Code and name."""
    removed: tuple[tuple[str, str], ...]
    """Code and name."""
    changed: tuple[ChangedRow, ...]

    @property
    def is_none(self) -> bool:
        """Whether both lists say the same."""
        return not (self.added or self.removed or self.changed)


def differences(old: str, new: str, columns: tuple[Column, ...], name: str) -> Differences:
    """Between two lists that have no faults; `name` is the column that people know rows by."""
    before, after = _rows(old, columns), _rows(new, columns)
    return Differences(
        added=tuple((code, row.cells[name]) for code, row in after.items() if code not in before),
        removed=tuple((code, row.cells[name]) for code, row in before.items() if code not in after),
        changed=tuple(
            ChangedRow(code, row.cells[name], changes)
            for code, row in after.items()
            if code in before and (changes := tuple(_changes(before[code], row, columns)))
        ),
    )


def in_words(found: Differences) -> Iterator[str]:
    """For the person who decides."""
    if found.is_none:
        yield "Hai danh sách giống nhau. / The two lists are the same."
    if found.added:
        yield f"Thêm {len(found.added)} / added {len(found.added)}:"
        yield from (f"  + {code} {name}" for code, name in found.added)
    if found.removed:
        yield f"Bỏ hẳn {len(found.removed)} / removed altogether {len(found.removed)}:"
        yield from (f"  − {code} {name}" for code, name in found.removed)
    if found.changed:
        yield f"Sửa {len(found.changed)} / changed {len(found.changed)}:"
        for row in found.changed:
            yield f"  ~ {row.code} {row.name}"
            for change in row.changes:
                yield from _change_in_words(change)


def _change_in_words(change: Change) -> Iterator[str]:
    yield f"      {change.column.vi} / {change.column.en} ({change.column.key}):"
    if not change.gone and not change.come:
        yield "        chỉ đổi thứ tự / only the order is another"
    yield from (f"        − {text}" for text in change.gone)
    yield from (f"        + {text}" for text in change.come)


def _rows(text: str, columns: tuple[Column, ...]) -> Mapping[str, Row]:
    return {row.cells["code"]: row for row in read_table(text, columns).rows}


def _changes(before: Row, after: Row, columns: tuple[Column, ...]) -> Iterator[Change]:
    for column in columns:
        old, new = (column.parts(row.cells[column.key]) for row in (before, after))
        if old != new:
            gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
            yield Change(column, tuple(gone.elements()), tuple(come.elements()))
