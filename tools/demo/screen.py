"""A screen for the windows: the real one where there is one, otherwise a virtual one (Xvfb)."""

from __future__ import annotations

import os
import select
import subprocess
from types import TracebackType
from typing import Self


class NoScreenError(Exception):
    """Neither a real nor a virtual screen."""


class AnyScreen:
    """Gives the DISPLAY to draw on for as long as it is entered."""

    def __init__(self, *, only_virtual: bool = False) -> None:
        self._real = None if only_virtual else os.environ.get("DISPLAY")
        self._server: subprocess.Popen[bytes] | None = None
        self.display = ""

    @property
    def is_real(self) -> bool:
        """Whether people see it."""
        return bool(self._real)

    def __enter__(self) -> Self:
        self.display = self._real or self._start_virtual()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def _start_virtual(self) -> str:
        """Xvfb picks a free number itself and writes it down when it is ready."""
        reading, writing = os.pipe()
        try:
            self._server = subprocess.Popen(
                [
                    "Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1920x24", "-nolisten", "tcp",
                    "+extension", "GLX",
                ],
                pass_fds=(writing,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise NoScreenError("there is no screen and no Xvfb; run tools/setup.sh") from error
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            ready, _, _ = select.select([answer], [], [], 20)
            number = answer.readline().strip() if ready else b""
        if not number:
            raise NoScreenError("the virtual screen (Xvfb) did not start")
        return f":{number.decode()}"
