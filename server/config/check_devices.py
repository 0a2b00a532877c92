"""Rules about devices: each where it must be, one voice a zone, screens readable from where people stand."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from contract.words import DeviceKind
from server.config.devices import Device, Orientation, Screen
from server.config.known import Known
from server.config.legibility import longest_distance_m
from server.config.problem import Bilingual, Finding, Path, error, to_write, warning
from server.config.structure import Structure

_AT_COUNTER = (DeviceKind.COUNTER_DISPLAY, DeviceKind.PANEL)
_WITH_SCREEN = (DeviceKind.KIOSK, DeviceKind.HALL_DISPLAY, DeviceKind.COUNTER_DISPLAY)
_SQUARE_ENOUGH = 1.15
"""Ratio of a pixel's sides up to which the sizes are believed."""
_ROUNDING = 1.02


def device_findings(structure: Structure, known: Known) -> Iterator[Finding]:  # noqa: ARG001 - every rule is called alike
    """Devices without their counter, zone or screen; zones without a voice; screens too small or turned."""
    for at, device in enumerate(structure.config.devices):
        path: Path = ("devices", at)
        if structure.is_doubtful((*path, "kind")):
            continue
        yield from _place(path, device)
        if device.screen and not any(structure.is_doubtful((*path, "screen", key)) for key in _SIZES):
            yield from _screen((*path, "screen"), device, device.screen)
    yield from _panels_twice(structure)
    if structure.is_whole("devices", "counters"):
        yield from _voices(structure)
        yield from _kiosks(structure)


_SIZES = ("width_mm", "height_mm", "width_px", "height_px", "distance_m")


def _place(path: Path, device: Device) -> Iterator[Finding]:
    if device.kind in _AT_COUNTER and device.counter is None:
        yield _needed(path, device, "counter", ("quầy", "a counter"), to_write('counter = "1"'))
    if device.kind is DeviceKind.HALL_DISPLAY and device.zone is None:
        yield _needed(path, device, "zone", ("khu vực", "a zone"), to_write('zone = "hall"'))
    if device.kind in _WITH_SCREEN and device.screen is None:
        keys = "width_mm, height_mm, width_px, height_px, distance_m"
        suggestion = Bilingual(vi=f"[devices.screen] với {keys}", en=f"[devices.screen] with {keys}")
        yield _needed(path, device, "screen", ("kích thước màn hình", "the size of its screen"), suggestion)
    if device.announces and device.kind is not DeviceKind.HALL_DISPLAY:
        yield error(
            (*path, "announces"),
            "cannot-announce",
            vi=f'thiết bị "{device.id}" không đọc loa được, chỉ màn hình sảnh mới đọc',
            en=f'"{device.id}" cannot announce: only a hall display speaks',
            suggestion=Bilingual(
                vi="chuyển announces = true sang màn hình sảnh có loa",
                en="move announces = true to the hall display with the speaker",
            ),
        )
    if device.shows_records and device.kind is not DeviceKind.HALL_DISPLAY:
        yield error(
            (*path, "shows_records"),
            "cannot-show-records",
            vi=f'thiết bị "{device.id}" không hiện số liệu hồ sơ được, chỉ màn hình sảnh mới hiện',
            en=f'"{device.id}" cannot show the figures of records: only a hall display does',
            suggestion=Bilingual(
                vi="chuyển shows_records = true sang một màn hình sảnh",
                en="move shows_records = true to a hall display",
            ),
        )


def _needed(path: Path, device: Device, key: str, what: tuple[str, str], suggestion: Bilingual) -> Finding:
    return error(
        (*path, key),
        f"device-without-{key}",
        vi=f'thiết bị "{device.id}" cần {what[0]}',
        en=f'the {device.kind} "{device.id}" needs {what[1]}',
        suggestion=suggestion,
    )


