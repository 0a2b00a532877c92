"""What every screen is painted with: sizes, words, center, flow, and the usual parts.

Knows how a title, a button or a sentence looks; knows nothing of single screens.
"""

from __future__ import annotations

from contract.words import Language
from kiosk.flow import Flow
from kiosk.screens.breaking import Breaker
from kiosk.screens.button_words import ButtonWords, Wished
from kiosk.screens.measures import Measures
from kiosk.screens.scene import (
    Act,
    Align,
    Box,
    Button,
    Face,
    Line,
    Part,
    Style,
    Text,
    Tone,
    lines_height,
)
from kiosk.wording import Wording

OTHER = {Language.VI: Language.EN, Language.EN: Language.VI}


class Brush:
    """Paints one scene."""

    def __init__(
        self, flow: Flow, measures: Measures, breaker: Breaker, wordings: dict[Language, Wording], clock: str
    ) -> None:
        self.flow = flow
        self.m = measures
        self.breaker = breaker
        self.wording = wordings[flow.stage.language]
        self.other = wordings[OTHER[flow.stage.language]]
        self.center = flow.stage.center
        self.clock = clock
        """Hub time as HH:MM; empty while it is not known."""
        self.desk = ("", "")
        """The desk's name in Vietnamese and English."""
        self.crest_file: str | None = None
        self.parts: list[Part] = []

    # --- words ---

    def say(self, key: str, **values: str | int) -> str:
        """A sentence in the citizen's language."""
        return self.wording.say(key, **values)

    def pick(self, vi: str | None, en: str | None) -> str:
        """Of two texts the one in the citizen's language."""
        return self.wording.pick(vi or "", en or "")

    @property
    def desk_name(self) -> str:
        return self.pick(*self.desk)

    # --- parts ---

    def text(
        self,
        box: Box,
        text: str,
        size_px: int | None = None,
        *,
        face: Face = Face.REGULAR,
        tone: Tone = Tone.INK,
        align: Align = Align.LEFT,
        most: int | None = None,
    ) -> float:
        """Lines in a box, as many as fit or `most`; how high they are."""
        size = size_px or self.m.act_px
        room = max(1, int(box.h / lines_height(1, size) + 0.05))
        breaks = self.breaker.even_lines if align is Align.MIDDLE else self.breaker.lines
        lines = breaks(text, size, box.w, min(most or room, room), face)
        self.parts.append(Text(box, lines, size, face, tone, align))
        return lines_height(len(lines), size)

    def button(
        self,
        name: str,
        box: Box,
        text: str,
        act: Act,
        style: Style = Style.PLAIN,
        *,
        second: str = "",
        align: Align = Align.MIDDLE,
        size_px: int | None = None,
    ) -> None:
        """Text of at most as many lines as there is room for; below it a smaller second one."""
        wish = Wished(text, second, size_px or self.m.act_px, align)
        words = ButtonWords(self.m, self.breaker).fit(wish, box.w, box.h)
        self.parts.append(Button(name, box, words.lines, act, style, align, pad_px=words.pad_px))

    def key(self, name: str, box: Box, text: str, act: Act) -> None:
        """A key of the keyboard: one short word or letter, as large as fits."""
        size = self.m.act_px
        while self.breaker.width(text, size, Face.BOLD) > box.w - self.m.mm(1) and size > self.m.read_px:
            size -= 1
        self.parts.append(Button(name, box, (Line(text, size),), act, Style.KEY))

    def message(self, box: Box, text: str, *, tone: Tone = Tone.INK) -> None:
        """A sentence in the middle of its box."""
        self.text(box, text, self.m.act_px, face=Face.BOLD, tone=tone, align=Align.MIDDLE)

    # --- frame ---

    def header_h(self) -> float:
        """Two lines of a title, and never less than something to press."""
        return max(self.m.target, lines_height(2, self.m.act_px))

    def inside(self) -> Box:
        """The glass without its margins."""
        return self.m.whole.inset(self.m.margin)

    def frame(self, title: str, *, leaves: bool = True) -> Box:
        """Back button, title, language; what is left below."""
        header, body = self.inside().top_part(self.header_h(), self.m.mm(3 if self.m.is_small else 6))
        header, language = header.right_part(self.language_w(), self.m.gap)
        self.language(language)
        if leaves:
            back, header = header.left_part(self.word_w(self.say("button.back")), self.m.gap)
            self.button("back", back, self.say("button.back"), Act(self.flow.go_back))
        self.text(header, title, face=Face.BOLD, align=Align.MIDDLE)
        return self.lowered(body)

    def language(self, box: Box) -> None:
        """The other language, in its own words."""
        act = Act(self.flow.speak, (self.other.language,))
        self.button("language", box, self.other.say("language.name"), act)

    def language_w(self) -> float:
        """On a small panel its two words stand on two lines."""
        name = self.other.say("language.name")
        return self.widest_word_w(name) if self.m.is_small else self.word_w(name)

    def word_w(self, text: str) -> float:
        """Width of a button with that text on one line."""
        text_w = self.breaker.width(text, self.m.act_px, Face.BOLD)
        return max(self.m.target, text_w + self.m.mm(4 if self.m.is_small else 8))

    def widest_word_w(self, *texts: str) -> float:
        """Width of a button on which no word of these texts has to be cut."""
        words = [word for text in texts for word in text.split()]
        return max(self.word_w(word) for word in words)

    def lowered(self, body: Box) -> Box:
        """The lower half, where the citizen asked for that."""
        if not (self.m.is_tall and self.flow.stage.is_lowered):
            return body
        top = max(body.y, self.m.whole.h * 0.5)
        return Box(body.x, top, body.w, body.bottom - top)

    def pager(self, box: Box, page: int, pages: int, turn: Act, turn_back: Act) -> None:
        """Previous and next, one above the other; nothing where there is one page."""
        if pages <= 1:
            return
        upper, lower = box.rows(2, self.m.gap)
        if page > 0:
            self.parts.append(Button("previous", upper, (), turn_back, icon="up"))
        if page < pages - 1:
            self.parts.append(Button("next", lower, (), turn, icon="down"))
