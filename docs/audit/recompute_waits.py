#!/usr/bin/env python3
"""Recomputes `motcua reports waits --json` from an export of the ledger, with nothing of Motcua imported.

    python3 recompute_waits.py ledger.jsonl --from 2026-11-02 --to 2026-11-30 [--service ID]

Needs Python 3.11 and its standard library. Read it from top to bottom: the chain of hashes, what each event
means for a ticket, what is counted of a ticket, the figures. The words are those of docs/statistics.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from itertools import groupby
from pathlib import Path

HALL_TIME = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh, all year
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000  # all times are whole microseconds


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
            about.update(seq=seq, head=last.hex(), at=datetime.fromisoformat(event["at"]).isoformat())
            yield line["kind"], event
    if footer is None or (footer["events"], footer["head"]) != (seq, last.hex()):
        raise NotSoundError("the file is cut off: its footer is missing or tells of other events")


# --- 2. What events mean for tickets ------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    utc: int  # microseconds since 1970 by the wall clock
    boot: int  # microseconds since the machine was started
    boot_id: str | None  # which start that was; None: a kiosk's word, no boot of the hub's
    is_trusted: bool
    leaps: int  # how often a trusted wall clock had been moved that day


@dataclass(frozen=True)
class Period:
    kind: str
    leg: int
    service: str
    start: Moment
    end: int | None = None  # None: still running
    us: int = 0
    is_estimated: bool = False

    def ended(self, at):
        if self.start.boot_id == at.boot_id:
            return replace(self, end=at.utc, us=max(0, at.boot - self.start.boot))
        us = at.utc - self.start.utc
        sure = self.start.is_trusted and at.is_trusted and self.start.leaps == at.leaps and us >= 0
        return replace(self, end=at.utc, us=max(0, us), is_estimated=not sure)


@dataclass(frozen=True)
class Ticket:
    day: str
    service: str
    first_service: str
    origin: str
    arrived: Moment
    first_seq: int
    last_seq: int
    state: str = "reserved"
    fate: str | None = None
    leg: int = 1
    running: Period | None = None
    periods: tuple[Period, ...] = ()
    is_claimed: bool = False
    is_back_dated: bool = False
    is_by_hand: bool = False
    is_end_inferred: bool = False

    def moved(self, state, at, **changes):
        """Into another state: the running period ends and the next begins, unless kind and leg go on."""
        after = replace(self, state=state, **changes)
        kind = PERIOD_OF.get(state)
        if self.running and (self.running.kind, self.running.leg) == (kind, after.leg):
            return after
        done = (self.running.ended(at),) if self.running else ()
        begun = Period(kind, after.leg, after.service, at) if kind else None
        return replace(after, periods=self.periods + done, running=begun)

    def in_line(self, fate):
        """Waiting counts from the arrival on."""
        return replace(
            self, state="waiting", fate=fate, running=Period("waiting", self.leg, self.service, self.arrived)
        )


PERIOD_OF = {
    "waiting": "waiting", "called": "walking", "serving": "service", "on-hold": "hold", "no-show": "absent",
}  # fmt: skip
BECOMES = {
    "ticket/called": "called", "ticket/service-started": "serving", "ticket/resumed": "serving",
    "ticket/held": "on-hold", "ticket/returned": "waiting", "ticket/no-show": "no-show",
    "ticket/finished": "served", "ticket/cancelled": "cancelled", "ticket/unserved": "unserved",
}  # fmt: skip


def microseconds(text):
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


@dataclass
class Rules:
    """What counted on a day: written in its opening and in the configuration in force then."""

    hours: list | None = None
    targets: dict = field(default_factory=dict)
    forgotten: int = 120 * 60 * SECOND
    too_short: int = 20 * SECOND


class Ledger:
    """Tickets as the events tell them."""

    def __init__(self, is_wanted):
        self.is_wanted = is_wanted  # of a day: whether the report is about it
        self.tickets, self.earlier = {}, {}  # of the latest day; of those days before it that are wanted
        self.marked, self.rules, self.steps, self.not_placed = {}, {}, defaultdict(list), {}
        self.before = {}  # by command: its tickets as they were, for an undo
        self.last, self.day, self.leaps, self.behind, self.configuration = None, None, 0, None, {}

    def tell(self, kind, event):
        at = self.moment(kind, event)
        if kind == "day/opened":
            self.open_day(event["day"], event.get("hours"))
        elif kind == "center/configuration-accepted":
            self.configuration = tomllib.loads(event["text"])
        elif kind == "center/clock-stepped":
            self.steps[event["day"]].append(event["seq"])
        elif kind == "ticket/not-placed":
            self.not_placed[event["ticket"]] = event["for_day"] if event["fate"] else None
        elif kind == "ticket/times-marked":
            self.marked[event["ticket"]] = event["reason"] is not None
        elif kind == "counter/action-undone":
            for ticket in event["tickets"]:
                before = self.before[event["undone"]][ticket]
                self.tickets[ticket] = replace(before, last_seq=event["seq"])
        elif kind.startswith("ticket/"):
            self.tell_ticket(kind, event, at)
        if self.last is None or at.utc >= self.last.utc or kind == "center/clock-confirmed":
            self.last = at

    def tell_ticket(self, kind, event, at):
        name, before = event["ticket"], self.tickets.get(event["ticket"])
        after = self.changed(before, kind, event, at)
        if after is None:
            return
        if before is not None and event["command_id"]:
            self.before.setdefault(event["command_id"], {}).setdefault(name, before)
        self.tickets[name] = replace(after, last_seq=event["seq"])

    def changed(self, ticket, kind, event, at):
        """The ticket after the event; None: it changes nothing in it."""
        if kind in BECOMES:
            inferred = event.get("is_end_inferred", False)
            return ticket.moved(BECOMES[kind], at, is_end_inferred=inferred)
        if kind in ("ticket/transferred", "ticket/redirected"):
            return ticket.moved("waiting", at, service=event["to_service"], leg=ticket.leg + 1)
        if kind == "ticket/reserved":
            return self.born(event, event["origin"], at)
        if kind == "ticket/confirmed":
            is_new = ticket.state == "reserved"
            return ticket.in_line(event["fate"]) if is_new else replace(ticket, fate=event["fate"])
        if kind == "ticket/voided":
            dropped = () if ticket.state == "unserved" else ticket.periods
            return replace(ticket, periods=dropped).moved("cancelled", at)
        if kind == "ticket/handed-in":
            origin = "offline" if event["lease"] else "kiosk"
            new = replace(self.born(event, origin, taken(event, at)), is_back_dated=True)
            return new.in_line(event["fate"]) if event["fate"] else replace(new, state="cancelled")
        if kind == "ticket/claimed":
            return replace(self.born(event, "offline", at), fate="seen", is_claimed=True).moved("serving", at)
        if kind == "ticket/claim-undone":
            return replace(ticket, state="cancelled", running=None, periods=())
        if kind == "ticket/merged":
            return merged(replace(ticket, is_back_dated=True, is_claimed=False), ticket, event, at)
        if kind == "ticket/served-by-hand":
            return replace(ticket, running=None, state="served", is_by_hand=True)
        return ticket if kind == "ticket/recalled" else None

    def born(self, event, origin, arrived):
        local = (EPOCH + timedelta(microseconds=arrived.utc)).astimezone(HALL_TIME)
        day, service, seq = event["day"] or f"{local:%Y-%m-%d}", event["service"], event["seq"]
        return Ticket(day, service, service, origin, arrived, seq, seq)

    def open_day(self, day, hours):
        if day != self.day:
            self.earlier |= {name: one for name, one in self.tickets.items() if self.is_wanted(one.day)}
            self.day, self.tickets, self.before = day, {}, {}
        if day in self.rules:
            return
        norms = self.configuration.get("norms", {})
        services = self.configuration.get("services", ())
        if hours is not None:
            hours = [(clock(day, since), clock(day, until)) for since, until in hours]
        self.rules[day] = Rules(
            hours=hours,
            targets={one["id"]: one["target_wait_min"] * 60 for one in services if "target_wait_min" in one},
            forgotten=norms.get("forgotten_service_min", 120) * 60 * SECOND,
            too_short=norms.get("too_short_service_s", 20) * SECOND,
        )

    def moment(self, kind, event):
        """When it was, and behind how many leaps of a trusted clock (decision 0017)."""
        utc, boot_id, last = microseconds(event["at"]), event["boot_id"], self.last
        if kind == "day/opened":
            self.behind = None
            self.leaps = self.leaps if event["day"] == self.day else 0
        is_new_stretch = last is not None and (boot_id != last.boot_id or utc < last.utc)
        if is_new_stretch and self.behind != boot_id:
            if last.utc - utc > 60 * SECOND:
                self.behind = boot_id
            elif event["trust"] == "rtc" and utc - last.utc > 3600 * SECOND:
                self.leaps += 1  # only a clock chip speaks for so long a gap
        at = Moment(utc, event["boot_us"], boot_id, event["trust"] != "untrusted", self.leaps)
        if kind == "center/clock-stepped":
            self.leaps += event["before"] != "untrusted"
            if self.behind == boot_id and (last is None or last.utc - utc <= SECOND // 2):
                self.behind = None
        elif kind == "center/clock-confirmed":
            self.behind = None
        return at


def clock(day, text):
    return microseconds(f"{day}T{text}:00+07:00")


def taken(event, at):
    """When a kiosk's ticket was taken, as the ledger believes it."""
    utc = microseconds(event["taken"]["at"])
    if utc > at.utc:
        return at
    if event["taken_boot_us"] is not None:
        return replace(at, utc=utc, boot=event["taken_boot_us"])
    return Moment(utc, 0, None, at.is_trusted and event["taken"]["is_sure"], 0)


