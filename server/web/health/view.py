"""The health page as values: sentences, ages and figures in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.clock import local_time
from contract.devices import Measured
from contract.words import ClockTrust, DeviceKind
from server.config.shapes import CenterConfig
from server.service.health import CenterHealth, DeviceHealth, Finding, HubFigures, Level, Standing
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding, to be read."""

    level: str
    say: str
    do: str
    since: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of what is measured."""

    name: str
    value: str


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
}
_TRUST = {
    ClockTrust.UNTRUSTED: ("chưa chắc đúng", "not to be trusted"),
    ClockTrust.RTC: ("đồng hồ có pin (RTC)", "by its own clock battery (RTC)"),
    ClockTrust.NTP: ("theo mạng (NTP)", "by the network (NTP)"),
    ClockTrust.PERSON: ("có người xác nhận", "confirmed by a person"),
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
        _brief(device, say) if presence.is_here else "",
        tuple(_figures(device, now, say)),
    )


def _brief(known: DeviceHealth | HubFigures, say: Say) -> str:
    told = (
        (Measured.SLIPS_LEFT, say("giấy: khoảng {:.0f} phiếu", "paper: about {:.0f} slips")),
        (Measured.DISK_FREE_SHARE, say("đĩa trống {:.0f} %", "disk {:.0f} % free")),
        (Measured.TEMPERATURE, "{:.0f} °C"),
    )
    parts = (form.format(reading.value) for name, form in told if (reading := known.reading(name)))
    return " · ".join(parts)


def _seen(device: DeviceHealth, now: datetime, say: Say) -> str:
    if device.presence.standing is Standing.HERE:
        return say("đang nghe thấy", "heard now")
    if device.seen_at is None:
        return say("chưa nghe thấy lần nào", "never heard")
    return say(
        f"nghe lần cuối {_moment(device.seen_at, now, say)}",
        f"last heard {_moment(device.seen_at, now, say)}",
    )


def _figures(device: DeviceHealth, now: datetime, say: Say) -> Iterator[Figure]:
    presence, state = device.presence, device.presence.state
    yield Figure(say("Tên trong hệ thống", "Name in the system"), presence.device)
    if presence.counter is not None:
        yield Figure(say("Quầy", "Counter"), presence.counter)
    if state is None:
        return
    yield Figure(say("Phiên bản", "Version"), state.version)
    if device.running_since is not None:
        yield Figure(say("Chạy từ", "Running since"), _moment(device.running_since, now, say))
    if device.connected_since is not None:
        yield Figure(say("Kết nối từ", "Connected since"), _moment(device.connected_since, now, say))
    if state.clock is not None:
        yield Figure(say("Đồng hồ của máy", "Its own clock"), say(*_TRUST[state.clock]))
    yield from _machine(device, say)


def _machine(known: DeviceHealth | HubFigures, say: Say) -> Iterator[Figure]:
    told = (
        (
            Measured.SLIPS_LEFT,
            ("Giấy in (ước tính)", "Paper (estimated)"),
            say("{:.0f} phiếu", "{:.0f} slips"),
        ),
        (Measured.DISK_FREE_SHARE, ("Đĩa còn trống", "Disk free"), "{:.0f} %"),
        (Measured.CARD_ERRORS, ("Lỗi thẻ nhớ", "Card errors"), "{:.0f}"),
        (Measured.CARD_WORN, ("Thẻ nhớ đã dùng", "Card worn"), "{:.0f} %"),
        (Measured.TEMPERATURE, ("Nhiệt độ", "Temperature"), "{:.0f} °C"),
        (Measured.MEMORY_FREE_SHARE, ("Bộ nhớ còn trống", "Memory free"), "{:.0f} %"),
    )
    for name, words, form in told:
        reading = known.reading(name)
        if reading is not None:
            yield Figure(say(*words), form.format(reading.value))
    power = known.reading(Measured.POWER_LOW)
    if power is not None:
        fine = say("đủ", "enough")
        yield Figure(say("Nguồn điện", "Supply"), say("yếu", "low") if power.value else fine)


# --- the hub ---


def _hub(known: CenterHealth, say: Say) -> Row:
    about = ("Máy chủ của trung tâm", "The center's hub")
    parts = _row(say("Máy chủ", "Hub"), about, known.hub_level, known.hub_findings, say)
    seen = say(
        f"trang này lúc {local_time(known.at):%H:%M:%S}", f"this page at {local_time(known.at):%H:%M:%S}"
    )
    return Row("hub", *parts, seen, _brief(known.hub, say), tuple(_hub_figures(known, say)))


def _hub_figures(known: CenterHealth, say: Say) -> Iterator[Figure]:
    hub, now = known.hub, known.at
    day = f"{hub.day:%d/%m/%Y}" if hub.day else say("chưa mở", "not open")
    yield Figure(say("Ngày làm việc", "Business day"), day)
    yield Figure(say("Phiên bản", "Version"), hub.version)
    yield Figure(say("Chạy từ", "Running since"), _moment(now - timedelta(seconds=hub.running_s), now, say))
    yield Figure(say("Đồng hồ", "Clock"), say(*_TRUST[hub.trust]))
    yield Figure(say("Chỉnh giờ trong ngày", "Clock steps today"), str(hub.steps_today))
    broker = say("có", "yes") if hub.has_broker else say("không", "no")
    yield Figure(say("Kết nối bộ chuyển tin", "Broker connected"), broker)
    yield Figure(say("Tin chưa gửi", "Messages unsent"), str(hub.outbox_behind))
    yield Figure(say("Yêu cầu đang đợi", "Commands waiting"), str(hub.queue_length))
    yield Figure(say("Trang trực tiếp", "Live pages"), f"{hub.live_streams} / {hub.stream_cap}")
    yield from _machine(hub, say)
    for backup in hub.backups:
        made = _moment(backup.made_at, now, say) if backup.made_at else say("chưa có", "none yet")
        yield Figure(say(f"Sao lưu vào {backup.to}", f"Backup to {backup.to}"), made)


def _moment(at: datetime, now: datetime, say: Say) -> str:
    """How long ago, and when."""
    ago_s = max(0.0, (now - at).total_seconds())
    when = local_time(at)
    clock = f"{when:%H:%M}" if when.date() == local_time(now).date() else f"{when:%H:%M %d/%m/%Y}"
    return f"{clock} ({_ago(ago_s, say)})"


def _ago(seconds: float, say: Say) -> str:
    if seconds < 60:
        return say("vừa xong", "just now")
    minutes = int(seconds // 60)
    if minutes < 60:
        return say(f"{minutes} phút trước", f"{minutes} min ago")
    hours = minutes // 60
    if hours < 48:
        return say(f"{hours} giờ trước", f"{hours} h ago")
    return say(f"{hours // 24} ngày trước", f"{hours // 24} days ago")
