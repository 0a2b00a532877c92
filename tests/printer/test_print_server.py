"""The print server between a scripted printer and clients: the kiosk's own printer code, or plain sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from printer.link import LinkStalledError
from printer.network import NetworkPrinter
from printer.outcome import PrintOutcome
from printer.print_server import PrintServer, TurnEnd, Turns
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings
from printer.shared_settings import ListenerPart
from printer.slip import Slip
from tests.printer.scripted_printer import Job, ScriptedPrinter
from tests.support.waiting import wait_until

ASK_PRINTER = b"\x10\x04\x01"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Ends:
    """How each turn ended, as the print server tells."""

    def __init__(self) -> None:
        self.turns: list[TurnEnd] = []

    def __call__(self, end: TurnEnd) -> None:
        self.turns.append(end)


@pytest.fixture
def ends() -> Ends:
    return Ends()


@contextmanager
def serving(printer: ScriptedPrinter, ends: Ends, part: ListenerPart) -> Iterator[PrintServer]:
    server = PrintServer(NetworkPrinter("127.0.0.1", printer.port, 2.0), part, Turns(), ends)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def dial(server: PrintServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def kiosk(server: PrintServer) -> PrinterService:
    """A kiosk's own printer code, told that the printer is on the network."""
    return PrinterService.from_settings(
        PrinterSettings(kind=CableKind.NETWORK, host="127.0.0.1", port=server.port, profile="generic-80")
    )


def hung_up(client: socket.socket) -> bool:
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True


def is_turned_away(server: PrintServer) -> bool:
    """Hung up on without a word, perhaps while still dialling."""
    try:
        with dial(server) as client:
            return hung_up(client)
    except ConnectionError:
        return True


def test_a_kiosk_prints_through_it_and_gets_its_confirmation(
    printer: ScriptedPrinter, ends: Ends, slip: Slip
) -> None:
    with serving(printer, ends, ListenerPart(port=0)) as server:
        result = kiosk(server).print_slip(slip, lambda: None)

    assert result.outcome is PrintOutcome.CONFIRMED
    assert len(b"".join(printer.jobs)) > 3000, "the whole slip came through"
    assert ends.turns == [TurnEnd.IN_ORDER]


def test_status_answers_come_back_as_the_printer_gave_them(printer: ScriptedPrinter, ends: Ends) -> None:
    printer.script.paper = 0x72
    with serving(printer, ends, ListenerPart(port=0)) as server:
        status = kiosk(server).status()

    assert status.fault == "paper-out"


def test_a_second_client_waits_for_its_turn_and_is_then_served(printer: ScriptedPrinter, ends: Ends) -> None:
    part = ListenerPart(port=0, wait_s=5)
    with serving(printer, ends, part) as server, dial(server) as first, dial(server) as second:
        first.sendall(ASK_PRINTER)
        assert first.recv(1) == b"\x12"
        second.sendall(ASK_PRINTER)
        second.settimeout(0.1)
        with pytest.raises(TimeoutError):
            second.recv(1)
        first.shutdown(socket.SHUT_WR)
        second.settimeout(5)
        assert second.recv(1) == b"\x12"


def test_who_waits_too_long_is_hung_up_on_and_nothing_of_it_is_printed(
    printer: ScriptedPrinter, ends: Ends
) -> None:
    part = ListenerPart(port=0, wait_s=0.05)
    with serving(printer, ends, part) as server, dial(server) as first, dial(server) as second:
        first.sendall(ASK_PRINTER)
        assert first.recv(1) == b"\x12"
        second.sendall(b"a late job")
        assert hung_up(second)

    assert b"late" not in b"".join(printer.jobs)


def test_who_gave_up_while_waiting_gets_nothing_printed_later(printer: ScriptedPrinter, ends: Ends) -> None:
    with serving(printer, ends, ListenerPart(port=0, wait_s=5)) as server:
        with dial(server) as first:
            first.sendall(ASK_PRINTER)
            assert first.recv(1) == b"\x12"
            second = NetworkPrinter("127.0.0.1", server.port, 2.0).open()
            second.send(b"given up")
            second.abandon()
        with dial(server) as third:
            third.sendall(ASK_PRINTER)
            assert third.recv(1) == b"\x12"

    assert b"given up" not in b"".join(printer.jobs)


