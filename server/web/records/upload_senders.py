"""Which browser may send more than a small body: a signed-in officer's, with a picture for a document.

Asked by the listener before it reads the body; session, token and access are looked at again afterwards.
"""

from __future__ import annotations

import re

from werkzeug.http import parse_cookie

from server.guarded_channel import LargeRequest
from server.service.permission import may_read_records
from server.store.sign_in import SignInDesk
from server.web.security import COOKIE

_UPLOAD = re.compile(r"/records/[A-Za-z0-9_-]{1,64}/papers/[A-Za-z0-9_-]{1,64}/upload").fullmatch


class UploadSenders:
    """Called with a request's headers."""

    def __init__(self, desk: SignInDesk) -> None:
        self._desk = desk

    def __call__(self, asked: LargeRequest) -> bool:
        """Whether it may go on."""
        if asked.method != "POST" or not _UPLOAD(asked.path):
            return False
        cookie = parse_cookie(asked.cookie).get(COOKIE)
        who = self._desk.who_is(cookie) if cookie else None
        return who is not None and may_read_records(who.asker)
