"""How the searchable PDF of a document stands, in words."""

from __future__ import annotations

import msgspec

from server.pdf_keeper import Progress
from server.scans.ocr import OcrFailure
from server.store.record_pages import Document, PdfState
from server.web.say import Say


class PdfView(msgspec.Struct, frozen=True, kw_only=True):
    """The searchable document."""

    state: PdfState
    text: str
    can_try: bool = False


class PdfWords:
    """For one reader, now."""

    def __init__(self, say: Say, progress: Progress | None, missing: tuple[str, ...], *, makes: bool) -> None:
        """`makes`: whether the center wants PDFs at all."""
        self._say = say
        self._progress = progress
        self._missing = missing
        self._makes = makes

    def __call__(self, document: Document) -> PdfView:
        """Of that document."""
        is_failed = document.pdf is PdfState.FAILED
        return PdfView(state=document.pdf, text=self._text(document), can_try=is_failed)

    def _text(self, document: Document) -> str:
        say, progress = self._say, self._progress
        if document.pdf is PdfState.FAILED and document.pdf_why == OcrFailure.NO_ROOM:
            return say(
                "Máy chủ không đủ bộ nhớ tạm để tạo bản PDF; ảnh gốc vẫn còn. Hãy thử lại sau ít phút; "
                "nếu vẫn không được, báo người quản trị.",
                "The hub has too little temporary memory to make the PDF; the pages are kept. Try again in "
                "a few minutes; if it fails again, tell the administrator.",
            )
        if document.pdf is PdfState.FAILED:
            return say(
                "Chưa tạo được bản PDF; ảnh gốc vẫn còn.", "The PDF could not be made; the pages are kept."
            )
        if document.pdf is not PdfState.WANTED or not self._makes:
            return ""
        if self._missing:
            named = ", ".join(self._missing)
            return say(
                f"Máy chủ chưa có {named} nên chưa tạo được bản PDF; ảnh gốc vẫn còn. Báo người quản trị.",
                f"The hub has no {named}, so no PDF is made; the pages are kept. Tell the administrator.",
            )
        if progress is not None and progress.document == document.id:
            done = f"{progress.page}/{progress.pages}"
            return say(f"Đang tạo bản PDF: trang {done}.", f"Making the PDF: page {done}.")
        return say("Bản PDF sẽ được tạo ngay sau đây.", "The PDF will be made soon.")
