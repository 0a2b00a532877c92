"""The reception form offers the papers that the catalogue names for the chosen procedure, and takes forty."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from contract.record_words import PaperKind
from server.config.procedure_table import read_procedures
from server.config.procedures import Procedure
from server.web.records.form import MOST_PAPERS
from server.web.records.offered_papers import NAME_HOLDS, OfferedPaper, offered_papers
from tests.server.web.records.test_records_pages import GUARDIAN, fill_in, received
from tests.support.console import Browser

DOCUMENTS = {
    "Dự thảo di chúc [1 bản chính]": ("Dự thảo di chúc", PaperKind.ORIGINAL, 1),
    "- Tờ khai [02 bản chính]": ("Tờ khai", PaperKind.ORIGINAL, 2),
    "Giấy chứng nhận [0 bản chính,1 bản sao]": ("Giấy chứng nhận", PaperKind.COPY, 1),
    "Sổ hộ khẩu [3 bản sao]": ("Sổ hộ khẩu", PaperKind.COPY, 3),
    "Hợp đồng [1 bản chính,1 bản sao]": ("Hợp đồng", None, 1),
    "Thẻ căn cước để xuất trình [0 bản chính]": ("Thẻ căn cước để xuất trình", PaperKind.SHOWN, 1),
    "Văn bản [181 bản chính,1 bản sao]": ("Văn bản", None, 1),
    "Văn bản [181 bản chính]": ("Văn bản", PaperKind.ORIGINAL, 1),
    "Giấy tờ khác [nếu có]": ("Giấy tờ khác [nếu có]", None, 1),
}


def guardian(*documents: str) -> Procedure:
    """A procedure that wants these."""
    known = next(one for one in read_procedures() if one.code == GUARDIAN)
    return replace(known, documents=documents)


def options(page: str) -> list[str]:
    """The names that are offered."""
    found = re.search(r"<datalist[^>]*>(.*?)</datalist>", page, re.DOTALL)
    assert found is not None
    return [html.unescape(name) for name in re.findall(r'value="([^"]*)"', found[1])]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_is_a_name_with_what_the_catalogue_wants_of_it(document: str) -> None:
    assert offered_papers(guardian(document)) == (OfferedPaper(*DOCUMENTS[document]),)


def test_a_name_is_offered_once_and_as_long_as_its_field_holds() -> None:
    long = "Giấy tờ " * 40 + "[1 bản chính]"

    first, second = offered_papers(guardian("Tờ khai [1 bản chính]", long, "Tờ khai [1 bản sao]", long))

    assert first.name == "Tờ khai"
    assert second.name.endswith("Giấy tờ…")
    assert NAME_HOLDS - 10 < len(second.name) <= NAME_HOLDS


def test_every_name_of_the_shipped_list_can_be_received() -> None:
    offered = [paper for known in read_procedures() for paper in offered_papers(known)]

    assert len(offered) > 250
    assert [paper for paper in offered if not 0 < len(paper.name) <= NAME_HOLDS] == []


def test_the_form_offers_the_papers_of_its_procedure_and_says_what_the_list_lacks(lan: Browser) -> None:
    assert options(lan.get("/records/new").text) == []

    again = fill_in(lan, fee_vnd="?").text
    asked = lan.get(f"/records/new/offered-papers?procedure={GUARDIAN}").text

    assert options(again) == options(asked)
    assert len(options(asked)) == 6
    assert "Danh mục còn thiếu 18 giấy tờ" in asked
    assert options(lan.get("/records/new/offered-papers?procedure=9.999999").text) == []


def test_forty_papers_with_long_names_are_received_and_no_row_is_lost_on_the_way(lan: Browser) -> None:
    name = max((paper.name for one in read_procedures() for paper in offered_papers(one)), key=len)
    papers = {f"paper-{row}": f"{row + 1}. {name}" for row in range(MOST_PAPERS)}
    kinds = {f"kind-{row}": "copy" for row in range(MOST_PAPERS)}
    long = {"words": (name * 11)[:2000]}

    refused = fill_in(lan, **papers, **kinds, **long, fee_vnd="?")
    page = lan.get(received(lan, **papers, **kinds, **long)).text

    assert refused.status_code == 400
    assert len(name) > 170
    assert all(f'value="{name}"' in refused.text for name in papers.values())
    assert all(f"{name}: 1 bản sao" in page for name in papers.values())


def test_an_answered_form_has_an_empty_row_behind_the_last_filled_one(lan: Browser) -> None:
    filled = {"paper-8": "Tờ khai", "kind-8": "original"}

    rows = re.findall(r'name="paper-(\d+)"', fill_in(lan, **filled, fee_vnd="?").text)

    assert rows == [str(row) for row in range(10)]
    assert len(re.findall(r'name="paper-\d+"', lan.get("/records/new").text)) == 6
