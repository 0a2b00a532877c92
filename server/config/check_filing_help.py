"""Rules about help with filing online: a service that gives it has something to note, and a key for each."""

from __future__ import annotations

from collections.abc import Iterator

from server.config.filing_help import MOST_LINES, MOST_THINGS, FilingHelp
from server.config.known import Known
from server.config.problem import Bilingual, Finding, Path, error, to_write, warning
from server.config.services import Service
from server.config.structure import Structure


def filing_help_findings(structure: Structure, known: Known) -> Iterator[Finding]:  # noqa: ARG001 - every rule is called alike
    """Nothing to note, more things than keys, things that stand twice, things without a way out."""
    if structure.is_whole("filing_help"):
        yield from _things(structure.config.filing_help)
        yield from _lines(structure.config.filing_help)
        if structure.is_whole("services"):
            yield from _services(structure.config.services, structure.config.filing_help)


def _services(services: tuple[Service, ...], help_: FilingHelp) -> Iterator[Finding]:
    marked = [at for at, service in enumerate(services) if service.is_filing_help]
    if marked and not help_.missing:
        yield error(
            ("services", marked[0], "is_filing_help"),
            "nothing-to-note",
            vi="dịch vụ này giúp nộp hồ sơ trực tuyến nhưng không có danh sách những gì có thể còn thiếu",
            en="this service helps with filing online, but nothing is listed that may be missing",
            suggestion=Bilingual(
                vi="thêm [[filing_help.missing]], hoặc bỏ is_filing_help",
                en="add [[filing_help.missing]], or remove is_filing_help",
            ),
        )
    if help_.missing and not marked:
        yield warning(
            ("filing_help",),
            "nobody-notes",
            vi="có danh sách những gì có thể còn thiếu nhưng không dịch vụ nào giúp nộp hồ sơ trực tuyến",
            en="things that may be missing are listed, but no service helps with filing online",
            suggestion=Bilingual(
                vi="is_filing_help = true ở một nhóm thủ tục", en="is_filing_help = true at a service"
            ),
        )


def _things(help_: FilingHelp) -> Iterator[Finding]:
    if len(help_.missing) > MOST_THINGS:
        yield error(
            ("filing_help", "missing", MOST_THINGS, "id"),
            "too-many-things",
            vi=f"mỗi thứ một phím từ 1 đến {MOST_THINGS}, nên chỉ ghi được {MOST_THINGS} thứ",
            en=f"each has a key from 1 to {MOST_THINGS}, so no more than {MOST_THINGS} can be listed",
            suggestion=Bilingual(
                vi="giữ những thứ hay thiếu nhất và một thứ cho mọi trường hợp khác",
                en="keep the most frequent ones and one for everything else",
            ),
        )
    ids = [thing.id for thing in help_.missing]
    for at, thing in enumerate(help_.missing):
        if thing.id in ids[:at]:
            yield error(
                ("filing_help", "missing", at, "id"),
                "id-twice",
                vi=f'mã "{thing.id}" đã dùng ở phía trên',
                en=f'the id "{thing.id}" is already used above',
                suggestion=Bilingual(vi="đặt mã khác cho mục này", en="give this one another id"),
            )
        if not thing.todo_vi:
            yield warning(
                ("filing_help", "missing", at, "id"),
                "no-way-out",
                vi=f'thiếu "{thing.name_vi}" thì phải làm gì: chưa ghi, danh mục cho công dân sẽ không có',
                en=f'nothing says what to do without "{thing.name_en}": the checklist will not either',
                suggestion=to_write('todo_vi = ["Mang … đến …"]'),
            )


def _lines(help_: FilingHelp) -> Iterator[Finding]:
    written: list[tuple[Path, int]] = [
        (("filing_help", "always_vi"), len(help_.always_vi)),
        (("filing_help", "always_en"), len(help_.always_en)),
    ]
    for at, thing in enumerate(help_.missing):
        written.append((("filing_help", "missing", at, "todo_vi"), len(thing.todo_vi)))
        written.append((("filing_help", "missing", at, "todo_en"), len(thing.todo_en)))
    for path, count in written:
        if count > MOST_LINES:
            yield error(
                path,
                "too-many-lines",
                vi=f"có {count} dòng, danh mục cho công dân chỉ nhận {MOST_LINES} dòng cho mỗi thứ",
                en=f"{count} lines, but the checklist takes {MOST_LINES} for each thing",
                suggestion=Bilingual(
                    vi="chỉ giữ việc công dân phải làm, mỗi việc một dòng",
                    en="keep what a citizen must do, one line each",
                ),
            )
