"""What every word in the reports means, in both languages: the one place where tables, charts and exports get it from.

`docs/statistics.md` is generated from this. Knows words; computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.reports.units import Dimension, Ending, Flag, Measure, Target, Unit

Both = tuple[str, str]
"""Vietnamese, English."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure."""

    vi: str
    en: str
    means_vi: str
    means_en: str
    formula: str
    """In the words of the ledger; the same in both languages."""

    @property
    def name(self) -> Both:
        """Its short name."""
        return self.vi, self.en


UNITS: dict[Unit, Definition] = {
    Unit.VISIT: Definition(
        "lượt", "visit",
        "Một số thứ tự của một ngày, từ lúc lấy số đến lúc kết thúc.",
        "One number of one business day, from taking it to its end.",
        "one row of `ticket`",
    ),
    Unit.LEG: Definition(
        "chặng", "leg",
        "Phần của một lượt dành cho một nhóm thủ tục. Chuyển sang nhóm khác thì bắt đầu chặng mới.",
        "The part of a visit for one service. Being sent on to another service begins a new leg.",
        "periods of one ticket with one `leg`",
    ),
    Unit.STAY: Definition(
        "lần tại quầy", "stay at a counter",
        "Các khoảng đi tới quầy, phục vụ và lưu số liền nhau ở một quầy với một cán bộ.",
        "Walking, service and hold in a row at one counter with one officer.",
        "longest run of `walking`, `service`, `hold` periods of one leg with one counter and officer",
    ),
}  # fmt: skip

MEASURES: dict[Measure, Definition] = {
    Measure.WAITING: Definition(
        "thời gian chờ", "waiting",
        "Từ lúc lấy số đến lúc được mời tới quầy, cộng mọi lần chờ lại trong hàng. Không trừ giờ nghỉ trưa. Chỉ tính "
        "khi lần chờ cuối kết thúc ở quầy.",
        "From taking the number to being called, and every later stretch in line. The noon break is not taken off. "
        "Only where the last stretch was ended by a counter.",
        "Σ `waiting` periods, if one of `walking`, `service`, `hold` follows the last of them; of a stay: the "
        "`waiting` periods of its leg right before it",
    ),
    Measure.WAITING_OPEN: Definition(
        "chờ trong giờ làm việc", "waiting within opening hours",
        "Phần của thời gian chờ nằm trong giờ mở cửa của ngày đó. Bỏ trống nếu không biết giờ mở cửa.",
        "The part of waiting that lies within that day's opening hours. Missing where they are not known.",
        "Σ over `waiting` periods of min(duration, overlap of [start, end) with `hours` of the day's first "
        "`day/opened`)",
    ),
    Measure.WALKING: Definition(
        "đi tới quầy", "walking",
        "Từ lúc được mời đến lúc bắt đầu phục vụ, vắng mặt hoặc lưu số.",
        "From the call to the start of service, a no-show or a hold.",
        "Σ finished `walking` periods, if there is one and none is running",
    ),
    Measure.SERVICE: Definition(
        "thời gian phục vụ", "service",
        "Thời gian làm việc với cán bộ, cộng mọi lần.",
        "Time with an officer, all stretches together.",
        "Σ finished `service` periods, if there is one and none is running",
    ),
    Measure.HOLD: Definition(
        "lưu số", "hold",
        "Thời gian lượt được lưu lại, có lý do.",
        "Time the visit was parked, with a reason.",
        "Σ finished `hold` periods, if there is one and none is running",
    ),
    Measure.ABSENT: Definition(
        "vắng mặt", "absent",
        "Từ lúc vắng mặt đến lúc trở lại hàng. Ai không trở lại thì không có.",
        "From the no-show to coming back in line. Who does not come back has none.",
        "Σ finished `absent` periods, if there is one",
    ),
    Measure.VISIT: Definition(
        "cả lượt", "whole visit",
        "Từ lúc lấy số đến lúc hoàn thành, của lượt đã hoàn thành. Bằng chờ + đi tới quầy + phục vụ + lưu số + vắng mặt.",
        "From taking the number to the finish, of visits that were served. Always waiting + walking + service + hold "
        "+ absent.",
        "Σ all periods of a ticket that is SERVED and not by hand",
    ),
    Measure.LEFT: Definition(
        "đã chờ, chưa được mời", "waited and not called",
        "Thời gian chờ không kết thúc ở quầy: bỏ về, hết ngày hoặc còn đang chờ. Biết là ít nhất bấy nhiêu.",
        "Waiting that no call ended: they left, the day closed, or they still wait. Known to be at least that long.",
        "Σ `waiting` periods (a running one up to now), if nothing at a counter follows the last of them",
    ),
}  # fmt: skip

