"""Every view once, as (name, flow on that view): for tests of scenes and for pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageDraw

from contract.paper_words import PageFlaw
from contract.record_look_up import Degree, RecordDegree
from contract.words import Language
from kiosk import views
from kiosk.center import Closed
from kiosk.flow import Flow
from kiosk.keyboard import Layout
from kiosk.outcomes import BytesSent, SlipIs
from kiosk.pages import Page
from kiosk.stage import Equipment
from tests.kiosk.citizen import TOKEN, a_slip, an_issued_number, an_offline_slip, no_offline_slip, no_slip
from tests.kiosk.sample_center import LONGEST, alone_center, sample_center
from tests.support.notices import HOLIDAY, LONGEST_TEXT, LONGEST_TITLE, ONE_WORD, notice

_SEVERAL = (
    notice(LONGEST_TITLE, text_vi=LONGEST_TEXT),
    notice(HOLIDAY, title_en="Closed on Tuesday, 24 November", text_en="We are open again on Wednesday."),
    notice(ONE_WORD),
)
NOTICES = {
    "notice-home-word": (notice(ONE_WORD),),
    "notice-home-longest": _SEVERAL[:1],
    "notice-home-several": _SEVERAL,
    "notice-home-second": _SEVERAL,
    "notice-closed": _SEVERAL[1:2],
    "notices-word": (notice(ONE_WORD),),
    "notices-several": _SEVERAL,
}
"""What is to be read in these pictures."""
_ALL = Equipment(has_scanner=True, has_reader=True, has_speaker=True, has_pin=True)


def gallery(language: Language) -> Iterator[tuple[str, Flow]]:
    """Each view on a flow of its own."""
    center = sample_center()
    for name, view in _views():
        flow = Flow(lambda: 100.0, lambda _request: None, _ALL)
        flow.center_changed(center)
        flow.stage.language = language
        flow.stage.view = view
        if name.startswith("warning"):
            flow.stage._warned_s = 17
        if name == "home-lowered":
            flow.stage.is_lowered = True
        if name.startswith("alone-"):
            flow.stage.center = alone_center()
        if name in NOTICES:
            flow.stage.center = replace(center, notices=NOTICES[name])
        yield name, flow


def _views() -> Iterator[tuple[str, views.View]]:
    center = sample_center()
    first, *_, long_named, _online, last = (card.service for card in center.services)
    page = views.ServicePage(first)
    birth = center.service(first)
    assert birth is not None
    code = center.procedures_of(first)[0].code
    chosen = views.ServicePage(first, LONGEST, center.priorities[0].priority)
    pages = tuple(Page(n, _scan(n)) for n in range(1, 9))
    issued = tuple(
        replace(an_issued_number(f"A0{n}", f"t-{n}"), service=card.service)
        for n, card in zip(range(30, 10, -1), center.services * 4, strict=False)
    )
    shown: dict[str, views.View] = {
        "home": views.Home(),
        "home-lowered": views.Home(),
        "home-second": views.Home(page=1),
        "notice-home-word": views.Home(),
        "notice-home-longest": views.Home(),
        "notice-home-several": views.Home(),
        "notice-home-second": views.Home(page=1),
        "notice-closed": views.ClosedNow(Closed.NO_DAY),
        "notices-word": views.ReadNotices(),
        "notices-several": views.ReadNotices(),
        "notices-none": views.ReadNotices(),
        "closed-silent": views.ClosedNow(Closed.HUB_SILENT),
        "closed-service": views.ClosedNow(Closed.AFTER_LAST_TICKET, last),
        "service": page,
        "service-chosen": chosen,
        "service-long-name": views.ServicePage(long_named),
        "warning": page,
        "choose-procedure": views.ChooseProcedure(chosen),
        "choose-procedure-last": views.ChooseProcedure(chosen, page=99),
        "choose-priority": views.ChoosePriority(chosen),
        "taking": views.TakingNumber(first),
        "slip": views.SlipReady(a_slip()),
        "slip-unsure": views.SlipReady(a_slip(SlipIs.UNSURE)),
        "alone-home": views.Home(),
        "alone-home-second": views.Home(page=1),
        "alone-service": chosen,
        "alone-slip": views.SlipReady(an_offline_slip()),
        "alone-note": views.NoteNumber(no_offline_slip()),
        "alone-closed": views.ClosedNow(Closed.AFTER_LAST_TICKET, last),
        "closed-awaiting": views.ClosedNow(Closed.AWAITING_JOURNALS),
        "note": views.NoteNumber(no_slip()),
        "note-some": views.NoteNumber(no_slip(BytesSent.SOME)),
        "refused": views.Refused("Đã hết số của nhóm thủ tục này hôm nay.", "No numbers are left today."),
        "search": views.Search(),
        "search-found": views.Search("khai sinh", (LONGEST, *list(center.procedures)[:9])),
        "search-nothing": views.Search("zzzz", layout=Layout.DIGITS),
        "browse": views.BrowseServices(),
        "browse-procedures": views.BrowseProcedures(first),
        "procedure": views.ProcedurePage(code, views.Search()),
        "procedure-printing": views.ProcedurePage(code, views.Search(), views.CheckEnd.RUNNING),
        "procedure-printed": views.ProcedurePage(code, views.Search(), views.CheckEnd.GOOD),
        "procedure-not-printed": views.ProcedurePage(
            LONGEST,
            views.Search(),
            views.CheckEnd.BAD,
            "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
            "The printer is out of paper. Please put in a new roll.",
        ),
        "procedure-longest": views.ProcedurePage(LONGEST, views.Search()),
        "guide": views.Guide(views.GuideCall.COMING),
        "guide-failed": views.Guide(views.GuideCall.FAILED),
        "look-up": views.AskRecordCode(),
        "look-up-typed": views.AskRecordCode("000.00.01.H36-261123-0001"),
        "look-up-longest": views.AskRecordCode("G22.99.10.000.H36-2026-0000000000000001"),
        "look-up-key": views.AskRecordKey("52/2026"),
        "look-up-key-meanwhile": views.AskRecordKey("000.00.01.H36-261123-0001", wait_s=30),
        "look-up-key-meanwhile-longest": views.AskRecordKey(
            "G22.99.10.000.H36-2026-0000000000000001", wait_s=20 * 3600
        ),
        "look-up-key-typed": views.AskRecordKey("52/2026", "K7QM2X"),
        "looking-up": views.LookingUp("52/2026"),
        **{
            f"record-{degree}": views.RecordFound(RecordDegree(code="52/2026", degree=degree))
            for degree in Degree
        },
        "record-longest": views.RecordFound(
            RecordDegree(
                code="G22.99.10.000.H36-2026-KHONG-THEO-MAU-NAO-0000000000000000000001", degree=Degree.READY
            )
        ),
        **{f"record-not-{why}": views.RecordNotFound(why, "52/2026", 16) for why in views.NotFound},
        "show-code": views.ShowCode(),
        "consent": views.Consent(TOKEN, "A012"),
        "pages-empty": views.Pages(TOKEN, "A012"),
        "pages": views.Pages(TOKEN, "A012", pages, replacing=2),
        "pages-jammed": views.Pages(TOKEN, "A012", pages[:2], views.ScannerIs.JAMMED),
        "pages-scanning": views.Pages(TOKEN, "A012", pages[:1], views.ScannerIs.SCANNING),
        "pages-again": views.Pages(TOKEN, "A012", pages[:2], replacing=2),
        "review-blurred": _review(PageFlaw.BLURRED),
        "review-blank": _review(PageFlaw.BLANK),
        "review-cut-off": _review(PageFlaw.CUT_OFF),
        "change-page": views.ChangePage(views.Pages(TOKEN, "A012", pages), 3),
        "pages-sent": views.PagesSent("A012", 3),
        **{
            f"pages-end-{why}": views.PagesNotSent(views.Pages(TOKEN, "A012", pages), why)
            for why in views.NotSentIs
        },
        "warning-pages": views.Pages(TOKEN, "A012", pages),
        "warning-unsure": views.PagesNotSent(views.Pages(TOKEN, "A012", pages), views.NotSentIs.UNSURE),
        "pin": views.EnterPin("246"),
        "pin-locked": views.EnterPin(state=views.PinIs.LOCKED, wait_s=29),
        "menu": views.ServiceMenu(
            tuple(views.Check),
            views.Check.TEST_PRINT,
            views.CheckEnd.BAD,
            "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
            "The printer is out of paper. Please put in a new roll.",
        ),
        "choose-copy": views.ChooseCopy(issued),
        "choose-copy-done": views.ChooseCopy(issued, 1, issued[0].number, views.CheckEnd.GOOD),
        "choose-copy-failed": views.ChooseCopy(
            issued,
            0,
            issued[0].number,
            views.CheckEnd.BAD,
            "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.",
            "The printer is out of paper. Please put in a new roll.",
        ),
        "choose-copy-none": views.ChooseCopy(()),
        "touch-test": views.TouchTest(((0.2, 0.2), (0.7, 0.8))),
        "shut-down": views.ConfirmShutDown(),
        "shutting-down": views.ShuttingDown(),
    }
    yield from shown.items()
    for trouble in views.Trouble:
        yield f"trouble-{trouble}", views.InTrouble(trouble)


def _review(flaw: PageFlaw) -> views.ReviewPage:
    pages = (Page(1, _scan(1)), Page(2, _scan(2), flaw))
    return views.ReviewPage(views.Pages(TOKEN, "A012", pages), 2)


def _scan(number: int) -> bytes:
    sheet = Image.new("RGB", (210, 297), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(20):
        draw.line((20, 20 + 13 * line, 190 - 7 * (line * number % 9), 20 + 13 * line), fill="black")
    file = io.BytesIO()
    sheet.save(file, "JPEG")
    return file.getvalue()
