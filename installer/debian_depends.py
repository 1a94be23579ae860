"""Name the Debian packages whose libraries a tree of ELF files needs.

python debian_depends.py TREE      one line for the field Depends
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from qt_parts import libraries_of


def elf_files(tree: Path) -> list[Path]:
    """Shared objects below ``tree``, each once."""
    found = {path.resolve() for path in tree.rglob("*.so*") if path.is_file()}
    return sorted(path for path in found if path.read_bytes()[:4] == b"\x7fELF")


def package_of(library: Path) -> str:
    """The installed package that holds ``library``; with merged /usr it may be known by its old place."""
    for name in (str(library), str(library).removeprefix("/usr")):
        asked = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.split(":")[0]
    sys.exit(f"no package holds {library}")


def main() -> None:
    """Print the packages, sorted, separated as Debian wants it."""
    tree = Path(sys.argv[1]).resolve()
    outside = {path for path in libraries_of(elf_files(tree)) if not path.is_relative_to(tree)}
    print(", ".join(sorted({package_of(path) for path in outside})))


if __name__ == "__main__":
    main()
