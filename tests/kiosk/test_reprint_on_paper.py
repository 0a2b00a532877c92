"""A copy on real paper, and what the hub's ledger says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract import events as e
from kiosk.reprinting import Reprinting
from printer.outcome import PrintOutcome
from server.store import ledger
from tests.kiosk.citizen import a_center
from tests.kiosk.line_to_hub import Line
from tests.kiosk.troubled_kiosk import Story, troubled_kiosk
from tests.support.hub import SmallHub, small_hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SmallHub]:
    with small_hub(tmp_path) as opened:
        opened.open_day()
        opened.tick()
        yield opened


def reprinted(hub: SmallHub) -> list[str]:
    """Numbers of which the ledger knows a copy."""
    with hub.database.reading() as connection:
        told = [recorded.event for recorded in ledger.events_after(connection, 0)]
    return [event.number for event in told if isinstance(event, e.SlipReprinted)]


@pytest.mark.parametrize("line", [Line.STANDS, Line.DOWN])
def test_the_copy_bears_the_same_number_and_code_and_stands_in_the_ledger_once(
    hub: SmallHub, tmp_path: Path, line: Line
) -> None:
    with troubled_kiosk(tmp_path / "kiosk", hub, Story(line=line)) as kiosk:
        kiosk.play()
        reprinting = Reprinting(kiosk.journal, kiosk.printer, a_center, lambda: None)
        first = reprinting.latest()[-1]

        result = reprinting.print_copy(first.ticket)
        kiosk.settler.settle()
        kiosk.settler.settle()

        original, _, copy = kiosk.emulator.tray.slips
    assert result.outcome is PrintOutcome.CONFIRMED
    assert copy.qr_data == original.qr_data
    assert any(first.number in text for text in copy.lines)
    assert any("Copy" in text for text in copy.lines)
    assert not any("Copy" in text for text in original.lines)
    assert reprinted(hub) == [first.number]
