"""A small center's states for display tests, and a watch on a hub that is steered by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from contract.ids import CallId, CounterId, DeviceId, Epoch, NoticeId, ServiceId, TicketNumber, ZoneId
from contract.notices import Notice, NoticeCard
from contract.record_counts import RecordCounts, RefusedFor
from contract.states import (
    BoardState,
    CatalogueState,
    CounterCard,
    CounterState,
    DeviceSettingsState,
    HubState,
    LineOfService,
    LineState,
    NoticesState,
    RecentCall,
    RecordsState,
    ServiceCard,
)
from contract.words import CallWay, ClockTrust, CounterStatus, DeviceKind, Taking
from display.hub_watch import HubWatch

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""08:00 in Vietnam."""
EPOCH = Epoch("epoch-1")
HALL = ZoneId("hall")
TWELVE_COUNTERS = tuple(f"Quầy {place}" for place in range(1, 13))

SERVICES = {
    "ho-tich": "Hộ tịch",
    "chung-thuc": "Chứng thực",
    "dat-dai": "Đất đai, môi trường",
    "kinh-te": "Kinh tế, hạ tầng và đô thị",
    "bao-tro": "Bảo trợ xã hội, người có công",
    "khac": "Lĩnh vực khác",
}


class SteeredHub:
    """Monotonic time and heartbeats by hand."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.watch = HubWatch(lambda: self.now_s)
        self.at = EIGHT

    def beat(self, trust: ClockTrust = ClockTrust.RTC) -> None:
        """One heartbeat."""
        self.watch.heard(hub_state(self.at, trust=trust))

    def come_alive(self) -> None:
        """Retained word, live word."""
        self.watch.remember(hub_state(self.at))
        self.beat()

    def pass_time(self, seconds: float) -> None:
        """Time passes here and at the hub; no heartbeat."""
        self.now_s += seconds
        self.at += timedelta(seconds=seconds)


def hub_state(
    at: datetime = EIGHT, *, day: date | None = date(2026, 11, 23), trust: ClockTrust = ClockTrust.RTC
) -> HubState:
    """A heartbeat."""
    return HubState(epoch=EPOCH, revision=1, at=at, trust=trust, day=day, version="1")


def call(
    call_id: str,
    number: str = "A025",
    counter: str = "3",
    *,
    at: datetime = EIGHT,
    way: CallWay = CallWay.NEXT,
    zone: ZoneId = HALL,
    is_current: bool = True,
    is_awaited: bool = False,
) -> RecentCall:
    """A call as the board holds it."""
    return RecentCall(
        call_id=CallId(call_id),
        number=TicketNumber(number),
        counter=CounterId(counter),
        zone=zone,
        way=way,
        at=at,
        is_current=is_current,
        is_awaited=is_awaited,
    )


def board(*calls: RecentCall, revision: int = 1) -> BoardState:
    """Calls newest first."""
    return BoardState(epoch=EPOCH, revision=revision, calls=calls)


def notices(*contents: Notice, revision: int = 1) -> NoticesState:
    """In that order."""
    cards = tuple(
        NoticeCard(notice=NoticeId(f"n{at}"), content=content) for at, content in enumerate(contents)
    )
    return NoticesState(epoch=EPOCH, revision=revision, notices=cards)


def line(waiting: tuple[int, ...] = (3, 12, 5, 0, 7, 1), names: dict[str, str] | None = None) -> LineState:
    """People waiting."""
    ids = list(names or SERVICES)
    return LineState(
        epoch=EPOCH,
        revision=1,
        services=tuple(
            LineOfService(service=ServiceId(service), waiting=count, counters_open=1, taking=Taking.OPEN)
            for service, count in zip(ids, waiting, strict=False)
        ),
        taken_today=52,
        served_today=45,
    )


def catalogue(
    names: dict[str, str] | None = None,
    counters: tuple[str, ...] = TWELVE_COUNTERS,
    notice: str | None = "Ông/bà vui lòng giữ phiếu và theo dõi màn hình. Buổi chiều làm việc từ 13:30.",
) -> CatalogueState:
    """Names and texts."""
    return CatalogueState(
        epoch=EPOCH,
        revision=1,
        center_vi="Trung tâm Phục vụ hành chính công xã Tân Lập",
        center_en="Tân Lập Public Administration Service Center",
        hotline=None,
        public_url=None,
        notice_vi=notice,
        notice_en=None,
        services=tuple(
            ServiceCard(
                service=ServiceId(service), name_vi=name, name_en=name, covers_vi="", covers_en="", icon=""
            )
            for service, name in (names or SERVICES).items()
        ),
        counters=tuple(
            CounterCard(counter=CounterId(str(n)), name_vi=name, name_en=name, zone=HALL, services=())
            for n, name in enumerate(counters, start=1)
        ),
        priorities=(),
        procedures_sha256="",
        scanning=False,
    )


def counter_state(
    status: CounterStatus,
    number: str | None = None,
    *,
    call_id: str | None = None,
    since: datetime = EIGHT,
    pause_vi: str | None = None,
) -> CounterState:
    """Counter 3."""
    return CounterState(
        epoch=EPOCH,
        revision=1,
        counter=CounterId("3"),
        status=status,
        is_seated=True,
        waiting=4,
        number=None if number is None else TicketNumber(number),
        call_id=None if call_id is None else CallId(call_id),
        since=since,
        pause_vi=pause_vi,
    )


TODAY = date(2026, 11, 23)
"""A Monday."""
DUPLICATE = RefusedFor(reason_vi="Hồ sơ trùng", reason_en="Duplicate record", records=2)
NEWSPAPER = RecordCounts(first=TODAY, last=TODAY, early=20, on_time=22, late=1, at_once=2, in_process=5,
                         overdue=1, refused=(DUPLICATE,))  # fmt: skip
"""52 received, 45 returned, 5 in process, 2 refused."""


def records(
    today: RecordCounts = NEWSPAPER,
    week: RecordCounts = NEWSPAPER,
    month: RecordCounts | None = None,
    at: datetime = EIGHT,
) -> RecordsState:
    """What became of records."""
    of_month = month or msgspec.structs.replace(today, first=TODAY.replace(day=1), ready=3, supplement=4)
    return RecordsState(epoch=EPOCH, revision=1, at=at, today=today, week=week, month=of_month)


def showing_records() -> DeviceSettingsState:
    """What the configuration says of a hall display that shows them."""
    return DeviceSettingsState(
        epoch=EPOCH,
        revision=1,
        device=DeviceId("display-1"),
        kind=DeviceKind.HALL_DISPLAY,
        zone=HALL,
        shows_records=True,
    )