def test_a_client_that_holds_the_printer_in_silence_loses_it(printer: ScriptedPrinter, ends: Ends) -> None:
    with serving(printer, ends, ListenerPart(port=0, idle_s=0.2)) as server:
        with dial(server) as silent:
            assert hung_up(silent)
        with dial(server) as next_one:
            next_one.sendall(ASK_PRINTER)
            assert next_one.recv(1) == b"\x12"

    assert ends.turns[0] is TurnEnd.BROKEN_OFF


def test_a_client_that_never_ends_loses_the_printer_too(printer: ScriptedPrinter, ends: Ends) -> None:
    with serving(printer, ends, ListenerPart(port=0, longest_s=0.3)) as server, dial(server) as endless:
        answers = 0
        while not_over(endless):
            answers += 1

    assert answers > 0
    assert ends.turns == [TurnEnd.BROKEN_OFF]


def not_over(client: socket.socket) -> bool:
    try:
        client.sendall(ASK_PRINTER)
        return client.recv(1) != b""
    except ConnectionError:
        return False


@pytest.mark.parametrize("how", [Job.RESETS, Job.HANGS_UP])
def test_a_printer_that_breaks_off_breaks_the_client_off(
    printer: ScriptedPrinter, ends: Ends, how: Job
) -> None:
    printer.script.job = how
    with serving(printer, ends, ListenerPart(port=0)) as server, dial(server) as client:
        client.sendall(b"A012 half a slip")
        assert hung_up(client)

    assert ends.turns == [TurnEnd.BROKEN_OFF]


def test_without_a_printer_the_client_is_hung_up_on(ends: Ends) -> None:
    gone = ScriptedPrinter().start()
    with serving(gone, ends, ListenerPart(port=0)) as server:
        gone.stop()
        assert is_turned_away(server)

    assert ends.turns == [], "no byte went out, so nothing can be left over"


def test_a_stranger_gets_no_turn(printer: ScriptedPrinter, ends: Ends) -> None:
    part = ListenerPart(port=0, allowed=("192.168.10.0/28",))
    with serving(printer, ends, part) as server:
        assert is_turned_away(server)

    assert printer.jobs == []


class StalledLink:
    """A cable that takes no more data."""

    def __init__(self) -> None:
        self.abandoned = threading.Event()

    def open(self) -> StalledLink:
        return self

    def send(self, data: bytes) -> None:
        raise LinkStalledError("the printer takes no more data")

    def receive(self, timeout_s: float) -> bytes:
        return b""

    def close(self) -> None:
        raise AssertionError("a stalled job does not end in order")

    def abandon(self) -> None:
        self.abandoned.set()


def test_a_stalled_printer_ends_the_job_and_drops_what_was_not_sent(ends: Ends) -> None:
    link = StalledLink()
    server = PrintServer(link, ListenerPart(port=0), Turns(), ends)
    server.start()
    try:
        with dial(server) as client:
            client.sendall(b"job")
            assert hung_up(client)
        wait_until(lambda: ends.turns == [TurnEnd.BROKEN_OFF], what="the turn is over")
    finally:
        server.stop()

    assert link.abandoned.is_set()


def test_trial_slips_of_two_kiosks_come_out_whole_one_after_the_other(
    printer: ScriptedPrinter, ends: Ends
) -> None:
    outcomes: list[PrintOutcome] = []
    with serving(printer, ends, ListenerPart(port=0, wait_s=5)) as server:

        def print_one() -> None:
            outcomes.append(kiosk(server).print_trial(NOW).outcome)

        kiosks = [threading.Thread(target=print_one) for _ in range(2)]
        for one in kiosks:
            one.start()
        for one in kiosks:
            one.join()

    assert outcomes == [PrintOutcome.CONFIRMED] * 2
    assert len(ends.turns) == 2
