"""The bench page: each of its hands does its thing, and no other site's page can move them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from hardware.panel.gesture import Button
from hardware.printer_emulator.controls import Cable, Condition, Cover, Pace, PaperSupply
from hardware.sample_papers import SAMPLE_PAPERS
from tests.tools.bench_center import LAMPS, BenchCenter, bench_center
from tools.demo.bench_page import HEADER, SAMPLE_CARD, bench_app, hands_of

OUR_PAGE = {HEADER: "1"}


@pytest.fixture
def center(tmp_path: Path) -> Iterator[BenchCenter]:
    with bench_center(tmp_path) as center:
        yield center


@pytest.fixture
def client(center: BenchCenter) -> FlaskClient:
    return bench_app(center).test_client()


def do(client: FlaskClient, *hands: str) -> None:
    for hand in hands:
        assert client.post(f"/hands/{hand}", headers=OUR_PAGE).status_code == 204


def view(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/view")
    assert answer.mimetype == "application/json"
    shown: dict[str, Any] = json.loads(answer.data)
    return shown


# --- the panel ---


@pytest.mark.parametrize("button", Button)
def test_each_button_is_pressed_and_released(
    client: FlaskClient, center: BenchCenter, button: Button
) -> None:
    do(client, f"press-{button.value}")

    assert center.said_to_panel == [f"tap {button.value} 120"]


def test_the_hold_button_can_be_held_for_a_second(client: FlaskClient, center: BenchCenter) -> None:
    do(client, "hold-long")

    assert center.said_to_panel == ["tap hold 1000"]


# --- the printer ---


@pytest.mark.parametrize(
    ("hands", "condition", "words"),
    [
        (["paper-low"], Condition(paper=PaperSupply.LOW), "sắp hết giấy, nắp đóng, dây cắm, đang chạy"),
        (["paper-out"], Condition(paper=PaperSupply.OUT), "hết giấy, nắp đóng, dây cắm, đang chạy"),
        (["paper-out", "paper-load"], Condition(), "còn giấy, nắp đóng, dây cắm, đang chạy"),
        (["cover-open"], Condition(cover=Cover.OPEN), "còn giấy, nắp mở, dây cắm, đang chạy"),
        (["cover-open", "cover-close"], Condition(), "còn giấy, nắp đóng, dây cắm, đang chạy"),
        (["unplug"], Condition(cable=Cable.UNPLUGGED), "còn giấy, nắp đóng, dây rút, đang chạy"),
        (["unplug", "plug-in"], Condition(), "còn giấy, nắp đóng, dây cắm, đang chạy"),
        (["stall"], Condition(pace=Pace.STALLED), "còn giấy, nắp đóng, dây cắm, đứng"),
        (["stall", "wake"], Condition(), "còn giấy, nắp đóng, dây cắm, đang chạy"),
    ],
)
def test_the_printer_obeys_and_the_page_says_so(
    client: FlaskClient, center: BenchCenter, hands: list[str], condition: Condition, words: str
) -> None:
    do(client, *hands)

    assert center.controls.condition == condition
    assert view(client)["printer"] == words


# --- the scanner ---


def test_a_jam_lasts_until_somebody_frees_it(client: FlaskClient, center: BenchCenter) -> None:
    do(client, "paper-0", "scanner-jam")
    assert (center.tray / "jam").exists()

    do(client, "scanner-free", "scanner-free")

    assert not (center.tray / "jam").exists()


def test_papers_lie_in_the_tray_in_the_order_they_were_laid(client: FlaskClient, center: BenchCenter) -> None:
    do(client, *(f"paper-{index}" for index in range(len(SAMPLE_PAPERS))))

    laid = sorted(path.name for path in center.tray.iterdir())
    assert laid == [f"page-{number:03}.png" for number in range(1, len(SAMPLE_PAPERS) + 1)]
    assert view(client)["papers"] == len(SAMPLE_PAPERS)
    with Image.open(center.tray / laid[0]) as first, Image.open(center.tray / laid[1]) as second:
        assert first.tobytes() != second.tobytes()


# --- the code reader ---


def test_the_newest_slip_with_a_code_is_held_to_the_reader(client: FlaskClient, center: BenchCenter) -> None:
    center.print_slip("A001", "OLD-SLIP")
    center.print_slip("A002", "NEW-SLIP")
    center.print_slip("ROLL TEST")

    do(client, "code-slip")

    assert center.held_codes == ["NEW-SLIP"]


def test_without_a_slip_nothing_is_held(client: FlaskClient, center: BenchCenter) -> None:
    do(client, "code-slip")

    assert center.held_codes == []


def test_a_citizen_card_and_a_strange_code_are_held(client: FlaskClient, center: BenchCenter) -> None:
    do(client, "code-card", "code-nonsense")

    assert center.held_codes == [SAMPLE_CARD, "https://example.invalid/?x"]


# --- the page ---


def test_the_newest_six_slips_are_shown_newest_first(client: FlaskClient, center: BenchCenter) -> None:
    for number in range(1, 8):
        center.print_slip(f"A{number:03}")

    shown = view(client)

    assert shown["slips"] == [7, 6, 5, 4, 3, 2]
    assert shown["texts"][0] == "A007"
    assert shown["lamps"] == LAMPS


def test_papers_at_the_counter_are_drawn_finer_and_lie_in_a_tray_of_their_own(
    client: FlaskClient, center: BenchCenter
) -> None:
    do(client, "counter-paper-1", "paper-1")

    counter, kiosk = (tray / "page-001.png" for tray in (center.place.counter_tray, center.tray))
    with Image.open(counter) as fine, Image.open(kiosk) as coarse:
        assert fine.width == 2 * coarse.width
    assert view(client)["papers"] == 1


def test_an_empty_bench_can_be_looked_at(client: FlaskClient) -> None:
    shown = view(client)

    assert (shown["slips"], shown["texts"], shown["papers"]) == ([], [], 0)


def test_a_slips_picture_is_the_printed_one(client: FlaskClient, center: BenchCenter) -> None:
    slip = center.print_slip("A001")

    with client.get(f"/slips/{slip.number}.png") as answer:
        assert answer.mimetype == "image/png"
        assert answer.data == slip.png.read_bytes()
    assert client.get("/slips/99.png").status_code == 404


def test_the_page_offers_every_hand_with_a_label_of_its_own(client: FlaskClient, center: BenchCenter) -> None:
    offered = json.loads(client.get("/hands").data)

    assert list(offered) == list(hands_of(center))
    assert len(set(offered.values())) == len(offered)
    with client.get("/") as page:
        assert page.mimetype == "text/html"


# --- who may ---


def test_every_hand_needs_the_header_another_site_cannot_send(
    client: FlaskClient, center: BenchCenter
) -> None:
    for hand in hands_of(center):
        assert client.post(f"/hands/{hand}").status_code == 403

    assert untouched(center)


@pytest.mark.parametrize("host", ["motcua.example", "192.0.2.7:8080", "127.0.0.1.example"])
def test_a_foreign_host_name_gets_nothing(client: FlaskClient, center: BenchCenter, host: str) -> None:
    for path in ("/", "/hands", "/view", "/slips/1.png"):
        assert client.get(path, headers={"Host": host}).status_code == 403
    for hand in hands_of(center):
        answer = client.post(f"/hands/{hand}", headers={**OUR_PAGE, "Host": host})
        assert answer.status_code == 403

    assert untouched(center)


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost", "localhost:8123"])
def test_this_machines_own_names_are_served(client: FlaskClient, host: str) -> None:
    assert client.get("/view", headers={"Host": host}).status_code == 200


def test_an_unknown_hand_does_nothing(client: FlaskClient, center: BenchCenter) -> None:
    assert client.post("/hands/format-disk", headers=OUR_PAGE).status_code == 404
    assert client.get("/hands/unplug").status_code == 405

    assert untouched(center)


def untouched(center: BenchCenter) -> bool:
    nothing_moved = not center.said_to_panel and not center.held_codes and not center.tray.exists()
    return nothing_moved and center.controls.condition == Condition()


def test_a_scanner_without_papers_can_jam_too(client: FlaskClient, center: BenchCenter) -> None:
    do(client, "scanner-jam")

    assert (center.tray / "jam").exists()
