"""The configuration of a simulated center: the sample, with more counters and kiosks where needed.

Knows TOML text only; whether it is right is for `motcua config check` to say.
"""

from __future__ import annotations

from pathlib import Path

from server.simulate.profile import Profile

SAMPLE = Path(__file__).parent.parent / "data" / "tan-lap.toml"
SAMPLE_COUNTERS = (
    ("ho-tich", "chung-thuc"),
    ("chung-thuc", "ho-kinh-doanh", "bao-tro-xa-hoi", "huong-dan"),
    ("dat-dai-xay-dung", "tra-ket-qua", "huong-dan"),
    ("cu-tru-can-cuoc", "bao-tro-xa-hoi", "tra-ket-qua"),
)
"""What the sample's four counters serve: a fifth is like the first, and so on."""

_COUNTER = """
[[counters]]
id = "{number}"
name_vi = "Quầy {number}"
name_en = "Counter {number}"
services = [{services}]
zone = "hall"

[[devices]]
id = "panel-{number}"
kind = "panel"
name_vi = "Bàn phím gọi số quầy {number}"
name_en = "Panel of counter {number}"
counter = "{number}"

[[devices]]
id = "counter-{number}"
kind = "counter-display"
name_vi = "Màn hình quầy {number}"
name_en = "Display of counter {number}"
counter = "{number}"
screen = {{ width_mm = 344, height_mm = 194, width_px = 1920, height_px = 1080, distance_m = 3.0 }}
"""
_KIOSK = """
[[devices]]
id = "kiosk-{number}"
kind = "kiosk"
name_vi = "Máy lấy số {number}"
name_en = "Kiosk {number}"
zone = "hall"
screen = {{ width_mm = 217, height_mm = 136, width_px = 1280, height_px = 800, distance_m = 0.6 }}
"""


def center_text(profile: Profile) -> str:
    """The sample center grown to the profile's size, as TOML."""
    counters = range(len(SAMPLE_COUNTERS) + 1, profile.counters[1] + 1)
    kiosks = range(2, profile.kiosks + 1)
    parts = [
        SAMPLE.read_text(encoding="utf-8"),
        *(_COUNTER.format(number=number, services=_services(number)) for number in counters),
        *(_KIOSK.format(number=number) for number in kiosks),
    ]
    return "".join(parts)


def _services(number: int) -> str:
    wanted = SAMPLE_COUNTERS[(number - 1) % len(SAMPLE_COUNTERS)]
    return ", ".join(f'"{service}"' for service in wanted)
