"""All words on a kiosk's glass, as one text."""

from __future__ import annotations

from contract.words import Language
from kiosk.flow import Flow
from kiosk.screens.breaking import Breaker
from kiosk.screens.brush import Brush
from kiosk.screens.measures import Measures
from kiosk.screens.painting import paint
from kiosk.screens.scene import Button, Scene, Text
from kiosk.settings import TEN_INCHES
from kiosk.wording import load_wording
from tests.kiosk.pillow_ruler import PillowRuler

_RULER = PillowRuler()


def scene_of(flow: Flow) -> Scene:
    """As it is painted on a ten-inch panel."""
    wordings = {language: load_wording(language) for language in Language}
    brush = Brush(flow, Measures(TEN_INCHES), Breaker(_RULER), wordings, "")
    brush.desk = ("bàn hướng dẫn", "the help desk")
    return paint(brush)


def painted(flow: Flow) -> str:
    """Lines of one text follow each other with a space between."""
    words: list[str] = []
    for part in scene_of(flow):
        if isinstance(part, Text):
            words.append(" ".join(part.lines))
        elif isinstance(part, Button):
            words.append(" ".join(line.text for line in part.lines))
    return "\n".join(words)
