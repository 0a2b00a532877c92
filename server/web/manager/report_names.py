"""What the values of a report's dimensions are called: also those that have left the configuration."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract.words import DeviceKind
from server.config.shapes import CenterConfig
from server.domain.weekdays import WEEKDAYS
from server.reports.definitions import DIMENSIONS, Both
from server.reports.ledger_view import LedgerView
from server.reports.past_names import Names, Past, PastNames
from server.reports.units import Dimension
from server.web.console_hub import ConsoleHub
from server.web.say import Say

D = Dimension

_NONE: dict[Dimension, Both] = {
    D.PROCEDURE: ("chưa chọn thủ tục", "none chosen"),
    D.PRIORITY: ("không ưu tiên", "no priority"),
    D.KIOSK: ("cấp tại quầy", "given by staff"),
    D.COUNTER: ("chưa tới quầy", "no counter"),
    D.OFFICER: ("không có cán bộ", "no officer"),
}
"""Of units that have none."""


@dataclass(frozen=True, slots=True)
class ReportNames:
    """All of them, in the reader's language."""

    known: Mapping[Dimension, Mapping[str, str]]
    current: Mapping[Dimension, tuple[str, ...]]
    """Ids of the configuration in force, in its order."""
    past: Past
    say: Say

    def of(self, dimension: Dimension, value: str | int) -> str:
        """In full; an id nobody ever named stays an id."""
        if dimension is D.WEEKDAY:
            return self.say(*WEEKDAYS[int(value)])
        if dimension is D.HOUR:
            return f"{int(value):02}:00–{int(value) + 1:02}:00"
        if value == "":
            return self.say(*_NONE.get(dimension, ("không có", "none")))
        return self.known.get(dimension, {}).get(str(value), str(value))

    def has(self, dimension: Dimension, value: str | int) -> bool:
        """Whether it is, or ever was, anything."""
        if dimension in (D.WEEKDAY, D.HOUR) or value == "":
            return True
        return str(value) in self.known.get(dimension, {})

    def word(self, dimension: Dimension) -> str:
        """What the dimension itself is called."""
        return self.say(*DIMENSIONS[dimension])

    def word_both(self, dimension: Dimension) -> Both:
        """The same in both languages."""
        return DIMENSIONS[dimension]

    def ordered(self, dimension: Dimension, values: Iterable[str | int]) -> list[str | int]:
        """As configured, then what has ended; people and procedures by name, hours and weekdays by time."""
        if dimension in (D.WEEKDAY, D.HOUR):
            return sorted(values)
        place = {known: at for at, known in enumerate(self.current.get(dimension, ()))}
        by_name = {value: _spelled(self.of(dimension, value), dimension) for value in values}
        return sorted(
            by_name, key=lambda value: (place.get(str(value), len(place)), value == "", by_name[value])
        )

    def choices(self, dimension: Dimension, chosen: str | int | None) -> list[tuple[str, str]]:
        """What can be picked: all that was ever named, and what the address says."""
        if dimension is D.WEEKDAY:
            return [(str(at), self.of(dimension, at)) for at in range(7)]
        if dimension is D.HOUR:
            return [(str(at), self.of(dimension, at)) for at in range(24)]
        values = {*self.known.get(dimension, {}), *([str(chosen)] if chosen else [])}
        found = [(str(value), self.of(dimension, value)) for value in self.ordered(dimension, values)]
        return found + ([("-", self.of(dimension, ""))] if dimension in _NONE else [])


def report_names(hub: ConsoleHub, view: LedgerView, book: PastNames, say: Say) -> ReportNames:
    """Read at once for one page."""
    past = view.past(book)
    known = {dimension: _said(names, say) for dimension, names in past.names.items()}
    current = _of_configuration(hub.config())
    for dimension, named in current.items():
        known[dimension] = {**known.get(dimension, {}), **_said(named, say)}
    known[D.PROCEDURE] = {
        item.code: say(item.name_vi, item.name_en or item.name_vi) for item in hub.procedures()
    }
    known[D.OFFICER] = {str(officer): name for officer, name in view.officers().items()}
    order = {dimension: tuple(named) for dimension, named in current.items()}
    return ReportNames(known, order, past, say)


def _of_configuration(config: CenterConfig) -> Names:
    kiosks = [device for device in config.devices if device.kind is DeviceKind.KIOSK]
    return {
        D.SERVICE: {item.id: (item.name_vi, item.name_en) for item in config.services},
        D.COUNTER: {item.id: (item.name_vi, item.name_en) for item in config.counters},
        D.PRIORITY: {item.id: (item.name_vi, item.name_en) for item in config.priority.classes},
        D.KIOSK: {item.id: (item.name_vi, item.name_en) for item in kiosks},
    }


def _said(names: Mapping[str, Both], say: Say) -> dict[str, str]:
    return {known: say(*name) for known, name in names.items()}


def _spelled(name: str, dimension: Dimension) -> tuple[str, ...]:
    """How a name is sorted: without marks; people by their given name, which stands last."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    words = "".join(letter for letter in plain if not unicodedata.combining(letter)).split()
    return (*words[-1:], *words[:-1]) if dimension is D.OFFICER else tuple(words)
