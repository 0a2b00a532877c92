"""How much is measured: enough for figures, or just enough to see that the bench works."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReportScale:
    """Of the reports' measures."""

    profile: str = "XL"
    weeks: int = 4
    """Simulated, then repeated."""
    history: tuple[int, ...] = (1_000_000,)
    """Tickets; all measures on the first of them, reports alone on the others."""
    ranges: int = 200
    exported: int = 1_000_000
    """Rows of the larger export."""
    issues: int = 300
    """Numbers taken in each turn with and without an export."""
    month_of: str = "L"
    month_days: int = 30


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts of one run."""

    latencies: int = 400
    """Exchanges of the one asker whose latency is measured."""
    issues: tuple[tuple[int, int], ...] = ((1, 400), (4, 1200), (16, 4000))
    """Askers, and numbers they take together."""
    calls: tuple[tuple[int, int], ...] = ((1, 200), (4, 600), (16, 1600))
    """Counters, and tickets they call together."""
    subscribers: tuple[int, ...] = (1, 16, 200)
    shown_calls: int = 40
    """Calls watched by each number of subscribers."""
    touches: int = 8
    history: tuple[int, ...] = (1_000_000,)
    """Tickets of closed days; each is compared with an empty ledger."""
    grown: int = 150
    """Numbers taken in each of the four turns on an empty and on a full ledger."""
    idle_s: float = 6.0
    malformed: int = 1_000_000
    """Messages that are none, thrown at the hub."""
    reports: ReportScale = field(default_factory=ReportScale)
    records: tuple[int, ...] = (1_000_000,)
    """In the register, up to 110,000 a year."""

    @property
    def seats(self) -> int:
        """Askers at most."""
        return max(count for count, _ in (*self.issues, *self.calls))


NORMAL = Scale()
FULL = Scale(history=(1_000_000, 10_000_000), reports=ReportScale(history=(1_000_000, 10_000_000)))
QUICK = Scale(
    latencies=10,
    issues=((1, 5), (4, 20)),
    calls=((1, 3), (4, 8)),
    subscribers=(1, 4),
    shown_calls=2,
    touches=1,
    history=(200,),
    grown=5,
    idle_s=0.2,
    malformed=2000,
    records=(2000,),
    reports=ReportScale(
        profile="L",
        weeks=1,
        history=(20_000,),
        ranges=5,
        exported=5_000,
        issues=5,
        month_of="S",
        month_days=5,
    ),
)
