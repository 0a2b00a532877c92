"""What the figures of help with filing online mean, in both languages; docs/statistics.md is made from it.

Knows words; computes nothing.
"""

from __future__ import annotations

from enum import StrEnum, unique

from server.reports.definitions import Definition


@unique
class FilingCount(StrEnum):
    """What is counted."""

    VISITS = "visits"
    SAID = "said"
    UNSAID = "unsaid"
    MISSING = "missing"
    NOTHING = "nothing"
    SAID_FILED = "said-filed"
    FILED = "filed"


FILING: dict[FilingCount, Definition] = {
    FilingCount.VISITS: Definition(
        "lượt được hỗ trợ", "visits helped",
        "Lượt đã được phục vụ ở dịch vụ giúp nộp trực tuyến, đếm một lần, cả khi sau đó chuyển đi.",
        "Visits served at a service that helps with filing online, counted once, also if sent on afterwards.",
        "distinct tickets of the days with a `service` period in, or SERVING or SERVED by, a service marked "
        "`is_filing_help` today or named by a `ticket/filing-noted` of the range; what was noted of others "
        "counts nowhere",
    ),
    FilingCount.SAID: Definition(
        "có ghi còn thiếu gì", "said what was missing",
        "Lượt mà lời ghi cuối cùng nói còn thiếu gì, hoặc không thiếu gì.",
        "Visits whose latest note says what was missing, or that nothing was.",
        "latest `ticket/filing-noted` of the ticket has `missing`, an empty list included",
    ),
    FilingCount.UNSAID: Definition(
        "không ghi", "not said",
        "Lượt được hỗ trợ mà không ai ghi còn thiếu gì. Không tính là không thiếu.",
        "Visits helped of which nobody said what was missing. Never counted as nothing missing.",
        "visits helped − said what was missing",
    ),
    FilingCount.MISSING: Definition(
        "thiếu (từng thứ)", "missing (each thing)",
        "Lượt thiếu thứ đó, trên số lượt có ghi còn thiếu gì. Một lượt có thể thiếu nhiều thứ: cộng lại có "
        "thể quá 100 %.",
        "Visits that lacked it, of those said what was missing. A visit may lack several: shares may add up "
        "to over 100 %.",
        "the thing's id stands in `missing`; of: said what was missing",
    ),
    FilingCount.NOTHING: Definition(
        "không thiếu gì", "nothing missing",
        "Lượt có ghi là không thiếu gì, trên số lượt có ghi còn thiếu gì.",
        "Visits said to lack nothing, of those said what was missing.",
        "`missing` is an empty list; of: said what was missing",
    ),
    FilingCount.SAID_FILED: Definition(
        "có ghi đã nộp hay chưa", "said whether filed",
        "Lượt mà lời ghi cuối cùng nói đã nộp hay chưa nộp.",
        "Visits whose latest note says filed or not filed.",
        "latest `ticket/filing-noted` of the ticket has `filed`",
    ),
    FilingCount.FILED: Definition(
        "đã nộp", "filed",
        "Lượt nộp được hồ sơ trực tuyến, trên số lượt có ghi đã nộp hay chưa.",
        "Visits in which the record was filed online, of those said whether filed.",
        "`filed` is true; of: said whether filed",
    ),
}  # fmt: skip
