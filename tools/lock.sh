#!/usr/bin/env bash
# `make lock`: write requirements.lock anew from the newest releases that pyproject.toml allows.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
python3 -m venv "$fresh/venv"
"$fresh/venv/bin/python" -m pip install -q --disable-pip-version-check ".[hub,kiosk,display,printer,panel,devices,test]"
{
    echo "# Locked versions for demo, tests and production images; made by \`make lock\`, never edited by hand."
    "$fresh/venv/bin/python" -m pip freeze --exclude motcua
    # wheels that exist for the Pi alone
    grep '^lgpio' requirements.lock
} >"$fresh/lock"
cp "$fresh/lock" requirements.lock
echo "requirements.lock is new; run make test before committing it"
