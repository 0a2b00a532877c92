"""What a kiosk puts on a checklist."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from contract.ids import CounterId, ProcedureCode, ZoneId
from contract.states import CounterCard
from contract.words import Language
from kiosk.center import Center
from kiosk.checklists import Checklists, checklist_of
from printer.checklist import Checklist
from printer.outcome import PrintOutcome
from tests.kiosk.citizen import BIRTH, HO_TICH, a_center, a_center_with_papers
from tests.kiosk.scripted_printer import ScriptedPrinter

NOW = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)


def of(center: Center, language: Language = Language.VI) -> Checklist:
    return checklist_of(center.procedures[BIRTH], center, language, NOW)


def with_catalogue(**changes: object) -> Center:
    center = a_center_with_papers()
    assert center.catalogue is not None
    catalogue = msgspec.structs.replace(center.catalogue, **changes)
    return Center(catalogue, center.line, procedures=center.procedures)


def test_it_has_the_papers_the_place_and_the_time() -> None:
    names = {"name_vi": "Quầy 1", "name_en": "Counter 1"}
    quay = CounterCard(counter=CounterId("1"), zone=ZoneId("hall"), services=(HO_TICH,), **names)
    checklist = of(with_catalogue(counters=(quay,)))

    assert checklist.procedure == "Đăng ký khai sinh"
    assert (len(checklist.documents), checklist.left_out) == (2, 27)
    assert checklist.where == "Hộ tịch: Quầy 1"
    assert checklist.printed_at == NOW
    assert checklist.is_unverified


@pytest.mark.parametrize(
    ("public_url", "page"),
    [
        ("https://motcua.example.vn/t/", f"https://motcua.example.vn/procedures/{BIRTH}"),
        ("https://motcua.example.vn/x?s=", None),
        (None, None),
    ],
)
def test_the_page_stands_beside_the_slips_address_where_that_is_ours(
    public_url: str | None, page: str | None
) -> None:
    assert of(with_catalogue(public_url=public_url)).page_url == page


def test_papers_that_the_catalogue_says_are_only_shown_are_marked() -> None:
    center = a_center_with_papers()
    handed, shown = "Tờ khai theo mẫu", "Xuất trình Giấy chứng nhận kết hôn (bản chính)"
    procedure = msgspec.structs.replace(center.procedures[BIRTH], documents=(handed, shown))

    checklist = checklist_of(procedure, center, Language.VI, NOW)

    assert (checklist.documents, checklist.shown_only) == ((handed, shown), (shown,))


def test_the_officer_in_charge_is_on_it_where_the_center_posts_one() -> None:
    center = a_center_with_papers()
    posted = msgspec.structs.replace(center.procedures[BIRTH], officer="Công chức tư pháp – hộ tịch")

    assert checklist_of(posted, center, Language.VI, NOW).officer == "Công chức tư pháp – hộ tịch"
    assert of(center).officer == ""


def test_in_english_names_are_english() -> None:
    checklist = of(a_center_with_papers(), Language.EN)

    assert (checklist.procedure, checklist.where) == ("Register a birth", "Civil status")


@pytest.mark.parametrize("code", [BIRTH, ProcedureCode("9.999999")])
def test_without_papers_nothing_is_printed(code: ProcedureCode) -> None:
    printer = ScriptedPrinter()

    result = Checklists(printer, a_center, lambda: None).print(code, Language.VI)

    assert result.outcome is PrintOutcome.NOT_STARTED
    assert printer.checklists == []
