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

files=$(dpkg -L fieldcase)
if echo "$files" | grep -E '/(tests?|testing)(/|$)|/(test_[^/]*|conftest)\.py'; then
    echo "test files are in the package"
    exit 1
fi
resources=/opt/fieldcase/program/resources
for licence in fonts/LICENSE-DejaVu fonts/LICENSE-Fandol-GPL3 fonts/LICENSE-Noto-OFL icons/LICENSE-Lucide-ISC; do
    [ -s "$resources/$licence.txt" ]
done
for font in "$resources"/fonts/*.ttf; do
    case ${font##*/} in DejaVu* | Fandol* | Noto*) ;; *) echo "$font has no licence here"; exit 1 ;; esac
done
[ -s /usr/share/doc/fieldcase/copyright ]
[ -s /usr/share/man/man1/fieldcase.1.gz ]
echo "CHECK files: $(echo "$files" | wc -l), no tests among them; every font and the icons with their licence"
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
fieldcase --help | grep -q doctor
cat >/tmp/started <<'SH'
# Start it off-screen, and say what it showed and how long that took.
before=$(date +%s%3N)
shown=$(timeout 300 fieldcase --self-check)
[ -n "$shown" ]
echo "CHECK $1: $shown after $(($(date +%s%3N) - before)) ms"
SH
sh -eu /tmp/started 'start on a laptop that is not set up'
AS
su officer -c 'sh /tmp/as-officer'

# What an officer has beside the program: a session bus and a keyring. Then he can be asked for his passphrase.
apt-get -qq install --yes --no-install-recommends dbus-daemon gnome-keyring
cat >/tmp/with-keyring <<'AS'
set -eu
cd /tmp
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$(mktemp -d)
printf keyring | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
fieldcase set-up
sh -eu /tmp/started 'start on a laptop that is set up'
sh -eu /tmp/started 'start once more'
examined=$(echo demo-sunny-0107 | fieldcase doctor --officer demo-jia --rebuild)
echo "CHECK doctor: $(echo $examined)"
AS
su officer -c 'dbus-run-session -- sh /tmp/with-keyring'
[ -z "$(find /opt/fieldcase -newer /tmp/as-officer)" ] || { echo "the program wrote into its own folder"; exit 1; }
apt-get -qq purge --yes fieldcase
[ ! -e /opt/fieldcase ] || { find /opt/fieldcase | head; echo "files of the program stay after removal"; exit 1; }
[ -s /var/lib/fieldcase/store.db ] || { echo "the records went with the program"; exit 1; }
echo 'CHECK removal: the program is gone, the records stay'
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