ENDINGS: dict[Ending, Definition] = {
    Ending.OPEN: Definition("chưa xong", "still open", "Còn trong sảnh lúc xem báo cáo.",
        "Still in the hall when the report was made.", "state RESERVED with a slip, WAITING, CALLED, SERVING, ON_HOLD"),
    Ending.SERVED: Definition("hoàn thành", "served", "Đã phục vụ xong.", "Served to the end.",
        "state SERVED, not by hand"),
    Ending.BY_HAND: Definition("phục vụ ghi bằng tay", "served by hand",
        "Phục vụ lúc mất kết nối, ghi lại sau; đếm, không có thời gian nào.",
        "Served while the system was away and closed later; counted, without any time.", "`ticket/served-by-hand`"),
    Ending.NO_SHOW: Definition("vắng mặt", "no-show", "Được mời mà không tới, và không trở lại.",
        "Called, did not come, and did not come back.", "state NO_SHOW; of a stay: an `absent` period follows, or that"),
    Ending.LEFT: Definition("bỏ về, hủy số", "left", "Công dân bỏ về hoặc số được hủy.",
        "The citizen left, or the number was cancelled.", "state CANCELLED with at least one period"),
    Ending.UNSERVED: Definition("chưa được phục vụ", "unserved at close", "Còn dở khi đóng ngày.",
        "Still open when the day was closed.", "state UNSERVED"),
    Ending.PASSED_ON: Definition("chuyển tiếp", "passed on", "Sang nhóm thủ tục hoặc quầy khác.",
        "On to another service or counter.", "another leg follows; of a stay: or another counter right after it"),
    Ending.RETURNED: Definition("trở lại hàng", "back to line", "Sau lần gọi lại vào hàng chờ.",
        "Back in line after the call.", "a stay with a `waiting` period of the same leg right after it"),
    Ending.NO_SLIP: Definition("số không có phiếu", "number without a slip",
        "Số đã lấy nhưng không ai cầm: in hỏng, bỏ, hoặc đang in. Không tính là lượt.",
        "A number nobody ever had: not printed, given up, or just printing. Not a visit.",
        "`fate` is null, or CANCELLED without any period"),
    Ending.NOT_PLACED: Definition("phiếu không xếp được vào hàng", "slip that found no line",
        "Phiếu cấp khi mất kết nối, nộp lại quá muộn hoặc trùng số. Đếm riêng, không tính là lượt.",
        "Issued offline and handed in too late or twice. Counted beside the day, not a visit.",
        "row of `unplaced` that is not void"),
}  # fmt: skip

