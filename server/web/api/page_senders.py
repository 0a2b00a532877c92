"""Who may send more than a small body: a kiosk that has proved itself by its headers, with scanned pages.

Asked by the listener before it reads the body; the request itself is judged again as any other.
"""

from __future__ import annotations

from flask import Request

from server.guarded_channel import LargeRequest
from server.web.api.device_login import DeviceLogin
from server.web.problem import ProblemError


class PageSenders:
    """Called with a request's headers. A wrong password costs its address a guess, as everywhere."""

    def __init__(self, login: DeviceLogin, path: str) -> None:
        self._login = login
        self._path = path

    def __call__(self, asked: LargeRequest) -> bool:
        """Whether it may go on."""
        if asked.method != "POST" or asked.path != self._path:
            return False
        headers = {"HTTP_AUTHORIZATION": asked.authorization, "REMOTE_ADDR": asked.address}
        try:
            return self._login(Request(headers)) is not None
        except ProblemError:
            return False