def _screen(path: Path, device: Device, screen: Screen) -> Iterator[Finding]:
    yield from _shape(path, screen)
    longest = longest_distance_m(device.kind, screen)
    wanted = f"{screen.distance_m:g} m"
    if longest is not None and screen.distance_m > longest * _ROUNDING:
        yield warning(
            (*path, "distance_m"),
            "screen-too-small",
            vi=f'màn hình "{device.id}" chỉ đọc rõ trong {_metres(longest)} m, không phải {wanted}',
            en=f'"{device.id}" can be read from {_metres(longest)} m, not from {wanted}',
            suggestion=Bilingual(
                vi=f"màn hình lớn hơn, hoặc distance_m = {_metres(longest)} và ghế không xa hơn",
                en=f"a larger screen, or distance_m = {_metres(longest)} and seats no farther",
            ),
        )


def _shape(path: Path, screen: Screen) -> Iterator[Finding]:
    is_tall = screen.height_px > screen.width_px
    pixels = f"{screen.width_px} x {screen.height_px}"
    if is_tall != (screen.orientation is Orientation.PORTRAIT) and screen.height_px != screen.width_px:
        yield error(
            (*path, "orientation"),
            "screen-turned",
            vi=f"orientation là {screen.orientation} nhưng màn hình {pixels} điểm",
            en=f"orientation is {screen.orientation}, but the screen has {pixels} px",
            suggestion=to_write(f'orientation = "{"portrait" if is_tall else "landscape"}"'),
        )
    pixel = (screen.width_mm / screen.width_px) / (screen.height_mm / screen.height_px)
    if not 1 / _SQUARE_ENOUGH <= pixel <= _SQUARE_ENOUGH:
        yield warning(
            (*path, "width_mm"),
            "pixels-not-square",
            vi="kích thước theo mm và theo điểm ảnh không cùng tỉ lệ",
            en="the sizes in mm and in pixels do not have the same shape",
            suggestion=Bilingual(
                vi="đo phần sáng của màn hình đang treo; width là chiều ngang",
                en="measure the lit area, as it hangs; width is what is horizontal",
            ),
        )


def _panels_twice(structure: Structure) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, device in enumerate(structure.config.devices):
        if device.kind is DeviceKind.PANEL and device.counter:
            if device.counter in seen:
                yield warning(
                    ("devices", at, "counter"),
                    "panel-twice",
                    vi=f'quầy "{device.counter}" đã có bàn phím gọi số',
                    en=f'the counter "{device.counter}" already has a panel',
                    suggestion=Bilingual(
                        vi="cho bàn phím này một quầy khác", en="give this panel another counter"
                    ),
                )
            seen.add(device.counter)


def _voices(structure: Structure) -> Iterator[Finding]:
    config = structure.config
    spoken: set[str] = set()
    for at, device in enumerate(config.devices):
        if device.announces and device.zone:
            if device.zone in spoken:
                yield error(
                    ("devices", at, "announces"),
                    "two-voices",
                    vi=f'khu vực "{device.zone}" đã có thiết bị đọc loa',
                    en=f'the zone "{device.zone}" already has an announcer: two would speak at once',
                    suggestion=Bilingual(
                        vi="mỗi khu vực chỉ một màn hình sảnh có announces = true",
                        en="announces = true on one hall display a zone",
                    ),
                )
            spoken.add(device.zone)
    for at, counter in enumerate(config.counters):
        if counter.zone not in spoken and config.devices:
            yield warning(
                ("counters", at, "zone"),
                "zone-silent",
                vi=f'không thiết bị nào đọc loa cho khu vực "{counter.zone}" của quầy "{counter.id}"',
                en=f'nothing announces in the zone "{counter.zone}" of the counter "{counter.id}"',
                suggestion=Bilingual(
                    vi=f'announces = true ở một màn hình sảnh có zone = "{counter.zone}"',
                    en=f'announces = true on a hall display with zone = "{counter.zone}"',
                ),
            )


def _kiosks(structure: Structure) -> Iterator[Finding]:
    if structure.config.devices and not any(d.kind is DeviceKind.KIOSK for d in structure.config.devices):
        yield warning(
            ("devices",),
            "no-kiosk",
            vi="không có máy lấy số nào, chỉ cán bộ cấp số được",
            en="there is no kiosk: only staff can give numbers",
            suggestion=Bilingual(vi='[[devices]] với kind = "kiosk"', en='[[devices]] with kind = "kiosk"'),
        )


def _metres(distance: float) -> str:
    return f"{floor(distance * 10) / 10:g}"
