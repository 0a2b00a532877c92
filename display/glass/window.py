"""Sets Kivy up for an unattended screen. Call `prepare` before anything else of Kivy is imported.

Knows environment and Config (FINDINGS, Kivy); opens no window: importing `kivy.core.window` does.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Annotated

import msgspec

PxSide = Annotated[int, msgspec.Meta(ge=160, le=8192)]
Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class WindowSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[window]` part of a kiosk's or display's settings file."""

    width_px: PxSide = 1920
    height_px: PxSide = 1080
    """Size of the window; with `fullscreen` the panel's own size wins."""
    fullscreen: bool = True
    cursor: bool = False
    """Show a mouse pointer: for a window on somebody's desk."""
    tuio_port: Port | None = None
    """Take touches from TUIO on 127.0.0.1 at this port (tests, demo); from a mouse too only with `cursor`."""
    picture_file: str | None = None
    """Where SIGUSR1 saves a PNG of the window; None: the signal is ignored."""
    fonts_dir: str = "/usr/share/fonts/truetype/noto"
    """Folder of the Debian package fonts-noto-core."""


class KivyTooEarlyError(RuntimeError):
    """Kivy was imported before it was set up; its settings would not count."""


def prepare(window: WindowSettings, data_dir: Path, frames_per_s: int = 60) -> None:
    """Set environment and Config for this process; Kivy's own files go under `data_dir`.

    Fewer frames cost less idle time; where people touch, 60 answer best.

    Raises:
        KivyTooEarlyError: something imported Kivy before.
    """
    if "kivy" in sys.modules:
        raise KivyTooEarlyError("kivy was imported before display.glass.window.prepare")
    home = data_dir / "kivy"
    home.mkdir(parents=True, exist_ok=True)
    set_environment(os.environ, home)
    _set_config(window, frames_per_s)
    logging.getLogger("kivy").setLevel(logging.WARNING)


def set_environment(environment: MutableMapping[str, str], home: Path) -> None:
    """What Kivy and SDL read from the environment."""
    environment.update(
        KIVY_NO_ARGS="1",
        KIVY_HOME=str(home),
        KIVY_LOG_MODE="PYTHON",
        KIVY_NO_FILELOG="1",
        KIVY_WINDOW="sdl2",
        KIVY_DPI="96",
        KIVY_METRICS_DENSITY="1",
        KIVY_METRICS_FONTSCALE="1",
        SDL_TOUCH_MOUSE_EVENTS="0",
    )
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        # left alone SDL would run invisibly "offscreen"; this way a missing screen is a clear error
        environment.setdefault("SDL_VIDEODRIVER", "kmsdrm")


def _set_config(window: WindowSettings, frames_per_s: int) -> None:
    from kivy.config import Config

    Config.setdefaults("input", {})
    for option in Config.options("input"):
        Config.remove_option("input", option)
    # fingers come from SDL itself; a second provider for the same panel would double every touch
    if window.tuio_port is None or window.cursor:
        Config.set("input", "mouse", "mouse,disable_multitouch")
    if window.tuio_port is not None:
        Config.set("input", "tuio", f"tuio,127.0.0.1:{window.tuio_port}")
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("kivy", "keyboard_mode", "system")
    Config.set("graphics", "show_cursor", str(int(window.cursor)))
    Config.set("graphics", "width", str(window.width_px))
    Config.set("graphics", "height", str(window.height_px))
    Config.set("graphics", "fullscreen", "auto" if window.fullscreen else "0")
    Config.set("graphics", "borderless", "1")
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "maxfps", str(frames_per_s))
    Config.set("graphics", "multisamples", "0")
