"""`/notices` for everybody: what a manager has to say today, in full and escaped."""

from __future__ import annotations

from flask import Blueprint, Response

from contract.notices import Notice, NoticePlace
from contract.words import Language
from server.domain.notice import in_force
from server.web.public.framing import asked_say, framed
from server.web.public.hub import PublicHub
from server.web.say import Say


def add_notices(blueprint: Blueprint, hub: PublicHub) -> None:
    """Add the page."""

    @blueprint.get("/notices")
    def notices_today() -> Response:
        say = asked_say()
        notices = [shown(notice, say) for notice in web_notices(hub)]
        return framed(hub, "public/notices.html", {"notices": notices})


def web_notices(hub: PublicHub) -> tuple[Notice, ...]:
    """Those in force now that are meant for the public pages, in order."""
    today = hub.writer.now().local_day
    with hub.writer.reading() as hall:
        cards = in_force(hall.notices.values(), today)
    return tuple(card.content for card in cards if NoticePlace.WEB in card.content.places)


def notices_door(hub: PublicHub) -> str:
    """How many there are: a title would be cut on the board. Empty: none."""
    count = len(web_notices(hub))
    return f"Thông báo ({count})" if count else ""


def shown(notice: Notice, say: Say) -> dict[str, str]:
    """Title and text with the language of each: Vietnamese where there is no English one."""
    has_title, has_text = (
        say.language is Language.EN and bool(text) for text in (notice.title_en, notice.text_en)
    )
    return {
        "title": notice.title_en if has_title else notice.title_vi,
        "title_language": "en" if has_title else "vi",
        "text": notice.text_en if has_text else notice.text_vi,
        "text_language": "en" if has_text else "vi",
        "until": f"{notice.last:%d/%m/%Y}",
    }