FLAGS: dict[Flag, Definition] = {
    Flag.CALLED: Definition("đã được mời", "called", "Được mời tới quầy ít nhất một lần.",
        "Called to a counter at least once, or served there by the slip.", "has a `walking`, `service` or `hold` period"),
    Flag.ABSENT_ONCE: Definition("có lần vắng mặt", "absent at least once",
        "Có lần được mời mà không tới, dù sau đó có trở lại hay không.",
        "Called and not there at least once, whether or not they came back.", "has an `absent` period, or is a no-show"),
    Flag.UNCONFIRMED: Definition("chưa rõ đã in phiếu", "print unconfirmed", "Không biết phiếu đã in hay chưa.",
        "Nobody knows whether the slip was printed.", "`fate` is `unconfirmed`"),
    Flag.OFFLINE: Definition("cấp khi mất kết nối", "issued offline", "Số do máy lấy số tự cấp khi mất kết nối.",
        "The number was given by a kiosk while the hub was away.", "`origin` is `offline`"),
    Flag.BACK_DATED: Definition("ghi lùi giờ", "back-dated", "Giờ lấy số được ghi vào sổ sau khi việc đã xảy ra.",
        "The arrival was written down later than it happened.", "`ticket/handed-in` or `ticket/merged`"),
    Flag.ESTIMATED: Definition("thời gian ước tính", "estimated", "Có khoảng thời gian ước tính: máy chủ khởi động lại "
        "mà chưa chắc giờ, hoặc máy lấy số không biết giờ lúc cấp số.", "A duration is an estimate: the hub was restarted and its clock was not "
        "sure, or the kiosk did not know the time when it gave the number.",
        "any of its periods is estimated"),
    Flag.STEPPED: Definition("đồng hồ bị chỉnh", "clock stepped", "Đồng hồ bị chỉnh trong lượt; thời lượng vẫn đúng, "
        "giờ ghi có thể lệch.", "The wall clock was stepped meanwhile; durations hold, times of day may be off.",
        "a `center/clock-stepped` event lies between its first and its last event"),
    Flag.INFERRED: Definition("kết thúc suy ra", "end inferred", "Không ai bấm hoàn thành: hệ thống kết thúc khi đóng ngày.",
        "Nobody pressed finish: the day's close ended it.", "`is_end_inferred`"),
    Flag.FORGOTTEN: Definition("phục vụ quá dài", "forgotten end", "Một lần phục vụ dài đến mức chắc đã quên bấm.",
        "One service so long that somebody forgot to finish.", "a `service` period > `norms.forgotten_service_min` (120)"),
    Flag.TOO_SHORT: Definition("phục vụ quá ngắn", "too short", "Phục vụ ngắn đến mức không thể là phục vụ thật.",
        "Service so short that nobody was served.", "Σ `service` < `norms.too_short_service_s` (20), with one finished"),
    Flag.INACCURATE: Definition("ghi giờ không đúng", "marked inaccurate", "Cán bộ báo thời gian không đúng thực tế, có lý do.",
        "Somebody who was there says the times are not what happened, with a reason.", "row of `times_mark`"),
}  # fmt: skip

TARGETS: dict[Target, Definition] = {
    Target.NONE: Definition("không có mục tiêu", "no target", "Nhóm thủ tục không đặt mục tiêu, hoặc không có thời gian chờ.",
        "Nothing was promised, or there is no wait.", "no `target_wait_min`, or no wait"),
    Target.WITHIN: Definition("trong mục tiêu", "within target", "Được mời khi chưa chờ quá mục tiêu.",
        "Called after waiting no longer than the target.", "⌊waiting⌋ s ≤ target"),
    Target.OVER: Definition("quá mục tiêu", "over target", "Chờ quá mục tiêu, dù sau đó có được mời hay không.",
        "Waited longer than the target, called or not.", "⌊waiting or waited⌋ s > target"),
    Target.UNKNOWN: Definition("không biết", "not known", "Bỏ về hoặc còn chờ khi chưa quá mục tiêu: không biết.",
        "Gone, or still waiting, before the target was over: nobody knows.", "not called, ⌊waited⌋ s ≤ target"),
}  # fmt: skip

DIMENSIONS: dict[Dimension, Both] = {
    Dimension.SERVICE: ("nhóm thủ tục", "service"),
    Dimension.PROCEDURE: ("thủ tục", "procedure"),
    Dimension.PRIORITY: ("diện ưu tiên", "priority class"),
    Dimension.KIOSK: ("máy lấy số", "kiosk"),
    Dimension.COUNTER: ("quầy", "counter"),
    Dimension.OFFICER: ("cán bộ", "officer"),
    Dimension.HOUR: ("giờ", "hour"),
    Dimension.WEEKDAY: ("thứ", "weekday"),
    Dimension.DAY: ("ngày", "day"),
}

