"""Run as a child process: draws the whole gallery in one real window and saves a picture of each view.

Arguments: folder, width, height, width in mm, height in mm, metres, language.
"""

from __future__ import annotations

import sys
from pathlib import Path

from contract.states import PanelSize
from contract.words import Language
from display.glass.window import WindowSettings, prepare


def main() -> None:
    folder, width, height = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    panel = PanelSize(
        width_px=width,
        height_px=height,
        width_mm=float(sys.argv[4]),
        height_mm=float(sys.argv[5]),
        distance_m=float(sys.argv[6]),
    )
    prepare(WindowSettings(width_px=width, height_px=height, fullscreen=False), folder)
    from kivy.app import App
    from kivy.clock import Clock
    from kivy.core.window import Window

    from display.glass import fonts
    from display.glass.palette import GROUND
    from kiosk.glass.ruler import GlassRuler
    from kiosk.glass.sheet import Sheet
    from kiosk.screens.breaking import Breaker
    from kiosk.screens.brush import Brush
    from kiosk.screens.measures import Measures
    from kiosk.screens.painting import paint
    from kiosk.wording import load_wording
    from tests.kiosk.gallery import gallery

    fonts.register(Path(WindowSettings().fonts_dir))
    wordings = {language: load_wording(language) for language in Language}
    breaker = Breaker(GlassRuler())
    todo = list(gallery(Language(sys.argv[7])))

    class Gallery(App):  # type: ignore[misc]  # Kivy has no types
        def build(self) -> Sheet:
            Window.clearcolor = tuple(GROUND)
            self.sheet = Sheet(lambda: None)
            Clock.schedule_once(lambda _dt: self.next(), 0.1)
            return self.sheet

        def next(self) -> None:
            if not todo:
                self.stop()
                return
            name, flow = todo.pop(0)
            clock = "" if name == "closed-silent" or name.startswith("alone-") else "08:12"
            brush = Brush(flow, Measures(panel), breaker, wordings, clock)
            brush.desk = ("bàn hướng dẫn", "the help desk")
            self.sheet.show(paint(brush))
            Clock.schedule_once(lambda _dt: self.save(name), 0)

        def save(self, name: str) -> None:
            self.sheet.export_to_png(str(folder / f"{name}.png"))
            Clock.schedule_once(lambda _dt: self.next(), 0)

    Gallery().run()


if __name__ == "__main__":
    main()
