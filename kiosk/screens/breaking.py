"""Breaking text into lines that fit, and shortening at a word what does not.

Knows words and a ruler; knows nothing of fonts.
"""

from __future__ import annotations

from kiosk.screens.scene import Face, Ruler

ELLIPSIS = "…"
_HARD_SPACE = "\N{NO-BREAK SPACE}"
_LEAST_SHARE = 0.4
"""Of the longer of two lines: a line shorter than this looks lost."""
_NO_PAUSE = 2


class Breaker:
    """Breaks for one ruler, and remembers."""

    def __init__(self, ruler: Ruler) -> None:
        self._ruler = ruler
        self._known: dict[tuple[str, int, Face, float, int], tuple[str, ...]] = {}

    def lines(
        self, text: str, size_px: int, width: float, most: int = 1000, face: Face = Face.REGULAR
    ) -> tuple[str, ...]:
        """At most so many lines; the last ends in "…" where words are left."""
        key = (text, size_px, face, width, most)
        if key not in self._known:
            if len(self._known) > 2000:
                self._known.clear()
            self._known[key] = self._break(text, size_px, width, most, face)
        return self._known[key]

    def even_lines(
        self, text: str, size_px: int, width: float, most: int = 1000, face: Face = Face.REGULAR
    ) -> tuple[str, ...]:
        """As many lines as `lines` has, about equally long: none is left with a lonely word. Of two lines
        the first ends with its sentence or at a comma, if that leaves neither much shorter.
        """
        lines = self.lines(text, size_px, width, most, face)
        if len(lines) < 2 or len(self.lines(text, size_px, width, face=face)) > len(lines):
            return lines
        if len(lines) == 2:
            return self._halves(text, size_px, width, face) or lines
        narrow, wide = max(self.width(word, size_px, face) for word in _words(text)), width
        while wide - narrow > size_px / 4:
            middle = (narrow + wide) / 2
            if len(self.lines(text, size_px, middle, face=face)) > len(lines):
                narrow = middle
            else:
                wide = middle
        return self.lines(text, size_px, wide, face=face)

    def width(self, text: str, size_px: int, face: Face = Face.REGULAR) -> float:
        """Of one line."""
        return self._ruler.width(text, size_px, face)

    def _break(self, text: str, size_px: int, width: float, most: int, face: Face) -> tuple[str, ...]:
        words = self._pieces(_words(text), size_px, width, face)
        lines: list[str] = []
        while words:
            count = 1
            while count < len(words) and self._fits(" ".join(words[: count + 1]), size_px, width, face):
                count += 1
            lines.append(" ".join(words[:count]))
            words = words[count:]
            if len(lines) == most and words:
                lines[-1] = self._shortened(lines[-1], size_px, width, face)
                break
        return tuple(line.replace(_HARD_SPACE, " ") for line in lines)

    def _halves(self, text: str, size_px: int, width: float, face: Face) -> tuple[str, ...]:
        words = _words(text)
        best: tuple[tuple[int, float], tuple[str, ...]] | None = None
        for at in range(1, len(words)):
            halves = tuple(" ".join(part).replace(_HARD_SPACE, " ") for part in (words[:at], words[at:]))
            shorter, longer = sorted(self.width(half, size_px, face) for half in halves)
            if longer > width:
                continue
            pause = _pause(*halves) if shorter >= _LEAST_SHARE * longer else _NO_PAUSE
            if best is None or (pause, longer - shorter) < best[0]:
                best = ((pause, longer - shorter), halves)
        return best[1] if best else ()

    def _shortened(self, line: str, size_px: int, width: float, face: Face) -> str:
        words = line.split(" ")
        while len(words) > 1 and not self._fits(" ".join(words) + ELLIPSIS, size_px, width, face):
            words.pop()
        while words[-1] and not self._fits(" ".join(words) + ELLIPSIS, size_px, width, face):
            words[-1] = words[-1][:-1]
        return " ".join(words).rstrip(f" {_HARD_SPACE},;:–-") + ELLIPSIS

    def _pieces(self, words: list[str], size_px: int, width: float, face: Face) -> list[str]:
        """Words that are wider than the line (addresses) are cut."""
        pieces: list[str] = []
        for whole in words:
            rest = whole
            while not self._fits(rest, size_px, width, face) and len(rest) > 1:
                cut = next(
                    (n for n in range(len(rest) - 1, 1, -1) if self._fits(rest[:n], size_px, width, face)), 1
                )
                pieces.append(rest[:cut])
                rest = rest[cut:]
            pieces.append(rest)
        return pieces

    def _fits(self, text: str, size_px: int, width: float, face: Face) -> bool:
        return self._ruler.width(text, size_px, face) <= width


def _pause(upper: str, lower: str) -> int:
    """0 between sentences, 1 at a comma or bracket, `_NO_PAUSE` within a phrase."""
    if upper.endswith((".", "?", "!", ELLIPSIS)):
        return 0
    return 1 if upper.endswith((",", ";", ":", "–")) or lower.startswith("(") else _NO_PAUSE


def _words(text: str) -> list[str]:
    """A dash stays with the word before it: no line begins with one."""
    return " ".join(text.split()).replace(" – ", f"{_HARD_SPACE}– ").split(" ")
