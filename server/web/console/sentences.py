"""What became of a press, as one sentence for the officer."""

from __future__ import annotations

from contract import answers as a
from contract.answers import Answer
from contract.ids import TicketNumber
from contract.words import CounterStatus, Outcome
from server.web.console.names import STATES
from server.web.say import Say

SOME = 6
"""Numbers named in a sentence."""


def sentence(answer: Answer, say: Say) -> str:
    """Of a refusal and an error the hub's own words, of a result what it means."""
    if answer.outcome is not Outcome.DONE:
        return say(answer.message_vi or "", answer.message_en or "")
    match answer.result:
        case a.Called(number=None):
            return say("Chưa có người chờ.", "Nobody is waiting.")
        case a.Called(number=number, counter=counter):
            return say(f"Đang gọi số {number} đến quầy {counter}.", f"Calling {number} to counter {counter}.")
        case a.Reserved(number=number, people_ahead=ahead):
            return say(
                f"Đã cấp số {number}. Trước đó còn {ahead} người.", f"Number {number} given, {ahead} ahead."
            )
        case a.Stands(number=number, state=state):
            vi, en = STATES[state]
            return say(f"Số {number}: {vi}.", f"Number {number}: {en}.")
        case a.Undone(tickets=tickets):
            return say("Đã hoàn tác: ", "Undone: ") + "; ".join(
                f"{ticket.number} {say(*STATES[ticket.state])}" for ticket in tickets
            )
        case a.ServedByHand(numbers=numbers):
            count = len(numbers)
            return say(
                f"Đã đóng {count} phiếu là đã phục vụ, ghi bằng tay: {_some(numbers)}.",
                f"Closed {count} slips as served by hand: {_some(numbers)}.",
            )
        case a.CounterStands(status=status, counter=counter):
            return say(*_COUNTER[status]).format(counter=counter)
        case a.DayStands() as day:
            return _day(day, say)
        case _:
            return say("Đã ghi nhận.", "Noted.")


def _some(numbers: tuple[TicketNumber, ...]) -> str:
    """The first few: the line below the buttons is short."""
    return ", ".join(numbers[:SOME]) + ("…" if len(numbers) > SOME else "")


_COUNTER: dict[CounterStatus, tuple[str, str]] = {
    CounterStatus.CLOSED: ("Đã đóng quầy {counter}.", "Counter {counter} is closed."),
    CounterStatus.READY: ("Quầy {counter} sẵn sàng.", "Counter {counter} is ready."),
    CounterStatus.CALLING: ("Quầy {counter} đang gọi.", "Counter {counter} is calling."),
    CounterStatus.SERVING: ("Quầy {counter} đang phục vụ.", "Counter {counter} is serving."),
    CounterStatus.PAUSED: ("Quầy {counter} tạm dừng.", "Counter {counter} is paused."),
}


def _day(day: a.DayStands, say: Say) -> str:
    if day.is_open:
        return say(f"Đã mở ngày {day.day:%d/%m/%Y}.", f"The day {day.day:%d/%m/%Y} is open.")
    return say(
        f"Đã đóng ngày {day.day:%d/%m/%Y}: {day.unserved} người chưa được phục vụ, "
        f"{day.end_inferred} lượt kết thúc do hệ thống tự xác định.",
        f"The day {day.day:%d/%m/%Y} is closed: {day.unserved} unserved, "
        f"{day.end_inferred} ended by inference.",
    )
