#!/usr/bin/env bash
# Installs one role of a center on this machine: hub, kiosk, display, panel, printer or scan-station (docs/install.md).
# Asks nothing, starts nothing, keeps settings that are there; run again it brings the machine up to date.
set -euo pipefail

usage() {
    cat >&2 <<'TEXT'
usage: tools/install.sh [--dry-run] hub|kiosk|panel|printer|scan-station
       tools/install.sh [--dry-run] display hall|counter-ID

  --dry-run   say every command, change nothing
TEXT
    exit 2
}

say() { printf 'install: %s\n' "$*"; }
fail() { printf 'install: %s\n' "$*" >&2; exit 1; }

DRY_RUN=no
if [ "${1:-}" = --dry-run ]; then
    DRY_RUN=yes
    shift
fi
ROLE=${1:-}
SCREEN=${2:-}
EXTRAS="" PACKAGES="" UNITS="" UDEV=""
case "$ROLE" in
    hub)
        EXTRAS=hub
        PACKAGES="mosquitto fonts-noto-core ocrmypdf tesseract-ocr-vie ghostscript qpdf"
        UNITS="motcua-hub.service motcua-broker.service"
        ;;
    kiosk)
        EXTRAS=kiosk,devices
        PACKAGES="fonts-noto-core sane-utils libsane-common libusb-1.0-0 alsa-utils polkitd
            libgbm1 libdrm2 libegl1 libgles2 libmtdev1"
        UNITS=motcua-kiosk.service
        UDEV=60-motcua-printer.rules
        ;;
    display)
        EXTRAS=display,devices
        PACKAGES="fonts-noto-core espeak-ng espeak-ng-data alsa-utils libgbm1 libdrm2 libegl1 libgles2 libmtdev1"
        case "$SCREEN" in hall | counter-?*) ;; *) usage ;; esac
        UNITS="motcua-display@$SCREEN.service"
        ;;
    panel)
        EXTRAS=panel
        # Its wheel ends with Python 3.12; Raspberry Pi OS has the package, and a plain Debian 12 does not need it.
        if python3 -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then PACKAGES=python3-lgpio; fi
        UNITS=motcua-panel.service
        UDEV=60-motcua-panel.rules
        ;;
    printer)
        EXTRAS=printer
        PACKAGES="fonts-noto-core libusb-1.0-0"
        UNITS=motcua-printer.service
        UDEV=60-motcua-printer.rules
        ;;
    scan-station)
        EXTRAS=scan-station
        PACKAGES="sane-utils libsane-common libusb-1.0-0"
        UNITS=motcua-scan-station.service
        ;;
    *) usage ;;
esac
if [ "$ROLE" = display ]; then [ $# -eq 2 ] || usage; else [ $# -eq 1 ] || usage; fi
[ "$DRY_RUN" = yes ] || [ "$(id -u)" -eq 0 ] || fail "run it as root: sudo tools/install.sh $*"

cd "$(dirname "$0")/.."
HOME_DIR=/opt/motcua
PYTHON=$HOME_DIR/venv/bin/python

run() {
    if [ "$DRY_RUN" = yes ]; then
        printf 'would run: %s\n' "$*"
    else
        "$@"
    fi
}

install_packages() {
    # shellcheck disable=SC2086  # a list of names
    run env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-venv $PACKAGES
}

install_program() {
    run mkdir -p "$HOME_DIR"
    # The panel takes the distribution's lgpio where there is no wheel.
    if [ "$ROLE" = panel ]; then
        run python3 -m venv --system-site-packages "$HOME_DIR/venv"
    else
        run python3 -m venv "$HOME_DIR/venv"
    fi
    # A folder left by an older version would be packed with the new one.
    run rm -rf build
    # The lock holds every version down; only the role's own packages are installed.
    run "$PYTHON" -m pip install -q --disable-pip-version-check -c requirements.lock ".[$EXTRAS]"
    run cp -r docs "$HOME_DIR/"
}

install_users_and_folders() {
    run install -D -m 0644 -t /usr/lib/sysusers.d "systemd/sysusers.d/motcua-$ROLE.conf"
    run systemd-sysusers "motcua-$ROLE.conf"
    run install -D -m 0644 -t /usr/lib/tmpfiles.d systemd/tmpfiles.d/motcua.conf
    run systemd-tmpfiles --create motcua.conf
    if [ "$ROLE" = hub ]; then
        run install -D -m 0644 -t /usr/lib/tmpfiles.d systemd/tmpfiles.d/motcua-hub.conf
        run systemd-tmpfiles --create motcua-hub.conf
        run ln -sfn "$HOME_DIR/venv/bin/motcua" /usr/local/bin/motcua
    fi
}

install_units() {
    local unit file
    for unit in $UNITS; do
        file=${unit/@*/@.service}
        run install -D -m 0644 -t /etc/systemd/system "systemd/$file"
    done
    if [ "$ROLE" = kiosk ]; then
        run install -D -m 0644 -t /etc/polkit-1/rules.d systemd/polkit/50-motcua-kiosk.rules
    fi
    if [ -n "$UDEV" ]; then
        run install -D -m 0644 -t /etc/udev/rules.d "systemd/udev/$UDEV"
        run udevadm control --reload
        run udevadm trigger
    fi
    run systemctl daemon-reload
    # Debian's own broker would take the port, and let anybody on this machine in.
    if [ "$ROLE" = hub ]; then run systemctl disable --now mosquitto.service; fi
    # shellcheck disable=SC2086  # a list of names
    run systemctl enable $UNITS
}

install_packages
install_program
install_users_and_folders
install_units

if [ "$DRY_RUN" = yes ]; then
    say "nothing was changed."
    exit
fi
SETTINGS=$ROLE
if [ "$ROLE" = display ]; then SETTINGS=display-$SCREEN; fi
say "$ROLE is installed and will start with the machine."
[ -e "/etc/motcua/$SETTINGS.toml" ] || say "next: write /etc/motcua/$SETTINGS.toml (docs/install.md), then:"
say "  systemctl restart ${UNITS%% *} && systemctl status ${UNITS%% *}"
