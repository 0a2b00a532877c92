#!/usr/bin/env bash
# Sets a fresh Debian 12 / Raspberry Pi OS machine up for `make demo` and `make test`.
# Quick when there is nothing to do: one dpkg query and one checksum.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $*" >&2; exit 1; }

mapfile -t wanted < <(grep -v '^#' tools/packages.txt | sed '/^$/d')
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if ((${#missing[@]})); then
    say "Debian packages to install: ${missing[*]}"
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "needs root or sudo to install: ${missing[*]}"
        as_root=(sudo)
    fi
    log=$(mktemp)
    install_all() {
        "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
    }
    install_all >"$log" 2>&1 || { tail -n 20 "$log" >&2; fail "apt-get could not install them; the log is $log"; }
    rm -f "$log"
fi

python=""
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "needs Python 3.11, 3.12 or 3.13 with venv (Debian: python3 and python3-venv)"

want=$(cat pyproject.toml requirements.lock tools/setup.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/motcua-setup 2>/dev/null || true)" != "$want" ]; then
    say "Python packages into .venv (once)"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install -q -q --disable-pip-version-check -r requirements.lock \
        || fail "pip could not install requirements.lock"
    .venv/bin/python -m pip install -q -q --disable-pip-version-check --no-deps -e . \
        || fail "pip could not install the project itself"
    echo "$want" >.venv/motcua-setup
fi
