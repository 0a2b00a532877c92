"""Scanned pages on the officer's page."""

from __future__ import annotations

from contract.ids import TicketId
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff..."


def _called(site: Console, lan: Browser, center: OpenCenter) -> TicketId:
    taken = center.take("ho-tich")
    lan.ask("open-counter", counter="1")
    lan.press("call-next")
    site.papers.pages[site.accounts["lan"].id, taken.ticket] = [JPEG, PNG]
    return taken.ticket


def test_the_officer_who_called_sees_the_pages(site: Console, lan: Browser, center: OpenCenter) -> None:
    ticket = _called(site, lan, center)
    assert lan.state()["counter"]["pages"] == 2
    first, second = (lan.get(f"/console/papers/{ticket}/{page}") for page in (1, 2))
    assert (first.mimetype, first.data) == ("image/jpeg", JPEG)
    assert second.mimetype == "image/png"
    assert first.headers["Cache-Control"] == "no-store"


def test_nobody_else_does(site: Console, lan: Browser, center: OpenCenter) -> None:
    ticket = _called(site, lan, center)
    assert site.signed_in("minh").get(f"/console/papers/{ticket}/1").status_code == 404
    assert site.browser().get(f"/console/papers/{ticket}/1").status_code == 302


def test_a_page_that_is_not_there_is_not_found(site: Console, lan: Browser, center: OpenCenter) -> None:
    ticket = _called(site, lan, center)
    assert lan.get(f"/console/papers/{ticket}/3").status_code == 404
    assert lan.get(f"/console/papers/{ticket}/x").status_code == 404
