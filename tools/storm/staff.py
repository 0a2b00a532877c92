"""The storm's people: an officer for each counter, made through the `motcua` command as anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.demo.center import NothingHappenedError
from tools.demo.people import Person
from tools.storm.cast import COUNTERS
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
    shown = _SHOWN.search(center.motcua("account", "add", login, "--name", name, "--role", "can-bo"))
    if shown is None:
        raise NothingHappenedError(f"no password was shown for {login}")
    return Person(login, name, ("can-bo",), shown.group(1))
