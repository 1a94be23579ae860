#!/usr/bin/env bash
# Make this checkout ready to run: system packages, a Python, .venv from the lock. Safe to repeat; a second
# run with nothing changed takes well under a second and says nothing.
#
#   setup.sh [PACKAGE...]    further system packages that one target alone needs
#   FIELDCASE_NO_INSTALL=1   install no system package: name what is missing and stop
set -euo pipefail
cd "$(dirname "$0")/.."

lock=installer/requirements-dev.lock
log=build/setup.log

system_packages=(
    # the shell of it: Python, a session bus, a Secret Service, a screen for tests that need a real one
    ca-certificates python3 python3-venv dbus-daemon dbus-bin gnome-keyring xvfb
    # readers of finished papers, used by the tests
    poppler-utils
    # the database of a large district; the tests start a server of their own from its programs
    postgresql
    # what Qt's core, windows, PDF and multimedia load from the system
    libatomic1 libdbus-1-3 libdrm2 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2
    libpulse0 libstdc++6 libx11-6 libxext6 libxkbcommon0 libxrandr2 libzstd1 zlib1g
    # a screen by X11
    libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1
    libxkbcommon-x11-0
    # a screen by Wayland
    libwayland-client0 libwayland-cursor0 libwayland-egl1
    "$@"
)

say() { printf 'set-up: %s\n' "$*"; }

stop() {
    printf 'set-up: %s\n' "$@" >&2
    exit 1
}

# step "what it is" command...: run quietly, tell the time, show the end of the log when it fails
step() {
    local title=$1 started=$SECONDS
    shift
    printf 'set-up: %s ... ' "$title"
    if "$@" >>"$log" 2>&1; then
        printf 'done in %d s\n' $((SECONDS - started))
    else
        printf 'failed after %d s; the end of %s:\n' $((SECONDS - started)) "$log"
        tail -n 25 "$log"
        exit 1
    fi
}

# Debian renamed some libraries for its 64-bit time (libglib2.0-0t64): either name will do.
missing_packages() {
    local installed name
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
    for name in "${system_packages[@]}"; do
        grep -qxF -e "$name" -e "${name}t64" <<<"$installed" || printf '%s\n' "$name"
    done
}

install_packages() {
    "$@" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq update
    "$@" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install \
        --yes --no-install-recommends "${missing[@]}"
}

ensure_system_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is not a Debian system; its own packages of these must be there: ${system_packages[*]}"
        return
    fi
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=(env)
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo -n); fi
    if [ -n "${FIELDCASE_NO_INSTALL:-}" ] || ! "${as_root[@]}" true 2>/dev/null; then
        stop "these system packages are missing and may not be installed from here: ${missing[*]}" \
            "install them with: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    step "installing system packages: ${missing[*]}" install_packages "${as_root[@]}"
}

find_python() {
    local candidate
    for candidate in python3.11 python3 python3.12 python3.13; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    stop "no Python 3.11 or newer with venv was found (looked for python3.11, python3, python3.12, python3.13)"
}

fill_venv() {
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip --disable-pip-version-check install --no-input --progress-bar off \
        --require-hashes --only-binary :all: --requirement "$lock"
}

mkdir -p build
exec 9>build/.setup.lock
flock 9

ensure_system_packages
wanted=$(sha256sum <"$lock")
if [ "$(cat .venv/.made-from 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    : >"$log"
    python=$(find_python)
    step "filling .venv from $lock with $("$python" --version)" fill_venv
    printf '%s\n' "$wanted" >.venv/.made-from
fi
