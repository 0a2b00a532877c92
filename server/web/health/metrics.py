"""Prometheus's text of the center's health: names, labels and values; judged elsewhere.

One registry per question, so that nothing of an earlier one is left over. No personal data: devices, codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client.core import CollectorRegistry, CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from contract.devices import Measured, Reading
from contract.words import ClockTrust
from server.service.health import CenterHealth, DeviceHealth, HubFigures

CONTENT_TYPE = CONTENT_TYPE_LATEST

HUB = "hub"
_MB = 1_000_000.0
_READINGS = (
    (Measured.SLIPS_LEFT, "motcua_slips_left", "Slips left on the roll, by count.", 1.0),
    (Measured.DISK_FREE, "motcua_disk_free_bytes", "Free on the disk of its data.", _MB),
    (Measured.DISK_FREE_SHARE, "motcua_disk_free_ratio", "The same as a share.", 0.01),
    (Measured.CARD_ERRORS, "motcua_card_errors", "Errors ext4 has met on its disks.", 1.0),
    (Measured.CARD_WORN, "motcua_card_worn_ratio", "Share of its life the card has used.", 0.01),
    (Measured.TEMPERATURE, "motcua_temperature_celsius", "The hottest sensor.", 1.0),
    (Measured.MEMORY_FREE, "motcua_memory_free_bytes", "Memory programs could still have.", _MB),
    (Measured.MEMORY_FREE_SHARE, "motcua_memory_free_ratio", "The same as a share.", 0.01),
    (Measured.MACHINE_UP, "motcua_machine_uptime_seconds", "Since the machine was switched on.", 1.0),
    (Measured.POWER_LOW, "motcua_power_low", "1: the supply voltage is too low now.", 1.0),
    (Measured.POWER_WAS_LOW, "motcua_power_was_low", "1: it was too low since switched on.", 1.0),
    (Measured.SLOWED, "motcua_slowed", "1: slows itself down for heat or power.", 1.0),
)


def exposition(known: CenterHealth) -> bytes:
    """The whole answer."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(known))
    return generate_latest(registry)


class _Once(Collector):
    """One reading of the health as a collector."""

    def __init__(self, known: CenterHealth) -> None:
        self._known = known

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every family."""
        yield from _of_hub(self._known)
        yield from _of_devices(self._known.devices)
        yield from _of_machines(self._known)


def _gauge(name: str, help_text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_text, value=value)


def _counter(name: str, help_text: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(name, help_text, value=value)


def _of_hub(known: CenterHealth) -> Iterator[Metric]:
    hub = known.hub
    info = GaugeMetricFamily("motcua_hub_info", "Always 1.", labels=("version",))
    info.add_metric((hub.version,), 1)
    yield info
    yield _gauge("motcua_hub_healthy", "1: /health answers 200.", float(not known.reasons))
    yield _gauge("motcua_hub_running_seconds", "Since the hub process started.", hub.running_s)
    yield _gauge("motcua_hub_clockwork_age_seconds", "Since the clockwork last turned.", hub.looked_s_ago)
    yield _gauge("motcua_hub_writes", "1: what had to be written last was.", float(hub.writes))
    yield _gauge("motcua_hub_day_open", "1: a business day is open.", float(hub.day is not None))
    yield _gauge("motcua_hub_broker_connected", "1: the connection stands.", float(hub.has_broker))
    yield _trust(hub.trust)
    yield _gauge("motcua_hub_clock_steps_today", "Steps of the wall clock this day.", hub.steps_today)
    yield _gauge("motcua_ledger_seq", "The ledger's last event of this epoch.", hub.seq)
    yield _gauge("motcua_outbox_behind_events", "Committed, not yet at the broker.", hub.outbox_behind)
    yield _gauge("motcua_writer_queue_length", "Commands waiting for the writer.", hub.queue_length)
    yield _gauge("motcua_live_streams", "Pages kept live.", hub.live_streams)
    yield _gauge("motcua_live_streams_cap", "Most live pages at once.", hub.stream_cap)
    yield _gauge("motcua_journals_awaited", "Kiosks awaited after a restore.", len(hub.awaiting))
    yield from _counted(hub)
    yield from _of_backups(known)


def _counted(hub: HubFigures) -> Iterator[Metric]:
    yield _counter("motcua_writer_turns", "Batches written since start.", hub.writer_turns)
    yield _counter("motcua_messages_unreadable", "Refused since start.", hub.unreadable)
    yield _counter("motcua_messages_denied", "Ours, not let pass by the access list.", hub.denied)
    yield _counter("motcua_commands_of_unknown_devices", "Ignored since start.", hub.unknown_devices)


def _trust(trust: ClockTrust) -> Metric:
    family = GaugeMetricFamily(
        "motcua_hub_clock_trust", "1 at the reason why it is believed.", labels=("trust",)
    )
    for one in ClockTrust:
        family.add_metric((one.value,), float(one is trust))
    return family


def _of_backups(known: CenterHealth) -> Iterator[Metric]:
    """By the place's position in the settings: the place itself may name a person's account."""
    age = GaugeMetricFamily("motcua_backup_age_seconds", "Of the last good backup.", labels=("place",))
    fine = GaugeMetricFamily("motcua_backup_fine", "1: young enough, last attempt good.", labels=("place",))
    for place, backup in enumerate(known.hub.backups, start=1):
        fine.add_metric((str(place),), float(backup.stands == "fine"))
        if backup.made_at is not None:
            age.add_metric((str(place),), (known.at - backup.made_at).total_seconds())
    yield age
    yield fine


def _of_devices(devices: tuple[DeviceHealth, ...]) -> Iterator[Metric]:
    labels = ("device", "kind")
    here = GaugeMetricFamily("motcua_device_here", "1: heard now.", labels=labels)
    level = GaugeMetricFamily(
        "motcua_device_level", "0 broken, 1 warning, 2 unsure, 3 note, 4 well.", labels=labels
    )
    silent = GaugeMetricFamily("motcua_device_silent_seconds", "Since its last word.", labels=labels)
    running = GaugeMetricFamily("motcua_device_running_seconds", "Since its process started.", labels=labels)
    finding = GaugeMetricFamily(
        "motcua_device_finding", "1 for each thing found.", labels=(*labels, "code", "level")
    )
    for device in devices:
        presence = device.presence
        who = (presence.device, presence.kind.value)
        here.add_metric(who, float(presence.is_here))
        level.add_metric(who, float(device.level))
        if presence.silent_s is not None:
            silent.add_metric(who, presence.silent_s)
        if presence.is_here and presence.state is not None and presence.state.running_s is not None:
            running.add_metric(who, presence.state.running_s)
        for code, level_name in sorted({(found.code, found.level.name.lower()) for found in device.findings}):
            finding.add_metric((*who, code, level_name), 1)
    yield from (here, level, silent, running, finding)


def _of_machines(known: CenterHealth) -> Iterator[Metric]:
    """The hub's machine stands among the devices'."""
    told: list[tuple[str, tuple[Reading, ...]]] = [(HUB, known.hub.readings)]
    for device in known.devices:
        state = device.presence.state
        if device.presence.is_here and state is not None:
            told.append((device.presence.device, state.readings))
    for name, metric, help_text, scale in _READINGS:
        family = GaugeMetricFamily(metric, help_text, labels=("device",))
        for device_name, readings in told:
            for reading in readings:
                if reading.name == name:
                    family.add_metric((device_name,), reading.value * scale)
        yield family
