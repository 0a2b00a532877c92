"""Which forms a record has follows from where it stands and what happened to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from contract.ids import OfficerId, ProcedureCode, RecordId
from contract.record_words import Channel, RecordState
from server.domain.record import Record
from server.forms.facts import Form
from server.forms.offered import is_offered, size_of, wanted_now

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
S = RecordState
USUAL = {Form.RECEIPT, Form.CONTROL}


def record_in(state: RecordState, **fields: Any) -> Record:
    return Record(
        id=RecordId("r"), year=2026, number=52, procedure=ProcedureCode("1.004837"), channel=Channel.DIRECT,
        state=state, received_at=AT, is_back_dated=False, ticket=None, counter=None,
        officer=OfficerId("lan"), entered_at=AT, state_since=AT, last_seq=1, **fields,
    )  # fmt: skip


def offered(state: RecordState, **fields: Any) -> set[Form]:
    record = record_in(state, **fields)
    return {form for form in Form if is_offered(form, record)}


@pytest.mark.parametrize(
    ("state", "fields", "forms"),
    [
        (S.RECEIVED, {}, USUAL),
        (S.IN_PROCESS, {}, USUAL),
        (S.SUPPLEMENT_ASKED, {"supplement_asked_at": AT}, USUAL | {Form.SUPPLEMENT}),
        (S.IN_PROCESS, {"supplement_asked_at": AT, "supplement_taken_at": AT}, USUAL | {Form.SUPPLEMENT}),
        (S.IN_PROCESS, {"new_date": AT}, USUAL | {Form.APOLOGY}),
        (S.RESULT_READY, {}, USUAL),
        (S.RETURNED, {}, USUAL),
        (S.RETURNED, {"is_same_visit": True}, {Form.RECEIPT}),
        (S.REFUSED_AT_RECEPTION, {}, {Form.REFUSAL}),
        (S.REFUSED, {}, {Form.REFUSAL, Form.CONTROL}),
        (S.REFUSED, {"new_date": AT}, {Form.REFUSAL, Form.APOLOGY, Form.CONTROL}),
        (S.WITHDRAWN, {}, {Form.CONTROL}),
        (S.STOPPED, {"supplement_asked_at": AT}, {Form.SUPPLEMENT, Form.STOP, Form.CONTROL}),
    ],
)
def test_a_form_is_offered_where_it_has_something_to_tell(
    state: RecordState, fields: dict[str, Any], forms: set[Form]
) -> None:
    assert offered(state, **fields) == forms


def test_every_state_but_a_reception_taken_back_has_a_form() -> None:
    assert {state for state in S if not offered(state)} == {S.VOID}


@pytest.mark.parametrize(
    ("state", "fields", "form"),
    [
        (S.RECEIVED, {}, Form.RECEIPT),
        (S.SUPPLEMENT_ASKED, {"supplement_asked_at": AT}, Form.RECEIPT),
        (S.RESULT_READY, {}, Form.RECEIPT),
        (S.RETURNED, {"is_same_visit": True}, Form.RECEIPT),
        (S.RETURNED, {}, None),
        (S.REFUSED_AT_RECEPTION, {}, Form.REFUSAL),
        (S.REFUSED, {}, Form.REFUSAL),
        (S.STOPPED, {"supplement_asked_at": AT}, Form.STOP),
        (S.WITHDRAWN, {}, None),
        (S.VOID, {}, None),
    ],
)
def test_of_what_has_ended_the_paper_that_says_how_comes_first(
    state: RecordState, fields: dict[str, Any], form: Form | None
) -> None:
    record = record_in(state, **fields)

    assert wanted_now(record) is form
    assert form is None or is_offered(form, record)


def test_slips_are_small_and_what_the_head_signs_is_large() -> None:
    assert {form for form in Form if size_of(form) == "A5"} == {Form.RECEIPT, Form.SUPPLEMENT, Form.REFUSAL}
