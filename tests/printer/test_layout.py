"""What stands on the slip, in which order, how high, and in how many bytes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contract.words import Language
from printer.blocks import Block, Cut, Feed, NativeQr, NumberBlock, PictureLine, PictureQr, TextLine
from printer.drawing import FontFiles, Pen
from printer.encoder import encode
from printer.layout import (
    ADVICE,
    AHEAD,
    CENTER,
    HOTLINE,
    LONG_SERVICE,
    MARKS,
    SECOND_NAME,
    SERVICE,
    LineStyle,
    SlipLayout,
)
from printer.models import BUILT_IN, EPSON_TM_T82, GENERIC_58, GENERIC_80, NO_STATUS
from printer.profile import CodePage, Cutter, PrinterProfile
from printer.slip import Slip, SlipMark, TrialSlip

LONG_NAME = (
    "Đăng ký biến động đối với trường hợp đổi tên hoặc thay đổi thông tin về người sử dụng đất, chủ sở hữu "
    "tài sản gắn liền với đất, giảm diện tích thửa đất do sạt lở tự nhiên"
)
ONE_MM_AT_203_DPI = 203 / 25.4


def compose(slip: Slip, profile: PrinterProfile = GENERIC_80) -> tuple[Block, ...]:
    return SlipLayout(profile, FontFiles()).compose(slip)


def words(blocks: Iterable[Block]) -> list[str]:
    """What the slip says from top to bottom, however it is printed."""
    said: list[str] = []
    for block in blocks:
        match block:
            case TextLine(text=text) | PictureLine(text=text):
                said.append(text)
            case NumberBlock(number=number):
                said.append(f"# {number}")
            case NativeQr(content=content) | PictureQr(content=content):
                said.append(f"QR {content}")
            case Cut():
                said.append("cut")
            case Feed():
                continue
    return said


def number_of(blocks: Iterable[Block]) -> NumberBlock:
    return next(block for block in blocks if isinstance(block, NumberBlock))


def test_the_slip_says_everything_in_the_agreed_order(slip: Slip) -> None:
    assert words(compose(slip)) == [
        "Trung tâm Phục vụ hành chính công xã Tân Lập",
        "Hộ tịch",
        "# A012",
        "Trước ông/bà còn 5 người",
        "A012 08:12 22/11/2026",
        "Vui lòng giữ phiếu và theo dõi màn hình",
        "QR k3Jx9QpLw2Zr7TnVb5Yc8D",
        "Mã cho máy lấy số và quầy",
        "Đường dây nóng: 0263 3838 1234",
        "cut",
    ]


def test_narrow_paper_keeps_the_order(slip: Slip) -> None:
    full = replace(slip, marks=frozenset(SlipMark), where_to_wait="Mời ông/bà chờ ở dãy ghế trước quầy 3")

    wide = "".join(words(compose(full))).replace(" ", "")
    narrow = "".join(words(compose(full, GENERIC_58))).replace(" ", "")

    assert narrow == wide


def test_an_english_slip_keeps_the_vietnamese_name_of_the_service_for_the_officer(slip: Slip) -> None:
    english = replace(slip, language=Language.EN, people_ahead=1, public_url="https://m.example/v/")

    assert words(compose(english)) == [
        "Trung tâm Phục vụ hành chính công xã Tân Lập",
        "Civil status",
        "Hộ tịch",
        "# A012",
        "1 person ahead of you",
        "A012 08:12 22/11/2026",
        "Please keep this slip and watch the screen",
        "QR https://m.example/v/k3Jx9QpLw2Zr7TnVb5Yc8D",
        "Scan with a phone to follow your turn",
        "Hotline: 0263 3838 1234",
        "cut",
    ]


def test_a_public_qr_says_that_a_phone_reads_it(slip: Slip) -> None:
    public = replace(slip, public_url="https://m.example/v/")

    assert "Quét mã bằng điện thoại để xem lượt" in words(compose(public))


def test_marks_stand_below_the_number(slip: Slip) -> None:
    said = words(compose(replace(slip, marks=frozenset(SlipMark))))

    assert said[said.index("# A012") + 1] == "Ưu tiên / In lại / Cấp khi mất kết nối"


@pytest.mark.parametrize(("mark", "said"), [
    (SlipMark.COPY, "In lại"), (SlipMark.OFFLINE, "Cấp khi mất kết nối"), (SlipMark.PRIORITY, "Ưu tiên"),
])  # fmt: skip
def test_each_mark_has_its_words(slip: Slip, mark: SlipMark, said: str) -> None:
    assert said in words(compose(replace(slip, marks=frozenset({mark}))))


def test_nobody_ahead_is_said_in_words_and_unknown_is_not_said(slip: Slip) -> None:
    assert "Trước ông/bà không còn ai" in words(compose(replace(slip, people_ahead=0)))
    assert not [line for line in words(compose(replace(slip, people_ahead=None))) if "Trước" in line]


def test_a_time_that_is_not_sure_is_not_on_the_slip(slip: Slip) -> None:
    sure, unsure = words(compose(slip)), words(compose(replace(slip, taken_at=None)))

    assert [line for line in sure if line not in unsure] == ["A012 08:12 22/11/2026"]
    assert slip.number in unsure


@pytest.mark.parametrize("profile", BUILT_IN, ids=lambda profile: profile.name)
@pytest.mark.parametrize("number", ["A012", "1001", "H0123"])
def test_the_number_is_at_least_15_mm_high_on_every_model(
    slip: Slip, profile: PrinterProfile, number: str
) -> None:
    block = number_of(compose(replace(slip, number=number), profile))

    assert block.height_dots >= 15 * ONE_MM_AT_203_DPI
    assert block.picture.width * block.scale <= profile.width_dots


@pytest.mark.parametrize("profile", BUILT_IN, ids=lambda profile: profile.name)
def test_nothing_is_wider_than_the_paper(slip: Slip, profile: PrinterProfile) -> None:
    long = replace(slip, service_vi=LONG_NAME, where_to_wait=LONG_NAME, marks=frozenset(SlipMark))
    for block in compose(long, profile):
        match block:
            case TextLine(text=text, size=size):
                assert len(text) * 12 * size.value[0] <= profile.width_dots
            case PictureLine(picture=picture):
                assert picture.width <= profile.width_dots
            case _:
                continue


def test_a_long_service_name_takes_two_lines_and_ends_at_a_word(slip: Slip) -> None:
    said = words(compose(replace(slip, service_vi=LONG_NAME)))
    name = said[1:3]

    assert said[3] == "# A012"
    assert name[1].endswith("...")
    assert LONG_NAME.startswith(" ".join(name).removesuffix("...") + " ")


def test_only_lines_that_need_it_are_pictures(slip: Slip) -> None:
    blocks = compose(replace(slip, language=Language.EN))

    assert [block.text for block in blocks if isinstance(block, PictureLine)] == [
        "Trung tâm Phục vụ hành chính công xã Tân Lập",
        "Hộ tịch",
    ]


def test_a_code_page_declared_sure_prints_the_lines_whose_letters_it_has(slip: Slip) -> None:
    page = CodePage(52, "cp1258")
    profile = replace(GENERIC_80, sure_code_pages=(page,))
    blocks = compose(replace(slip, service_vi="Đê Âu Cơ", where_to_wait="Đô thị"), profile)

    native = {block.text: block.code_page for block in blocks if isinstance(block, TextLine)}
    drawn = {block.text for block in blocks if isinstance(block, PictureLine)}

    assert native["Đê Âu Cơ"] == page
    assert native["A012 08:12 22/11/2026"] is None
    assert "Đô thị" in drawn


def test_white_space_is_motion_not_rows(slip: Slip) -> None:
    blocks = compose(slip)

    assert sum(isinstance(block, Feed) for block in blocks) >= 8
    assert not [block for block in blocks if isinstance(block, TextLine) and not block.text.strip()]


def test_a_model_without_native_qr_gets_a_picture(slip: Slip) -> None:
    assert any(isinstance(block, PictureQr) for block in compose(slip, NO_STATUS))
    assert any(isinstance(block, NativeQr) for block in compose(slip, EPSON_TM_T82))


@pytest.mark.parametrize(
    "service", ["Hộ tịch", "Chứng thực", "Hộ kinh doanh", "Bảo trợ xã hội", "Trả kết quả"]
)
@pytest.mark.parametrize("ahead", [0, 5, 128])
def test_an_ordinary_slip_with_place_to_wait_and_hotline_stays_within_8_000_bytes(
    slip: Slip, service: str, ahead: int
) -> None:
    whole = replace(
        slip,
        service_vi=service,
        people_ahead=ahead,
        token="k3Jx9QpLw2Zr7TnV",
        where_to_wait="Mời ông/bà ngồi chờ tại sảnh",
        hotline="1022",
    )

    assert len(encode(compose(whole, EPSON_TM_T82), EPSON_TM_T82)) <= 8_000


@pytest.mark.parametrize(
    "style", [CENTER, SERVICE, LONG_SERVICE, SECOND_NAME, MARKS, AHEAD, ADVICE, HOTLINE], ids=repr
)
def test_the_smallest_drawn_capitals_are_2_mm_high(style: LineStyle) -> None:
    capital = Pen(FontFiles()).line("H", style.drawn_size, style.weight)

    assert capital.height >= 2.0 * ONE_MM_AT_203_DPI


def test_number_and_moment_stay_in_the_printers_own_letters(slip: Slip) -> None:
    native = [block.text for block in compose(slip, EPSON_TM_T82) if isinstance(block, TextLine)]

    assert native == ["A012 08:12 22/11/2026"]


def test_on_narrow_paper_the_hotlines_number_stays_in_one_piece(slip: Slip) -> None:
    long = replace(slip, hotline="0263 3838 1234 5678")

    assert words(compose(long, GENERIC_58))[-3:-1] == ["Đường dây nóng:", "0263 3838 1234 5678"]


def test_a_native_qr_has_its_quiet_zone_above_and_below(slip: Slip) -> None:
    blocks = compose(slip)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, NativeQr))

    assert blocks[at - 1] == blocks[at + 1] == Feed(4 * 6)


def test_a_tear_bar_is_not_cut(slip: Slip) -> None:
    assert compose(slip, GENERIC_58)[-1] == Cut(Cutter.NONE)


def test_the_trial_slip_shows_width_marks_number_and_qr() -> None:
    trial = TrialSlip("generic-80", "network 192.168.1.50:9100", datetime(2026, 11, 22, 1, 12, tzinfo=UTC))

    assert words(SlipLayout(GENERIC_80, FontFiles()).compose_trial(trial)) == [
        "-" * 48,
        "Phiếu in thử",
        "Test print",
        "à ả ã á ạ ằ ẩ ẵ ế ệ ĩ ọ ỗ ợ ủ ữ ỳ đ Đ",
        "# A000",
        "generic-80",
        "network 192.168.1.50:9100",
        "08:12 22/11/2026",
        "QR motcua-test-print",
        "cut",
    ]
