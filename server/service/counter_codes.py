"""What a reader at a counter has read, on its way to the one form it is meant for: in memory, for seconds.

A code may be somebody's citizen card. It is for the form that its counter's officer had open before it was
read; one that was sent, one opened later, another officer's or another counter's never gets it. Knows
nothing of its text.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from contract.ids import CounterId, DeviceId, OfficerId
from server.domain.refusal import Refusal, nobody_seated

KEPT_S = 20.0
"""A form whose connection broke gets its code after that; then it is forgotten, fetched or not."""
BACK_WITHIN_S = 10.0
"""A browser that lost its stream opens it again within that; so long its form counts as open."""
SAID_S = 10.0
"""So long an officer without a form is told that something was read."""
FORM_SAYS_WITHIN_S = 30.0
"""A form that is opened so soon after it says so too."""
OPENINGS_KEPT = 64
"""Of one officer: by them a window that only connects again is told from one that is looked at anew."""


def in_a_while(seconds: float, act: Callable[[], None]) -> None:
    """Do it then, in a thread that keeps no process alive."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


@dataclass(slots=True)
class _Form:
    id: str
    opened_s: float
    streams: Counter[str] = field(default_factory=Counter)
    """By opening."""
    gone_s: float = 0.0

    def is_open(self, now_s: float) -> bool:
        return self.streams.total() > 0 or now_s - self.gone_s < BACK_WITHIN_S


@dataclass(frozen=True, slots=True)
class _Held:
    code: str
    counter: CounterId
    form: str
    came_s: float


