"""How a duration is written: cut to whole seconds, never rounded up. The only place that does it."""

from __future__ import annotations

from server.web.say import Say

SECOND_US = 1_000_000
NONE = "–"
_DAY_S = 24 * 3600


def span(us: int | None) -> str:
    """`7:05` minutes and seconds, `1:02:09` with hours; a dash where there is nothing."""
    return span_s(None if us is None else us // SECOND_US)


def span_s(seconds: float | None) -> str:
    """The same of seconds."""
    if seconds is None:
        return NONE
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def long_s(seconds: int | None, say: Say) -> str:
    """With days: `3 ngày 4:05` hours and minutes; under a day as `span_s`."""
    if seconds is None or seconds < _DAY_S:
        return span_s(seconds)
    days, rest = divmod(seconds, _DAY_S)
    return f"{days}{say(' ngày', ' d')} {rest // 3600}:{rest % 3600 // 60:02}"


def long_change_s(seconds: int | None, say: Say) -> str:
    """A difference of these."""
    if not seconds:
        return span_s(seconds)
    return f"{'+' if seconds > 0 else '−'}{long_s(abs(seconds), say)}"


def change_s(seconds: int | None) -> str:
    """A difference: `+1:05`, `−0:30`, `0:00`."""
    if not seconds:
        return span_s(seconds)
    return f"{'+' if seconds > 0 else '−'}{span_s(abs(seconds))}"


def in_words(seconds: float | None, say: Say) -> str:
    """For a sentence: `12 phút 30 giây`, `1 h 2 min`; from an hour on without seconds."""
    if seconds is None:
        return NONE
    minutes, rest = divmod(int(seconds), 60)
    if minutes >= 60:
        hours, minutes = divmod(minutes, 60)
        return say(f"{hours} giờ {minutes} phút", f"{hours} h {minutes} min")
    if minutes == 0:
        return say(f"{rest} giây", f"{rest} s")
    if rest == 0:
        return say(f"{minutes} phút", f"{minutes} min")
    return say(f"{minutes} phút {rest} giây", f"{minutes} min {rest} s")
