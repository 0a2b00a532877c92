#!/usr/bin/env bash
# `make test-lowest` / `make test-latest`: all tests on the lowest or the newest versions pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."
which=${1:?lowest or latest}
venv=var/venv-$which
rm -rf "$venv"
python3 -m venv "$venv"
extras="hub,kiosk,display,printer,panel,devices,test"
constraints=$(mktemp)
trap 'rm -f "$constraints"' EXIT
if [ "$which" = lowest ]; then
    "$venv/bin/python" - >"$constraints" <<'P'
import re
import tomllib

project = tomllib.load(open("pyproject.toml", "rb"))["project"]
wanted = project["dependencies"] + [d for extra in project["optional-dependencies"].values() for d in extra]
for dependency in sorted(set(wanted)):
    found = re.match(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?>=([0-9.a-z]+)", dependency)
    if found and "platform_machine" not in dependency:
        print(f"{found[1]}=={found[2]}")
P
fi
"$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$constraints" -e ".[$extras]"
"$venv/bin/python" -m pytest
