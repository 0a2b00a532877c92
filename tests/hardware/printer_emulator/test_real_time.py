from hardware.printer_emulator.real_time import (
    CLEAR_BUFFER,
    ClearBuffer,
    RealTime,
    RealTimeScanner,
    Recover,
    RecoverAndClear,
    StatusSubject,
    TellNow,
)


def orders(*pieces: bytes) -> list[RealTime]:
    scanner = RealTimeScanner()
    return [sighting.order for piece in pieces for sighting in scanner.feed(piece)]


def test_a_status_question_is_seen_between_text() -> None:
    assert orders(b"A012\x10\x04\x04\n") == [TellNow(StatusSubject.PAPER_SENSOR)]


def test_a_status_question_inside_a_picture_is_obeyed_too() -> None:
    assert orders(b"\x1dv0\x00\x04\x00\x01\x00\xff\x10\x04\x01") == [TellNow(StatusSubject.PRINTER)]


def test_an_order_in_pieces_is_seen_once() -> None:
    assert orders(b"\x10", b"\x04", b"\x02", b"\x02") == [TellNow(StatusSubject.OFFLINE_CAUSE)]


def test_clearing_in_pieces_is_seen_once_and_its_end_is_in_the_last_piece() -> None:
    scanner = RealTimeScanner()
    assert scanner.feed(b"text" + CLEAR_BUFFER[:6]) == []
    (sighting,) = scanner.feed(CLEAR_BUFFER[6:] + b"more")
    assert (sighting.order, sighting.end) == (ClearBuffer(), 4)


def test_recovering_with_and_without_clearing_differ() -> None:
    assert orders(b"\x10\x05\x01\x10\x05\x02") == [Recover(), RecoverAndClear()]


def test_a_drawer_pulse_and_unknown_subjects_are_no_orders() -> None:
    assert orders(b"\x10\x14\x01\x00\x05\x10\x04\x09\x10\x05\x09") == []
