#!/usr/bin/env bash
# Run a command beside a Secret Service, where the program keeps the laptop's secret.
#
#   with_keyring.sh [--private FOLDER] COMMAND...
#
# If one answers on the session bus, the command simply gets that one. Otherwise, and always with --private, a
# session bus and gnome-keyring are started for the command alone and stopped after it, whatever ends it. Their
# data stay in FOLDER, by default $FIELDCASE_KEYRING or ~/.local/share/fieldcase-keyring, so that a second run
# finds the secrets of the first. The password of that keyring lies beside it, readable by its owner alone: good
# enough for a demonstration and for tests, and never used by an installed program.
set -euo pipefail

stop() {
    printf 'keyring: %s\n' "$*" >&2
    exit 1
}

data=${FIELDCASE_KEYRING:-${HOME:-/root}/.local/share/fieldcase-keyring}
private=
if [ "${1:-}" = --private ]; then
    [ $# -ge 2 ] || stop "--private needs a folder"
    private=yes data=$2
    shift 2
fi
[ $# -gt 0 ] || stop "usage: with_keyring.sh [--private FOLDER] COMMAND..."

secret_service_answers() {
    [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || [ -S "${XDG_RUNTIME_DIR:-/nowhere}/bus" ] || return 1
    dbus-send --session --print-reply --reply-timeout=5000 --dest=org.freedesktop.secrets \
        /org/freedesktop/secrets org.freedesktop.DBus.Peer.Ping >/dev/null 2>&1
}
if [ -z "$private" ] && secret_service_answers; then exec "$@"; fi

for tool in dbus-daemon dbus-send gnome-keyring-daemon setpriv; do
    command -v "$tool" >/dev/null || stop "$tool is missing: run installer/setup.sh"
done

umask_before=$(umask)
umask 077
mkdir -p "$data"
data=$(cd "$data" && pwd)
[ -s "$data/password" ] || od -An -tx1 -N24 /dev/urandom | tr -d ' \n' >"$data/password"
runtime=$(mktemp -d)
umask "$umask_before"

bus_pid= keyring_pid= command_pid=
tidy_up() {
    trap - EXIT
    [ -z "$keyring_pid" ] || kill "$keyring_pid" 2>/dev/null || true
    [ -z "$bus_pid" ] || kill "$bus_pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$runtime"
}
trap tidy_up EXIT

# A bus that starts no service by itself: else asking for the Secret Service would start a second, locked one.
cat >"$runtime/bus.conf" <<END
<busconfig>
  <type>session</type>
  <listen>unix:dir=$runtime</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END
# Both die with this script even when it is killed outright (--pdeathsig).
mkfifo "$runtime/address"
setpriv --pdeathsig TERM dbus-daemon --config-file="$runtime/bus.conf" --nofork --nopidfile --print-address=3 \
    3>"$runtime/address" 2>"$runtime/bus.log" </dev/null &
bus_pid=$!
read -r DBUS_SESSION_BUS_ADDRESS <"$runtime/address" || stop "the session bus did not start: $(cat "$runtime/bus.log")"
export DBUS_SESSION_BUS_ADDRESS

HOME=$data XDG_DATA_HOME=$data XDG_CONFIG_HOME=$data XDG_CACHE_HOME=$data XDG_RUNTIME_DIR=$runtime \
    setpriv --pdeathsig TERM gnome-keyring-daemon --foreground --unlock --components=secrets \
    <"$data/password" >"$runtime/keyring.log" 2>&1 &
keyring_pid=$!
for ((tries = 0; ; tries++)); do
    if secret_service_answers; then break; fi
    kill -0 "$keyring_pid" 2>/dev/null && [ "$tries" -lt 1200 ] ||
        stop "the Secret Service did not start: $(cat "$runtime/keyring.log")"
    sleep 0.05
done

# In the background, so that a signal to this script reaches the command at once; a Ctrl+C at a terminal
# reaches it anyway, as one of the group.
setpriv --pdeathsig TERM env --default-signal=INT,QUIT "$@" <&0 &
command_pid=$!
trap 'kill -TERM "$command_pid" 2>/dev/null || true' TERM
trap 'kill -HUP "$command_pid" 2>/dev/null || true' HUP
trap '[ -t 0 ] || kill -INT "$command_pid" 2>/dev/null || true' INT
status=0
while :; do
    status=0
    wait "$command_pid" || status=$?
    kill -0 "$command_pid" 2>/dev/null || break
done
exit "$status"
