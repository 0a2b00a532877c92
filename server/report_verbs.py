"""`motcua reports`: reads arguments and prints; what computes is loaded when it is asked for."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from contract.clock import local_time
from server.report_record_verb import records_verb
from server.store.database import only_reading

if TYPE_CHECKING:
    from server.reports.rebuilding import Compared

UrlOf = Callable[[argparse.Namespace], str]
Remake = Callable[[argparse.Namespace, tuple[date, ...]], None]
"""Let the hub forget what it keeps of these days and make it again; returns when it is made."""

BAR = 40
"""Characters of the progress bar."""
AGAIN_AFTER_S = 0.5


class Groups(Protocol):
    """Where argparse takes commands."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A new command."""
        ...


def add_report_verbs(groups: Groups, url_of: UrlOf, remake: Remake) -> None:
    """Add `motcua reports …`."""
    parser = groups.add_parser("reports", help="how long people waited, and whether it can be recomputed")
    verbs = parser.add_subparsers(required=True)
    waits = verbs.add_parser("waits", help="counts and times of a range of days")
    waits.add_argument("--from", dest="first", type=_day, required=True, help="first day: 2026-11-02")
    waits.add_argument("--to", dest="last", type=_day, required=True, help="last day, included")
    waits.add_argument("--service", help="the legs of this service alone")
    waits.add_argument("--json", action="store_true", help="one JSON object (docs/statistics.md)")
    waits.set_defaults(action=lambda chosen: _waits(chosen, url_of(chosen)))
    records = verbs.add_parser("records", help="what became of the records received on a range of days")
    records.add_argument("--from", dest="first", type=_day, required=True, help="first day: 2026-11-02")
    records.add_argument("--to", dest="last", type=_day, required=True, help="last day, included")
    records.add_argument("--json", action="store_true", help="one JSON object (docs/statistics.md)")
    records.set_defaults(action=lambda chosen: records_verb(chosen, url_of(chosen)))
    rebuild = verbs.add_parser("rebuild", help="make all kept figures again and prove them equal")
    rebuild.add_argument("--check", action="store_true", help="only compare, change nothing")
    rebuild.set_defaults(action=lambda chosen: _rebuild(chosen, url_of(chosen), remake))


def _day(text: str) -> date:
    """Raises `ValueError`, which argparse puts in a sentence."""
    return date.fromisoformat(text)


# --- waits --------------------------------------------------------------------------------------------


def _waits(chosen: argparse.Namespace, url: str) -> int:
    from server.reports.question import Question, WrongQuestionError, checked
    from server.reports.services_known import knows_service
    from server.reports.waits_record import last_us, waits_record

    try:
        checked(Question(chosen.first, chosen.last), local_time(datetime.now(UTC)).date())
    except WrongQuestionError as error:
        return _refused(error.vi, error.en, error.code)
    with only_reading(url) as connection:
        if chosen.service is not None and not knows_service(connection, chosen.service):
            return _refused(
                f"Không có nhóm thủ tục “{chosen.service}” trong cấu hình nào đã dùng.",
                f"No accepted configuration ever had a service {chosen.service!r}.",
                "unknown-service",
            )
        record = waits_record(connection, chosen.first, chosen.last, chosen.service, last_us(connection))
    print(json.dumps(record, ensure_ascii=False, indent=2) if chosen.json else "\n".join(_lines(record)))
    return 0


def _refused(vi: str, en: str, code: str) -> int:
    print(f"{vi}\n{en} ({code})", file=sys.stderr)
    return 1


def _lines(record: dict[str, Any]) -> list[str]:
    """For people: the same figures, a line each."""
    lines = [f"{record['from']} – {record['to']}, {record['service'] or 'all services'}, {record['unit']}s"]
    lines += [f"{name:22} {count}" for name, count in record["counts"].items()]
    for name, times in [*record["times"].items(), ("left_after", record["left_after"])]:
        lines.append(f"{name:22} n {times['n']}{_spans(times)}")
    target = record["target"]
    lines.append(f"{'within target':22} {target['within']} of {target['within'] + target['over']}")
    return lines


_SHOWN = ("p50_s", "p80_s", "p90_s", "p95_s", "longest_s", "mean_s")


def _spans(times: dict[str, Any]) -> str:
    if not times["n"]:
        return ""
    return ": " + ", ".join(f"{key.removesuffix('_s')} {_span(times[key])}" for key in _SHOWN)


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


# --- rebuild ------------------------------------------------------------------------------------------


def _rebuild(chosen: argparse.Namespace, url: str, remake: Remake) -> int:
    found = _compared(url)
    _tell(found)
    if found.is_equal or chosen.check:
        return 0 if found.is_equal else 1
    print(f"making {len(found.wrong_days)} days and what they lie in again", file=sys.stderr)
    remake(chosen, tuple(found.wrong_days))
    again = _compared(url)
    _tell(again)
    return 0 if again.is_equal else 1


def _compared(url: str) -> Compared:
    from server.reports.making import present_in
    from server.reports.rebuilding import compare

    with only_reading(url) as connection:
        return compare(connection, present_in(connection), _bar(sys.stderr))


def _tell(found: Compared) -> None:
    for name in found.missing:
        print(f"missing: {name}")
    for name in found.different:
        print(f"DIFFERENT: {name}")
    verdict = "equal" if found.is_equal else "NOT equal"
    print(
        f"{verdict}: {found.days} closed days and {found.spans} months, years and decades recomputed, "
        f"records of {found.record_days} days{_unkept(found)}"
    )


def _unkept(found: Compared) -> str:
    return f", of {found.records_unkept} not kept yet: their rows are read" if found.records_unkept else ""


def _bar(out: TextIO) -> Callable[[int, int], None]:
    """A bar where somebody looks, nothing where nobody does."""

    def draw(done: int, of: int) -> None:
        full = BAR * done // max(of, 1)
        out.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{of}")
        out.write("\n" if done == of else "")
        out.flush()

    return draw if out.isatty() else lambda _done, _of: None


def wait_until_made(url: str) -> None:
    """A running hub makes what is missing by itself; wait for it."""
    from server.reports.making import missing, present_in
    from server.reports.record_sheets import missing_days

    while True:
        with only_reading(url) as connection:
            present = present_in(connection)
            if not missing(connection, present) and not missing_days(connection, present.last_day):
                return
        time.sleep(AGAIN_AFTER_S)
