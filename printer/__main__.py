"""``python -m printer --settings FILE status|test-slip|serve``: try a printer, or share it with kiosks.

Exit status: 0 ready, or printed and confirmed, or served until told to end; 2 wrong usage or settings;
3 cannot listen, or cannot print now, and nothing was sent; 4 sent, but nobody knows whether it came out.
Knows the command line only.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from pathlib import Path

from contract.listen_trouble import cannot_listen
from contract.settings import SettingsError, load_settings
from contract.unit import Notifier, log_to_journal, stop_event
from printer.faults import FaultSentence, PrinterFault, sentence_for
from printer.models import UnknownModelError
from printer.outcome import PrintOutcome
from printer.serve import serve
from printer.service import PrinterService
from printer.shared_settings import SharedPrinterSettings, printer_in


class Exit(IntEnum):
    DONE = 0
    USAGE = 2
    NOT_STARTED = 3
    UNCONFIRMED = 4


class Action(StrEnum):
    STATUS = "status"
    TEST_SLIP = "test-slip"
    SERVE = "serve"


_EXITS = (
    (PrintOutcome.CONFIRMED, Exit.DONE),
    (PrintOutcome.NOT_STARTED, Exit.NOT_STARTED),
    (PrintOutcome.UNCONFIRMED, Exit.UNCONFIRMED),
)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m printer", description=__doc__.split("\n\n")[0])
    parser.add_argument("--settings", type=Path, required=True, help="TOML file, see docs/printer.md")
    parser.add_argument("action", choices=[action.value for action in Action])
    options = parser.parse_args(arguments)
    try:
        if options.action == Action.SERVE:
            return _serve(load_settings(options.settings, SharedPrinterSettings))
        service = PrinterService.from_settings(printer_in(options.settings))
    except (SettingsError, UnknownModelError) as problem:
        print(problem, file=sys.stderr)
        return Exit.USAGE
    return _status(service) if options.action == Action.STATUS else _test_slip(service)


def _serve(settings: SharedPrinterSettings) -> Exit:
    log_to_journal(settings.log_level)
    try:
        serve(settings, Notifier(), stop_event())
    except OSError as problem:
        at = f"{settings.listener.host}:{settings.listener.port}"
        print(cannot_listen("printer", at, problem), file=sys.stderr)
        return Exit.NOT_STARTED
    return Exit.DONE


def _status(service: PrinterService) -> Exit:
    status = service.status()
    print(f"readiness {status.readiness}, cover {status.cover}, paper {status.paper}, error {status.error}")
    _say(status.fault or status.warning)
    return Exit.DONE if status.fault is None else Exit.NOT_STARTED


def _test_slip(service: PrinterService) -> Exit:
    result = service.print_trial(datetime.now(UTC))
    print(f"{result.outcome}, leftover {result.leftover}")
    _say(result.fault or result.warning, *result.staff_sentences[1:])
    return dict(_EXITS)[result.outcome]


def _say(fault: PrinterFault | None, *more: FaultSentence) -> None:
    sentences = [] if fault is None else [sentence_for(fault)]
    for sentence in (*sentences, *more):
        print(sentence.vi)
        print(sentence.en)
    if fault is not None:
        print(f"code {fault}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
