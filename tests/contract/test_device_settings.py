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
    ("old", "new", "said"),
    [
        ("device =", "devise =", "devise"),
        ('"23134"', '"23/134"', "center"),
        ("8883", "88830", "port"),
        ("8883", '"8883"', "port"),
        ("[broker]", "[broker]\ncolour = 1", "colour"),
        ("[broker]", "[broker", "not valid TOML"),
        ('center = "23134"', "", "center"),
    ],
)
def test_a_wrong_file_names_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        load(tmp_path, GOOD.replace(old, new))

    assert said in str(wrong.value)
    assert "kiosk.toml" in str(wrong.value)


def test_a_missing_file_and_a_file_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml cannot be read"):
        load_settings(tmp_path / "absent.toml", DeviceSettings)

    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"binary\.toml"):
        load_settings(tmp_path / "binary.toml", DeviceSettings)


def test_a_missing_password_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="password file cannot be read"):
        load(tmp_path, GOOD).password()


def test_an_empty_password_file_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("\n", encoding="utf-8")

    with pytest.raises(SettingsError, match="motcua device add kiosk-1"):
        load(tmp_path, GOOD).password()


def test_a_password_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "password").write_bytes(b"\xff\xfe")

    with pytest.raises(SettingsError, match="password file"):
        load(tmp_path, GOOD).password()
