"""One scanned page at a time: what is wrong with it, where it stands, whether it stays.

Knows the pages' order and what was decided of each; scanning and sending are `scanning`'s.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.pages import Page
from kiosk.stage import Stage
from kiosk.views import ChangePage, Pages, ReviewPage, ScannerIs


def first_to_review(view: Pages) -> ReviewPage | None:
    """The first page with a flaw nobody has decided about."""
    return next((ReviewPage(view, each.page) for each in view.pages if each.flaw is not None), None)


class ReviewPart:
    """The large picture of one page and its buttons."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    # --- a page with a flaw ---

    def keep(self) -> None:
        """It is good enough."""
        view = self._reviewed()
        if view is not None:
            kept = tuple(replace(each, flaw=None) if each.page == view.page else each for each in _of(view))
            self._go_on(replace(view.pages, pages=kept))

    def scan_again(self) -> None:
        """The next scan takes its place; from the page's own screen too."""
        view = self._looked_at()
        if view is not None:
            self._stage.show(replace(view.pages, replacing=view.page, scanner=ScannerIs.READY))

    def drop(self) -> None:
        """Away with it; from the page's own screen too."""
        view = self._looked_at()
        if view is not None:
            left = tuple(each for each in _of(view) if each.page != view.page)
            pages = replace(view.pages, pages=left, replacing=None, scanner=ScannerIs.READY, shown=0)
            if isinstance(view, ReviewPage):
                self._go_on(pages)
            else:
                self._stage.show(pages)

    # --- a page that was chosen ---

    def look_at(self, page: int) -> None:
        """This one, large."""
        view = self._stage.view
        if not self._stage.pressed(Pages) or not isinstance(view, Pages):
            return
        if view.scanner is not ScannerIs.SCANNING and any(each.page == page for each in view.pages):
            self._stage.show(ChangePage(view, page))

    def earlier(self) -> None:
        """It changes places with the page before it."""
        self._move(-1)

    def later(self) -> None:
        """It changes places with the page behind it."""
        self._move(1)

    def done(self) -> None:
        """Back to all pages."""
        view = self._stage.view
        if self._stage.pressed(ChangePage) and isinstance(view, ChangePage):
            self._stage.show(view.pages)

    def _move(self, by: int) -> None:
        view = self._stage.view
        if not self._stage.pressed(ChangePage) or not isinstance(view, ChangePage):
            return
        pages, at = list(_of(view)), view.position - 1
        if 0 <= at + by < len(pages):
            pages[at], pages[at + by] = pages[at + by], pages[at]
            self._stage.renew(replace(view, pages=replace(view.pages, pages=tuple(pages))))

    def _go_on(self, pages: Pages) -> None:
        review = first_to_review(pages)
        self._stage.show(pages)
        if review is not None:
            self._stage.show(
                review
            )  # a screen of its own: a double tap does not answer for the next page too

    def _reviewed(self) -> ReviewPage | None:
        view = self._stage.view
        return view if self._stage.pressed(ReviewPage) and isinstance(view, ReviewPage) else None

    def _looked_at(self) -> ReviewPage | ChangePage | None:
        view = self._stage.view
        is_pressed = self._stage.pressed(ReviewPage, ChangePage)
        return view if is_pressed and isinstance(view, ReviewPage | ChangePage) else None


def _of(view: ReviewPage | ChangePage) -> tuple[Page, ...]:
    return view.pages.pages
