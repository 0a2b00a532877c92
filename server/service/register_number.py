"""The register's next number; after a restore none, until a manager has said which were given before it."""

from __future__ import annotations

from server.domain.refusal import Refusal
from server.service.work import Work


def next_number(work: Work, year: int) -> int:
    """No number is given twice: whoever holds a receipt of before the restore keeps theirs.

    Raises:
        Refusal: `register-unsure`.
    """
    if work.hall.register_unsure_from is not None:
        raise Refusal(
            "register-unsure",
            "Hệ thống vừa được khôi phục từ bản sao lưu nên chưa biết những số sổ nào đã cấp. Người quản lý "
            "mở Hồ sơ, Sổ theo dõi và ghi số cuối cùng đã cấp; sau đó tiếp nhận lại.",
            "The system was restored from a backup: which numbers of the register were given is not known. A "
            "manager opens Records, Register and writes the last one that was given; then receive again.",
        )
    return last_known(work, year) + 1


def last_known(work: Work, year: int) -> int:
    """The last number of that year's register, of a record or lost in a restore; 0: none yet."""
    return max(work.records.last_number(year), work.hall.lost_numbers.get(year, 0))


def unsure_after_restore(work: Work) -> int:
    """The first year whose register may lack numbers: the last event's, or one that is still asked about."""
    ends_in = (work.hall.last_at or work.now).local_day.year
    return min(ends_in, work.hall.register_unsure_from or ends_in)


def year_asked(unsure_from: int, this_year: int) -> int:
    """Which register is asked about: the earliest, and none that has not begun."""
    return min(unsure_from, this_year)
