"""The panel's settings file: what is refused and in which words; where pins come from."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gpiozero.exc import PinUnknownPi
from gpiozero.pins.mock import MockFactory

from contract.settings import SettingsError, load_settings
from hardware.__main__ import NO_PINS, WRONG_SETTINGS, main
from hardware.panel.gesture import Button
from hardware.panel.pins import PinsError, open_pins
from hardware.panel.settings import PanelSettings

PAGE = Path(__file__).parents[3] / "docs" / "panel.md"
LEAST = """
center = "23134"
device = "panel-3"
password_file = "{folder}/password"
data_dir = "{folder}"
counter = "3"
"""


def _file(folder: Path, more: str = "") -> Path:
    path = folder / "panel.toml"
    path.write_text(LEAST.format(folder=folder) + more, encoding="utf-8")
    return path


def test_five_lines_are_enough(tmp_path: Path) -> None:
    settings = load_settings(_file(tmp_path), PanelSettings)
    assert (settings.debounce_s, settings.timing.long_s, settings.timing.double_s) == (0.025, 0.8, 0.5)
    assert len({settings.wiring.pin_of(button) for button in Button}) == len(Button)


def test_the_example_on_the_page_loads(tmp_path: Path) -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "panel.toml"
    path.write_text(example, encoding="utf-8")
    assert load_settings(path, PanelSettings).broker.host == "192.168.10.2"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("[wiring]\nnext = 6\n", "pin 6 is wired to both next and recall"),
        ("[wiring]\nred = 40\n", "wiring.red must be at most 27"),
        ("[wiring]\nbell = 4\n", "bell"),
        ("debounce_ms = 900\n", "long_press_ms must be more than debounce_ms"),
        ("answer_within_s = 0\n", "answer_within_s"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, more: str, words: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(words)):
        load_settings(_file(tmp_path, more), PanelSettings)


def test_wrong_settings_end_the_process_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--settings", str(tmp_path / "none.toml")]) == WRONG_SETTINGS
    assert "none.toml cannot be read" in capsys.readouterr().err


def test_missing_pins_are_told_from_wrong_settings() -> None:
    assert NO_PINS != WRONG_SETTINGS


def _settings(tmp_path: Path, virtual_pins: str | None = None) -> PanelSettings:
    more = "" if virtual_pins is None else f'virtual_pins = "{virtual_pins}"\n'
    return load_settings(_file(tmp_path, more), PanelSettings)


def test_mock_pins_are_taken_only_where_the_settings_ask_for_them(tmp_path: Path) -> None:
    assert isinstance(open_pins(_settings(tmp_path, "/run/panel.sock")), MockFactory)


def test_without_lgpio_the_text_says_what_to_install(tmp_path: Path) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    with pytest.raises(PinsError, match="Install the package python3-lgpio") as refused:
        open_pins(_settings(tmp_path), missing)

    assert "Hãy cài gói python3-lgpio" in str(refused.value)
    assert str(refused.value).endswith("(lgpio-missing)")


class _LgpioError(Exception):
    pass


@pytest.mark.parametrize(
    "error", [_LgpioError("can not open gpiochip"), PinUnknownPi("no Pi"), OSError("no")]
)
def test_a_machine_without_pins_says_so(tmp_path: Path, error: Exception) -> None:
    def broken() -> Any:
        raise error

    driver = SimpleNamespace(LGPIOFactory=broken, lgpio=SimpleNamespace(error=_LgpioError))
    with pytest.raises(PinsError, match=re.escape(str(error))) as refused:
        open_pins(_settings(tmp_path), lambda _: driver)

    assert str(refused.value).startswith("Không mở được các chân")
    assert str(refused.value).endswith("(pins-closed)")


def test_on_a_raspberry_pi_lgpio_is_taken(tmp_path: Path) -> None:
    pins = object()
    driver = SimpleNamespace(LGPIOFactory=lambda: pins, lgpio=SimpleNamespace(error=_LgpioError))
    assert open_pins(_settings(tmp_path), {"gpiozero.pins.lgpio": driver}.__getitem__) is pins
