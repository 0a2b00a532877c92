"""How large a center is and how busy: profiles S, M, L and XL.

Figures are those of FACTS §5.6, from the press of July 2025 and derived there; what it does not say is marked
*assumed*. How often what happens is in `server.simulate.shares`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.refusal import Refusal
from server.simulate.shares import Shares


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of center."""

    name: str
    visitors: float
    """People on a working day, averaged over the week."""
    first_hour: float
    """Share of the day's people who come in the first hour (FACTS: 25 %, assumed there)."""
    at_the_door: float
    """People who stand there already when it opens, the first hour's not among them."""
    counters: tuple[int, int]
    """Fewest and most counters at work; the configuration may have fewer."""
    officers: int
    """Staff who sit at counters, those on leave included."""
    kiosks: int
    """Where people take numbers."""
    service_min: float
    """Mean of a service at the counter, minutes."""
    service_spread_min: float = 4.0
    """Its standard deviation: FACTS has 6 ± 4 for S; assumed for the others."""
    monday: float = 1.3
    """Monday against the other days (assumed in FACTS)."""
    after_tet: float = 1.5
    """The first days after a long closure against others (assumed in FACTS)."""
    shares: Shares = field(default_factory=Shares)


SMALL = Profile("S", 15, 0.30, 0, (2, 4), 5, 1, 6.0)
"""FACTS: 5-25 people a day, 8 in the peak hour, 2-4 counters, 5 staff, 6 ± 4 min, 1 kiosk."""
MIDDLE = Profile("M", 65, 0.30, 0, (4, 6), 7, 1, 6.0)
"""FACTS: 50-80 a day, 20 in the peak hour, 4-6 counters, 7 staff, 6 min, 1 kiosk."""
LARGE = Profile("L", 400, 0.25, 0, (8, 12), 15, 2, 6.5)
"""FACTS: 300-500 a day, 110 in the peak hour, 8-12 counters, 12-17 staff, 5-8 min, 2 kiosks."""
HUGE = Profile("XL", 1000, 0.25, 200, (17, 20), 25, 4, 6.5)
"""FACTS: 800-1,200 a day, 300 in the peak hour, 17-20 counters, 15-25 staff, 5-8 min, 200 at the door:
overload. 4 kiosks are assumed."""

PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (SMALL, MIDDLE, LARGE, HUGE)}

DEMAND: Mapping[str, tuple[float, float]] = {
    "ho-tich": (0.17, 1.0),
    "chung-thuc": (0.27, 0.8),
    "dat-dai-xay-dung": (0.15, 1.5),
    "ho-kinh-doanh": (0.05, 1.1),
    "cu-tru-can-cuoc": (0.14, 1.1),
    "bao-tro-xa-hoi": (0.07, 1.1),
    "huong-dan": (0.06, 0.9),
    "tra-ket-qua": (0.09, 0.5),
}
"""Services of the sample center: share of the people, and length against the profile's mean. Assumed."""
OTHER_DEMAND = (0.1, 1.0)
"""The same for a service of another configuration."""


def profile_of(name: str) -> Profile:
    """The profile of that name; raises `Refusal` (`unknown-profile`)."""
    known = PROFILES.get(name.upper())
    if known is None:
        names = ", ".join(PROFILES)
        raise Refusal(
            "unknown-profile",
            f"Không có quy mô “{name}”. Các quy mô: {names}.",
            f"There is no profile “{name}”. Profiles: {names}.",
        )
    return known
