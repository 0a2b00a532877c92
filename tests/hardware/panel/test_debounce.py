"""Bounce trains in, clean contacts out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hardware.panel.debounce import Contact, Debounce, Settled

SETTLE_S = 0.025

bounces = st.lists(st.floats(min_value=0.0, max_value=SETTLE_S * 0.99), max_size=30)


def _train(debounce: Debounce, gaps: list[float], ends: Contact, start_s: float) -> list[Settled]:
    """Send edges that come too quickly one after the other, the last one being `ends`."""
    told, at_s = [], start_s
    contacts = [ends if (len(gaps) - index) % 2 == 0 else _other(ends) for index in range(len(gaps) + 1)]
    for contact, gap in zip(contacts, [*gaps, 0.0], strict=True):
        told.append(debounce.edge(contact, at_s))
        at_s += gap
    told.append(debounce.pass_time(at_s + SETTLE_S))
    return [settled for settled in told if settled is not None]


def _other(contact: Contact) -> Contact:
    return Contact.OPEN if contact is Contact.CLOSED else Contact.CLOSED


@given(closing=bounces, opening=bounces)
def test_however_it_bounces_a_press_is_one_press(closing: list[float], opening: list[float]) -> None:
    debounce = Debounce(SETTLE_S)
    closed = _train(debounce, closing, Contact.CLOSED, start_s=0.0)
    opened = _train(debounce, opening, Contact.OPEN, start_s=10.0)
    assert [settled.contact for settled in closed + opened] == [Contact.CLOSED, Contact.OPEN]


@given(noise=bounces)
def test_a_contact_that_comes_to_rest_where_it_was_has_not_moved(noise: list[float]) -> None:
    assert _train(Debounce(SETTLE_S), noise, Contact.OPEN, start_s=0.0) == []


@given(st.lists(st.tuples(st.sampled_from(Contact), st.floats(min_value=0, max_value=0.1)), max_size=60))
def test_settled_contacts_always_alternate(train: list[tuple[Contact, float]]) -> None:
    debounce, at_s, told = Debounce(SETTLE_S), 0.0, []
    for contact, gap in train:
        at_s += gap
        settled = debounce.edge(contact, at_s)
        if settled is not None:
            told.append(settled.contact)
    assert told == [Contact.CLOSED if index % 2 == 0 else Contact.OPEN for index in range(len(told))]


def test_a_spike_on_the_cable_is_no_press() -> None:
    debounce = Debounce(SETTLE_S)
    debounce.edge(Contact.CLOSED, 0.0)
    debounce.edge(Contact.OPEN, 0.001)
    assert debounce.pass_time(1.0) is None
    assert debounce.due_s is None


def test_a_button_down_at_start_counts_only_after_it_was_released() -> None:
    debounce = Debounce(SETTLE_S)
    assert debounce.edge(Contact.OPEN, 5.0) is None
    assert debounce.pass_time(6.0) is None


def test_a_late_look_still_tells_when_it_settled() -> None:
    debounce = Debounce(SETTLE_S)
    debounce.edge(Contact.CLOSED, 1.0)
    assert debounce.edge(Contact.OPEN, 3.0) == Settled(Contact.CLOSED, 1.0 + SETTLE_S)
