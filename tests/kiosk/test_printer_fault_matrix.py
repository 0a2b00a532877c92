"""Every printer fault at every moment, with the kiosk killed at each step, the hub late, its answer lost.

Real ticketing, journal, printer package, emulator (TCP) and hub's writer; afterwards the books must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.outcomes import BytesSent, NotPrinted
from printer.faults import PrinterFault
from printer.job import Patience
from tests.kiosk.line_to_hub import Line
from tests.kiosk.meddled_device import Moment
from tests.kiosk.mortality import AtLine, AtMoment, LastLine, fsync_of_this_life
from tests.kiosk.printer_hands import PrinterTrouble
from tests.kiosk.slip_books import differences, entries_of, numbers_on
from tests.kiosk.troubled_kiosk import Citizen, Story, TroubledKiosk, troubled_kiosk
from tests.support.hub import SAMPLE, SmallHub, small_hub

AT_ONCE = 16
LINES_OF_A_NUMBER = 5
"""Asked, reserved, bytes started, what is owed, settled."""
EPSON = "epson-tm-t82"
LONG = Patience(reply_s=2.0, confirm_s=4.0, look_every_s=0.1, quiet_s=0.05)

KIOSKS = "".join(
    f"""
[[devices]]
id = "kiosk-{number}"
kind = "kiosk"
name_vi = "Máy lấy số {number}"
name_en = "Kiosk {number}"
zone = "hall"
screen = {{ width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }}
"""
    for number in range(2, AT_ONCE + 1)
)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallHub]:
    """The day is open and every kiosk has its lease."""
    monkeypatch.setattr("kiosk.journal_file.os.fsync", fsync_of_this_life)
    with small_hub(tmp_path, text=SAMPLE + KIOSKS) as opened:
        opened.open_day()
        opened.tick()
        yield opened


def told(hub: SmallHub, folder: Path, stories: list[Story]) -> list[TroubledKiosk]:
    """All stories played, each at a kiosk of its own; the books agree."""

    def play(numbered: tuple[int, Story]) -> TroubledKiosk:
        count, story = numbered
        with troubled_kiosk(folder / f"kiosk-{count}", hub, story, f"kiosk-{count}") as kiosk:
            kiosk.play()
        return kiosk

    with ThreadPoolExecutor(AT_ONCE) as pool:
        kiosks = list(pool.map(play, enumerate(stories, start=1)))
    agree(hub, kiosks)
    return kiosks


def agree(hub: SmallHub, kiosks: list[TroubledKiosk]) -> None:
    """Paper, ledger and what was sent say the same, and every printer prints again."""
    papers = [kiosk.emulator.tray.slips for kiosk in kiosks]
    begun = [number for kiosk in kiosks for number in kiosk.begun]
    found = list(differences(entries_of(hub), papers, begun))
    assert not found, [*found, *((kiosk.story, kiosk.begun) for kiosk in kiosks)]
    for kiosk in kiosks:
        assert kiosk.has_printer_recovered, (kiosk.story, kiosk.next_outcomes)


def every_way(trouble: PrinterTrouble, moment: Moment) -> list[Story]:
    """All that may come on top of one fault at one moment."""
    deaths = [AtLine(count, line) for count in (3, 4) for line in LastLine]
    return [
        Story(trouble, moment),
        Story(trouble, moment, citizen=Citizen.DECLINES),
        Story(trouble, moment, citizen=Citizen.LEAVES),
        Story(trouble, moment, model=EPSON),
        Story(trouble, moment, model=EPSON, citizen=Citizen.DECLINES),
        Story(trouble, moment, line=Line.DEBTS_UNANSWERED),
        Story(trouble, moment, line=Line.DOWN_AFTER_NUMBER, citizen=Citizen.DECLINES),
        Story(trouble, moment, line=Line.DOWN),
        Story(trouble, moment, line=Line.DOWN, citizen=Citizen.DECLINES),
        *(Story(trouble, moment, death=death) for death in deaths),
        *(Story(trouble, moment, death=AtMoment(at)) for at in (Moment.MIDWAY, Moment.SENT)),
        Story(trouble, moment, death=AtMoment(Moment.MIDWAY), model=EPSON, line=Line.DOWN),
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


AWAY = (Line.LATE, Line.ANSWER_LOST, Line.DOWN)


@pytest.mark.parametrize("line", AWAY)
def test_a_kiosk_killed_while_the_hub_is_late_or_away_leaves_no_ghost(
    hub: SmallHub, tmp_path: Path, line: Line
) -> None:
    deaths = [AtLine(count, kept) for count in range(1, LINES_OF_A_NUMBER + 1) for kept in LastLine]

    told(hub, tmp_path, [Story(line=line), *(Story(death=death, line=line) for death in deaths)])


@pytest.mark.parametrize("line", AWAY)
def test_a_printers_fault_while_the_hub_is_late_or_away_leaves_no_ghost(
    hub: SmallHub, tmp_path: Path, line: Line
) -> None:
    moments = (Moment.BEFORE, Moment.MIDWAY)

    told(hub, tmp_path, [Story(trouble, at, line=line) for trouble in PrinterTrouble for at in moments])


@pytest.mark.parametrize(
    ("death", "is_in_line"),
    [(AtLine(2, LastLine.KEPT), False), (AtLine(4, LastLine.LOST), True)],
    ids=["before-any-byte", "slip-in-hand"],
)
def test_a_kiosk_back_after_the_hub_took_its_number_into_line_reconciles_it(
    hub: SmallHub, tmp_path: Path, death: AtLine, is_in_line: bool
) -> None:
    in_line_meanwhile: list[bool] = []

    def minutes_pass() -> None:
        hub.clock.pass_time(180)
        hub.tick()
        in_line_meanwhile.append(entries_of(hub)["A001"].is_in_line)

    with troubled_kiosk(tmp_path / "kiosk", hub, Story(death=death)) as kiosk:
        kiosk.while_dead = minutes_pass
        kiosk.play()

    agree(hub, [kiosk])
    assert in_line_meanwhile == [True], "the hub can't know: a slip may be in somebody's hand"
    assert entries_of(hub)["A001"].is_in_line is is_in_line
    assert ("A001" in numbers_on(kiosk.emulator.tray.slips[0])) is is_in_line


NOTHING_SENT = {
    PrinterTrouble.PAPER_OUT: PrinterFault.PAPER_OUT,
    PrinterTrouble.COVER_OPEN: PrinterFault.COVER_OPEN,
    PrinterTrouble.POWER_LOSS: PrinterFault.UNPLUGGED,
    PrinterTrouble.RESET: PrinterFault.UNPLUGGED,
    PrinterTrouble.STALL: PrinterFault.UNKNOWN,
    PrinterTrouble.NOISE: PrinterFault.UNKNOWN,
    PrinterTrouble.SILENCE: PrinterFault.UNKNOWN,
}
SOMETHING_SENT = {
    PrinterTrouble.PAPER_OUT: PrinterFault.PAPER_OUT,
    PrinterTrouble.COVER_OPEN: PrinterFault.COVER_OPEN,
    PrinterTrouble.POWER_LOSS: PrinterFault.RESET_MID_PRINT,
    PrinterTrouble.RESET: PrinterFault.RESET_MID_PRINT,
    PrinterTrouble.STALL: PrinterFault.STALLED,
    PrinterTrouble.NOISE: PrinterFault.UNKNOWN,
    PrinterTrouble.SILENCE: PrinterFault.STALLED,
}


@pytest.mark.parametrize("trouble", PrinterTrouble)
def test_the_citizen_is_told_what_is_wrong_and_whether_a_slip_may_come(
    hub: SmallHub, tmp_path: Path, trouble: PrinterTrouble
) -> None:
    moments = (Moment.BEFORE, Moment.ASKED, Moment.MIDWAY, Moment.PRINTED)

    kiosks = told(hub, tmp_path, [Story(trouble, moment, patience=LONG) for moment in moments])

    met = [kiosk.outcome for kiosk in kiosks]
    assert all(isinstance(outcome, NotPrinted) for outcome in met), met
    assert [(shown.fault, shown.sent) for shown in met if isinstance(shown, NotPrinted)] == [
        (NOTHING_SENT[trouble], BytesSent.NONE),
        *[(SOMETHING_SENT[trouble], BytesSent.SOME)] * 3,
    ]
