"""From the flow's view to a scene: which painter paints which view."""

from __future__ import annotations

from kiosk import views
from kiosk.patience import SHORT, patience_with
from kiosk.screens import (
    copies,
    home,
    lists,
    messages,
    notices,
    one_page,
    papers,
    reading,
    records,
    sending,
    service,
    staff,
)
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Scene


def paint(brush: Brush) -> Scene:
    """The whole glass."""
    stage = brush.flow.stage
    _paint_view(brush, stage.view)
    if stage.warning_s is not None and patience_with(stage.view) is not SHORT:
        messages.paint_warning(brush, stage.warning_s, sending.told_before_leaving(brush, stage.view))
    return tuple(brush.parts)


def _paint_view(brush: Brush, view: views.View) -> None:
    match view:
        case views.Home():
            home.paint_home(brush, view)
        case views.ClosedNow():
            home.paint_closed(brush, view)
        case views.ServicePage():
            service.paint_service(brush, view)
        case views.TakingNumber():
            service.paint_taking(brush, view)
        case views.SlipReady():
            service.paint_slip(brush, view)
        case views.NoteNumber():
            service.paint_note(brush, view)
        case views.ChooseProcedure():
            lists.paint_choose_procedure(brush, view)
        case views.ChoosePriority():
            lists.paint_choose_priority(brush, view)
        case views.Search():
            lists.paint_search(brush, view)
        case views.BrowseServices():
            lists.paint_browse_services(brush, view)
        case views.BrowseProcedures():
            lists.paint_browse_procedures(brush, view)
        case views.ProcedurePage():
            reading.paint_procedure(brush, view)
        case views.AskRecordCode():
            records.paint_ask_code(brush, view)
        case views.AskRecordKey():
            records.paint_ask_key(brush, view)
        case views.LookingUp():
            messages.paint_waiting(brush, brush.say("look_up.looking"))
        case views.RecordFound():
            records.paint_found(brush, view)
        case views.RecordNotFound():
            records.paint_not_found(brush, view)
        case views.ReadNotices():
            notices.paint_notices(brush, view)
        case _:
            _paint_other(brush, view)


def _paint_other(brush: Brush, view: views.View) -> None:
    match view:
        case views.InTrouble():
            messages.paint_trouble(brush, view)
        case views.Refused():
            messages.paint_refused(brush, view)
        case views.Guide():
            messages.paint_guide(brush, view)
        case views.ShowCode():
            papers.paint_show_code(brush, view)
        case views.CheckingCode():
            messages.paint_waiting(brush, brush.say("scan.checking"))
        case views.Consent():
            papers.paint_consent(brush, view)
        case views.Pages():
            papers.paint_pages(brush, view)
        case views.ReviewPage():
            one_page.paint_review(brush, view)
        case views.ChangePage():
            one_page.paint_change(brush, view)
        case views.SendingPages():
            messages.paint_waiting(brush, brush.say("scan.sending", count=view.count))
        case views.PagesSent():
            messages.paint_done(brush, brush.say("scan.sent", count=view.count, number=view.number))
        case views.PagesNotSent():
            sending.paint_not_sent(brush, view)
        case views.EnterPin():
            staff.paint_pin(brush, view)
        case views.ServiceMenu():
            staff.paint_menu(brush, view)
        case views.ChooseCopy():
            copies.paint_choose_copy(brush, view)
        case views.TouchTest():
            staff.paint_touch_test(brush, view)
        case views.ConfirmShutDown():
            staff.paint_confirm_shut_down(brush, view)
        case views.ShuttingDown():
            messages.paint_waiting(brush, brush.say("staff.shutting_down"))
