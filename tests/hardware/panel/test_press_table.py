"""The table is whole, says what issue 2 section 8 says, and is what docs/panel.md prints."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from hardware.panel.gesture import Button, Gesture
from hardware.panel.press_table import TABLE, Action, Asking, Refusal, Silence, Standing, decide

PAGE = Path(__file__).parents[3] / "docs" / "panel.md"


def test_every_combination_is_in_the_table() -> None:
    assert set(TABLE) == set(product(Button, Gesture, Standing))


@pytest.mark.parametrize(
    ("button", "standing", "entry"),
    [
        (Button.NEXT, Standing.READY, Action.CALL_NEXT),
        (Button.NEXT, Standing.READY_PARKED, Action.CALL_NEXT),
        (Button.NEXT, Standing.SERVING, Action.FINISH_AND_CALL_NEXT),
        (Button.NEXT, Standing.CALLED, Refusal.NOT_FINISHED),
        (Button.FINISH, Standing.CALLED, Action.START_SERVICE),
        (Button.FINISH, Standing.SERVING, Action.FINISH),
        (Button.FINISH, Standing.READY, Refusal.NO_TICKET),
        (Button.RECALL, Standing.CALLED, Action.RECALL),
        (Button.RECALL, Standing.SERVING, Refusal.ALREADY_SERVING),
        (Button.NO_SHOW, Standing.CALLED, Action.NO_SHOW),
        (Button.NO_SHOW, Standing.SERVING, Refusal.ALREADY_SERVING),
        (Button.HOLD, Standing.CALLED, Action.HOLD),
        (Button.HOLD, Standing.SERVING, Action.HOLD),
    ],
)
def test_a_short_press_does_what_the_issue_says(button: Button, standing: Standing, entry: Action) -> None:
    assert decide(button, Gesture.SHORT, standing, Asking.FREE) is entry


@pytest.mark.parametrize(
    "standing",
    [Standing.HUB_AWAY, Standing.CLOSED, Standing.NOBODY_SEATED, Standing.PAUSED, Standing.UNCLEAR],
)
@pytest.mark.parametrize("button", Button)
def test_nothing_is_asked_where_nobody_can_serve(button: Button, standing: Standing) -> None:
    assert isinstance(decide(button, Gesture.SHORT, standing, Asking.FREE), Refusal)
    assert not isinstance(decide(button, Gesture.LONG, standing, Asking.FREE), Action)


@pytest.mark.parametrize(("button", "standing"), [*product(Button, Standing)])
def test_a_second_press_never_does_anything(button: Button, standing: Standing) -> None:
    assert decide(button, Gesture.DOUBLE, standing, Asking.FREE) is Silence.SECOND_PRESS


def test_only_hold_has_a_long_press_and_only_to_take_a_ticket_back() -> None:
    acting = {
        cell: entry for cell, entry in TABLE.items() if cell[1] is Gesture.LONG and entry in set(Action)
    }
    assert acting == {(Button.HOLD, Gesture.LONG, Standing.READY_PARKED): Action.RESUME}


@pytest.mark.parametrize(("cell", "entry"), [*TABLE.items()])
def test_nothing_more_is_asked_while_an_answer_is_open(
    cell: tuple[Button, Gesture, Standing], entry: Action | Refusal | Silence
) -> None:
    expected = Refusal.STILL_ASKING if isinstance(entry, Action) else entry
    assert decide(*cell, Asking.OPEN) is expected


def test_every_word_of_the_table_is_used() -> None:
    used = set(TABLE.values()) | {Refusal.STILL_ASKING}
    assert used == {*Action, *Refusal, *Silence}


def test_the_page_prints_this_very_table() -> None:
    """On failure, put the expected text between the marks of docs/panel.md."""
    page = PAGE.read_text(encoding="utf-8")
    printed = page.split("<!-- press table -->\n")[1].split("<!-- end -->")[0]
    assert printed == _as_markdown()


def _as_markdown() -> str:
    lines = [
        f"| button | press | {' | '.join(Standing)} |",
        f"|{'---|' * (2 + len(Standing))}",
    ]
    for button, gesture in product(Button, Gesture):
        cells = (_cell(TABLE[button, gesture, standing]) for standing in Standing)
        lines.append(f"| {button} | {gesture} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(entry: Action | Refusal | Silence) -> str:
    match entry:
        case Action():
            return f"**{entry}**"
        case Refusal():
            return f"✗ {entry}"
        case Silence():
            return "–"
