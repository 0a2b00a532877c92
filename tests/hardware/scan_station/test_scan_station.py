"""A scan station's turns, with real scanimage processes and a small hub over HTTP."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from contract.paper_words import LARGEST_PAGE, ScanTrouble
from hardware.feeder import Feeder
from hardware.sample_papers import SAMPLE_PAPERS, draw_paper
from hardware.sane_scanner import PageFormat, SaneScanner, ScannerSettings
from hardware.scan_choice import ScanChoice
from hardware.scan_station.hub import PageRefusedError, StationHub
from hardware.scan_station.jobs import TROUBLES
from hardware.scan_station.station import POLL_S, REFUSED_S, JobScanner, ScanStation
from hardware.scan_station.waiting import WaitingRoom
from hardware.scanner import ScannedPage, ScannerFault
from hardware.virtual_scanner import VirtualScanner
from tests.hardware.scan_station.small_hub import PASSWORD, TITLE, Job, SmallHub

MEGABYTE = 1024 * 1024


class FeederScanner(VirtualScanner):
    """The virtual feeder for jobs: its sheets come as they are."""

    batches = 0

    def scan_as(self, choice: ScanChoice, folder: Path) -> Iterator[ScannedPage]:
        """As `JobScanner`."""
        self.batches += 1
        return islice(self.scan_batch(folder), choice.count)


@pytest.fixture
def hub() -> Iterator[SmallHub]:
    with SmallHub() as running:
        yield running


@pytest.fixture
def feeder(tmp_path: Path) -> Feeder:
    return Feeder(tmp_path / "feeder")


@pytest.fixture
def scanner(tmp_path: Path, feeder: Feeder) -> FeederScanner:
    return FeederScanner(feeder, tmp_path / "sane", PageFormat.PNG)


@pytest.fixture
def station(tmp_path: Path, hub: SmallHub, scanner: FeederScanner) -> ScanStation:
    return started(tmp_path, hub, scanner)


def started(
    tmp_path: Path, hub: SmallHub, scanner: JobScanner, most: int = 64 * MEGABYTE, password: str = PASSWORD
) -> ScanStation:
    """A station on this test's room; started again it finds what was left there."""
    return ScanStation(StationHub(hub.calls(password)), scanner, WaitingRoom(tmp_path / "room"), most)


def job_of(hub: SmallHub) -> Job:
    assert hub.job is not None
    return hub.job


def sheets(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (60, 90), (20 * number, 100, 200)) for number in range(1, count + 1)]


def reds(job: Job) -> list[int]:
    """Which sheet each page is, by its colour, in the order of page numbers."""
    found = []
    for _, page in sorted(job.pages.items()):
        with Image.open(io.BytesIO(page)) as picture:
            pixel = picture.convert("RGB").getpixel((5, 5))
        assert isinstance(pixel, tuple)
        found.append(round(pixel[0] / 20))
    return found


def left(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "room").rglob("*") if path.is_file())


