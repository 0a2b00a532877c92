"""Memory and idle processor time of every process of a whole center, beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from bench.measure import Measure
from bench.processes import cpu_s, pss_mib, rss_mib
from tools.demo.center import DemoCenter, wait_until

PROCESSES = {
    "broker": "broker",
    "hub": "hub",
    "kiosk": "kiosk-1",
    "hall display": "hall-1",
    "counter display": "counter-display-1",
    "panel": "panel-1",
}
SLEEPER = "import signal; print(flush=True); signal.pause()"


def measure_footprint(center: DemoCenter, idle_s: float) -> Iterator[Measure]:
    """PSS and processor share of each, nobody touching anything."""
    bare = _bare_python_mib()
    pids = {name: center.children.find(child).process.pid for name, child in PROCESSES.items()}
    before = {name: cpu_s(pid) for name, pid in pids.items()}
    started_s = time.monotonic()
    time.sleep(idle_s)
    took_s = time.monotonic() - started_s
    for name, pid in pids.items():
        yield Measure(
            name=f"memory of {name} (PSS)",
            value=pss_mib(pid),
            unit="MiB",
            baseline=bare,
            against="an idle Python",
            note=f"RSS {rss_mib(pid):.0f} MiB",
        )
        yield Measure(
            name=f"idle processor time of {name}",
            value=100 * (cpu_s(pid) - before[name]) / took_s,
            unit="% of a core",
        )


def _bare_python_mib() -> float:
    with subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        wait_until(lambda: rss_mib(process.pid) > 0, "a Python runs")
        mib = pss_mib(process.pid)
        process.terminate()
    return mib
