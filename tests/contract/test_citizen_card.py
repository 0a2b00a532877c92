"""The citizen card's code: seven fields and more, warnings and never a refusal, names as they are written."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.citizen_card import FIELDS, CardWarning, day_of, read_card

W = CardWarning
TODAY = date(2026, 11, 23)
LAN = (
    "068185001234|251234567|Nguyễn Thị Lan|02031985|Nữ|Thôn 3, Tân Thành, Hàm Thuận Nam, Bình Thuận|14082021"
)


def warnings_of(*changes: tuple[int, str]) -> tuple[CardWarning, ...]:
    """Of Lan's card with some fields changed."""
    fields = LAN.split("|")
    for at, value in changes:
        fields[at] = value
    card = read_card("|".join(fields), TODAY)
    assert card is not None
    return card.warnings


def test_a_card_of_2021_says_who_and_nothing_is_wrong() -> None:
    card = read_card(LAN, TODAY)

    assert card is not None
    assert (card.number, card.name) == ("068185001234", "Nguyễn Thị Lan")
    assert (card.birth, card.issued, card.warnings) == (date(1985, 3, 2), date(2021, 8, 14), ())


def test_a_mark_that_a_reader_puts_before_is_no_part_of_the_number() -> None:
    assert read_card(f"\ufeff{LAN}", TODAY) == read_card(LAN, TODAY)


def test_a_card_of_2024_may_say_more_and_need_no_number_of_before() -> None:
    text = "068225000077||K'Wăn Ja|01012025|Nữ|B'Lao, Bảo Lộc, Lâm Đồng|05062025||Cha|Mẹ|9|"

    card = read_card(text.replace("068225", "068325"), TODAY)

    assert card is not None
    assert (card.number, card.name, card.warnings) == ("068325000077", "K'Wăn Ja", ())


@pytest.mark.parametrize("text", ["", "A001-k3Vw9pQz", "000.00.01.H36-250706-0001", "a|b|c|d|e|f"])
def test_another_code_is_no_card(text: str) -> None:
    assert read_card(text, TODAY) is None


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        (0, "06818500123", (W.NUMBER,)),
        (0, "0681850012345", (W.NUMBER,)),
        (0, "06818500123x", (W.NUMBER,)),
        (0, "٠٦٨١٨٥٠٠١٢٣٤", (W.NUMBER,)),
        (0, "", (W.NUMBER,)),
        (1, "25123456", (W.OLD_NUMBER,)),
        (0, "068085001234", (W.CENTURY_OR_SEX,)),
        (0, "068385001234", (W.CENTURY_OR_SEX,)),
        (4, "Nam", (W.CENTURY_OR_SEX,)),
        (0, "068186001234", (W.BIRTH_YEAR,)),
        (3, "02032085", (W.CENTURY_OR_SEX, W.BIRTH, W.ISSUED)),
        (3, "31021985", (W.BIRTH,)),
        (3, "00001985", (W.BIRTH,)),
        (3, "02031885", (W.CENTURY_OR_SEX,)),
        (3, "", (W.BIRTH,)),
        (6, "14082027", (W.ISSUED,)),
        (6, "14081984", (W.ISSUED,)),
        (6, "hôm nay", (W.ISSUED,)),
        (2, "", (W.NO_NAME,)),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_refused(
    at: int, value: str, expected: tuple[CardWarning, ...]
) -> None:
    assert warnings_of((at, value)) == expected


def test_a_leap_day_is_a_day_only_in_a_leap_year() -> None:
    assert day_of("29022024") == date(2024, 2, 29)
    assert day_of("29022023") is None


@pytest.mark.parametrize(
    "text",
    [
        LAN.replace("ễ", "e").replace("ị", "i").replace("ữ", "u").replace("ô", "o").replace("à", "a")
        .replace("ậ", "a").replace("ì", "i"),
        LAN.encode().decode("latin-1"),
        LAN.encode().decode("ascii", "ignore"),
        LAN.encode("ascii", "replace").decode(),
        "068185001234|251234567|Nguyeenx Thij Lan|02031985|Nuwx|Thoon 3, Taan Thanhf, Binhf Thuaanj|14082021",
        LAN.replace("Nữ", "Nũ"),
        LAN.replace("Nguyễn", "Nguy6n"),
    ],
    ids=["no marks", "as Latin-1", "marks dropped", "question marks", "Telex", "another sex", "a digit"],
)  # fmt: skip
def test_a_mangled_scan_is_known_and_its_name_is_not_taken(text: str) -> None:
    card = read_card(text, TODAY)

    assert card is not None
    assert W.MANGLED in card.warnings
    assert (card.number, card.name) == ("068185001234", "")


@pytest.mark.parametrize("name", ["Y Ƀuăn Êban", "K’Brêp", "H'Hen Niê", "Cil Pam Mlŏ", "Đỗ Ân-Á"])
def test_names_of_every_people_of_the_province_are_names(name: str) -> None:
    card = read_card("|".join([*LAN.split("|")[:2], name, *LAN.split("|")[3:]]), TODAY)

    assert card is not None
    assert (card.name, card.warnings) == (name, ())


# --- whatever comes -----------------------------------------------------------------------------------

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join)
BORN = st.dates(date(1900, 1, 1), TODAY - timedelta(1))


@st.composite
def true_cards(draw: st.DrawFn) -> tuple[str, str, str]:
    """A text, and the number and name in it."""
    born, sex = draw(BORN), draw(st.sampled_from(["Nam", "Nữ"]))
    code = (born.year // 100 - 19) * 2 + (sex == "Nữ")
    number = f"{draw(st.integers(1, 999)):03}{code}{born.year % 100:02}{draw(st.integers(0, 999999)):06}"
    name, issued = draw(NAMES), draw(st.dates(born, TODAY))
    old = draw(st.sampled_from(["", "251234567"]))
    fields = [number, old, name, f"{born:%d%m%Y}", sex, "Đắk Nông", f"{issued:%d%m%Y}"]
    return "|".join(fields + draw(st.lists(NAMES, max_size=4))), number, name


@given(true_cards(), st.sampled_from(["NFC", "NFD"]))
def test_a_card_that_is_right_is_read_whole_and_warns_of_nothing(
    card: tuple[str, str, str], form: str
) -> None:
    text, number, name = card

    read = read_card(unicodedata.normalize(form, text), TODAY)  # type: ignore[arg-type] # one of the four forms

    assert read is not None
    assert (read.number, read.name, read.warnings) == (number, name, ())


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    read = read_card(text, TODAY)

    assert (read is not None) == (text.count("|") >= FIELDS - 1)


@given(st.lists(st.text(max_size=20), min_size=FIELDS, max_size=FIELDS))
def test_a_name_is_always_in_one_normal_form_and_on_one_line(fields: list[str]) -> None:
    read = read_card("|".join(field.replace("|", "") for field in fields), TODAY)

    assert read is not None
    assert unicodedata.is_normalized("NFC", read.name)
    assert read.name == " ".join(read.name.split())