def test_a_job_is_scanned_page_by_page_and_nothing_stays_behind(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    feeder.put_in(*sheets(3))

    assert station.turn() == POLL_S

    job = job_of(hub)
    assert reds(job) == [1, 2, 3]
    assert job.told == [("scanning", None, 0), ("done", None, 3)]
    assert list((tmp_path / "room").iterdir()) == []
    assert (tmp_path / "room").stat().st_mode & 0o077 == 0


def test_pages_are_at_the_hub_before_the_last_sheet_is_drawn(
    hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    feeder.put_in(*sheets(4))
    left_in_feeder: list[int] = []
    hub.on_page = lambda _number: left_in_feeder.append(feeder.sheet_count)

    station.turn()

    assert left_in_feeder == [3, 2, 1, 0]


def test_what_is_wrong_with_a_page_goes_with_it(hub: SmallHub, feeder: Feeder, station: ScanStation) -> None:
    paper = draw_paper(SAMPLE_PAPERS[0])
    feeder.put_in(paper, paper.rotate(7, fillcolor="white"), Image.new("RGB", paper.size, "white"))

    station.turn()

    assert job_of(hub).flaws == {1: "", 2: "skewed", 3: "blank"}


def test_without_a_job_the_scanner_rests(hub: SmallHub, feeder: Feeder, station: ScanStation) -> None:
    hub.job = None
    feeder.put_in(*sheets(1))

    assert station.turn() == POLL_S
    assert feeder.sheet_count == 1


def test_a_jam_at_page_seven_keeps_six_and_goes_on_with_the_seventh_when_told(
    hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    feeder.put_in(*sheets(9))
    feeder.jam_after(6)

    station.turn()
    job = job_of(hub)
    assert (reds(job), job.told[-1]) == ([1, 2, 3, 4, 5, 6], ("paused", "jammed", 6))
    assert [fault.code for fault in station.faults] == ["scanner-jammed"]

    feeder.clear_jam()
    station.turn()
    assert len(job.pages) == 6, "the officer has not said to go on"

    job.state = "wanted"
    station.turn()
    assert reds(job) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert job.told[-1] == ("done", None, 9)
    assert station.faults == ()


@pytest.mark.parametrize(
    ("hinder", "code"),
    [
        (Feeder.take_out, "no-documents"),
        (Feeder.open_cover, "cover-open"),
        (Feeder.be_busy, "busy"),
        (Feeder.unplug, "disconnected"),
    ],
)
def test_what_hinders_a_scan_is_told(
    hub: SmallHub, feeder: Feeder, station: ScanStation, hinder: Callable[[Feeder], object], code: str
) -> None:
    feeder.put_in(*sheets(1))
    hinder(feeder)

    station.turn()

    assert job_of(hub).told == [("scanning", None, 0), ("paused", code, 0)]


def test_pages_wait_while_the_hub_is_away_and_no_sheet_is_scanned_twice(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner, station: ScanStation
) -> None:
    feeder.put_in(*sheets(5))

    def go_away(number: int) -> None:
        hub.is_away = number == 2

    hub.on_page = go_away
    station.turn()
    station.turn()
    job = job_of(hub)
    assert reds(job) == [1, 2]
    assert left(tmp_path) == ["0003.png", "0004.png", "0005.png", "report.json"]

    hub.is_away = False
    hub.on_page = lambda _number: None
    station.turn()

    assert reds(job) == [1, 2, 3, 4, 5]
    assert job.told == [("scanning", None, 0), ("done", None, 5)]
    assert (scanner.batches, left(tmp_path)) == (1, [])


def test_an_answer_that_was_lost_makes_no_second_page(
    hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    feeder.put_in(*sheets(2))
    job = job_of(hub)

    def lose_the_answer(number: int) -> None:
        hub.on_page = lambda _number: None
        raise ConnectionResetError(f"after page {number}")

    hub.on_page = lose_the_answer
    hub.handle_error = lambda *_: None  # type: ignore[method-assign]  # it is meant to break off
    station.turn()
    station.turn()

    assert (reds(job), job.told[-1]) == ([1, 2], ("done", None, 2))


def test_a_killed_station_goes_on_behind_what_arrived_and_what_it_had_scanned(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner
) -> None:
    feeder.put_in(*sheets(6))
    job = job_of(hub)
    job.state = "scanning"
    _scanned_before_the_kill(tmp_path, scanner, feeder, job)

    started(tmp_path, hub, scanner).turn()

    assert reds(job) == [1, 2, 3, 4, 5, 6]
    assert job.told[-1] == ("done", None, 6)
    assert left(tmp_path) == []


def _scanned_before_the_kill(tmp_path: Path, scanner: FeederScanner, feeder: Feeder, job: Job) -> None:
    """Page 1 is at the hub, 2 waits, 3 is whole but not taken in, of 4 there is half a file."""
    folder = tmp_path / "room" / job.id
    batch = folder / "batch-0"
    batch.mkdir(parents=True)
    pages = scanner.scan_batch(batch)
    job.pages[1] = next(pages).path.read_bytes()
    (batch / "page-001.png").unlink()
    next(pages).path.rename(folder / "0002.png")
    next(pages)
    pages.close()  # type: ignore[attr-defined]  # it is a generator
    (batch / "page-004.png.part").write_bytes(b"\x89PNG half")
    assert feeder.sheet_count == 3


def test_a_station_killed_after_the_last_sheet_keeps_it_for_a_hub_that_is_away_and_says_done(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner
) -> None:
    batch = tmp_path / "room" / "job-1" / "batch-0"
    batch.mkdir(parents=True)
    feeder.put_in(*sheets(2))
    list(scanner.scan_batch(batch))

    station = started(tmp_path, hub, scanner)
    hub.is_away = True
    station.turn()
    hub.is_away = False
    station.turn()

    assert job_of(hub).told == [("scanning", None, 2), ("done", None, 2)]


def test_a_job_that_is_cancelled_in_mid_scan_ends_and_leaves_nothing(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    feeder.put_in(*sheets(5))
    job = job_of(hub)

    def cancel(number: int) -> None:
        if number == 2:
            job.state = "cancelled"

    hub.on_page = cancel
    station.turn()

    assert reds(job) == [1, 2]
    assert job.told == [("scanning", None, 0)]
    assert feeder.sheet_count > 0
    assert list((tmp_path / "room").iterdir()) == []


def test_pages_that_wait_for_a_job_nobody_knows_any_more_are_erased(
    tmp_path: Path, hub: SmallHub, scanner: FeederScanner
) -> None:
    for folder, name in (("job-0", "0001.png"), ("job-00/batch-0", "page-001.png")):
        (tmp_path / "room" / folder).mkdir(parents=True)
        Image.new("L", (30, 40), 200).save(tmp_path / "room" / folder / name)
    hub.job = None

    started(tmp_path, hub, scanner).turn()

    assert list((tmp_path / "room").iterdir()) == []


def test_another_picture_under_the_same_number_moves_the_pages_up_in_their_order(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, station: ScanStation
) -> None:
    job = job_of(hub)
    feeder.put_in(*sheets(3))
    first = Image.new("RGB", (60, 90), (200, 100, 200))
    file = io.BytesIO()
    first.save(file, "PNG")
    waiting = tmp_path / "room" / job.id
    hub.on_page = lambda _number: job.pages.setdefault(2, file.getvalue()) and None

    station.turn()

    assert reds(job) == [1, 10, 2, 3]
    assert job.told[-1] == ("done", None, 4)
    assert not waiting.exists()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((413, "too-many-pages"), "document-full"),
        ((413, "page-too-large"), "page-too-large"),
        ((413, "too-large"), "page-too-large"),
        ((422, "no-picture"), "page-damaged"),
        ((418, "of-a-newer-hub"), "refused"),
    ],
)
def test_a_page_the_hub_will_never_take_pauses_the_scan_and_says_why(
    hub: SmallHub, feeder: Feeder, station: ScanStation, answer: tuple[int, str], told: str
) -> None:
    feeder.put_in(*sheets(4))
    hub.page_answer = answer

    station.turn()

    assert job_of(hub).told[-1] == ("paused", told, 1)
    assert feeder.sheet_count > 0


def test_a_page_larger_than_the_hub_lets_in_is_not_sent(hub: SmallHub) -> None:
    with pytest.raises(PageRefusedError) as refused:
        StationHub(hub.calls()).bring("job-1", 1, bytes(LARGEST_PAGE + 1), ())

    assert refused.value.trouble is ScanTrouble.PAGE_TOO_LARGE
    assert job_of(hub).pages == {}


def test_no_sheet_is_drawn_that_the_document_has_no_room_for(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner, station: ScanStation
) -> None:
    feeder.put_in(*sheets(6))
    feeder.jam_after(2)
    job = job_of(hub)
    job.most_pages = 4
    station.turn()
    assert (sorted(job.pages), job.told[-1][:2]) == ([1, 2], ("paused", "jammed"))
    feeder.clear_jam()
    left = feeder.sheet_count

    job.state = "wanted"
    station.turn()

    assert (sorted(job.pages), job.told[-1]) == ([1, 2, 3, 4], ("done", None, 4))
    assert feeder.sheet_count == left - 2


def test_a_page_damaged_on_the_way_is_sent_again(hub: SmallHub, feeder: Feeder, station: ScanStation) -> None:
    feeder.put_in(*sheets(1))
    hub.page_answer = (422, "wrong-hash")
    station.turn()
    assert job_of(hub).pages == {}

    hub.page_answer = None
    station.turn()

    assert reds(job_of(hub)) == [1]


def test_when_no_more_pages_can_wait_the_scan_pauses_instead_of_filling_the_memory(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner
) -> None:
    feeder.put_in(*[Image.effect_noise((300, 300), 90) for _ in range(6)])
    station = started(tmp_path, hub, scanner, most=400_000)
    hub.on_page = lambda number: setattr(hub, "is_away", number == 1)

    station.turn()
    assert feeder.sheet_count > 0
    hub.is_away = False
    station.turn()

    state, code, pages = job_of(hub).told[-1]
    assert (state, code) == ("paused", ScanTrouble.DISCONNECTED)
    assert pages == len(job_of(hub).pages) < 6


def test_a_size_the_scanner_does_not_have_is_told_to_staff_before_a_sheet_moves(
    tmp_path: Path, hub: SmallHub
) -> None:
    job_of(hub).size = "a4"
    scanner = SaneScanner(ScannerSettings("test:0", tmp_path / "sane", page_format=PageFormat.PNG))
    station = started(tmp_path, hub, scanner)

    station.turn()

    assert job_of(hub).told[-1] == ("paused", "cannot-scan-so", 0)
    assert [fault.code for fault in station.faults] == ["cannot-scan-so"]


def test_one_sheet_that_is_scanned_again_is_the_only_one_that_is_drawn(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner, station: ScanStation
) -> None:
    feeder.put_in(*sheets(3))
    job = job_of(hub)
    job.most_pages = 1

    station.turn()

    assert (reds(job), job.told[-1], feeder.sheet_count) == ([1], ("done", None, 1), 2)

    job.state = "scanning"  # the station was killed before it could say that it was done
    started(tmp_path, hub, scanner).turn()

    assert (reds(job), job.told[-1], feeder.sheet_count) == ([1], ("done", None, 1), 2)


@pytest.mark.parametrize(
    ("source", "most", "pages"), [("feeder", None, 10), ("feeder", 1, 1), ("flatbed", None, 1)]
)
def test_sanes_own_device_scans_a_job_from_feeder_and_glass(
    tmp_path: Path, hub: SmallHub, source: str, most: int | None, pages: int
) -> None:
    job = job_of(hub)
    job.source, job.size, job.most_pages = source, "id-card", most
    scanner = SaneScanner(ScannerSettings("test:0", tmp_path / "sane", page_format=PageFormat.PNG))

    started(tmp_path, hub, scanner).turn()

    assert job.told[-1] == ("done", None, pages)
    with Image.open(io.BytesIO(job.pages[1])) as picture:
        assert picture.size == pytest.approx((86 * 50 / 25.4, 54 * 50 / 25.4), abs=2)


def test_a_wrong_password_is_told_and_not_tried_every_second(
    tmp_path: Path, hub: SmallHub, scanner: FeederScanner
) -> None:
    station = started(tmp_path, hub, scanner, password="wrong")

    assert station.turn() == REFUSED_S
    assert [fault.code for fault in station.faults] == ["hub-refuses"]


def test_a_hub_that_answers_nonsense_is_away(hub: SmallHub, station: ScanStation) -> None:
    job_of(hub).id = "../../etc"

    assert station.turn() == POLL_S
    assert job_of(hub).told == []


def test_a_station_that_ends_keeps_what_is_whole_for_its_next_start(
    tmp_path: Path, hub: SmallHub, feeder: Feeder, scanner: FeederScanner, station: ScanStation
) -> None:
    feeder.put_in(*sheets(4))
    hub.on_page = lambda number: station.stop() if number == 2 else None
    station.turn()
    job = job_of(hub)
    assert job.told == [("scanning", None, 0)], "neither done nor paused"

    hub.on_page = lambda _number: None
    started(tmp_path, hub, scanner).turn()

    assert reds(job) == [1, 2, 3, 4]


def test_the_log_tells_no_title(
    hub: SmallHub, feeder: Feeder, station: ScanStation, caplog: pytest.LogCaptureFixture
) -> None:
    feeder.put_in(*sheets(2))
    feeder.jam_after(1)
    with caplog.at_level(logging.DEBUG):
        station.turn()

    assert "page 1 is at the hub" in caplog.text
    assert TITLE not in caplog.text
    assert "Mẫu" not in caplog.text
    assert PASSWORD not in caplog.text


def test_every_fault_of_a_scanner_has_a_word_for_the_officer() -> None:
    assert set(TROUBLES) == set(ScannerFault)
