"""What scanners offer, and whether a job can be scanned so: real listings, and SANE's own `test` device."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from contract.paper_words import ScanMode, SheetSize, SheetSource
from hardware.sane_scanner import PageFormat, SaneScanner, ScannerSettings, write_backend_config
from hardware.scan_choice import CannotScanSoError, ScanChoice, options_for, source_options
from hardware.scan_options import Offers, offers_of, read_offers
from hardware.scanner import ScannerError, ScannerFault

SHEETFED = """
All options specific to device `fujitsu:fi-7030:12345':
  Scan Mode:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    --page-width 0..224.846mm (in steps of 0.0211639) [215.872]
        Specifies the width of the media.  Required for automatic centering of
        sheet-fed scans.
    --page-height 0..876.695mm (in steps of 0.0211639) [279.364]
        Specifies the height of the media.
    -l 0..215.872mm (in steps of 0.0211639) [0]
    -t 0..279.364mm (in steps of 0.0211639) [0]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
  Enhancement:
    --brightness -127..127 (in steps of 1) [0]
    --threshold 0..255 (in steps of 1) [inactive]
    --swcrop[=(yes|no)] [no]
"""
GLASS_ONLY = """
    --mode Lineart|Gray|24bit Color [24bit Color]
    --resolution 75|150|300|600|1200dpi [75]
    -l 0..215.9mm [0]
    -t 0..297.01mm [0]
    -x 0..215.9mm [215.9]
    -y 0..297.01mm [297.01]
"""


@pytest.fixture
def sane(tmp_path: Path) -> dict[str, str]:
    write_backend_config(tmp_path / "sane", "test")
    return {"SANE_CONFIG_DIR": str(tmp_path / "sane")}


@pytest.fixture
def offers(sane: dict[str, str]) -> Offers:
    return offers_of("test:0", (), sane)


def after(name: str, options: tuple[str, ...]) -> str:
    return options[options.index(name) + 1]


def test_the_test_device_tells_what_it_offers(offers: Offers) -> None:
    assert offers.words("mode") == ("Gray", "Color")
    assert offers.words("source") == ("Flatbed", "Automatic Document Feeder")
    assert (offers["resolution"].least, offers["resolution"].most) == (1, 1200)
    assert (offers["x"].least, offers["x"].most) == (0, 200)
    assert "three-pass-order" not in offers, "inactive"


def test_a_scanner_that_is_not_there_offers_nothing(sane: dict[str, str]) -> None:
    with pytest.raises(ScannerError) as ended:
        offers_of("test:no-such", (), sane)
    assert ended.value.fault is ScannerFault.GONE


def test_a_sheetfed_scanner_gets_the_paper_the_window_and_one_side(tmp_path: Path) -> None:
    offers = read_offers(SHEETFED.replace("-y 0..279.364mm", "-y 0..876.695mm"))

    options = options_for(ScanChoice(SheetSize.A4, 300, ScanMode.GRAY), offers)

    assert options == (
        *("--mode", "Gray", "--resolution", "300"),
        *("--page-width", "210", "--page-height", "297", "-l", "0", "-t", "0", "-x", "210", "-y", "297"),
    )


def test_a_mode_has_the_name_its_driver_gives_it(offers: Offers) -> None:
    color = ScanChoice(mode=ScanMode.COLOR, source=SheetSource.FLATBED)
    lineart = ScanChoice(SheetSize.AUTO, mode=ScanMode.LINEART)

    assert after("--mode", options_for(color, read_offers(GLASS_ONLY))) == "24bit Color"
    assert options_for(lineart, offers)[:4] == ("--mode", "Gray", "--depth", "1"), "it has no lineart"


def test_a_resolution_that_is_not_listed_becomes_the_next_finer_one() -> None:
    glass = read_offers(GLASS_ONLY)

    assert after("--resolution", options_for(ScanChoice(dpi=200), glass)) == "300"
    with pytest.raises(CannotScanSoError, match=r"2400 dpi was asked for, it has 75, 150, 300, 600, 1200"):
        options_for(ScanChoice(dpi=2400), glass)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (ScanChoice(SheetSize.A4), r"a4 is 210 mm, it has 200 mm at most"),
        (ScanChoice(SheetSize.A5), r"a5 is 210 mm, it has 200 mm at most"),
        (ScanChoice(SheetSize.ID_CARD, dpi=1300), r"1300 dpi was asked for, it has 1 to 1200"),
    ],
)
def test_what_the_test_device_cannot_do_is_said(offers: Offers, choice: ScanChoice, said: str) -> None:
    with pytest.raises(CannotScanSoError, match=said):
        options_for(choice, offers)


def test_a_feeder_without_glass_refuses_the_glass() -> None:
    with pytest.raises(CannotScanSoError, match=r"flatbed was asked for, it has ADF Front, ADF Back"):
        source_options(SheetSource.FLATBED, read_offers(SHEETFED))


def test_a_mode_that_nobody_offers_is_refused() -> None:
    with pytest.raises(CannotScanSoError, match=r"color was asked for, it has Gray"):
        options_for(ScanChoice(mode=ScanMode.COLOR), read_offers("    --mode Gray [Gray]\n"))


def test_the_settings_name_of_the_feeder_wins_where_the_driver_has_it() -> None:
    offers = read_offers(SHEETFED)

    assert source_options(SheetSource.FEEDER, offers, "ADF Duplex") == ("--source", "ADF Duplex")
    assert source_options(SheetSource.FEEDER, offers, "ADF Left") == ("--source", "ADF Front")
    assert source_options(SheetSource.FLATBED, read_offers(GLASS_ONLY)) == (), "there is one source only"


@pytest.mark.parametrize(
    ("choice", "mode", "size"),
    [
        (ScanChoice(SheetSize.ID_CARD, 300, ScanMode.COLOR), "RGB", (1015, 637)),
        (ScanChoice(SheetSize.ID_CARD, 200, ScanMode.GRAY), "L", (677, 425)),
        (ScanChoice(SheetSize.ID_CARD, 200, ScanMode.LINEART), "1", (677, 425)),
    ],
)
def test_the_test_device_scans_as_it_was_asked(
    tmp_path: Path, choice: ScanChoice, mode: str, size: tuple[int, int]
) -> None:
    settings = ScannerSettings("test:0", tmp_path / "sane", page_format=PageFormat.PNG, page_timeout_s=30)
    pages = tmp_path / "pages"
    pages.mkdir()

    batch = SaneScanner(settings).scan_as(choice, pages)
    page = next(iter(batch))

    with Image.open(page.path) as picture:
        assert picture.mode == mode
        assert picture.size == pytest.approx(size, abs=3)
        assert picture.info["dpi"] == pytest.approx((choice.dpi, choice.dpi), abs=1)


def test_the_glass_gives_one_page_and_ends(tmp_path: Path) -> None:
    settings = ScannerSettings("test:0", tmp_path / "sane", page_format=PageFormat.PNG)
    choice = ScanChoice(SheetSize.ID_CARD, 50, ScanMode.GRAY, SheetSource.FLATBED)

    assert len(list(SaneScanner(settings).scan_as(choice, tmp_path))) == 1


def test_what_cannot_be_scanned_so_is_said_before_a_sheet_moves(tmp_path: Path) -> None:
    scanner = SaneScanner(ScannerSettings("test:0", tmp_path / "sane"))

    with pytest.raises(CannotScanSoError):
        next(iter(scanner.scan_as(ScanChoice(SheetSize.A4), tmp_path)))

    assert not list(tmp_path.glob("page-*"))
    assert [path.name for path in tmp_path.iterdir()] == ["sane"]
