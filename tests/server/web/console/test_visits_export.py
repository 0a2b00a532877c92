"""Every visit of a range as a file over HTTP: who may, what is refused, and what comes."""

from __future__ import annotations

import csv
import io

import pytest

from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

TODAY = "from=2026-11-23&to=2026-11-23"


@pytest.fixture
def visits(site: Console, center: OpenCenter) -> OpenCenter:
    lan = site.asker("lan")
    center.sit("1", lan)
    center.take("ho-tich")
    center.take("ho-tich")
    center.clock.pass_time(600)
    center.call("1", lan)
    return center


def test_a_manager_gets_every_visit_with_what_still_runs(site: Console, visits: OpenCenter) -> None:
    response = site.signed_in("quang").get(f"/reports/visits.csv?{TODAY}")
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))

    assert response.headers["Content-Disposition"].endswith('2026-11-23-2026-11-23.csv"')
    assert len(rows) == 3
    assert rows[1][rows[0].index("thời gian chờ (giây)")] == "600"
    assert rows[2][rows[0].index("đã chờ, chưa được mời (giây)")] == "600"


def test_a_spreadsheet_comes_as_one(site: Console, visits: OpenCenter) -> None:
    response = site.signed_in("quang").get(f"/reports/visits.xlsx?{TODAY}")

    assert response.data.startswith(b"PK")
    assert response.mimetype.endswith("sheet")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Cần ngày bắt đầu"),
        ("from=2026-11-23", "Cần ngày bắt đầu"),
        ("from=hôm nay&to=2026-11-23", "Cần ngày bắt đầu"),
        ("from=2026-11-23&to=2026-11-22", "sau ngày kết thúc"),
        ("from=2026-11-23&to=2026-11-24", "chưa tới"),
    ],
)
def test_a_range_that_makes_no_sense_is_said(site: Console, query: str, said: str) -> None:
    response = site.signed_in("quang").get(f"/reports/visits.csv?{query}")

    assert response.status_code == 400
    assert said in response.text


def test_officers_get_no_file(lan: Browser) -> None:
    assert lan.get(f"/reports/visits.csv?{TODAY}").status_code == 403
