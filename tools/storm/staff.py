"""The storm's people: an officer for each counter, asked of the running hub as `motcua account add` does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.chores import AddAccount
from server.local_door import ask_running_hub
from tools.demo.center import NothingHappenedError
from tools.demo.people import Person
from tools.storm.cast import COUNTERS, HUB
from tools.storm.center import StormCenter

_SHOWN = re.compile(r"shown only now: (\S+)")
_NAMES = ("Nguyễn Thị Lan", "Trần Văn Bình", "Lê Thị Hoa")


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody with their password."""

    officers: tuple[Person, ...]
    """One a counter, in the order of `cast.COUNTERS`."""


def staff_of(center: StormCenter) -> Staff:
    """New accounts."""
    return Staff(
        tuple(_added(center, f"canbo{counter}", name) for counter, name in zip(COUNTERS, _NAMES, strict=True))
    )


def _added(center: StormCenter, login: str, name: str) -> Person:
    told = ask_running_hub(center.where.home(HUB), AddAccount(login=login, name=name, roles=("can-bo",)))
    shown = _SHOWN.search(told.text) if told is not None else None
    if shown is None:
        raise NothingHappenedError(f"no password was shown for {login}")
    return Person(login, name, ("can-bo",), shown.group(1))
