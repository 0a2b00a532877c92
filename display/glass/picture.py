"""Saves what the glass shows when SIGUSR1 asks for it: for tests, demo and documentation.

Knows the frame just drawn; knows nothing of what is on it.
"""

from __future__ import annotations

import signal
import threading
from pathlib import Path

from display.glass.trigger import GlassTrigger


def pictures_on_signal(picture_file: str | None) -> None:
    """Save the next frame at each SIGUSR1. Call it in the main thread before any other thread starts.

    The file appears whole, by rename. Without a file the signal is ignored.
    """
    if picture_file is None:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        return
    target = Path(picture_file)
    # blocked everywhere and waited for in one thread: a handler could interrupt Kivy inside its own locks
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    trigger = GlassTrigger(lambda: save_next_frame(target), every_s=0)
    threading.Thread(target=_wait_for_signals, args=(trigger,), name="pictures", daemon=True).start()


def _wait_for_signals(trigger: GlassTrigger) -> None:
    while True:
        signal.sigwait({signal.SIGUSR1})
        trigger.pull()


def save_next_frame(target: Path) -> None:
    """Draw once more and save it just before it goes to the screen: afterwards the buffer is undefined."""
    from kivy.core.window import Window

    def save(*_: object) -> None:
        Window.unbind(on_flip=save)
        _save(Window, target)

    Window.bind(on_flip=save)
    Window.canvas.ask_update()


def _save(window: object, target: Path) -> None:
    """As Pillow writes it, lightly packed: Kivy's screenshot shears widths like 1366 and is slow."""
    from kivy.core.window import WindowBase
    from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
    from PIL import Image

    if not isinstance(window, WindowBase):
        raise TypeError(f"no window: {window!r}")
    width, height = window.size
    pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(".part.png")
    # GL's first row is the lowest; what its fourth byte holds is no colour
    Image.frombytes("RGB", (width, height), pixels, "raw", "RGBX", 0, -1).save(written, compress_level=1)
    written.replace(target)