def merged(new, claimed, event, at):
    """The kiosk tells of a ticket that an officer had admitted by its slip."""
    arrived, first = taken(event, at), claimed.arrived
    if claimed.is_claimed and claimed.state == "cancelled" and not claimed.periods:
        back = replace(new, arrived=arrived, fate=None)  # the claim was undone: now it comes into line
        return back.in_line(event["fate"]) if event["fate"] else back
    if arrived.utc > first.utc or (arrived.boot_id == first.boot_id and arrived.boot > first.boot):
        arrived = first
    waited = Period("waiting", 1, claimed.first_service, arrived).ended(first)
    return replace(new, arrived=arrived, fate=event["fate"] or "seen", periods=(waited, *claimed.periods))


# --- 3. What is counted of a ticket -------------------------------------------------------------------

AT_COUNTER = ("walking", "service", "hold")
ENDED = {"served": "served", "no-show": "no_show", "cancelled": "left", "unserved": "unserved"}


@dataclass
class Unit:
    """A visit, or a leg of one."""

    service: str
    ending: str
    flags: set
    times: dict = field(default_factory=dict)
    target: str = "none"


def counted(name, ticket, ledger, now):
    """The visit and its legs."""
    if ticket.fate is None or (ticket.state == "cancelled" and not ticket.periods):
        return Unit(ticket.first_service, "no_slip", set()), []
    rules = ledger.rules.get(ticket.day, Rules())
    steps = ledger.steps[ticket.day]
    says = {
        "unconfirmed": ticket.fate == "unconfirmed",
        "offline": ticket.origin == "offline",
        "back_dated": ticket.is_back_dated,
        "stepped": any(ticket.first_seq < step < ticket.last_seq for step in steps),
        "inaccurate": ledger.marked.get(name, False),
    }
    flags = {flag for flag, is_so in says.items() if is_so}
    if ticket.is_by_hand:
        return Unit(ticket.first_service, "by_hand", flags), [Unit(ticket.service, "by_hand", flags)]
    ending = ENDED.get(ticket.state, "open")
    last = {"inferred"} if ticket.is_end_inferred else set()
    last |= {"absent_once"} if ticket.state == "no-show" else set()
    periods = [*ticket.periods, *running(ticket, now)]
    times = durations(periods)
    if "waiting" in times and rules.hours is not None:
        waits = [period for period in periods if period.kind == "waiting"]
        times["waiting_open"] = sum(within(period, rules.hours) for period in waits)
    if ending == "served":
        times["visit"] = sum(period.us for period in periods)
    visit = Unit(ticket.first_service, ending, flags | last | noted(periods, rules), times)
    legs = []
    for leg, group in groupby(periods, key=lambda period: period.leg):
        of_leg = list(group)
        own, times, is_last = flags | noted(of_leg, rules), durations(of_leg), leg == ticket.leg
        unit = Unit(of_leg[0].service, ending if is_last else "passed_on", own | (last if is_last else set()))
        unit.times, unit.target = times, target(times, rules.targets.get(unit.service))
        legs.append(unit)
    return visit, legs


