"""A kiosk's flow with a clock moved by hand and an outbox that only remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec
from msgspec import structs

from contract.answers import Reserved
from contract.ids import Epoch, PriorityId, ProcedureCode, ServiceId, TicketId, TicketNumber, Token
from contract.states import CatalogueState, LineOfService, LineState, PriorityCard, ServiceCard
from contract.words import Taking
from kiosk.center import Center
from kiosk.flow import Flow
from kiosk.issued import IssuedNumber
from kiosk.outcomes import BytesSent, Given, NotPrinted, SlipIs
from kiosk.patience import SETTLE_S
from kiosk.procedures import Procedure
from kiosk.requests import Request, TakeNumber
from kiosk.stage import Equipment
from kiosk.views import View
from printer.faults import PrinterFault

V = TypeVar("V", bound=View)

HO_TICH = ServiceId("ho-tich")
CHUNG_THUC = ServiceId("chung-thuc")
BIRTH = ProcedureCode("1.001193")
TOKEN = Token("abcdefghijklmnop")


def a_center(**changes: object) -> Center:
    """A commune with two services, one of them crowded, and an open day."""
    catalogue = CatalogueState(
        epoch=Epoch("e1"),
        revision=1,
        center_vi="Trung tâm Phục vụ hành chính công xã Tân Lập",
        center_en="Tan Lap Commune Public Administration Service Center",
        hotline="1022",
        public_url=None,
        notice_vi=None,
        notice_en=None,
        services=(
            ServiceCard(
                service=HO_TICH,
                name_vi="Hộ tịch",
                name_en="Civil status",
                covers_vi="Khai sinh, kết hôn, khai tử",
                covers_en="Births, marriages, deaths",
                icon="family",
                procedures=(BIRTH,),
                where_vi="Hàng ghế bên trái",
                where_en="Seats on the left",
            ),
            ServiceCard(
                service=CHUNG_THUC,
                name_vi="Chứng thực",
                name_en="Certification",
                covers_vi="Bản sao, chữ ký",
                covers_en="Copies, signatures",
                icon="stamp",
            ),
        ),
        counters=(),
        priorities=(
            PriorityCard(
                priority=PriorityId("elderly"),
                name_vi="Người cao tuổi",
                name_en="Elderly person",
                explanation_vi="Từ 60 tuổi trở lên.",
                explanation_en="60 or older.",
            ),
        ),
        procedures_sha256="0" * 64,
        scanning=True,
    )
    line = LineState(
        epoch=Epoch("e1"),
        revision=1,
        services=(
            LineOfService(service=HO_TICH, waiting=3, counters_open=2, taking=Taking.OPEN),
            LineOfService(service=CHUNG_THUC, waiting=12, counters_open=1, taking=Taking.OPEN),
        ),
        taken_today=20,
        served_today=5,
    )
    birth = Procedure(
        code=BIRTH,
        name_vi="Thủ tục đăng ký khai sinh",
        name_en="Birth registration",
        short_vi="Đăng ký khai sinh",
        short_en="Register a birth",
        everyday_words=("làm giấy khai sinh",),
        is_unverified=True,
    )
    center = Center(catalogue, line, has_day=True, is_silent=False, procedures={BIRTH: birth})
    return replace(center, **changes)  # type: ignore[arg-type]  # tests name the fields


def a_center_with_papers() -> Center:
    """The same, and the papers of the birth registration are known."""
    center = a_center()
    papers = ("Giấy chứng sinh [1 bản chính]", "Tờ khai đăng ký khai sinh")
    birth = msgspec.structs.replace(center.procedures[BIRTH], documents=papers, documents_left_out=27)
    return replace(center, procedures={BIRTH: birth})


def a_reservation(number: str = "A012") -> Reserved:
    return Reserved(
        ticket=TicketId("t-1"),
        number=TicketNumber(number),
        token=TOKEN,
        service=HO_TICH,
        taken_at=datetime(2026, 11, 23, 1, 12, tzinfo=UTC),
        day=date(2026, 11, 23),
        people_ahead=3,
    )


def an_issued_number(number: str = "A012", ticket: str = "t-1") -> IssuedNumber:
    """As staff see it in the list of slips to print again."""
    reserved = a_reservation(number)
    return IssuedNumber(TicketId(ticket), reserved.number, HO_TICH, reserved.taken_at)


def a_slip(slip: SlipIs = SlipIs.SURE) -> Given:
    return Given(a_reservation(), slip)


def no_slip(sent: BytesSent = BytesSent.NONE) -> NotPrinted:
    return NotPrinted(a_reservation(), PrinterFault.PAPER_OUT, sent, TOKEN)


def offline_reservation() -> Reserved:
    """A number of this kiosk's lease."""
    return structs.replace(
        a_reservation("A999"), token=Token(f"A999-{TOKEN}"), people_ahead=None, service=HO_TICH
    )


def an_offline_slip() -> Given:
    return Given(offline_reservation(), SlipIs.SURE)


def no_offline_slip() -> NotPrinted:
    return NotPrinted(offline_reservation(), PrinterFault.PAPER_OUT, BytesSent.NONE, f"A999-{TOKEN}")


@dataclass
class Citizen:
    """Stands before a kiosk: presses, waits, and sees the screen."""

    flow: Flow
    passes: Callable[[float], None]
    asked: list[Request] = field(default_factory=list)

    def sees(self) -> View:
        return self.flow.stage.view

    def on(self, kind: type[V]) -> V:
        """The screen, which is of that kind."""
        view = self.flow.stage.view
        assert isinstance(view, kind)
        return view

    def waits(self, seconds: float) -> None:
        """Time passes in steps of a quarter second, as it does on the glass."""
        for _ in range(round(seconds * 4)):
            self.passes(0.25)
            self.flow.tick()

    def looks(self) -> None:
        """Long enough for the screen to settle."""
        self.passes(SETTLE_S)

    def takes(self, service: ServiceId = HO_TICH) -> TakeNumber:
        """Two presses; the request that came of them."""
        self.looks()
        self.flow.numbers.choose_service(service)
        self.looks()
        self.flow.numbers.take_number()
        request = self.asked[-1]
        assert isinstance(request, TakeNumber)
        return request


def a_citizen(
    center: Center | None = None,
    equipment: Equipment = Equipment(has_scanner=True, has_reader=True, has_pin=True),  # noqa: B008  # frozen
) -> Citizen:
    seconds = [100.0]
    asked: list[Request] = []
    flow = Flow(lambda: seconds[0], asked.append, equipment)
    flow.center_changed(center or a_center())

    def passes(more: float) -> None:
        seconds[0] += more

    citizen = Citizen(flow, passes, asked)
    citizen.looks()
    return citizen
