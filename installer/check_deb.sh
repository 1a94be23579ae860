#!/usr/bin/env bash
# Install the newest build/fieldcase_*.deb in a minimal Debian 12 made for it, start it there off-screen, look at
# what it leaves, and remove it again. The minimal system is thrown away.
set -euo pipefail
cd "$(dirname "$0")/.."

package=$(ls -t build/fieldcase_*_amd64.deb 2>/dev/null | head -n 1)
[ -n "$package" ] || {
    echo "deb: there is no package to check: run installer/build_deb.sh" >&2
    exit 1
}
installer/setup.sh mmdebstrap
mkdir -p build
log=build/check_deb.log

# Runs inside the minimal system, as root and then as an officer.
inside=$(mktemp)
trap 'rm -f "$inside"' EXIT
cat >"$inside" <<'END'
set -eu
unset FIELDCASE_HOME
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt-get -qq update
apt-get -qq install --yes --no-install-recommends /tmp/fieldcase.deb
[ "$(stat -c '%U %G %a' /var/lib/fieldcase)" = "root fieldcase 2770" ]
useradd --create-home --groups fieldcase officer
cat >/tmp/as-officer <<'AS'
set -eu
cd /tmp
export QT_QPA_PLATFORM=offscreen
version=$(fieldcase --version)
echo "CHECK version: $version"
/opt/fieldcase/bin/python -P - <<'PY'
import importlib, pkgutil
import app
names = [m.name for m in pkgutil.walk_packages(app.__path__, "app.") if m.name != "app.__main__"]
for name in names:
    importlib.import_module(name)
print(f"CHECK modules: all {len(names)} can be imported")
PY
started=$(timeout 120 fieldcase --self-check)
[ -n "$started" ]
echo "CHECK start: $started"
AS
su officer -c 'sh /tmp/as-officer'
[ -z "$(find /opt/fieldcase -newer /tmp/as-officer)" ] || { echo "the program wrote into its own folder"; exit 1; }
apt-get -qq purge --yes fieldcase
[ ! -e /opt/fieldcase ] || { find /opt/fieldcase | head; echo "files of the program stay after removal"; exit 1; }
[ -d /var/lib/fieldcase ] || { echo "the folder of the records went with the program"; exit 1; }
echo 'CHECK removal: the program is gone, the folder of the records stays'
END

printf 'deb: installing %s in a minimal Debian 12 ...\n' "$package"
if mmdebstrap --quiet --variant=minbase --format=null \
    --customize-hook="copy-in /etc/resolv.conf /etc" \
    --customize-hook="upload $package /tmp/fieldcase.deb" --customize-hook="upload $inside /tmp/inside" \
    --customize-hook='chroot "$1" sh /tmp/inside' bookworm - >"$log" 2>&1; then
    sed -n 's/^CHECK /deb: /p' "$log"
else
    tail -n 40 "$log"
    echo "deb: the package does not work in a minimal Debian 12; the whole log is $log" >&2
    exit 1
fi
