"""Who may send more than a small body: a device that has proved itself by its headers, with scanned pages.

Asked by the listener before it reads the body; the request itself is judged again as any other.
"""

from __future__ import annotations

import re

from flask import Request

from server.guarded_channel import LargeRequest
from server.web.api.device_login import DeviceLogin
from server.web.problem import ProblemError

KIOSK_PAGES = ("POST", re.compile(r"/api/v1/papers"))
STATION_PAGE = ("PUT", re.compile(r"/api/v1/scan-jobs/[A-Za-z0-9_-]{1,64}/pages/[0-9]{1,4}"))


class PageSenders:
    """Called with a request's headers. A wrong password costs its address a guess, as everywhere."""

    def __init__(self, login: DeviceLogin, wanted: tuple[str, re.Pattern[str]]) -> None:
        """`wanted`: the method and the whole path of what these devices send."""
        self._login = login
        self._method, self._path = wanted

    def __call__(self, asked: LargeRequest) -> bool:
        """Whether it may go on."""
        if asked.method != self._method or not self._path.fullmatch(asked.path):
            return False
        headers = {"HTTP_AUTHORIZATION": asked.authorization, "REMOTE_ADDR": asked.address}
        try:
            return self._login(Request(headers)) is not None
        except ProblemError:
            return False
