"""Rules about reach: every service has a counter, every procedure one service, no code means nothing."""

from __future__ import annotations

from collections.abc import Iterator

from server.config.known import Known
from server.config.problem import Bilingual, Finding, did_you_mean, error, likely_word, warning
from server.config.procedures import ProcedureStatus
from server.config.structure import Structure

_NAMED_AT_MOST = 5


def reach_findings(structure: Structure, known: Known) -> Iterator[Finding]:
    """Services nobody serves, procedures nobody finds, codes nobody knows."""
    if structure.is_whole("counters"):
        yield from _without_counter(structure)
    yield from _idle_counters(structure)
    yield from _procedures(structure, known)
    if structure.is_whole("services"):
        yield from _left_out(structure, known)


def _without_counter(structure: Structure) -> Iterator[Finding]:
    served = {name for counter in structure.config.counters for name in counter.services}
    for at, service in enumerate(structure.config.services):
        if service.id and service.id not in served:
            yield error(
                ("services", at, "id"),
                "service-unreachable",
                vi=f'không quầy nào phục vụ nhóm thủ tục "{service.id}"',
                en=f'no counter serves "{service.id}": its numbers would never be called',
                suggestion=Bilingual(
                    vi=f'thêm "{service.id}" vào services của một quầy',
                    en=f'add "{service.id}" to the services of a counter',
                ),
            )


def _idle_counters(structure: Structure) -> Iterator[Finding]:
    for at, counter in enumerate(structure.config.counters):
        path = ("counters", at, "services")
        if not counter.services and not structure.is_doubtful(path):
            yield warning(
                path,
                "counter-idle",
                vi=f'quầy "{counter.id}" không phục vụ nhóm thủ tục nào',
                en=f'the counter "{counter.id}" serves nothing',
                suggestion=Bilingual(
                    vi="ghi các nhóm thủ tục quầy này phục vụ được",
                    en="list the services it is able to serve",
                ),
            )


def _procedures(structure: Structure, known: Known) -> Iterator[Finding]:
    statuses = {procedure.code: procedure.status for procedure in known.procedures}
    seen: dict[str, str] = {}
    for at, service in enumerate(structure.config.services):
        for place, code in enumerate(service.procedures):
            path = ("services", at, "procedures", place)
            if code not in statuses:
                yield error(
                    path,
                    "unknown-procedure",
                    vi=f"không có thủ tục nào mang mã {code}",
                    en=f"there is no procedure {code} in procedures.csv",
                    suggestion=_nearest_code(code, statuses),
                )
            elif statuses[code] is ProcedureStatus.REPEALED:
                yield warning(
                    path,
                    "procedure-repealed",
                    vi=f"thủ tục {code} đã bị bãi bỏ, máy lấy số sẽ không hiển thị",
                    en=f"the procedure {code} is repealed and never shown",
                    suggestion=Bilingual(
                        vi="bỏ mã này, hoặc dùng mã đã thay thế nó",
                        en="remove it, or use the code that replaced it",
                    ),
                )
            if code in seen:
                yield error(
                    path,
                    "procedure-twice",
                    vi=f'thủ tục {code} đã thuộc nhóm thủ tục "{seen[code]}"',
                    en=f'the procedure {code} already belongs to "{seen[code]}"',
                    suggestion=Bilingual(vi="chỉ để ở một nhóm thủ tục", en="keep it under one service"),
                )
            seen.setdefault(code, service.id)


def _left_out(structure: Structure, known: Known) -> Iterator[Finding]:
    offered = {code for service in structure.config.services for code in service.procedures}
    missing = [p.code for p in known.procedures if p.is_shown and p.code not in offered]
    if missing and offered:
        named = ", ".join(missing[:_NAMED_AT_MOST]) + (" …" if len(missing) > _NAMED_AT_MOST else "")
        yield warning(
            ("services",),
            "procedures-left-out",
            vi=f"{len(missing)} thủ tục chưa thuộc nhóm thủ tục nào: {named}",
            en=f"{len(missing)} procedures belong to no service and cannot be found: {named}",
            suggestion=Bilingual(
                vi="thêm vào procedures của một nhóm thủ tục, trừ khi trung tâm không tiếp nhận",
                en="add them to the procedures of a service, unless this center does not receive them",
            ),
        )


def _nearest_code(code: str, statuses: dict[str, ProcedureStatus]) -> Bilingual:
    shown = [known for known, status in statuses.items() if status is not ProcedureStatus.REPEALED]
    if likely_word(code, shown):
        return did_you_mean(code, shown)
    file = "server/data/procedures.csv"
    return Bilingual(vi=f"hãy xem {file}", en=f"see {file}")