class CounterCodes:
    """Of the whole center. Thread-safe."""

    def __init__(
        self,
        counters_of: Callable[[DeviceId], tuple[CounterId, ...]],
        seat_of: Callable[[CounterId], OfficerId | None],
        monotonic_s: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], None] = in_a_while,
    ) -> None:
        """`counters_of`: which a device serves; `seat_of`: who sits there now."""
        self._counters_of = counters_of
        self._seat_of = seat_of
        self.monotonic_s = monotonic_s
        self._later = later
        self._tell: Callable[[OfficerId], None] = lambda _officer: None
        self._tell_all: Callable[[], None] = lambda: None
        self._forms: dict[OfficerId, _Form] = {}
        self._openings: dict[OfficerId, deque[str]] = {}
        self._turned_s: dict[OfficerId, float] = {}
        """When they turned to the latest of their forms, by this hub's clock; before its start too."""
        self._taken: dict[DeviceId, str] = {}
        self._held: dict[OfficerId, _Held] = {}
        self._missed_s: dict[OfficerId, float] = {}
        self._lock = threading.Lock()

    def listen(self, tell: Callable[[OfficerId], None], tell_all: Callable[[], None]) -> None:
        """`tell`: there is something for that officer's form; `tell_all`: ask `has_missed` again."""
        self._tell = tell
        self._tell_all = tell_all

    # --- the officer's form ---

    def opened(self, officer: OfficerId, form: str, opening: str, turned_ago_s: float = 0.0) -> None:
        """This form is looked at; what was read for an earlier one is forgotten, and that is told.

        `opening`: another one each time the form comes into view, which was `turned_ago_s` ago. A form that
        is no longer the officer's latest and only connects again does not become it, nor does one that was
        turned to before it and is new to a hub that was started since.
        """
        with self._lock:
            known, is_lost = self._forms.get(officer), False
            is_latest = self._is_latest(officer, opening, self.monotonic_s() - turned_ago_s)
            if known is None or known.id != form:
                if not is_latest:
                    return
                known = self._forms[officer] = _Form(form, self.monotonic_s())
                is_lost = self._drop(officer)
            known.streams[opening] += 1
        if is_lost:
            self._tell_missed()

    def closed(self, officer: OfficerId, form: str, opening: str) -> None:
        """One of its streams has ended."""
        with self._lock:
            known = self._forms.get(officer)
            if known is not None and known.id == form and known.streams[opening] > 0:
                known.streams[opening] -= 1
                known.gone_s = self.monotonic_s()

    def done(self, officer: OfficerId, form: str) -> None:
        """The form was sent: whatever is read is no longer for it, and the officer is told so."""
        with self._lock:
            known = self._forms.get(officer)
            if known is None or known.id != form:
                return
            del self._forms[officer]
            is_lost = self._drop(officer)
        if is_lost:
            self._tell_missed()

    def _is_latest(self, officer: OfficerId, opening: str, turned_s: float) -> bool:
        seen = self._openings.setdefault(officer, deque(maxlen=OPENINGS_KEPT))
        if opening in seen:
            return False
        seen.append(opening)
        if turned_s < self._turned_s.get(officer, turned_s):
            return False
        self._turned_s[officer] = turned_s
        return True

    def _drop(self, officer: OfficerId) -> bool:
        """What is held for an earlier form; whether there was anything."""
        self._forget_old()
        if self._held.pop(officer, None) is None:
            return False
        self._missed_s[officer] = self.monotonic_s()
        return True

    def _tell_missed(self) -> None:
        self._later(SAID_S, self._tell_all)
        self._tell_all()

    def take(self, officer: OfficerId, form: str) -> str | None:
        """What was read for this form, once; None: nothing."""
        with self._lock:
            self._forget_old()
            held = self._held.get(officer)
            if held is None or held.form != form:
                return None
            del self._held[officer]
        return held.code if self._seat_of(held.counter) == officer else None

    def has_missed(self, officer: OfficerId) -> bool:
        """Whether something was read for this officer just now, and no form was open or has said so."""
        with self._lock:
            return self._has_missed_within(officer, SAID_S)

    def take_missed(self, officer: OfficerId, form: str) -> bool:
        """Whether this form is to say, once, that something was read before it was open."""
        with self._lock:
            known = self._forms.get(officer)
            if known is None or known.id != form:
                return False
            has_missed = self._has_missed_within(officer, FORM_SAYS_WITHIN_S)
            self._missed_s.pop(officer, None)
            return has_missed

    def _has_missed_within(self, officer: OfficerId, seconds: float) -> bool:
        missed_s = self._missed_s.get(officer)
        return missed_s is not None and self.monotonic_s() - missed_s < seconds

    # --- the reader ---

    def put(
        self, device: DeviceId, counter: CounterId | None, code: str, age_s: float, read: str | None = None
    ) -> None:
        """It was read `age_s` ago at this counter; None: at the only one that the device serves.

        `read` names the reading: the one that was taken last is not taken again.

        Raises:
            Refusal: `not-its-counter`, `nobody-seated`, `no-form`; nothing was kept.
        """
        place = self._place(device, counter)
        if read is not None and self._taken.get(device) == read:
            return
        officer = self._seat_of(place)
        if officer is None:
            raise nobody_seated(place)
        if self._hold(officer, place, code, age_s):
            self._taken[device] = read or ""
            self._later(KEPT_S, self._forget)
            self._tell(officer)
        else:
            self._tell_missed()
            if officer in self._forms:
                self._tell(officer)
            raise _no_form()

    def _hold(self, officer: OfficerId, counter: CounterId, code: str, age_s: float) -> bool:
        with self._lock:
            now_s = self.monotonic_s()
            form = self._forms.get(officer)
            if form is None or not form.is_open(now_s) or form.opened_s > now_s - age_s:
                self._missed_s[officer] = now_s
                return False
            self._held[officer] = _Held(code, counter, form.id, now_s)
            self._missed_s.pop(officer, None)
            return True

    def _place(self, device: DeviceId, counter: CounterId | None) -> CounterId:
        served = self._counters_of(device)
        if counter is None and len(served) == 1:
            return served[0]
        if counter is None or counter not in served:
            raise _not_its_counter()
        return counter

    def _forget(self) -> None:
        with self._lock:
            self._forget_old()

    def _forget_old(self) -> None:
        now_s = self.monotonic_s()
        self._held = {who: held for who, held in self._held.items() if now_s - held.came_s < KEPT_S}


def no_counter_codes() -> CounterCodes:
    """Where no counter has a reader."""
    return CounterCodes(lambda _device: (), lambda _counter: None)


def _not_its_counter() -> Refusal:
    return Refusal(
        "not-its-counter",
        "Đầu đọc này chưa được gán đúng một quầy mà trạm quét phục vụ.",
        "The reader is not set to one of the counters that its scan station serves.",
    )


def _no_form() -> Refusal:
    return Refusal(
        "no-form",
        "Cán bộ ở quầy chưa mở mẫu nhận hồ sơ.",
        "The officer at the counter has no reception form open.",
    )
