"""A whole life of a record of somebody with names no one else has: nowhere but in their erasable rows.

Looked through: the hub's and the broker's log, every message of the broker, every event and stored answer,
the public pages, the names of all files, backups among them, and after erasure all of the database's bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.staff_door import StaffDoor, add_person
from tests.support.mosquitto import RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.record_papers import encoded
from tests.support.waiting import wait_until
from tools.demo.people import Person

NUMBER = "068185987123"
NAME, PHONE, SUBJECT = "Khrưm Zênôbi Quặng", "0977123321", "Cháu Lạng Quýt"
PAPER, WORDS, REASONED = "Giấy Kỳ Lạ Độc Nhất", "Lời dặn chưa từng thấy", "Theo đơn tay ngày mưa"
RIGHT_PHONE = "0377456654"
OLD_NUMBER, STREET = "259871234", "Hẻm Vô Danh"
CARD = f"{NUMBER}|{OLD_NUMBER}|{NAME}|02031985|Nữ|{STREET}, Lâm Đồng|14082021"
PRIVATE = (NUMBER, NAME, PHONE, RIGHT_PHONE, SUBJECT, PAPER, WORDS, REASONED, OLD_NUMBER, STREET)
WHO = {"name": NAME, "phone": PHONE, "identity": NUMBER, "subject": SUBJECT, "procedure": "1.004837"}

CODE = "H36.001.01-261123-010001"
NOTICE = {"title_vi": "Nghỉ bù", "text_vi": "Thứ Hai không tiếp dân", "places": "web"}

EVERY_STEP = {
    "received", "corrected", "supplement-asked", "undone", "supplement-taken", "coded", "opened",
    "result-ready", "returned", "refused-at-reception", "exported", "applicant-forgotten",
}  # fmt: skip


class Desk:
    """Somebody at the console who fills in forms; their commands go by REST."""

    def __init__(self, place: HubPlace, person: Person) -> None:
        self.today = place.local_now().date()
        self.staff = StaffDoor(place.console_port, person)
        self._base = f"http://127.0.0.1:{place.console_port}"
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.staff.browser.cookies)
        )

    def get(self, path: str) -> str:
        with self._opener.open(self._base + path, timeout=15) as answer:
            return str(answer.read().decode())

    def send(self, page: str, path: str, **fields: str) -> tuple[str, str]:
        """What is hidden in the page's form for that path and these fields; address and text that came."""
        form = self.get(page).split(f'action="{path}"')[1].split("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        body = urllib.parse.urlencode({**hidden, **fields}).encode()
        try:
            with self._opener.open(self._base + path, data=body, timeout=15) as answer:
                return str(answer.url), str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return self._base + path, error.read().decode()

    def raw(self, path: str) -> bytes:
        with self._opener.open(self._base + path, timeout=15) as answer:
            return bytes(answer.read())

    def put(self, page: str, path: str, content: bytes) -> str:
        """As the page's script sends it; the answer."""
        token = {"X-CSRF-Token": csrf_of(self.get(page)), "Content-Type": "application/octet-stream"}
        asked = urllib.request.Request(self._base + path, data=content, headers=token)
        with self._opener.open(asked, timeout=15) as answer:
            return str(answer.read().decode())

    def ask_for_slip(self, record: str, kiosk: str) -> None:
        """The answer waits for a kiosk that is not there: nobody stays for it."""
        body = urllib.parse.urlencode({"csrf": csrf_of(self.get(record))}).encode()
        with suppress(TimeoutError):
            self._opener.open(f"{self._base}{record}/slip/{kiosk}", data=body, timeout=1).close()

    def receive(self, act: str = "receive", **fields: str) -> str:
        """The path of the page that came."""
        address, _ = self.send("/records/new", "/records/new", act=act, **fields)
        return urllib.parse.urlsplit(address).path

    def press(self, record: str, verb: str, **fields: str) -> None:
        address, text = self.send(record, f"{record}/{verb}", **fields)
        assert address.endswith(record), text


@pytest.fixture
def place(place: HubPlace) -> HubPlace:
    """With known ports, and a manager and an officer."""
    place.fixed_ports()
    return place


@pytest.fixture
def desks(place: HubPlace, hub: HubProcess) -> tuple[Desk, Desk]:
    """Officer and manager of a running hub whose day is open."""
    place.open_day()
    lan = Desk(place, add_person(place, "lan", "Nguyễn Thị Lan", "can-bo"))
    quang = Desk(place, add_person(place, "quang", "Đỗ Quang", "quan-ly"))
    lan.staff.done("open-counter", counter="1")
    return lan, quang


def live_a_life(lan: Desk, quang: Desk) -> str:
    """Everything that can be done with a record, a mistake and a refusal among it; the path of its page."""
    lan.staff.done("give-number", service="ho-tich")
    lan.staff.done("call-next", counter="1")
    lan.send("/records/new", "/records/new", act="receive", **{**WHO, "quantity-0": "x", "paper-0": PAPER})
    card = urllib.parse.urlencode({"scan": CARD, "csrf": csrf_of(lan.get("/records/new"))}).encode()
    lan._opener.open(f"{lan._base}/records/card", data=card, timeout=15).close()
    kept = {"paper-0": PAPER, "kind-0": "original", "words": WORDS}
    record = lan.receive(**WHO, **kept)
    assert NAME in lan.get(record)
    lan.send(f"{record}/correct", f"{record}/correct", **{**WHO, **kept, "phone": RIGHT_PHONE})
    assert RIGHT_PHONE in lan.get(record)
    assert lan.receive(**WHO) == "/records/new"  # a possible duplicate
    lan.press(record, "ask-supplement", reason="thieu-giay-to", words=REASONED)
    lan.press(record, "undo-record")
    lan.press(record, "ask-supplement", reason="thieu-giay-to", words=REASONED)
    lan.press(record, "take-supplement")
    lan.press(record, "code-record", code=CODE)
    assert NAME in quang.get(record)
    scan(lan, record)
    assert lan.raw(f"{record}/forms/01.pdf").startswith(b"%PDF")
    lan.ask_for_slip(record, "kiosk-1")
    lan.press(record, "finish-record")
    lan.press(record, "return-record")
    refused = lan.receive("refuse", **{**WHO, "subject": "Việc khác", "reason": "khong-hop-le"}, clause=WORDS)
    lan.press(refused, "undo-record")
    quang.get(f"/records?{urllib.parse.urlencode({'find': '1/2026'})}")
    quang.get("/records/register.csv")
    today = quang.today.isoformat()
    quang.send("/notices/new", "/notices/save", **NOTICE, first=today, last=today)
    return record


def scan(lan: Desk, record: str) -> None:
    """A picture on which anybody, and an OCR program, reads who applied."""
    fields = {"paper": "giay-to-kem-theo", "csrf": csrf_of(lan.get(record))}
    lan._opener.open(f"{lan._base}{record}/papers", urllib.parse.urlencode(fields).encode(), 15).close()
    document = json.loads(lan.get(f"{record}/papers"))["documents"][0]["id"]
    lan.put(record, f"{record}/papers/{document}/upload", PICTURE)
    assert lan.raw(f"{record}/papers/{document}/pages/1") == PICTURE


def picture() -> bytes:
    image = Image.new("L", (1240, 600), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf", 60)
    ImageDraw.Draw(image).text((60, 80), f"GIẤY XÁC NHẬN\n{NAME}\nSố: {NUMBER}", fill=0, font=font)
    return encoded(image, 150)


PICTURE = picture()


def be_forgotten(quang: Desk, record: str) -> None:
    """Asked what is kept, and erased."""
    address, _ = quang.send("/persons", "/persons", identity=NUMBER)
    person = urllib.parse.urlsplit(address).path
    for act in ("page", "json", "erase"):
        quang.send(person, f"{person}/{act}")
    assert NAME not in quang.get(record)


def csrf_of(page: str) -> str:
    return re.findall(r'name="csrf" value="([^"]+)"', page)[0]


def traces(text: bytes) -> list[str]:
    """What of the person is in these bytes, written plainly, as JSON or as in an address."""
    ways = (
        str.encode,
        lambda one: json.dumps(one)[1:-1].encode(),
        lambda one: urllib.parse.quote(one).encode(),
    )
    return [private for private in PRIVATE if any(way(private) in text for way in ways)]


def test_the_search_would_find_them(tmp_path: Path) -> None:
    for text in (NAME, json.dumps({"name": NAME}), urllib.parse.quote(NAME)):
        assert traces(text.encode()) == [NAME]


def test_nobody_is_told_who_applied(
    place: HubPlace, hub: HubProcess, broker: RunningBroker, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    with RawMqtt(broker.address, broker.observer) as everything:
        everything.subscribe("#")
        record = live_a_life(*desks)
        assert NAME in traces(left_in(place.ledger))
        found_by_code = public(place, "/look-up", code=CODE)
        be_forgotten(desks[1], record)
        last = b"record/applicant-forgotten"
        wait_until(lambda: any(last in message.topic.encode() for message in everything.arrived))
        heard = {message.topic.split("/", 3)[3]: message.payload for message in everything.arrived}
        slips = [m.payload for m in everything.arrived if m.topic.endswith("/state/counter-slips/kiosk-1")]
        messages = [message.topic.encode() + b" " + message.payload for message in everything.arrived]
    assert {message.topic.split("/event/record/")[-1] for message in everything.arrived} >= EVERY_STEP
    assert {"event/record-papers/received", "event/record-papers/erased"} <= heard.keys()
    assert any(b'"1/' in slip for slip in slips), "the slip was asked for"
    assert "Nghỉ bù".encode() in heard["state/notices"]
    backup = place.motcua("backup", "--to", str(tmp_path / "backups"))
    assert backup.status == 0, backup
    pages = [public(place, path) for path in ("/records", "/", "/health", "/board", "/look-up", "/notices")]
    assert CODE.encode() in found_by_code

    assert [found for message in messages if (found := traces(message))] == []
    assert [found for page in [*pages, found_by_code] if (found := traces(page))] == []
    assert traces(hub.log().encode()) == []
    assert traces(broker.log().encode()) == []
    assert traces(backup.said.encode()) == []
    assert [path for path in files_of(place) if PICTURE[100:400] in path.read_bytes()] == []
    names = [str(path) for folder in (place.data_dir, place.folder, tmp_path) for path in folder.rglob("*")]
    assert any(name.endswith(".tar") for name in names)
    assert traces("\n".join(names).encode()) == []
    wait_until(lambda: not traces(left_in(place.ledger)))
    assert hub.end() == 0
    assert traces(told_by(place.ledger)) == []
    assert place.find_out().wrong == []
    assert traces(left_in(place.ledger)) == []


def files_of(place: HubPlace) -> list[Path]:
    return [path for folder in (place.data_dir, place.folder) for path in folder.rglob("*") if path.is_file()]


def public(place: HubPlace, path: str, **typed: str) -> bytes:
    body = urllib.parse.urlencode(typed).encode() if typed else None
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{place.public_port}{path}", body, 10) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def told_by(ledger: Path) -> bytes:
    """Every event and every stored answer."""
    with closing(sqlite3.connect(ledger)) as connection:
        events = [row[0] for row in connection.execute("SELECT payload FROM event")]
        answers = [row[0] for row in connection.execute("SELECT payload FROM answer")]
    assert events
    assert answers
    return b"\n".join(events + answers)


def left_in(ledger: Path) -> bytes:
    """All bytes of the database's files: what was erased is not left over in unused pages."""
    return b"".join(path.read_bytes() for path in sorted(ledger.parent.glob(f"{ledger.name}*")))
