"""Settings of the hub process."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from server.config.hub import LogLevel, read_hub_settings


def test_only_the_configuration_file_must_be_named(tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text('config_path = "/etc/motcua/center.toml"\n', encoding="utf-8")

    settings = read_hub_settings(file)

    assert settings.config_path == "/etc/motcua/center.toml"
    assert settings.public_host == settings.console_host == "127.0.0.1"
    assert settings.public_port != settings.console_port
    assert settings.log_level is LogLevel.INFO


@pytest.mark.parametrize(
    "wrong", ["public_port = 70000", 'log_level = "loud"', "publc_port = 1", "stream_cap = 0"]
)
def test_a_wrong_setting_is_refused(wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(f'config_path = "x"\n{wrong}\n', encoding="utf-8")

    with pytest.raises(msgspec.ValidationError):
        read_hub_settings(file)
