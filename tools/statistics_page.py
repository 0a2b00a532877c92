"""Makes docs/statistics.md from the definitions the reports use. Knows Markdown; what a figure is, it reads there."""

from __future__ import annotations

from collections.abc import Iterable

from server.reports import definitions as d
from server.reports import record_definitions as r
from server.reports.filing_definitions import FILING

_HEAD = """\
# Các con số và cách tính · The figures and how they are made

Made from `server/reports/definitions.py` by `make docs`; a test fails when it is stale. Pages, charts and exports use these
words and no others. `docs/audit/recompute_waits.py` recomputes them from an export of the ledger with nothing of ours.

"""

_JSON = """\
## `motcua reports waits --json`

```
motcua reports waits --from 2026-11-02 --to 2026-11-30 [--service ID] --json
```

Counts visits; with `--service` legs of that service. One object:

| key | what it is |
|---|---|
| `report`, `version` | `"waits"`, `1` |
| `center`, `from`, `to`, `service` | whose, which days (both included), `null` or the service's id |
| `unit` | `"visit"` or `"leg"` |
| `as_of` | `{"seq", "head", "at"}`: the ledger's last event when it was read, its hash (hex), and its time in UTC |
| `counts` | `given`, `no_slip`, `not_placed`, `issued`, `called`, `served`, `by_hand`, `no_show`, `left`, `unserved`, `open`, `passed_on` (of visits always 0), `absent_once`, `unconfirmed`, `offline`, `back_dated` |
| `times` | per measure (`waiting`, `waiting_open`, `walking`, `service`, `hold`, `absent`, `visit`; of legs `waiting`, `walking`, `service`, `hold`): `{"n", "sum_us", "mean_s", "p50_s", "p80_s", "p90_s", "p95_s", "longest_s"}`; `mean_s` rounded half to even to 3 decimals; without values all but `n` and `sum_us` are `null` |
| `left_after` | the same for waiting that no call ended |
| `kaplan_meier` | `{"called", "censored", "p50_s", "p80_s", "p90_s", "p95_s"}`, `null` where not reached |
| `target` | `{"within", "over", "unknown", "none"}`, over the legs of those visits (with `--service`: of that service) |
| `doubt` | `estimated`, `stepped`, `inferred`, `forgotten`, `too_short`, `inaccurate`: how many units carry the flag |

What still runs is counted up to `as_of.at`, so that an export of the same moment gives the same figures. `counts.given` = all numbers of the days whose slip may or may not exist (`issued` + `no_slip`); `not_placed` stands beside.
With `--service` the counts are of legs: `given` = `issued`, `no_slip` and `not_placed` are 0.

The rules of a day (`target_wait_min`, `[norms]`) are those of the latest `center/configuration-accepted` event before the day's
first `day/opened` event; its opening hours are in that `day/opened` event (`hours`, local times). A day whose configuration is not
in the ledger has no targets and the defaults 120 min and 20 s.
"""


_RECORDS = """
# Hồ sơ · Records

Made from `server/reports/record_definitions.py`. `/reports/records`, the public page, the monthly summary, an officer's own page and
the exports count in one place (`server/reports/record_figures.py`).

"""


_RECORDS_JSON = """\
## `motcua reports records --json`

```
motcua reports records --from 2026-11-02 --to 2026-11-30 --json
```

By the configuration that the ledger holds last (its calendar, hours and `compared_by`) and the holidays of the software. One object:

| key | what it is |
|---|---|
| `report`, `version` | `"records"`, `1` |
| `center`, `from`, `to`, `compared_by` | whose, which days of reception (both included), `"day"` or `"hour"` |
| `as_of` | `{"seq", "head", "at"}`, as of waits; what runs is counted up to `at`, and overdue means overdue then |
| `counts` | every count above by its name in the program: `received`, `returned`, `early`, `on_time`, `late`, `at_once`, `ready`, `in_process`, `overdue`, `supplement`, `refused`, `withdrawn`, `stopped`, `at_reception`, `duplicates`, `ready_late`, `same_visit`, `supplemented`, `reappointed`, `back_dated`, `steps_back_dated`, `by_hand` |
| `refused` | refusals by the id of their reason |
| `shares` | `in_time_of_returned`, `in_time_of_dated`, `in_time_of_received`: `{"part", "whole", "tenths"}`, tenths of a percent, `null` of nothing |
| `elapsed`, `worked` | `{"unit", "n", "p50", "p80", "p90", "p95", "longest", "censored", "kaplan_meier"}`; `unit` `"second"`, of `worked` `"working-day"` or `"working-second"`; `censored` have no result; `worked` also has `uncounted` |
| `by` | `procedure`, `officer`, `channel` (ids), `month` (of reception): `counts` of each |

`docs/audit/recompute_records.py` makes the same object from an export of the ledger and the list of holidays, with nothing of ours.
"""


def statistics_page() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        "## Quy tắc chung · Rules for all\n\n",
        *(f"- {en}\n  *{vi}*\n" for _, (vi, en) in d.RULES),
        "\n",
    ]
    for title, known in (
        ("Đơn vị · Units", d.UNITS.values()),
        ("Thời gian · Times (seconds; sums in microseconds)", d.MEASURES.values()),
        ("Kết thúc · Endings: every unit has exactly one", d.ENDINGS.values()),
        ("Dấu · Flags: any number of them", d.FLAGS.values()),
        ("Mục tiêu · Target, of legs", d.TARGETS.values()),
        ("Hỗ trợ nộp trực tuyến · Help with filing online", FILING.values()),
    ):
        parts.append(_table(title, known))
    return "".join(parts) + _JSON + _records()


def _records() -> str:
    parts = [_RECORDS, *(f"- {en}\n  *{vi}*\n" for _, (vi, en) in r.RULES), "\n"]
    for title, known in (
        ("Hồ sơ: số đếm · Records: counts", r.COUNTS.values()),
        ("Hồ sơ: tỷ lệ · Records: shares", r.SHARES.values()),
        ("Hồ sơ: thời gian · Records: times", r.TIMES.values()),
    ):
        parts.append(_table(title, known))
    vi, en = r.NOT_MEANT
    return "".join(parts) + f"Above every comparison of officers: *{en}* · *{vi}*\n\n" + _RECORDS_JSON


def _table(title: str, known: Iterable[d.Definition]) -> str:
    head = f"## {title}\n\n| tiếng Việt | English | nghĩa | meaning | formula |\n|---|---|---|---|---|\n"
    rows = (
        "| "
        + " | ".join(_cell(text) for text in (one.vi, one.en, one.means_vi, one.means_en, one.formula))
        + " |\n"
        for one in known
    )
    return head + "".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
