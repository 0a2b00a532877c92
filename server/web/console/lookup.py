"""What the find box finds: a ticket of today, a slip no kiosk has handed in yet, or why neither.

By id, number, time of day or code; which of them it is shows in how it is written. What is none of them may
be somebody's card, and is not repeated.
"""

from __future__ import annotations

from datetime import time

import msgspec
from flask import Response

from contract.events import TicketNotPlaced
from contract.ids import TicketId, TicketNumber, Token
from contract.words import Outcome
from server.domain.ticket import Ticket
from server.reports.hand_ins import not_placed_slip
from server.service.taking import hash_of
from server.store.slips import SlipTicket, ticket_of_slip
from server.web import security
from server.web.console.find import by_number, taken_around, time_in, token_in, written_number
from server.web.console.handed import what_to_do, why_not_placed
from server.web.console.reading import Said, as_json, reading
from server.web.console.slip import number_in_code, possible_numbers, slip_of
from server.web.console.state import TakenAround
from server.web.console.view import Reader
from server.web.console_hub import ConsoleHub

LONGEST = 300
"""Characters; an address with a slip's code is far shorter."""


class Wanted(msgspec.Struct, frozen=True):
    """What the find box asks for."""

    wanted: str


def look_up(hub: ConsoleHub, wanted: str) -> Response:
    """A ticket, a slip, tickets of about that time, or 404 with a sentence."""
    if len(wanted) > LONGEST:
        return _neither()
    around = time_in(wanted)
    if around is not None:
        return _taken_around(hub, around)
    with reading(hub) as reader:
        known = reader.hall.tickets.get(TicketId(wanted)) or by_number(reader.hall, wanted)
        if known is not None:
            return as_json(reader.card(known))
        if written_number(wanted) is not None:
            return _paper_slip(reader, wanted)
    token = token_in(wanted)
    if token is None:
        return _neither()
    return _code(hub, Token(token))


def _code(hub: ConsoleHub, token: Token) -> Response:
    """What a reader read off a slip."""
    found = ticket_of_slip(hub.writer, hub.database, token)
    if found is not None:
        return _known_code(hub, found)
    number = number_in_code(token)
    if number is None:
        said = security.say()("Không tìm thấy phiếu này.", "There is no ticket for this code.")
        return _not_found(said, "unknown-slip")
    with hub.database.reading() as connection:
        lost = not_placed_slip(connection, hash_of(token))
    if lost is not None:
        return _not_found(_lost(lost), "not-placed")
    with reading(hub) as reader:
        return _offline_code(reader, number, token)


def _known_code(hub: ConsoleHub, found: SlipTicket) -> Response:
    with reading(hub) as reader:
        known = reader.hall.tickets.get(found.ticket)
        if known is not None:
            return as_json(reader.card(known))
        said = reader.names.say(
            f"Phiếu {found.number} của ngày {found.day:%d/%m/%Y}: {reader.names.state(found.state)}.",
            f"Slip {found.number} is of {found.day:%d/%m/%Y}: {reader.names.state(found.state)}.",
        )
    return _not_found(said, "day-over")


def _offline_code(reader: Reader, number: TicketNumber, token: Token) -> Response:
    ticket = reader.hall.by_number.get(number)
    known = reader.hall.tickets[ticket] if ticket is not None else None
    if known is None:
        return _paper_slip(reader, number, token)
    if _may_be(known):
        return as_json(reader.card(known))
    said = reader.names.say(
        f"Số {number} hôm nay thuộc phiếu khác. Xem ngày in trên phiếu này.",
        f"Today's {number} is another slip. Look at the date on this one.",
    )
    return _not_found(said, "other-slip")


def _may_be(known: Ticket) -> bool:
    """Claimed by its number alone: nobody knows its code yet."""
    return known.claimed and not known.token_hash


def _paper_slip(reader: Reader, written: str, token: Token | None = None) -> Response:
    say, hall = reader.names.say, reader.hall
    if hall.day is None:
        said = say(
            "Chưa mở ngày làm việc: không phục vụ được phiếu nào.",
            "The day is not open: no slip can be served.",
        )
        return _not_found(said, "no-day")
    slip = slip_of(hall, written, token)
    if slip is not None:
        return as_json(reader.slip(slip))
    said = say(f"Hôm nay không có số “{written}”.", f"There is no number “{written}” today.")
    possible = possible_numbers(hall, written)
    if possible is not None:
        said += say(
            f" Phiếu cấp khi mất kết nối hôm nay chỉ có số: {possible}.",
            f" Slips issued offline today have numbers {possible} only.",
        )
    return _not_found(said, "unknown-ticket")


def _lost(lost: TicketNotPlaced) -> str:
    say = security.say()
    return f"{lost.number}: {why_not_placed(lost, say)}. {what_to_do(lost, say)}."


def _taken_around(hub: ConsoleHub, at: time) -> Response:
    with reading(hub) as reader:
        tickets = tuple(reader.card(known) for known in taken_around(reader.hall, at))
    if tickets:
        return as_json(TakenAround(f"{at:%H:%M}", tickets))
    said = security.say()(
        f"Không có số nào được lấy quanh {at:%H:%M} (trước, sau 10 phút).",
        f"No number was taken around {at:%H:%M} (ten minutes before or after).",
    )
    return _not_found(said, "unknown-ticket")


def _neither() -> Response:
    said = security.say()(
        "Đây không phải số thứ tự, giờ lấy số hay mã trên phiếu.", "That is no number, time or slip's code."
    )
    return _not_found(said, "unknown-ticket")


def _not_found(said: str, code: str) -> Response:
    return as_json(Said(Outcome.REFUSED, said, code), 404)
