"""Settings of the hub process."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.settings import SettingsError
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
    ("wrong", "code", "vi", "en"),
    [
        (
            "public_port = 70000",
            "wrong-value",
            "public_port phải nhiều nhất là 65535",
            "public_port must be at most 65535",
        ),
        (
            "stream_cap = 0",
            "wrong-value",
            "stream_cap phải ít nhất là 1",
            "stream_cap must be at least 1",
        ),
        (
            'log_level = "loud"',
            "unknown-word",
            "log_level không nhận giá trị “loud”; hãy dùng một trong: debug, info, warning, error",
            "log_level cannot be “loud”; use one of: debug, info, warning, error",
        ),
        (
            "publc_port = 1",
            "unknown-key",
            "không có mục nào tên là publc_port; có phải là public_port?",
            "there is no key named publc_port; did you mean public_port?",
        ),
        (
            "[[backup.places]]\nto = '/a'\n[[backup.places]]\nkeep = 3",
            "missing-key",
            "thiếu mục bắt buộc backup.places.2.to",
            "the required key backup.places.2.to is missing",
        ),
        (
            'backup.at = ["17:15", "25:00"]',
            "wrong-value",
            "backup.at.2 viết không đúng: hãy viết như 17:15",
            "backup.at.2 is not written as it should be: write it like 17:15",
        ),
    ],
)
def test_a_wrong_setting_is_refused_in_both_languages(
    wrong: str, code: str, vi: str, en: str, tmp_path: Path
) -> None:
    file = tmp_path / "hub.toml"
    file.write_text(f'config_path = "x"\n{wrong}\n', encoding="utf-8")

    with pytest.raises(SettingsError) as refused:
        read_hub_settings(file)

    assert (refused.value.code, str(refused.value)) == (code, f"{file}: {vi}\n{file}: {en} ({code})")
