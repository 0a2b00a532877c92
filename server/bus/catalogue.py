"""Names and texts of the configuration, as kiosks and displays get them."""

from __future__ import annotations

from contract import ids
from contract import states as s
from server.config.devices import Device, Screen
from server.config.shapes import CenterConfig
from server.domain.hall import Head


def catalogue_state(head: Head, config: CenterConfig, procedures_sha256: str) -> s.CatalogueState:
    """What citizens read: center, services, counters, priority classes."""
    center = config.center
    return s.CatalogueState(
        epoch=head.epoch,
        revision=head.seq,
        center_vi=center.name_vi,
        center_en=center.name_en,
        hotline=center.hotline,
        public_url=center.public_url,
        notice_vi=center.notice_vi or None,
        notice_en=center.notice_en or None,
        services=_services(config),
        counters=_counters(config),
        priorities=tuple(
            s.PriorityCard(
                priority=ids.PriorityId(known.id),
                name_vi=known.name_vi,
                name_en=known.name_en,
                explanation_vi=known.explanation_vi,
                explanation_en=known.explanation_en,
            )
            for known in config.priority.classes
        ),
        procedures_sha256=procedures_sha256,
        scanning=config.scanning.enabled,
    )


def device_settings(head: Head, device: Device) -> s.DeviceSettingsState:
    """What the configuration says of one device."""
    return s.DeviceSettingsState(
        epoch=head.epoch,
        revision=head.seq,
        device=ids.DeviceId(device.id),
        kind=device.kind,
        counter=ids.CounterId(device.counter) if device.counter else None,
        zone=ids.ZoneId(device.zone) if device.zone else None,
        panel=_panel(device.screen) if device.screen else None,
        announces=device.announces,
        shows_records=device.shows_records,
    )


def _services(config: CenterConfig) -> tuple[s.ServiceCard, ...]:
    return tuple(
        s.ServiceCard(
            service=ids.ServiceId(known.id),
            name_vi=known.name_vi,
            name_en=known.name_en,
            covers_vi=known.covers_vi,
            covers_en=known.covers_en,
            icon=known.icon.value,
            procedures=known.procedures,
            where_vi=known.where_vi or None,
            where_en=known.where_en or None,
        )
        for known in config.services
    )


def _counters(config: CenterConfig) -> tuple[s.CounterCard, ...]:
    return tuple(
        s.CounterCard(
            counter=ids.CounterId(known.id),
            name_vi=known.name_vi,
            name_en=known.name_en,
            zone=ids.ZoneId(known.zone),
            services=tuple(ids.ServiceId(service) for service in known.services),
        )
        for known in config.counters
    )


def _panel(screen: Screen) -> s.PanelSize:
    return s.PanelSize(
        width_px=screen.width_px,
        height_px=screen.height_px,
        width_mm=screen.width_mm,
        height_mm=screen.height_mm,
        distance_m=screen.distance_m,
    )
