"""A procedure's page at the kiosk, from the list as the hub sends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from contract.by_channel import times_and_fees
from contract.ids import ProcedureCode
from contract.words import Language
from kiosk.believed_time import Source
from kiosk.center import Center
from kiosk.procedures import Procedure
from kiosk.screens.scene import Scroll
from kiosk.valid_today import Today
from kiosk.views import ProcedurePage, Search
from tests.kiosk.citizen import a_citizen
from tests.kiosk.painted import scene_of
from tests.kiosk.sample_center import sample_center

BY_CHANNEL = "Trực tuyến: 3 ngày; Trực tiếp: 3 ngày; Dịch vụ bưu chính: 5 ngày"
BIRTH = ProcedureCode("1.001193")


def paragraphs(procedure: Procedure, center: Center, language: Language = Language.VI) -> list[str]:
    """What can be scrolled, each as one line."""
    flow = a_citizen(replace(center, procedures={**center.procedures, procedure.code: procedure})).flow
    flow.stage.language = language
    flow.stage.view = ProcedurePage(procedure.code, Search())
    (text,) = (part for part in scene_of(flow) if isinstance(part, Scroll))
    return [" ".join(paragraph.lines) for paragraph in text.paragraphs]


@pytest.fixture(scope="module")
def center() -> Center:
    return sample_center()


def between(said: list[str], head: str, next_head: str) -> list[str]:
    """What stands in a section."""
    return said[said.index(head) + 1 : said.index(next_head)]


def test_where_it_is_handled_how_long_it_is_valid_and_the_group_it_is_part_of(center: Center) -> None:
    told = structs.replace(
        center.procedures[BIRTH], valid_from=date(2026, 7, 1), valid_until=date(2026, 11, 23)
    )
    said = paragraphs(told, center)

    assert said[said.index("Nộp ở đâu") + 1] == "Hộ tịch: Quầy 1"
    group = center.procedures[ProcedureCode("3.000722")]
    assert said[said.index("Có thể làm cùng lúc nhiều việc") + 1] == f"• {group.short_vi}"
    days = ["Có hiệu lực từ 01/07/2026.", "Có hiệu lực đến hết 23/11/2026."]
    assert between(said, "Hiệu lực", "Mã thủ tục") == days
    nowhere = structs.replace(told, code=ProcedureCode("9.999999"), valid_from=None, valid_until=None)
    english = paragraphs(nowhere, center, Language.EN)
    assert english[english.index("Where to go") + 1].startswith("This center has not said")
    assert between(english, "Validity", "Procedure code") == ["No dates of validity are given."]


def test_the_officer_in_charge_stands_beside_the_counter_and_nothing_where_nobody_is_posted(
    center: Center,
) -> None:
    birth = center.procedures[BIRTH]
    posted = structs.replace(birth, officer="Công chức tư pháp – hộ tịch")
    said, english = paragraphs(posted, center), paragraphs(posted, center, Language.EN)

    where = said.index("Nộp ở đâu")
    assert said[where + 1 : where + 3] == [
        "Hộ tịch: Quầy 1",
        "Cán bộ phụ trách: Công chức tư pháp – hộ tịch",
    ]
    assert "Officer in charge: Công chức tư pháp – hộ tịch" in english
    assert not any("phụ trách" in line for line in paragraphs(birth, center))


@pytest.mark.parametrize(
    ("source", "words"), [(Source.WALL, "đồng hồ có thể sai"), (Source.BOUND, "không biết chắc hôm nay")]
)
def test_a_day_that_is_not_sure_is_said_to_be_none_beside_an_end(
    center: Center, source: Source, words: str
) -> None:
    told = structs.replace(center.procedures[BIRTH], valid_until=date(2026, 11, 30))
    unsure, sure = (
        paragraphs(told, replace(center, is_silent=True, today=Today(date(2026, 11, 24), by)))
        for by in (source, Source.HUB)
    )

    assert words in unsure[unsure.index("Hiệu lực") + 2]
    assert between(sure, "Hiệu lực", "Mã thủ tục") == ["Có hiệu lực đến hết 30/11/2026."]


def test_times_and_fees_stand_by_channel_and_each_note_on_a_line_of_its_own(center: Center) -> None:
    birth = center.procedures[BIRTH]
    said = paragraphs(birth, center)

    times, fees = between(said, "Thời gian giải quyết", "Phí, lệ phí"), said[said.index("Phí, lệ phí") + 1 :]
    assert times[0].startswith("Trực tiếp")
    assert [line for line in times if "Trực tiếp" in line and "Ghi chú" in line] == []
    assert len(times) >= len(birth.processing_time.splitlines())
    assert fees[0].startswith("Trực tiếp")


def test_channels_that_are_alike_share_a_line_and_nothing_is_lost(center: Center) -> None:
    told = structs.replace(
        center.procedures[BIRTH],
        processing_time=f"{BY_CHANNEL}\nGhi chú: 1. Một\n\nHai",
        fee="Trực tiếp: 8.000 đồng\nMiễn phí cho hộ nghèo",
    )
    said = paragraphs(told, center, Language.EN)

    assert between(said, "How long it takes", "Fees and charges") == [
        "In person, online: 3 ngày",
        "By post: 5 ngày",
        "Ghi chú: 1. Một",
        "Hai",
    ]
    assert said[said.index("Fees and charges") + 1 :][:2] == [
        "In person: 8.000 đồng",
        "Miễn phí cho hộ nghèo",
    ]


def test_every_line_of_the_longest_times_and_fees_stands_apart(center: Center) -> None:
    longest = sorted(center.procedures.values(), key=lambda one: -(one.fee + one.processing_time).count("\n"))
    for procedure in longest[:3]:
        told = times_and_fees(procedure.processing_time.splitlines(), procedure.fee.splitlines())
        notes = {" ".join(note.split()) for note in (*told.time_notes, *told.fee_notes)}

        assert notes
        assert notes <= set(paragraphs(procedure, center)), procedure.code
