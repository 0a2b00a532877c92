"""What is measured and counted of each machine, as lines to read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.clock import local_time
from contract.devices import Measured
from contract.words import ClockTrust
from server.service.health import CenterHealth, DeviceHealth, HubFigures
from server.web.say import Say

_TRUST = {
    ClockTrust.UNTRUSTED: ("chưa chắc đúng", "not to be trusted"),
    ClockTrust.RTC: ("đồng hồ có pin (RTC)", "by its own clock battery (RTC)"),
    ClockTrust.NTP: ("theo mạng (NTP)", "by the network (NTP)"),
    ClockTrust.PERSON: ("có người xác nhận", "confirmed by a person"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of what is measured."""

    name: str
    value: str


def figures_of(device: DeviceHealth, now: datetime, say: Say) -> Iterator[Figure]:
    """Of a device."""
    presence, state = device.presence, device.presence.state
    yield Figure(say("Tên trong hệ thống", "Name in the system"), presence.device)
    if presence.counter is not None:
        yield Figure(say("Quầy", "Counter"), presence.counter)
    if state is None:
        return
    yield Figure(say("Phiên bản", "Version"), state.version)
    if device.running_since is not None:
        yield Figure(say("Chạy từ", "Running since"), moment(device.running_since, now, say))
    if device.connected_since is not None:
        yield Figure(say("Kết nối từ", "Connected since"), moment(device.connected_since, now, say))
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


def figures_of_hub(known: CenterHealth, say: Say) -> Iterator[Figure]:
    """Of the hub."""
    hub, now = known.hub, known.at
    day = f"{hub.day:%d/%m/%Y}" if hub.day else say("chưa mở", "not open")
    yield Figure(say("Ngày làm việc", "Business day"), day)
    yield Figure(say("Phiên bản", "Version"), hub.version)
    yield Figure(say("Chạy từ", "Running since"), moment(now - timedelta(seconds=hub.running_s), now, say))
    yield Figure(say("Đồng hồ", "Clock"), say(*_TRUST[hub.trust]))
    yield Figure(say("Chỉnh giờ trong ngày", "Clock steps today"), str(hub.steps_today))
    broker = say("có", "yes") if hub.has_broker else say("không", "no")
    yield Figure(say("Kết nối máy chuyển tin", "Broker connected"), broker)
    yield Figure(say("Tin chưa gửi", "Messages unsent"), str(hub.outbox_behind))
    yield Figure(say("Yêu cầu đang đợi", "Commands waiting"), str(hub.queue_length))
    yield Figure(say("Trang trực tiếp", "Live pages"), f"{hub.live_streams} / {hub.stream_cap}")
    yield from _machine(hub, say)
    for backup in hub.backups:
        made = moment(backup.made_at, now, say) if backup.made_at else say("chưa có", "none yet")
        yield Figure(say(f"Sao lưu vào {backup.to}", f"Backup to {backup.to}"), made)


def moment(at: datetime, now: datetime, say: Say) -> str:
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


def brief(known: DeviceHealth | HubFigures, say: Say) -> str:
    """At a glance: paper, disk, heat."""
    told = (
        (Measured.SLIPS_LEFT, say("giấy: khoảng {:.0f} phiếu", "paper: about {:.0f} slips")),
        (Measured.DISK_FREE_SHARE, say("đĩa trống {:.0f} %", "disk {:.0f} % free")),
        (Measured.TEMPERATURE, "{:.0f} °C"),
    )
    parts = (form.format(reading.value) for name, form in told if (reading := known.reading(name)))
    return " · ".join(parts)