RULES: tuple[tuple[str, Both], ...] = (
    ("day", (
        "Ngày là ngày làm việc theo giờ Việt Nam (Asia/Ho_Chi_Minh, UTC+7) mà lượt thuộc về. Khoảng từ–đến gồm cả hai đầu.",
        "A day is the business day in Vietnam (Asia/Ho_Chi_Minh, UTC+7) that the visit belongs to. From–to includes both.",
    )),
    ("hour", (
        "Khoảng giờ nửa mở [h:00, h+1:00): đúng 09:00:00 thuộc giờ 9. Lượt tính theo giờ lấy số, chặng theo lúc bắt đầu "
        "chặng, lần tại quầy theo lúc được mời. Mỗi đơn vị thuộc đúng một khoảng.",
        "Half-open hours [h:00, h+1:00): 09:00:00 sharp is hour 9. A visit counts at its arrival, a leg at its start, a stay at "
        "its call. Every unit is in exactly one.",
    )),
    ("unit", (
        "Báo cáo theo quầy hoặc cán bộ đếm lần tại quầy; theo nhóm thủ tục đếm chặng; còn lại đếm lượt. Bộ lọc cũng vậy.",
        "Reports by counter or officer count stays, by service legs, all others visits; filters the same.",
    )),
    ("seconds", (
        "Tổng giữ đến micro giây. Phân vị, lâu nhất và phân bố tính trên giây tròn, cắt bỏ phần lẻ (⌊x⌋), không làm tròn lên.",
        "Sums are exact to the microsecond. Percentiles, the longest and distributions are on whole seconds, cut (⌊x⌋), "
        "never rounded up.",
    )),
    ("percentile", (
        "Phân vị p (50, 80, 90, 95): giá trị đứng thứ ⌈p·n/100⌉ khi xếp từ nhỏ đến lớn (nearest rank), là một giá trị có thật.",
        "Percentile p (50, 80, 90, 95): the ⌈p·n/100⌉-th smallest value (nearest rank), a value that occurred.",
    )),
    ("mean", (
        "Trung bình = tổng mọi giá trị chia cho số đơn vị; không bao giờ là trung bình của các trung bình.",
        "A mean is the sum of all values over their number, never a mean of means.",
    )),
    ("share", (
        "Mọi tỷ lệ ghi tử số và mẫu số. Tỷ lệ trong mục tiêu = trong mục tiêu / (trong mục tiêu + quá mục tiêu), tính theo chặng, "
        "mục tiêu của cấu hình lúc mở ngày lần đầu; số không biết ghi bên cạnh.",
        "Every share shows numerator and denominator. Share within target = within / (within + over), over legs, by the "
        "configuration in force when the day was first opened; the unknown ones stand beside it.",
    )),
    ("kaplan-meier", (
        "Ước lượng Kaplan–Meier: ai bỏ về hay còn chờ được tính là “chờ ít nhất bấy nhiêu”, không bị bỏ ra. S(t) = Π(1 − d/n) trên "
        "giây tròn, được mời tính trước bỏ về trong cùng giây; phân vị p là giây t nhỏ nhất có S(t) ≤ 1 − p/100 (sai số 1e-9).",
        "Kaplan–Meier: who left or still waits counts as “waited at least that long” and is not dropped. S(t) = Π(1 − d/n) on "
        "whole seconds, calls before departures within a second; percentile p is the first second t with S(t) ≤ 1 − p/100 "
        "(slack 1e-9).",
    )),
    ("identity", (
        "lượt = hoàn thành + ghi bằng tay + vắng mặt + bỏ về + chưa được phục vụ + chưa xong. Số đã cấp = lượt + số không có phiếu.",
        "visits = served + by hand + no-show + left + unserved + still open. Numbers given = visits + numbers without a slip.",
    )),
    ("doubt", (
        "Lượt có dấu hiệu nghi ngờ (ước tính, chỉnh đồng hồ, kết thúc suy ra, quá dài, quá ngắn, báo không đúng) vẫn được tính, "
        "được đếm bên cạnh, và có thể bỏ ra bằng bộ lọc. Không bao giờ tự bỏ.",
        "Units in doubt (estimated, clock stepped, inferred, forgotten, too short, marked) are counted in, shown beside, "
        "and can be filtered out. Never left out unasked.",
    )),
    ("few", (
        "Dưới 20 đơn vị: đánh dấu “ít”, phân vị nói lên rất ít.",
        "Fewer than 20 units are marked “few”: percentiles say little.",
    )),
)  # fmt: skip
"""What holds for all figures."""
