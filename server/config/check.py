"""Checks a configuration text and names every mistake with its line and a suggestion.

Knows the order of the checks: TOML, form, sense. Each rule lives in a file of its own and knows no lines.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.config.check_devices import device_findings
from server.config.check_filing_help import filing_help_findings
from server.config.check_hours import hours_findings
from server.config.check_names import name_findings
from server.config.check_norms import norm_findings
from server.config.check_numbers import number_findings
from server.config.check_papers import paper_findings
from server.config.check_reach import reach_findings
from server.config.check_records import record_findings
from server.config.known import Known
from server.config.lines import KeyLines
from server.config.problem import Bilingual, Finding, Problem, Severity
from server.config.shapes import CenterConfig
from server.config.structure import Structure, read_structure

_BYTE_ORDER_MARK = "\ufeff"
"""What some Windows editors write before a text."""

Rule = Callable[[Structure, Known], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    name_findings,
    number_findings,
    reach_findings,
    hours_findings,
    device_findings,
    norm_findings,
    record_findings,
    paper_findings,
    filing_help_findings,
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of a text: a configuration when there is no error, and all problems by line."""

    config: CenterConfig | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse the text."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


def check(text: str, known: Known) -> CheckResult:
    """Check a whole configuration text; a text that is no TOML yields the one mistake that stops reading."""
    text = unicodedata.normalize("NFC", text.removeprefix(_BYTE_ORDER_MARK))
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        return CheckResult(None, (_syntax_problem(text, str(mistake)),))
    structure = read_structure(document)
    findings = [*structure.findings, *_sense(structure, known)]
    lines = KeyLines(text)
    problems = sorted((_placed(finding, lines) for finding in findings), key=lambda p: (p.line, p.code))
    is_refused = any(p.severity is Severity.ERROR for p in problems)
    return CheckResult(None if is_refused else structure.config, tuple(problems))


def _sense(structure: Structure, known: Known) -> Iterator[Finding]:
    for rule in RULES:
        yield from (f for f in rule(structure, known) if not structure.is_doubtful(f.path))


def _placed(finding: Finding, lines: KeyLines) -> Problem:
    return Problem(
        lines.line_of(finding.path),
        finding.severity,
        finding.code,
        finding.said.vi,
        finding.said.en,
        finding.suggestion,
    )


def _syntax_problem(text: str, mistake: str) -> Problem:
    """tomllib says "(at line 3, column 5)" or "(at end of document)"."""
    at = re.search(r"at line (\d+)", mistake)
    written = text.rstrip().split("\n")
    line = int(at[1]) if at else len(written)
    return Problem(
        line=line,
        severity=Severity.ERROR,
        code="not-toml",
        message_vi="dòng này không đúng cú pháp TOML",
        message_en=f"this is not TOML: {mistake}",
        suggestion=_syntax_suggestion(written[min(line, len(written)) - 1], mistake),
    )


def _syntax_suggestion(line: str, mistake: str) -> Bilingual:
    if "Cannot overwrite" in mistake or "Cannot declare" in mistake:
        return Bilingual(
            vi="một mục hoặc bảng có hai lần: chỉ giữ một",
            en="the same key or table stands twice: keep one of them",
        )
    if line.count('"') % 2:
        return Bilingual(
            vi='thiếu một dấu ngoặc kép: name = "text"', en='a quotation mark is missing: name = "text"'
        )
    if "=" not in line and not line.lstrip().startswith("["):
        return Bilingual(
            vi="hãy viết mục = giá trị, hoặc mở đầu ghi chú bằng dấu #",
            en="write key = value, or start a comment with #",
        )
    example = 'services = ["ho-tich", "chung-thuc"]'
    return Bilingual(
        vi=f"chuỗi đặt trong dấu ngoặc kép, danh sách trong dấu [ ] và cách nhau bằng dấu phẩy: {example}",
        en=f"texts stand in quotes, lists in [ ] with commas: {example}",
    )
