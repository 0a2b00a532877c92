"""The real kiosk and a real hub's public listener: a finger types a receipt's number and key, and reads."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from PIL import Image

from contract.record_words import RecordState
from contract.words import DeviceKind
from display.glass.palette import PRIMARY
from server.broker.devices import Registry, write_registry
from tests.kiosk.running_kiosk import RunningKiosk
from tests.server.web.public_center import PublicCenter, running_center
from tests.support.mosquitto import RunningBroker
from tests.support.records import in_state, known

pytestmark = [pytest.mark.window, pytest.mark.system]


def types(kiosk: RunningKiosk, text: str) -> None:
    """On the glass, and sends it."""
    for sign in text:
        kiosk.finger.press(f"key-{sign}")
    kiosk.finger.press("look-up")


def know_the_kiosk(center: PublicCenter, kiosk: RunningKiosk) -> None:
    """As `motcua device add` would have: one password for broker and hub."""
    password = (kiosk.folder / "password").read_text(encoding="utf-8")
    registry = Registry().with_device("kiosk-1", DeviceKind.KIOSK, None, password)
    write_registry(center.hub.folder / "devices.json", registry)


def blue_dots(picture: Path) -> int:
    """Pixels of the station that is reached, left of the button's own blue."""
    wanted = tuple(round(channel * 255) for channel in PRIMARY[:3])
    with Image.open(picture) as shown:
        upper = shown.convert("RGB").crop((0, 200, shown.width, 330))
        colours = upper.getcolors(upper.width * upper.height) or []
    return sum(count for count, colour in colours if colour == wanted)


def test_a_receipts_number_and_key_are_typed_and_its_degree_is_read(
    tmp_path: Path, broker: RunningBroker
) -> None:
    (tmp_path / "hub").mkdir()
    with running_center(tmp_path / "hub") as center:
        record = in_state(center.hub, RecordState.RESULT_READY)
        with RunningKiosk(tmp_path, broker, more=f'hub_url = "{center.url}"') as kiosk:
            know_the_kiosk(center, kiosk)
            kiosk.finger.press("find-record", 30)
            types(kiosk, known(center.hub, record).reference)
            kiosk.until(lambda: "look-up" not in kiosk.finger.names(), "the question for the key")
            types(kiosk, center.public.look_up_keys.of(record))
            kiosk.until(lambda: set(kiosk.finger.names()) == {"home", "language"}, "the answer")
            kiosk.process.send_signal(signal.SIGUSR1)
            kiosk.until(kiosk.picture.exists, "a picture of the answer")

            assert blue_dots(kiosk.picture) > 200
            kiosk.finger.press("home")
            kiosk.sees("tile-ho-tich")


def test_without_the_hub_the_kiosk_says_so_and_goes_home(tmp_path: Path, broker: RunningBroker) -> None:
    with RunningKiosk(tmp_path, broker, more='hub_url = "http://127.0.0.1:9"') as kiosk:
        kiosk.finger.press("find-record", 30)
        types(kiosk, "000.00.01.H36-261123-0001")
        kiosk.sees("again")
        kiosk.finger.press("home")
        kiosk.sees("tile-ho-tich")
