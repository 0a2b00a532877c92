"""The real process: a broker, a Kivy window without a screen, the virtual loudspeaker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from contract.broker import BrokerClient
from contract.clock import Steering, local_time
from contract.devices import DeviceState
from contract.ids import DeviceId
from contract.message import Message
from contract.states import DeviceSettingsState
from contract.words import CounterStatus, DeviceKind
from display.glass import palette
from display.glass.palette import Colour
from display.record_scene import BOARD_SLOTS, SLOT_S
from hardware.virtual_speaker import read_log
from tests.display import sample_center as sample
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.window, pytest.mark.system]


class RunningDisplay:
    """One display process and the hub's voice beside it."""

    def __init__(
        self,
        broker: RunningBroker,
        folder: Path,
        kind: DeviceKind,
        command: list[str],
        unit: Mapping[str, str] | None = None,
    ) -> None:
        """`unit`: what its service manager tells it."""
        self.folder = folder
        self._unit = unit or {}
        self.picture = folder / "picture.png"
        self.device = DeviceId("display-1")
        who = broker.add(self.device, kind, "3")
        (folder / "password").write_text(who.password, encoding="utf-8")
        (folder / "settings.toml").write_text(self._toml(broker), encoding="utf-8")
        self.hub: BrokerClient = broker.client(broker.observer)
        self.said: list[DeviceState] = []
        self.hub.subscribe(DeviceState, lambda state, _: self.said.append(state))
        self._command = [
            sys.executable,
            "-m",
            "display",
            *command,
            "--settings",
            str(folder / "settings.toml"),
        ]
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", **self._unit}
        return subprocess.Popen(self._command, env=environment, cwd=Path(__file__).parents[2])

    def _toml(self, broker: RunningBroker) -> str:
        return (
            f'center = "{broker.center}"\ndevice = "{self.device}"\n'
            f'password_file = "{self.folder}/password"\ndata_dir = "{self.folder}/data"\n'
            f'clock_file = "{self.folder}/clock.json"\n'
            f"[broker]\nport = {broker.port}\n"
            f'[speaker]\nkind = "folder"\nfolder = "{self.folder}/speaker"\n'
            "[voice]\ntimes = 1\n"
            f"[window]\nwidth_px = 960\nheight_px = 540\nfullscreen = false\n"
            f'picture_file = "{self.picture}"\n'
        )

    def tell(self, *messages: Message) -> None:
        """The hub says this."""
        for message in messages:
            assert self.hub.publish(message).wait(5)

    def is_online(self) -> bool:
        """What the device last said of itself."""
        return bool(self.said) and self.said[-1].is_online

    def pass_time(self, seconds: float) -> None:
        """For the display alone."""
        part = self.folder / "clock.part"
        part.write_bytes(msgspec.json.encode(Steering(boot_s=seconds)))
        part.rename(self.folder / "clock.json")

    def share_of(self, shade: Colour) -> float:
        """How much of the screen has that colour now."""
        wanted = tuple(round(channel * 255) for channel in shade[:3])
        with Image.open(self.take_picture()) as picture:
            colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
        alike = sum(
            count for count, seen in colours
            if all(abs(one - other) < 24 for one, other in zip(seen, wanted, strict=True))  # type: ignore[arg-type]  # RGB
        )  # fmt: skip
        return alike / sum(count for count, _ in colours)

    def take_picture(self) -> Path:
        """Ask for a picture and wait for it."""
        self.picture.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        wait_until(self.picture.exists, what="the picture")
        return self.picture

    def end(self) -> int:
        """SIGTERM, and the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)

    def close(self) -> None:
        """Whatever happened, nothing is left running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(5)


@pytest.fixture
def hall(broker: RunningBroker, tmp_path: Path) -> Iterator[RunningDisplay]:
    display = RunningDisplay(broker, tmp_path, DeviceKind.HALL_DISPLAY, ["hall"])
    yield display
    display.close()


@pytest.fixture
def counter(broker: RunningBroker, tmp_path: Path) -> Iterator[RunningDisplay]:
    display = RunningDisplay(broker, tmp_path, DeviceKind.COUNTER_DISPLAY, ["counter", "3"])
    yield display
    display.close()


def heartbeat(revision: int) -> Message:
    return msgspec.structs.replace(sample.hub_state(datetime.now(UTC)), revision=revision)


