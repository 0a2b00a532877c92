"""Finding procedures the way people type them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from contract.folding import folded, without_keystrokes
from contract.ids import ProcedureCode
from contract.procedure_search import MOST_FOUND, ProcedureIndex
from kiosk.procedures import Procedure

_DATA = Path(__file__).parents[2] / "server" / "data" / "procedures.csv"


def _shipped() -> list[Procedure]:
    with _DATA.open(encoding="utf-8", newline="") as file:
        return [
            Procedure(
                code=ProcedureCode(row["code"]),
                name_vi=row["name_vi"],
                name_en=row["name_en"],
                short_vi=row["short_vi"],
                short_en=row["short_en"],
                everyday_words=tuple(word.strip() for word in row["everyday_words"].split(";")),
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module")
def index() -> ProcedureIndex:
    return ProcedureIndex(_shipped())


@pytest.mark.parametrize(
    "typed",
    [
        "khai sinh",
        "dang ky khai sinh",
        "Đăng ký khai sinh",
        "lam giay khai sinh",
        "1.001193",
        "1001193",
        "giấy khai sinh",
        "giâý khai sính",
        "giaays khai sinh",
        "giay61 khai sinh",
        "khia sinh",
        "khai sinhh",
    ],
)
def test_the_birth_registration_is_among_the_first_three(index: ProcedureIndex, typed: str) -> None:
    assert ProcedureCode("1.001193") in index.find(typed)[:3]


def test_what_is_typed_in_full_comes_first(index: ProcedureIndex) -> None:
    assert index.find("dang ky khai sinh")[0] == "1.001193"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("ket hon", "1.000894"), ("lay vo", "1.000894"), ("bao tu", "1.000656"), ("birth", "1.001193")],
)
def test_everyday_words_and_english_are_found(index: ProcedureIndex, typed: str, code: str) -> None:
    assert ProcedureCode(code) in index.find(typed)[:3]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("đăng kí khai sinh", "1.001193"),
        ("dang ki khai sinh", "1.001193"),
        ("dk khai sinh", "1.001193"),
        ("đki khai sinh", "1.001193"),
        ("đăng kí kết hôn", "1.000894"),
        ("đk kết hôn", "1.000894"),
        ("giấy dky kết hôn", "1.000894"),
        ("bảo hiểm i tế", "1.014137"),
        ("chứng thực chữ kí", "2.000884"),
        ("liệt sỹ", "1.010803"),
        ("dki tam tru", "1.004194"),
    ],
)
def test_i_and_y_are_one_where_people_write_either_and_register_has_a_short_form(
    index: ProcedureIndex, typed: str, code: str
) -> None:
    assert index.find(typed)[0] == code


def test_i_and_y_stay_two_where_they_make_another_word_and_a_word_is_found_before_it_is_whole() -> None:
    machine, roof = (
        Procedure(code=ProcedureCode(f"1.{number}"), name_vi=name, short_vi=name)
        for number, name in enumerate(("Đăng ký máy cày", "Quyền sửa mái nhà"))
    )
    index = ProcedureIndex((machine, roof))

    assert index.find("mai") == (roof.code,)
    assert index.find("may") == (machine.code,)
    assert index.find("quy") == index.find("quyề") == (roof.code,)


def test_nothing_typed_finds_nothing(index: ProcedureIndex) -> None:
    assert index.find("  ") == ()


def test_nonsense_finds_nothing(index: ProcedureIndex) -> None:
    assert index.find("zzqq") == ()


def test_the_common_words_alone_do_not_find_everything(index: ProcedureIndex) -> None:
    assert len(index.find("a")) <= MOST_FOUND


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("B'Lao", "blao"),
        ("B’Lao", "blao"),
        ("Xuân Hương - Đà Lạt", "xuan huong da lat"),
        ("Phú Thuỷ", folded("Phú Thủy")),
        ("ê̆ ƀ", "e ƀ"),
    ],
)
def test_marks_apostrophes_and_dashes_are_folded_away(text: str, bare: str) -> None:
    assert folded(text) == bare


def test_a_key_press_folds_no_name_again(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        Procedure(code=ProcedureCode(f"{n}.{row.code}"), name_vi=row.name_vi, short_vi=row.short_vi)
        for n in range(5)
        for row in _shipped()
    ][:412]
    index = ProcedureIndex(many)
    folds: list[str] = []

    def counting(text: str) -> str:
        folds.append(text)
        return text

    monkeypatch.setattr("contract.procedure_search.folded", counting)

    index.find("khai")

    assert folds == ["khai"]


def test_the_plain_registration_comes_before_its_special_cases(index: ProcedureIndex) -> None:
    assert "1.001193" in index.find("khai")[:2]
    assert index.find("khai s")[0] == "1.001193"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduowngf", "duong"),
        ("keets hoon", "ket hon"),
        ("chungws thuwcj", "chung thuc"),
        ("d9at61 d9ai", "dat dai"),
        ("bao lam 1", "bao lam 1"),
        ("birth", "birth"),
    ],
)
def test_keys_that_made_no_marks_are_taken_out(typed: str, meant: str) -> None:
    assert without_keystrokes(typed) == meant


def test_a_slip_of_the_finger_is_forgiven_only_where_nothing_else_is_found(index: ProcedureIndex) -> None:
    assert index.find("ket hno")[0] == "1.000894"
    assert index.find("sinh") == index.find("sihn")
    assert index.find("zzqqzz") == ()
