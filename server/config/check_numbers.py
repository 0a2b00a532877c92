"""Rules about series: numbers that cannot be mistaken for each other, and enough of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from contract.words import DeviceKind
from server.config.known import Known
from server.config.problem import Bilingual, Finding, error, to_write, warning
from server.config.services import LETTER_DIGITS, Series
from server.config.structure import Structure
from server.domain.numbering import LEAVES_THE_HUB

SOUND_ALIKE = (frozenset("BPDTĐ"), frozenset("MN"))
"""Letters that cannot be told apart over a loudspeaker."""
GOOD_LETTERS = "ACHKLSUY"
_GOOD = ", ".join(GOOD_LETTERS[:5])
"""Enough of them for an example."""


def number_findings(structure: Structure, known: Known) -> Iterator[Finding]:  # noqa: ARG001 - every rule is called alike
    """Series that are empty, overlap, sound alike, are too small, or draw for nobody."""
    for at, series in enumerate(structure.config.series):
        yield from _extent(at, series)
    yield from _pairs(structure)
    yield from _caps(structure)
    yield from _leases(structure)
    if structure.is_whole("services", "series"):
        yield from _unused(structure)


def _extent(at: int, series: Series) -> Iterator[Finding]:
    if series.last < series.first:
        yield error(
            ("series", at, "last"),
            "series-empty",
            vi=f"số cuối {series.last} nhỏ hơn số đầu {series.first}",
            en=f"the last number {series.last} comes before the first, {series.first}",
            suggestion=to_write(f"first = {series.last}, last = {series.first}"),
        )
    most = 10**LETTER_DIGITS - 1
    if series.letter and series.last > most:
        yield error(
            ("series", at, "last"),
            "number-too-long",
            vi=f"sau chữ cái chỉ có {LETTER_DIGITS} chữ số, số cuối nhiều nhất là {most}",
            en=f"a letter is followed by {LETTER_DIGITS} digits: the last number is {most} at most",
            suggestion=Bilingual(
                vi=f"last = {most}, hoặc bỏ chữ cái", en=f"last = {most}, or leave out the letter"
            ),
        )


def _pairs(structure: Structure) -> Iterator[Finding]:
    for (_, one), (at, other) in combinations(enumerate(structure.config.series), 2):
        yield from _overlap(at, one, other)
        yield from _alike(at, one, other)


def _overlap(at: int, one: Series, other: Series) -> Iterator[Finding]:
    if one.letter != other.letter:
        return
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first <= last:
        letter = one.letter or ""
        free = f"letter = {_free_letter(one)}" if letter else f"first = {one.last + 1}"
        yield error(
            ("series", at, "letter" if letter else "first"),
            "series-overlap",
            vi=f'dãy "{other.id}" trùng số với dãy "{one.id}": {letter}{first} đến {letter}{last}',
            en=f'the series "{other.id}" and "{one.id}" both give {letter}{first} to {letter}{last}',
            suggestion=Bilingual(vi=f"ví dụ {free}", en=f"for example {free}"),
        )
    elif one.letter:
        yield warning(
            ("series", at, "letter"),
            "letter-twice",
            vi=f'dãy "{other.id}" và "{one.id}" dùng chung chữ {one.letter}',
            en=f'the series "{other.id}" and "{one.id}" share the letter {one.letter}',
            suggestion=Bilingual(
                vi=f"cho mỗi dãy một chữ riêng, như {_GOOD}",
                en=f"give each series a letter of its own, such as {_GOOD}",
            ),
        )


def _alike(at: int, one: Series, other: Series) -> Iterator[Finding]:
    if not one.letter or not other.letter or one.letter == other.letter:
        return
    for group in SOUND_ALIKE:
        if {one.letter, other.letter} <= group:
            yield warning(
                ("series", at, "letter"),
                "letters-sound-alike",
                vi=f"chữ {other.letter} và chữ {one.letter} nghe giống nhau qua loa",
                en=f"{other.letter} and {one.letter} sound alike over loudspeakers",
                suggestion=Bilingual(
                    vi=f"dùng những chữ như {_GOOD}, hoặc dãy số như 1001-1999",
                    en=f"use letters such as {_GOOD}, or ranges such as 1001-1999",
                ),
            )


def _free_letter(one: Series) -> str:
    return f'"{next(letter for letter in GOOD_LETTERS if letter != one.letter)}"'


def _caps(structure: Structure) -> Iterator[Finding]:
    config = structure.config
    for at, service in enumerate(config.services):
        series = next((item for item in config.series if item.id == service.series), None)
        if series and service.daily_cap and service.daily_cap > series.size > 0:
            yield error(
                ("services", at, "daily_cap"),
                "series-too-small",
                vi=f'mỗi ngày {service.daily_cap} số nhưng dãy "{series.id}" chỉ có {series.size} số',
                en=f'{service.daily_cap} numbers a day, but the series "{series.id}" holds {series.size}',
                suggestion=Bilingual(
                    vi=f"daily_cap = {series.size}, hoặc dãy dài hơn",
                    en=f"daily_cap = {series.size}, or a longer series",
                ),
            )
    for at, series in enumerate(config.series):
        yield from _shared_cap(structure, at, series)


def _shared_cap(structure: Structure, at: int, series: Series) -> Iterator[Finding]:
    """Several services may draw from one series: then their caps add up."""
    caps = [s.daily_cap for s in structure.config.services if s.series == series.id]
    needed = sum(cap for cap in caps if cap)
    if len(caps) > 1 and needed > series.size > 0:
        last = series.first + needed - 1
        yield error(
            ("series", at, "last"),
            "series-too-small",
            vi=f'các nhóm thủ tục dùng dãy "{series.id}" cần {needed} số, dãy chỉ có {series.size}',
            en=f'the services drawing from "{series.id}" may give {needed} numbers, it holds {series.size}',
            suggestion=Bilingual(
                vi=f"last = {last}, hoặc giảm daily_cap", en=f"last = {last}, or smaller caps"
            ),
        )


def _leases(structure: Structure) -> Iterator[Finding]:
    """A short series cannot lend every kiosk as much as is wished: say how much it will be."""
    config = structure.config
    kiosks = sum(1 for device in config.devices if device.kind is DeviceKind.KIOSK)
    for at, series in enumerate(config.series):
        lent = min(config.offline.numbers, series.size // (LEAVES_THE_HUB * kiosks)) if kiosks else 0
        if kiosks and series.size > 0 and lent < config.offline.numbers:
            yield warning(
                ("series", at, "last"),
                "lease-shortened",
                vi=f'dãy "{series.id}" ngắn: khi mất kết nối mỗi máy lấy số chỉ phát được {lent} số',
                en=f'the series "{series.id}" is short: without the hub each kiosk can give {lent} numbers',
                suggestion=Bilingual(
                    vi="dãy dài hơn, hoặc numbers nhỏ hơn trong [offline]",
                    en="a longer series, or fewer numbers in [offline]",
                ),
            )


def _unused(structure: Structure) -> Iterator[Finding]:
    used = {service.series for service in structure.config.services}
    for at, series in enumerate(structure.config.series):
        if series.id not in used:
            yield warning(
                ("series", at, "id"),
                "series-unused",
                vi=f'không nhóm thủ tục nào dùng dãy "{series.id}"',
                en=f'no service draws from the series "{series.id}"',
                suggestion=Bilingual(
                    vi=f'ghi series = "{series.id}" vào một nhóm thủ tục, hoặc bỏ dãy này',
                    en=f'write series = "{series.id}" in a service, or remove it',
                ),
            )
