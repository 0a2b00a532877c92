"""Which scan station may send more than a small body: one that has proved itself, with a page of a job.

Asked by the listener before it reads the body; the request itself is judged again as any other.
"""

from __future__ import annotations

import re

from flask import Request

from server.guarded_channel import LargeRequest
from server.web.api.device_login import DeviceLogin
from server.web.problem import ProblemError

_PAGE = re.compile(r"/api/v1/scan-jobs/[A-Za-z0-9_-]{1,64}/pages/[0-9]{1,4}").fullmatch


class ScanSenders:
    """Called with a request's headers. A wrong password costs its address a guess, as everywhere."""

    def __init__(self, login: DeviceLogin) -> None:
        self._login = login

    def __call__(self, asked: LargeRequest) -> bool:
        """Whether it may go on."""
        if asked.method != "PUT" or not _PAGE(asked.path):
            return False
        headers = {"HTTP_AUTHORIZATION": asked.authorization, "REMOTE_ADDR": asked.address}
        try:
            return self._login(Request(headers)) is not None
        except ProblemError:
            return False
