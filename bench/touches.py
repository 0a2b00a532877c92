"""From the finger on the glass to the last byte at the printer, in a whole center of real processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bench.measure import Measure, median
from bench.slips import slip_bytes
from printer.device import device_for
from printer.job import JobRunner, Patience
from printer.models import model_named
from printer.settings import CableKind, PrinterSettings
from server.domain.instant import EPOCH
from server.store import tables
from server.store.engine import open_for_reading
from tools.demo.center import DemoCenter, wait_until

TILE = "tile-ho-tich"
TAKE = "take-number"
PROFILE = "epson-tm-t82"
ON_SCREEN_S = 40.0


@dataclass(frozen=True, slots=True)
class Touch:
    """Moments of one visit to the kiosk."""

    lifted: datetime
    """The finger left the button: what a button acts on."""
    printed: datetime
    """The emulator had the last byte and cut."""


def measure_touches(center: DemoCenter, count: int) -> Iterator[Measure]:
    """The whole way, and its parts: to the number in the ledger, and from there to the last byte."""
    touches = [_touch(center) for _ in range(count)]
    reserved = _reserved(center.place.data / "hub" / "ledger.sqlite", count)
    alone = median([_print_alone(center) for _ in range(count)])
    yield Measure(
        name="touch → last byte at the printer, p50",
        value=median([_ms(touch.printed - touch.lifted) for touch in touches]),
        unit="ms",
        baseline=alone,
        against="the same slip, from bytes ready to paper cut",
    )
    pairs = tuple(zip(touches, reserved, strict=True))
    yield Measure(
        name="  touch → number in the ledger, p50",
        value=median([_ms(at - touch.lifted) for touch, at in pairs]),
        unit="ms",
    )
    yield Measure(
        name="  number in the ledger → last byte, p50",
        value=median([_ms(touch.printed - at) for touch, at in pairs]),
        unit="ms",
        baseline=alone,
        against="the same slip, from bytes ready to paper cut",
    )


def _touch(center: DemoCenter) -> Touch:
    center.finger.touch_at(*_middle(center, TILE))
    at = _middle(center, TAKE)
    slips = len(center.printer.tray.slips)
    center.finger.touch_at(*at)
    lifted = datetime.now(UTC)
    slip = center.printer.tray.wait_for(slips + 1, ON_SCREEN_S)[-1]
    return Touch(lifted, slip.at.astimezone(UTC))


def _middle(center: DemoCenter, name: str) -> tuple[float, float]:
    """Where to touch it, once it is on the screen."""
    seen: dict[str, tuple[float, float, float, float]] = {}

    def is_shown() -> bool:
        nonlocal seen
        seen = center.finger.sees()
        return name in seen

    wait_until(is_shown, f"the kiosk shows {name}", ON_SCREEN_S)
    x, y, width, height = seen[name]
    return x + width / 2, y + height / 2


def _reserved(ledger: Path, count: int) -> list[datetime]:
    """When the latest numbers came into the ledger, oldest first."""
    engine = open_for_reading(f"sqlite:///{ledger}")
    event = tables.event
    query = select(event.c.at_us).where(event.c.kind == "ticket/reserved").order_by(event.c.seq.desc())
    with closing(engine.connect()) as connection:
        rows = connection.execute(query.limit(count)).scalars().all()
    engine.dispose()
    return [EPOCH + timedelta(microseconds=at_us) for at_us in reversed(rows)]


def _print_alone(center: DemoCenter) -> float:
    """Milliseconds of the printer package alone, status and confirmation included."""
    profile = model_named(PROFILE)
    settings = PrinterSettings(
        kind=CableKind.NETWORK, profile=PROFILE, host="127.0.0.1", port=center.printer.address[1]
    )
    runner = JobRunner(device_for(settings), profile, Patience(settings.timeout_s, settings.confirm_within_s))
    job = slip_bytes(profile)
    slips = len(center.printer.tray.slips)
    started = datetime.now(UTC)
    runner.run(job, lambda: None)
    return _ms(center.printer.tray.wait_for(slips + 1, ON_SCREEN_S)[-1].at.astimezone(UTC) - started)


def _ms(span: timedelta) -> float:
    return span / timedelta(milliseconds=1)
