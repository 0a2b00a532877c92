"""A settings file that is wrong says what and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.settings import DeviceSettings, SettingsError, load_settings

GOOD = """
center = "23134"
device = "kiosk-1"
password_file = "{folder}/password"
data_dir = "{folder}"
[broker]
host = "10.0.0.2"
port = 8883
ca_file = "/etc/motcua/ca.pem"
"""


def load(folder: Path, text: str) -> DeviceSettings:
    file = folder / "kiosk.toml"
    file.write_text(text.replace("{folder}", str(folder)), encoding="utf-8")
    return load_settings(file, DeviceSettings)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")

    settings = load(tmp_path, GOOD)

    assert (settings.device, settings.broker.port, settings.password()) == ("kiosk-1", 8883, "secret")


@pytest.mark.parametrize(
    ("old", "new", "code", "vi", "en"),
    [
        ("device =", "devise =", "unknown-key", "devise; có phải là device?", "devise; did you mean device?"),
        (
            '"23134"',
            '"23/134"',
            "wrong-value",
            "center viết không đúng: chỉ gồm chữ không dấu, số, - và _",
            "center is not written as it should be: only letters a to z, digits, - and _",
        ),
        ("8883", "88830", "wrong-value", "broker.port phải nhiều nhất", "broker.port must be at most 65535"),
        (
            "8883",
            '"8883"',
            "wrong-type",
            "broker.port phải là số nguyên",
            "must be a whole number",
        ),
        (
            "8883",
            "8883.5",
            "wrong-type",
            "broker.port phải là số nguyên",
            "must be a whole number",
        ),
        ("[broker]", "[broker]\ncolour = 1", "unknown-key", "tên là broker.colour", "named broker.colour"),
        ("[broker]", "[broker", "not-toml", "dòng 6 không đúng cú pháp", "this is not TOML: Expected ']'"),
        (
            'center = "23134"',
            "",
            "missing-key",
            "thiếu mục bắt buộc center",
            "key center is missing",
        ),
        ("[broker]", 'log_level = "loud"\n[broker]', "wrong-value", "log_level viết", "like info or debug"),
        (
            '[broker]\nhost = "10.0.0.2"\nport = 8883\nca_file = "/etc/motcua/ca.pem"',
            "broker = 3",
            "wrong-type",
            "broker phải là một bảng [ ]",
            "broker must be a table",
        ),
    ],
)
def test_a_wrong_file_names_what_is_wrong_in_both_languages(
    tmp_path: Path, old: str, new: str, code: str, vi: str, en: str
) -> None:
    assert old in GOOD

    with pytest.raises(SettingsError) as wrong:
        load(tmp_path, GOOD.replace(old, new))

    file = tmp_path / "kiosk.toml"
    assert wrong.value.code == code
    said_vi, said_en = str(wrong.value).splitlines()
    assert said_vi.startswith(f"{file}: ")
    assert said_en.startswith(f"{file}: ")
    assert said_en.endswith(f" ({code})")
    assert vi in said_vi
    assert en in said_en


def test_a_missing_file_and_a_file_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml cannot be read: .* \(file-missing\)") as absent:
        load_settings(tmp_path / "absent.toml", DeviceSettings)
    assert absent.value.vi.endswith("absent.toml: không có tệp hoặc thư mục này")

    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"binary\.toml: .*\(not-utf-8\)"):
        load_settings(tmp_path / "binary.toml", DeviceSettings)


def test_a_missing_password_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"the password file .* cannot be read"):
        load(tmp_path, GOOD).password()


def test_an_empty_password_file_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("\n", encoding="utf-8")

    with pytest.raises(SettingsError, match="motcua device add kiosk-1"):
        load(tmp_path, GOOD).password()


def test_a_password_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "password").write_bytes(b"\xff\xfe")

    with pytest.raises(SettingsError, match="password file"):
        load(tmp_path, GOOD).password()
