"""Notices on the kiosk: heard, shown until their last day, opened by one press, read in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from contract.hubtime import HubTime
from contract.ids import Epoch, NoticeId
from contract.notices import Notice, NoticeCard, NoticePlace
from contract.states import HubState, NoticesState, PanelSize
from contract.words import ClockTrust, Language
from kiosk import views
from kiosk.flow import Flow
from kiosk.news import News
from kiosk.screens.breaking import Breaker
from kiosk.screens.brush import Brush
from kiosk.screens.measures import Measures
from kiosk.screens.painting import paint
from kiosk.screens.scene import Button, Scene, Scroll, Text
from kiosk.stage import Equipment
from kiosk.wording import load_wording
from tests.kiosk.gallery import gallery
from tests.kiosk.pillow_ruler import PillowRuler
from tests.support.notices import LONGEST_TEXT, LONGEST_TITLE, notice

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SMALL = PanelSize(width_px=1024, height_px=600, width_mm=222, height_mm=130, distance_m=0.6)
LARGE = PanelSize(width_px=1280, height_px=800, width_mm=331, height_mm=207, distance_m=0.6)


def state(*contents: Notice, revision: int = 1) -> NoticesState:
    cards = tuple(
        NoticeCard(notice=NoticeId(f"n{at}"), content=content) for at, content in enumerate(contents)
    )
    return NoticesState(epoch=Epoch("e1"), revision=revision, notices=cards)


def beat(at: datetime) -> HubState:
    return HubState(
        epoch=Epoch("e1"), revision=1, at=at, trust=ClockTrust.NTP, day=date(2026, 11, 23), version="1"
    )


def titles(news: News) -> list[str]:
    return [content.title_vi for content in news.center().notices]


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_only_those_for_kiosks_are_shown_until_their_last_day_is_over() -> None:
    clock = Clock()
    time = HubTime(clock)
    news = News(time, clock)
    news.notices_are(
        state(notice("Hôm nay", last=date(2026, 11, 23)), notice("Ở sảnh", places=(NoticePlace.HALL,)))
    )
    assert titles(news) == ["Hôm nay"]
    news.hub_beats(beat(EIGHT))
    clock.now_s += timedelta(hours=16).total_seconds() - 1
    assert titles(news) == ["Hôm nay"]
    clock.now_s += 1
    assert titles(news) == []


def test_an_older_word_does_not_bring_a_withdrawn_one_back() -> None:
    news = News(HubTime(Clock()), Clock())
    news.notices_are(state(revision=5))
    news.notices_are(state(notice(), revision=4))

    assert titles(news) == []


def flow_of(name: str) -> Flow:
    return next(flow for known, flow in gallery(Language.VI) if known == name)


def painted(flow: Flow, panel: PanelSize) -> Scene:
    wordings = {each: load_wording(each) for each in Language}
    return paint(Brush(flow, Measures(panel), Breaker(PillowRuler()), wordings, "08:12"))


def pressed(flow: Flow, panel: PanelSize, name: str) -> None:
    flow.stage._shown_at_s = 0.0
    button = next(part for part in painted(flow, panel) if isinstance(part, Button) and part.name == name)
    button.act()


def said(scene: Scene) -> list[str]:
    return [" ".join(part.lines) for part in scene if isinstance(part, Text)]


def test_the_line_says_where_they_are_read_and_the_tile_is_there() -> None:
    for panel in (SMALL, LARGE):
        flow = flow_of("notice-home-several")
        assert any("3 thông báo: bấm “Việc khác”" in text for text in said(painted(flow, panel)))
        pressed(flow, panel, "more")
        pressed(flow, panel, "notices")
        assert flow.stage.view == views.ReadNotices()


def test_they_can_be_read_while_the_center_is_closed() -> None:
    flow = flow_of("notice-closed")
    flow.stage.center = flow_of("notice-home-several").stage.center
    pressed(flow, SMALL, "notices")

    assert flow.stage.view == views.ReadNotices()
    flow.stage._shown_at_s = 0.0
    flow.go_back()
    assert isinstance(flow.stage.view, views.Home | views.ClosedNow)


def test_no_sentence_is_cut_on_their_page() -> None:
    scroll = next(part for part in painted(flow_of("notices-several"), SMALL) if isinstance(part, Scroll))
    text = " ".join(line for paragraph in scroll.paragraphs for line in paragraph.lines)

    assert LONGEST_TITLE in text
    assert " ".join(LONGEST_TEXT.split()) in text


def test_english_readers_get_each_text_in_english_or_in_vietnamese_but_never_none() -> None:
    flow = flow_of("notices-several")
    both = notice("Tên", title_en="Title", text_vi="Nội dung", text_en="Text")
    halves = (notice("Tên", title_en="Title", text_vi="Nội dung"), notice("Tên", text_en="Text"))
    flow.stage.center = replace(flow.stage.center, notices=(both, *halves))
    flow.stage.language = Language.EN
    scroll = next(part for part in painted(flow, SMALL) if isinstance(part, Scroll))

    lines = [line for paragraph in scroll.paragraphs for line in paragraph.lines]

    assert lines == ["Title", "Text", "Title", "Nội dung", "Tên", "Text"]


def test_without_notices_nothing_of_them_is_seen() -> None:
    scene = painted(flow_of("home"), SMALL)

    assert not [part for part in scene if isinstance(part, Button) and part.name == "notices"]
    assert not [text for text in said(scene) if "hông báo" in text]


def test_a_press_without_notices_does_nothing() -> None:
    flow = Flow(lambda: 100.0, lambda _request: None, Equipment())
    flow.read_notices()

    assert not isinstance(flow.stage.view, views.ReadNotices)
