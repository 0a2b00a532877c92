"""Rules about ids and names: every id once, every reference to something there, the official name right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.config.known import Known
from server.config.problem import Bilingual, Finding, Path, did_you_mean, error, to_write, warning
from server.config.structure import Structure

_KINDS = {
    "series": ("dãy số", "series"),
    "services": ("nhóm thủ tục", "service"),
    "counters": ("quầy", "counter"),
}
_OFFICIAL_START = "Trung tâm Phục vụ hành chính công"


def name_findings(structure: Structure, known: Known) -> Iterator[Finding]:
    """Ids that stand twice, references to nothing, a wrong commune or official name."""
    yield from _twice(structure)
    yield from _references(structure)
    yield from _commune(structure, known)


def _twice(structure: Structure) -> Iterator[Finding]:
    config = structure.config
    for place, ids in (
        (("series",), [item.id for item in config.series]),
        (("services",), [item.id for item in config.services]),
        (("counters",), [item.id for item in config.counters]),
        (("devices",), [item.id for item in config.devices]),
        (("priority", "classes"), [item.id for item in config.priority.classes]),
        (("pause_reasons",), [item.id for item in config.pause_reasons]),
        (("hold_reasons",), [item.id for item in config.hold_reasons]),
        (("transfer_reasons",), [item.id for item in config.transfer_reasons]),
        (("cancel_reasons",), [item.id for item in config.cancel_reasons]),
        (("roles",), [item.id for item in config.roles]),
    ):
        yield from _twice_in(place, ids)


def _twice_in(place: Path, ids: list[str]) -> Iterator[Finding]:
    for at, name in enumerate(ids):
        if name and name in ids[:at]:
            yield error(
                (*place, at, "id"),
                "id-twice",
                vi=f'mã "{name}" đã dùng ở mục phía trên',
                en=f'the id "{name}" is already used above',
                suggestion=Bilingual(vi="đặt mã khác cho mục này", en="give this one another id"),
            )


def _references(structure: Structure) -> Iterator[Finding]:
    config = structure.config
    for at, service in enumerate(config.services):
        yield from _unknown(("services", at, "series"), "series", [service.series], structure)
    for at, counter in enumerate(config.counters):
        yield from _unknown(("counters", at, "services"), "services", counter.services, structure)
    for at, role in enumerate(config.roles):
        yield from _unknown(("roles", at, "services"), "services", role.services, structure)
    for at, device in enumerate(config.devices):
        yield from _unknown(("devices", at, "counter"), "counters", [device.counter or ""], structure)
        yield from _unknown(("devices", at, "counters"), "counters", device.counters, structure)


def _unknown(path: Path, place: str, written: Iterable[str], structure: Structure) -> Iterator[Finding]:
    if not structure.has_all_ids(place):
        return
    known = [item.id for item in getattr(structure.config, place)]
    vi, en = _KINDS[place]
    for name in written:
        if name and name not in known:
            yield error(
                path,
                f"unknown-{en}",
                vi=f'không có {vi} nào mang mã "{name}"',
                en=f'there is no {en} with the id "{name}"',
                suggestion=did_you_mean(name, known),
            )


def _commune(structure: Structure, known: Known) -> Iterator[Finding]:
    center = structure.config.center
    names = {commune.code: commune.name_vi for commune in known.communes}
    if center.code not in names:
        yield warning(
            ("center", "code"),
            "unknown-commune",
            vi=f"mã {center.code} không có trong danh sách 124 xã, phường, đặc khu của Lâm Đồng",
            en=f"{center.code} is not among the 124 communes of Lâm Đồng",
            suggestion=_communes_named(center.name_vi, known),
        )
    elif _fold(names[center.code]) not in _fold(center.name_vi):
        yield warning(
            ("center", "name_vi"),
            "name-of-another-commune",
            vi=f"mã {center.code} là {names[center.code]}, tên trung tâm không nhắc đến",
            en=f"{center.code} is {names[center.code]}, which the name does not mention",
            suggestion=to_write(
                f'"{_OFFICIAL_START} {names[center.code][0].lower()}{names[center.code][1:]}"'
            ),
        )
    if not center.name_vi.startswith(_OFFICIAL_START):
        yield warning(
            ("center", "name_vi"),
            "unofficial-name",
            vi=f'tên chính thức bắt đầu bằng "{_OFFICIAL_START}"',
            en=f'the official name starts with "{_OFFICIAL_START}" (with "Phục vụ", not "dịch vụ")',
            suggestion=to_write(f'"{_OFFICIAL_START} xã …"'),
        )


def _communes_named(name_vi: str, known: Known) -> Bilingual:
    """The communes of the list that the center's name mentions."""
    codes = [f"{c.code} {c.name_vi}" for c in known.communes if _fold(c.name_vi) in _fold(name_vi)]
    if not codes:
        file = "server/data/communes.csv"
        return Bilingual(vi=f"hãy xem {file}", en=f"see {file}")
    named = ", ".join(codes)
    return Bilingual(vi=f"trong danh sách có {named}", en=f"the list has {named}")


def _fold(name: str) -> str:
    """Compare place names as people write them: case, apostrophes and spaces aside."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
