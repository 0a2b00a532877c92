"""How long somebody who keeps failing to sign in has to wait. Pure: times are given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Throttle:
    """So many failures are free; then the wait doubles with each, up to the longest."""

    free: int
    first_wait_s: float
    longest_wait_s: float

    def wait_s(self, failures: int) -> float:
        """Seconds between the last failure and the next try."""
        beyond = failures - self.free
        if beyond < 0:
            return 0.0
        return min(self.longest_wait_s, self.first_wait_s * 2.0 ** min(beyond, 32))

    def left_s(self, failures: int, last_us: int, now_us: int) -> float:
        """Seconds still to wait now. A clock set back never makes it longer than the wait itself."""
        since_s = max(0.0, (now_us - last_us) / 1_000_000)
        return max(0.0, self.wait_s(failures) - since_s)


PER_LOGIN = Throttle(free=5, first_wait_s=2.0, longest_wait_s=60.0)
"""Short: whoever knows a colleague's login must not keep them out for long."""

PER_ADDRESS = Throttle(free=15, first_wait_s=2.0, longest_wait_s=900.0)
"""Several officers may share an address behind the center's router."""
