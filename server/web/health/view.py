"""The health page as values: sentences, ages and figures in the reader's language. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contract.clock import local_time
from contract.words import DeviceKind
from server.config.shapes import CenterConfig
from server.service.health import CenterHealth, DeviceHealth, Finding, Level, Standing
from server.web.health.figures import Figure, brief, figures_of, figures_of_hub, moment
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding, to be read."""

    level: str
    say: str
    do: str
    since: str


@dataclass(frozen=True, slots=True)
class Row:
    """One machine."""

    id: str
    name: str
    what: str
    level: str
    mark: str
    word: str
    findings: tuple[Sentence, ...]
    seen: str
    brief: str
    """What one wants to know of it at a glance."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class HealthPage:
    """All of it."""

    answer: str
    level: str
    at: str
    rows: tuple[Row, ...]
    nobody: str
    """Said where no device is registered."""


_MARKS = {Level.BROKEN: "✕", Level.WARNING: "!", Level.UNSURE: "?", Level.NOTE: "i", Level.WELL: "✓"}
_WORDS = {
    Level.BROKEN: ("Hỏng", "Broken"),
    Level.WARNING: ("Cần xem", "Look at it"),
    Level.UNSURE: ("Chưa rõ", "Not known"),
    Level.NOTE: ("Tốt", "Well"),
    Level.WELL: ("Tốt", "Well"),
}
_KINDS = {
    DeviceKind.KIOSK: ("Máy lấy số", "Kiosk"),
    DeviceKind.HALL_DISPLAY: ("Màn hình sảnh", "Hall display"),
    DeviceKind.COUNTER_DISPLAY: ("Màn hình quầy", "Counter display"),
    DeviceKind.PANEL: ("Bàn phím gọi số", "Call panel"),
    DeviceKind.PRINTER: ("Máy in dùng chung", "Shared printer"),
    DeviceKind.SCANNER: ("Trạm quét giấy tờ", "Scan station"),
}


def page_of(known: CenterHealth, config: CenterConfig, say: Say) -> HealthPage:
    """For this reader."""
    names = {device.id: say(device.name_vi, device.name_en) for device in config.devices}
    devices = [_device(device, names, known.at, say) for device in known.devices]
    hub = _hub(known, say)
    levels = [known.hub_level, *(device.level for device in known.devices)]
    # the hub stands first among equals: without it nothing else works
    rows = sorted(zip(levels, (hub, *devices), strict=True), key=lambda pair: min(pair[0], Level.NOTE))
    worst = min(levels)
    return HealthPage(
        answer=_answer(levels, say),
        level=worst.name.lower(),
        at=f"{local_time(known.at):%H:%M:%S}",
        rows=tuple(row for _, row in rows),
        nobody=""
        if devices
        else say(
            "Chưa có thiết bị nào được đăng ký (motcua device add).",
            "No device is registered yet (motcua device add).",
        ),
    )


def _answer(levels: list[Level], say: Say) -> str:
    count = len(levels)
    broken, warned = levels.count(Level.BROKEN), levels.count(Level.WARNING)
    unsure = levels.count(Level.UNSURE)
    if not broken and not warned and not unsure:
        return say(f"Có. Cả {count} máy đều tốt.", f"Yes. All {count} machines are well.")
    parts = []
    if broken:
        parts.append(say(f"{broken} hỏng", f"{broken} broken"))
    if warned:
        parts.append(say(f"{warned} cần xem", f"{warned} to look at"))
    if unsure:
        parts.append(say(f"{unsure} chưa rõ", f"{unsure} not known"))
    told = ", ".join(parts)
    if broken or warned:
        return say(f"Không. Trong {count} máy: {told}.", f"No. Of {count} machines: {told}.")
    return say(f"Đang kiểm tra. Trong {count} máy: {told}.", f"Being checked. Of {count} machines: {told}.")


def _row(
    name: str, about: tuple[str, str], level: Level, findings: tuple[Finding, ...], say: Say
) -> tuple[str, str, str, str, str, tuple[Sentence, ...]]:
    sentences = tuple(_sentence(finding, say) for finding in findings)
    return name, say(*about), level.name.lower(), _MARKS[level], say(*_WORDS[level]), sentences


def _sentence(finding: Finding, say: Say) -> Sentence:
    since = f"{local_time(finding.since):%H:%M}" if finding.since else ""
    return Sentence(
        finding.level.name.lower(),
        say(finding.say_vi, finding.say_en),
        say(finding.do_vi, finding.do_en),
        say(f"từ {since}", f"since {since}") if since else "",
    )


# --- a device ---


def _device(device: DeviceHealth, names: dict[str, str], now: datetime, say: Say) -> Row:
    presence = device.presence
    name = names.get(presence.device, presence.device)
    parts = _row(name, _KINDS[presence.kind], device.level, device.findings, say)
    return Row(
        f"device-{presence.device}",
        *parts,
        _seen(device, now, say),
        brief(device, say) if presence.is_here else "",
        tuple(figures_of(device, now, say)),
    )


def _seen(device: DeviceHealth, now: datetime, say: Say) -> str:
    if device.presence.standing is Standing.HERE:
        return say("đang nghe thấy", "heard now")
    if device.seen_at is None:
        return say("chưa nghe thấy lần nào", "never heard")
    return say(
        f"nghe lần cuối {moment(device.seen_at, now, say)}",
        f"last heard {moment(device.seen_at, now, say)}",
    )


def _hub(known: CenterHealth, say: Say) -> Row:
    about = ("Máy chủ của trung tâm", "The center's hub")
    parts = _row(say("Máy chủ", "Hub"), about, known.hub_level, known.hub_findings, say)
    seen = say(
        f"trang này lúc {local_time(known.at):%H:%M:%S}", f"this page at {local_time(known.at):%H:%M:%S}"
    )
    return Row("hub", *parts, seen, brief(known.hub, say), tuple(figures_of_hub(known, say)))
