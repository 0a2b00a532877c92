#!/usr/bin/env python3
"""Recomputes `motcua reports records --json` from an export of the ledger, with nothing of Motcua imported.

    python3 recompute_records.py ledger.jsonl --from 2026-11-02 --to 2026-11-30 --holidays holidays.csv

Needs Python 3.11 and its standard library. Read it from top to bottom: the chain of hashes, what each event
means for a record, the center's working time, the figures. The words are those of docs/statistics.md.
`--holidays` is the nation's list (server/data/holidays.csv); without it no working time is counted.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

LOCAL = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh, all year
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


class NotSoundError(Exception):
    """The export is not what a hub wrote; the text says which line."""


# --- 1. The chain -------------------------------------------------------------------------------------


def checked_events(lines, about):
    """Each event as (kind, payload), once its hash fits; fills `about` with the center and the head."""
    last, seq, footer = bytes(32), 0, None
    for number, text in enumerate(lines, start=1):
        line = json.loads(text)
        if number == 1:
            if line.get("format") != "motcua-ledger" or line.get("version") != 1:
                raise NotSoundError("line 1: no export of a Motcua ledger, format version 1")
            about.update(center=line["center"], seq=0, head="", at=None)
        elif footer is not None:
            raise NotSoundError(f"line {number}: behind the footer")
        elif "payload" not in line:
            footer = line
        else:
            last = hashlib.sha256(last + line["payload"].encode()).digest()
            event, seq = json.loads(line["payload"]), seq + 1
            if line["hash"] != last.hex() or not line["seq"] == event["seq"] == seq:
                raise NotSoundError(f"line {number}: changed, missing, or in the wrong place")
            if event.get("kind", line["kind"]) != line["kind"]:
                raise NotSoundError(f"line {number}: its payload is of another kind")
            about.update(seq=seq, head=last.hex(), at=datetime.fromisoformat(event["at"]))
            yield line["kind"], event
    if footer is None or (footer["events"], footer["head"]) != (seq, last.hex()):
        raise NotSoundError("the file is cut off: its footer is missing or tells of other events")


# --- 2. What events mean for records ------------------------------------------------------------------


@dataclass
class Record:
    procedure: str
    officer: str
    channel: str
    received: datetime
    state: str
    due: datetime | None = None
    reason: str = ""
    asked: datetime | None = None  # for a supplement
    taken: datetime | None = None  # the supplement is in
    ready: datetime | None = None
    verdict: str | None = None  # early, on-time, late; None: nothing was due
    since: datetime | None = None  # of the state
    notes: set = field(default_factory=set)


STATES = {
    "record/taken-up": "in-process", "record/supplement-asked": "supplement-asked",
    "record/supplement-taken": "in-process", "record/result-ready": "result-ready",
    "record/returned": "returned", "record/refused": "refused", "record/withdrawn": "withdrawn",
    "record/stopped": "stopped",
}  # fmt: skip


def entered(kind, event):
    """The register has one more."""
    is_refused = kind == "record/refused-at-reception"
    record = Record(
        event["procedure"],
        event["officer"] or "",
        event["channel"],
        moment(event["received_at"]),
        "refused-at-reception" if is_refused else "received",
        reason=event.get("reason", ""),
    )
    note(record, "back_dated", event["is_back_dated"])
    note(record, "at_reception", is_refused)
    note(record, "duplicates", event.get("duplicate_of"))
    if not is_refused:
        record.due = moment(event["due_at"])
        note(record, "by_hand", event["is_due_by_hand"])
    return record


def folded(events, is_void):
    """What became of one record, of those events that were not taken back."""
    record = entered(*events[0])
    for kind, event in events[1:]:
        goes_on(record, kind, event)
    if is_void:
        record.state, record.notes = "void", set()
    return record


def goes_on(record, kind, event):
    """One more step of a record that is in the register."""
    at = moment(event.get("happened_at") or event["at"])
    note(record, "steps_back_dated", event.get("happened_at"))
    if event.get("is_same_visit"):
        at = record.received  # given in the visit of its reception, whenever it was written down
    if kind in STATES:
        record.state, record.since = STATES[kind], at
    if kind == "record/supplement-asked":
        record.asked = at
        record.notes.add("supplemented")
    elif kind == "record/supplement-taken":
        record.taken, record.due = at, moment(event["due_at"])
        note(record, "by_hand", event["is_due_by_hand"])
    elif kind in ("record/result-ready", "record/returned"):
        record.ready, record.verdict = record.ready or at, event["timeliness"]
        note(record, "same_visit", event.get("is_same_visit"))
    elif kind == "record/corrected":
        record.channel = event.get("channel") or record.channel
        record.due = moment(event.get("due_at")) or record.due
    elif kind == "record/reappointed":
        record.notes.add("reappointed")
    elif kind in ("record/refused", "record/withdrawn", "record/stopped"):
        record.reason = event["reason"]
        note(record, "duplicates", event.get("duplicate_of"))


def is_for_good(kind, event):
    """A correction that erased an old value: it holds, whatever step before it is taken back."""
    beside = {"name", "phone", "identity", "subject", "papers"}
    return kind == "record/corrected" and not beside.isdisjoint(event["corrects"])


def note(record, name, is_so):
    if is_so:
        record.notes.add(name)


def moment(text):
    return None if text is None else datetime.fromisoformat(text)


def local_day(at):
    return at.astimezone(LOCAL).date()


def told(lines, about):
    """All records, and the configuration that was accepted last.

    `record/undone` takes back the step that begins with the event it names, and what came of the same press.
    Taken back itself, what put a record into the register leaves it there: void.
    """
    records, void, configuration = {}, set(), {}
    for kind, event in checked_events(lines, about):
        if kind == "center/configuration-accepted":
            configuration = tomllib.loads(event["text"])
        elif kind in ("record/received", "record/refused-at-reception"):
            records[event["record"]] = [(kind, event)]
        elif kind == "record/undone":
            steps, undone = records[event["record"]], event["undone"]
            if steps[0][1]["seq"] == undone:
                void.add(event["record"])
            steps[1:] = [step for step in steps[1:] if step[1]["seq"] < undone or is_for_good(*step)]
        elif kind.startswith("record/"):
            records[event["record"]].append((kind, event))
    return [folded(steps, record in void) for record, steps in records.items()], configuration


# --- 3. The center's working time ---------------------------------------------------------------------

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Calendar:
    """Working days of the nation, and on which hours of them the center works."""

    def __init__(self, rows, hours):
        self.hours, own = hours, set(hours.get("confirmed_years", ()))
        self.off = {date.fromisoformat(row["date"]) for row in rows if row["kind"] == "off"}
        self.worked = {date.fromisoformat(row["date"]) for row in rows if row["kind"] == "worked"}
        self.years = {
            date.fromisoformat(row["date"]).year for row in rows if row["kind"] == "confirmed"
        } | own
        self.own_off = {day["date"] for day in hours.get("days_off", ())}
        self.own_worked = {day["date"] for day in hours.get("make_up_days", ())}
        self.off |= {day for day in self.own_off if day.year in own}
        self.worked |= {day for day in self.own_worked if day.year in own}

    def is_working(self, day):
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def knows(self, first, last):
        return all(year in self.years for year in range(local_day(first).year, local_day(last).year + 1))

    def days(self, first, last):
        """Behind the day of the first up to and with the last's."""
        day, until = local_day(first), local_day(last)
        return sum(self.is_working(day + DAY * at) for at in range(1, (until - day).days + 1))

    def seconds(self, first, last):
        """Within opening hours; as a difference of exact times."""
        spent, day = timedelta(0), local_day(first)
        while day <= local_day(last):
            for opens, closes in self.spans(day):
                since, until = (datetime.combine(day, at, LOCAL) for at in (opens, closes))
                spent += max(timedelta(0), min(until, last) - max(since, first))
            day += DAY
        return spent

    def spans(self, day):
        week = self.hours["week"]
        make_up = self.hours.get("make_up") or week.get("monday", ())
        if not self.is_working(day) or (day in self.own_off and day not in self.own_worked):
            return []
        is_make_up = day in self.own_worked or day in self.worked
        written = make_up if is_make_up else week.get(WEEK[day.weekday()], ())
        return [tuple(map(time.fromisoformat, text.replace("–", "-").split("-"))) for text in written]


