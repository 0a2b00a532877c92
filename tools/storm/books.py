"""The books compared: every book's differences, the worst first."""

from __future__ import annotations

from tools.storm.call_book import compare_calls
from tools.storm.event_book import compare_events
from tools.storm.evidence import Difference, Evidence, Sort
from tools.storm.lease_book import compare_leases
from tools.storm.ledger_tickets import read_tickets
from tools.storm.number_book import compare_numbers
from tools.storm.slip_book import compare_slips
from tools.storm.time_book import compare_times

WORST_FIRST = list(Sort)


def compare(evidence: Evidence) -> tuple[Difference, ...]:
    """Nothing, when all is as it must be."""
    book = read_tickets(evidence.events)
    differences = [
        *compare_slips(evidence, book),
        *compare_numbers(evidence, book),
        *compare_leases(evidence, book),
        *compare_calls(evidence),
        *compare_times(evidence),
        *compare_events(evidence),
    ]
    if not evidence.verdict.startswith("sound"):
        differences.append(Difference(Sort.DAMAGED, evidence.verdict))
    differences += [Difference(Sort.UNSETTLED, text) for text in evidence.unsettled]
    differences += [Difference(Sort.ENDED, ended.text, at_s=ended.began_s) for ended in evidence.ended]
    return tuple(sorted(differences, key=lambda difference: WORST_FIRST.index(difference.sort)))
