"""A small correct configuration, and what the checker knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from server.config.check import check
from server.config.known import Known, shipped
from server.config.problem import Problem

SMALL = """\
[center]
code = "23134"
name_vi = "Trung tâm Phục vụ hành chính công xã Tân Lập"
name_en = "Public Administration Service Center of Tân Lập"

[hours.week]
monday = ["07:00-11:30", "13:00-16:30"]
saturday = ["07:00-11:30"]

[[series]]
id = "a"
letter = "A"
first = 1
last = 999

[[series]]
id = "so"
first = 1001
last = 1999

[[services]]
id = "ho-tich"
name_vi = "Hộ tịch"
name_en = "Civil status"
series = "a"

[[services]]
id = "dat-dai"
name_vi = "Đất đai"
name_en = "Land"
series = "so"

[[counters]]
id = "1"
name_vi = "Quầy 1"
name_en = "Counter 1"
services = ["ho-tich", "dat-dai"]
"""

Check = Callable[[str], tuple[Problem, ...]]
Change = Callable[[str, str], str]


@pytest.fixture(scope="session")
def known() -> Known:
    return shipped(date(2026, 6, 1))


@pytest.fixture
def small() -> str:
    return SMALL


@pytest.fixture
def change(small: str) -> Change:
    """The small configuration with one piece of text replaced."""

    def changed(old: str, new: str) -> str:
        assert small.count(old) == 1, f"{old!r} must stand once in the small configuration"
        return small.replace(old, new)

    return changed


@pytest.fixture
def problems(known: Known) -> Check:
    return lambda text: check(text, known).problems
