#!/usr/bin/env bash
# Build build/fieldcase_VERSION_amd64.deb on Debian 12: a tree under /opt/fieldcase that uses the system's
# Python 3.11 and brings every library of the lock with it, PySide6 cut down to what the program uses.
#   build_deb.sh [SOURCE]     SOURCE is the tree to package, by default this checkout
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "${1:-$here/..}" && pwd)
cd "$here/.."

python=/usr/bin/python3.11
[ -x "$python" ] || {
    echo "deb: $python is missing; the package is built on Debian 12" >&2
    exit 1
}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$source/app/__init__.py")
SOURCE_DATE_EPOCH=$(git -C "$source" log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0
work=build/deb
tree=$work/tree
home=$tree/opt/fieldcase
packages=$home/lib/python3.11/site-packages
say() { printf 'deb: %s\n' "$*"; }

rm -rf "$work"
mkdir -p "$packages" "$home/bin" "$home/program" "$tree/DEBIAN"

say "bringing the libraries of installer/requirements.lock"
"$python" -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet --disable-pip-version-check --no-input --progress-bar off --no-compile \
    --require-hashes --only-binary :all: --requirement installer/requirements.lock --target "$packages" \
    >"$work/pip.log" 2>&1 || {
    tail -n 25 "$work/pip.log" >&2
    exit 1
}
rm -rf "$packages/bin" "$packages/share"
# Nobody's tests are shipped, ours or those of a library.
find "$packages" \( -type d \( -name 'test' -o -name 'tests' -o -name 'testing' -o -name 'test_*' \) \
    -o -name 'test_*.py' -o -name 'conftest.py' \) -prune -exec rm -rf {} +

say "bringing the program"
# Of a checkout only what git knows, so that nobody's scratch file is shipped.
(cd "$source" && { git ls-files -z app resources migrations 2>/dev/null || find app resources migrations -type f -print0; }) |
    tar -C "$source" --null --files-from=- -c | tar -C "$home/program" -x
# A laptop has no use for the district's server, whose libraries do not come along.
rm -rf "$home/program/app/stubs" "$home/program/app/district" "$home/program/migrations/district"
find "$home/program" "$packages" -name __pycache__ -type d -prune -exec rm -rf {} +
# A virtual environment by hand: the interpreter finds pyvenv.cfg beside its folder, wherever the tree lies.
ln -s "$python" "$home/bin/python"
printf 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11\n' >"$home/pyvenv.cfg"
printf '../../../program\n' >"$packages/fieldcase.pth"

say "cutting Qt down to what the program uses"
"$python" -B "$here/qt_parts.py" "$packages" "$home/program/app"
find "$packages" -name '*.pyi' -delete
"$python" -m compileall -q -j 2 --invalidation-mode unchecked-hash -s "$tree" -p / "$home/program" "$packages"

say "laying out the package"
install -D -m 755 "$here/debian/fieldcase" "$tree/usr/bin/fieldcase"
install -D -m 644 "$here/debian/fieldcase.desktop" "$tree/usr/share/applications/fieldcase.desktop"
install -D -m 644 "$here/debian/fieldcase.svg" "$tree/usr/share/icons/hicolor/scalable/apps/fieldcase.svg"
install -D -m 644 "$here/debian/copyright" "$tree/usr/share/doc/fieldcase/copyright"
install -d "$tree/usr/share/man/man1"
gzip -9n <"$here/debian/fieldcase.1" >"$tree/usr/share/man/man1/fieldcase.1.gz"
gzip -9n <"$source/CHANGELOG.md" >"$tree/usr/share/doc/fieldcase/changelog.gz"
install -m 755 "$here/debian/postinst" "$here/debian/postrm" "$tree/DEBIAN/"
libraries=$("$python" -B "$here/debian_depends.py" "$home/lib")
cat >"$tree/DEBIAN/control" <<END
Package: fieldcase
Version: $version
Architecture: amd64
Maintainer: The Fieldcase authors <authors@fieldcase.invalid>
Installed-Size: $(du -sk "$tree" | cut -f1)
Depends: python3.11, passwd, fontconfig-config, xkb-data, $libraries
Recommends: gnome-keyring | kwalletmanager, dbus-user-session
Section: misc
Priority: optional
Description: desktop client for street-level law enforcement cases in Shanghai
 Officers of a street's enforcement squad find a violation, prove it, hear the
 party, print the paper, hand it over and collect, with or without a network.
END
chmod -R u=rwX,go=rX "$tree"
package=build/fieldcase_${version}_amd64.deb
dpkg-deb --root-owner-group -Zxz -z3 --build "$tree" "$package" >/dev/null
say "$package, $(du -m "$package" | cut -f1) MB, installs to $(du -sm "$tree" | cut -f1) MB"
