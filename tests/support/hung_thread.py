"""Hangs one thread of another process for good: the kernel never runs it again, everything else goes on.

By ptrace, as a debugger does it: no stub in the product, no cooperation of the process.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SEIZE, _INTERRUPT = 0x4206, 0x4207
_ANY_THREAD = 0x40000000
"""`__WALL`."""


def threads_of(pid: int) -> list[int]:
    """The thread ids of a process in the order they began; the first is its main thread."""
    return sorted(int(task.name) for task in Path(f"/proc/{pid}/task").iterdir())


@contextmanager
def hung(pid: int, place: int) -> Iterator[None]:
    """That thread hangs (by its place in `threads_of`); at the end of the block the process is killed."""
    thread = threads_of(pid)[place]
    _ptrace(_SEIZE, thread)
    _ptrace(_INTERRUPT, thread)
    os.waitpid(thread, _ANY_THREAD)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
        if thread != pid:
            _reap(thread)


def _ptrace(request: int, thread: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(request, thread, None, None) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _reap(thread: int) -> None:
    """A traced thread that ended is kept until its tracer has looked; its process could not be waited for."""
    with suppress(ChildProcessError):
        while True:
            _, status = os.waitpid(thread, _ANY_THREAD)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                return
