"""What every word in the reports of records means, in both languages: pages and exports get it from here.

`docs/statistics.md` is generated from this. Knows words; computes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.reports.definitions import Both, Definition
from server.reports.record_question import RecordDimension

COUNTS: Mapping[str, Definition] = {
    "received": Definition(
        "đã tiếp nhận",
        "received",
        "Mọi hồ sơ nộp trong khoảng ngày, kể cả bị từ chối, trừ số nhập nhầm. Mỗi hồ sơ đếm đúng một lần.",
        "All records handed over on these days, refused ones too, void ones not. Each counts exactly once.",
        "`record/received` and `record/refused-at-reception` by the day of `received_at`, less void",
    ),
    "returned": Definition(
        "đã trả kết quả",
        "returned",
        "Người nộp đã nhận kết quả.",
        "The applicant has the result.",
        "state returned = early + on time + late + at once",
    ),
    "early": Definition(
        "trước hạn",
        "early",
        "Đã trả; có kết quả trước ngày (hoặc giờ) hẹn.",
        "Returned; the result was there before the day (or hour) it was due.",
        "returned, `timeliness` early",
    ),
    "on_time": Definition(
        "đúng hạn",
        "on time",
        "Đã trả; có kết quả đúng ngày hẹn, hoặc trong giờ cuối trước hạn.",
        "Returned; the result was there on the day it was due, or within the last hour before.",
        "returned, `timeliness` on-time",
    ),
    "late": Definition(
        "quá hạn",
        "late",
        "Đã trả; có kết quả sau hạn. Hẹn lại không đổi điều đó; người nộp tới nhận muộn không làm ai "
        "trễ.",
        "Returned; the result came after it was due. A new date changes nothing; who fetches it late "
        "makes nobody late.",
        "returned, `timeliness` late",
    ),
    "at_once": Definition(
        "trả ngay, không hẹn",
        "at once, no date",
        "Trả trong cùng lượt, không hẹn ngày: không có hạn để so.",
        "Returned in the same visit and no date was promised: there is nothing to compare with.",
        "returned, no `timeliness`",
    ),
    "ready": Definition(
        "có kết quả, chờ nhận",
        "ready, not fetched",
        "Đã có kết quả, người nộp chưa tới nhận.",
        "The result is there, the applicant has not fetched it.",
        "state result-ready",
    ),
    "in_process": Definition(
        "đang giải quyết",
        "in process",
        "Chưa có kết quả, đồng hồ đang chạy.",
        "No result yet, the clock runs.",
        "state received or in-process",
    ),
    "overdue": Definition(
        "đang giải quyết, đã quá hạn",
        "in process, overdue",
        "Đang giải quyết và hạn đã qua.",
        "In process, and the due date is over.",
        "in process, `due_at` before today (by the hour: before now)",
    ),
    "supplement": Definition(
        "chờ bổ sung",
        "waiting for a supplement",
        "Chờ người nộp bổ sung; đồng hồ đang dừng.",
        "Waiting for the applicant; the clock stands still.",
        "state supplement-asked",
    ),
    "refused": Definition(
        "từ chối",
        "refused",
        "Từ chối tiếp nhận hoặc từ chối giải quyết, có lý do bằng văn bản.",
        "Refused at reception or later, with a written reason.",
        "state refused-at-reception or refused",
    ),
    "withdrawn": Definition(
        "rút hồ sơ",
        "withdrawn",
        "Người nộp rút lại.",
        "The applicant took it back.",
        "state withdrawn",
    ),
    "stopped": Definition(
        "dừng giải quyết",
        "stopped",
        "Dừng giải quyết, có thông báo.",
        "Given up, with a notice.",
        "state stopped",
    ),
    "void": Definition(
        "nhập nhầm, vô hiệu",
        "void, entered by mistake",
        "Số trong sổ ghi nhầm rồi hoàn tác: không có gì được nhận, nên đếm riêng, không nằm trong số nào "
        "khác.",
        "A number of the register that was written down by mistake and taken back: nothing was received, "
        "so it is counted aside and is no part of any other count.",
        "state void: `record/undone` names the event that put the record into the register",
    ),
    "at_reception": Definition(
        "từ chối tiếp nhận",
        "refused at reception",
        "Không nhận vào ngay tại quầy.",
        "Never taken in.",
        "state refused-at-reception",
    ),
    "duplicates": Definition(
        "từ chối vì trùng hồ sơ",
        "refused as duplicates",
        "Từ chối, khi tiếp nhận hoặc sau đó, vì trùng với hồ sơ đã nộp trước.",
        "Refused, at reception or later: it repeats an earlier record.",
        "`duplicate_of` is set",
    ),
    "ready_late": Definition(
        "chờ nhận, có kết quả quá hạn",
        "ready, the result was late",
        "Chưa nhận, kết quả có sau hạn.",
        "Not fetched, and the result came late.",
        "state result-ready, `timeliness` late",
    ),
    "same_visit": Definition(
        "trả trong cùng lượt",
        "returned in the same visit",
        "Nhận và trả kết quả trong một lần tới, có hẹn hay không, kể cả khi ghi vào sổ sau.",
        "Taken in and returned in one visit, with or without a date, also where it was written down later.",
        "`is_same_visit`",
    ),
    "supplemented": Definition(
        "từng phải bổ sung",
        "a supplement was asked",
        "Đã có lần yêu cầu bổ sung, dù sau đó thế nào.",
        "A supplement was asked for, whatever became of it.",
        "`record/supplement-asked`",
    ),
    "reappointed": Definition(
        "đã xin lỗi, hẹn lại",
        "apology and new date",
        "Có văn bản xin lỗi và hẹn lại.",
        "An apology named a new date.",
        "`record/reappointed`",
    ),
    "back_dated": Definition(
        "ghi bổ sung sau",
        "back-dated",
        "Nhập vào sổ sau khi đã nhận: giờ nhận do cán bộ ghi.",
        "Written down after it was handed over: an officer named the time.",
        "`is_back_dated`",
    ),
    "steps_back_dated": Definition(
        "có bước ghi bổ sung sau",
        "with a back-dated step",
        "Có bước sau tiếp nhận được ghi sau khi đã làm: giờ do cán bộ ghi.",
        "A step after reception was written down after it was done: an officer named the time.",
        "`happened_at`",
    ),
    "by_hand": Definition(
        "cán bộ tự hẹn ngày",
        "date set by an officer",
        "Ngày hẹn do cán bộ chọn, không tính từ thủ tục.",
        "An officer named the due date; it was not counted.",
        "`is_due_by_hand`",
    ),
}  # fmt: skip
"""By the name of the field of `RecordFigures`; `refused` is all of them."""

PARTS = ("returned", "ready", "in_process", "supplement", "refused", "withdrawn", "stopped")
"""They add up to all that were received."""
NOTED = (
    "supplemented",
    "reappointed",
    "same_visit",
    "back_dated",
    "steps_back_dated",
    "by_hand",
    "ready_late",
)
"""Counted beside."""

SHARES: Mapping[str, Definition] = {
    "in_time_of_returned": Definition(
        "không quá hạn, trên số đã trả",
        "not late, of those returned",
        "(đã trả − quá hạn) / đã trả. Hồ sơ trả ngay không hẹn cũng nằm trong cả hai số.",
        "(returned − late) / returned. Those given at once without a date are in both numbers.",
        "(returned − late) / returned",
    ),
    "in_time_of_dated": Definition(
        "không quá hạn, trên số đã trả có hẹn",
        "not late, of those returned with a date",
        "(trước hạn + đúng hạn) / (trước hạn + đúng hạn + quá hạn): chỉ hồ sơ có ngày hẹn.",
        "(early + on time) / (early + on time + late): only those with a promised date.",
        "(early + on time) / (early + on time + late)",
    ),
    "in_time_of_received": Definition(
        "không quá hạn, trên số đã tiếp nhận",
        "not late, of all received",
        "(đã trả − quá hạn) / đã tiếp nhận: hồ sơ đang giải quyết, bị từ chối, rút, dừng chỉ nằm ở mẫu "
        "số.",
        "(returned − late) / received: what is in process, refused, withdrawn or stopped is in the "
        "denominator alone.",
        "(returned − late) / received",
    ),
}  # fmt: skip

TIMES: Mapping[str, Definition] = {
    "worked": Definition(
        "thời gian giải quyết",
        "processing time",
        "Từ lúc nhận đến lúc có kết quả, trừ thời gian chờ bổ sung, tính bằng ngày làm việc (không kể "
        "ngày nhận; 0 là trong ngày) hoặc giờ làm việc, theo đơn vị trung tâm dùng để so hạn.",
        "From reception to the result, the clock stopped for a supplement left out, in working days "
        "(the day of reception not counted; 0 is the same day) or working hours, whichever the center "
        "compares by.",
        "working days behind the day of `received_at` up to the day of the result − those behind the "
        "request up to the hand-in; or the same of worked seconds",
    ),
    "elapsed": Definition(
        "thời gian trôi qua",
        "elapsed time",
        "Cùng khoảng ấy theo đồng hồ, kể cả đêm và ngày nghỉ, trừ thời gian chờ bổ sung.",
        "The same by the clock on the wall, nights and days off included, the stopped clock left out.",
        "`at` of the result (in the same visit: `received_at`) − `received_at` − (`at` of supplement-taken − "
        "`at` of supplement-asked)",
    ),
    "estimated": Definition(
        "kể cả hồ sơ chưa có kết quả",
        "those without a result counted too",
        "Hồ sơ đang giải quyết, chờ bổ sung, hoặc bị từ chối, rút, dừng khi chưa có kết quả không bị "
        "bỏ ra: chỉ biết là đã mất ít nhất bấy nhiêu (Kaplan–Meier).",
        "Records in process, waiting for a supplement, or refused, withdrawn or stopped before a "
        "result are not dropped: they are known to have taken at least so long (Kaplan–Meier).",
        "S(t) = Π(1 − d/n); cut off at now, at the request for a supplement, or at the ending",
    ),
}  # fmt: skip

DIMENSIONS: Mapping[RecordDimension, Both] = {
    RecordDimension.PROCEDURE: ("thủ tục", "procedure"),
    RecordDimension.OFFICER: ("cán bộ tiếp nhận", "receiving officer"),
    RecordDimension.CHANNEL: ("hình thức nộp", "channel"),
}

RULES: tuple[tuple[str, Both], ...] = (
    ("records", (
        "Phạm vi: hồ sơ NỘP trong khoảng ngày (giờ Việt Nam, gồm cả hai đầu), kể cả ghi bổ sung sau; "
        "trạng thái là của lúc xem. Vì vậy con số của một tháng đã qua còn đổi khi hồ sơ của tháng ấy "
        "được trả.",
        "Population: records HANDED OVER on these days (Vietnam time, both ends included), also where "
        "written down later; their state is that of now. So figures of a past month still change as "
        "its records are returned.",
    )),
    ("record-identity", (
        "đã tiếp nhận = đã trả + chờ nhận + đang giải quyết + chờ bổ sung + từ chối + rút + dừng.",
        "received = returned + ready + in process + waiting for a supplement + refused + withdrawn + "
        "stopped.",
    )),
    ("record-undone", (
        "Bước bấm nhầm đã hoàn tác coi như chưa có trong mọi con số và thời gian. Hoàn tác chính việc "
        "nhận thì số trong sổ còn lại, vô hiệu. Sổ có số dài hơn “đã tiếp nhận” đúng bằng số vô hiệu.",
        "A step that was taken back is in no figure and no time. Where the reception itself was taken "
        "back, its number stays in the register, void: the register is longer than “received” by just "
        "these.",
    )),
    ("record-share", (
        "Tỷ lệ luôn ghi tử số / mẫu số và mẫu số là gì; làm tròn một số lẻ, nhưng 100 % chỉ khi là tất "
        "cả và 0 % chỉ khi không có. 45/52 đã tiếp nhận không phải 45/47 đã giải quyết. Không tỷ lệ "
        "nào là điểm chính thức theo QĐ 766/QĐ-TTg.",
        "A share always shows both numbers and of what; rounded to one decimal, but 100 % means all "
        "and 0 % none. 45/52 of those received is not 45/47 of those settled. No share is the official "
        "score of QĐ 766/QĐ-TTg.",
    )),
    ("record-percentile", (
        "Phân vị p: giá trị đứng thứ ⌈p·n/100⌉ khi xếp từ nhỏ đến lớn, trên ngày hoặc giây tròn, cắt "
        "bỏ phần lẻ.",
        "Percentile p: the ⌈p·n/100⌉-th smallest value, on whole days or seconds, cut.",
    )),
    ("record-calendar", (
        "Ngày và giờ làm việc tính theo lịch và giờ mở cửa đang áp dụng; hồ sơ kéo vào năm chưa xác "
        "nhận lịch nghỉ không tính được, đếm riêng.",
        "Working days and hours go by the calendar and opening hours in force now; a record that "
        "reaches into a year whose holidays are not confirmed cannot be counted, and is counted aside.",
    )),
    ("record-few", (
        "Dưới 20 hồ sơ: đánh dấu “ít”, tỷ lệ và phân vị nói lên rất ít.",
        "Fewer than 20 records are marked “few”: shares and percentiles say little.",
    )),
)  # fmt: skip
"""What holds for all figures of records."""

_VI = (
    "Bảng này không cho biết ai làm việc tốt hơn. Cán bộ ở đây là người TIẾP NHẬN; kết quả sớm hay "
    "muộn phần lớn do thủ tục, do nơi giải quyết và do hồ sơ, không do người nhận. Chỉ nên so trong "
    "cùng một thủ tục, và hỏi người làm việc trước khi kết luận. Tên xếp theo thứ tự chữ cái, không "
    "xếp hạng."
)
_EN = (
    "This table does not say who works better. The officer here is who TOOK THE RECORD IN; whether a "
    "result is early or late is mostly up to the procedure, to who decides and to the papers, not to "
    "who received them. Compare within one procedure only, and ask those who did the work before you "
    "conclude anything. Names stand in alphabetical order; nobody is ranked."
)
NOT_MEANT: Both = (_VI, _EN)
"""Above every comparison of officers."""
