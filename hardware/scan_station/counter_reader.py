"""A counter's code reader: what it reads is brought to the hub at once, or forgotten.

Never queued, never on a disk, never in a log: an old card must not fall into the next citizen's form. Knows
nothing of what a code says.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from contract.devices import Fault, Gravity
from contract.hub_calls import HubAwayError
from hardware.code_reader import CodeReader, RefusedCode
from hardware.scan_station.code_calls import CodeEnd
from hardware.scan_station.hub import REFUSED_WORDS, HubRefusesError

log = logging.getLogger(__name__)

FORGET_AFTER_S = 3.0
AGAIN_AFTER_S = 0.3
GONE_AFTER_S = 2.0
"""A reader that is plugged in anew needs a moment."""

_GONE = Fault(
    code="reader-gone",
    message_vi="Đầu đọc mã ở quầy không kết nối: kiểm tra dây cáp. Trong lúc đó gõ theo thẻ.",
    message_en="The counter's code reader is not connected: check its cable. Type from the card meanwhile.",
    gravity=Gravity.WARNS,
)
_FAULTS = {
    CodeEnd.WRONG_COUNTER: Fault(
        code="reader-without-counter",
        message_vi="Đầu đọc mã chưa được gán đúng quầy: sửa “counter” của trạm quét này.",
        message_en="The code reader is not set to a counter of this station: mend its “counter” setting.",
        gravity=Gravity.WARNS,
    ),
    CodeEnd.REFUSED: Fault(
        code="reader-code-refused",
        message_vi="Máy chủ không nhận mã mà đầu đọc gửi: kiểm tra phiên bản phần mềm của trạm quét.",
        message_en="The hub does not take what the code reader sends: check the station's software version.",
        gravity=Gravity.WARNS,
    ),
}
_HUB_REFUSES = Fault(
    code="hub-refuses",
    message_vi=REFUSED_WORDS[0],
    message_en=REFUSED_WORDS[1],
    gravity=Gravity.WARNS,
)


class BringCode(Protocol):
    """`CodeCalls`."""

    def bring(self, code: str, read: str, age_s: float, within_s: float) -> CodeEnd:
        """See there."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    code: str
    at_s: float
    id: str
    """Tried again it is the same one: an answer that was lost must not fill in a form twice."""


class CounterReader:
    """One thread reads (the reader's own), one brings; `faults` from any."""

    def __init__(
        self, reader: CodeReader, hub: BringCode, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._reader = reader
        self._hub = hub
        self._monotonic_s = monotonic_s
        self._latest: _Read | None = None
        self._news = threading.Condition()
        self._is_stopped = False
        self._fault: Fault | None = None
        self._seen_s = monotonic_s()
        self._thread = threading.Thread(target=self._work, name="codes", daemon=True)

    def start(self) -> None:
        """Listen."""
        self._reader.listen(self._heard, _not_read)
        self._thread.start()

    def stop(self) -> None:
        """Nothing is read or brought any more."""
        self._reader.close()
        with self._news:
            self._is_stopped = True
            self._news.notify_all()
        self._thread.join(timeout=FORGET_AFTER_S + 1.0)

    @property
    def is_alive(self) -> bool:
        """Whether codes would still be brought."""
        return self._thread.is_alive()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What staff should know."""
        now_s = self._monotonic_s()
        if self._reader.is_present:
            self._seen_s = now_s
        gone = _GONE if now_s - self._seen_s >= GONE_AFTER_S else None
        return tuple(fault for fault in (gone, self._fault) if fault is not None)

    def _heard(self, code: str) -> None:
        with self._news:
            self._latest = _Read(
                code, self._monotonic_s(), uuid.uuid4().hex
            )  # one that still waits is forgotten
            self._news.notify_all()

    def _work(self) -> None:
        while (read := self._next()) is not None:
            try:
                self._bring(read)
            except Exception:
                log.exception("a code was not brought; the next one is waited for")

    def _next(self) -> _Read | None:
        with self._news:
            self._news.wait_for(lambda: self._is_stopped or self._latest is not None)
            read, self._latest = self._latest, None
            return None if self._is_stopped else read

    def _bring(self, read: _Read) -> None:
        while not self._is_outdated(read):
            age_s = self._monotonic_s() - read.at_s
            try:
                self._ended(self._hub.bring(read.code, read.id, age_s, FORGET_AFTER_S - age_s))
            except HubRefusesError as error:
                log.error("the hub refuses this reader: %s", error)
                self._fault = _HUB_REFUSES
            except HubAwayError as error:
                log.info("the hub is away: %s", error)
                self._pause()
                continue
            return
        log.info("a code is forgotten")

    def _is_outdated(self, read: _Read) -> bool:
        with self._news:
            is_over = self._is_stopped or self._latest is not None
        return is_over or self._monotonic_s() - read.at_s > FORGET_AFTER_S - AGAIN_AFTER_S

    def _pause(self) -> None:
        with self._news:
            self._news.wait_for(lambda: self._is_stopped or self._latest is not None, AGAIN_AFTER_S)

    def _ended(self, end: CodeEnd) -> None:
        log.info("a code was read: %s", end.name)
        self._fault = _FAULTS.get(end)


def _not_read(refused: RefusedCode) -> None:
    log.info("a code could not be read: %s, %d bytes", refused.reason, refused.byte_count)
