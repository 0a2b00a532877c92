"""Reads the portal's words on how long a procedure takes into terms by channel.

Knows the wording of `procedures.csv`. A number without a unit, two times for one channel or words it does not
know are no term: nothing is guessed (FACTS §2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from contract.record_words import Channel, TermUnit
from server.domain.deadline import Term

Terms = Mapping[Channel, Term]

_CHANNELS = {
    "trực tiếp": Channel.DIRECT,
    "trực tuyến": Channel.ONLINE,
    "dịch vụ bưu chính": Channel.POST,
    "bưu chính": Channel.POST,
}
_UNITS = {"ngày làm việc": TermUnit.WORKING_DAY, "giờ": TermUnit.WORKING_HOUR, "ngày": TermUnit.DAY}
_TIME = re.compile(r"(\d+) (ngày làm việc|giờ|ngày)")
_BY_CONTENT = "theo nội dung thủ tục: "
_CLAUSES = re.compile(r";\s*(?![^(]*\))")
"""Semicolons, but for those within brackets."""
_RECEPTION = r"kể từ (?:khi|ngày)(?:,? (?:tiếp|nhận|được|đầy|đủ|và|hồ sơ|hợp lệ))+"
_WHOLE = re.compile(rf"(?:không quá )?(\d+ ngày(?: làm việc)?)(?: {_RECEPTION})?(?: ?\([^)]*\))?")
"""A plain time. In brackets stands what else may happen, as "cần xác minh: 5 ngày làm việc"."""
_SAME_DAY = "giải quyết trong ngày"


def terms_of(processing_time: Iterable[str]) -> Terms:
    """The term of every channel for which these lines name exactly one; other channels are left out.

    What the procedure's own text says stands in for channels of which the portal says nothing usable.
    """
    lines = [line.lower() for line in processing_time]
    if not lines:
        return {}
    found: dict[Channel, set[Term]] = {}
    for channel, term in _by_channel(lines[0]):
        found.setdefault(channel, set()).add(term)
    by_channel = {channel: terms.pop() for channel, terms in found.items() if len(terms) == 1}
    own = _own(lines)
    unsaid = [channel for channel in Channel if channel not in found] if own else []
    return by_channel | {channel: own for channel in unsaid if own is not None}


def _by_channel(line: str) -> Iterator[tuple[Channel, Term]]:
    for part in line.split(";"):
        names, _, text = part.partition(":")
        channels = [_CHANNELS.get(name.strip()) for name in names.split(",")]
        term = _term(text.strip())
        if term is not None:
            yield from ((channel, term) for channel in channels if channel is not None)


def _own(lines: list[str]) -> Term | None:
    """What is said once for all channels: a line's first clause, where no other is a plain time too."""
    for line in lines:
        text = line.removeprefix(_BY_CONTENT)
        if text.startswith(_SAME_DAY):
            return Term(0, TermUnit.WORKING_DAY)
        first, *others = [_WHOLE.fullmatch(clause) for clause in _CLAUSES.split(text)]
        if first is not None and not any(others):
            return _term(first[1])
    return None


def _term(text: str) -> Term | None:
    written = _TIME.fullmatch(text)
    return Term(int(written[1]), _UNITS[written[2]]) if written and int(written[1]) else None
