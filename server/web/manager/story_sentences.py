"""One plain sentence for every event that a ticket's story can hold, in both languages."""

from __future__ import annotations

from contract import events as e
from contract.words import TicketState
from server.web.console.names import STATES
from server.web.manager.filing_sentence import filing_said
from server.web.manager.story_slips import SLIP_SENTENCES, Sentence
from server.web.manager.story_words import CAUSES, TIMES_WRONG, StoryWords


def sentence(event: e.Event, words: StoryWords) -> str:
    """What happened; raises `KeyError` for an event that no ticket's story holds."""
    return SENTENCES[type(event)](event, words)


# --- calls and service --------------------------------------------------------------------------------


def _called(event: e.TicketCalled, words: StoryWords) -> str:
    where = words.counter(event.counter)
    why = words.why_called(event)
    return words.say(f"Mời tới {where}. Vì sao lúc này: {why}.", f"Called to {where}. Why then: {why}.")


def _recalled(event: e.TicketRecalled, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(
        f"Gọi lại lần {event.times}, tới {where}.", f"Called again to {where}, recall {event.times}."
    )


def _started(event: e.ServiceStarted, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(f"Bắt đầu phục vụ tại {where}.", f"Service began at {where}.")


def _held(event: e.TicketHeld, words: StoryWords) -> str:
    where, why = words.counter(event.counter), words.hold_reason(event.reason)
    return words.say(f"Lưu số tại {where}. Lý do: {why}.", f"Put on hold at {where}. Reason: {why}.")


def _resumed(event: e.TicketResumed, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(f"Phục vụ tiếp tại {where}.", f"Service went on at {where}.")


def _transferred(event: e.TicketTransferred, words: StoryWords) -> str:
    where, to = words.counter(event.counter), words.names.service(event.to_service)
    told = words.say(f"Phục vụ xong tại {where}, chuyển sang", f"Served at {where}, then transferred to")
    return f"{told} {to}; {_place(event.keeps_place, words)}."


def _redirected(event: e.TicketRedirected, words: StoryWords) -> str:
    told = words.say("Chưa phục vụ, chuyển sang", "Before service, sent on to")
    return f"{told} {words.names.service(event.to_service)}; {_place(event.keeps_place, words)}."


def _place(kept: str | None, words: StoryWords) -> str:
    if kept is None:
        return words.say("xếp cuối hàng mới", "to the end of that line")
    return words.say(f"giữ thứ tự cũ, lý do: “{kept}”", f"keeps its place, reason: “{kept}”")


def _returned(event: e.TicketReturned, words: StoryWords) -> str:
    if event.was is TicketState.NO_SHOW:
        return words.say(
            "Quay lại sau khi vắng mặt; vào hàng ở chỗ cũ.",
            "Came back after a no-show; in line at the old place.",
        )
    return words.say("Trả về hàng chờ ở chỗ cũ.", "Back to line at the old place.")


def _no_show(event: e.TicketNoShow, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(f"Không tới {where}: vắng mặt.", f"Did not come to {where}: no-show.")


# --- the end ------------------------------------------------------------------------------------------


def _finished(event: e.TicketFinished, words: StoryWords) -> str:
    if event.is_end_inferred:
        return words.say(
            "Không ai bấm hoàn thành: ngày đóng khi đang phục vụ, hệ thống coi như xong lúc này.",
            "Nobody pressed finish: the day was closed during service, taken as finished then.",
        )
    where = words.counter(event.counter)
    return words.say(f"Hoàn thành tại {where}.", f"Finished at {where}.")


def _cancelled(event: e.TicketCancelled, words: StoryWords) -> str:
    return words.say(f"Hủy số. Lý do: “{event.reason}”.", f"Cancelled. Reason: “{event.reason}”.")


def _unserved(event: e.TicketUnserved, words: StoryWords) -> str:
    state = words.both(STATES[event.was])
    return words.say(
        f"Ngày đóng khi {state}: chưa được phục vụ.", f"The day was closed while {state}: unserved."
    )


def _by_hand(_event: e.TicketServedByHand, words: StoryWords) -> str:
    return words.say(
        "Ghi bằng tay: đã phục vụ lúc mất kết nối; đếm, không tính thời gian.",
        "Closed by hand: served while the system was away; counted, without any time.",
    )


# --- marks and papers ---------------------------------------------------------------------------------


def _marked(event: e.TimesMarked, words: StoryWords) -> str:
    if event.reason is None:
        return words.say(
            "Rút lại lời báo: thời gian đúng thực tế.", "The mark was taken back: the times are right."
        )
    why = words.both(TIMES_WRONG[event.reason])
    return words.say(f"Báo thời gian không đúng: {why}.", f"Times called inaccurate: {why}.")


def _filing_noted(event: e.FilingNoted, words: StoryWords) -> str:
    return f"{words.say('Nộp trực tuyến.', 'Filing online.')} {filing_said(event, words)}"


def _papers(event: e.PapersReceived, words: StoryWords) -> str:
    return words.say(
        f"Quét {event.pages} trang giấy tờ, công dân đồng ý theo bản {event.consent}.",
        f"Scanned {event.pages} pages; the citizen agreed to text {event.consent}.",
    )


def _papers_opened(_event: e.PapersOpened, words: StoryWords) -> str:
    return words.say("Mở xem giấy tờ đã quét.", "The scanned pages were looked at.")


def _papers_deleted(event: e.PapersDeleted, words: StoryWords) -> str:
    known = CAUSES.get(event.cause)
    why = words.both(known) if known is not None else event.cause
    return words.say(
        f"Xóa {event.pages} trang giấy tờ đã quét: {why}.", f"Erased {event.pages} scanned pages: {why}."
    )


# --- what was taken back, and what happened beside ----------------------------------------------------


def _undone(event: e.ActionUndone, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(
        f"Hoàn tác thao tác cuối tại {where}; phiếu trở lại như trước đó.",
        f"The last action at {where} was undone; the ticket is as it was before.",
    )


def _stepped(event: e.ClockStepped, words: StoryWords) -> str:
    vi = f"{event.step_s:+.1f}".replace(".", ",")
    return words.say(
        f"Đồng hồ hệ thống bị chỉnh {vi} giây: thời lượng vẫn đúng, giờ ghi có thể lệch.",
        f"The hub's clock was stepped by {event.step_s:+.1f} s: durations hold, times of day may be off.",
    )


def _vouched(_event: e.ClockConfirmed, words: StoryWords) -> str:
    return words.say("Xác nhận đồng hồ hệ thống đúng.", "The hub's time was confirmed.")


def _hub_started(event: e.HubStarted, words: StoryWords) -> str:
    return words.say(
        f"Hệ thống khởi động lại (phiên bản {event.version}).",
        f"The hub was started (version {event.version}).",
    )


def _restored(_event: e.EpochBegun, words: StoryWords) -> str:
    return words.say(
        "Hệ thống được khôi phục từ bản sao lưu.", "The ledger went on after a restore from a backup."
    )


SENTENCES: dict[type[e.Event], Sentence] = {
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.TicketHeld: _held,
    e.TicketResumed: _resumed,
    e.TicketTransferred: _transferred,
    e.TicketRedirected: _redirected,
    e.TicketReturned: _returned,
    e.TicketNoShow: _no_show,
    e.TicketFinished: _finished,
    e.TicketCancelled: _cancelled,
    e.TicketUnserved: _unserved,
    e.TicketServedByHand: _by_hand,
    e.TimesMarked: _marked,
    e.FilingNoted: _filing_noted,
    e.PapersReceived: _papers,
    e.PapersOpened: _papers_opened,
    e.PapersDeleted: _papers_deleted,
    e.ActionUndone: _undone,
    e.ClockStepped: _stepped,
    e.ClockConfirmed: _vouched,
    e.HubStarted: _hub_started,
    e.EpochBegun: _restored,
    **SLIP_SENTENCES,
}
"""By kind of event."""
