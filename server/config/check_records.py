"""Rules about records: times for procedures that exist, once each, and reasons that cannot be mixed up."""

from __future__ import annotations

from collections.abc import Iterator

from contract.record_words import ReasonFor, TermUnit
from server.config.known import Known
from server.config.problem import Bilingual, Finding, did_you_mean, error
from server.config.records import RecordReason, RecordTerm
from server.config.structure import Structure
from server.domain.record_rules import DUPLICATE


def record_findings(structure: Structure, known: Known) -> Iterator[Finding]:
    """Terms of nothing, terms that stand twice or take no time, reasons that stand twice."""
    if structure.is_whole("records"):
        yield from _terms(structure.config.records.terms, {procedure.code for procedure in known.procedures})
        yield from _reasons(structure.config.records.reasons)


def _terms(terms: tuple[RecordTerm, ...], codes: set[str]) -> Iterator[Finding]:
    for at, term in enumerate(terms):
        if term.procedure not in codes:
            yield error(
                ("records", "terms", at, "procedure"),
                "unknown-procedure",
                vi=f"không có thủ tục nào mang mã {term.procedure}",
                en=f"there is no procedure {term.procedure} in procedures.csv",
                suggestion=did_you_mean(term.procedure, sorted(codes)),
            )
        if any(_overlap(term, earlier) for earlier in terms[:at]):
            yield error(
                ("records", "terms", at, "procedure"),
                "term-twice",
                vi=f"thời hạn của thủ tục {term.procedure} qua kênh này đã ghi ở phía trên",
                en=f"the time of procedure {term.procedure} by this channel stands above",
                suggestion=Bilingual(
                    vi="chỉ giữ một, hoặc ghi các kênh khác nhau",
                    en="keep one of them, or name different channels",
                ),
            )
        if term.amount == 0 and term.unit is not TermUnit.WORKING_DAY:
            yield error(
                ("records", "terms", at, "amount"),
                "no-time",
                vi="thời hạn bằng 0 chỉ dùng được với ngày làm việc (trả trong ngày)",
                en="zero is only a time in working days: the same day",
                suggestion=Bilingual(
                    vi='unit = "working-day", hoặc amount từ 1',
                    en='unit = "working-day", or an amount from 1',
                ),
            )


def _overlap(one: RecordTerm, other: RecordTerm) -> bool:
    is_same_channel = one.channel is None or other.channel is None or one.channel is other.channel
    return one.procedure == other.procedure and is_same_channel


def _reasons(reasons: tuple[RecordReason, ...]) -> Iterator[Finding]:
    """An event keeps the id alone: what it is read as must not depend on the act."""
    for at, reason in enumerate(reasons):
        if reason.id in {earlier.id for earlier in reasons[:at]}:
            yield _taken(
                at,
                vi=f'mã "{reason.id}" đã dùng ở phía trên; mỗi lý do một mã, dù cho việc khác',
                en=f'the id "{reason.id}" is already used above; each reason has its own, whatever it is for',
            )
        elif reason.id == DUPLICATE and reason.act is not ReasonFor.REFUSE_AT_RECEPTION:
            yield _taken(
                at,
                vi=f'mã "{DUPLICATE}" luôn là lý do từ chối tiếp nhận vì trùng hồ sơ',
                en=f'the id "{DUPLICATE}" always is the reason that refuses a duplicate at reception',
            )


def _taken(at: int, vi: str, en: str) -> Finding:
    path = ("records", "reasons", at, "id")
    other = Bilingual(vi="đặt mã khác cho mục này", en="give this one another id")
    return error(path, "id-twice", vi=vi, en=en, suggestion=other)
