"""Every printer fault at every moment, with the kiosk killed at each step, the hub late, its answer lost.

Real ticketing, journal, printer package, emulator (TCP) and hub's writer; afterwards the books must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.kiosk.meddled_device import Moment
from tests.kiosk.mortality import AtLine, AtMoment, LastLine, fsync_of_this_life
from tests.kiosk.printer_hands import PrinterTrouble
from tests.kiosk.slip_books import differences, entries_of
from tests.kiosk.troubled_kiosk import Citizen, Line, Story, TroubledKiosk, troubled_kiosk
from tests.support.hub import SmallHub, small_hub

AT_ONCE = 14
LINES_OF_A_NUMBER = 5
"""Asked, reserved, bytes started, what is owed, settled."""
GENERIC, EPSON = "generic-80", "epson-tm-t82"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallHub]:
    monkeypatch.setattr("kiosk.journal.os.fsync", fsync_of_this_life)
    with small_hub(tmp_path) as opened:
        opened.open_day()
        yield opened


def told(hub: SmallHub, folder: Path, stories: list[Story]) -> list[TroubledKiosk]:
    """All stories played, several at once; the books agree."""

    def play(numbered: tuple[int, Story]) -> TroubledKiosk:
        count, story = numbered
        with troubled_kiosk(folder / f"kiosk-{count}", hub, story) as kiosk:
            kiosk.play()
        return kiosk

    with ThreadPoolExecutor(AT_ONCE) as pool:
        kiosks = list(pool.map(play, enumerate(stories)))
    papers = [kiosk.emulator.tray.slips for kiosk in kiosks]
    begun = [number for kiosk in kiosks for number in kiosk.begun]
    found = list(differences(entries_of(hub), papers, begun))
    assert not found, [*found, *((kiosk.story, kiosk.begun) for kiosk in kiosks)]
    for kiosk in kiosks:
        assert kiosk.has_printer_recovered, (kiosk.story, kiosk.next_outcomes)
    return kiosks


def every_way(trouble: PrinterTrouble, moment: Moment) -> list[Story]:
    """All that may come on top of one fault at one moment."""
    deaths = [AtLine(count, line) for count in (3, 4) for line in LastLine]
    plain = Story(trouble, moment)
    return [
        plain,
        Story(trouble, moment, citizen=Citizen.DECLINES),
        Story(trouble, moment, citizen=Citizen.LEAVES),
        Story(trouble, moment, model=EPSON),
        Story(trouble, moment, model=EPSON, citizen=Citizen.DECLINES),
        Story(trouble, moment, line=Line.DEBTS_UNANSWERED),
        Story(trouble, moment, line=Line.DOWN_AFTER_NUMBER, citizen=Citizen.DECLINES),
        *(Story(trouble, moment, death=death) for death in deaths),
        *(Story(trouble, moment, death=AtMoment(at)) for at in (Moment.MIDWAY, Moment.SENT)),
        Story(trouble, moment, death=AtMoment(Moment.MIDWAY), model=EPSON),
    ]


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("trouble", PrinterTrouble)
def test_after_any_fault_at_any_moment_slips_in_hands_are_tickets_in_line(
    hub: SmallHub, tmp_path: Path, trouble: PrinterTrouble, moment: Moment
) -> None:
    kiosks = told(hub, tmp_path, every_way(trouble, moment))

    assert any(kiosk.has_died for kiosk in kiosks)
    assert any(not kiosk.has_died for kiosk in kiosks)


def test_a_kiosk_killed_at_any_line_of_its_journal_leaves_the_books_right(
    hub: SmallHub, tmp_path: Path
) -> None:
    deaths = [AtLine(count, line) for count in range(1, LINES_OF_A_NUMBER + 1) for line in LastLine]

    kiosks = told(hub, tmp_path, [Story(death=death) for death in deaths])

    assert all(kiosk.has_died for kiosk in kiosks)


@pytest.mark.parametrize("line", [Line.LATE, Line.ANSWER_LOST])
@pytest.mark.parametrize("trouble", [None, *PrinterTrouble])
def test_a_hub_that_answers_late_or_never_leaves_no_ghost(
    hub: SmallHub, tmp_path: Path, line: Line, trouble: PrinterTrouble | None
) -> None:
    moment = None if trouble is None else Moment.BEFORE
    deaths = [AtLine(count, kept) for count in (1, 2) for kept in LastLine]
    stories = [Story(trouble, moment, line=line)]
    stories += [Story(trouble, moment, death, line) for death in deaths]

    told(hub, tmp_path, stories)
