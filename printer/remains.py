"""What an earlier job may have left behind: bytes inside the printer, half a slip at its head.

Knows the states. Knows nothing of how one is left or reached.
"""

from enum import Enum, auto


class Queue(Enum):
    """What is known of the data waiting inside the printer."""

    EMPTY = auto()
    UNPROVEN = auto()
    """After a start, or after a job that was neither confirmed nor purged."""


class Paper(Enum):
    """What hangs from the head."""

    CUT = auto()
    MAY_HANG = auto()
    """Half a slip, after a job that nobody saw end: the next slip would come out with it in one piece."""
