"""Prints what the checker found: each problem with its line and code, as compilers do, in both languages."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from contract.file_trouble import trouble_of
from server.config.check import CheckResult, check
from server.config.known import shipped
from server.config.problem import Severity
from server.config.procedures import Procedure
from server.domain.hours import to_local

EXIT_ACCEPTED = 0
EXIT_REFUSED = 1
EXIT_UNREADABLE = 2


def print_report(
    path: Path,
    out: TextIO | None = None,
    *,
    procedures: tuple[Procedure, ...] | None = None,
    today: date | None = None,
) -> int:
    """Check the file and print its problems; 0 accepted (warnings allowed), 1 refused, 2 not readable.

    `procedures`: those in force where there is a hub; None: the shipped ones.
    """
    out = out or sys.stdout
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        why = trouble_of(error)
        print(f"{path}: error {why.code}: cannot be read: {why.en} / không đọc được: {why.vi}", file=out)
        return EXIT_UNREADABLE
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        told = "this is not UTF-8: save the file as UTF-8 / không phải UTF-8: hãy lưu tệp ở dạng UTF-8"
        print(f"{path}:{line}: error not-utf-8: {told}", file=out)
        return EXIT_UNREADABLE
    known = shipped(today or to_local(datetime.now(UTC)).date())
    result = check(text, known if procedures is None else replace(known, procedures=procedures))
    print(report(str(path), result), file=out)
    return EXIT_REFUSED if result.errors else EXIT_ACCEPTED


def report(name: str, result: CheckResult) -> str:
    """Each problem as `file:line: severity code: message → suggestion`, English below it, and a verdict."""
    lines = [
        f"{name}:{p.line}: {p.severity} {p.code}: {p.message_vi} → {p.suggestion.vi}\n"
        f"    {p.message_en} → {p.suggestion.en}"
        for p in result.problems
    ]
    errors = len(result.errors)
    warnings = sum(p.severity is Severity.WARNING for p in result.problems)
    en, vi = ("refused", "bị từ chối") if errors else ("accepted", "được chấp nhận")
    told_en = f"{en}, {_count(errors, 'error')}, {_count(warnings, 'warning')}"
    return "\n".join([*lines, f"{name}: {told_en} / {vi}, {errors} lỗi, {warnings} cảnh báo"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
