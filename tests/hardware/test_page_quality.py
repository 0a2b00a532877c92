"""The page check on made-up pages: what is wrong is found, good pages are left alone."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from bench import trial_scans
from bench.page_quality import SPOILT
from bench.trial_pages import PageKind, draw
from bench.trial_scans import Mode, Spoiling, trial_page
from contract.paper_words import PageFlaw
from hardware.page_quality.flaws import ADVICE, WORST_FIRST, PageQuality
from hardware.page_quality.judging import judge_page, judge_picture
from hardware.page_quality.raster import raster_of

WRITTEN = (PageKind.TEXT, PageKind.FORM)


def page(
    kind: PageKind, spoiling: Spoiling = trial_scans.as_it_is, mode: Mode = Mode.GRAY, dpi: int = 200
) -> PageQuality:
    return judge_picture(trial_page(7, kind, dpi, spoiling, mode).image, dpi)


@pytest.mark.parametrize("kind", PageKind)
@pytest.mark.parametrize(("mode", "dpi"), [(Mode.COLOUR, 200), (Mode.GRAY, 300), (Mode.LINEART, 200)])
def test_a_good_page_is_left_alone(kind: PageKind, mode: Mode, dpi: int) -> None:
    assert page(kind, mode=mode, dpi=dpi).flaws == ()


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("name", SPOILT)
def test_what_is_wrong_with_a_written_page_is_found(kind: PageKind, name: str) -> None:
    spoiling, flaw, _ = SPOILT[name]

    assert flaw in page(kind, spoiling).flaws


def test_a_crooked_page_tells_its_degrees() -> None:
    straight = draw(PageKind.TEXT, np.random.default_rng(3), 200)

    found = judge_picture(trial_scans.turned(straight, -6.0), 200)

    assert found.flaws == (PageFlaw.SKEWED,)
    assert found.skew_degrees == pytest.approx(6.0, abs=0.2), "positive: the right end hangs down"


def test_a_photograph_is_not_said_to_be_blurred_crooked_or_upside_down() -> None:
    found = page(PageKind.PHOTO, trial_scans.upside_down, Mode.COLOUR)

    assert found.flaws == ()
    assert {PageFlaw.BLURRED, PageFlaw.SKEWED, PageFlaw.UPSIDE_DOWN} <= found.not_judged


def test_line_art_is_never_judged_blurred() -> None:
    assert PageFlaw.BLURRED in page(PageKind.TEXT, mode=Mode.LINEART).not_judged


def test_handwriting_is_not_judged_upside_down() -> None:
    assert PageFlaw.UPSIDE_DOWN in page(PageKind.HANDWRITING, trial_scans.upside_down).not_judged


def test_red_and_blue_covers_are_not_dark() -> None:
    for cover in ((170, 20, 30), (30, 60, 170)):
        image = Image.new("RGB", (1654, 2339), cover)
        assert PageFlaw.DARK not in judge_picture(image, 200).flaws


def test_an_empty_page_is_blank_and_nothing_more_is_said() -> None:
    found = page(PageKind.TEXT, trial_scans.blank)

    assert found.flaws == (PageFlaw.BLANK,)
    assert found.skew_degrees is None
    assert PageFlaw.BLURRED in found.not_judged


def test_a_scanned_file_is_judged_like_its_picture_and_without_its_resolution_taken_for_a4() -> None:
    image = trial_page(7, PageKind.TEXT, 200, trial_scans.upside_down, Mode.COLOUR).image
    for kind in ("PNG", "JPEG", "TIFF"):
        file = io.BytesIO()
        image.save(file, kind)
        assert judge_page(file.getvalue()).flaws == (PageFlaw.UPSIDE_DOWN,)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("dpi", [200, 300, 600])
def test_every_file_is_judged_at_the_same_resolution(kind: str, dpi: int) -> None:
    size = (round(210 * dpi / 25.4), round(297 * dpi / 25.4))
    for mode in ("L", "RGB"):
        file = io.BytesIO()
        Image.new(mode, size, "white").save(file, kind, dpi=(dpi, dpi))
        assert raster_of(file.getvalue(), None).gray.shape == pytest.approx((1754, 1240), abs=1)


def test_half_a_file_is_no_page() -> None:
    file = io.BytesIO()
    Image.new("L", (800, 1100), 255).save(file, "PNG")
    with pytest.raises(OSError, match=r"image file is truncated|cannot identify|broken"):
        judge_page(file.getvalue()[:200])


@pytest.mark.parametrize("size", [(1, 1), (5, 2000), (640, 400)])
def test_a_scrap_is_judged_without_a_fault(size: tuple[int, int]) -> None:
    judge_picture(Image.new("RGB", size, "white"), 200)
    judge_picture(Image.effect_noise(size, 90), 200)


def test_every_flaw_has_advice_in_both_languages_and_a_rank() -> None:
    assert set(ADVICE) == set(PageFlaw) == set(WORST_FIRST)
    advice = PageQuality((PageFlaw.BLURRED, PageFlaw.SKEWED)).advice
    assert advice is not None
    assert advice.vi == "Trang bị mờ: đặt lại giấy cho phẳng rồi quét lại."
    assert PageQuality().advice is None
