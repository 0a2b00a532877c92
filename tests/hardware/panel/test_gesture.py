"""Short, long and second presses of one button."""

from __future__ import annotations

from hardware.panel.button_reader import STUCK_AFTER_S, ButtonReader
from hardware.panel.debounce import Contact
from hardware.panel.gesture import Button, Gesture, Timing

TIMING = Timing(long_s=0.8, double_s=0.5)


def _read(button: Button, *edges: tuple[float, Contact], until_s: float = 60.0) -> list[tuple[str, float]]:
    """The gestures of a train of edges, each with the moment it was told."""
    reader = ButtonReader(button, 0.025, TIMING)
    told: list[tuple[str, float]] = []

    def wake(to_s: float) -> None:
        while (due_s := reader.due_s) is not None and due_s <= to_s:
            told.extend((gesture, round(due_s, 3)) for gesture in reader.pass_time(due_s))

    for at_s, contact in edges:
        wake(at_s)
        told.extend((gesture, at_s) for gesture in reader.edge(contact, at_s))
    wake(until_s)
    return told


def _down(at_s: float) -> tuple[float, Contact]:
    return at_s, Contact.CLOSED


def _up(at_s: float) -> tuple[float, Contact]:
    return at_s, Contact.OPEN


def test_a_short_press_is_told_as_soon_as_the_contact_rests() -> None:
    assert _read(Button.NEXT, _down(0.0), _up(0.2)) == [(Gesture.SHORT, 0.025)]


def test_hold_waits_for_the_release_because_it_has_a_long_press() -> None:
    assert _read(Button.HOLD, _down(0.0), _up(0.2)) == [(Gesture.SHORT, 0.225)]


def test_a_long_press_of_hold_is_long_and_never_short() -> None:
    assert _read(Button.HOLD, _down(0.0), _up(2.0)) == [(Gesture.LONG, 0.825)]


def test_a_button_that_acts_at_once_tells_long_after_short() -> None:
    assert _read(Button.NEXT, _down(0.0), _up(2.0)) == [(Gesture.SHORT, 0.025), (Gesture.LONG, 0.825)]


def test_a_second_press_within_the_window_is_a_double_and_nothing_else() -> None:
    told = _read(Button.NEXT, _down(0.0), _up(0.2), _down(0.4), _up(3.0))
    assert [gesture for gesture, _ in told] == [Gesture.SHORT, Gesture.DOUBLE]


def test_hammering_stays_one_press_until_the_hand_rests() -> None:
    hammered = [edge for beat in range(10) for edge in (_down(beat * 0.4), _up(beat * 0.4 + 0.1))]
    told = [gesture for gesture, _ in _read(Button.HOLD, *hammered)]
    assert told == [Gesture.SHORT] + [Gesture.DOUBLE] * 9


def test_a_press_after_the_window_counts_again() -> None:
    told = _read(Button.RECALL, _down(0.0), _up(0.2), _down(0.8), _up(1.0))
    assert [gesture for gesture, _ in told] == [Gesture.SHORT, Gesture.SHORT]


def test_a_sleepy_loop_still_tells_long_from_short() -> None:
    reader = ButtonReader(Button.HOLD, 0.025, TIMING)
    reader.edge(Contact.CLOSED, 0.0)
    assert reader.edge(Contact.OPEN, 3.0) == (Gesture.LONG,)
    assert reader.pass_time(4.0) == ()


def test_a_button_down_for_half_a_minute_is_stuck_until_released() -> None:
    reader = ButtonReader(Button.NEXT, 0.025, TIMING)
    reader.edge(Contact.CLOSED, 0.0)
    reader.pass_time(1.0)
    assert not reader.is_stuck(STUCK_AFTER_S)
    assert reader.is_stuck(STUCK_AFTER_S + 1)
    reader.edge(Contact.OPEN, 40.0)
    reader.pass_time(41.0)
    assert not reader.is_stuck(41.0)
