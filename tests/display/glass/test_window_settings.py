"""What the process tells Kivy and SDL before either starts."""

from pathlib import Path

import pytest

from display.glass.window import set_environment


def test_a_machine_without_a_desktop_draws_on_the_panel_itself() -> None:
    environment: dict[str, str] = {}

    set_environment(environment, Path("/somewhere"))

    assert environment["SDL_VIDEODRIVER"] == "kmsdrm"


@pytest.mark.parametrize(
    "given", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"SDL_VIDEODRIVER": "offscreen"}]
)
def test_a_desktop_or_a_chosen_driver_is_left_alone(given: dict[str, str]) -> None:
    environment = dict(given)

    set_environment(environment, Path("/somewhere"))

    assert environment.get("SDL_VIDEODRIVER") == given.get("SDL_VIDEODRIVER")


def test_kivy_leaves_the_command_line_alone() -> None:
    environment: dict[str, str] = {}

    set_environment(environment, Path("/somewhere"))

    assert environment["KIVY_NO_ARGS"] == "1"
    assert environment["KIVY_HOME"] == "/somewhere"
