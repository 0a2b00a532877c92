"""A report as an XLSX workbook: real numbers and durations, frozen headers, the question, the definitions.

Every text is written as a text: no name becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from server.reports.definitions import ENDINGS, FLAGS, MEASURES, RULES, TARGETS, UNITS, Both, Definition
from server.web.manager.report_cells import few, header
from server.web.manager.report_table import Kind, Line, Share, Table, Value
from server.web.say import Say

_DAY_S = 24 * 3600
_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.CHANGE: "+#,##0;-#,##0;0",
    Kind.SPAN: "[h]:mm:ss",
    Kind.SPAN_CHANGE: "0",
    Kind.SHARE: "0.00%",
    Kind.POINTS: "+0.0;-0.0;0.0",
    Kind.RATE: "0.00%",
    Kind.DAYS: "#,##0",
    Kind.LONG: "[h]:mm:ss",
    Kind.LONG_CHANGE: "0",
}
"""Excel shows no negative durations: differences stand in seconds."""
_FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\ "[:-1], "-"))
_LONGEST_NAME = 31
_DURATIONS = (Kind.SPAN, Kind.LONG)


WAITS = (
    (*UNITS.values(), *MEASURES.values(), *ENDINGS.values(), *FLAGS.values(), *TARGETS.values()),
    tuple(rule for _, rule in RULES),
)
"""Definitions and rules of waits."""


def workbook(
    question: Sequence[tuple[str, str]],
    tables: Iterable[Table],
    say: Say,
    words: tuple[Sequence[Definition], Sequence[Both]] = WAITS,
) -> bytes:
    """The file; `question` says what was asked and of which ledger, a line each; `words`: what all means."""
    kept = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(kept, options) as book:
        writer = _Writer(book, say)
        writer.pairs(say("Câu hỏi", "Question"), question)
        for table in tables:
            writer.table(table)
        writer.definitions(say("Định nghĩa", "Definitions"), *words)
    return kept.getvalue()


@dataclass(slots=True)
class _Writer:
    book: Any
    say: Say

    def pairs(self, name: str, lines: Sequence[tuple[str, str]]) -> None:
        sheet = self._sheet(name, [34, 110])
        bold, wide = self.book.add_format({"bold": True, "valign": "top"}), self._wrapped()
        for at, (word, text) in enumerate(lines):
            sheet.write_string(at, 0, word, bold)
            sheet.write_string(at, 1, text, wide)

    def table(self, table: Table) -> None:
        say = self.say
        sheet = self._sheet(say(*table.title), [44, *[14] * len(table.headings), 10])
        head = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        words = [
            say(*table.first),
            *(_headed(header(heading, say), heading.kind) for heading in table.headings),
        ]
        for at, word in enumerate([*words, say("ít số liệu", "few")]):
            sheet.write_string(0, at, word, head)
        sheet.freeze_panes(1, 1)
        for down, line in enumerate(table.lines, start=1):
            self._line(sheet, down, line, table)

    def definitions(self, name: str, known: Sequence[Definition], rules: Sequence[Both]) -> None:
        sheet = self._sheet(name, [30, 80, 60])
        wide, bold = self._wrapped(), self.book.add_format({"bold": True, "valign": "top"})
        for at, definition in enumerate(known):
            sheet.write_string(at, 0, self.say(*definition.name), bold)
            sheet.write_string(at, 1, self.say(definition.means_vi, definition.means_en), wide)
            sheet.write_string(at, 2, definition.formula, wide)
        for at, rule in enumerate(rules, start=len(known)):
            sheet.write_string(at, 1, self.say(*rule), wide)

    def _line(self, sheet: Any, down: int, line: Line, table: Table) -> None:
        bold = {"bold": True} if line.is_total else {}
        sheet.write_string(
            down, 0, line.label, self.book.add_format({**bold, "text_wrap": True, "valign": "top"})
        )
        for across, (value, heading) in enumerate(zip(line.cells, table.headings, strict=True), start=1):
            kind = line.kind(across - 1, heading)
            shape = self.book.add_format({**bold, "valign": "top", "num_format": _FORMATS.get(kind, "@")})
            self._cell(sheet, (down, across), value, kind, shape)
        sheet.write_string(down, len(line.cells) + 1, few(line, self.say))

    def _cell(self, sheet: Any, place: tuple[int, int], value: Value, kind: Kind, shape: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(*place, value, shape)
        elif isinstance(value, Share):
            if value.whole:
                sheet.write_number(*place, value.part / value.whole, shape)
        elif value is not None:
            sheet.write_number(*place, _as_number(value, kind), shape)

    def _sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self.book.add_worksheet(name.translate(_FORBIDDEN)[:_LONGEST_NAME])
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _wrapped(self) -> Any:
        return self.book.add_format({"text_wrap": True, "valign": "top"})


def _as_number(value: int, kind: Kind) -> float:
    if kind in _DURATIONS:
        return value / _DAY_S
    return value / 10 if kind is Kind.POINTS else value


def _headed(word: str, kind: Kind) -> str:
    """A real duration is in hours, minutes and seconds, not in seconds."""
    return word.replace("(giây)", "(h:mm:ss)").replace("(s)", "(h:mm:ss)") if kind in _DURATIONS else word
