"""How often what happens in a hall. FACTS §5.6 counts visitors, counters and minutes; none of this.

Every figure here is an assumption: not measured in any center, chosen so that each happening a report must
survive occurs in a week of a busy ward. Change them with `dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from server.simulate.record_shares import RecordShares


@dataclass(frozen=True, slots=True)
class Shares:
    """Of visits, unless a field says otherwise."""

    priority: float = 0.08
    """Declare a priority class."""
    names_procedure: float = 0.6
    """Choose the procedure too, not the service alone."""
    foreign: float = 0.01
    """Ask for an English slip."""
    helped: float = 0.02
    """Get their number from the guide, not from a kiosk."""
    calls_guide: float = 0.01
    """Press the kiosk's button for help."""

    not_printed: float = 0.008
    """Numbers that led to no slip: paper trouble, or nobody took it. Most of these people try again."""
    on_screen: float = 0.004
    """Noted the number from the screen, because nothing could be printed."""
    unconfirmed: float = 0.006
    """Nobody knows whether the slip came out; half of the kiosks tell it later."""
    reprinted: float = 0.004
    """Staff print the slip again."""

    patience_min: float = 75.0
    """Median of what people wait before they leave, minutes; half of an hour more or less is common."""
    patience_spread: float = 0.6
    """Standard deviation of its logarithm."""
    says_goodbye: float = 0.4
    """Of those who leave: tell staff, so that the number is cancelled. The others are called in vain."""
    misses_call: float = 0.06
    """Of calls: the person is out of hearing."""
    hears_recall: float = 0.4
    """Of those, at each recall."""
    comes_back: float = 0.6
    """Of no-shows who still want to be served: come after 2 to 45 minutes."""

    wrong_line: float = 0.02
    """Took a number for another service; half are redirected by the guide, half at the counter."""
    transferred: float = 0.03
    """Sent on to another service after theirs."""
    keeps_place: float = 0.3
    """Of those sent on or redirected: keep their arrival's place, with a reason."""
    held: float = 0.03
    """Of services: parked for a paper, a copy, a fee or a decision."""
    hold_in_vain: float = 0.15
    """Of those held: never come back to the counter."""
    waits_again: float = 0.004
    """Of calls: ask to go back in line, the papers are not ready."""
    gives_up_called: float = 0.003
    """Of calls: want nothing any more."""

    chosen: float = 0.012
    """Of calls: somebody out of turn, with a reason."""
    undone: float = 0.01
    """Of services: ended too early, and taken back within a minute. Half as many calls."""
    comes_too_late: float = 0.05
    """Of no-shows who are in the hall: stand there a moment later, and the press is taken back."""
    finished_with_next: float = 0.6
    """Of services: ended by the press that calls the next."""
    too_short: float = 0.008
    """Of services: started and finished within ten seconds."""
    forgotten: float = 0.0015
    """Of services: nobody presses *finish* for one to three and a half hours."""
    never_finished: float = 0.08
    """Of counters and days: the last service is left open, and the hub ends it at the close."""

    pauses: float = 2.5
    """Of a counter and a day."""
    kiosk_outages: float = 0.5
    """Of a day: a kiosk loses the network for a while and gives numbers from its lease."""
    cut_until_next_day: float = 0.2
    """Of outages: mended only the next day, when the numbers find no line any more."""
    kiosk_without_clock: float = 0.2
    """Of outages: the kiosk restarts twice meanwhile, and does not know the time in between."""
    claimed: float = 0.35
    """Of those with an offline number: served by their slip before it is handed in."""
    misread: float = 0.15
    """Of these: another number is typed first, and taken back."""
    served_by_hand: float = 0.3
    """Of the others: served away from the counters, and closed together afterwards."""
    hub_reboots: float = 0.2
    """Of a day: the hub's machine starts again, two to six minutes away."""
    clock_lost: float = 0.5
    """Of reboots: the clock cannot be trusted until a manager has set and confirmed it."""
    clock_steps: float = 0.25
    """Of a day: the hub's clock is corrected by less than a minute."""

    records: RecordShares = field(default_factory=RecordShares)
    """How often what becomes of records."""
