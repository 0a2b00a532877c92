"""What the web board shows now: the same as the hall display, put together on the hub.

The browser only draws it and says when it has lost us. Numbers and counters only, never names.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from contract.clock import local_time
from contract.ids import CallId, CounterId, TicketNumber
from contract.states import BoardState, CatalogueState, LineState, RecentCall
from contract.words import ClockTrust
from server.domain.instant import Instant
from server.service.states import board_state, line_state
from server.web.public.hub import PublicHub
from server.web.public.notices_page import notices_door

FRESH_S = 30.0
"""A call older than that is shown still, never flashing: as on the hall display."""


class ShownCall(msgspec.Struct, frozen=True, kw_only=True):
    """One called number and where it is called to."""

    call_id: CallId
    number: TicketNumber
    counter: str
    is_current: bool
    is_fresh: bool
    """Flashes the first time it is seen."""


class ShownService(msgspec.Struct, frozen=True, kw_only=True):
    """People waiting for one service."""

    name: str
    waiting: int


class BoardPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the board."""

    center: str
    headline: tuple[str, ...]
    """In place of the calls, Vietnamese and English; empty where there are calls."""
    calls: tuple[ShownCall, ...]
    """Newest first, each number and counter once."""
    services: tuple[ShownService, ...]
    today: str
    notice: str
    notices: str
    """What stands on the way to the notices' page; empty: there are none."""
    clock: str
    """`08:12`; empty where the hub's clock cannot be believed."""


def board_page(hub: PublicHub) -> BoardPage:
    """The board as it is now."""
    now = hub.writer.now()
    with hub.writer.reading() as hall:
        board = board_state(hall, hub.writer.rules)
        line = line_state(hall, hub.writer.rules, now)
        is_day_open = hall.day is not None
    catalogue = hub.catalogue()
    calls = _calls(board, catalogue, now.utc) if is_day_open else ()
    return BoardPage(
        center=catalogue.center_vi,
        headline=_headline(line, bool(calls), is_day_open=is_day_open),
        calls=calls,
        services=_services(line, catalogue) if is_day_open else (),
        today=f"Hôm nay: {line.taken_today} lượt, đã xong {line.served_today}",
        notice=catalogue.notice_vi or "",
        notices=notices_door(hub),
        clock=_clock(now),
    )


def _calls(board: BoardState, catalogue: CatalogueState, now: datetime) -> tuple[ShownCall, ...]:
    names = {card.counter: card.name_vi for card in catalogue.counters}
    newest: dict[tuple[TicketNumber, CounterId], RecentCall] = {}
    for call in board.calls:
        newest.setdefault((call.number, call.counter), call)
    return tuple(
        ShownCall(
            call_id=call.call_id,
            number=call.number,
            counter=names.get(call.counter, call.counter),
            is_current=call.is_current,
            is_fresh=now - call.at < timedelta(seconds=FRESH_S),
        )
        for call in newest.values()
    )


def _headline(line: LineState, has_calls: bool, *, is_day_open: bool) -> tuple[str, ...]:  # noqa: FBT001 - a fact, no switch
    if has_calls:
        return ()
    if is_day_open:
        return ("Chưa gọi số nào", "No number called yet")
    opens_at = next((row.opens_at for row in line.services if row.opens_at), None)
    again = (f"Lấy số từ {opens_at}",) if opens_at else ()
    return ("Trung tâm chưa mở cửa", *again, "The center is not open now")


def _services(line: LineState, catalogue: CatalogueState) -> tuple[ShownService, ...]:
    names = {card.service: card.name_vi for card in catalogue.services}
    return tuple(
        ShownService(name=names.get(row.service, row.service), waiting=row.waiting) for row in line.services
    )


def _clock(now: Instant) -> str:
    return "" if now.trust is ClockTrust.UNTRUSTED else f"{local_time(now.utc):%H:%M}"
