"""Breaking a text into lines that fit, and shortening at a word what does not.

Knows words and a measure handed in. Knows nothing of fonts or printers.
"""

import re
import unicodedata
from collections.abc import Callable

ELLIPSIS = "..."
_BOUND = re.compile(r"\b(hành chính công|(?:xã|phường|đặc khu) .+$)")
HARD_SPACE = "\N{NO-BREAK SPACE}"


def keep_place_together(name: str) -> str:
    """Hard spaces inside "hành chính công" and "xã Tân Lập": a center's name never breaks there."""
    return _BOUND.sub(lambda found: keep_together(found[1]), name)


def keep_together(text: str) -> str:
    """Hard spaces all through: a telephone number never breaks while it fits on a line."""
    return text.replace(" ", HARD_SPACE)


def wrap(text: str, fits: Callable[[str], bool], max_lines: int) -> tuple[str, ...]:
    """At most ``max_lines`` lines; what does not go in is cut off after a whole word and marked "..."."""
    words = [word for word in unicodedata.normalize("NFC", text).split(" ") if word]
    lines: list[str] = []
    while words and len(lines) < max_lines:
        line, words = _take_line(words, fits)
        lines.append(line)
    if words and lines:
        lines[-1] = _shorten(lines[-1], fits)
    elif len(lines) == 2:
        lines = _balance(lines, fits)
    return tuple(line.replace(HARD_SPACE, " ") for line in lines)


def _take_line(words: list[str], fits: Callable[[str], bool]) -> tuple[str, list[str]]:
    count = 1
    while count < len(words) and fits(" ".join(words[: count + 1])):
        count += 1
    line = " ".join(words[:count])
    if fits(line):
        return line, words[count:]
    return _break_word(words, fits)


def _break_word(words: list[str], fits: Callable[[str], bool]) -> tuple[str, list[str]]:
    word = words[0]
    if HARD_SPACE in word:
        return _take_line([*word.split(HARD_SPACE), *words[1:]], fits)
    length = max((size for size in range(1, len(word)) if fits(word[:size])), default=1)
    rest = [word[length:]] if word[length:] else []
    return word[:length], [*rest, *words[1:]]


def _balance(lines: list[str], fits: Callable[[str], bool]) -> list[str]:
    """Two lines of about the same length, so that no lonely word hangs below a full line."""
    words = " ".join(lines).split(" ")
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    fitting = [pair for pair in splits if fits(pair[0]) and fits(pair[1])]
    return list(min(fitting, key=lambda pair: max(map(len, pair)))) if fitting else lines


def _shorten(line: str, fits: Callable[[str], bool]) -> str:
    words = re.split(f"[ {HARD_SPACE}]", line)
    while len(words) > 1 and not fits(" ".join(words) + ELLIPSIS):
        words.pop()
    return " ".join(words) + ELLIPSIS
