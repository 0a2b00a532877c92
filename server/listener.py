"""One HTTP listener: a WSGI app behind waitress's threads, started and ended in an orderly way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from contract.listen_trouble import cannot_listen
from server.growing_threads import GrowingThreads
from server.guarded_channel import LARGEST_BODY, Admit, ChannelMaker, nobody

log = logging.getLogger(__name__)

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

SPARE_THREADS = 12
"""Threads beyond the cap on live streams: pages are served while every stream is taken (FINDINGS)."""

IDLE_S = 30
"""A connection that says nothing is closed."""

SHARE_OF_ADDRESS = 4
"""One address may hold one connection in so many: whoever opens thousands locks out nobody but itself."""


class PortTakenError(OSError):
    """It cannot listen there; says why in both languages, with a code."""


class HttpListener:
    """Listens from the moment it is made; serves from `start` on."""

    def __init__(
        self, app: WsgiApp, host: str, port: int, stream_cap: int, name: str, admit: Admit = nobody
    ) -> None:
        """`admit` says whose request may bring more than a small body."""
        most = 4 * (stream_cap + SPARE_THREADS)
        self._sockets: dict[int, Any] = {}
        try:
            self._server = create_server(
                app,
                map=self._sockets,
                host=host,
                port=port,
                _dispatcher=GrowingThreads(stream_cap + SPARE_THREADS),
                connection_limit=most,
                max_request_body_size=LARGEST_BODY,
                inbuf_overflow=LARGEST_BODY,
                channel_timeout=IDLE_S,
                cleanup_interval=5,
                asyncore_use_poll=True,  # select() ends the listener's thread at the process's 1,024th file
                ident="motcua",
                clear_untrusted_proxy_headers=True,
            )
        except OSError as error:
            wasyncore.close_all(self._sockets, ignore_all=True)
            raise PortTakenError(cannot_listen(name, f"{host}:{port}", error)) from error
        self._server.channel_class = ChannelMaker(admit, most // SHARE_OF_ADDRESS)
        self.port: int = self._server.effective_port
        """The port it really listens on."""
        self._thread = threading.Thread(target=self._server.run, name=name, daemon=True)

    def start(self) -> None:
        """Serve."""
        self._thread.start()

    def stop(self) -> None:
        """Close every connection and end."""
        with suppress(OSError):  # a loop that just woke may have closed everything before it is woken
            self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._sockets, ignore_all=True))
        self._thread.join(2)
        self._server.task_dispatcher.shutdown(timeout=0.5)