# --- 4. The figures -----------------------------------------------------------------------------------

PERCENTILES = (50, 80, 90, 95)
PLAIN = {"received": "in_process", "in-process": "in_process", "supplement-asked": "supplement"}
PLAIN |= {"result-ready": "ready", "withdrawn": "withdrawn", "stopped": "stopped"}
PLAIN |= {"refused": "refused", "refused-at-reception": "refused"}
VERDICTS = {"early": "early", "on-time": "on_time", "late": "late", None: "at_once"}
COUNTS = (
    "received", "returned", "early", "on_time", "late", "at_once", "ready", "in_process", "overdue",
    "supplement", "refused", "withdrawn", "stopped", "void", "at_reception", "duplicates", "ready_late",
    "same_visit", "supplemented", "reappointed", "back_dated", "steps_back_dated", "by_hand",
)  # fmt: skip


def figures(lines, first_day, last_day, holidays=None):
    """The report over these days (ISO texts, both included); `holidays`: rows of the nation's list."""
    about = {}
    everything, configuration = told(lines, about)
    records = [one for one in everything if first_day <= local_day(one.received).isoformat() <= last_day]
    by, now = configuration.get("records", {}).get("compared_by", "day"), about["at"]
    counts = counted(records, now, by)
    taken_in = [one for one in records if one.state not in ("refused-at-reception", "void")]
    return {
        "report": "records",
        "version": 1,
        "center": about["center"],
        "from": first_day,
        "to": last_day,
        "compared_by": by,
        "as_of": {"seq": about["seq"], "head": about["head"], "at": now and now.isoformat()},
        "counts": counts,
        "refused": dict(sorted(Counter(one.reason for one in records if "refused" in one.state).items())),
        "shares": {
            "in_time_of_returned": share(counts["returned"] - counts["late"], counts["returned"]),
            "in_time_of_dated": share(
                counts["early"] + counts["on_time"], counts["returned"] - counts["at_once"]
            ),
            "in_time_of_received": share(counts["returned"] - counts["late"], counts["received"]),
        },
        "elapsed": {"unit": "second", **summary([(elapsed(one, now), bool(one.ready)) for one in taken_in])},
        "worked": worked(taken_in, now, by, holidays, configuration),
        "by": {
            name: {key: counted(some, now, by) for key, some in sorted(grouped(records, of).items())}
            for name, of in GROUPS.items()
        },
    }


