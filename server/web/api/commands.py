"""`POST /commands/{verb}`: the body becomes the same command as on the broker, the writer answers.

Done is 200, refused is 409 and not written is 503, each with the `Answer` as body; what never became a
command is a problem.
"""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime
from datetime import datetime

import msgspec
from flask import Request, Response

from contract.answers import Answer
from contract.commands import Command, LiveCommand
from contract.message import Utc
from contract.words import Outcome
from server.service.asker import Asker
from server.service.permission import may
from server.store.writer import Writer
from server.web.api.door import Authenticate
from server.web.commands import UnreadableCommandError, read_command
from server.web.problem import ProblemError

ANSWERED_WITHIN_S = 10.0

STATUS_OF: dict[Outcome, int] = {Outcome.DONE: 200, Outcome.REFUSED: 409, Outcome.ERROR: 503}


class _Asked(msgspec.Struct, frozen=True):
    """When the asker says it asked; left out, the moment of arrival counts."""

    asked_at: Utc | None = None


def do_command(
    request: Request, verb: str, kind: type[Command], writer: Writer, authenticate: Authenticate
) -> Response:
    """Carry it out for whoever is behind the request."""
    asker = who_asks(request, authenticate)
    if not may(asker, kind):
        raise ProblemError(
            403, "not-allowed", "Tài khoản hoặc thiết bị này không được làm việc đó.", "You may not do that."
        )
    command = _command(request, verb, kind, writer.now().utc)
    return _response(_answer(writer, command, asker))


def who_asks(request: Request, authenticate: Authenticate) -> Asker:
    """The asker; raises `ProblemError` 401 where the request names nobody."""
    asker = authenticate(request)
    if asker is None:
        raise ProblemError(401, "not-signed-in", "Vui lòng đăng nhập.", "Sign in first.")
    return asker


def _command(request: Request, verb: str, kind: type[Command], now: datetime) -> Command:
    if request.mimetype != "application/json":
        raise ProblemError(415, "wrong-type", "Cần gửi dạng application/json.", "Send application/json.")
    request.max_content_length = kind.MAX_BYTES
    body = request.get_data(cache=False)
    try:
        asked = msgspec.json.decode(body, type=_Asked)
        command = read_command(verb, body, now)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, UnreadableCommandError) as error:
        raise ProblemError(
            400, "malformed", f"Nội dung không đúng dạng: {error}", f"The body is not this command: {error}"
        ) from error
    if isinstance(command, LiveCommand) and asked.asked_at is not None:
        return msgspec.structs.replace(command, asked_at=asked.asked_at)
    return command


def _answer(writer: Writer, command: Command, asker: Asker) -> Answer:
    try:
        return writer.ask(command, asker).result(ANSWERED_WITHIN_S)
    except NotInTime as error:
        raise no_answer() from error


def no_answer() -> ProblemError:
    """The writer is busy or gone; a repeat with the same command id is safe."""
    return ProblemError(
        503,
        "no-answer",
        "Hệ thống chưa trả lời. Vui lòng thử lại hoặc báo cán bộ.",
        "The hub did not answer in time. A repeat with the same command_id is safe.",
        retry_after_s=2,
    )


def _response(answer: Answer) -> Response:
    response = Response(answer.encode(), STATUS_OF[answer.outcome], mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
