"""Turns an accepted configuration into what the rules work by.

Knows both forms; decides nothing. A year without a confirmed list of holidays counts as closed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from contract import ids
from contract.words import Taking
from server.config.calendar import HolidayRow, center_hours, service_hours
from server.config.norms import Norms as WrittenNorms
from server.config.procedures import Procedure
from server.config.record_rules import record_rules
from server.config.rules import Reason as WrittenReason
from server.config.shapes import CenterConfig
from server.domain import hours as opening
from server.domain.center import (
    CenterRules,
    Counter,
    Device,
    GivingNumbers,
    Norms,
    OpenHours,
    Reason,
    Series,
    Service,
)
from server.domain.filing import FilingRules

log = logging.getLogger(__name__)


def center_rules(
    config: CenterConfig, holidays: tuple[HolidayRow, ...], text: str, procedures: Iterable[Procedure] = ()
) -> CenterRules:
    """The rules of this configuration; `text` is the TOML it was read from.

    Without the list of procedures no record can be received.
    """
    by_service = {
        ids.ServiceId(service.id): service_hours(service, config.hours, holidays)
        for service in config.services
    }
    center = center_hours(config.hours, holidays)

    answered: dict[ids.ServiceId, tuple[datetime, GivingNumbers]] = {}

    def giving(service: ids.ServiceId, local: datetime) -> GivingNumbers:
        """Hours change on the minute, so one answer a minute is enough for every number taken in it."""
        minute = local.replace(second=0, microsecond=0)
        known = answered.get(service)
        if known is None or known[0] != minute:
            known = answered[service] = (minute, _giving(by_service[service], minute))
        return known[1]

    def open_hours(day: date) -> OpenHours | None:
        return _open_hours((center, *by_service.values()), day)

    def open_spans(day: date) -> tuple[tuple[str, str], ...] | None:
        return _open_spans((center, *by_service.values()), day)

    def number_hours(service: ids.ServiceId, day: date) -> tuple[tuple[str, str], ...]:
        return _number_hours(by_service[service], day)

    def may_open(service: ids.ServiceId, day: date) -> bool:
        return opening.may_open(by_service[service], day)

    return CenterRules(
        center=ids.CenterId(config.center.code),
        services={service.id: service for service in _services(config)},
        series={series.id: series for series in _series(config)},
        counters={counter.id: counter for counter in _counters(config)},
        devices={device.id: device for device in _devices(config)},
        priority_ranks={ids.PriorityId(known.id): known.rank for known in config.priority.classes},
        pause_reasons=_reasons(config.pause_reasons),
        hold_reasons=_reasons(config.hold_reasons),
        giving=giving,
        open_hours=open_hours,
        open_spans=open_spans,
        number_hours=number_hours,
        may_open=may_open,
        lease_numbers=config.offline.numbers,
        lease_cap_percent=config.offline.cap_percent,
        late_return_s=config.tolerance.late_return_min * 60,
        print_unconfirmed_after_s=config.tolerance.print_unconfirmed_after_s,
        undo_within_s=config.tolerance.undo_within_s,
        max_recalls=config.tolerance.max_recalls,
        norms=_norms(config.norms),
        records=record_rules(config.records, center, procedures),
        filing=_filing(config),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


@lru_cache(maxsize=8)
def _say_once(year: int) -> None:
    """The hub looks ahead every second: one line in its log is enough."""
    log.warning("no confirmed list of holidays for %d: its days count as closed", year)


def _giving(hours: opening.OpeningHours, local: datetime) -> GivingNumbers:
    try:
        if opening.taking_tickets(hours, local):
            return GivingNumbers(Taking.OPEN)
        spans = opening.ticket_spans_on(hours, local.date())
    except opening.UnknownYearError as error:
        _say_once(error.year)
        return GivingNumbers(Taking.CLOSED_TODAY)
    again = _next_time(hours, local)
    if not spans:
        return GivingNumbers(Taking.CLOSED_TODAY, again)
    is_over = local.time() >= spans[-1].closes
    return GivingNumbers(Taking.AFTER_LAST_TICKET if is_over else Taking.BEFORE_HOURS, again)


def _number_hours(hours: opening.OpeningHours, day: date) -> tuple[tuple[str, str], ...]:
    try:
        spans = opening.ticket_spans_on(hours, day)
    except opening.UnknownYearError:
        return ()
    return tuple((f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans)


def _next_time(hours: opening.OpeningHours, local: datetime) -> datetime | None:
    try:
        return opening.next_ticket_time(hours, local)
    except opening.UnknownYearError:
        return None


def _open_hours(all_hours: tuple[opening.OpeningHours, ...], day: date) -> OpenHours | None:
    try:
        spans = [span for hours in all_hours for span in opening.hours_on(hours, day)]
    except opening.UnknownYearError as error:
        _say_once(error.year)
        return None
    if not spans:
        return None
    opens = min(span.opens for span in spans)
    closes = max(span.closes for span in spans)
    return OpenHours(
        datetime.combine(day, opens, opening.LOCAL), datetime.combine(day, closes, opening.LOCAL)
    )


def _open_spans(all_hours: tuple[opening.OpeningHours, ...], day: date) -> tuple[tuple[str, str], ...] | None:
    try:
        spans = opening.joined(span for hours in all_hours for span in opening.hours_on(hours, day))
    except opening.UnknownYearError:
        return None
    return tuple((f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans)


def _services(config: CenterConfig) -> tuple[Service, ...]:
    return tuple(
        Service(
            id=ids.ServiceId(written.id),
            series=ids.SeriesId(written.series),
            name_vi=written.name_vi,
            name_en=written.name_en,
            daily_cap=written.daily_cap,
            procedures=frozenset(ids.ProcedureCode(code) for code in written.procedures),
            target_wait_s=written.target_wait_min * 60 if written.target_wait_min else None,
        )
        for written in config.services
    )


def _norms(written: WrittenNorms) -> Norms:
    return Norms(
        longest_wait_s=written.longest_wait_min * 60,
        longest_service_s=written.longest_service_min * 60,
        idle_with_waiting_s=written.idle_with_waiting_min * 60,
        longest_line=written.longest_line,
        forgotten_service_s=written.forgotten_service_min * 60,
        too_short_service_s=written.too_short_service_s,
    )


def _filing(config: CenterConfig) -> FilingRules:
    return FilingRules(
        services=frozenset(ids.ServiceId(known.id) for known in config.services if known.is_filing_help),
        missing=tuple(ids.ReasonId(thing.id) for thing in config.filing_help.missing),
    )


def _series(config: CenterConfig) -> tuple[Series, ...]:
    return tuple(
        Series(ids.SeriesId(written.id), written.letter or "", written.first, written.last)
        for written in config.series
    )


def _counters(config: CenterConfig) -> tuple[Counter, ...]:
    return tuple(
        Counter(
            id=ids.CounterId(written.id),
            name_vi=written.name_vi,
            name_en=written.name_en,
            zone=ids.ZoneId(written.zone),
            services=tuple(ids.ServiceId(service) for service in written.services),
        )
        for written in config.counters
    )


def _devices(config: CenterConfig) -> tuple[Device, ...]:
    return tuple(
        Device(
            id=ids.DeviceId(written.id),
            kind=written.kind,
            counter=ids.CounterId(written.counter) if written.counter else None,
        )
        for written in config.devices
    )


def _reasons(written: tuple[WrittenReason, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(ids.ReasonId(reason.id), reason.name_vi, reason.name_en) for reason in written)
