"""Breaking text into lines that fit, and shortening at a word what does not.

Knows words and a ruler; knows nothing of fonts.
"""

from __future__ import annotations

from kiosk.screens.scene import Face, Ruler

ELLIPSIS = "…"
_HARD_SPACE = "\N{NO-BREAK SPACE}"


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

    def width(self, text: str, size_px: int, face: Face = Face.REGULAR) -> float:
        """Of one line."""
        return self._ruler.width(text, size_px, face)

    def _break(self, text: str, size_px: int, width: float, most: int, face: Face) -> tuple[str, ...]:
        words = self._pieces(text.split(), size_px, width, face)
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
        else:
            lines = self._balanced(lines, size_px, width, face)
        return tuple(line.replace(_HARD_SPACE, " ") for line in lines)

    def _balanced(self, lines: list[str], size_px: int, width: float, face: Face) -> list[str]:
        """Of two lines neither is left with a lonely word."""
        if len(lines) != 2 or " " in lines[1]:
            return lines
        words = " ".join(lines).split(" ")
        splits = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1))
        fitting = [pair for pair in splits if all(self._fits(line, size_px, width, face) for line in pair)]
        if not fitting:
            return lines
        upper, lower = min(fitting, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
        return [upper, lower]

    def _shortened(self, line: str, size_px: int, width: float, face: Face) -> str:
        words = line.split(" ")
        while len(words) > 1 and not self._fits(" ".join(words) + ELLIPSIS, size_px, width, face):
            words.pop()
        while words[-1] and not self._fits(" ".join(words) + ELLIPSIS, size_px, width, face):
            words[-1] = words[-1][:-1]
        return " ".join(words).rstrip(" ,;:–-") + ELLIPSIS

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