def running(ticket, now):
    """What still runs, up to now; an absence counts only once somebody is back."""
    if ticket.running and ticket.running.kind != "absent":
        yield replace(ticket.running, us=max(0, now - ticket.running.start.utc))


def durations(periods):
    times = {}
    for kind in {period.kind for period in periods}:
        places = [place for place, period in enumerate(periods) if period.kind == kind]
        total = sum(periods[place].us for place in places)
        if kind == "waiting":
            was_called = any(period.kind in AT_COUNTER for period in periods[places[-1] + 1 :])
            times["waiting" if was_called else "left_after"] = total
        elif periods[places[-1]].end is not None:
            times[kind] = total
    return times


def within(period, hours):
    """How much of a wait lay in opening hours; never more than it took."""
    inside = sum(max(0, min(period.end, until) - max(period.start.utc, since)) for since, until in hours)
    return min(period.us, inside)


def noted(periods, rules):
    services = [period.us for period in periods if period.kind == "service" and period.end is not None]
    says = {
        "called": any(period.kind in AT_COUNTER for period in periods),
        "absent_once": any(period.kind == "absent" for period in periods),
        "estimated": any(period.is_estimated for period in periods),
        "forgotten": any(us > rules.forgotten for us in services),
        "too_short": bool(services) and sum(services) < rules.too_short,
    }
    return {flag for flag, is_so in says.items() if is_so}


