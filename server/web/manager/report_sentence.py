"""The answer to *how long did people wait?* in one sentence: numerator, denominator, population."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.reports.definitions import ENDINGS, FLAGS
from server.reports.units import Ending, Measure, Target, Unit
from server.web.manager.asked import Asked
from server.web.manager.durations import in_words
from server.web.manager.numerals import count, share
from server.web.manager.report_table import counted
from server.web.say import Say

if TYPE_CHECKING:
    from server.web.manager.report_names import ReportNames
    from server.web.manager.shown import Overall

_GONE = (Ending.LEFT, Ending.UNSERVED, Ending.NO_SHOW, Ending.OPEN)


def in_one_sentence(asked: Asked, overall: Overall, names: ReportNames) -> str:
    """The whole answer."""
    say = names.say
    who = population(asked, names)
    if overall.figures.issued == 0:
        units = say(*counted(overall.unit))
        return say(f"{who}: không có {units} nào.", f"{who}: there were no {units}.")
    return f"{who}: {'; '.join([_waited(overall, say), *_within(overall, say), *_others(overall, say)])}."


def population(asked: Asked, names: ReportNames) -> str:
    """Which days, which units."""
    parts = [asked.period.called(names.say)]
    parts += [f"{names.word(known)} {names.of(known, value)}" for known, value in asked.only.items()]
    if asked.without:
        flags = ", ".join(names.say(*FLAGS[flag].name) for flag in sorted(asked.without))
        parts.append(names.say(f"bỏ ra: {flags}", f"left out: {flags}"))
    return ", ".join(parts)


def _waited(overall: Overall, say: Say) -> str:
    waits, issued = overall.figures.times[Measure.WAITING], overall.figures.issued
    units = say(*counted(overall.unit))
    if not waits.n:
        return say(
            f"{count(issued, say)} {units}, chưa ai được mời tới quầy",
            f"{count(issued, say)} {units}, nobody was called to a counter",
        )
    half, most, longest = (
        in_words(found, say) for found in (waits.percentiles_s[50], waits.percentiles_s[90], waits.longest_s)
    )
    called, of_all = count(waits.n, say), count(issued, say)
    return say(
        f"trong {called} {units} đã chờ và được mời tới quầy (của {of_all} {units}), một nửa chờ không quá "
        f"{half}, 90 % không quá {most}, lâu nhất {longest}",
        f"of the {called} {units} that waited and were called (of {of_all} {units}), half waited no longer "
        f"than {half}, 90 % no longer than {most}, the longest {longest}",
    )


def _within(overall: Overall, say: Say) -> list[str]:
    aimed, within = overall.legs.aimed, overall.legs.targets[Target.WITHIN]
    if not aimed:
        return []
    part, whole, of_all = count(within, say), count(aimed, say), share(within, aimed, say)
    vi, en = counted(Unit.LEG)
    return [
        say(
            f"{part} trên {whole} {vi} ({of_all}) chờ trong mục tiêu",
            f"{part} of {whole} {en} ({of_all}) waited within target",
        )
    ]


def _others(overall: Overall, say: Say) -> list[str]:
    """Who is not in the waits, and why."""
    found = overall.figures.endings
    parts = [f"{count(found[known], say)} {say(*ENDINGS[known].name)}" for known in _GONE if found[known]]
    if found[Ending.BY_HAND]:
        by_hand = f"{count(found[Ending.BY_HAND], say)} {say(*ENDINGS[Ending.BY_HAND].name)}"
        parts.append(by_hand + say(" (không có thời gian)", " (without times)"))
    return parts
