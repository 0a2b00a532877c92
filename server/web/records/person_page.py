"""`/persons…`: a person asks what is kept of them, or wants it erased; a manager answers.

The identity number comes in a form's body and is hashed at once: it stands in no address, log or event.
"""

from __future__ import annotations

import json
from concurrent.futures import TimeoutError as NotInTime
from typing import TypeVar

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from contract.clock import local_time
from contract.ids import RecordId
from server.reports.one_person import (
    HOW_TO_GET_SCANNED,
    Kept,
    kept_of,
    records_of_identity,
    records_of_same_person,
)
from server.service.permission import may_answer_for_persons
from server.store.accounts import names_of_accounts
from server.store.job import Task
from server.store.one_hash import OneNumber, bringing_together, is_kept_otherwise
from server.store.other_keys import OtherKeys, other_keys
from server.store.person_erasure import forgetting
from server.store.record_persons import PURPOSE
from server.store.record_reads import giving_out
from server.store.writer import LedgerUnwritableError
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records import words

T = TypeVar("T")
_NOTHING = (
    "Không tìm thấy hồ sơ nào theo số giấy tờ này.",
    "No record was found by this identity number.",
)


def person_pages(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("persons", __name__)

    @pages.before_request
    def only_who_answers_for_persons() -> None:
        if not may_answer_for_persons(security.signed_in().asker):
            abort(403)

    @pages.get("/persons")
    def find() -> str:
        return _find(hub)

    @pages.post("/persons")
    def found() -> AnyResponse | str:
        return _found(hub, request.form.get("identity", "")[:64])

    @pages.get("/persons/<record>")
    def person(record: str) -> str:
        return _person(hub, RecordId(record))

    @pages.post("/persons/<record>/page")
    def readable(record: str) -> str:
        kept = _given_out(hub, RecordId(record))
        papers = {kind.id: security.say()(kind.name_vi, kind.name_en) for kind in hub.config().papers.offered}
        how = security.say()(*HOW_TO_GET_SCANNED)
        return _template(hub, "person_data.html", kept=kept, paper_names=papers, how_to_get_scanned=how)

    @pages.post("/persons/<record>/json")
    def file(record: str) -> Response:
        return _file(hub, _given_out(hub, RecordId(record)))

    @pages.post("/persons/<record>/erase")
    def erase(record: str) -> str:
        return _erased(hub, RecordId(record))

    return pages


def _find(hub: ConsoleHub, said: str = "") -> str:
    return render_template("person_find.html", said=said, others=_others(hub))


def _others(hub: ConsoleHub) -> OtherKeys:
    with hub.database.reading() as connection:
        return other_keys(connection, hub.identity.key_id)


def _found(hub: ConsoleHub, identity: str) -> AnyResponse | str:
    records = _records_of(hub, identity)
    if not records:
        return _find(hub, security.say()(*_NOTHING))
    return redirect(url_for("persons.person", record=records[0]), 303)


def _records_of(hub: ConsoleHub, identity: str) -> tuple[RecordId, ...]:
    hashed = hub.identity.of(identity)
    if hashed is None:
        return ()
    number = OneNumber(hashed, hub.identity.key_id, hub.identity.as_before(identity))
    with hub.database.reading() as connection:
        is_apart = is_kept_otherwise(connection, number)
    if is_apart:
        _do(hub, bringing_together(number))
    with hub.database.reading() as connection:
        return records_of_identity(connection, hashed)


def _person(hub: ConsoleHub, record: RecordId) -> str:
    """References and states alone: looking here shows nobody."""
    kept = _kept(hub, record)
    return _shown(hub, record, kept)


def _given_out(hub: ConsoleHub, record: RecordId) -> tuple[Kept, ...]:
    """Written down first, so that what is given out says so itself."""
    _do(hub, giving_out(kept.record.id for kept in _kept(hub, record)))
    return _kept(hub, record)


def _file(hub: ConsoleHub, kept: tuple[Kept, ...]) -> Response:
    now = local_time(hub.writer.now().utc)
    everything = {
        "center": hub.config().center.name_vi,
        "given_out_at": now.isoformat(),
        "purpose": PURPOSE,
        "identity_number": "only a keyed hash of it is kept (identity_hash), never the number",
        "scanned_papers": HOW_TO_GET_SCANNED[1],
        "records": [one.as_json() for one in kept],
    }
    text = json.dumps(everything, ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="du-lieu-ca-nhan-{now:%Y%m%d-%H%M}.json"'
    return response


def _erased(hub: ConsoleHub, record: RecordId) -> str:
    before = _kept(hub, record)
    _do(hub, forgetting(kept.record.id for kept in before))
    with hub.database.reading() as connection:
        after = [kept_of(connection, kept.record.id) for kept in before]
    kept = tuple(one for one in after if one is not None)
    return _shown(hub, record, kept, is_erased=True)


def _shown(hub: ConsoleHub, record: RecordId, kept: tuple[Kept, ...], *, is_erased: bool = False) -> str:
    beside = {"others": _others(hub), "replaced": hub.replaced()}
    return _template(hub, "person.html", kept=kept, record=record, is_erased=is_erased, **beside)


def _kept(hub: ConsoleHub, record: RecordId) -> tuple[Kept, ...]:
    with hub.database.reading() as connection:
        found = [kept_of(connection, one) for one in records_of_same_person(connection, record)]
    kept = tuple(one for one in found if one is not None)
    if not kept:
        abort(404)
    return kept


def _do(hub: ConsoleHub, task: Task[T]) -> T:
    try:
        return hub.writer.run(task, security.signed_in().asker).result(hub.answer_within_s)
    except (NotInTime, LedgerUnwritableError):
        abort(503)


def _template(hub: ConsoleHub, name: str, **shown: object) -> str:
    say = security.say()
    names = {known.code: say(known.short_vi, known.short_en) for known in hub.procedures()}
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
    rules = hub.writer.rules.records
    return render_template(name, names=names, officers=officers, rules=rules, words=words, **shown)
