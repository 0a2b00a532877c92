"""The directory of centers: found by any way of writing a name, and never knows more than somebody wrote."""

from __future__ import annotations

from datetime import date

import pytest

from server.config.center_contacts import CenterContact, contacts_in, empty_contacts, missing
from server.config.center_directory import CenterDirectory
from server.config.communes import read_communes
from server.config.csv_table import WrongTableError

COMMUNES = read_communes()
DIRECTORY = CenterDirectory(COMMUNES, ())
HEAD = "code,name_vi,address,hotline,source,checked_on\n"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("B'Lao", "Phường B'Lao"),
        ("B’Lao", "Phường B'Lao"),
        ("BLao", "Phường B'Lao"),
        ("b lao", "Phường B'Lao"),
        ("phuong blao", "Phường B'Lao"),
        ("Bảo Lâm 1", "Xã Bảo Lâm 1"),
        ("bao lam1", "Xã Bảo Lâm 1"),
        ("baolam 5", "Xã Bảo Lâm 5"),
        ("duc trong", "Xã Đức Trọng"),
        ("dduwcs trongj", "Xã Đức Trọng"),
        ("Phú Thủy", "Phường Phú Thuỷ"),
        ("phu qui", "Đặc khu Phú Quý"),
        ("dran", "Xã D'Ran"),
        ("xuan huong da lat", "Phường Xuân Hương - Đà Lạt"),
        ("Đăk Song", "Xã Đắk Song"),
        ("1 bao loc", "Phường 1 Bảo Lộc"),
        ("23134", "Xã Tân Lập"),
        ("tan lap", "Xã Tân Lập"),
        ("P. Xuân Hương", "Phường Xuân Hương - Đà Lạt"),
        ("x. tan lap", "Xã Tân Lập"),
        ("x tân lập", "Xã Tân Lập"),
        ("p1 bao loc", "Phường 1 Bảo Lộc"),
        ("P.1 Bảo Lộc", "Phường 1 Bảo Lộc"),
        ("đk phú quý", "Đặc khu Phú Quý"),
        ("Bảo Lâm I", "Xã Bảo Lâm 1"),
        ("x. bao lam IV", "Xã Bảo Lâm 4"),
        ("trung tam xa tan lap", "Xã Tân Lập"),
        ("Trung tâm phục vụ hành chính công xã Tân Lập", "Xã Tân Lập"),
        ("TT. x. Tân Lập", "Xã Tân Lập"),
        ("TT. Liên Nghĩa", "Xã Đức Trọng"),
    ],
)
def test_a_center_is_found_however_its_name_is_written(typed: str, first: str) -> None:
    assert DIRECTORY.find(typed)[0].unit.name_vi == first


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("phường 1 Đà Lạt", ["Phường Xuân Hương - Đà Lạt"]),
        ("phường 9 đà lạt", ["Phường Lâm Viên - Đà Lạt"]),
        ("P.12, TP Đà Lạt", ["Phường Lâm Viên - Đà Lạt"]),
        ("da lat phuong 3", ["Phường Xuân Hương - Đà Lạt"]),
        ("số 12 Trần Phú, phường 3, Đà Lạt, Lâm Đồng", ["Phường Xuân Hương - Đà Lạt"]),
        ("P.1 TP. Bảo Lộc", ["Phường 1 Bảo Lộc"]),
        ("tp bảo lộc", ["Phường 1 Bảo Lộc", "Phường 2 Bảo Lộc", "Phường 3 Bảo Lộc"]),
        ("thành phố Phan Thiết", ["Phường Phan Thiết"]),
        ("TX La Gi", ["Phường La Gi"]),
        ("thị xã Gia Nghĩa", ["Phường Bắc Gia Nghĩa", "Phường Đông Gia Nghĩa", "Phường Nam Gia Nghĩa"]),
        ("huyện Di Linh", ["Xã Di Linh"]),
        ("H. Bảo Lâm", [f"Xã Bảo Lâm {number}" for number in (1, 2, 3, 4, 5)]),
        ("đảo Phú Quý", ["Đặc khu Phú Quý"]),
        ("huyện đảo phú quý", ["Đặc khu Phú Quý"]),
        ("UBND xã Tân Lập", ["Xã Tân Lập"]),
        ("uy ban nhan dan xa tan lap", ["Xã Tân Lập"]),
        ("UBND phường B Lao", ["Phường B'Lao"]),
        ("xã Tân Lập, Lâm Đồng", ["Xã Tân Lập"]),
        ("thôn 2, xã Tân Lập, huyện Hàm Thuận Nam, tỉnh Bình Thuận", ["Xã Tân Lập"]),
        ("trung tâm phục vụ hành chính công phường 1 Bảo Lộc, tỉnh Lâm Đồng", ["Phường 1 Bảo Lộc"]),
        ("Bảo Lâm I, Lâm Đồng", ["Xã Bảo Lâm 1"]),
        ("xã Đan Phượng", ["Xã Tân Hà Lâm Hà"]),
        ("xã Tân Thành, huyện Krông Nô", ["Xã Krông Nô"]),
        ("xa tan thanh huyen duc trong", ["Xã Tân Hội"]),
        ("Đạo Nghĩa", ["Xã Kiến Đức"]),
        ("Bình Thuận", ["Phường Bình Thuận"]),
        ("phường 99 Đà Lạt", []),
        ("Hà Nội", []),
        ("TP.HCM", []),
    ],
)
def test_an_address_finds_its_center_and_no_other(typed: str, found: list[str]) -> None:
    assert [center.unit.name_vi for center in DIRECTORY.find(typed)] == found