def announcing(device: DeviceId) -> DeviceSettingsState:
    return DeviceSettingsState(
        epoch=sample.EPOCH,
        revision=1,
        device=device,
        kind=DeviceKind.HALL_DISPLAY,
        zone=sample.HALL,
        announces=True,
    )


def test_a_call_is_shown_and_spoken_and_the_process_ends_in_an_orderly_way(hall: RunningDisplay) -> None:
    wait_until(hall.is_online, 20, "the display's first heartbeat")
    hall.tell(sample.catalogue(), sample.line(), announcing(hall.device), heartbeat(1), heartbeat(2))

    hall.tell(sample.board(sample.call("c1", at=datetime.now(UTC)), revision=3))

    wait_until(lambda: read_log(hall.folder / "speaker"), 20, "the sound")
    assert hall.take_picture().read_bytes().startswith(b"\x89PNG")
    assert hall.end() == 0
    wait_until(lambda: not hall.is_online(), what="the farewell")
    journal = (hall.folder / "data" / "announcements.jsonl").read_text(encoding="utf-8")
    assert '"number":"A025"' in journal
    assert (hall.folder / "data" / "known.json").exists()


def test_a_counters_display_shows_its_counter(counter: RunningDisplay) -> None:
    wait_until(counter.is_online, 20, "the display's first heartbeat")
    before = counter.take_picture().read_bytes()

    counter.tell(heartbeat(1), heartbeat(2), sample.counter_state(CounterStatus.SERVING, "A025"))

    wait_until(lambda: counter.take_picture().read_bytes() != before, what="another picture")
    assert counter.end() == 0


def test_a_killed_display_is_known_to_be_gone(hall: RunningDisplay) -> None:
    wait_until(hall.is_online, 20, "the display's first heartbeat")

    hall.process.kill()

    wait_until(lambda: not hall.is_online(), what="the last will")


def test_a_missing_password_ends_with_a_plain_sentence(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'center = "23134"\ndevice = "d"\npassword_file = "{tmp_path}/none"\ndata_dir = "{tmp_path}"\n',
        encoding="utf-8",
    )

    ended = subprocess.run(
        [sys.executable, "-m", "display", "hall", "--settings", str(settings)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert ended.returncode == 78
    assert "password file" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_says_ready_and_alive_while_its_screen_runs_and_says_when_it_ends(
    broker: RunningBroker, tmp_path: Path
) -> None:
    unit = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(unit["NOTIFY_SOCKET"])
        manager.settimeout(30)
        display = RunningDisplay(broker, tmp_path, DeviceKind.HALL_DISPLAY, ["hall"], unit)
        try:
            assert b"READY=1" in manager.recv(1000)
            assert manager.recv(1000) == b"WATCHDOG=1"
            assert manager.recv(1000) == b"WATCHDOG=1"

            display.process.send_signal(signal.SIGTERM)
            words = [manager.recv(1000)]
            while b"STOPPING=1" not in words[-1]:
                words.append(manager.recv(1000))
            assert display.process.wait(15) == 0
        finally:
            display.close()


def test_records_are_shown_while_no_call_needs_the_screen_and_a_call_takes_it_at_once(
    hall: RunningDisplay,
) -> None:
    wait_until(hall.is_online, 20, "the display's first heartbeat")
    settings = msgspec.structs.replace(sample.showing_records(), device=hall.device)
    now = datetime.now(UTC)
    today = msgspec.structs.replace(sample.NEWSPAPER, last=local_time(now).date())
    hall.tell(sample.catalogue(), sample.line(), sample.board(), settings, sample.records(today, at=now))
    hall.tell(heartbeat(1), heartbeat(2))
    without = hall.share_of(palette.BOARD_NUMBER)

    hall.pass_time((BOARD_SLOTS + 0.1) * SLOT_S)
    hall.tell(heartbeat(3))
    wait_until(lambda: hall.share_of(palette.BOARD_NUMBER) > 0.003, what="figures in yellow")
    with_records = (hall.share_of(palette.CALL), hall.share_of(palette.BOARD_NUMBER))
    hall.tell(sample.board(sample.call("c1", at=datetime.now(UTC), is_awaited=True), revision=3))

    wait_until(lambda: hall.share_of(palette.BOARD_NUMBER) > 0.1, what="the call's bright plate")
    assert without == 0
    assert with_records[0] == 0, "no alarm"
    assert with_records[1] < 0.05
