"""Rules about scanned papers: kinds once each, pages never kept longer than who applied, scanners in
reach."""

from __future__ import annotations

from collections.abc import Iterator

from contract.paper_words import SheetSize, SheetSource
from contract.words import DeviceKind
from server.config.known import Known
from server.config.papers import Scan
from server.config.problem import Bilingual, Finding, Path, error, to_write, warning
from server.config.structure import Structure


def paper_findings(structure: Structure, known: Known) -> Iterator[Finding]:  # noqa: ARG001 - every rule is called alike
    """Kinds that stand twice, are kept too long or cannot be fed; scan stations that serve nobody."""
    if structure.is_whole("papers", "records"):
        yield from _kinds(structure)
    if structure.is_whole("devices", "counters"):
        yield from _stations(structure)


def _kinds(structure: Structure) -> Iterator[Finding]:
    longest = structure.config.records.keep_applicants_days
    kinds = structure.config.papers.kinds
    for at, kind in enumerate(kinds):
        path: Path = ("papers", "kinds", at)
        if kind.id in [earlier.id for earlier in kinds[:at]]:
            yield error(
                (*path, "id"),
                "id-twice",
                vi=f'mã "{kind.id}" đã dùng ở mục phía trên',
                en=f'the id "{kind.id}" is already used above',
                suggestion=Bilingual(vi="đặt mã khác cho mục này", en="give this one another id"),
            )
        if kind.keep_days is not None and kind.keep_days > longest:
            yield error(
                (*path, "keep_days"),
                "kept-longer-than-applicant",
                vi=f"giấy tờ bị xóa cùng thông tin người nộp, sau {longest} ngày, không giữ được lâu hơn",
                en=f"pages go with the applicant, after {longest} days; they cannot be kept longer",
                suggestion=Bilingual(
                    vi=f"keep_days = {longest}, hoặc keep_applicants_days lớn hơn trong [records]",
                    en=f"keep_days = {longest}, or a larger keep_applicants_days under [records]",
                ),
            )
        if kind.size is SheetSize.ID_CARD and kind.source is SheetSource.FEEDER and kind.scan is not Scan.NO:
            yield warning(
                (*path, "source"),
                "card-through-feeder",
                vi="thẻ cứng dễ kẹt ở khay nạp giấy",
                en="a plastic card may jam in a paper feeder",
                suggestion=to_write('source = "flatbed"'),
            )


def _stations(structure: Structure) -> Iterator[Finding]:
    counters = [counter.id for counter in structure.config.counters]
    for at, device in enumerate(structure.config.devices):
        path: Path = ("devices", at, "counters")
        if device.kind is DeviceKind.SCANNER and not device.counters:
            yield error(
                path,
                "device-without-counters",
                vi=f'trạm quét "{device.id}" cần danh sách quầy được dùng',
                en=f'the scan station "{device.id}" needs the counters it serves',
                suggestion=to_write(f"counters = {counters!r}".replace("'", '"')),
            )
        if device.kind is not DeviceKind.SCANNER and device.counters:
            yield error(
                path,
                "counters-of-no-scanner",
                vi=f'chỉ trạm quét mới phục vụ nhiều quầy, thiết bị "{device.id}" thì không',
                en=f'only a scan station serves several counters, "{device.id}" does not',
                suggestion=Bilingual(
                    vi='kind = "scanner", hoặc counter = "…"', en='kind = "scanner", or counter = "…"'
                ),
            )