@pytest.mark.parametrize("town", ["TP Đà Lạt", "thành phố Đà Lạt", "tp. da lat", "Đà Lạt"])
def test_a_town_of_before_finds_all_its_wards_that_bear_its_name(town: str) -> None:
    named = [unit.name_vi for unit in COMMUNES if unit.name_vi.endswith("Đà Lạt")]

    assert sorted(center.unit.name_vi for center in DIRECTORY.find(town)) == sorted(named)


def test_a_district_of_before_finds_its_namesake_then_whom_the_resolution_names_with_it() -> None:
    names = [center.unit.name_vi for center in DIRECTORY.find("huyện Đức Trọng")]

    assert names == ["Xã Đức Trọng", "Xã Đinh Văn Lâm Hà", "Xã Tân Hội"]


def test_the_province_alone_lists_everybody() -> None:
    assert len(DIRECTORY.find("tỉnh Lâm Đồng")) == 124


@pytest.mark.parametrize("around", ["UBND {}", "{}, Lâm Đồng", "ubnd {} tinh lam dong", "thôn 3, {}"])
def test_each_unit_is_found_first_with_what_people_write_around_it(around: str) -> None:
    missed = [
        unit.name_vi
        for unit in COMMUNES
        if DIRECTORY.find(around.format(unit.name_vi))[0].unit.code != unit.code
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("former", "now"),
    [("Liên Nghĩa", "Xã Đức Trọng"), ("song phan", "Xã Tân Lập"), ("Lạc Tánh", "Xã Tánh Linh")],
)
def test_a_former_name_leads_to_what_the_place_belongs_to_now(former: str, now: str) -> None:
    assert now in [center.unit.name_vi for center in DIRECTORY.find(former)]


def test_the_commune_of_today_stands_before_those_that_were_once_called_so() -> None:
    found = [center.unit.code for center in DIRECTORY.find("Tân Thành")]

    assert found[0] == "23143"
    assert len(found) > 1


def test_nothing_typed_lists_all_by_name_and_nonsense_nobody() -> None:
    assert len(DIRECTORY.find("")) == 124
    assert DIRECTORY.find("zzqq") == ()


def test_each_unit_is_found_by_its_own_name_alone() -> None:
    for unit in COMMUNES:
        assert DIRECTORY.find(unit.name_vi)[0].unit.code == unit.code


def test_the_file_to_fill_in_is_a_right_list_of_which_everything_is_missing() -> None:
    contacts = contacts_in(empty_contacts(COMMUNES), COMMUNES)

    gaps = missing(contacts, COMMUNES)

    assert [len(gaps["address"]), len(gaps["hotline"])] == [124, 124]


def test_a_filled_in_row_is_read_and_no_longer_missing() -> None:
    text = f"{HEAD}24829,phuong B’Lao,Số 1 đường A,+84 263 3 000 001,phường gửi,2026-11-22\n"

    contacts = contacts_in(text, COMMUNES)

    assert contacts == (
        CenterContact("24829", "Số 1 đường A", "+84 263 3 000 001", "phường gửi", date(2026, 11, 22)),
    )
    assert len(missing(contacts, COMMUNES)["address"]) == 123


@pytest.mark.parametrize(
    "hotline",
    ["(0263) 3533428", "0263.3.533.428", "+84 263 3533428", "(+84) 263-353-3428", "0912 345 678", "1022",
     "1900 1009", "1800 599 920"],
)  # fmt: skip
def test_a_telephone_number_is_taken_as_people_write_it(hotline: str) -> None:
    assert contacts_in(f"{HEAD}24829,Phường B'Lao,,{hotline},,\n", COMMUNES)[0].hotline == hotline


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("0263\u00a03822\u00a0000", "0263 3822 000"),
        ("0263\u20133822\u2013000", "0263-3822-000"),
        ("(0263)\u202f3822\u2011000", "(0263) 3822-000"),
        ("\u00a01022\u00a0", "1022"),
    ],
)
def test_a_number_pasted_from_word_is_kept_with_plain_spaces_and_hyphens(pasted: str, kept: str) -> None:
    assert contacts_in(f"{HEAD}24829,Phường B'Lao,,{pasted},,\n", COMMUNES)[0].hotline == kept


def test_a_day_as_vietnamese_excel_saves_it_is_taken() -> None:
    assert contacts_in(f"{HEAD}24829,Phường B'Lao,,,,3/4/2026\n", COMMUNES)[0].checked_on == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("99999,Xã Lạ,,,,", "line 2, column code: there is no unit '99999'"),
        ("24829,Phường Lộc Sơn,,,,", "24829 is Phường B'Lao, not 'Phường Lộc Sơn'"),
        ("24829,Phường B'Lao,,gọi anh Ba,,", "line 2, column hotline"),
        ("24829,Phường B'Lao,,2633533428,,", "a spreadsheet may have dropped its first zero"),
        ("24829,Phường B'Lao,,123,,", "'123' is no telephone number"),
        ("24829,Phường B'Lao,,26335334,,", "'26335334' is no telephone number"),
        ("24829,Phường B'Lao,,(0263 3533428,,", "line 2, column hotline"),
        ("24829,Phường B'Lao,,,,20261122", "'20261122' is not a date written as 2026-11-22"),
        ("24829,Phường B'Lao,,,,11/22/2026", "the spreadsheet may write the month first"),
        ("24829,Phường B'Lao,,0263 3822 000/001,,", "line 2, column hotline"),
        ("24829,Phường B'Lao,,,,\n24829,Phường B'Lao,,,,", "stands twice, first in line 2"),
    ],
)
def test_a_wrong_row_is_named(row: str, words: str) -> None:
    with pytest.raises(WrongTableError) as refused:
        contacts_in(f"{HEAD}{row}\n", COMMUNES)

    assert words in str(refused.value)