GROUPS = {
    "procedure": lambda one: one.procedure,
    "officer": lambda one: one.officer,
    "channel": lambda one: one.channel,
    "month": lambda one: f"{local_day(one.received):%Y-%m}",
}


def grouped(records, of):
    found = {}
    for one in records:
        found.setdefault(of(one), []).append(one)
    return found


def counted(records, now, by):
    counts = dict.fromkeys(COUNTS, 0)
    for one in records:
        if one.state == "void":
            counts["void"] += 1
            continue
        counts["received"] += 1
        counts[VERDICTS[one.verdict] if one.state == "returned" else PLAIN[one.state]] += 1
        counts["returned"] += one.state == "returned"
        counts["overdue"] += PLAIN.get(one.state) == "in_process" and is_over(one.due, now, by)
        counts["ready_late"] += one.state == "result-ready" and one.verdict == "late"
        for name in one.notes:
            counts[name] += 1
    return counts


def is_over(due, now, by):
    if due is None:
        return False
    return due < now if by == "hour" else local_day(due) < local_day(now)


def share(part, whole):
    """Tenths of a percent, the nearest; 1000 only of all, 0 only of none."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else None
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return {"part": part, "whole": whole, "tenths": tenths}


def end_of(one, now):
    """Of its time: the result, or up to when it is known to have had none."""
    if one.ready:
        return one.ready
    if one.asked and not one.taken:
        return one.asked
    return now if one.state in ("received", "in-process") else one.since


def elapsed(one, now):
    stopped = max(timedelta(0), one.taken - one.asked) if one.taken else timedelta(0)
    return max(timedelta(0), end_of(one, now) - one.received - stopped) // SECOND


def worked(records, now, by, holidays, configuration):
    """Working days, or seconds of opening hours; None where no list of holidays was given."""
    if holidays is None:
        return None
    calendar, spent, uncounted = Calendar(holidays, configuration["hours"]), [], 0
    measure = calendar.days if by == "day" else calendar.seconds
    for one in records:
        end = end_of(one, now)
        if not calendar.knows(one.received, max(end, one.taken or end)):
            uncounted += 1
            continue
        zero = 0 if by == "day" else timedelta(0)
        stopped = max(zero, measure(one.asked, one.taken)) if one.taken else zero
        left = max(zero, measure(one.received, end) - stopped)
        spent.append((left if by == "day" else left // SECOND, bool(one.ready)))
    return {
        "unit": "working-day" if by == "day" else "working-second",
        **summary(spent),
        "uncounted": uncounted,
    }


def summary(spent):
    done = sorted(value for value, is_done in spent if is_done)
    n = len(done)
    nearest = {f"p{p}": done[-(-p * n // 100) - 1] if n else None for p in PERCENTILES}
    longest = done[-1] if n else None
    return {
        "n": n, **nearest, "longest": longest, "censored": len(spent) - n, "kaplan_meier": kaplan_meier(spent)
    }  # fmt: skip


def kaplan_meier(spent):
    """By when which share would have a result, had nothing been cut off; results come first at one value."""
    done = Counter(value for value, is_done in spent if is_done)
    cut_off = Counter(value for value, is_done in spent if not is_done)
    found, survival, at_risk = {f"p{p}": None for p in PERCENTILES}, 1.0, len(spent)
    for value in sorted(done | cut_off):
        if done[value]:
            survival *= 1 - done[value] / at_risk
        for p in PERCENTILES:
            if found[f"p{p}"] is None and survival <= 1 - p / 100 + 1e-9:
                found[f"p{p}"] = value
        at_risk -= done[value] + cut_off[value]
    return found


def main():
    parser = argparse.ArgumentParser(description="Recompute the report of records from an export.")
    parser.add_argument("file", help="made by: motcua ledger export; -: standard input")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--holidays", type=Path, help="holidays.csv: for working days and hours")
    chosen = parser.parse_args()
    try:
        rows = None
        if chosen.holidays:
            with chosen.holidays.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        with sys.stdin if chosen.file == "-" else Path(chosen.file).open(encoding="utf-8") as lines:
            found = figures(lines, chosen.first.isoformat(), chosen.last.isoformat(), rows)
    except (NotSoundError, ValueError, KeyError) as error:
        sys.exit(f"{chosen.file}: {error}")
    print(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
