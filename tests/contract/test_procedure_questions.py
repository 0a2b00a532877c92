"""Questions as people ask them, and the procedure they mean: both languages, with and without marks."""

from __future__ import annotations

import pytest

from contract.procedure_search import ProcedureIndex
from server.config.procedure_table import read_procedures
from server.config.procedures import Procedure

SHIPPED = tuple(one for one in read_procedures() if one.is_shown)

FIRST = (
    ("khai sinh cho cháu", "1.001193"),
    ("Làm giấy khai sinh cho con", "1.001193"),
    ("khai sinh quá hạn", "1.001193"),
    ("khai sinh tre han cho chau", "1.001193"),
    ("birth certificate for my child", "1.001193"),
    ("khai tử cho bố", "1.000656"),
    ("lam giay chung tu cho me", "1.000656"),
    ("death certificate", "1.000656"),
    ("đăng ký kết hôn ở xã", "1.000894"),
    ("muon dang ky ket hon thi can giay to gi", "1.000894"),
    ("marriage certificate", "1.000894"),
    ("I want to get married", "1.000894"),
    ("kết hôn với người nước ngoài", "2.000806"),
    ("lay chong han quoc", "2.000806"),
    ("xin giấy độc thân", "1.004873"),
    ("xac nhan doc than de mua dat", "1.004873"),
    ("single status", "1.004873"),
    ("cấp lại giấy khai sinh bị mất", "1.004884"),
    ("mat giay khai sinh", "1.004884"),
    ("lost birth certificate", "1.004884"),
    ("đổi tên cho con", "1.004859"),
    ("sửa tên trong giấy khai sinh", "1.004859"),
    ("giay khai sinh bi sai ngay sinh", "1.004859"),
    ("change my name", "1.004859"),
    ("giám hộ cho cháu", "1.004837"),
    ("nhan cha cho con", "1.001022"),
    ("khai sinh cho con chưa đăng ký kết hôn", "1.000689"),
    ("how do I get a copy of a birth certificate", "2.000635"),
    ("photo công chứng", "2.000815"),
    ("cong chung bang dai hoc", "2.000815"),
    ("certified copy of my degree", "2.000815"),
    ("xác nhận sơ yếu lý lịch", "2.000884"),
    ("power of attorney", "2.000884"),
    ("mua bán đất", "2.001035"),
    ("sang ten so do cho con", "2.001035"),
    ("sell my house", "2.001035"),
    ("chia thừa kế đất của bố mẹ", "2.001406"),
    ("nhập hộ khẩu cho vợ", "1.004222"),
    ("dang ky tam tru cho sinh vien", "1.004194"),
    ("temporary residence for students", "1.004194"),
    ("tách khẩu", "1.010038"),
    ("mau CT07", "1.010041"),
    ("cài vneid", "3.000228"),
    ("mở quán cà phê", "1.001612"),
    ("business licence", "1.001612"),
    ("đóng cửa quán", "1.001266"),
    ("mat giay phep kinh doanh", "2.000575"),
    ("land title", "1.013978"),
    ("tranh chấp đất với hàng xóm", "1.012812"),
    ("chuyen dat vuon sang tho cu", "1.013949"),
    ("xin phép xây nhà", "1.013225"),
    ("sua nha co can giay phep khong", "1.013229"),
    ("chặt cây trước nhà", "1.002693"),
    ("dung rap dam cuoi", "1.013274"),
    ("sang tên xe máy", "1.013076"),
    ("trợ cấp cho người già", "1.014027"),
    ("tien cho nguoi tren 75 tuoi", "1.014027"),
    ("old age pension", "1.014027"),
    ("tiền trợ cấp người khuyết tật", "1.001776"),
    ("con cua liet si", "1.010833"),
    ("thẻ bảo hiểm y tế cho bé", "1.014137"),
    ("can cuoc cho tre em", "1.116410"),
    ("xin hoc lop 6", "3.000182"),
    ("adopt a child", "2.001263"),
)  # fmt: skip

AMONG_THREE = (
    ("tôi muốn làm giấy khai sinh", "1.001193"),
    ("con moi sinh can lam giay gi", "1.001193"),
    ("khai sinh muộn cho con ở xã", "1.004772"),
    ("bố mất làm giấy gì", "1.000656"),
    ("lam so do lan dau", "1.013978"),
    ("làm giấy khuyết tật", "1.001699"),
    ("xin con nuôi", "2.001263"),
    ("hộ nghèo", "1.116214"),
    ("building permit", "1.013225"),
    ("health insurance for my child", "1.014137"),
    ("giaays khai sinh cho chaus", "1.001193"),
)  # fmt: skip

NOT_HERE = (
    "ly hôn", "li hon", "divorce", "hộ chiếu", "dang ky ho chieu", "passport", "visa", "bằng lái xe",
    "giay phep lai xe", "driving license", "đóng tiền điện", "electricity bill", "nước sạch", "xổ số",
    "pizza",
)  # fmt: skip
"""Nothing here is about it; a page that shows something else sends people to the wrong counter."""


@pytest.fixture(scope="module")
def index() -> ProcedureIndex:
    return ProcedureIndex(SHIPPED)


@pytest.mark.parametrize(("asked", "code"), FIRST)
def test_an_everyday_question_finds_its_procedure_first(index: ProcedureIndex, asked: str, code: str) -> None:
    assert index.find(asked)[0] == code


@pytest.mark.parametrize(("asked", "code"), AMONG_THREE)
def test_a_question_that_may_mean_several_finds_them_at_the_top(
    index: ProcedureIndex, asked: str, code: str
) -> None:
    assert code in index.find(asked)[:3]


@pytest.mark.parametrize("asked", NOT_HERE)
def test_what_is_no_procedure_here_finds_nothing(index: ProcedureIndex, asked: str) -> None:
    assert index.find(asked) == ()


@pytest.mark.parametrize("procedure", SHIPPED, ids=lambda procedure: procedure.code)
def test_each_procedure_is_found_by_all_its_names_and_everyday_words(
    index: ProcedureIndex, procedure: Procedure
) -> None:
    names = (procedure.short_vi, procedure.short_en, procedure.name_vi, *procedure.everyday_words)

    assert [name for name in names if procedure.code not in index.find(name)] == []


def test_every_key_on_the_way_to_a_found_question_finds_something(index: ProcedureIndex) -> None:
    asked = "giấy khai sinh cho cháu"

    assert all(index.find(asked[:length]) for length in range(1, len(asked) + 1))


def test_a_rare_word_that_is_there_weighs_more_than_a_common_one(index: ProcedureIndex) -> None:
    found = index.find("khai sinh giá thú abcdef")

    assert found[0] == "1.000689"