def target(times, most_s):
    if most_s is None or not times.keys() & {"waiting", "left_after"}:
        return "none"
    if "waiting" in times:
        return "within" if times["waiting"] // SECOND <= most_s else "over"
    return "over" if times["left_after"] // SECOND > most_s else "unknown"


# --- 4. The figures -----------------------------------------------------------------------------------

PERCENTILES = (50, 80, 90, 95)
P_KEYS = tuple(f"p{p}_s" for p in PERCENTILES)
OF_LEGS = ("waiting", "walking", "service", "hold")
OF_VISITS = ("waiting", "waiting_open", "walking", "service", "hold", "absent", "visit")
ENDINGS = ("served", "by_hand", "no_show", "left", "unserved", "open")
NOTES = ("absent_once", "unconfirmed", "offline", "back_dated")
TARGETS = ("within", "over", "unknown", "none")
DOUBTS = ("estimated", "stepped", "inferred", "forgotten", "too_short", "inaccurate")


def figures(lines, first_day, last_day, service=None):
    """The report over these days (ISO texts, both included); `lines` are those of an export."""
    about, ledger = {}, Ledger(lambda day: first_day <= day <= last_day)
    for kind, event in checked_events(lines, about):
        ledger.tell(kind, event)
    now = microseconds(about["at"]) if about["at"] else 0
    visits, legs = [], []
    for name, ticket in (ledger.earlier | ledger.tickets).items():
        if ledger.is_wanted(ticket.day):
            visit, its_legs = counted(name, ticket, ledger, now)
            visits.append(visit)
            legs += its_legs
    not_placed = sum(day is not None and ledger.is_wanted(day) for day in ledger.not_placed.values())
    if service is not None:
        legs = [leg for leg in legs if leg.service == service]
        visits, not_placed = legs, 0
    issued = [unit for unit in visits if unit.ending != "no_slip"]
    counts = {"given": len(visits), "no_slip": len(visits) - len(issued), "not_placed": not_placed}
    counts |= {"issued": len(issued), "called": having(issued, "called")}
    endings = (*ENDINGS, "passed_on")  # no visit ends so, only legs
    counts |= {name: sum(unit.ending == name for unit in issued) for name in endings}
    counts |= {name: having(issued, name) for name in NOTES}
    return {
        "report": "waits",
        "version": 1,
        "center": about["center"],
        "from": first_day,
        "to": last_day,
        "service": service,
        "unit": "visit" if service is None else "leg",
        "as_of": {name: about[name] for name in ("seq", "head", "at")},
        "counts": counts,
        "times": {name: summary(issued, name) for name in (OF_VISITS if service is None else OF_LEGS)},
        "left_after": summary(issued, "left_after"),
        "kaplan_meier": kaplan_meier(issued),
        "target": {name: sum(leg.target == name for leg in legs) for name in TARGETS},
        "doubt": {name: having(issued, name) for name in DOUBTS},
    }


def having(units, flag):
    return sum(flag in unit.flags for unit in units)


def summary(units, name):
    values = sorted(unit.times[name] for unit in units if name in unit.times)
    n, total = len(values), sum(values)
    if not n:
        return {"n": 0, "sum_us": 0, "mean_s": None} | dict.fromkeys((*P_KEYS, "longest_s"))
    nearest = {f"p{p}_s": values[-(-p * n // 100) - 1] // SECOND for p in PERCENTILES}
    mean = round(Fraction(total, n * 1000)) / 1000  # half to even, from the exact sum
    return {"n": n, "sum_us": total, "mean_s": mean, **nearest, "longest_s": values[-1] // SECOND}


def kaplan_meier(units):
    called = Counter(unit.times["waiting"] // SECOND for unit in units if "waiting" in unit.times)
    gone = Counter(unit.times["left_after"] // SECOND for unit in units if "left_after" in unit.times)
    found, survival, at_risk = dict.fromkeys(P_KEYS), 1.0, called.total() + gone.total()
    for second in sorted(called | gone):
        if called[second]:
            survival *= 1 - called[second] / at_risk
        for p, key in zip(PERCENTILES, P_KEYS, strict=True):
            if found[key] is None and survival <= 1 - p / 100 + 1e-9:
                found[key] = second
        at_risk -= called[second] + gone[second]
    return {"called": called.total(), "censored": gone.total(), **found}


def main():
    parser = argparse.ArgumentParser(description="Recompute the report of waits from an export.")
    parser.add_argument("file", help="made by: motcua ledger export; -: standard input")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--service")
    chosen = parser.parse_args()
    try:
        with sys.stdin if chosen.file == "-" else Path(chosen.file).open(encoding="utf-8") as lines:
            found = figures(lines, chosen.first.isoformat(), chosen.last.isoformat(), chosen.service)
    except (NotSoundError, ValueError, KeyError) as error:
        sys.exit(f"{chosen.file}: {error}")
    print(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
