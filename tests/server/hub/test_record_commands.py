"""`motcua records due`: what is counted is said, and what cannot be counted too."""

from __future__ import annotations

import pytest

from tests.server.hub.hub_place import HubPlace
from tools.demo.place import SAMPLE


@pytest.fixture
def office(place: HubPlace) -> HubPlace:
    """With the sample's own hours: a demo's never close."""
    place.config.write_text(SAMPLE.read_text("utf-8"), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("1.004837 --received 2026-11-23T15:00", "2026-11-23 15:00, 3 working days: due 2026-11-27 16:30"),
        ("1.004837 --received 2026-11-23T15:01", "2026-11-23 15:01, 3 working days: due 2026-11-30 16:30"),
        ("1.001193 --received 2026-11-23T09:00", "the same day: due 2026-11-23 16:30"),
        ("1.012812 --channel post --received 2026-03-02T09:00", "30 calendar days: due 2026-04-01 16:30"),
        ("2.001159 --received 2026-11-23T11:00", "1 working hour: due 2026-11-23 13:30"),
    ],
)
def test_a_due_date_is_shown_with_what_it_was_counted_from(
    office: HubPlace, arguments: str, said: str
) -> None:
    ended = office.motcua("records", "due", *arguments.split())

    assert (ended.status, said in ended.said) == (0, True), ended


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ("1.004837 --received 2026-12-30T09:00", "no confirmed list of holidays for 2027"),
        ("2.000815 --received 2026-11-23T09:00", "nobody said how long 2.000815 may take"),
        ("2.002621 --received 2026-11-23T09:00", "no procedure 2.002621 that can be received"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(office: HubPlace, arguments: str, why: str) -> None:
    ended = office.motcua("records", "due", *arguments.split())

    assert (ended.status, why in ended.said) == (1, True), ended
