"""Names that have left the configuration, and the days on which it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from server.reports.past_names import Past, PastNames
from server.reports.units import Dimension
from tests.support.open_center import SAMPLE, OpenCenter, open_center

TEXT = SAMPLE.read_text(encoding="utf-8")
RENAMED = TEXT.replace('name_vi = "Hộ tịch"', 'name_vi = "Hộ tịch và con nuôi"')
WITHOUT_COUNTER_4 = TEXT.replace('id = "4"', 'id = "9"').replace('counter = "4"', 'counter = "9"')


@pytest.fixture(params=["sqlite", "postgres"])
def center(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenCenter]:
    """Monday 23/11/2026."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with open_center(tmp_path, url=url) as center:
        yield center


def past(center: OpenCenter, book: PastNames | None = None) -> Past:
    with center.database.reading() as connection:
        return (book or PastNames()).read(connection)


def test_an_empty_ledger_names_nothing_and_changed_nothing(center: OpenCenter) -> None:
    found = past(center)
    assert found.changed_on == ()
    assert all(not names for names in found.names.values())


def test_the_newest_name_wins_and_what_has_ended_keeps_its_own(center: OpenCenter) -> None:
    center.accept(TEXT)
    center.accept(RENAMED)
    center.accept(WITHOUT_COUNTER_4.replace("Hộ tịch", "Hộ tịch (mới)"))
    names = past(center).names
    assert names[Dimension.SERVICE]["ho-tich"][0] == "Hộ tịch (mới)"
    assert names[Dimension.COUNTER]["4"] == ("Quầy 4", "Counter 4")
    assert names[Dimension.COUNTER]["9"] == ("Quầy 4", "Counter 4")


def test_only_kiosks_among_the_devices_are_named(center: OpenCenter) -> None:
    center.accept(TEXT)
    assert set(past(center).names[Dimension.KIOSK]) == {"kiosk-1"}


def test_a_change_is_another_text_on_its_local_day(center: OpenCenter) -> None:
    center.accept(TEXT)
    center.accept(TEXT)
    center.clock.pass_time(17 * 3600)
    center.accept(RENAMED)
    found = past(center)
    assert found.changed_on == (date(2026, 11, 24),)
    assert found.changes_within(date(2026, 11, 23), date(2026, 11, 23)) == ()
    assert found.changes_within(date(2026, 11, 24), date(2026, 11, 30)) == (date(2026, 11, 24),)


def test_a_configuration_read_before_need_not_be_read_again(center: OpenCenter) -> None:
    book = PastNames()
    center.accept(TEXT)
    past(center, book)
    center.accept(RENAMED)
    assert past(center, book).names[Dimension.SERVICE]["ho-tich"][0] == "Hộ tịch và con nuôi"
    assert past(center, book) == past(center)
