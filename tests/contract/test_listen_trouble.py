"""A port that cannot be had is a sentence in both languages."""

from __future__ import annotations

import socket

import pytest

from contract.listen_trouble import cannot_listen


def told(host: str, port: int) -> str:
    with pytest.raises(OSError, match="address") as refused:
        socket.create_server((host, port))
    return cannot_listen("printer", f"{host}:{port}", refused.value)


def test_a_port_somebody_else_has_is_called_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert told("127.0.0.1", port) == (
            f"printer: không mở được cổng 127.0.0.1:{port}: đã có chương trình khác dùng cổng này.\n"
            f"the printer cannot listen on 127.0.0.1:{port}: another program uses this port. (port-taken)"
        )


def test_another_machines_address_is_called_so() -> None:
    assert told("192.0.2.1", 9100).endswith("this machine has no such address. (address-not-here)")
